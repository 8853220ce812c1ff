//! What is kept of a look for those who watch: the whole maps of layers that are otherwise never whole in memory, because
//! they live a panel at a time in the cache.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use menagerie_lesson::{ActivationMap, Layer};

use super::lanes::{Buffer, Lanes};
use super::map_shape::MapShape;

/// The maps that somebody wanted so far; made once, used again.
#[derive(Debug, Default)]
pub(super) struct Taps(BTreeMap<Layer, Kept>);

#[derive(Debug)]
struct Kept {
    shape: MapShape,
    channels: usize,
    /// Parts of a layer that are computed side by side take turns.
    map: Mutex<Buffer>,
}

/// Where the map of a layer is kept.
#[derive(Clone, Copy)]
pub(super) struct Tap<'a>(&'a Kept);

impl Tap<'_> {
    /// Copies parts of rows into the map: their block of channels, where they begin (row and column), and their pixels.
    pub(super) fn keep<'l>(self, parts: impl Iterator<Item = (usize, [usize; 2], &'l [Lanes])>) {
        let shape = self.0.shape;
        let mut map = self.0.map.lock().unwrap_or_else(PoisonError::into_inner);
        for (block, [y, x], pixels) in parts {
            map.lanes_mut()[y * shape.row() + block * shape.width + x..][..pixels.len()].copy_from_slice(pixels);
        }
    }
}

impl Taps {
    /// Makes room for the map of a layer, of that shape and so many channels.
    pub(super) fn make_room(&mut self, layer: Layer, shape: MapShape, channels: usize) {
        let kept = || Kept { shape, channels, map: Mutex::new(Buffer::zeroed(shape.lanes())) };
        self.0.entry(layer).or_insert_with(kept);
    }

    /// Where a layer is kept, if it is watched.
    pub(super) fn tap(&self, layer: Layer, watched: &[Layer]) -> Option<Tap<'_>> {
        self.0.get(&layer).filter(|_| watched.contains(&layer)).map(Tap)
    }

    /// What was kept of a layer.
    pub(super) fn map(&self, layer: Layer) -> Option<ActivationMap> {
        let Kept { shape, channels, map } = self.0.get(&layer)?;
        let map = map.lock().unwrap_or_else(PoisonError::into_inner);
        let values = shape.planes(map.lanes(), *channels);
        Some(ActivationMap { layer, shape: [*channels, shape.height, shape.width], values })
    }
}
