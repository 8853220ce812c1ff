//! What flies when something is learned: a picture from the mirror into its creature, and sparks about the button of a class that
//! has all its pictures. Only where effects are drawn.

use bevy::asset::uuid_handle;
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, RenderPipelineDescriptor, ShaderType};
use bevy::shader::ShaderRef;
use bevy::ui::UiGlobalTransform;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{bring_shader, corner, draw_as_light, mm};

use crate::card::Ring;
use crate::mirror::MirrorPlace;
use crate::thumbnails::image_of;

/// How long a picture flies, seconds, its side at the beginning, units, and how high above the straight way, share of it.
const FLIGHT_SECS: f32 = 0.55;
const PICTURE: f32 = 22.0;
const ARC: f32 = 0.12;
/// Pause between two pictures that fly, seconds: while a button is held ten come a second.
const PAUSE_SECS: f32 = 0.28;
/// How long sparks fly, seconds, and how far, share of the button's side.
const SPARK_SECS: f32 = 1.3;
const SPARK_REACH: f32 = 1.15;

const SHADER: Handle<Shader> = uuid_handle!("0e9d4a63-6d51-4c1b-b1b9-8a7f7d3f40c5");

/// A picture on its way.
#[derive(Component, Debug)]
struct Flying {
    since_secs: f32,
    from: Vec2,
    to: Vec2,
}

/// Sparks, and since when, seconds.
#[derive(Component, Debug)]
struct Sparks {
    since_secs: f32,
}

#[derive(ShaderType, Debug, Clone, Copy)]
struct SparksUniform {
    color: Vec4,
    share: f32,
}

#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
struct SparksMaterial {
    #[uniform(0)]
    sparks: SparksUniform,
}

impl UiMaterial for SparksMaterial {
    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn specialize(descriptor: &mut RenderPipelineDescriptor, _: UiMaterialKey<Self>) {
        draw_as_light(descriptor);
    }
}

pub(super) fn plugin(app: &mut App) {
    bring_shader(app, &SHADER, include_str!("../../../shaders/sparkles.wgsl"), "shaders/sparkles.wgsl");
    app.add_plugins(UiMaterialPlugin::<SparksMaterial>::default()).add_systems(
        Update,
        (send_pictures, strike_sparks, fly, burn).run_if(in_state(crate::PLAY)).in_set(ExhibitSystems::Present),
    );
}

fn middle(node: &ComputedNode, at: &UiGlobalTransform) -> Vec2 {
    at.translation * node.inverse_scale_factor
}

/// A picture that was taken flies to whom it was taken for.
fn send_pictures(
    mut captured: MessageReader<ExampleCaptured>,
    (effects, time, mut next_secs): (Effects, Res<Time>, Local<f32>),
    above: Query<(Entity, &SlotPlace)>,
    mirrors: Query<(&ComputedNode, &UiGlobalTransform), With<MirrorPlace>>,
    spots: Query<(&CreatureSpot, &ComputedNode, &UiGlobalTransform)>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    for taken in captured.read() {
        let now_secs = time.elapsed_secs();
        if !effects.are_on() || now_secs < *next_secs {
            continue;
        }
        let Some((above, _)) = above.iter().find(|(_, place)| place.0 == SlotId::ABOVE_ALL) else { continue };
        let Ok((mirror, at)) = mirrors.single() else { continue };
        let Some((_, spot, to)) = spots.iter().find(|(spot, ..)| spot.class == taken.class) else { continue };
        *next_secs = now_secs + PAUSE_SECS;
        let (from, to) = (middle(mirror, at), middle(spot, to));
        commands.entity(above).with_child((
            Name::new("flying picture"),
            Flying { since_secs: now_secs, from, to },
            Node {
                position_type: PositionType::Absolute,
                left: mm(from.x - PICTURE / 2.0),
                top: mm(from.y - PICTURE / 2.0),
                width: mm(PICTURE),
                height: mm(PICTURE),
                border_radius: corner(4.0),
                ..default()
            },
            // As in the mirror it flies out of.
            ImageNode { flip_x: true, ..ImageNode::new(images.add(image_of(&taken.thumbnail))) },
            UiTransform::IDENTITY,
        ));
    }
}

/// Where a picture is from where it began, and how large: after this share of its flight.
fn flight(share: f32, way: Vec2) -> (Vec2, f32) {
    let eased = share * share * (3.0 - 2.0 * share);
    let up = Vec2::new(0.0, -ARC * way.length()) * (share * std::f32::consts::PI).sin();
    (way * eased + up, 1.0 - 0.75 * eased)
}

fn fly(
    time: Res<Time>,
    mut flying: Query<(Entity, &Flying, &mut UiTransform, &mut ImageNode)>,
    mut commands: Commands,
) {
    for (entity, picture, mut transform, mut image) in &mut flying {
        let share = (time.elapsed_secs() - picture.since_secs) / FLIGHT_SECS;
        if share >= 1.0 {
            commands.entity(entity).despawn();
            continue;
        }
        let (way, scale) = flight(share, picture.to - picture.from);
        transform.translation = Val2::new(mm(way.x), mm(way.y));
        transform.scale = Vec2::splat(scale);
        image.color.set_alpha((2.5 * (1.0 - share)).min(1.0));
    }
}

/// Sparks about the button of a class that has just got its last picture.
fn strike_sparks(
    mut captured: MessageReader<ExampleCaptured>,
    (effects, time, classes): (Effects, Res<Time>, Res<Classes>),
    rings: Query<(Entity, &Ring)>,
    mut materials: ResMut<Assets<SparksMaterial>>,
    mut commands: Commands,
) {
    for taken in captured.read().filter(|taken| taken.completes && effects.are_on()) {
        let Some((ring, _)) = rings.iter().find(|(_, ring)| ring.0 == taken.class) else { continue };
        let tint = classes.get(taken.class).map_or(Color::WHITE, |class| color(class.color));
        let sparks = SparksUniform { color: tint.to_linear().to_vec4(), share: 0.0 };
        commands.entity(ring).with_child((
            Name::new("sparks"),
            Sparks { since_secs: time.elapsed_secs() },
            MaterialNode(materials.add(SparksMaterial { sparks })),
            Node {
                position_type: PositionType::Absolute,
                left: percent(50.0 - 100.0 * SPARK_REACH),
                top: percent(50.0 - 100.0 * SPARK_REACH),
                width: percent(200.0 * SPARK_REACH),
                height: percent(200.0 * SPARK_REACH),
                ..default()
            },
            GlobalZIndex(1),
        ));
    }
}

fn burn(
    time: Res<Time>,
    sparks: Query<(Entity, &Sparks, &MaterialNode<SparksMaterial>)>,
    mut materials: ResMut<Assets<SparksMaterial>>,
    mut commands: Commands,
) {
    for (entity, spark, material) in &sparks {
        let share = (time.elapsed_secs() - spark.since_secs) / SPARK_SECS;
        if share >= 1.0 {
            commands.entity(entity).try_despawn();
        } else if let Some(mut material) = materials.get_mut(material) {
            material.sparks.share = share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_flies_in_an_arc_and_shrinks_on_the_way() {
        let way = Vec2::new(-100.0, 60.0);
        assert_eq!(flight(0.0, way), (Vec2::ZERO, 1.0));
        let (end, small) = flight(1.0, way);
        assert!(end.distance(way) < 0.01 && small < 0.3, "{end} {small}");
        let (half, _) = flight(0.5, way);
        assert!(half.y < way.y / 2.0 - 5.0, "it rises first: {half}");
    }
}
