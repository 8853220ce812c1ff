//! A damaged or foreign weights file is an error value that says what, where and the remedy; never a panic.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use menagerie_brain::{Backbone, ModelError, NetworkDevice};
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

fn load(weights: &[u8]) -> ModelError {
    let (_, labels) = common::model_files();
    let error = Backbone::from_safetensors(weights, &labels, &NetworkDevice::Cpu { threads: 1 }).unwrap_err();
    assert!(error.to_string().contains("cargo xtask weights"), "no remedy in: {error}");
    error
}

/// The shipped file with one tensor replaced, or left out for `None`.
fn with_tensor(name: &str, tensor: Option<(Dtype, Vec<usize>, Vec<u8>)>) -> Vec<u8> {
    let (weights, _) = common::model_files();
    let file = SafeTensors::deserialize(&weights).unwrap();
    let mut tensors: Vec<(String, TensorView<'_>)> = file.tensors();
    tensors.retain(|(found, _)| found != name);
    if let Some((dtype, shape, data)) = &tensor {
        tensors.push((name.to_owned(), TensorView::new(*dtype, shape.clone(), data).unwrap()));
    }
    safetensors::serialize(tensors, None).unwrap()
}

#[test]
fn truncation_anywhere_is_refused() {
    let (weights, _) = common::model_files();
    for len in [0, 1, 7, 8, 9, 500, 5_000, weights.len() / 2, weights.len() - 1] {
        let error = load(&weights[..len]);
        assert!(matches!(error, ModelError::Damaged { len: said, .. } if said == len), "{len}: {error}");
    }
    let mut longer = weights;
    longer.push(0);
    assert!(matches!(load(&longer), ModelError::Damaged { .. }));
}

#[test]
fn garbage_is_refused() {
    load(&[0xff; 64]);
    load(b"not weights at all, but a text that somebody saved under the wrong name");
    // A header whose offsets would overflow when they are added up.
    let header = br#"{"a":{"dtype":"U8","shape":[18446744073709551610],"data_offsets":[0,18446744073709551610]}}"#;
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header);
    load(&bytes);
}

#[test]
fn a_missing_tensor_a_wrong_shape_and_a_wrong_kind_are_named() {
    let error = load(&with_tensor("block03.dw.weight", None));
    assert_eq!(error, ModelError::MissingTensor { name: "block03.dw.weight".into() });

    let error = load(&with_tensor("stem.bias", Some((Dtype::F16, vec![31], vec![0; 62]))));
    let expected = ModelError::WrongShape { name: "stem.bias".into(), found: vec![31], expected: vec![32] };
    assert_eq!(error, expected);

    let error = load(&with_tensor("stem.bias", Some((Dtype::I16, vec![32], vec![0; 64]))));
    assert_eq!(error, ModelError::WrongKind { name: "stem.bias".into(), found: "I16".into() });
}

#[test]
fn numbers_that_are_not_finite_are_refused() {
    let mut data = vec![0; 2560];
    data[20..22].copy_from_slice(&half::f16::NAN.to_le_bytes());
    let error = load(&with_tensor("head.bias", Some((Dtype::F16, vec![1280], data))));
    assert!(matches!(&error, ModelError::NotFinite { name, index: 10, .. } if name == "head.bias"), "{error}");
}

#[test]
fn labels_must_be_as_many_as_logits() {
    let (weights, _) = common::model_files();
    let error = Backbone::from_safetensors(&weights, "cat\ndog\n", &NetworkDevice::Cpu { threads: 1 }).unwrap_err();
    assert_eq!(error, ModelError::WrongLabels { found: 2 });
}
