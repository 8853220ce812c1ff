//! The last thing before the loudspeakers: nothing leaves louder than [`CEILING`], whatever came together.
//!
//! kira's compressor turns down once something is too loud, and only by a ratio, so peaks get past it. This one looks ahead:
//! it holds everything back for a moment, is down when the peak comes, and lets go slowly. As long as nothing is too loud it
//! changes nothing.

use std::collections::VecDeque;

use kira::Frame;
use kira::effect::{Effect, EffectBuilder};
use kira::info::Info;

/// The most that a sample may be: -1 dB of what fits, which leaves room for what a converter draws between two samples.
pub(crate) const CEILING: f32 = 0.891_25;
/// How far it looks ahead, seconds: long enough that turning down does not click, too short to be noticed.
const AHEAD_SECS: f32 = 0.005;
/// How long it takes to let go, seconds: faster would be heard as a flutter.
const RELEASE_SECS: f32 = 0.25;

/// Puts a [`Limiter`] on a track.
pub(crate) struct LimiterBuilder;

impl EffectBuilder for LimiterBuilder {
    type Handle = ();

    fn build(self) -> (Box<dyn Effect>, ()) {
        (Box::new(Limiter::default()), ())
    }
}

/// Holds frames back for `ahead` samples, and turns them down by the mean, over as many samples, of a gain that is at every
/// one of them low enough for all frames that are held.
#[derive(Default)]
struct Limiter {
    /// Frames that are held back, a ring; `at` is the oldest.
    held: Vec<Frame>,
    at: usize,
    /// Gains that frames of late need, from which no lower one came later: number of the frame, gain.
    needed: VecDeque<(u64, f32)>,
    count: u64,
    /// The gain let go of slowly, its values in a ring beside the frames, and their sum, which is exact: so few bits fit.
    gain: f32,
    gains: Vec<f32>,
    sum: f64,
    /// Share of the way back to 1 that a sample goes.
    release: f32,
}

impl Limiter {
    fn step(&mut self, frame: Frame) -> Frame {
        // Files may contain anything, and what is no number would never leave the sum again.
        let sound = |sample: f32| if sample.is_finite() { sample } else { 0.0 };
        let frame = Frame::new(sound(frame.left), sound(frame.right));
        let needed = (CEILING / frame.left.abs().max(frame.right.abs())).min(1.0);
        while self.needed.back().is_some_and(|(_, later)| *later >= needed) {
            self.needed.pop_back();
        }
        self.needed.push_back((self.count, needed));
        let ahead = self.held.len() as u64;
        self.needed.pop_front_if(|(number, _)| *number + ahead < self.count);
        self.count += 1;

        let lowest = self.needed.front().map_or(1.0, |(_, gain)| *gain);
        self.gain = lowest.min(self.gain + (1.0 - self.gain) * self.release);
        self.sum += f64::from(self.gain) - f64::from(std::mem::replace(&mut self.gains[self.at], self.gain));
        let mean = (self.sum / ahead as f64) as f32;
        let out = std::mem::replace(&mut self.held[self.at], frame) * mean;
        self.at = (self.at + 1) % self.held.len();
        // Rounding alone is left to cut.
        Frame::new(out.left.clamp(-CEILING, CEILING), out.right.clamp(-CEILING, CEILING))
    }
}

impl Effect for Limiter {
    fn init(&mut self, sample_rate: u32, _: usize) {
        self.on_change_sample_rate(sample_rate);
    }

    fn on_change_sample_rate(&mut self, sample_rate: u32) {
        let ahead = ((AHEAD_SECS * sample_rate as f32) as usize).max(1);
        *self = Self {
            held: vec![Frame::ZERO; ahead],
            needed: VecDeque::with_capacity(ahead + 2),
            gain: 1.0,
            gains: vec![1.0; ahead],
            sum: ahead as f64,
            release: 1.0 / (RELEASE_SECS * sample_rate as f32),
            ..Self::default()
        };
    }

    fn process(&mut self, input: &mut [Frame], _: f64, _: &Info) {
        for frame in input {
            *frame = self.step(*frame);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 48_000;

    /// What comes out of it, without the silence that it begins with.
    fn limited(samples: &[f32]) -> Vec<f32> {
        let mut limiter = Limiter::default();
        limiter.init(RATE_HZ, 128);
        let ahead = limiter.held.len();
        let rest = vec![0.0; ahead];
        samples.iter().chain(&rest).map(|sample| limiter.step(Frame::from_mono(*sample)).left).skip(ahead).collect()
    }

    /// A tone of 440 Hz whose loudness is asked for at each second.
    fn tone(secs: f32, loudness: impl Fn(f32) -> f32) -> Vec<f32> {
        let at = |i: u32| i as f32 / RATE_HZ as f32;
        (0..(secs * RATE_HZ as f32) as u32)
            .map(|i| loudness(at(i)) * (std::f32::consts::TAU * 440.0 * at(i)).sin())
            .collect()
    }

    #[test]
    fn what_is_soft_enough_passes_unchanged() {
        let soft = tone(0.5, |_| CEILING);
        assert_eq!(limited(&soft), soft);
    }

    #[test]
    fn nothing_leaves_above_the_ceiling() {
        let mut odd = tone(1.0, |t| if t < 0.3 { 0.2 } else { 8.0 });
        for (place, sample) in [(100, 50.0), (101, -50.0), (30_000, 1e9), (40_000, f32::NAN), (40_100, f32::INFINITY)] {
            odd[place] = sample;
        }
        let out = limited(&odd);
        assert!(out.iter().all(|sample| sample.abs() <= CEILING));
        assert!(out[odd.len() - 500..].iter().any(|sample| sample.abs() > 0.9 * CEILING), "it lets go again");
    }

    /// Turning down is no step: between two samples the gain changes by no more than it would if it went all the way within
    /// the time that it looks ahead.
    #[test]
    fn it_turns_down_before_the_peak_and_without_a_step() {
        let loud = tone(0.6, |t| if (0.2..0.4).contains(&t) { 4.0 } else { 0.2 });
        let out = limited(&loud);
        let gains: Vec<(usize, f32)> =
            (0..loud.len()).filter(|i| loud[*i].abs() > 0.02).map(|i| (i, out[i] / loud[i])).collect();
        let most = 1.05 / (AHEAD_SECS * RATE_HZ as f32);
        for pair in gains.windows(2) {
            let ((before, from), (after, to)) = (pair[0], pair[1]);
            assert!((to - from).abs() <= most * (after - before) as f32, "from {from} to {to} at {after}");
        }
        let at = |secs: f32| gains.iter().find(|(i, _)| *i as f32 >= secs * RATE_HZ as f32).unwrap().1;
        assert!(at(0.19) > 0.999 && at(0.199) < 0.9 && at(0.21) < 0.23 && at(0.42) < 0.4 && at(0.58) > at(0.42));
    }
}
