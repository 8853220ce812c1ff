//! The form of an embedding: what the pretrained network makes of a picture and every head learns from.

use std::f64::consts::FRAC_1_SQRT_2;

/// The channels of EfficientNet-Lite0's last convolution, averaged over the picture: what things are.
pub const HEAD_LEN: usize = 1280;

/// The channels of its block 12 behind the depthwise convolution, averaged over the picture's centre: shapes and parts.
pub const MIDDLE_LEN: usize = 1152;

/// Numbers in an embedding: those of the head, then those of the middle.
pub const EMBEDDING_LEN: usize = HEAD_LEN + MIDDLE_LEN;

/// What heads compare: the square roots of both parts (Hellinger's kernel; Arandjelovic and Zisserman 2012), each part
/// scaled to the same length, together of length one; a part that is all zeros stays so.
///
/// # Shapes
/// - `embedding` and the result: `[2432]`
#[must_use]
pub fn direction(embedding: &[f32]) -> Vec<f32> {
    let (head, middle) = embedding.split_at(HEAD_LEN.min(embedding.len()));
    let scaled = |part: &[f32]| {
        let roots: Vec<f64> = part.iter().map(|value| f64::from(*value).max(0.0).sqrt()).collect();
        let length = roots.iter().map(|root| root * root).sum::<f64>().sqrt();
        let scale = if length > 0.0 { FRAC_1_SQRT_2 / length } else { 0.0 };
        roots.into_iter().map(move |root| (root * scale) as f32)
    };
    scaled(head).chain(scaled(middle)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_count_the_same_and_one_of_zeros_stays_so() {
        let mut embedding = vec![0.0; EMBEDDING_LEN];
        (embedding[0], embedding[1], embedding[HEAD_LEN]) = (9.0, 16.0, 0.25);
        let made = direction(&embedding);
        for (place, expected) in [(0, 0.6 * FRAC_1_SQRT_2), (1, 0.8 * FRAC_1_SQRT_2), (HEAD_LEN, FRAC_1_SQRT_2)] {
            assert!((f64::from(made[place]) - expected).abs() < 1e-6, "{place}: {}", made[place]);
        }
        embedding[HEAD_LEN] = 0.0;
        assert!(direction(&embedding)[HEAD_LEN..].iter().all(|number| *number == 0.0));
        assert_eq!(direction(&embedding)[..2], made[..2]);
    }
}
