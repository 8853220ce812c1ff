//! Light from the mirror to the creatures, and behind the one that answers: as strong as the network is sure, in the colour of
//! the class. It flows where effects are drawn; plainly it is a line and a round picture that say the same.

use bevy::asset::{RenderAssetUsages, uuid_handle};
use bevy::prelude::*;
use bevy::render::render_resource::{
    AsBindGroup, Extent3d, RenderPipelineDescriptor, ShaderType, TextureDimension, TextureFormat,
};
use bevy::shader::ShaderRef;
use bevy::ui::UiGlobalTransform;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{bring_shader, draw_as_light};

use crate::card::place as place_at;
use crate::mirror::MirrorPlace;
use crate::way::{POINTS, Way};

/// Time constant with which light swells and fades, seconds: that of the creatures.
const SWELL_SECS: f32 = 0.18;
/// How fast beads run, their distances a second, where it is not sure at all and where it is entirely sure.
const RUNS: (f32, f32) = (0.25, 1.1);
/// How strong the wire is to a creature that does not answer, share of the confidence in it.
const UNANSWERED: f32 = 0.45;
/// Confidence below which there is no light.
const FAINTEST: f32 = 0.06;
/// Plainly: width of the line, units, how opaque line and glow are at most, and in how many steps that changes.
const LINE: f32 = 0.9;
const OPAQUE: (f32, f32) = (0.8, 0.65);
const STEPS: f32 = 24.0;
/// Side of the round picture, pixels; it is stretched.
const GLOW_PX: u32 = 64;

const SHADER: Handle<Shader> = uuid_handle!("7d4c1f0a-3f0e-4b0b-8a55-0d8be6c1a901");

/// Where the lights lie: over the backdrop, behind everything else.
#[derive(Component)]
pub(super) struct LightsPlace;

/// How strong the light of a class is now, eased, 0..1, and how far its beads have run.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Strength {
    class: ClassId,
    wire: f32,
    glow: f32,
    flow: f32,
}

/// The lights that stand: in which place, whether as effects, along which ways and in which colours; and how strong each is.
#[derive(Resource, Debug, Default)]
struct Lights {
    place: Option<Entity>,
    flow: bool,
    ways: Vec<(Way, Color)>,
    strengths: Vec<Strength>,
}

/// A node that shows the light of a class: all of it, or plainly one part.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
struct Shown {
    class: ClassId,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Line,
    Glow,
}

/// What the shader reads.
#[derive(ShaderType, Debug, Clone, Copy, Default, PartialEq)]
struct LightUniform {
    color: Vec4,
    size: Vec2,
    wire: f32,
    glow: f32,
    middle: Vec2,
    reach: f32,
    flow: f32,
    points: [Vec4; POINTS],
}

#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
struct LightMaterial {
    #[uniform(0)]
    light: LightUniform,
}

impl UiMaterial for LightMaterial {
    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn specialize(descriptor: &mut RenderPipelineDescriptor, _: UiMaterialKey<Self>) {
        draw_as_light(descriptor);
    }
}

/// The round picture of the plain glow.
#[derive(Resource)]
struct GlowPicture(Handle<Image>);

pub(super) fn plugin(app: &mut App) {
    bring_shader(app, &SHADER, include_str!("../../../shaders/light.wgsl"), "shaders/light.wgsl");
    app.add_plugins(UiMaterialPlugin::<LightMaterial>::default())
        .init_resource::<Lights>()
        .add_systems(Startup, paint_glow)
        .add_systems(
            Update,
            (lay, swell, show_flowing, show_plainly)
                .chain()
                .run_if(in_state(crate::PLAY))
                .in_set(ExhibitSystems::Present),
        );
}

/// The place for the lights, over the whole screen.
pub(super) fn place() -> impl Bundle {
    (
        Name::new("lights"),
        LightsPlace,
        Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() },
    )
}

