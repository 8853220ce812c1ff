//! What every tab works with.

use bevy_egui::egui;
use menagerie_core::prelude::*;

use crate::facts::{Facts, Wish};
use crate::places::Places;
use crate::portraits::Portraits;
use crate::thumbnails::Thumbnails;
use crate::workshop_state::WorkshopState;

/// Everything a tab works with.
pub(crate) struct TabContext<'a> {
    pub(crate) words: &'a Words,
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) portraits: &'a Portraits,
    pub(crate) state: &'a mut WorkshopState,
    pub(crate) thumbnails: &'a mut Thumbnails,
    pub(crate) places: &'a mut Places,
    pub(crate) wishes: &'a mut Vec<Wish>,
}

impl TabContext<'_> {
    /// Asks for something.
    pub(crate) fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// Asks for a change of the lesson.
    pub(crate) fn change(&mut self, change: ChangeLesson) {
        self.wishes.push(Wish::Change(change));
    }

    /// What the two parts of a class's pictures are called.
    pub(crate) fn parts(&self) -> [(Split, String); 2] {
        let said = |key| self.words.text(key);
        [(Split::Teach, said("workshop-teaching-pictures")), (Split::Test, said("workshop-test-pictures"))]
    }

    /// What an answer is called; `None`: it was like nothing taught.
    pub(crate) fn answer_name(&self, answer: Option<ClassId>) -> String {
        match answer {
            Some(class) => self.facts.name_of(class).to_owned(),
            None => self.words.text("workshop-never-seen"),
        }
    }

    /// The texture of a picture, if there still is one of this number.
    pub(crate) fn texture(&mut self, ctx: &egui::Context, id: ExampleId) -> Option<egui::TextureId> {
        self.facts.album.get(id).map(|picture| self.thumbnails.of(ctx, id, picture))
    }
}
