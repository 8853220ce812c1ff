//! What a picture's file looks like from outside: told by its first bytes, not by its name.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};
use menagerie_lesson::MAX_SIDE_PX;

/// What is wrong with the bytes of a picture, as far as its header tells; `None`: nothing.
pub(crate) fn picture_problem(bytes: &[u8]) -> Option<String> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let Ok(reader) = reader else { return Some("is not a picture".into()) };
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png)) {
        return Some("is not a JPEG or PNG picture".into());
    }
    match reader.into_dimensions() {
        Ok((width, height)) if width == 0 || height == 0 || width.max(height) > MAX_SIDE_PX => {
            Some(format!("has {width} x {height} pixels; 1 to {MAX_SIDE_PX} per side are allowed"))
        }
        Ok(_) => None,
        Err(error) => Some(format!("is not a readable picture: {error}")),
    }
}

/// Whether a file begins as a picture does that can be read here.
pub(crate) fn is_picture(start: &[u8]) -> bool {
    matches!(image::guess_format(start), Ok(ImageFormat::Jpeg | ImageFormat::Png))
}

/// The ending of its file.
pub(crate) fn picture_suffix(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xff, 0xd8]) { "jpg" } else { "png" }
}
