//! Archives within an archive or a folder, as cloud drives pack several files. One level deep; what lies deeper is named.

use std::path::Path;

use super::found::Pictures;
use super::listed::Laid;
use super::place::Place;
use super::{Document, EXPORT_TENSORFLOW_JS, ImportError, ending, foreign_model, layout, nothing, tm_project};
use crate::bounded_zip::BoundedZip;

/// Bytes of all of them, at most: they are held in memory.
const MOST_NESTED_BYTES: u64 = 512 << 20;

/// What to say where nothing on top is a picture: perhaps archives lie there, as cloud drives pack several files.
pub(super) fn open(mut place: Place, laid: Laid) -> Result<Document, ImportError> {
    let mut parts = Vec::new();
    let (mut left_out, mut bytes_left) = (laid.left_out, MOST_NESTED_BYTES);
    for name in &laid.archives {
        match open_archive_in(&mut place, name, bytes_left) {
            Ok((bytes, part, laid)) => {
                bytes_left = bytes_left.saturating_sub(bytes);
                parts.push((part, laid));
            }
            Err(error) => left_out.push(error),
        }
    }
    if parts.is_empty() {
        let foreign = place.names().find_map(|name| {
            let what = format!("{} (`{name}`)", foreign_model(&ending(name))?);
            Some(ImportError::Refused { place: place.shown().to_owned(), what, remedy: EXPORT_TENSORFLOW_JS })
        });
        // Where all of it is of no use, a reason is given for each file, unless one says it for all.
        match (foreign, laid.archives.is_empty()) {
            (Some(error), _) => return Err(error),
            (None, true) if left_out.is_empty() => return Err(nothing(&place)),
            (None, false) => return Err(left_out.into_iter().next().unwrap_or_else(|| nothing(&place))),
            (None, true) => {}
        }
    }
    parts.push((place, Laid { left_out, ..Laid::default() }));
    Ok(Document::Pictures(Pictures::new(parts)))
}

/// The pictures of an archive within another or a folder, and its length in bytes.
fn open_archive_in(place: &mut Place, name: &str, most_bytes: u64) -> Result<(u64, Place, Laid), ImportError> {
    let shown = place.shown_file(name);
    if place.len(name) > most_bytes {
        let what =
            format!("too large for an archive within another (at most {} MiB together)", MOST_NESTED_BYTES >> 20);
        return Err(ImportError::Refused { place: shown, what, remedy: "Unpack the outer one and open the folder" });
    }
    let bytes = place.read(name, most_bytes)?;
    let len = bytes.len() as u64;
    let mut part = Place::zip(BoundedZip::from_bytes(bytes, &shown)?, shown.clone(), Path::new(name));
    let mut laid = layout::pictures(&mut part)?;
    if laid.listed.is_empty() {
        return Err(tm_project::refuse_sounds(&part).unwrap_or_else(|| nothing(&part)));
    }
    // An archive for each class is called after it.
    for listed in laid.listed.iter_mut().filter(|listed| listed.class.is_none()) {
        listed.class = part.class_of_loose();
    }
    Ok((len, part, laid))
}
