//! Pictures: one type for everything that is looked at, and the one bounded way to decode one.
//!
//! Every number a file gives is checked before memory is taken for it, so a hostile picture only causes an error.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageBuffer, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, Rgb,
    imageops,
};

/// Longest side accepted, pixels: above any camera's photograph, below what fills a small machine's memory.
pub const MAX_SIDE_PX: u32 = 12_000;
/// Largest file read, bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// The source recorded for a picture taken by a camera.
pub const CAMERA: &str = "camera";
/// Most memory a decoder may take, bytes.
const MAX_DECODE_BYTES: u64 = 512 << 20;

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

/// Why a picture cannot be used: the file, what is wrong with it, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("{path}: {bytes} bytes is too large for a picture (at most {MAX_FILE_BYTES}); save a smaller version")]
    FileTooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
    },
    /// A side is longer than [`MAX_SIDE_PX`].
    #[error("{path}: {width} x {height} pixels is too large (at most {MAX_SIDE_PX} per side); save a smaller version")]
    TooLarge {
        /// The file.
        path: String,
        /// Its width, pixels.
        width: u32,
        /// Its height, pixels.
        height: u32,
    },
    /// The bytes are not a picture that can be decoded.
    #[error("{path}: is not a readable JPEG or PNG picture: {reason}. Replace or remove the file")]
    Broken {
        /// The file.
        path: String,
        /// What the decoder said.
        reason: String,
    },
    /// The buffer does not match the size.
    #[error("a picture of {width} x {height} needs {} bytes, not {bytes}", u64::from(*width) * u64::from(*height) * 3)]
    WrongLength {
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
        /// Bytes given.
        bytes: usize,
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

    /// A square picture, at least one pixel a side. Missing bytes become black, surplus ones are dropped.
    #[must_use]
    pub fn square(side: u32, mut rgb: Vec<u8>) -> Self {
        let side = side.max(1);
        rgb.resize(side as usize * side as usize * 3, 0);
        Self { width: side, height: side, rgb }
    }

    /// The picture as a mirror shows it: flipped left to right.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let rows = self.rgb.chunks_exact(self.width as usize * 3);
        let rgb = rows.flat_map(|row| row.as_chunks::<3>().0.iter().rev().flatten().copied()).collect();
        Self { rgb, ..*self }
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

/// Extensions of the files that count as pictures, in lower case.
pub const PICTURE_EXTENSIONS: [&str; 3] = ["jpg", "jpeg", "png"];

/// Which kind of picture a file begins as, of those that can be read; the name does not matter.
pub fn picture_format(start: &[u8]) -> Option<ImageFormat> {
    image::guess_format(start).ok().filter(|format| matches!(format, ImageFormat::Jpeg | ImageFormat::Png))
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
        assert!(error.starts_with("cut.png: is not a readable"), "{error}");
    }

    #[test]
    fn a_mirror_exchanges_left_and_right() {
        let picture = Picture::new(2, 2, vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).unwrap();
        assert_eq!(picture.mirrored().rgb(), [4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
        assert_eq!(picture.mirrored().mirrored(), picture);
    }

    #[test]
    fn text_is_no_picture() {
        let error = decode_picture(b"hello", "notes.jpg").unwrap_err().to_string();
        assert!(error.starts_with("notes.jpg: is not a readable"), "{error}");
    }

    #[test]
    fn a_buffer_of_the_wrong_length_is_refused() {
        assert!(Picture::new(2, 2, vec![0; 11]).is_err());
        assert!(Picture::new(0, 2, vec![]).is_err());
    }
}
