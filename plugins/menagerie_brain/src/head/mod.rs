//! Heads: the small part that visitors teach. Every head learns from an [`ExampleBank`] and turns an embedding into one
//! probability for each class of that bank. Which one answers is decided by measurement: `docs/decisions/0003`.

mod balance;
mod knn;
mod ridge;
mod settings;
mod softmax;

use std::fmt;

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

pub use knn::{KnnHead, KnnTrainer};
pub use ridge::{RidgeHead, RidgeTrainer};
pub use settings::{SettingsError, TrainingSettings, UNITS_FOR_VALIDATION};
pub use softmax::{EpochRecord, SoftmaxHead, SoftmaxTrainer, TrainingProgress};

use crate::embedding::Embedding;
use crate::example_bank::{ClassIndex, ExampleBank};

/// What every head can do once it has learned.
pub trait Head: fmt::Debug + Send {
    /// Which kind it is.
    fn kind(&self) -> HeadKind;

    /// The classes it knows, ascending: those of the bank it learned from.
    fn classes(&self) -> &[ClassIndex];

    /// One probability for each of [`Self::classes`], in their order; they sum to one. Empty for no classes.
    fn probabilities(&self, embedding: &Embedding) -> Vec<f32>;

    /// The head as numbers that can be written down, if it is a linear one.
    fn linear(&self) -> Option<LinearHead> {
        None
    }
}

/// A linear head as numbers: `softmax(sharpness * (weights * direction + intercepts))`, with the embedding's direction.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearHead {
    /// Which kind it is.
    pub kind: HeadKind,
    /// The classes, in the order of the rows.
    pub classes: Vec<ClassIndex>,
    /// `[classes][2432]`
    pub weights: Vec<Vec<f32>>,
    /// `[classes]`
    pub intercepts: Vec<f32>,
    /// Factor on the scores before softmax.
    pub sharpness: f32,
}

/// A kind of head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadKind {
    /// Nearest neighbours: [`KnnHead`].
    Knn,
    /// Ridge regression: [`RidgeHead`].
    Ridge,
    /// Softmax (logistic) regression: [`SoftmaxHead`].
    Softmax,
}

impl HeadKind {
    /// `knn`, `ridge` or `softmax`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Knn => "knn",
            Self::Ridge => "ridge",
            Self::Softmax => "softmax",
        }
    }

    /// A head of this kind, taught with everything in the bank. Softmax regression is trained to its end on `device`,
    /// which takes longest; [`Learner`](crate::Learner) does it in slices.
    pub fn fit(self, bank: &ExampleBank, device: &Device) -> Box<dyn Head> {
        match self {
            Self::Knn => Box::new(KnnTrainer::new().fit(bank)),
            Self::Ridge => Box::new(RidgeTrainer::new().fit(bank)),
            Self::Softmax => {
                let mut trainer = SoftmaxTrainer::new(bank, device, &TrainingSettings::on_everything());
                while !trainer.step(usize::MAX).done {}
                Box::new(trainer.finish())
            }
        }
    }
}

impl fmt::Display for HeadKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which head is to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadChoice {
    /// Always nearest neighbours.
    Knn,
    /// Always ridge regression.
    Ridge,
    /// Softmax regression; ridge regression answers while it is still being trained.
    Softmax,
    /// The best by measurement: ridge regression at once and while a class has few views, softmax regression as soon
    /// as it is trained (`docs/decisions/0003-which-head.md`).
    #[default]
    Auto,
}

/// Examples beyond which ridge regression, whose cost is their cube, is no longer instant: a second at two thousand.
const MOST_FOR_RIDGE: usize = 1000;

/// Views that every class needs before softmax regression is as accurate as ridge regression; near-copies do not count.
const VIEWS_FOR_SOFTMAX: usize = 5;

impl HeadChoice {
    /// The head that answers for this bank once background training has ended.
    pub fn settled(self, bank: &ExampleBank) -> HeadKind {
        match self {
            Self::Knn => HeadKind::Knn,
            Self::Ridge => HeadKind::Ridge,
            Self::Softmax => HeadKind::Softmax,
            Self::Auto if bank.views().by_class().values().all(|views| *views >= VIEWS_FOR_SOFTMAX) => {
                HeadKind::Softmax
            }
            Self::Auto => HeadKind::Ridge,
        }
    }

    /// The head that answers at once after a picture was taught.
    pub fn instant(self, bank: &ExampleBank) -> HeadKind {
        match self {
            Self::Knn => HeadKind::Knn,
            _ if bank.taught().examples.len() > MOST_FOR_RIDGE => HeadKind::Knn,
            Self::Ridge | Self::Softmax | Self::Auto => HeadKind::Ridge,
        }
    }
}

impl From<HeadKind> for HeadChoice {
    fn from(kind: HeadKind) -> Self {
        match kind {
            HeadKind::Knn => Self::Knn,
            HeadKind::Ridge => Self::Ridge,
            HeadKind::Softmax => Self::Softmax,
        }
    }
}

#[cfg(test)]
mod tests;
