//! Pictures: one type for everything that is looked at, and the one bounded way to read one from a file.
//!
//! Every number a file gives is checked before memory is taken for it, so a hostile picture costs a message.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageBuffer, ImageDecoder, ImageEncoder, ImageReader, Limits, Rgb, imageops,
};

/// Longest side accepted, pixels: above any camera's photograph, below what fills a small machine's memory.
pub const MAX_SIDE_PX: u32 = 12_000;
/// Largest file read, bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// Most memory a decoder may take, bytes.
const MAX_DECODE_BYTES: u64 = 512 << 20;
/// Quality of a camera's JPEGs, of 100.
const CAMERA_QUALITY: u8 = 90;
/// Endings of the files that count as photographs.
const ENDINGS: [&str; 3] = ["jpg", "jpeg", "png"];

/// An RGB picture, 8 bits a channel, rows from the top, no padding.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// Why a picture, or a folder of them, cannot be used: the file, what is wrong with it, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file or folder cannot be opened.
    #[error("{path}: cannot be read: {source}. Check the name and who may read it")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("{path}: {bytes} bytes are too many for a picture (at most {MAX_FILE_BYTES}); save it smaller")]
    FileTooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
    },
    /// A side is longer than [`MAX_SIDE_PX`].
    #[error("{path}: {width} x {height} pixels are too many (at most {MAX_SIDE_PX} a side); save it smaller")]
    TooLarge {
        /// The file.
        path: String,
        /// Its width, pixels.
        width: u32,
        /// Its height, pixels.
        height: u32,
    },
    /// The bytes are not a picture that can be decoded.
    #[error("{path}: is no readable JPEG or PNG picture: {reason}. Replace the file or take it away")]
    Broken {
        /// The file.
        path: String,
        /// What the decoder said.
        reason: String,
    },
    /// The buffer does not fit the size.
    #[error("a picture of {width} x {height} needs {} bytes, not {bytes}", u64::from(*width) * u64::from(*height) * 3)]
    WrongLength {
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
        /// Bytes given.
        bytes: usize,
    },
    /// A folder without a single photograph.
    #[error("{path}: holds no picture (.jpg, .jpeg or .png); put some in or take the folder away")]
    EmptyFolder {
        /// The folder.
        path: String,
    },
    /// A folder that should hold one folder a class holds none.
    #[error("{path}: holds no class folder; make one folder for each class and put its pictures there")]
    NoClasses {
        /// The folder.
        path: String,
    },
}

impl Picture {
    /// A picture from `width * height * 3` bytes.
    ///
    /// # Errors
    /// [`PictureError::WrongLength`] when the bytes are not that many or a side is 0.
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Result<Self, PictureError> {
        if width == 0 || height == 0 || u64::from(width) * u64::from(height) * 3 != rgb.len() as u64 {
            return Err(PictureError::WrongLength { width, height, bytes: rgb.len() });
        }
        Ok(Self { width, height, rgb })
    }

    /// Width, pixels; at least 1.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height, pixels; at least 1.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// `[height, width, 3]` bytes.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// The bytes of [`Self::rgb`], without a copy.
    #[must_use]
    pub fn into_rgb(self) -> Vec<u8> {
        self.rgb
    }

    /// A square of bytes that are known to be as many as they should.
    pub(crate) fn square(side: u32, rgb: Vec<u8>) -> Self {
        debug_assert_eq!(rgb.len(), side as usize * side as usize * 3);
        Self { width: side, height: side, rgb }
    }

    /// The picture as a PNG file, without loss; packed lightly, because it is made while somebody waits.
    ///
    /// # Errors
    /// What the encoder said.
    pub fn to_png(&self) -> Result<Vec<u8>, PictureError> {
        let mut bytes = Vec::new();
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
            .write_image(&self.rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(|error| PictureError::Broken { path: "a picture".to_owned(), reason: error.to_string() })?;
        Ok(bytes)
    }

    /// The square in its centre, at most `most_side` pixels a side.
    #[must_use]
    pub fn centre_square(&self, most_side: u32) -> Self {
        let side = self.width.min(self.height);
        let [left, top] = [self.width, self.height].map(|length| ((length - side) / 2) as usize);
        let line = self.width as usize * 3;
        let rows = self.rgb.chunks_exact(line).skip(top).take(side as usize);
        let square: Vec<u8> = rows.flat_map(|row| row[left * 3..(left + side as usize) * 3].iter().copied()).collect();
        let most_side = most_side.max(1);
        match ImageBuffer::<Rgb<u8>, _>::from_raw(side, side, square.as_slice()) {
            Some(full) if side > most_side => {
                let small = imageops::resize(&full, most_side, most_side, imageops::FilterType::Triangle);
                Self { width: most_side, height: most_side, rgb: small.into_raw() }
            }
            _ => Self { width: side, height: side, rgb: square },
        }
    }

    /// The picture as a camera gives it that sends JPEGs.
    pub(crate) fn jpeg_round_trip(&self) -> Result<Self, PictureError> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, CAMERA_QUALITY)
            .write_image(&self.rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(|error| PictureError::Broken { path: "a frame".to_owned(), reason: error.to_string() })?;
        decode_picture(&bytes, "a frame")
    }

    /// The whole picture squeezed to `side` x `side` pixels, for showing it small (not for the network).
    #[must_use]
    pub fn thumbnail(&self, side: u32) -> Self {
        let side = side.max(1);
        let Some(full) = ImageBuffer::<Rgb<u8>, _>::from_raw(self.width, self.height, self.rgb.as_slice()) else {
            return self.clone();
        };
        let small = imageops::thumbnail(&full, side, side);
        Self { width: side, height: side, rgb: small.into_raw() }
    }
}

