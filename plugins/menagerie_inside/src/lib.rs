//! Looking inside: stops on the way from the camera's picture to the answer. Each layer is a wall of live tiles, one for each
//! neuron; a tile that is touched shows what its neuron likes. Then what the network knew before, and why it answers as it does.
//! After Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks" (2013), and the Deep Visualization Toolbox.
//!
//! Invariants: draws what [`NetworkView`] holds and says what it wants to see; nobody waits for it; nothing of a visit outlives it.

mod atlas;
mod known;
mod neuron;
mod page;
mod reasons;
mod room;
mod strip;
mod tiles;
mod time;
mod today;
mod tour;
mod walk;
mod wall;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::ContactSystems;

pub use atlas::{AtlasError, read_atlas};
pub use tiles::{WallPicture, whole_wall};
pub use walk::WALK;

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
            .bring_words(&[
                ("en", "neurons.ftl", include_str!("../locales/en/neurons.ftl")),
                ("nl", "neurons.ftl", include_str!("../locales/nl/neurons.ftl")),
                ("fr", "neurons.ftl", include_str!("../locales/fr/neurons.ftl")),
                ("de", "neurons.ftl", include_str!("../locales/de/neurons.ftl")),
                ("es", "neurons.ftl", include_str!("../locales/es/neurons.ftl")),
            ])
            .init_resource::<walk::Walk>()
            .init_resource::<ActivationScale>()
            .init_resource::<wall::Wall>()
            .init_resource::<neuron::Opened>()
            .init_resource::<reasons::Light>()
            .init_resource::<time::KeptMoment>()
            .init_resource::<today::Today>()
            .init_resource::<tour::Tour>()
            .add_plugins(atlas::plugin)
            .add_systems(OnEnter(SHOWN), (walk::begin, time::begin, tour::reset, atlas::load, page::enter))
            .add_systems(OnExit(SHOWN), (walk::end, time::end, today::let_go_of_frames))
            .add_systems(OnEnter(Overlay::Workshop), time::go_on.run_if(in_state(SHOWN)))
            .add_systems(OnExit(Overlay::Workshop), walk::watch_again.run_if(in_state(SHOWN)))
            .add_systems(Update, today::forget.in_set(ExhibitSystems::Decide))
            .add_systems(
                Update,
                (walk::follow_touches, time::follow_touches, reasons::cover, tour::follow, time::let_go)
                    .chain()
                    .after(ContactSystems)
                    .run_if(in_state(SHOWN))
                    .in_set(ExhibitSystems::Sense),
            )
            .add_systems(
                Update,
                (today::remember, time::keep, neuron::open, neuron::ask, wall::choose_tiles, page::lay)
                    .chain()
                    .run_if(in_state(SHOWN))
                    .in_set(ExhibitSystems::Present),
            )
            .add_systems(
                Update,
                (
                    (wall::draw, wall::show_glow, page::say),
                    (neuron::draw_excited, neuron::show_moment),
                    (known::show_names, known::show_nearest),
                    (reasons::draw_light, reasons::show_cover, reasons::show_bars),
                    (strip::run_light, tour::point),
                )
                    .chain()
                    .after(page::lay)
                    .run_if(in_state(SHOWN))
                    .in_set(ExhibitSystems::Present),
            );
    }
}
