//! Ridge regression onto one-hot targets, in closed form: learning is instant, solved again after every picture.
//!
//! Source: the dual form of ridge regression with an unpenalised intercept (Saunders, Gammerman, Vovk 1998), which
//! costs the cube of the number of examples and hardly depends on the length of the embedding. What it would answer to
//! examples that it was not taught has a closed form, too (Allen 1974, "PRESS"; here for groups of examples).

use menagerie_lesson::{ClassId, ExampleId, HeadKind, LinearHead};

use super::{Head, balance};
use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example_bank::{ExampleBank, Taught};
use crate::vector::{self, Cholesky};

/// Weight of the squared length of the weights against the squared error, for directions of length one.
const LAMBDA: f64 = 0.02;

/// Scores lie near 0 and 1 and are no probabilities; their softmax after this factor comes close to being one: 10 gives the
/// lowest log loss on unseen pictures at 5, 10 and 30 a class, 6 and 12 a higher one.
const SHARPNESS: f32 = 10.0;

/// A linear score for each class, made into probabilities by softmax.
#[derive(Debug, Clone)]
pub struct RidgeHead {
    classes: Vec<ClassId>,
    /// `[classes][2432]`
    weights: Vec<Vec<f32>>,
    /// `[classes]`
    intercepts: Vec<f32>,
}

impl RidgeHead {
    /// The linear score of each class: about 1 for its own pictures, about 0 for others.
    pub(crate) fn scores(&self, embedding: &Embedding) -> Vec<f32> {
        let scores = self.weights.iter().zip(&self.intercepts);
        scores.map(|(weights, intercept)| vector::dot(weights, embedding.direction()) + intercept).collect()
    }
}

impl Head for RidgeHead {
    fn kind(&self) -> HeadKind {
        HeadKind::Ridge
    }

    fn linear(&self) -> Option<LinearHead<ClassId>> {
        Some(LinearHead {
            kind: HeadKind::Ridge,
            labels: self.classes.clone(),
            weights: self.weights.clone(),
            intercepts: self.intercepts.clone(),
            sharpness: SHARPNESS,
        })
    }

    fn classes(&self) -> &[ClassId] {
        &self.classes
    }

    fn probabilities(&self, embedding: &Embedding) -> Vec<f32> {
        let scores: Vec<f32> = self.scores(embedding).iter().map(|score| SHARPNESS * score).collect();
        vector::softmax(&scores)
    }
}

/// Solves for [`RidgeHead`]s. Keeps the scalar products between examples, so that one more picture costs one more row.
#[derive(Debug, Clone, Default)]
pub struct RidgeTrainer {
    /// The examples that `gram` covers, in its order.
    ids: Vec<ExampleId>,
    /// Lower triangle of scalar products between directions: row `i` has `i + 1` numbers.
    gram: Vec<Vec<f32>>,
}

impl RidgeTrainer {
    /// A trainer that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The head for everything in the bank. Cheapest when called with the same bank again after one more picture.
    pub fn fit(&mut self, bank: &ExampleBank) -> RidgeHead {
        self.fit_taught(&bank.taught())
    }

    /// The head for these examples.
    pub(crate) fn fit_taught(&mut self, taught: &Taught<'_>) -> RidgeHead {
        self.solve(taught, false, &|| true).map_or_else(RidgeHead::empty, |(head, _)| head)
    }

    /// The head, and the scores of each example by a head that was not taught its unit, `[examples][classes]`: those that
    /// [`SHARPNESS`] makes into probabilities. `None` once `goes_on` says no.
    pub(crate) fn fit_and_leave_out(
        &mut self,
        taught: &Taught<'_>,
        goes_on: &dyn Fn() -> bool,
    ) -> Option<(RidgeHead, Vec<Vec<f32>>)> {
        self.solve(taught, true, goes_on)
    }

    /// The scores that were left out are empty where nobody needs them.
    fn solve(
        &mut self,
        taught: &Taught<'_>,
        wants_left_out: bool,
        goes_on: &dyn Fn() -> bool,
    ) -> Option<(RidgeHead, Vec<Vec<f32>>)> {
        self.update_gram(&taught.examples);
        let (classes, places) = (taught.classes.clone(), taught.places());
        if taught.examples.is_empty() {
            return Some((RidgeHead::empty(), Vec::new()));
        }
        let system = System::new(&self.gram);
        let duals = system.duals(&places, classes.len());
        let is_uneven = balance::is_uneven(&places, classes.len());
        let mut left_out = if wants_left_out || is_uneven {
            system.left_out(&places, &taught.units, &duals, goes_on)?
        } else {
            Vec::new()
        };
        let mut intercepts: Vec<f32> = duals.iter().map(|dual| dual.intercept as f32).collect();
        if is_uneven {
            let sharp: Vec<Vec<f32>> =
                left_out.iter().map(|scores| scores.iter().map(|score| SHARPNESS * score).collect()).collect();
            let offsets = balance::offsets(&sharp, &places, &taught.units, classes.len());
            for (class, offset) in offsets.iter().enumerate() {
                intercepts[class] += offset / SHARPNESS;
                left_out.iter_mut().for_each(|scores| scores[class] += offset / SHARPNESS);
            }
        }
        let weights = duals.iter().map(|dual| {
            let mut row = vec![0.0; EMBEDDING_LEN];
            for (factor, example) in dual.factors.iter().zip(&taught.examples) {
                vector::add_scaled(&mut row, *factor as f32, example.embedding.direction());
            }
            row
        });
        Some((RidgeHead { weights: weights.collect(), classes, intercepts }, left_out))
    }

