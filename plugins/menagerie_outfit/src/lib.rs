//! What answers for a class besides its creature: a picture, a sound, words, confetti, a lamp; and the screen on which visitors
//! choose it, hear it and see it at once.
//!
//! Invariants: knows what a class has only as its outputs and its words, plain data that are kept with the lesson; wishes changes,
//! changes nothing.

mod choice;
mod confetti;
mod dress_button;
mod dropped;
mod page;
mod picture;
mod pictures;
mod sound;
mod tiles;
mod words;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::ContactSystems;

/// The screen.
pub const OUTFIT: ScreenId = ScreenId("outfit");
/// The state in which it is shown.
const SHOWN: CurrentScreen = CurrentScreen(OUTFIT);

/// Adds the screen and the outputs.
pub struct OutfitPlugin {
    /// Folders with pictures for classes; what an earlier one has takes the place of what a later one has.
    pub pictures_dirs: Vec<PathBuf>,
}

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
            .register_output(OutputInfo {
                kind: ClassOutput::PICTURE,
                title: "outfit-pictures",
                icon: "icons/picture.png",
                owner,
            })
            .register_output(OutputInfo {
                kind: ClassOutput::SOUND,
                title: "outfit-sounds",
                icon: "icons/sound.png",
                owner,
            })
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
            .insert_resource(pictures::PictureLibrary::find(&self.pictures_dirs))
            .add_plugins((pictures::plugin, picture::plugin, sound::plugin, words::plugin, confetti::plugin))
            .add_systems(OnEnter(SHOWN), (choice::begin, page::enter).chain())
            .add_systems(OnExit(SHOWN), choice::end)
            .add_systems(Update, choice::lead_here.after(ContactSystems).in_set(ExhibitSystems::Sense))
            .add_systems(
                Update,
                dress_button::offer.run_if(in_state(CurrentScreen(ScreenId::PLAY))).in_set(ExhibitSystems::Present),
            )
            .add_systems(
                Update,
                (choice::follow_touches, choice::record, dropped::take.run_if(in_state(Overlay::None)))
                    .after(ContactSystems)
                    .run_if(in_state(SHOWN))
                    .in_set(ExhibitSystems::Sense),
            )
            .add_systems(
                Update,
                (page::lay, page::show_chosen).chain().run_if(in_state(SHOWN)).in_set(ExhibitSystems::Present),
            );
    }
}
