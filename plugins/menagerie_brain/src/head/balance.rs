//! Class balance: offsets on a head's scores, so that a class with few pictures is not neglected beside one with many.
//!
//! Weights on the examples do not help everywhere, because what a class with four pictures lacks is not weight but height:
//! the scores of its unseen pictures are lower (`docs/decisions/0010-held-things.md` has the measurements). So a head is
//! asked about pictures that it was not taught, and an offset for each class is fitted to its answers by the mean
//! cross-entropy in which every class counts the same.

use crate::vector::{self, Cholesky};

/// How many times as many examples as another a class may have before offsets are fitted: where classes are about even,
/// offsets would only add the chance of few pictures.
const UNEVEN: usize = 2;
/// Weight of half the squared offsets.
const RIDGE: f64 = 0.02;
/// Newton's method needs five or so.
const MOST_STEPS: usize = 30;
/// Examples of each class that the offsets are fitted on, at most.
const MOST_OF_CLASS: usize = 200;

/// Whether some class has so many more examples than another that offsets are needed. `places` are the classes' positions.
pub(crate) fn is_uneven(places: &[usize], classes: usize) -> bool {
    let mut counts = vec![0_usize; classes];
    places.iter().for_each(|place| counts[*place] += 1);
    let [least, most] = [counts.iter().min(), counts.iter().max()].map(|count| count.copied().unwrap_or_default());
    classes > 1 && most > UNEVEN * least
}

/// What to add to the score of each class before softmax.
///
/// # Shapes
/// - `scores`: `[examples][classes]`, before softmax, by a head that was not taught the example's unit
/// - `places`, `units`: `[examples]`; the examples of a unit count as one
pub(crate) fn offsets(scores: &[Vec<f32>], places: &[usize], units: &[usize], classes: usize) -> Vec<f32> {
    let weights = weights(places, units, classes);
    let mut offsets = vec![0.0_f64; classes];
    let mut loss = Fit::new(scores, places, &weights, &offsets);
    for _ in 0..MOST_STEPS {
        let step = Cholesky::new(loss.curvature.clone()).solve(loss.gradient.clone());
        let mut length = 1.0;
        // Halved where the parabola deceives, far from the minimum.
        let better = loop {
            let tried: Vec<f64> = offsets.iter().zip(&step).map(|(offset, step)| offset - length * step).collect();
            let found = Fit::new(scores, places, &weights, &tried);
            if found.value < loss.value {
                break Some((tried, found));
            }
            length /= 2.0;
            if length < 1e-3 {
                break None;
            }
        };
        let Some((tried, found)) = better else { break };
        let gained = loss.value - found.value;
        (offsets, loss) = (tried, found);
        if gained < 1e-9 {
            break;
        }
    }
    offsets.into_iter().map(|offset| offset as f32).collect()
}

/// Every class counts the same, within it every unit, within that every example; surplus examples count nothing.
fn weights(places: &[usize], units: &[usize], classes: usize) -> Vec<f64> {
    let mut taken = vec![0_usize; classes];
    let counts = |place: &usize| {
        taken[*place] += 1;
        taken[*place] <= MOST_OF_CLASS
    };
    let counted: Vec<bool> = places.iter().map(counts).collect();
    let mut sizes = vec![0_usize; units.iter().max().map_or(0, |most| most + 1)];
    let mut units_of = vec![0_usize; classes];
    for ((place, unit), _) in places.iter().zip(units).zip(&counted).filter(|(_, counted)| **counted) {
        units_of[*place] += usize::from(sizes[*unit] == 0);
        sizes[*unit] += 1;
    }
    let weight = |((place, unit), counted): ((&usize, &usize), &bool)| {
        if *counted { 1.0 / (classes * units_of[*place] * sizes[*unit]) as f64 } else { 0.0 }
    };
    places.iter().zip(units).zip(&counted).map(weight).collect()
}

/// The loss at some offsets, with its first two derivatives.
struct Fit {
    value: f64,
    gradient: Vec<f64>,
    /// Lower triangle.
    curvature: Vec<Vec<f64>>,
}

impl Fit {
    fn new(scores: &[Vec<f32>], places: &[usize], weights: &[f64], offsets: &[f64]) -> Self {
        let classes = offsets.len();
        let value = offsets.iter().map(|offset| RIDGE / 2.0 * offset * offset).sum();
        let gradient = offsets.iter().map(|offset| RIDGE * offset).collect();
        let row = |i: usize| (0..=i).map(|j| if i == j { RIDGE } else { 0.0 }).collect();
        let mut fit = Self { value, gradient, curvature: (0..classes).map(row).collect() };
        for ((scores, place), weight) in scores.iter().zip(places).zip(weights).filter(|(_, weight)| **weight > 0.0) {
            let moved: Vec<f32> = scores.iter().zip(offsets).map(|(score, offset)| score + *offset as f32).collect();
            let probabilities: Vec<f64> = vector::softmax(&moved).into_iter().map(f64::from).collect();
            fit.value -= weight * probabilities[*place].max(1e-12).ln();
            for (i, p) in probabilities.iter().enumerate() {
                fit.gradient[i] += weight * (p - f64::from(u8::from(i == *place)));
                for (j, q) in probabilities[..=i].iter().enumerate() {
                    fit.curvature[i][j] += weight * (if i == j { *p } else { 0.0 } - p * q);
                }
            }
        }
        fit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_uneven_classes_need_offsets() {
        assert!(!is_uneven(&[0, 0, 1, 1, 1, 1], 2) && is_uneven(&[0, 0, 1, 1, 1, 1, 1], 2));
        assert!(!is_uneven(&[0, 0, 0], 1) && !is_uneven(&[], 0));
    }

    #[test]
    fn a_class_that_is_always_undervalued_is_raised_and_an_even_one_left_alone() {
        let scores: Vec<Vec<f32>> = (0..40).map(|i| if i < 36 { vec![4.0, 0.0] } else { vec![1.5, 1.0] }).collect();
        let places: Vec<usize> = (0..40).map(|i| usize::from(i >= 36)).collect();
        let units: Vec<usize> = (0..40).collect();
        let found = offsets(&scores, &places, &units, 2);
        assert!(1.0 + found[1] > 1.5 + found[0] && 4.0 + found[0] > found[1], "{found:?}");
        let even: Vec<Vec<f32>> =
            places.iter().map(|place| if *place == 0 { vec![2.0, 0.0] } else { vec![0.0, 2.0] }).collect();
        assert!(offsets(&even, &places, &units, 2).iter().all(|offset| offset.abs() < 1e-3));
    }

    #[test]
    fn near_copies_of_a_unit_count_as_one() {
        let scores = vec![vec![1.0, 0.0], vec![1.0, 0.0], vec![0.0, 3.0], vec![2.0, 0.0]];
        let once = offsets(&scores, &[0, 0, 1, 1], &[0, 1, 2, 3], 2);
        let mut more = scores.clone();
        more.extend(vec![scores[3].clone(); 9]);
        let places = [vec![0, 0, 1, 1], vec![1; 9]].concat();
        let units = [vec![0, 1, 2, 3], vec![3; 9]].concat();
        let found = offsets(&more, &places, &units, 2);
        assert!(once.iter().zip(&found).all(|(a, b)| (a - b).abs() < 1e-4), "{once:?} {found:?}");
    }
}