    /// Keeps the rows of examples that still stand at the beginning and computes the rest.
    fn update_gram(&mut self, examples: &[&crate::example::Example]) {
        let kept = self.ids.iter().zip(examples).take_while(|(id, example)| **id == example.id).count();
        self.ids.truncate(kept);
        self.gram.truncate(kept);
        for (position, example) in examples.iter().enumerate().skip(kept) {
            let row = examples[..=position].iter().map(|other| example.embedding.cosine(&other.embedding));
            self.gram.push(row.collect());
            self.ids.push(example.id);
        }
    }
}

impl RidgeHead {
    fn empty() -> Self {
        Self { classes: Vec::new(), weights: Vec::new(), intercepts: Vec::new() }
    }
}

/// What is solved for a class.
struct Dual {
    /// `[examples]`, together zero
    factors: Vec<f64>,
    intercept: f64,
}

/// The matrix of all scalar products with the noise on its diagonal. With the unpenalised intercept its inverse `A'` becomes
/// `C = A' - u u' / s`, where `u = A' 1` and `s = 1 u`.
struct System {
    factor: Cholesky,
    u: Vec<f64>,
    s: f64,
}

impl System {
    fn new(gram: &[Vec<f32>]) -> Self {
        let rows = gram.iter().enumerate().map(|(i, row)| {
            let mut row: Vec<f64> = row.iter().map(|product| f64::from(*product)).collect();
            row[i] += LAMBDA;
            row
        });
        let factor = Cholesky::new(rows.collect());
        let u = factor.solve(vec![1.0; gram.len()]);
        let s = u.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        Self { factor, u, s }
    }

    fn duals(&self, places: &[usize], classes: usize) -> Vec<Dual> {
        let dual = |class: usize| {
            let targets = places.iter().map(|place| f64::from(u8::from(*place == class)));
            let intercept = self.u.iter().zip(targets.clone()).map(|(u, target)| u * target).sum::<f64>() / self.s;
            let solved = self.factor.solve(targets.collect());
            let factors = solved.iter().zip(&self.u).map(|(solved, u)| solved - u * intercept).collect();
            Dual { factors, intercept }
        };
        (0..classes).map(dual).collect()
    }

    /// The scores of each example without its unit: for the examples of a unit `g` they are `y - inverse(C[g, g]) (C y)[g]`.
    fn left_out(
        &self,
        places: &[usize],
        units: &[usize],
        duals: &[Dual],
        goes_on: &dyn Fn() -> bool,
    ) -> Option<Vec<Vec<f32>>> {
        let mut members: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
        units.iter().enumerate().for_each(|(at, unit)| members.entry(*unit).or_default().push(at));
        let mut scores = vec![vec![0.0; duals.len()]; places.len()];
        for members in members.into_values() {
            if !goes_on() {
                return None;
            }
            // Columns of the lower factor's inverse: `A'[i, j]` is the product of columns `i` and `j`.
            let columns: Vec<Vec<f64>> = members
                .iter()
                .map(|at| {
                    let mut unit = vec![0.0; places.len()];
                    unit[*at] = 1.0;
                    self.factor.forward(unit)
                })
                .collect();
            let block = members.iter().enumerate().map(|(i, a)| {
                let entry = |(j, b): (usize, &usize)| {
                    vector::dot_f64(&columns[i], &columns[j]) - self.u[*a] * self.u[*b] / self.s
                };
                let mut row: Vec<f64> = members[..=i].iter().enumerate().map(entry).collect();
                // Where a unit is everything there is, the block is singular and nothing can be said.
                row[i] += 1e-9;
                row
            });
            let block = Cholesky::new(block.collect());
            for (class, dual) in duals.iter().enumerate() {
                let solved = block.solve(members.iter().map(|at| dual.factors[*at]).collect());
                for (at, solved) in members.iter().zip(solved) {
                    let target = f64::from(u8::from(places[*at] == class));
                    scores[*at][class] = (target - solved) as f32;
                }
            }
        }
        Some(scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::Example;

    fn example(i: u64) -> Example {
        let value = |j: usize| ((i as usize * 31 + j * 17 + i as usize * j * 5) % 13) as f32 / 3.0;
        let embedding = Embedding::new((0..EMBEDDING_LEN).map(value).collect()).unwrap();
        Example::new(ExampleId(i), ClassId((i % 3) as u16), embedding)
    }

    #[test]
    fn leaving_units_out_in_closed_form_is_leaving_them_out() {
        // Four of each class, so that no part of them is uneven.
        let examples: Vec<Example> = (0..12).map(example).collect();
        let units = vec![0, 1, 2, 0, 1, 3, 4, 5, 6, 7, 8, 9];
        let taught = |members: &[usize]| Taught {
            examples: members.iter().map(|at| &examples[*at]).collect(),
            classes: [0, 1, 2].map(ClassId).to_vec(),
            units: members.iter().map(|at| units[*at]).collect(),
        };
        let everything: Vec<usize> = (0..12).collect();
        let (_, left_out) = RidgeTrainer::new().fit_and_leave_out(&taught(&everything), &|| true).unwrap();
        for unit in 0..10 {
            let rest: Vec<usize> = (0..12).filter(|at| units[*at] != unit).collect();
            let head = RidgeTrainer::new().fit_taught(&taught(&rest));
            for at in (0..12).filter(|at| units[*at] == unit) {
                for (a, b) in head.scores(&examples[at].embedding).iter().zip(&left_out[at]) {
                    assert!((a - b).abs() < 1e-3, "unit {unit}, example {at}: {a} {b}");
                }
            }
        }
        assert!(RidgeTrainer::new().fit_and_leave_out(&taught(&everything), &|| false).is_none());
    }
}
