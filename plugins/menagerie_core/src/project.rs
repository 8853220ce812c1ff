//! What is wished and said about files: projects, pictures that come and go, ready-made sets.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_lesson::{ClassId, Picture, Split};

/// The file the lesson is kept in.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectFile {
    /// Where; `None`: in memory only.
    pub path: Option<PathBuf>,
    /// Whether everything on the screen is in it.
    pub saved: bool,
    /// Whether it is autosaved after every change.
    pub autosaves: bool,
}

/// Wish: do something with files. What goes wrong comes back as a [`Notice`].
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub enum FileWish {
    /// Open a project, or a model that was exported elsewhere.
    Open(PathBuf),
    /// Save the lesson in this file from now on.
    SaveAs(PathBuf),
    /// Save the lesson to its file now.
    Save,
    /// Keep the lesson in memory only from now on; the file stays.
    Close,
    /// Import pictures: files, folders, archives.
    Import {
        /// Where they lie.
        paths: Vec<PathBuf>,
        /// For all of them; `None`: by folder.
        class: Option<ClassId>,
        /// To teach or to test with.
        split: Split,
    },
    /// Let somebody's own picture or sound answer for a class.
    Answer {
        /// The class.
        class: ClassId,
        /// The file.
        path: PathBuf,
    },
    /// Begin a new lesson with a ready-made set, by its place in [`ReadyMadeSets`].
    UseSet(usize),
    /// Write a folder for each class.
    ExportFolders(PathBuf),
    /// Write the head with the description of how to use it elsewhere.
    ExportHead(PathBuf),
    /// Write a report of the lesson.
    ExportReport(PathBuf),
    /// Write a picture that was shown, as a PNG file.
    ExportPicture(PathBuf, Arc<Picture>),
    /// Write a table, as a CSV file.
    ExportTable(PathBuf, Arc<str>),
    /// Cancel the work under way.
    Cancel,
}

/// A set of pictures that ships with the exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyMadeSet {
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub sentence: String,
    /// Where it lies.
    pub folder: PathBuf,
    /// What is said of it in other languages, by their identifiers.
    pub translations: BTreeMap<String, SetWords>,
}

/// What is said of a ready-made set in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetWords {
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub sentence: String,
    /// What its classes are called, by the names of their folders.
    pub classes: BTreeMap<String, String>,
}

impl ReadyMadeSet {
    /// Its name and what it is good for, in this language where it has that.
    #[must_use]
    pub fn said_in(&self, language: &str) -> [&str; 2] {
        match self.translations.get(language) {
            Some(words) => [&words.name, &words.sentence],
            None => [&self.name, &self.sentence],
        }
    }
}

/// The sets that ship with the exhibit.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadyMadeSets(pub Vec<ReadyMadeSet>);

/// Work with files that takes a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// What is done, in words.
    pub what: String,
    /// Pieces done.
    pub done: usize,
    /// Pieces in all, where known.
    pub total: Option<usize>,
}

/// The work under way.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkUnderWay(pub Option<Work>);

/// Fact: something about files went well or did not, in words for whoever works here.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened, and what to do.
    pub words: String,
    /// Whether it went wrong.
    pub is_failure: bool,
}

impl Notice {
    /// It went well.
    pub fn good(words: impl Into<String>) -> Self {
        Self { words: words.into(), is_failure: false }
    }

    /// It went wrong.
    pub fn failure(words: impl Into<String>) -> Self {
        Self { words: words.into(), is_failure: true }
    }
}

/// What is wrong with the lesson's file, as long as it is: everybody sees it until it is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// What is on the screen cannot be written to its file.
    NotSaved,
    /// The project that was asked for at the start could not be opened.
    NotOpened,
}

/// The trouble there is now.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SavingTrouble(pub Option<Trouble>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<ProjectFile>()
        .init_resource::<ReadyMadeSets>()
        .init_resource::<WorkUnderWay>()
        .init_resource::<SavingTrouble>()
        .add_message::<FileWish>()
        .add_message::<Notice>();
}
