//! Softmax (multinomial logistic) regression on the embedding's direction, trained by Burn: the most accurate head, but
//! it takes a moment, so it is trained in slices beside the live frames.
//!
//! The problem is convex and starts from zero, with all examples at once unless a batch size is set. Where some pictures
//! are kept back, training happens twice: once on the rest, to draw the curves and to find when to stop, then on
//! everything for as many epochs, because with few pictures none can be spared (`docs/decisions/0008-training.md`).
//! Source: L-BFGS with a strong Wolfe line search (Nocedal and Wright, "Numerical Optimization", chapters 3 and 7).

use burn::nn::{Initializer, Linear, LinearConfig};
use burn::optim::{AdamConfig, GradientsParams, LBFGS, LBFGSConfig, LineSearchFn, ModuleOptimizer};
use burn::tensor::{Device, Int, Tensor, TensorData, activation};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::settings::TrainingSettings;
use super::{Head, HeadKind, LinearHead};
use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example_bank::{ClassIndex, Example, ExampleBank};
use crate::vector;

/// Length that embeddings are scaled to: directions of length one would need very large weights.
const FEATURE_SCALE: f32 = 10.0;

/// Weight of half the squared length of the weights against the mean cross-entropy; the intercepts go free.
const LAMBDA: f64 = 1e-3;

/// Training ends when an iteration of L-BFGS improves the loss by less than this.
const TOLERANCE: f64 = 1e-6;

/// What a learning rate of 1 means to Adam, so that one setting is sensible for both optimisers.
const ADAM_RATE: f64 = 0.01;

/// Epochs for which the pictures kept back may get no better before training ends early.
const PATIENCE: usize = 15;

/// Pictures that the curves are drawn from, at most: they must not cost more than training itself.
const MOST_MEASURED: usize = 1000;

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

    fn linear(&self) -> Option<LinearHead> {
        Some(LinearHead {
            kind: HeadKind::Softmax,
            classes: self.classes.clone(),
            weights: self.weights.clone(),
            intercepts: self.intercepts.clone(),
            sharpness: 1.0,
        })
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
    /// Epochs done; each sees every example.
    pub epoch: usize,
    /// Epochs after which it ends at the latest.
    pub epochs: usize,
    /// Mean cross-entropy with the penalty on the weights, after the newest epoch; infinite before the first.
    pub loss: f64,
    /// Whether it has ended.
    pub done: bool,
}

/// One epoch of a training, for its curves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpochRecord {
    /// Counted from 1.
    pub epoch: usize,
    /// Mean cross-entropy of the pictures that train, without the penalty.
    pub loss: f64,
    /// Share of them named rightly, 0..1.
    pub accuracy: f64,
    /// The same of the pictures kept back, if there are any.
    pub validation_loss: Option<f64>,
    /// The same of the pictures kept back, if there are any.
    pub validation_accuracy: Option<f64>,
}

/// A training that can be advanced slice by slice, and dropped at any time.
pub struct SoftmaxTrainer {
    classes: Vec<ClassIndex>,
    settings: TrainingSettings,
    device: Device,
    /// Everything there is to learn.
    everything: Problem,
    /// What is learned first, and the pictures kept back; `None`: all at once.
    split: Option<(Problem, Problem)>,
    fit: Fit,
    history: Vec<EpochRecord>,
    /// Epochs of the fit that counts, once the first has shown how many are enough.
    refit_epochs: Option<usize>,
    progress: TrainingProgress,
}

impl std::fmt::Debug for SoftmaxTrainer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoftmaxTrainer").field("classes", &self.classes).field("progress", &self.progress).finish()
    }
}

impl SoftmaxTrainer {
    /// Prepares a training on everything in the bank.
    pub fn new(bank: &ExampleBank, device: &Device, settings: &TrainingSettings) -> Self {
        let device = device.clone().autodiff();
        let classes = bank.classes();
        let kept_back = settings.validation(bank.examples());
        let part = |validates: bool| {
            let members = bank.examples().iter().zip(&kept_back).filter(|(_, kept)| **kept == validates);
            Problem::new(members.map(|(example, _)| example), &classes, settings.augmentation && !validates, &device)
        };
        let split = kept_back.iter().any(|kept| *kept).then(|| (part(false), part(true)));
        let everything = Problem::new(bank.examples().iter(), &classes, settings.augmentation, &device);
        // With fewer than two classes there is nothing to tell apart: the first answer is right.
        let done = classes.len() < 2;
        Self {
            fit: Fit::new(classes.len(), settings, &device),
            classes,
            settings: *settings,
            device,
            everything,
            split,
            history: Vec::new(),
            refit_epochs: None,
            progress: TrainingProgress { epoch: 0, epochs: settings.epochs, loss: f64::INFINITY, done },
        }
    }

