//! Pictures: one type for everything that is looked at.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageBuffer, ImageEncoder, Rgb, imageops};

/// Longest side accepted, pixels: above any camera's photograph, below what fills a small machine's memory.
pub const MAX_SIDE_PX: u32 = 12_000;
/// Largest file read, bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// Most memory the pixels of a picture may take while it is decoded, bytes: a photograph of 130 million pixels.
pub const MAX_DECODE_BYTES: u64 = 384 << 20;
/// The source recorded for a picture taken by a camera.
pub const CAMERA: &str = "camera";

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
    /// Its pixels would take more than [`MAX_DECODE_BYTES`].
    #[error(
        "{path}: {width} x {height} pixels take {} MiB unpacked, too much for a picture (at most {} MiB); save a \
         smaller version", bytes >> 20, MAX_DECODE_BYTES >> 20
    )]
    TooHeavy {
        /// The file.
        path: String,
        /// Its width, pixels.
        width: u32,
        /// Its height, pixels.
        height: u32,
        /// What its pixels would take, bytes.
        bytes: u64,
    },
    /// It is something else than a picture that can be read.
    #[error("{path}: is {what}. {remedy}")]
    OtherKind {
        /// The file.
        path: String,
        /// What it is.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// The end of the file is missing, and with it a part of the picture.
    #[error("{path}: is cut short: a part of the picture is missing. Copy or download it again, or remove it")]
    CutShort {
        /// The file.
        path: String,
    },
    /// The bytes are not a picture that can be decoded.
    #[error("{path}: is not a readable picture: {reason}. Save it anew as JPEG or PNG, or remove it")]
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

    /// The picture with a grey square of a share of its width laid over a place, 0..1 from the left and from the top: what is
    /// under it is nothing to the network, whose middle is this grey.
    #[must_use]
    pub fn covered(mut self, [x, y]: [f32; 2], share: f32) -> Self {
        const GREY: u8 = 127;
        let half = self.width as f32 * share / 2.0;
        let range = |at: f32, length: u32| {
            let edge = |at: f32| at.round().clamp(0.0, length as f32) as usize;
            edge(at * length as f32 - half)..edge(at * length as f32 + half)
        };
        let (columns, rows) = (range(x, self.width), range(y, self.height));
        for row in self.rgb.chunks_exact_mut(self.width as usize * 3).take(rows.end).skip(rows.start) {
            row[columns.start * 3..columns.end * 3].fill(GREY);
        }
        self
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_exchanges_left_and_right() {
        let picture = Picture::new(2, 2, vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).unwrap();
        assert_eq!(picture.mirrored().rgb(), [4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
        assert_eq!(picture.mirrored().mirrored(), picture);
    }

    #[test]
    fn a_buffer_of_the_wrong_length_is_refused() {
        assert!(Picture::new(2, 2, vec![0; 11]).is_err());
        assert!(Picture::new(0, 2, vec![]).is_err());
    }

    #[test]
    fn what_is_covered_is_grey_and_nothing_else() {
        let picture = Picture::square(8, vec![9; 8 * 8 * 3]).covered([1.0, 0.5], 0.5);
        let grey = |x: usize, y: usize| picture.rgb()[(y * 8 + x) * 3..][..3] == [127; 3];
        let places = [(6, 2), (7, 5), (5, 3), (6, 1), (6, 6)].map(|(x, y)| grey(x, y));
        assert_eq!(places, [true, true, false, false, false]);
        assert_eq!(picture.rgb().iter().filter(|byte| **byte == 127).count(), 2 * 4 * 3);
    }
}
