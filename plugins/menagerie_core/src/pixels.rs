//! Arithmetic on every pixel of a picture, for rooms that are not compiled for speed: this one is.

use bevy::image::{Image, ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::math::{IVec2, UVec2, Vec2};

/// Most mip levels: cells of sprite sheets are 320 pixels wide, and five halvings keep them apart.
const MOST_LEVELS: u32 = 6;

/// Gives a picture (8-bit sRGB with alpha, its pixels at hand) its mip levels, and has them read: drawn smaller than it is, it
/// would flicker and cost more than it needs.
pub fn give_levels(image: &mut Image) {
    let size = image.size();
    let levels = size.min_element().max(1).ilog2().clamp(1, MOST_LEVELS);
    let Some(data) = image.data.as_mut() else { return };
    append_mip_levels(data, size.into(), levels);
    image.texture_descriptor.mip_level_count = levels;
    image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
        // Between two levels nobody sees the step, and it halves what a software rasteriser has to read.
        mipmap_filter: ImageFilterMode::Nearest,
        ..ImageSamplerDescriptor::linear()
    });
}

/// Appends mip levels 1 to `levels` - 1 to a picture (8-bit sRGB with alpha), each half as wide and high as the one before, in
/// linear light and by weight of alpha.
fn append_mip_levels(data: &mut Vec<u8>, size: [u32; 2], levels: u32) {
    let size = UVec2::from(size);
    let mut begin = 0;
    let mut from = size;
    for _ in 1..levels {
        let to = (from / 2).max(UVec2::ONE);
        let mut next = Vec::with_capacity((to.x * to.y * 4) as usize);
        for y in 0..to.y {
            for x in 0..to.x {
                let texel = |dx: u32, dy: u32| {
                    let (x, y) = ((2 * x + dx).min(from.x - 1), (2 * y + dy).min(from.y - 1));
                    let at = begin + ((y * from.x + x) * 4) as usize;
                    [data[at], data[at + 1], data[at + 2], data[at + 3]]
                };
                next.extend(mean([texel(0, 0), texel(1, 0), texel(0, 1), texel(1, 1)]));
            }
        }
        begin = data.len();
        from = to;
        data.extend(next);
    }
}

/// The mean of four texels. Gamma 2 stands for sRGB's curve: nobody sees the difference, and squares are cheap.
fn mean(texels: [[u8; 4]; 4]) -> [u8; 4] {
    let alpha: u32 = texels.iter().map(|texel| u32::from(texel[3])).sum();
    let channel = |channel: usize| {
        let light: u32 = texels.iter().map(|texel| u32::from(texel[channel]).pow(2) * u32::from(texel[3])).sum();
        ((light as f32 / alpha.max(1) as f32).sqrt() + 0.5) as u8
    };
    [channel(0), channel(1), channel(2), ((alpha + 2) / 4) as u8]
}

/// Lays pixels (8-bit sRGB with alpha) of size `wanted` over a canvas of `size` (Porter and Duff 1984, `over`), their upper
/// left corner at `corner`. What lies outside is cut off.
pub fn lay_over(canvas: &mut [u8], size: [u32; 2], pixels: &[u8], wanted: [u32; 2], corner: [i32; 2]) {
    let (size, wanted, corner) = (UVec2::from(size), UVec2::from(wanted), IVec2::from(corner));
    let rows = (corner.y.max(0)..(corner.y + wanted.y as i32).min(size.y as i32)).map(|y| y as usize);
    let (left, right) = (corner.x.max(0), (corner.x + wanted.x as i32).min(size.x as i32));
    if right <= left {
        return;
    }
    let columns = (right - left) as usize;
    for y in rows {
        let to = (y * size.x as usize + left as usize) * 4;
        let from = ((y as i32 - corner.y) as usize * wanted.x as usize + (left - corner.x) as usize) * 4;
        let over = &pixels[from..from + columns * 4];
        for (below, above) in canvas[to..to + columns * 4].chunks_exact_mut(4).zip(over.chunks_exact(4)) {
            match above[3] {
                0 => {}
                255 => below.copy_from_slice(above),
                alpha => {
                    let (share, rest) = (u32::from(alpha), 255 - u32::from(alpha));
                    let rest = rest * u32::from(below[3]) / 255;
                    let all = share + rest;
                    for channel in 0..3 {
                        let mixed = u32::from(above[channel]) * share + u32::from(below[channel]) * rest;
                        below[channel] = (mixed / all.max(1)) as u8;
                    }
                    below[3] = all as u8;
                }
            }
        }
    }
}

