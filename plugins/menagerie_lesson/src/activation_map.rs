//! What a layer of the network made of a picture.

use std::fmt;
use std::str::FromStr;

/// A layer whose activations can be looked at, of EfficientNet-Lite0. Blocks are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The first convolution, after its ReLU6.
    Stem,
    /// The depthwise convolution inside this block, after its ReLU6: the wide maps, six times as many as go on.
    Depthwise(usize),
    /// The output of this block: narrow, and of both signs.
    Block(usize),
    /// The last convolution, after its ReLU6.
    Head,
}

impl fmt::Display for Layer {
    /// `stem`, `block05.dw`, `block05`, `head`: as the convolutions are called in the file of weights.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stem => f.write_str("stem"),
            Self::Depthwise(block) => write!(f, "block{block:02}.dw"),
            Self::Block(block) => write!(f, "block{block:02}"),
            Self::Head => f.write_str("head"),
        }
    }
}

/// The name belongs to no layer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no layer {0}; layers are called stem, block05, block05.dw (00 to 15) and head")]
pub struct UnknownLayer(String);

impl FromStr for Layer {
    type Err = UnknownLayer;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let block = |digits: &str| digits.parse::<usize>().ok();
        let layer = match (name, name.strip_prefix("block")) {
            ("stem", _) => Some(Self::Stem),
            ("head", _) => Some(Self::Head),
            (_, Some(rest)) => match rest.strip_suffix(".dw") {
                Some(digits) => block(digits).map(Self::Depthwise),
                None => block(rest).map(Self::Block),
            },
            _ => None,
        };
        layer.ok_or_else(|| UnknownLayer(name.to_owned()))
    }
}

/// The activations of one layer for one picture: an image of numbers for each of its channels.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivationMap {
    /// The layer.
    pub layer: Layer,
    /// Channels, height and width.
    pub shape: [usize; 3],
    /// `[channels, height, width]`
    pub values: Vec<f32>,
}

impl ActivationMap {
    /// Share of the positive numbers that are below the brightest colour: a few outliers would make all others dark.
    pub const BRIGHTEST_SHARE: f32 = 0.995;

    /// The numbers of a channel, `[height, width]`; empty beyond the last.
    #[must_use]
    pub fn channel(&self, channel: usize) -> &[f32] {
        let [_, height, width] = self.shape;
        let pixels = height * width;
        self.values.get(channel * pixels..(channel + 1) * pixels).unwrap_or_default()
    }

    /// The mean of a channel; `None` for one that there is not.
    #[must_use]
    pub fn mean(&self, channel: usize) -> Option<f32> {
        let values = self.channel(channel);
        (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
    }

    /// What a channel is in most places: its median.
    #[must_use]
    pub fn usual(&self, channel: usize) -> f32 {
        let mut values = self.channel(channel).to_vec();
        let middle = values.len() / 2;
        if values.is_empty() { 0.0 } else { *values.select_nth_unstable_by(middle, f32::total_cmp).1 }
    }

    /// The number that gets the brightest colour: what nearly all positive numbers of the layer are below.
    #[must_use]
    pub fn brightest(&self) -> f32 {
        let mut values: Vec<f32> = self.values.iter().copied().filter(|value| *value > 0.0).collect();
        if values.is_empty() {
            return 1.0;
        }
        let place = ((values.len() - 1) as f32 * Self::BRIGHTEST_SHARE) as usize;
        let (_, value, _) = values.select_nth_unstable_by(place, f32::total_cmp);
        value.max(f32::EPSILON)
    }

    /// What is known of it without all of its numbers.
    #[must_use]
    pub fn summary(&self) -> LayerSummary {
        let of_channel = |channel: usize| {
            let values = self.channel(channel);
            let places = values.iter().copied().enumerate();
            let first = places.reduce(|best, one| if one.1 > best.1 { one } else { best });
            let (place, peak) = first.unwrap_or_default();
            ChannelSummary { peak, place, sum: values.iter().map(|value| value.max(0.0)).sum() }
        };
        let channels = (0..self.shape[0]).map(of_channel).collect();
        LayerSummary { layer: self.layer, shape: self.shape, channels }
    }
}

/// Where a channel is strongest, and how much there is of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ChannelSummary {
    /// Its largest number.
    pub peak: f32,
    /// Where that is, row by row; of several places the first.
    pub place: usize,
    /// The sum of its positive numbers.
    pub sum: f32,
}

