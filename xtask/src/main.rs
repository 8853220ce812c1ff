//! `cargo xtask`: what a person types to set up, run, build, test and check Menagerie.
//!
//! Uses the standard library alone, so that a fresh machine has it in seconds, before any system package is there.
//! What needs other crates (art, sounds, weights, shaders) lives in `xtask/workshop` and is only started from here.

mod cargo;
mod circles;
mod cli;
mod commands;
mod console;
mod failure;
mod layers;
mod new_plugin;
mod packages;
mod rust_paths;
mod setup;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let outcome = cli::parse(&args).and_then(commands::carry_out);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console::note(&failure);
            failure.exit_code()
        }
    }
}
