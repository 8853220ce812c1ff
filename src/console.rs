//! What the program prints: answers to standard output, everything else to standard error. The one place that prints.

#![expect(clippy::print_stderr, reason = "printing is this file's job")]

use std::fmt::Display;
use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// One line of the answer.
pub(crate) fn answer(line: impl Display) {
    // A reader that has gone (`| head`) is not our failure.
    drop(writeln!(std::io::stdout(), "{}", harmless(line)));
}

/// Words without control characters but line breaks: names from files would move the cursor or colour the terminal.
fn harmless(words: impl Display) -> String {
    let harmless = |letter: char| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter };
    words.to_string().chars().map(harmless).collect()
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
    eprintln!("{}", harmless(line));
}

/// Something went wrong: what, where and what to do.
pub(crate) fn error(line: impl Display) {
    eprintln!("error: {}", harmless(line));
}

/// A progress bar on standard error; drawn only on a terminal.
pub(crate) fn progress(steps: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(steps as u64).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_never_reach_a_terminal() {
        assert_eq!(harmless("a\u{1b}[31m\nb\u{9b}c ä"), "a\u{fffd}[31m\nb\u{fffd}c ä");
    }
}
