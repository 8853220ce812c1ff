//! Softmax (multinomial logistic) regression on the embedding's direction, trained by Burn: the most accurate head, but
//! it takes a moment, so it is trained in slices beside the live frames.
//!
//! Where classes are uneven, four more fits, each without a quarter of the units, tell how a class with few pictures is
//! undervalued (`balance.rs`).
//!
//! The problem is convex and starts from zero, with all examples at once unless a batch size is set. Where some pictures
//! are kept back, training happens twice: once on the rest, to draw the curves and to find when to stop, then on
//! everything for as many epochs, because with few pictures none can be spared (`docs/decisions/0008-training.md`).
//! Source: L-BFGS with a strong Wolfe line search (Nocedal and Wright, "Numerical Optimization", chapters 3 and 7).

use std::collections::BTreeMap;

use burn::nn::{Initializer, Linear, LinearConfig};
use burn::optim::{AdamConfig, GradientsParams, LBFGS, LBFGSConfig, LineSearchFn, ModuleOptimizer};
use burn::tensor::{Device, Int, Tensor, TensorData, activation};
use menagerie_lesson::{ClassId, EpochRecord, HeadKind, LinearHead, TrainingSettings};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::{Head, balance, validation};
use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example::Example;
use crate::example_bank::{ExampleBank, Taught};
use crate::vector;

/// Length that embeddings are scaled to: directions of length one would need very large weights.
const FEATURE_SCALE: f32 = 10.0;

/// Weight of half the squared length of the weights against the mean cross-entropy; the intercepts go free.
const LAMBDA: f64 = 1e-3;

/// Parts whose answers are asked of a fit without them, where classes are uneven.
const FOLDS: usize = 4;

/// Training ends when an iteration of L-BFGS improves the loss by less than this.
const TOLERANCE: f64 = 1e-6;

/// What a learning rate of 1 means to Adam, so that one setting is sensible for both optimisers.
const ADAM_RATE: f64 = 0.01;

/// Patience of early stopping: epochs without improvement on the validation pictures.
const PATIENCE: usize = 15;

/// Maximum number of pictures behind each curve: measuring must not cost more than training itself.
const MOST_MEASURED: usize = 1000;

/// A linear score for each class, made into probabilities by softmax.
#[derive(Debug, Clone)]
pub struct SoftmaxHead {
    classes: Vec<ClassId>,
    /// `[classes][2432]`, for directions of length one.
    weights: Vec<Vec<f32>>,
    /// `[classes]`
    intercepts: Vec<f32>,
}

impl Head for SoftmaxHead {
    fn kind(&self) -> HeadKind {
        HeadKind::Softmax
    }

    fn linear(&self) -> Option<LinearHead<ClassId>> {
        Some(LinearHead {
            kind: HeadKind::Softmax,
            labels: self.classes.clone(),
            weights: self.weights.clone(),
            intercepts: self.intercepts.clone(),
            sharpness: 1.0,
        })
    }

