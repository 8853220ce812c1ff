//! The colours of activations, the same wherever they are shown.

use bevy::color::{ColorToPacked, Mix, Oklaba, Srgba};
use bevy::prelude::Resource;

/// Steps of the scale.
const STEPS: usize = 256;

/// Colours from nothing to much, red, green, blue, alpha. Their lightness grows evenly, so that it is read without seeing
/// colours, too (mixed in Oklab, Ottosson 2020).
#[derive(Resource, Debug, Clone)]
pub struct ActivationScale([[u8; 4]; STEPS]);

impl Default for ActivationScale {
    fn default() -> Self {
        let anchors = [[0.07, 0.05, 0.16], [0.35, 0.18, 0.55], [0.88, 0.40, 0.38], [1.0, 0.94, 0.62]]
            .map(|[red, green, blue]| Oklaba::from(Srgba::rgb(red, green, blue)));
        let [first, .., last] = anchors;
        let mut colors = [[0; 4]; STEPS];
        for (step, color) in colors.iter_mut().enumerate() {
            let share = step as f32 / (STEPS - 1) as f32;
            let at = share * (anchors.len() - 1) as f32;
            let from = (at as usize).min(anchors.len() - 2);
            let mut mixed = anchors[from].mix(&anchors[from + 1], at - from as f32);
            mixed.lightness = first.lightness + (last.lightness - first.lightness) * share;
            *color = Srgba::from(mixed).to_u8_array();
        }
        Self(colors)
    }
}

impl ActivationScale {
    /// How much of the newest brightest number counts: a wall that flickers with every frame shows nothing.
    pub const EASING: f32 = 0.15;
    /// The light of one channel: red, green, blue, and how opaque it is where the channel is strongest.
    pub const LIGHT: [u8; 4] = [255, 225, 90, 215];

    /// One number of a channel as light that lies over a picture: clear where the channel reacts no more than it usually does.
    #[must_use]
    pub fn glow(value: f32, usual: f32, brightest: f32) -> [u8; 4] {
        let [red, green, blue, most] = Self::LIGHT;
        let share = ((value - usual) / (brightest - usual).max(f32::EPSILON)).clamp(0.0, 1.0);
        [red, green, blue, (share * f32::from(most)) as u8]
    }

    /// All colours, from nothing to much.
    #[must_use]
    pub fn colors(&self) -> &[[u8; 4]] {
        &self.0
    }

    /// The colour for a share of the brightest, 0..1; below is nothing.
    #[must_use]
    pub fn color(&self, share: f32) -> [u8; 4] {
        self.0[(share.clamp(0.0, 1.0) * (STEPS - 1) as f32) as usize]
    }

    /// Paints a row of activations, four bytes each, from the left or as in a mirror. `brightest` has the brightest colour.
    pub fn paint(&self, row: &[f32], brightest: f32, mirrored: bool, pixels: &mut [u8]) {
        let pixels = pixels.as_chunks_mut::<4>().0;
        let color = |value: &f32| self.color(value / brightest);
        if mirrored {
            pixels.iter_mut().rev().zip(row).for_each(|(pixel, value)| *pixel = color(value));
        } else {
            pixels.iter_mut().zip(row).for_each(|(pixel, value)| *pixel = color(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_painted_from_the_left_or_as_in_a_mirror() {
        let scale = ActivationScale::default();
        let mut pixels = [0; 8];
        scale.paint(&[0.0, 2.0], 2.0, false, &mut pixels);
        assert_eq!([&pixels[..4], &pixels[4..]], [scale.color(0.0), scale.color(1.0)]);
        scale.paint(&[0.0, 2.0], 2.0, true, &mut pixels);
        assert_eq!([&pixels[..4], &pixels[4..]], [scale.color(1.0), scale.color(0.0)]);
    }

    #[test]
    fn the_scale_is_read_without_colours() {
        let scale = ActivationScale::default();
        let lightness = |color: &[u8; 4]| {
            let [red, green, blue, _] = *color;
            Oklaba::from(Srgba::rgb_u8(red, green, blue)).lightness
        };
        let steps: Vec<f32> = scale.0.iter().map(lightness).collect();
        assert!(steps.windows(2).all(|pair| pair[1] > pair[0] - 0.004), "{steps:?}");
        assert!(steps[STEPS - 1] - steps[0] > 0.7, "{} {}", steps[0], steps[STEPS - 1]);
    }
}
