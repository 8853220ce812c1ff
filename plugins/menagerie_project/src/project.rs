//! A project: everything a lesson is, as plain data.

use std::f64::consts::FRAC_1_SQRT_2;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Numbers in an embedding: those of the network's head, then those of its middle.
pub const EMBEDDING_LEN: usize = HEAD_NUMBERS + MIDDLE_NUMBERS;
/// Numbers of the network's head; all that an embedding was in format 1.
pub(crate) const HEAD_NUMBERS: usize = 1280;
/// Numbers of the network's middle.
const MIDDLE_NUMBERS: usize = 1152;

/// Names of the heads.
const HEADS: [&str; 4] = ["auto", "knn", "ridge", "softmax"];
/// Who answers in a new class, in turn.
const OUTPUTS: [&str; 3] = ["green", "purple", "orange"];
/// Colours of new classes, in turn.
const COLORS: [[u8; 3]; 8] = [
    [0x58, 0xc2, 0x6b],
    [0xa9, 0x7b, 0xf0],
    [0xff, 0x9a, 0x3c],
    [0x56, 0xb4, 0xe9],
    [0xf0, 0xe4, 0x42],
    [0xe0, 0x7a, 0xb0],
    [0x2f, 0xb8, 0xa0],
    [0xe8, 0x5c, 0x4a],
];

/// A whole lesson.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Project {
    /// What it is called.
    pub name: String,
    /// The classes, in their order on the screen.
    pub classes: Vec<ProjectClass>,
    /// The pictures, by ascending number.
    pub pictures: Vec<ProjectPicture>,
    /// How it learns.
    pub settings: ProjectSettings,
    /// The head as it was when saved, for those who want to use it elsewhere.
    pub head: Option<LinearHead>,
}

/// A class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectClass {
    /// Its number.
    pub id: u16,
    /// What people call it.
    pub name: String,
    /// What answers: the name of a creature; empty for none.
    #[serde(default)]
    pub output: String,
    /// A sentence that it says; empty for none.
    #[serde(default)]
    pub says: String,
    /// Red, green and blue.
    #[serde(default = "grey")]
    pub color: [u8; 3],
    /// Whether it is learned.
    #[serde(default = "yes")]
    pub enabled: bool,
}

fn grey() -> [u8; 3] {
    [128; 3]
}

fn yes() -> bool {
    true
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// It is taught.
    #[default]
    Teach,
    /// It is only asked about.
    Test,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectPicture {
    /// Its number.
    pub id: u64,
    /// The number of its class.
    pub class: u16,
    /// What it is for.
    pub part: Part,
    /// Where it came from: a file's name, or `camera`.
    pub source: String,
    /// The press, burst or timed recording that it was taken in; pictures from files have none.
    pub recording: Option<u64>,
    /// It, as a JPEG or PNG file.
    pub file: Arc<[u8]>,
    /// What the network made of it, `[2432]`, if that is kept.
    pub embedding: Option<Arc<[f32]>>,
}

/// How the head learns. What a file does not say has its default; what this version does not know is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectSettings {
    /// `auto`, `knn`, `ridge` or `softmax`.
    pub head: String,
    /// Passes over all pictures, at most.
    pub epochs: usize,
    /// Pictures of one step; 0: all at once.
    pub batch_size: usize,
    /// Length of a step.
    pub learning_rate: f64,
    /// Share of each class's pictures that is kept back to validate with.
    pub validation_share: f64,
    /// Whether training ends when those get no better.
    pub early_stopping: bool,
    /// Whether variants of the pictures are taught, too.
    pub augmentation: bool,
    /// Where all chance comes from.
    pub seed: u64,
    /// Whether things that were never taught are told apart.
    pub knows_unknown: bool,
    /// Confidence from which a class answers, 0..1.
    pub threshold: f32,
}

impl Default for ProjectSettings {
    fn default() -> Self {
        Self {
            head: "auto".into(),
            epochs: 100,
            batch_size: 0,
            learning_rate: 1.0,
            validation_share: 0.15,
            early_stopping: true,
            augmentation: false,
            seed: 0,
            knows_unknown: true,
            threshold: 0.6,
        }
    }
}

impl ProjectSettings {
    /// The same with every number in its range: a file may hold any, and an absurd one is not worth losing a lesson.
    #[must_use]
    pub fn within_bounds(self) -> Self {
        let default = Self::default();
        let finite = |value: f64, otherwise: f64| if value.is_finite() { value } else { otherwise };
        Self {
            head: if HEADS.contains(&self.head.as_str()) { self.head } else { default.head },
            epochs: self.epochs.clamp(1, 10_000),
            batch_size: self.batch_size.min(100_000),
            learning_rate: finite(self.learning_rate, default.learning_rate).clamp(1e-6, 10.0),
            validation_share: finite(self.validation_share, default.validation_share).clamp(0.0, 0.5),
            threshold: finite(self.threshold.into(), default.threshold.into()).clamp(0.0, 1.0) as f32,
            ..self
        }
    }
}

