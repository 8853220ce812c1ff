//! The ECS face of the brain: frames become examples or answers on one worker thread that owns all of Burn.
//!
//! Invariants: the render thread never waits for the network (only a rehearsal, in lock-step, does); one picture is in
//! flight at a time and the newest wins; nothing of a visitor outlives the memory it lies in.

mod capture;
mod decide;
mod door;
mod examining;
mod eye;
mod intake;
mod keeping;
mod knowledge;
mod lesson;
mod lesson_file;
mod model;
mod opened_model;
mod origins;
mod photograph;
mod reading;
mod settings;
mod test_mode;
mod variants;
mod worker;
mod writing;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use model::{load_backbone, load_strangers};
pub use photograph::{as_seen, kept_file};

/// Settings of the room.
#[derive(Resource, Debug, Clone)]
pub struct LearningSettings {
    /// Folder with `weights.safetensors` and `labels.txt`.
    pub model_dir: PathBuf,
    /// Which head answers.
    pub head: HeadChoice,
    /// Which device runs the network.
    pub device: DeviceChoice,
    /// Folder of the ready-made sets.
    pub sets_dir: PathBuf,
    /// The project to open, or to begin.
    pub project: Option<PathBuf>,
    /// Whether an opened project is written by itself after every change.
    pub autosaves: bool,
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
            .add_plugins((
                door::plugin,
                capture::plugin,
                decide::plugin,
                knowledge::plugin,
                lesson::plugin,
                test_mode::plugin,
                intake::plugin,
                keeping::plugin,
                opened_model::plugin,
                examining::plugin,
                origins::plugin,
                variants::plugin,
            ))
            .insert_resource(CurrentSettings(LessonSettings { head: self.settings.head, ..default() }))
            .add_systems(
                Update,
                (
                    capture::follow_wishes,
                    settings::follow_settings,
                    intake::follow_file_wishes,
                    (keeping::let_go_of_lesson, lesson::change_lesson).chain(),
                )
                    .after(ExhibitSystems::Sense)
                    .before(ExhibitSystems::Infer),
            )
            .add_systems(
                Update,
                (
                    door::collect_replies,
                    intake::take_news,
                    opened_model::choose_who_answers,
                    knowledge::forget_embeddings,
                    settings::settle,
                    variants::vary_pictures,
                    // The worker hears of every change before the next question.
                    knowledge::give_lesson,
                    test_mode::ask_test,
                    capture::hand_frame_over,
                    door::collect_replies.run_if(in_lock_step),
                    lesson::count_pictures,
                    test_mode::show_test,
                    settings::show_training,
                    knowledge::count_views,
                )
                    .chain()
                    .in_set(ExhibitSystems::Infer),
            )
            .add_systems(
                Update,
                (examining::examine_lesson, origins::measure_origins, keeping::keep_lesson)
                    .chain()
                    .in_set(ExhibitSystems::Report),
            )
            .add_systems(Update, decide::decide_answer.in_set(ExhibitSystems::Decide));
    }
}
