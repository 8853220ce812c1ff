//! Heads: the small part that visitors teach. Every head learns from an [`ExampleBank`] and turns an embedding into one
//! probability for each class of that bank. Which one answers is decided by measurement: `docs/decisions/0003`.

mod balance;
mod knn;
mod ridge;
mod softmax;
mod validation;

use std::fmt;

use burn::tensor::Device;
use menagerie_lesson::{ClassId, HeadChoice, HeadKind, LinearHead, TrainingSettings};

pub use knn::{KnnHead, KnnTrainer};
pub use ridge::{RidgeHead, RidgeTrainer};
pub use softmax::{SoftmaxHead, SoftmaxTrainer, TrainingProgress};
pub use validation::UNITS_FOR_VALIDATION;

use crate::embedding::Embedding;
use crate::example_bank::ExampleBank;

/// What every head can do once it is trained.
pub trait Head: fmt::Debug + Send {
    /// Which kind it is.
    fn kind(&self) -> HeadKind;

    /// The classes it knows, ascending: those of the bank it learned from.
    fn classes(&self) -> &[ClassId];

    /// One probability for each of [`Self::classes`], in their order; they sum to one. Empty for no classes.
    fn probabilities(&self, embedding: &Embedding) -> Vec<f32>;

    /// The head as numbers that can be written down, if it is a linear one.
    fn linear(&self) -> Option<LinearHead<ClassId>> {
        None
    }
}

/// A head of this kind, taught with everything in the bank. Softmax regression is trained to its end on `device`, which
/// takes longest; [`Classifier`](crate::Classifier) does it in slices.
pub fn fit_head(kind: HeadKind, bank: &ExampleBank, device: &Device) -> Box<dyn Head> {
    match kind {
        HeadKind::Knn => Box::new(KnnTrainer::new().fit(bank)),
        HeadKind::Ridge => Box::new(RidgeTrainer::new().fit(bank)),
        HeadKind::Softmax => {
            let mut trainer = SoftmaxTrainer::new(bank, device, &TrainingSettings::on_everything());
            while !trainer.step(usize::MAX).done {}
            Box::new(trainer.finish())
        }
    }
}

/// Examples beyond which ridge regression, whose cost is their cube, is no longer instant: a second at two thousand.
const MOST_FOR_RIDGE: usize = 1000;

/// Views that every class needs before softmax regression is as accurate as ridge regression; near-copies do not count.
const VIEWS_FOR_SOFTMAX: usize = 5;

/// The head that answers for this bank once background training has ended.
pub fn settled_head(choice: HeadChoice, bank: &ExampleBank) -> HeadKind {
    match choice {
        HeadChoice::Knn => HeadKind::Knn,
        HeadChoice::Ridge => instant_head(choice, bank),
        HeadChoice::Softmax => HeadKind::Softmax,
        HeadChoice::Auto if bank.views().by_class().values().all(|views| *views >= VIEWS_FOR_SOFTMAX) => {
            HeadKind::Softmax
        }
        HeadChoice::Auto => instant_head(choice, bank),
    }
}

/// The head that answers at once after a picture was taught.
pub(crate) fn instant_head(choice: HeadChoice, bank: &ExampleBank) -> HeadKind {
    match choice {
        HeadChoice::Knn => HeadKind::Knn,
        _ if bank.taught().examples.len() > MOST_FOR_RIDGE => HeadKind::Knn,
        HeadChoice::Ridge | HeadChoice::Softmax | HeadChoice::Auto => HeadKind::Ridge,
    }
}

#[cfg(test)]
mod tests;
