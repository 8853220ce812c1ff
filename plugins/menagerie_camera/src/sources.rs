//! Where pictures come from. Each source is a [`FrameSource`] and knows nothing of threads, textures or status.

pub(crate) mod folder;
pub(crate) mod held;
pub(crate) mod testcard;
pub(crate) mod webcam;

use std::path::PathBuf;
use std::time::Duration;

use menagerie_core::prelude::FrameSource;

use crate::capture::OpenSource;
use folder::FolderSource;
use held::HeldSource;
use testcard::TestCard;

/// Opens a folder of photographs.
pub(crate) fn open_folder(dir: PathBuf, period: Duration) -> OpenSource {
    Box::new(move || FolderSource::open(&dir, period).map(boxed))
}

/// Opens a photograph in a hand.
pub(crate) fn open_held(photograph: PathBuf, hand: u64) -> OpenSource {
    Box::new(move || HeldSource::open(&photograph, hand).map(boxed))
}

/// Opens the test card.
pub(crate) fn open_test_card() -> OpenSource {
    Box::new(|| Ok(boxed(TestCard::default())))
}

fn boxed(source: impl FrameSource + 'static) -> Box<dyn FrameSource> {
    Box::new(source)
}
