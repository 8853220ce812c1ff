//! The supported layers: their settings, their weights, their shapes, and what they cost.

use super::manifest::Manifest;
use super::settings::{Activation, Settings};
use super::{Layer, LayerKind, MOST_LABELS, Shape, TfjsError, Window, short};

/// Outputs that are computed together.
const LANES: usize = 16;
/// Weights once laid out, at most: 256 MiB; an honest export has two million.
const MOST_PACKED: u64 = 1 << 26;

/// Layers, at most; an honest export has 160.
const MOST_LAYERS: u64 = 2000;
/// Multiply-adds a picture, at most: about a second. An honest export has 59 million.
const MOST_MULTIPLY_ADDS: u64 = 5_000_000_000;
/// Numbers between all layers together, at most: 256 MiB.
const MOST_NUMBERS: u64 = 1 << 26;
/// Height and width of a picture, at most, pixels.
const MOST_PX: u64 = 1024;

/// The list of layers on its way, each after its inputs.
pub(super) struct Plan<'a> {
    manifest: Manifest<'a>,
    layers: Vec<Layer>,
    /// Side of the pictures, and whether they are grey.
    input: Option<(usize, bool)>,
    seen: u64,
    multiply_adds: u64,
    numbers: u64,
    /// Weights as they lie in memory: in rows of [`LANES`].
    packed: u64,
}

/// A map's height, width and channels.
#[derive(Clone, Copy)]
struct Map {
    height: usize,
    width: usize,
    channels: usize,
}

impl<'a> Plan<'a> {
    pub(super) fn new(manifest: Manifest<'a>) -> Self {
        Self { manifest, layers: Vec::new(), input: None, seen: 0, multiply_adds: 0, numbers: 0, packed: 0 }
    }

    /// The layers, the side of the pictures, and whether they are grey.
    pub(super) fn finish(self) -> Result<(Vec<Layer>, usize, bool), TfjsError> {
        match self.input {
            Some((image_px, grey)) => Ok((self.layers, image_px, grey)),
            None => Err(TfjsError::File { file: "model.json", reason: "the model does not take a picture".into() }),
        }
    }

    /// Checks that the model ends here, with probabilities.
    pub(super) fn end_at(&self, output: usize) -> Result<(), TfjsError> {
        let refuse = |reason: &str| Err(TfjsError::File { file: "model.json", reason: reason.into() });
        let Some(last) = self.layers.get(output) else {
            return refuse("the model has no output");
        };
        if output + 1 != self.layers.len() || last.kind != LayerKind::Softmax {
            return refuse("the model does not end in a softmax: it gives no probabilities of classes");
        }
        if last.shape.len() > MOST_LABELS {
            return refuse("the model has more than a thousand classes");
        }
        Ok(())
    }

    /// Counts a layer or a model.
    pub(super) fn count(&mut self) -> Result<(), TfjsError> {
        self.seen += 1;
        within("layers", self.seen, MOST_LAYERS)
    }

    /// Places a layer behind its inputs and says where its output is.
    pub(super) fn place(&mut self, class: &str, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        self.count()?;
        match class {
            "InputLayer" => self.place_input(of, inputs),
            "ZeroPadding2D" => self.place_padding(of, inputs),
            "Conv2D" | "DepthwiseConv2D" => self.place_conv(of, inputs, class == "DepthwiseConv2D"),
            "BatchNormalization" => self.place_normalisation(of, inputs),
            "ReLU" => self.place_relu(of, inputs),
            "Activation" => self.place_activation(of, self.only(of, inputs)?, of.activation()?),
            "Softmax" => self.place_activation(of, self.only(of, inputs)?, Activation::Softmax),
            "Add" => self.place_sum(of, inputs),
            "GlobalAveragePooling2D" => self.place_mean(of, inputs),
            "Dense" => self.place_dense(of, inputs),
            "Dropout" => self.only(of, inputs),
            "Flatten" => match self.layers[self.only(of, inputs)?].shape {
                Shape::Vector(_) => self.only(of, inputs),
                Shape::Map { .. } => of.refuse("flattens a map, which is not supported"),
            },
            other => of.refuse(format!("is a `{}`, which is not supported", short(other))),
        }
    }

    fn place_input(&mut self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        if !inputs.is_empty() || self.input.is_some() {
            return of.refuse("is a second input, but there is only one picture");
        }
        if of.text("dtype", "float32")? != "float32" {
            return of.refuse("takes numbers other than float32");
        }
        let shape = of.get("batch_input_shape").or_else(|| of.get("batch_shape")).and_then(|shape| shape.as_array());
        let sides: Vec<Option<u64>> = shape.into_iter().flatten().map(serde_json::Value::as_u64).collect();
        let [_, Some(height), Some(width), Some(channels)] = sides[..] else {
            return of.refuse("does not take a picture: its shape is not [null, height, width, channels]");
        };
        if height != width || !(1..=MOST_PX).contains(&height) || !matches!(channels, 1 | 3) {
            return of.refuse(format!(
                "takes {height} x {width} pixels of {channels} channels, expected a square of at most {MOST_PX} with 1 or 3"
            ));
        }
        let side = height as usize;
        self.input = Some((side, channels == 1));
        self.push(LayerKind::Input, &[], Shape::Map { height: side, width: side, channels: channels as usize }, 0)
    }

