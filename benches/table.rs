//! The benchmark table: `cargo xtask bench`. Everything that must be fast, each with the peer that it is held against in
//! the same run, since absolute times mean little on a noisy machine. Writes Markdown and JSON to `target/bench/`.
//!
//! What it measures itself is the brain (`learning.rs`); the network and the exhibit are measured by the program's own
//! `menagerie bench`, the other engines by `benches/peers/`, all as processes of their own. Whatever is compared takes
//! turns (`turns.rs`), and what counts is the median of the turns; a 99th percentile stands only where there are enough
//! samples for one (`rows.rs`).

#[path = "table/learning.rs"]
mod learning;
#[path = "table/memory.rs"]
mod memory;
#[path = "table/peers.rs"]
mod peers;
#[path = "table/pictures.rs"]
mod pictures;
#[path = "table/program.rs"]
mod program;
#[path = "table/rows.rs"]
mod rows;
#[path = "table/turns.rs"]
mod turns;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::rows::Table;

/// What was asked for.
pub(crate) struct Settings {
    /// Fewer repetitions: to try the table itself out.
    pub(crate) quick: bool,
    /// Where the table goes.
    pub(crate) out: PathBuf,
}

fn main() -> ExitCode {
    let mut settings = Settings { quick: false, out: PathBuf::from("target/bench") };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--quick" => settings.quick = true,
            "--out" => match args.next() {
                Some(out) => settings.out = PathBuf::from(out),
                None => return wrong_use("--out needs a folder"),
            },
            // What `cargo bench` adds.
            "--bench" => {}
            other => return wrong_use(&format!("unknown argument {other}")),
        }
    }
    match measure(&settings) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            rows::say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn wrong_use(words: &str) -> ExitCode {
    rows::say(&format!("error: {words}. Arguments: [--quick] [--out DIR]"));
    ExitCode::from(2)
}

fn measure(settings: &Settings) -> Result<(), String> {
    let mut table = Table::default();
    program::measure_network(settings, &mut table)?;
    learning::measure(settings, &mut table)?;
    program::measure_exhibit(settings, &mut table)?;
    memory::measure(settings, &mut table)?;
    table.write(&settings.out)
}
