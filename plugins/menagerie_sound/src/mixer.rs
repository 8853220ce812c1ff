//! Turns a [`Mix`] into sound on any kira backend: a device, a file, a test.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use bevy::log::warn;
use kira::backend::Backend;
use kira::sound::static_sound::{StaticSoundData, StaticSoundHandle};
use kira::{AudioManager, AudioManagerSettings, Decibels, Tween};
use menagerie_core::prelude::{CreatureCatalog, SoundCatalog};

use crate::mix::Mix;

/// Name of the file with a creature's loop, in its folder.
const LOOP: &str = "loop.wav";
/// Time a loop takes to fade in or out, milliseconds: long enough not to click, short enough to feel like an answer.
const FADE_MILLIS: u64 = 300;
/// Loudness steps smaller than this are not sent to the device.
const SMALLEST_STEP: f32 = 0.02;
/// Quietest audible loudness of a loop, decibels.
const QUIETEST_DB: f32 = -24.0;

/// Why there is no sound.
#[derive(Debug, thiserror::Error)]
pub enum SoundError {
    /// A sound file cannot be used.
    #[error("{path}: cannot be played: {reason}. Put the file back, or recreate it with cargo xtask sounds")]
    BadFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The device cannot be used.
    #[error("no sound device: {0}. Plug in or switch on a loudspeaker; sound starts automatically")]
    NoDevice(String),
}

/// All sounds of the exhibit, decoded.
#[derive(Clone)]
pub struct SoundBank {
    /// By creature; `None`: silent.
    loops: Vec<Option<StaticSoundData>>,
    /// By name.
    sounds: HashMap<String, StaticSoundData>,
}

impl SoundBank {
    /// Reads every sound of the catalog, from the first of its files that can be played, and the loop of each creature. What
    /// cannot be played is silent, which is said once.
    #[must_use]
    pub fn load(sounds: &SoundCatalog, creatures: &CreatureCatalog) -> Self {
        let load = |path: PathBuf| {
            let bad = |error: kira::sound::FromFileError| SoundError::BadFile {
                path: path.clone(),
                reason: error.to_string(),
            };
            StaticSoundData::from_file(&path).map_err(bad).inspect_err(|error| warn!("{error}")).ok()
        };
        let loops = creatures.0.iter().map(|creature| load(creature.folder.join(LOOP))).collect();
        let sounds = sounds.0.iter().filter_map(|sound| {
            let data = sound.files.iter().find_map(|file| load(file.clone()))?;
            Some((sound.name.clone(), data))
        });
        Self { loops, sounds: sounds.collect() }
    }
}

/// Plays mixes on one backend. All loops run all the time, in step, so that they stay in time with each other; what
/// changes is how loud each is.
pub struct Mixer<B: Backend> {
    manager: AudioManager<B>,
    loops: Vec<Option<(StaticSoundHandle, f32)>>,
    sounds: HashMap<String, StaticSoundData>,
}

impl<B: Backend> Mixer<B> {
    /// Opens the backend and starts every loop, silent.
    ///
    /// # Errors
    /// [`SoundError::NoDevice`] with the backend's words.
    pub fn open(
        settings: B::Settings,
        bank: &SoundBank,
        describe: impl Fn(B::Error) -> String,
    ) -> Result<Self, SoundError>
    where
        B::Settings: Default,
    {
        let settings = AudioManagerSettings { backend_settings: settings, ..Default::default() };
        let mut manager = AudioManager::<B>::new(settings).map_err(|error| SoundError::NoDevice(describe(error)))?;
        let mut loops = Vec::new();
        for data in &bank.loops {
            let Some(data) = data else {
                loops.push(None);
                continue;
            };
            let silent = data.loop_region(..).volume(Decibels::SILENCE);
            let handle = manager.play(silent).map_err(|error| SoundError::NoDevice(error.to_string()))?;
            loops.push(Some((handle, 0.0)));
        }
        Ok(Self { manager, loops, sounds: bank.sounds.clone() })
    }

    /// Fades to this mix and plays its short sounds.
    pub fn play(&mut self, mix: &Mix) {
        let fade = Tween { duration: Duration::from_millis(FADE_MILLIS), ..Default::default() };
        for (playing, wanted) in self.loops.iter_mut().zip(&mix.loops) {
            let Some((handle, playing)) = playing else { continue };
            let silences = *wanted == 0.0 && *playing != 0.0;
            if silences || (*playing - wanted).abs() >= SMALLEST_STEP {
                handle.set_volume(decibels(*wanted), fade);
                *playing = *wanted;
            }
        }
        for name in &mix.sounds {
            if let Some(data) = self.sounds.get(name)
                && let Err(error) = self.manager.play(data.clone())
            {
                bevy::log::debug!("{name} not played: {error}");
            }
        }
    }

    /// The backend, to watch or advance it.
    pub fn backend_mut(&mut self) -> &mut B {
        self.manager.backend_mut()
    }
}

/// Decibels for a loudness 0..1; 0 is silence.
fn decibels(loudness: f32) -> Decibels {
    if loudness <= 0.0 { Decibels::SILENCE } else { Decibels(QUIETEST_DB * (1.0 - loudness.min(1.0))) }
}