    fn place_padding(&mut self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        of.check_channels_last()?;
        let (input, map) = self.only_map(of, inputs)?;
        let [[top, bottom], [left, right]] = of.borders()?;
        let (height, width) = (map.height + top + bottom, map.width + left + right);
        self.push(
            LayerKind::ZeroPadding { top, left },
            &[input],
            Shape::Map { height, width, channels: map.channels },
            0,
        )
    }

    fn place_conv(&mut self, of: Settings<'_>, inputs: &[usize], depthwise: bool) -> Result<usize, TfjsError> {
        of.check_channels_last()?;
        let (input, map) = self.only_map(of, inputs)?;
        let (kernel, stride) = (of.pair("kernel_size", None)?, of.pair("strides", Some(1))?);
        if of.pair("dilation_rate", Some(1))? != [1, 1] {
            return of.refuse("has a dilated kernel, which is not supported");
        }
        if of.number("groups", 1.0)? != 1.0 || of.number("depth_multiplier", 1.0)? != 1.0 {
            return of.refuse("has groups or several filters per channel, which is not supported");
        }
        let same = match of.text("padding", "valid")? {
            "same" => true,
            "valid" => false,
            other => return of.refuse(format!("has the padding `{}`, expected same or valid", short(other))),
        };
        let mut ends = [(0, 0); 2];
        for (end, side, kernel, stride) in [(0, map.height, kernel[0], stride[0]), (1, map.width, kernel[1], stride[1])]
        {
            match steps(side, kernel, stride, same) {
                Some(found) => ends[end] = found,
                None => return of.refuse(format!("has a kernel of {kernel} on a map of {side} pixels")),
            }
        }
        let [(height, top), (width, left)] = ends;
        let channels = if depthwise { map.channels } else { of.units("filters")? };
        let name = if depthwise { "depthwise_kernel" } else { "kernel" };
        let shape = if depthwise { [map.channels, 1] } else { [map.channels, channels] };
        let weights = self.manifest.take(of.name, name, &[kernel[0], kernel[1], shape[0], shape[1]])?;
        let bias = self.bias(of, channels)?;
        let window = Window { kernel, stride, before: [top, left] };
        let taps = kernel[0] * kernel[1] * if depthwise { 1 } else { map.channels };
        self.pack(taps, channels)?;
        let kind = if depthwise {
            LayerKind::Depthwise { window, weights, bias }
        } else {
            LayerKind::Conv { window, weights, bias }
        };
        let placed = self.push(kind, &[input], Shape::Map { height, width, channels }, taps)?;
        self.place_activation(of, placed, of.activation()?)
    }

    fn place_normalisation(&mut self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        let input = self.only(of, inputs)?;
        let shape = self.layers[input].shape;
        let last = match shape {
            Shape::Map { .. } => 3,
            Shape::Vector(_) => 1,
        };
        let axis = of.get("axis").map(|axis| axis.get(0).unwrap_or(axis));
        if axis.is_some_and(|axis| !matches!(axis.as_i64(), Some(axis) if axis == -1 || axis == last)) {
            return of.refuse("normalises along an axis other than the channels");
        }
        let channels = [shape.channels()];
        let mut read = |key: &str, weight: &str, default: f32| match of.flag(key, true)? {
            true => self.manifest.take(of.name, weight, &channels),
            false => Ok(vec![default; channels[0]]),
        };
        let (gamma, beta) = (read("scale", "gamma", 1.0)?, read("center", "beta", 0.0)?);
        let mean = self.manifest.take(of.name, "moving_mean", &channels)?;
        let variance = self.manifest.take(of.name, "moving_variance", &channels)?;
        let epsilon = of.number("epsilon", 1e-3)?;
        let (mut factor, mut shift) = (Vec::with_capacity(channels[0]), Vec::with_capacity(channels[0]));
        for channel in 0..channels[0] {
            let scale = f64::from(gamma[channel]) / (f64::from(variance[channel]) + epsilon).sqrt();
            factor.push(scale as f32);
            shift.push((f64::from(beta[channel]) - f64::from(mean[channel]) * scale) as f32);
        }
        if !factor.iter().chain(&shift).all(|number| number.is_finite()) {
            return of.refuse("divides by a deviation that is zero or not a number");
        }
        self.push(LayerKind::Scale { factor, shift }, &[input], shape, 1)
    }