    /// Where training stands.
    pub fn progress(&self) -> TrainingProgress {
        self.progress
    }

    /// The epochs so far: of the fit with pictures kept back, where there are some.
    pub fn history(&self) -> &[EpochRecord] {
        &self.history
    }

    /// Advances by at most so many epochs.
    pub fn step(&mut self, epochs: usize) -> TrainingProgress {
        for _ in 0..epochs {
            if self.progress.done {
                break;
            }
            match self.refit_epochs {
                Some(enough) => self.step_refit(enough),
                None => self.step_first(),
            }
        }
        self.progress
    }

    /// An epoch of the fit that draws the curves.
    fn step_first(&mut self) {
        let problem = self.split.as_ref().map_or(&self.everything, |(training, _)| training);
        let converged = self.fit.epoch(problem, &self.settings);
        let [loss, accuracy] = problem.measure(&self.fit.model);
        let validation = self.split.as_ref().map(|(_, kept_back)| kept_back.measure(&self.fit.model));
        self.progress.epoch += 1;
        self.progress.loss = self.fit.loss;
        self.history.push(EpochRecord {
            epoch: self.progress.epoch,
            loss,
            accuracy,
            validation_loss: validation.map(|[loss, _]| loss),
            validation_accuracy: validation.map(|[_, accuracy]| accuracy),
        });
        let stops = self.settings.early_stopping && self.is_out_of_patience();
        if !(converged || stops || self.progress.epoch >= self.settings.epochs) {
            return;
        }
        if self.split.is_none() {
            self.progress.done = true;
            return;
        }
        // The patience counts, too: the loss of a few pictures turns before the accuracy of many does.
        self.refit_epochs = Some(self.progress.epoch);
        self.fit = Fit::new(self.classes.len(), &self.settings, &self.device);
    }

    /// An epoch of the fit that counts.
    fn step_refit(&mut self, enough: usize) {
        let converged = self.fit.epoch(&self.everything, &self.settings);
        self.progress.loss = self.fit.loss;
        self.progress.done = converged || self.fit.epochs >= enough;
    }

    /// Whether the pictures kept back were best too long ago.
    fn is_out_of_patience(&self) -> bool {
        let losses = self.history.iter().filter_map(|record| Some((record.epoch, record.validation_loss?)));
        let best = losses.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(self.progress.epoch, |(epoch, _)| epoch);
        self.progress.epoch >= best + PATIENCE
    }

