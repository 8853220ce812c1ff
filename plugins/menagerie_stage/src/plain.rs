//! The plain creature: two eyes on a round body in the colour of its class, for when there is no better one.

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;

/// Ink of the eyes.
const INK: Color = Color::srgb(0.11, 0.13, 0.19);

/// Puts a plain creature on a spot.
pub(super) fn spawn_plain(commands: &mut Commands, spot: Entity, class: &Class) {
    let part = |left: f32, bottom: f32, side: f32| Node {
        position_type: PositionType::Absolute,
        left: percent(left),
        bottom: percent(bottom),
        width: percent(side),
        height: percent(side),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    let color = color(class.color);
    // The spot may be gone by then.
    commands.entity(spot).queue_silenced(move |mut spot: EntityWorldMut| {
        spot.with_children(|spot| {
            spot.spawn((part(22.0, 4.0, 56.0), BackgroundColor(color)));
            for left in [36.0, 54.0] {
                spot.spawn((part(left, 34.0, 10.0), BackgroundColor(INK)));
            }
        });
    });
}
