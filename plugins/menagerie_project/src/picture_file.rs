//! What a picture's file looks like from outside: told by its first bytes, not by its name.

use std::io::Cursor;

use image::ImageReader;
use menagerie_lesson::{MAX_SIDE_PX, picture_format};

/// What is wrong with the bytes of a picture, as far as its header tells; `None`: nothing.
pub(crate) fn picture_problem(bytes: &[u8]) -> Option<String> {
    let Some(format) = picture_format(bytes) else { return Some("is not a JPEG or PNG picture".into()) };
    match ImageReader::with_format(Cursor::new(bytes), format).into_dimensions() {
        Ok((width, height)) if width == 0 || height == 0 || width.max(height) > MAX_SIDE_PX => {
            Some(format!("has {width} x {height} pixels; 1 to {MAX_SIDE_PX} per side are allowed"))
        }
        Ok(_) => None,
        Err(error) => Some(format!("is not a readable picture: {error}")),
    }
}

/// The ending of its file.
pub(crate) fn picture_suffix(bytes: &[u8]) -> &'static str {
    picture_format(bytes).and_then(|format| format.extensions_str().first()).copied().unwrap_or("png")
}