    fn classes(&self) -> &[ClassId] {
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
    /// Maximum number of epochs.
    pub epochs: usize,
    /// Mean cross-entropy with the penalty on the weights, after the newest epoch; infinite before the first.
    pub loss: f64,
    /// Whether it has finished.
    pub done: bool,
}

/// A training that can be advanced slice by slice, and dropped at any time.
pub struct SoftmaxTrainer {
    classes: Vec<ClassId>,
    settings: TrainingSettings,
    device: Device,
    /// Everything there is to learn.
    everything: Problem,
    /// What is learned first, and the pictures kept back; `None`: all at once.
    split: Option<(Problem, Problem)>,
    fit: Fit,
    history: Vec<EpochRecord>,
    phase: Phase,
    /// What the offsets are found with; `None` where classes are even.
    folds: Option<Folds>,
    offsets: Vec<f32>,
    progress: TrainingProgress,
}

/// What is being fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The head on all but the pictures kept back, for the curves.
    First,
    /// The head that counts, for as many epochs as the first showed to be enough.
    Refit(usize),
    /// A head without the parts of that fold, for so many epochs.
    Fold(usize, usize),
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
        let taught = bank.taught();
        let classes = taught.classes.clone();
        let kept_back = validation::kept_back(settings, &taught);
        let part = |validates: bool| {
            let members = taught.examples.iter().zip(&kept_back).filter(|(_, kept)| **kept == validates);
            Problem::new(members.map(|(example, _)| *example), &classes, settings.augmentation && !validates, &device)
        };
        let split = kept_back.iter().any(|kept| *kept).then(|| (part(false), part(true)));
        let everything = Problem::new(taught.examples.iter().copied(), &classes, settings.augmentation, &device);
        let folds = Folds::new(&taught, settings, &device);
        // With fewer than two classes there is nothing to tell apart: the first answer is right.
        let done = classes.len() < 2;
        Self {
            fit: Fit::new(classes.len(), settings, &device),
            offsets: vec![0.0; classes.len()],
            folds,
            classes,
            settings: *settings,
            device,
            everything,
            split,
            history: Vec::new(),
            phase: Phase::First,
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
            match self.phase {
                Phase::First => self.step_first(),
                Phase::Refit(epochs) => self.step_refit(epochs),
                Phase::Fold(fold, epochs) => self.step_fold(fold, epochs),
            }
        }
        self.progress
    }

    /// An epoch of the fit that draws the curves.
    fn step_first(&mut self) {
        if self.history.is_empty() {
            self.history.push(self.record());
        }
        let problem = self.split.as_ref().map_or(&self.everything, |(training, _)| training);
        let converged = self.fit.epoch(problem, &self.settings);
        self.progress.epoch += 1;
        self.progress.loss = self.fit.loss;
        self.history.push(self.record());
        let stops = self.settings.early_stopping && self.is_out_of_patience();
        if !(converged || stops || self.progress.epoch >= self.settings.epochs) {
            return;
        }
        if self.split.is_none() {
            self.begin_fold(0, self.progress.epoch);
            return;
        }
        // The patience counts, too: the loss of a few pictures turns before the accuracy of many does.
        self.phase = Phase::Refit(self.progress.epoch);
        self.fit = Fit::new(self.classes.len(), &self.settings, &self.device);
    }

    /// Where the fit that draws the curves stands.
    fn record(&self) -> EpochRecord {
        let problem = self.split.as_ref().map_or(&self.everything, |(training, _)| training);
        let [loss, accuracy] = problem.measure(&self.fit.model);
        let validation = self.split.as_ref().map(|(_, kept_back)| kept_back.measure(&self.fit.model));
        EpochRecord {
            epoch: self.progress.epoch,
            loss,
            accuracy,
            validation_loss: validation.map(|[loss, _]| loss),
            validation_accuracy: validation.map(|[_, accuracy]| accuracy),
        }
    }

    /// An epoch of the fit that counts.
    fn step_refit(&mut self, enough: usize) {
        let converged = self.fit.epoch(&self.everything, &self.settings);
        self.progress.loss = self.fit.loss;
        if converged || self.fit.epochs >= enough {
            self.begin_fold(0, enough);
        }
    }

    /// Goes on with a fold; ends where there is none.
    fn begin_fold(&mut self, fold: usize, epochs: usize) {
        match &mut self.folds {
            Some(folds) if fold < FOLDS => {
                folds.fit = Fit::new(self.classes.len(), &self.settings, &self.device);
                self.phase = Phase::Fold(fold, epochs);
            }
            Some(folds) => {
                self.offsets = folds.offsets(self.classes.len());
                self.progress.done = true;
            }
            None => self.progress.done = true,
        }
    }

    /// An epoch of a fit without the parts of a fold.
    fn step_fold(&mut self, fold: usize, enough: usize) {
        let Some(folds) = &mut self.folds else { return };
        let [rest, _] = &folds.problems[fold];
        let converged = folds.fit.epoch(rest, &self.settings);
        if converged || folds.fit.epochs >= enough {
            folds.ask(fold);
            self.begin_fold(fold + 1, enough);
        }
    }

    /// Whether the patience has run out on the validation pictures.
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
        intercepts.iter_mut().zip(&self.offsets).for_each(|(intercept, offset)| *intercept += offset);
        SoftmaxHead { classes: self.classes, weights, intercepts }
    }
}

