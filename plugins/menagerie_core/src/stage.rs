//! Creatures: which there are, and where one stands. The screen makes the place, the stage fills it.

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_lesson::ClassId;

/// An empty UI node in which the creature of a class is to appear.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatureSpot {
    /// Whose creature.
    pub class: ClassId,
}

/// A creature that was found: a folder with its sheet, its loop and its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatureEntry {
    /// What classes refer to it by: the name of its folder.
    pub name: String,
    /// Where its files lie.
    pub folder: PathBuf,
}

/// The creatures that were found, in the order in which new classes get them. Nothing in code names one.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatureCatalog(pub Vec<CreatureEntry>);

impl CreatureCatalog {
    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|creature| creature.name.as_str())
    }

    /// Whether there is one of that name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.names().any(|other| other == name)
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<CreatureCatalog>();
}
