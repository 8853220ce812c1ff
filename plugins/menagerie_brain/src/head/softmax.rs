//! Softmax (multinomial logistic) regression on the embedding's direction, trained by Burn: the most accurate head, but
//! it takes a moment, so it is trained in slices beside the live frames.
//!
//! The problem is convex and starts from zero with all examples at once, so training needs no chance and no seed.
//! Source: L-BFGS with a strong Wolfe line search (Nocedal and Wright, "Numerical Optimization", chapters 3 and 7).

use burn::nn::{Initializer, Linear, LinearConfig};
use burn::optim::{GradientsParams, LBFGS, LBFGSConfig, LineSearchFn};
use burn::tensor::{Device, Tensor, TensorData, activation};

use super::{Head, HeadKind};
use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example_bank::{ClassIndex, ExampleBank};
use crate::vector;

/// Length that embeddings are scaled to: directions of length one would need very large weights.
const FEATURE_SCALE: f32 = 10.0;

/// Weight of half the squared length of the weights against the mean cross-entropy; the intercepts go free.
const LAMBDA: f64 = 1e-3;

/// Iterations after which training ends even if it has not converged.
const MAX_EPOCHS: usize = 100;

/// Training ends when an iteration improves the loss by less than this.
const TOLERANCE: f64 = 1e-6;

/// A linear score for each class, made into probabilities by softmax.
#[derive(Debug, Clone)]
pub struct SoftmaxHead {
    classes: Vec<ClassIndex>,
    /// `[classes][1280]`, for directions of length one.
    weights: Vec<Vec<f32>>,
    /// `[classes]`
    intercepts: Vec<f32>,
}

impl Head for SoftmaxHead {
    fn kind(&self) -> HeadKind {
        HeadKind::Softmax
    }

    fn classes(&self) -> &[ClassIndex] {
        &self.classes
    }

    fn probabilities(&self, embedding: &Embedding) -> Vec<f32> {
        let scores = self.weights.iter().zip(&self.intercepts);
        let scores: Vec<f32> =
            scores.map(|(weights, intercept)| vector::dot(weights, embedding.direction()) + intercept).collect();
        vector::softmax(&scores)
    }
}

/// Where training stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainingProgress {
    /// Iterations done; each sees every example.
    pub epoch: usize,
    /// Iterations after which it ends at the latest.
    pub epochs: usize,
    /// Mean cross-entropy with its penalty, nats; infinite before the first iteration.
    pub loss: f64,
    /// Whether training has ended.
    pub done: bool,
}

/// A training that can be advanced slice by slice.
pub struct SoftmaxTrainer {
    classes: Vec<ClassIndex>,
    problem: Problem,
    model: Linear,
    optimizer: LBFGS,
    progress: TrainingProgress,
}

impl std::fmt::Debug for SoftmaxTrainer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoftmaxTrainer").field("classes", &self.classes).field("progress", &self.progress).finish()
    }
}

impl SoftmaxTrainer {
    /// Prepares a training on everything in the bank.
    pub fn new(bank: &ExampleBank, device: &Device) -> Self {
        let device = device.clone().autodiff();
        let classes = bank.classes();
        let model = LinearConfig::new(EMBEDDING_LEN, classes.len()).with_initializer(Initializer::Zeros).init(&device);
        let optimizer = LBFGSConfig::new()
            // One iteration a call, so that the caller may stop between any two; the line search may look 20 times.
            .with_max_iter(1)
            .with_max_eval(Some(20))
            .with_history_size(10)
            .with_line_search_fn(LineSearchFn::StrongWolfe)
            .init();
        // With fewer than two classes there is nothing to tell apart: the first answer is right.
        let done = classes.len() < 2;
        Self {
            problem: Problem::new(bank, &classes, &device),
            classes,
            model,
            optimizer,
            progress: TrainingProgress { epoch: 0, epochs: MAX_EPOCHS, loss: f64::INFINITY, done },
        }
    }

    /// Where training stands.
    pub fn progress(&self) -> TrainingProgress {
        self.progress
    }

    /// Advances by at most so many iterations.
    pub fn step(&mut self, epochs: usize) -> TrainingProgress {
        for _ in 0..epochs {
            if self.progress.done {
                break;
            }
            let problem = &self.problem;
            let (model, loss) = self.optimizer.step(1.0, self.model.clone(), |model| problem.loss_and_gradient(&model));
            let improvement = self.progress.loss - loss;
            self.progress.epoch += 1;
            // A loss that is no number can only come from a device gone wrong; the last good weights then stand.
            if loss.is_finite() {
                self.model = model;
                self.progress.loss = loss;
            }
            self.progress.done = self.progress.epoch >= MAX_EPOCHS || !loss.is_finite() || improvement < TOLERANCE;
        }
        self.progress
    }

    /// The head as far as it has been trained.
    pub fn finish(self) -> SoftmaxHead {
        let classes = self.classes.len();
        let weights = self.model.weight.val().inner().transpose().try_into_vec_as::<f32>().unwrap_or_default();
        let intercepts = self.model.bias.map(|bias| bias.val().inner().try_into_vec_as::<f32>().unwrap_or_default());
        let mut weights: Vec<Vec<f32>> = weights
            .chunks_exact(EMBEDDING_LEN)
            .map(|row| row.iter().map(|weight| weight * FEATURE_SCALE).collect())
            .collect();
        weights.resize_with(classes, Vec::new);
        let mut intercepts = intercepts.unwrap_or_default();
        intercepts.resize(classes, 0.0);
        SoftmaxHead { classes: self.classes, weights, intercepts }
    }
}

/// The examples as tensors.
struct Problem {
    /// `[examples, 1280]`, each row of length [`FEATURE_SCALE`]
    features: Tensor<2>,
    /// `[examples, classes]`, one-hot
    targets: Tensor<2>,
}

impl Problem {
    fn new(bank: &ExampleBank, classes: &[ClassIndex], device: &Device) -> Self {
        let n = bank.len();
        let mut features = Vec::with_capacity(n * EMBEDDING_LEN);
        let mut targets = Vec::with_capacity(n * classes.len());
        for example in bank.examples() {
            features.extend(example.embedding.direction().iter().map(|value| value * FEATURE_SCALE));
            targets.extend(classes.iter().map(|class| f32::from(u8::from(*class == example.class))));
        }
        Self {
            features: Tensor::from_data(TensorData::new(features, [n, EMBEDDING_LEN]), device),
            targets: Tensor::from_data(TensorData::new(targets, [n, classes.len()]), device),
        }
    }

    /// Mean cross-entropy plus the penalty, and its gradient.
    fn loss_and_gradient(&self, model: &Linear) -> (f64, GradientsParams) {
        let examples = self.targets.dims()[0] as f64;
        let scores = model.forward(self.features.clone());
        let likelihood = (activation::log_softmax(scores, 1) * self.targets.clone()).sum() / examples;
        let penalty = model.weight.val().square().sum() * (LAMBDA / 2.0);
        let loss = penalty - likelihood;
        let gradients = GradientsParams::from_grads(loss.backward(), model);
        (loss.into_scalar::<f64>(), gradients)
    }
}