/// What is known of the activations of a layer without all of their numbers, which may stay on a graphics device.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerSummary {
    /// The layer.
    pub layer: Layer,
    /// Channels, height and width.
    pub shape: [usize; 3],
    /// Of each channel.
    pub channels: Vec<ChannelSummary>,
}

impl LayerSummary {
    /// How much flows through the layer: the mean of its positive numbers, nothing counted as nothing.
    #[must_use]
    pub fn flow(&self) -> f32 {
        let numbers: usize = self.shape.iter().product();
        self.channels.iter().map(|channel| channel.sum).sum::<f32>() / numbers.max(1) as f32
    }

    /// The channels that react most, in their order, so many at most. Where their strongest places are equal, as at the limit of
    /// ReLU6, the one that reacts in more places comes first.
    #[must_use]
    pub fn strongest(&self, most: usize) -> Vec<usize> {
        let mut ranked: Vec<(usize, &ChannelSummary)> = self.channels.iter().enumerate().collect();
        if ranked.len() > most {
            ranked.sort_by(|(_, one), (_, other)| other.peak.total_cmp(&one.peak).then(other.sum.total_cmp(&one.sum)));
            ranked.truncate(most);
            ranked.sort_unstable_by_key(|(channel, _)| *channel);
        }
        ranked.into_iter().map(|(channel, _)| channel).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_its_part_of_the_numbers() {
        let map = ActivationMap { layer: Layer::Stem, shape: [2, 1, 2], values: vec![1.0, 2.0, 3.0, 4.0] };
        assert_eq!((map.channel(1), map.channel(2)), (&[3.0, 4.0][..], &[][..]));
    }

    /// Channel 0 is silent, 1 grows to the right, 2 is negative but for one place.
    fn map() -> ActivationMap {
        let values = [vec![0.0; 6], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0], vec![-1.0, -1.0, -1.0, -1.0, -1.0, 9.0]];
        ActivationMap { layer: Layer::Stem, shape: [3, 2, 3], values: values.concat() }
    }

    #[test]
    fn the_strongest_are_those_with_the_highest_place_and_then_with_more_of_it() {
        let map = map();
        let summary = map.summary();
        assert_eq!((summary.strongest(2), summary.strongest(9)), (vec![1, 2], vec![0, 1, 2]));
        let [silent, growing, pointed] = [0, 1, 2].map(|channel| summary.channels[channel]);
        assert_eq!(silent, ChannelSummary::default());
        assert!((summary.flow() - 24.0 / 18.0).abs() < 1e-6, "{}", summary.flow());
        assert_eq!(growing, ChannelSummary { peak: 5.0, place: 5, sum: 15.0 });
        assert_eq!(pointed, ChannelSummary { peak: 9.0, place: 5, sum: 9.0 });
        let equal =
            ActivationMap { values: [vec![6.0; 6], vec![6.0, 0.0, 0.0, 0.0, 0.0, 0.0], vec![6.0; 6]].concat(), ..map };
        assert_eq!(equal.summary().strongest(2), [0, 2]);
    }

    #[test]
    fn the_brightest_is_above_nearly_all_and_the_usual_in_their_middle() {
        let map = map();
        assert!((map.brightest() - 5.0).abs() < 1e-6, "{}", map.brightest());
        assert_eq!([map.usual(1), map.usual(2), map.usual(3)], [3.0, -1.0, 0.0]);
        assert_eq!([map.mean(1), map.mean(3)], [Some(2.5), None]);
        let silent = ActivationMap { values: vec![-1.0; 18], ..map };
        assert!((silent.brightest() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn layers_go_by_their_names() {
        for layer in [Layer::Stem, Layer::Depthwise(5), Layer::Block(15), Layer::Head] {
            assert_eq!(layer.to_string().parse(), Ok(layer));
        }
        assert_eq!("block05.dw".parse(), Ok(Layer::Depthwise(5)));
        for name in ["", "blockx", "block", "tail", "block-1.dw"] {
            assert!(name.parse::<Layer>().is_err(), "{name}");
        }
    }
}
