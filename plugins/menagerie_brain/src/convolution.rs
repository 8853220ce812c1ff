//! Convolutions of any shape, for networks that are known only at run time: imported models, and the calibration of a
//! random one. Maps are `[height][width][channels]`. Plain loops in the shapes that a compiler turns into vector
//! instructions; the backbone of every day has its own engine, several times as fast, in `cpu/`.

use pulp::{Arch, Simd, WithSimd};

use crate::tfjs::Window;

/// Channels whose sums lie side by side.
const LANES: usize = 16;
/// Pixels whose sums stay in registers together: 6 x 16 numbers fill 12 of the 16 registers of AVX2.
const PIXELS: usize = 6;

type Lanes = [f32; LANES];

/// Height, width and channels of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MapSize {
    pub(crate) height: usize,
    pub(crate) width: usize,
    pub(crate) channels: usize,
}

impl MapSize {
    pub(crate) fn len(self) -> usize {
        self.height * self.width * self.channels
    }
}

/// What a convolution does to its sums at the end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finish {
    /// `[channels]`
    pub(crate) bias: Vec<f32>,
    /// Lowest and highest number let through.
    pub(crate) clamp: [f32; 2],
}

impl Finish {
    /// Lets everything through.
    pub(crate) const OPEN: [f32; 2] = [f32::NEG_INFINITY, f32::INFINITY];

    fn apply(&self, channel: usize, sum: f32) -> f32 {
        (sum + self.bias[channel]).max(self.clamp[0]).min(self.clamp[1])
    }
}

/// All channels to all, or a matrix product if the map is one pixel.
#[derive(Debug, Clone)]
pub(crate) struct Convolution {
    window: Window,
    input: MapSize,
    output: MapSize,
    /// `[channels_out / 16][taps][16]`, where a tap is a pixel of the kernel and a channel.
    packed: Vec<Lanes>,
    finish: Finish,
}

impl Convolution {
    /// Packs `[kernel_height, kernel_width, channels_in, channels_out]`.
    pub(crate) fn new(window: Window, input: MapSize, output: MapSize, weights: &[f32], finish: Finish) -> Self {
        let taps = window.kernel[0] * window.kernel[1] * input.channels;
        let mut packed = vec![[0.0; LANES]; output.channels.div_ceil(LANES) * taps];
        for (tap, row) in weights.chunks_exact(output.channels).enumerate() {
            for (block, channels) in row.chunks(LANES).enumerate() {
                packed[block * taps + tap][..channels.len()].copy_from_slice(channels);
            }
        }
        Self { window, input, output, packed, finish }
    }

    /// The map that it makes of `[height][width][channels]`.
    pub(crate) fn run(&self, arch: Arch, input: &[f32]) -> Vec<f32> {
        let mut output = vec![0.0; self.output.len()];
        arch.dispatch(RunConvolution { layer: self, input, output: &mut output });
        output
    }

    fn taps(&self) -> usize {
        self.window.kernel[0] * self.window.kernel[1] * self.input.channels
    }

    /// Writes what the kernel covers at one output pixel, zeros beyond the edges.
    #[inline(always)]
    fn gather(&self, input: &[f32], pixel: usize, taps: &mut [f32]) {
        let channels = self.input.channels;
        let (y, x) = (pixel / self.output.width, pixel % self.output.width);
        let [kernel_height, kernel_width] = self.window.kernel;
        for (index, target) in taps.chunks_exact_mut(channels).enumerate().take(kernel_height * kernel_width) {
            match self.window.source(self.input, [y, x], [index / kernel_width, index % kernel_width]) {
                Some(source) => target.copy_from_slice(&input[source * channels..][..channels]),
                None => target.fill(0.0),
            }
        }
    }
}

struct RunConvolution<'a> {
    layer: &'a Convolution,
    input: &'a [f32],
    output: &'a mut [f32],
}

