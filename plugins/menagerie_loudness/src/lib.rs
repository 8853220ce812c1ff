//! How loud a sound seems, after ITU-R BS.1770-4: two filters for head and ear, then mean power.
//!
//! Both who makes sounds and who plays them measure with it. It knows no engine, no files and no formats.

use std::f32::consts::PI;

/// A block of the gated measure and the step from one to the next, seconds.
const BLOCK_SECS: f32 = 0.4;
const STEP_SECS: f32 = 0.1;
/// Blocks softer than this are silence, LUFS; and by so much below the others they are pauses, LU.
const SILENCE_LUFS: f32 = -70.0;
const PAUSE_LU: f32 = -10.0;

/// Loudness of one channel from its first to its last sample, in LUFS: for what is short or has no pauses.
#[must_use]
pub fn mean_lufs(samples: &[f32], rate_hz: u32) -> f32 {
    lufs(mean(weighted_power(samples, rate_hz)))
}

/// Loudness of two channels without what is silence in them, in LUFS (integrated loudness).
#[must_use]
pub fn integrated_lufs(left: &[f32], right: &[f32], rate_hz: u32) -> f32 {
    let both = weighted_power(left, rate_hz).zip(weighted_power(right, rate_hz));
    let power: Vec<f64> = both.map(|(left, right)| left + right).collect();
    let samples = |secs: f32| ((secs * rate_hz as f32) as usize).max(1);
    // What is shorter than a block is one.
    let block = samples(BLOCK_SECS).min(power.len().max(1));
    let blocks = power.windows(block).step_by(samples(STEP_SECS)).map(|block| mean(block.iter().copied()));
    let blocks: Vec<f64> = blocks.collect();
    let above = |gate: f32| lufs(mean(blocks.iter().copied().filter(|power| lufs(*power) > gate)));
    above(above(SILENCE_LUFS) + PAUSE_LU)
}

/// The mean of some powers, 0 for none.
fn mean(powers: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = powers.fold((0.0, 0_u32), |(sum, count), power| (sum + power, count + 1));
    sum / f64::from(count.max(1))
}

/// LUFS of a mean power, of all channels together.
fn lufs(power: f64) -> f32 {
    -0.691 + 10.0 * (power.max(1e-12).log10() as f32)
}

/// Power of each sample of one channel, as head and ear weight it.
fn weighted_power(samples: &[f32], rate_hz: u32) -> impl Iterator<Item = f64> {
    // Filter parameters as recovered from the recommendation's 48 kHz coefficients, so that any rate can be measured
    // (De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 2018).
    let mut shelf = Biquad::high_shelf(1_681.974_5, 3.999_843_9, 0.707_175_2, rate_hz);
    let mut pass = Biquad::high_pass(38.135_47, 0.500_327_04, rate_hz);
    samples.iter().map(move |sample| f64::from(pass.step(shelf.step(*sample))).powi(2))
}

/// A second-order filter, transposed direct form II.
struct Biquad {
    b: [f32; 3],
    a: [f32; 2],
    state: [f32; 2],
}

impl Biquad {
    fn high_shelf(hz: f32, gain_db: f32, q: f32, rate_hz: u32) -> Self {
        let k = (PI * hz / rate_hz as f32).tan();
        let high = 10.0_f32.powf(gain_db / 20.0);
        let middle = high.powf(0.499_666_77);
        let a0 = 1.0 + k / q + k * k;
        Self {
            b: [(high + middle * k / q + k * k) / a0, 2.0 * (k * k - high) / a0, (high - middle * k / q + k * k) / a0],
            a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
            state: [0.0; 2],
        }
    }

    fn high_pass(hz: f32, q: f32, rate_hz: u32) -> Self {
        let k = (PI * hz / rate_hz as f32).tan();
        let a0 = 1.0 + k / q + k * k;
        Self { b: [1.0, -2.0, 1.0], a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0], state: [0.0; 2] }
    }

    fn step(&mut self, x: f32) -> f32 {
        let y = self.b[0] * x + self.state[0];
        self.state[0] = self.b[1] * x - self.a[0] * y + self.state[1];
        self.state[1] = self.b[2] * x - self.a[1] * y;
        y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sine(hz: f32, loudness: f32, secs: f32, rate_hz: u32) -> Vec<f32> {
        let count = (secs * rate_hz as f32) as u32;
        (0..count).map(|i| loudness * (2.0 * PI * hz * i as f32 / rate_hz as f32).sin()).collect()
    }

    /// The recommendation's own check: a full-scale sine of 997 Hz in one channel reads -3.01 LUFS.
    #[test]
    fn a_full_sine_of_997_hz_reads_minus_3() {
        for rate_hz in [32_000, 48_000] {
            let samples = sine(997.0, 1.0, 1.0, rate_hz);
            let silence = vec![0.0; samples.len()];
            for lufs in [mean_lufs(&samples, rate_hz), integrated_lufs(&samples, &silence, rate_hz)] {
                assert!((lufs + 3.01).abs() < 0.1, "{lufs} at {rate_hz} Hz");
            }
            let both = integrated_lufs(&samples, &samples, rate_hz);
            assert!(both.abs() < 0.1, "two are twice the power: {both}");
        }
    }

    /// Case 3 of EBU Tech 3341: 10 s at -36, 60 s at -23, 10 s at -36 dBFS read -23 LUFS, for the soft parts are pauses.
    #[test]
    fn pauses_are_left_out() {
        let part = |db: f32, secs: f32| sine(1000.0, 10.0_f32.powf(db / 20.0), secs, 48_000);
        let samples = [part(-36.0, 10.0), part(-23.0, 60.0), part(-36.0, 10.0)].concat();
        let lufs = integrated_lufs(&samples, &samples, 48_000);
        assert!((lufs + 23.0).abs() < 0.1, "{lufs}");
    }

    #[test]
    fn what_is_shorter_than_a_block_is_measured_whole_and_nothing_is_silence() {
        let samples = sine(997.0, 1.0, 0.1, 48_000);
        let lufs = integrated_lufs(&samples, &samples, 48_000);
        assert!(lufs.abs() < 0.3, "{lufs}");
        assert!(integrated_lufs(&[], &[], 48_000) < -100.0);
    }
}
