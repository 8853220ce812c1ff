//! From a picture to the network's input. The one resampler of the exhibit: teaching, live frames and evaluation all
//! come through here, because another one would move the embedding (the cosine falls to 0.87 with nearest or box).

use fast_image_resize::images::TypedImage;
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use thiserror::Error;

/// Height and width of the network's input, pixels.
pub const INPUT_PX: usize = 224;

/// Names this way to prepare a picture and to read the network. Another name where either changes: embeddings kept in
/// projects are then computed again.
pub(crate) const PREPROCESSING: &str = "square 224 catmull-rom, head and block 12";

const CHANNELS: usize = 3;

/// What is wrong with a picture handed in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PreprocessError {
    /// It has no pixels.
    #[error("the picture is {width} x {height} pixels, so it is empty")]
    Empty {
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
    },
    /// The bytes do not match the size.
    #[error("an RGB picture of {width} x {height} pixels has {expected} bytes, but this one has {found}")]
    WrongLength {
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
        /// Bytes that such a picture has.
        expected: u64,
        /// Bytes handed in.
        found: usize,
    },
    /// There are not as many numbers as the network takes.
    #[error("the network takes 3 x 224 x 224 numbers, but these are {found}")]
    WrongCount {
        /// Numbers found.
        found: usize,
    },
    /// The resampler rejected it.
    #[error("the picture could not be resized: {reason}")]
    Resize {
        /// The resampler's words.
        reason: String,
    },
}

/// A picture as the network takes it: `[3, 224, 224]`, RGB planes, each value `(u8 - 127) / 128`, so in -0.992..1.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkInput {
    values: Vec<f32>,
}

impl NetworkInput {
    /// The centre square of the picture, resized to 224 x 224 with antialiased bicubic interpolation (Catmull-Rom
    /// convolution, the same as Pillow's `BICUBIC`) and normalised. A picture of that size is taken as it is.
    ///
    /// # Shapes
    /// - `rgb`: `[height, width, 3]`, row by row from the top left
    pub fn from_rgb(rgb: &[u8], width: u32, height: u32) -> Result<Self, PreprocessError> {
        Ok(Self::from_pixels(&resize_to_input(rgb, width, height)?))
    }

    /// These values, `[3, 224, 224]`, as they are.
    ///
    /// # Errors
    /// If there are not so many.
    pub fn from_values(values: Vec<f32>) -> Result<Self, PreprocessError> {
        let expected = CHANNELS * INPUT_PX * INPUT_PX;
        if values.len() == expected {
            Ok(Self::of_values(values))
        } else {
            Err(PreprocessError::WrongCount { found: values.len() })
        }
    }

    /// As many values as there must be.
    pub(crate) fn of_values(values: Vec<f32>) -> Self {
        Self { values }
    }

    /// The normalised values, `[3, 224, 224]`.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Normalises `[224, 224, 3]` bytes into `[3, 224, 224]` planes.
    fn from_pixels(pixels: &[u8]) -> Self {
        let plane = INPUT_PX * INPUT_PX;
        let mut values = vec![0.0; CHANNELS * plane];
        for (position, pixel) in pixels.chunks_exact(CHANNELS).take(plane).enumerate() {
            for (channel, byte) in pixel.iter().enumerate() {
                values[channel * plane + position] = (f32::from(*byte) - 127.0) / 128.0;
            }
        }
        Self { values }
    }
}

