//! Where the mix goes: a thread that owns the sound device, nowhere, or a WAV file on the exhibit's clock.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bevy::prelude::*;
use kira::backend::cpal::{CpalBackend, CpalBackendSettings};
use menagerie_core::prelude::{CreatureCatalog, SoundCatalog};

use crate::mix::Mix;
use crate::mixer::{Mixer, SoundBank, SoundError};
use crate::tape::Tape;
use crate::{SoundOutput, SoundSettings};

/// How often the sound thread looks for a new mix.
const TICK: Duration = Duration::from_millis(15);
/// A device that has asked for no samples for this long is gone (kira stays silent forever when there was no other
/// device at the moment of an unplug).
const DEAD_AFTER: Duration = Duration::from_secs(3);
/// Pause before a device is tried again.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// The state of sound, in words for staff.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub enum SoundHealth {
    /// Being opened.
    #[default]
    Opening,
    /// It plays.
    Playing,
    /// Silent because it was asked for.
    Silent,
    /// Silent because something is wrong: what, and what to do.
    Lost(String),
}

/// The newest wanted mix, shared with the sound thread. Short sounds pile up until it takes them; loops are overwritten.
#[derive(Default)]
pub(super) struct Wanted {
    mix: Mix,
    health: SoundHealth,
    stop: bool,
}

/// The open end of an output.
#[derive(Resource)]
pub(super) enum Output {
    Device(Arc<Mutex<Wanted>>),
    Silent,
    /// Behind a mutex only because a mixer may not be shared between threads; it is never contended.
    File(Box<Mutex<WavFile>>),
}

/// A mixer and the file it plays into.
pub(super) struct WavFile {
    mixer: Mixer<Tape>,
    writer: hound::WavWriter<BufWriter<File>>,
}

