//! The creatures: one animated sprite for each class, moving by degree of confidence.
//!
//! Invariants: decides nothing about classes; reads what others say and draws. A screen makes a place
//! ([`CreatureSpot`]), the stage fills it.

mod catalog;
mod mood;
mod plain;
mod sheet;
mod sprite;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use catalog::find_creatures;
pub use mood::Mood;
pub use sheet::{Animation, CreatureSheet, SheetError};

/// Settings of the stage.
#[derive(Debug, Clone)]
pub struct StageSettings {
    /// The folder with a folder for each creature. It lies in Bevy's asset folder and is called `creatures` there.
    pub creatures_dir: PathBuf,
}

/// Finds the creatures, and draws one wherever a screen has made room for it.
pub struct StagePlugin {
    /// Its settings.
    pub settings: StageSettings,
}

impl Plugin for StagePlugin {
    fn build(&self, app: &mut App) {
        let (creatures, problems) = find_creatures(&self.settings.creatures_dir);
        for problem in problems {
            warn!("{problem}");
        }
        app.insert_resource(creatures).add_plugins((sheet::plugin, sprite::plugin)).add_systems(
            Update,
            (sprite::fill_spots, sprite::replace_broken, sprite::choose_moods, sprite::animate_creatures)
                .chain()
                .in_set(ExhibitSystems::Present),
        );
    }
}
