//! Volt pulses: short, round tones in even steps, each with two echoes, like something that measures and is content.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Tape, pitch_hz, sine, strike, swell};

/// Keys of a bar's pulses, on every third sixteenth and the last: C, Am, F, G.
const PULSES: [[u8; 6]; 4] =
    [[60, 67, 72, 67, 76, 67], [57, 64, 72, 64, 76, 69], [53, 65, 72, 65, 77, 69], [55, 62, 71, 67, 74, 67]];
const STEPS: [u8; 6] = [0, 3, 6, 9, 12, 14];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let sixteenth = BEAT_SECS / 4.0;
    for (bar, keys) in PULSES.iter().enumerate() {
        for (step, key) in STEPS.into_iter().zip(keys) {
            let start = (bar as f32 * 16.0 + f32::from(step)) * sixteenth;
            for (echo, loudness) in [(0.0, 0.3), (3.0, 0.1), (6.0, 0.04)] {
                pulse(&mut tape, start + echo * sixteenth, f32::from(*key), loudness);
            }
        }
        // A hum far below, as of a transformer that is in tune.
        hum(&mut tape, bar as f32 * 4.0 * BEAT_SECS, f32::from(keys[0]) - 12.0);
    }
    tape.room(0.3);
    tape
}

/// Odd harmonics only, and only three of them: a square wave with its corners taken off.
fn pulse(tape: &mut Tape, start_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    tape.add(start_secs, 0.5, |t| {
        let tone = sine(hz * t) + 0.16 * sine(3.0 * hz * t) * strike(t, 0.006, 0.2);
        let edge = 0.05 * sine(5.0 * hz * t) * strike(t, 0.004, 0.07);
        loudness * (tone + edge) * strike(t, 0.008, 0.48) * swell(t, 0.5, 0.008)
    });
}

fn hum(tape: &mut Tape, start_secs: f32, key: f32) {
    let hz = pitch_hz(key);
    let length_secs = 4.0 * BEAT_SECS + 0.4;
    tape.add(start_secs, length_secs, |t| {
        let tone = sine(hz * t) + 0.4 * sine(2.0 * hz * t) + 0.12 * sine(3.0 * hz * t);
        0.045 * tone * swell(t, length_secs, 0.4)
    });
}
