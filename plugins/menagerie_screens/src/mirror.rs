//! The magic mirror: what the camera sees, as in a mirror, and the sign that says so.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, Palette, TextRole, corner, mm, phrase};

use crate::rooms::{GAP, has_two_sides};

/// Share of the frame's side that is its window.
const WINDOW_SHARE: f32 = 600.0 / 720.0;
/// Side of the sign beside the mirror, units.
const SIGN: f32 = 46.0;

/// The mirror with its frame; the frame itself is part of the backdrop.
#[derive(Component)]
pub(super) struct MirrorPlace;

/// The line that shows the camera's state.
#[derive(Component)]
pub(super) struct CameraLine;

/// The dot before it.
#[derive(Component)]
pub(super) struct CameraDot;

/// The picture of never having seen something.
#[derive(Component)]
pub(super) struct NeverSeenSign;

pub(super) fn spawn_mirror(parent: &mut ChildSpawnerCommands, kit: &Kit, texture: &MirrorTexture, side: f32) {
    let window = side * WINDOW_SHARE;
    let inset = (side - window) / 2.0;
    // Where nothing stands beside the mirror, the sign would be cut off by the screen's edge.
    let sign_right = if has_two_sides(&kit.layout) { -SIGN * 0.36 } else { 0.0 };
    let filling = |inset: f32, side: f32| Node {
        position_type: PositionType::Absolute,
        left: mm(inset),
        top: mm(inset),
        width: mm(side),
        height: mm(side),
        ..default()
    };
    parent.spawn((
        Name::new("mirror"),
        MirrorPlace,
        Node { width: mm(side), height: mm(side), flex_shrink: 0.0, align_self: AlignSelf::Center, ..default() },
        children![
            (
                filling(inset, window),
                BackgroundColor(kit.palette.ink),
                ImageNode::new(texture.0.clone()).with_mode(NodeImageMode::Stretch),
            ),
            (Name::new("on the mirror"), SlotPlace(SlotId::MIRROR), filling(inset, window)),
            (
                Name::new("never seen"),
                NeverSeenSign,
                Visibility::Hidden,
                Node {
                    position_type: PositionType::Absolute,
                    right: mm(sign_right),
                    top: mm(side * 0.5),
                    width: mm(SIGN),
                    height: mm(SIGN),
                    ..default()
                },
                ZIndex(1),
                ImageNode::new(kit.scene("never_seen")),
            ),
        ],
    ));
}

/// What stands on the other side of the mirror where there is room: the place for others.
pub(super) fn spawn_side(parent: &mut ChildSpawnerCommands, kit: &Kit) {
    spawn_camera_sign(parent, kit);
    parent.spawn((
        Name::new("beside the mirror"),
        SlotPlace(SlotId::BESIDE_MIRROR),
        Node { flex_direction: FlexDirection::Column, row_gap: mm(GAP), ..default() },
    ));
}

/// The sign that a camera looks, and what becomes of its pictures.
pub(super) fn spawn_camera_sign(parent: &mut ChildSpawnerCommands, kit: &Kit) {
    parent.spawn((
        Name::new("camera sign"),
        Node {
            padding: UiRect::axes(mm(4.0), mm(2.4)),
            column_gap: mm(3.0),
            align_items: AlignItems::Center,
            border_radius: corner(5.0),
            ..default()
        },
        BackgroundColor(kit.palette.sheet),
        children![
            kit.icon("camera", 9.0),
            (
                CameraDot,
                Node {
                    width: mm(3.6),
                    height: mm(3.6),
                    flex_shrink: 0.0,
                    border_radius: BorderRadius::MAX,
                    ..default()
                },
                BackgroundColor(kit.palette.warning),
            ),
            (
                CameraLine,
                Node { flex_grow: 1.0, flex_basis: mm(0.0), ..default() },
                phrase(Phrase::new("camera-opening"), &kit.fonts.medium, TextRole::Label, kit.palette.white)
            ),
        ],
    ));
}

/// Shows the camera's state in a few words; the details are in the log, for staff.
pub(super) fn show_camera_status(
    status: Res<CameraStatus>,
    file: Res<ProjectFile>,
    palette: Res<Palette>,
    mut lines: Query<&mut Phrase, With<CameraLine>>,
    mut dots: Query<&mut BackgroundColor, With<CameraDot>>,
) {
    let (key, color) = match &*status {
        CameraStatus::Opening => ("camera-opening", palette.warning),
        CameraStatus::Live { .. } if file.autosaves => ("camera-keeps", palette.good),
        CameraStatus::Live { .. } => ("camera-on", palette.good),
        CameraStatus::Demonstration { reason: None } => ("camera-demonstration", palette.warning),
        CameraStatus::Demonstration { reason: Some(SourceError::Busy { .. }) } => {
            ("camera-busy-demonstration", palette.warning)
        }
        CameraStatus::Demonstration { reason: Some(_) } => ("camera-none-demonstration", palette.warning),
        CameraStatus::Lost { reason } => (lost(reason), palette.warning),
    };
    for mut line in &mut lines {
        if line.key != key {
            *line = Phrase::new(key);
        }
    }
    for mut dot in &mut dots {
        dot.set_if_neq(BackgroundColor(color));
    }
}

/// What to say of a camera that went away.
fn lost(reason: &SourceError) -> &'static str {
    match reason {
        SourceError::PulledOut { .. } | SourceError::Absent { .. } => "camera-gone",
        SourceError::Stalled { .. } => "camera-asleep",
        SourceError::Busy { .. } => "camera-busy",
        SourceError::BadFrame { .. } | SourceError::Unusable { .. } => "camera-broken",
    }
}

/// The sign stands there while nobody has ever seen such a thing.
pub(super) fn show_never_seen(
    prediction: Res<LatestPrediction>,
    mut signs: Query<&mut Visibility, With<NeverSeenSign>>,
) {
    let never_seen = prediction.answer == Answer::NeverSeen;
    for mut visibility in &mut signs {
        visibility.set_if_neq(if never_seen { Visibility::Inherited } else { Visibility::Hidden });
    }
}
