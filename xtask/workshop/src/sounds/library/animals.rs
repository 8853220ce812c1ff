//! Animals, as they are called in picture books.

use super::voices::{AH, Air, EE, OO, Turns, between, path, pipe, puff, reed, throat};
use crate::sounds::tape::{Noise, Tape, sine, swell};

/// Hoo, hoo-hoo, hoooo.
pub(super) fn owl() -> Tape {
    let mut tape = Tape::strip(2.2);
    for (start, length, hz) in [(0.0, 0.32, 370.0), (0.55, 0.17, 385.0), (0.78, 0.2, 385.0), (1.15, 0.85, 365.0)] {
        let (mut turns, mut air) = (Turns::default(), Air::new((start * 100.0) as u32 + 1));
        tape.add(start, length, |t| {
            let hz = hz * path(t, &[(0.0, 0.9), (0.08, 1.0), (length, 0.93)]) * (1.0 + 0.012 * sine(6.0 * t));
            pipe(turns.step(hz), 0.12 * air.step(1.6 * hz, 2.0)) * swell(t, length, 0.07)
        });
    }
    tape.room(0.5);
    tape.fade_out(0.25);
    tape
}

/// Mi-a-ow.
pub(super) fn cat() -> Tape {
    let mut tape = Tape::strip(1.25);
    let mut turns = Turns::default();
    tape.add(0.0, 1.2, |t| {
        let hz = path(t, &[(0.0, 420.0), (0.3, 760.0), (0.55, 720.0), (1.2, 390.0)]) * (1.0 + 0.012 * sine(7.0 * t));
        let opens = path(t, &[(0.08, 0.0), (0.5, 1.0)]);
        let mouth = between(&between(&EE, &AH, opens), &OO, path(t, &[(0.6, 0.0), (1.15, 1.0)]));
        throat(turns.step(hz), hz, &mouth) * swell(t, 1.2, 0.12)
    });
    tape.room(0.12);
    tape.fade_out(0.15);
    tape
}

/// Tweet, tweet, and a trill.
pub(super) fn bird() -> Tape {
    let mut tape = Tape::strip(1.6);
    let mut chirp = |start: f32, length: f32, from: f32, to: f32| {
        let mut turns = Turns::default();
        tape.add(start, length, |t| {
            let hz = path(t, &[(0.0, from), (0.35 * length, 1.12 * from.max(to)), (length, to)]);
            let turns = turns.step(hz);
            (sine(turns) + 0.06 * sine(2.0 * turns)) * swell(t, length, 0.3 * length)
        });
    };
    for start in [0.0, 0.28] {
        chirp(start, 0.1, 2700.0, 4200.0);
        chirp(start + 0.11, 0.1, 4100.0, 2500.0);
    }
    for note in 0..9_u8 {
        chirp(0.62 + 0.065 * f32::from(note), 0.055, 3300.0 + 60.0 * f32::from(note), 2700.0);
    }
    chirp(1.24, 0.16, 2600.0, 4300.0);
    tape.room(0.3);
    tape.fade_out(0.15);
    tape
}

/// Ribbit, ribbit.
pub(super) fn frog() -> Tape {
    let mut tape = Tape::strip(1.4);
    for (start, length, beats_hz, pitch) in
        [(0.0, 0.17, 46.0, 1.0), (0.2, 0.25, 52.0, 1.35), (0.68, 0.17, 46.0, 1.0), (0.88, 0.27, 52.0, 1.35)]
    {
        let mut turns = Turns::default();
        tape.add(start, length, |t| {
            let hz = 168.0 * pitch * path(t, &[(0.0, 0.85), (length, 1.12)]);
            // The sac gives a row of clicks, each of which rings.
            let beat = (-3.2 * (beats_hz * t).fract()).exp() * swell((beats_hz * t).fract(), 1.0, 0.12);
            let croak = throat(
                turns.step(hz),
                hz,
                &[(640.0 * pitch, 140.0, 1.0), (1500.0 * pitch, 260.0, 0.9), (2600.0, 300.0, 0.1)],
            );
            croak * beat * swell(t, length, 0.025)
        });
    }
    tape.room(0.15);
    tape.fade_out(0.15);
    tape
}

/// Moo.
pub(super) fn cow() -> Tape {
    let mut tape = Tape::strip(2.0);
    let (mut turns, mut rough, mut shake) = (Turns::default(), Noise::new(19), 0.0);
    tape.add(0.0, 1.95, |t| {
        shake += 0.02 * (rough.step() - shake);
        let hz = path(t, &[(0.0, 118.0), (0.5, 172.0), (1.2, 178.0), (1.95, 112.0)]) * (1.0 + 0.25 * shake);
        let opens = path(t, &[(0.15, 0.0), (0.7, 1.0), (1.3, 0.9), (1.9, 0.2)]);
        let mouth = between(
            &[(240.0, 90.0, 1.0), (900.0, 150.0, 0.1), (2200.0, 300.0, 0.02)],
            &[(560.0, 150.0, 1.0), (920.0, 180.0, 0.8), (2400.0, 350.0, 0.15)],
            opens,
        );
        throat(turns.step(hz), hz, &mouth) * swell(t, 1.95, 0.2)
    });
    tape.room(0.15);
    tape.fade_out(0.2);
    tape
}

/// Quack, quack, quack.
pub(super) fn duck() -> Tape {
    let mut tape = Tape::strip(1.1);
    for (start, length, hz) in [(0.0, 0.2, 265.0), (0.33, 0.18, 250.0), (0.62, 0.3, 240.0)] {
        let (mut turns, mut air) = (Turns::default(), Air::new(hz as u32));
        tape.add(start, length, |t| {
            let hz = hz * path(t, &[(0.0, 0.8), (0.04, 1.1), (length, 0.72)]);
            let opens = path(t, &[(0.0, 900.0), (0.06, 1500.0), (length, 1000.0)]);
            (reed(turns.step(hz), hz, opens) + 0.9 * air.step(opens, 1.5)) * swell(t, length, 0.025)
        });
    }
    tape.room(0.1);
    tape.fade_out(0.1);
    tape
}

/// Woof, woof.
pub(super) fn dog() -> Tape {
    let mut tape = Tape::strip(1.0);
    for (start, scale) in [(0.0, 1.0), (0.42, 0.93)] {
        let (mut turns, mut rough) = (Turns::default(), Air::new((start * 50.0) as u32 + 3));
        tape.add(start, 0.27, |t| {
            let hz = scale * path(t, &[(0.0, 190.0), (0.07, 430.0), (0.27, 170.0)]);
            let mouth = between(&OO, &AH, path(t, &[(0.0, 0.0), (0.07, 1.0), (0.25, 0.1)]));
            let growl = 0.75 + 0.25 * sine(68.0 * t);
            (growl * throat(turns.step(hz), hz, &mouth) + 0.5 * rough.step(1000.0, 0.8)) * swell(t, 0.27, 0.04)
        });
        puff(&mut tape, start + 0.16, 0.16, (900.0, 500.0), 1.0, 0.3);
    }
    tape.room(0.2);
    tape.fade_out(0.15);
    tape
}
