//! What visitors see and touch: the mirror, a card for each class, the prompt, the shelf of things to show.
//!
//! Invariants: reads facts, writes wishes, decides nothing about learning. The picture never waits: everything here
//! is done within the frame. No sentence stands in this code: they are in `assets/locales`.

mod backdrop;
mod bar;
mod card;
mod card_layout;
mod cards;
mod dropping;
mod guide;
mod mirror;
mod reward;
mod rooms;
mod scene;
mod shelf;
mod thumbnails;
mod trouble;
mod wishes;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::ContactSystems;

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
            .register_screen(ScreenInfo {
                id: ScreenId::PLAY,
                title: "play",
                icon: "icons/hand_hold.png",
                order: 0,
                owner: env!("CARGO_CRATE_NAME"),
            })
            .add_plugins((thumbnails::plugin, cards::plugin, guide::plugin, reward::plugin, trouble::plugin))
            .add_systems(
                Update,
                (wishes::speak_wishes, dropping::take_dropped_files.run_if(in_state(Overlay::None)))
                    .chain()
                    .after(ContactSystems)
                    .run_if(in_state(PLAY))
                    .in_set(ExhibitSystems::Sense),
            )
            .add_systems(
                Update,
                (
                    scene::lay_scene,
                    cards::lay_cards,
                    backdrop::fetch_pictures.run_if(resource_changed::<Pack>),
                    backdrop::compose_backdrop,
                    bar::lay_bar,
                    shelf::stock_shelf,
                    card::show_counts,
                    card::show_confidence,
                    thumbnails::show_thumbnails,
                    mirror::show_camera_status,
                    mirror::show_never_seen,
                    guide::choose_prompt,
                    guide::show_prompt,
                    guide::point,
                    reward::give_rewards,
                    trouble::show_trouble,
                    shelf::show_chosen_prop,
                )
                    .chain()
                    .run_if(in_state(PLAY))
                    .in_set(ExhibitSystems::Present),
            );
    }
}