impl WithSimd for RunConvolution<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let Self { layer, input, output } = self;
        let (taps, channels) = (layer.taps(), layer.output.channels);
        let in_place = layer.window == Window::PIXEL;
        let mut gathered = vec![0.0; if in_place { 0 } else { PIXELS * taps }];
        let pixels = layer.output.height * layer.output.width;
        for first in (0..pixels).step_by(PIXELS) {
            let count = PIXELS.min(pixels - first);
            if !in_place {
                for (pixel, taps) in gathered.chunks_exact_mut(taps).enumerate().take(count) {
                    layer.gather(input, first + pixel, taps);
                }
            }
            let rows = if in_place { &input[first * taps..] } else { &gathered[..] };
            // Where fewer pixels are left the last one is computed again.
            let mut pixel = [rows; PIXELS];
            for (m, row) in pixel.iter_mut().enumerate() {
                *row = &rows[m.min(count - 1) * taps..][..taps];
            }
            for (block, weights) in layer.packed.chunks_exact(taps).enumerate() {
                let sums = tile(weights, &pixel);
                let from = block * LANES;
                let width = LANES.min(channels - from);
                for (m, sums) in sums.iter().enumerate().take(count) {
                    let target = &mut output[(first + m) * channels + from..][..width];
                    for lane in 0..width {
                        target[lane] = layer.finish.apply(from + lane, sums[lane]);
                    }
                }
            }
        }
    }
}

/// Sums of six pixels by sixteen channels.
#[inline(always)]
fn tile(weights: &[Lanes], pixels: &[&[f32]; PIXELS]) -> [Lanes; PIXELS] {
    let mut sums = [[0.0; LANES]; PIXELS];
    let taps = weights.len();
    let pixels = pixels.map(|pixel| &pixel[..taps]);
    for tap in 0..taps {
        let weights = &weights[tap];
        for m in 0..PIXELS {
            let value = pixels[m][tap];
            for lane in 0..LANES {
                sums[m][lane] += value * weights[lane];
            }
        }
    }
    sums
}

/// One filter a channel.
#[derive(Debug, Clone)]
pub(crate) struct Depthwise {
    window: Window,
    input: MapSize,
    output: MapSize,
    /// `[kernel_height, kernel_width, channels]`
    weights: Vec<f32>,
    finish: Finish,
}

impl Depthwise {
    /// `weights` are `[kernel_height, kernel_width, channels]`.
    pub(crate) fn new(window: Window, input: MapSize, output: MapSize, weights: Vec<f32>, finish: Finish) -> Self {
        Self { window, input, output, weights, finish }
    }

    /// The map that it makes of `[height][width][channels]`.
    pub(crate) fn run(&self, arch: Arch, input: &[f32]) -> Vec<f32> {
        let mut output = vec![0.0; self.output.len()];
        arch.dispatch(RunDepthwise { layer: self, input, output: &mut output });
        output
    }
}

struct RunDepthwise<'a> {
    layer: &'a Depthwise,
    input: &'a [f32],
    output: &'a mut [f32],
}

impl WithSimd for RunDepthwise<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let Self { layer, input, output } = self;
        let (channels, kernel_width) = (layer.output.channels, layer.window.kernel[1]);
        for (pixel, output) in output.chunks_exact_mut(channels).enumerate() {
            let at = [pixel / layer.output.width, pixel % layer.output.width];
            for (tap, weights) in layer.weights.chunks_exact(channels).enumerate() {
                let Some(source) = layer.window.source(layer.input, at, [tap / kernel_width, tap % kernel_width])
                else {
                    continue;
                };
                let input = &input[source * channels..][..channels];
                for ((sum, value), weight) in output.iter_mut().zip(input).zip(weights) {
                    *sum += value * weight;
                }
            }
            for (channel, sum) in output.iter_mut().enumerate() {
                *sum = layer.finish.apply(channel, *sum);
            }
        }
    }
}

