//! The CPU engine: EfficientNet-Lite as a static plan of fused blocks, on one thread or several.
//!
//! What it is: the same arithmetic as the Burn modules of `network.rs`, laid out for a cache and for vector registers;
//! a tenth of their time. What it is not: a library of layers; it runs networks of inverted residual blocks and nothing
//! else, one picture at a time, and it cannot learn. `docs/decisions/0005-cpu-engine.md` says what was tried.

mod block;
mod kernels;
mod lanes;
mod map_shape;
mod packed;
mod pooled;
mod taps;

use std::sync::{Mutex, MutexGuard, PoisonError};

use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use self::block::{Block, BlockInput, BlockSlice, Division, Pooling, Scratch, WideTaps, add};
use self::kernels::{STEM_KERNEL, STEM_STRIDE};
use self::lanes::{Buffer, LANES, Lanes};
use self::map_shape::MapShape;
use self::pooled::{PooledLayer, PooledPart};
use self::taps::{Tap, Taps};
use crate::network::{MIDDLE_BLOCK, NetworkWeights, centre_window};
use menagerie_lesson::{ActivationMap, Layer};

/// Output of the network for one picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CpuOutput {
    /// `[2432]`: the head's, then the middle's
    pub(crate) embedding: Vec<f32>,
    /// `[labels]`
    pub(crate) logits: Vec<f32>,
}

/// The network, packed and planned for a number of threads.
#[derive(Debug)]
pub(crate) struct CpuNetwork {
    arch: Arch,
    /// None for a single thread, which is then the caller's.
    pool: Option<ThreadPool>,
    /// Height and width of the input, pixels.
    input: [usize; 2],
    blocks: Vec<Block>,
    head: PooledLayer,
    classifier: PooledLayer,
    head_len: usize,
    middle_len: usize,
    label_count: usize,
    /// Weights of the pixels of the middle block's maps.
    window: Vec<f32>,
    workspace: Mutex<Workspace>,
}

/// Everything that changes during a pass, made once.
#[derive(Debug)]
struct Workspace {
    planes: Vec<f32>,
    /// The input of a block and its output, by turns.
    maps: [Buffer; 2],
    /// The output of every block, where they are kept; empty until somebody wants them.
    kept: Vec<Buffer>,
    /// The maps inside the blocks, of the stem and of the head, where they are kept.
    taps: Taps,
    /// Sums of the parts but the first, where a block is divided by channels.
    sums: Vec<Buffer>,
    scratch: Vec<Mutex<Scratch>>,
    embedding: Buffer,
    /// Pooled maps of the middle block; parts that share it take turns.
    middle: Mutex<Buffer>,
    logits: Buffer,
}

/// What is taken of a block's wide maps while they lie in the cache.
#[derive(Clone, Copy)]
struct Seen<'a> {
    pooling: Option<Pooling<'a>>,
    taps: WideTaps<'a>,
}

impl CpuNetwork {
    /// Packs the weights for inputs of that height and width and for that many threads.
    pub(crate) fn new(weights: &NetworkWeights, input: [usize; 2], threads: usize) -> std::io::Result<Self> {
        Self::with_instructions(Arch::new(), weights, input, threads)
    }

    /// The same with an instruction set of one's choice; this machine must have it, which having an `Arch` proves.
    fn with_instructions(
        arch: Arch,
        weights: &NetworkWeights,
        input: [usize; 2],
        threads: usize,
    ) -> std::io::Result<Self> {
        let threads = threads.max(1);
        let wide_registers = arch.dispatch(RegisterHoldsBlock);
        let mut size = input;
        let mut blocks = Vec::new();
        for block in &weights.blocks {
            // The first block widens nothing; the stem takes that place, so that its map stays in the cache, too.
            let expand = block.expand.as_ref().unwrap_or(&weights.stem);
            let block = Block::new(expand, block, size, wide_registers, threads);
            size = [block.output.height, block.output.width];
            blocks.push(block);
        }
        let last = blocks.last().map_or(MapShape { height: 1, width: 1, blocks: 1 }, |block| block.output);
        let head = PooledLayer::new(&weights.head, last);
        let pixel = MapShape { height: 1, width: 1, blocks: lanes::blocks(weights.head.bias.len()) };
        let classifier = PooledLayer::new(&weights.classifier, pixel);
        let pool = if threads > 1 {
            let name = |index| format!("network {index}");
            Some(
                ThreadPoolBuilder::new()
                    .num_threads(threads)
                    .thread_name(name)
                    .build()
                    .map_err(std::io::Error::other)?,
            )
        } else {
            None
        };
        let workspace = Mutex::new(Workspace::new(&blocks, input, threads, weights));
        let (head_len, label_count) = (weights.head.bias.len(), weights.classifier.bias.len());
        let middle_len = weights.blocks.get(MIDDLE_BLOCK).map_or(0, |block| block.depthwise.bias.len());
        let middle = blocks.get(MIDDLE_BLOCK).map_or([1, 1], |block| [block.output.height, block.output.width]);
        let window = centre_window(middle);
        Ok(Self { arch, pool, input, blocks, head, classifier, head_len, middle_len, label_count, window, workspace })
    }