/// White in the middle, nothing at the edge.
fn paint_glow(mut images: ResMut<Assets<Image>>, mut commands: Commands) {
    let middle = (GLOW_PX as f32 - 1.0) / 2.0;
    let alpha = |x: u32, y: u32| {
        let away = Vec2::new(x as f32 - middle, y as f32 - middle).length() / middle;
        let rest = (1.0 - away).max(0.0);
        (rest * rest.sqrt() * 255.0) as u8
    };
    let pixels = (0..GLOW_PX * GLOW_PX).flat_map(|at| [255, 255, 255, alpha(at % GLOW_PX, at / GLOW_PX)]).collect();
    let size = Extent3d { width: GLOW_PX, height: GLOW_PX, depth_or_array_layers: 1 };
    let (format, usage) = (TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::RENDER_WORLD);
    let image = Image::new(size, TextureDimension::D2, pixels, format, usage);
    commands.insert_resource(GlowPicture(images.add(image)));
}

/// Lays the lights where mirror and creatures stand.
fn lay(
    place: Query<Entity, With<LightsPlace>>,
    mirrors: Query<(&ComputedNode, &UiGlobalTransform), With<MirrorPlace>>,
    spots: Query<(&CreatureSpot, &ComputedNode, &UiGlobalTransform)>,
    (effects, classes): (Effects, Res<Classes>),
    picture: Res<GlowPicture>,
    mut lights: ResMut<Lights>,
    mut materials: ResMut<Assets<LightMaterial>>,
    mut commands: Commands,
) {
    let (Ok(place), Ok((mirror, mirror_at))) = (place.single(), mirrors.single()) else { return };
    let rect = |node: &ComputedNode, at: &UiGlobalTransform| {
        let unit = node.inverse_scale_factor;
        Rect::from_center_size(at.translation * unit, node.size() * unit)
    };
    let mirror = rect(mirror, mirror_at);
    let mut stand: Vec<(ClassId, Rect)> = spots
        .iter()
        .filter(|(spot, node, _)| !node.is_empty() && classes.get(spot.class).is_some())
        .map(|(spot, node, at)| (spot.class, rect(node, at)))
        .collect();
    stand.sort_by(|one, other| one.1.min.x.total_cmp(&other.1.min.x));
    let tint = |class: ClassId| classes.get(class).map_or(Color::WHITE, |class| color(class.color));
    let ways: Vec<(Way, Color)> = Way::all(mirror, &stand).into_iter().map(|way| (way, tint(way.class))).collect();
    let flow = effects.are_on();
    if lights.place == Some(place) && lights.flow == flow && lights.ways == ways {
        return;
    }
    commands.entity(place).despawn_related::<Children>().with_children(|place| {
        for (way, tint) in &ways {
            if flow {
                let light = material(way, *tint);
                place.spawn((
                    Shown { class: way.class, part: Part::All },
                    MaterialNode(materials.add(light)),
                    place_at(way.bounds()),
                    Visibility::Hidden,
                ));
            } else {
                spawn_plain(place, way, *tint, &picture.0);
            }
        }
    });
    let strengths = ways.iter().map(|(way, _)| {
        let before = lights.strengths.iter().find(|strength| strength.class == way.class);
        before.copied().unwrap_or(Strength { class: way.class, wire: 0.0, glow: 0.0, flow: 0.0 })
    });
    let strengths = strengths.collect();
    *lights = Lights { place: Some(place), flow, ways, strengths };
}

fn material(way: &Way, tint: Color) -> LightMaterial {
    let bounds = way.bounds();
    let points = way.points().map(|(point, along)| (point - bounds.min).extend(along).extend(0.0));
    let light = LightUniform {
        color: tint.to_linear().to_vec4(),
        size: bounds.size(),
        middle: way.creature.center() - bounds.min,
        reach: way.reach(),
        points,
        ..default()
    };
    LightMaterial { light }
}

