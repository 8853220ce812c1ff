//! An inverted residual block as one piece of work: widen, filter each channel, narrow, without the wide maps ever
//! leaving the cache.
//!
//! The wide channels are cut into panels of a few blocks. For each panel the pointwise expansion is written into a small
//! map with a border of zeros (so the depthwise convolution knows no edges), filtered, and multiplied onto the sums of
//! the output. Large maps are cut into bands of rows, one a task; small ones, whose weights outweigh their pixels, into
//! runs of panels, one a thread, so that each weight is read once by one thread.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use pulp::{Simd, WithSimd};

use super::kernels::{Clamp, DepthwiseTile, PointwiseTile, STEM_STRIDE, Start, StemTile};
use super::lanes::{Buffer, LANES, Lanes, blocks};
use super::map_shape::MapShape;
use super::packed::{self, tile_blocks};
use super::taps::Tap;
use crate::network::{BlockWeights, ConvWeights};

/// Wide blocks of a panel: enough channels that reading and writing the sums of the output costs little.
const PANEL_BLOCKS: usize = 6;

/// Lanes of a band's wide map, at most: 256 KiB, a part of a core's second-level cache.
const BAND_LANES: usize = 4096;

/// A map of fewer pixels is divided by channels.
const SMALL_MAP: usize = 28 * 28;

/// What a block reads.
#[derive(Clone, Copy)]
pub(super) enum BlockInput<'a> {
    /// The network's input: three planes, rows of `step` numbers, zero beyond the right and the bottom edge.
    Planes { planes: [&'a [f32]; 3], step: usize },
    /// What the block before made: `[height][blocks][width]`.
    Map(&'a [Lanes]),
}

/// A layer's weights as the kernels read them.
#[derive(Debug)]
pub(super) struct Packed {
    pub(super) weights: Buffer,
    pub(super) bias: Buffer,
    pub(super) clamp: Clamp,
}

impl Packed {
    pub(super) fn new(layer: &ConvWeights, weights: Buffer) -> Self {
        let clamp = if layer.config.relu6 { Clamp::RELU6 } else { Clamp::NONE };
        Self { weights, bias: packed::bias(layer), clamp }
    }
}

/// A block with its weights and its plan.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) input: MapShape,
    pub(super) output: MapShape,
    /// Channels of the output.
    pub(super) channels: usize,
    pub(super) division: Division,
    /// Rows of the expansion's matrix: its input channels, for the stem times nine.
    expand_inputs: usize,
    pub(super) wide_channels: usize,
    expand: Packed,
    depthwise: Packed,
    project: Packed,
    kernel: usize,
    stride: usize,
    /// Zeros before the first row and the first column of the wide map.
    pad: [usize; 2],
    residual: bool,
    /// Wide blocks of a panel.
    panel: usize,
    /// Blocks of a tile that widens, and of one that narrows.
    expand_tile: usize,
    project_tile: usize,
    /// Lanes of a row of the wide map with its border.
    wide_row: usize,
    /// Height and width of the wide map.
    wide: [usize; 2],
}

/// How the work of a block is cut into parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Division {
    /// Bands of so many output rows, each with all panels.
    Bands(usize),
    /// Runs of so many panels, each with all rows, whose outputs must be added up.
    Panels(usize),
}

/// A part of a block's work: some output rows, from some panels of wide channels.
pub(super) struct BlockSlice<'a> {
    pub(super) block: &'a Block,
    pub(super) input: BlockInput<'a>,
    pub(super) rows: Range<usize>,
    pub(super) panels: Range<usize>,
    /// The rows, `[rows][blocks][width]`.
    pub(super) output: &'a mut [Lanes],
    /// Where the filtered maps are pooled on the way, if somebody wants them.
    pub(super) pooling: Option<Pooling<'a>>,
    /// Where the wide maps are kept, if somebody watches.
    pub(super) taps: WideTaps<'a>,
    pub(super) scratch: &'a mut Scratch,
}

