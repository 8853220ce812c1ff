//! The brain of the exhibit: a pretrained network turns a picture into an [`Embedding`], a small [`Head`] taught on the
//! spot turns the embedding into class probabilities.
//!
//! What it is: numbers in, numbers out. What it is not: it reads no files, draws nothing, knows no engine and no other
//! room of ours; errors are values, and no input makes it panic.
//!
//! - [`NetworkInput`] prepares a picture, the same way for teaching, live frames and evaluation.
//! - [`Backbone`] is EfficientNet-Lite0 with its published weights, or with random ones to compare: on the CPU our own
//!   engine, elsewhere Burn modules.
//! - [`GradientNetwork`] goes back through it, from a neuron to what in the picture excites it.
//! - [`occlusion`] covers one place of a picture after the other.
//! - [`ExampleBank`] keeps what was taught; [`KnnHead`], [`RidgeHead`] and [`SoftmaxHead`] learn from it.
//! - [`Classifier`] owns a bank, its heads, what tells strangers, or an opened model, and always has an answer.
//! - [`Novelty`] knows what was never taught; [`examine`] looks at what was.
//! - [`ImportedModel`] is a model that was taught elsewhere and brings its own network; [`parse_tfjs`] reads it.
//! - [`evaluate`] measures a classifier on pictures that it was not taught.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test stops where something is wrong"))]

mod augmentation;
mod backbone;
mod classifier;
mod convolution;
mod cpu;
mod embedding;
mod evaluation;
mod examination;
mod example;
mod example_bank;
mod gradients;
mod head;
mod imported_model;
mod network;
mod novelty;
mod occlusion;
mod preprocess;
mod quantile;
mod random_network;
mod strangers;
mod tfjs;
mod vector;
mod views;
mod weights;

pub use augmentation::augment;
pub use backbone::{Backbone, BackboneOutput, LabelledProbability, MapOnDevice, NetworkDevice, REASON_LAYERS};
pub use burn::tensor::Device;
pub use classifier::{AnsweredBy, Classifier, Prediction, Training};
pub use embedding::{Embedding, EmbeddingError};
pub use evaluation::{
    Accuracy, ClassEmbeddings, EvalError, EvalHalf, EvalPictures, EvalProgress, EvalReport, EvalSettings, RuleReport,
    evaluate,
};
pub use examination::{examine, expected_accuracy, taught_accuracy};
pub use example::Example;
pub use example_bank::ExampleBank;
pub use gradients::{GradientNetwork, GradientRule, InputGradient, Neuron};
pub use head::{
    Head, KnnHead, KnnTrainer, RidgeHead, RidgeTrainer, SoftmaxHead, SoftmaxTrainer, TrainingProgress,
    UNITS_FOR_VALIDATION, fit_head, settled_head,
};
pub use imported_model::{ImportedModel, ImportedModelError};
pub use network::{BLOCK_COUNT, ConvLayer, ConvLayerConfig, EfficientNetLite, LayerSpec, ReceptiveField, layer_specs};
pub use novelty::{NEVER_SEEN_BELOW, Novelty};
pub use occlusion::occlusion;
pub use preprocess::{INPUT_PX, NetworkInput, PreprocessError, resize_to_input};
pub use quantile::quantile;
pub use strangers::{STRANGERS, Strangers};
pub use tfjs::{LayerGraph, TfjsError, parse as parse_tfjs};
pub use views::Views;
pub use weights::{ModelError, bias_name, weight_name};
