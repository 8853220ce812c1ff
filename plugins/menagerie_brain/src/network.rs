//! EfficientNet-Lite0 as Burn modules, in the manner of `burn-nn`: `Config` -> `init` -> `forward`.
//!
//! Source: Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks" (2019), in the Lite
//! variant of the TensorFlow authors: no squeeze-and-excitation, ReLU6, stem and head not scaled. Batch normalisation
//! is folded into the convolutions, so a layer is a convolution with bias and, perhaps, ReLU6.
//! This file knows shapes and order; the numbers come from `weights.rs`.

use burn::config::Config;
use burn::module::{Module, Param};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{Initializer, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::{Device, Tensor, TensorData, activation};

use menagerie_lesson::Layer;

use crate::embedding::HEAD_LEN;
use crate::preprocess::INPUT_PX;

/// Classes of ImageNet, in the order of the logits.
pub(crate) const LABEL_COUNT: usize = 1000;

/// Name of the classifier, which is not a convolution, in the weights file.
pub(crate) const CLASSIFIER: &str = "classifier";

/// The block whose filtered maps are a second look, from the middle of the network (`docs/decisions/0010-held-things.md`).
pub(crate) const MIDDLE_BLOCK: usize = 12;

/// Channels that the stem makes of red, green and blue.
const STEM_CHANNELS: usize = 32;

/// A run of inverted-residual blocks alike but for the first, which alone has the stride and changes the channels.
struct Stage {
    blocks: usize,
    kernel: usize,
    stride: usize,
    /// Channels inside a block for each channel that comes in.
    expansion: usize,
    channels: usize,
}

/// Table 1 of the paper (B0); the Lite variant has the same blocks.
#[rustfmt::skip]
const STAGES: [Stage; 7] = [
    Stage { blocks: 1, kernel: 3, stride: 1, expansion: 1, channels: 16 },
    Stage { blocks: 2, kernel: 3, stride: 2, expansion: 6, channels: 24 },
    Stage { blocks: 2, kernel: 5, stride: 2, expansion: 6, channels: 40 },
    Stage { blocks: 3, kernel: 3, stride: 2, expansion: 6, channels: 80 },
    Stage { blocks: 3, kernel: 5, stride: 1, expansion: 6, channels: 112 },
    Stage { blocks: 4, kernel: 5, stride: 2, expansion: 6, channels: 192 },
    Stage { blocks: 1, kernel: 3, stride: 1, expansion: 6, channels: 320 },
];

/// How many blocks there are.
pub const BLOCK_COUNT: usize = {
    let (mut blocks, mut stage) = (0, 0);
    while stage < STAGES.len() {
        blocks += STAGES[stage].blocks;
        stage += 1;
    }
    blocks
};

/// A convolution of the network by name: what to load, what to show.
#[derive(Debug, Clone)]
pub struct LayerSpec {
    /// `stem`, `blockNN.expand`, `blockNN.dw`, `blockNN.project` or `head`, with `NN` from 00 to 15.
    pub name: String,
    /// Its shape.
    pub config: ConvLayerConfig,
}

/// The layers of one block, and whether its input is added to its output.
struct BlockSpec {
    expand: Option<LayerSpec>,
    depthwise: LayerSpec,
    project: LayerSpec,
    residual: bool,
}

fn spec(name: impl Into<String>, channels: [usize; 2], kernel: usize) -> LayerSpec {
    LayerSpec { name: name.into(), config: ConvLayerConfig::new(channels, kernel) }
}

fn stem_spec() -> LayerSpec {
    let config = ConvLayerConfig::new([3, STEM_CHANNELS], 3).with_stride(2);
    LayerSpec { name: "stem".into(), config }
}

fn head_spec() -> LayerSpec {
    let channels = STAGES.last().map_or(STEM_CHANNELS, |stage| stage.channels);
    spec("head", [channels, HEAD_LEN], 1)
}

fn block_specs() -> Vec<BlockSpec> {
    let mut blocks = Vec::new();
    let mut channels = STEM_CHANNELS;
    for stage in &STAGES {
        for position in 0..stage.blocks {
            let name = format!("block{:02}", blocks.len());
            let stride = if position == 0 { stage.stride } else { 1 };
            let inner = channels * stage.expansion;
            let mut depthwise = spec(format!("{name}.dw"), [inner, inner], stage.kernel);
            depthwise.config = depthwise.config.with_stride(stride).with_depthwise(true);
            let mut project = spec(format!("{name}.project"), [inner, stage.channels], 1);
            project.config = project.config.with_relu6(false);
            blocks.push(BlockSpec {
                expand: (inner != channels).then(|| spec(format!("{name}.expand"), [channels, inner], 1)),
                depthwise,
                project,
                residual: stride == 1 && channels == stage.channels,
            });
            channels = stage.channels;
        }
    }
    blocks
}

/// Every convolution in the order in which a picture passes them: 49 of them.
pub fn layer_specs() -> Vec<LayerSpec> {
    let blocks = block_specs().into_iter().flat_map(|b| b.expand.into_iter().chain([b.depthwise, b.project]));
    std::iter::once(stem_spec()).chain(blocks).chain([head_spec()]).collect()
}

/// How a place of a layer lies in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceptiveField {
    /// Pixels between two neighbouring places.
    pub step: usize,
    /// Side of the square of pixels that a place depends on; much of it hardly counts.
    pub side: usize,
    /// Where that square begins for the first place: so many pixels before the picture.
    pub before: usize,
}

