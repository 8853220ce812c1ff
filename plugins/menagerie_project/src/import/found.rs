//! Pictures that were found, read one at a time.

use std::collections::BTreeMap;
use std::vec;

use menagerie_lesson::{Split, check_picture};

use super::ImportError;
use super::listed::{ClassAnswers, Laid, Listed};
use super::place::Place;
use crate::format::MOST_PICTURE_BYTES;

/// A picture that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPicture {
    /// What it is called by where it lies; `None`: it lies loose, the caller knows better.
    pub class: Option<String>,
    /// What it is for.
    pub split: Split,
    /// Where it came from: the folder or archive, and its name there.
    pub source: String,
    /// It, as a file of a kind that can be read.
    pub file: Vec<u8>,
}

/// The pictures of a place, in the order in which people put their names. What cannot be taken is an error; the rest
/// goes on.
#[derive(Debug)]
pub struct Pictures {
    left_out: vec::IntoIter<ImportError>,
    /// Places that are still to be read; the last one is next.
    places: Vec<(Place, vec::IntoIter<Listed>)>,
    total: usize,
    outputs: BTreeMap<String, ClassAnswers>,
    class_of_loose: Option<String>,
}

impl Pictures {
    /// Of one place or several.
    pub(super) fn new(parts: Vec<(Place, Laid)>) -> Self {
        let (mut places, mut left_out, mut outputs) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (place, laid) in parts {
            left_out.extend(laid.left_out);
            outputs.extend(laid.outputs);
            places.push((place, laid.listed.into_iter()));
        }
        places.reverse();
        let class_of_loose = places.first().and_then(|(place, _)| place.class_of_loose());
        let total = left_out.len() + places.iter().map(|(_, listed)| listed.len()).sum::<usize>();
        Self { left_out: left_out.into_iter(), places, total, outputs, class_of_loose }
    }

    /// The one picture that a file is.
    pub(super) fn single(place: Place) -> Self {
        let listed =
            place.names().map(|name| Listed { entry: name.to_owned(), class: None, split: Split::Teach }).collect();
        Self::new(vec![(place, Laid { listed, ..Laid::default() })])
    }

    /// How many there are, including those already read and those that cannot be taken.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// What loose pictures are called, where nobody knows better: as the folder or archive that they lie in. A single file
    /// says nothing.
    #[must_use]
    pub fn class_of_loose(&self) -> Option<&str> {
        self.class_of_loose.as_deref()
    }

    /// Whether some of those that are still to be read are for this split.
    #[must_use]
    pub fn holds(&self, split: Split) -> bool {
        self.places.iter().any(|(_, listed)| listed.as_slice().iter().any(|listed| listed.split == split))
    }

    /// What classes say, by their names, where that is known.
    #[must_use]
    pub fn outputs(&self) -> &BTreeMap<String, ClassAnswers> {
        &self.outputs
    }
}

fn read(place: &mut Place, listed: Listed) -> Result<FoundPicture, ImportError> {
    let file = place.read(&listed.entry, MOST_PICTURE_BYTES)?;
    check_picture(&file, &place.shown_file(&listed.entry))?;
    let name = place.name();
    let source = if name == listed.entry { listed.entry } else { format!("{name}/{}", listed.entry) };
    Ok(FoundPicture { class: listed.class, split: listed.split, source, file })
}

impl Iterator for Pictures {
    type Item = Result<FoundPicture, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.left_out.next() {
            return Some(Err(error));
        }
        loop {
            let (place, listed) = self.places.last_mut()?;
            if let Some(listed) = listed.next() {
                return Some(read(place, listed));
            }
            self.places.pop();
        }
    }
}
