//! How large a pack may be, as a folder and as an archive.

/// Files of a pack, at most: ready-made sets have many pictures.
pub const MOST_PACK_FILES: usize = 20_000;
/// Bytes of all of them together, at most.
pub(super) const MOST_BYTES: u64 = 1 << 30;
/// Bytes of one of them, at most.
pub(super) const MOST_FILE_BYTES: u64 = 64 << 20;
