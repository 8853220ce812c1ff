//! The colours of the visitors' screens. A test measures the contrast of every pair that text is drawn with.

use bevy::prelude::*;

/// Text on dark ground.
pub const WHITE: Color = Color::srgb(1.0, 1.0, 1.0);
/// Quieter text on dark ground.
pub const SOFT_WHITE: Color = Color::srgb(0.86, 0.85, 0.94);
/// The ground of panels and buttons.
pub const PLATE: Color = Color::srgb(0.13, 0.11, 0.28);
/// The ground of a panel that lies over the rest.
pub const SHEET: Color = Color::srgb(0.10, 0.085, 0.22);
/// What dims the screen beneath such a panel.
pub const DIM: Color = Color::srgba(0.03, 0.02, 0.10, 0.72);
/// Edges of buttons, and grooves: empty bars, empty rings, empty places.
pub const GROOVE: Color = Color::srgb(0.27, 0.24, 0.46);
/// A speech bubble.
pub const PAPER: Color = Color::srgb(0.99, 0.97, 0.92);
/// Text in a speech bubble.
pub const INK: Color = Color::srgb(0.13, 0.10, 0.28);
/// Something is as it should be.
pub const GOOD: Color = Color::srgb(0.45, 0.95, 0.55);
/// Something needs somebody.
pub const WARNING: Color = Color::srgb(1.0, 0.76, 0.35);
/// The ring around what the keyboard or a switch has reached.
pub const FOCUS: Color = Color::srgb(1.0, 0.85, 0.20);

/// The same colour, nearer to black: the ground of a button whose text is white.
#[must_use]
pub fn deep(color: Color) -> Color {
    let hsla = Hsla::from(color);
    Color::from(hsla.with_lightness(hsla.lightness * 0.52))
}
