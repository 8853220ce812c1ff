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
/// Pause before a device is tried again: a short one at first, and soon one that fills no log with the driver's complaints.
const RETRY_AFTER: Duration = Duration::from_secs(2);
const LONGEST_RETRY: Duration = Duration::from_secs(60);
/// A thread that has not come by for so long hangs in a driver, or is gone; another one takes its place.
const THREAD_LOST: Duration = Duration::from_secs(10);

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
    /// When the thread came by last; `None`: not yet.
    came_by: Option<Instant>,
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
        SoundOutput::Device => open_device_thread(sounds.clone(), creatures.clone()).map(Output::Device),
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

fn open_device_thread(sounds: SoundCatalog, creatures: CreatureCatalog) -> Result<Arc<Mutex<Wanted>>, SoundError> {
    let wanted = Arc::new(Mutex::new(Wanted::default()));
    let shared = Arc::clone(&wanted);
    thread::Builder::new()
        .name("sound".into())
        .spawn(move || run_device(&shared, &sounds, &creatures))
        .map_err(|error| SoundError::NoDevice(error.to_string()))?;
    Ok(wanted)
}

/// Whether the sound thread came by once and does so no more. One that still loads its sounds has time.
fn is_lost(shared: &Mutex<Wanted>) -> bool {
    let wanted = shared.lock().unwrap_or_else(PoisonError::into_inner);
    wanted.came_by.is_some_and(|came_by| came_by.elapsed() > THREAD_LOST)
}

/// Hands the mix over, or plays it on the exhibit's own clock.
pub(super) fn play_mix(
    mut mix: ResMut<Mix>,
    time: Res<Time>,
    output: Option<ResMut<Output>>,
    catalogs: (Res<SoundCatalog>, Res<CreatureCatalog>),
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
        Output::Device(shared) => {
            if is_lost(shared) {
                warn!("the sound thread does not respond; another one takes its place");
                // The old one stops when it comes by once more.
                shared.lock().unwrap_or_else(PoisonError::into_inner).stop = true;
                match open_device_thread(catalogs.0.clone(), catalogs.1.clone()) {
                    Ok(fresh) => *shared = fresh,
                    Err(error) => {
                        health.set_if_neq(SoundHealth::Lost(error.to_string()));
                        // Looked at again after as long a time.
                        let came_by = Some(Instant::now());
                        *shared = Arc::new(Mutex::new(Wanted { came_by, ..Wanted::default() }));
                    }
                }
            }
            let mut wanted = shared.lock().unwrap_or_else(PoisonError::into_inner);
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
        wanted.came_by = Some(Instant::now());
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
    let mut pause = RETRY_AFTER;
    loop {
        let stop = match Mixer::<CpalBackend>::open(CpalBackendSettings::default(), &bank, |error| error.to_string()) {
            Ok(mixer) => {
                pause = RETRY_AFTER;
                report(SoundHealth::Playing) || play_until_dead(mixer, shared)
            }
            Err(error) => report(SoundHealth::Lost(error.to_string())),
        };
        if stop || wait_for_retry(pause, shared) {
            return;
        }
        pause = (pause * 2).min(LONGEST_RETRY);
    }
}

/// Waits before the device is tried again; `true`: the exhibit ends.
fn wait_for_retry(pause: Duration, shared: &Mutex<Wanted>) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < pause {
        let mut wanted = shared.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.came_by = Some(Instant::now());
        if wanted.stop {
            return true;
        }
        drop(wanted);
        thread::sleep(TICK * 10);
    }
    false
}

/// Plays until the device stops asking for samples (`false`) or the exhibit ends (`true`).
fn play_until_dead(mut mixer: Mixer<CpalBackend>, shared: &Mutex<Wanted>) -> bool {
    let mut last_beat = Instant::now();
    loop {
        let mix = {
            let mut wanted = shared.lock().unwrap_or_else(PoisonError::into_inner);
            wanted.came_by = Some(Instant::now());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_comes_by_no_more_is_lost_and_one_that_loads_is_not() {
        let wanted = |came_by| Mutex::new(Wanted { came_by, ..Wanted::default() });
        assert!(!is_lost(&wanted(None)), "it reads its sounds");
        assert!(!is_lost(&wanted(Some(Instant::now()))));
        let long_ago = Instant::now().checked_sub(THREAD_LOST + Duration::from_secs(1));
        assert!(is_lost(&wanted(long_ago)));
    }

    #[test]
    fn whoever_waits_for_a_device_ends_with_the_exhibit_and_shows_that_it_lives() {
        let shared = Mutex::new(Wanted::default());
        assert!(!wait_for_retry(Duration::from_millis(200), &shared));
        assert!(shared.lock().unwrap().came_by.is_some());
        shared.lock().unwrap().stop = true;
        let begun = Instant::now();
        assert!(wait_for_retry(LONGEST_RETRY, &shared));
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
