//! The way through the network as a strip: each layer as high as its maps are wide and as wide as it has maps, to scale; a light
//! runs along the wire from the picture to the answer.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, PressFace, TARGET_MM, control, corner, mm};

use crate::walk::{STOP, STOPS, Shown, Stop};

/// Width of the widest layer and height of the highest, units; what would be thinner than a line is a line.
const LARGEST: Vec2 = Vec2::new(13.0, 12.0);
const LINE: f32 = 0.7;
/// Of the network's layers: most channels, and widest map.
const MOST: [f32; 2] = [1280.0, 112.0];
/// How long the light takes from end to end, seconds.
const LIGHT_SECS: f32 = 2.4;
/// Side of the light, units.
const LIGHT: f32 = 3.0;

/// The light.
#[derive(Component)]
pub(super) struct RunningLight;

/// Width and height of a layer on the strip, units.
fn size(stop: &Stop) -> Vec2 {
    let [channels, side] = stop.size.map(|number| number as f32);
    (LARGEST * Vec2::new(channels / MOST[0], side / MOST[1])).max(Vec2::splat(LINE))
}

/// The strip; where one stands is bright.
pub(super) fn spawn(row: &mut ChildSpawnerCommands, kit: &Kit, place: usize) {
    let strip = Node { align_items: AlignItems::Center, ..default() };
    row.spawn((Name::new("strip"), strip)).with_children(|strip| {
        let wire = Node {
            position_type: PositionType::Absolute,
            left: mm(TARGET_MM / 2.0),
            right: mm(TARGET_MM / 2.0),
            height: mm(LINE),
            ..default()
        };
        strip.spawn((wire, BackgroundColor(kit.palette.groove))).with_child((
            RunningLight,
            Node {
                position_type: PositionType::Absolute,
                width: mm(LIGHT),
                height: mm(LIGHT),
                top: mm((LINE - LIGHT) / 2.0),
                border_radius: BorderRadius::MAX,
                ..default()
            },
            BackgroundColor(kit.palette.focus),
        ));
        for (at, stop) in STOPS.iter().enumerate() {
            spawn_stop(strip, kit, at, stop, at == place);
        }
    });
}

fn spawn_stop(strip: &mut ChildSpawnerCommands, kit: &Kit, at: usize, stop: &Stop, is_here: bool) {
    let name = ControlName::from(format!("{STOP}/{at}"));
    let face = Node {
        width: mm(TARGET_MM),
        height: mm(TARGET_MM),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border: UiRect::all(mm(0.5)),
        border_radius: corner(3.0),
        ..default()
    };
    let edge = if is_here { kit.palette.paper } else { Color::NONE };
    let face = (control(name.clone(), Phrase::new(stop.sentence)), PressFace(name), face, BorderColor::all(edge));
    let mut stop_node = strip.spawn(face);
    let color = if is_here { kit.palette.paper } else { kit.palette.soft_white };
    let icon = match stop.shown {
        Shown::Layer(_) => {
            let size = size(stop);
            let layer = Node { width: mm(size.x), height: mm(size.y), ..default() };
            stop_node.with_child((layer, BackgroundColor(color)));
            return;
        }
        Shown::Known => "book",
        Shown::Reasons => "question",
    };
    stop_node.with_child(kit.icon(icon, 8.0));
}

/// The light runs from the picture to the answer; those who want less movement see none.
pub(super) fn run_light(
    time: Res<Time>,
    access: Res<Access>,
    mut lights: Query<(&mut Node, &mut Visibility), With<RunningLight>>,
) {
    for (mut node, mut visibility) in &mut lights {
        visibility.set_if_neq(if access.reduced_motion { Visibility::Hidden } else { Visibility::Inherited });
        node.left = percent((time.elapsed_secs() / LIGHT_SECS).fract() * 100.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_to_scale_and_never_invisible() {
        let sizes = STOPS.map(|stop| size(&stop));
        assert!(sizes.iter().all(|size| size.min_element() >= LINE && size.x <= TARGET_MM && size.y <= TARGET_MM));
        assert_eq!((sizes[0].y, sizes[5].x), (LARGEST.y, LARGEST.x));
        assert!((sizes[4].x / sizes[3].x - 1152.0 / 672.0).abs() < 1e-3);
    }
}
