//! Sixteen neighbouring channels, the grain in which the CPU engine stores everything, and memory aligned to it.
//!
//! Sixteen single-precision numbers are one AVX-512 register, two of AVX2, four of NEON, and one cache line of most
//! machines. A row of an activation map is stored as `[channels / 16][width][16]`, the rest of the last block zero, so
//! that kernels never meet a part of a register.

/// Channels in a block.
pub(super) const LANES: usize = 16;

/// The same pixel of sixteen neighbouring channels.
pub(super) type Lanes = [f32; LANES];

/// Bytes of a cache line, to which a [`Buffer`] is aligned.
const ALIGNMENT: usize = 64;

/// Blocks that hold so many channels.
pub(super) fn blocks(channels: usize) -> usize {
    channels.div_ceil(LANES)
}

/// Zeroed memory for [`Lanes`], aligned to a cache line without unsafe code: it begins at the first aligned number.
#[derive(Debug)]
pub(super) struct Buffer {
    numbers: Vec<f32>,
    start: usize,
    len: usize,
}

impl Buffer {
    /// Room for `len` lanes, all zero.
    pub(super) fn zeroed(len: usize) -> Self {
        let spare = ALIGNMENT / size_of::<f32>();
        let numbers = vec![0.0; len * LANES + spare];
        // A vector of floats lies on a multiple of four bytes, so one of the first sixteen numbers is aligned.
        let start = numbers.as_ptr().align_offset(ALIGNMENT).min(spare);
        Self { numbers, start, len }
    }

    /// The lanes.
    pub(super) fn lanes(&self) -> &[Lanes] {
        self.numbers[self.start..self.start + self.len * LANES].as_chunks().0
    }

    /// The lanes, to write.
    pub(super) fn lanes_mut(&mut self) -> &mut [Lanes] {
        self.numbers[self.start..self.start + self.len * LANES].as_chunks_mut().0
    }
}
