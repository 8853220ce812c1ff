//! What pictures are listed as before any is read: their file, their class, their part; and the names that say so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use menagerie_lesson::{ClassOutput, Split};
use serde::{Deserialize, Serialize};

use super::ImportError;

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
pub struct ClassAnswers {
    /// What is said; empty for nothing.
    pub says: String,
    /// Pictures and sounds that came along.
    pub outputs: Vec<ClassOutput>,
    /// What else there is that cannot be imported.
    pub left_out: Vec<LeftOutAnswer>,
}

/// An answer of a class that cannot be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutAnswer {
    /// A picture that is shown.
    Picture,
    /// A sound that is played.
    Sound,
    /// A page of the web that is opened.
    WebPage,
}

impl LeftOutAnswer {
    /// `picture`, `sound` or `web-page`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Sound => "sound",
            Self::WebPage => "web-page",
        }
    }
}

impl fmt::Display for LeftOutAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Picture => "a picture",
            Self::Sound => "a sound",
            Self::WebPage => "a web page",
        })
    }
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
    /// Archives that lie among the files.
    pub(super) archives: Vec<String>,
    /// What looks as if it were meant and cannot be taken.
    pub(super) left_out: Vec<ImportError>,
    pub(super) outputs: BTreeMap<String, ClassAnswers>,
}

impl Laid {
    /// How many classes its folders make.
    pub(super) fn folder_classes(&self) -> usize {
        let in_folders = self.listed.iter().filter(|listed| listed.entry.contains('/'));
        in_folders.map(|listed| &listed.class).collect::<BTreeSet<_>>().len()
    }
}
