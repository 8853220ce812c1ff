//! The one bounded way from a file's bytes to a picture.
//!
//! Every number a file gives is checked before memory is taken for it, so a hostile picture only causes an error.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};

use crate::file_kind::{PictureFormat, not_a_picture, picture_format};
use crate::jpeg::{self, JpegProblem};
use crate::picture::{MAX_DECODE_BYTES, MAX_SIDE_PX, Picture, PictureError};

/// Pixels of a HEIC picture, at most: it is decoded with opacity, and from a picture of luma and chroma beside it.
const MAX_HEIC_PIXELS: u64 = 64 << 20;

/// What shows behind what is see-through: the grey that the network sees as nothing, 0 in its input.
const GROUND: u16 = 127;

/// Decodes the bytes of a picture's file, upright as its camera meant it. What is see-through shows grey behind it
/// (`docs/decisions/0012-what-people-bring.md`). `origin` names the file in errors.
///
/// # Errors
/// A [`PictureError`] that names `origin`.
pub fn decode_picture(bytes: &[u8], origin: &str) -> Result<Picture, PictureError> {
    decode(bytes, origin, over_grey)
}

/// The same as a browser's canvas gives it: what is fully see-through is black, the rest keeps its colour. Models of
/// Teachable Machine were taught like that.
///
/// # Errors
/// A [`PictureError`] that names `origin`.
pub fn decode_as_canvas(bytes: &[u8], origin: &str) -> Result<Picture, PictureError> {
    decode(bytes, origin, as_canvas)
}

/// Reads the header only: the kind of picture, or what is wrong with it as far as that tells.
///
/// # Errors
/// A [`PictureError`] that names `origin`.
pub fn check_picture(bytes: &[u8], origin: &str) -> Result<PictureFormat, PictureError> {
    let format = format_of(bytes, origin)?;
    match format {
        PictureFormat::Jpeg => jpeg_header(bytes, origin).map(|_| ())?,
        // Its decoder checks the size before it takes memory.
        PictureFormat::Heic => {}
        _ => decoder_of(bytes, format, origin).map(|_| ())?,
    }
    Ok(format)
}

fn format_of(bytes: &[u8], origin: &str) -> Result<PictureFormat, PictureError> {
    picture_format(bytes).ok_or_else(|| not_a_picture(bytes, origin))
}

fn decode(bytes: &[u8], origin: &str, opaque: fn([u8; 4]) -> [u8; 3]) -> Result<Picture, PictureError> {
    let format = format_of(bytes, origin)?;
    let (mut image, orientation) = match format {
        PictureFormat::Jpeg => {
            let header = jpeg_header(bytes, origin)?;
            jpeg::decode(bytes, &header).map_err(|problem| jpeg_error(problem, origin))?
        }
        PictureFormat::Heic => (heic(bytes, origin)?, Orientation::NoTransforms),
        _ => {
            let mut decoder = decoder_of(bytes, format, origin)?;
            // A picture without orientation, or with one that makes no sense, is taken as it lies.
            let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
            let image = DynamicImage::from_decoder(decoder);
            (image.map_err(|error| broken(error.to_string(), bytes, origin))?, orientation)
        }
    };
    if image.color().has_alpha() {
        let rgba = image.into_rgba8();
        let (width, height) = rgba.dimensions();
        let rgb = rgba.as_raw().as_chunks::<4>().0.iter().flat_map(|pixel| opaque(*pixel)).collect();
        let rgb = image::RgbImage::from_raw(width, height, rgb);
        image = rgb
            .map(DynamicImage::ImageRgb8)
            .ok_or_else(|| broken("its size does not fit its pixels".into(), bytes, origin))?;
    }
    image.apply_orientation(orientation);
    let rgb = image.into_rgb8();
    Picture::new(rgb.width(), rgb.height(), rgb.into_raw())
}

/// The same with what is see-through, upright; not for JPEG and HEIC, which have decoders of their own.
pub(crate) fn decode_with_alpha(bytes: &[u8], format: PictureFormat, origin: &str) -> Result<RgbaImage, PictureError> {
    let mut decoder = decoder_of(bytes, format, origin)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder);
    let mut image = image.map_err(|error| broken(error.to_string(), bytes, origin))?;
    image.apply_orientation(orientation);
    Ok(image.into_rgba8())
}

