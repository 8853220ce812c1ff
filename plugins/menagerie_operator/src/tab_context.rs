//! What every tab works with.

use bevy_egui::egui;
use menagerie_core::prelude::*;

use crate::facts::{Facts, Wish};
use crate::places::Places;
use crate::thumbnails::Thumbnails;
use crate::workshop_state::WorkshopState;

/// Everything a tab works with.
pub(crate) struct TabContext<'a> {
    pub(crate) facts: &'a Facts<'a>,
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

    /// The texture of a picture, if there still is one of this number.
    pub(crate) fn texture(&mut self, ctx: &egui::Context, id: ExampleId) -> Option<egui::TextureId> {
        self.facts.album.get(id).map(|picture| self.thumbnails.of(ctx, id, picture))
    }
}
