//! JPEG, also in the forms that few programs write: without Huffman tables, a scan for each colour, cut short.
//!
//! `zune-jpeg` reads almost all of it. It mixes up the rows of a scan for each colour with subsampled chroma (seen against
//! libjpeg's pixels: 85 of 255 off on average), so `jpeg-decoder` reads those. ITU-T T.81 is the standard.

use std::borrow::Cow;

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use jpeg_decoder::PixelFormat;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Share of the rows that may be missing at the bottom: careless programs lose a few bytes at the end.
const MISSING_ROWS: u32 = 16;

/// Why it cannot be read.
pub(crate) enum JpegProblem {
    CutShort,
    Broken(String),
}

/// What stands before the first scan.
pub(crate) struct JpegHeader {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Most memory that decoding takes, bytes.
    pub(crate) decode_bytes: u64,
    is_progressive: bool,
    has_scan_for_each_color: bool,
    has_huffman_tables: bool,
}

/// Reads what stands before the first scan.
pub(crate) fn header(bytes: &[u8]) -> Result<JpegHeader, JpegProblem> {
    let broken = |reason: &str| JpegProblem::Broken(reason.to_owned());
    let mut has_huffman_tables = false;
    // Kind of frame, width, height, sampling factors of each component.
    let mut frame: Option<(u8, u32, u32, Vec<(u64, u64)>)> = None;
    let mut at = 2;
    loop {
        let Some(marker) = bytes.get(at..at + 2) else { return Err(JpegProblem::CutShort) };
        match *marker {
            // Fill bytes, and markers without a length.
            [0xff, 0xff] => at += 1,
            [0xff, 0x01 | 0xd0..=0xd8] => at += 2,
            [0xff, kind] => {
                let len = bytes.get(at + 2..at + 4).ok_or(JpegProblem::CutShort)?;
                let len = usize::from(u16::from_be_bytes([len[0], len[1]])).max(2);
                let segment = bytes.get(at + 4..at + 2 + len).ok_or(JpegProblem::CutShort)?;
                match kind {
                    0xc4 => has_huffman_tables = true,
                    0xc0..=0xcf if kind != 0xc8 && kind != 0xcc => {
                        let [_, high, height, wide, width, count, components @ ..] = segment else {
                            return Err(broken("its header is too short"));
                        };
                        let [height, width] = [[*high, *height], [*wide, *width]].map(u16::from_be_bytes);
                        let sampling = components.chunks_exact(3).take(usize::from(*count));
                        let sampling =
                            sampling.map(|part| (u64::from(part[1] >> 4).max(1), u64::from(part[1] & 15).max(1)));
                        frame = Some((kind, width.into(), height.into(), sampling.collect()));
                    }
                    0xda => {
                        let (kind, width, height, sampling) = frame.ok_or_else(|| broken("its header is missing"))?;
                        let is_progressive = match kind {
                            0xc0 | 0xc1 => false,
                            0xc2 => true,
                            0xc9.. => return Err(broken("it uses arithmetic coding, which hardly any program reads")),
                            _ => {
                                return Err(broken(
                                    "it is a lossless or hierarchical JPEG, which hardly any program reads",
                                ));
                            }
                        };
                        let in_scan = usize::from(segment.first().copied().unwrap_or_default());
                        let pixels = u64::from(width) * u64::from(height);
                        let most = sampling.iter().fold((1, 1), |most, part| (most.0.max(part.0), most.1.max(part.1)));
                        let samples: u64 =
                            sampling.iter().map(|part| pixels * part.0 * part.1 / (most.0 * most.1)).sum();
                        let has_scan_for_each_color = !is_progressive && in_scan < sampling.len();
                        // The coefficients of all scans are kept, two bytes each; `jpeg-decoder` keeps all samples.
                        let kept = if is_progressive {
                            2 * samples
                        } else if has_scan_for_each_color {
                            samples
                        } else {
                            0
                        };
                        return Ok(JpegHeader {
                            width,
                            height,
                            decode_bytes: 3 * pixels + kept,
                            is_progressive,
                            has_scan_for_each_color,
                            has_huffman_tables,
                        });
                    }
                    _ => {}
                }
                at += 2 + len;
            }
            // Careless programs leave waste between segments.
            _ => at += 1,
        }
    }
}

