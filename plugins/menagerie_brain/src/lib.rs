//! The brain of the exhibit: a pretrained network turns a picture into an [`Embedding`], a small [`Head`] taught on the
//! spot turns the embedding into class probabilities.
//!
//! What it is: numbers in, numbers out. What it is not: it reads no files, draws nothing, knows no engine and no other
//! room of ours; errors are values, and no input makes it panic.
//!
//! - [`NetworkInput`] prepares a picture, the same way for teaching, live frames and evaluation.
//! - [`Backbone`] is EfficientNet-Lite0 with its published weights: on the CPU our own engine, elsewhere Burn modules.
//! - [`ExampleBank`] keeps what was taught; [`KnnHead`], [`RidgeHead`] and [`SoftmaxHead`] learn from it.
//! - [`Learner`] owns a bank and its heads and always has an answer.
//! - [`evaluate`] measures a head on pictures that it was not taught.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test stops where something is wrong"))]

mod backbone;
mod cpu;
mod embedding;
mod evaluation;
mod example_bank;
mod head;
mod learner;
mod network;
mod preprocess;
mod vector;
mod weights;

pub use backbone::{Backbone, BackboneOutput, LabelledProbability, NetworkDevice};
pub use burn::tensor::Device;
pub use embedding::{EMBEDDING_LEN, Embedding, EmbeddingError};
pub use evaluation::{
    Accuracy, ClassEmbeddings, EvalError, EvalHalf, EvalProgress, EvalReport, EvalSettings, evaluate,
};
pub use example_bank::{ClassIndex, Example, ExampleBank, ExampleId};
pub use head::{
    Head, HeadChoice, HeadKind, KnnHead, KnnTrainer, RidgeHead, RidgeTrainer, SoftmaxHead, SoftmaxTrainer,
    TrainingProgress,
};
pub use learner::{Learner, Prediction, Training};
pub use network::{ConvLayer, ConvLayerConfig, EfficientNetLite, LayerSpec, layer_specs};
pub use preprocess::{INPUT_PX, NetworkInput, PreprocessError};
pub use weights::{ModelError, bias_name, weight_name};
