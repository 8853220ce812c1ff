//! What pictures are by where they lie: a folder for each class, perhaps one around them for each split.

use std::collections::BTreeMap;

use menagerie_lesson::{PICTURE_EXTENSIONS, Split, not_a_picture, other_kind, picture_format, split_named};

use super::listed::{CLASSES, CLASSES_FORMAT, ClassAnswers, FolderList, Laid, Listed};
use super::place::Place;
use super::{ImportError, ending, genai, text, tm_project};
use crate::natural;

/// Bytes of such a file, at most.
const MOST_JSON_BYTES: u64 = 4 << 20;
/// What Teachable Machine appends to the name of a class for the file of its pictures.
const SAMPLES: [&str; 2] = ["-samples", "_samples"];
/// Archives that are opened where they lie among other files.
const ARCHIVES: [&str; 2] = ["zip", "tm"];
/// Files that lie beside pictures and are meant for other programs.
const COMPANIONS: [&str; 16] =
    ["csv", "css", "htm", "html", "ini", "ipynb", "js", "json", "md", "py", "svg", "tsv", "txt", "url", "xml", "yaml"];

/// The pictures in a place, and what their classes are.
pub(super) fn pictures(place: &mut Place) -> Result<Laid, ImportError> {
    if genai::is_project(place) {
        return genai::pictures(place);
    }
    if let Some(manifest) = tm_project::manifest(place)? {
        return tm_project::pictures(place, &manifest);
    }
    // In a ready-made set only its splits are taught or tested with; what else lies there is for showing.
    let is_set = place.contains("set.json");
    let in_split = |name: &str| name.split_once('/').is_some_and(|(top, _)| split_named(top).is_some());
    let names: Vec<String> = place.names().filter(|name| !is_set || in_split(name)).map(str::to_owned).collect();
    let mut laid = Laid::default();
    let mut entries = Vec::new();
    for name in names {
        let start = place.start(&name);
        if picture_format(&start).is_some() {
            entries.push(name);
        } else if start.starts_with(b"PK") && ARCHIVES.contains(&&*ending(&name)) {
            laid.archives.push(name);
        } else if let Some(error) = left_out(place, &name, &start) {
            laid.left_out.push(error);
        }
    }
    let in_splits = lies_in_splits(&entries);
    let loose_class = if place.is_file() { None } else { class_of_samples(place.stem()) };
    laid.listed = (entries.into_iter())
        .map(|entry| {
            let (top, rest) = entry.split_once('/').unwrap_or(("", &entry));
            let (split, rest) =
                if in_splits { (split_named(top).unwrap_or_default(), rest) } else { (Split::Teach, entry.as_str()) };
            let class = rest.split_once('/').map(|(class, _)| class.trim().to_owned());
            Listed { class: class.or_else(|| loose_class.clone()), split, entry }
        })
        .collect();
    name_after_samples(&mut laid.listed);
    if let Some(folders) = own_list(place)? {
        apply(&folders, &mut laid.listed, &mut laid.outputs);
    }
    Ok(laid)
}

/// What to say of a file that is no picture; `None` where nobody would have expected it to be one.
fn left_out(place: &Place, name: &str, start: &[u8]) -> Option<ImportError> {
    let ending = ending(name);
    let is_called_picture = PICTURE_EXTENSIONS.contains(&ending.as_str());
    let is_meant =
        is_called_picture || (!start.is_empty() && !COMPANIONS.contains(&&*ending) && other_kind(start).is_some());
    is_meant.then(|| not_a_picture(start, &place.shown_file(name)).into())
}

/// Folders that all are called as Teachable Machine calls the pictures of one class are called after the class.
fn name_after_samples(listed: &mut [Listed]) {
    let class_of = |listed: &Listed| listed.class.as_deref().and_then(class_of_samples);
    if listed.iter().all(|listed| class_of(listed).is_some()) {
        for listed in listed {
            listed.class = class_of(listed);
        }
    }
}

/// Whether the folders on top are splits, not classes: all of them have such names, and there are both or classes in them.
fn lies_in_splits(entries: &[String]) -> bool {
    let tops = || entries.iter().map(|entry| entry.split_once('/').and_then(|(top, _)| split_named(top)));
    let is_there = |split| tops().any(|top| top == Some(split));
    tops().all(|top| top.is_some())
        && (entries.iter().any(|entry| entry.matches('/').count() > 1)
            || is_there(Split::Teach) && is_there(Split::Test))
}

/// The class whose pictures a file or folder of this name holds, where it is called as Teachable Machine calls them:
/// `Pens-samples`, or `Pens-samples (1)` when that is there already.
fn class_of_samples(stem: &str) -> Option<String> {
    let copy = stem
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let stem = copy.map_or(stem, |(rest, _)| rest);
    let class = SAMPLES.iter().find_map(|end| stem.strip_suffix(end))?.trim();
    (!class.is_empty()).then(|| class.to_owned())
}

fn own_list(place: &mut Place) -> Result<Option<FolderList>, ImportError> {
    if !place.contains(CLASSES) {
        return Ok(None);
    }
    let text = text::utf8(place.read(CLASSES, MOST_JSON_BYTES)?);
    // Others may have a file of this name, too; it says nothing to us.
    Ok(serde_json::from_slice(&text).ok().filter(|list: &FolderList| list.format == CLASSES_FORMAT))
}

fn apply(folders: &FolderList, listed: &mut [Listed], outputs: &mut BTreeMap<String, ClassAnswers>) {
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
        outputs.insert(class.name.clone(), ClassAnswers { says: class.says.clone(), ..ClassAnswers::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_are_told_from_classes() {
        let splits =
            |entries: &[&str]| lies_in_splits(&entries.iter().map(|entry| (*entry).to_owned()).collect::<Vec<_>>());
        assert!(splits(&["teach/Pens/0.png", "test/Pens/0.png"]));
        assert!(splits(&["Train/Pens/0.png", "valid/Pens/0.png"]));
        assert!(splits(&["train/0.png", "test/0.png"]));
        assert!(!splits(&["test/0.png", "control/0.png"]));
        assert!(!splits(&["test/0.png"]));
        assert!(!splits(&["teach/Pens/0.png", "0.png"]));
    }

    #[test]
    fn the_pictures_of_one_class_say_which() {
        assert_eq!(class_of_samples("Pens-samples").as_deref(), Some("Pens"));
        assert_eq!(class_of_samples("My Pens-samples (12)").as_deref(), Some("My Pens"));
        assert_eq!(class_of_samples("holiday"), None);
        assert_eq!(class_of_samples("-samples"), None);
    }
}
