//! Turns a [`Mix`] into sound on any kira backend: a device, a file, a test.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bevy::log::warn;
use kira::backend::Backend;
use kira::sound::static_sound::{StaticSoundData, StaticSoundHandle};
use kira::{AudioManager, AudioManagerSettings, Decibels, Tween};
use menagerie_core::prelude::CreatureCatalog;

use crate::mix::{Mix, Sign};

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
    signs: Vec<(Sign, StaticSoundData)>,
}

impl SoundBank {
    /// Reads every sign from the first of these folders that has it, and the loop of each creature from its own. A creature
    /// without a loop that can be played is silent, and where a sign cannot be played that of a later folder is, which is
    /// said once.
    ///
    /// # Errors
    /// [`SoundError::BadFile`] for the first sign that the last folder lacks, or that cannot be decoded there.
    pub fn load(dirs: &[PathBuf], creatures: &CreatureCatalog) -> Result<Self, SoundError> {
        let load = |path: PathBuf| {
            StaticSoundData::from_file(&path).map_err(|error| SoundError::BadFile { path, reason: error.to_string() })
        };
        let loops = creatures.0.iter().map(|creature| {
            load(creature.folder.join(LOOP)).inspect_err(|error| warn!("{error}; {} is silent", creature.name)).ok()
        });
        let (last, earlier) = dirs.split_last().map_or((Path::new(""), &[][..]), |(last, dirs)| (last.as_path(), dirs));
        let signs = Sign::ALL.iter().map(|sign| {
            let file = |dir: &Path| dir.join(sign.file_stem()).with_extension("wav");
            let own = earlier.iter().map(|dir| file(dir)).filter(|file| file.is_file());
            let mut own = own.filter_map(|file| load(file).inspect_err(|error| warn!("{error}")).ok());
            Ok((*sign, own.next().map_or_else(|| load(file(last)), Ok)?))
        });
        Ok(Self { loops: loops.collect(), signs: signs.collect::<Result<_, SoundError>>()? })
    }
}

/// Plays mixes on one backend. All loops run all the time, in step, so that they stay in time with each other; what
/// changes is how loud each is.
pub struct Mixer<B: Backend> {
    manager: AudioManager<B>,
    loops: Vec<Option<(StaticSoundHandle, f32)>>,
    signs: Vec<(Sign, StaticSoundData)>,
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
        Ok(Self { manager, loops, signs: bank.signs.clone() })
    }

    /// Fades to this mix and plays its signs.
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
        for sign in &mix.signs {
            if let Some((_, data)) = self.signs.iter().find(|(known, _)| known == sign)
                && let Err(error) = self.manager.play(data.clone())
            {
                bevy::log::debug!("sign {sign:?} not played: {error}");
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
