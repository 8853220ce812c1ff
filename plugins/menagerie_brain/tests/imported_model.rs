//! A real Teachable Machine export gives the probabilities that TensorFlow.js gives.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::fs;
use std::io::Read;
use std::path::Path;

use menagerie_brain::{ImportedModel, ImportedModelError, parse_tfjs};

/// Single precision in another order of summation costs 0.000003; the issue allows a thousandth.
const TOLERANCE: f64 = 1e-4;

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/teachable_machine")
}

fn open() -> ImportedModel {
    let mut archive = zip::ZipArchive::new(fs::File::open(fixtures().join("export.zip")).unwrap()).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    let (model, weights, metadata) = (read("model.json"), read("weights.bin"), read("metadata.json"));
    ImportedModel::new(parse_tfjs(&model, &weights, Some(&metadata)).unwrap(), "untitled").unwrap()
}

#[test]
fn the_export_gives_what_tensorflow_js_gives() {
    let model = open();
    assert_eq!((model.name(), model.image_px()), ("untitled", 224));
    let expected: serde_json::Value =
        serde_json::from_slice(&fs::read(fixtures().join("expected.json")).unwrap()).unwrap();
    assert_eq!(serde_json::json!(model.labels()), expected["labels"]);
    let photographs = expected["probabilities"].as_object().unwrap();
    assert_eq!(photographs.len(), 8);
    for (name, probabilities) in photographs {
        let picture = image::open(common::fixtures().join(name)).unwrap().into_rgb8();
        let found = model.probabilities(picture.as_raw(), picture.width(), picture.height()).unwrap();
        let expected: Vec<f64> = probabilities.as_array().unwrap().iter().map(|p| p.as_f64().unwrap()).collect();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert!((f64::from(*found) - expected).abs() < TOLERANCE, "{name}: {found} instead of {expected}");
        }
    }
}

#[test]
fn a_photograph_as_found_is_resized_and_an_empty_one_refused() {
    let model = open();
    let picture = image::open(common::fixtures().join("5_trash_plastic_orig.jpg")).unwrap().into_rgb8();
    let found = model.probabilities(picture.as_raw(), picture.width(), picture.height()).unwrap();
    assert!((found.iter().sum::<f32>() - 1.0).abs() < 1e-5 && found[1] > 0.9, "{found:?}");
    assert!(matches!(model.probabilities(&[], 0, 0), Err(ImportedModelError::Picture(_))));
}
