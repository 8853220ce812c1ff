//! One writer: whoever works on a project holds a lock on it, so that no two programs write it over each other.
//!
//! The lock is a hidden file beside the project, held by the system for as long as its holder lives: nothing stays locked
//! after a crash. The project's own file cannot be it, because saving puts another file in its place.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::format::{ProjectError, io_error};

/// A project that nobody else writes while this lives.
#[derive(Debug)]
pub struct ProjectLock {
    /// Locked until it is closed.
    _file: File,
    path: PathBuf,
}

impl ProjectLock {
    /// Locks a project, whether its file is there yet or not.
    ///
    /// # Errors
    /// [`ProjectError::InUse`] while another program holds it, or what the system said.
    pub fn acquire(project: &Path) -> Result<Self, ProjectError> {
        let shown = project.display().to_string();
        let mut name = std::ffi::OsString::from(".");
        name.push(project.file_name().unwrap_or_default());
        name.push(".lock");
        let path = project.with_file_name(name);
        loop {
            let opened = File::options().create(true).truncate(false).write(true).open(&path);
            let file = opened.map_err(|source| io_error(&shown, "locking", source))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(ProjectError::InUse { file: shown }),
                Err(TryLockError::Error(source)) => return Err(io_error(&shown, "locking", source)),
            }
            // Between opening and locking, its last holder may have taken the file away: then it locks nothing.
            if is_still_named(&file, &path).map_err(|source| io_error(&shown, "locking", source))? {
                return Ok(Self { _file: file, path });
            }
        }
    }
}

/// Whether the file is still the one of that name.
#[cfg(unix)]
fn is_still_named(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    match fs::metadata(path) {
        Ok(named) => Ok(named.ino() == file.metadata()?.ino()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere an open file cannot be taken away.
#[cfg(not(unix))]
fn is_still_named(file: &File, _path: &Path) -> io::Result<bool> {
    file.metadata().map(|_| true)
}

impl Drop for ProjectLock {
    fn drop(&mut self) {
        // While it is still held, so that nobody locks a file that is about to go. That it may stay changes nothing.
        drop(fs::remove_file(&self.path));
    }
}
