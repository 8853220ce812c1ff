//! The canvas: one design size, scaled to whatever screen there is.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

/// Design size of the screen, pixels; everything is laid out in these and scaled as a whole.
pub const CANVAS_PX: Vec2 = Vec2::new(1920.0, 1080.0);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, fit_canvas);
}

/// Scales the canvas so that it just fits the window.
fn fit_canvas(windows: Query<&Window, With<PrimaryWindow>>, mut scale: ResMut<UiScale>) {
    let Ok(window) = windows.single() else { return };
    let fitting = (window.width() / CANVAS_PX.x).min(window.height() / CANVAS_PX.y);
    if fitting > 0.0 && (scale.0 - fitting).abs() > 1e-4 {
        scale.0 = fitting;
    }
}

/// A node at a fixed place on its parent.
pub(crate) fn at(left: f32, top: f32, width: f32, height: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: px(left),
        top: px(top),
        width: px(width),
        height: px(height),
        ..default()
    }
}
