//! The backbone: the network with its weights and labels, ready to look at pictures.

use burn::tensor::{Device, Tensor, TensorData};

use crate::embedding::Embedding;
use crate::network::EfficientNetLite;
use crate::preprocess::{INPUT_PX, NetworkInput};
use crate::vector;
use crate::weights::{self, ModelError};

/// EfficientNet-Lite0 with its ImageNet weights on a device.
#[derive(Debug)]
pub struct Backbone {
    network: EfficientNetLite,
    labels: Vec<String>,
    device: Device,
}

/// What the backbone makes of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct BackboneOutput {
    /// What heads learn from, `[1280]`.
    pub embedding: Embedding,
    /// Scores of the thousand ImageNet classes before softmax, `[1000]`.
    pub logits: Vec<f32>,
}

/// One line of a top-k list.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledProbability {
    /// Position among the logits.
    pub index: usize,
    /// The class in words.
    pub label: String,
    /// Softmax over all logits, 0..1.
    pub probability: f32,
}

impl Backbone {
    /// Loads the network.
    ///
    /// `weights` are the bytes of `weights.safetensors`, `labels` the text of `labels.txt`. Whatever is wrong with
    /// them comes back as an error that says what, where and the remedy; the caller adds the file's name.
    pub fn from_safetensors(weights: &[u8], labels: &str, device: &Device) -> Result<Self, ModelError> {
        let labels = weights::parse_labels(labels)?;
        let network = weights::load_network(weights, device)?;
        Ok(Self { network, labels, device: device.clone() })
    }

    /// Looks at one picture.
    pub fn forward(&self, input: &NetworkInput) -> Result<BackboneOutput, ModelError> {
        let mut outputs = self.forward_batch(std::slice::from_ref(input))?;
        outputs.pop().ok_or_else(|| ModelError::Device { reason: "it gave no output".into() })
    }

    /// Looks at several pictures at once; the outputs stand in the order of the inputs.
    pub fn forward_batch(&self, inputs: &[NetworkInput]) -> Result<Vec<BackboneOutput>, ModelError> {
        if inputs.is_empty() {
            return Ok(Vec::new());
        }
        let batch = inputs.len();
        let values: Vec<f32> = inputs.iter().flat_map(|input| input.values()).copied().collect();
        let input = Tensor::<4>::from_data(TensorData::new(values, [batch, 3, INPUT_PX, INPUT_PX]), &self.device);
        let (embeddings, logits) = self.network.forward(input);
        let (embeddings, logits) = (read(embeddings)?, read(logits)?);
        let embeddings = embeddings.chunks_exact(embeddings.len() / batch);
        let logits = logits.chunks_exact(logits.len() / batch);
        embeddings
            .zip(logits)
            .map(|(embedding, logits)| {
                let embedding = Embedding::new(embedding.to_vec());
                let embedding = embedding.map_err(|error| ModelError::Device { reason: error.to_string() })?;
                Ok(BackboneOutput { embedding, logits: logits.to_vec() })
            })
            .collect()
    }

    /// The network itself, for those who look inside.
    pub fn network(&self) -> &EfficientNetLite {
        &self.network
    }

    /// Names of the thousand ImageNet classes, in the order of the logits.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The `k` most probable ImageNet classes, best first.
    pub fn top_k(&self, logits: &[f32], k: usize) -> Vec<LabelledProbability> {
        let mut ranked: Vec<(usize, f32)> = vector::softmax(logits).into_iter().enumerate().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked
            .into_iter()
            .take(k)
            .map(|(index, probability)| LabelledProbability {
                index,
                label: self.labels.get(index).cloned().unwrap_or_default(),
                probability,
            })
            .collect()
    }
}

fn read(tensor: Tensor<2>) -> Result<Vec<f32>, ModelError> {
    tensor.try_into_vec_as::<f32>().map_err(|error| ModelError::Device { reason: error.to_string() })
}
