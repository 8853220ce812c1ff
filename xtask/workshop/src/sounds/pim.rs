//! Pim plays a small marimba: a hopping tune that never quite lands where one expects it.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Tape, pitch_hz, sine, strike};

/// The tune: sixteenth of the loop at which a bar is struck, its key, how hard. Chords C, Am, F, G; no note outside
/// the scale of C without its fourth in the upper voice, so it agrees with everything the others play.
const TUNE: [(u8, u8, f32); 34] = [
    (0, 72, 1.0),
    (3, 76, 0.75),
    (6, 79, 0.9),
    (8, 84, 0.8),
    (10, 81, 0.6),
    (12, 79, 0.8),
    (14, 76, 0.55),
    (16, 72, 1.0),
    (19, 76, 0.75),
    (22, 81, 0.9),
    (24, 79, 0.7),
    (27, 76, 0.8),
    (29, 72, 0.5),
    (30, 74, 0.7),
    (32, 69, 1.0),
    (35, 72, 0.75),
    (38, 77, 0.9),
    (40, 81, 0.8),
    (42, 84, 0.6),
    (44, 81, 0.8),
    (46, 77, 0.55),
    (48, 71, 1.0),
    (51, 74, 0.75),
    (54, 79, 0.9),
    (56, 83, 0.75),
    (58, 86, 0.7),
    (60, 83, 0.75),
    (61, 79, 0.5),
    (62, 74, 0.7),
    // The left hand.
    (0, 48, 0.7),
    (16, 57, 0.7),
    (32, 53, 0.7),
    (48, 55, 0.7),
    (56, 55, 0.5),
];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    for (step, key, hardness) in TUNE {
        // A hair of swing: every second sixteenth comes late.
        let swing = if step % 2 == 1 { 0.012 } else { 0.0 };
        bar(&mut tape, f32::from(step) * BEAT_SECS / 4.0 + swing, f32::from(key), hardness * 0.3);
    }
    tape.room(0.22);
    tape
}

/// A rosewood bar over its tube: the fundamental rings, the partial two octaves up (bars are cut to that) and the knock
/// of the mallet die at once.
fn bar(tape: &mut Tape, start_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    // Low bars ring longer.
    let ring_secs = 1.25 * (72.0 / key).powi(2);
    tape.add(start_secs, ring_secs * 1.2, |t| {
        let fundamental = sine(hz * t) * strike(t, 0.003, ring_secs);
        let octave = 0.10 * sine(2.0 * hz * t) * strike(t, 0.003, ring_secs * 0.4);
        let double = 0.26 * sine(4.0 * hz * t) * strike(t, 0.002, ring_secs * 0.16);
        let knock = 0.12 * sine((9.2 * hz).min(5200.0) * t) * strike(t, 0.001, 0.035);
        loudness * (fundamental + octave + double + knock)
    });
}
