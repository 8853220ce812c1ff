//! How one screen becomes another: the new one is there at once, touches and all, and what the old one looked like lies over
//! it for a moment while a soft round hole grows in it, from where it was touched.
//!
//! What the old one looked like is the picture that the camera drew last, copied on the graphics device before the next is
//! drawn over it. A rehearsal has no transitions: its pictures are of screens, not of the way between them.

use bevy::asset::{RenderAssetUsages, uuid_handle};
use bevy::diagnostic::FrameCount;
use bevy::prelude::*;
use bevy::render::render_asset::RenderAssets;
use bevy::render::render_resource::{
    AsBindGroup, CommandEncoderDescriptor, Extent3d, ShaderType, TextureDescriptor, TextureDimension, TextureFormat,
    TextureUsages,
};
use bevy::render::renderer::{RenderDevice, RenderGraph, RenderGraphSystems, RenderQueue};
use bevy::render::texture::GpuImage;
use bevy::render::view::ViewTarget;
use bevy::render::{Extract, ExtractSchedule, RenderApp};
use bevy::shader::ShaderRef;
use bevy::ui::UiGlobalTransform;
use menagerie_core::prelude::*;

use crate::effects::bring_shader;

/// How long it takes, seconds.
const OPENING_SECS: f32 = 0.32;
/// How soft the edge is, heights of the screen.
const SOFTNESS: f32 = 0.45;
/// It lies over everything, sheets too.
const COVER_Z: i32 = 100;

const SHADER: Handle<Shader> = uuid_handle!("1a0c5a54-5b0e-4c7e-9d53-8f5f1f5f2f0e");

/// The shape of the hole, as the shader reads it.
#[derive(ShaderType, Debug, Clone, Copy, PartialEq)]
struct Opening {
    middle: Vec2,
    aspect: f32,
    radius: f32,
    softness: f32,
}

impl Opening {
    /// So far into the transition, 0..1, on a screen of this shape (its width by its height).
    fn at(share: f32, middle: Vec2, aspect: f32) -> Self {
        let shape = Vec2::new(aspect, 1.0);
        let farthest = (middle.max(Vec2::ONE - middle) * shape).length();
        // It begins at once, and comes to rest.
        let eased = 1.0 - (1.0 - share.clamp(0.0, 1.0)).powi(2);
        Self { middle, aspect, radius: eased * (farthest + SOFTNESS), softness: SOFTNESS }
    }
}

/// The old screen with the hole in it.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
struct CoverMaterial {
    #[texture(0)]
    before: Handle<Image>,
    #[uniform(1)]
    opening: Opening,
}

impl UiMaterial for CoverMaterial {
    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }
}

/// What lies over the new screen, and since when, seconds.
#[derive(Component, Debug)]
struct Cover {
    since_secs: f32,
}

/// Where on the screen something was activated last, 0..1 from its left and its top, and in which update.
#[derive(Resource, Debug, Default)]
struct LastTouched(Option<(Vec2, u32)>);

/// Wish to the renderer, in the update in which a screen goes: keep what was drawn last in this picture.
#[derive(Resource, Debug, Default, Clone)]
struct KeepLast(Option<Handle<Image>>);

pub(super) fn plugin(app: &mut App) {
    bring_shader(app, &SHADER, include_str!("../../../shaders/transition.wgsl"), "shaders/transition.wgsl");
    app.add_plugins(UiMaterialPlugin::<CoverMaterial>::default())
        .init_resource::<LastTouched>()
        .init_resource::<KeepLast>()
        .add_systems(Startup, warm_up)
        .add_systems(Update, (begin, open, note_touched).chain().in_set(ExhibitSystems::Present));
    let Some(render_app) = app.get_sub_app_mut(RenderApp) else { return };
    render_app
        .init_resource::<KeepLast>()
        .add_systems(ExtractSchedule, extract_wish)
        .add_systems(RenderGraph, keep_last.in_set(RenderGraphSystems::Begin));
}

/// The first time something is drawn its pipeline is built, which takes longer than a transition: so the first one is of nothing.
fn warm_up(mut images: ResMut<Assets<Image>>, mut materials: ResMut<Assets<CoverMaterial>>, mut commands: Commands) {
    let before = images.add(empty_picture(UVec2::ONE));
    commands.spawn(cover(materials.add(CoverMaterial { before, opening: Opening::at(0.0, Vec2::ZERO, 1.0) }), 0.0));
}

fn cover(material: Handle<CoverMaterial>, since_secs: f32) -> impl Bundle {
    (
        Name::new("transition"),
        Cover { since_secs },
        MaterialNode(material),
        Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() },
        GlobalZIndex(COVER_Z),
    )
}

