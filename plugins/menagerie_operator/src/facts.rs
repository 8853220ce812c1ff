//! What the workshop reads, and what it wishes. It decides nothing itself.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_egui::egui;
use menagerie_core::prelude::*;

/// Everything the workshop shows, for one frame.
pub(crate) struct Facts<'a> {
    pub(crate) classes: &'a Classes,
    pub(crate) creatures: &'a CreatureCatalog,
    pub(crate) outputs: &'a Outputs,
    pub(crate) album: &'a Album,
    /// Whether pictures came, went or moved since the last frame.
    pub(crate) album_changed: bool,
    pub(crate) capturing: Option<ClassId>,
    pub(crate) count_down: Option<(ClassId, f32)>,
    pub(crate) undo: Option<&'a str>,
    pub(crate) project: &'a ProjectFile,
    pub(crate) sets: &'a [ReadyMadeSet],
    pub(crate) work: Option<&'a Work>,
    pub(crate) settings: &'a LessonSettings,
    pub(crate) training: &'a TrainingStatus,
    /// The kind of head that answered last: `knn`, `ridge`, `softmax`; empty before.
    pub(crate) head: &'a str,
    pub(crate) examination: &'a LatestExamination,
    pub(crate) test: &'a TestResult,
    pub(crate) pretraining: &'a PretrainingStatus,
    pub(crate) prediction: &'a LatestPrediction,
    pub(crate) opened_model: Option<&'a str>,
    /// What is watched of the network.
    pub(crate) view: &'a NetworkView,
    pub(crate) scale: &'a ActivationScale,
    /// The mirror, as a texture of egui's.
    pub(crate) mirror: Option<egui::TextureId>,
    /// What games of teams begin with, those that were played, and whether there are any.
    pub(crate) prepared: &'a PreparedGame,
    pub(crate) played: &'a PlayedGames,
    pub(crate) has_challenges: bool,
    pub(crate) now_secs: f32,
    /// Whether nothing may depend on how fast this machine is.
    pub(crate) lock_step: bool,
}

impl Facts<'_> {
    /// What a class is called; a class that is gone has no name any more.
    pub(crate) fn name_of(&self, class: ClassId) -> &str {
        self.classes.get(class).map_or("?", |class| class.name.as_str())
    }

    /// Place of a class on the screen, counted from 1, as it is written on charts.
    pub(crate) fn number_of(&self, class: ClassId) -> usize {
        self.classes.0.iter().position(|other| other.id == class).map_or(0, |place| place + 1)
    }
}

/// Where the facts come from.
#[derive(SystemParam)]
pub(crate) struct FactSources<'w> {
    classes: Res<'w, Classes>,
    creatures: Res<'w, CreatureCatalog>,
    outputs: Res<'w, Outputs>,
    album: Res<'w, Album>,
    capturing: Res<'w, Capturing>,
    count_down: Res<'w, CountDown>,
    undo: Res<'w, UndoOffer>,
    project: Res<'w, ProjectFile>,
    sets: Res<'w, ReadyMadeSets>,
    work: Res<'w, WorkUnderWay>,
    settings: Res<'w, CurrentSettings>,
    training: Res<'w, TrainingStatus>,
    head: Res<'w, Head>,
    examination: Res<'w, LatestExamination>,
    test: Res<'w, TestResult>,
    pretraining: Res<'w, PretrainingStatus>,
    prediction: Res<'w, LatestPrediction>,
    opened_model: Res<'w, OpenedModel>,
    view: Res<'w, NetworkView>,
    scale: Res<'w, ActivationScale>,
    played: Res<'w, PlayedGames>,
    challenges: Res<'w, Challenges>,
    pace: Res<'w, Pace>,
    time: Res<'w, Time>,
}

impl FactSources<'_> {
    /// The facts of this frame.
    pub(crate) fn facts<'a>(&'a self, mirror: Option<egui::TextureId>, prepared: &'a PreparedGame) -> Facts<'a> {
        Facts {
            classes: &self.classes,
            creatures: &self.creatures,
            outputs: &self.outputs,
            album: &self.album,
            album_changed: self.album.is_changed(),
            capturing: self.capturing.0,
            count_down: self.count_down.0,
            undo: self.undo.0.as_deref(),
            project: &self.project,
            sets: &self.sets.0,
            work: self.work.0.as_ref(),
            settings: &self.settings,
            training: &self.training,
            head: &self.head.kind,
            examination: &self.examination,
            test: &self.test,
            pretraining: &self.pretraining,
            prediction: &self.prediction,
            opened_model: self.opened_model.0.as_deref(),
            view: &self.view,
            scale: &self.scale,
            mirror,
            prepared,
            played: &self.played,
            has_challenges: self.challenges.iter().next().is_some(),
            now_secs: self.time.elapsed_secs(),
            lock_step: self.pace.is_lock_step(),
        }
    }
}

/// What somebody in the workshop asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wish {
    Change(ChangeLesson),
    Settings(LessonSettings),
    StopTraining,
    ComparePretraining,
    File(FileWish),
    StartCapturing(ClassId, Split),
    StopCapturing,
    Burst(ClassId, Split),
    Timed(ClassId, Split),
    Watch(WatchNetwork),
    /// Games of teams begin with this.
    Prepare(PreparedGame),
    /// Back to the visitors' screen.
    Close,
}

/// How the wishes reach the other rooms.
#[derive(SystemParam)]
pub(crate) struct WishWriters<'w> {
    change: MessageWriter<'w, ChangeLesson>,
    settings: MessageWriter<'w, ChangeSettings>,
    stop_training: MessageWriter<'w, StopTraining>,
    pretraining: MessageWriter<'w, ComparePretraining>,
    file: MessageWriter<'w, FileWish>,
    start: MessageWriter<'w, StartCapturing>,
    stop: MessageWriter<'w, StopCapturing>,
    burst: MessageWriter<'w, CaptureBurst>,
    timed: MessageWriter<'w, CaptureTimed>,
    watch: MessageWriter<'w, WatchNetwork>,
    prepared: ResMut<'w, PreparedGame>,
    overlay: ResMut<'w, NextState<Overlay>>,
}

impl WishWriters<'_> {
    /// What is prepared so far: a wish that lasts.
    pub(crate) fn prepared(&self) -> &PreparedGame {
        &self.prepared
    }

    /// Speaks them all, in their order.
    pub(crate) fn speak(&mut self, wishes: impl IntoIterator<Item = Wish>) {
        for wish in wishes {
            match wish {
                Wish::Change(change) => {
                    self.change.write(change);
                }
                Wish::Settings(settings) => {
                    self.settings.write(ChangeSettings(settings));
                }
                Wish::StopTraining => {
                    self.stop_training.write(StopTraining);
                }
                Wish::ComparePretraining => {
                    self.pretraining.write(ComparePretraining);
                }
                Wish::File(wish) => {
                    self.file.write(wish);
                }
                Wish::StartCapturing(class, split) => {
                    self.start.write(StartCapturing { class, split });
                }
                Wish::StopCapturing => {
                    self.stop.write(StopCapturing);
                }
                Wish::Burst(class, split) => {
                    self.burst.write(CaptureBurst { class, split });
                }
                Wish::Timed(class, split) => {
                    self.timed.write(CaptureTimed { class, split });
                }
                Wish::Watch(watch) => {
                    self.watch.write(watch);
                }
                Wish::Prepare(prepared) => *self.prepared = prepared,
                Wish::Close => self.overlay.set(Overlay::None),
            }
        }
    }
}
