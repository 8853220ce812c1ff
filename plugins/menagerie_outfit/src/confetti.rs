//! An output: confetti that bursts from the mirror when its class begins to be answered.

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{Palette, corner, mm};

/// The kind of output, as classes name it.
pub(super) const KIND: &str = "confetti";
/// Pieces of a burst.
const PIECES: usize = 28;
/// How long it falls, seconds, and how long until the same class may burst again.
const FALL_SECS: f32 = 1.8;
const AGAIN_SECS: f32 = 3.0;
/// Width and height of a piece, units.
const PIECE: Vec2 = Vec2::new(3.0, 4.6);
/// Speed with which pieces fly off, and how they fall, shares of the place's width a second.
const SPEED: f32 = 0.55;
const FALL: f32 = 0.75;
/// How fast a piece turns, radians a second, at most.
const TURN: f32 = 3.0;
/// The angle between two pieces that follow each other, radians: no two fly the same way (the golden angle).
const GOLDEN_ANGLE: f32 = 2.399_963;

/// Wish: a burst for this class, now.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Burst {
    pub(super) class: ClassId,
}

/// Until when no class may burst again, seconds since the start.
#[derive(Resource, Debug, Default)]
struct Pause(f32);

/// A piece: how it flies, and since when, seconds.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
struct Piece {
    velocity: Vec2,
    turn: f32,
    since_secs: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Pause>()
        .add_message::<Burst>()
        .add_systems(Update, (celebrate, scatter, fall).chain().in_set(ExhibitSystems::Present));
}

/// A class that has confetti, and begins to be answered, wishes a burst.
fn celebrate(
    mut changed: MessageReader<PredictionChanged>,
    classes: Res<Classes>,
    time: Res<Time>,
    mut pause: ResMut<Pause>,
    mut burst: MessageWriter<Burst>,
) {
    let now_secs = time.elapsed_secs();
    for PredictionChanged { answer, .. } in changed.read() {
        if let Answer::Class(class) = answer
            && classes.get(*class).is_some_and(|class| class.output(KIND).is_some())
            && now_secs >= pause.0
        {
            pause.0 = now_secs + AGAIN_SECS;
            burst.write(Burst { class: *class });
        }
    }
}

/// Where and how a piece flies off, the same in every burst.
fn piece(place: usize) -> (Vec2, f32) {
    let angle = place as f32 * GOLDEN_ANGLE;
    // Some fly far, some near; all of them rise at first.
    let speed = SPEED * (0.35 + 0.65 * ((place * 7 % PIECES) as f32 / PIECES as f32));
    let direction = Vec2::new(angle.cos(), angle.sin() * 0.7 - 0.5);
    (direction * speed, TURN * (angle * 3.0).sin())
}

/// Pieces in the colour of the class and in white, over the mirror.
fn scatter(
    mut bursts: MessageReader<Burst>,
    (classes, access, time, palette): (Res<Classes>, Res<Access>, Res<Time>, Res<Palette>),
    places: Query<(Entity, &SlotPlace)>,
    mut commands: Commands,
) {
    // Whoever wants less movement has the light of the answer alone.
    for Burst { class } in bursts.read().filter(|_| !access.reduced_motion) {
        let Some(class) = classes.get(*class) else { continue };
        let Some((mirror, _)) = places.iter().find(|(_, place)| place.0 == SlotId::MIRROR) else { continue };
        let colors = [color(class.color), palette.white, palette.focus];
        let since_secs = time.elapsed_secs();
        commands.entity(mirror).with_children(|mirror| {
            for place in 0..PIECES {
                let (velocity, turn) = piece(place);
                let node = Node {
                    position_type: PositionType::Absolute,
                    left: percent(50),
                    top: percent(45),
                    width: mm(PIECE.x),
                    height: mm(PIECE.y),
                    border_radius: corner(0.8),
                    ..default()
                };
                let ground = BackgroundColor(colors[place % colors.len()]);
                mirror.spawn((Piece { velocity, turn, since_secs }, node, ground, UiTransform::IDENTITY, ZIndex(3)));
            }
        });
    }
}

fn fall(
    time: Res<Time>,
    mut pieces: Query<(Entity, &Piece, &mut UiTransform, &ChildOf, &mut BackgroundColor)>,
    nodes: Query<&ComputedNode>,
    mut commands: Commands,
) {
    for (entity, piece, mut transform, place, mut ground) in &mut pieces {
        let age_secs = time.elapsed_secs() - piece.since_secs;
        if age_secs >= FALL_SECS {
            commands.entity(entity).try_despawn();
            continue;
        }
        let Ok(node) = nodes.get(place.parent()) else { continue };
        let width = node.size().x * node.inverse_scale_factor;
        let way = piece.velocity * age_secs + Vec2::new(0.0, 0.5 * FALL * age_secs * age_secs);
        transform.translation = Val2::new(mm(way.x * width), mm(way.y * width));
        transform.rotation = Rot2::radians(piece.turn * age_secs);
        let left = (1.0 - age_secs / FALL_SECS).clamp(0.0, 1.0);
        ground.0.set_alpha((left * 2.5).min(1.0));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;

    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)))
            .init_resource::<Palette>();
        app.world_mut().resource_mut::<Classes>().0[0].outputs = vec![ClassOutput::new(KIND)];
        app.world_mut().spawn((SlotPlace(SlotId::MIRROR), Node::default()));
        app
    }

    fn pieces(app: &mut App) -> usize {
        app.world_mut().query::<&Piece>().iter(app.world()).count()
    }

    fn answer(app: &mut App, class: u16) {
        let answer = Answer::Class(ClassId(class));
        app.world_mut().write_message(PredictionChanged { answer, confidence: 0.9 });
        app.update();
    }

    #[test]
    fn it_bursts_for_its_class_falls_and_is_gone() {
        let mut app = app();
        answer(&mut app, 1);
        assert_eq!(pieces(&mut app), 0, "that class has none");
        answer(&mut app, 0);
        assert_eq!(pieces(&mut app), PIECES);
        answer(&mut app, 0);
        assert_eq!(pieces(&mut app), PIECES, "an answer that flickers bursts once");
        (0..20).for_each(|_| app.update());
        assert_eq!(pieces(&mut app), 0);
    }

    #[test]
    fn whoever_wants_less_movement_has_none() {
        let mut app = app();
        app.world_mut().resource_mut::<Access>().reduced_motion = true;
        answer(&mut app, 0);
        assert_eq!(pieces(&mut app), 0);
    }

    #[test]
    fn no_two_pieces_fly_the_same_way() {
        let ways: Vec<Vec2> = (0..PIECES).map(|place| piece(place).0).collect();
        for (at, one) in ways.iter().enumerate() {
            assert!(ways[at + 1..].iter().all(|other| one.distance(*other) > 0.005), "{at}");
        }
    }
}
