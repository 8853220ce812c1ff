//! A pointwise layer whose output is averaged over the map: the network's head, and its classifier, whose map is a pixel.

use pulp::{Simd, WithSimd};

use super::block::{Packed, for_tile};
use super::kernels::{PointwiseTile, Start};
use super::lanes::{LANES, Lanes, blocks};
use super::map_shape::MapShape;
use super::packed::{self, tile_blocks};
use super::taps::Tap;
use crate::network::ConvWeights;

/// Output blocks of a tile.
const TILE: usize = 3;

/// Pixels times blocks of the largest tile: 14 x 2.
const LARGEST_TILE: usize = 28;

/// The layer with its weights.
#[derive(Debug)]
pub(super) struct PooledLayer {
    input: MapShape,
    inputs: usize,
    packed: Packed,
}

impl PooledLayer {
    pub(super) fn new(layer: &ConvWeights, input: MapShape) -> Self {
        let inputs = layer.config.channels[0];
        Self { input, inputs, packed: Packed::new(layer, packed::dense(layer, TILE, inputs)) }
    }

    /// Shape of so many channels before they are averaged.
    pub(super) fn output_shape(&self, channels: usize) -> MapShape {
        MapShape { blocks: blocks(channels), ..self.input }
    }
}

/// Some blocks of the layer's output; they begin at a multiple of [`TILE`].
pub(super) struct PooledPart<'a> {
    pub(super) layer: &'a PooledLayer,
    pub(super) input: &'a [Lanes],
    pub(super) first: usize,
    pub(super) output: &'a mut [Lanes],
    /// Where the map is kept before it is averaged, if somebody watches.
    pub(super) tap: Option<Tap<'a>>,
}

impl PooledPart<'_> {
    /// Output blocks of a part, for that many threads.
    pub(super) fn blocks(all: usize, threads: usize) -> usize {
        all.div_ceil(threads).next_multiple_of(TILE)
    }
}

impl WithSimd for PooledPart<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { layer, input, first, output, tap } = self;
        let MapShape { height, width, .. } = layer.input;
        let mut done = 0;
        while done < output.len() {
            let n = tile_blocks(TILE, output.len() - done);
            let block = first + done;
            let weights = &layer.packed.weights.lanes()[block * layer.inputs..][..n * layer.inputs];
            let bias = &layer.packed.bias.lanes()[block..][..n];
            let sums = &mut output[done..][..n];
            sums.fill([0.0; LANES]);
            for y in 0..height {
                let row = &input[y * layer.input.row()..];
                let mut x = 0;
                while x < width {
                    let input = &row[x..];
                    let mut pixels = [[0.0; LANES]; LARGEST_TILE];
                    macro_rules! tile {
                        ($m:literal, $n:literal) => {{
                            simd.vectorize(PointwiseTile::<$m, $n> {
                                input,
                                input_step: width,
                                weights,
                                start: Start::Bias(bias),
                                clamp: layer.packed.clamp,
                                output: &mut pixels,
                                output_step: $m,
                            });
                            $m
                        }};
                    }
                    let before = x;
                    for_tile!(n, width - x, x, tile);
                    let step = x - before;
                    if let Some(tap) = tap {
                        let parts = pixels.chunks(step).take(n).enumerate();
                        tap.keep(parts.map(|(index, pixels)| (block + index, [y, before], pixels)));
                    }
                    for (sum, pixels) in sums.iter_mut().zip(pixels.chunks(step)) {
                        for pixel in pixels {
                            for lane in 0..LANES {
                                sum[lane] += pixel[lane];
                            }
                        }
                    }
                }
            }
            let pixels = (height * width) as f32;
            for sum in sums {
                for lane in sum {
                    *lane /= pixels;
                }
            }
            done += n;
        }
    }
}
