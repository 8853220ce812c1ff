//! The head as a safetensors file: `weights` `[classes, 2432]`, `intercepts` `[classes]`, and in its metadata the labels, the
//! kind and the sharpness.

use std::collections::HashMap;

use menagerie_lesson::{EMBEDDING_LEN, HEAD_LEN, HeadKind, LinearHead};
use safetensors::tensor::{Metadata, TensorView};
use safetensors::{Dtype, SafeTensorError, SafeTensors};

/// Longest run of digits in an honest header: no offset in a file below a terabyte needs more.
const MAX_DIGITS: usize = 12;

pub(crate) fn bytes(head: &LinearHead<String>) -> Result<Vec<u8>, SafeTensorError> {
    let weights: Vec<u8> = head.weights.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
    let intercepts: Vec<u8> = head.intercepts.iter().flat_map(|value| value.to_le_bytes()).collect();
    let classes = head.labels.len();
    let tensors = [
        ("intercepts", TensorView::new(Dtype::F32, vec![classes], &intercepts)?),
        ("weights", TensorView::new(Dtype::F32, vec![classes, EMBEDDING_LEN], &weights)?),
    ];
    // One key, because a map of several has no order and the same head is to give the same bytes.
    let about = serde_json::json!({ "kind": head.kind, "labels": head.labels, "sharpness": head.sharpness });
    safetensors::serialize(tensors, Some(HashMap::from([("head".to_owned(), about.to_string())])))
}

#[derive(serde::Deserialize)]
struct About {
    kind: HeadKind,
    labels: Vec<String>,
    sharpness: f32,
}

pub(crate) fn read(bytes: &[u8]) -> Result<LinearHead<String>, String> {
    let head = parse(bytes, EMBEDDING_LEN)?;
    head.problem().map_or(Ok(head), Err)
}

/// Whether it is a head written by Menagerie, including format 1.
pub(crate) fn is_head(bytes: &[u8]) -> bool {
    read(bytes).is_ok() || parse(bytes, HEAD_LEN).is_ok()
}

/// Reads a head whose weights have so many columns.
fn parse(bytes: &[u8], columns: usize) -> Result<LinearHead<String>, String> {
    let file = open(bytes)?;
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(|error| error.to_string())?;
    let about = metadata.metadata().as_ref().and_then(|map| map.get("head")).ok_or("its metadata has no `head`")?;
    let About { kind, labels, sharpness } = serde_json::from_str(about).map_err(|error| error.to_string())?;
    let floats = |name: &str, shape: &[usize]| {
        let view = file.tensor(name).map_err(|error| format!("tensor `{name}`: {error}"))?;
        if view.dtype() != Dtype::F32 || view.shape() != shape {
            return Err(format!("tensor `{name}` is {:?} {:?}, expected F32 {shape:?}", view.dtype(), view.shape()));
        }
        let values: Vec<f32> = view.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        match values.iter().position(|value| !value.is_finite()) {
            Some(index) => Err(format!("number {index} of tensor `{name}` is {}, not a finite number", values[index])),
            None => Ok(values),
        }
    };
    let intercepts = floats("intercepts", &[labels.len()])?;
    let weights = floats("weights", &[labels.len(), columns])?;
    let weights = weights.chunks_exact(columns).map(<[f32]>::to_vec).collect();
    Ok(LinearHead { kind, labels, weights, intercepts, sharpness })
}

/// Digits of the longest number in a JSON text; the contents of strings, such as labels, do not count.
fn longest_number(header: &[u8]) -> usize {
    let (mut longest, mut run, mut in_string, mut is_escaped) = (0, 0, false, false);
    for byte in header {
        if in_string {
            in_string = is_escaped || *byte != b'"';
            is_escaped = !is_escaped && *byte == b'\\';
        } else {
            in_string = *byte == b'"';
            run = if byte.is_ascii_digit() { run + 1 } else { 0 };
            longest = longest.max(run);
        }
    }
    longest
}

/// Checks the header of a safetensors file, without trusting the numbers in it, which safetensors 0.8 adds up unchecked.
fn check_header(bytes: &[u8]) -> Result<(), String> {
    let header_len = bytes.first_chunk::<8>().map_or(0, |head| u64::from_le_bytes(*head));
    let header = usize::try_from(header_len).ok().and_then(|len| bytes.get(8..)?.get(..len));
    let header = header.filter(|header| !header.is_empty()).ok_or("the header ends early")?;
    if longest_number(header) > MAX_DIGITS {
        return Err("the header contains an absurd number".into());
    }
    let metadata: Metadata = serde_json::from_slice(header).map_err(|error| error.to_string())?;
    let (expected, len) = ((metadata.data_len() as u64).saturating_add(header_len).saturating_add(8), bytes.len());
    if expected == len as u64 { Ok(()) } else { Err(format!("it has {len} bytes, and its header says {expected}")) }
}

/// Opens a safetensors file.
pub(crate) fn open(bytes: &[u8]) -> Result<SafeTensors<'_>, String> {
    check_header(bytes)?;
    SafeTensors::deserialize(bytes).map_err(|error| error.to_string())
}
