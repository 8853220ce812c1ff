//! Turns a [`Mix`] into sound on any kira backend: a device, a file, a test.
//!
//! Loops are on one track and short sounds on another, so that the loops can give way; behind both is the [limiter](crate::limiter).

use std::collections::{HashMap, VecDeque};
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bevy::log::warn;
use kira::backend::Backend;
use kira::clock::{ClockHandle, ClockSpeed};
use kira::sound::PlaybackState;
use kira::sound::static_sound::{StaticSoundData, StaticSoundHandle};
use kira::track::{MainTrackBuilder, TrackBuilder, TrackHandle};
use kira::{AudioManager, AudioManagerSettings, Decibels, Easing, Tween};
use menagerie_core::prelude::{CreatureCatalog, SoundCatalog, Volume};
use menagerie_loudness::integrated_lufs;

use crate::limiter::LimiterBuilder;
use crate::mix::{Mix, ShortSound};

/// Name of the file with a creature's loop, in its folder.
const LOOP: &str = "loop.wav";
/// Time a loop takes to enter and to leave: a beat of the score, which has 120 a minute.
const BEAT: Duration = Duration::from_millis(500);
/// Steps of loudness smaller than this are not sent to the device, decibels.
const SMALLEST_STEP_DB: f32 = 0.4;
/// Quietest audible loudness of a loop, decibels.
const QUIETEST_DB: f32 = -18.0;
/// Together loops have at most this power of one: a choir is fuller than a voice, but hardly louder.
const MOST_POWER: f32 = 1.5;
/// By how much loops give way to a short sound, decibels, how fast, and how softly they come back.
const GIVE_WAY_DB: f32 = -8.0;
const GIVE_WAY: Duration = Duration::from_millis(120);
const COME_BACK: Duration = Duration::from_millis(900);
/// What is shorter than this is a tick; music that bowed to every tick would pump.
const TICK: Duration = Duration::from_millis(250);
/// Loudest that a file is played on its own, LUFS on two loudspeakers: ours are made for it, those of packs are turned down.
const MOST_FILE_LUFS: f32 = -16.0;
/// How soft everything is at a low volume, decibels, and the time it takes to turn it up or down.
const LOW_DB: f32 = -12.0;
const TURN: Duration = Duration::from_millis(150);
/// Most short sounds at once; when another one comes the oldest goes, within this time.
const MOST_AT_ONCE: usize = 4;
const CUT: Duration = Duration::from_millis(60);

/// Longest that somebody's own sound is heard, and how many of them are kept decoded.
const LONGEST_OWN: Duration = Duration::from_secs(10);
const MOST_OWN: usize = 12;

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
    /// cannot be played is silent, which is said once; what is too loud is turned down.
    #[must_use]
    pub fn load(sounds: &SoundCatalog, creatures: &CreatureCatalog) -> Self {
        let load = |path: PathBuf| {
            let bad = |reason: String| SoundError::BadFile { path: path.clone(), reason };
            let data = StaticSoundData::from_file(&path).map_err(|error| bad(error.to_string()));
            data.and_then(|data| level(data).map_err(|reason| bad(reason.into())))
                .inspect_err(|error| warn!("{error}"))
                .ok()
        };
        let loops = creatures.0.iter().map(|creature| load(creature.folder.join(LOOP))).collect();
        let sounds = sounds.0.iter().filter_map(|sound| {
            let data = sound.files.iter().find_map(|file| load(file.clone()))?;
            Some((sound.name.clone(), data))
        });
        Self { loops, sounds: sounds.collect() }
    }
}

/// A sound that is no louder than [`MOST_FILE_LUFS`], or what is wrong with it.
fn level(data: StaticSoundData) -> Result<StaticSoundData, &'static str> {
    let (left, right): (Vec<f32>, Vec<f32>) = data.frames.iter().map(|frame| (frame.left, frame.right)).unzip();
    if left.is_empty() {
        return Err("it is empty");
    }
    // One such sample in a sum and there is nothing else in it.
    if !left.iter().chain(&right).all(|sample| sample.is_finite()) {
        return Err("some of its samples are no numbers");
    }
    let lufs = integrated_lufs(&left, &right, data.sample_rate);
    let gain = 10.0_f32.powf((MOST_FILE_LUFS - lufs).min(0.0) / 20.0);
    let frames = if gain < 1.0 { data.frames.iter().map(|frame| *frame * gain).collect() } else { data.frames };
    Ok(StaticSoundData { frames, ..data })
}

