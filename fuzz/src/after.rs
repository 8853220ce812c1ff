//! What the exhibit does with what was read, as far as it needs no screen and takes milliseconds.

use std::io::Cursor;
use std::sync::Arc;

use image::ImageReader;
use menagerie_brain::{Classifier, Device, Embedding, Example, ExampleBank, ImportedModel, Strangers, parse_tfjs};
use menagerie_lesson::{decode_as_canvas, decode_picture};
use menagerie_project::Project;
use serde_json::Value;

/// Pixels of a picture that is decoded, at most.
const MOST_PIXELS: u64 = 1 << 16;
/// Side of the pictures of a model that is run, with all borders that its layers add, at most.
const MOST_PX: f64 = 64.0;
/// Bytes of its weights, at most: with [`MOST_PX`], 67 million multiply-adds.
const MOST_WEIGHTS: usize = 64 << 10;

/// Decodes a picture, unless it is large.
pub fn look_at(file: &[u8]) {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    // Of a HEIC picture the size is not known before; its decoder has a limit of its own.
    if size.is_none_or(|(width, height)| u64::from(width) * u64::from(height) <= MOST_PIXELS) {
        drop(decode_picture(file, "fuzz.png"));
        drop(decode_as_canvas(file, "fuzz.png"));
    }
}

/// Decodes a project's pictures, asks its head about its embeddings, learns those, and asks about them again.
pub fn learn(project: &Project) {
    project.pictures.iter().for_each(|picture| look_at(&picture.file));
    let embedded = |values: &Arc<[f32]>| Embedding::new(values.to_vec()).expect("an embedding that was read is sound");
    let examples: Vec<Example> = (project.pictures.iter())
        .filter_map(|picture| {
            let example = Example::new(picture.id, picture.class, embedded(picture.embedding.as_ref()?));
            Some(Example { recording: picture.recording, split: picture.split, ..example })
        })
        .collect();
    if let Some(head) = &project.head {
        for example in &examples {
            let shares = head.probabilities(example.embedding.values());
            assert_eq!(shares.len(), head.labels.len(), "a probability for each label");
            assert_sums_to_one(shares.into_iter());
        }
    }
    let bank = examples.iter().filter(|example| example.split.is_taught()).cloned().collect();
    let mut classifier = Classifier::new(&Device::flex(), project.settings.clone(), Arc::new(Strangers::default()));
    classifier.fit(ExampleBank::from_examples(bank));
    for example in &examples {
        let prediction = classifier.answer(&example.embedding);
        assert!((0.0..=1.0).contains(&prediction.known), "known by {}", prediction.known);
        if !classifier.bank().is_empty() {
            assert_sums_to_one(prediction.confidence.iter().map(|(_, share)| f64::from(*share)));
        }
    }
}

/// Opens a TensorFlow.js export and lets it look at a picture, unless that takes long; says whether it did.
pub fn run_model(model: &[u8], weights: &[u8], metadata: Option<&[u8]>) -> bool {
    let Ok(graph) = parse_tfjs(model, weights, metadata) else { return false };
    let (px, labels) = (graph.image_px(), graph.labels().len());
    let topology = serde_json::from_slice(model).expect("what was parsed is JSON");
    if px as f64 + borders(&topology) > MOST_PX || weights.len() > MOST_WEIGHTS {
        return false;
    }
    let Ok(model) = ImportedModel::new(graph, "fuzz") else { return false };
    let picture: Vec<u8> = (0..px * px * 3).map(|at| (at * 37 % 256) as u8).collect();
    let side = u32::try_from(px).expect("a side was bounded above");
    // Numbers beyond all bounds are an honest answer.
    if let Ok(shares) = model.probabilities(&picture, side, side) {
        assert_eq!(shares.len(), labels, "a probability for each label");
        assert_sums_to_one(shares.into_iter().map(f64::from));
    }
    true
}

/// Rows or columns that a topology puts around its maps, at most.
fn borders(topology: &Value) -> f64 {
    match topology {
        Value::Array(values) => values.iter().map(borders).sum(),
        Value::Object(map) => {
            let default = if map.get("class_name").is_some_and(|class| class == "ZeroPadding2D") { 2.0 } else { 0.0 };
            let one =
                |(key, value): (&String, &Value)| if key == "padding" { 2.0 * sum(value) } else { borders(value) };
            default + map.iter().map(one).sum::<f64>()
        }
        _ => 0.0,
    }
}

/// All numbers in it.
fn sum(value: &Value) -> f64 {
    match value {
        Value::Array(values) => values.iter().map(sum).sum(),
        value => value.as_f64().unwrap_or_default(),
    }
}

fn assert_sums_to_one(shares: impl Iterator<Item = f64>) {
    let sum: f64 = shares.sum();
    assert!((sum - 1.0).abs() < 1e-3, "probabilities sum to {sum}");
}
