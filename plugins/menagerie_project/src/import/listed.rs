//! What pictures are listed as before any is read: their file, their class, their part; and the names that say so.

use std::collections::BTreeMap;

use menagerie_lesson::Split;
use serde::{Deserialize, Serialize};

use super::ending;

/// The file in which our own export tells what its folders are: names that no folder can have, sentences, the order.
pub(crate) const CLASSES: &str = "classes.json";
/// What tells it from others of that name.
pub(crate) const CLASSES_FORMAT: &str = "menagerie classes";

/// What our own export tells of its folders.
#[derive(Serialize, Deserialize)]
pub(crate) struct FolderList {
    pub(crate) format: String,
    pub(crate) classes: Vec<FolderClass>,
}

/// One folder of it.
#[derive(Serialize, Deserialize)]
pub(crate) struct FolderClass {
    pub(crate) folder: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) says: String,
}

/// What answers when a class is seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClassOutput {
    /// What is said; empty for nothing.
    pub says: String,
    /// What else there is that cannot be imported, in words: `a picture`, `a sound`, `a web page`.
    pub left_out: Vec<&'static str>,
}

/// A picture that has not been read yet.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) entry: String,
    pub(super) class: Option<String>,
    pub(super) split: Split,
}

/// Everything that is there.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) listed: Vec<Listed>,
    pub(super) outputs: BTreeMap<String, ClassOutput>,
}

impl Laid {
    /// Whether no picture lies in a folder.
    pub(super) fn is_loose(&self) -> bool {
        self.listed.iter().all(|listed| !listed.entry.contains('/'))
    }
}

/// Whether a file name is that of a picture; some kinds are recognised only to say that they cannot be read.
pub(super) fn looks_like_picture(name: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["jpg", "jpeg", "jfif", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif"];
    ENDINGS.contains(&ending(name).as_str())
}

/// The split that a folder of this name is for.
pub(super) fn split_named(folder: &str) -> Option<Split> {
    match folder.to_lowercase().as_str() {
        "teach" | "train" | "training" => Some(Split::Teach),
        "validate" | "validation" | "val" => Some(Split::Validate),
        "test" | "testing" => Some(Split::Test),
        _ => None,
    }
}
