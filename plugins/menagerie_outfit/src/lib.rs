//! What answers for a class besides its creature: a sound of the library, confetti, a lamp; and the screen on which visitors choose it,
//! hear it and see it at once.
//!
//! Invariants: knows what a class has only as its outputs, plain data that are kept with the lesson; wishes changes, changes nothing.

mod choice;
mod confetti;
mod page;
mod sound;
mod worn;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::ContactSystems;

/// The screen.
pub const OUTFIT: ScreenId = ScreenId("outfit");
/// The state in which it is shown.
const SHOWN: CurrentScreen = CurrentScreen(OUTFIT);

/// Adds the screen and the outputs.
pub struct OutfitPlugin;

impl Plugin for OutfitPlugin {
    fn build(&self, app: &mut App) {
        let owner = env!("CARGO_CRATE_NAME");
        app.receive_guest(owner)
            .register_screen(ScreenInfo {
                id: OUTFIT,
                title: "outfit-title",
                icon: "icons/outfit.png",
                order: 20,
                owner,
            })
            .register_output(OutputInfo { kind: sound::KIND, title: "outfit-sound", icon: "icons/sound.png", owner })
            .register_output(OutputInfo {
                kind: confetti::KIND,
                title: "outfit-confetti",
                icon: "icons/confetti.png",
                owner,
            })
            .bring_words(&[
                ("en", "outfit.ftl", include_str!("../locales/en/outfit.ftl")),
                ("nl", "outfit.ftl", include_str!("../locales/nl/outfit.ftl")),
                ("fr", "outfit.ftl", include_str!("../locales/fr/outfit.ftl")),
                ("de", "outfit.ftl", include_str!("../locales/de/outfit.ftl")),
                ("es", "outfit.ftl", include_str!("../locales/es/outfit.ftl")),
            ])
            .init_resource::<choice::Choice>()
            .add_plugins((sound::plugin, confetti::plugin))
            .add_systems(OnEnter(SHOWN), (choice::begin, page::enter).chain())
            .add_systems(
                Update,
                choice::follow_touches.after(ContactSystems).run_if(in_state(SHOWN)).in_set(ExhibitSystems::Sense),
            )
            .add_systems(
                Update,
                (page::lay, page::show_chosen).chain().run_if(in_state(SHOWN)).in_set(ExhibitSystems::Present),
            );
    }
}
