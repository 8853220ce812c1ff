//! The creatures: one animated sprite for each class, moving by degree of confidence.
//!
//! Invariants: decides nothing about classes; reads what others say and draws. A screen makes a place
//! ([`CreatureSpot`]), the stage fills it.

mod mood;
mod sheet;
mod sprite;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use mood::Mood;
pub use sheet::{Animation, CreatureSheet, SheetError};

/// Draws a creature wherever a screen has made room for one.
pub struct StagePlugin;

impl Plugin for StagePlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((sheet::plugin, sprite::plugin)).add_systems(
            Update,
            (sprite::fill_spots, sprite::choose_moods, sprite::animate_creatures)
                .chain()
                .in_set(ExhibitSystems::Present),
        );
    }
}