/// Fits without some of the units, to find out how well each class does on pictures that were not taught.
struct Folds {
    /// `[folds]`: what is taught, and what is asked.
    problems: Vec<[Problem; 2]>,
    fit: Fit,
    /// Scores before softmax of what was asked so far, fold after fold, `[examples][classes]`.
    scores: Vec<Vec<f32>>,
    /// Class and unit of each example, in the order of the scores.
    asked: Vec<[usize; 2]>,
}

impl Folds {
    /// `None` where classes are even.
    fn new(taught: &Taught<'_>, settings: &TrainingSettings, device: &Device) -> Option<Self> {
        let (classes, places) = (&taught.classes, taught.places());
        if !balance::is_uneven(&places, classes.len()) {
            return None;
        }
        // Units of a class go to the folds in turn.
        let mut fold_of = BTreeMap::new();
        let mut units_of = vec![0_usize; classes.len()];
        for (place, unit) in places.iter().zip(&taught.units) {
            fold_of.entry(*unit).or_insert_with(|| {
                units_of[*place] += 1;
                (units_of[*place] - 1) % FOLDS
            });
        }
        let members = |fold: usize, inside: bool| -> Vec<usize> {
            (0..places.len()).filter(|at| (fold_of[&taught.units[*at]] == fold) == inside).collect()
        };
        let problem = |positions: &[usize], variants: bool| {
            Problem::new(positions.iter().map(|at| taught.examples[*at]), classes, variants, device)
        };
        let problems: Vec<[Problem; 2]> = (0..FOLDS)
            .map(|fold| [problem(&members(fold, false), settings.augmentation), problem(&members(fold, true), false)])
            .collect();
        let asked: Vec<usize> = (0..FOLDS).flat_map(|fold| members(fold, true)).collect();
        Some(Self {
            problems,
            fit: Fit::new(classes.len(), settings, device),
            scores: Vec::with_capacity(places.len()),
            asked: asked.into_iter().map(|at| [places[at], taught.units[at]]).collect(),
        })
    }

    /// Asks the fit about what it was not taught.
    fn ask(&mut self, fold: usize) {
        let [_, asked] = &self.problems[fold];
        if asked.len() > 0 {
            let scores = self.fit.model.forward(asked.features.clone()).inner();
            let classes = scores.dims()[1];
            let scores = scores.try_into_vec_as::<f32>().unwrap_or_default();
            self.scores.extend(scores.chunks_exact(classes).map(<[f32]>::to_vec));
        }
    }

    fn offsets(&self, classes: usize) -> Vec<f32> {
        let [places, units] = [0, 1].map(|which| self.asked.iter().map(|asked| asked[which]).collect::<Vec<_>>());
        balance::offsets(&self.scores, &places, &units, classes)
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

    /// One pass over the problem; whether there is nothing left to gain. A loss that is not finite can only come from a
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
    /// `[examples, 2432]`, each row of length [`FEATURE_SCALE`]
    features: Tensor<2>,
    /// `[examples, classes]`, one-hot
    targets: Tensor<2>,
}

impl Problem {
    fn new<'a>(
        examples: impl Iterator<Item = &'a Example>,
        classes: &[ClassId],
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

    /// Mean cross-entropy and accuracy, of at most [`MOST_MEASURED`] examples, spread over all: they often come
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
