//! Short signals: a finger is down, a picture was taken, thirty are there, everything is forgotten.

use super::tape::{Noise, Resonator, Tape, pitch_hz, sine, strike, swell};

/// A finger is down: a fingertip on wood, hardly there.
pub(crate) fn touch() -> Tape {
    let mut tape = Tape::strip(0.06);
    tape.add(0.0, 0.05, |t| {
        (sine(1400.0 * t) + 0.5 * sine(620.0 * t)) * strike(t, 0.003, 0.035) * swell(t, 0.05, 0.003)
    });
    tape.fade_out(0.02);
    tape
}

/// A picture was taken: two small wooden ticks, like a shutter made of twigs.
pub(crate) fn capture() -> Tape {
    let mut tape = Tape::strip(0.12);
    for (start, hz, loudness) in [(0.0, 1150.0, 0.5), (0.038, 860.0, 0.7)] {
        let (mut noise, mut wood) = (Noise::new(hz as u32), Resonator::default());
        tape.add(start, 0.08, |t| {
            let (_, rattle) = wood.step(noise.step(), 1.6 * hz, 2.0);
            let knock = sine(hz * t) + 0.3 * sine(2.4 * hz * t);
            loudness * (knock + 0.4 * rattle) * strike(t, 0.0025, 0.05) * swell(t, 0.08, 0.002)
        });
    }
    tape.fade_out(0.03);
    tape
}

/// Thirty are there: a chord of small bells, climbing.
pub(crate) fn done() -> Tape {
    let mut tape = Tape::strip(1.9);
    for (index, key) in [72.0, 76.0, 79.0, 84.0, 88.0].into_iter().enumerate() {
        let hz = pitch_hz(key);
        let last = index == 4;
        tape.add(0.085 * index as f32, 1.5, |t| {
            let ring = if last { 1.4 } else { 0.9 };
            let tone = sine(hz * t) * strike(t, 0.004, ring);
            let shimmer = 0.22 * sine(2.0 * hz * t + 0.1) * strike(t, 0.004, ring * 0.5);
            let metal = 0.07 * sine(2.76 * hz * t) * strike(t, 0.003, 0.16);
            0.3 * (tone + shimmer + metal)
        });
    }
    tape.room(0.35);
    tape.fade_out(0.5);
    tape
}

/// Everything is forgotten: a breath over a falling slide, kind, not a fault.
pub(crate) fn reset() -> Tape {
    let mut tape = Tape::strip(1.25);
    let (mut noise, mut breath) = (Noise::new(77), Resonator::default());
    tape.add(0.0, 0.75, |t| {
        let (_, band) = breath.step(noise.step(), 1500.0 - 1300.0 * t, 1.3);
        0.16 * band * swell(t, 0.75, 0.3)
    });
    for (start, from, to) in [(0.0, 79.0, 72.0), (0.16, 76.0, 67.0), (0.32, 72.0, 60.0)] {
        let mut turns = 0.0;
        tape.add(start, 0.7, |t| {
            let slide = (t / 0.22).min(1.0);
            let key = from + (to - from) * slide * slide * (3.0 - 2.0 * slide);
            turns += pitch_hz(key) / super::RATE_HZ as f32;
            0.24 * (sine(turns) + 0.12 * sine(2.0 * turns)) * strike(t, 0.012, 0.75)
        });
    }
    tape.room(0.3);
    tape.fade_out(0.35);
    tape
}
