//! The backbone: the network with its weights and labels, ready to look at pictures.

use std::collections::BTreeMap;
use std::sync::Arc;

use burn::tensor::{Device, Tensor, TensorData};

use menagerie_lesson::{ActivationMap, ChannelSummary, ClassMaps, Layer, LayerSummary, LinearHead};

use crate::cpu::CpuNetwork;
use crate::embedding::Embedding;
use crate::network::{EfficientNetLite, MIDDLE_BLOCK, NetworkWeights, centre_window};
use crate::preprocess::{INPUT_PX, NetworkInput, PREPROCESSING};
use crate::random_network;
use crate::vector;
use crate::weights::{self, ModelError};

/// What the network runs on.
#[derive(Debug, Clone)]
pub enum NetworkDevice {
    /// Our own engine on so many threads.
    Cpu {
        /// Number of threads, at least one.
        threads: usize,
    },
    /// A device of Burn's.
    Burn(Device),
}

impl NetworkDevice {
    /// Every core of this machine.
    pub fn all_cores() -> Self {
        Self::Cpu { threads: std::thread::available_parallelism().map_or(1, usize::from) }
    }
}

/// EfficientNet-Lite0 on a device, with its ImageNet weights or with random ones.
#[derive(Debug)]
pub struct Backbone {
    engine: Engine,
    labels: Vec<String>,
    /// Weights of the first convolution, `[32][3, 3, 3]`.
    filters: Arc<[f32]>,
    /// Weights of the classifier, `[1000][1280]`: they say where it is that speaks for a class.
    classifier: Vec<f32>,
    fingerprint: Arc<str>,
}

/// What does the arithmetic.
#[derive(Debug)]
enum Engine {
    Cpu(Box<CpuNetwork>),
    Burn { network: Box<EfficientNetLite>, device: Device },
}

/// What the backbone makes of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct BackboneOutput {
    /// What heads learn from, `[2432]`.
    pub embedding: Embedding,
    /// Scores of the thousand ImageNet classes before softmax, `[1000]`.
    pub logits: Vec<f32>,
}

/// What a layer made of a picture, where it stays on Burn's device.
#[derive(Debug, Clone)]
pub struct MapOnDevice {
    /// What is known of it here.
    pub summary: LayerSummary,
    /// `[1, channels, height, width]`
    pub map: Tensor<4>,
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

/// The 64-bit FNV-1a hash: enough to tell files apart, not to protect them.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Engine {
    fn new(weights: &NetworkWeights, device: &NetworkDevice) -> Result<Self, ModelError> {
        match device {
            NetworkDevice::Cpu { threads } => {
                let network = CpuNetwork::new(weights, [INPUT_PX; 2], *threads);
                Ok(Self::Cpu(Box::new(network.map_err(|error| ModelError::Device { reason: error.to_string() })?)))
            }
            NetworkDevice::Burn(device) => {
                Ok(Self::Burn { network: Box::new(EfficientNetLite::new(weights, device)), device: device.clone() })
            }
        }
    }
}

impl Backbone {
    /// Loads the network.
    ///
    /// `weights` are the bytes of `weights.safetensors`, `labels` the text of `labels.txt`. Whatever is wrong with
    /// them comes back as an error that says what, where and the remedy; the caller adds the file's name.
    pub fn from_safetensors(weights: &[u8], labels: &str, device: &NetworkDevice) -> Result<Self, ModelError> {
        let labels = weights::parse_labels(labels)?;
        let fingerprint = format!("{:016x}/{PREPROCESSING}", fnv1a(weights)).into();
        let network = weights::read_network(weights)?;
        Self::new(network, labels, fingerprint, device)
    }

    /// The same network with random weights instead of pretrained ones, to show what those are worth. `calibration` are
    /// some pictures of what it will look at: they set the scale of each layer's numbers, nothing more. Takes a second or
    /// two. Its logits mean nothing, so it has no labels.
    ///
    /// # Errors
    /// If there is no picture to calibrate with, or the device fails.
    pub fn random(seed: u64, calibration: &[NetworkInput], device: &NetworkDevice) -> Result<Self, ModelError> {
        let weights = random_network::draw(seed, calibration)?;
        let fingerprint = format!("random {seed}/{PREPROCESSING}").into();
        Self::new(weights, Vec::new(), fingerprint, device)
    }