    /// Looks at one picture, `[3, height, width]`, and tells what these layers made of it.
    pub(crate) fn forward_with_maps(&self, input: &[f32], layers: &[Layer]) -> (CpuOutput, Vec<ActivationMap>) {
        let mut guard = self.workspace.lock().unwrap_or_else(PoisonError::into_inner);
        self.make_room(&mut guard, layers);
        let output = self.look(&mut guard, input, layers);
        (output, layers.iter().filter_map(|layer| self.map(&guard, *layer)).collect())
    }

    /// Makes room for what these layers make.
    fn make_room(&self, workspace: &mut Workspace, layers: &[Layer]) {
        for layer in layers.iter().copied() {
            let tap = match layer {
                Layer::Block(_) => {
                    if workspace.kept.is_empty() {
                        let outputs = self.blocks.iter().map(|block| Buffer::zeroed(block.output.lanes()));
                        workspace.kept = outputs.collect();
                    }
                    None
                }
                // The stem takes the place of the first block's expansion.
                Layer::Stem => self.blocks.first().map(|block| (block.wide_shapes()[0], block.wide_channels)),
                Layer::Depthwise(index) => {
                    self.blocks.get(index).map(|block| (block.wide_shapes()[1], block.wide_channels))
                }
                Layer::Head => Some((self.head.output_shape(self.head_len), self.head_len)),
            };
            if let Some((shape, channels)) = tap {
                workspace.taps.make_room(layer, shape, channels);
            }
        }
    }

    /// What was kept of a layer.
    fn map(&self, workspace: &Workspace, layer: Layer) -> Option<ActivationMap> {
        let Layer::Block(index) = layer else { return workspace.taps.map(layer) };
        let (map, block) = (workspace.kept.get(index)?, self.blocks.get(index)?);
        let shape = [block.channels, block.output.height, block.output.width];
        Some(ActivationMap { layer, shape, values: block.output.planes(map.lanes(), block.channels) })
    }

    fn look(&self, workspace: &mut Workspace, input: &[f32], watched: &[Layer]) -> CpuOutput {
        match &self.pool {
            Some(pool) => pool.install(|| self.run(workspace, input, watched)),
            None => self.run(workspace, input, watched),
        }
        let head = &workspace.embedding.lanes().as_flattened()[..self.head_len];
        let middle = workspace.middle.get_mut().unwrap_or_else(PoisonError::into_inner);
        CpuOutput {
            embedding: [head, &middle.lanes().as_flattened()[..self.middle_len]].concat(),
            logits: workspace.logits.lanes().as_flattened()[..self.label_count].to_vec(),
        }
    }

    fn run(&self, workspace: &mut Workspace, input: &[f32], watched: &[Layer]) {
        let Workspace { planes, maps, kept, taps, sums, scratch, embedding, middle, logits } = workspace;
        middle.get_mut().unwrap_or_else(PoisonError::into_inner).lanes_mut().fill([0.0; LANES]);
        let step = self.spread_planes(input, planes);
        let plane = planes.len() / COLOURS;
        let keeps = watched.iter().any(|layer| matches!(layer, Layer::Block(_)));
        let [mut from, mut to] = maps.each_mut();
        for (index, block) in self.blocks.iter().enumerate() {
            // What is kept is written where it stays: that costs no copy.
            let (read, write) = match kept.split_at_mut_checked(index) {
                Some((before, [output, ..])) if keeps => (before.last().unwrap_or(from), output),
                _ => (&*from, &mut *to),
            };
            let input = if index == 0 {
                let planes = [&planes[..plane], &planes[plane..2 * plane], &planes[2 * plane..]];
                BlockInput::Planes { planes, step }
            } else {
                BlockInput::Map(read.lanes())
            };
            let pooling = (index == MIDDLE_BLOCK).then_some(Pooling { window: &self.window, sums: middle });
            let filtered = taps.tap(Layer::Depthwise(index), watched);
            let widened = if index == 0 { taps.tap(Layer::Stem, watched) } else { None };
            let seen = Seen { pooling, taps: WideTaps { widened, filtered } };
            self.run_block(block, input, &mut write.lanes_mut()[..block.output.lanes()], seen, sums, scratch);
            if !keeps {
                std::mem::swap(&mut from, &mut to);
            }
        }
        let last = kept.last().filter(|_| keeps).unwrap_or(from);
        self.run_pooled(&self.head, last.lanes(), embedding.lanes_mut(), taps.tap(Layer::Head, watched));
        self.run_pooled(&self.classifier, embedding.lanes(), logits.lanes_mut(), None);
    }

    /// Copies the picture into planes with TensorFlow's border of zeros. Returns the length of their rows.
    fn spread_planes(&self, input: &[f32], planes: &mut [f32]) -> usize {
        let [height, width] = self.input;
        let ([before_y, padded_height], [before_x, padded_width]) = (padded(height), padded(width));
        for (plane, input) in
            planes.chunks_exact_mut(padded_height * padded_width).zip(input.chunks_exact(height * width))
        {
            for (row, input) in plane.chunks_exact_mut(padded_width).skip(before_y).zip(input.chunks_exact(width)) {
                row[before_x..before_x + width].copy_from_slice(input);
            }
        }
        padded_width
    }

