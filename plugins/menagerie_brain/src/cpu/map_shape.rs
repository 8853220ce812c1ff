//! The shape of an activation map in memory.

use super::lanes::{LANES, Lanes};

/// Height and width of an activation map, pixels, and its blocks of channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MapShape {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) blocks: usize,
}

impl MapShape {
    /// Lanes of a row of all channels.
    pub(super) fn row(self) -> usize {
        self.blocks * self.width
    }

    /// Lanes of the whole map.
    pub(super) fn lanes(self) -> usize {
        self.height * self.row()
    }

    /// The first channels of a map of this shape, `[channels, height, width]`.
    pub(super) fn planes(self, map: &[Lanes], channels: usize) -> Vec<f32> {
        let mut planes = Vec::with_capacity(channels * self.height * self.width);
        for channel in 0..channels {
            for row in map.chunks_exact(self.row()).take(self.height) {
                let block = &row[channel / LANES * self.width..][..self.width];
                planes.extend(block.iter().map(|lanes| lanes[channel % LANES]));
            }
        }
        planes
    }
}
