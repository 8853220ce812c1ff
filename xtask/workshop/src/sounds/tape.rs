//! A tape to play on: a strip for signals, or a ring for loops, where what runs over the end comes back at the start.

use std::f32::consts::TAU;

use super::{RATE_HZ, TEMPO_BPM};

/// Samples, at [`RATE_HZ`], and whether their ends are joined.
pub(crate) struct Tape {
    samples: Vec<f32>,
    ring: bool,
}

/// Seconds a beat lasts.
pub(crate) const BEAT_SECS: f32 = 60.0 / TEMPO_BPM;

impl Tape {
    /// A loop of so many beats.
    pub(crate) fn ring(beats: usize) -> Self {
        let length = (RATE_HZ as f32 * BEAT_SECS) as usize * beats;
        Self { samples: vec![0.0; length], ring: true }
    }

    /// A strip of so many seconds; what runs over its end is lost.
    pub(crate) fn strip(secs: f32) -> Self {
        Self { samples: vec![0.0; (secs * RATE_HZ as f32) as usize], ring: false }
    }

    /// How long it is.
    pub(crate) fn secs(&self) -> f32 {
        self.samples.len() as f32 / RATE_HZ as f32
    }

    /// Adds a sound: `voice` gives its samples, called with the seconds since its start.
    pub(crate) fn add(&mut self, start_secs: f32, length_secs: f32, mut voice: impl FnMut(f32) -> f32) {
        let start = (start_secs * RATE_HZ as f32).round() as usize;
        let count = (length_secs * RATE_HZ as f32) as usize;
        for i in 0..count {
            let sample = voice(i as f32 / RATE_HZ as f32);
            let at = start + i;
            if self.ring {
                let length = self.samples.len();
                self.samples[at % length] += sample;
            } else if let Some(place) = self.samples.get_mut(at) {
                *place += sample;
            }
        }
    }

    /// Runs a filter along it. On a ring the filter goes round once before it counts, so that it arrives at the start
    /// as it left the end.
    pub(crate) fn filter(&mut self, mut filter: impl FnMut(f32) -> f32) {
        if self.ring {
            for sample in &self.samples {
                filter(*sample);
            }
        }
        for sample in &mut self.samples {
            *sample = filter(*sample);
        }
    }

    /// Adds a small wooden room, `wet` times as loud as the sound itself.
    pub(crate) fn room(&mut self, wet: f32) {
        let mut room = Room::new();
        self.filter(|sample| sample + wet * room.step(sample));
    }

    /// Fades the last seconds of a strip away.
    pub(crate) fn fade_out(&mut self, secs: f32) {
        let count = ((secs * RATE_HZ as f32) as usize).min(self.samples.len());
        let start = self.samples.len() - count;
        for (i, sample) in self.samples[start..].iter_mut().enumerate() {
            *sample *= 0.5 + 0.5 * (0.5 * TAU * (i + 1) as f32 / count as f32).cos();
        }
    }

    /// The samples, without the part below 30 Hz that no loudspeaker of an exhibit can play.
    pub(crate) fn into_samples(mut self) -> Vec<f32> {
        let keep = 1.0 - TAU * 30.0 / RATE_HZ as f32;
        let (mut before, mut held) = (0.0, 0.0);
        self.filter(|sample| {
            held = keep * (held + sample - before);
            before = sample;
            held
        });
        self.samples
    }
}

/// Frequency of a key of the piano, by its MIDI number; 69 is 440 Hz.
pub(crate) fn pitch_hz(key: f32) -> f32 {
    440.0 * ((key - 69.0) / 12.0).exp2()
}

/// A sine after so many turns.
pub(crate) fn sine(turns: f32) -> f32 {
    (turns.fract() * TAU).sin()
}

/// Rises to 1 within `attack`, softly, then dies away: to a thousandth after `ring` seconds.
pub(crate) fn strike(t: f32, attack_secs: f32, ring_secs: f32) -> f32 {
    let rise = if t < attack_secs { 0.5 - 0.5 * (0.5 * TAU * t / attack_secs).cos() } else { 1.0 };
    rise * (-6.9 * t / ring_secs).exp()
}

/// Rises within `edge`, stays, and falls within `edge` at the end of `length`, both like half a cosine.
pub(crate) fn swell(t: f32, length_secs: f32, edge_secs: f32) -> f32 {
    let near = t.min(length_secs - t).max(0.0);
    if near < edge_secs { 0.5 - 0.5 * (0.5 * TAU * near / edge_secs).cos() } else { 1.0 }
}

/// White noise, the same at every run (xorshift, Marsaglia 2003).
pub(crate) struct Noise(u32);

impl Noise {
    /// Noise from a seed, which must not be 0.
    pub(crate) fn new(seed: u32) -> Self {
        Self(seed)
    }

    /// The next sample, -1..1.
    pub(crate) fn step(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as f32 / (u32::MAX as f32 / 2.0) - 1.0
    }
}

/// A resonant filter whose pitch may move while it runs (state-variable, trapezoidal; Zavalishin 2012).
#[derive(Default)]
pub(crate) struct Resonator {
    low: f32,
    band: f32,
}

impl Resonator {
    /// Low-pass and band-pass of the next sample, tuned to `hz` with resonance `q`.
    pub(crate) fn step(&mut self, sample: f32, hz: f32, q: f32) -> (f32, f32) {
        let g = (0.5 * TAU * hz / RATE_HZ as f32).tan();
        let k = 1.0 / q;
        let a = 1.0 / (1.0 + g * (g + k));
        let high = (sample - self.low - (g + k) * self.band) * a;
        let band = self.band + g * high;
        let low = self.low + g * band;
        self.band = band + g * high;
        self.low = low + g * band;
        (low, band * k)
    }
}

/// Four echoing walls and two diffusers (Schroeder 1962; lengths after Freeverb, scaled to 32 kHz), damped.
struct Room {
    combs: [(Vec<f32>, usize, f32); 4],
    diffusers: [(Vec<f32>, usize); 2],
}

impl Room {
    fn new() -> Self {
        let comb = |length: usize| (vec![0.0; length], 0, 0.0);
        Self {
            combs: [comb(809), comb(862), comb(926), comb(983)],
            diffusers: [(vec![0.0; 403], 0), (vec![0.0; 320], 0)],
        }
    }

    fn step(&mut self, sample: f32) -> f32 {
        let mut sum = 0.0;
        for (line, at, damped) in &mut self.combs {
            let out = line[*at];
            *damped += 0.45 * (out - *damped);
            line[*at] = sample + 0.78 * *damped;
            *at = (*at + 1) % line.len();
            sum += 0.25 * out;
        }
        for (line, at) in &mut self.diffusers {
            let out = line[*at];
            line[*at] = sum + 0.5 * out;
            *at = (*at + 1) % line.len();
            sum = out - 0.5 * sum;
        }
        sum
    }
}