/// Pools the filtered map of each wide channel while it lies in the cache.
#[derive(Clone, Copy)]
pub(super) struct Pooling<'a> {
    /// Weight of each pixel, `[height][width]`.
    pub(super) window: &'a [f32],
    /// Weighted sums by block of wide channels.
    pub(super) sums: &'a Mutex<Buffer>,
}

/// Where the wide maps of a block are kept whole.
#[derive(Clone, Copy, Default)]
pub(super) struct WideTaps<'a> {
    /// Before they are filtered.
    pub(super) widened: Option<Tap<'a>>,
    /// After.
    pub(super) filtered: Option<Tap<'a>>,
}

/// A thread's own room for the maps of a panel.
#[derive(Debug)]
pub(super) struct Scratch {
    wide: Buffer,
    filtered: Buffer,
}

impl Scratch {
    /// Room for any part of these blocks.
    pub(super) fn for_blocks(blocks: &[Block]) -> Self {
        let wide = blocks.iter().map(|block| block.panel * block.wide_rows(block.band()) * block.wide_row).max();
        let filtered = blocks.iter().map(|block| block.panel * block.band() * block.output.width).max();
        Self { wide: Buffer::zeroed(wide.unwrap_or(0)), filtered: Buffer::zeroed(filtered.unwrap_or(0)) }
    }
}

/// Calls `$call` with the constants `M` and `N` of the largest tile for `$n` blocks and at most `$left` pixels, and adds
/// its pixels to `$x`. Fourteen pixels need the 32 registers of AVX-512.
macro_rules! for_tile {
    ($n:expr, $left:expr, $x:ident, $call:ident) => {
        $x += match ($n, $left) {
            (3, 7..) => $call!(7, 3),
            (3, _) => $call!(1, 3),
            (2, 14..) => $call!(14, 2),
            (2, 7..) => $call!(7, 2),
            (2, _) => $call!(1, 2),
            (_, 14..) if S::F32_LANES == LANES => $call!(14, 1),
            (_, 7..) => $call!(7, 1),
            _ => $call!(1, 1),
        }
    };
}

pub(super) use for_tile;

impl Block {
    /// Packs the weights of a block and plans its work. `size` is height and width of its input, `wide_registers` whether
    /// the kernels have thirty-two registers of sixteen numbers, `threads` how many will share the work.
    pub(super) fn new(
        expand: &ConvWeights,
        weights: &BlockWeights,
        size: [usize; 2],
        wide_registers: bool,
        threads: usize,
    ) -> Self {
        let expand_weights = expand;
        let (expand, depthwise, project) = (&expand.config, &weights.depthwise.config, &weights.project.config);
        let input = MapShape { height: size[0], width: size[1], blocks: blocks(expand.channels[0]) };
        let wide = size.map(|side| side.div_ceil(expand.stride));
        let [height, width] = wide.map(|side| side.div_ceil(depthwise.stride));
        let output = MapShape { height, width, blocks: blocks(project.channels[1]) };
        // TensorFlow's SAME: the odd zero goes to the right and to the bottom.
        let pad = |inputs: usize, outputs: usize| {
            ((outputs - 1) * depthwise.stride + depthwise.kernel).saturating_sub(inputs) / 2
        };
        let pad = [pad(wide[0], height), pad(wide[1], width)];

        let tile = |width: usize| {
            if !wide_registers {
                1
            } else if width.is_multiple_of(14) {
                2
            } else {
                3
            }
        };
        let (expand_tile, project_tile) = (tile(wide[1]), tile(width));
        let wide_channels = depthwise.channels[1];
        let expand_inputs = expand.channels[0] * expand.kernel * expand.kernel;
        let panel = PANEL_BLOCKS.next_multiple_of(expand_tile).min(blocks(wide_channels));
        let wide_row = (width - 1) * depthwise.stride + depthwise.kernel;
        let mut block = Self {
            input,
            output,
            channels: project.channels[1],
            division: Division::Bands(height),
            expand_inputs,
            wide_channels,
            expand: Packed::new(expand_weights, packed::dense(expand_weights, expand_tile, expand_inputs)),
            depthwise: Packed::new(&weights.depthwise, packed::depthwise(&weights.depthwise)),
            project: Packed::new(&weights.project, packed::dense(&weights.project, project_tile, panel * LANES)),
            kernel: depthwise.kernel,
            stride: depthwise.stride,
            pad,
            residual: weights.residual,
            panel,
            expand_tile,
            project_tile,
            wide_row: wide_row.max(wide[1] + pad[1]),
            wide,
        };
        block.division = block.divide(threads);
        block
    }

