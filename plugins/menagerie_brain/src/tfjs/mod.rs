//! From the files of a TensorFlow.js layers export to a list of layers in the order in which they run.
//!
//! What it is: a reader of Teachable Machine's image exports (`model.json`, `weights.bin`, `metadata.json`) that checks
//! everything while reading: names, shapes, sizes, numbers. What comes out can be run without a further question. What it
//! is not: a reader of every Keras model; a layer that it does not know is refused by name. Format: `tfjs-layers`
//! (`Model.toJSON`, `io.WeightsManifestConfig`).

mod layers;
mod manifest;
mod settings;
mod topology;

use std::collections::HashSet;

use menagerie_lesson::on_one_line;
use serde_json::Value;
use thiserror::Error;

use self::layers::Plan;
use self::manifest::Manifest;

/// Bytes of `model.json` and of `metadata.json`, at most: an honest one has a hundred thousand.
const MOST_JSON: usize = 4 << 20;
/// Bytes of all weights, at most: an honest export has two million.
const MOST_WEIGHTS: usize = 256 << 20;
/// Labels, at most.
const MOST_LABELS: usize = 1000;
/// Maximum number of characters of a label; Teachable Machine sets no bound.
const MOST_LABEL_LETTERS: usize = 1000;
/// Maximum number of characters of a name repeated in a message.
const MOST_LETTERS: usize = 100;

/// What to do, said at the end of each message.
const REMEDY: &str = "only image models that Teachable Machine exported as TensorFlow.js can be opened; export it again, or teach the pictures here";

/// Why an export cannot be opened. The caller knows the name of the folder or zip and says it first.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TfjsError {
    /// A file is not what its name says.
    #[error("{file}: {reason}; {REMEDY}")]
    File {
        /// `model.json`, `metadata.json` or `weights.bin`.
        file: &'static str,
        /// What is wrong, and where if known.
        reason: String,
    },
    /// A layer cannot be run.
    #[error("layer `{layer}` {reason}; {REMEDY}")]
    Layer {
        /// Its name.
        layer: String,
        /// Why not.
        reason: String,
    },
    /// The numbers of a layer are missing or unusable.
    #[error("weight `{weight}` {reason}; {REMEDY}")]
    Weight {
        /// Its name.
        weight: String,
        /// What is wrong.
        reason: String,
    },
    /// It would take too much memory or time.
    #[error("the model has {found} {what}, but at most {most} are allowed; {REMEDY}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much.
        found: u64,
        /// How much may be.
        most: u64,
    },
}

/// A network in the order in which it runs, checked: it takes a square picture and ends in a softmax over the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerGraph {
    /// The last one's output is the answer.
    pub(crate) layers: Vec<Layer>,
    pub(crate) labels: Vec<String>,
    pub(crate) image_px: usize,
    pub(crate) grey: bool,
}

impl LayerGraph {
    /// Names of the classes, in the order of the answer.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Height and width of the pictures that it takes, pixels.
    pub fn image_px(&self) -> usize {
        self.image_px
    }
}

/// One layer; its inputs stand before it in the list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layer {
    pub(crate) kind: LayerKind,
    /// Positions in the list.
    pub(crate) inputs: Vec<usize>,
    /// Of its output.
    pub(crate) shape: Shape,
}

/// What lies between two layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `[height, width, channels]`
    Map { height: usize, width: usize, channels: usize },
    /// `[length]`
    Vector(usize),
}

/// Where a kernel steps: the same for both kinds of convolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// Height and width, pixels.
    pub(crate) kernel: [usize; 2],
    /// Step down and to the right, pixels.
    pub(crate) stride: [usize; 2],
    /// Rows and columns of zeros before the first; those after follow from the output's shape.
    pub(crate) before: [usize; 2],
}

/// What a layer does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LayerKind {
    /// The picture.
    Input,
    /// Zeros above and to the left; those below and to the right follow from the shapes.
    ZeroPadding { top: usize, left: usize },
    /// All channels to all.
    Conv {
        window: Window,
        /// `[height, width, channels_in, channels_out]`
        weights: Vec<f32>,
        /// `[channels_out]`
        bias: Vec<f32>,
    },
    /// One filter a channel.
    Depthwise {
        window: Window,
        /// `[height, width, channels]`
        weights: Vec<f32>,
        /// `[channels]`
        bias: Vec<f32>,
    },
    /// Batch normalisation once taught: `factor * x + shift` for each channel.
    Scale { factor: Vec<f32>, shift: Vec<f32> },
    /// Cuts off below zero and above `most`.
    Clamp { most: f32 },
    /// Positive numbers that sum to one.
    Softmax,
    /// The sum of its inputs.
    Add,
    /// Mean over the map, by channel.
    Mean,
    /// A matrix product.
    Dense {
        /// `[length_in, length_out]`
        weights: Vec<f32>,
        /// `[length_out]`
        bias: Vec<f32>,
    },
}