/// A straight line and a round picture, not to be seen yet.
fn spawn_plain(place: &mut ChildSpawnerCommands, way: &Way, tint: Color, picture: &Handle<Image>) {
    let (middle, length, angle) = way.line();
    let nothing = tint.with_alpha(0.0);
    place.spawn((
        Shown { class: way.class, part: Part::Line },
        place_at(Rect::from_center_size(middle, Vec2::new(length, LINE))),
        UiTransform::from_rotation(Rot2::radians(angle)),
        BackgroundColor(nothing),
    ));
    place.spawn((
        Shown { class: way.class, part: Part::Glow },
        place_at(Rect::from_center_size(way.creature.center(), Vec2::splat(2.0 * way.reach()))),
        ImageNode::new(picture.clone()).with_color(nothing).with_mode(NodeImageMode::Stretch),
    ));
}

/// How strong the light of a class is meant to be: on the wire, and behind the creature.
fn wanted(class: ClassId, prediction: &LatestPrediction, capturing: &Capturing) -> (f32, f32) {
    let confidence = prediction.confidence_in(class);
    // What is like nothing taught is like none of the classes; and while something is taught nobody answers.
    if capturing.0.is_some() || prediction.answer == Answer::NeverSeen || confidence < FAINTEST {
        return (0.0, 0.0);
    }
    if prediction.answer == Answer::Class(class) { (confidence, confidence) } else { (confidence * UNANSWERED, 0.0) }
}

/// Light swells and fades, and runs the faster the stronger it is.
fn swell(
    time: Res<Time>,
    access: Res<Access>,
    prediction: Res<LatestPrediction>,
    capturing: Res<Capturing>,
    mut lights: ResMut<Lights>,
) {
    let delta_secs = time.delta_secs();
    let step = if access.reduced_motion { 1.0 } else { 1.0 - (-delta_secs / SWELL_SECS).exp() };
    for strength in &mut lights.strengths {
        let (wire, glow) = wanted(strength.class, &prediction, &capturing);
        // What is next to nothing is nothing, so that it need not be drawn.
        let eased = |now: f32, wanted: f32| {
            let next = now + (wanted - now) * step;
            if wanted == 0.0 && next < 0.01 { 0.0 } else { next }
        };
        (strength.wire, strength.glow) = (eased(strength.wire, wire), eased(strength.glow, glow));
        let pace = RUNS.0 + (RUNS.1 - RUNS.0) * strength.wire;
        strength.flow = (strength.flow + delta_secs * pace).fract();
    }
}

fn show_flowing(
    lights: Res<Lights>,
    mut nodes: Query<(&Shown, &MaterialNode<LightMaterial>, &mut Visibility)>,
    mut materials: ResMut<Assets<LightMaterial>>,
) {
    for (shown, material, mut visibility) in &mut nodes {
        let Some(strength) = lights.strengths.iter().find(|strength| strength.class == shown.class) else { continue };
        let is_lit = strength.wire > 0.0 || strength.glow > 0.0;
        visibility.set_if_neq(if is_lit { Visibility::Inherited } else { Visibility::Hidden });
        if is_lit && let Some(mut material) = materials.get_mut(material) {
            material.light.wire = strength.wire;
            material.light.glow = strength.glow;
            material.light.flow = strength.flow;
        }
    }
}

