//! From the frames of a loop to a small PNG that moves (APNG).
//!
//! All frames share one palette of 256 colours with alpha, found by median cut and drawn to the middle of what each stands
//! for: less than half the bytes of true colours, and no eye tells them apart. Readers that do not know moving PNGs show the
//! first frame.

use std::collections::BTreeMap;
use std::iter::once;
use std::ops::Range;
use std::path::Path;

use png::{BitDepth, BlendOp, ColorType, Compression, DisposeOp, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// Colours of a palette: what one byte can say.
const COLORS: usize = 256;
/// How often every colour of the palette moves to the middle of what it stands for; more changes nothing that is seen.
const ROUNDS: usize = 4;

/// Red, green, blue and alpha, multiplied by alpha: so far apart are two colours as they look apart.
type Color = [u8; 4];

/// Encodes the frames of an endless loop. `file` is for messages.
pub(crate) fn png(frames: &[Pixmap], fps: u16, file: &Path) -> Result<Vec<u8>, String> {
    encode(frames, fps).map_err(|error| format!("{}: cannot be encoded as moving PNG: {error}", file.display()))
}

fn encode(frames: &[Pixmap], fps: u16) -> Result<Vec<u8>, EncodingError> {
    let Some(first) = frames.first() else { return Ok(Vec::new()) };
    let palette = palette(frames);
    let straight = palette.iter().map(|[red, green, blue, alpha]| {
        // Rounding of the middle may leave a colour a little brighter than its alpha allows.
        let color = PremultipliedColorU8::from_rgba(*red.min(alpha), *green.min(alpha), *blue.min(alpha), *alpha);
        color.unwrap_or(PremultipliedColorU8::TRANSPARENT).demultiply()
    });
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, first.width(), first.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(
        straight.clone().flat_map(|color| [color.red(), color.green(), color.blue()]).collect::<Vec<u8>>(),
    );
    encoder.set_trns(straight.map(|color| color.alpha()).collect::<Vec<u8>>());
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    encoder.set_animated(frames.len() as u32, 0)?;
    encoder.set_frame_delay(1, fps)?;
    encoder.set_dispose_op(DisposeOp::None)?;
    encoder.set_blend_op(BlendOp::Source)?;
    let mut writer = encoder.write_header()?;
    let mut known = BTreeMap::new();
    for frame in frames {
        let indices: Vec<u8> = frame
            .pixels()
            .iter()
            .map(|pixel| *known.entry(color(*pixel)).or_insert_with_key(|color| nearest(&palette, color) as u8))
            .collect();
        writer.write_image_data(&indices)?;
    }
    writer.finish()?;
    Ok(bytes)
}

fn color(pixel: PremultipliedColorU8) -> Color {
    [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
}

/// At most 256 colours, the most transparent first.
fn palette(frames: &[Pixmap]) -> Vec<Color> {
    let mut counts = BTreeMap::new();
    for pixel in frames.iter().flat_map(Pixmap::pixels) {
        *counts.entry(color(*pixel)).or_insert(0_u32) += 1;
    }
    // What is empty stays empty, and takes no part.
    counts.remove(&[0; 4]);
    let mut counts: Vec<(Color, u32)> = counts.into_iter().collect();
    let mut palette: Vec<Color> =
        median_cut(&mut counts).into_iter().map(|range| middle(&counts[range])).chain([[0; 4]]).collect();
    for _ in 0..ROUNDS {
        let mut parts = vec![Vec::new(); palette.len()];
        for entry in &counts {
            parts[nearest(&palette, &entry.0)].push(*entry);
        }
        for (color, part) in
            palette.iter_mut().zip(&parts).filter(|(color, part)| **color != [0; 4] && !part.is_empty())
        {
            *color = middle(part);
        }
    }
    palette.sort_unstable_by_key(|color| (color[3], *color));
    palette.dedup();
    palette
}

/// Parts a list of colours into boxes of similar ones, always the one that is spread most, and puts it into their order.
fn median_cut(counts: &mut [(Color, u32)]) -> Vec<Range<usize>> {
    let mut boxes: Vec<Range<usize>> = once(0..counts.len()).collect();
    while boxes.len() < COLORS - 1 {
        let widest = boxes
            .iter()
            .enumerate()
            .map(|(index, range)| {
                let (channel, spread) = widest_channel(&counts[range.clone()]);
                (spread, index, channel)
            })
            .max_by_key(|(spread, ..)| *spread);
        let Some((1.., index, channel)) = widest else { break };
        let range = boxes[index].clone();
        let part = &mut counts[range.clone()];
        part.sort_unstable_by_key(|(color, _)| (color[channel], *color));
        // Not at the median of the pixels but of the colours: small lights matter as much as large grounds.
        let middle = range.start + part.len() / 2;
        boxes[index] = range.start..middle;
        boxes.push(middle..range.end);
    }
    boxes.retain(|range| !range.is_empty());
    boxes
}

/// The channel in which colours differ most, and how much they do, more where there are many pixels.
fn widest_channel(counts: &[(Color, u32)]) -> (usize, u64) {
    let many = counts.iter().map(|(_, count)| f64::from(*count)).sum::<f64>().sqrt();
    let spread = |channel: usize| {
        let values = counts.iter().map(|(color, _)| color[channel]);
        values.clone().max().unwrap_or_default() - values.min().unwrap_or_default()
    };
    let channel = (0..4).max_by_key(|channel| spread(*channel)).unwrap_or_default();
    (channel, (f64::from(spread(channel)) * many) as u64)
}

fn middle(counts: &[(Color, u32)]) -> Color {
    let total: u64 = counts.iter().map(|(_, count)| u64::from(*count)).sum();
    [0, 1, 2, 3].map(|channel| {
        let sum: u64 = counts.iter().map(|(color, count)| u64::from(color[channel]) * u64::from(*count)).sum();
        ((sum + total / 2) / total.max(1)) as u8
    })
}

fn nearest(palette: &[Color], color: &Color) -> usize {
    let far = |other: &Color| color.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum::<u32>();
    (0..palette.len()).min_by_key(|index| far(&palette[*index])).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::AnimationDecoder;
    use image::codecs::png::PngDecoder;

    use super::*;

    #[test]
    fn few_colours_come_back_as_they_were_in_every_frame() {
        let mut frames = Vec::new();
        for shade in [0, 90, 200] {
            let mut frame = Pixmap::new(16, 12).expect("it has a size");
            for (index, pixel) in frame.pixels_mut().iter_mut().enumerate() {
                let alpha = [0, 128, 255][index % 3];
                *pixel =
                    PremultipliedColorU8::from_rgba(shade.min(alpha), 0, alpha / 2, alpha).expect("it is a colour");
            }
            frames.push(frame);
        }
        let bytes = png(&frames, 10, Path::new("test.png")).expect("it can be encoded");
        let decoder = PngDecoder::new(Cursor::new(bytes)).expect("it is a PNG").apng().expect("it moves");
        let back = decoder.into_frames().collect_frames().expect("all frames are there");
        assert_eq!(back.len(), frames.len());
        for (back, frame) in back.iter().zip(&frames) {
            assert_eq!(back.delay().numer_denom_ms(), (100, 1));
            for (back, pixel) in back.buffer().pixels().zip(frame.pixels()) {
                let pixel = pixel.demultiply();
                assert_eq!(back.0, [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
            }
        }
    }

    #[test]
    fn no_frames_are_no_picture() {
        assert_eq!(png(&[], 10, Path::new("test.png")), Ok(Vec::new()));
    }
}
