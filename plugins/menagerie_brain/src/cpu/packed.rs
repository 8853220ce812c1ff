//! Weights laid out once in the order in which the kernels read them.

use super::lanes::{Buffer, LANES, Lanes, blocks};
use crate::network::ConvWeights;

/// Output blocks of a tile: what the registers hold, at the end what is left over.
pub(super) fn tile_blocks(preferred: usize, left: usize) -> usize {
    left.min(preferred)
}

/// The bias, `[blocks]`.
pub(super) fn bias(layer: &ConvWeights) -> Buffer {
    let mut packed = Buffer::zeroed(blocks(layer.bias.len()));
    packed.lanes_mut().as_flattened_mut()[..layer.bias.len()].copy_from_slice(&layer.bias);
    packed
}

/// A depthwise kernel: `[blocks][kernel * kernel]`.
pub(super) fn depthwise(layer: &ConvWeights) -> Buffer {
    let area = layer.config.kernel * layer.config.kernel;
    let mut packed = Buffer::zeroed(blocks(layer.config.channels[1]) * area);
    for (channel, kernel) in layer.weight.chunks_exact(area).enumerate() {
        for (position, weight) in kernel.iter().enumerate() {
            packed.lanes_mut()[channel / LANES * area + position][channel % LANES] = *weight;
        }
    }
    packed
}

/// A dense kernel, as the matrix `[K, outputs]` with `K = channels_in * kernel * kernel`, in tiles of output blocks:
/// `[tile][K][N]`, so that the tile that begins at block `b` begins at lane `b * K`. The inputs are cut into panels of
/// `panel` rows, one after the other, each in tiles of its own.
pub(super) fn dense(layer: &ConvWeights, preferred: usize, panel: usize) -> Buffer {
    let outputs = layer.bias.len();
    let inputs = layer.weight.len() / outputs.max(1);
    let mut packed = Buffer::zeroed(blocks(outputs) * inputs);
    let mut place = 0;
    for first in (0..inputs).step_by(panel.max(1)) {
        let rows = first..inputs.min(first + panel);
        let mut block = 0;
        while block < blocks(outputs) {
            let tile = tile_blocks(preferred, blocks(outputs) - block);
            for row in rows.clone() {
                for lanes in block..block + tile {
                    packed.lanes_mut()[place] = column(layer, inputs, row, lanes);
                    place += 1;
                }
            }
            block += tile;
        }
    }
    packed
}

/// The weights from one input to the sixteen outputs of a block.
fn column(layer: &ConvWeights, inputs: usize, row: usize, block: usize) -> Lanes {
    let mut lanes = [0.0; LANES];
    for (lane, weight) in lanes.iter_mut().enumerate() {
        *weight = layer.weight.get((block * LANES + lane) * inputs + row).copied().unwrap_or(0.0);
    }
    lanes
}
