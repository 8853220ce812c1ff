//! How the head learns, as people set it.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::door::Door;
use crate::worker::Request;

/// Follows what people wish; what makes no sense is refused in words.
pub(super) fn follow_settings(
    mut wishes: MessageReader<ChangeSettings>,
    mut stops: MessageReader<StopTraining>,
    mut settings: ResMut<CurrentSettings>,
    mut notices: MessageWriter<Notice>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    for ChangeSettings(wished) in wishes.read() {
        match wished.check() {
            Ok(()) => {
                settings.set_if_neq(CurrentSettings(*wished));
            }
            Err(error) => drop(notices.write(Notice::failure(error.to_string()))),
        }
    }
    if stops.read().count() > 0 {
        door.send(Request::StopTraining);
    }
}

/// Tells the worker.
pub(super) fn settle(settings: Res<CurrentSettings>, door: Option<ResMut<Door>>) {
    let Some(mut door) = door else { return };
    if !settings.is_changed() && !door.is_added() {
        return;
    }
    door.send(Request::Settle(**settings));
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
