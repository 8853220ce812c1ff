//! What the fuzz targets share: changes that reach the readers, and what happens to what was read.

mod after;
mod change;

pub use after::{learn, look_at, run_model};
pub use change::{change_archive, change_pieces, join, pack, pieces, remember};
