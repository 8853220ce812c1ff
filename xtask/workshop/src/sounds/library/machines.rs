//! Machines: what shoots, talks, steams, honks, strikes the hour and goes up in the air.

use super::voices::{AH, Air, EE, OO, Turns, between, harmonics, moments, path, pipe, puff, reed, ring, throat};
use crate::sounds::tape::{Tape, pitch_hz, sine, strike, swell};

/// Pew, pew, pew.
pub(super) fn laser() -> Tape {
    let mut tape = Tape::strip(0.9);
    for (start, top) in [(0.0, 3000.0), (0.22, 3300.0), (0.44, 2800.0)] {
        let mut turns = Turns::default();
        tape.add(start, 0.32, |t| {
            let hz = 130.0 + top * (-t / 0.065).exp();
            let turns = turns.step(hz);
            harmonics(turns, hz, |n, _| if n < 6.0 { 1.0 / n } else { 0.0 })
                * strike(t, 0.003, 0.4)
                * swell(t, 0.32, 0.004)
        });
    }
    tape.room(0.2);
    tape.fade_out(0.2);
    tape
}

/// Five words of a robot: vowels on one tone each, out of a tin.
pub(super) fn robot() -> Tape {
    let mut tape = Tape::strip(1.5);
    let words = [
        (0.0, 0.22, 50.0, EE, AH),
        (0.27, 0.16, 57.0, OO, OO),
        (0.48, 0.3, 45.0, AH, EE),
        (0.83, 0.13, 62.0, EE, EE),
        (1.0, 0.36, 50.0, OO, AH),
    ];
    for (start, length, key, from, to) in words {
        let mut turns = Turns::default();
        let hz = pitch_hz(key);
        tape.add(start, length, |t| {
            let mouth = between(&from, &to, t / length);
            let tin = 0.55 + 0.45 * sine(3.0 * hz * t + 0.2).signum() * sine(41.0 * t);
            tin * throat(turns.step(hz), hz, &mouth) * swell(t, length, 0.012)
        });
    }
    // Its own voice again, a hair later: the tin.
    let (mut line, mut at) = (vec![0.0; 190], 0);
    tape.filter(|sample| {
        let echo: f32 = line[at];
        line[at] = sample + 0.6 * echo;
        at = (at + 1) % 190;
        sample + 0.7 * echo
    });
    tape.fade_out(0.1);
    tape
}

/// Choo, choo, choo, and a whistle.
pub(super) fn train() -> Tape {
    let mut tape = Tape::strip(2.5);
    for (place, start) in [0.0, 0.36, 0.68, 0.96, 1.22, 1.46, 1.69, 1.91].into_iter().enumerate() {
        puff(&mut tape, start, 0.24, (1500.0, 500.0), 0.7, if place % 2 == 0 { 2.6 } else { 1.9 });
        puff(&mut tape, start, 0.2, (230.0, 150.0), 1.2, 0.8);
    }
    for (start, length) in [(0.5, 0.3), (0.9, 1.1)] {
        for hz in [466.0, 554.0, 698.0] {
            let (mut turns, mut steam) = (Turns::default(), Air::new(hz as u32));
            tape.add(start, length, |t| {
                let hz = hz * path(t, &[(0.0, 0.92), (0.09, 1.0), (length - 0.12, 1.0), (length, 0.94)]);
                0.3 * pipe(turns.step(hz), 0.45 * steam.step(2.0 * hz, 1.5)) * swell(t, length, 0.07)
            });
        }
    }
    tape.room(0.3);
    tape.fade_out(0.35);
    tape
}

/// A clown's bicycle: honk, honk.
pub(super) fn horn() -> Tape {
    let mut tape = Tape::strip(1.0);
    for (start, length) in [(0.0, 0.26), (0.4, 0.5)] {
        let mut turns = Turns::default();
        tape.add(start, length, |t| {
            let hz = path(t, &[(0.0, 205.0), (0.05, 236.0), (0.7 * length, 232.0), (length, 190.0)]);
            reed(turns.step(hz), hz, 850.0) * path(t, &[(0.0, 0.0), (0.03, 1.0), (0.6 * length, 0.8), (length, 0.0)])
        });
    }
    tape.room(0.1);
    tape.fade_out(0.12);
    tape
}

/// Tick, tock, and the little door opens.
pub(super) fn cuckoo() -> Tape {
    let mut tape = Tape::strip(2.1);
    for (start, hz) in [(0.0, 2300.0), (0.33, 1750.0)] {
        ring(&mut tape, start, hz, 1.1, &[(1.0, 1.0, 0.05), (1.7, 0.7, 0.03), (0.41, 0.6, 0.06)]);
    }
    for (start, length, key) in [(0.66, 0.24, 79.0), (1.0, 0.5, 76.0)] {
        let (mut turns, mut air) = (Turns::default(), Air::new(key as u32));
        tape.add(start, length, |t| {
            let hz = pitch_hz(key - 0.7 * (-t / 0.02).exp());
            pipe(turns.step(hz), 0.25 * air.step(2.0 * hz, 2.0) * (0.3 + (-t / 0.03).exp()))
                * swell(t, length, 0.03)
                * (1.0 - 0.5 * t / length)
        });
    }
    tape.room(0.3);
    tape.fade_out(0.3);
    tape
}

/// Up it goes, whistling; and bursts, and crackles.
pub(super) fn firework() -> Tape {
    let mut tape = Tape::strip(2.4);
    let (mut turns, mut air) = (Turns::default(), Air::new(47));
    tape.add(0.0, 0.95, |t| {
        let hz = path(t, &[(0.0, 900.0), (0.85, 3100.0), (0.95, 2900.0)]) * (1.0 + 0.012 * sine(23.0 * t));
        0.35 * pipe(turns.step(hz), 0.8 * air.step(hz, 1.0)) * swell(t, 0.95, 0.12)
    });
    let mut burst = Air::new(53);
    tape.add(1.02, 0.9, |t| {
        4.5 * burst.dull(path(t, &[(0.0, 2600.0), (0.25, 420.0), (0.9, 200.0)]))
            * strike(t, 0.005, 0.75)
            * swell(t, 0.9, 0.005)
    });
    for (at, spark) in moments(59, 1.0, |t| path(t, &[(0.0, 60.0), (1.0, 12.0)])) {
        ring(
            &mut tape,
            1.2 + at,
            2600.0 + 3600.0 * spark,
            0.6 * (1.15 - at) * (0.3 + spark),
            &[(1.0, 1.0, 0.025), (1.41, 0.8, 0.015)],
        );
    }
    tape.room(0.35);
    tape.fade_out(0.4);
    tape
}
