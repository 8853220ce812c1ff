//! Variants of a picture that mean the same: what a visitor would get by turning or moving the thing a little.

use crate::preprocess::{INPUT_PX, resize_to_input};

/// Share of a side that the closer variants leave out.
const CROP_SHARE: f64 = 0.12;
/// Factors on the brightness.
const BRIGHTNESS: [f32; 2] = [0.8, 1.2];

/// The picture mirrored, nearer, and nearer in darker and brighter light.
///
/// # Shapes
/// - `rgb` and every variant: `[224, 224, 3]`; anything else has no variants
pub fn augment(rgb: &[u8]) -> Vec<Vec<u8>> {
    if rgb.len() != INPUT_PX * INPUT_PX * 3 {
        return Vec::new();
    }
    let mirrored: Vec<u8> =
        rgb.chunks_exact(INPUT_PX * 3).flat_map(|row| row.as_chunks::<3>().0.iter().rev().flatten().copied()).collect();
    let margin = (INPUT_PX as f64 * CROP_SHARE / 2.0).round() as usize;
    let corner = |picture: &[u8], left: usize, top: usize| {
        let side = INPUT_PX - 2 * margin;
        let rows = picture.chunks_exact(INPUT_PX * 3).skip(top).take(side);
        let square: Vec<u8> = rows.flat_map(|row| row[left * 3..(left + side) * 3].iter().copied()).collect();
        resize_to_input(&square, side as u32, side as u32).unwrap_or_default()
    };
    let lit = |picture: &[u8], factor: f32| {
        picture.iter().map(|byte| (f32::from(*byte) * factor).round().clamp(0.0, 255.0) as u8).collect::<Vec<u8>>()
    };
    let darker = lit(&corner(&mirrored, 0, 2 * margin), BRIGHTNESS[0]);
    let brighter = lit(&corner(rgb, 2 * margin, 0), BRIGHTNESS[1]);
    let nearer = corner(rgb, margin, margin);
    [mirrored, nearer, darker, brighter].into_iter().filter(|variant| variant.len() == rgb.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_have_the_size_of_the_picture_and_differ_from_it() {
        let rgb: Vec<u8> = (0..INPUT_PX * INPUT_PX * 3).map(|i| (i / 3 % INPUT_PX) as u8).collect();
        let variants = augment(&rgb);
        assert_eq!(variants.len(), 4);
        for variant in &variants {
            assert!(variant.len() == rgb.len() && *variant != rgb);
        }
        assert_eq!(variants[0][..3], rgb[(INPUT_PX - 1) * 3..INPUT_PX * 3], "the first is the mirror image");
        let mean = |rgb: &[u8]| rgb.iter().map(|byte| f64::from(*byte)).sum::<f64>() / rgb.len() as f64;
        assert!(mean(&variants[2]) < mean(&rgb) && mean(&variants[3]) > mean(&rgb));
        assert!(augment(&rgb[3..]).is_empty());
    }
}