/// Covers a new screen with the one before.
fn begin(
    mut changes: MessageReader<StateTransitionEvent<CurrentScreen>>,
    (effects, pace, time): (Effects, Res<Pace>, Res<Time>),
    touched: Res<LastTouched>,
    cameras: Query<&Camera, With<IsDefaultUiCamera>>,
    standing: Query<Entity, With<Cover>>,
    (mut images, mut materials): (ResMut<Assets<Image>>, ResMut<Assets<CoverMaterial>>),
    mut keep: ResMut<KeepLast>,
    frame: Res<FrameCount>,
    mut commands: Commands,
) {
    keep.0 = None;
    let is_another = changes.read().any(|change| change.exited.is_some() && change.exited != change.entered);
    if !is_another || !effects.are_on() || pace.is_lock_step() {
        return;
    }
    let Some(size) = cameras.iter().find_map(Camera::physical_target_size) else { return };
    standing.iter().for_each(|cover| commands.entity(cover).despawn());
    // What leads to another screen was activated in the update before.
    let middle =
        touched.0.filter(|(_, at)| frame.0.wrapping_sub(*at) <= 2).map_or(Vec2::splat(0.5), |(place, _)| place);
    let opening = Opening::at(0.0, middle, size.x as f32 / size.y.max(1) as f32);
    let before = images.add(empty_picture(size));
    keep.0 = Some(before.clone());
    commands.spawn(cover(materials.add(CoverMaterial { before, opening }), time.elapsed_secs()));
}

/// The hole grows, and then nothing of the old screen is left in memory.
fn open(
    time: Res<Time>,
    covers: Query<(Entity, &Cover, &MaterialNode<CoverMaterial>)>,
    mut materials: ResMut<Assets<CoverMaterial>>,
    mut commands: Commands,
) {
    for (entity, cover, material) in &covers {
        let share = (time.elapsed_secs() - cover.since_secs) / OPENING_SECS;
        if share >= 1.0 {
            commands.entity(entity).despawn();
        } else if let Some(mut material) = materials.get_mut(material) {
            material.opening = Opening::at(share, material.opening.middle, material.opening.aspect);
        }
    }
}

/// Where the control is that was activated, by a finger, a key or a switch: in the next update it may be gone.
fn note_touched(
    mut activated: MessageReader<Activated>,
    controls: Query<(&ControlName, &ComputedNode, &UiGlobalTransform)>,
    cameras: Query<&Camera, With<IsDefaultUiCamera>>,
    frame: Res<FrameCount>,
    mut touched: ResMut<LastTouched>,
) {
    let Some(Activated { control }) = activated.read().last() else { return };
    let Some(size) = cameras.iter().find_map(Camera::physical_target_size) else { return };
    let found = controls.iter().find(|(name, node, _)| *name == control && !node.is_empty());
    touched.0 = found.map(|(_, _, place)| {
        let place = (place.translation / size.as_vec2()).clamp(Vec2::ZERO, Vec2::ONE);
        (place, frame.0)
    });
}

/// A transparent picture that is on the graphics device only.
fn empty_picture(size: UVec2) -> Image {
    Image {
        data: None,
        texture_descriptor: TextureDescriptor {
            label: Some("transition"),
            size: Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: TextureDimension::D2,
            format: TextureFormat::Rgba8UnormSrgb,
            usage: TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST,
            view_formats: &[],
        },
        asset_usage: RenderAssetUsages::RENDER_WORLD,
        ..default()
    }
}

fn extract_wish(wished: Extract<Res<KeepLast>>, mut keep: ResMut<KeepLast>) {
    keep.0.clone_from(&wished.0);
}

/// Copies what the camera drew in the last frame, before it draws the next. Where that cannot be copied the picture stays
/// transparent, and one screen follows the other without a transition.
fn keep_last(
    keep: Res<KeepLast>,
    images: Res<RenderAssets<GpuImage>>,
    views: Query<&ViewTarget>,
    (device, queue): (Res<RenderDevice>, Res<RenderQueue>),
) {
    let Some(picture) = keep.0.as_ref().and_then(|picture| images.get(picture)) else { return };
    let size = picture.texture_descriptor.size;
    let fits = |view: &&ViewTarget| {
        let last = view.main_texture();
        // Formats that differ in nothing but the curve of brightness can be copied into each other.
        last.size() == size && last.format().remove_srgb_suffix() == TextureFormat::Rgba8Unorm
    };
    let Some(view) = views.iter().find(fits) else { return };
    let mut encoder = device.create_command_encoder(&CommandEncoderDescriptor { label: Some("transition") });
    encoder.copy_texture_to_texture(view.main_texture().as_image_copy(), picture.texture.as_image_copy(), size);
    queue.submit([encoder.finish()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Share of the old screen that is still seen at a place, 0..1, as the shader works it out.
    fn seen(opening: Opening, place: Vec2) -> f32 {
        let away = ((place - opening.middle) * Vec2::new(opening.aspect, 1.0)).length();
        let share = ((away - opening.radius + opening.softness) / opening.softness).clamp(0.0, 1.0);
        share * share * (3.0 - 2.0 * share)
    }

    #[test]
    fn it_opens_from_where_it_was_touched_and_leaves_nothing() {
        for aspect in [16.0 / 9.0, 9.0 / 16.0] {
            for middle in [Vec2::new(0.5, 0.5), Vec2::new(0.05, 0.95), Vec2::new(1.0, 0.0)] {
                let corners = [Vec2::ZERO, Vec2::X, Vec2::Y, Vec2::ONE];
                let at = |share| Opening::at(share, middle, aspect);
                assert!(
                    corners.iter().chain([&middle]).all(|corner| seen(at(0.0), *corner) > 0.999 || *corner == middle)
                );
                assert!(seen(at(0.4), middle) < 0.01, "{middle} is not open yet");
                assert!(corners.iter().any(|corner| seen(at(0.4), *corner) > 0.5), "{middle} opened all at once");
                assert!(corners.iter().all(|corner| seen(at(1.0), *corner) < 0.001), "{middle}");
            }
        }
    }
}
