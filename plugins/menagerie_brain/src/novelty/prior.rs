//! What is expected of a lesson before it can tell itself: a lesson of one view a class says nothing about other views.
//!
//! Measured over four public sets (rock, paper, scissors; ten hand signs; waste; fruit and vegetables) taught by drifting
//! hands, one to ten photographs a class, and asked about other photographs that the head classified correctly:
//! `cargo run --workspace --ignore-rust-version --example measure_held -- <data folder> 4 --prior` prints these numbers.
//! `docs/decisions/0010-held-things.md` has what it does to a set that is left out of it.

use super::SIGNS_OF_ALL;

/// Units whose word counts as much as the prior's.
pub(super) const WEIGHT: f64 = 8.0;

/// Mean of each sign, by depth, for one view a class ...
const MEANS: [f64; SIGNS_OF_ALL] = [0.820, 0.344, -0.236, -0.246, 0.870, 0.829, 0.149, -0.230, -0.245, 0.874];
/// ... and how it changes with the natural logarithm of the number of views.
const SLOPES: [f64; SIGNS_OF_ALL] = [-0.144, -0.066, -0.115, -0.150, -0.112, -0.147, -0.030, -0.114, -0.148, -0.113];
/// Deviation of each sign, between lessons and within them.
pub(super) const DEVIATIONS: [f64; SIGNS_OF_ALL] =
    [0.146, 0.155, 0.167, 0.242, 0.147, 0.140, 0.056, 0.152, 0.258, 0.149];
/// Deviation of the sum of all signs, each in its own deviations; and where there is a single class and so one sign a depth.
const SCORE_DEVIATION: f64 = 7.4;
const SCORE_DEVIATION_ALONE: f64 = 1.9;

/// Where known pictures end in a lesson of one view a class, from the score in the middle of the strangers: the wider the world
/// of a lesson, the farther off are both.
const END_BY_STRANGERS: f64 = 1.35;
/// The same, less so many deviations of the score.
const END_BEFORE: f64 = 1.09;

/// The score at which known pictures end, as far as strangers tell.
pub(super) fn known_end(middle_of_strangers: f64, classes: usize) -> f64 {
    END_BY_STRANGERS * middle_of_strangers - END_BEFORE * score_deviation(classes)
}

/// Mean of each sign for classes of so many views, given as the mean of their logarithms.
pub(super) fn means(log_views: f64) -> [f64; SIGNS_OF_ALL] {
    std::array::from_fn(|sign| MEANS[sign] + SLOPES[sign] * log_views)
}

/// Deviation of the score.
pub(super) fn score_deviation(classes: usize) -> f64 {
    if classes < 2 { SCORE_DEVIATION_ALONE } else { SCORE_DEVIATION }
}
