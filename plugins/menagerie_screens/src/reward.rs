//! The reward: a class that has all its pictures gets a medal, which pops up with a burst of stars and stays.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, mm};

use crate::card::Ring;

/// Side of the medal, share of the ring.
const MEDAL_SHARE: f32 = 0.42;
/// How long it takes to pop up, seconds, and how far beyond its size it goes.
const POP_SECS: f32 = 0.5;
const OVERSHOOT: f32 = 0.6;

/// The medal of a class.
#[derive(Component)]
pub(super) struct Medal {
    class: ClassId,
    since_secs: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, pop_medals.in_set(ExhibitSystems::Present));
}

/// Every class that has reached the goal has a medal, and no other.
pub(super) fn give_rewards(
    classes: Res<Classes>,
    rings: Query<(Entity, &Ring, &ComputedNode)>,
    medals: Query<(Entity, &Medal)>,
    time: Res<Time>,
    kit: Kit,
    mut commands: Commands,
) {
    let is_done =
        |class: ClassId| classes.get(class).is_some_and(|class| class.counts.progress >= EXAMPLES_GOAL as f32);
    for (entity, medal) in &medals {
        if !is_done(medal.class) {
            commands.entity(entity).despawn();
        }
    }
    for (ring, Ring(class), node) in &rings {
        let side = node.size().x * node.inverse_scale_factor * MEDAL_SHARE;
        if side <= 0.0 || !is_done(*class) || medals.iter().any(|(_, medal)| medal.class == *class) {
            continue;
        }
        commands.entity(ring).with_child((
            Name::new("medal"),
            Medal { class: *class, since_secs: time.elapsed_secs() },
            UiTransform::IDENTITY,
            Node {
                position_type: PositionType::Absolute,
                right: mm(-side * 0.3),
                top: mm(-side * 0.3),
                width: mm(side),
                height: mm(side),
                ..default()
            },
            GlobalZIndex(1),
            ImageNode::new(kit.scene("medal")),
        ));
    }
}

/// Scale of a medal that is so old, seconds: it springs up and settles.
fn pop(age_secs: f32) -> f32 {
    let share = (age_secs / POP_SECS).clamp(0.0, 1.0);
    share + OVERSHOOT * (share * std::f32::consts::PI).sin() * share
}

fn pop_medals(time: Res<Time>, access: Res<Access>, mut medals: Query<(&Medal, &mut UiTransform)>) {
    for (medal, mut transform) in &mut medals {
        let age_secs = time.elapsed_secs() - medal.since_secs;
        let scale = Vec2::splat(if access.reduced_motion { 1.0 } else { pop(age_secs) });
        if transform.scale != scale {
            transform.scale = scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_medal_springs_beyond_its_size_and_comes_to_rest() {
        assert_eq!(pop(0.0), 0.0);
        let highest = (0..=20).map(|step| pop(POP_SECS * step as f32 / 20.0)).fold(0.0, f32::max);
        assert!(highest > 1.02, "{highest}");
        assert!((pop(POP_SECS) - 1.0).abs() < 1e-5 && (pop(100.0) - 1.0).abs() < 1e-5);
    }
}