impl Shape {
    /// Numbers in it.
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Map { height, width, channels } => height * width * channels,
            Self::Vector(len) => len,
        }
    }

    /// What batch normalisation tells apart.
    pub(crate) fn channels(self) -> usize {
        match self {
            Self::Map { channels, .. } => channels,
            Self::Vector(len) => len,
        }
    }
}

/// Reads an export. `weights` are the files of the manifest, one after the other; without metadata the classes are called
/// "Class 1", "Class 2" and so on.
///
/// # Errors
/// Whatever keeps the model from running exactly as TensorFlow.js runs it.
pub fn parse(model_json: &[u8], weights: &[u8], metadata_json: Option<&[u8]>) -> Result<LayerGraph, TfjsError> {
    let model = read_json("model.json", model_json)?;
    if weights.len() > MOST_WEIGHTS {
        let (found, most) = (weights.len() as u64, MOST_WEIGHTS as u64);
        return Err(TfjsError::TooLarge { what: "bytes of weights", found, most });
    }
    let topology = model.get("modelTopology").unwrap_or(&Value::Null);
    // The converter from Keras puts one more object around it.
    let topology = topology.get("model_config").unwrap_or(topology);
    let mut plan = Plan::new(Manifest::read(&model, weights)?);
    topology::place_model(&mut plan, topology)?;
    let (layers, image_px, grey) = plan.finish()?;
    let outputs = layers.last().map_or(0, |layer| layer.shape.len());
    let labels = match metadata_json {
        Some(bytes) => check_metadata(&read_json("metadata.json", bytes)?, image_px, grey)?,
        None => None,
    };
    let labels = labels.unwrap_or_else(|| (1..=outputs).map(|class| format!("Class {class}")).collect());
    if labels.len() != outputs {
        let reason = format!("it has {} labels, but the model has {outputs} classes", labels.len());
        return Err(TfjsError::File { file: "metadata.json", reason });
    }
    Ok(LayerGraph { layers, labels: told_apart(labels), image_px, grey })
}

/// Labels that can be told apart wherever they are shown: what has no name, or the name of one before it, gets a number.
fn told_apart(labels: Vec<String>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut named = Vec::with_capacity(labels.len());
    for (place, label) in (1..).zip(labels) {
        let label = on_one_line(&label, MOST_LABEL_LETTERS);
        let label = if label.is_empty() { format!("Class {place}") } else { label };
        let numbered = (2..).map(|number| format!("{label} ({number})"));
        let free = std::iter::once(label.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
        named.push(free.unwrap_or(label));
    }
    named
}

fn read_json(file: &'static str, bytes: &[u8]) -> Result<Value, TfjsError> {
    if bytes.len() > MOST_JSON {
        let reason = format!("it has {} bytes, but at most {MOST_JSON} are read", bytes.len());
        return Err(TfjsError::File { file, reason });
    }
    serde_json::from_slice(bytes).map_err(|error| TfjsError::File { file, reason: format!("it is not JSON: {error}") })
}

/// The labels, if there are any, once everything said about pictures agrees with the model.
fn check_metadata(metadata: &Value, image_px: usize, grey: bool) -> Result<Option<Vec<String>>, TfjsError> {
    let refuse = |reason: String| Err(TfjsError::File { file: "metadata.json", reason });
    match metadata.get("imageSize") {
        None | Some(Value::Null) => {}
        Some(size) if size.as_u64() == Some(image_px as u64) => {}
        Some(size) => return refuse(format!("imageSize is {}, but the model takes {image_px} pixels", short(size))),
    }
    match metadata.get("grayscale") {
        None | Some(Value::Null) => {}
        Some(Value::Bool(said)) if *said == grey => {}
        Some(said) => {
            let colours = if grey { "one channel" } else { "three channels" };
            return refuse(format!("grayscale is {}, but the model takes {colours}", short(said)));
        }
    }
    let Some(labels) = metadata.get("labels").filter(|labels| !labels.is_null()) else {
        return Ok(None);
    };
    let Some(labels) = labels.as_array().filter(|labels| labels.len() <= MOST_LABELS) else {
        return refuse(format!("labels is not a list of at most {MOST_LABELS} names"));
    };
    match labels.iter().map(|label| label.as_str().map(str::to_owned)).collect() {
        Some(labels) => Ok(Some(labels)),
        None => refuse("a label is not a name".to_owned()),
    }
}

/// A name or value from a file, fit to stand in a message.
fn short(value: impl ToString) -> String {
    let value = value.to_string();
    let letters = value.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    if value.chars().count() <= MOST_LETTERS {
        letters.collect()
    } else {
        letters.take(MOST_LETTERS).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests;
