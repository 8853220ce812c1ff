//! Toys and mouths: what boings, pops, rattles, squeaks and makes people laugh.

use std::f32::consts::PI;

use super::voices::{AH, Air, EE, Turns, between, harmonics, moments, path, pipe, puff, reed, ring, throat};
use crate::sounds::tape::{Noise, Tape, pitch_hz, sine, strike, swell};

/// A jump on a trampoline: down into it, and up, up, up, trembling.
pub(super) fn boing() -> Tape {
    let mut tape = Tape::strip(1.3);
    let mut turns = Turns::default();
    tape.add(0.0, 1.25, |t| {
        let wobble = 1.0 + 0.16 * sine(9.5 * t) * (-1.2 * t).exp();
        let hz = path(t, &[(0.0, 150.0), (0.06, 95.0), (0.5, 330.0), (1.25, 420.0)]) * wobble;
        // A tongue of steel before an open mouth: the mouth is what one hears move.
        let mouth = path(t, &[(0.0, 500.0), (0.35, 2400.0), (1.25, 900.0)]) * wobble;
        let turns = turns.step(hz);
        harmonics(turns, hz, |n, at| (1.0 / (1.0 + ((at - mouth) / 260.0).powi(2)) + 0.3 / n) / n.powf(0.3))
            * path(t, &[(0.0, 0.0), (0.02, 0.45), (0.14, 0.5), (0.3, 1.0), (1.25, 0.0)])
    });
    tape.room(0.1);
    tape.fade_out(0.2);
    tape
}

/// A door stopper of wire that was flicked: brrrroinnng.
pub(super) fn spring() -> Tape {
    let mut tape = Tape::strip(1.6);
    let (mut turns, mut swings) = (Turns::default(), Turns::default());
    tape.add(0.0, 1.55, |t| {
        let swing = sine(swings.step(path(t, &[(0.0, 19.0), (1.55, 25.0)])));
        let hz = 205.0 * (1.0 + 0.11 * swing * (-1.4 * t).exp());
        let turns = turns.step(hz);
        let wire =
            harmonics(turns, hz, |n, at| (1.0 + 2.0 * (0.5 + 0.5 * swing) * (at / 2500.0).min(1.0)) / n.powf(1.2));
        wire * (0.55 + 0.45 * swing) * strike(t, 0.002, 1.7) * swell(t, 1.55, 0.002)
    });
    puff(&mut tape, 0.0, 0.05, (1800.0, 900.0), 2.0, 1.2);
    tape.fade_out(0.4);
    tape
}

/// A finger out of a cheek.
pub(super) fn pop() -> Tape {
    let mut tape = Tape::strip(0.4);
    let mut turns = Turns::default();
    tape.add(0.01, 0.2, |t| {
        let turns = turns.step(path(t, &[(0.0, 330.0), (0.055, 1350.0), (0.2, 1500.0)]));
        (sine(turns) + 0.25 * sine(2.0 * turns)) * strike(t, 0.004, 0.17) * swell(t, 0.2, 0.004)
    });
    puff(&mut tape, 0.01, 0.03, (900.0, 2500.0), 1.0, 0.8);
    tape.room(0.25);
    tape.fade_out(0.15);
    tape
}

/// A baby's rattle, shaken four times.
pub(super) fn rattle() -> Tape {
    let mut tape = Tape::strip(1.3);
    for shake in 0..4_u8 {
        let start = 0.28 * f32::from(shake);
        for (at, hardness) in moments(u32::from(shake) + 5, 0.17, |t| path(t, &[(0.0, 160.0), (0.17, 50.0)])) {
            let hz = 3100.0 + 1900.0 * hardness;
            ring(&mut tape, start + at, hz, 0.3 + hardness, &[(1.0, 1.0, 0.03), (1.63, 0.6, 0.02)]);
        }
    }
    tape.fade_out(0.2);
    tape
}

/// Na na na naa naa, hummed against paper.
pub(super) fn kazoo() -> Tape {
    let mut tape = Tape::strip(1.7);
    let tune = [
        (0.0, 0.22, 67.0),
        (0.25, 0.22, 67.0),
        (0.5, 0.22, 64.0),
        (0.75, 0.22, 69.0),
        (1.0, 0.25, 67.0),
        (1.3, 0.36, 64.0),
    ];
    for (start, length, key) in tune {
        let mut turns = Turns::default();
        tape.add(start, length, |t| {
            let hz = pitch_hz(key - 1.5 * (-t / 0.025).exp()) * (1.0 + 0.012 * sine(6.0 * t));
            let turns = turns.step(hz);
            // Paper hits its frame once a turn.
            let paper = (2.6 * harmonics(turns, hz, |n, _| 1.0 / n)).tanh();
            (reed(turns, hz, 1500.0) + 1.2 * paper) * swell(t, length, 0.025)
        });
    }
    tape.fade_out(0.1);
    tape
}

