//! The shelf of things that can be put before the mirror while there is no camera.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::layout::at;
use crate::palette;
use crate::text::{Fonts, text};
use crate::words;

/// Side of a prop's picture, canvas pixels.
const PROP_PX: f32 = 132.0;

/// The shelf; hidden while a camera is there.
#[derive(Component)]
pub(super) struct Shelf;

/// The row its props stand in.
#[derive(Component)]
pub(super) struct ShelfRow;

pub(super) fn spawn_shelf(commands: &mut Commands, canvas: Entity, fonts: &Fonts) {
    commands.spawn((
        Name::new("shelf"),
        Shelf,
        Visibility::Hidden,
        ChildOf(canvas),
        Node { flex_direction: FlexDirection::Column, row_gap: px(12), ..at(62.0, 396.0, 600.0, 200.0) },
        children![
            text(words::SHELF, &fonts.medium, 26.0, palette::SOFT_WHITE),
            (ShelfRow, Node { column_gap: px(22), ..default() }),
        ],
    ));
}

/// Puts the props on the shelf when they are known.
pub(super) fn stock_shelf(
    shelf: Res<PropShelf>,
    rows: Query<(Entity, Option<&Children>), With<ShelfRow>>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    let Ok((row, standing)) = rows.single() else { return };
    if standing.map_or(0, |standing| standing.len()) == shelf.props.len() || !shelf.is_changed() {
        return;
    }
    commands.entity(row).despawn_related::<Children>();
    for (place, prop) in shelf.props.iter().enumerate() {
        let face = match menagerie_core::photographs::read_picture(&prop.face) {
            Ok(face) => RawFrame::from(face).mirrored_square(),
            Err(error) => {
                warn!("{error}");
                continue;
            }
        };
        commands.spawn((
            Name::new(prop.name.clone()),
            ControlPlace(ControlId::Prop(place)),
            ChildOf(row),
            Node {
                width: px(PROP_PX),
                height: px(PROP_PX),
                border: UiRect::all(px(6)),
                border_radius: BorderRadius::all(px(28)),
                ..default()
            },
            BorderColor::all(palette::GROOVE),
            ImageNode::new(images.add(crate::thumbnails::image_of(&face))).with_mode(NodeImageMode::Stretch),
        ));
    }
}

/// Shows the shelf only in the demonstration, and rings the prop that is before the mirror.
pub(super) fn show_chosen_prop(
    status: Res<CameraStatus>,
    shelf: Res<PropShelf>,
    mut shelves: Query<&mut Visibility, With<Shelf>>,
    mut props: Query<(&ControlPlace, &mut BorderColor)>,
) {
    let demonstrates = matches!(*status, CameraStatus::Demonstration { .. }) && !shelf.props.is_empty();
    for mut visibility in &mut shelves {
        visibility.set_if_neq(if demonstrates { Visibility::Inherited } else { Visibility::Hidden });
    }
    for (place, mut border) in &mut props {
        if let ControlId::Prop(place) = place.0 {
            let color = if shelf.shown == Some(place) { palette::WHITE } else { palette::GROOVE };
            border.set_if_neq(BorderColor::all(color));
        }
    }
}
