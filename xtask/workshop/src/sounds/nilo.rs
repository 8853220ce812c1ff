//! Nilo plucks a small harp: slowly up each chord, and halfway down again.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Tape, pitch_hz, sine, strike, swell};

/// Strings of each bar, from below: C, Am, F, G.
const CHORDS: [[u8; 5]; 4] = [[48, 55, 64, 67, 72], [45, 57, 64, 69, 72], [53, 60, 65, 69, 77], [55, 59, 67, 71, 74]];
/// How a bar is plucked: sixteenth, string, how hard.
const HAND: [(u8, usize, f32); 7] =
    [(0, 0, 0.9), (2, 1, 0.6), (4, 2, 0.7), (6, 3, 0.65), (8, 4, 0.85), (11, 3, 0.55), (13, 2, 0.5)];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    for (bar, chord) in CHORDS.iter().enumerate() {
        for (step, string, hardness) in HAND {
            // Never in a hurry: a hair behind the beat.
            let start = (bar as f32 * 16.0 + f32::from(step)) * BEAT_SECS / 4.0 + 0.018;
            pluck(&mut tape, start, f32::from(chord[string]), 0.3 * hardness);
        }
    }
    tape.room(0.42);
    tape
}

/// A soft finger on a long string: few harmonics, and high ones die first.
fn pluck(tape: &mut Tape, start_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    let ring_secs = 2.6 * (60.0 / key);
    tape.add(start_secs, ring_secs, |t| {
        let mut sum = 0.0;
        for harmonic in 1..=6 {
            let n = harmonic as f32;
            sum += sine(n * hz * t) / n.powf(1.7) * strike(t, 0.006, ring_secs / n.powf(0.7));
        }
        loudness * sum * swell(t, ring_secs, 0.006)
    });
}
