//! A small picture of each creature: the first frame of its sheet. Who chooses one sees whom they choose.

use std::collections::HashMap;

use bevy::asset::AssetServer;
use bevy::image::Image;
use bevy::prelude::{Assets, Handle, Resource};
use bevy::render::render_resource::TextureFormat;
use bevy_egui::egui::{self, ColorImage, TextureHandle, TextureId, TextureOptions};
use menagerie_core::prelude::*;

/// Longest side of a portrait, pixels: sharp also where a screen has twice as many as usual.
const SIDE_PX: usize = 160;

/// The portraits, by the names of the creatures.
#[derive(Resource, Default)]
pub(crate) struct Portraits(HashMap<String, Portrait>);

enum Portrait {
    /// The sheet is being read; the stage reads the same one, so it is read once.
    Awaited(Handle<Image>),
    Ready(TextureHandle),
}

impl Portraits {
    /// Makes a portrait of every creature whose sheet has been read by now.
    pub(crate) fn follow(
        &mut self,
        ctx: &egui::Context,
        creatures: &CreatureCatalog,
        assets: &AssetServer,
        sheets: &Assets<Image>,
    ) {
        for creature in &creatures.0 {
            let portrait = self
                .0
                .entry(creature.name.clone())
                .or_insert_with(|| Portrait::Awaited(assets.load(format!("{}/sheet.png", creature.asset))));
            let Portrait::Awaited(sheet) = portrait else { continue };
            if let Some(image) = sheets.get(&*sheet).and_then(|sheet| first_frame(sheet, creature.frame_px)) {
                *portrait = Portrait::Ready(ctx.load_texture("portrait", image, TextureOptions::LINEAR));
            }
        }
    }

    /// The portrait of a creature, square; `None` where there is none, or not yet.
    pub(crate) fn of(&self, creature: &str) -> Option<TextureId> {
        match self.0.get(creature)? {
            Portrait::Ready(texture) => Some(texture.id()),
            Portrait::Awaited(_) => None,
        }
    }
}

/// The upper left frame of a sheet, made small; `None` where that is no part of the sheet.
fn first_frame(sheet: &Image, [width, height]: [u32; 2]) -> Option<ColorImage> {
    let (size, data) = (sheet.size(), sheet.data.as_deref()?);
    let fits = (1..=size.x).contains(&width) && (1..=size.y).contains(&height);
    // Eight bits for each of red, green, blue and opacity: what a PNG becomes. Behind them may be its mip levels.
    let is_rgba8 = sheet.texture_descriptor.format == TextureFormat::Rgba8UnormSrgb
        && data.len() as u64 >= u64::from(size.x) * u64::from(size.y) * 4;
    (fits && is_rgba8).then(|| {
        small([width, height].map(|side| side as usize), |x, y| {
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

    fn sheet(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Image {
        let data = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
        let size = Extent3d { width, height, depth_or_array_layers: 1 };
        Image::new(size, TextureDimension::D2, data, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::default())
    }

    #[test]
    fn a_portrait_is_the_first_frame_and_small() {
        let red_then_blue = sheet(640, 320, |x, _| if x < 320 { [255, 0, 0, 255] } else { [0, 0, 255, 255] });
        let portrait = first_frame(&red_then_blue, [320, 320]).unwrap();
        assert!(portrait.size[0] <= SIDE_PX && portrait.size[0] == portrait.size[1], "{:?}", portrait.size);
        assert!(portrait.pixels.iter().all(|pixel| *pixel == egui::Color32::RED));
    }

    #[test]
    fn mip_levels_behind_the_sheet_do_no_harm() {
        let mut green = sheet(320, 320, |_, _| [0, 255, 0, 255]);
        green.data.as_mut().unwrap().extend([9; 160 * 160 * 4]);
        assert!(first_frame(&green, [320, 320]).unwrap().pixels.iter().all(|pixel| *pixel == egui::Color32::GREEN));
    }

    #[test]
    fn what_is_transparent_darkens_no_edge() {
        let edge = sheet(320, 320, |x, _| if x % 2 == 0 { [200, 100, 50, 255] } else { [0, 0, 0, 0] });
        let portrait = first_frame(&edge, [320, 320]).unwrap();
        let [red, green, blue, _] = portrait.pixels[1].to_srgba_unmultiplied();
        assert!(red.abs_diff(200) < 4 && green.abs_diff(100) < 4 && blue.abs_diff(50) < 4, "{red} {green} {blue}");
    }

    #[test]
    fn a_frame_that_is_no_part_of_its_sheet_gives_none() {
        let tiny = sheet(4, 4, |_, _| [1; 4]);
        assert!(first_frame(&tiny, [0, 0]).is_none() && first_frame(&tiny, [320, 320]).is_none());
        assert_eq!(first_frame(&tiny, [4, 4]).unwrap().size, [4, 4]);
    }
}
