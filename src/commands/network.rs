//! The network for commands that need no exhibit: loaded on the calling thread, looking at photographs on disk.

use std::path::Path;

use menagerie_brain::{Backbone, BackboneOutput, Device, NetworkInput};
use menagerie_core::picture::read_picture;
use menagerie_learning::load_backbone;

use crate::assets;

/// Loads the backbone from the exhibit's assets.
///
/// # Errors
/// The file, what is wrong with it, and the remedy.
pub(crate) fn load() -> Result<Backbone, String> {
    load_backbone(&assets::model_dir(&assets::find()?), &Device::flex())
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
