//! The mirror's texture: made once, drawn by a compute pass whenever a frame is new, because `Assets::<Image>::get_mut`
//! would make it anew for every frame.

use bevy::prelude::*;
use bevy::render::render_asset::RenderAssets;
use bevy::render::texture::GpuImage;
use bevy::render::{Extract, ExtractSchedule, Render, RenderApp, RenderSystems};
use menagerie_core::prelude::{CameraFrame, FrameId, MirrorTexture};

use crate::canvas::{blank_canvas, canvas_view};
use crate::door::GraphicsDoor;
use crate::frame_pass::FramePass;

/// Side of the mirror's texture, pixels: as much as a 480 line camera gives.
pub const MIRROR_SIDE_PX: u32 = 512;

/// The same where the graphics device is a processor: a little more than a screen of 720 lines shows of it.
const SOFTWARE_MIRROR_SIDE_PX: u32 = 384;

/// What is on the mirror before the first frame: the exhibit's dark blue.
const BEFORE_THE_FIRST_FRAME: [u8; 4] = [18, 20, 34, 255];

/// The newest frame, in the render world.
#[derive(Resource, Default)]
struct NewestFrame(CameraFrame);

/// The texture and the pass that draws it, in the render world.
#[derive(Resource)]
struct Mirror {
    texture: AssetId<Image>,
    pass: FramePass,
    drawn: FrameId,
}

/// Makes the texture and joins the render world, once every plugin is built. Without a renderer there is no mirror.
pub(super) fn join_renderer(app: &mut App) {
    let Some(door) = app.world().get_resource::<GraphicsDoor>().cloned() else { return };
    let Some(mut images) = app.world_mut().get_resource_mut::<Assets<Image>>() else { return };
    let side = if door.is_software() { SOFTWARE_MIRROR_SIDE_PX } else { MIRROR_SIDE_PX };
    let handle = images.add(blank_canvas(side, BEFORE_THE_FIRST_FRAME));
    let mirror =
        Mirror { texture: handle.id(), pass: FramePass::new(&door, "mirror", side), drawn: FrameId::default() };
    app.insert_resource(MirrorTexture(handle));
    if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
        render_app
            .insert_resource(mirror)
            .init_resource::<NewestFrame>()
            .add_systems(ExtractSchedule, extract_newest_frame)
            .add_systems(Render, draw_mirror.in_set(RenderSystems::PrepareResources));
    }
}

fn extract_newest_frame(frame: Extract<Option<Res<CameraFrame>>>, mut newest: ResMut<NewestFrame>) {
    if let Some(frame) = frame.as_ref().filter(|frame| frame.id != newest.0.id) {
        newest.0 = (**frame).clone();
    }
}

fn draw_mirror(
    door: Res<GraphicsDoor>,
    newest: Res<NewestFrame>,
    images: Res<RenderAssets<GpuImage>>,
    mut mirror: ResMut<Mirror>,
) {
    let Some(raw) = &newest.0.raw else { return };
    // Before the texture is there, the newest frame waits.
    let Some(image) = images.get(mirror.texture).filter(|_| mirror.drawn != newest.0.id) else { return };
    mirror.drawn = newest.0.id;
    if door.is_software() {
        // Its compute pass would take ten times as long as we do.
        let side = SOFTWARE_MIRROR_SIDE_PX;
        door.write_texture(&image.texture, &raw.mirror_pixels(side), side);
        return;
    }
    let guard = door.frames().upload(newest.0.id, raw);
    let Some(frame) = guard.frame() else { return };
    let view = canvas_view(&image.texture);
    let output = wgpu::BindGroupEntry { binding: 3, resource: wgpu::BindingResource::TextureView(&view) };
    mirror.pass.submit(frame, output, 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_renderer_there_is_no_mirror_and_no_harm() {
        let mut app = App::new();
        app.init_resource::<MirrorTexture>();
        join_renderer(&mut app);
        app.update();
        assert_eq!(app.world().resource::<MirrorTexture>().0, Handle::default());
    }
}
