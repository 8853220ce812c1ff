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

/// Contrast that white keeps with [`deep`] colours (WCAG 2.2 asks for 4.5).
const DEEP_CONTRAST: f32 = 5.0;

/// The same colour, nearer to black: the ground of a button whose text is white.
#[must_use]
pub fn deep(color: Color) -> Color {
    let hsla = Hsla::from(color);
    let mut steps = (0..=100).map(|step| hsla.with_lightness(hsla.lightness * 0.52 * (1.0 - step as f32 / 100.0)));
    let deep_enough = |hsla: &Hsla| 1.05 / (LinearRgba::from(*hsla).luminance() + 0.05) >= DEEP_CONTRAST;
    steps.find(deep_enough).map_or(INK, Color::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_stands_out_from_every_deep_colour() {
        for hue in (0..360).step_by(10) {
            for lightness in [0.3, 0.5, 0.7, 0.9] {
                let contrast = 1.05 / (deep(Color::hsl(hue as f32, 0.9, lightness)).to_linear().luminance() + 0.05);
                assert!(contrast >= 4.5, "{hue} {lightness}: {contrast}");
            }
        }
    }
}