impl ReceptiveField {
    /// That of a layer; `None` for a block that there is not.
    pub fn of(layer: Layer) -> Option<Self> {
        let mut field = Self { step: 1, side: 1, before: 0 };
        let mut side = INPUT_PX;
        field.grow(&stem_spec().config, &mut side);
        if layer == Layer::Stem {
            return Some(field);
        }
        for (index, block) in block_specs().iter().enumerate() {
            field.grow(&block.depthwise.config, &mut side);
            if [Layer::Depthwise(index), Layer::Block(index)].contains(&layer) {
                return Some(field);
            }
        }
        (layer == Layer::Head).then_some(field)
    }

    /// Through one more convolution of a map of this side, with TensorFlow's padding.
    fn grow(&mut self, layer: &ConvLayerConfig, side: &mut usize) {
        let outputs = side.div_ceil(layer.stride);
        let before = ((outputs - 1) * layer.stride + layer.kernel).saturating_sub(*side) / 2;
        self.before += before * self.step;
        self.side += (layer.kernel - 1) * self.step;
        self.step *= layer.stride;
        *side = outputs;
    }
}

/// The numbers of a layer, on no device yet.
#[derive(Debug, Clone)]
pub(crate) struct ConvWeights {
    pub(crate) config: ConvLayerConfig,
    /// `[channels_out, channels_in / groups, kernel, kernel]`
    pub(crate) weight: Vec<f32>,
    /// `[channels_out]`
    pub(crate) bias: Vec<f32>,
}

/// The numbers of a block.
#[derive(Debug, Clone)]
pub(crate) struct BlockWeights {
    pub(crate) expand: Option<ConvWeights>,
    pub(crate) depthwise: ConvWeights,
    pub(crate) project: ConvWeights,
    pub(crate) residual: bool,
}

/// The numbers of the whole network.
#[derive(Debug, Clone)]
pub(crate) struct NetworkWeights {
    pub(crate) stem: ConvWeights,
    pub(crate) blocks: Vec<BlockWeights>,
    pub(crate) head: ConvWeights,
    /// The classifier as a convolution over one pixel.
    pub(crate) classifier: ConvWeights,
}

