//! Pictures that were found, read one at a time.

use std::collections::BTreeMap;
use std::vec;

use menagerie_lesson::Split;

use super::ImportError;
use super::listed::ClassOutput;
use super::listed::{Laid, Listed};
use super::place::Place;
use crate::format::MOST_PICTURE_BYTES;
use crate::picture_file::picture_problem;

/// A picture that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPicture {
    /// What it is called by where it lies; `None`: it lies loose, the caller knows better.
    pub class: Option<String>,
    /// What it is for.
    pub split: Split,
    /// Where it came from: the folder or archive, and its name there.
    pub source: String,
    /// It, as a JPEG or PNG file.
    pub file: Vec<u8>,
}

/// The pictures of a place, in the order in which people put their names. An unusable one is an error; the rest goes
/// on.
#[derive(Debug)]
pub struct Pictures {
    place: Place,
    left: vec::IntoIter<Listed>,
    total: usize,
    outputs: BTreeMap<String, ClassOutput>,
}

impl Pictures {
    pub(super) fn new(place: Place, laid: Laid) -> Self {
        let Laid { listed, outputs } = laid;
        Self { place, total: listed.len(), left: listed.into_iter(), outputs }
    }

    /// The one picture that a file is.
    pub(super) fn single(place: Place) -> Self {
        let listed =
            place.names().map(|name| Listed { entry: name.to_owned(), class: None, split: Split::Teach }).collect();
        Self::new(place, Laid { listed, outputs: BTreeMap::new() })
    }

    /// How many there are, including those already read.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// What classes say, by their names, where that is known.
    #[must_use]
    pub fn outputs(&self) -> &BTreeMap<String, ClassOutput> {
        &self.outputs
    }

    fn read(&mut self, listed: Listed) -> Result<FoundPicture, ImportError> {
        let file = self.place.read(&listed.entry, MOST_PICTURE_BYTES)?;
        if let Some(reason) = picture_problem(&file) {
            return Err(ImportError::NotAPicture { place: self.place.shown_file(&listed.entry), reason });
        }
        let name = self.place.name();
        let source = if name == listed.entry { listed.entry } else { format!("{name}/{}", listed.entry) };
        Ok(FoundPicture { class: listed.class, split: listed.split, source, file })
    }
}

impl Iterator for Pictures {
    type Item = Result<FoundPicture, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let listed = self.left.next()?;
        Some(self.read(listed))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}
