//! What the head can tell of its learning: curves, confusions, a map, the health of the pictures, tests, and where it all
//! comes from. The room `menagerie_learning` measures, the workshop shows.

use std::sync::Arc;

use bevy::prelude::*;

use crate::classes::{ClassId, ExampleId};

/// How the trained head is taught, by the standard names. Behind it stand the brain's `TrainingSettings`.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct LessonSettings {
    /// Which head answers: `auto`, `knn`, `ridge` or `softmax`.
    pub head: String,
    /// Passes over all pictures, at most.
    pub epochs: usize,
    /// Pictures of one step; 0 for all at once.
    pub batch_size: usize,
    /// Length of a step.
    pub learning_rate: f64,
    /// Share of each class's pictures that is kept back to validate with, 0..0.5.
    pub validation_share: f64,
    /// Whether training ends when the pictures kept back get no better.
    pub early_stopping: bool,
    /// Whether mirrored, nearer, darker and brighter variants are taught, too.
    pub augmentation: bool,
    /// Where all chance comes from.
    pub seed: u64,
    /// Whether things that were never taught are told apart.
    pub knows_unknown: bool,
    /// Confidence from which a creature answers, 0..1.
    pub threshold: f32,
}

impl Default for LessonSettings {
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

/// Wish: other settings.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct ChangeSettings(pub LessonSettings);

/// Wish: let training rest until something changes.
#[derive(Message, Debug, Clone, Copy)]
pub struct StopTraining;

/// One pass over all pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpochRecord {
    /// Counted from 1; 0 is before the first.
    pub epoch: usize,
    /// Mean cross-entropy of the pictures that train.
    pub loss: f64,
    /// Share of them named rightly, 0..1.
    pub accuracy: f64,
    /// Loss and accuracy of the pictures kept back.
    pub validation: Option<[f64; 2]>,
}

/// Where the trained head stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrainingState {
    /// Nothing to train.
    #[default]
    Idle,
    /// It trains.
    Running,
    /// It has learned everything on the screen.
    Finished,
    /// Somebody stopped it.
    Stopped,
}

/// The training in the background.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct TrainingStatus {
    /// Where it stands.
    pub state: TrainingState,
    /// Epochs at most.
    pub epochs: usize,
    /// What it did so far, or last time.
    pub history: Arc<Vec<EpochRecord>>,
    /// Whether the head that answers knows less, or other, than what is on the screen.
    pub stale: bool,
}

/// Which class was taken for which.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Confusion {
    /// The classes, of rows and of columns.
    pub classes: Vec<ClassId>,
    /// `[true class][answer]`: the pictures.
    pub cells: Vec<Vec<Vec<ExampleId>>>,
    /// By class: pictures that were called "never seen".
    pub unknown: Vec<Vec<ExampleId>>,
}

impl Confusion {
    /// Pictures of the class at a place.
    #[must_use]
    pub fn asked(&self, place: usize) -> usize {
        let answered: usize = self.cells.get(place).map_or(0, |row| row.iter().map(Vec::len).sum());
        answered + self.unknown.get(place).map_or(0, Vec::len)
    }

    /// Pictures of the class at a place that were named rightly.
    #[must_use]
    pub fn right(&self, place: usize) -> usize {
        self.cells.get(place).and_then(|row| row.get(place)).map_or(0, Vec::len)
    }

    /// Share of all pictures named rightly, 0..1; `None` without pictures.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let places = 0..self.classes.len();
        let asked: usize = places.clone().map(|place| self.asked(place)).sum();
        (asked > 0).then(|| places.map(|place| self.right(place)).sum::<usize>() as f64 / asked as f64)
    }
}

/// What is remarkable about the pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The pictures meant.
    pub pictures: Vec<ExampleId>,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FindingKind {
    /// A class has few pictures.
    TooFew(ClassId),
    /// A class has several pictures, all from one side.
    OneView(ClassId),
    /// One class has many more than another.
    Unbalanced {
        /// The class with few.
        small: ClassId,
        /// The class with many.
        large: ClassId,
    },
    /// Pictures that are nearly the same.
    NearDuplicates(ClassId),
    /// A class that seems to hold two things.
    TwoThings(ClassId),
    /// Two classes that look the same.
    LookTheSame(ClassId, ClassId),
    /// Pictures that look unlike the rest of their class.
    OddOnes(ClassId),
}

/// What the pictures themselves tell.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct Insight {
    /// Whether what follows belongs to the pictures on the screen.
    pub fresh: bool,
    /// Taught pictures, answered by a head that was not taught their view; those of classes of one view are not asked.
    pub taught: Confusion,
    /// Share of other pictures that is expected to be named rightly, 0..1; `None` where nothing could be asked.
    pub expected: Option<f64>,
    /// Share of the taught pictures that is named rightly by the head that has learned them, 0..1.
    pub remembered: Option<f64>,
    /// Where each taught picture stands among the others, both 0..1.
    pub map: Vec<(ExampleId, [f32; 2])>,
    /// What is remarkable.
    pub findings: Vec<Finding>,
}

/// The pictures to test with, answered by the head as it is.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct TestResult {
    /// Whether it belongs to the lesson on the screen.
    pub fresh: bool,
    /// Which class was taken for which.
    pub confusion: Confusion,
}

/// Networks with random weights that the pretrained one is compared with.
pub const RANDOM_NETWORKS: usize = 3;

/// The same pictures taught to the pretrained network and to [`RANDOM_NETWORKS`] that have never seen anything.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub enum Origins {
    /// Nobody asked yet.
    #[default]
    NotMeasured,
    /// It is being measured: pictures done, of so many.
    Measuring(usize, usize),
    /// Accuracy on pictures that were not taught, each 0..1.
    Measured {
        /// Of the pretrained network.
        pretrained: f64,
        /// Of the networks with random weights, their mean.
        random: f64,
        /// Of guessing.
        chance: f64,
        /// Pictures asked.
        asked: usize,
    },
    /// It cannot be measured: why, in words.
    Failed(String),
}

/// Wish: measure [`Origins`].
#[derive(Message, Debug, Clone, Copy)]
pub struct MeasureOrigins;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<LessonSettings>()
        .init_resource::<TrainingStatus>()
        .init_resource::<Insight>()
        .init_resource::<TestResult>()
        .init_resource::<Origins>()
        .add_message::<ChangeSettings>()
        .add_message::<StopTraining>()
        .add_message::<MeasureOrigins>();
}
