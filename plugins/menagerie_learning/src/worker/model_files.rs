//! Reading the network's files: the brain itself does no IO.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bevy::log::warn;
use menagerie_brain::{Backbone, GradientNetwork, NetworkDevice, Strangers};
use menagerie_core::prelude::NetworkLabels;

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

/// Reads the same weights for going back through the network, on the CPU.
///
/// # Errors
/// The file, what is wrong with it, and the remedy, in one sentence.
pub fn load_gradient_network(model_dir: &Path) -> Result<GradientNetwork, String> {
    let weights_file = model_dir.join("weights.safetensors");
    let weights = fs::read(&weights_file).map_err(unreadable(&weights_file))?;
    GradientNetwork::from_safetensors(&weights).map_err(|error| format!("{}: {error}", model_dir.display()))
}

/// Reads the network's own names for things: `labels.txt` in English, and `labels.de.txt` and the like, one a line in the order
/// of the backbone's. A list that cannot be read or has another length is left out, with a line in the log.
pub(super) fn load_labels(model_dir: &Path, english: &[String]) -> NetworkLabels {
    let mut lists = BTreeMap::from([(NetworkLabels::FALLBACK.to_owned(), Arc::from(english))]);
    let files = fs::read_dir(model_dir).into_iter().flatten().flatten().map(|entry| entry.path());
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let language = name.strip_prefix("labels.").and_then(|rest| rest.strip_suffix(".txt"));
        let Some(language) = language else { continue };
        match fs::read_to_string(&file) {
            Ok(text) if text.lines().count() == english.len() => {
                lists.insert(language.to_owned(), text.lines().map(str::to_owned).collect());
            }
            Ok(text) => warn!(
                "{}: has {} lines, but there are {} names; English ones are shown instead",
                file.display(),
                text.lines().count(),
                english.len()
            ),
            Err(error) => warn!("{}; English names are shown instead", unreadable(&file)(error)),
        }
    }
    NetworkLabels(lists)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_another_length_is_left_out() {
        let folder = std::env::temp_dir().join(format!("menagerie-labels-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("labels.de.txt"), "Schleie\nGoldfisch\n").unwrap();
        fs::write(folder.join("labels.fr.txt"), "tanche\n").unwrap();
        let english = ["tench".to_owned(), "goldfish".to_owned()];
        let labels = load_labels(&folder, &english);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(["de", "fr", "en"].map(|language| labels.name(language, 1)), ["Goldfisch", "goldfish", "goldfish"]);
    }
}