    fn divide(&self, threads: usize) -> Division {
        if threads > 1 && self.output.height * self.output.width < SMALL_MAP {
            return Division::Panels(self.panels().div_ceil(threads));
        }
        let mut bands = threads;
        while bands < self.output.height
            && self.panel * self.wide_rows(self.output.height.div_ceil(bands)) * self.wide_row > BAND_LANES
        {
            bands += threads;
        }
        Division::Bands(self.output.height.div_ceil(bands))
    }

    /// How many panels there are.
    pub(super) fn panels(&self) -> usize {
        blocks(self.wide_channels).div_ceil(self.panel)
    }

    /// Shape of the wide map before it is filtered, and after.
    pub(super) fn wide_shapes(&self) -> [MapShape; 2] {
        let [height, width] = self.wide;
        let blocks = blocks(self.wide_channels);
        [MapShape { height, width, blocks }, MapShape { blocks, ..self.output }]
    }

    /// Output rows of a part.
    fn band(&self) -> usize {
        match self.division {
            Division::Bands(rows) => rows,
            Division::Panels(_) => self.output.height,
        }
    }

    /// Rows of the wide map that so many rows of output need.
    fn wide_rows(&self, rows: usize) -> usize {
        (rows - 1) * self.stride + self.kernel
    }

    /// Puts the bias, and the input where it skips the block, into some rows of the output.
    pub(super) fn begin(&self, input: BlockInput<'_>, rows: Range<usize>, output: &mut [Lanes]) {
        let bias = self.project.bias.lanes();
        for (index, line) in output.chunks_exact_mut(self.output.width).enumerate() {
            line.fill(bias[index % self.output.blocks]);
        }
        if let (BlockInput::Map(map), true) = (input, self.residual) {
            add(output, &map[rows.start * self.input.row()..]);
        }
    }
}

/// Adds as many numbers as there are sums.
pub(super) fn add(sums: &mut [Lanes], others: &[Lanes]) {
    for (sum, other) in sums.as_flattened_mut().iter_mut().zip(others.as_flattened()) {
        *sum += other;
    }
}

impl WithSimd for BlockSlice<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        for panel in self.panels.clone() {
            let first = panel * self.block.panel;
            let last = (first + self.block.panel).min(blocks(self.block.wide_channels));
            self.widen(simd, first..last);
            self.keep_widened(first..last);
            self.filter(simd, first..last);
            self.keep_filtered(first..last);
            self.pool(first..last);
            self.narrow(simd, first..last);
        }
    }
}

