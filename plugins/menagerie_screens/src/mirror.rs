//! The magic mirror in the middle: what the camera sees, as in a mirror, and the camera's state.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::layout::at;
use crate::text::{Fonts, text};
use crate::{palette, words};

/// Side of the frame's picture, canvas pixels.
const FRAME_PX: f32 = 540.0;
/// Share of the frame's side that is its window.
const WINDOW_SHARE: f32 = 600.0 / 720.0;
/// Left edge of the frame, canvas pixels.
const LEFT_PX: f32 = (1920.0 - FRAME_PX) / 2.0;
/// Top edge of the frame, canvas pixels.
const TOP_PX: f32 = 14.0;

/// The line under the title that shows the camera's state.
#[derive(Component)]
pub(super) struct CameraLine;

/// The dot before it.
#[derive(Component)]
pub(super) struct CameraDot;

pub(super) fn spawn_mirror(
    commands: &mut Commands,
    canvas: Entity,
    assets: &AssetServer,
    fonts: &Fonts,
    texture: &MirrorTexture,
) {
    let window_px = FRAME_PX * WINDOW_SHARE;
    let inset_px = (FRAME_PX - window_px) / 2.0;
    commands.spawn((
        Name::new("mirror"),
        ChildOf(canvas),
        at(LEFT_PX + inset_px, TOP_PX + inset_px, window_px, window_px),
        BackgroundColor(palette::INK),
        ImageNode::new(texture.0.clone()).with_mode(NodeImageMode::Stretch),
    ));
    commands.spawn((
        Name::new("mirror frame"),
        ChildOf(canvas),
        at(LEFT_PX, TOP_PX, FRAME_PX, FRAME_PX),
        ImageNode::new(assets.load("scene/mirror_frame.png")),
    ));
    commands.spawn((
        ChildOf(canvas),
        Node { column_gap: px(14), align_items: AlignItems::Center, ..at(62.0, 116.0, 600.0, 40.0) },
        children![
            (
                CameraDot,
                Node { width: px(18), height: px(18), flex_shrink: 0.0, border_radius: BorderRadius::MAX, ..default() },
                BackgroundColor(palette::CAMERA_OFF),
            ),
            (CameraLine, text(words::OPENING, &fonts.medium, 24.0, palette::SOFT_WHITE)),
        ],
    ));
}

/// Shows the camera's state in a few words; the details are in the log, for staff.
pub(super) fn show_camera_status(
    status: Res<CameraStatus>,
    file: Res<ProjectFile>,
    mut lines: Query<&mut Text, With<CameraLine>>,
    mut dots: Query<&mut BackgroundColor, With<CameraDot>>,
) {
    if !status.is_changed() && !file.is_changed() {
        return;
    }
    let (words, color) = match &*status {
        CameraStatus::Opening => (words::OPENING.to_owned(), palette::CAMERA_OFF),
        CameraStatus::Live { .. } if file.autosaves => (words::CAMERA_KEEPS.to_owned(), palette::CAMERA_ON),
        CameraStatus::Live { .. } => (words::CAMERA_ON.to_owned(), palette::CAMERA_ON),
        CameraStatus::Demonstration { reason } => (words::demonstration(reason.as_ref()), palette::CAMERA_OFF),
        CameraStatus::Lost { reason } => (words::camera_lost(reason), palette::CAMERA_OFF),
    };
    for mut line in &mut lines {
        line.0.clone_from(&words);
    }
    for mut dot in &mut dots {
        dot.0 = color;
    }
}
