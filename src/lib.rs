//! The score of Menagerie: command line, the ordered plugin list, the window. No mechanism lives here.
//!
//! [`Exhibit`] is the whole app, and [`ExhibitPlugins`] what it is made of, for those who put together one of their own or
//! test it in process; [`run`] is the program.

mod assets;
mod cli;
mod commands;
mod config;
mod console;
#[cfg(feature = "dev")]
mod dev;
mod display;
mod exhibit;
mod fault;
mod guests;
mod pack;
mod shutdown;
mod supervisor;

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use crate::cli::{BenchCommand, Cli, Command};
pub use crate::exhibit::{Exhibit, ExhibitPlugins, ExhibitSettings, Screen, Sound};

/// Runs the program: does what its command line says, and says what went wrong.
#[must_use]
pub fn run() -> ExitCode {
    let begun = Instant::now();
    let cli = Cli::parse();
    let outcome = match cli.command.unwrap_or(Command::Run(cli.run)) {
        Command::Run(args) => commands::run::run(args),
        Command::Classify(args) => commands::classify::run(&args),
        Command::Inside(args) => commands::inside::run(&args),
        Command::Eval(args) => commands::eval::run(&args),
        Command::Project(command) => commands::project::run(&command),
        Command::Pack(command) => commands::pack::run(&command),
        Command::Rehearse(args) => commands::rehearse::run(&args),
        Command::Config(command) => commands::config::run(&command),
        Command::Doctor(args) => commands::doctor::run(&args),
        Command::Bench(BenchCommand::Network(args)) => commands::bench::network::run(&args),
        Command::Bench(BenchCommand::Exhibit(args)) => commands::bench::exhibit::run(&args, begun),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            console::error(&failure);
            ExitCode::FAILURE
        }
    }
}
