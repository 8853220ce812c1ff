//! Pictures that move: frames of a GIF, a WebP or a PNG with their times; a still picture is one frame.
//!
//! Bounded like every picture: canvas, frames and memory have limits, and what is beyond them is left out or an error.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, DynamicImage, Frames, ImageDecoder, ImageResult, Limits, RgbaImage, imageops};

use crate::decoding::{broken, decode_picture, decode_with_alpha};
use crate::file_kind::{PictureFormat, not_a_picture, picture_format};
use crate::picture::PictureError;

/// Longest side of a canvas that moves, pixels: each of its frames is unpacked whole.
const MOST_CANVAS_PX: u32 = 2048;
/// Most frames; what comes later is left out.
const MOST_FRAMES: usize = 120;
/// A frame that claims to be shorter than this is shown as long as browsers show it, seconds.
const SHORTEST_SECS: f32 = 0.02;
const HURRIED_SECS: f32 = 0.1;
/// More flashes a second than this may be dangerous; W3C, WCAG 2.2, 2.3.1 allows three, exhibits two.
const MOST_FLASHES_A_SECOND: f32 = 2.0;
/// A change of luminance, of 1, from which on it is part of a flash (WCAG 2.2, general flash).
const FLASH: f32 = 0.1;

/// A picture that moves, or one that does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Animation {
    /// Width of every frame, pixels.
    pub width: u32,
    /// Height of every frame, pixels.
    pub height: u32,
    /// At least one.
    pub frames: Vec<AnimationFrame>,
}

/// One frame.
#[derive(Debug, Clone, PartialEq)]
pub struct AnimationFrame {
    /// Red, green, blue and opacity (sRGB, not multiplied), rows from the top, `[height * width * 4]`.
    pub rgba: Vec<u8>,
    /// How long it is shown, seconds, above 0.
    pub secs: f32,
}

impl Animation {
    /// Length of a round, seconds.
    #[must_use]
    pub fn secs(&self) -> f32 {
        self.frames.iter().map(|frame| frame.secs).sum()
    }

    /// The frame that is shown so many seconds after the beginning, round after round.
    #[must_use]
    pub fn frame_at(&self, secs: f32) -> usize {
        let mut left = secs.rem_euclid(self.secs());
        let place = self.frames.iter().position(|frame| {
            left -= frame.secs;
            left < 0.0
        });
        place.unwrap_or(0)
    }

    /// Plays slower what flashes too often. What only changes a little, or rarely, stays as it is.
    fn calmed(mut self) -> Self {
        let a_second = self.flashes() / self.secs();
        if a_second > MOST_FLASHES_A_SECOND {
            let slower = a_second / MOST_FLASHES_A_SECOND;
            self.frames.iter_mut().for_each(|frame| frame.secs *= slower);
        }
        self
    }

    /// Flashes of a round: pairs of opposite changes of the whole picture's luminance.
    fn flashes(&self) -> f32 {
        let luminances: Vec<f32> = self.frames.iter().map(|frame| luminance(&frame.rgba)).collect();
        let (mut turns, mut extreme, mut rising) = (0, luminances.first().copied().unwrap_or_default(), None);
        // Once more from the beginning: it is a loop.
        for now in luminances.iter().skip(1).chain(luminances.first()).copied() {
            if (now - extreme).abs() >= FLASH {
                let is_rising = now > extreme;
                turns += usize::from(rising != Some(is_rising));
                (rising, extreme) = (Some(is_rising), now);
            } else if rising.is_some_and(|is_rising| is_rising == (now > extreme)) {
                extreme = now;
            }
        }
        turns as f32 / 2.0
    }
}

/// Mean relative luminance of a picture on black, 0..1.
fn luminance(rgba: &[u8]) -> f32 {
    let linear = |part: u8| (f32::from(part) / 255.0).powf(2.2);
    let pixels = rgba.as_chunks::<4>().0;
    let sum: f32 = (pixels.iter())
        .map(|[r, g, b, a]| (0.2126 * linear(*r) + 0.7152 * linear(*g) + 0.0722 * linear(*b)) * f32::from(*a) / 255.0)
        .sum();
    sum / pixels.len().max(1) as f32
}