impl NetworkWeights {
    /// Fills the network from a source of layers, asked once for each; the first error ends it.
    pub(crate) fn try_from_layers<E>(mut layer: impl FnMut(LayerSpec) -> Result<ConvWeights, E>) -> Result<Self, E> {
        let stem = layer(stem_spec())?;
        let mut blocks = Vec::new();
        for spec in block_specs() {
            let expand = spec.expand.map(&mut layer).transpose()?;
            let (depthwise, project) = (layer(spec.depthwise)?, layer(spec.project)?);
            blocks.push(BlockWeights { expand, depthwise, project, residual: spec.residual });
        }
        let head = layer(head_spec())?;
        let mut classifier = spec(CLASSIFIER, [HEAD_LEN, LABEL_COUNT], 1);
        classifier.config.relu6 = false;
        Ok(Self { stem, blocks, head, classifier: layer(classifier)? })
    }
}

/// Configuration of a [`ConvLayer`].
#[derive(Config, Debug)]
pub struct ConvLayerConfig {
    /// Channels in and out.
    pub channels: [usize; 2],
    /// Side of the square kernel, pixels.
    pub kernel: usize,
    /// Step, pixels.
    #[config(default = 1)]
    pub stride: usize,
    /// One filter a channel instead of all to all.
    #[config(default = false)]
    pub depthwise: bool,
    /// Whether ReLU6 follows.
    #[config(default = true)]
    pub relu6: bool,
}

impl ConvLayerConfig {
    /// Shape of the weights, `[channels_out, channels_in / groups, kernel, kernel]`.
    pub fn weight_shape(&self) -> [usize; 4] {
        [self.channels[1], self.channels[0] / self.groups(), self.kernel, self.kernel]
    }

    /// A layer of that shape with all weights zero. `Same` is TensorFlow's padding: at stride 2 the odd pixel goes
    /// to the right and to the bottom.
    pub fn init(&self, device: &Device) -> ConvLayer {
        let conv = Conv2dConfig::new(self.channels, [self.kernel; 2])
            .with_stride([self.stride; 2])
            .with_groups(self.groups())
            .with_padding(if self.kernel == 1 { PaddingConfig2d::Valid } else { PaddingConfig2d::Same })
            .with_initializer(Initializer::Zeros)
            .init(device);
        ConvLayer { conv, relu6: self.relu6 }
    }

    fn groups(&self) -> usize {
        if self.depthwise { self.channels[0] } else { 1 }
    }
}

/// A convolution with its folded batch normalisation and, perhaps, ReLU6.
#[derive(Module, Debug)]
pub struct ConvLayer {
    /// The convolution with bias.
    pub conv: Conv2d,
    /// Whether the output is clamped to 0..6.
    pub relu6: bool,
}

impl ConvLayer {
    fn new(weights: &ConvWeights, device: &Device) -> Self {
        let mut layer = weights.config.init(device);
        let shape = weights.config.weight_shape();
        layer.conv.weight = param(&weights.weight, shape, device);
        layer.conv.bias = Some(param(&weights.bias, [shape[0]], device));
        layer
    }

    /// # Shapes
    /// - `input`: `[batch, channels_in, height, width]`
    /// - output: `[batch, channels_out, ceil(height / stride), ceil(width / stride)]`
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let output = self.conv.forward(input);
        if self.relu6 { activation::relu6(output) } else { output }
    }
}

/// Inverted residual: widen, filter each channel, narrow; add the input where the shapes allow.
#[derive(Module, Debug)]
pub(crate) struct Block {
    pub(crate) expand: Option<ConvLayer>,
    pub(crate) depthwise: ConvLayer,
    pub(crate) project: ConvLayer,
    pub(crate) residual: bool,
}

impl Block {
    /// # Shapes
    /// - `input`: `[batch, channels_in, height, width]`
    /// - output: `[batch, channels_out, ceil(height / stride), ceil(width / stride)]`
    /// - filtered: `[batch, wide channels, ceil(height / stride), ceil(width / stride)]`, the map of each wide channel
    fn forward(&self, input: Tensor<4>) -> (Tensor<4>, Tensor<4>) {
        let skipped = self.residual.then(|| input.clone());
        let wide = match &self.expand {
            Some(expand) => expand.forward(input),
            None => input,
        };
        let filtered = self.depthwise.forward(wide);
        let output = self.project.forward(filtered.clone());
        match skipped {
            Some(skipped) => (output + skipped, filtered),
            None => (output, filtered),
        }
    }
}

