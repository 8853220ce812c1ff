//! What a game is told of the exhibit, and what it wishes of it.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::game::{Choice, Stage};

/// The ready-made set in a folder of this name.
pub(super) fn set_named<'a>(sets: &'a ReadyMadeSets, name: &str) -> Option<&'a ReadyMadeSet> {
    sets.0.iter().find(|set| set.folder.file_name().is_some_and(|folder| folder.to_string_lossy() == name))
}

impl Choice {
    /// What it is called.
    pub(super) fn said(&self, words: &Words, sets: &ReadyMadeSets) -> String {
        match self {
            Self::Lesson => words.text("challenges-own-tests"),
            Self::Set(folder) => {
                let set = set_named(sets, folder);
                set.map_or_else(|| folder.clone(), |set| set.said_in(&words.spoken().id)[0].to_owned())
            }
        }
    }
}

/// What a game is told of the exhibit.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Exhibited<'w> {
    pub(super) classes: Res<'w, Classes>,
    pub(super) aside: Res<'w, LessonAside>,
    pub(super) tests: Res<'w, TestResult>,
    pub(super) training: Res<'w, TrainingStatus>,
    pub(super) capturing: Res<'w, Capturing>,
    pub(super) work: Res<'w, WorkUnderWay>,
    pub(super) backbone: Res<'w, Backbone>,
    pub(super) overlay: Res<'w, State<Overlay>>,
    pub(super) sets: Res<'w, ReadyMadeSets>,
    pub(super) words: Res<'w, Words>,
    pub(super) sounds: Res<'w, SoundCatalog>,
}

/// What a game wishes.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Wishes<'w> {
    pub(super) change: MessageWriter<'w, ChangeLesson>,
    pub(super) files: MessageWriter<'w, FileWish>,
    pub(super) shelf: MessageWriter<'w, StockShelf>,
    pub(super) stop: MessageWriter<'w, StopCapturing>,
    pub(super) go: MessageWriter<'w, GoTo>,
    pub(super) sound: MessageWriter<'w, PlaySound>,
}

impl Exhibited<'_> {
    /// Whether what was measured belongs to what is on the screen, and, after a turn, whether everything is learned.
    pub(super) fn is_known(&self, stage: Stage) -> bool {
        let is_learned = self.training.state != TrainingState::Running && !self.training.stale;
        self.tests.fresh && self.capturing.0.is_none() && (stage == Stage::Turn || is_learned)
    }
}
