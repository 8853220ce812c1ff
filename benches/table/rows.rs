//! The rows of the table, and how they are written.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use menagerie_brain::quantile;
use serde::Serialize;

/// Samples from which there is a 99th percentile: of two hundred two lie above it, so that it is not the slowest one.
pub(crate) const ENOUGH_FOR_P99: usize = 200;

/// What was measured of one thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) median: f64,
    /// 99th percentile; `None` where there are too few samples for one.
    pub(crate) p99: Option<f64>,
}

impl Measured {
    /// Of single samples; zero of none.
    pub(crate) fn of(samples: Vec<f64>) -> Self {
        let enough = samples.len() >= ENOUGH_FOR_P99;
        let p99 = quantile(samples.clone(), 0.99).filter(|_| enough);
        Self { median: quantile(samples, 0.5).unwrap_or_default(), p99 }
    }
}

/// One row.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) name: String,
    /// `ms`, `MiB`.
    pub(crate) unit: &'static str,
    pub(crate) median: f64,
    /// 99th percentile; `None` where there are too few samples for one.
    pub(crate) p99: Option<f64>,
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
    pub(crate) fn add(&mut self, name: &str, unit: &'static str, ours: Measured) {
        let Measured { median, p99 } = ours;
        self.push(Row { name: name.to_owned(), unit, median, p99, peer: String::new(), ratio: None });
    }

    /// Adds a row that is held against a peer's median.
    pub(crate) fn add_against(&mut self, name: &str, unit: &'static str, ours: Measured, peer: &str, theirs: f64) {
        let Measured { median, p99 } = ours;
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
    let p99 = p99.map_or_else(String::new, |p99| format!("{} {unit}", figure(p99)));
    let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    format!("| {name} | {} {unit} | {p99} | {peer} | {ratio} |", figure(*median))
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

/// `runs` calls, after a tenth as many to warm up.
pub(crate) fn time(runs: usize, mut act: impl FnMut()) -> Measured {
    Measured::of(samples(runs, &mut act))
}

/// Two things that are held against each other, call by call in turns: one's slow minute is the other's, too.
pub(crate) fn time_both(runs: usize, mut first: impl FnMut(), mut second: impl FnMut()) -> [Measured; 2] {
    for _ in 0..runs.div_ceil(10) {
        first();
        second();
    }
    let (mut of_first, mut of_second) = (Vec::with_capacity(runs), Vec::with_capacity(runs));
    for run in 0..runs {
        if run % 2 == 0 {
            of_first.push(millis(&mut first));
            of_second.push(millis(&mut second));
        } else {
            of_second.push(millis(&mut second));
            of_first.push(millis(&mut first));
        }
    }
    [of_first, of_second].map(Measured::of)
}

/// Milliseconds of each of `runs` calls, after a tenth as many to warm up.
pub(crate) fn samples(runs: usize, act: &mut impl FnMut()) -> Vec<f64> {
    for _ in 0..runs.div_ceil(10) {
        act();
    }
    (0..runs).map(|_| millis(act)).collect()
}

fn millis(act: &mut impl FnMut()) -> f64 {
    let begun = Instant::now();
    act();
    begun.elapsed().as_secs_f64() * 1000.0
}