/// A slide whistle: up, a tremble of joy, and down.
pub(super) fn whistle() -> Tape {
    let mut tape = Tape::strip(1.6);
    let (mut turns, mut air) = (Turns::default(), Air::new(61));
    tape.add(0.0, 1.5, |t| {
        let tremble = 0.035 * sine(7.5 * t) * path(t, &[(0.5, 0.0), (0.7, 1.0), (1.0, 1.0), (1.15, 0.0)]);
        let hz = path(t, &[(0.0, 480.0), (0.6, 1900.0), (0.95, 1900.0), (1.5, 420.0)]) * (1.0 + tremble);
        pipe(turns.step(hz), 0.1 * air.step(1.5 * hz, 2.0)) * swell(t, 1.5, 0.05)
    });
    tape.room(0.2);
    tape.fade_out(0.1);
    tape
}

/// A music box that has just enough left for one line of Frère Jacques.
pub(super) fn music_box() -> Tape {
    let mut tape = Tape::strip(2.4);
    for (place, key) in [84.0, 86.0, 88.0, 84.0, 84.0, 86.0, 88.0, 84.0].into_iter().enumerate() {
        let start = 0.21 * place as f32;
        ring(
            &mut tape,
            start,
            pitch_hz(key),
            0.4,
            &[(1.0, 1.0, 1.0), (2.0, 0.1, 0.5), (4.1, 0.3, 0.12), (6.3, 0.12, 0.05)],
        );
        if place % 4 == 0 {
            ring(&mut tape, start, pitch_hz(key - 12.0), 0.3, &[(1.0, 1.0, 1.2), (4.1, 0.2, 0.1)]);
        }
    }
    tape.room(0.25);
    tape.fade_out(0.5);
    tape
}

/// A rubber duck, squeezed twice.
pub(super) fn squeak() -> Tape {
    let mut tape = Tape::strip(0.85);
    for (start, length, top) in [(0.0, 0.24, 1150.0), (0.36, 0.38, 1350.0)] {
        let (mut turns, mut air) = (Turns::default(), Air::new(top as u32));
        tape.add(start, length, |t| {
            let hz = path(t, &[(0.0, 0.62 * top), (0.35 * length, top), (length, 0.7 * top)])
                * (1.0 + 0.02 * sine(31.0 * t));
            let turns = turns.step(hz);
            let rubber = harmonics(turns, hz, |n, _| (0.65 - 0.35 * (PI * n).cos()) / n.powf(0.7));
            (rubber + 0.4 * air.step(hz * 2.0, 1.0)) * swell(t, length, 0.03)
        });
    }
    tape.fade_out(0.06);
    tape
}

/// A tongue between lips. There is nothing funnier at six.
pub(super) fn raspberry() -> Tape {
    let mut tape = Tape::strip(1.3);
    let (mut turns, mut air, mut wobble) = (Turns::default(), Air::new(97), Noise::new(3));
    let mut slack = 0.0;
    tape.add(0.0, 1.25, |t| {
        // Wet lips never beat twice alike.
        slack += 0.004 * (wobble.step() - slack);
        let hz = path(t, &[(0.0, 95.0), (0.25, 72.0), (0.8, 66.0), (1.0, 84.0), (1.25, 40.0)]) * (1.0 + 3.0 * slack);
        let turns = turns.step(hz);
        let beat = (-9.0 * turns.fract()).exp();
        let lips = harmonics(turns, hz, |n, at| (0.5 + 1.0 / (1.0 + ((at - 620.0) / 300.0).powi(2))) / n.powf(0.75));
        (0.5 * lips + 1.5 * beat * air.step(900.0, 0.8)) * swell(t, 1.25, 0.04)
    });
    tape.fade_out(0.08);
    tape
}

/// Ha ha ha ha, out of a very small somebody.
pub(super) fn giggle() -> Tape {
    let mut tape = Tape::strip(1.5);
    for (place, key) in [79.0, 78.0, 81.0, 79.0, 77.0, 76.0, 74.0].into_iter().enumerate() {
        let length = 0.13;
        let (mut turns, mut breath) = (Turns::default(), Air::new(place as u32 + 11));
        tape.add(0.19 * place as f32, length + 0.04, |t| {
            let hz = pitch_hz(key - 12.0 + path(t, &[(0.0, -1.0), (0.05, 1.5), (length, -3.0)]));
            let mouth = between(&EE, &AH, path(t, &[(0.0, 0.4), (0.06, 1.0)]))
                .map(|(at, width, loud)| (1.25 * at, width, loud));
            throat(turns.step(hz), hz, &mouth) * swell(t - 0.03, length, 0.03)
                + 0.5 * breath.step(1800.0, 0.7) * swell(t, 0.07, 0.025)
        });
    }
    tape.room(0.12);
    tape.fade_out(0.15);
    tape
}
