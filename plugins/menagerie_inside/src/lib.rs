//! Looking inside: stops on the way from the camera's picture to the answer, each a wall of live tiles, one for each channel
//! of a layer, after Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks" (2013).
//!
//! Invariants: draws what [`NetworkView`] holds and says which layer it wants to see; nobody waits for it.

mod page;
mod tiles;
mod walk;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::ContactSystems;

pub use tiles::{WallPicture, whole_wall};

/// The screen.
pub const INSIDE: ScreenId = ScreenId("inside");
/// The state in which it is shown.
const SHOWN: CurrentScreen = CurrentScreen(INSIDE);

/// Adds the screen.
pub struct InsidePlugin;

impl Plugin for InsidePlugin {
    fn build(&self, app: &mut App) {
        let owner = env!("CARGO_CRATE_NAME");
        app.receive_guest(owner)
            .register_screen(ScreenInfo {
                id: INSIDE,
                title: "inside-title",
                icon: "icons/layers.png",
                order: 30,
                owner,
            })
            .bring_words(&[
                ("en", "inside.ftl", include_str!("../locales/en/inside.ftl")),
                ("nl", "inside.ftl", include_str!("../locales/nl/inside.ftl")),
                ("fr", "inside.ftl", include_str!("../locales/fr/inside.ftl")),
                ("de", "inside.ftl", include_str!("../locales/de/inside.ftl")),
                ("es", "inside.ftl", include_str!("../locales/es/inside.ftl")),
            ])
            .init_resource::<walk::Walk>()
            .init_resource::<tiles::Scale>()
            .init_resource::<page::Wall>()
            .add_systems(OnEnter(SHOWN), (walk::begin, page::enter))
            .add_systems(OnExit(SHOWN), walk::end)
            .add_systems(
                Update,
                walk::follow_touches.after(ContactSystems).run_if(in_state(SHOWN)).in_set(ExhibitSystems::Sense),
            )
            .add_systems(
                Update,
                (page::choose_tiles, page::lay, page::draw, page::show_chosen)
                    .chain()
                    .run_if(in_state(SHOWN))
                    .in_set(ExhibitSystems::Present),
            );
    }
}