    fn place_relu(&mut self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        if of.number("negative_slope", 0.0)? != 0.0 || of.number("threshold", 0.0)? != 0.0 {
            return of.refuse("lets negative numbers through or does not begin at zero");
        }
        let most = of.get("max_value").map_or(Ok(f64::INFINITY), |_| of.number("max_value", 0.0))? as f32;
        if most < 0.0 {
            return of.refuse("has a max_value below zero");
        }
        self.place_activation(of, self.only(of, inputs)?, Activation::Clamp(most))
    }

    fn place_activation(&mut self, of: Settings<'_>, input: usize, kind: Activation) -> Result<usize, TfjsError> {
        let shape = self.layers[input].shape;
        match kind {
            Activation::Linear => Ok(input),
            Activation::Clamp(most) => self.push(LayerKind::Clamp { most }, &[input], shape, 1),
            Activation::Softmax if matches!(shape, Shape::Vector(_)) => {
                self.push(LayerKind::Softmax, &[input], shape, 1)
            }
            Activation::Softmax => of.refuse("is a softmax over a map, which is not supported"),
        }
    }

    fn place_sum(&mut self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        let Some(shape) = inputs.first().map(|input| self.layers[*input].shape) else {
            return of.refuse("has nothing to add up");
        };
        if let Some(other) = inputs.iter().find(|input| self.layers[**input].shape != shape) {
            return of.refuse(format!("adds {:?} to {shape:?}", self.layers[*other].shape));
        }
        self.push(LayerKind::Add, inputs, shape, inputs.len())
    }

    fn place_mean(&mut self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        of.check_channels_last()?;
        if of.flag("keepdims", false)? {
            return of.refuse("keeps its map of one pixel, which is not supported");
        }
        let (input, map) = self.only_map(of, inputs)?;
        self.push(LayerKind::Mean, &[input], Shape::Vector(map.channels), map.height * map.width)
    }

    fn place_dense(&mut self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        let input = self.only(of, inputs)?;
        let Shape::Vector(len) = self.layers[input].shape else {
            return of.refuse("is a matrix product with a map, which is not supported");
        };
        let units = of.units("units")?;
        let weights = self.manifest.take(of.name, "kernel", &[len, units])?;
        let bias = self.bias(of, units)?;
        self.pack(len, units)?;
        let placed = self.push(LayerKind::Dense { weights, bias }, &[input], Shape::Vector(units), len)?;
        self.place_activation(of, placed, of.activation()?)
    }

    /// Counts what a layer's weights take once they are laid out for running: few outputs are filled up.
    fn pack(&mut self, taps: usize, outputs: usize) -> Result<(), TfjsError> {
        self.packed += taps as u64 * outputs.next_multiple_of(LANES) as u64;
        within("weights once laid out", self.packed, MOST_PACKED)
    }

    fn bias(&mut self, of: Settings<'_>, units: usize) -> Result<Vec<f32>, TfjsError> {
        if of.flag("use_bias", true)? { self.manifest.take(of.name, "bias", &[units]) } else { Ok(vec![0.0; units]) }
    }

    fn only(&self, of: Settings<'_>, inputs: &[usize]) -> Result<usize, TfjsError> {
        match inputs {
            [input] => Ok(*input),
            _ => of.refuse(format!("has {} inputs, expected one", inputs.len())),
        }
    }

    fn only_map(&self, of: Settings<'_>, inputs: &[usize]) -> Result<(usize, Map), TfjsError> {
        let input = self.only(of, inputs)?;
        match self.layers[input].shape {
            Shape::Map { height, width, channels } => Ok((input, Map { height, width, channels })),
            Shape::Vector(len) => of.refuse(format!("needs a map, and its input is a list of {len} numbers")),
        }
    }

    /// Adds a layer that does so many multiply-adds for each number of its output, if the whole stays within bounds.
    fn push(&mut self, kind: LayerKind, inputs: &[usize], shape: Shape, each: usize) -> Result<usize, TfjsError> {
        // Sides are below 2^20 and channels at most 2^16, so nothing overflows.
        let numbers = shape.len() as u64;
        self.numbers += numbers;
        within("numbers between its layers", self.numbers, MOST_NUMBERS)?;
        self.multiply_adds += numbers * each as u64;
        within("multiply-adds", self.multiply_adds, MOST_MULTIPLY_ADDS)?;
        self.layers.push(Layer { kind, inputs: inputs.to_vec(), shape });
        Ok(self.layers.len() - 1)
    }
}

/// Length of a side after a convolution, and the zeros before it: TensorFlow's SAME puts the odd one after.
fn steps(side: usize, kernel: usize, stride: usize, same: bool) -> Option<(usize, usize)> {
    if same {
        let outputs = side.div_ceil(stride);
        let zeros = ((outputs.checked_sub(1)?) * stride + kernel).saturating_sub(side);
        Some((outputs, zeros / 2))
    } else {
        Some((side.checked_sub(kernel)? / stride + 1, 0))
    }
}

fn within(what: &'static str, found: u64, most: u64) -> Result<(), TfjsError> {
    if found <= most { Ok(()) } else { Err(TfjsError::TooLarge { what, found, most }) }
}
