//! The lesson and its files: what is imported, what is written, and when.

mod answer;
mod autosave;
mod import;
mod lock;
mod reading;
mod save_queue;
mod snapshot;
mod trouble;
mod writing;

use std::path::Path;

use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((answer::plugin, import::plugin, autosave::plugin, trouble::plugin));
}

/// A file's name, for people.
fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
