//! The textures in which a watched layer of the network is shown: the renderer makes them, the network's thread draws them.

use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_asset::RenderAssets;
use bevy::render::texture::GpuImage;
use bevy::render::{Render, RenderApp, RenderSystems};
use menagerie_core::prelude::LayerTextures;

use crate::canvas::{LayerCanvases, blank_canvas};
use crate::door::GraphicsDoor;

/// Side of the wall's texture, pixels: 32 maps of 112 of the first convolution, and 144 of 56 of the third block, are as wide.
const WALL_PX: u32 = 672;
/// Side of the light's; `LIGHT_PX` of `shaders/layer.wgsl`.
pub(crate) const LIGHT_PX: u32 = 112;

/// Which they are, in the render world.
#[derive(Resource)]
struct Wanted {
    wall: AssetId<Image>,
    glow: AssetId<Image>,
}

/// Makes the textures, once every plugin is built. Without a renderer there are none.
pub(super) fn join_renderer(app: &mut App) {
    if app.world().get_resource::<GraphicsDoor>().is_none() {
        return;
    }
    let Some(mut images) = app.world_mut().get_resource_mut::<Assets<Image>>() else { return };
    let mut wall = blank_canvas(WALL_PX, [0; 4]);
    // A point of the map is a point, whatever its size.
    wall.sampler = ImageSampler::nearest();
    let textures = LayerTextures { wall: images.add(wall), glow: images.add(blank_canvas(LIGHT_PX, [0; 4])) };
    let wanted = Wanted { wall: textures.wall.id(), glow: textures.glow.id() };
    app.insert_resource(textures);
    if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
        render_app
            .insert_resource(wanted)
            .add_systems(Render, hand_over.run_if(not_there_yet).in_set(RenderSystems::PrepareResources));
    }
}

fn not_there_yet(door: Res<GraphicsDoor>) -> bool {
    door.layers().get().is_none()
}

/// Gives the textures to whoever draws them.
fn hand_over(door: Res<GraphicsDoor>, wanted: Res<Wanted>, images: Res<RenderAssets<GpuImage>>) {
    if let (Some(wall), Some(glow)) = (images.get(wanted.wall), images.get(wanted.glow)) {
        let [wall, glow] = [wall, glow].map(|image| (*image.texture).clone());
        door.layers().get_or_init(|| LayerCanvases { wall, glow });
    }
}