impl WavFile {
    fn play(&mut self, mix: &Mix, time: Duration) -> Result<(), hound::Error> {
        self.mixer.play(mix);
        let tape = self.mixer.backend_mut();
        tape.advance(time);
        for sample in tape.take() {
            self.writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)?;
        }
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Self::Device(wanted) = self {
            wanted.lock().unwrap_or_else(PoisonError::into_inner).stop = true;
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<SoundHealth>().add_systems(Startup, open_output);
}

/// Name of the default sound device, after asking it how it wants its samples: some systems name one that is unusable.
///
/// # Errors
/// [`SoundError::NoDevice`] when there is none.
pub fn device_name() -> Result<String, SoundError> {
    use kira::backend::cpal::cpal::traits::{DeviceTrait as _, HostTrait as _};
    let device = kira::backend::cpal::cpal::default_host()
        .default_output_device()
        .ok_or_else(|| SoundError::NoDevice("the system has no default output".into()))?;
    device.default_output_config().map_err(|error| SoundError::NoDevice(error.to_string()))?;
    device.id().map(|id| id.to_string()).map_err(|error| SoundError::NoDevice(error.to_string()))
}

fn open_output(
    settings: Res<SoundSettings>,
    sounds: Res<SoundCatalog>,
    creatures: Res<CreatureCatalog>,
    mut commands: Commands,
) {
    let output = match &settings.output {
        SoundOutput::Silent => Ok(Output::Silent),
        SoundOutput::Device => open_device_thread(sounds.clone(), creatures.clone()),
        SoundOutput::File(path) => open_file(&sounds, &creatures, path),
    };
    match output {
        Ok(output) => commands.insert_resource(output),
        Err(error) => {
            warn!("{error}");
            commands.insert_resource(SoundHealth::Lost(error.to_string()));
        }
    }
}

fn open_file(sounds: &SoundCatalog, creatures: &CreatureCatalog, path: &Path) -> Result<Output, SoundError> {
    let bank = SoundBank::load(sounds, creatures);
    let mixer = Mixer::open((), &bank, |never| match never {})?;
    let writer = hound::WavWriter::create(path, Tape::wav_spec())
        .map_err(|error| SoundError::BadFile { path: path.to_owned(), reason: error.to_string() })?;
    Ok(Output::File(Box::new(Mutex::new(WavFile { mixer, writer }))))
}

fn open_device_thread(sounds: SoundCatalog, creatures: CreatureCatalog) -> Result<Output, SoundError> {
    let wanted = Arc::new(Mutex::new(Wanted::default()));
    let shared = Arc::clone(&wanted);
    thread::Builder::new()
        .name("sound".into())
        .spawn(move || run_device(&shared, &sounds, &creatures))
        .map_err(|error| SoundError::NoDevice(error.to_string()))?;
    Ok(Output::Device(wanted))
}

/// Hands the mix over, or plays it on the exhibit's own clock.
pub(super) fn play_mix(
    mut mix: ResMut<Mix>,
    time: Res<Time>,
    output: Option<ResMut<Output>>,
    mut health: ResMut<SoundHealth>,
) {
    let sounds = std::mem::take(&mut mix.bypass_change_detection().sounds);
    let Some(mut output) = output else { return };
    match &mut *output {
        Output::Silent => {
            if *health == SoundHealth::Opening {
                *health = SoundHealth::Silent;
            }
        }
        Output::Device(wanted) => {
            let mut wanted = wanted.lock().unwrap_or_else(PoisonError::into_inner);
            wanted.mix.volume = mix.volume;
            wanted.mix.loops.clone_from(&mix.loops);
            if wanted.health == SoundHealth::Playing {
                wanted.mix.sounds.extend(sounds);
            }
            health.set_if_neq(wanted.health.clone());
        }
        Output::File(file) => {
            let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
            let played = file.play(&Mix { sounds, ..mix.clone() }, time.delta());
            health.set_if_neq(match played {
                Ok(()) => SoundHealth::Playing,
                Err(error) => SoundHealth::Lost(format!("the sound file cannot be written: {error}")),
            });
        }
    }
}

/// The sound thread: opens the device, follows the newest mix, opens the device again when it has died.
fn run_device(shared: &Mutex<Wanted>, sounds: &SoundCatalog, creatures: &CreatureCatalog) {
    let report = |health: SoundHealth| {
        let mut wanted = shared.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted.health != health {
            match &health {
                SoundHealth::Lost(reason) => warn!("{reason}"),
                other => info!("sound: {other:?}"),
            }
            wanted.health = health;
        }
        wanted.stop
    };
    let bank = SoundBank::load(sounds, creatures);
    loop {
        let stop = match Mixer::<CpalBackend>::open(CpalBackendSettings::default(), &bank, |error| error.to_string()) {
            Ok(mixer) => report(SoundHealth::Playing) || play_until_dead(mixer, shared),
            Err(error) => report(SoundHealth::Lost(error.to_string())),
        };
        if stop {
            return;
        }
        thread::sleep(RETRY_AFTER);
    }
}

/// Plays until the device stops asking for samples (`false`) or the exhibit ends (`true`).
fn play_until_dead(mut mixer: Mixer<CpalBackend>, shared: &Mutex<Wanted>) -> bool {
    let mut last_beat = Instant::now();
    loop {
        let mix = {
            let mut wanted = shared.lock().unwrap_or_else(PoisonError::into_inner);
            if wanted.stop {
                return true;
            }
            let sounds = std::mem::take(&mut wanted.mix.sounds);
            Mix { sounds, ..wanted.mix.clone() }
        };
        mixer.play(&mix);
        // kira reports how long each buffer took to fill: no report, no device.
        while mixer.backend_mut().pop_cpu_usage().is_some() {
            last_beat = Instant::now();
        }
        if last_beat.elapsed() > DEAD_AFTER {
            let mut wanted = shared.lock().unwrap_or_else(PoisonError::into_inner);
            wanted.health = SoundHealth::Lost("the sound device is gone; sound starts again when it is back".into());
            return false;
        }
        thread::sleep(TICK);
    }
}
