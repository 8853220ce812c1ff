//! From the bytes of the shipped weights file to the network's parameters. Everything is checked before an engine sees it,
//! so that a damaged file becomes an error value and never a panic. Reading the file is the caller's business.

use half::f16;
use safetensors::{Dtype, SafeTensors};
use thiserror::Error;

use crate::network::{CLASSIFIER, ConvWeights, LABEL_COUNT, LayerSpec, NetworkWeights};

/// What to do about a bad file, said at the end of each message.
const REMEDY: &str = "restore it from the release, or recreate it with `cargo xtask weights <the published .pth>`";

/// Longest run of digits in an honest header: no offset in a file below a terabyte needs more.
const MAX_DIGITS: usize = 12;

/// Why the network could not be made or run. The caller knows the file's name and says it first.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ModelError {
    /// It is not a whole safetensors file.
    #[error("the weights are damaged: {reason} ({len} bytes in all); {REMEDY}")]
    Damaged {
        /// What is wrong, and where if known.
        reason: String,
        /// Bytes handed in.
        len: usize,
    },
    /// A tensor is not there.
    #[error("the weights have no tensor `{name}`: they belong to another network; {REMEDY}")]
    MissingTensor {
        /// Its name.
        name: String,
    },
    /// A tensor holds another kind of number.
    #[error("tensor `{name}` of the weights contains {found}, expected F16 or F32; {REMEDY}")]
    WrongKind {
        /// Its name.
        name: String,
        /// The kind found.
        found: String,
    },
    /// A tensor has another shape.
    #[error("tensor `{name}` of the weights has the shape {found:?}, expected {expected:?}; {REMEDY}")]
    WrongShape {
        /// Its name.
        name: String,
        /// The shape found.
        found: Vec<usize>,
        /// The shape of the network.
        expected: Vec<usize>,
    },
    /// A weight is infinite or not a number.
    #[error("number {index} of tensor `{name}` in the weights is {value}, not a finite number; {REMEDY}")]
    NotFinite {
        /// The tensor's name.
        name: String,
        /// Position of the first such number.
        index: usize,
        /// The number itself.
        value: f32,
    },
    /// The list of labels does not fit the logits.
    #[error("the labels have {found} names, expected {LABEL_COUNT}, one per line; restore the file from the release")]
    WrongLabels {
        /// Names found.
        found: usize,
    },
    /// An imported model's numbers are out of all bounds.
    #[error("the imported model `{name}` has layers whose numbers become infinite; export it again")]
    Imported {
        /// Name of the model.
        name: String,
    },
    /// A network with random weights cannot be calibrated.
    #[error("a network with random weights needs at least one picture to be calibrated; teach one first")]
    NoCalibration,
    /// The device did not give the result back.
    #[error("the network's device failed: {reason}; restart the exhibit")]
    Device {
        /// The device's words.
        reason: String,
    },
}

/// Name of a layer's weights in the weights file.
pub fn weight_name(layer: &str) -> String {
    format!("{layer}.weight")
}

/// Name of a layer's bias in the weights file.
pub fn bias_name(layer: &str) -> String {
    format!("{layer}.bias")
}

/// Reads the network's weights from the bytes of a safetensors file.
pub(crate) fn read_network(bytes: &[u8]) -> Result<NetworkWeights, ModelError> {
    let file = open(bytes)?;
    NetworkWeights::try_from_layers(|LayerSpec { name, config }| {
        let shape = config.weight_shape();
        // A fully connected layer is stored as a matrix.
        let stored = if name == CLASSIFIER { &shape[..2] } else { &shape };
        let weight = read(&file, &weight_name(&name), stored)?;
        let bias = read(&file, &bias_name(&name), &shape[..1])?;
        Ok(ConvWeights { config, weight, bias })
    })
}

/// One name a line, as many as there are logits.
pub(crate) fn parse_labels(text: &str) -> Result<Vec<String>, ModelError> {
    let labels: Vec<String> = text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if labels.len() != LABEL_COUNT {
        return Err(ModelError::WrongLabels { found: labels.len() });
    }
    Ok(labels)
}

/// Opens a safetensors file, whatever its bytes are.
pub(crate) fn open(bytes: &[u8]) -> Result<SafeTensors<'_>, ModelError> {
    let damaged = |reason: String| ModelError::Damaged { reason, len: bytes.len() };
    let header_len = bytes.first_chunk::<8>().map_or(0, |head| u64::from_le_bytes(*head));
    let header = usize::try_from(header_len).ok().and_then(|len| bytes.get(8..)?.get(..len));
    let Some(header) = header.filter(|header| !header.is_empty()) else {
        return Err(damaged(format!("the header ends early, it should be {header_len} bytes long")));
    };
    // safetensors 0.8 adds offsets up without looking for an overflow, which would be a panic.
    if header.split(|byte| !byte.is_ascii_digit()).any(|run| run.len() > MAX_DIGITS) {
        return Err(damaged("the header contains an absurd number".into()));
    }
    SafeTensors::deserialize(bytes).map_err(|error| match error {
        safetensors::SafeTensorError::MetadataIncompleteBuffer => {
            damaged(format!("the data after the header of {header_len} bytes ends early or goes on too long"))
        }
        error => damaged(error.to_string()),
    })
}

/// Reads a tensor as single precision after checking presence, kind, shape and finiteness.
pub(crate) fn read(file: &SafeTensors<'_>, name: &str, expected: &[usize]) -> Result<Vec<f32>, ModelError> {
    let name = name.to_owned();
    let Ok(view) = file.tensor(&name) else {
        return Err(ModelError::MissingTensor { name });
    };
    if view.shape() != expected {
        return Err(ModelError::WrongShape { name, found: view.shape().to_vec(), expected: expected.to_vec() });
    }
    let values: Vec<f32> = match view.dtype() {
        Dtype::F16 => view.data().as_chunks::<2>().0.iter().map(|bytes| f16::from_le_bytes(*bytes).to_f32()).collect(),
        Dtype::F32 => view.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
        other => return Err(ModelError::WrongKind { name, found: format!("{other:?}") }),
    };
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(ModelError::NotFinite { name, index, value: values[index] }),
        None => Ok(values),
    }
}