    fn new(
        weights: NetworkWeights,
        labels: Vec<String>,
        fingerprint: Arc<str>,
        device: &NetworkDevice,
    ) -> Result<Self, ModelError> {
        let engine = Engine::new(&weights, device)?;
        let (filters, classifier) = (weights.stem.weight.into(), weights.classifier.weight);
        Ok(Self { engine, labels, filters, classifier, fingerprint })
    }

    /// The filters of the first convolution, `[32][3, 3, 3]`: by channel, colour, row and column.
    pub fn first_filters(&self) -> Arc<[f32]> {
        Arc::clone(&self.filters)
    }

    /// Tells embeddings of these weights, of pictures prepared in this way, from all others: those can be computed again.
    pub fn fingerprint(&self) -> Arc<str> {
        Arc::clone(&self.fingerprint)
    }

    /// Looks at one picture.
    pub fn forward(&self, input: &NetworkInput) -> Result<BackboneOutput, ModelError> {
        Ok(self.forward_with_maps(input, &[])?.0)
    }

    /// Looks at one picture and tells what these layers made of it, in the order asked; one that there is not is left out.
    ///
    /// # Errors
    /// If the device fails.
    pub fn forward_with_maps(
        &self,
        input: &NetworkInput,
        layers: &[Layer],
    ) -> Result<(BackboneOutput, Vec<ActivationMap>), ModelError> {
        match &self.engine {
            Engine::Cpu(network) => {
                let (output, maps) = network.forward_with_maps(input.values(), layers);
                Ok((BackboneOutput { embedding: embedding(output.embedding)?, logits: output.logits }, maps))
            }
            Engine::Burn { device, .. } => {
                let input = TensorData::new(input.values().to_vec(), [1, COLOURS, INPUT_PX, INPUT_PX]);
                self.forward_tensor_with_maps(Tensor::from_data(input, device), layers)
            }
        }
    }

    /// The same for a picture that lies on Burn's device already; those maps are read back.
    ///
    /// # Shapes
    /// - `input`: `[1, 3, 224, 224]`, prepared as in [`NetworkInput`]
    ///
    /// # Errors
    /// If the device fails.
    pub fn forward_tensor_with_maps(
        &self,
        input: Tensor<4>,
        layers: &[Layer],
    ) -> Result<(BackboneOutput, Vec<ActivationMap>), ModelError> {
        let (output, maps, _) = self.forward_tensor_watching(input, layers, None)?;
        Ok((output, maps))
    }

    /// Looks at one picture that lies on Burn's device already. What the layers `read` made of it is read back; what `watched`
    /// made of it stays there, and only its summary is. All of it comes in one transfer.
    ///
    /// # Shapes
    /// - `input`: `[1, 3, 224, 224]`, prepared as in [`NetworkInput`]
    ///
    /// # Errors
    /// If the device fails.
    pub fn forward_tensor_watching(
        &self,
        input: Tensor<4>,
        read: &[Layer],
        watched: Option<Layer>,
    ) -> Result<(BackboneOutput, Vec<ActivationMap>, Option<MapOnDevice>), ModelError> {
        let Engine::Burn { network, .. } = &self.engine else {
            return Err(ModelError::Device { reason: "the network on the CPU does not accept tensors".into() });
        };
        let mut kept: BTreeMap<Layer, Tensor<4>> = BTreeMap::new();
        let (features, logits) = network.forward_with_maps(input, |layer, map| {
            if read.contains(&layer) || watched == Some(layer) {
                kept.insert(layer, map.clone());
            }
        });
        let watched = watched.and_then(|layer| Some((layer, kept.get(&layer)?.clone())));
        let read: Vec<(Layer, &Tensor<4>)> = read.iter().filter_map(|layer| Some((*layer, kept.get(layer)?))).collect();
        let mut wanted = vec![features, logits];
        wanted.extend(watched.iter().map(|(_, map)| summarised(map)));
        wanted.extend(read.iter().map(|(_, map)| (*map).clone().reshape([1, -1])));
        let lengths: Vec<usize> = wanted.iter().map(|tensor| tensor.dims()[1]).collect();
        let values = read_back(Tensor::cat(wanted, 1))?;
        let mut parts = lengths.iter().scan(0, |start, length| {
            *start += length;
            values.get(*start - length..*start)
        });
        let mut part = || {
            let reason = || format!("it returned {} numbers", values.len());
            parts.next().ok_or_else(|| ModelError::Device { reason: reason() })
        };
        let output = BackboneOutput { embedding: embedding(part()?.to_vec())?, logits: part()?.to_vec() };
        let watched = match watched {
            Some((layer, map)) => Some(MapOnDevice { summary: summary_of(layer, shape_of(&map), part()?), map }),
            None => None,
        };
        let maps = read
            .into_iter()
            .map(|(layer, map)| Ok(ActivationMap { layer, shape: shape_of(map), values: part()?.to_vec() }));
        Ok((output, maps.collect::<Result<_, ModelError>>()?, watched))
    }

