//! Ready-made sets of pictures: folders with `set.json`, `teach/<class>/` and `test/<class>/`. [`crate::open`] reads the
//! pictures; here stands what is said of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::import::{ImportError, read_bounded};
use crate::natural;

/// The file that describes a set.
const SET: &str = "set.json";
/// Bytes of it, at most.
const MOST_BYTES: u64 = 64 << 10;
/// Maximum number of characters of a text in it.
const LONGEST_TEXT: usize = 1000;
/// Sets in a folder, at most.
const MOST_SETS: usize = 1000;

/// What is said of a set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SetDescription {
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub sentence: String,
    /// The licence under which it may be shared.
    pub licence: String,
    /// The same in other languages, by their identifiers.
    #[serde(default, rename = "in")]
    pub translations: BTreeMap<String, SetTranslation>,
}

/// What is said of a set in another language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SetTranslation {
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub sentence: String,
    /// What its classes are called, by the names of their folders.
    #[serde(default)]
    pub classes: BTreeMap<String, String>,
}

/// Reads what is said of the set in a folder.
///
/// # Errors
/// The file, the line and what to do there.
pub fn read_set(folder: &Path) -> Result<SetDescription, ImportError> {
    let path = folder.join(SET);
    let shown = path.display().to_string();
    let set = parse_set(&read_bounded(&path, &shown, MOST_BYTES)?, &shown)?;
    let teach = folder.join("teach");
    if !teach.is_dir() {
        let reason = "there is no folder `teach` beside it, with a folder for each class".into();
        return Err(ImportError::Malformed { place: shown, reason });
    }
    Ok(set)
}

/// Parses the description of a set. `shown` names the file in errors.
///
/// # Errors
/// As [`read_set`].
pub fn parse_set(text: &[u8], shown: &str) -> Result<SetDescription, ImportError> {
    let malformed = |reason: String| ImportError::Malformed { place: shown.to_owned(), reason };
    // The parser names line and column itself.
    let set: SetDescription = serde_json::from_slice(text).map_err(|error| malformed(error.to_string()))?;
    let own = [("name", &set.name), ("sentence", &set.sentence), ("licence", &set.licence)];
    let translated = set.translations.values().flat_map(|translation| {
        let classes = translation.classes.values().map(|name| ("classes", name));
        [("name", &translation.name), ("sentence", &translation.sentence)].into_iter().chain(classes)
    });
    for (key, value) in own.into_iter().chain(translated) {
        let letters = value.chars().count();
        if value.trim().is_empty() || letters > LONGEST_TEXT {
            return Err(malformed(format!("`{key}` has {letters} characters; 1 to {LONGEST_TEXT} are allowed")));
        }
    }
    Ok(set)
}

/// The sets in a folder, in the order in which people put their names, and why others are left out. A folder that is not
/// there holds none.
#[must_use]
pub fn list_sets(dir: &Path) -> (Vec<(PathBuf, SetDescription)>, Vec<ImportError>) {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return (Vec::new(), Vec::new()),
        Err(source) => {
            let place = dir.display().to_string();
            return (Vec::new(), vec![ImportError::Io { place, doing: "listing", source }]);
        }
    };
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.join(SET).is_file());
    let mut folders: Vec<PathBuf> = folders.take(MOST_SETS).collect();
    folders.sort_by(|a, b| natural::compare(&a.to_string_lossy(), &b.to_string_lossy()));
    let (mut sets, mut refused) = (Vec::new(), Vec::new());
    for folder in folders {
        match read_set(&folder) {
            Ok(set) => sets.push((folder, set)),
            Err(error) => refused.push(error),
        }
    }
    (sets, refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_read_and_a_wrong_one_is_explained() {
        let set =
            parse_set(br#"{"name": "Fruit", "sentence": "Three kinds.", "licence": "CC0", "new": 1}"#, "set.json");
        assert_eq!(set.unwrap().name, "Fruit");
        for (text, expected) in [
            (&b"{\n\"name\": 3}"[..], "line 2"),
            (br#"{"name": "Fruit", "sentence": "x"}"#, "licence"),
            (br#"{"name": " ", "sentence": "x", "licence": "CC0"}"#, "`name` has 1 characters"),
            (b"\xff\xfe", "line 1"),
            (br#"{"name": "a", "sentence": "x", "licence": "CC0", "in": {"nl": {"name": "b"}}}"#, "sentence"),
            (
                br#"{"name": "a", "sentence": "x", "licence": "CC0",
                    "in": {"nl": {"name": "b", "sentence": "y", "classes": {"c": ""}}}}"#,
                "`classes` has 0 characters",
            ),
        ] {
            let said = parse_set(text, "sets/fruit/set.json").unwrap_err().to_string();
            assert!(said.starts_with("sets/fruit/set.json: ") && said.contains(expected), "{said}");
        }
    }
}
