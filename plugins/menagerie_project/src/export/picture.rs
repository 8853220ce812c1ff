//! One picture, as a file that any program opens.

use std::path::Path;

use menagerie_lesson::Picture;

use crate::atomic::write_whole;
use crate::format::{ProjectError, io_error};

/// Writes the picture as a PNG. What was there is replaced.
///
/// # Errors
/// What makes no sense in the picture, or what the system said.
pub fn export_picture(picture: &Picture, path: &Path) -> Result<(), ProjectError> {
    let shown = path.display().to_string();
    let png = picture
        .to_png()
        .map_err(|error| ProjectError::Unwritable { file: shown.clone(), reason: error.to_string() })?;
    write_whole(path, &png).map_err(|error| io_error(&shown, "writing", error))
}