/// Decodes a picture that may move, no side longer than `longest_px`; one that flashes too often comes slower.
/// `origin` names the file in errors.
///
/// # Errors
/// A [`PictureError`] that names `origin`.
pub fn decode_animation(bytes: &[u8], origin: &str, longest_px: u32) -> Result<Animation, PictureError> {
    let format = picture_format(bytes).ok_or_else(|| not_a_picture(bytes, origin))?;
    let wrong = |error: image::ImageError| broken(error.to_string(), bytes, origin);
    if let Some(frames) = frames_of(bytes, format).map_err(wrong)? {
        let mut found: Vec<(RgbaImage, f32)> = Vec::new();
        for frame in frames.take(MOST_FRAMES) {
            match frame {
                Ok(frame) => {
                    let (numerator, denominator) = frame.delay().numer_denom_ms();
                    let secs = numerator as f32 / denominator.max(1) as f32 / 1000.0;
                    let secs = if secs < SHORTEST_SECS { HURRIED_SECS } else { secs };
                    found.push((small(frame.into_buffer(), longest_px), secs));
                }
                Err(error) if found.is_empty() => return Err(wrong(error)),
                // What is there of a file that was cut short can be shown.
                Err(_) => break,
            }
        }
        if let Some((width, height)) = found.first().map(|(image, _)| image.dimensions()) {
            found.retain(|(image, _)| image.dimensions() == (width, height));
            let frames = found.into_iter().map(|(image, secs)| AnimationFrame { rgba: image.into_raw(), secs });
            return Ok(Animation { width, height, frames: frames.collect() }.calmed());
        }
    }
    let image = match format {
        PictureFormat::Jpeg | PictureFormat::Heic => rgba_of(decode_picture(bytes, origin)?),
        _ => Some(decode_with_alpha(bytes, format, origin)?),
    };
    let image = image.ok_or_else(|| broken("its size does not fit its pixels".into(), bytes, origin))?;
    let image = small(image, longest_px);
    let (width, height) = image.dimensions();
    Ok(Animation { width, height, frames: vec![AnimationFrame { rgba: image.into_raw(), secs: 1.0 }] })
}

fn rgba_of(picture: crate::Picture) -> Option<RgbaImage> {
    let (width, height) = (picture.width(), picture.height());
    let rgb = image::RgbImage::from_raw(width, height, picture.rgb().to_vec())?;
    Some(DynamicImage::ImageRgb8(rgb).into_rgba8())
}

/// The frames of a file; `None` when nothing in it moves.
fn frames_of(bytes: &[u8], format: PictureFormat) -> ImageResult<Option<Frames<'_>>> {
    let limits = || {
        let mut limits = Limits::default();
        (limits.max_image_width, limits.max_image_height) = (Some(MOST_CANVAS_PX), Some(MOST_CANVAS_PX));
        limits
    };
    let bytes = Cursor::new(bytes);
    Ok(match format {
        PictureFormat::Gif => {
            let mut decoder = GifDecoder::new(bytes)?;
            decoder.set_limits(limits())?;
            Some(decoder.into_frames())
        }
        PictureFormat::WebP => {
            let mut decoder = WebPDecoder::new(bytes)?;
            if !decoder.has_animation() {
                return Ok(None);
            }
            decoder.set_limits(limits())?;
            Some(decoder.into_frames())
        }
        PictureFormat::Png => {
            // A large still picture is another one's matter; what a header unpacks to is bounded for both.
            let mut decoder = PngDecoder::with_limits(bytes, Limits::default())?;
            if !decoder.is_apng()? {
                return Ok(None);
            }
            decoder.set_limits(limits())?;
            Some(decoder.apng()?.into_frames())
        }
        _ => None,
    })
}

