//! Pictures of the size of the network's input.

use std::path::Path;

use menagerie_brain::INPUT_PX;

use super::cannot_write;

/// How much of a photograph is left where nothing speaks.
const DARKEST: f32 = 0.25;

/// A picture, 224 x 224, red, green and blue.
pub(super) struct Square(Vec<u8>);

impl Square {
    /// `rgb`: `[224, 224, 3]`
    pub(super) fn of_rgb(rgb: &[u8]) -> Self {
        Self(rgb.to_vec())
    }

    /// Writes it as PNG.
    pub(super) fn write(&self, path: &Path) -> Result<(), String> {
        let side = INPUT_PX as u32;
        let written = image::save_buffer(path, &self.0, side, side, image::ColorType::Rgb8);
        written.map_err(|error| cannot_write(path, &error))
    }
}

/// The photograph, bright where a square map is high and dark where it is low; between places the mean of those around.
pub(super) fn heat_over(photograph: &Square, map: &[f32]) -> Square {
    let side = (map.len() as f32).sqrt() as usize;
    let (low, high) = map.iter().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    let spread = (high - low).max(f32::EPSILON);
    // How bright each pixel is: between the centres of four places, in proportion.
    let at = |x: usize, y: usize| {
        if side == 0 {
            return 1.0;
        }
        let place = |pixel: usize| {
            let exact = ((pixel as f32 + 0.5) / INPUT_PX as f32 * side as f32 - 0.5).clamp(0.0, (side - 1) as f32);
            let first = exact as usize;
            (first, (first + 1).min(side - 1), exact.fract())
        };
        let ((left, right, across), (top, bottom, down)) = (place(x), place(y));
        let row = |row: usize| map[row * side + left] * (1.0 - across) + map[row * side + right] * across;
        (row(top) * (1.0 - down) + row(bottom) * down - low) / spread
    };
    let pixels = photograph.0.as_chunks::<3>().0.iter().enumerate().flat_map(|(pixel, rgb)| {
        let light = DARKEST + (1.0 - DARKEST) * at(pixel % INPUT_PX, pixel / INPUT_PX);
        rgb.map(|byte| (f32::from(byte) * light) as u8)
    });
    Square(pixels.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_is_bright_where_the_map_is_high() {
        let photograph = Square(vec![200; INPUT_PX * INPUT_PX * 3]);
        let heat = heat_over(&photograph, &[0.0, 0.0, 0.0, 8.0]);
        let at = |x: usize, y: usize| heat.0[(y * INPUT_PX + x) * 3];
        assert_eq!((at(0, 0), at(INPUT_PX - 1, INPUT_PX - 1)), (50, 200));
        assert!(at(130, 130) > at(90, 90));
        assert_eq!(heat_over(&photograph, &[]).0.len(), photograph.0.len());
    }
}
