//! The short signals of the garden: a drop, a little xylophone, a slide whistle.

use super::tape::{Noise, Resonator, Tape, pitch_hz, sine, strike, swell};

/// A picture was taken: a drop falls into a watering can.
pub(crate) fn capture() -> Tape {
    let mut tape = Tape::strip(0.13);
    let mut turns = 0.0;
    tape.add(0.0, 0.12, |t| {
        turns += (620.0 + 520.0 * (t / 0.05).min(1.0)) / super::RATE_HZ as f32;
        0.6 * (sine(turns) + 0.12 * sine(2.0 * turns)) * strike(t, 0.006, 0.11) * swell(t, 0.12, 0.006)
    });
    tape.fade_out(0.03);
    tape
}

/// Thirty are there: up a wooden xylophone, and two more because it was so nice.
pub(crate) fn done() -> Tape {
    let mut tape = Tape::strip(1.8);
    for (start, key) in [(0.0, 72.0), (0.1, 74.0), (0.2, 76.0), (0.3, 79.0), (0.4, 84.0), (0.62, 79.0), (0.76, 84.0)] {
        let hz = pitch_hz(key);
        let ring = if key > 83.0 { 0.9 } else { 0.5 };
        tape.add(start, 1.0, |t| {
            let bar = sine(hz * t) * strike(t, 0.003, ring) + 0.22 * sine(3.0 * hz * t) * strike(t, 0.002, 0.16);
            let knock = 0.12 * sine((7.1 * hz).min(5000.0) * t) * strike(t, 0.001, 0.03);
            0.3 * (bar + knock) * swell(t, 1.0, 0.003)
        });
    }
    tape.room(0.3);
    tape.fade_out(0.5);
    tape
}

/// Everything is forgotten: a slide whistle goes down, kindly, and the wind turns a page.
pub(crate) fn reset() -> Tape {
    let mut tape = Tape::strip(1.25);
    let (mut noise, mut wind) = (Noise::new(41), Resonator::default());
    tape.add(0.15, 0.8, |t| {
        let (_, band) = wind.step(noise.step(), 900.0 + 500.0 * sine(0.9 * t), 1.2);
        0.08 * band * swell(t, 0.8, 0.35)
    });
    let mut turns = 0.0;
    tape.add(0.0, 0.75, |t| {
        let slide = (t / 0.62).min(1.0);
        let key = 84.0 - 17.0 * slide * slide * (3.0 - 2.0 * slide) + 0.12 * sine(6.0 * t);
        turns += pitch_hz(key) / super::RATE_HZ as f32;
        0.3 * (sine(turns) + 0.1 * sine(2.0 * turns)) * swell(t, 0.75, 0.06)
    });
    tape.room(0.3);
    tape.fade_out(0.35);
    tape
}
