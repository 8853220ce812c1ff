//! `menagerie bench`: measures this machine. What it prints is for people and, with `--json`, for `cargo xtask bench`.

pub(crate) mod exhibit;
pub(crate) mod network;

/// The value below which that share of the sorted samples lies; 0 without samples.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let position = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(position).copied().unwrap_or(0.0)
}
