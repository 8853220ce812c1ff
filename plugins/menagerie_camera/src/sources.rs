//! Where pictures come from. Each source is a [`FrameSource`] and knows nothing of threads, textures or status.

pub(crate) mod folder;
pub(crate) mod held;
pub(crate) mod testcard;
pub(crate) mod webcam;

use std::path::PathBuf;
use std::time::Duration;

use menagerie_core::prelude::FrameSource;

use crate::capture::OpenSource;
use folder::{FOLDER_PERIOD, FolderSource};
use held::HeldSource;
use testcard::TestCard;

/// Opens a folder of photographs.
pub(crate) fn open_folder(dir: PathBuf, period: Duration) -> OpenSource {
    Box::new(move || FolderSource::open(&dir, period).map(boxed))
}

/// Opens a folder of photographs under other light and from another distance.
pub(crate) fn open_shifted(dir: PathBuf, grade: usize) -> OpenSource {
    Box::new(move || FolderSource::open(&dir, FOLDER_PERIOD).map(|source| boxed(source.shifted(grade))))
}

/// Opens a photograph in a hand.
pub(crate) fn open_held(photograph: PathBuf, hand: u64) -> OpenSource {
    Box::new(move || HeldSource::open(&photograph, hand).map(boxed))
}

/// Opens the photographs of a thing, each in a hand for a moment, as if the thing were turned.
pub(crate) fn open_turned(dir: PathBuf) -> OpenSource {
    Box::new(move || HeldSource::turned(&dir).map(boxed))
}

/// Opens the test card.
pub(crate) fn open_test_card() -> OpenSource {
    Box::new(|| Ok(boxed(TestCard::default())))
}

/// FNV-1a of a file's name: no two things are held or lit alike, and each always the same way.
fn seed_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn boxed(source: impl FrameSource + 'static) -> Box<dyn FrameSource> {
    Box::new(source)
}
