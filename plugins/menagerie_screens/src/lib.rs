//! What visitors see and touch: the mirror, a card for each class, the prompt, the shelf of things to show.
//!
//! Invariants: reads facts, writes wishes, decides nothing about learning. The picture never waits: everything here
//! is done within the frame.

mod card;
mod cards;
mod dropping;
mod layout;
mod mirror;
mod palette;
mod prompt;
mod scene;
mod shelf;
mod side;
mod text;
mod thumbnails;
mod touch;
mod wishes;
mod words;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use layout::CANVAS_PX;
pub use touch::LOST_TOUCH_SECS;

/// The state in which the teaching screen is shown.
const PLAY: CurrentScreen = CurrentScreen(ScreenId::PLAY);

/// Settings of the screens.
#[derive(Resource, Debug, Clone)]
pub struct ScreensSettings {
    /// Whether visitors find the door to the workshop; staff always do, with a key.
    pub workshop: bool,
}

/// The teaching screen.
pub struct ScreensPlugin {
    /// Its settings.
    pub settings: ScreensSettings,
}

impl Plugin for ScreensPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(self.settings.clone())
            .add_plugins((layout::plugin, touch::plugin, scene::plugin, thumbnails::plugin, cards::plugin))
            .add_systems(
                Update,
                (
                    touch::follow_contacts,
                    wishes::speak_wishes,
                    dropping::take_dropped_files.run_if(in_state(Overlay::None)),
                )
                    .chain()
                    .run_if(in_state(PLAY))
                    .in_set(ExhibitSystems::Sense),
            )
            .add_systems(
                Update,
                (
                    cards::lay_cards,
                    text::fit_names,
                    side::show_undo,
                    scene::show_never_seen,
                    card::show_counts,
                    card::show_confidence,
                    card::show_presses,
                    thumbnails::show_thumbnails,
                    mirror::show_camera_status,
                    prompt::choose_prompt,
                    shelf::stock_shelf,
                    shelf::show_chosen_prop,
                )
                    .run_if(in_state(PLAY))
                    .in_set(ExhibitSystems::Present),
            );
    }
}
