//! Instruments: a word's worth of each.

use super::voices::{Air, Turns, brass, moments, path, pluck, puff, ring};
use crate::sounds::tape::{Noise, Tape, pitch_hz, sine, strike, swell};

/// A hand bell, once.
pub(super) fn bell() -> Tape {
    let mut tape = Tape::strip(2.2);
    // A bell's own chord: the hum below, the prime, a minor third, the fifth, the octave (Rayleigh 1890).
    let partials = [
        (0.5, 0.3, 2.2),
        (1.0, 0.7, 1.9),
        (1.183, 0.5, 1.5),
        (1.506, 0.3, 1.1),
        (2.0, 0.8, 1.3),
        (2.514, 0.3, 0.7),
        (3.011, 0.3, 0.6),
        (4.166, 0.25, 0.4),
        (5.43, 0.2, 0.2),
    ];
    ring(&mut tape, 0.0, 660.0, 0.4, &partials);
    tape.room(0.25);
    tape.fade_out(0.7);
    tape
}

/// A big gong: first dull, then the brightness comes out of it.
pub(super) fn gong() -> Tape {
    let mut tape = Tape::strip(2.5);
    let partials = [
        (1.0, 1.0, 0.0),
        (1.48, 0.7, 0.03),
        (2.07, 0.9, 0.06),
        (2.61, 0.6, 0.1),
        (3.24, 0.6, 0.14),
        (4.03, 0.6, 0.2),
        (5.19, 0.7, 0.26),
        (6.71, 0.6, 0.32),
        (8.3, 0.6, 0.36),
        (10.4, 0.5, 0.4),
        (13.7, 0.4, 0.42),
    ];
    for (index, (multiple, loudness, comes)) in partials.into_iter().enumerate() {
        let hz = 98.0 * multiple;
        tape.add(0.0, 2.45, |t| {
            let waver = 1.0 + 0.2 * sine((1.3 + 0.4 * index as f32) * t);
            let rise = 1.0 - (-(t + 0.01) / (comes + 0.005)).exp();
            let sag = 1.0 + 0.01 * (-t / 0.5).exp();
            0.3 * loudness
                * waver
                * rise
                * sine(hz * sag * t + 0.17 * index as f32)
                * strike(t, 0.01, 5.0 - 0.18 * multiple)
                * swell(t, 2.45, 0.01)
        });
    }
    let mut shimmer = Air::new(101);
    tape.add(0.0, 2.45, |t| {
        let comes = path(t, &[(0.0, 0.0), (0.45, 1.0), (2.45, 0.0)]);
        0.3 * comes * shimmer.step(3300.0, 1.2) * (1.0 + 0.3 * sine(5.0 * t))
    });
    puff(&mut tape, 0.0, 0.14, (260.0, 120.0), 1.0, 1.4);
    tape.room(0.3);
    tape.fade_out(0.9);
    tape
}

/// Trumpets: ta-ta-ta-taaa, somebody important comes.
pub(super) fn fanfare() -> Tape {
    let mut tape = Tape::strip(1.9);
    let tune: [(f32, f32, &[f32]); 5] = [
        (0.0, 0.13, &[67.0, 60.0]),
        (0.15, 0.13, &[67.0, 60.0]),
        (0.3, 0.13, &[67.0, 60.0]),
        (0.46, 0.26, &[72.0, 64.0]),
        (0.76, 0.95, &[76.0, 72.0, 67.0]),
    ];
    for (start, length, keys) in tune {
        for (voice, key) in keys.iter().enumerate() {
            let mut turns = Turns::default();
            tape.add(start + 0.004 * voice as f32, length, |t| {
                let late = path(t, &[(0.25, 0.0), (0.5, 1.0)]);
                let hz = pitch_hz(key - 0.8 * (-t / 0.02).exp() + 0.12 * late * sine(5.5 * t));
                let lips = path(t, &[(0.0, 0.1), (0.04, 0.95), (0.12, 0.72), (length - 0.05, 0.85), (length, 0.1)]);
                0.3 * brass(turns.step(hz), hz, lips) * swell(t, length, 0.018)
            });
        }
    }
    tape.room(0.28);
    tape.fade_out(0.2);
    tape
}