/// In steps: what changes in every frame is laid out in every frame.
fn show_plainly(
    lights: Res<Lights>,
    mut lines: Query<(&Shown, &mut BackgroundColor)>,
    mut glows: Query<(&Shown, &mut ImageNode)>,
) {
    // Every node has a ground: that of an effect stays as it is.
    let alpha = |shown: &Shown, part: Part| {
        let strength = lights.strengths.iter().find(|strength| shown.part == part && strength.class == shown.class)?;
        let (share, most) = if part == Part::Line { (strength.wire, OPAQUE.0) } else { (strength.glow, OPAQUE.1) };
        Some((share * STEPS).round() / STEPS * most)
    };
    for (shown, mut ground) in &mut lines {
        if let Some(alpha) = alpha(shown, Part::Line)
            && ground.0.alpha() != alpha
        {
            ground.0.set_alpha(alpha);
        }
    }
    for (shown, mut picture) in &mut glows {
        if let Some(alpha) = alpha(shown, Part::Glow)
            && picture.color.alpha() != alpha
        {
            picture.color.set_alpha(alpha);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(answer: Answer, confidence: [f32; 2]) -> LatestPrediction {
        let confidence = confidence.into_iter().zip(0..).map(|(share, id)| (ClassId(id), share)).collect();
        LatestPrediction { answer, confidence, ..default() }
    }

    #[test]
    fn the_surer_the_brighter_and_only_who_answers_glows() {
        let nobody_is_taught = Capturing::default();
        let light = |prediction: &LatestPrediction, class: u16| wanted(ClassId(class), prediction, &nobody_is_taught);
        let sure = seen(Answer::Class(ClassId(0)), [0.95, 0.05]);
        assert_eq!((light(&sure, 0), light(&sure, 1)), ((0.95, 0.95), (0.0, 0.0)));
        let unsure = seen(Answer::Nobody, [0.5, 0.5]);
        let (wire, glow) = light(&unsure, 0);
        assert!(wire > 0.0 && wire < 0.5 && glow == 0.0, "{wire} {glow}");
        assert_eq!(light(&seen(Answer::NeverSeen, [0.9, 0.1]), 0), (0.0, 0.0));
        assert_eq!(wanted(ClassId(0), &sure, &Capturing(Some(ClassId(1)))), (0.0, 0.0), "while something is taught");
    }

    /// What shines by a shader has no ground that darkens what is behind it.
    #[test]
    fn each_part_shows_its_own_strength_and_an_effect_has_no_ground() {
        let mut app = App::new();
        let strengths = vec![Strength { class: ClassId(0), wire: 0.5, glow: 1.0, flow: 0.0 }];
        app.insert_resource(Lights { strengths, ..default() }).add_systems(Update, show_plainly);
        let shown = |part| Shown { class: ClassId(0), part };
        let nodes = [Part::All, Part::Line, Part::Glow].map(|part| {
            app.world_mut().spawn((shown(part), Node::default(), ImageNode::default().with_color(Color::NONE))).id()
        });
        app.update();
        let ground = |node: Entity| app.world().get::<BackgroundColor>(node).unwrap().0.alpha();
        let picture = |node: Entity| app.world().get::<ImageNode>(node).unwrap().color.alpha();
        assert_eq!(nodes.map(ground), [0.0, 0.5 * OPAQUE.0, 0.0]);
        assert_eq!(nodes.map(picture), [0.0, 0.0, OPAQUE.1]);
    }

    /// A light that follows the prediction of the world.
    fn lit(reduced_motion: bool) -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .insert_resource(bevy::time::TimeUpdateStrategy::ManualDuration(std::time::Duration::from_millis(20)))
            .insert_resource(Lights {
                strengths: vec![Strength { class: ClassId(0), wire: 0.0, glow: 0.0, flow: 0.0 }],
                ..default()
            })
            .add_systems(Update, swell);
        app.world_mut().resource_mut::<Access>().reduced_motion = reduced_motion;
        app.update();
        app
    }

    #[test]
    fn light_swells_goes_out_altogether_and_jumps_only_where_movement_is_unwelcome() {
        let mut app = lit(false);
        app.insert_resource(seen(Answer::Class(ClassId(0)), [0.9, 0.1]));
        app.update();
        let strength = |app: &App| app.world().resource::<Lights>().strengths[0];
        assert!((0.01..0.5).contains(&strength(&app).glow), "{:?}", strength(&app));
        (0..60).for_each(|_| app.update());
        assert!(strength(&app).glow > 0.88);
        app.insert_resource(LatestPrediction::default());
        (0..100).for_each(|_| app.update());
        assert_eq!((strength(&app).wire, strength(&app).glow), (0.0, 0.0));
        let mut app = lit(true);
        app.insert_resource(seen(Answer::Class(ClassId(0)), [0.9, 0.1]));
        app.update();
        assert_eq!(strength(&app).wire, 0.9);
    }
}