impl BlockSlice<'_> {
    /// Writes the wide map of some blocks, with its border.
    #[inline(always)]
    fn widen<S: Simd>(&mut self, simd: S, panel: Range<usize>) {
        let block = self.block;
        let wide_rows = block.wide_rows(self.rows.len());
        let plane = wide_rows * block.wide_row;
        let wide = &mut self.scratch.wide.lanes_mut()[..panel.len() * plane];
        let mut first = panel.start;
        while first < panel.end {
            let n = tile_blocks(block.expand_tile, panel.end - first);
            let weights = &block.expand.weights.lanes()[first * block.expand_inputs..][..n * block.expand_inputs];
            let bias = &block.expand.bias.lanes()[first..][..n];
            for wide_row in 0..wide_rows {
                let start = (first - panel.start) * plane + wide_row * block.wide_row;
                // Where the row lies in the wide map without border; it may be above or below.
                let y = (self.rows.start * block.stride + wide_row).wrapping_sub(block.pad[0]);
                let inside = if y < block.wide[0] { block.pad[1]..block.pad[1] + block.wide[1] } else { 0..0 };
                for n in 0..n {
                    let row = &mut wide[start + n * plane..][..block.wide_row];
                    row[..inside.start].fill([0.0; LANES]);
                    row[inside.end..].fill([0.0; LANES]);
                }
                let mut x = 0;
                while x < inside.len() {
                    let output = &mut wide[start + inside.start + x..];
                    match self.input {
                        BlockInput::Map(map) => {
                            let input = &map[y * block.input.row() + x..];
                            macro_rules! tile {
                                ($m:literal, $n:literal) => {{
                                    simd.vectorize(PointwiseTile::<$m, $n> {
                                        input,
                                        input_step: block.input.width,
                                        weights,
                                        start: Start::Bias(bias),
                                        clamp: block.expand.clamp,
                                        output,
                                        output_step: plane,
                                    });
                                    $m
                                }};
                            }
                            for_tile!(n, inside.len() - x, x, tile);
                        }
                        BlockInput::Planes { planes, step } => {
                            let start = y * STEM_STRIDE * step + x * STEM_STRIDE;
                            let input = planes.map(|plane| &plane[start..]);
                            macro_rules! tile {
                                ($m:literal, $n:literal) => {{
                                    simd.vectorize(StemTile::<$m, $n> {
                                        input,
                                        input_step: step,
                                        weights,
                                        bias,
                                        clamp: block.expand.clamp,
                                        output,
                                        output_step: plane,
                                    });
                                    $m
                                }};
                            }
                            for_tile!(n, inside.len() - x, x, tile);
                        }
                    }
                }
            }
            first += n;
        }
    }

    /// Filters each channel of the wide map.
    #[inline(always)]
    fn filter<S: Simd>(&mut self, simd: S, panel: Range<usize>) {
        let block = self.block;
        let plane = block.wide_rows(self.rows.len()) * block.wide_row;
        let width = block.output.width;
        let area = block.kernel * block.kernel;
        let wide = self.scratch.wide.lanes();
        let filtered = self.scratch.filtered.lanes_mut();
        for (index, channels) in panel.enumerate() {
            let weights = &block.depthwise.weights.lanes()[channels * area..][..area];
            let bias = &block.depthwise.bias.lanes()[channels];
            for row in 0..self.rows.len() {
                let input = &wide[index * plane + row * block.stride * block.wide_row..];
                let output = &mut filtered[(index * self.rows.len() + row) * width..][..width];
                let mut x = 0;
                while x < width {
                    let input = &input[x * block.stride..];
                    let output = &mut output[x..];
                    let clamp = block.depthwise.clamp;
                    macro_rules! tile {
                        ($kernel:literal, $stride:literal, $m:literal) => {{
                            simd.vectorize(DepthwiseTile::<$kernel, $stride, $m> {
                                input,
                                input_step: block.wide_row,
                                weights,
                                bias,
                                clamp,
                                output,
                            });
                            $m
                        }};
                    }
                    let left = width - x;
                    x += match (block.kernel, block.stride, left) {
                        (3, 1, 14..) if S::F32_LANES == LANES => tile!(3, 1, 14),
                        (3, 1, 7..) => tile!(3, 1, 7),
                        (3, 1, _) => tile!(3, 1, 1),
                        (3, _, 14..) if S::F32_LANES == LANES => tile!(3, 2, 14),
                        (3, _, 7..) => tile!(3, 2, 7),
                        (3, _, _) => tile!(3, 2, 1),
                        (_, 1, 14..) if S::F32_LANES == LANES => tile!(5, 1, 14),
                        (_, 1, 7..) => tile!(5, 1, 7),
                        (_, 1, _) => tile!(5, 1, 1),
                        (_, _, 14..) if S::F32_LANES == LANES => tile!(5, 2, 14),
                        (_, _, 7..) => tile!(5, 2, 7),
                        _ => tile!(5, 2, 1),
                    };
                }
            }
        }
    }

    /// Copies the wide map of some blocks to where it is kept; bands share rows at their edges and write the same there.
    fn keep_widened(&self, panel: Range<usize>) {
        let Some(tap) = self.taps.widened else { return };
        let Block { wide: [height, width], wide_row, pad, stride, .. } = *self.block;
        let wide_rows = self.block.wide_rows(self.rows.len());
        let wide = self.scratch.wide.lanes();
        let top = self.rows.start * stride;
        tap.keep(panel.enumerate().flat_map(|(index, channels)| {
            (0..wide_rows).filter_map(move |row| {
                let y = (top + row).checked_sub(pad[0]).filter(|y| *y < height)?;
                Some((channels, [y, 0], &wide[(index * wide_rows + row) * wide_row + pad[1]..][..width]))
            })
        }));
    }

    /// Copies the filtered map of some blocks to where it is kept.
    fn keep_filtered(&self, panel: Range<usize>) {
        let Some(tap) = self.taps.filtered else { return };
        let (width, rows) = (self.block.output.width, self.rows.clone());
        let filtered = self.scratch.filtered.lanes().chunks_exact(width);
        let places = panel.flat_map(|channels| rows.clone().map(move |y| (channels, y)));
        tap.keep(places.zip(filtered).map(|((channels, y), line)| (channels, [y, 0], line)));
    }

    /// Adds the filtered map of some blocks to their pooled sums.
    #[inline(always)]
    fn pool(&mut self, panel: Range<usize>) {
        let Some(Pooling { window, sums }) = self.pooling else { return };
        let width = self.block.output.width;
        let window = &window[self.rows.start * width..self.rows.end * width];
        let filtered = self.scratch.filtered.lanes();
        let mut sums = sums.lock().unwrap_or_else(PoisonError::into_inner);
        for (sums, map) in sums.lanes_mut()[panel].iter_mut().zip(filtered.chunks_exact(window.len())) {
            for (pixel, weight) in map.iter().zip(window) {
                for lane in 0..LANES {
                    sums[lane] += weight * pixel[lane];
                }
            }
        }
    }

    /// Multiplies the filtered map onto the sums of the output.
    #[inline(always)]
    fn narrow<S: Simd>(&mut self, simd: S, panel: Range<usize>) {
        let block = self.block;
        let MapShape { width, blocks, .. } = block.output;
        let filtered = self.scratch.filtered.lanes();
        let inputs = panel.start * LANES..block.wide_channels.min(panel.end * LANES);
        let weights = &block.project.weights.lanes()[inputs.start * blocks..][..inputs.len() * blocks];
        let mut first = 0;
        while first < blocks {
            let n = tile_blocks(block.project_tile, blocks - first);
            let weights = &weights[first * inputs.len()..][..n * inputs.len()];
            for row in 0..self.rows.len() {
                let input = &filtered[row * width..];
                let output = &mut self.output[(row * blocks + first) * width..][..n * width];
                let mut x = 0;
                while x < width {
                    let input = &input[x..];
                    let output = &mut output[x..];
                    macro_rules! tile {
                        ($m:literal, $n:literal) => {{
                            simd.vectorize(PointwiseTile::<$m, $n> {
                                input,
                                input_step: self.rows.len() * width,
                                weights,
                                start: Start::Output,
                                clamp: block.project.clamp,
                                output,
                                output_step: width,
                            });
                            $m
                        }};
                    }
                    for_tile!(n, width - x, x, tile);
                }
            }
            first += n;
        }
    }
}
