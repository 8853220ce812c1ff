//! Water, wind, thunder and a heart: what the world does by itself.

use super::voices::{Air, Turns, moments, path, puff};
use crate::sounds::tape::{Tape, sine, strike, swell};

/// Somebody jumps into a pool.
pub(super) fn splash() -> Tape {
    let mut tape = Tape::strip(1.5);
    let mut water = Air::new(17);
    tape.add(0.0, 1.3, |t| {
        let hz = path(t, &[(0.0, 700.0), (0.06, 4200.0), (0.4, 1800.0), (1.3, 700.0)]);
        2.0 * water.dull(hz) * path(t, &[(0.0, 0.0), (0.03, 1.0), (0.2, 0.45), (0.7, 0.1), (1.3, 0.0)])
    });
    puff(&mut tape, 0.0, 0.3, (240.0, 110.0), 1.5, 1.4);
    for (at, size) in moments(31, 0.9, |t| path(t, &[(0.0, 40.0), (0.9, 14.0)])) {
        bubble(&mut tape, 0.2 + at, 700.0 + 1500.0 * size, 0.3 * (1.1 - at));
    }
    tape.fade_out(0.4);
    tape
}

/// A bubble that comes free: the smaller, the higher, and it rises as it nears the surface (Minnaert 1933).
fn bubble(tape: &mut Tape, start_secs: f32, hz: f32, loudness: f32) {
    let ring_secs = 90.0 / hz + 0.03;
    let mut turns = Turns::default();
    tape.add(start_secs, ring_secs, |t| {
        let turns = turns.step(hz * (1.0 + 0.5 * (t / ring_secs).powi(2)));
        loudness * sine(turns) * strike(t, 0.004, ring_secs) * swell(t, ring_secs, 0.004)
    });
}

/// A straw in lemonade.
pub(super) fn bubbles() -> Tape {
    let mut tape = Tape::strip(1.7);
    for (at, size) in moments(43, 1.4, |_| 24.0) {
        bubble(&mut tape, at, 380.0 + 900.0 * size * size, 0.5);
    }
    tape.fade_out(0.25);
    tape
}

/// Wind around a corner of the house.
pub(super) fn wind() -> Tape {
    let mut tape = Tape::strip(2.5);
    for (seed, pitch, loudness) in [(3, 1.0, 1.0), (71, 1.51, 0.45)] {
        let mut air = Air::new(seed);
        tape.add(0.0, 2.5, |t| {
            let gust = path(t, &[(0.0, 0.0), (0.7, 0.8), (1.1, 0.45), (1.7, 1.0), (2.5, 0.0)]);
            loudness * gust * air.step(pitch * (330.0 + 520.0 * gust), 18.0)
        });
    }
    let mut rush = Air::new(11);
    tape.add(0.0, 2.5, |t| 0.1 * rush.dull(1200.0) * swell(t, 2.5, 0.8));
    tape.fade_out(0.4);
    tape
}

/// Lightning was near: a crack, and rolling.
pub(super) fn thunder() -> Tape {
    let mut tape = Tape::strip(2.5);
    for (at, hardness) in moments(13, 0.35, |_| 30.0) {
        puff(&mut tape, at, 0.12, (2400.0, 500.0), 0.7, 0.5 + hardness);
    }
    for (seed, start, loudness) in [(5, 0.1, 1.0), (9, 0.6, 0.8), (15, 1.1, 0.5)] {
        let mut cloud = Air::new(seed);
        let length = 2.4 - start;
        tape.add(start, length, |t| {
            let roll = 0.6 + 0.4 * sine(3.1 * t + start) * sine(1.7 * t);
            6.0 * loudness
                * roll
                * cloud.dull(path(t, &[(0.0, 420.0), (length, 130.0)]))
                * strike(t, 0.08, 2.4)
                * swell(t, length, 0.08)
        });
    }
    tape.room(0.3);
    tape.fade_out(0.7);
    tape
}

/// Lub-dub, lub-dub, lub-dub.
pub(super) fn heartbeat() -> Tape {
    let mut tape = Tape::strip(2.3);
    for beat in 0..3_u8 {
        for (late, from, loudness) in [(0.0, 125.0, 1.0), (0.2, 160.0, 0.7)] {
            let mut turns = Turns::default();
            tape.add(0.74 * f32::from(beat) + late, 0.2, |t| {
                let turns = turns.step(path(t, &[(0.0, from), (0.16, 0.5 * from)]));
                // Overtones, because no small loudspeaker plays the tone itself.
                loudness
                    * (sine(turns) + 0.7 * sine(2.0 * turns) + 0.35 * sine(3.0 * turns))
                    * strike(t, 0.012, 0.2)
                    * swell(t, 0.2, 0.012)
            });
        }
    }
    tape.room(0.1);
    tape.fade_out(0.2);
    tape
}