/// Plays mixes on one backend. All loops run all the time, in step, so that they stay in time with each other; what
/// changes is how loud each is.
pub struct Mixer<B: Backend> {
    manager: AudioManager<B>,
    /// What loops wait for; without it those that still wait would never start.
    _start: ClockHandle,
    loops: Vec<Option<Voice>>,
    choir: Fader,
    stage: Fader,
    /// How loud all of it is, or soon will be.
    volume: Volume,
    sounds: HashMap<String, StaticSoundData>,
    own: OwnSounds,
    /// The short sounds that are heard, oldest first; ticks are not counted.
    heard: Vec<StaticSoundHandle>,
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
        let no_device = |reason: &dyn ToString| SoundError::NoDevice(reason.to_string());
        let settings = AudioManagerSettings {
            backend_settings: settings,
            main_track_builder: MainTrackBuilder::new().with_effect(LimiterBuilder),
            ..Default::default()
        };
        let mut manager = AudioManager::<B>::new(settings).map_err(|error| SoundError::NoDevice(describe(error)))?;
        let mut track = |sounds: usize| {
            let builder = TrackBuilder::new().sound_capacity(sounds);
            manager.add_sub_track(builder).map(Fader::new).map_err(|error| no_device(&error))
        };
        // Room for ticks, too, and for those that are being cut.
        let (mut choir, stage) = (track(bank.loops.len().max(1))?, track(64)?);
        // The device already plays while loops are handed over, one by one. So that they start on the same sample they
        // wait for a clock, and its first tick comes when they have long been there.
        let mut start = manager.add_clock(ClockSpeed::TicksPerSecond(10.0)).map_err(|error| no_device(&error))?;
        let first_tick = start.time() + 1;
        let mut loops = Vec::new();
        for data in &bank.loops {
            let Some(data) = data else {
                loops.push(None);
                continue;
            };
            let silent = data.loop_region(..).volume(Decibels::SILENCE).start_time(first_tick);
            let handle = choir.track.play(silent).map_err(|error| no_device(&error))?;
            loops.push(Some(Voice { handle, loudness: Decibels::SILENCE }));
        }
        start.start();
        let (volume, sounds) = (Volume::Full, bank.sounds.clone());
        let own = OwnSounds::default();
        Ok(Self { manager, _start: start, loops, choir, stage, volume, sounds, own, heard: Vec::new() })
    }

    /// Fades to this mix and plays its short sounds.
    pub fn play(&mut self, mix: &Mix) {
        if mix.volume != self.volume {
            self.volume = mix.volume;
            let tween = Tween { duration: TURN, ..Default::default() };
            self.manager.main_track().set_volume(volume_level(mix.volume), tween);
        }
        let wanted = choir_levels(&mix.loops);
        for (voice, wanted) in self.loops.iter_mut().zip(wanted) {
            if let Some(voice) = voice {
                voice.sing(wanted);
            }
        }
        for sound in &mix.sounds {
            let data = match sound {
                ShortSound::Named(name) => self.sounds.get(name).cloned(),
                ShortSound::Own(file) => self.own.decoded(file),
            };
            let Some(data) = data else { continue };
            let duration = data.duration();
            match self.stage.track.play(data) {
                Ok(handle) if duration >= TICK => self.heard.push(handle),
                Ok(_) => {}
                Err(error) => bevy::log::debug!("a short sound is not played: {error}"),
            }
        }
        self.heard.retain(|handle| handle.state() != PlaybackState::Stopped);
        let surplus = self.heard.len().saturating_sub(MOST_AT_ONCE);
        for mut oldest in self.heard.drain(..surplus) {
            oldest.stop(Tween { duration: CUT, ..Default::default() });
        }
        let is_clear = self.heard.is_empty();
        self.choir.go(if is_clear { 0.0 } else { GIVE_WAY_DB }, if is_clear { COME_BACK } else { GIVE_WAY });
        // However many, together they are as loud as one.
        self.stage.go(-10.0 * (self.heard.len().max(1) as f32).log10(), CUT);
    }

    /// The backend, to watch or advance it.
    pub fn backend_mut(&mut self) -> &mut B {
        self.manager.backend_mut()
    }
}