impl Window {
    /// A kernel of one pixel that goes everywhere.
    pub(crate) const PIXEL: Self = Self { kernel: [1; 2], stride: [1; 2], before: [0; 2] };

    /// The input pixel under one of the kernel's, `None` beyond the edges.
    #[inline(always)]
    fn source(&self, input: MapSize, at: [usize; 2], tap: [usize; 2]) -> Option<usize> {
        let y = (at[0] * self.stride[0] + tap[0]).checked_sub(self.before[0]).filter(|y| *y < input.height)?;
        let x = (at[1] * self.stride[1] + tap[1]).checked_sub(self.before[1]).filter(|x| *x < input.width)?;
        Some(y * input.width + x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(len: usize) -> Vec<f32> {
        (0..len).map(|i| ((i * 7919) % 23) as f32 - 11.0).collect()
    }

    /// The definition, number by number.
    fn by_hand(window: Window, input: MapSize, output: MapSize, map: &[f32], weights: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; output.len()];
        for (at, sum) in sums.iter_mut().enumerate() {
            let (pixel, out) = (at / output.channels, at % output.channels);
            for tap in 0..window.kernel[0] * window.kernel[1] {
                let y = (pixel / output.width * window.stride[0] + tap / window.kernel[1]) as isize;
                let x = (pixel % output.width * window.stride[1] + tap % window.kernel[1]) as isize;
                let (y, x) = (y - window.before[0] as isize, x - window.before[1] as isize);
                if (0..input.height as isize).contains(&y) && (0..input.width as isize).contains(&x) {
                    for channel in 0..input.channels {
                        let value = map[(y as usize * input.width + x as usize) * input.channels + channel];
                        *sum += value * weights[(tap * input.channels + channel) * output.channels + out];
                    }
                }
            }
        }
        sums
    }

    #[test]
    fn any_shape_gives_what_the_definition_gives() {
        let size = |height, width, channels| MapSize { height, width, channels };
        let cases = [
            (Window::PIXEL, size(5, 3, 4), size(5, 3, 33)),
            (Window { kernel: [3, 3], stride: [2, 2], before: [0, 0] }, size(7, 8, 3), size(4, 4, 16)),
            (Window { kernel: [5, 2], stride: [1, 3], before: [2, 1] }, size(6, 7, 2), size(6, 3, 5)),
            (Window::PIXEL, size(1, 1, 40), size(1, 1, 7)),
        ];
        for (window, input, output) in cases {
            let map = numbers(input.len());
            let weights = numbers(window.kernel[0] * window.kernel[1] * input.channels * output.channels);
            let expected = by_hand(window, input, output, &map, &weights);
            let finish = Finish { bias: vec![0.0; output.channels], clamp: Finish::OPEN };
            let layer = Convolution::new(window, input, output, &weights, finish);
            assert_eq!(layer.run(Arch::new(), &map), expected, "{window:?}");
        }
    }

    #[test]
    fn a_depthwise_filter_is_a_convolution_that_mixes_no_channels() {
        let (input, output) =
            (MapSize { height: 5, width: 6, channels: 19 }, MapSize { height: 3, width: 3, channels: 19 });
        let window = Window { kernel: [3, 3], stride: [2, 2], before: [1, 0] };
        let (map, filters) = (numbers(input.len()), numbers(9 * 19));
        let spread = |(i, value): (usize, f32)| (0..19).map(move |out| if out == i % 19 { value } else { 0.0 });
        let weights: Vec<f32> = filters.iter().copied().enumerate().flat_map(spread).collect();
        let bias: Vec<f32> = numbers(19);
        let mut expected = by_hand(window, input, output, &map, &weights);
        for (at, value) in expected.iter_mut().enumerate() {
            *value = (*value + bias[at % 19]).clamp(0.0, 6.0);
        }
        let finish = Finish { bias, clamp: [0.0, 6.0] };
        assert_eq!(Depthwise::new(window, input, output, filters, finish).run(Arch::new(), &map), expected);
    }
}