/// The same, no side longer than this; small ones stay as they are.
fn small(image: RgbaImage, longest_px: u32) -> RgbaImage {
    let (width, height) = image.dimensions();
    let longest = width.max(height);
    if longest <= longest_px {
        return image;
    }
    let scaled = |side: u32| (u64::from(side) * u64::from(longest_px)).div_ceil(u64::from(longest)).max(1) as u32;
    imageops::thumbnail(&image, scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use image::codecs::gif::{GifEncoder, Repeat};
    use image::{Delay, Frame, Rgba};

    use super::*;

    /// A GIF of such greys, each shown for so long.
    fn gif(side: u32, greys: &[u8], millis: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        encoder.set_repeat(Repeat::Infinite).unwrap();
        for grey in greys {
            let image = RgbaImage::from_pixel(side, side, Rgba([*grey, *grey, *grey, 255]));
            let frame = Frame::from_parts(image, 0, 0, Delay::from_numer_denom_ms(millis, 1));
            encoder.encode_frame(frame).unwrap();
        }
        drop(encoder);
        bytes
    }

    #[test]
    fn frames_come_small_and_in_their_time_round_after_round() {
        let moving = decode_animation(&gif(400, &[10, 20, 30], 200), "x", 100).unwrap();
        assert_eq!((moving.width, moving.height, moving.frames.len()), (100, 100, 3));
        let greys: Vec<u8> = moving.frames.iter().map(|frame| frame.rgba[0]).collect();
        assert_eq!(greys, [10, 20, 30]);
        let shown = [0.0, 0.19, 0.21, 0.59, 0.61, 6.05].map(|secs| moving.frame_at(secs));
        assert_eq!(shown, [0, 0, 1, 2, 0, 0]);
    }

    #[test]
    fn a_still_picture_is_one_frame_and_keeps_what_is_see_through() {
        let mut png = Vec::new();
        let image = RgbaImage::from_pixel(8, 4, Rgba([1, 2, 3, 40]));
        image.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        let still = decode_animation(&png, "x", 100).unwrap();
        assert_eq!((still.width, still.height, still.frames.len()), (8, 4, 1));
        assert_eq!(still.frames[0].rgba[..4], [1, 2, 3, 40]);
        assert_eq!(still.frame_at(77.7), 0);
    }

    #[test]
    fn what_flashes_too_often_is_slower_and_what_does_not_stays() {
        let secs = |greys: &[u8], millis| decode_animation(&gif(8, greys, millis), "x", 8).unwrap().secs();
        // Ten flashes in a second, from black to white and back.
        let greys: Vec<u8> = (0..20).map(|frame| if frame % 2 == 0 { 0 } else { 255 }).collect();
        assert!((secs(&greys, 50) - 5.0).abs() < 0.01, "{}", secs(&greys, 50));
        let fading: Vec<u8> = (0..20).map(|frame| 10 * frame).collect();
        assert!((secs(&fading, 50) - 1.0).abs() < 0.01, "one swell in a second");
        assert!((secs(&[90, 100, 90, 100], 50) - 0.2).abs() < 0.01, "it hardly changes");
        assert!((secs(&[1, 2], 0) - 0.2).abs() < 0.01, "no time is the time that browsers take");
    }

    #[test]
    fn a_canvas_beyond_all_bounds_and_a_file_cut_short_are_errors_or_what_is_there() {
        let mut wide = gif(8, &[1, 2], 100);
        wide[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
        assert!(decode_animation(&wide, "wide.gif", 100).unwrap_err().to_string().starts_with("wide.gif: "));
        let whole = gif(64, &[1, 2, 3, 4], 100);
        for cut in 0..whole.len() {
            if let Ok(moving) = decode_animation(&whole[..cut], "cut.gif", 100) {
                assert!(!moving.frames.is_empty() && moving.secs() > 0.0);
            }
        }
        assert!(decode_animation(b"words", "x", 100).is_err());
    }
}
