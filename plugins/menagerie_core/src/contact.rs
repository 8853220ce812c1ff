//! Names of the things a visitor can touch, so that a rehearsal can find them on the screen.

use bevy::prelude::*;

use crate::classes::ClassId;

/// A control on the visitors' screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ControlId {
    /// The hold-button of a class.
    Hold(ClassId),
    /// Forgets one class.
    ForgetClass(ClassId),
    /// Forgets everything.
    Reset,
    /// A prop of the demonstration, by its place on the shelf.
    Prop(usize),
    /// One of the thumbnails of a class, 0 = newest.
    Thumbnail(ClassId, usize),
}

/// A UI node that is this control.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlPlace(pub ControlId);
