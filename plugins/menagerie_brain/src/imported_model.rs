//! A model that was trained elsewhere, with its own network: Teachable Machine's TensorFlow.js export, run as it is.
//!
//! Plain loops instead of Burn, because a network known only at run time then needs no device and no thread of its own: it
//! may be asked from anywhere. Batch normalisation and cut-offs are folded into the convolutions before them.

use pulp::Arch;
use thiserror::Error;

use crate::convolution::{Convolution, Depthwise, Finish, MapSize};
use crate::preprocess::{PreprocessError, resize_to_side};
use crate::tfjs::{LayerGraph, LayerKind, Shape, Window};
use crate::vector;
use crate::weights::ModelError;

/// Weights of red, green and blue where a model takes grey pictures, as Teachable Machine has them.
const GREY: [f32; 3] = [0.2989, 0.5870, 0.1140];

/// Why an imported model gives no answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ImportedModelError {
    /// Its weights cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The picture cannot be used.
    #[error(transparent)]
    Picture(#[from] PreprocessError),
    /// Its numbers are not finite.
    #[error("the imported model `{name}` gives NaN or infinite output; its weights are damaged, export it again")]
    NotFinite {
        /// Name of the model.
        name: String,
    },
}

/// An imported model, ready to look at pictures.
#[derive(Debug)]
pub struct ImportedModel {
    name: String,
    labels: Vec<String>,
    image_px: usize,
    grey: bool,
    arch: Arch,
    steps: Vec<Step>,
}

/// One layer or several that were folded into one.
#[derive(Debug)]
struct Step {
    work: Work,
    /// Positions among the steps, all before this one.
    inputs: Vec<usize>,
    /// Of its output.
    shape: Shape,
    /// The inputs that nobody needs afterwards.
    frees: Vec<usize>,
}

#[derive(Debug)]
enum Work {
    Input,
    Convolution(Convolution),
    Depthwise(Depthwise),
    Padding { top: usize, left: usize },
    Scale { factor: Vec<f32>, shift: Vec<f32> },
    Clamp { most: f32 },
    Softmax,
    Add,
    Mean,
}

/// A convolution on its way, while what follows may still be folded into it.
struct Open {
    layer: usize,
    window: Window,
    depthwise: bool,
    weights: Vec<f32>,
    finish: Finish,
}

impl ImportedModel {
    /// Prepares the model and tries it with a grey picture. `name` is what people call it.
    ///
    /// # Errors
    /// If numbers of a layer become infinite once its normalisation is folded in, or if it gives no finite number.
    pub fn new(graph: LayerGraph, name: &str) -> Result<Self, ImportedModelError> {
        let LayerGraph { layers, labels, image_px, grey } = graph;
        let mut uses = vec![0_usize; layers.len()];
        for layer in &layers {
            layer.inputs.iter().for_each(|input| uses[*input] += 1);
        }
        let shapes: Vec<Shape> = layers.iter().map(|layer| layer.shape).collect();
        let mut plan = Planner { name, shapes, steps: Vec::new(), step_of: Vec::new(), open: None };
        for (at, layer) in layers.into_iter().enumerate() {
            let follows = layer.inputs.first().is_some_and(|input| uses[*input] == 1 && plan.is_open(*input));
            plan.add(at, layer.kind, &layer.inputs, follows)?;
        }
        plan.close()?;
        let mut steps = plan.steps;
        free_early(&mut steps);
        let model = Self { name: name.to_owned(), labels, image_px, grey, arch: Arch::new(), steps };
        let side = image_px as u32;
        model.probabilities(&vec![128; image_px * image_px * 3], side, side)?;
        Ok(model)
    }

    /// Names of its classes, in the order of the probabilities.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Height and width of the pictures that it takes, pixels.
    pub fn image_px(&self) -> usize {
        self.image_px
    }

