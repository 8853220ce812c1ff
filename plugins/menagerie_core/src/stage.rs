//! Creatures: which there are, and where one stands. The screen makes the place, the stage fills it.

use std::collections::HashMap;
use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_lesson::ClassId;

/// An empty UI node in which the creature of a class is to appear.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatureSpot {
    /// Whose creature.
    pub class: ClassId,
}

/// On a [`CreatureSpot`] whose creature is still being read.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatureAwaited;

/// A picture of each creature at rest, by name, its pixels in memory: of those that have been read by now.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct CreaturePortraits(pub HashMap<String, Handle<Image>>);

/// A creature that was found: a folder with its sheet, its loop and its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatureEntry {
    /// What classes refer to it by: the name of its folder.
    pub name: String,
    /// What visitors call it.
    pub title: String,
    /// Names that older lessons refer to it by.
    pub formerly: Vec<String>,
    /// Where its files lie.
    pub folder: PathBuf,
    /// The same folder as an asset.
    pub asset: String,
    /// Whether new classes get it.
    pub is_offered: bool,
}

/// The creatures that were found, in the order in which new classes get them. Nothing in code names one.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatureCatalog(pub Vec<CreatureEntry>);

impl CreatureEntry {
    /// A creature of this name in this folder, which visitors call by that name too.
    #[must_use]
    pub fn new(name: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        let name = name.into();
        let asset = format!("creatures/{name}");
        Self { title: name.clone(), name, formerly: Vec::new(), folder: folder.into(), asset, is_offered: true }
    }
}

impl CreatureCatalog {
    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|creature| creature.name.as_str())
    }

    /// Those that new classes get.
    pub fn offered(&self) -> impl Iterator<Item = &CreatureEntry> {
        self.0.iter().filter(|creature| creature.is_offered)
    }

    /// The creature that a class refers to by this name, now or formerly.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&CreatureEntry> {
        let named = self.0.iter().find(|creature| creature.name == name);
        named.or_else(|| self.0.iter().find(|creature| self.is_called(creature, name)))
    }

    /// Whether a class that says this name means this creature.
    #[must_use]
    pub fn is_called(&self, creature: &CreatureEntry, name: &str) -> bool {
        creature.name == name || creature.formerly.iter().any(|formerly| formerly == name)
    }
}

/// Fact: somebody touched the creature of a class.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatureTouched {
    /// Whose creature.
    pub class: ClassId,
}

/// Who is there. Whoever looks after visitors sets it; creatures follow.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Somebody plays.
    #[default]
    Here,
    /// Something moves before the camera, and nothing is recognised: creatures wake and look.
    Passing,
    /// Nobody: creatures sleep.
    Away,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<CreatureCatalog>()
        .init_resource::<CreaturePortraits>()
        .init_resource::<Audience>()
        .add_message::<CreatureTouched>();
}
