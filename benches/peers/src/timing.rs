//! Times runs of an engine and writes the result down. The Python peers do the same in `peer.py`.

use std::fmt;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Runs before the clock counts, for caches and clock rates to settle.
const WARM_UP_RUNS: usize = 10;

/// How long an engine takes for one picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timing {
    pub(crate) engine: &'static str,
    pub(crate) version: String,
    pub(crate) threads: usize,
    pub(crate) median_millis: f64,
    pub(crate) p99_millis: f64,
}

impl Timing {
    /// One line of JSON. Names and versions hold nothing that JSON would have escaped.
    pub(crate) fn json(&self) -> String {
        let Self { engine, version, threads, median_millis, p99_millis } = self;
        format!(
            r#"{{"engine":"{engine}","version":"{version}","threads":{threads},"median_ms":{median_millis:.3},"p99_ms":{p99_millis:.3}}}"#
        )
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { engine, version, threads, median_millis, p99_millis } = self;
        write!(f, "{engine} {version}, {threads} thread(s): median {median_millis:.2} ms, p99 {p99_millis:.2} ms")
    }
}

/// Warms up, then times `runs` runs one by one. Returns them in rising order.
pub(crate) fn time(runs: usize, mut run: impl FnMut() -> Result<(), Failure>) -> Result<Vec<Duration>, Failure> {
    for _ in 0..WARM_UP_RUNS {
        run()?;
    }
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        run()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

/// The least of the sorted times that `share` of all runs do not exceed (nearest rank), milliseconds.
pub(crate) fn quantile_millis(sorted: &[Duration], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_runs_that_happened() {
        let times: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        let close = |share, millis: f64| (quantile_millis(&times, share) - millis).abs() < 1e-9;
        assert!(close(0.5, 50.0) && close(0.99, 99.0) && close(1.0, 100.0));
    }

    #[test]
    fn the_line_is_json() {
        let timing =
            Timing { engine: "any", version: "1.2".into(), threads: 1, median_millis: 2.5, p99_millis: 3.0004 };
        let expected = r#"{"engine":"any","version":"1.2","threads":1,"median_ms":2.500,"p99_ms":3.000}"#;
        assert_eq!(timing.json(), expected);
    }
}