    /// Looks at one picture that lies on Burn's device already, and reads the outputs back: the way of the GPU path.
    ///
    /// # Shapes
    /// - `input`: `[1, 3, 224, 224]`, prepared as in [`NetworkInput`]
    pub fn forward_tensor(&self, input: Tensor<4>) -> Result<BackboneOutput, ModelError> {
        Ok(self.forward_tensor_with_maps(input, &[])?.0)
    }

    /// The network as Burn modules, for those who look inside; `None` on the CPU.
    pub fn network(&self) -> Option<&EfficientNetLite> {
        match &self.engine {
            Engine::Cpu(_) => None,
            Engine::Burn { network, .. } => Some(network),
        }
    }

    /// Where in a picture it is that speaks for each class of a taught head, out of what [`REASON_LAYERS`] made of it. `None`
    /// where other maps are given.
    pub fn reasons<Label: Clone>(
        head: &LinearHead<Label>,
        embedding: &Embedding,
        maps: &[ActivationMap],
    ) -> Option<ClassMaps<Label>> {
        let [last, middle] = REASON_LAYERS.map(|layer| maps.iter().find(|map| map.layer == layer));
        let middle = middle?;
        let window = centre_window([middle.shape[1], middle.shape[2]]);
        ClassMaps::of_head(head, embedding.values(), last?, middle, &window)
    }

    /// Where in a picture it is that speaks for an ImageNet class, `[height * width]`, out of what the last layer made of it:
    /// what each place adds to 49 times the logit, without the bias (Zhou and others 2016). Empty where there is no such class
    /// or another layer's map is given.
    pub fn label_map(&self, map: &ActivationMap, label: usize) -> Vec<f32> {
        let [channels, height, width] = map.shape;
        let weights = self.classifier.get(label * channels..(label + 1) * channels);
        let Some(weights) = weights.filter(|_| map.layer == Layer::Head) else { return Vec::new() };
        let mut places = vec![0.0; height * width];
        for (channel, weight) in weights.iter().enumerate() {
            places.iter_mut().zip(map.channel(channel)).for_each(|(place, value)| *place += weight * value);
        }
        places
    }

    /// Names of the thousand ImageNet classes, in the order of the logits; none where the weights are random.
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

/// The layers whose maps say why a taught head answers as it does: its embedding is made of their means.
pub const REASON_LAYERS: [Layer; 2] = [Layer::Head, Layer::Depthwise(MIDDLE_BLOCK)];

/// Colour channels: red, green and blue.
const COLOURS: usize = 3;

fn embedding(values: Vec<f32>) -> Result<Embedding, ModelError> {
    Embedding::new(values).map_err(|error| ModelError::Device { reason: error.to_string() })
}

fn read_back(tensor: Tensor<2>) -> Result<Vec<f32>, ModelError> {
    tensor.try_into_vec_as::<f32>().map_err(|error| ModelError::Device { reason: error.to_string() })
}

/// Channels, height and width.
fn shape_of(map: &Tensor<4>) -> [usize; 3] {
    let [_, channels, height, width] = map.dims();
    [channels, height, width]
}

/// The numbers of a layer's summary, worked out where the map is.
///
/// # Shapes
/// - `map`: `[1, channels, height, width]`
/// - returns `[1, 3 * channels]`: all peaks, all places, all sums
fn summarised(map: &Tensor<4>) -> Tensor<2> {
    let [channels, height, width] = shape_of(map);
    let flat = map.clone().reshape([channels, height * width]);
    let (peaks, places) = flat.clone().max_dim_with_indices(1);
    let sums = flat.clamp_min(0.0).sum_dim(1);
    Tensor::cat(vec![peaks, places.float(), sums], 0).reshape([1, -1])
}

fn summary_of(layer: Layer, shape: [usize; 3], numbers: &[f32]) -> LayerSummary {
    let (peaks, rest) = numbers.split_at(numbers.len() / 3);
    let (places, sums) = rest.split_at(rest.len() / 2);
    let of_channel =
        |((peak, place), sum): ((&f32, &f32), &f32)| ChannelSummary { peak: *peak, place: *place as usize, sum: *sum };
    LayerSummary { layer, shape, channels: peaks.iter().zip(places).zip(sums).map(of_channel).collect() }
}
