//! The room that the screen has, which everything on it is made to fit.

use bevy::prelude::*;
use menagerie_ui::{Arrangement, ScreenLayout, TARGET_MM};

/// Around everything, units.
pub(super) const PADDING: f32 = 4.0;
/// Height of the row of buttons at the bottom, units.
pub(super) const BUTTONS: f32 = TARGET_MM + 3.0;
/// Between buttons, units.
pub(super) const GAP: f32 = 2.0;

/// The room in the lower half, between the buttons at the bottom and those beside (upright: above).
pub(super) fn room(layout: &ScreenLayout) -> Vec2 {
    let whole = Vec2::new(layout.size.x - 2.0 * PADDING, layout.size.y / 2.0 - BUTTONS - PADDING);
    match layout.arrangement {
        Arrangement::Landscape => whole - Vec2::new(2.0 * (TARGET_MM + GAP) + GAP, 0.0),
        Arrangement::Portrait => whole - Vec2::new(0.0, TARGET_MM + GAP),
    }
}
