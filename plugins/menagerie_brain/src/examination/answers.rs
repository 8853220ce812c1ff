//! What a head says about each example that it was not taught.
//!
//! Ridge regression has leave-one-out answers in closed form (Allen 1974, "PRESS"), so up to [`MOST_TAUGHT`] examples are
//! each left out alone; the rest of a larger bank is asked of the head that was taught those.

use super::{MOST_TAUGHT, highest, spread};
use crate::example_bank::{ClassIndex, ExampleBank};
use crate::head::SHARPNESS;
use crate::novelty::{Novelty, never_seen_below};
use crate::vector::{self, Cholesky};

/// Weight of the squared length of the weights, as in the head that answers visitors.
const LAMBDA: f64 = 0.1;
/// Examples between two questions whether to go on.
const STRIDE: usize = 200;

/// Scores of every example by a head that was not taught it.
pub(super) struct HeldOut {
    /// Ascending.
    pub(super) classes: Vec<ClassIndex>,
    /// `[examples][classes]`
    pub(super) scores: Vec<Vec<f32>>,
    /// Whether it is like what was taught.
    known: Vec<bool>,
}

impl HeldOut {
    /// The class with the highest score, `None` for what looks never seen.
    pub(super) fn answers(&self) -> impl Iterator<Item = Option<ClassIndex>> {
        let answers = self.scores.iter().zip(&self.known);
        answers.map(|(scores, known)| highest(scores).filter(|_| *known).map(|at| self.classes[at]))
    }
}

/// Asks about every example.
pub(super) fn hold_out(bank: &ExampleBank, goes_on: &dyn Fn() -> bool) -> Option<HeldOut> {
    let examples = bank.examples();
    let classes = bank.classes();
    let taught = spread(examples, MOST_TAUGHT);
    let mut scores = vec![Vec::new(); examples.len()];
    if classes.len() < 2 {
        scores.fill(vec![1.0; classes.len()]);
    } else {
        let of = taught.iter().map(|at| classes.partition_point(|class| *class < examples[*at].class)).collect();
        let directions: Vec<&[f32]> = taught.iter().map(|at| examples[*at].embedding.direction()).collect();
        let ridge = Ridge::fit(&directions, of, classes.len(), goes_on)?;
        for (own, at) in ridge.left_out.iter().zip(&taught) {
            scores[*at].clone_from(own);
        }
        for (count, (example, scores)) in examples.iter().zip(&mut scores).enumerate() {
            if scores.is_empty() {
                *scores = ridge.ask(example.embedding.direction());
            }
            if count % STRIDE == 0 && !goes_on() {
                return None;
            }
        }
    }
    let (novelty, held_out) = Novelty::fit_and_judge(bank);
    let mut known = Vec::with_capacity(examples.len());
    for (count, example) in examples.iter().enumerate() {
        let belief = held_out.get(&example.id).copied().unwrap_or_else(|| novelty.known(&example.embedding));
        let sharp: Vec<f32> = scores[count].iter().map(|score| SHARPNESS * score).collect();
        let confidence = vector::softmax(&sharp).into_iter().fold(0.0, f32::max);
        known.push(belief >= never_seen_below(confidence));
        if count % STRIDE == 0 && !goes_on() {
            return None;
        }
    }
    Some(HeldOut { classes, scores, known })
}

/// Ridge regression with an unpenalised intercept, in its dual form.
struct Ridge {
    /// `[classes][1280]`
    weights: Vec<Vec<f32>>,
    intercepts: Vec<f32>,
    /// `[examples][classes]`, each without itself.
    left_out: Vec<Vec<f32>>,
}

impl Ridge {
    fn fit(directions: &[&[f32]], of: Vec<usize>, classes: usize, goes_on: &dyn Fn() -> bool) -> Option<Self> {
        let n = directions.len();
        let mut system = Vec::with_capacity(n);
        for (i, a) in directions.iter().enumerate() {
            let mut row: Vec<f64> = directions[..=i].iter().map(|b| f64::from(vector::dot(a, b))).collect();
            row[i] += LAMBDA;
            system.push(row);
            if i % STRIDE == 0 && !goes_on() {
                return None;
            }
        }
        let factor = Cholesky::new(system);
        // With the intercept the inverse of the system becomes `C = A' - u u' / s`, where `u = A' 1` and `s = 1 u`.
        let u = factor.solve(vec![1.0; n]);
        let s = u.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut diagonal = Vec::with_capacity(n);
        for i in 0..n {
            let mut unit = vec![0.0; n];
            unit[i] = 1.0;
            let half = factor.forward(unit);
            diagonal.push(half.iter().map(|value| value * value).sum::<f64>() - u[i] * u[i] / s);
            if i % STRIDE == 0 && !goes_on() {
                return None;
            }
        }
        let mut left_out = vec![Vec::with_capacity(classes); n];
        let (mut weights, mut intercepts) = (Vec::new(), Vec::new());
        for class in 0..classes {
            let targets: Vec<f64> = of.iter().map(|of| f64::from(u8::from(*of == class))).collect();
            let intercept = u.iter().zip(&targets).map(|(u, target)| u * target).sum::<f64>() / s;
            let mut row = vec![0.0; directions[0].len()];
            for (i, solved) in factor.solve(targets.clone()).into_iter().enumerate() {
                let dual = solved - u[i] * intercept;
                vector::add_scaled(&mut row, dual as f32, directions[i]);
                left_out[i].push((targets[i] - dual / diagonal[i].max(1e-9)) as f32);
            }
            weights.push(row);
            intercepts.push(intercept as f32);
        }
        Some(Self { weights, intercepts, left_out })
    }

    fn ask(&self, direction: &[f32]) -> Vec<f32> {
        let rows = self.weights.iter().zip(&self.intercepts);
        rows.map(|(weights, intercept)| vector::dot(weights, direction) + intercept).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_one_out_in_closed_form_is_leaving_one_out() {
        let vectors: Vec<Vec<f32>> = (0..9_usize)
            .map(|i| {
                vector::unit_vector(&(0..12).map(|j| ((i * 31 + j * 17 + i * j * 5) % 13) as f32).collect::<Vec<_>>())
            })
            .collect();
        let of = vec![0, 1, 2, 0, 1, 2, 0, 0, 1];
        let all: Vec<&[f32]> = vectors.iter().map(Vec::as_slice).collect();
        let whole = Ridge::fit(&all, of.clone(), 3, &|| true).unwrap();
        for i in 0..9 {
            let (mut rest, mut rest_of) = (all.clone(), of.clone());
            rest.remove(i);
            rest_of.remove(i);
            let asked = Ridge::fit(&rest, rest_of, 3, &|| true).unwrap().ask(all[i]);
            for (a, b) in asked.iter().zip(&whole.left_out[i]) {
                assert!((a - b).abs() < 1e-4, "{i}: {asked:?} {:?}", whole.left_out[i]);
            }
        }
    }
}
