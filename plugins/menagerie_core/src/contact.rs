//! Names of the things a visitor can touch, so that a rehearsal can find them on the screen.

use std::collections::HashMap;

use bevy::prelude::*;
use menagerie_lesson::ClassId;

/// A control on the visitors' screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ControlId {
    /// The hold-button of a class.
    Hold(ClassId),
    /// One more class.
    AddClass,
    /// The next cards, where there are more classes than fit; -1 for those before.
    TurnCards(i8),
    /// Brings back what the newest change took away.
    Undo,
    /// Opens the workshop.
    Workshop,
    /// Starts over with an empty lesson.
    Reset,
    /// A prop of the demonstration, by its place on the shelf.
    Prop(usize),
    /// One of the thumbnails of a class, 0 = newest.
    Thumbnail(ClassId, usize),
}

/// A UI node that is this control.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlPlace(pub ControlId);

/// Where the controls of the workshop stand, by their names, logical pixels of the window.
#[derive(Resource, Debug, Clone, Default)]
pub struct WorkshopControls(pub HashMap<String, Rect>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<WorkshopControls>();
}
