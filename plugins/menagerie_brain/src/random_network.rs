//! The same network with random weights: what pretraining is worth, shown by leaving it out.
//!
//! Weights are drawn as He et al. (2015) do. Without more, the numbers would die out or explode on the way through 49 layers;
//! so each layer's output is brought to mean zero and deviation one by channel over some pictures, as batch normalisation
//! does while training (Ioffe and Szegedy 2015), and that is folded into its weights. Only the statistics come from the
//! pictures; nothing is learned.

use pulp::Arch;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rayon::prelude::*;

use crate::convolution::{Convolution, Depthwise, Finish, MapSize};
use crate::network::{CLASSIFIER, ConvLayerConfig, ConvWeights, LayerSpec, NetworkWeights};
use crate::preprocess::{INPUT_PX, NetworkInput};
use crate::tfjs::Window;
use crate::weights::ModelError;

/// Pictures that are looked at, at most: each costs as much as a pass through the network.
const MOST_PICTURES: usize = 12;
/// Added to the variance, as in the published network.
const EPSILON: f64 = 1e-3;
/// Red, green and blue.
const COLOURS: usize = 3;

/// Draws a network. The same seed and pictures give the same one.
pub(crate) fn draw(seed: u64, pictures: &[NetworkInput]) -> Result<NetworkWeights, ModelError> {
    if pictures.is_empty() {
        return Err(ModelError::NoCalibration);
    }
    // Spread over what was taught, which comes in order of classes or of time.
    let step = pictures.len().div_ceil(MOST_PICTURES);
    let maps = pictures.iter().step_by(step).map(interleaved).collect();
    let size = MapSize { height: INPUT_PX, width: INPUT_PX, channels: COLOURS };
    let mut pass = Pass { random: StdRng::seed_from_u64(seed), size, maps, block_input: None };
    NetworkWeights::try_from_layers(|spec| Ok(pass.layer(spec)))
}

/// `[3, height, width]` to `[height, width, 3]`.
fn interleaved(input: &NetworkInput) -> Vec<f32> {
    let plane = INPUT_PX * INPUT_PX;
    (0..plane).flat_map(|pixel| (0..COLOURS).map(move |colour| input.values()[colour * plane + pixel])).collect()
}

/// The pictures on their way through the network.
struct Pass {
    random: StdRng,
    size: MapSize,
    /// `[pictures][height * width * channels]`
    maps: Vec<Vec<f32>>,
    /// What the block under way began with.
    block_input: Option<(MapSize, Vec<Vec<f32>>)>,
}

impl Pass {
    /// Draws a layer, brings its output in order and moves on behind it.
    fn layer(&mut self, LayerSpec { name, config }: LayerSpec) -> ConvWeights {
        let [outputs, inputs, kernel, _] = config.weight_shape();
        let deviation = (2.0 / (inputs * kernel * kernel) as f64).sqrt();
        let mut weight: Vec<f32> =
            (0..outputs * inputs * kernel * kernel).map(|_| (deviation * normal(&mut self.random)) as f32).collect();
        if name == CLASSIFIER {
            return ConvWeights { config, weight, bias: vec![0.0; outputs] };
        }
        if self.block_input.is_none() && name != "stem" && name != "head" {
            self.block_input = Some((self.size, self.maps.clone()));
        }
        let output = self.convolve(&config, &weight);
        let scales = channel_scales(&output, outputs);
        let mut bias = Vec::with_capacity(outputs);
        for (row, [mean, factor]) in weight.chunks_exact_mut(inputs * kernel * kernel).zip(&scales) {
            row.iter_mut().for_each(|weight| *weight *= *factor as f32);
            bias.push((-mean * factor) as f32);
        }
        let [low, high] = if config.relu6 { [0.0, 6.0] } else { Finish::OPEN };
        self.maps = output;
        self.maps.par_iter_mut().for_each(|map| {
            for pixel in map.chunks_exact_mut(outputs) {
                for (value, [mean, factor]) in pixel.iter_mut().zip(&scales) {
                    *value = ((*value - *mean as f32) * *factor as f32).max(low).min(high);
                }
            }
        });
        if name.ends_with(".project") {
            self.end_block();
        }
        ConvWeights { config, weight, bias }
    }

    /// Adds what the block began with, where the shapes allow.
    fn end_block(&mut self) {
        if let Some((size, maps)) = self.block_input.take().filter(|(size, _)| *size == self.size) {
            for (map, skipped) in self.maps.iter_mut().zip(maps) {
                map.iter_mut().zip(skipped).for_each(|(value, other)| *value += other);
            }
            self.size = size;
        }
    }

