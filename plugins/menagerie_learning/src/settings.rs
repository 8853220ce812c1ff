//! How the head learns, as people set it.

use bevy::prelude::*;
use menagerie_brain::{HeadChoice, TrainingSettings};
use menagerie_core::prelude::*;
use menagerie_project::ProjectSettings;

use crate::door::Door;
use crate::lesson_file::settings_from_file;
use crate::worker::Request;

/// Follows what people wish; what makes no sense is refused in words.
pub(super) fn follow_settings(
    mut wishes: MessageReader<ChangeSettings>,
    mut stops: MessageReader<StopTraining>,
    mut settings: ResMut<LessonSettings>,
    mut notices: MessageWriter<Notice>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    for ChangeSettings(wished) in wishes.read() {
        match check(wished) {
            Ok(_) => {
                settings.set_if_neq(wished.clone());
            }
            Err(reason) => drop(notices.write(Notice::failure(reason))),
        }
    }
    if stops.read().count() > 0 {
        door.send(Request::StopTraining);
    }
}

/// Tells the worker.
pub(super) fn settle(settings: Res<LessonSettings>, door: Option<ResMut<Door>>) {
    let Some(mut door) = door else { return };
    if !settings.is_changed() && !door.is_added() {
        return;
    }
    if let Ok((choice, training)) = check(&settings) {
        door.send(Request::Settle { choice, training, knows_unknown: settings.knows_unknown });
    }
}

/// The settings of a project in the brain's words.
///
/// # Errors
/// Which one makes no sense, and what would.
pub fn training_settings(settings: &ProjectSettings) -> Result<(HeadChoice, TrainingSettings), String> {
    check(&settings_from_file(settings))
}

/// The settings in the brain's words.
///
/// # Errors
/// Which one makes no sense, and what would.
pub(super) fn check(settings: &LessonSettings) -> Result<(HeadChoice, TrainingSettings), String> {
    let choice = match settings.head.as_str() {
        "auto" => HeadChoice::Auto,
        "knn" => HeadChoice::Knn,
        "ridge" => HeadChoice::Ridge,
        "softmax" => HeadChoice::Softmax,
        other => return Err(format!("there is no head {other}; choose auto, knn, ridge or softmax")),
    };
    if !(0.0..=1.0).contains(&settings.threshold) {
        return Err(format!("a threshold of {} cannot be reached; choose 0 to 1", settings.threshold));
    }
    let training = TrainingSettings {
        epochs: settings.epochs,
        batch_size: settings.batch_size,
        learning_rate: settings.learning_rate,
        validation_share: settings.validation_share,
        early_stopping: settings.early_stopping,
        augmentation: settings.augmentation,
        seed: settings.seed,
    };
    training.check().map_err(|error| error.to_string())?;
    Ok((choice, training))
}

/// The settings of the beginning, with a head that was chosen on the command line.
pub(super) fn beginning(head: HeadChoice) -> LessonSettings {
    let head = match head {
        HeadChoice::Auto => "auto",
        HeadChoice::Knn => "knn",
        HeadChoice::Ridge => "ridge",
        HeadChoice::Softmax => "softmax",
    };
    LessonSettings { head: head.into(), ..default() }
}

/// Shows where training stands.
pub(super) fn show_training(
    door: Option<Res<Door>>,
    knowledge: Res<crate::knowledge::Knowledge>,
    mut status: ResMut<TrainingStatus>,
) {
    let Some(door) = door else { return };
    let state = door.state();
    let stale = state.version != knowledge.version || knowledge.owes_portion();
    status.set_if_neq(TrainingStatus { state: state.training, epochs: state.epochs, history: state.history, stale });
}
