//! A sound that visitors record for a class, where staff allow it: heard only while the button is held, kept in memory only.

use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bevy::prelude::*;
use kira::backend::cpal::cpal;
use kira::backend::cpal::cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use menagerie_core::prelude::*;
use menagerie_loudness::mean_lufs;

use crate::{SoundOutput, SoundSettings};

/// Longest recording.
const LONGEST: Duration = Duration::from_secs(3);
/// How often the thread looks whether it is over.
const LOOK: Duration = Duration::from_millis(10);
/// Softer than this is silence, of 1, and how long a piece is that is asked whether it is silent, seconds.
const SILENCE: f32 = 0.006;
const PIECE_SECS: f32 = 0.02;
/// Shortest sound, seconds.
const SHORTEST_SECS: f32 = 0.1;
/// As loud as the library (`docs/SOUND.md`), LUFS, and no sample louder, of 1; nothing is raised more than this.
const LUFS: f32 = -22.0;
const PEAK: f32 = 0.7;
const MOST_GAIN: f32 = 30.0;
/// How softly it begins and ends, seconds.
const FADE_SECS: f32 = 0.01;

/// What was heard so far: one channel, and its samples a second.
#[derive(Debug, Default)]
struct Heard {
    samples: Vec<f32>,
    rate_hz: u32,
}

/// A recording under way.
#[derive(Resource, Default)]
struct Recording(Option<Running>);

struct Running {
    stop: Arc<AtomicBool>,
    /// Behind a mutex only because a receiver may not be shared between threads; it is never contended.
    outcome: Mutex<Receiver<Result<Vec<u8>, String>>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Recording>()
        .add_systems(Startup, allow)
        .add_systems(Update, record.in_set(ExhibitSystems::Present));
}

/// A rehearsal hears nothing.
fn allow(settings: Res<SoundSettings>, mut microphone: ResMut<Microphone>) {
    if settings.microphone && settings.output == SoundOutput::Device {
        *microphone = Microphone::Ready;
    }
}

fn record(
    mut wishes: MessageReader<RecordSound>,
    mut recording: ResMut<Recording>,
    mut microphone: ResMut<Microphone>,
    mut recorded: MessageWriter<SoundRecorded>,
) {
    for wish in wishes.read() {
        match wish {
            RecordSound::Start if *microphone == Microphone::Ready => match begin(listen) {
                Ok(running) => {
                    recording.0 = Some(running);
                    *microphone = Microphone::Listening;
                }
                Err(reason) => drop(recorded.write(SoundRecorded(Err(reason)))),
            },
            RecordSound::Start => {}
            RecordSound::Stop => {
                if let Some(running) = &recording.0 {
                    running.stop.store(true, Ordering::Relaxed);
                }
            }
        }
    }
    let Some(running) = &mut recording.0 else { return };
    let outcome = match running.outcome.get_mut().unwrap_or_else(PoisonError::into_inner).try_recv() {
        Ok(outcome) => outcome,
        Err(TryRecvError::Empty) => return,
        Err(TryRecvError::Disconnected) => Err("the microphone's thread is gone".into()),
    };
    recording.0 = None;
    *microphone = Microphone::Ready;
    recorded.write(SoundRecorded(outcome.map(Arc::from).inspect_err(|reason| warn!("nothing recorded: {reason}"))));
}

/// Begins to listen on a thread of its own: opening a device may take long.
fn begin(listen: impl FnOnce(&AtomicBool) -> Result<Heard, String> + Send + 'static) -> Result<Running, String> {
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, outcome) = sync_channel(1);
    let stopped = Arc::clone(&stop);
    let work = move || {
        let tidied = listen(&stopped).and_then(|heard| wav(&heard));
        // Nobody may wait for it any more.
        drop(sender.send(tidied));
    };
    thread::Builder::new().name("microphone".into()).spawn(work).map_err(|error| error.to_string())?;
    Ok(Running { stop, outcome: Mutex::new(outcome) })
}

/// Listens to the system's default microphone until it is told to stop, or for as long as a recording may be.
fn listen(stop: &AtomicBool) -> Result<Heard, String> {
    let device = cpal::default_host().default_input_device();
    let device = device.ok_or("there is no microphone; plug one in")?;
    let config = device.default_input_config().map_err(|error| error.to_string())?;
    let (channels, rate_hz) = (usize::from(config.channels()).max(1), config.sample_rate());
    let heard = Arc::new(Mutex::new(Heard { samples: Vec::new(), rate_hz }));
    let most = (LONGEST.as_secs_f32() * rate_hz as f32) as usize;
    let taken = Arc::clone(&heard);
    let take = move |data: &[f32], _: &cpal::InputCallbackInfo| {
        let mut heard = taken.lock().unwrap_or_else(PoisonError::into_inner);
        for frame in data.chunks_exact(channels) {
            if heard.samples.len() < most {
                heard.samples.push(frame.iter().sum::<f32>() / channels as f32);
            }
        }
    };
    let broken = |error| debug!("microphone: {error}");
    let stream = device
        .build_input_stream(config.into(), take, broken, None)
        .map_err(|error| format!("{error}; choose another microphone in the system's settings"))?;
    stream.play().map_err(|error| error.to_string())?;
    let begun = Instant::now();
    while !stop.load(Ordering::Relaxed) && begun.elapsed() < LONGEST {
        thread::sleep(LOOK);
    }
    drop(stream);
    Ok(std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner)))
}

