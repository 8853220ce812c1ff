//! Dax strums a small lute strung over its spines: short chords, down and up, that keep everybody in step.

use std::f32::consts::PI;

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Tape, pitch_hz, sine, strike, swell};

/// Four strings for each bar: C, Am, F, G, as a ukulele holds them.
const CHORDS: [[f32; 4]; 4] =
    [[67.0, 60.0, 64.0, 72.0], [69.0, 60.0, 64.0, 69.0], [69.0, 60.0, 65.0, 69.0], [67.0, 62.0, 67.0, 71.0]];
/// The strokes of a bar: sixteenth, down or up, how hard.
const STROKES: [(u8, bool, f32); 7] = [
    (0, true, 1.0),
    (4, true, 0.8),
    (6, false, 0.55),
    (10, false, 0.7),
    (12, true, 0.85),
    (14, false, 0.55),
    (15, true, 0.35),
];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    for (bar, chord) in CHORDS.iter().enumerate() {
        for (count, (step, down, hardness)) in STROKES.into_iter().enumerate() {
            // The strokes off the beat come a hair late, as the marimba's do.
            let swing = if step % 2 == 1 { 0.012 } else { 0.0 };
            let start = (bar as f32 * 16.0 + f32::from(step)) * BEAT_SECS / 4.0 + swing;
            // A string rings until the hand comes back.
            let next = STROKES.get(count + 1).map_or(16, |(step, _, _)| *step);
            let ring_secs = (f32::from(next - step) * BEAT_SECS / 4.0).max(0.16);
            for place in 0..4 {
                let string = if down { place } else { 3 - place };
                let late = 0.013 * place as f32;
                let loudness = 0.16 * hardness * (1.0 - 0.1 * place as f32);
                pluck(&mut tape, start + late, ring_secs, chord[string], loudness);
            }
        }
    }
    tape.room(0.2);
    tape
}

/// A gut string plucked at a fifth of its length: that leaves out every fifth harmonic, and high ones die first.
fn pluck(tape: &mut Tape, start_secs: f32, ring_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    let length_secs = ring_secs + 0.06;
    tape.add(start_secs, length_secs, |t| {
        let mut sum = 0.0;
        for harmonic in 1..=12 {
            let n = harmonic as f32;
            if n * hz > 5500.0 {
                break;
            }
            let share = (n * PI / 5.0).sin() / n;
            // Strings are a little stiff: high harmonics lie a little high.
            let turns = n * hz * (1.0 + 0.000_12 * n * n) * t;
            sum += share * sine(turns) * (-t * (3.2 + 1.5 * n)).exp();
        }
        let nail = 0.05 * sine(2900.0 * t) * strike(t, 0.001, 0.018);
        loudness * (sum + nail) * swell(t, length_secs, 0.003) * damp(t, ring_secs)
    });
}

/// The hand comes back to the strings.
fn damp(t: f32, ring_secs: f32) -> f32 {
    if t < ring_secs { 1.0 } else { (-(t - ring_secs) / 0.018).exp() }
}
