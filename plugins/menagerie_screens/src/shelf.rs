//! The shelf of things that can be put before the mirror while there is no camera.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, Palette, PressFace, TARGET_MM, TextRole, control, corner, mm, phrase};

use crate::rooms::has_two_sides;

/// The row its props stand in.
#[derive(Component)]
pub(super) struct ShelfRow;

/// Whether there are things to choose from: only while no camera looks, for want of one or because it is gone.
pub(crate) fn demonstrates(status: &CameraStatus, shelf: &PropShelf) -> bool {
    match status {
        CameraStatus::Demonstration { .. } => !shelf.props.is_empty(),
        CameraStatus::Lost { .. } => shelf.shown.is_some(),
        CameraStatus::Opening | CameraStatus::Live { .. } => false,
    }
}

/// Things of a kind, side by side.
pub(crate) fn row() -> Node {
    Node { column_gap: mm(1.6), height: mm(TARGET_MM), flex_shrink: 0.0, ..default() }
}

pub(crate) fn spawn_shelf(bar: &mut ChildSpawnerCommands, kit: &Kit) {
    bar.spawn((
        Name::new("shelf"),
        Node { column_gap: mm(2.4), align_items: AlignItems::Center, flex_shrink: 0.0, ..default() },
    ))
    .with_children(|shelf| {
        // Where there is no room for it the things say themselves what they are there for.
        if has_two_sides(&kit.layout) {
            shelf.spawn((
                Node { padding: UiRect::axes(mm(3.0), mm(1.6)), border_radius: corner(4.0), ..default() },
                BackgroundColor(kit.palette.sheet),
                children![(
                    phrase(Phrase::new("shelf"), &kit.fonts.bold, TextRole::Label, kit.palette.white),
                    TextLayout::no_wrap()
                )],
            ));
        }
        shelf.spawn((ShelfRow, row()));
    });
}

/// Puts the props on the shelf when there is one, and when they are known.
pub(super) fn stock_shelf(
    shelf: Res<PropShelf>,
    palette: Res<Palette>,
    rows: Query<(Entity, Has<Children>), With<ShelfRow>>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    for (row, is_stocked) in &rows {
        if is_stocked {
            continue;
        }
        for (place, prop) in shelf.props.iter().enumerate() {
            let face = match menagerie_core::photographs::read_picture(&prop.face) {
                Ok(face) => RawFrame::from(face).mirrored_square(),
                Err(error) => {
                    warn!("{error}");
                    continue;
                }
            };
            let name = ControlName::prop(place);
            commands.spawn((
                control(name.clone(), Phrase::new("spoken-name").with("name", prop.name.as_str())),
                PressFace(name),
                ChildOf(row),
                Node {
                    width: mm(TARGET_MM),
                    height: mm(TARGET_MM),
                    border: UiRect::all(mm(1.0)),
                    border_radius: corner(4.0),
                    ..default()
                },
                BorderColor::all(palette.groove),
                ImageNode::new(images.add(crate::thumbnails::image_of(&face))).with_mode(NodeImageMode::Stretch),
            ));
        }
    }
}

/// Rings the prop that is before the mirror.
pub(super) fn show_chosen_prop(
    shelf: Res<PropShelf>,
    palette: Res<Palette>,
    mut props: Query<(&ControlName, &mut BorderColor)>,
) {
    for (control, mut border) in &mut props {
        if let Some(place) = control.prop_place() {
            let color = if shelf.shown == Some(place) { palette.white } else { palette.groove };
            border.set_if_neq(BorderColor::all(color));
        }
    }
}
