//! The ECS face of the brain: frames become examples or answers on one worker thread that owns all of Burn.
//!
//! Invariants: the render thread never waits for the network (except in a rehearsal's lock-step); one picture is in
//! flight at a time and the newest wins; nothing of a visitor outlives the memory it lies in.
//!
//! - `worker`: the thread and the way to it; knows none of those who ask.
//! - `lesson`: what is on the screen: classes and pictures, what the network made of them, capture, settings.
//! - `files`: imports, autosave, exports.
//! - `measures`: examination, test, pretraining comparison.
//! - `prediction`: from jumpy scores to a calm answer.

mod excitation;
mod files;
mod job;
mod lesson;
mod measures;
mod prediction;
mod prepared;
mod watching;
mod worker;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use prepared::{as_seen, kept_file};
pub use worker::{BreakWorker, WorkerFault, load_backbone, load_gradient_network, load_strangers};

/// Settings of the room.
#[derive(Resource, Debug, Clone)]
pub struct LearningSettings {
    /// Folder with `weights.safetensors` and `labels.txt`.
    pub model_dir: PathBuf,
    /// Which head answers.
    pub head: HeadChoice,
    /// Which device runs the network.
    pub device: DeviceChoice,
    /// Folders with ready-made sets: those of the earlier ones are offered first.
    pub sets_dirs: Vec<PathBuf>,
    /// The project to open or create.
    pub project: Option<PathBuf>,
    /// Whether an opened project is autosaved after every change.
    pub autosaves: bool,
}

#[cfg(test)]
impl LearningSettings {
    /// Those of a test that needs no network.
    pub(crate) fn of_a_test() -> Self {
        Self {
            model_dir: "none".into(),
            head: HeadChoice::Auto,
            device: DeviceChoice::Cpu,
            sets_dirs: Vec::new(),
            project: None,
            autosaves: false,
        }
    }
}

/// The steps of this room, in `Update`, in this order, so that others can order themselves around them. `Follow` lies before
/// [`ExhibitSystems::Infer`], `Measure` and `Save` in [`ExhibitSystems::Report`], the others in `Infer`.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LearningSystems {
    /// Wishes change the lesson and its settings, and start work with files.
    Follow,
    /// What the worker has finished comes in; not in lock-step.
    Collect,
    /// Each takes out of its inbox what concerns it; not in lock-step.
    Take,
    /// The worker hears of every change ...
    Give,
    /// ... before the next question: a test ...
    AskTest,
    /// ... or a frame.
    Ask,
    /// In lock-step: what was just asked is waited for.
    CollectInLockStep,
    /// In lock-step: as `Take`.
    TakeInLockStep,
    /// Pictures and views are counted.
    Count,
    /// What came of it is shown.
    Show,
    /// What takes longer is measured.
    Measure,
    /// The lesson is saved to its file.
    Save,
}

/// The steps of [`LearningSystems::Follow`], in this order.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FollowSystems {
    /// What is recorded.
    Record,
    /// How it learns.
    Settings,
    /// What is opened and imported.
    Files,
    /// Classes and pictures.
    Edit,
}

/// The steps of [`LearningSystems::Give`], in this order.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GiveSystems {
    /// What was read from files becomes part of the lesson.
    Import,
    /// Who answers.
    Model,
    /// How it learns.
    Settings,
    /// Which pictures need variants.
    Variants,
    /// What it learns.
    Lesson,
    /// The network that was never trained, to be shown beside the other one.
    RandomNetwork,
}

/// Teaches and predicts.
pub struct LearningPlugin {
    /// Where the network lies and which head answers.
    pub settings: LearningSettings,
}

impl Plugin for LearningPlugin {
    fn build(&self, app: &mut App) {
        use LearningSystems::{
            Ask, AskTest, Collect, CollectInLockStep, Count, Follow, Give, Measure, Save, Show, Take, TakeInLockStep,
        };
        app.insert_resource(self.settings.clone())
            .insert_resource(CurrentSettings(LessonSettings { head: self.settings.head, ..default() }))
            .configure_sets(Update, Follow.after(ExhibitSystems::Sense).before(ExhibitSystems::Infer))
            .configure_sets(
                Update,
                (Collect, Take, Give, AskTest, Ask, CollectInLockStep, TakeInLockStep, Count, Show)
                    .chain()
                    .in_set(ExhibitSystems::Infer),
            )
            .configure_sets(
                Update,
                (FollowSystems::Record, FollowSystems::Settings, FollowSystems::Files, FollowSystems::Edit)
                    .chain()
                    .in_set(Follow),
            )
            .configure_sets(
                Update,
                (
                    GiveSystems::Import,
                    GiveSystems::Model,
                    GiveSystems::Settings,
                    GiveSystems::Variants,
                    GiveSystems::Lesson,
                    GiveSystems::RandomNetwork,
                )
                    .chain()
                    .in_set(Give),
            )
            .configure_sets(Update, (Collect, Take).run_if(not(in_lock_step)))
            .configure_sets(Update, (CollectInLockStep, TakeInLockStep).run_if(in_lock_step))
            .configure_sets(Update, (Measure, Save).chain().in_set(ExhibitSystems::Report))
            .add_plugins((
                worker::plugin,
                lesson::plugin,
                files::plugin,
                measures::plugin,
                prediction::plugin,
                watching::plugin,
                excitation::plugin,
            ));
    }
}

/// Run condition: updates wait for the worker.
fn in_lock_step(pace: Res<Pace>) -> bool {
    pace.is_lock_step()
}

#[cfg(test)]
mod tests {
    use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings};

    use super::*;

    /// The plugin in an app without engine; the network's folder is empty.
    pub(crate) fn app() -> App {
        let settings = LearningSettings::of_a_test();
        let mut app = App::new();
        app.add_plugins((
            MinimalPlugins,
            WindowPlugin::default(),
            menagerie_core::CorePlugin,
            LearningPlugin { settings },
        ));
        app
    }

    #[test]
    fn no_two_systems_of_an_update_depend_on_luck() {
        let mut app = app();
        app.edit_schedule(Update, |schedule| {
            schedule.set_build_settings(ScheduleBuildSettings {
                ambiguity_detection: LogLevel::Error,
                ..ScheduleBuildSettings::default()
            });
        });
        let world = app.world_mut();
        let outcome = world.schedule_scope(Update, |world, schedule| schedule.initialize(world));
        if let Err(error) = outcome {
            panic!("{}", error.to_string(world.resource::<Schedules>().get(Update).unwrap().graph(), world));
        }
    }
}
