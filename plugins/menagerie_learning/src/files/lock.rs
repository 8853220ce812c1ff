//! The lock on the lesson's file: while the exhibit keeps a lesson there, no other program writes it.

use std::collections::HashMap;
use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_project::{ProjectError, ProjectLock};

use super::save_queue::SaveQueue;

/// The locks held: on the lesson's file, and on one that is still to be written for the last time.
#[derive(Resource, Debug, Default)]
pub(super) struct HeldLocks {
    /// `None`: held without a lock, where there can be none.
    locks: HashMap<PathBuf, Option<ProjectLock>>,
    /// The file that the lesson had before.
    before: ProjectFile,
}

/// Locks the file that the lesson is to be kept in. Where another program has it, the lesson stays where it was.
pub(super) fn lock_file(
    mut file: ResMut<ProjectFile>,
    words: Res<Words>,
    mut queue: ResMut<SaveQueue>,
    mut held: ResMut<HeldLocks>,
    mut notices: MessageWriter<Notice>,
) {
    if let Some(path) = file.path.clone()
        && !held.locks.contains_key(&path)
    {
        match ProjectLock::acquire(&path) {
            Ok(lock) => drop(held.locks.insert(path, Some(lock))),
            Err(error @ ProjectError::InUse { .. }) => {
                warn!("{error}. Until then this lesson is not saved there");
                let reason = error.to_string();
                notices.write(Notice::failure(words.with("notice-in-use", &[("reason", reason.into())])));
                queue.forget_saves();
                // What it holds is not known any more, so it counts as other than the screen.
                *file = ProjectFile { saved: false, ..held.before.clone() };
            }
            // Where nothing can be written, saving will say so.
            Err(error) => {
                warn!("{error}");
                held.locks.insert(path, None);
            }
        }
    }
    if queue.is_idle() {
        held.locks.retain(|path, _| file.path.as_ref() == Some(path));
    }
    if held.before.path != file.path {
        held.before = file.clone();
    }
}
