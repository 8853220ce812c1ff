//! What pictures are by where they lie: a folder for each class, perhaps one around them for each part.

use std::collections::BTreeMap;

use menagerie_lesson::Split;

use super::listed::{CLASSES, CLASSES_FORMAT, ClassOutput, FolderList, Laid, Listed, looks_like_picture, split_named};
use super::place::Place;
use super::{ImportError, genai};
use crate::natural;

/// Bytes of such a file, at most.
const MOST_JSON_BYTES: u64 = 4 << 20;

/// The pictures in a place, and what their classes are.
pub(super) fn pictures(place: &mut Place) -> Result<Laid, ImportError> {
    if genai::is_project(place) {
        return genai::pictures(place);
    }
    // In a ready-made set only its parts are taught or tested with; what else lies there is for showing.
    let is_set = place.contains("set.json");
    let in_part = |name: &str| name.split_once('/').is_some_and(|(top, _)| split_named(top).is_some());
    let is_meant = |name: &&str| looks_like_picture(name) && (!is_set || in_part(name));
    let entries: Vec<&str> = place.names().filter(is_meant).collect();
    let in_parts = lies_in_parts(&entries);
    let loose_class = if place.is_zip() { class_of_archive(place.stem()) } else { None };
    let mut listed: Vec<Listed> = (entries.into_iter())
        .map(|entry| {
            let (top, rest) = entry.split_once('/').unwrap_or(("", entry));
            let (split, rest) =
                if in_parts { (split_named(top).unwrap_or_default(), rest) } else { (Split::Teach, entry) };
            let class = rest.split_once('/').map(|(class, _)| class.trim().to_owned());
            Listed { entry: entry.to_owned(), class: class.or_else(|| loose_class.clone()), split }
        })
        .collect();
    let mut outputs = BTreeMap::new();
    if let Some(folders) = own_list(place)? {
        apply(&folders, &mut listed, &mut outputs);
    }
    Ok(Laid { listed, outputs })
}

/// Whether the folders on top are parts, not classes: all of them have such names, and there are both or classes in them.
fn lies_in_parts(entries: &[&str]) -> bool {
    let tops = || entries.iter().map(|entry| entry.split_once('/').and_then(|(top, _)| split_named(top)));
    let is_there = |split| tops().any(|top| top == Some(split));
    tops().all(|top| top.is_some())
        && (entries.iter().any(|entry| entry.matches('/').count() > 1)
            || is_there(Split::Teach) && is_there(Split::Test))
}

/// The class of loose pictures, where the archive is called as Teachable Machine calls the pictures of one class:
/// `Pens-samples.zip`, or `Pens-samples (1).zip` when it is there already.
fn class_of_archive(stem: &str) -> Option<String> {
    let copy = stem
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let stem = copy.map_or(stem, |(rest, _)| rest);
    let class = stem.strip_suffix("-samples").or_else(|| stem.strip_suffix("_samples"))?.trim();
    (!class.is_empty()).then(|| class.to_owned())
}

fn own_list(place: &mut Place) -> Result<Option<FolderList>, ImportError> {
    if !place.contains(CLASSES) {
        return Ok(None);
    }
    let text = place.read(CLASSES, MOST_JSON_BYTES)?;
    // Others may have a file of this name, too; it says nothing to us.
    Ok(serde_json::from_slice(&text).ok().filter(|list: &FolderList| list.format == CLASSES_FORMAT))
}

fn apply(folders: &FolderList, listed: &mut [Listed], outputs: &mut BTreeMap<String, ClassOutput>) {
    let places: BTreeMap<&str, usize> =
        folders.classes.iter().enumerate().map(|(place, class)| (class.folder.as_str(), place)).collect();
    let place_of = |listed: &Listed| listed.class.as_deref().and_then(|class| places.get(class)).copied();
    listed.sort_by(|a, b| {
        let order = |listed: &Listed| (!listed.split.is_taught(), place_of(listed).unwrap_or(usize::MAX));
        order(a).cmp(&order(b)).then_with(|| natural::compare(&a.entry, &b.entry))
    });
    for picture in listed {
        if let Some(class) = place_of(picture).and_then(|place| folders.classes.get(place)) {
            picture.class = Some(class.name.clone());
        }
    }
    for class in folders.classes.iter().filter(|class| !class.says.is_empty()) {
        outputs.insert(class.name.clone(), ClassOutput { says: class.says.clone(), ..ClassOutput::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_from_classes() {
        assert!(lies_in_parts(&["teach/Pens/0.png", "test/Pens/0.png"]));
        assert!(lies_in_parts(&["Train/Pens/0.png"]));
        assert!(lies_in_parts(&["train/0.png", "test/0.png"]));
        assert!(!lies_in_parts(&["test/0.png", "control/0.png"]));
        assert!(!lies_in_parts(&["test/0.png"]));
        assert!(!lies_in_parts(&["teach/Pens/0.png", "0.png"]));
    }

    #[test]
    fn an_archive_of_one_class_says_which() {
        assert_eq!(class_of_archive("Pens-samples").as_deref(), Some("Pens"));
        assert_eq!(class_of_archive("My Pens-samples (12)").as_deref(), Some("My Pens"));
        assert_eq!(class_of_archive("holiday"), None);
        assert_eq!(class_of_archive("-samples"), None);
    }
}
