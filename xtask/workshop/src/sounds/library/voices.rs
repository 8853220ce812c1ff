//! What the sounds of the library are made of: pitches that move, bodies that ring, throats, reeds and rushing air.

use crate::sounds::RATE_HZ;
use crate::sounds::tape::{Noise, Resonator, Tape, pitch_hz, sine, strike, swell};

/// Frequencies above this are left out: nobody misses them, and nothing folds back.
const HIGHEST_HZ: f32 = 12_000.0;

/// Turns of something whose pitch moves.
#[derive(Default)]
pub(super) struct Turns(f32);

impl Turns {
    /// Turns so far, after one more sample at this pitch.
    pub(super) fn step(&mut self, hz: f32) -> f32 {
        self.0 += hz / RATE_HZ as f32;
        self.0
    }
}

/// A value that goes through these points, `(seconds, value)`, along half cosines; before the first and behind the last it
/// stays.
pub(super) fn path(t: f32, points: &[(f32, f32)]) -> f32 {
    let behind = points.partition_point(|(at, _)| *at <= t);
    match (behind.checked_sub(1).map(|before| points[before]), points.get(behind).copied()) {
        (Some((_, value)), None) | (None, Some((_, value))) => value,
        (Some((from, start)), Some((to, end))) => {
            let share = (t - from) / (to - from);
            start + (end - start) * (0.5 - 0.5 * (std::f32::consts::PI * share).cos())
        }
        (None, None) => 0.0,
    }
}

/// The sum of the harmonics of `hz` after so many turns, each as loud as `loudness` says for its number and frequency.
pub(super) fn harmonics(turns: f32, hz: f32, loudness: impl Fn(f32, f32) -> f32) -> f32 {
    let most = (HIGHEST_HZ / hz.max(20.0)).min(60.0) as u8;
    (1..=most.max(1)).map(f32::from).map(|n| loudness(n, n * hz) * sine(n * turns)).sum()
}

/// A resonance of a mouth: its frequency and width, hertz, and how loud it is.
pub(super) type Formant = (f32, f32, f32);

/// The vowels that creatures call with.
pub(super) const AH: [Formant; 3] = [(800.0, 190.0, 1.0), (1250.0, 220.0, 0.6), (2700.0, 400.0, 0.25)];
pub(super) const EE: [Formant; 3] = [(320.0, 120.0, 1.0), (2400.0, 350.0, 0.6), (3200.0, 450.0, 0.4)];
pub(super) const OO: [Formant; 3] = [(330.0, 120.0, 1.0), (760.0, 180.0, 0.35), (2500.0, 350.0, 0.03)];

/// The mouth on its way from one vowel to another, `share` 0..1.
pub(super) fn between(from: &[Formant; 3], to: &[Formant; 3], share: f32) -> [Formant; 3] {
    let way = |a: f32, b: f32| a + (b - a) * share.clamp(0.0, 1.0);
    std::array::from_fn(|i| (way(from[i].0, to[i].0), way(from[i].1, to[i].1), way(from[i].2, to[i].2)))
}

/// A throat behind a mouth: every harmonic as loud as the mouth lets it through.
pub(super) fn throat(turns: f32, hz: f32, mouth: &[Formant; 3]) -> f32 {
    harmonics(turns, hz, |n, at| {
        let open: f32 = mouth.iter().map(|(centre, width, loudness)| loudness * bell(at, *centre, *width)).sum();
        (0.04 + open) / n.powf(0.6)
    })
}

/// 1 at the centre, and less to both sides.
fn bell(at: f32, centre: f32, width: f32) -> f32 {
    1.0 / (1.0 + ((at - centre) / width).powi(2))
}

/// A reed in a pipe or a throat that is squeezed: many harmonics, above all those around `nose_hz`.
pub(super) fn reed(turns: f32, hz: f32, nose_hz: f32) -> f32 {
    harmonics(turns, hz, |n, at| (0.25 + bell(at, nose_hz, 0.45 * nose_hz)) / n.powf(0.45))
}