/// Reads a photograph, upright as its camera meant it.
///
/// # Errors
/// A [`PictureError`] that names the file; memory stays bounded whatever the file claims.
pub fn read_picture(path: &Path) -> Result<Picture, PictureError> {
    let shown = path.display().to_string();
    let unreadable = |source| PictureError::Unreadable { path: shown.clone(), source };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.len() > MAX_FILE_BYTES {
        return Err(PictureError::FileTooLarge { path: shown, bytes: metadata.len() });
    }
    decode_picture(&fs::read(path).map_err(unreadable)?, &shown)
}

/// Decodes the bytes of a JPEG or PNG file. `origin` names them in errors.
///
/// # Errors
/// A [`PictureError`] that names `origin`.
pub fn decode_picture(bytes: &[u8], origin: &str) -> Result<Picture, PictureError> {
    let broken = |reason: String| PictureError::Broken { path: origin.to_owned(), reason };
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| broken(error.to_string()))?;
    reader.limits(decode_limits());
    let mut decoder = reader.into_decoder().map_err(|error| broken(error.to_string()))?;
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE_PX || height > MAX_SIDE_PX {
        return Err(PictureError::TooLarge { path: origin.to_owned(), width, height });
    }
    // A photograph without orientation, or with one that makes no sense, is taken as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| broken(error.to_string()))?;
    image.apply_orientation(orientation);
    let rgb = image.into_rgb8();
    Picture::new(rgb.width(), rgb.height(), rgb.into_raw())
}

/// Sides are checked by us, for a better message; the decoder only bounds its memory.
fn decode_limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODE_BYTES);
    limits
}

/// The photographs in a folder (not below it), sorted by name. A single photograph counts as a folder of one.
///
/// # Errors
/// [`PictureError::Unreadable`], or [`PictureError::EmptyFolder`] when there is none.
pub fn list_pictures(dir: &Path) -> Result<Vec<PathBuf>, PictureError> {
    if dir.is_file() {
        return Ok(vec![dir.to_owned()]);
    }
    let pictures: Vec<_> = sorted_entries(dir)?
        .into_iter()
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) && path.is_file()
        })
        .collect();
    if pictures.is_empty() {
        return Err(PictureError::EmptyFolder { path: dir.display().to_string() });
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
/// [`PictureError::Unreadable`], [`PictureError::NoClasses`], or [`PictureError::EmptyFolder`] for a class without a
/// picture.
pub fn list_classes(dir: &Path) -> Result<Vec<ClassFolder>, PictureError> {
    let mut classes = Vec::new();
    for path in sorted_entries(dir)?.into_iter().filter(|path| path.is_dir()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            classes.push(ClassFolder { name, pictures: list_pictures(&path)? });
        }
    }
    if classes.is_empty() {
        return Err(PictureError::NoClasses { path: dir.display().to_string() });
    }
    Ok(classes)
}

/// The photographs in a folder and in the folders in it, sorted by name.
///
/// # Errors
/// [`PictureError::Unreadable`], or [`PictureError::EmptyFolder`] when there is none.
pub fn list_pictures_below(dir: &Path) -> Result<Vec<PathBuf>, PictureError> {
    if dir.is_file() {
        return list_pictures(dir);
    }
    let mut pictures = Vec::new();
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let folders = sorted_entries(dir)?.into_iter().filter(|path| path.is_dir() && !is_hidden(path));
    for folder in folders.collect::<Vec<_>>().iter().map(PathBuf::as_path).chain([dir]) {
        match list_pictures(folder) {
            Ok(found) => pictures.extend(found),
            Err(PictureError::EmptyFolder { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    if pictures.is_empty() {
        return Err(PictureError::EmptyFolder { path: dir.display().to_string() });
    }
    Ok(pictures)
}

fn sorted_entries(dir: &Path) -> Result<Vec<PathBuf>, PictureError> {
    let unreadable = |source| PictureError::Unreadable { path: dir.display().to_string(), source };
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

    /// A PNG whose header claims `side` x `side` pixels and whose data is missing.
    fn png_header(side: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(side.to_be_bytes());
        bytes.extend(side.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0]);
        let crc = bytes[12..].iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        });
        bytes.extend((!crc).to_be_bytes());
        bytes.extend(b"\0\0\0\x01IDAT");
        bytes
    }

    #[test]
    fn a_huge_picture_is_refused_with_its_size() {
        let error = decode_picture(&png_header(20_000), "huge.png").unwrap_err();
        assert!(matches!(error, PictureError::TooLarge { width: 20_000, height: 20_000, .. }), "{error}");
        assert!(error.to_string().starts_with("huge.png: 20000 x 20000"), "{error}");
    }

    #[test]
    fn a_truncated_picture_names_its_file() {
        let error = decode_picture(&png_header(64), "cut.png").unwrap_err().to_string();
        assert!(error.starts_with("cut.png: is no readable"), "{error}");
    }

    #[test]
    fn text_is_no_picture() {
        let error = decode_picture(b"hello", "notes.jpg").unwrap_err().to_string();
        assert!(error.starts_with("notes.jpg: is no readable"), "{error}");
    }

    #[test]
    fn a_buffer_of_the_wrong_length_is_refused() {
        assert!(Picture::new(2, 2, vec![0; 11]).is_err());
        assert!(Picture::new(0, 2, vec![]).is_err());
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = list_pictures(Path::new("no/such/folder")).unwrap_err().to_string();
        assert!(error.starts_with("no/such/folder: cannot be read"), "{error}");
    }
}
