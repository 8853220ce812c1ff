//! The score of Menagerie: command line, the ordered plugin list, the window. No mechanism lives here.

mod app;
mod assets;
mod cli;
mod commands;
mod display;
mod say;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command.unwrap_or(Command::Run(cli.run)) {
        Command::Run(args) => commands::run::run(args),
        Command::Classify(args) => commands::classify::run(&args),
        Command::Eval(args) => commands::eval::run(&args),
        Command::Rehearse(args) => commands::rehearse::run(&args),
        Command::Doctor(args) => commands::doctor::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            say::error(&failure);
            ExitCode::FAILURE
        }
    }
}