/// Visitors' own sounds, decoded; the newest few.
#[derive(Default)]
struct OwnSounds(VecDeque<(Arc<[u8]>, Option<StaticSoundData>)>);

impl OwnSounds {
    /// The sound in this file; `None`, said once, when it is none.
    fn decoded(&mut self, file: &Arc<[u8]>) -> Option<StaticSoundData> {
        if let Some((_, data)) = self.0.iter().find(|(known, _)| Arc::ptr_eq(known, file)) {
            return data.clone();
        }
        let read = StaticSoundData::from_cursor(Cursor::new(Arc::clone(file))).map_err(|error| error.to_string());
        let cut = read.map(|data| {
            let most = (LONGEST_OWN.as_secs() * u64::from(data.sample_rate)) as usize;
            let frames = data.frames.iter().take(most).copied().collect();
            StaticSoundData { frames, ..data }
        });
        let data = cut.and_then(|data| level(data).map_err(str::to_owned));
        let data = data.inspect_err(|reason| warn!("somebody's own sound cannot be played: {reason}")).ok();
        self.0.push_back((Arc::clone(file), data.clone()));
        let surplus = self.0.len().saturating_sub(MOST_OWN);
        self.0.drain(..surplus);
        data
    }
}

/// A loop, and how loud it is or soon will be.
struct Voice {
    handle: StaticSoundHandle,
    loudness: Decibels,
}

impl Voice {
    fn sing(&mut self, wanted: Decibels) {
        let changes_side = (wanted == Decibels::SILENCE) != (self.loudness == Decibels::SILENCE);
        if changes_side || (wanted.0 - self.loudness.0).abs() >= SMALLEST_STEP_DB {
            // Decibels are steep near silence: whoever enters is there at once and grows, whoever leaves lingers.
            let easing = if wanted < self.loudness { Easing::InPowi(2) } else { Easing::OutPowi(2) };
            self.handle.set_volume(wanted, Tween { duration: BEAT, easing, ..Default::default() });
            self.loudness = wanted;
        }
    }
}

/// A track, and how loud it is or soon will be, decibels.
struct Fader {
    track: TrackHandle,
    loudness_db: f32,
}

impl Fader {
    fn new(track: TrackHandle) -> Self {
        Self { track, loudness_db: 0.0 }
    }

    fn go(&mut self, loudness_db: f32, duration: Duration) {
        if loudness_db != self.loudness_db {
            self.track.set_volume(loudness_db, Tween { duration, ..Default::default() });
            self.loudness_db = loudness_db;
        }
    }
}

fn volume_level(volume: Volume) -> Decibels {
    match volume {
        Volume::Muted => Decibels::SILENCE,
        Volume::Low => Decibels(LOW_DB),
        Volume::Full => Decibels::IDENTITY,
    }
}

/// How loud each loop is for a loudness 0..1 of each: all a little softer where they would have too much power together.
fn choir_levels(loudness: &[f32]) -> impl Iterator<Item = Decibels> {
    let alone = |loudness: f32| (loudness > 0.0).then(|| QUIETEST_DB * (1.0 - loudness.min(1.0)));
    let power: f32 = loudness.iter().filter_map(|loudness| alone(*loudness)).map(|db| 10.0_f32.powf(db / 10.0)).sum();
    let too_loud_db = 10.0 * (power / MOST_POWER).max(1.0).log10();
    loudness.iter().map(move |loudness| alone(*loudness).map_or(Decibels::SILENCE, |db| Decibels(db - too_loud_db)))
}

#[cfg(test)]
mod tests;
