//! How loud a sound seems, after ITU-R BS.1770-4: two filters for head and ear, then mean power. No gating: our sounds
//! have no long silences that would have to be left out.

use std::f32::consts::PI;

/// Loudness of a mono signal, in LUFS.
pub(crate) fn loudness_lufs(samples: &[f32], rate_hz: u32) -> f32 {
    // Filter parameters as recovered from the recommendation's 48 kHz coefficients, so that any rate can be measured
    // (De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 2018).
    let mut shelf = Biquad::high_shelf(1_681.974_5, 3.999_843_9, 0.707_175_2, rate_hz);
    let mut pass = Biquad::high_pass(38.135_47, 0.500_327_04, rate_hz);
    let power = samples.iter().map(|sample| f64::from(pass.step(shelf.step(*sample))).powi(2)).sum::<f64>();
    let mean = power / samples.len().max(1) as f64;
    -0.691 + 10.0 * (mean.max(1e-12).log10() as f32)
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

    /// The recommendation's own check: a full-scale sine of 997 Hz in one channel reads -3.01 LUFS.
    #[test]
    fn a_full_sine_of_997_hz_reads_minus_3() {
        for rate_hz in [32_000, 48_000] {
            let samples: Vec<f32> =
                (0..rate_hz).map(|i| (2.0 * PI * 997.0 * i as f32 / rate_hz as f32).sin()).collect();
            let lufs = loudness_lufs(&samples, rate_hz);
            assert!((lufs + 3.01).abs() < 0.1, "{lufs} at {rate_hz} Hz");
        }
    }
}
