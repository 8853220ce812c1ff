//! What Teachable Machine gives besides models. Its projects (`.tm`): what "Download project as file" gives. A zip without folders, each picture called
//! `{class}-!-{number}.jpg`, in the order of the classes on the page, and `manifest.json`, which says of what kind it is.

use std::collections::HashMap;

use menagerie_lesson::Split;
use serde::Deserialize;

use super::listed::{Laid, Listed};
use super::place::Place;
use super::{IMAGE_MODELS_ONLY, ImportError, ending, text};

const MANIFEST: &str = "manifest.json";
/// What stands between a class and a number. A name may itself have it in it: the last one counts.
const MARK: &str = "-!-";
/// Bytes of the manifest, at most.
const MOST_MANIFEST_BYTES: u64 = 4 << 20;

/// As much of the manifest as is needed.
#[derive(Deserialize)]
pub(super) struct Manifest {
    #[serde(rename = "type")]
    kind: String,
}

/// The manifest, if this is such a project.
///
/// # Errors
/// That it cannot be read.
pub(super) fn manifest(place: &mut Place) -> Result<Option<Manifest>, ImportError> {
    if !place.contains(MANIFEST) || !place.names().all(|name| name == MANIFEST || class_and_number(name).is_some()) {
        return Ok(None);
    }
    let text = text::utf8(place.read(MANIFEST, MOST_MANIFEST_BYTES)?);
    let malformed = |error: serde_json::Error| ImportError::Malformed {
        place: place.shown_file(MANIFEST),
        reason: error.to_string(),
    };
    serde_json::from_slice(&text).map(Some).map_err(malformed)
}

/// Its pictures, in the order of the classes on the page.
///
/// # Errors
/// That it is a project of another kind.
pub(super) fn pictures(place: &Place, manifest: &Manifest) -> Result<Laid, ImportError> {
    let refused =
        |what: String| ImportError::Refused { place: place.shown().to_owned(), what, remedy: IMAGE_MODELS_ONLY };
    match manifest.kind.as_str() {
        "image" => {}
        "pose" => return Err(refused("a pose project of Teachable Machine".into())),
        "audio" | "sound" => return Err(refused("a project of Teachable Machine that contains sounds (audio)".into())),
        other => {
            let other: String = other.chars().take(40).flat_map(char::escape_debug).collect();
            return Err(refused(format!("a project of Teachable Machine of the kind `{other}`")));
        }
    }
    let mut order: HashMap<&str, usize> = HashMap::new();
    let mut listed = Vec::new();
    for name in place.names_as_packed() {
        let Some((class, number)) = class_and_number(name) else { continue };
        let next = order.len();
        let place = *order.entry(class).or_insert(next);
        listed.push((
            place,
            number,
            Listed { entry: name.to_owned(), class: Some(class.to_owned()), split: Split::Teach },
        ));
    }
    listed.sort_by_key(|(place, number, _)| (*place, *number));
    Ok(Laid { listed: listed.into_iter().map(|(.., listed)| listed).collect(), ..Laid::default() })
}

/// The refusal of what Teachable Machine gives for a class of a sound project, if this is that.
pub(super) fn refuse_sounds(place: &Place) -> Option<ImportError> {
    let is_sounds = place.contains("samples.json") && place.names().any(|name| ending(name) == "webm");
    is_sounds.then(|| ImportError::Refused {
        place: place.shown().to_owned(),
        what: "made of the sounds of a sound project of Teachable Machine".into(),
        remedy: "Pictures are wanted here; export the samples of an image project",
    })
}

fn class_and_number(name: &str) -> Option<(&str, u64)> {
    let (class, file) = name.rsplit_once(MARK)?;
    let (number, _) = file.split_once('.')?;
    Some((class, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_mark_counts() {
        assert_eq!(class_and_number("Pens-!-12.jpg"), Some(("Pens", 12)));
        assert_eq!(class_and_number("a-!-b-!-0.jpg"), Some(("a-!-b", 0)));
        assert_eq!(class_and_number("Pens-12.jpg"), None);
        assert_eq!(class_and_number("Pens-!-x.jpg"), None);
    }
}
