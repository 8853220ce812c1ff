//! A photograph in a hand: what a camera sees of a thing that somebody holds before it and that drifts a little.

use std::path::Path;
use std::time::Duration;

use menagerie_core::drift::Drift;
use menagerie_core::photographs::read_picture;
use menagerie_core::prelude::Picture;
use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};

use super::seed_of;

/// Pace of the frames: [`Drift`] takes a step for each tenth of a second.
const PERIOD: Duration = Duration::from_millis(100);

/// One photograph, held.
#[derive(Debug)]
pub(crate) struct HeldSource {
    name: String,
    thing: Picture,
    drift: Drift,
}

impl HeldSource {
    /// The photograph of that file, held by the hand of that number, which always drifts the same way.
    pub(crate) fn open(photograph: &Path, hand: u64) -> Result<Self, SourceError> {
        let name = photograph.file_name().unwrap_or(photograph.as_os_str()).to_string_lossy().into_owned();
        let thing = read_picture(photograph)
            .map_err(|error| SourceError::Unusable { name: name.clone(), reason: error.to_string() })?;
        let drift = Drift::new(seed_of(&name).wrapping_add(hand));
        Ok(Self { name, thing, drift })
    }
}

impl FrameSource for HeldSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn period(&self) -> Option<Duration> {
        Some(PERIOD)
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        let frame = self.drift.next_frame(&self.thing);
        frame.map(RawFrame::from).map_err(|error| {
            let (name, reason) = (self.name.clone(), error.to_string());
            SourceError::BadFrame { name, reason }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestFolder;

    #[test]
    fn a_held_thing_never_stands_still_and_drifts_the_same_way_again() {
        let folder = TestFolder::new("held");
        folder.write_grey("a.png", 120).write("b.png", b"no picture");
        let photograph = folder.path().join("a.png");
        let frames = |hand| {
            let mut source = HeldSource::open(&photograph, hand).unwrap();
            (0..3).map(|_| source.next_frame().unwrap()).collect::<Vec<_>>()
        };
        let (one, again, other) = (frames(0), frames(0), frames(1));
        let bytes = |frames: &[RawFrame]| frames.iter().map(|frame| frame.bytes().to_vec()).collect::<Vec<_>>();
        assert_eq!(bytes(&one), bytes(&again));
        assert_ne!(one[0].bytes(), one[1].bytes());
        assert_ne!(bytes(&one), bytes(&other));
        let error = HeldSource::open(&folder.path().join("b.png"), 0).unwrap_err();
        assert!(error.to_string().contains("b.png"), "{error}");
    }
}
