//! A folder of photographs, one after the other in the order of their names, again and again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use menagerie_core::drift::shifted;
use menagerie_core::photographs::{PhotographError, list_pictures, read_picture};
use menagerie_core::prelude::Picture;
use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};

use super::seed_of;

/// Pace of a folder put before the camera: ten pictures a second.
pub(crate) const FOLDER_PERIOD: Duration = Duration::from_millis(100);
/// Decoded pictures kept, bytes together; what does not fit is read again each time.
const CACHE_BYTES: usize = 64 << 20;

/// The photographs of one folder.
#[derive(Debug)]
pub(crate) struct FolderSource {
    name: String,
    period: Duration,
    photographs: Vec<Photograph>,
    next: usize,
    cached_bytes: usize,
    /// How much the light and the distance differ from those of the photographs; 0 for not at all.
    grade: usize,
}

#[derive(Debug)]
enum Photograph {
    OnDisk(PathBuf),
    Decoded(RawFrame),
    Unreadable,
}

impl FolderSource {
    /// The photographs in `dir`, one every `period`.
    pub(crate) fn open(dir: &Path, period: Duration) -> Result<Self, SourceError> {
        let name = dir.file_name().unwrap_or(dir.as_os_str()).to_string_lossy().into_owned();
        let paths = list_pictures(dir)
            .map_err(|error| SourceError::Unusable { name: name.clone(), reason: error.to_string() })?;
        let photographs = paths.into_iter().map(Photograph::OnDisk).collect();
        Ok(Self { name, period, photographs, next: 0, cached_bytes: 0, grade: 0 })
    }

    /// The same photographs under other light and from another distance.
    pub(crate) fn shifted(self, grade: usize) -> Self {
        Self { grade, ..self }
    }

    fn read(path: &Path, grade: usize) -> Result<Picture, PhotographError> {
        let picture = read_picture(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if grade == 0 { Ok(picture) } else { Ok(shifted(&picture, grade, seed_of(&name))?) }
    }
}

impl FrameSource for FolderSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn period(&self) -> Option<Duration> {
        Some(self.period)
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        let count = self.photographs.len();
        for _ in 0..count {
            let photograph = &mut self.photographs[self.next];
            self.next = (self.next + 1) % count;
            let path = match photograph {
                Photograph::Decoded(frame) => return Ok(frame.clone()),
                Photograph::Unreadable => continue,
                Photograph::OnDisk(path) => path,
            };
            match Self::read(path, self.grade) {
                Ok(picture) => {
                    let frame = RawFrame::from(picture);
                    if self.cached_bytes + frame.bytes().len() <= CACHE_BYTES {
                        self.cached_bytes += frame.bytes().len();
                        *photograph = Photograph::Decoded(frame.clone());
                    }
                    return Ok(frame);
                }
                Err(error) => {
                    *photograph = Photograph::Unreadable;
                    return Err(SourceError::BadFrame { name: self.name.clone(), reason: error.to_string() });
                }
            }
        }
        let reason = format!("none of its {count} pictures can be read; replace them");
        Err(SourceError::Unusable { name: self.name.clone(), reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestFolder, grey_of};

    fn next_grey(source: &mut FolderSource) -> u8 {
        grey_of(&source.next_frame().unwrap())
    }

    #[test]
    fn photographs_come_in_the_order_of_their_names_again_and_again() {
        let folder = TestFolder::new("folder_order");
        folder.write_grey("c.png", 30).write_grey("a.png", 10).write_grey("b.png", 20);
        let mut source = FolderSource::open(folder.path(), FOLDER_PERIOD).unwrap();
        let greys: Vec<_> = (0..5).map(|_| next_grey(&mut source)).collect();
        assert_eq!(greys, [10, 20, 30, 10, 20]);
    }

    #[test]
    fn other_light_is_another_picture_and_always_the_same() {
        let folder = TestFolder::new("folder_shifted");
        folder.write_grey("a.png", 100);
        let look = |grade| {
            let mut source = FolderSource::open(folder.path(), FOLDER_PERIOD).unwrap().shifted(grade);
            source.next_frame().unwrap().bytes().to_vec()
        };
        assert_eq!(look(2), look(2));
        assert_ne!(look(0), look(1));
        assert_ne!(look(1), look(3));
    }

    #[test]
    fn an_unreadable_photograph_is_told_once_and_skipped() {
        let folder = TestFolder::new("folder_skip");
        folder.write_grey("a.png", 10).write("b.jpg", b"no picture").write_grey("c.png", 30);
        let mut source = FolderSource::open(folder.path(), FOLDER_PERIOD).unwrap();
        assert_eq!(next_grey(&mut source), 10);
        let error = source.next_frame().unwrap_err();
        assert!(matches!(&error, SourceError::BadFrame { reason, .. } if reason.contains("b.jpg")), "{error}");
        let greys: Vec<_> = (0..4).map(|_| next_grey(&mut source)).collect();
        assert_eq!(greys, [30, 10, 30, 10]);
    }

    #[test]
    fn a_folder_without_a_usable_photograph_says_so() {
        let folder = TestFolder::new("folder_none");
        folder.write("a.jpg", b"no picture");
        let mut source = FolderSource::open(folder.path(), FOLDER_PERIOD).unwrap();
        assert!(matches!(source.next_frame(), Err(SourceError::BadFrame { .. })));
        assert!(matches!(source.next_frame(), Err(SourceError::Unusable { .. })));
    }

    #[test]
    fn an_empty_or_missing_folder_is_named() {
        let folder = TestFolder::new("folder_empty");
        for dir in [folder.path().to_owned(), folder.path().join("missing")] {
            let said = FolderSource::open(&dir, FOLDER_PERIOD).unwrap_err().to_string();
            assert!(said.contains(&dir.display().to_string()), "{said}");
        }
    }
}
