//! Where in a picture it is that speaks for each class.

use crate::activation_map::ActivationMap;
use crate::embedding::{HEAD_LEN, direction};
use crate::head::LinearHead;

/// How much each place of a picture adds to the score of each class. The sum over all places and the intercept is the score:
/// nothing is left out, nothing is estimated (class activation map; Zhou and others, "Learning Deep Features for Discriminative
/// Localization", 2016).
#[derive(Debug, Clone, PartialEq)]
pub struct ClassMaps<Label> {
    /// Height and width, places.
    pub size: [usize; 2],
    /// What each map is about.
    pub labels: Vec<Label>,
    /// `[labels][height * width]`
    pub maps: Vec<Vec<f32>>,
}

impl<Label: Clone> ClassMaps<Label> {
    /// What speaks where for the classes of a linear head.
    ///
    /// # Shapes
    /// - `embedding`: `[2432]`
    /// - `head`: what the last convolution made, `[1280, height, width]`
    /// - `middle`: what the depthwise convolution of the embedding's middle block made, `[1152, height, width]`
    /// - `window`: the weight of each place in the mean of the middle, `[height * width]`
    ///
    /// A head learns from the square roots of means, so a channel's part of the score is shared out among the places as its
    /// mean is. `None` where the sizes do not fit together.
    #[must_use]
    pub fn of_head(
        taught: &LinearHead<Label>,
        embedding: &[f32],
        head: &ActivationMap,
        middle: &ActivationMap,
        window: &[f32],
    ) -> Option<Self> {
        let ([_, height, width], places) = (head.shape, window.len());
        if middle.shape[1..] != head.shape[1..] || places != height * width {
            return None;
        }
        let features = direction(embedding);
        let uniform = vec![1.0; places];
        let map_of = |weights: &Vec<f32>| {
            let mut map = vec![0.0; places];
            for (index, (weight, feature)) in weights.iter().zip(&features).enumerate() {
                let (activations, window) = match index.checked_sub(HEAD_LEN) {
                    None => (head.channel(index), &uniform[..]),
                    Some(channel) => (middle.channel(channel), window),
                };
                let sum: f32 = activations.iter().zip(window).map(|(value, share)| value * share).sum();
                if sum > 0.0 {
                    let factor = weight * feature / sum;
                    for ((place, value), share) in map.iter_mut().zip(activations).zip(window) {
                        *place += factor * value * share;
                    }
                }
            }
            map
        };
        let maps = taught.weights.iter().map(map_of).collect();
        Some(Self { size: [height, width], labels: taught.labels.clone(), maps })
    }

    /// By how much a class is ahead of the mean of all classes at each place; with a single class, its own map. `None` for a
    /// label that there is not.
    #[must_use]
    pub fn lead(&self, label: &Label) -> Option<Vec<f32>>
    where
        Label: PartialEq,
    {
        let map = &self.maps[self.labels.iter().position(|one| one == label)?];
        let count = self.maps.len() as f32;
        let mean = |place: usize| self.maps.iter().map(|map| map[place]).sum::<f32>() / count;
        let lead = |(place, value): (usize, &f32)| if self.maps.len() > 1 { value - mean(place) } else { *value };
        Some(map.iter().enumerate().map(lead).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation_map::Layer;
    use crate::embedding::{EMBEDDING_LEN, MIDDLE_LEN};
    use crate::head::HeadKind;

    /// Some maps, the embedding that is made of them, and a head.
    fn lesson() -> (LinearHead<u8>, Vec<f32>, ActivationMap, ActivationMap, Vec<f32>) {
        let number = |at: usize, salt: usize| ((at * 7919 + salt * 104_729) % 101) as f32 / 25.0 - 1.0;
        let map = |layer, channels: usize| ActivationMap {
            layer,
            shape: [channels, 2, 3],
            values: (0..channels * 6).map(|at| number(at, channels).max(0.0)).collect(),
        };
        let (head, middle) = (map(Layer::Head, HEAD_LEN), map(Layer::Depthwise(12), MIDDLE_LEN));
        let window = vec![0.0, 0.25, 0.25, 0.25, 0.125, 0.125];
        let mean = |map: &ActivationMap, channel: usize, window: &[f32]| -> f32 {
            map.channel(channel).iter().zip(window).map(|(value, share)| value * share).sum()
        };
        let mut embedding: Vec<f32> = (0..HEAD_LEN).map(|channel| mean(&head, channel, &[1.0 / 6.0; 6])).collect();
        embedding.extend((0..MIDDLE_LEN).map(|channel| mean(&middle, channel, &window)));
        let taught = LinearHead {
            kind: HeadKind::Ridge,
            labels: vec![7, 9],
            weights: (0..2).map(|class| (0..EMBEDDING_LEN).map(|at| number(at, class)).collect()).collect(),
            intercepts: vec![0.5, -0.25],
            sharpness: 10.0,
        };
        (taught, embedding, head, middle, window)
    }

    #[test]
    fn all_places_and_the_intercept_are_the_score() {
        let (taught, embedding, head, middle, window) = lesson();
        let maps = ClassMaps::of_head(&taught, &embedding, &head, &middle, &window).unwrap();
        assert_eq!((maps.size, &maps.labels), ([2, 3], &vec![7, 9]));
        let features = direction(&embedding);
        for ((map, weights), intercept) in maps.maps.iter().zip(&taught.weights).zip(&taught.intercepts) {
            let score: f32 = weights.iter().zip(&features).map(|(weight, feature)| weight * feature).sum();
            let found: f32 = map.iter().sum();
            assert!((found - score).abs() < 1e-3, "{found} {score} {intercept}");
            assert!(map.iter().any(|value| (value - map[0]).abs() > 1e-3), "places differ: {map:?}");
        }
        let lead = maps.lead(&9).unwrap();
        assert!((lead[2] - (maps.maps[1][2] - maps.maps[0][2]) / 2.0).abs() < 1e-6);
        assert_eq!(maps.lead(&8), None);
    }

    #[test]
    fn sizes_that_do_not_fit_have_no_map() {
        let (taught, embedding, head, middle, window) = lesson();
        let other = ActivationMap { shape: [MIDDLE_LEN, 3, 2], ..middle.clone() };
        assert_eq!(ClassMaps::of_head(&taught, &embedding, &head, &other, &window), None);
        assert_eq!(ClassMaps::of_head(&taught, &embedding, &head, &middle, &window[1..]), None);
    }
}
