//! What excites, as a picture.

use crate::picture::Picture;

/// Red, green and blue.
const COLOURS: usize = 3;
/// Share of what excites that is less than full colour: a few outliers would make all others grey.
const FULL_COLOUR_SHARE: f32 = 0.985;

/// A part of what excites: grey where nothing does, above and below it by how much and in which colour.
///
/// # Shapes
/// - `values`: `[3, side, side]`, red, green and blue, of both signs
/// - `corner`: column and row where the part begins; it is `side_px` wide and high, less where the picture ends
#[must_use]
pub fn relief(values: &[f32], corner: [usize; 2], side_px: usize) -> Picture {
    let plane = values.len() / COLOURS;
    let width = plane.isqrt();
    let [left, top] = corner.map(|from| from.min(width.saturating_sub(1)));
    // Square, so that it is shown as it is.
    let side = side_px.clamp(1, (width - left).min(width - top).max(1));
    let places = || (top..top + side).flat_map(|y| (left..left + side).map(move |x| y * width + x));
    let number = |colour: usize, at: usize| values.get(colour * plane + at).copied().unwrap_or(0.0);
    let sizes = places().flat_map(|at| [0, 1, 2].map(|colour| number(colour, at).abs()));
    let mut sizes: Vec<f32> = sizes.filter(|size| *size > 0.0).collect();
    let place = (sizes.len().saturating_sub(1) as f32 * FULL_COLOUR_SHARE) as usize;
    let full = if sizes.is_empty() { 1.0 } else { *sizes.select_nth_unstable_by(place, f32::total_cmp).1 };
    let byte = |value: f32| ((0.5 + 0.5 * (value / full).clamp(-1.0, 1.0)) * 255.0) as u8;
    let rgb = places().flat_map(|at| [0, 1, 2].map(|colour| byte(number(colour, at)))).collect();
    Picture::square(side as u32, rgb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excites_is_in_colour_and_what_does_not_is_grey() {
        let mut values = vec![0.0; 3 * 16];
        (values[5], values[16 + 5], values[2]) = (2.0, -2.0, 50.0);
        let part = relief(&values, [1, 1], 2);
        assert_eq!(part.rgb(), [255, 0, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127]);
        assert_eq!(relief(&values, [3, 3], 2).rgb().len(), 3, "what lies beyond the edge is left out");
        assert_eq!(relief(&[], [0, 0], 2).width(), 1, "nothing is a grey point");
    }
}
