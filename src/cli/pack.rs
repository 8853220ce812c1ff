//! The command line of `menagerie pack`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What can be done with a pack.
#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// Say everything that is wrong with a pack
    #[command(after_help = "Ends with 0 where nothing is, else with 1.\n\nExample:\n  menagerie pack check garden\n  \
        menagerie pack check garden.zip --json")]
    Check(CheckArgs),
    /// Write a small pack to begin with
    #[command(after_help = "Example:\n  menagerie pack new garden\n  menagerie --windowed --pack garden")]
    New {
        /// A folder that is empty or not there yet
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The pack's folder or zip archive
    #[arg(value_name = "DIR|ZIP")]
    pub(crate) path: PathBuf,
    /// Print the findings as JSON, one on each line
    #[arg(long)]
    pub(crate) json: bool,
}
