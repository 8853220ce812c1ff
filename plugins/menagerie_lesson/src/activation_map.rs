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
    /// The numbers of a channel, `[height, width]`; empty beyond the last.
    #[must_use]
    pub fn channel(&self, channel: usize) -> &[f32] {
        let [_, height, width] = self.shape;
        let pixels = height * width;
        self.values.get(channel * pixels..(channel + 1) * pixels).unwrap_or_default()
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
