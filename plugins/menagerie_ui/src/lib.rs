//! The kit that every screen is made of: words, layout in millimetres, controls, focus, text, theme; and the frame around
//! all screens: the way home, language, access, the keyboard.
//!
//! Invariants: knows nothing of what is taught, and no screen by name but home; only this room names Fluent.

mod book;
mod captions;
mod contacts;
mod effects;
mod focus;
mod frame;
mod keyboard;
mod keys;
mod kit;
mod layout;
mod mips;
mod painting;
pub mod palette;
mod quality;
mod rest;
mod text;
mod transition;
mod visit;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_core::words::BroughtWords;

pub use book::{ENGLISH, WordsError, WordsText, read_languages};
pub use contacts::{ContactSystems, Contacts, LOST_TOUCH_SECS, Swiped, TakesTouches};
pub use effects::{bring_shader, draw_as_light};
pub use frame::{CLOSE, HeldWayHome};
pub use keyboard::{AskText, TextTyped};
pub use kit::{ButtonLook, HoldFill, Kit, PressFace, ScreenRoot, Spoken, control, plate_node, screen_root};
pub use layout::{Arrangement, DisplaySettings, ScreenLayout, TARGET_MM, corner, mm};
pub use painting::{Layer, Paint, Painting, scene_picture};
pub use palette::Palette;
pub use rest::Rest;
pub use text::{Fitted, Fonts, TextRole, phrase, text};

/// Settings of the kit.
#[derive(Debug, Clone, Default)]
pub struct UiSettings {
    /// Folders with a folder for each language; what a later one says takes the place of what the earlier ones say.
    pub locales: Vec<PathBuf>,
    /// The language at the start, by its identifier; the first where there is none of it.
    pub language: String,
    /// How large the display's pixels are.
    pub display: DisplaySettings,
    /// Who chooses how much is drawn.
    pub quality: QualityChoice,
    /// Whether a key opens the workshop.
    pub workshop_key: bool,
}

/// The kit and the frame.
pub struct UiPlugin {
    /// Its settings.
    pub settings: UiSettings,
}

impl Plugin for UiPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(contacts::WorkshopKey(self.settings.workshop_key))
            .insert_resource(self.settings.display)
            .insert_resource(self.settings.quality)
            .add_plugins((
                layout::plugin,
                contacts::plugin,
                focus::plugin,
                palette::plugin,
                text::plugin,
                kit::plugin,
                frame::plugin,
                keyboard::plugin,
                captions::plugin,
                mips::plugin,
                painting::plugin,
                (quality::plugin, rest::plugin, transition::plugin),
                visit::plugin,
            ));
    }

    /// Every plugin has brought its words by now.
    fn finish(&self, app: &mut App) {
        let brought = app.world().get_resource::<BroughtWords>().cloned().unwrap_or_default();
        let (languages, problems) = read_languages(&self.settings.locales, &brought.0);
        for problem in problems {
            warn!("{problem}");
        }
        let mut words = Words::new(languages);
        if !self.settings.language.is_empty() && !words.speak(&self.settings.language) {
            let known: Vec<&str> = words.languages().iter().map(|language| language.id.as_str()).collect();
            warn!("there is no language \"{}\"; there are {}", self.settings.language, known.join(", "));
        }
        app.insert_resource(words);
    }
}
