//! Photographs on disk: reading one, and finding those of a folder.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use menagerie_lesson::{
    KIND_BYTES, MAX_FILE_BYTES, PICTURE_EXTENSIONS, Picture, PictureError, decode_as_canvas, decode_picture,
    is_system_name, picture_format,
};

/// Why a photograph, or a folder of them, cannot be used: the file, what is wrong with it, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum PhotographError {
    /// The file or folder cannot be opened.
    #[error("{path}: cannot be read: {source}. Check the name and the read permissions")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not a usable picture.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A folder without a single photograph.
    #[error("{path}: contains no pictures; add some or remove the folder")]
    EmptyFolder {
        /// The folder.
        path: String,
    },
}

/// Reads a photograph, upright as its camera meant it.
///
/// # Errors
/// A [`PhotographError`] that names the file; memory stays bounded whatever the file claims.
pub fn read_picture(path: &Path) -> Result<Picture, PhotographError> {
    let (bytes, shown) = read_file(path)?;
    Ok(decode_picture(&bytes, &shown)?)
}

/// The same as a browser's canvas gives it, for a model of Teachable Machine.
///
/// # Errors
/// As [`read_picture`].
pub fn read_as_canvas(path: &Path) -> Result<Picture, PhotographError> {
    let (bytes, shown) = read_file(path)?;
    Ok(decode_as_canvas(&bytes, &shown)?)
}

fn read_file(path: &Path) -> Result<(Vec<u8>, String), PhotographError> {
    let shown = path.display().to_string();
    let unreadable = |source| PhotographError::Unreadable { path: shown.clone(), source };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.len() > MAX_FILE_BYTES {
        return Err(PictureError::FileTooLarge { path: shown, bytes: metadata.len() }.into());
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    Ok((bytes, shown))
}

/// The photographs in a folder (not below it), sorted by name, and what is only called a picture: that is said when it is
/// read. A single photograph counts as a folder of one.
///
/// # Errors
/// [`PhotographError::Unreadable`], or [`PhotographError::EmptyFolder`] when there is none.
pub fn list_pictures(dir: &Path) -> Result<Vec<PathBuf>, PhotographError> {
    if dir.is_file() {
        return Ok(vec![dir.to_owned()]);
    }
    let pictures: Vec<_> = sorted_entries(dir)?.into_iter().filter(|path| is_picture(path)).collect();
    if pictures.is_empty() {
        return Err(PhotographError::EmptyFolder { path: dir.display().to_string() });
    }
    Ok(pictures)
}

fn is_picture(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if is_system_name(&name) || !path.is_file() {
        return false;
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    PICTURE_EXTENSIONS.contains(&&*ending) || begins_as_picture(path)
}

fn begins_as_picture(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(KIND_BYTES as u64).read_to_end(&mut start));
    read.is_ok() && picture_format(&start).is_some()
}

fn sorted_entries(dir: &Path) -> Result<Vec<PathBuf>, PhotographError> {
    let unreadable = |source| PhotographError::Unreadable { path: dir.display().to_string(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = list_pictures(Path::new("no/such/folder")).unwrap_err().to_string();
        assert!(error.starts_with("no/such/folder: cannot be read"), "{error}");
    }
}
