//! What the exhibit sounds like: a loop for each creature that fades in by confidence, and short sounds by their names
//! (`docs/SOUND.md`).
//!
//! Invariants: only this room names kira; nothing is louder than the limiter's ceiling; the render thread never touches a sound device; without one the exhibit
//! goes on in silence and finds it again when it is there.

mod limiter;
mod microphone;
mod mix;
mod mixer;
mod output;
mod tape;
mod voice;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::*;

pub use mix::{Mix, ShortSound};
pub use mixer::{Mixer, SoundBank, SoundError};
pub use output::{SoundHealth, device_name};
pub use tape::Tape;

/// Where sound goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SoundOutput {
    /// The default sound device, found again when it goes and comes back.
    #[default]
    Device,
    /// Nowhere.
    Silent,
    /// A WAV file on the exhibit's own clock, for rehearsals. Needs `Pace::LockStep`.
    File(PathBuf),
}

/// Settings of the room.
#[derive(Resource, Debug, Clone, Default)]
pub struct SoundSettings {
    /// Where sound goes.
    pub output: SoundOutput,
    /// Whether visitors may record sounds for their classes.
    pub microphone: bool,
    /// Folders of short sounds, a WAV file each, and in `library/` those for classes; what an earlier one has takes the
    /// place of what a later one has. Loops lie with their creatures.
    pub sounds_dirs: Vec<PathBuf>,
}

/// Plays the creatures' loops and short sounds.
pub struct SoundPlugin {
    /// Where sound goes and where it lies.
    pub settings: SoundSettings,
}

impl Plugin for SoundPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(SoundCatalog::find(&self.settings.sounds_dirs))
            .insert_resource(self.settings.clone())
            .add_plugins((mix::plugin, output::plugin, microphone::plugin, voice::plugin))
            .add_systems(
                Update,
                (mix::mix_loops, mix::caption_loops, mix::sound_events).in_set(ExhibitSystems::Present),
            )
            // After everybody who wishes to hear something.
            .add_systems(
                Update,
                (mix::collect_sounds, output::play_mix)
                    .chain()
                    .after(ExhibitSystems::Present)
                    .before(ExhibitSystems::Report),
            );
    }
}
