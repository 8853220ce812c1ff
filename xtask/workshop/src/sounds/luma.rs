//! Luma rings glasses: rubbed ones that swell through each bar, and drops that fall between the beats.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Tape, pitch_hz, sine, strike, swell};

/// The rubbed glasses, two a bar: the upper notes of C, Am, F, G, which hardly move.
const GLASSES: [[u8; 2]; 4] = [[76, 79], [76, 81], [77, 81], [74, 79]];
/// The drops: sixteenth of the loop, key, how hard. High above the rest, where nobody else plays.
const DROPS: [(u8, u8, f32); 18] = [
    (2, 91, 0.8),
    (5, 88, 0.6),
    (7, 84, 0.5),
    (10, 96, 0.9),
    (13, 91, 0.6),
    (18, 93, 0.8),
    (21, 88, 0.6),
    (26, 96, 0.9),
    (29, 91, 0.6),
    (34, 93, 0.8),
    (37, 89, 0.6),
    (39, 84, 0.5),
    (42, 96, 0.9),
    (45, 93, 0.6),
    (50, 91, 0.8),
    (53, 86, 0.6),
    (58, 95, 0.9),
    (61, 91, 0.6),
];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let bar_secs = 4.0 * BEAT_SECS;
    for (bar, glasses) in GLASSES.into_iter().enumerate() {
        for (index, key) in glasses.into_iter().enumerate() {
            let start = (bar as f32 * bar_secs - 0.2 + 0.1 * index as f32).rem_euclid(tape.secs());
            rub(&mut tape, start, bar_secs + 0.7, f32::from(key), (2 * bar + index) as f32);
        }
    }
    for (step, key, hardness) in DROPS {
        drip(&mut tape, f32::from(step) * BEAT_SECS / 4.0, f32::from(key), 0.2 * hardness);
    }
    tape.room(0.5);
    tape
}

/// A wet finger round the rim: almost a sine, twice, slightly apart, so that it beats slowly.
fn rub(tape: &mut Tape, start_secs: f32, length_secs: f32, key: f32, late: f32) {
    let hz = pitch_hz(key);
    tape.add(start_secs, length_secs, |t| {
        let beating = sine(hz * t + 0.13 * late) + 0.8 * sine((hz + 0.9) * t + 0.29 * late);
        let edge = 0.1 * sine(2.0 * hz * t + 0.4 * late) + 0.04 * sine(3.0 * hz * t);
        let finger = 0.85 + 0.15 * sine(t / BEAT_SECS + 0.25 * late);
        0.062 * finger * swell(t, length_secs, 0.8) * (beating + edge)
    });
}

/// A drop into a glass: the tone rises a hair as it rings, and the rim's own partials die at once.
fn drip(tape: &mut Tape, start_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    let mut turns = 0.0;
    tape.add(start_secs, 1.5, |t| {
        turns += hz * (1.0 - 0.018 * (-t / 0.02).exp()) / super::RATE_HZ as f32;
        let tone = sine(turns) * strike(t, 0.005, 1.4);
        let partial =
            0.16 * sine(2.32 * turns) * strike(t, 0.004, 0.22) + 0.06 * sine(4.25 * turns) * strike(t, 0.003, 0.09);
        loudness * (tone + partial) * swell(t, 1.5, 0.005)
    });
}
