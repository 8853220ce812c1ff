//! The rows of the table, and how they are written.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

/// One row.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) name: String,
    /// `ms`, `MiB`.
    pub(crate) unit: &'static str,
    pub(crate) median: f64,
    /// 99th percentile; the median again where there is one sample only.
    pub(crate) p99: f64,
    /// What it is held against, with that one's median; empty for none.
    pub(crate) peer: String,
    /// Our median over the peer's; `None` without a peer.
    pub(crate) ratio: Option<f64>,
}

/// The whole table, in the order of measuring.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds a row and says it.
    pub(crate) fn add(&mut self, name: &str, unit: &'static str, [median, p99]: [f64; 2]) {
        self.push(Row { name: name.to_owned(), unit, median, p99, peer: String::new(), ratio: None });
    }

    /// Adds a row that is held against a peer's median.
    pub(crate) fn add_against(&mut self, name: &str, unit: &'static str, ours: [f64; 2], peer: &str, theirs: f64) {
        let [median, p99] = ours;
        let ratio = (theirs > 0.0).then_some(median / theirs);
        let peer = format!("{peer}: {} {unit}", figure(theirs));
        self.push(Row { name: name.to_owned(), unit, median, p99, peer, ratio });
    }

    fn push(&mut self, row: Row) {
        say(&line(&row));
        self.rows.push(row);
    }

    /// Writes `bench.json` and `bench.md`.
    pub(crate) fn write(&self, out: &Path) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", out.display());
        fs::create_dir_all(out).map_err(failed)?;
        let json = serde_json::to_string_pretty(&self.rows).map_err(|error| error.to_string())?;
        fs::write(out.join("bench.json"), json + "\n").map_err(failed)?;
        let mut text = String::from("| what | median | p99 | peer | ratio |\n| --- | --- | --- | --- | --- |\n");
        for row in &self.rows {
            text += &line(row);
            text.push('\n');
        }
        fs::write(out.join("bench.md"), text).map_err(failed)?;
        say(&format!("written to {}/bench.md and bench.json", out.display()));
        Ok(())
    }
}

fn line(row: &Row) -> String {
    let Row { name, unit, median, p99, peer, ratio } = row;
    let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    format!("| {name} | {} {unit} | {} {unit} | {peer} | {ratio} |", figure(*median), figure(*p99))
}

/// Three digits that matter.
fn figure(value: f64) -> String {
    match value.abs() {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        0.1.. => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// A line to whoever watches.
pub(crate) fn say(words: &str) {
    drop(writeln!(std::io::stdout(), "{words}"));
}

/// Milliseconds of `runs` calls, as median and 99th percentile, after a tenth as many to warm up.
pub(crate) fn time(runs: usize, mut act: impl FnMut()) -> [f64; 2] {
    for _ in 0..runs.div_ceil(10) {
        act();
    }
    let mut millis: Vec<f64> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            act();
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    median_and_p99(&mut millis)
}

/// Median and 99th percentile; zeros for no samples.
pub(crate) fn median_and_p99(samples: &mut [f64]) -> [f64; 2] {
    samples.sort_by(f64::total_cmp);
    [0.5, 0.99].map(|share| {
        let position = (samples.len().saturating_sub(1) as f64 * share).round() as usize;
        samples.get(position).copied().unwrap_or(0.0)
    })
}
