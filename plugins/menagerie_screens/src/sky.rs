//! The living night behind the exhibit's own garden: stars, lanterns, fireflies, light along the horizon. Only where effects are
//! drawn, and not over the background of a pack, of which nobody knows where its sky is.

use bevy::asset::uuid_handle;
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, RenderPipelineDescriptor, ShaderType};
use bevy::shader::ShaderRef;
use menagerie_core::prelude::*;
use menagerie_ui::{Layer, ScreenLayout, bring_shader, draw_as_light};

const SHADER: Handle<Shader> = uuid_handle!("c2b1a7de-9a3c-4d07-8a8f-35b24a1f6e77");

/// Fireflies; the shader has as many.
const FIREFLIES: usize = 14;
/// How far each wanders from its own place, share of the picture.
const WANDERS: f32 = 0.025;

/// A node over a painting of the background, as large as it.
#[derive(Component)]
pub(super) struct Sky;

/// What the shader reads.
#[derive(ShaderType, Debug, Clone, Copy, PartialEq)]
struct SkyUniform {
    /// Where the picture of the background lies: left, top, width, height, shares of the node's.
    cover: Vec4,
    /// Where on that picture each firefly is, and how bright.
    fireflies: [Vec4; FIREFLIES],
}

#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
struct SkyMaterial {
    #[uniform(0)]
    sky: SkyUniform,
}

impl UiMaterial for SkyMaterial {
    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn specialize(descriptor: &mut RenderPipelineDescriptor, _: UiMaterialKey<Self>) {
        draw_as_light(descriptor);
    }
}

pub(super) fn plugin(app: &mut App) {
    bring_shader(app, &SHADER, include_str!("../../../shaders/sky.wgsl"), "shaders/sky.wgsl");
    app.add_plugins(UiMaterialPlugin::<SkyMaterial>::default())
        .add_systems(Update, (show_skies, let_fireflies_wander).chain().in_set(ExhibitSystems::Present));
}

/// The sky, over the whole screen; belongs right behind the painting of the background.
pub(super) fn sky() -> impl Bundle {
    (
        Name::new("sky"),
        Sky,
        Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() },
    )
}

fn show_skies(
    skies: Query<(Entity, Has<MaterialNode<SkyMaterial>>), With<Sky>>,
    effects: Effects,
    pack: Res<Pack>,
    layout: Res<ScreenLayout>,
    mut materials: ResMut<Assets<SkyMaterial>>,
    mut commands: Commands,
) {
    let lives = effects.are_on() && !pack.scene.contains("background");
    for (sky, is_shown) in &skies {
        if lives && (!is_shown || layout.is_changed()) {
            let at = Layer::background(Handle::default(), layout.size).at;
            let cover = Vec4::new(at.min.x, at.min.y, at.width(), at.height());
            let uniform = SkyUniform { cover, fireflies: [Vec4::ZERO; FIREFLIES] };
            commands.entity(sky).insert(MaterialNode(materials.add(SkyMaterial { sky: uniform })));
        } else if !lives && is_shown {
            commands.entity(sky).remove::<MaterialNode<SkyMaterial>>();
        }
    }
}

/// A number between 0 and 1 that is the same for the same question.
fn random(number: usize, question: u32) -> f32 {
    (((number as f32 + 0.5) * 127.1 + question as f32 * 311.7).sin() * 43758.547).rem_euclid(1.0)
}

/// Where a firefly is at this time, seconds, and how bright, 0..1: it wanders about a place of its own in the bushes, those of even
/// number on the left, and lights up now and then.
fn firefly(number: usize, secs: f32) -> (Vec2, f32) {
    let left = 0.03 + 0.2 * random(number, 1);
    let home = Vec2::new(if number.is_multiple_of(2) { left } else { 1.0 - left }, 0.4 + 0.3 * random(number, 2));
    let phase = std::f32::consts::TAU * random(number, 3);
    let pace = 0.12 + 0.1 * random(number, 4);
    let way = Vec2::new((secs * pace + phase).sin(), (secs * pace * 1.7 + phase * 2.0).sin()) * WANDERS;
    let lit = (secs * pace * 4.0 + phase * 3.0).sin().max(0.0);
    (home + way, lit * lit)
}

fn let_fireflies_wander(
    time: Res<Time>,
    skies: Query<&MaterialNode<SkyMaterial>>,
    mut materials: ResMut<Assets<SkyMaterial>>,
) {
    for sky in &skies {
        if let Some(mut material) = materials.get_mut(sky) {
            material.sky.fireflies = std::array::from_fn(|number| {
                let (place, lit) = firefly(number, time.elapsed_secs());
                place.extend(lit).extend(0.0)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fireflies_stay_on_their_side_wander_slowly_and_never_flash() {
        for number in 0..FIREFLIES {
            let (mut before, mut flashes, mut was_lit) = (firefly(number, 0.0).0, 0, false);
            for tenth in 1..600 {
                let (place, lit) = firefly(number, tenth as f32 / 10.0);
                assert_eq!(place.x < 0.3, number % 2 == 0, "the shader looks for it on its side: {place}");
                assert!((0.3..0.8).contains(&place.y) && (place.x - 0.5).abs() > 0.2, "{place}");
                assert!(place.distance(before) < 0.002, "{number} jumps");
                flashes += usize::from(lit > 0.5 && !was_lit);
                (before, was_lit) = (place, lit > 0.5);
            }
            assert!((3..=10).contains(&flashes), "{number} lights up {flashes} times a minute");
        }
    }
}
