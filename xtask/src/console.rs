//! The one place where xtask prints, and the clock that each step runs under.
//!
//! Words for a person go to standard error; standard output carries only what another program may want to read
//! (help, and the path that `build` prints last).

use std::fmt::Display;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Tells a person something.
#[expect(clippy::print_stderr, reason = "the one place where xtask speaks to a person")]
pub(crate) fn note(text: impl Display) {
    eprintln!("{text}");
}

/// Answers on standard output.
#[expect(clippy::print_stdout, reason = "the one place where xtask answers on standard output")]
pub(crate) fn answer(text: impl Display) {
    println!("{text}");
}

/// Runs one step under a heading and says how long it took.
pub(crate) fn step<T>(name: &str, detail: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    note(format_args!("==> {name}: {detail}"));
    let start = Instant::now();
    let outcome = work();
    let word = if outcome.is_ok() { "done in" } else { "FAILED after" };
    note(format_args!("    {name}: {word} {}", in_words(start.elapsed())));
    outcome
}

/// A duration as a person reads it: `0.4 s`, `12.3 s`, `4 min 07 s`.
pub(crate) fn in_words(time: Duration) -> String {
    let secs = time.as_secs();
    if secs < 60 { format!("{:.1} s", time.as_secs_f32()) } else { format!("{} min {:02} s", secs / 60, secs % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_words() {
        assert_eq!(in_words(Duration::from_millis(420)), "0.4 s");
        assert_eq!(in_words(Duration::from_secs(247)), "4 min 07 s");
    }
}
