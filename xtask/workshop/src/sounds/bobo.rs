//! Bobo makes a band with its mouth: boom, tss, pops, and a rubbery bass under them.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Noise, Resonator, Tape, pitch_hz, sine, strike, swell};

/// What is played in a bar of sixteenths, the same in every bar but for the turn at the end.
const BOOM: [u8; 3] = [0, 7, 10];
const CLAP: [u8; 2] = [4, 12];
const TICK: [u8; 6] = [2, 6, 8, 11, 14, 15];
/// The bass: bar, sixteenth, key, length in sixteenths. Roots of C, Am, F, G, an octave where a small box can play it.
const BASS: [(u8, u8, u8, f32); 22] = [
    (0, 0, 48, 2.2),
    (0, 3, 48, 1.0),
    (0, 6, 55, 1.6),
    (0, 10, 60, 1.2),
    (0, 12, 55, 1.4),
    (0, 14, 52, 1.4),
    (1, 0, 45, 2.2),
    (1, 3, 45, 1.0),
    (1, 6, 52, 1.6),
    (1, 10, 57, 1.2),
    (1, 12, 55, 1.4),
    (2, 0, 53, 2.2),
    (2, 3, 53, 1.0),
    (2, 6, 48, 1.6),
    (2, 10, 57, 1.2),
    (2, 12, 53, 1.4),
    (3, 0, 55, 2.2),
    (3, 3, 55, 1.0),
    (3, 6, 50, 1.6),
    (3, 10, 55, 1.2),
    (3, 12, 59, 1.4),
    (3, 14, 50, 1.4),
];
/// Pops of the cheeks: bar, sixteenth, key.
const POPS: [(u8, u8, u8); 10] = [
    (0, 5, 79),
    (0, 13, 76),
    (1, 5, 76),
    (1, 14, 72),
    (1, 15, 76),
    (2, 5, 77),
    (2, 13, 81),
    (3, 5, 79),
    (3, 9, 83),
    (3, 13, 74),
];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let sixteenth = BEAT_SECS / 4.0;
    let at = |bar: u8, step: u8| {
        f32::from(bar) * 4.0 * BEAT_SECS + f32::from(step) * sixteenth + if step % 2 == 1 { 0.014 } else { 0.0 }
    };
    for bar in 0..4 {
        for (count, step) in BOOM.into_iter().enumerate() {
            boom(&mut tape, at(bar, step), if count == 0 { 0.62 } else { 0.42 });
        }
        for step in CLAP {
            clap(&mut tape, at(bar, step), 0.85, u32::from(bar * 16 + step) + 1);
        }
        for step in TICK {
            tick(&mut tape, at(bar, step), if step % 4 == 2 { 0.2 } else { 0.12 }, u32::from(bar * 16 + step) + 101);
        }
    }
    for (bar, step, key, sixteenths) in BASS {
        bass(&mut tape, at(bar, step), sixteenths * sixteenth, f32::from(key), 0.3);
    }
    for (bar, step, key) in POPS {
        pop(&mut tape, at(bar, step), f32::from(key), 0.17);
    }
    tape.room(0.14);
    tape
}

/// "Boom": lips and chest, a falling tone.
fn boom(tape: &mut Tape, start_secs: f32, loudness: f32) {
    let mut turns = 0.0;
    tape.add(start_secs, 0.34, |t| {
        turns += (62.0 + 110.0 * (-t / 0.028).exp()) / super::RATE_HZ as f32;
        let body = sine(turns) + 0.35 * sine(2.0 * turns);
        loudness * body * strike(t, 0.004, 0.34) * swell(t, 0.34, 0.004)
    });
}

/// "Pf": breath through closed lips.
fn clap(tape: &mut Tape, start_secs: f32, loudness: f32, seed: u32) {
    let (mut noise, mut low, mut high) = (Noise::new(seed * 7919), Resonator::default(), Resonator::default());
    tape.add(start_secs, 0.16, |t| {
        let breath = noise.step();
        let (_, lips) = low.step(breath, 950.0 - 250.0 * t / 0.16, 1.6);
        let (_, teeth) = high.step(breath, 2300.0, 1.4);
        loudness * (1.5 * lips + 0.5 * teeth) * strike(t, 0.004, 0.17) * swell(t, 0.16, 0.004)
    });
}

/// "Ts", kept dull and far back: this is what tires listeners first.
fn tick(tape: &mut Tape, start_secs: f32, loudness: f32, seed: u32) {
    let (mut noise, mut teeth) = (Noise::new(seed * 104_729), Resonator::default());
    tape.add(start_secs, 0.07, |t| {
        let (_, band) = teeth.step(noise.step(), 4200.0, 1.1);
        loudness * 2.0 * band * strike(t, 0.003, 0.06) * swell(t, 0.07, 0.003)
    });
}

/// "Dum": a reedy tone through a mouth that closes.
fn bass(tape: &mut Tape, start_secs: f32, length_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    let mut mouth = Resonator::default();
    let mut turns = 0.0;
    tape.add(start_secs, length_secs + 0.06, |t| {
        let scoop = -1.2 * (-t / 0.02).exp();
        turns += hz * (scoop / 12.0_f32).exp2() / super::RATE_HZ as f32;
        let reed: f32 = (1..=9).map(|n| sine(n as f32 * turns) / n as f32).sum();
        let (low, _) = mouth.step(reed, 260.0 + 900.0 * (-t / 0.075).exp(), 1.5);
        loudness * low * swell(t, length_secs + 0.06, 0.006) * (0.35 + 0.65 * (-t / 0.22).exp()) * fall(t, length_secs)
    });
}

/// Falls away in the last hundredths of a second of a note.
fn fall(t: f32, length_secs: f32) -> f32 {
    if t < length_secs { 1.0 } else { (-(t - length_secs) / 0.015).exp() }
}

/// A finger out of a cheek: a tone that jumps up and is gone.
fn pop(tape: &mut Tape, start_secs: f32, key: f32, loudness: f32) {
    let hz = pitch_hz(key);
    let mut turns = 0.0;
    tape.add(start_secs, 0.12, |t| {
        turns += hz * (0.55 + 0.45 * (t / 0.03).min(1.0)) / super::RATE_HZ as f32;
        loudness * (sine(turns) + 0.15 * sine(2.0 * turns)) * strike(t, 0.003, 0.11) * swell(t, 0.12, 0.003)
    });
}
