//! Where a creature stands: the screen makes the place, the stage fills it.

use bevy::prelude::*;
use menagerie_lesson::ClassId;

/// An empty UI node in which the creature of a class is to appear.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatureSpot {
    /// Whose creature.
    pub class: ClassId,
}
