//! Reading the network's files: the brain itself does no IO.

use std::fs;
use std::path::Path;

use menagerie_brain::{Backbone, NetworkDevice};

/// Reads `weights.safetensors` and `labels.txt` from a folder and puts the network on a device.
///
/// # Errors
/// The file, what is wrong with it, and the remedy, in one sentence.
pub fn load_backbone(model_dir: &Path, device: &NetworkDevice) -> Result<Backbone, String> {
    let weights_file = model_dir.join("weights.safetensors");
    let labels_file = model_dir.join("labels.txt");
    let unreadable = |path: &Path, error: std::io::Error| {
        format!("{}: cannot be read: {error}. Install the exhibit's assets again", path.display())
    };
    let weights = fs::read(&weights_file).map_err(|error| unreadable(&weights_file, error))?;
    let labels = fs::read_to_string(&labels_file).map_err(|error| unreadable(&labels_file, error))?;
    Backbone::from_safetensors(&weights, &labels, device).map_err(|error| format!("{}: {error}", model_dir.display()))
}
