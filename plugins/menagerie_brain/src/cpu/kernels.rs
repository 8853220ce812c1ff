//! The inner loops of the CPU engine: a tile of a pointwise convolution, of a depthwise one, of the stem.
//!
//! A tile is `M` neighbouring pixels of a row by `N` blocks of sixteen channels, whose sums stay in registers while the
//! inputs stream by: 14 x 2 fill 28 of the 32 registers of AVX-512 (7 x 4 would
//! leave none for a pixel beside the four weights), 7 x 1 fills 14 of the 16 of AVX2.
//! Instruction sets are chosen at run time by `pulp`; `V` is how many of its registers make a block. Everything is
//! `#[inline(always)]` up to the next `vectorize`, because a function of its own would be compiled without the chosen
//! instructions.

#![expect(
    clippy::needless_range_loop,
    clippy::manual_memcpy,
    reason = "loops counted by constants are what the compiler unrolls into registers"
)]

use pulp::{Simd, WithSimd};

use super::lanes::{LANES, Lanes};

/// Lowest and highest value that a layer lets through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clamp {
    pub(super) low: f32,
    pub(super) high: f32,
}

impl Clamp {
    pub(super) const RELU6: Self = Self { low: 0.0, high: 6.0 };
    pub(super) const NONE: Self = Self { low: f32::NEG_INFINITY, high: f32::INFINITY };
}

/// What a tile's sums begin with.
pub(super) enum Start<'a> {
    /// A number for each channel, `[N]`.
    Bias(&'a [Lanes]),
    /// What stands in the output already.
    Output,
}

#[inline(always)]
fn load<S: Simd, const V: usize>(simd: S, lanes: &Lanes) -> [S::f32s; V] {
    let (registers, _) = S::as_simd_f32s(lanes);
    let mut loaded = [simd.splat_f32s(0.0); V];
    for v in 0..V {
        loaded[v] = registers[v];
    }
    loaded
}

#[inline(always)]
fn store<S: Simd, const V: usize>(_simd: S, lanes: &mut Lanes, values: [S::f32s; V]) {
    let (registers, _) = S::as_mut_simd_f32s(lanes);
    registers[..V].copy_from_slice(&values);
}

#[inline(always)]
fn clamped<S: Simd, const V: usize>(simd: S, clamp: Clamp, mut values: [S::f32s; V]) -> [S::f32s; V] {
    let (low, high) = (simd.splat_f32s(clamp.low), simd.splat_f32s(clamp.high));
    for value in &mut values {
        *value = simd.min_f32s(simd.max_f32s(*value, low), high);
    }
    values
}

/// Makes `WithSimd` of a tile call its `run` with the number of registers that make a block.
macro_rules! run_with_registers_of_a_block {
    ($tile:ident < $($constant:ident),+ >) => {
        impl<$(const $constant: usize),+> WithSimd for $tile<'_, $($constant),+> {
            type Output = ();

            #[inline(always)]
            fn with_simd<S: Simd>(self, simd: S) {
                match S::F32_LANES {
                    16 => self.run::<S, 1>(simd),
                    8 => self.run::<S, 2>(simd),
                    4 => self.run::<S, 4>(simd),
                    _ => self.run::<S, 16>(simd),
                }
            }
        }
    };
}

/// A tile of a convolution whose kernel is one pixel: a product of the matrices `[M, K]` and `[K, N * 16]`.
pub(super) struct PointwiseTile<'a, const M: usize, const N: usize> {
    /// The first pixel; block `k / 16` of the inputs stands `input_step` lanes further.
    pub(super) input: &'a [Lanes],
    pub(super) input_step: usize,
    /// `[K, N]`
    pub(super) weights: &'a [Lanes],
    pub(super) start: Start<'a>,
    pub(super) clamp: Clamp,
    /// The first pixel; the next block stands `output_step` lanes further.
    pub(super) output: &'a mut [Lanes],
    pub(super) output_step: usize,
}

run_with_registers_of_a_block!(PointwiseTile<M, N>);

impl<const M: usize, const N: usize> PointwiseTile<'_, M, N> {
    #[inline(always)]
    fn run<S: Simd, const V: usize>(self, simd: S) {
        let mut sums = [[[simd.splat_f32s(0.0); V]; N]; M];
        for n in 0..N {
            match self.start {
                Start::Bias(bias) => {
                    let bias = load::<S, V>(simd, &bias[n]);
                    for m in 0..M {
                        sums[m][n] = bias;
                    }
                }
                Start::Output => {
                    let output = &self.output[n * self.output_step..][..M];
                    for m in 0..M {
                        sums[m][n] = load(simd, &output[m]);
                    }
                }
            }
        }
        let (whole, rest) = self.weights.as_chunks::<N>().0.as_chunks::<LANES>();
        for (block, weights) in whole.iter().enumerate() {
            let pixels = &self.input[block * self.input_step..][..M];
            for k in 0..LANES {
                multiply_add(simd, &mut sums, pixels, k, &weights[k]);
            }
        }
        if !rest.is_empty() {
            let pixels = &self.input[whole.len() * self.input_step..][..M];
            for (k, weights) in rest.iter().enumerate() {
                multiply_add(simd, &mut sums, pixels, k % LANES, weights);
            }
        }
        for n in 0..N {
            let output = &mut self.output[n * self.output_step..][..M];
            for m in 0..M {
                store(simd, &mut output[m], clamped(simd, self.clamp, sums[m][n]));
            }
        }
    }
}

