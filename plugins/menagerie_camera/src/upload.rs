//! The mirror's texture: made once, and written into from the render world, because `Assets::<Image>::get_mut` would
//! make it anew for every frame. Without a renderer there is no texture and nothing is uploaded.

use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_asset::RenderAssets;
use bevy::render::render_resource::{Extent3d, TexelCopyBufferLayout, TextureDimension, TextureFormat};
use bevy::render::renderer::RenderQueue;
use bevy::render::texture::GpuImage;
use bevy::render::{Render, RenderApp, RenderSystems};
use menagerie_core::prelude::MirrorTexture;

use crate::frame::MIRROR_SIDE_PX;
use crate::slot::NewestSlot;

/// What is on the mirror before the first frame: the exhibit's dark blue.
const BEFORE_THE_FIRST_FRAME: [u8; 4] = [18, 20, 34, 255];

/// The slot from the main world to the render world, in both.
#[derive(Resource, Clone, Default)]
pub(crate) struct MirrorUpload {
    newest: Arc<NewestSlot<Vec<u8>>>,
}

impl MirrorUpload {
    /// Hands over the newest frame, `[MIRROR_SIDE_PX, MIRROR_SIDE_PX, 4]` bytes.
    pub(crate) fn put(&self, mirror_rgba: Vec<u8>) {
        self.newest.put(mirror_rgba);
    }
}

/// The texture's handle, in the render world.
#[derive(Resource)]
struct MirrorTarget(AssetId<Image>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<MirrorUpload>();
}

/// Makes the texture and joins the render world, once every plugin is built.
pub(super) fn finish(app: &mut App) {
    let Some(mut images) = app.world_mut().get_resource_mut::<Assets<Image>>() else { return };
    let handle = images.add(blank_mirror());
    let target = MirrorTarget(handle.id());
    app.insert_resource(MirrorTexture(handle));
    let upload = app.world().resource::<MirrorUpload>().clone();
    if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
        render_app
            .insert_resource(target)
            .insert_resource(upload)
            .add_systems(Render, upload_newest_frame.in_set(RenderSystems::PrepareResources));
    }
}

fn blank_mirror() -> Image {
    Image::new_fill(
        mirror_size(),
        TextureDimension::D2,
        &BEFORE_THE_FIRST_FRAME,
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::RENDER_WORLD,
    )
}

fn mirror_size() -> Extent3d {
    Extent3d { width: MIRROR_SIDE_PX, height: MIRROR_SIDE_PX, depth_or_array_layers: 1 }
}

fn upload_newest_frame(
    upload: Res<MirrorUpload>,
    target: Res<MirrorTarget>,
    images: Res<RenderAssets<GpuImage>>,
    queue: Res<RenderQueue>,
) {
    // Before the texture is there, the slot keeps the newest frame.
    let Some(image) = images.get(target.0) else { return };
    let Some(rgba) = upload.newest.take() else { return };
    let layout = TexelCopyBufferLayout {
        offset: 0,
        bytes_per_row: Some(MIRROR_SIDE_PX * 4),
        rows_per_image: Some(MIRROR_SIDE_PX),
    };
    queue.write_texture(image.texture.as_image_copy(), &rgba, layout, mirror_size());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_renderer_there_is_no_texture_and_no_harm() {
        let mut app = App::new();
        app.init_resource::<MirrorTexture>();
        plugin(&mut app);
        finish(&mut app);
        app.update();
        assert_eq!(app.world().resource::<MirrorTexture>().0, Handle::default());
    }

    #[test]
    fn the_texture_is_made_once_and_has_the_size_of_a_frame() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, AssetPlugin::default())).init_asset::<Image>();
        plugin(&mut app);
        finish(&mut app);
        let handle = app.world().resource::<MirrorTexture>().0.clone();
        let image = app.world().resource::<Assets<Image>>().get(&handle).unwrap();
        assert_eq!(image.data.as_ref().unwrap().len(), (MIRROR_SIDE_PX * MIRROR_SIDE_PX * 4) as usize);
    }
}
