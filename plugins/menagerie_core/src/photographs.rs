//! Photographs on disk: reading one, and finding those of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use menagerie_lesson::{MAX_FILE_BYTES, PICTURE_EXTENSIONS, Picture, PictureError, decode_picture};

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
    #[error("{path}: contains no pictures (.jpg, .jpeg or .png); add some or remove the folder")]
    EmptyFolder {
        /// The folder.
        path: String,
    },
    /// A folder that should contain one folder per class contains none.
    #[error("{path}: contains no class folders; make one folder per class and put its pictures there")]
    NoClasses {
        /// The folder.
        path: String,
    },
}

/// Reads a photograph, upright as its camera meant it.
///
/// # Errors
/// A [`PhotographError`] that names the file; memory stays bounded whatever the file claims.
pub fn read_picture(path: &Path) -> Result<Picture, PhotographError> {
    let shown = path.display().to_string();
    let unreadable = |source| PhotographError::Unreadable { path: shown.clone(), source };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.len() > MAX_FILE_BYTES {
        return Err(PictureError::FileTooLarge { path: shown, bytes: metadata.len() }.into());
    }
    Ok(decode_picture(&fs::read(path).map_err(unreadable)?, &shown)?)
}

/// The photographs in a folder (not below it), sorted by name. A single photograph counts as a folder of one.
///
/// # Errors
/// [`PhotographError::Unreadable`], or [`PhotographError::EmptyFolder`] when there is none.
pub fn list_pictures(dir: &Path) -> Result<Vec<PathBuf>, PhotographError> {
    if dir.is_file() {
        return Ok(vec![dir.to_owned()]);
    }
    let pictures: Vec<_> = sorted_entries(dir)?
        .into_iter()
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            PICTURE_EXTENSIONS.iter().any(|known| ending.eq_ignore_ascii_case(known)) && path.is_file()
        })
        .collect();
    if pictures.is_empty() {
        return Err(PhotographError::EmptyFolder { path: dir.display().to_string() });
    }
    Ok(pictures)
}

/// A class as a folder: its name is the class's name, what is in it are its pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassFolder {
    /// Name of the folder, and of the class.
    pub name: String,
    /// Its photographs, sorted by name; at least one.
    pub pictures: Vec<PathBuf>,
}

/// The class folders in a folder, sorted by name. Hidden folders do not count.
///
/// # Errors
/// [`PhotographError::Unreadable`], [`PhotographError::NoClasses`], or [`PhotographError::EmptyFolder`] for a class without a
/// picture.
pub fn list_classes(dir: &Path) -> Result<Vec<ClassFolder>, PhotographError> {
    let mut classes = Vec::new();
    for path in sorted_entries(dir)?.into_iter().filter(|path| path.is_dir()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            classes.push(ClassFolder { name, pictures: list_pictures(&path)? });
        }
    }
    if classes.is_empty() {
        return Err(PhotographError::NoClasses { path: dir.display().to_string() });
    }
    Ok(classes)
}

/// The photographs in a folder and in the folders in it, sorted by name.
///
/// # Errors
/// [`PhotographError::Unreadable`], or [`PhotographError::EmptyFolder`] when there is none.
pub fn list_pictures_below(dir: &Path) -> Result<Vec<PathBuf>, PhotographError> {
    if dir.is_file() {
        return list_pictures(dir);
    }
    let mut pictures = Vec::new();
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let folders = sorted_entries(dir)?.into_iter().filter(|path| path.is_dir() && !is_hidden(path));
    for folder in folders.collect::<Vec<_>>().iter().map(PathBuf::as_path).chain([dir]) {
        match list_pictures(folder) {
            Ok(found) => pictures.extend(found),
            Err(PhotographError::EmptyFolder { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    if pictures.is_empty() {
        return Err(PhotographError::EmptyFolder { path: dir.display().to_string() });
    }
    Ok(pictures)
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
