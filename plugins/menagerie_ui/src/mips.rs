//! Mip levels for the pictures from files: drawn smaller than they are, they would flicker and cost more than they need.

use std::collections::HashSet;

use bevy::asset::RenderAssetUsages;
use bevy::image::{ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;
use menagerie_core::pixels::append_mip_levels;

/// Smallest side for which levels are made, pixels.
const SMALLEST_PX: u32 = 64;
/// Most levels: cells of sprite sheets are 320 pixels wide, and five halvings keep them apart.
const MOST_LEVELS: u32 = 6;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, make_levels);
}

/// Gives every picture that comes from a file its levels, once.
fn make_levels(
    mut events: MessageReader<AssetEvent<Image>>,
    assets: Res<AssetServer>,
    mut done: Local<HashSet<AssetId<Image>>>,
    mut images: ResMut<Assets<Image>>,
) {
    for event in events.read() {
        let AssetEvent::Added { id } = event else { continue };
        if assets.get_path(*id).is_none() || !done.insert(*id) {
            continue;
        }
        let suits = |image: &Image| {
            let descriptor = &image.texture_descriptor;
            descriptor.mip_level_count == 1
                && descriptor.format == TextureFormat::Rgba8UnormSrgb
                && image.size().min_element() >= SMALLEST_PX
                && image.data.is_some()
                && image.asset_usage.contains(RenderAssetUsages::RENDER_WORLD)
        };
        if !images.get(*id).is_some_and(suits) {
            continue;
        }
        if let Some(mut image) = images.get_mut(*id) {
            let size = image.size();
            let levels = (size.min_element().ilog2()).min(MOST_LEVELS);
            if let Some(data) = image.data.as_mut() {
                append_mip_levels(data, size.into(), levels);
            }
            image.texture_descriptor.mip_level_count = levels;
            image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
                // Between two levels nobody sees the step, and it halves what a software rasteriser has to read.
                mipmap_filter: ImageFilterMode::Nearest,
                ..ImageSamplerDescriptor::linear()
            });
        }
    }
}
