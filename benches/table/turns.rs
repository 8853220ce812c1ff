//! Engines in turns: what disturbs the machine disturbs all of them alike.

use crate::rows::say;

/// Something that is measured again and again, as a process of its own.
pub(crate) struct Engine<'a, T> {
    pub(crate) name: &'a str,
    run: Box<dyn Fn(usize) -> Result<T, String> + 'a>,
}

impl<'a, T> Engine<'a, T> {
    /// An engine that `run` measures once; it is told the number of the round.
    pub(crate) fn new(name: &'a str, run: impl Fn(usize) -> Result<T, String> + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// Measures every engine once in each round, and gives what was measured by engine. Every second round goes backwards:
/// a machine that is warmed up or worn out by one engine would otherwise always meet the same one next. An engine that
/// fails is left out, with all that it gave before.
pub(crate) fn measure_in_turns<T>(rounds: usize, engines: &[Engine<'_, T>]) -> Vec<Vec<T>> {
    let mut measured: Vec<Vec<T>> = engines.iter().map(|_| Vec::new()).collect();
    let mut still_in: Vec<usize> = (0..engines.len()).collect();
    for round in 0..rounds {
        for at in still_in.clone() {
            match (engines[at].run)(round) {
                Ok(result) => measured[at].push(result),
                Err(reason) => {
                    say(&format!("{}: {reason}; left out", engines[at].name));
                    measured[at].clear();
                    still_in.retain(|other| *other != at);
                }
            }
        }
        still_in.reverse();
    }
    measured
}
