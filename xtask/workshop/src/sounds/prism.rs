//! Prism sounds when light goes through it: slow chords that unfold from one tone, and a clear ping now and then.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Tape, pitch_hz, sine, strike, swell};

/// The tones of each bar, in the order in which they unfold: C, Am, F, G.
const CHORDS: [[u8; 4]; 4] = [[60, 67, 74, 76], [57, 64, 72, 76], [53, 60, 69, 76], [55, 62, 69, 74]];
/// Pings: sixteenth of the loop, key.
const PINGS: [(u8, u8); 6] = [(4, 88), (13, 91), (22, 88), (36, 89), (45, 84), (54, 86)];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let bar_secs = 4.0 * BEAT_SECS;
    for (bar, chord) in CHORDS.iter().enumerate() {
        for (place, key) in chord.iter().enumerate() {
            let late = 0.17 * place as f32;
            let length_secs = bar_secs + 0.6 - 0.5 * late;
            glow(&mut tape, bar as f32 * bar_secs + late, length_secs, f32::from(*key), place as f32);
        }
    }
    for (step, key) in PINGS {
        ping(&mut tape, f32::from(step) * BEAT_SECS / 4.0, f32::from(key));
    }
    tape.room(0.5);
    tape
}

/// Two almost equal sines and a shy octave: nothing in it begins or ends.
fn glow(tape: &mut Tape, start_secs: f32, length_secs: f32, key: f32, place: f32) {
    let hz = pitch_hz(key);
    tape.add(start_secs, length_secs, |t| {
        let tone = sine(hz * t + 0.21 * place) + 0.7 * sine((hz + 0.6) * t + 0.37 * place);
        let octave = 0.14 * sine(2.0 * hz * t + 0.1 * place) * swell(t, length_secs, 0.9);
        (0.1 - 0.014 * place) * (tone + octave) * swell(t, length_secs, 0.55)
    });
}

fn ping(tape: &mut Tape, start_secs: f32, key: f32) {
    let hz = pitch_hz(key);
    tape.add(start_secs, 1.8, |t| {
        let tone = sine(hz * t) * strike(t, 0.006, 1.6) + 0.12 * sine(2.7 * hz * t) * strike(t, 0.004, 0.3);
        0.075 * tone * swell(t, 1.8, 0.006)
    });
}
