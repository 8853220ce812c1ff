//! Mip levels for the pictures from files. Those of creatures come with theirs.

use std::collections::HashSet;

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;
use menagerie_core::pixels::give_levels;

/// Smallest side for which levels are made, pixels.
const SMALLEST_PX: u32 = 64;

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
            give_levels(&mut image);
        }
    }
}
