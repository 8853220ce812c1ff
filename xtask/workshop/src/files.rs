//! Where things lie, and reading and writing them with errors that say what to do.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository: the folder two above this crate.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The drawings' sources.
pub(crate) fn drawings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("art")
}

/// Files of a folder with this ending, in the order of their names, so that every run does the same.
pub(crate) fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error: std::io::Error| {
        format!("{}: cannot list this folder: {error}; is the checkout complete?", folder.display())
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file.
pub(crate) fn read_text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file)
        .map_err(|error| format!("{}: cannot read this file: {error}; is the checkout complete?", file.display()))
}

/// Writes a file, making the folders above it.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let cannot = |error: std::io::Error| {
        format!("{}: cannot write this file: {error}; is the disk full or the folder read-only?", file.display())
    };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    fs::write(file, bytes).map_err(cannot)
}

/// Says what was written, as seen from the repository.
pub(crate) fn report(file: &Path, bytes: usize, note: &str) {
    let root = repository();
    let shown = file.strip_prefix(&root).unwrap_or(file);
    println!("{:<34} {:>7.1} kB  {note}", shown.display().to_string(), bytes as f64 / 1000.0);
}
