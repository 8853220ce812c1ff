//! From SVG text to pixels, and from pixels to a small PNG.

use std::path::Path;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Largest edge of a drawing, in pixels: every GPU takes textures of this size.
const LARGEST_EDGE_PX: u32 = 4096;

/// Draws an SVG at its own size. `file` is for messages.
pub(crate) fn rasterise(svg: &str, file: &Path) -> Result<Pixmap, String> {
    let tree = Tree::from_str(svg, &Options::default())
        .map_err(|error| format!("{}: cannot be drawn: {error}; open it in a drawing program", file.display()))?;
    let size = tree.size().to_int_size();
    if size.width().max(size.height()) > LARGEST_EDGE_PX {
        return Err(format!("{}: larger than {LARGEST_EDGE_PX} px; set a smaller width and height", file.display()));
    }
    let mut pixmap = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| format!("{}: has no size; set width and height in pixels", file.display()))?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    Ok(pixmap)
}

/// Encodes as PNG with straight alpha, as the engine expects it; without alpha where nothing is transparent.
///
/// Colours are rounded to seven bits, which no eye sees and which saves a sixth of the bytes of soft gradients. Of the ways
/// to filter lines the one that makes the smallest file is taken: none for sheets, whose frames resemble their neighbours
/// (a quarter to a third smaller than filtered), and a filter for each line for gradients.
pub(crate) fn png(pixmap: &Pixmap, file: &Path) -> Result<Vec<u8>, String> {
    let mut straight = Vec::with_capacity(pixmap.data().len());
    let opaque = pixmap.pixels().iter().all(|pixel| pixel.alpha() == u8::MAX);
    for pixel in pixmap.pixels() {
        let color = pixel.demultiply();
        straight.extend([color.red(), color.green(), color.blue()].map(seven_bits));
        if !opaque {
            straight.push(color.alpha());
        }
    }
    let kind = if opaque { ExtendedColorType::Rgb8 } else { ExtendedColorType::Rgba8 };
    let mut smallest: Option<Vec<u8>> = None;
    for filter in [FilterType::NoFilter, FilterType::Sub, FilterType::Adaptive] {
        let mut bytes = Vec::new();
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, filter)
            .write_image(&straight, pixmap.width(), pixmap.height(), kind)
            .map_err(|error| format!("{}: cannot be encoded as PNG: {error}", file.display()))?;
        if smallest.as_ref().is_none_or(|smallest| bytes.len() < smallest.len()) {
            smallest = Some(bytes);
        }
    }
    Ok(smallest.unwrap_or_default())
}

/// The nearest even number, but white stays white.
fn seven_bits(channel: u8) -> u8 {
    if channel == u8::MAX { channel } else { channel & !1 }
}
