//! Back through the network: what in a picture excites a neuron, or speaks for a class.
//!
//! Three rules differ only in what passes a ReLU6 on the way back. `gradient` (Simonyan, Vedaldi and Zisserman 2013) is the
//! derivative; `guided` (Springenberg and others 2014) lets only what excites pass as well; `deconvolution` (Zeiler and Fergus
//! 2013) asks only that. Everything else is linear, so its way back is the derivative of that layer alone, which Burn's autodiff
//! works out, layer by layer: that is how the rules come between.

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use menagerie_lesson::{ActivationMap, Layer};

use crate::network::{Block, ConvLayer, EfficientNetLite};
use crate::preprocess::{INPUT_PX, NetworkInput};
use crate::weights::{self, ModelError};

/// What passes a ReLU6 on the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradientRule {
    /// Everything, where the neuron is neither silent nor at its limit: the derivative.
    Gradient,
    /// Of that, only what excites.
    Guided,
    /// What excites, whatever the neuron does.
    Deconvolution,
}

impl GradientRule {
    /// Every rule, simplest first.
    pub const ALL: [Self; 3] = [Self::Gradient, Self::Guided, Self::Deconvolution];

    /// `gradient`, `guided` or `deconvolution`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gradient => "gradient",
            Self::Guided => "guided",
            Self::Deconvolution => "deconvolution",
        }
    }

    /// `gradient` as it comes out of a ReLU6 backwards, whose input was `input`.
    fn pass(self, gradient: Tensor<4>, input: &Tensor<4>) -> Tensor<4> {
        let gradient = match self {
            Self::Gradient => gradient,
            Self::Guided | Self::Deconvolution => gradient.clamp_min(0.0),
        };
        match self {
            Self::Deconvolution => gradient,
            Self::Gradient | Self::Guided => {
                let shut = input.clone().lower_equal_elem(0.0).bool_or(input.clone().greater_equal_elem(RELU6_LIMIT));
                gradient.mask_fill(shut, 0.0)
            }
        }
    }
}

/// Where ReLU6 ends.
const RELU6_LIMIT: f32 = 6.0;

/// What one goes back from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Neuron {
    /// The logit of an ImageNet class.
    Label(usize),
    /// A channel of a layer, at the place where it is strongest (the first of several), before its own ReLU6: after it many
    /// are at the same limit, and the derivative there is nothing.
    Channel(Layer, usize),
}

/// What in the picture excites a neuron.
#[derive(Debug, Clone, PartialEq)]
pub struct InputGradient {
    /// `[3, 224, 224]`: red, green and blue, per unit of the network's input.
    pub values: Vec<f32>,
    /// The neuron's activation before its ReLU6, or the logit.
    pub activation: f32,
    /// Row and column of its layer where it is that strong; none for a class.
    pub place: Option<[usize; 2]>,
}

/// The pretrained network, ready to go back through.
#[derive(Debug)]
pub struct GradientNetwork {
    network: EfficientNetLite,
    device: Device,
}

/// What a picture was on its way through: the input of every ReLU6, and the output of every block.
struct Passage {
    stem: Tensor<4>,
    blocks: Vec<BlockPassage>,
    head: Tensor<4>,
    logits: Tensor<2>,
}

struct BlockPassage {
    expand: Option<Tensor<4>>,
    depthwise: Tensor<4>,
    output: Tensor<4>,
}

impl Passage {
    /// A layer before its ReLU6; `None` for one that there is not.
    fn map(&self, layer: Layer) -> Option<&Tensor<4>> {
        match layer {
            Layer::Stem => Some(&self.stem),
            Layer::Head => Some(&self.head),
            Layer::Depthwise(block) => self.blocks.get(block).map(|block| &block.depthwise),
            Layer::Block(block) => self.blocks.get(block).map(|block| &block.output),
        }
    }
}

impl GradientNetwork {
    /// Loads the network from the bytes of `weights.safetensors`, onto the CPU.
    ///
    /// # Errors
    /// What is wrong with them, and the remedy; the caller adds the file's name.
    pub fn from_safetensors(weights: &[u8]) -> Result<Self, ModelError> {
        let device = Device::flex();
        Ok(Self { network: EfficientNetLite::new(&weights::read_network(weights)?, &device).no_grad(), device })
    }