    fn run_block(
        &self,
        block: &Block,
        input: BlockInput<'_>,
        output: &mut [Lanes],
        Seen { pooling, taps }: Seen<'_>,
        sums: &mut [Buffer],
        scratch: &[Mutex<Scratch>],
    ) {
        match block.division {
            Division::Bands(rows) => {
                let run = |(band, output): (usize, &mut [Lanes])| {
                    let rows = band * rows..(band * rows + rows).min(block.output.height);
                    block.begin(input, rows.clone(), output);
                    let scratch = &mut *own(scratch);
                    self.arch.dispatch(BlockSlice {
                        block,
                        input,
                        rows,
                        panels: 0..block.panels(),
                        output,
                        pooling,
                        taps,
                        scratch,
                    });
                };
                let band = rows * block.output.row();
                if self.pool.is_some() {
                    output.par_chunks_mut(band).enumerate().for_each(run);
                } else {
                    output.chunks_mut(band).enumerate().for_each(run);
                }
            }
            Division::Panels(panels) => {
                let rows = 0..block.output.height;
                let lanes = output.len();
                block.begin(input, rows.clone(), output);
                let others = sums.iter_mut().map(|sums| &mut sums.lanes_mut()[..lanes]);
                let mut parts: Vec<&mut [Lanes]> = std::iter::once(output).chain(others).collect();
                parts.par_iter_mut().enumerate().for_each(|(index, output)| {
                    if index > 0 {
                        output.fill([0.0; LANES]);
                    }
                    let panels = index * panels..((index + 1) * panels).min(block.panels());
                    let scratch = &mut *own(scratch);
                    self.arch.dispatch(BlockSlice {
                        block,
                        input,
                        rows: rows.clone(),
                        panels,
                        output,
                        pooling,
                        taps,
                        scratch,
                    });
                });
                if let Some((output, others)) = parts.split_first_mut() {
                    for other in others {
                        add(output, other);
                    }
                }
            }
        }
    }

    fn run_pooled(&self, layer: &PooledLayer, input: &[Lanes], output: &mut [Lanes], tap: Option<Tap<'_>>) {
        match &self.pool {
            Some(pool) => {
                let blocks = PooledPart::blocks(output.len(), pool.current_num_threads());
                output.par_chunks_mut(blocks).enumerate().for_each(|(part, output)| {
                    self.arch.dispatch(PooledPart { layer, input, first: part * blocks, output, tap });
                });
            }
            None => self.arch.dispatch(PooledPart { layer, input, first: 0, output, tap }),
        }
    }
}

impl Workspace {
    fn new(blocks: &[Block], input: [usize; 2], threads: usize, weights: &NetworkWeights) -> Self {
        let largest = blocks.iter().map(|block| block.output.lanes()).max().unwrap_or(0);
        let divided = blocks.iter().filter(|block| matches!(block.division, Division::Panels(_)));
        let sums = divided.map(|block| block.output.lanes()).max().unwrap_or(0);
        let [[_, height], [_, width]] = input.map(padded);
        let middle = weights.blocks.get(MIDDLE_BLOCK).map_or(0, |block| lanes::blocks(block.depthwise.bias.len()));
        Self {
            planes: vec![0.0; COLOURS * height * width],
            maps: [Buffer::zeroed(largest), Buffer::zeroed(largest)],
            kept: Vec::new(),
            taps: Taps::default(),
            sums: (1..threads).map(|_| Buffer::zeroed(sums)).collect(),
            scratch: (0..threads).map(|_| Mutex::new(Scratch::for_blocks(blocks))).collect(),
            embedding: Buffer::zeroed(lanes::blocks(weights.head.bias.len())),
            middle: Mutex::new(Buffer::zeroed(middle)),
            logits: Buffer::zeroed(lanes::blocks(weights.classifier.bias.len())),
        }
    }
}

/// Red, green and blue.
const COLOURS: usize = 3;

/// Zeros before a side of the network's input, and its length with the zeros before and after.
fn padded(side: usize) -> [usize; 2] {
    let outputs = side.div_ceil(STEM_STRIDE);
    let all = ((outputs - 1) * STEM_STRIDE + STEM_KERNEL).saturating_sub(side);
    [all / 2, side + all]
}

/// The scratch memory of this thread of the pool, which nobody else uses.
fn own(scratch: &[Mutex<Scratch>]) -> MutexGuard<'_, Scratch> {
    let index = rayon::current_thread_index().unwrap_or(0) % scratch.len();
    scratch[index].lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a register holds a whole block, as those of AVX-512 do, of which there are thirty-two.
struct RegisterHoldsBlock;

impl WithSimd for RegisterHoldsBlock {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) -> bool {
        S::F32_LANES == LANES
    }
}

#[cfg(test)]
mod tests;