    fn convolve(&mut self, config: &ConvLayerConfig, weight: &[f32]) -> Vec<Vec<f32>> {
        let (input, stride, kernel) = (self.size, config.stride, config.kernel);
        let output = MapSize {
            height: input.height.div_ceil(stride),
            width: input.width.div_ceil(stride),
            channels: config.channels[1],
        };
        // TensorFlow's SAME: the odd row of zeros comes after.
        let before = |side: usize, steps: usize| ((steps - 1) * stride + kernel).saturating_sub(side) / 2;
        let before = [before(input.height, output.height), before(input.width, output.width)];
        let window = Window { kernel: [kernel; 2], stride: [stride; 2], before };
        let finish = Finish { bias: vec![0.0; output.channels], clamp: Finish::OPEN };
        let weights = channels_last(weight, config.weight_shape());
        let arch = Arch::new();
        self.size = output;
        if config.depthwise {
            let layer = Depthwise::new(window, input, output, weights, finish);
            self.maps.par_iter().map(|map| layer.run(arch, map)).collect()
        } else {
            let layer = Convolution::new(window, input, output, &weights, finish);
            self.maps.par_iter().map(|map| layer.run(arch, map)).collect()
        }
    }
}

/// `[out, in, kernel, kernel]` to `[kernel, kernel, in, out]`.
fn channels_last(weight: &[f32], [outputs, inputs, kernel, _]: [usize; 4]) -> Vec<f32> {
    let pixels = kernel * kernel;
    let mut turned = vec![0.0; weight.len()];
    for (at, value) in weight.iter().enumerate() {
        let (output, input, pixel) = (at / (inputs * pixels), at / pixels % inputs, at % pixels);
        turned[(pixel * inputs + input) * outputs + output] = *value;
    }
    turned
}

/// Mean of each channel over all pictures, and one over its deviation.
fn channel_scales(maps: &[Vec<f32>], channels: usize) -> Vec<[f64; 2]> {
    let (mut sums, mut squares, mut count) = (vec![0.0_f64; channels], vec![0.0_f64; channels], 0.0_f64);
    for pixel in maps.iter().flat_map(|map| map.chunks_exact(channels)) {
        count += 1.0;
        for ((value, sum), square) in pixel.iter().zip(&mut sums).zip(&mut squares) {
            *sum += f64::from(*value);
            *square += f64::from(*value).powi(2);
        }
    }
    let scale = |(sum, square): (f64, f64)| {
        let mean = sum / count.max(1.0);
        [mean, 1.0 / ((square / count.max(1.0) - mean * mean).max(0.0) + EPSILON).sqrt()]
    };
    sums.into_iter().zip(squares).map(scale).collect()
}

/// A number of the standard normal distribution (Box and Muller 1958).
fn normal(random: &mut StdRng) -> f64 {
    let (a, b): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(seed: usize) -> NetworkInput {
        let byte =
            |i: usize| ((i / 3 % INPUT_PX / 16 + i / (3 * INPUT_PX) / 16 * seed + i % 3 * seed) * 37 % 256) as u8;
        let rgb: Vec<u8> = (0..INPUT_PX * INPUT_PX * COLOURS).map(byte).collect();
        NetworkInput::from_rgb(&rgb, INPUT_PX as u32, INPUT_PX as u32).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_network_and_another_one_another() {
        let pictures = [picture(1), picture(2)];
        let head = |seed| draw(seed, &pictures).unwrap().head.weight;
        let one = head(7);
        assert_eq!(one, head(7));
        assert_ne!(one, head(8));
        assert!(one.iter().all(|weight| weight.is_finite()));
        assert!(matches!(draw(7, &[]), Err(ModelError::NoCalibration)));
    }

    #[test]
    fn a_calibrated_channel_has_mean_zero_and_deviation_one() {
        let maps = vec![vec![1.0, 10.0, 3.0, 10.0], vec![5.0, 10.0, 7.0, 10.0]];
        let [first, constant] = channel_scales(&maps, 2)[..] else { panic!("two channels") };
        assert!((first[0] - 4.0).abs() < 1e-9 && (first[1] - 1.0 / (5.0_f64 + EPSILON).sqrt()).abs() < 1e-9);
        assert!((constant[0] - 10.0).abs() < 1e-9 && constant[1].is_finite());
    }
}
