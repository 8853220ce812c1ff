//! The network computes what the published one does: eight photographs against the reference outputs.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::fs;

use menagerie_brain::{Backbone, BackboneOutput, Device, Embedding, NetworkDevice, NetworkInput};
use safetensors::SafeTensors;

/// Half-precision weights alone cost 0.00004; a wrong padding, epsilon or normalisation costs far more than this leaves.
const COSINE_OF_PREPARED: f32 = 0.9995;

/// The JPEG decoder (zune-jpeg) rounds colour differences twice where libjpeg, which made the reference, rounds once:
/// up to 4 steps of 255. Seven photographs keep 0.9997; the hand, blown up from 100 px, is the most sensitive: 0.9978.
const COSINE_OF_FOUND: f32 = 0.997;

/// What that decoder may move a pixel by on top of the resampler's own step, in steps of 255. Columns before rows, or
/// pixels from beyond the square, move edges by nine and more.
const STEPS_OF_FOUND: f32 = 5.0;

struct Expected {
    embedding: Embedding,
    logits: Vec<f32>,
}

fn expected() -> Vec<Expected> {
    let bytes = fs::read(common::fixtures().join("expected.safetensors")).unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let rows = |name: &str| -> Vec<Vec<f32>> {
        let view = file.tensor(name).unwrap();
        let values: Vec<f32> = view.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        values.chunks_exact(view.shape()[1]).map(<[f32]>::to_vec).collect()
    };
    let embeddings = rows("embedding").into_iter().zip(rows("middle")).map(|(head, middle)| [head, middle].concat());
    let outputs = embeddings.zip(rows("logits"));
    outputs.map(|(embedding, logits)| Expected { embedding: Embedding::new(embedding).unwrap(), logits }).collect()
}

fn best(logits: &[f32]) -> usize {
    (0..logits.len()).max_by(|a, b| logits[*a].total_cmp(&logits[*b])).unwrap()
}

fn check(suffix: &str, cosine_at_least: f32) {
    let backbone = common::backbone();
    let photographs: Vec<(String, NetworkInput)> = common::photographs(suffix);
    let expected = expected();
    assert_eq!((photographs.len(), expected.len()), (8, 8));
    for ((name, input), expected) in photographs.iter().zip(&expected) {
        let BackboneOutput { embedding, logits } = backbone.forward(input).unwrap();
        let cosine = embedding.cosine(&expected.embedding);
        assert!(cosine >= cosine_at_least, "{name}: cosine {cosine}");
        assert_eq!(best(&logits), best(&expected.logits), "{name}: another answer than the reference");
    }
}

#[test]
fn prepared_pictures_give_the_reference_outputs() {
    check(".png", COSINE_OF_PREPARED);
}

#[test]
fn photographs_as_found_give_the_reference_outputs() {
    check("_orig.jpg", COSINE_OF_FOUND);
}

#[test]
fn photographs_as_found_are_prepared_as_the_reference_was() {
    for ((name, found), (_, prepared)) in common::photographs("_orig.jpg").iter().zip(common::photographs(".png")) {
        let steps = found.values().iter().zip(prepared.values()).map(|(a, b)| 128.0 * (a - b).abs());
        let worst = steps.fold(0.0, f32::max);
        assert!(worst <= STEPS_OF_FOUND, "{name}: a pixel is {worst} steps off");
    }
}

#[test]
fn every_engine_gives_the_same() {
    let (weights, labels) = common::model_files();
    let load = |device: NetworkDevice| Backbone::from_safetensors(&weights, &labels, &device).unwrap();
    let burn = load(NetworkDevice::Burn(Device::flex()));
    for threads in [1, 2, 3, 7] {
        let cpu = load(NetworkDevice::Cpu { threads });
        // The second picture shows that nothing of the first is left in the buffers.
        for (name, input) in common::photographs(".png").into_iter().take(2) {
            let (ours, expected) = (cpu.forward(&input).unwrap(), burn.forward(&input).unwrap());
            let cosine = ours.embedding.cosine(&expected.embedding);
            assert!(cosine > 0.999_999, "{name}, {threads} threads: cosine {cosine}");
            let apart = ours.logits.iter().zip(&expected.logits).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(apart < 1e-3, "{name}, {threads} threads: a logit is {apart} off");
        }
    }
}

#[test]
fn the_banana_is_named() {
    let backbone = common::backbone();
    let (name, input) = common::photographs(".png").remove(0);
    let top = backbone.top_k(&backbone.forward(&input).unwrap().logits, 5);
    assert_eq!((name.as_str(), top.len(), top[0].index), ("0_grocery_Banana.png", 5, 954));
    assert_eq!(top[0].label, "banana");
    assert!(top.is_sorted_by(|a, b| a.probability >= b.probability) && top[0].probability > 0.5, "{top:?}");
}
