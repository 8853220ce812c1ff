//! What a file is, told by its first bytes and not by its name: one list for all that is opened, shown or refused.

use image::ImageFormat;

use crate::picture::PictureError;

/// Bytes from the beginning of a file that are enough to tell its kind.
pub const KIND_BYTES: usize = 512;

/// Extensions that the files of readable pictures usually have, in lower case: for choosing files by name, before any is
/// opened. What a file is, its content tells.
pub const PICTURE_EXTENSIONS: [&str; 14] =
    ["jpg", "jpeg", "jfif", "jpe", "jpg_large", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif"];

/// What to do with a picture of a kind that cannot be read.
const SAVE_AS_JPEG: &str = "Open it in an image viewer or a browser and save it as JPEG or PNG";
/// What to do with an archive.
const UNPACK: &str = "Unpack it and open the folder";

/// A kind of picture that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP; of an animation the first picture.
    WebP,
    /// GIF; of an animation the first picture.
    Gif,
    /// BMP.
    Bmp,
    /// TIFF; of several pages the first.
    Tiff,
    /// HEIF with HEVC, as phones take pictures.
    Heic,
}

impl PictureFormat {
    /// Its media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Tiff => "image/tiff",
            Self::Heic => "image/heic",
        }
    }

    /// The usual extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Tiff => "tiff",
            Self::Heic => "heic",
        }
    }

    /// Whether every program reads it; a lesson keeps such files as they are.
    #[must_use]
    pub fn is_common(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }
}

/// The kind of picture that a file begins as, of those that can be read.
#[must_use]
pub fn picture_format(start: &[u8]) -> Option<PictureFormat> {
    if mime(start) == Some("image/heif") {
        return Some(PictureFormat::Heic);
    }
    match image::guess_format(start).ok()? {
        ImageFormat::Jpeg => Some(PictureFormat::Jpeg),
        ImageFormat::Png => Some(PictureFormat::Png),
        ImageFormat::WebP => Some(PictureFormat::WebP),
        ImageFormat::Gif => Some(PictureFormat::Gif),
        // Camera's raw files are TIFFs, too.
        ImageFormat::Tiff if mime(start) == Some("image/tiff") => Some(PictureFormat::Tiff),
        // Two letters say little; the length of the header behind them is one of a few.
        ImageFormat::Bmp if matches!(start.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])) => {
            Some(PictureFormat::Bmp)
        }
        _ => None,
    }
}

/// What a file is that is no readable picture, in words with an article, and what to do about it; `None` when its first
/// bytes do not tell.
#[must_use]
pub fn other_kind(start: &[u8]) -> Option<(String, &'static str)> {
    const VIDEO: &str = "Make pictures of it: pause it where the thing is seen well and take screenshots, or play it \
        before the camera and hold the button";
    const SOUND: &str = "Pictures are wanted here; make an image project";
    let said = |what: &str, remedy| Some((what.to_owned(), remedy));
    if start.is_empty() {
        return said("empty", "Copy or download it again");
    }
    if is_web_page(start) {
        return said("a web page, not a picture", "Open it in a browser and save the picture itself");
    }
    let mime = mime(start)?;
    let name = mime.rsplit(['/', '.']).next().unwrap_or(mime).trim_start_matches("x-").to_uppercase();
    match mime {
        "image/avif" => said("an AVIF picture, which cannot be read here", SAVE_AS_JPEG),
        "image/svg+xml" => said("an SVG drawing", SAVE_AS_JPEG),
        "application/pdf" => said("a PDF document", "Take its pictures out of it, as JPEG or PNG"),
        "application/zip" => said("a zip archive", UNPACK),
        "application/x-7z-compressed" => said("a 7z archive", UNPACK),
        "application/x-tar" => said("a tar archive", UNPACK),
        "application/vnd.rar" => said("a RAR archive", UNPACK),
        "application/gzip" => said("an archive compressed with gzip (.tar.gz or .gz)", UNPACK),
        "application/x-bzip2" | "application/x-xz" | "application/zstd" | "application/x-lzip" => {
            said(&format!("an archive compressed with {}", name.to_lowercase()), UNPACK)
        }
        _ if mime.starts_with("image/") => {
            said(&format!("a picture of the kind {name}, which cannot be read here"), SAVE_AS_JPEG)
        }
        _ if mime.starts_with("video/") => said(&format!("a video ({name})"), VIDEO),
        _ if mime.starts_with("audio/") => said(&format!("a sound ({name})"), SOUND),
        _ => None,
    }
}

/// The refusal of a file that is called or meant as a picture and is none that can be read, by its first bytes.
#[must_use]
pub fn not_a_picture(start: &[u8], path: &str) -> PictureError {
    let (what, remedy) = other_kind(start)
        .unwrap_or_else(|| ("not a picture, whatever its name says".to_owned(), "Choose another, or remove it"));
    PictureError::OtherKind { path: path.to_owned(), what, remedy }
}

/// The usual extension of a sound's files, of those that can be played; `None`: no such sound.
#[must_use]
pub(crate) fn sound_extension(start: &[u8]) -> Option<&'static str> {
    match mime(start)? {
        "audio/x-wav" => Some("wav"),
        "audio/mpeg" => Some("mp3"),
        "audio/ogg" => Some("ogg"),
        "audio/x-flac" => Some("flac"),
        _ => None,
    }
}

fn mime(start: &[u8]) -> Option<&'static str> {
    // A tar archive has its sign behind the name of its first file.
    if start.get(257..262) == Some(b"ustar") {
        return Some("application/x-tar");
    }
    if String::from_utf8_lossy(start).contains("<svg") {
        return Some("image/svg+xml");
    }
    infer::get(start).map(|kind| kind.mime_type())
}

fn is_web_page(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| text.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        let what = |start: &[u8]| other_kind(start).map(|(what, _)| what).unwrap_or_default();
        assert_eq!(picture_format(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(PictureFormat::Heic));
        assert!(what(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf").contains("AVIF"));
        assert!(what(b"  <!DOCTYPE html><title>x</title>").contains("web page"));
        assert!(what(b"<?xml version=\"1.0\"?><svg xmlns=\"x\"/>").contains("SVG"));
        assert!(what(b"7z\xbc\xaf\x27\x1c\0\x04").contains("7z"));
        assert!(what(b"\x1f\x8b\x08\0\0\0").contains("gzip"));
        assert!(
            what(
                b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"
            )
            .contains("video")
        );
        assert_eq!(what(b""), "empty");
        assert_eq!(other_kind(b"some notes"), None);
    }

    #[test]
    fn a_text_that_begins_like_a_bitmap_is_none() {
        assert_eq!(picture_format(b"BMW is a make of cars, as everybody knows"), None);
        assert_eq!(picture_format(b"GIF89a"), Some(PictureFormat::Gif));
    }
}
