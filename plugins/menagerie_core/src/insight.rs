//! Insight into the head's learning: curves, confusions, a map, the health of the pictures, tests, and where it all
//! comes from. The room `menagerie_learning` measures, the workshop shows.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_lesson::{Confusion, EpochRecord, Examination, LessonSettings, PretrainingComparison};

/// How the lesson on the screen is learned.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Default, Deref, DerefMut)]
pub struct CurrentSettings(pub LessonSettings);

/// Wish: other settings.
#[derive(Message, Debug, Clone, Copy, PartialEq)]
pub struct ChangeSettings(pub LessonSettings);

/// Wish: pause training until something changes.
#[derive(Message, Debug, Clone, Copy)]
pub struct StopTraining;

/// State of the trained head.
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
    /// Its state.
    pub state: TrainingState,
    /// Maximum number of epochs.
    pub epochs: usize,
    /// The epochs so far, or of the previous training.
    pub history: Arc<Vec<EpochRecord>>,
    /// Whether the head that answers knows less, or other, than what is on the screen.
    pub stale: bool,
}

/// What the pictures themselves tell.
#[derive(Resource, Debug, Clone, PartialEq, Default, Deref)]
pub struct LatestExamination {
    /// Whether what follows belongs to the pictures on the screen.
    pub fresh: bool,
    /// What was found out.
    #[deref]
    pub examination: Examination,
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
pub enum PretrainingStatus {
    /// Not requested yet.
    #[default]
    NotMeasured,
    /// It is being measured: pictures done, and the total.
    Measuring(usize, usize),
    /// Accuracy on pictures that were not taught.
    Measured(PretrainingComparison),
    /// It cannot be measured, and why.
    Failed(String),
}

/// Wish: measure [`PretrainingStatus`].
#[derive(Message, Debug, Clone, Copy)]
pub struct ComparePretraining;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<CurrentSettings>()
        .init_resource::<TrainingStatus>()
        .init_resource::<LatestExamination>()
        .init_resource::<TestResult>()
        .init_resource::<PretrainingStatus>()
        .add_message::<ChangeSettings>()
        .add_message::<StopTraining>()
        .add_message::<ComparePretraining>();
}