    /// What it makes of the picture's centre square: one probability for each label, summing to one. A square picture of
    /// the model's size is taken as it is.
    ///
    /// # Shapes
    /// - `rgb`: `[height, width, 3]`, row by row from the top left
    pub fn probabilities(&self, rgb: &[u8], width: u32, height: u32) -> Result<Vec<f32>, ImportedModelError> {
        let pixels = resize_to_side(rgb, width, height, self.image_px)?;
        let mut input = Some(self.normalised(&pixels));
        let mut outputs: Vec<Vec<f32>> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let output = match step.inputs.as_slice() {
                [] => input.take().unwrap_or_default(),
                [first, others @ ..] => self.run(step, &outputs, *first, others),
            };
            outputs.push(output);
            for freed in &step.frees {
                outputs[*freed] = Vec::new();
            }
        }
        let answer = outputs.pop().unwrap_or_default();
        if answer.iter().all(|probability| probability.is_finite()) {
            Ok(answer)
        } else {
            Err(ImportedModelError::NotFinite { name: self.name.clone() })
        }
    }

    /// `x / 127 - 1`, as Teachable Machine does.
    fn normalised(&self, pixels: &[u8]) -> Vec<f32> {
        if self.grey {
            let grey =
                |pixel: &[u8; 3]| pixel.iter().zip(GREY).map(|(byte, share)| f32::from(*byte) * share).sum::<f32>();
            pixels.as_chunks().0.iter().map(|pixel| grey(pixel) / 127.0 - 1.0).collect()
        } else {
            pixels.iter().map(|byte| f32::from(*byte) / 127.0 - 1.0).collect()
        }
    }

    fn run(&self, step: &Step, outputs: &[Vec<f32>], first: usize, others: &[usize]) -> Vec<f32> {
        let input = &outputs[first];
        let channels = step.shape.channels().max(1);
        match &step.work {
            Work::Input => input.clone(),
            Work::Convolution(layer) => layer.run(self.arch, input),
            Work::Depthwise(layer) => layer.run(self.arch, input),
            Work::Padding { top, left } => pad(input, self.steps[first].shape, step.shape, [*top, *left]),
            Work::Scale { factor, shift } => {
                let scaled = |pixel: &[f32]| {
                    pixel.iter().zip(factor).zip(shift).map(|((x, f), s)| x * f + s).collect::<Vec<f32>>()
                };
                input.chunks_exact(channels).flat_map(scaled).collect()
            }
            Work::Clamp { most } => input.iter().map(|value| value.max(0.0).min(*most)).collect(),
            Work::Softmax => vector::softmax(input),
            Work::Add => {
                let mut sum = input.clone();
                for other in others {
                    vector::add_scaled(&mut sum, 1.0, &outputs[*other]);
                }
                sum
            }
            Work::Mean => {
                let mut mean = vec![0.0; channels];
                let share = channels as f32 / input.len().max(1) as f32;
                for pixel in input.chunks_exact(channels) {
                    vector::add_scaled(&mut mean, share, pixel);
                }
                mean
            }
        }
    }
}

/// Makes steps of layers.
struct Planner<'a> {
    name: &'a str,
    shapes: Vec<Shape>,
    steps: Vec<Step>,
    /// The step that gives each layer's output.
    step_of: Vec<usize>,
    open: Option<Open>,
}