    /// What in a picture excites a neuron. `goes_on` is asked before every layer; `None` once it says no, and for a neuron
    /// that there is not.
    ///
    /// # Errors
    /// If the device fails.
    pub fn gradient(
        &self,
        input: &NetworkInput,
        neuron: Neuron,
        rule: GradientRule,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Option<InputGradient>, ModelError> {
        let input = TensorData::new(input.values().to_vec(), [1, 3, INPUT_PX, INPUT_PX]);
        let Some(passage) = self.pass(Tensor::from_data(input, &self.device), goes_on) else { return Ok(None) };
        let Some(start) = Start::of(neuron, &passage)? else { return Ok(None) };
        let back = Back { network: &self.network, passage: &passage, rule, goes_on };
        let Some(gradient) = back.from(&start) else { return Ok(None) };
        let values = gradient.try_into_vec_as::<f32>().map_err(failed)?;
        Ok(Some(InputGradient { values, activation: start.activation, place: start.place }))
    }

    /// What these layers make of a picture before their ReLU6, where a neuron's strength can be told beyond its limit; one that
    /// there is not is left out.
    ///
    /// # Errors
    /// If the device fails.
    pub fn activations(&self, input: &NetworkInput, layers: &[Layer]) -> Result<Vec<ActivationMap>, ModelError> {
        let input = TensorData::new(input.values().to_vec(), [1, 3, INPUT_PX, INPUT_PX]);
        let Some(passage) = self.pass(Tensor::from_data(input, &self.device), &|| true) else { return Ok(Vec::new()) };
        let maps = layers.iter().filter_map(|layer| Some((*layer, passage.map(*layer)?.clone())));
        let maps = maps.map(|(layer, map)| {
            let [_, channels, height, width] = map.dims();
            let values = map.try_into_vec_as::<f32>().map_err(failed)?;
            Ok(ActivationMap { layer, shape: [channels, height, width], values })
        });
        maps.collect()
    }

    fn pass(&self, input: Tensor<4>, goes_on: &dyn Fn() -> bool) -> Option<Passage> {
        let limited = |tensor: &Tensor<4>| tensor.clone().clamp(0.0, RELU6_LIMIT);
        let stem = self.network.stem.conv.forward(input);
        let mut features = limited(&stem);
        let mut blocks = Vec::new();
        for block in &self.network.blocks {
            if !goes_on() {
                return None;
            }
            let expand = block.expand.as_ref().map(|expand| expand.conv.forward(features.clone()));
            let wide = expand.as_ref().map_or_else(|| features.clone(), limited);
            let depthwise = block.depthwise.conv.forward(wide);
            let projected = block.project.conv.forward(limited(&depthwise));
            let output = if block.residual { projected + features } else { projected };
            features = output.clone();
            blocks.push(BlockPassage { expand, depthwise, output });
        }
        let head = self.network.head.conv.forward(features);
        let pooled = limited(&head).flatten::<3>(2, 3).mean_dim(2).squeeze_dim::<2>(2);
        let logits = self.network.classifier.forward(pooled);
        Some(Passage { stem, blocks, head, logits })
    }
}

/// Where the way back begins.
struct Start {
    layer: Layer,
    /// `[1, channels, height, width]`, at the layer: before its ReLU6, or, for a class, behind the head's.
    gradient: Option<Tensor<4>>,
    label: Option<usize>,
    activation: f32,
    place: Option<[usize; 2]>,
}

impl Start {
    /// `None` for a neuron that there is not.
    fn of(neuron: Neuron, passage: &Passage) -> Result<Option<Self>, ModelError> {
        let (layer, channel) = match neuron {
            Neuron::Label(label) => {
                let logits = passage.logits.clone().try_into_vec_as::<f32>().map_err(failed)?;
                return Ok(logits.get(label).map(|logit| Self {
                    layer: Layer::Head,
                    gradient: None,
                    label: Some(label),
                    activation: *logit,
                    place: None,
                }));
            }
            Neuron::Channel(layer, channel) => (layer, channel),
        };
        let Some(map) = passage.map(layer).filter(|map| channel < map.dims()[1]) else { return Ok(None) };
        let [_, channels, height, width] = map.dims();
        let values = map.clone().slice([0..1, channel..channel + 1]).try_into_vec_as::<f32>().map_err(failed)?;
        let strongest = values.iter().enumerate().rev().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((at, activation)) = strongest else { return Ok(None) };
        let mut one = vec![0.0; channels * height * width];
        one[channel * height * width + at] = 1.0;
        let gradient = Tensor::from_data(TensorData::new(one, [1, channels, height, width]), &map.device());
        let place = Some([at / width, at % width]);
        Ok(Some(Self { layer, gradient: Some(gradient), label: None, activation: *activation, place }))
    }
}

/// The way back.
struct Back<'a> {
    network: &'a EfficientNetLite,
    passage: &'a Passage,
    rule: GradientRule,
    goes_on: &'a dyn Fn() -> bool,
}