/// Decodes it; `header` is its own.
pub(crate) fn decode(bytes: &[u8], header: &JpegHeader) -> Result<(DynamicImage, Orientation), JpegProblem> {
    if header.has_scan_for_each_color {
        return scan_by_scan(bytes);
    }
    let bytes = with_huffman_tables(bytes);
    match interleaved(&bytes, true) {
        // Strict: whatever is missing is said. Then what is there is looked at.
        Err(DecodeErrors::ExhaustedData) if header.is_progressive => Err(JpegProblem::CutShort),
        Err(DecodeErrors::ExhaustedData) => {
            let decoded = interleaved(&bytes, false).map_err(|error| JpegProblem::Broken(error.to_string()))?;
            let rows = decoded.0.height();
            if empty_rows(&decoded.0) > rows / MISSING_ROWS { Err(JpegProblem::CutShort) } else { Ok(decoded) }
        }
        Err(_) => interleaved(&bytes, false).map_err(|error| JpegProblem::Broken(error.to_string())),
        Ok(decoded) => Ok(decoded),
    }
}

fn interleaved(bytes: &[u8], strict: bool) -> Result<(DynamicImage, Orientation), DecodeErrors> {
    let options =
        DecoderOptions::default().set_strict_mode(strict).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers()?;
    let is_grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let color = if is_grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(color));
    let pixels = decoder.decode()?;
    // A photograph without orientation, or with one that makes no sense, is taken as it lies.
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let info = decoder.info().ok_or_else(|| DecodeErrors::Format("it has no header".into()))?;
    let image = image_of(info.width.into(), info.height.into(), pixels, is_grey);
    let image = image.ok_or_else(|| DecodeErrors::Format("its size does not fit its pixels".into()))?;
    Ok((image, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn scan_by_scan(bytes: &[u8]) -> Result<(DynamicImage, Orientation), JpegProblem> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    let pixels = decoder.decode().map_err(|error| match error {
        jpeg_decoder::Error::Io(_) => JpegProblem::CutShort,
        error => JpegProblem::Broken(error.to_string()),
    })?;
    let broken = || JpegProblem::Broken("it is a rare kind of JPEG that cannot be read here".to_owned());
    let info = decoder.info().ok_or_else(broken)?;
    let is_grey = match info.pixel_format {
        PixelFormat::L8 => true,
        PixelFormat::RGB24 => false,
        PixelFormat::L16 | PixelFormat::CMYK32 => return Err(broken()),
    };
    let image = image_of(info.width.into(), info.height.into(), pixels, is_grey).ok_or_else(broken)?;
    let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk);
    Ok((image, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn image_of(width: u32, height: u32, pixels: Vec<u8>, is_grey: bool) -> Option<DynamicImage> {
    if is_grey {
        return GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8);
    }
    RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
}

/// Rows at the bottom that are of one colour throughout: what the decoder fills in for what is missing.
fn empty_rows(image: &DynamicImage) -> u32 {
    let bytes = image.as_bytes();
    let pixel = usize::from(image.color().bytes_per_pixel());
    let Some(last) = bytes.len().checked_sub(pixel).and_then(|at| bytes.get(at..)) else { return 0 };
    let empty = bytes.rchunks_exact(pixel).take_while(|other| *other == last).count();
    empty as u32 / image.width().max(1)
}

/// With Huffman tables, where a file or frame has none: those of the standard (T.81, annex K) are meant then. Webcams leave
/// them out, as Motion JPEG in AVI allows; the mark `AVI1` behind the start tells the decoder.
#[must_use]
pub fn with_huffman_tables(jpeg: &[u8]) -> Cow<'_, [u8]> {
    const AVI1: [u8; 18] = *b"\xff\xe0\x00\x10AVI1\0\0\0\0\0\0\0\0\0\0";
    match header(jpeg) {
        Ok(JpegHeader { has_huffman_tables: false, .. }) => [&jpeg[..2], &AVI1, &jpeg[2..]].concat().into(),
        _ => jpeg.into(),
    }
}
