//! The ECS face of the brain: frames become examples or answers on one worker thread that owns all of Burn.
//!
//! Invariants: the render thread never waits for the network (only a rehearsal, in lock-step, does); one picture is in
//! flight at a time and the newest wins; nothing of a visitor outlives the memory it lies in.

mod capture;
mod decide;
mod door;
mod eye;
mod model;
mod worker;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_brain::HeadChoice;
use menagerie_core::prelude::*;

pub use model::load_backbone;

/// Settings of the room.
#[derive(Resource, Debug, Clone)]
pub struct LearningSettings {
    /// Folder with `weights.safetensors` and `labels.txt`.
    pub model_dir: PathBuf,
    /// Which head answers.
    pub head: HeadChoice,
    /// Which device runs the network.
    pub device: DeviceChoice,
}

/// Teaches and predicts.
pub struct LearningPlugin {
    /// Where the network lies and which head answers.
    pub settings: LearningSettings,
}

impl Plugin for LearningPlugin {
    fn build(&self, app: &mut App) {
        let in_lock_step = |pace: Res<Pace>| pace.is_lock_step();
        app.insert_resource(self.settings.clone())
            .add_plugins((door::plugin, capture::plugin, decide::plugin))
            .add_systems(Update, capture::follow_wishes.after(ExhibitSystems::Sense).before(ExhibitSystems::Infer))
            .add_systems(
                Update,
                (
                    door::collect_replies,
                    capture::forget_as_wished,
                    capture::hand_frame_over,
                    door::collect_replies.run_if(in_lock_step),
                )
                    .chain()
                    .in_set(ExhibitSystems::Infer),
            )
            .add_systems(Update, decide::decide_answer.in_set(ExhibitSystems::Decide));
    }
}