/// The network.
#[derive(Module, Debug)]
pub struct EfficientNetLite {
    pub(crate) stem: ConvLayer,
    pub(crate) blocks: Vec<Block>,
    pub(crate) head: ConvLayer,
    pub(crate) classifier: Linear,
}

impl EfficientNetLite {
    /// Puts the network on a device.
    pub(crate) fn new(weights: &NetworkWeights, device: &Device) -> Self {
        let [inputs, outputs] = weights.classifier.config.channels;
        let mut classifier = LinearConfig::new(inputs, outputs).with_initializer(Initializer::Zeros).init(device);
        let matrix = TensorData::new(weights.classifier.weight.clone(), [outputs, inputs]);
        classifier.weight = Param::from_tensor(Tensor::<2>::from_data(matrix, device).transpose());
        classifier.bias = Some(param(&weights.classifier.bias, [outputs], device));
        let blocks = weights.blocks.iter().map(|block| Block {
            expand: block.expand.as_ref().map(|expand| ConvLayer::new(expand, device)),
            depthwise: ConvLayer::new(&block.depthwise, device),
            project: ConvLayer::new(&block.project, device),
            residual: block.residual,
        });
        Self {
            stem: ConvLayer::new(&weights.stem, device),
            blocks: blocks.collect(),
            head: ConvLayer::new(&weights.head, device),
            classifier,
        }
    }

    /// Embedding and logits.
    ///
    /// # Shapes
    /// - `input`: `[batch, 3, 224, 224]`, prepared as in [`NetworkInput`](crate::NetworkInput)
    /// - output: `[batch, 2432]`: 1280 means over the last 7 x 7 map and 1152 of the middle, whose maps are averaged with
    ///   a window on their centre; and `[batch, 1000]`
    pub fn forward(&self, input: Tensor<4>) -> (Tensor<2>, Tensor<2>) {
        self.forward_with_maps(input, |_, _| {})
    }

    /// The same; what every layer makes, `[batch, channels, height, width]`, is shown as it is made.
    pub fn forward_with_maps(
        &self,
        input: Tensor<4>,
        mut show: impl FnMut(Layer, &Tensor<4>),
    ) -> (Tensor<2>, Tensor<2>) {
        let mut features = self.stem.forward(input);
        show(Layer::Stem, &features);
        let mut middle = None;
        for (index, block) in self.blocks.iter().enumerate() {
            let (output, filtered) = block.forward(features);
            show(Layer::Depthwise(index), &filtered);
            if index == MIDDLE_BLOCK {
                let [.., height, width] = filtered.dims();
                let window = TensorData::new(centre_window([height, width]), [1, 1, height, width]);
                let weighted = filtered.clone() * Tensor::<4>::from_data(window, &filtered.device());
                middle = Some(weighted.flatten::<3>(2, 3).sum_dim(2).squeeze_dim::<2>(2));
            }
            show(Layer::Block(index), &output);
            features = output;
        }
        let head = self.head.forward(features);
        show(Layer::Head, &head);
        let head = head.flatten::<3>(2, 3).mean_dim(2).squeeze_dim::<2>(2);
        let logits = self.classifier.forward(head.clone());
        let embedding = std::iter::once(head).chain(middle).collect();
        (Tensor::cat(embedding, 1), logits)
    }

    /// Every convolution, in the order of [`layer_specs`].
    pub fn layers(&self) -> Vec<&ConvLayer> {
        let blocks = self.blocks.iter().flat_map(|b| b.expand.iter().chain([&b.depthwise, &b.project]));
        std::iter::once(&self.stem).chain(blocks).chain([&self.head]).collect()
    }
}

