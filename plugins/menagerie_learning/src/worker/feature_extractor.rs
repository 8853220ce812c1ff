//! The feature extractor: the backbone on its device, and the way a frame takes to get there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use bevy::log::{error, warn};
use menagerie_brain::{Backbone, BackboneOutput, Embedding, INPUT_PX, NetworkDevice, NetworkInput};
use menagerie_core::prelude::{ActivationMap, CoverPicture, DeviceChoice, FrameId, Layer, LayerSummary, RawFrame};
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

/// How a frame is to be looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wish<'a> {
    /// Layers whose numbers are wanted.
    pub(super) read: &'a [Layer],
    /// The layer that is shown, and the channel that is looked at alone.
    pub(super) shown: Option<(Layer, Option<usize>)>,
    /// A place to cover, 0..1 from the left and the top.
    pub(super) cover: Option<[f32; 2]>,
}

/// What the network made of a frame.
pub(super) struct Looked {
    pub(super) output: BackboneOutput,
    /// Of the layers that were wanted.
    pub(super) maps: Vec<ActivationMap>,
    /// What is known of the layer that is shown. Without its numbers it is drawn on the device.
    pub(super) summary: Option<LayerSummary>,
    /// The frame that was really looked at: on the GPU it can be a newer one.
    pub(super) frame: SeenFrame,
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

    /// The backbone itself.
    pub(super) fn backbone(&self) -> &Backbone {
        &self.backbone
    }

    /// Tells embeddings made here from those of another network, or of pictures prepared otherwise.
    pub(super) fn fingerprint(&self) -> Arc<str> {
        self.backbone.fingerprint()
    }

    /// What the network makes of a frame, with the maps of these layers. `None`, with a line in the log, when it cannot be had.
    pub(super) fn look(&mut self, id: FrameId, raw: &Arc<RawFrame>, wish: Wish<'_>) -> Option<Looked> {
        let seen = match &mut self.tensors {
            // What is covered is covered here, where the picture is.
            Some(tensors) if wish.cover.is_none() => look_on_gpu(&self.backbone, tensors, id, raw, wish),
            _ => look_at_numbers(&self.backbone, id, raw, wish),
        };
        seen.inspect_err(|reason| error!("a frame could not be processed: {reason}")).ok()
    }

    /// The embedding of a picture from elsewhere. `None`, with a line in the log, when it cannot be had.
    pub(super) fn embed(&self, input: &NetworkInput) -> Option<Embedding> {
        let output = self.backbone.forward(input);
        output
            .inspect_err(|error| error!("a picture could not be processed: {error}"))
            .ok()
            .map(|output| output.embedding)
    }
}

/// On the device, where what is shown stays unless its numbers are wanted, too.
fn look_on_gpu(
    backbone: &Backbone,
    tensors: &mut TensorDoor,
    id: FrameId,
    raw: &Arc<RawFrame>,
    wish: Wish<'_>,
) -> Result<Looked, String> {
    let (input, frame) = tensors.input_from_frame(id, raw).map_err(|error| error.to_string())?;
    let layer = wish.shown.map(|(layer, _)| layer);
    let looked = backbone.forward_tensor_watching(input, wish.read, layer);
    let (output, maps, watched) = looked.map_err(|error| error.to_string())?;
    let of_maps: usize = maps.iter().map(|map| map.values.len()).sum();
    let of_summary = watched.as_ref().map_or(0, |watched| 3 * watched.summary.channels.len());
    let numbers = output.embedding.values().len() + output.logits.len() + of_maps + of_summary;
    tensors.count_read_back(size_of::<f32>() * numbers);
    let mut summary = None;
    if let (Some(watched), Some((layer, channel))) = (watched, wish.shown) {
        // What cannot be drawn is a part of the picture, and no reason to answer nothing.
        if let Err(error) = tensors.draw_layer(layer, watched.map, channel) {
            error!("{layer} is not drawn: {error}");
        }
        summary = Some(watched.summary);
    }
    Ok(Looked { output, maps, summary, frame })
}

fn look_at_numbers(backbone: &Backbone, id: FrameId, raw: &Arc<RawFrame>, wish: Wish<'_>) -> Result<Looked, String> {
    let input = input_of(raw, wish.cover)?;
    let shown = wish.shown.map(|(layer, _)| layer).filter(|layer| !wish.read.contains(layer));
    let layers: Vec<Layer> = wish.read.iter().copied().chain(shown).collect();
    let looked = backbone.forward_with_maps(&input, &layers);
    let (output, maps) = looked.map_err(|error| error.to_string())?;
    let shown = wish.shown.and_then(|(layer, _)| maps.iter().find(|map| map.layer == layer));
    Ok(Looked { summary: shown.map(ActivationMap::summary), output, maps, frame: SeenFrame { id, raw: raw.clone() } })
}

/// A frame as the network takes it, with a place of it covered.
pub(super) fn input_of(raw: &RawFrame, cover: Option<[f32; 2]>) -> Result<NetworkInput, String> {
    let square = raw.square();
    let square = match cover {
        Some(place) => square.covered(place, CoverPicture::SHARE),
        None => square,
    };
    NetworkInput::from_rgb(square.rgb(), square.width(), square.height()).map_err(|error| error.to_string())
}

/// All cores but one, which belongs to the picture on the screen.
fn exhibit_threads() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).clamp(1, MOST_THREADS))
}