/// A linear head: `softmax(sharpness * (weights * features + intercepts))`. The features are the square roots of the
/// embedding, each of its two halves scaled to length one, and all divided by the square root of two.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearHead {
    /// `ridge` or `softmax`.
    pub kind: String,
    /// Names of the classes, in the order of the rows.
    pub labels: Vec<String>,
    /// `[classes][2432]`
    pub weights: Vec<Vec<f32>>,
    /// `[classes]`
    pub intercepts: Vec<f32>,
    /// Factor on the scores before softmax.
    pub sharpness: f32,
}

impl LinearHead {
    /// What makes no sense in it, if anything.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let classes = self.labels.len();
        if classes == 0 || self.weights.len() != classes || self.intercepts.len() != classes {
            let (rows, intercepts) = (self.weights.len(), self.intercepts.len());
            return Some(format!("{classes} labels, {rows} rows of weights and {intercepts} intercepts do not fit"));
        }
        if self.weights.iter().any(|row| row.len() != EMBEDDING_LEN) {
            return Some(format!("a row of weights has not {EMBEDDING_LEN} numbers"));
        }
        let mut numbers = self.weights.iter().flatten().chain(&self.intercepts).chain([&self.sharpness]);
        numbers.find(|number| !number.is_finite()).map(|number| format!("it holds {number}, not a finite number"))
    }

    /// Probabilities of the classes for an embedding `[2432]`, in the order of the labels.
    #[must_use]
    pub fn probabilities(&self, embedding: &[f32]) -> Vec<f64> {
        let features = features(embedding);
        let product = |row: &[f32]| row.iter().zip(&features).map(|(w, f)| f64::from(*w) * f).sum::<f64>();
        let scores: Vec<f64> = (self.weights.iter().zip(&self.intercepts))
            .map(|(row, intercept)| f64::from(self.sharpness) * (product(row) + f64::from(*intercept)))
            .collect();
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = scores.iter().map(|score| (score - best).exp()).collect();
        let sum: f64 = shares.iter().sum();
        shares.into_iter().map(|share| share / sum).collect()
    }
}

/// What a linear head weighs of an embedding. Its length is one; a half that is all zeros stays so.
fn features(embedding: &[f32]) -> Vec<f64> {
    let (head, middle) = embedding.split_at(HEAD_NUMBERS.min(embedding.len()));
    let scaled = |half: &[f32]| {
        let roots: Vec<f64> = half.iter().map(|value| f64::from(*value).max(0.0).sqrt()).collect();
        let length = roots.iter().map(|root| root * root).sum::<f64>().sqrt();
        let scale = if length > 0.0 { FRAC_1_SQRT_2 / length } else { 0.0 };
        roots.into_iter().map(move |root| root * scale)
    };
    scaled(head).chain(scaled(middle)).collect()
}

impl Project {
    /// The class of this name, in any case of letters.
    #[must_use]
    pub fn class_named(&self, name: &str) -> Option<&ProjectClass> {
        self.classes.iter().find(|class| class.name.to_lowercase() == name.to_lowercase())
    }

    /// The class of this name; one more if there is none yet.
    pub fn class_or_new(&mut self, name: &str) -> u16 {
        if let Some(class) = self.class_named(name) {
            return class.id;
        }
        let is_free = |id: &u16| self.classes.iter().all(|class| class.id != *id);
        let id = (0..u16::MAX).find(is_free).unwrap_or(u16::MAX);
        let place = self.classes.len();
        self.classes.push(ProjectClass {
            id,
            name: name.to_owned(),
            output: OUTPUTS[place % OUTPUTS.len()].into(),
            says: String::new(),
            color: COLORS[place % COLORS.len()],
            enabled: true,
        });
        id
    }

    /// Puts a picture in, after all others; of no recording.
    pub fn add_picture(&mut self, class: u16, part: Part, source: &str, file: Arc<[u8]>) -> u64 {
        let id = self.pictures.last().map_or(0, |picture| picture.id.saturating_add(1));
        let source = source.to_owned();
        self.pictures.push(ProjectPicture { id, class, part, source, recording: None, file, embedding: None });
        id
    }

    /// Pictures of a class in one part.
    #[must_use]
    pub fn count(&self, class: u16, part: Part) -> usize {
        self.pictures.iter().filter(|picture| picture.class == class && picture.part == part).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_count_the_same_and_one_of_zeros_stays_so() {
        let mut embedding = vec![0.0; EMBEDDING_LEN];
        (embedding[0], embedding[1], embedding[HEAD_NUMBERS]) = (9.0, 16.0, 0.25);
        let made = features(&embedding);
        for (place, expected) in [(0, 0.6 * FRAC_1_SQRT_2), (1, 0.8 * FRAC_1_SQRT_2), (HEAD_NUMBERS, FRAC_1_SQRT_2)] {
            assert!((made[place] - expected).abs() < 1e-12, "{place}: {}", made[place]);
        }
        embedding[HEAD_NUMBERS] = 0.0;
        assert!(features(&embedding)[HEAD_NUMBERS..].iter().all(|feature| *feature == 0.0));
        assert_eq!(features(&embedding)[..2], made[..2]);
    }
}
