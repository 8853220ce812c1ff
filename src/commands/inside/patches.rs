//! What the neurons like that reacted most to a photograph: their nine photographs of the atlas, in a row.

use std::path::Path;

use menagerie_brain::INPUT_PX;
use menagerie_core::lesson::{ATLAS_PATCHES, Atlas, AtlasLayer, AtlasPatch};
use menagerie_core::photographs::read_picture;
use menagerie_core::prelude::ActivationMap;
use serde::Serialize;

use super::cannot_write;

/// Neurons of each layer.
const NEURONS: usize = 5;
/// Side of a patch, pixels.
const PATCH_PX: u32 = 96;

/// A neuron and what it likes.
#[derive(Serialize)]
pub(super) struct Liked {
    layer: String,
    channel: usize,
    /// Its largest activation in this photograph, before ReLU6.
    activation: f32,
    /// Its patches, a file beside this one; none where it is silent on the whole atlas.
    patches: Option<String>,
    /// Of each patch: what the photograph shows, who made it, its licence, and the activation before ReLU6.
    photographs: Vec<(String, String, String, f32)>,
}

/// Writes the patches of the neurons of each layer that reacted most, and says whose they are. `maps` are before ReLU6.
pub(super) fn write(atlas: &Atlas, folder: &Path, maps: &[ActivationMap], out: &Path) -> Result<Vec<Liked>, String> {
    let mut all = Vec::new();
    for map in maps {
        let Some(layer) = atlas.layer(map.layer) else { continue };
        let strongest = |channel: usize| map.channel(channel).iter().copied().fold(f32::MIN, f32::max);
        let mut ranked: Vec<(usize, f32)> = (0..map.shape[0]).map(|channel| (channel, strongest(channel))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (channel, activation) in ranked.into_iter().take(NEURONS) {
            let patches = layer.channels.get(channel).map(Vec::as_slice).unwrap_or_default();
            let file = (!patches.is_empty()).then(|| format!("{}-{channel}-likes.png", map.layer));
            if let Some(file) = &file {
                write_row(atlas, layer, patches, folder, &out.join(file))?;
            }
            let photographs = patches.iter().filter_map(|patch| {
                let photograph = atlas.photographs.get(patch.photograph)?;
                let [kind, author, licence] =
                    [&photograph.kind, &photograph.author, &photograph.licence].map(String::clone);
                Some((kind, author, licence, patch.hundredths as f32 / 100.0))
            });
            let (layer, photographs) = (map.layer.to_string(), photographs.collect());
            all.push(Liked { layer, channel, activation, patches: file, photographs });
        }
    }
    Ok(all)
}

fn write_row(
    atlas: &Atlas,
    layer: &AtlasLayer,
    patches: &[AtlasPatch],
    folder: &Path,
    path: &Path,
) -> Result<(), String> {
    let mut row = image::RgbImage::new(PATCH_PX * ATLAS_PATCHES as u32, PATCH_PX);
    for (place, patch) in patches.iter().enumerate() {
        let Some(photograph) = atlas.photographs.get(patch.photograph) else { continue };
        let picture = read_picture(&folder.join(&photograph.file)).map_err(|error| error.to_string())?;
        let side = INPUT_PX as u32;
        let whole = image::RgbImage::from_raw(side, side, picture.rgb().to_vec());
        let whole = whole.ok_or_else(|| format!("{}: is not 224 x 224 pixels", photograph.file))?;
        let [left, top] = layer.corner(patch).map(|at| at as u32);
        let part = image::imageops::crop_imm(&whole, left, top, layer.side as u32, layer.side as u32).to_image();
        let part = image::imageops::resize(&part, PATCH_PX, PATCH_PX, image::imageops::FilterType::CatmullRom);
        image::imageops::replace(&mut row, &part, i64::from(place as u32 * PATCH_PX), 0);
    }
    row.save(path).map_err(|error| cannot_write(path, &error))
}
