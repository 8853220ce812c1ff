//! Koro plays a flute: long notes over everybody's heads, with a chirp before some of them.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Noise, Resonator, Tape, pitch_hz, sine, swell};

/// The tune: sixteenth of the loop, length in sixteenths, key, whether it chirps first. It rests on the chords C, Am, F
/// and G, and moves where the marimba rests.
const TUNE: [(u8, f32, u8, bool); 15] = [
    (0, 5.6, 79, true),
    (6, 1.8, 76, false),
    (8, 5.8, 84, false),
    (14, 1.9, 83, false),
    (16, 5.6, 81, true),
    (22, 1.8, 84, false),
    (24, 6.6, 76, false),
    (32, 5.6, 77, true),
    (38, 1.8, 79, false),
    (40, 3.7, 81, false),
    (44, 3.8, 84, false),
    (48, 5.6, 83, true),
    (54, 1.8, 81, false),
    (56, 5.6, 79, false),
    (62, 1.7, 74, false),
];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let sixteenth = BEAT_SECS / 4.0;
    for (index, (step, length, key, chirps)) in TUNE.into_iter().enumerate() {
        let start = f32::from(step) * sixteenth;
        note(&mut tape, start, length * sixteenth, f32::from(key), chirps, index as u32 + 1);
    }
    tape.room(0.38);
    tape
}

/// Breath over an edge: few harmonics, a little wind around the tone, and a vibrato that comes late.
fn note(tape: &mut Tape, start_secs: f32, length_secs: f32, key: f32, chirps: bool, seed: u32) {
    let hz = pitch_hz(key);
    let (mut noise, mut wind) = (Noise::new(seed * 65_537), Resonator::default());
    let mut turns = 0.0;
    let whole_secs = length_secs + 0.05;
    tape.add(start_secs, whole_secs, |t| {
        // Up a step of the scale and back, in the time of a blink; other notes are only blown into from below.
        let bend = if chirps { 2.0 * swell(t - 0.03, 0.05, 0.02) } else { -0.8 * (-t / 0.025).exp() };
        let late = ((t - 0.18) / 0.3).clamp(0.0, 1.0);
        let vibrato = late * sine(5.3 * t);
        turns += hz * ((bend + 0.16 * vibrato) / 12.0).exp2() / super::RATE_HZ as f32;
        let tone = sine(turns) + 0.2 * sine(2.0 * turns) + 0.1 * sine(3.0 * turns) + 0.025 * sine(4.0 * turns);
        let (_, breath) = wind.step(noise.step(), (1.5 * hz).min(3800.0), 1.6);
        let puff = 0.05 + 0.16 * (-t / 0.045).exp();
        0.3 * swell(t, whole_secs, 0.045) * (tone * (1.0 + 0.1 * vibrato) + puff * breath)
    });
}
