//! The order of one frame, and whose clock it runs on.

use std::time::Duration;

use bevy::prelude::*;

/// The five steps of a frame, chained once, in `Update`.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExhibitSystems {
    /// Newest camera frame and visitors' input.
    Sense,
    /// Hand the frame to the worker if it is idle; collect what it finished.
    Infer,
    /// Smooth the scores, apply the threshold, write `PredictionChanged`.
    Decide,
    /// Creatures, sound, screens.
    Present,
    /// Health, diagnostics, reports.
    Report,
}

/// What must be done before the program ends, in `Last`: whoever ends it does so after these.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LastWordSystems;

/// Whose clock the exhibit runs on.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    /// The wall clock: cameras and the worker run on threads of their own and the picture never waits for them.
    #[default]
    RealTime,
    /// A rehearsal's clock: every update advances time by one fixed step, frames are taken on that clock and each
    /// update waits for the worker, so that the outcome never depends on how fast the machine is.
    LockStep {
        /// Time one update stands for.
        step: Duration,
    },
}

impl Pace {
    /// Whether updates wait for the worker.
    #[must_use]
    pub fn is_lock_step(self) -> bool {
        matches!(self, Self::LockStep { .. })
    }
}

pub(super) fn plugin(app: &mut App) {
    use ExhibitSystems::{Decide, Infer, Present, Report, Sense};
    app.init_resource::<Pace>()
        .configure_sets(Update, (Sense, Infer, Decide, Present, Report).chain())
        // A closed window ends the program in the same schedule, and nothing runs after it.
        .configure_sets(Last, LastWordSystems.after(bevy::window::ExitSystems));
}
