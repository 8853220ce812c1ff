//! How many bytes go to the graphics device and come back. Counted is what the live path moves: frames and their few
//! parameters up, embedding and scores down.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The counters, shared by all who move bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traffic {
    uploaded: Arc<AtomicU64>,
    read_back: Arc<AtomicU64>,
}

impl Traffic {
    pub(crate) fn add_uploaded(&self, bytes: usize) {
        self.uploaded.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn add_read_back(&self, bytes: usize) {
        self.read_back.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Bytes uploaded and read back since the start.
    pub(crate) fn totals(&self) -> [u64; 2] {
        [self.uploaded.load(Ordering::Relaxed), self.read_back.load(Ordering::Relaxed)]
    }
}