/// Weights of the pixels of a map, together one, row by row: what is held up stands in the centre, the room around it at the
/// border. For 7 x 7 they are the products of 0, 0.5, 1, 1, 1, 0.5, 0 over 16.
pub(crate) fn centre_window([height, width]: [usize; 2]) -> Vec<f32> {
    let side = |len: usize| {
        let weight = |at: usize| {
            let from_border = (at.min(len - 1 - at) as f32 + 0.5) / len as f32;
            (3.5 * from_border - 0.25).clamp(0.0, 1.0)
        };
        let weights: Vec<f32> = (0..len).map(weight).collect();
        let sum: f32 = weights.iter().sum();
        weights.into_iter().map(move |weight| weight / sum).collect::<Vec<f32>>()
    };
    let columns = side(width);
    side(height).iter().flat_map(|row| columns.iter().map(move |column| row * column)).collect()
}

fn param<const D: usize>(values: &[f32], shape: [usize; D], device: &Device) -> Param<Tensor<D>> {
    Param::from_tensor(Tensor::from_data(TensorData::new(values.to_vec(), shape), device))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_expands_to_the_published_network() {
        let specs = layer_specs();
        assert_eq!(specs.len(), 49);
        let weights: usize = specs.iter().map(|s| s.config.weight_shape().iter().product::<usize>()).sum();
        let biases: usize = specs.iter().map(|s| s.config.channels[1]).sum();
        let classifier = (HEAD_LEN + 1) * LABEL_COUNT;
        // 4,652,008 published parameters count scale and shift of each normalised channel: one more than the bias.
        assert_eq!(weights + 2 * biases + classifier, 4_652_008);
        let names: Vec<&str> = specs.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names[..5], ["stem", "block00.dw", "block00.project", "block01.expand", "block01.dw"]);
        assert_eq!(specs[4].config.stride, 2);
        assert_eq!(names[48], "head");
    }

    #[test]
    fn receptive_fields_are_those_of_the_reference() {
        // Rows 16 y - 26 to 16 y + 56 in the depthwise convolution of block 5 (made with PyTorch).
        let field = ReceptiveField::of(Layer::Depthwise(5)).unwrap();
        assert_eq!(field, ReceptiveField { step: 16, side: 83, before: 26 });
        assert_eq!(ReceptiveField::of(Layer::Stem).unwrap(), ReceptiveField { step: 2, side: 3, before: 0 });
        let head = ReceptiveField::of(Layer::Head).unwrap();
        assert!(head.step == 32 && head.side > INPUT_PX, "{head:?}");
        assert_eq!(ReceptiveField::of(Layer::Block(16)), None);
    }

    #[test]
    fn the_window_counts_the_centre() {
        let window = centre_window([7, 7]);
        assert_eq!(window.len(), 49);
        assert!((window.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        let found: Vec<f32> = window[21..28].iter().map(|weight| weight * 16.0).collect();
        for (found, expected) in found.iter().zip([0.0, 0.5, 1.0, 1.0, 1.0, 0.5, 0.0]) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
        assert_eq!(centre_window([1, 1]), [1.0]);
    }

    #[test]
    fn stride_two_pads_right_and_bottom_as_tensorflow_does() {
        let device = Device::flex();
        let mut layer = ConvLayerConfig::new([1, 1], 3).with_stride(2).with_relu6(false).init(&device);
        let picture = Tensor::<4>::from_data([[[[1.0, 2.0], [3.0, 4.0]]]], &device);
        let kernel = Tensor::<4>::from_data([[[[1.0, 0.1, 0.0], [0.01, 0.001, 0.0], [0.0, 0.0, 0.0]]]], &device);
        layer.conv.weight = Param::from_tensor(kernel);
        let output = layer.forward(picture).into_data();
        // With TensorFlow's padding (0 before, 1 after) the kernel's corner lies on the picture's corner.
        let expected = 1.0 + 0.2 + 0.03 + 0.004;
        let found = output.try_to_vec::<f32>().unwrap();
        assert!(found.len() == 1 && (found[0] - expected).abs() < 1e-6, "{found:?}");
    }
}