impl Planner<'_> {
    fn is_open(&self, layer: usize) -> bool {
        self.open.as_ref().is_some_and(|open| open.layer == layer)
    }

    /// Adds a layer; one that `follows` is the only one after the convolution that is open.
    fn add(&mut self, at: usize, kind: LayerKind, inputs: &[usize], follows: bool) -> Result<(), ModelError> {
        if follows && let Some(open) = &mut self.open {
            let unclamped = open.finish.clamp == Finish::OPEN;
            match &kind {
                LayerKind::Scale { factor, shift } if unclamped => {
                    open.scale(factor, shift);
                    open.layer = at;
                    self.step_of.push(self.steps.len() - 1);
                    return Ok(());
                }
                LayerKind::Clamp { most } if unclamped => {
                    open.finish.clamp = [0.0, *most];
                    open.layer = at;
                    self.step_of.push(self.steps.len() - 1);
                    return Ok(());
                }
                _ => {}
            }
        }
        self.close()?;
        let window = match &kind {
            LayerKind::Conv { window, .. } | LayerKind::Depthwise { window, .. } => *window,
            _ => Window::PIXEL,
        };
        let work = match kind {
            LayerKind::Depthwise { weights, bias, .. } => {
                self.begin(at, window, true, weights, bias);
                Work::Input
            }
            LayerKind::Conv { weights, bias, .. } | LayerKind::Dense { weights, bias } => {
                self.begin(at, window, false, weights, bias);
                Work::Input
            }
            LayerKind::Input => Work::Input,
            LayerKind::ZeroPadding { top, left } => Work::Padding { top, left },
            LayerKind::Scale { factor, shift } => Work::Scale { factor, shift },
            LayerKind::Clamp { most } => Work::Clamp { most },
            LayerKind::Softmax => Work::Softmax,
            LayerKind::Add => Work::Add,
            LayerKind::Mean => Work::Mean,
        };
        let inputs = inputs.iter().map(|input| self.step_of[*input]).collect();
        self.step_of.push(self.steps.len());
        self.steps.push(Step { work, inputs, shape: self.shapes[at], frees: Vec::new() });
        Ok(())
    }

    fn begin(&mut self, layer: usize, window: Window, depthwise: bool, weights: Vec<f32>, bias: Vec<f32>) {
        let finish = Finish { bias, clamp: Finish::OPEN };
        self.open = Some(Open { layer, window, depthwise, weights, finish });
    }

    /// Packs the convolution that is open; it belongs to the newest step.
    fn close(&mut self) -> Result<(), ModelError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        if !open.weights.iter().chain(&open.finish.bias).all(|number| number.is_finite()) {
            return Err(ModelError::Imported { name: self.name.to_owned() });
        }
        let input = self.steps.last().and_then(|step| Some(self.steps[*step.inputs.first()?].shape));
        if let (Some(input), Some(step)) = (input.map(map_size), self.steps.last_mut()) {
            let output = map_size(step.shape);
            step.work = if open.depthwise {
                Work::Depthwise(Depthwise::new(open.window, input, output, open.weights, open.finish))
            } else {
                Work::Convolution(Convolution::new(open.window, input, output, &open.weights, open.finish))
            };
        }
        Ok(())
    }
}

impl Open {
    /// Folds `factor * x + shift` in; for both kinds of convolution the output's channel runs fastest.
    fn scale(&mut self, factor: &[f32], shift: &[f32]) {
        for row in self.weights.chunks_exact_mut(factor.len().max(1)) {
            row.iter_mut().zip(factor).for_each(|(weight, factor)| *weight *= factor);
        }
        for ((bias, factor), shift) in self.finish.bias.iter_mut().zip(factor).zip(shift) {
            *bias = *bias * factor + shift;
        }
    }
}

/// Notes at each step which outputs nobody needs afterwards.
fn free_early(steps: &mut [Step]) {
    let mut needed = vec![false; steps.len()];
    for step in steps.iter_mut().rev() {
        for input in &step.inputs {
            if !std::mem::replace(&mut needed[*input], true) {
                step.frees.push(*input);
            }
        }
    }
}

/// A vector is a map of one pixel.
fn map_size(shape: Shape) -> MapSize {
    match shape {
        Shape::Map { height, width, channels } => MapSize { height, width, channels },
        Shape::Vector(channels) => MapSize { height: 1, width: 1, channels },
    }
}

fn pad(input: &[f32], from: Shape, to: Shape, [top, left]: [usize; 2]) -> Vec<f32> {
    let (from, to) = (map_size(from), map_size(to));
    let mut output = vec![0.0; to.len()];
    let (row, padded) = (from.width * from.channels, to.width * to.channels);
    if row > 0 {
        for (target, source) in output.chunks_exact_mut(padded).skip(top).zip(input.chunks_exact(row)) {
            target[left * to.channels..][..row].copy_from_slice(source);
        }
    }
    output
}