/// Lips on brass: the louder (0..1), the brighter.
pub(super) fn brass(turns: f32, hz: f32, loudness: f32) -> f32 {
    let darkness = 0.16 + 0.9 * (1.0 - loudness.clamp(0.0, 1.0));
    loudness * harmonics(turns, hz, |n, _| (-darkness * (n - 1.0)).exp() * if n < 2.0 { 0.7 } else { 1.0 })
}

/// A blown pipe: almost a sine, and breath around it.
pub(super) fn pipe(turns: f32, breath: f32) -> f32 {
    sine(turns) + 0.16 * sine(2.0 * turns) + 0.07 * sine(3.0 * turns) + breath
}

/// Adds something that was struck and rings: `partials` are multiples of `hz`, how loud, and how long each rings, seconds.
pub(super) fn ring(tape: &mut Tape, start_secs: f32, hz: f32, loudness: f32, partials: &[(f32, f32, f32)]) {
    for (index, (multiple, share, ring_secs)) in partials.iter().enumerate() {
        let at = multiple * hz;
        if at < HIGHEST_HZ {
            tape.add(start_secs, *ring_secs, |t| {
                loudness
                    * share
                    * sine(at * t + 0.13 * index as f32)
                    * strike(t, 0.003, *ring_secs)
                    * swell(t, *ring_secs, 0.002)
            });
        }
    }
}

/// Adds a plucked string.
pub(super) fn pluck(tape: &mut Tape, start_secs: f32, key: f32, ring_secs: f32, loudness: f32) {
    let hz = pitch_hz(key);
    tape.add(start_secs, ring_secs, |t| {
        let string: f32 = (1..=7)
            .map(|n| n as f32)
            .map(|n| sine(n * hz * t) / n.powf(1.3) * strike(t, 0.004, ring_secs / n.powf(0.7)))
            .sum();
        loudness * string * swell(t, ring_secs, 0.004)
    });
}

/// Rushing air: noise through a hole that whistles at `hz`, more purely the higher `q` is.
pub(super) struct Air {
    noise: Noise,
    hole: Resonator,
}

impl Air {
    /// Air, the same at every run for the same seed.
    pub(super) fn new(seed: u32) -> Self {
        Self { noise: Noise::new(seed), hole: Resonator::default() }
    }

    /// Its next sample.
    pub(super) fn step(&mut self, hz: f32, q: f32) -> f32 {
        // A narrow hole lets little through; what is heard should not depend on it.
        self.hole.step(self.noise.step(), hz, q).1 * q.sqrt()
    }

    /// Its next sample, all that lies below `hz`.
    pub(super) fn dull(&mut self, hz: f32) -> f32 {
        self.hole.step(self.noise.step(), hz, 0.7).0
    }
}

/// Adds a puff of air: `from_hz` slides to `to_hz` while it dies away.
pub(super) fn puff(
    tape: &mut Tape,
    start_secs: f32,
    ring_secs: f32,
    (from_hz, to_hz): (f32, f32),
    q: f32,
    loudness: f32,
) {
    // Other air for every puff, the same at every run.
    let mut air = Air::new((start_secs + ring_secs).to_bits() | 1);
    tape.add(start_secs, ring_secs, |t| {
        let hz = from_hz * (to_hz / from_hz).powf(t / ring_secs);
        loudness * air.step(hz, q) * strike(t, 0.004, ring_secs) * swell(t, ring_secs, 0.004)
    });
}

/// Chance, the same at every run: when something small happens, seconds, and how strongly, 0..1; on average `a_second` times
/// a second.
pub(super) fn moments(seed: u32, secs: f32, a_second: impl Fn(f32) -> f32) -> Vec<(f32, f32)> {
    let mut chance = Noise::new(seed);
    let (mut at, mut found) = (0.0, Vec::new());
    loop {
        let wait = 0.5 + 0.5 * chance.step();
        at += -(1.0 - 0.999 * wait).ln() / a_second(at).max(0.5);
        if at >= secs {
            return found;
        }
        found.push((at, 0.5 + 0.5 * chance.step()));
    }
}