/// Adds one input channel, times its weights, to the sums.
#[inline(always)]
fn multiply_add<S: Simd, const V: usize, const M: usize, const N: usize>(
    simd: S,
    sums: &mut [[[S::f32s; V]; N]; M],
    pixels: &[Lanes],
    k: usize,
    weights: &[Lanes; N],
) {
    let mut loaded = [[simd.splat_f32s(0.0); V]; N];
    for n in 0..N {
        loaded[n] = load(simd, &weights[n]);
    }
    for m in 0..M {
        let pixel = simd.splat_f32s(pixels[m][k]);
        for n in 0..N {
            for v in 0..V {
                sums[m][n][v] = simd.mul_add_e_f32s(pixel, loaded[n][v], sums[m][n][v]);
            }
        }
    }
}

/// A tile of a depthwise convolution: `M` pixels of one block, kernel `K` x `K`.
pub(super) struct DepthwiseTile<'a, const K: usize, const STRIDE: usize, const M: usize> {
    /// The top left of the first window; the next row stands `input_step` lanes further.
    pub(super) input: &'a [Lanes],
    pub(super) input_step: usize,
    /// `[K * K]`
    pub(super) weights: &'a [Lanes],
    pub(super) bias: &'a Lanes,
    pub(super) clamp: Clamp,
    pub(super) output: &'a mut [Lanes],
}

run_with_registers_of_a_block!(DepthwiseTile<K, STRIDE, M>);

impl<const K: usize, const STRIDE: usize, const M: usize> DepthwiseTile<'_, K, STRIDE, M> {
    #[inline(always)]
    fn run<S: Simd, const V: usize>(self, simd: S) {
        let mut sums = [load::<S, V>(simd, self.bias); M];
        let (weights, _) = self.weights.as_chunks::<K>();
        let weights = &weights[..K];
        for y in 0..K {
            let row = &self.input[y * self.input_step..][..(M - 1) * STRIDE + K];
            for x in 0..K {
                let weight = load::<S, V>(simd, &weights[y][x]);
                for m in 0..M {
                    let pixel = load::<S, V>(simd, &row[m * STRIDE + x]);
                    for v in 0..V {
                        sums[m][v] = simd.mul_add_e_f32s(pixel[v], weight[v], sums[m][v]);
                    }
                }
            }
        }
        let output = &mut self.output[..M];
        for m in 0..M {
            store(simd, &mut output[m], clamped(simd, self.clamp, sums[m]));
        }
    }
}

/// Side of the stem's kernel, pixels.
pub(super) const STEM_KERNEL: usize = 3;

/// Step of the stem, pixels.
pub(super) const STEM_STRIDE: usize = 2;

/// A tile of the stem, the 3 x 3 convolution with stride 2 that begins the network.
pub(super) struct StemTile<'a, const M: usize, const N: usize> {
    /// For each colour the plane from the top left of the first window on.
    pub(super) input: [&'a [f32]; 3],
    /// Numbers from a row of a plane to the next.
    pub(super) input_step: usize,
    /// `[3 colours * 3 * 3, N]`
    pub(super) weights: &'a [Lanes],
    /// `[N]`
    pub(super) bias: &'a [Lanes],
    pub(super) clamp: Clamp,
    pub(super) output: &'a mut [Lanes],
    pub(super) output_step: usize,
}

run_with_registers_of_a_block!(StemTile<M, N>);

impl<const M: usize, const N: usize> StemTile<'_, M, N> {
    #[inline(always)]
    fn run<S: Simd, const V: usize>(self, simd: S) {
        let mut sums = [[[simd.splat_f32s(0.0); V]; N]; M];
        for n in 0..N {
            let bias = load::<S, V>(simd, &self.bias[n]);
            for m in 0..M {
                sums[m][n] = bias;
            }
        }
        let (weights, _) = self.weights.as_chunks::<N>();
        let weights = &weights[..self.input.len() * STEM_KERNEL * STEM_KERNEL];
        for (plane, colour) in self.input.into_iter().enumerate() {
            for y in 0..STEM_KERNEL {
                let row = &colour[y * self.input_step..][..(M - 1) * STEM_STRIDE + STEM_KERNEL];
                for x in 0..STEM_KERNEL {
                    let weights = &weights[(plane * STEM_KERNEL + y) * STEM_KERNEL + x];
                    let mut loaded = [[simd.splat_f32s(0.0); V]; N];
                    for n in 0..N {
                        loaded[n] = load(simd, &weights[n]);
                    }
                    for m in 0..M {
                        let pixel = simd.splat_f32s(row[m * STEM_STRIDE + x]);
                        for n in 0..N {
                            for v in 0..V {
                                sums[m][n][v] = simd.mul_add_e_f32s(pixel, loaded[n][v], sums[m][n][v]);
                            }
                        }
                    }
                }
            }
        }
        for n in 0..N {
            let output = &mut self.output[n * self.output_step..][..M];
            for m in 0..M {
                store(simd, &mut output[m], clamped(simd, self.clamp, sums[m][n]));
            }
        }
    }
}
