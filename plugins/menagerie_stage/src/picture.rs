//! The picture of a sprite sheet on its way to the graphics device: read once, given its mip levels, and kept nowhere else. Of its
//! pixels only the portrait stays in memory.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use menagerie_core::lesson::{MAX_SIDE_PX, decode_animation};
use menagerie_core::pixels::give_levels;

/// The file beside the description.
pub(crate) const PICTURE: &str = "sheet.png";
/// Eight bits for each of red, green, blue and opacity.
const FORMAT: TextureFormat = TextureFormat::Rgba8UnormSrgb;

/// The sheet with its levels, for the graphics device only, and its upper left frame, in memory only; or why there is none.
pub(crate) fn read(png: &[u8], frame_px: (u32, u32)) -> Result<[Image; 2], String> {
    // The one bounded way; a sheet is a picture that does not move.
    let mut decoded = decode_animation(png, PICTURE, MAX_SIDE_PX).map_err(|error| error.to_string())?;
    let pixels = decoded.frames.swap_remove(0).rgba;
    let (extent, usage) = (extent(decoded.width, decoded.height), RenderAssetUsages::RENDER_WORLD);
    let mut picture = Image::new(extent, TextureDimension::D2, pixels, FORMAT, usage);
    let Some(portrait) = portrait(&picture, frame_px) else {
        return Err(format!("it is smaller than one frame, {} x {} pixels", frame_px.0, frame_px.1));
    };
    give_levels(&mut picture);
    Ok([picture, portrait])
}

/// The upper left frame; `None` where that is no part of the sheet.
fn portrait(sheet: &Image, (width, height): (u32, u32)) -> Option<Image> {
    let (size, data) = (sheet.size(), sheet.data.as_deref()?);
    if width > size.x || height > size.y {
        return None;
    }
    let rows = data.chunks_exact(size.x as usize * 4).take(height as usize);
    let pixels = rows.flat_map(|row| &row[..width as usize * 4]).copied().collect();
    Some(Image::new(extent(width, height), TextureDimension::D2, pixels, FORMAT, RenderAssetUsages::MAIN_WORLD))
}

fn extent(width: u32, height: u32) -> Extent3d {
    Extent3d { width, height, depth_or_array_layers: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of 4 x 2 frames of 16 pixels: the first red, the rest blue.
    fn sheet(is_deep: bool) -> Vec<u8> {
        let color = |x: u32, y: u32| image::Rgba(if x < 16 && y < 16 { [255, 0, 0, 255] } else { [0, 0, 255, 255] });
        let picture = image::DynamicImage::from(image::RgbaImage::from_fn(64, 32, color));
        let picture = if is_deep { picture.into_rgba16().into() } else { picture };
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_sheet_gets_its_levels_and_a_portrait_that_is_its_first_frame() {
        for is_deep in [false, true] {
            let [picture, portrait] = read(&sheet(is_deep), (16, 16)).unwrap();
            assert_eq!(picture.size(), UVec2::new(64, 32));
            assert!(picture.texture_descriptor.mip_level_count > 1);
            assert!(picture.data.as_ref().unwrap().len() > 64 * 32 * 4, "levels lie behind the picture");
            assert_eq!(picture.asset_usage, RenderAssetUsages::RENDER_WORLD, "it is not kept in memory");
            assert_eq!(portrait.size(), UVec2::splat(16));
            assert!(portrait.data.unwrap().chunks(4).all(|pixel| pixel == [255, 0, 0, 255]));
        }
    }

    #[test]
    fn what_is_no_sheet_is_explained() {
        let said = |png: &[u8], frame_px| read(png, frame_px).unwrap_err();
        assert!(!said(b"GIF89a", (16, 16)).is_empty());
        assert!(said(&sheet(false), (99, 16)).contains("99 x 16"));
    }
}
