//! What is to be written next, and what the lesson's file holds already.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_project::Project;

use super::snapshot::{OnScreen, Stamp};

/// What is to be written.
#[derive(Debug, Clone)]
pub(super) enum Keep {
    /// The lesson, into its file; said aloud unless it happens by itself.
    Save { aloud: bool },
    /// A lesson that is about to leave the screen.
    Last(Box<Project>, PathBuf),
    /// A folder for each class.
    Folders(PathBuf),
    /// The head, with how to use it.
    Head(PathBuf),
    /// The report.
    Report(PathBuf),
    /// A picture that was shown.
    Picture(PathBuf, Arc<Picture>),
    /// A table.
    Table(PathBuf, Arc<str>),
}

/// The writing that is wanted.
#[derive(Resource, Debug, Default)]
pub(super) struct SaveQueue {
    pub(super) wanted: VecDeque<Keep>,
    /// What the file holds.
    pub(super) saved: Option<Stamp>,
    /// Whether something is being written.
    pub(super) is_writing: bool,
}

impl SaveQueue {
    /// The lesson is about to leave the screen: what its file does not hold yet is written there.
    pub(super) fn let_go(&mut self, lesson: OnScreen, file: &ProjectFile) {
        let Some(path) = file.path.as_ref().filter(|_| file.autosaves) else { return };
        let stamp = lesson.stamp();
        if self.saved.as_ref() != Some(&stamp) {
            self.wanted.push_back(Keep::Last(Box::new(lesson.project(path)), path.clone()));
            self.saved = Some(stamp);
        }
    }

    /// The lesson is not to be saved after all.
    pub(super) fn forget_saves(&mut self) {
        self.wanted.retain(|keep| !matches!(keep, Keep::Save { .. }));
    }

    /// Whether everything wanted has been written.
    pub(super) fn is_idle(&self) -> bool {
        self.wanted.is_empty() && !self.is_writing
    }
}
