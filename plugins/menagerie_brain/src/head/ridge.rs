//! Ridge regression onto one-hot targets, in closed form: learning is instant, solved again after every picture.
//!
//! Source: the dual form of ridge regression with an unpenalised intercept (Saunders, Gammerman, Vovk 1998), which
//! costs the cube of the number of examples and hardly depends on the length of the embedding.

use super::{Head, HeadKind, LinearHead};
use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example_bank::{ClassIndex, ExampleBank, ExampleId};
use crate::vector::{self, Cholesky};

/// Weight of the squared length of the weights against the squared error, for embeddings of length one.
const LAMBDA: f64 = 0.1;

/// Scores lie near 0 and 1 and are no probabilities; their softmax after this factor comes close to being one: 8 and 12
/// give the lowest log loss on unseen pictures at 5, 10 and 30 a class, 4 and 16 a higher one.
pub(crate) const SHARPNESS: f32 = 10.0;

/// A linear score for each class, made into probabilities by softmax.
#[derive(Debug, Clone)]
pub struct RidgeHead {
    classes: Vec<ClassIndex>,
    /// `[classes][1280]`
    weights: Vec<Vec<f32>>,
    /// `[classes]`
    intercepts: Vec<f32>,
}

impl RidgeHead {
    /// The linear score of each class: about 1 for its own pictures, about 0 for others.
    fn scores(&self, embedding: &Embedding) -> Vec<f32> {
        let scores = self.weights.iter().zip(&self.intercepts);
        scores.map(|(weights, intercept)| vector::dot(weights, embedding.direction()) + intercept).collect()
    }
}

impl Head for RidgeHead {
    fn kind(&self) -> HeadKind {
        HeadKind::Ridge
    }

    fn linear(&self) -> Option<LinearHead> {
        Some(LinearHead {
            kind: HeadKind::Ridge,
            classes: self.classes.clone(),
            weights: self.weights.clone(),
            intercepts: self.intercepts.clone(),
            sharpness: SHARPNESS,
        })
    }

    fn classes(&self) -> &[ClassIndex] {
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
        self.update_gram(bank);
        let examples = bank.examples();
        let classes = bank.classes();
        let n = examples.len();
        if n == 0 {
            return RidgeHead { classes, weights: Vec::new(), intercepts: Vec::new() };
        }
        let mut target_means = vec![0.0; classes.len()];
        // Targets `[classes][n]`: one for the example's own class, else zero, then centred.
        let mut duals: Vec<Vec<f64>> = Vec::with_capacity(classes.len());
        for (class, mean) in classes.iter().zip(&mut target_means) {
            let targets = examples.iter().map(|example| f64::from(u8::from(example.class == *class)));
            *mean = targets.clone().sum::<f64>() / n as f64;
            duals.push(targets.map(|target| target - *mean).collect());
        }
        let system = Cholesky::new(self.centred_system());
        let duals: Vec<Vec<f64>> = duals.into_iter().map(|targets| system.solve(targets)).collect();

        let mut mean_direction = vec![0.0; EMBEDDING_LEN];
        for example in examples {
            vector::add_scaled(&mut mean_direction, 1.0 / n as f32, example.embedding.direction());
        }
        let mut weights = Vec::with_capacity(classes.len());
        let mut intercepts = Vec::with_capacity(classes.len());
        for (dual, target_mean) in duals.iter().zip(target_means) {
            // The dual variables of a class sum to zero, so the mean direction drops out of this sum.
            let mut row = vec![0.0; EMBEDDING_LEN];
            for (factor, example) in dual.iter().zip(examples) {
                vector::add_scaled(&mut row, *factor as f32, example.embedding.direction());
            }
            intercepts.push(target_mean as f32 - vector::dot(&row, &mean_direction));
            weights.push(row);
        }
        RidgeHead { classes, weights, intercepts }
    }

    /// Keeps the rows of examples that still stand at the bank's beginning and computes the rest.
    fn update_gram(&mut self, bank: &ExampleBank) {
        let examples = bank.examples();
        let kept = self.ids.iter().zip(examples).take_while(|(id, example)| **id == example.id).count();
        self.ids.truncate(kept);
        self.gram.truncate(kept);
        for (position, example) in examples.iter().enumerate().skip(kept) {
            let row = examples[..=position].iter().map(|other| example.embedding.cosine(&other.embedding));
            self.gram.push(row.collect());
            self.ids.push(example.id);
        }
    }

    /// Lower triangle of `H G H + lambda I`, where `H` takes the mean off.
    fn centred_system(&self) -> Vec<Vec<f64>> {
        let n = self.gram.len();
        let mut means = vec![0.0_f64; n];
        for (i, row) in self.gram.iter().enumerate() {
            for (j, product) in row.iter().enumerate() {
                means[i] += f64::from(*product);
                if i != j {
                    means[j] += f64::from(*product);
                }
            }
        }
        for mean in &mut means {
            *mean /= n as f64;
        }
        let mean = means.iter().sum::<f64>() / n as f64;
        let rows = self.gram.iter().enumerate().map(|(i, row)| {
            let centred = row.iter().zip(&means).map(|(product, other)| f64::from(*product) - means[i] - other + mean);
            let mut row: Vec<f64> = centred.collect();
            row[i] += LAMBDA;
            row
        });
        rows.collect()
    }
}
