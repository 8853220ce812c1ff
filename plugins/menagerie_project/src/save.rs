//! Saving so that at every moment, whatever happens, a whole project lies on the disk: the new file is written beside the old
//! one, synced, and renamed over it; the old one is kept as `.bak` by a second name made before.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::atomic::{Fresh, beside};
use crate::format::{ProjectError, io_error};
use crate::project::Project;

/// Damaged files set aside, at most; beyond, the newest of them is replaced.
const MOST_DAMAGED: u32 = 9;

/// Which file was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// The newest.
    Newest,
    /// The previous one, because the newest cannot be read: why.
    Previous(String),
}

/// Saves a project.
///
/// # Errors
/// What the system said; the file that was there is then still there.
pub fn save(project: &Project, path: &Path) -> Result<(), ProjectError> {
    let shown = path.display().to_string();
    project.check(&shown)?;
    let fresh =
        Fresh::write(path, |writer| project.write_to(writer)).map_err(|error| io_error(&shown, "writing", error))?;
    keep_previous(path).map_err(|error| io_error(&shown, "keeping the one before", error))?;
    fresh.place().map_err(|error| io_error(&shown, "renaming", error))
}

/// Whether there is a project of this name, or its backup.
#[must_use]
pub fn is_kept(path: &Path) -> bool {
    path.exists() || beside(path, ".bak").exists()
}

/// Opens a project, or its backup if the project cannot be read.
///
/// # Errors
/// Why the newest cannot be read, when there is no other.
pub fn open_newest(path: &Path) -> Result<(Project, Opened), ProjectError> {
    let error = match Project::read(path) {
        Ok(project) => return Ok((project, Opened::Newest)),
        // A later version's file is not damaged; an older one in its place would only confuse.
        Err(error @ ProjectError::TooNew { .. }) => return Err(error),
        Err(error) => error,
    };
    match Project::read(&beside(path, ".bak")) {
        Ok(project) => Ok((project, Opened::Previous(error.to_string()))),
        Err(_) => Err(error),
    }
}

/// Gives the file that is there its second name, unless it cannot be read: then it is set aside, and the one kept before it
/// stays.
fn keep_previous(path: &Path) -> io::Result<()> {
    if !path.try_exists()? {
        return Ok(());
    }
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if is_whole(path) {
        let previous = beside(path, ".bak");
        let fresh = beside(path, ".bak.tmp");
        drop(fs::remove_file(&fresh));
        // A second name costs nothing; where the file system has none, a copy does.
        if fs::hard_link(path, &fresh).is_err() {
            fs::copy(path, &fresh)?;
            File::open(&fresh)?.sync_all()?;
        }
        fs::rename(&fresh, &previous)?;
        // Renaming one of two names of the same file over the other does nothing and says nothing.
        drop(fs::remove_file(&fresh));
        return Ok(());
    }
    let place = (1..MOST_DAMAGED).map(|i| beside(path, &format!(".damaged-{i}"))).find(|place| !place.exists());
    let place = place.unwrap_or_else(|| beside(path, &format!(".damaged-{MOST_DAMAGED}")));
    fs::rename(path, place)
}

/// Whether a file can be opened as a project, to the last picture: only then may it take the place of the one kept before.
fn is_whole(path: &Path) -> bool {
    Project::verify(path).is_ok()
}
