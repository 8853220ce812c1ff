//! Heads: the small part that visitors teach.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::embedding::{EMBEDDING_LEN, direction};
use crate::phrasebook::Phrasebook;

/// A kind of head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadKind {
    /// Nearest neighbours.
    Knn,
    /// Ridge regression.
    Ridge,
    /// Softmax (logistic) regression.
    Softmax,
}

impl HeadKind {
    /// `knn`, `ridge` or `softmax`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Knn => "knn",
            Self::Ridge => "ridge",
            Self::Softmax => "softmax",
        }
    }

    /// What it is called for people.
    #[must_use]
    pub fn in_words(self, book: &dyn Phrasebook) -> String {
        in_words(self.name(), book)
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
    /// Ridge regression.
    Ridge,
    /// Softmax regression; another head answers while it is still being trained.
    Softmax,
    /// The best by measurement: ridge regression at once and while a class has few views, softmax regression as soon
    /// as it is trained (`docs/decisions/0003-which-head.md`).
    #[default]
    Auto,
}

impl HeadChoice {
    /// Every choice there is.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Knn, Self::Ridge, Self::Softmax];

    /// `auto`, `knn`, `ridge` or `softmax`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Knn => HeadKind::Knn.name(),
            Self::Ridge => HeadKind::Ridge.name(),
            Self::Softmax => HeadKind::Softmax.name(),
        }
    }

    /// What it is called for people.
    #[must_use]
    pub fn in_words(self, book: &dyn Phrasebook) -> String {
        in_words(self.name(), book)
    }
}

impl fmt::Display for HeadChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn in_words(name: &str, book: &dyn Phrasebook) -> String {
    book.phrase(&format!("report-head-{name}"), &[])
}

/// The name does not belong to any head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no head {0}; choose auto, knn, ridge or softmax")]
pub struct UnknownHead(String);

impl FromStr for HeadChoice {
    type Err = UnknownHead;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|choice| choice.name() == name).ok_or_else(|| UnknownHead(name.to_owned()))
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

/// A linear head as numbers: `softmax(sharpness * (weights * direction + intercepts))`, with the embedding's
/// [`direction`]. Its rows belong to classes by number where it is used, by name where it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearHead<Label> {
    /// Which kind it is.
    pub kind: HeadKind,
    /// What each row stands for.
    pub labels: Vec<Label>,
    /// `[labels][2432]`
    pub weights: Vec<Vec<f32>>,
    /// `[labels]`
    pub intercepts: Vec<f32>,
    /// Factor on the scores before softmax.
    pub sharpness: f32,
}

impl<Label> LinearHead<Label> {
    /// The same head with other labels; `None` where one has none.
    pub fn relabelled<Other>(self, label: impl FnMut(&Label) -> Option<Other>) -> Option<LinearHead<Other>> {
        let Self { kind, labels, weights, intercepts, sharpness } = self;
        Some(LinearHead {
            kind,
            labels: labels.iter().map(label).collect::<Option<_>>()?,
            weights,
            intercepts,
            sharpness,
        })
    }

    /// What is invalid about it, if anything.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let classes = self.labels.len();
        if classes == 0 || self.weights.len() != classes || self.intercepts.len() != classes {
            let (rows, intercepts) = (self.weights.len(), self.intercepts.len());
            return Some(format!("{classes} labels, {rows} rows of weights and {intercepts} intercepts do not match"));
        }
        if self.weights.iter().any(|row| row.len() != EMBEDDING_LEN) {
            return Some(format!("a row of weights does not have {EMBEDDING_LEN} numbers"));
        }
        let mut numbers = self.weights.iter().flatten().chain(&self.intercepts).chain([&self.sharpness]);
        numbers.find(|number| !number.is_finite()).map(|number| format!("it contains {number}, not a finite number"))
    }

    /// Probabilities of the classes for an embedding `[2432]`, in the order of the labels.
    #[must_use]
    pub fn probabilities(&self, embedding: &[f32]) -> Vec<f64> {
        let features = direction(embedding);
        let product = |row: &[f32]| row.iter().zip(&features).map(|(w, f)| f64::from(*w) * f64::from(*f)).sum::<f64>();
        let scores: Vec<f64> = (self.weights.iter().zip(&self.intercepts))
            .map(|(row, intercept)| f64::from(self.sharpness) * (product(row) + f64::from(*intercept)))
            .collect();
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = scores.iter().map(|score| (score - best).exp()).collect();
        let sum: f64 = shares.iter().sum();
        shares.into_iter().map(|share| share / sum).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_go_by_their_names() {
        for choice in HeadChoice::ALL {
            assert_eq!(choice.name().parse(), Ok(choice));
        }
        let said = "mlp".parse::<HeadChoice>().unwrap_err().to_string();
        assert_eq!(said, "there is no head mlp; choose auto, knn, ridge or softmax");
    }
}
