//! The creatures: one animated sprite for each class, moving by degree of confidence.
//!
//! Invariants: decides nothing about classes; reads what others say and draws. A screen makes a place
//! ([`CreatureSpot`]), the stage fills it.

mod acting;
mod catalog;
mod mood;
mod picture;
mod plain;
mod sheet;
mod sprite;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use catalog::{CreaturesFolder, cast, find_creatures};
pub use mood::{Degree, Mood};
pub use sheet::{Animation, CreatureSheet, SheetError, check_creature};

/// Settings of the stage.
#[derive(Debug, Clone)]
pub struct StageSettings {
    /// Folders with a folder for each creature; one of an earlier folder takes the place of one of the same name.
    pub folders: Vec<CreaturesFolder>,
}

/// Finds the creatures, and draws one wherever a screen has made room for it.
pub struct StagePlugin {
    /// Its settings.
    pub settings: StageSettings,
}

impl Plugin for StagePlugin {
    fn build(&self, app: &mut App) {
        let (mut creatures, problems) = find_creatures(&self.settings.folders);
        for problem in problems {
            warn!("{problem}");
        }
        if let Some(Pack { creatures: Some(names), .. }) = app.world().get_resource() {
            cast(&mut creatures, names);
        }
        app.insert_resource(creatures).add_plugins((sheet::plugin, sprite::plugin)).add_systems(
            Update,
            (
                sprite::fill_spots,
                sprite::hang_portraits,
                sprite::replace_broken,
                sprite::choose_moods,
                sprite::animate_creatures,
            )
                .chain()
                .in_set(ExhibitSystems::Present),
        );
    }
}
