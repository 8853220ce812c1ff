//! What the program prints: answers to standard output, everything else to standard error. The one place that prints.

#![expect(clippy::print_stderr, reason = "printing is this file's job")]

use std::fmt::Display;
use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// One line of the answer.
pub(crate) fn answer(line: impl Display) {
    // A reader that has gone (`| head`) is not our failure.
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// The answer for programs: one JSON document on one line.
///
/// # Errors
/// What cannot be written as JSON.
pub(crate) fn json(document: &impl Serialize) -> Result<(), String> {
    answer(serde_json::to_string(document).map_err(|error| error.to_string())?);
    Ok(())
}

/// A share of a whole, 0..1, as people read it.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// So many of something.
pub(crate) fn count(n: usize, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

/// A friendly line for whoever started the program.
pub(crate) fn note(line: impl Display) {
    eprintln!("{line}");
}

/// Something went wrong: what, where and what to do.
pub(crate) fn error(line: impl Display) {
    eprintln!("error: {line}");
}

/// A progress bar on standard error; drawn only on a terminal.
pub(crate) fn progress(steps: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(steps as u64).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}
