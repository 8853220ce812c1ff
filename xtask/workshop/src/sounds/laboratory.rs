//! The short signals of the laboratory: a relay, a fifth, a falling third. Softer than those of the other looks.

use super::tape::{Noise, Resonator, Tape, pitch_hz, sine, strike, swell};

/// A picture was taken: a small relay closes.
pub(crate) fn capture() -> Tape {
    let mut tape = Tape::strip(0.08);
    let (mut noise, mut case) = (Noise::new(23), Resonator::default());
    tape.add(0.0, 0.06, |t| {
        let (_, click) = case.step(noise.step(), 1900.0, 3.0);
        (0.7 * click + 0.35 * sine(950.0 * t)) * strike(t, 0.002, 0.035) * swell(t, 0.06, 0.002)
    });
    tape.fade_out(0.03);
    tape
}

/// Thirty are there: a fifth, one tone after the other.
pub(crate) fn done() -> Tape {
    let mut tape = Tape::strip(1.6);
    for (start, key, ring) in [(0.0, 72.0, 0.9), (0.16, 79.0, 1.3)] {
        tone(&mut tape, start, key, ring);
    }
    tape.room(0.3);
    tape.fade_out(0.5);
    tape
}

/// Everything is forgotten: down a third, and lower.
pub(crate) fn reset() -> Tape {
    let mut tape = Tape::strip(1.3);
    for (start, key, ring) in [(0.0, 76.0, 0.6), (0.16, 72.0, 0.6), (0.32, 60.0, 0.9)] {
        tone(&mut tape, start, key, ring);
    }
    tape.room(0.25);
    tape.fade_out(0.35);
    tape
}

fn tone(tape: &mut Tape, start_secs: f32, key: f32, ring_secs: f32) {
    let hz = pitch_hz(key);
    tape.add(start_secs, ring_secs, |t| {
        let ring = sine(hz * t) + 0.1 * sine(2.0 * hz * t) * strike(t, 0.008, 0.3);
        0.3 * ring * strike(t, 0.01, ring_secs) * swell(t, ring_secs, 0.01)
    });
}
