//! `menagerie bench`: measures this machine. What it prints is for people and, with `--json`, for `cargo xtask bench`.

pub(crate) mod exhibit;
pub(crate) mod network;

use menagerie_brain::quantile;

/// Median and 99th percentile; zeros without samples.
fn median_and_p99(samples: &[f64]) -> [f64; 2] {
    [0.5, 0.99].map(|share| quantile(samples.to_vec(), share).unwrap_or_default())
}