/// A disc with a ring around it that is filled clockwise from the top, on nothing: 8-bit sRGB with alpha.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RingLook {
    /// Side of the picture, pixels.
    pub side: u32,
    /// Width of the ring, and of the gap between ring and disc, shares of the side.
    pub width: f32,
    /// The gap.
    pub gap: f32,
    /// Filled part of the ring.
    pub filled: [u8; 3],
    /// The rest of it.
    pub groove: [u8; 3],
    /// The disc.
    pub disc: [u8; 3],
}

/// Paints it, `share` 0..1 of the ring filled. Edges are smooth.
#[must_use]
pub fn paint_ring(look: &RingLook, share: f32) -> Vec<u8> {
    let radius = look.side as f32 / 2.0;
    let inner = radius - look.width * look.side as f32;
    let disc = inner - look.gap * look.side as f32;
    let end = share.clamp(0.0, 1.0) * std::f32::consts::TAU;
    let mut pixels = Vec::with_capacity((look.side * look.side * 4) as usize);
    for y in 0..look.side {
        for x in 0..look.side {
            let from_middle = Vec2::new(x as f32 + 0.5 - radius, y as f32 + 0.5 - radius);
            let distance = from_middle.length();
            // How much of the pixel lies within a circle, nearly.
            let within = |circle: f32| (circle - distance + 0.5).clamp(0.0, 1.0);
            let in_disc = within(disc);
            let in_ring = within(radius) * (1.0 - within(inner));
            let angle = from_middle.x.atan2(-from_middle.y).rem_euclid(std::f32::consts::TAU);
            // The ends of the filled part are smooth, too.
            let filled = ((end - angle) * distance + 0.5).clamp(0.0, 1.0) * f32::from(u8::from(end > 0.0));
            let alpha = in_disc.max(in_ring);
            let color = |channel: usize| {
                let ring = f32::from(look.groove[channel]) * (1.0 - filled) + f32::from(look.filled[channel]) * filled;
                if in_disc >= in_ring { f32::from(look.disc[channel]) } else { ring }
            };
            pixels.extend([color(0) as u8, color(1) as u8, color(2) as u8, (alpha * 255.0) as u8]);
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_halve_and_transparent_texels_do_not_darken_edges() {
        let (white, clear) = ([255, 255, 255, 255], [0, 0, 0, 0]);
        let mut data: Vec<u8> = [[white, white, clear, clear]; 4].concat().concat();
        append_mip_levels(&mut data, [4, 4], 3);
        assert_eq!(data.len(), (16 + 4 + 1) * 4);
        assert_eq!(data[64..68], white);
        assert_eq!(data[68..72], clear);
        assert_eq!(data[80..84], [255, 255, 255, 128], "white stays white, half of it");
    }

    #[test]
    fn a_ring_is_filled_clockwise_from_the_top() {
        let look =
            RingLook { side: 100, width: 0.1, gap: 0.02, filled: [255, 0, 0], groove: [0, 255, 0], disc: [0, 0, 255] };
        let picture = paint_ring(&look, 0.25);
        let at = |x: usize, y: usize| picture[(y * 100 + x) * 4..][..4].to_vec();
        assert_eq!(at(50, 50), [0, 0, 255, 255], "the disc");
        assert_eq!(at(0, 0)[3], 0, "nothing around it");
        assert_eq!((at(84, 15), at(15, 84)), (vec![255, 0, 0, 255], vec![0, 255, 0, 255]), "right above, left below");
        let filled = |share| paint_ring(&look, share).chunks_exact(4).filter(|p| p[..3] == [255, 0, 0]).count();
        assert_eq!(filled(0.0), 0);
        let (half, whole) = (filled(0.5), filled(1.0));
        assert!((half as f32 / whole as f32 - 0.5).abs() < 0.02, "{half} of {whole}");
    }
}
