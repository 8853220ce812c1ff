//! Zumi hums through a comb: short buzzing notes that go from flower to flower, and a pause at each.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Resonator, Tape, pitch_hz, sine, swell};

/// The tune: sixteenth of the loop, length in sixteenths, key. It rests on the chords C, Am, F and G.
const TUNE: [(u8, f32, u8); 26] = [
    (0, 1.6, 64),
    (2, 1.6, 67),
    (4, 3.2, 72),
    (8, 1.6, 67),
    (10, 1.6, 69),
    (12, 3.0, 67),
    (16, 1.6, 64),
    (18, 1.6, 69),
    (20, 3.2, 72),
    (24, 1.6, 71),
    (26, 1.6, 69),
    (28, 3.0, 64),
    (32, 1.6, 65),
    (34, 1.6, 69),
    (36, 3.2, 72),
    (40, 1.6, 69),
    (42, 1.6, 67),
    (44, 3.0, 65),
    (48, 1.6, 67),
    (50, 1.6, 71),
    (52, 2.4, 74),
    (55, 0.9, 72),
    (56, 1.6, 71),
    (58, 1.6, 69),
    (60, 1.6, 67),
    (62, 1.2, 62),
];
/// What hums along under each bar.
const DRONE: [u8; 4] = [48, 57, 53, 55];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let sixteenth = BEAT_SECS / 4.0;
    for (step, length, key) in TUNE {
        hum(&mut tape, f32::from(step) * sixteenth, length * sixteenth, f32::from(key), 0.2);
    }
    for (bar, key) in DRONE.into_iter().enumerate() {
        for (step, length) in [(0, 5.0), (8, 3.4)] {
            let start = (bar as f32 * 16.0 + step as f32) * sixteenth;
            hum(&mut tape, start, length * sixteenth, f32::from(key), 0.1);
        }
    }
    tape.room(0.24);
    tape
}

/// A voice against paper: many harmonics, through a nose that opens with each note, and a little flutter.
fn hum(tape: &mut Tape, start_secs: f32, length_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    let whole_secs = length_secs + 0.05;
    let (mut nose, mut turns) = (Resonator::default(), 0.0);
    tape.add(start_secs, whole_secs, |t| {
        let scoop = -0.9 * (-t / 0.03).exp();
        let vibrato = 0.14 * ((t - 0.16) / 0.2).clamp(0.0, 1.0) * sine(5.6 * t);
        turns += hz * ((scoop + vibrato) / 12.0).exp2() / super::RATE_HZ as f32;
        let mut paper = 0.0;
        for n in 1..=10 {
            let n = n as f32;
            if n * hz < 4200.0 {
                paper += sine(n * turns) / n.powf(0.8);
            }
        }
        let (low, band) = nose.step(paper, 620.0 + 700.0 * swell(t, whole_secs, 0.12), 1.2);
        let flutter = 0.9 + 0.1 * sine(27.0 * t);
        loudness * flutter * swell(t, whole_secs, 0.035) * (0.75 * low + 0.35 * band)
    });
}