    /// The head as far as it has been trained.
    pub fn finish(self) -> SoftmaxHead {
        let classes = self.classes.len();
        let model = self.fit.model;
        let weights = model.weight.val().inner().transpose().try_into_vec_as::<f32>().unwrap_or_default();
        let intercepts = model.bias.map(|bias| bias.val().inner().try_into_vec_as::<f32>().unwrap_or_default());
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

/// A model on its way, with what drives it.
struct Fit {
    model: Linear,
    optimizer: Optimizer,
    epochs: usize,
    loss: f64,
}

enum Optimizer {
    /// All examples at once.
    Lbfgs(Box<LBFGS>),
    /// Mini-batches, shuffled anew for every epoch.
    Adam(Box<ModuleOptimizer>, Box<StdRng>),
}

impl Fit {
    fn new(classes: usize, settings: &TrainingSettings, device: &Device) -> Self {
        let model = LinearConfig::new(EMBEDDING_LEN, classes).with_initializer(Initializer::Zeros).init(device);
        let optimizer = if settings.batch_size == 0 {
            Optimizer::Lbfgs(Box::new(
                LBFGSConfig::new()
                    // One iteration a call, so that the caller may stop between any two; the line search may look 20 times.
                    .with_max_iter(1)
                    .with_max_eval(Some(20))
                    .with_history_size(10)
                    .with_line_search_fn(LineSearchFn::StrongWolfe)
                    .init(),
            ))
        } else {
            Optimizer::Adam(Box::new(AdamConfig::new().init()), Box::new(StdRng::seed_from_u64(settings.seed)))
        };
        Self { model, optimizer, epochs: 0, loss: f64::INFINITY }
    }

    /// One pass over the problem; whether there is nothing left to gain. A loss that is no number can only come from a
    /// device gone wrong; the last good weights then stand.
    fn epoch(&mut self, problem: &Problem, settings: &TrainingSettings) -> bool {
        self.epochs += 1;
        match &mut self.optimizer {
            Optimizer::Lbfgs(optimizer) => {
                let loss_of = |model: Linear| problem.loss_and_gradient(&model);
                let (model, loss) = optimizer.step(settings.learning_rate, self.model.clone(), loss_of);
                let improvement = self.loss - loss;
                if loss.is_finite() {
                    self.model = model;
                    self.loss = loss;
                }
                !loss.is_finite() || improvement < TOLERANCE
            }
            Optimizer::Adam(optimizer, random) => {
                let mut order: Vec<i64> = (0..problem.len() as i64).collect();
                order.shuffle(random);
                let (mut sum, mut seen) = (0.0, 0);
                let before = self.model.clone();
                for batch in order.chunks(settings.batch_size) {
                    let (loss, gradients) = problem.batch(batch).loss_and_gradient(&self.model);
                    if !loss.is_finite() {
                        self.model = before;
                        return true;
                    }
                    self.model = optimizer.step(settings.learning_rate * ADAM_RATE, self.model.clone(), gradients);
                    sum += loss * batch.len() as f64;
                    seen += batch.len();
                }
                self.loss = sum / seen.max(1) as f64;
                false
            }
        }
    }
}

/// Examples as tensors.
struct Problem {
    /// `[examples, 1280]`, each row of length [`FEATURE_SCALE`]
    features: Tensor<2>,
    /// `[examples, classes]`, one-hot
    targets: Tensor<2>,
}

impl Problem {
    fn new<'a>(
        examples: impl Iterator<Item = &'a Example>,
        classes: &[ClassIndex],
        with_variants: bool,
        device: &Device,
    ) -> Self {
        let (mut features, mut targets, mut n) = (Vec::new(), Vec::new(), 0);
        for example in examples {
            let variants = example.variants.iter().take(if with_variants { usize::MAX } else { 0 });
            for embedding in std::iter::once(&example.embedding).chain(variants) {
                features.extend(embedding.direction().iter().map(|value| value * FEATURE_SCALE));
                targets.extend(classes.iter().map(|class| f32::from(u8::from(*class == example.class))));
                n += 1;
            }
        }
        Self {
            features: Tensor::from_data(TensorData::new(features, [n, EMBEDDING_LEN]), device),
            targets: Tensor::from_data(TensorData::new(targets, [n, classes.len()]), device),
        }
    }

    fn len(&self) -> usize {
        self.targets.dims()[0]
    }

    /// Some of the examples.
    fn batch(&self, positions: &[i64]) -> Self {
        let device = self.features.device();
        let positions = Tensor::<1, Int>::from_data(TensorData::new(positions.to_vec(), [positions.len()]), &device);
        Self {
            features: self.features.clone().select(0, positions.clone()),
            targets: self.targets.clone().select(0, positions),
        }
    }

    /// Mean cross-entropy plus the penalty, and its gradient.
    fn loss_and_gradient(&self, model: &Linear) -> (f64, GradientsParams) {
        let examples = self.len() as f64;
        let scores = model.forward(self.features.clone());
        let likelihood = (activation::log_softmax(scores, 1) * self.targets.clone()).sum() / examples;
        let penalty = model.weight.val().square().sum() * (LAMBDA / 2.0);
        let loss = penalty - likelihood;
        let gradients = GradientsParams::from_grads(loss.backward(), model);
        (loss.into_scalar::<f64>(), gradients)
    }

    /// Mean cross-entropy and share named rightly, of at most [`MOST_MEASURED`] examples, spread over all: they often come
    /// class by class.
    fn measure(&self, model: &Linear) -> [f64; 2] {
        let n = self.len();
        if n == 0 {
            return [0.0, 0.0];
        }
        let spread = (n > MOST_MEASURED).then(|| {
            let positions: Vec<i64> = (0..MOST_MEASURED).map(|place| (place * n / MOST_MEASURED) as i64).collect();
            self.batch(&positions)
        });
        let measured = spread.as_ref().unwrap_or(self);
        let likelihoods = activation::log_softmax(model.forward(measured.features.clone()), 1);
        let right = likelihoods.clone().argmax(1).equal(measured.targets.clone().argmax(1)).int().sum();
        let examples = measured.len() as f64;
        let loss = -(likelihoods * measured.targets.clone()).sum().into_scalar::<f64>() / examples;
        [loss, right.into_scalar::<f64>() / examples]
    }
}
