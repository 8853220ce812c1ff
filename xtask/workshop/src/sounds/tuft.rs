//! Tuft hums: three voices of one big throat, mouth opening and closing, never in a hurry.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Tape, pitch_hz, sine, swell};

/// A chord a bar, led so that each voice moves little: C, Am, F, G.
const CHORDS: [[f32; 4]; 4] =
    [[48.0, 55.0, 64.0, 67.0], [45.0, 57.0, 64.0, 67.0], [53.0, 57.0, 60.0, 69.0], [55.0, 59.0, 62.0, 67.0]];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let bar_secs = 4.0 * BEAT_SECS;
    for (bar, chord) in CHORDS.iter().enumerate() {
        for (voice, key) in chord.iter().enumerate() {
            // Voices do not breathe at the same time.
            let early = 0.06 * voice as f32;
            let start = (bar as f32 * bar_secs - early).rem_euclid(tape.secs());
            let loudness = [0.34, 0.3, 0.24, 0.16][voice];
            for twin in 0..2 {
                hum(&mut tape, start, bar_secs + 0.55, *key, loudness, (voice * 2 + twin) as f32);
            }
        }
    }
    tape.room(0.4);
    tape
}

/// One voice: harmonics of a throat, shaped by a mouth that goes from "mm" to "oo" and a little towards "ah" in every
/// beat, which makes the wobble. `twin` detunes it and shifts its vibrato, so that many sound like many.
fn hum(tape: &mut Tape, start_secs: f32, length_secs: f32, key: f32, loudness: f32, twin: f32) {
    let detune = 0.05 * (twin * 2.4).sin();
    let hz = pitch_hz(key + detune);
    let mut turns = 0.21 * twin;
    let step_secs = 1.0 / super::RATE_HZ as f32;
    tape.add(start_secs, length_secs, |t| {
        let vibrato = 0.12 * swell(t, length_secs, 0.9) * sine(5.1 * t + 0.37 * twin);
        // Voices slide into their note from below.
        let scoop = -0.7 * (-t / 0.09).exp();
        turns += hz * ((vibrato + scoop) / 12.0).exp2() * step_secs;
        let open = 0.5 - 0.5 * sine(t / (2.0 * BEAT_SECS) + 0.25 + 0.02 * twin);
        let wobble = 0.82 + 0.18 * sine(t / BEAT_SECS + 0.03 * twin);
        loudness * wobble * swell(t, length_secs, 0.5) * throat(turns, hz, open)
    });
}

/// Harmonics weighted by the mouth's resonances: the first moves from 280 to 480 Hz, the second from 700 to 950 Hz.
fn throat(turns: f32, hz: f32, open: f32) -> f32 {
    let first = 280.0 + 200.0 * open;
    let second = 700.0 + 250.0 * open;
    let mut sum = 0.0;
    for harmonic in 1..=10 {
        let n = harmonic as f32;
        let at = n * hz;
        if at > 2600.0 {
            break;
        }
        let bell = |centre: f32, width: f32| (-((at - centre) / width).powi(2)).exp();
        let weight = (0.25 + bell(first, 170.0) + (0.12 + 0.4 * open) * bell(second, 220.0)) / n;
        sum += weight * sine(n * turns);
    }
    sum
}
