//! The feature extractor: the backbone on its device, and the way a frame takes to get there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use bevy::log::{error, warn};
use menagerie_brain::{Backbone, BackboneOutput, Embedding, INPUT_PX, NetworkDevice, NetworkInput};
use menagerie_core::prelude::{ActivationMap, DeviceChoice, FrameId, RawFrame};
use menagerie_gpu::{DeviceDecision, GraphicsDoor, SeenFrame, TensorDoor, decide_device};

use super::model_files::load_backbone;

/// Threads beyond which a picture gains little: the last layers are small.
const MOST_THREADS: usize = 4;

/// What is needed to open it.
#[derive(Clone)]
pub(super) struct ExtractorSettings {
    pub(super) choice: DeviceChoice,
    pub(super) graphics: Option<GraphicsDoor>,
}

/// The backbone where it runs.
pub(super) struct FeatureExtractor {
    backbone: Backbone,
    /// The way of the GPU path; `None` on the CPU.
    tensors: Option<TensorDoor>,
    /// What it runs on, in words.
    pub(super) device: String,
    /// Why.
    pub(super) reason: String,
}

impl FeatureExtractor {
    /// Loads the backbone onto the device that was decided for, or onto the CPU when that fails.
    ///
    /// # Errors
    /// The file, what is wrong with it, and the remedy.
    pub(super) fn open(model_dir: &Path, settings: &ExtractorSettings) -> Result<Self, String> {
        let DeviceDecision { on_gpu, mut reason } = decide_device(settings.choice, settings.graphics.as_ref());
        if let Some(graphics) = settings.graphics.as_ref().filter(|_| on_gpu) {
            // A driver's trouble comes as an error or as a panic of Burn's.
            let opened = catch_unwind(AssertUnwindSafe(|| Self::open_on_gpu(model_dir, graphics, &reason)));
            match opened.unwrap_or_else(|_| Err("the network panicked on the graphics device".to_owned())) {
                Ok(extractor) => return Ok(extractor),
                Err(error) => {
                    warn!("{error}; the network runs on the CPU instead");
                    reason = error;
                }
            }
        }
        let threads = exhibit_threads();
        let backbone = load_backbone(model_dir, &NetworkDevice::Cpu { threads })?;
        let device = format!("CPU, {threads} {}", if threads == 1 { "thread" } else { "threads" });
        Ok(Self { backbone, tensors: None, device, reason })
    }

    fn open_on_gpu(model_dir: &Path, graphics: &GraphicsDoor, reason: &str) -> Result<Self, String> {
        let tensors = TensorDoor::open(graphics, INPUT_PX).map_err(|error| error.to_string())?;
        let backbone = load_backbone(model_dir, &NetworkDevice::Burn(tensors.device().clone()))?;
        // The first pass compiles every kernel; better now than under a visitor's hand.
        backbone.forward_tensor(tensors.blank_input()).map_err(|error| error.to_string())?;
        Ok(Self { backbone, tensors: Some(tensors), device: graphics.name(), reason: reason.to_owned() })
    }

    /// Tells embeddings made here from those of another network, or of pictures prepared otherwise.
    pub(super) fn fingerprint(&self) -> Arc<str> {
        self.backbone.fingerprint()
    }

    /// The embedding of a frame, what the watched block made of it, and the frame that was really looked at: on the GPU it
    /// can be a newer one. `None`, with a line in the log, when it cannot be had.
    pub(super) fn look(
        &self,
        id: FrameId,
        raw: &Arc<RawFrame>,
        watched: Option<usize>,
    ) -> Option<(Embedding, Option<ActivationMap>, SeenFrame)> {
        let seen = match &self.tensors {
            Some(tensors) => self.look_on_gpu(tensors, id, raw, watched),
            None => self.look_on_cpu(id, raw, watched),
        };
        match seen {
            Ok((output, map, frame)) => Some((output.embedding, map, frame)),
            Err(reason) => {
                error!("a frame could not be processed: {reason}");
                None
            }
        }
    }

    /// The embedding of a picture from elsewhere. `None`, with a line in the log, when it cannot be had.
    pub(super) fn embed(&self, input: &NetworkInput) -> Option<Embedding> {
        let output = self.backbone.forward(input);
        output
            .inspect_err(|error| error!("a picture could not be processed: {error}"))
            .ok()
            .map(|output| output.embedding)
    }

    fn look_on_gpu(
        &self,
        tensors: &TensorDoor,
        id: FrameId,
        raw: &Arc<RawFrame>,
        watched: Option<usize>,
    ) -> Result<(BackboneOutput, Option<ActivationMap>, SeenFrame), String> {
        let (input, frame) = tensors.input_from_frame(id, raw).map_err(|error| error.to_string())?;
        let looked = self.backbone.forward_tensor_with_maps(input, watched.as_slice());
        let (output, mut maps) = looked.map_err(|error| error.to_string())?;
        let map = maps.pop();
        let numbers = output.embedding.values().len() + output.logits.len();
        tensors.count_read_back(size_of::<f32>() * (numbers + map.as_ref().map_or(0, |map| map.values.len())));
        Ok((output, map, frame))
    }

    fn look_on_cpu(
        &self,
        id: FrameId,
        raw: &Arc<RawFrame>,
        watched: Option<usize>,
    ) -> Result<(BackboneOutput, Option<ActivationMap>, SeenFrame), String> {
        let square = raw.square();
        let input = NetworkInput::from_rgb(square.rgb(), square.width(), square.height());
        let looked = self.backbone.forward_with_maps(&input.map_err(|error| error.to_string())?, watched.as_slice());
        let (output, mut maps) = looked.map_err(|error| error.to_string())?;
        Ok((output, maps.pop(), SeenFrame { id, raw: raw.clone() }))
    }
}

/// All cores but one, which belongs to the picture on the screen.
fn exhibit_threads() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).clamp(1, MOST_THREADS))
}
