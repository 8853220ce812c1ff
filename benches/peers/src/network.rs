//! EfficientNet-Lite0 as a list of layers, so that a peer can be given it. Knows shapes and order; holds no numbers and
//! computes nothing. Written from the paper once more, not taken from `menagerie_brain`: that one brings Burn along.

/// Side of the input, pixels.
pub(crate) const INPUT_SIDE: usize = 224;

/// Length of the embedding: the channels of the head.
pub(crate) const EMBEDDING_LEN: usize = 1280;

/// Classes of ImageNet, in the order of the logits.
pub(crate) const LABEL_COUNT: usize = 1000;

/// Channels that the stem makes of red, green and blue.
const STEM_CHANNELS: usize = 32;

/// Blocks, kernel, stride of the first block, expansion, channels: table 1 of Tan and Le 2019.
#[rustfmt::skip]
const STAGES: [[usize; 5]; 7] = [
    [1, 3, 1, 1,  16],
    [2, 3, 2, 6,  24],
    [2, 5, 2, 6,  40],
    [3, 3, 2, 6,  80],
    [3, 5, 1, 6, 112],
    [4, 5, 2, 6, 192],
    [1, 3, 1, 6, 320],
];

/// A convolution with bias and, perhaps, ReLU6.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    /// `stem`, `blockNN.expand`, `blockNN.dw`, `blockNN.project` or `head`, as in the weights file.
    pub(crate) name: String,
    /// Channels in and out.
    pub(crate) channels: [usize; 2],
    /// Side of the square kernel, pixels.
    pub(crate) kernel: usize,
    /// Step, pixels.
    pub(crate) stride: usize,
    /// Groups of channels that do not see one another: 1, or as many as channels.
    pub(crate) groups: usize,
    /// Whether the output is clamped to 0..6.
    pub(crate) relu6: bool,
}

impl Layer {
    fn new(name: impl Into<String>, channels: [usize; 2]) -> Self {
        Self { name: name.into(), channels, kernel: 1, stride: 1, groups: 1, relu6: true }
    }

    /// Shape of the weights, `[channels_out, channels_in / groups, kernel, kernel]`.
    pub(crate) fn weight_shape(&self) -> [usize; 4] {
        [self.channels[1], self.channels[0] / self.groups, self.kernel, self.kernel]
    }

    /// TensorFlow's SAME padding before and after, pixels; every side this network meets is a multiple of the stride.
    pub(crate) fn padding(&self) -> [usize; 2] {
        let total = self.kernel - self.stride.min(self.kernel);
        [total / 2, total - total / 2]
    }
}

/// Layers in a row, and whether what came into the first is added to what leaves the last.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) layers: Vec<Layer>,
    pub(crate) residual: bool,
}

/// The whole network but the mean over the last map and the classifier; stem and head are blocks of one layer.
pub(crate) fn blocks() -> Vec<Block> {
    let stem = Layer { kernel: 3, stride: 2, ..Layer::new("stem", [3, STEM_CHANNELS]) };
    let mut blocks = vec![Block { layers: vec![stem], residual: false }];
    let mut channels = STEM_CHANNELS;
    for [count, kernel, first_stride, expansion, channels_out] in STAGES {
        for position in 0..count {
            let name = format!("block{:02}", blocks.len() - 1);
            let stride = if position == 0 { first_stride } else { 1 };
            let inner = channels * expansion;
            let mut layers = Vec::new();
            if expansion > 1 {
                layers.push(Layer::new(format!("{name}.expand"), [channels, inner]));
            }
            layers.push(Layer { kernel, stride, groups: inner, ..Layer::new(format!("{name}.dw"), [inner, inner]) });
            layers.push(Layer { relu6: false, ..Layer::new(format!("{name}.project"), [inner, channels_out]) });
            blocks.push(Block { layers, residual: stride == 1 && channels == channels_out });
            channels = channels_out;
        }
    }
    blocks.push(Block { layers: vec![Layer::new("head", [channels, EMBEDDING_LEN])], residual: false });
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_expands_to_the_published_network() {
        let blocks = blocks();
        let layers: Vec<&Layer> = blocks.iter().flat_map(|block| &block.layers).collect();
        assert_eq!(layers.len(), 49);
        assert_eq!(blocks.iter().filter(|block| block.residual).count(), 9);
        let weights: usize = layers.iter().map(|layer| layer.weight_shape().iter().product::<usize>()).sum();
        let biases: usize = layers.iter().map(|layer| layer.channels[1]).sum();
        // 4,652,008 published parameters count scale and shift of each normalised channel: one more than the bias.
        assert_eq!(weights + 2 * biases + (EMBEDDING_LEN + 1) * LABEL_COUNT, 4_652_008);
    }

    #[test]
    fn padding_is_that_of_tensorflow() {
        let padding = |kernel, stride| Layer { kernel, stride, ..Layer::new("any", [1, 1]) }.padding();
        assert_eq!(padding(1, 1), [0, 0]);
        assert_eq!(padding(3, 1), [1, 1]);
        assert_eq!(padding(5, 1), [2, 2]);
        assert_eq!(padding(3, 2), [0, 1]);
        assert_eq!(padding(5, 2), [1, 2]);
    }
}
