//! The network for commands that need no exhibit: loaded on the calling thread, looking at photographs on disk.

use std::fs;
use std::path::Path;

use menagerie_brain::{Backbone, BackboneOutput, Device, NetworkInput};
use menagerie_core::picture::read_picture;

use crate::assets;

/// Loads the backbone from the exhibit's assets.
///
/// # Errors
/// The file, what is wrong with it, and the remedy.
pub(crate) fn load() -> Result<Backbone, String> {
    let dir = assets::model_dir(&assets::find()?);
    let weights_file = dir.join("weights.safetensors");
    let labels_file = dir.join("labels.txt");
    let weights = fs::read(&weights_file).map_err(|error| unreadable(&weights_file, &error))?;
    let labels = fs::read_to_string(&labels_file).map_err(|error| unreadable(&labels_file, &error))?;
    Backbone::from_safetensors(&weights, &labels, &Device::flex())
        .map_err(|error| format!("{}: {error}", dir.display()))
}

fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("{}: cannot be read: {error}. Install the exhibit's assets again", path.display())
}

/// Looks at a photograph.
///
/// # Errors
/// The file, what is wrong with it, and the remedy.
pub(crate) fn look(backbone: &Backbone, path: &Path) -> Result<BackboneOutput, String> {
    let picture = read_picture(path).map_err(|error| error.to_string())?;
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let input =
        NetworkInput::from_rgb(picture.rgb(), picture.width(), picture.height()).map_err(|error| named(&error))?;
    backbone.forward(&input).map_err(|error| named(&error))
}
