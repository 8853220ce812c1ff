//! The colours of the visitors' screens. White on `PLATE` and `INK` on `PAPER` both keep more than 7:1 contrast.

use bevy::prelude::*;

/// Text on dark ground.
pub(crate) const WHITE: Color = Color::srgb(1.0, 1.0, 1.0);
/// Quieter text on dark ground, still above 4.5:1 on `PLATE`.
pub(crate) const SOFT_WHITE: Color = Color::srgb(0.86, 0.85, 0.94);
/// The plate of a card: dark glass before the background.
pub(crate) const PLATE: Color = Color::srgba(0.07, 0.06, 0.17, 0.82);
/// Grooves: empty bars, empty rings, empty thumbnail places.
pub(crate) const GROOVE: Color = Color::srgba(0.80, 0.76, 1.0, 0.07);
/// A speech bubble.
pub(crate) const PAPER: Color = Color::srgb(0.99, 0.97, 0.92);
/// Text in a speech bubble.
pub(crate) const INK: Color = Color::srgb(0.13, 0.10, 0.28);
/// The sign that the camera is on.
pub(crate) const CAMERA_ON: Color = Color::srgb(0.45, 0.95, 0.55);
/// The sign that the camera needs somebody.
pub(crate) const CAMERA_OFF: Color = Color::srgb(1.0, 0.76, 0.35);

/// The same colour, nearer to black: the ground of a button whose text is white.
pub(crate) fn deep(color: Color) -> Color {
    let hsla = Hsla::from(color);
    Color::from(hsla.with_lightness(hsla.lightness * 0.52))
}
