//! How the head learns, as people set it.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use super::embedding_cache::EmbeddingCache;
use crate::worker::{Request, WorkerLink, WorkerReplaced, has_worker};
use crate::{FollowSystems, GiveSystems, LearningSystems};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (follow_settings, stop_training.run_if(has_worker)).in_set(FollowSystems::Settings))
        .add_systems(Update, give_settings.run_if(has_worker).in_set(GiveSystems::Settings))
        .add_systems(Update, show_training.run_if(has_worker).in_set(LearningSystems::Show));
}

/// Applies requested settings; invalid ones are refused with a notice.
fn follow_settings(
    mut wishes: MessageReader<ChangeSettings>,
    words: Res<Words>,
    mut settings: ResMut<CurrentSettings>,
    mut notices: MessageWriter<Notice>,
) {
    for ChangeSettings(wished) in wishes.read() {
        match wished.check() {
            Ok(()) => {
                settings.set_if_neq(CurrentSettings(*wished));
            }
            Err(error) => {
                let words = words.with("notice-settings-refused", &[("reason", error.to_string().into())]);
                notices.write(Notice::failure(words));
            }
        }
    }
}

fn stop_training(mut stops: MessageReader<StopTraining>, mut link: ResMut<WorkerLink>) {
    if stops.read().count() > 0 {
        link.send(Request::StopTraining);
    }
}

/// Tells the worker.
fn give_settings(
    settings: Res<CurrentSettings>,
    mut replaced: MessageReader<WorkerReplaced>,
    mut link: ResMut<WorkerLink>,
) {
    if settings.is_changed() || link.is_added() || replaced.read().count() > 0 {
        link.send(Request::ChangeSettings(**settings));
    }
}

/// Shows the state of training.
fn show_training(link: Res<WorkerLink>, cache: Res<EmbeddingCache>, mut status: ResMut<TrainingStatus>) {
    let state = link.state();
    let stale = state.version != cache.version || cache.owes_portion();
    status.set_if_neq(TrainingStatus { state: state.training, epochs: state.epochs, history: state.history, stale });
}
