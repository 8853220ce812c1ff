//! The network for commands that need no exhibit: loaded on the calling thread, looking at photographs on disk.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

use menagerie_brain::{Backbone, BackboneOutput, Embedding, INPUT_PX, NetworkDevice, NetworkInput, Strangers};
use menagerie_core::photographs::read_picture;
use menagerie_core::prelude::DeviceChoice;
use menagerie_core::prelude::Picture;
use menagerie_gpu::{GraphicsDoor, TensorDoor, decide_device};
use menagerie_learning::{load_backbone, load_strangers};

use crate::{assets, console};

/// Loads the backbone from the exhibit's assets onto the device of that choice, or onto the CPU when that fails.
///
/// # Errors
/// The file, what is wrong with it, and the remedy.
pub(crate) fn load(choice: DeviceChoice) -> Result<Backbone, String> {
    let device = device(choice)?;
    load_backbone(&assets::model_dir(&assets::find()?), &device)
}

/// What the network makes of things that nobody teaches, from the exhibit's assets.
///
/// # Errors
/// The file, what is wrong with it, and the remedy.
pub(crate) fn strangers() -> Result<Strangers, String> {
    load_strangers(&assets::model_dir(&assets::find()?))
}

/// The device of that choice.
///
/// # Errors
/// Why there is none, when it was asked for by name.
pub(crate) fn device(choice: DeviceChoice) -> Result<NetworkDevice, String> {
    let graphics = match choice {
        DeviceChoice::Cpu => None,
        DeviceChoice::Auto => GraphicsDoor::open_alone().ok(),
        DeviceChoice::Gpu => Some(GraphicsDoor::open_alone().map_err(|error| error.to_string())?),
    };
    if let Some(graphics) = graphics.filter(|graphics| decide_device(choice, Some(graphics)).on_gpu) {
        match TensorDoor::open(&graphics, INPUT_PX) {
            Ok(tensors) => return Ok(NetworkDevice::Burn(tensors.device().clone())),
            Err(error) if choice == DeviceChoice::Gpu => return Err(error.to_string()),
            Err(error) => console::note(error),
        }
    }
    Ok(NetworkDevice::all_cores())
}

/// Looks at a photograph.
///
/// # Errors
/// The file, what is wrong with it, and the remedy.
pub(crate) fn look(backbone: &Backbone, path: &Path) -> Result<BackboneOutput, String> {
    let picture = read_picture(path).map_err(|error| error.to_string())?;
    look_at(backbone, &picture, &path.display())
}

/// Looks at a picture. `origin` names it in errors.
///
/// # Errors
/// The picture and what is wrong with it.
pub(crate) fn look_at(backbone: &Backbone, picture: &Picture, origin: &dyn Display) -> Result<BackboneOutput, String> {
    let input = NetworkInput::from_rgb(picture.rgb(), picture.width(), picture.height());
    let output = backbone.forward(&input.map_err(|error| format!("{origin}: {error}"))?);
    output.map_err(|error| format!("{origin}: {error}"))
}

/// The network for those who may not need it: loaded for the first picture.
pub(crate) struct LazyExtractor {
    choice: DeviceChoice,
    backbone: Option<Backbone>,
}

impl LazyExtractor {
    /// One that has not looked at anything yet.
    pub(crate) fn new(choice: DeviceChoice) -> Self {
        Self { choice, backbone: None }
    }

    /// What the network makes of a picture.
    ///
    /// # Errors
    /// As [`load`] and [`look_at`].
    pub(crate) fn embed(&mut self, picture: &Picture, origin: &dyn Display) -> Result<Embedding, String> {
        Ok(look_at(self.backbone()?, picture, origin)?.embedding)
    }

    /// Tells embeddings of this network from those of another.
    ///
    /// # Errors
    /// As [`load`].
    pub(crate) fn fingerprint(&mut self) -> Result<Arc<str>, String> {
        Ok(self.backbone()?.fingerprint())
    }

    fn backbone(&mut self) -> Result<&Backbone, String> {
        let backbone = match self.backbone.take() {
            Some(backbone) => backbone,
            None => load(self.choice)?,
        };
        Ok(self.backbone.insert(backbone))
    }
}
