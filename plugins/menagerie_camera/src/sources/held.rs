//! A photograph in a hand: what a camera sees of a thing that somebody holds before it and that drifts a little.

use std::path::{Path, PathBuf};
use std::time::Duration;

use menagerie_core::drift::Drift;
use menagerie_core::photographs::{list_pictures, read_picture};
use menagerie_core::prelude::Picture;
use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};

use super::seed_of;

/// Pace of the frames: [`Drift`] takes a step for each tenth of a second.
const PERIOD: Duration = Duration::from_millis(100);

/// Frames for which one photograph of a turned thing is seen: the next side follows before a child has blinked.
const FRAMES_A_SIDE: usize = 3;

/// A thing in a hand: one photograph, or several that are its sides.
#[derive(Debug)]
pub(crate) struct HeldSource {
    name: String,
    /// Its photographs that are not read yet, the next one last.
    unread: Vec<PathBuf>,
    sides: Vec<Picture>,
    frames: usize,
    drift: Drift,
}

impl HeldSource {
    /// The photograph of that file, held by the hand of that number, which always drifts the same way.
    pub(crate) fn open(photograph: &Path, hand: u64) -> Result<Self, SourceError> {
        let name = photograph.file_name().unwrap_or(photograph.as_os_str()).to_string_lossy().into_owned();
        let thing = read_picture(photograph)
            .map_err(|error| SourceError::Unusable { name: name.clone(), reason: error.to_string() })?;
        let drift = Drift::new(seed_of(&name).wrapping_add(hand));
        Ok(Self { name, unread: Vec::new(), sides: vec![thing], frames: 0, drift })
    }

    /// The photographs in a folder, one after the other and again from the beginning: a thing that is turned in a hand, so
    /// that whoever holds a button teaches as many views of it as of a real one.
    pub(crate) fn turned(dir: &Path) -> Result<Self, SourceError> {
        let name = dir.file_name().unwrap_or(dir.as_os_str()).to_string_lossy().into_owned();
        let mut unread = list_pictures(dir)
            .map_err(|error| SourceError::Unusable { name: name.clone(), reason: error.to_string() })?;
        unread.reverse();
        let drift = Drift::new(seed_of(&name));
        Ok(Self { name, unread, sides: Vec::new(), frames: 0, drift })
    }

    /// The side that is seen now. Photographs are read when their turn comes; those that cannot be are said once.
    fn side(&mut self) -> Result<&Picture, SourceError> {
        let bad = |name: &str, reason: String| SourceError::BadFrame { name: name.to_owned(), reason };
        let turn = self.frames / FRAMES_A_SIDE;
        if turn >= self.sides.len()
            && let Some(path) = self.unread.pop()
        {
            self.sides.push(read_picture(&path).map_err(|error| bad(&self.name, error.to_string()))?);
        }
        if self.sides.is_empty() && !self.unread.is_empty() {
            return self.side();
        }
        let sides = self.sides.len();
        let place = if self.unread.is_empty() { turn % sides.max(1) } else { turn.min(sides.saturating_sub(1)) };
        let reason = "none of its pictures can be read; replace them".to_owned();
        self.sides.get(place).ok_or_else(|| SourceError::Unusable { name: self.name.clone(), reason })
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
        let mut drift = self.drift.clone();
        let frame = drift.next_frame(self.side()?);
        self.drift = drift;
        self.frames += 1;
        // Not a bad frame: those are passed over at once, and a picture that cannot be drawn never can.
        frame.map(RawFrame::from).map_err(|error| {
            let (name, reason) = (self.name.clone(), error.to_string());
            SourceError::Unusable { name, reason }
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

    #[test]
    fn a_turned_thing_shows_its_sides_one_after_the_other_and_what_cannot_be_read_once() {
        let folder = TestFolder::new("turned");
        folder.write_grey("a.png", 20).write("b.png", b"no picture").write_grey("c.png", 220);
        let mut source = HeldSource::turned(folder.path()).unwrap();
        let mut greys = Vec::new();
        let mut bad = 0;
        for _ in 0..4 * FRAMES_A_SIDE {
            match source.next_frame() {
                Ok(frame) => greys.push(crate::testing::grey_of(&frame) > 120),
                Err(error) => {
                    assert!(error.to_string().contains("b.png"), "{error}");
                    bad += 1;
                }
            }
        }
        let turns = greys.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(bad == 1 && turns >= 3, "{greys:?}");
    }

    #[test]
    fn a_turned_thing_without_a_readable_photograph_says_so() {
        let folder = TestFolder::new("turned-none");
        folder.write("a.png", b"no picture");
        let mut source = HeldSource::turned(folder.path()).unwrap();
        assert!(matches!(source.next_frame(), Err(SourceError::BadFrame { .. })));
        assert!(matches!(source.next_frame(), Err(SourceError::Unusable { .. })));
    }
}
