//! The weights by name: the manifest says what stands where in the bytes.

use std::collections::HashMap;

use serde_json::Value;

use super::{TfjsError, short};

/// Weights, at most: three a layer are usual.
const MOST_ENTRIES: usize = 20_000;
/// Dimensions of a weight, at most.
const MOST_DIMENSIONS: usize = 8;

/// What has not been taken yet.
pub(super) struct Manifest<'a> {
    entries: HashMap<&'a str, Entry<'a>>,
}

struct Entry<'a> {
    shape: Vec<usize>,
    bytes: &'a [[u8; 4]],
}

impl<'a> Manifest<'a> {
    /// Cuts the bytes up as the manifest of `model.json` says.
    pub(super) fn read(model: &'a Value, mut bytes: &'a [u8]) -> Result<Self, TfjsError> {
        let Some(groups) = model.get("weightsManifest").and_then(Value::as_array) else {
            return Err(TfjsError::File { file: "model.json", reason: "it has no `weightsManifest` list".into() });
        };
        let whole = bytes.len();
        let mut entries = HashMap::new();
        for group in groups {
            for weight in group.get("weights").and_then(Value::as_array).into_iter().flatten() {
                let name = weight.get("name").and_then(Value::as_str).unwrap_or_default();
                let refuse = |reason: String| Err(TfjsError::Weight { weight: short(name), reason });
                let kind = weight.get("dtype").and_then(Value::as_str).unwrap_or_default();
                if weight.get("quantization").is_some() || kind != "float32" {
                    return refuse(format!("is quantized or contains `{}`, expected plain float32", short(kind)));
                }
                let Some(shape) = read_shape(weight) else {
                    return refuse("has no shape".into());
                };
                let numbers = shape.iter().try_fold(1_usize, |product, side| product.checked_mul(*side));
                let Some((own, rest)) = numbers.and_then(|n| bytes.split_at_checked(n.checked_mul(4)?)) else {
                    let found = format!("the weights end after {whole} bytes");
                    return refuse(format!("of the shape {shape:?} lies beyond the end: {found}"));
                };
                bytes = rest;
                if entries.insert(name, Entry { shape, bytes: own.as_chunks().0 }).is_some() {
                    return refuse("appears twice in the manifest".into());
                }
                if entries.len() > MOST_ENTRIES {
                    let (found, most) = (entries.len() as u64, MOST_ENTRIES as u64);
                    return Err(TfjsError::TooLarge { what: "weights", found, most });
                }
            }
        }
        if !bytes.is_empty() {
            let reason = format!("{} of {whole} bytes are left over; they belong to another model", bytes.len());
            return Err(TfjsError::File { file: "weights.bin", reason });
        }
        Ok(Self { entries })
    }

    /// The numbers of a layer's weight. Each is taken once, so memory is bounded by the file.
    pub(super) fn take(&mut self, layer: &str, weight: &str, expected: &[usize]) -> Result<Vec<f32>, TfjsError> {
        let name = format!("{layer}/{weight}");
        let refuse = |reason: String| Err(TfjsError::Weight { weight: short(&name), reason });
        let Some(entry) = self.entries.remove(name.as_str()) else {
            return refuse("is missing, or two layers have that name".into());
        };
        if entry.shape != expected {
            return refuse(format!("has the shape {:?}, expected {expected:?}", entry.shape));
        }
        let numbers: Vec<f32> = entry.bytes.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        match numbers.iter().position(|number| !number.is_finite()) {
            Some(index) => refuse(format!("is {} at {index}, not a finite number", numbers[index])),
            None => Ok(numbers),
        }
    }
}

fn read_shape(weight: &Value) -> Option<Vec<usize>> {
    let shape = weight.get("shape")?.as_array().filter(|shape| shape.len() <= MOST_DIMENSIONS)?;
    shape.iter().map(|side| usize::try_from(side.as_u64()?).ok()).collect()
}
