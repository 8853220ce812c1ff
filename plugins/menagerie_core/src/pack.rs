//! The pack in force: another look, other sounds and other words, as plain data. Whoever starts the exhibit puts it here;
//! rooms read it. `docs/PACKS.md` tells what a pack is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use bevy::prelude::*;

use crate::screen::ScreenId;

/// The pack in force. The default is none: everything is the exhibit's own.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    /// Its name, for staff; empty without one.
    pub name: String,
    /// What it is good for; may be empty.
    pub sentence: String,
    /// Where its files lie; `None` without one.
    pub folder: Option<PathBuf>,
    /// The language at the start.
    pub language: Option<String>,
    /// The classes to begin with, and the creature of each: `None` for the next in turn, empty for nobody. None of them:
    /// the exhibit's own.
    pub classes: Vec<(String, Option<String>)>,
    /// The creatures that new classes get, in this order; `None`: the pack's own, then the exhibit's.
    pub creatures: Option<Vec<String>>,
    /// The screens that the menu shows; `None`: all.
    pub screens: Option<Vec<String>>,
    /// Folders of the ready-made sets that are offered, in this order; `None`: all.
    pub sets: Option<Vec<String>>,
    /// Colours that are others than the exhibit's: red, green, blue, by name.
    pub palette: BTreeMap<String, [u8; 3]>,
    /// Pictures of the scene that it has, without their ending.
    pub scene: BTreeSet<String>,
}

impl Pack {
    /// Whether the menu shows a screen. The first one is always there.
    #[must_use]
    pub fn shows(&self, screen: ScreenId) -> bool {
        let is_named = |names: &Vec<String>| names.iter().any(|name| name == screen.0);
        screen == ScreenId::PLAY || self.screens.as_ref().is_none_or(is_named)
    }

    /// The asset of a picture of the scene: the pack's, where it has one.
    #[must_use]
    pub fn scene_asset(&self, picture: &str) -> String {
        let source = if self.scene.contains(picture) { "pack://" } else { "" };
        format!("{source}scene/{picture}.png")
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Pack>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_pack_everything_is_the_exhibits_own() {
        let none = Pack::default();
        assert!(none.shows(ScreenId::PLAY) && none.shows(ScreenId("lamp")));
        assert_eq!(none.scene_asset("background"), "scene/background.png");
    }

    #[test]
    fn a_pack_chooses_screens_and_pictures() {
        let garden = Pack { screens: Some(vec!["lamp".into()]), scene: ["ground".into()].into(), ..default() };
        assert!(garden.shows(ScreenId::PLAY) && garden.shows(ScreenId("lamp")) && !garden.shows(ScreenId("inside")));
        assert_eq!(garden.scene_asset("ground"), "pack://scene/ground.png");
        assert_eq!(garden.scene_asset("medal"), "scene/medal.png");
    }
}
