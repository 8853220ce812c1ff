//! What visitors see and touch: the mirror, a card for each class, the prompt, the shelf of things to show.
//!
//! Invariants: reads facts, writes wishes, decides nothing about learning. The picture never waits: everything here
//! is done within the frame.

mod card;
mod layout;
mod mirror;
mod palette;
mod prompt;
mod scene;
mod shelf;
mod thumbnails;
mod touch;
mod wishes;
mod words;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use layout::CANVAS_PX;
pub use touch::LOST_TOUCH_SECS;

/// The teaching screen.
pub struct ScreensPlugin;

impl Plugin for ScreensPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((layout::plugin, touch::plugin, scene::plugin, thumbnails::plugin))
            .add_systems(Update, (touch::follow_contacts, wishes::speak_wishes).chain().in_set(ExhibitSystems::Sense))
            .add_systems(
                Update,
                (
                    card::show_counts,
                    card::show_confidence,
                    card::show_presses,
                    thumbnails::show_thumbnails,
                    mirror::show_camera_status,
                    prompt::choose_prompt,
                    shelf::stock_shelf,
                    shelf::show_chosen_prop,
                )
                    .in_set(ExhibitSystems::Present),
            );
    }
}