/// The header of a JPEG whose limits hold.
fn jpeg_header(bytes: &[u8], origin: &str) -> Result<jpeg::JpegHeader, PictureError> {
    let header = jpeg::header(bytes).map_err(|problem| jpeg_error(problem, origin))?;
    check_size((header.width, header.height), header.decode_bytes, origin)?;
    Ok(header)
}

/// A HEIC picture, upright, its colours as screens show them.
fn heic(bytes: &[u8], origin: &str) -> Result<DynamicImage, PictureError> {
    let options = heifer::Options { max_threads: 1, max_pixels: MAX_HEIC_PIXELS };
    // The decoder is young, and files come from anywhere: should it panic, that is an error like any other.
    let decoded = std::panic::catch_unwind(|| heifer::decode_srgb_rgba8(bytes, &options))
        .unwrap_or(Err(heifer::Error::Invalid("its decoder gave up")))
        .map_err(|error| broken(error.to_string(), bytes, origin))?;
    check_size((decoded.width, decoded.height), 4 * u64::from(decoded.width) * u64::from(decoded.height), origin)?;
    RgbaImage::from_raw(decoded.width, decoded.height, decoded.data)
        .map(DynamicImage::ImageRgba8)
        .ok_or_else(|| broken("its size does not fit its pixels".into(), bytes, origin))
}

/// A decoder of the crate `image` whose limits hold.
fn decoder_of<'a>(
    bytes: &'a [u8],
    format: PictureFormat,
    origin: &str,
) -> Result<impl ImageDecoder + 'a, PictureError> {
    let format = ImageFormat::from_mime_type(format.mime())
        .ok_or_else(|| broken(format!("{format:?} is not read here"), bytes, origin))?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODE_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| broken(error.to_string(), bytes, origin))?;
    check_size(decoder.dimensions(), decoder.total_bytes(), origin)?;
    Ok(decoder)
}

fn check_size((width, height): (u32, u32), bytes: u64, origin: &str) -> Result<(), PictureError> {
    let path = origin.to_owned();
    if width == 0 || height == 0 {
        return Err(PictureError::Broken { path, reason: format!("it has {width} x {height} pixels") });
    }
    if width > MAX_SIDE_PX || height > MAX_SIDE_PX {
        return Err(PictureError::TooLarge { path, width, height });
    }
    if bytes > MAX_DECODE_BYTES {
        return Err(PictureError::TooHeavy { path, width, height, bytes });
    }
    Ok(())
}

fn jpeg_error(problem: JpegProblem, origin: &str) -> PictureError {
    match problem {
        JpegProblem::CutShort => PictureError::CutShort { path: origin.to_owned() },
        JpegProblem::Broken(reason) => PictureError::Broken { path: origin.to_owned(), reason },
    }
}

/// What a decoder says is wrong.
pub(crate) fn broken(reason: String, bytes: &[u8], origin: &str) -> PictureError {
    let path = origin.to_owned();
    // A RIFF file, as WebP is one, says how long it is.
    let said = bytes.strip_prefix(b"RIFF").and_then(|rest| rest.first_chunk::<4>());
    let is_short = said.is_some_and(|len| u64::from(u32::from_le_bytes(*len)) + 8 > bytes.len() as u64);
    // Most decoders wrap the system's own error in words of theirs.
    let is_early = |words: &&str| reason.to_lowercase().contains(words);
    if is_short
        || ["unexpected end", "unexpected eof", "end of file", "failed to fill whole buffer", "truncated"]
            .iter()
            .any(is_early)
    {
        return PictureError::CutShort { path };
    }
    PictureError::Broken { path, reason }
}

fn over_grey([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    let alpha = u16::from(alpha);
    [red, green, blue].map(|part| ((u16::from(part) * alpha + GROUND * (255 - alpha) + 127) / 255) as u8)
}

/// A canvas keeps colours multiplied by their opacity, 8 bits each, and divides when it is asked for them.
fn as_canvas([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    let alpha = u32::from(alpha);
    [red, green, blue].map(|part| {
        let kept = (u32::from(part) * alpha + 127) / 255;
        (kept * 255 + alpha / 2).checked_div(alpha).unwrap_or_default().min(255) as u8
    })
}

#[cfg(test)]
mod tests;