/// A recording as the file of a short sound: without silence at its ends, as loud as the library.
fn wav(heard: &Heard) -> Result<Vec<u8>, String> {
    let samples = |secs: f32| (secs * heard.rate_hz as f32) as usize;
    let piece = samples(PIECE_SECS).max(1);
    let is_heard = |piece: &[f32]| piece.iter().any(|sample| sample.abs() >= SILENCE);
    let pieces: Vec<bool> = heard.samples.chunks(piece).map(is_heard).collect();
    let first = pieces.iter().position(|heard| *heard).ok_or("nothing was heard")?;
    let last = pieces.iter().rposition(|heard| *heard).unwrap_or(first);
    let sound = heard.samples.get(first * piece..((last + 1) * piece).min(heard.samples.len())).unwrap_or_default();
    if sound.len() < samples(SHORTEST_SECS) || sound.iter().any(|sample| !sample.is_finite()) {
        return Err("nothing was heard".into());
    }
    let loudest = sound.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    let gain = 10.0_f32.powf((LUFS - mean_lufs(sound, heard.rate_hz)) / 20.0);
    let gain = gain.min(PEAK / loudest).min(MOST_GAIN);
    let fade = samples(FADE_SECS).max(1) as f32;
    let mut bytes = Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: heard.rate_hz,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::new(&mut bytes, spec).map_err(|error| error.to_string())?;
    for (place, sample) in sound.iter().enumerate() {
        let to_end = place.min(sound.len() - 1 - place) as f32;
        let sample = sample * gain * (to_end / fade).min(1.0);
        writer.write_sample((sample * f32::from(i16::MAX)) as i16).map_err(|error| error.to_string())?;
    }
    writer.finalize().map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 16_000;

    /// A second of silence, half a second of a tone this loud, a second of silence.
    fn whistle(loudness: f32) -> Heard {
        let sample = |i: u32| {
            let secs = i as f32 / RATE_HZ as f32;
            if (1.0..1.5).contains(&secs) { loudness * (secs * 700.0 * std::f32::consts::TAU).sin() } else { 0.0005 }
        };
        Heard { samples: (0..RATE_HZ * 5 / 2).map(sample).collect(), rate_hz: RATE_HZ }
    }

    #[test]
    fn what_was_recorded_is_as_loud_as_the_library_and_has_no_silence_around_it() {
        for loudness in [0.02, 0.1, 0.9] {
            let file = wav(&whistle(loudness)).unwrap();
            let samples: Vec<f32> = hound::WavReader::new(Cursor::new(file))
                .unwrap()
                .samples::<i16>()
                .map(|s| f32::from(s.unwrap()) / 32768.0)
                .collect();
            let secs = samples.len() as f32 / RATE_HZ as f32;
            assert!((0.5..0.56).contains(&secs), "{secs}");
            let lufs = mean_lufs(&samples, RATE_HZ);
            assert!((lufs - LUFS).abs() < 0.5, "{loudness}: {lufs}");
            assert!(samples[0].abs() < 0.01 && samples[samples.len() - 1].abs() < 0.01, "no click");
        }
    }

    #[test]
    fn silence_and_a_click_are_no_sound() {
        assert!(wav(&Heard { samples: vec![0.001; 16_000], rate_hz: RATE_HZ }).is_err());
        let mut click = vec![0.0; 16_000];
        click[8_000] = 0.9;
        assert!(wav(&Heard { samples: click, rate_hz: RATE_HZ }).is_err());
        assert!(wav(&Heard::default()).is_err());
    }

    #[test]
    fn a_recording_ends_when_the_finger_goes() {
        let running = begin(|stop: &AtomicBool| {
            while !stop.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            }
            Ok(whistle(0.1))
        })
        .unwrap();
        assert!(running.outcome.lock().unwrap().try_recv().is_err(), "it goes on while the button is held");
        running.stop.store(true, Ordering::Relaxed);
        let outcome = running.outcome.lock().unwrap().recv_timeout(Duration::from_secs(10)).unwrap();
        assert!(outcome.unwrap().starts_with(b"RIFF"));
    }

    #[test]
    fn where_staff_do_not_allow_it_nothing_is_heard() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin)).insert_resource(SoundSettings::default());
        app.add_plugins(plugin);
        app.world_mut().write_message(RecordSound::Start);
        app.update();
        assert_eq!(*app.world().resource::<Microphone>(), Microphone::Off);
        assert!(app.world().resource::<Recording>().0.is_none());
    }
}
