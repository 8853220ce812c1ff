//! A small picture of each creature, for the workshop. Who chooses one sees whom they choose.

use std::collections::HashMap;

use bevy::image::Image;
use bevy::prelude::{Assets, Resource};
use bevy::render::render_resource::TextureFormat;
use bevy_egui::egui::{self, ColorImage, TextureHandle, TextureId, TextureOptions};
use menagerie_core::prelude::*;

/// Longest side of a portrait, pixels: sharp also where a screen has twice as many as usual.
const SIDE_PX: usize = 160;

/// The portraits, by the names of the creatures.
#[derive(Resource, Default)]
pub(crate) struct Portraits(HashMap<String, TextureHandle>);

impl Portraits {
    /// Takes in those of the creatures that have been read by now.
    pub(crate) fn follow(&mut self, ctx: &egui::Context, portraits: &CreaturePortraits, images: &Assets<Image>) {
        for (name, picture) in &portraits.0 {
            if !self.0.contains_key(name)
                && let Some(image) = images.get(picture).and_then(portrait)
            {
                self.0.insert(name.clone(), ctx.load_texture("portrait", image, TextureOptions::LINEAR));
            }
        }
    }

    /// The portrait of a creature, square; `None` where there is none, or not yet.
    pub(crate) fn of(&self, creature: &str) -> Option<TextureId> {
        self.0.get(creature).map(TextureHandle::id)
    }
}

/// A picture made small; `None` where it is not one of eight bits for each of red, green, blue and opacity.
fn portrait(picture: &Image) -> Option<ColorImage> {
    let (size, data) = (picture.size(), picture.data.as_deref()?);
    let is_rgba8 = picture.texture_descriptor.format == TextureFormat::Rgba8UnormSrgb
        && data.len() as u64 == u64::from(size.x) * u64::from(size.y) * 4;
    (is_rgba8 && size.min_element() > 0).then(|| {
        small([size.x, size.y].map(|side| side as usize), |x, y| {
            let from = (y * size.x as usize + x) * 4;
            [0, 1, 2, 3].map(|channel| data[from + channel])
        })
    })
}

/// A picture of so many pixels no larger than [`SIDE_PX`]: each pixel the mean of those it stands for.
fn small([width, height]: [usize; 2], pixel: impl Fn(usize, usize) -> [u8; 4]) -> ColorImage {
    let shrinks = width.max(height).div_ceil(SIDE_PX).max(1);
    let size = [width / shrinks, height / shrinks].map(|side| side.max(1));
    let block = [shrinks.min(width), shrinks.min(height)];
    let mut rgba = Vec::with_capacity(size[0] * size[1] * 4);
    for (row, column) in (0..size[1]).flat_map(|row| (0..size[0]).map(move |column| (row, column))) {
        // What is transparent has no colour to give.
        let (mut color, mut opacity) = ([0_u32; 3], 0_u32);
        for (y, x) in (0..block[1]).flat_map(|y| (0..block[0]).map(move |x| (y, x))) {
            let [red, green, blue, alpha] = pixel(column * shrinks + x, row * shrinks + y).map(u32::from);
            for (sum, channel) in color.iter_mut().zip([red, green, blue]) {
                *sum += channel * alpha;
            }
            opacity += alpha;
        }
        rgba.extend(color.map(|sum| (sum / opacity.max(1)) as u8));
        rgba.push((opacity / (block[0] * block[1]) as u32) as u8);
    }
    ColorImage::from_rgba_unmultiplied(size, &rgba)
}

#[cfg(test)]
mod tests {
    use bevy::asset::RenderAssetUsages;
    use bevy::render::render_resource::{Extent3d, TextureDimension};

    use super::*;

    fn picture(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Image {
        let data = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
        let size = Extent3d { width, height, depth_or_array_layers: 1 };
        Image::new(size, TextureDimension::D2, data, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::default())
    }

    #[test]
    fn a_portrait_is_small_and_as_bright_as_the_picture() {
        let red = picture(320, 320, |_, _| [255, 0, 0, 255]);
        let small = portrait(&red).unwrap();
        assert!(small.size[0] <= SIDE_PX && small.size[0] == small.size[1], "{:?}", small.size);
        assert!(small.pixels.iter().all(|pixel| *pixel == egui::Color32::RED));
        assert_eq!(portrait(&picture(4, 4, |_, _| [1; 4])).unwrap().size, [4, 4]);
    }

    #[test]
    fn what_is_transparent_darkens_no_edge() {
        let edge = picture(320, 320, |x, _| if x % 2 == 0 { [200, 100, 50, 255] } else { [0, 0, 0, 0] });
        let portrait = portrait(&edge).unwrap();
        let [red, green, blue, _] = portrait.pixels[1].to_srgba_unmultiplied();
        assert!(red.abs_diff(200) < 4 && green.abs_diff(100) < 4 && blue.abs_diff(50) < 4, "{red} {green} {blue}");
    }
}
