//! What visitors see and touch: the screen on which the exhibit waits; where one teaches, with the mirror, a card for each class, the
//! prompt, the shelf of things to show; and the farewell.
//!
//! Invariants: reads facts, writes wishes, decides nothing about learning. The picture never waits: everything here
//! is done within the frame. No sentence stands in this code: they are in `assets/locales`.

mod attract;
mod backdrop;
mod bar;
mod card;
mod card_layout;
mod cards;
mod dropping;
mod farewell;
mod guide;
mod hand;
mod idle;
mod lights;
mod mirror;
mod reward;
mod rooms;
mod scene;
mod shelf;
mod sky;
mod sparkles;
mod thumbnails;
mod trouble;
mod way;
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
    /// Whether it begins where it waits for somebody to come.
    pub attracts: bool,
    /// After how many seconds without a touch it asks whether anybody is there, and then waits for the next; `None`: never.
    pub idle_secs: Option<f32>,
}

/// The screens of a visit.
pub struct ScreensPlugin {
    /// Its settings.
    pub settings: ScreensSettings,
}

impl Plugin for ScreensPlugin {
    fn build(&self, app: &mut App) {
        if self.settings.attracts {
            app.insert_state(attract::ATTRACT);
        }
        app.insert_resource(self.settings.clone())
            .init_resource::<attract::Watch>()
            .init_resource::<idle::Idle>()
            .register_screen(ScreenInfo {
                id: ScreenId::PLAY,
                title: "play",
                icon: "icons/hand_hold.png",
                order: 0,
                owner: env!("CARGO_CRATE_NAME"),
            })
            .register_screen(ScreenInfo {
                id: farewell::ID,
                title: "farewell",
                icon: "icons/wave.png",
                order: 90,
                owner: env!("CARGO_CRATE_NAME"),
            })
            .add_systems(OnEnter(attract::ATTRACT), attract::enter)
            .add_systems(OnExit(attract::ATTRACT), attract::leave)
            .add_systems(
                Update,
                (
                    attract::begin.run_if(in_state(attract::ATTRACT)),
                    farewell::say_goodbye.run_if(in_state(farewell::FAREWELL)),
                )
                    .after(ContactSystems)
                    .in_set(ExhibitSystems::Sense),
            )
            .add_systems(Update, attract::watch.run_if(in_state(attract::ATTRACT)).in_set(ExhibitSystems::Decide))
            .add_systems(
                Update,
                backdrop::fetch_pictures
                    .run_if(resource_changed::<Pack>)
                    .before(attract::lay)
                    .before(scene::lay_scene)
                    .in_set(ExhibitSystems::Present),
            )
            .add_systems(
                Update,
                (
                    (attract::lay, mirror::show_camera_status).chain().run_if(in_state(attract::ATTRACT)),
                    (farewell::lay, farewell::dance).chain().run_if(in_state(farewell::FAREWELL)),
                )
                    .in_set(ExhibitSystems::Present),
            )
            .add_systems(Update, hand::press.in_set(ExhibitSystems::Present))
            .add_systems(Update, (idle::count, idle::count_down).chain().in_set(ExhibitSystems::Report))
            .add_plugins((thumbnails::plugin, cards::plugin, guide::plugin, reward::plugin, trouble::plugin))
            .add_plugins((sky::plugin, lights::plugin, sparkles::plugin))
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
