//! Reading the network's files: the brain itself does no IO.

use std::fs;
use std::path::Path;

use menagerie_brain::{Backbone, NetworkDevice, Strangers};

/// Reads `weights.safetensors` and `labels.txt` from a folder and puts the network on a device.
///
/// # Errors
/// The file, what is wrong with it, and the remedy, in one sentence.
pub fn load_backbone(model_dir: &Path, device: &NetworkDevice) -> Result<Backbone, String> {
    let weights_file = model_dir.join("weights.safetensors");
    let labels_file = model_dir.join("labels.txt");
    let weights = fs::read(&weights_file).map_err(unreadable(&weights_file))?;
    let labels = fs::read_to_string(&labels_file).map_err(unreadable(&labels_file))?;
    Backbone::from_safetensors(&weights, &labels, device).map_err(|error| format!("{}: {error}", model_dir.display()))
}

/// Reads `strangers.safetensors` from the same folder.
///
/// # Errors
/// The file, what is wrong with it, and the remedy, in one sentence.
pub fn load_strangers(model_dir: &Path) -> Result<Strangers, String> {
    let file = model_dir.join("strangers.safetensors");
    let bytes = fs::read(&file).map_err(unreadable(&file))?;
    Strangers::from_safetensors(&bytes).map_err(|error| format!("{}: {error}", file.display()))
}

fn unreadable(path: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: cannot be read: {error}. Install the exhibit's assets again", path.display())
}