/// The centre square of a picture at the size of the network's input, as bytes: what [`NetworkInput`] normalises.
///
/// # Shapes
/// - `rgb`: `[height, width, 3]`, row by row from the top left
/// - output: `[224, 224, 3]`
pub fn resize_to_input(rgb: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PreprocessError> {
    resize_to_side(rgb, width, height, INPUT_PX)
}

/// The same at another size, `[px, px, 3]`, for networks other than ours.
pub(crate) fn resize_to_side(rgb: &[u8], width: u32, height: u32, px: usize) -> Result<Vec<u8>, PreprocessError> {
    if width == 0 || height == 0 {
        return Err(PreprocessError::Empty { width, height });
    }
    let expected = u128::from(width) * u128::from(height) * CHANNELS as u128;
    if rgb.len() as u128 != expected {
        let expected = u64::try_from(expected).unwrap_or(u64::MAX);
        return Err(PreprocessError::WrongLength { width, height, expected, found: rgb.len() });
    }
    let side = width.min(height);
    let mut square = centre_square(rgb, width as usize, height as usize);
    if side as usize == px { Ok(square) } else { resize_square(&mut square, side, px as u32) }
}

/// Cuts the centre square out. It is copied rather than passed as a crop box because the resampler would otherwise let
/// the pixels just outside of the box bleed in.
fn centre_square(rgb: &[u8], width: usize, height: usize) -> Vec<u8> {
    let side = width.min(height);
    let (left, top) = ((width - side) / 2, (height - side) / 2);
    let mut square = Vec::with_capacity(side * side * CHANNELS);
    for row in rgb.chunks_exact(width * CHANNELS).skip(top).take(side) {
        square.extend_from_slice(&row[left * CHANNELS..(left + side) * CHANNELS]);
    }
    square
}

/// Rows first, then columns, each rounded to bytes: Pillow's order. The resampler alone would take columns first, which
/// moves saturated edges by up to nine steps of 255.
fn resize_square(square: &mut [u8], side: u32, target: u32) -> Result<Vec<u8>, PreprocessError> {
    let mut narrow = resize(square, [side, side], [target, side])?;
    resize(&mut narrow, [target, side], [target, target])
}

/// Resizes from one `[width, height]` to another. One image type on purpose: the untyped ones compile every pixel format
/// and cost minutes of build time, and a second one for the source (which is only read) would double what is left.
fn resize(pixels: &mut [u8], from: [u32; 2], to: [u32; 2]) -> Result<Vec<u8>, PreprocessError> {
    let refused = |reason: String| PreprocessError::Resize { reason };
    let mut resized = vec![0; to[0] as usize * to[1] as usize * CHANNELS];
    let source = TypedImage::<U8x3>::from_buffer(from[0], from[1], pixels).map_err(|e| refused(e.to_string()))?;
    let mut target = TypedImage::<U8x3>::from_buffer(to[0], to[1], &mut resized).map_err(|e| refused(e.to_string()))?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom)).use_alpha(false);
    Resizer::new().resize_typed(&source, &mut target, &options).map_err(|error| refused(error.to_string()))?;
    Ok(resized)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_pixels_or_with_wrong_bytes_is_refused() {
        assert_eq!(NetworkInput::from_rgb(&[], 0, 5), Err(PreprocessError::Empty { width: 0, height: 5 }));
        let error = NetworkInput::from_rgb(&[0; 11], 2, 2);
        assert_eq!(error, Err(PreprocessError::WrongLength { width: 2, height: 2, expected: 12, found: 11 }));
        assert!(NetworkInput::from_rgb(&[0; 12], u32::MAX, u32::MAX).is_err());
    }

    #[test]
    fn bytes_become_normalised_planes() {
        let pixels: Vec<u8> = [127, 255, 0].repeat(INPUT_PX * INPUT_PX);
        let input = NetworkInput::from_rgb(&pixels, 224, 224).unwrap();
        let plane = INPUT_PX * INPUT_PX;
        assert_eq!(input.values().len(), 3 * plane);
        assert!(input.values()[..plane].iter().all(|v| *v == 0.0));
        assert!(input.values()[plane..2 * plane].iter().all(|v| *v == 1.0));
        assert!(input.values()[2 * plane..].iter().all(|v| *v == -127.0 / 128.0));
    }

    #[test]
    fn only_the_centre_square_counts() {
        // 300 x 100: the middle hundred columns are white, the rest is noise in black and grey.
        let rgb: Vec<u8> = (0..300 * 100)
            .flat_map(|i| if (100..200).contains(&(i % 300)) { [255; 3] } else { [(i % 7) as u8; 3] })
            .collect();
        let input = NetworkInput::from_rgb(&rgb, 300, 100).unwrap();
        assert!(input.values().iter().all(|v| *v == 1.0), "pixels beside the square bleed in");
    }

    #[test]
    fn a_single_pixel_fills_the_input() {
        let input = NetworkInput::from_rgb(&[127, 127, 127], 1, 1).unwrap();
        assert!(input.values().iter().all(|v| *v == 0.0));
    }
}