/// Ladies and gentlemen: a roll that grows, and a crash.
pub(super) fn drum_roll() -> Tape {
    let mut tape = Tape::strip(2.4);
    let mut air = Air::new(7);
    let roll_secs = 1.45;
    for stroke in 0..42_u8 {
        let start = roll_secs * f32::from(stroke) / 42.0;
        let loudness = 0.22 + 0.6 * (start / roll_secs).powi(2);
        snare(&mut tape, start, loudness * if stroke % 2 == 0 { 1.0 } else { 0.8 }, &mut air);
    }
    snare(&mut tape, roll_secs, 1.5, &mut air);
    let (mut noise, mut edge) = (Noise::new(83), 0.0);
    tape.add(roll_secs, 0.9, |t| {
        // Cymbals: noise without its lower half.
        let white = noise.step();
        let bright = white - edge;
        edge = white;
        0.3 * bright * strike(t, 0.004, 1.1) * swell(t, 0.9, 0.004)
    });
    tape.room(0.15);
    tape.fade_out(0.4);
    tape
}

/// One stroke on a small drum with wires under it.
fn snare(tape: &mut Tape, start_secs: f32, loudness: f32, air: &mut Air) {
    tape.add(start_secs, 0.1, |t| {
        let skin = 0.6 * sine(205.0 * t) * strike(t, 0.002, 0.07);
        let wires = 1.1 * air.step(2600.0, 0.6) * strike(t, 0.002, 0.11);
        loudness * (skin + wires) * swell(t, 0.1, 0.003)
    });
}

/// A hand runs over a harp, and wakes somebody up.
pub(super) fn harp() -> Tape {
    let mut tape = Tape::strip(2.2);
    // Five tones an octave: none of them quarrels with another.
    let scale = [53.0, 55.0, 57.0, 60.0, 62.0];
    for string in 0..18_u8 {
        let key = scale[usize::from(string % 5)] + 12.0 * f32::from(string / 5);
        let start = 0.9 * (f32::from(string) / 17.0).powf(0.85);
        pluck(&mut tape, start, key, 1.3, 0.16 + 0.01 * f32::from(string));
    }
    tape.room(0.4);
    tape.fade_out(0.6);
    tape
}

/// Many hands: at first few, then everybody, then few again.
pub(in crate::sounds) fn applause() -> Tape {
    let mut tape = Tape::strip(2.6);
    let crowd = |t: f32| path(t, &[(0.0, 14.0), (0.5, 110.0), (1.6, 110.0), (2.4, 12.0)]);
    for (index, (at, hand)) in moments(29, 2.4, crowd).into_iter().enumerate() {
        // Every pair of hands has its own hollow.
        let hz = 750.0 + 1500.0 * hand;
        let mut palm = Air::new(index as u32 * 31 + 7);
        tape.add(at, 0.05, |t| (0.5 + hand) * palm.step(hz, 1.3) * strike(t, 0.002, 0.04) * swell(t, 0.05, 0.002));
    }
    tape.room(0.3);
    tape.fade_out(0.5);
    tape
}

/// Not that one: a muted horn shrugs, wah-wah.
pub(in crate::sounds) fn wrong() -> Tape {
    let mut tape = Tape::strip(1.05);
    for (start, length, key) in [(0.0, 0.3, 58.0), (0.36, 0.6, 57.0)] {
        let mut turns = Turns::default();
        tape.add(start, length, |t| {
            let hz = pitch_hz(key - path(t, &[(0.15, 0.0), (length, 1.2)]) + 0.2 * sine(5.0 * t));
            let hand = path(t, &[(0.0, 0.2), (0.35 * length, 0.75), (length, 0.15)]);
            brass(turns.step(hz), hz, hand) * swell(t, length, 0.05)
        });
    }
    tape.room(0.2);
    tape.fade_out(0.15);
    tape
}