impl Back<'_> {
    /// From a neuron to the picture, `[1, 3, 224, 224]`; `None` once nobody waits for it.
    fn from(&self, start: &Start) -> Option<Tensor<4>> {
        let blocks = self.network.blocks.len();
        let (mut gradient, below) = match (start.layer, start.gradient.clone()) {
            (Layer::Stem, Some(gradient)) => return self.through(&self.network.stem, gradient),
            (Layer::Head, Some(gradient)) => (self.through(&self.network.head, gradient)?, blocks),
            (Layer::Head, None) => {
                let gradient = self.rule.pass(self.behind_head(start.label?), &self.passage.head);
                (self.through(&self.network.head, gradient)?, blocks)
            }
            (Layer::Block(index), Some(gradient)) => (gradient, index + 1),
            (Layer::Depthwise(index), Some(gradient)) => (self.through_wide(index, gradient)?, index),
            (_, None) => return None,
        };
        for index in (0..below).rev() {
            gradient = self.through_block(index, gradient)?;
        }
        self.through(&self.network.stem, self.rule.pass(gradient, &self.passage.stem))
    }

    /// What a logit makes of the head's map behind its ReLU6: its weights, shared out among the places.
    fn behind_head(&self, label: usize) -> Tensor<4> {
        let [_, channels, height, width] = self.passage.head.dims();
        let weights = self.network.classifier.weight.val().slice([0..channels, label..label + 1]);
        let share = weights.reshape([1, channels, 1, 1]).div_scalar((height * width) as f32);
        share.expand([1, channels, height, width])
    }

    fn through_block(&self, index: usize, gradient: Tensor<4>) -> Option<Tensor<4>> {
        let (block, passage) = (&self.network.blocks[index], &self.passage.blocks[index]);
        let filtered = self.through(&block.project, gradient.clone())?;
        let below = self.through_wide(index, self.rule.pass(filtered, &passage.depthwise))?;
        Some(if block.residual { below + gradient } else { below })
    }

    /// From the input of a depthwise convolution's ReLU6 to the input of the block.
    fn through_wide(&self, index: usize, gradient: Tensor<4>) -> Option<Tensor<4>> {
        let (Block { expand, depthwise, .. }, passage) = (&self.network.blocks[index], &self.passage.blocks[index]);
        let wide = self.through(depthwise, gradient)?;
        match (expand, &passage.expand) {
            (Some(expand), Some(input)) => self.through(expand, self.rule.pass(wide, input)),
            _ => Some(wide),
        }
    }

    /// Back through a convolution alone. It is linear, so it does not matter what it was given: nothing will do.
    fn through(&self, layer: &ConvLayer, gradient: Tensor<4>) -> Option<Tensor<4>> {
        if !(self.goes_on)() {
            return None;
        }
        let [_, _, height, width] = gradient.dims();
        let channels = layer.conv.weight.dims()[1] * layer.conv.groups;
        // Every side of a map here is even, so it is the stride times what came out.
        let [down, right] = layer.conv.stride;
        let device = gradient.device().autodiff();
        let nothing = Tensor::<4>::zeros([1, channels, height * down, width * right], &device).require_grad();
        let output = layer.conv.forward(nothing.clone());
        let gradients = (output * gradient.autodiff()).sum().backward();
        nothing.grad(&gradients)
    }
}

fn failed(error: impl std::fmt::Display) -> ModelError {
    ModelError::Device { reason: error.to_string() }
}
