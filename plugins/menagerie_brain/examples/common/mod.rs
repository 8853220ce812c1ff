//! What the measuring examples share: folders of photographs and the backbone that looks at them.

#![allow(dead_code, reason = "each example compiles this file and uses a part of it")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use menagerie_brain::{Backbone, Embedding, NetworkDevice, NetworkInput, Strangers, resize_to_input};

const MODEL: &str = "assets/models/efficientnet-lite0";

/// The shipped network, from the repository's root.
pub(crate) fn backbone() -> Result<Backbone, Box<dyn Error>> {
    let weights = fs::read(Path::new(MODEL).join("weights.safetensors"))?;
    let labels = fs::read_to_string(Path::new(MODEL).join("labels.txt"))?;
    Ok(Backbone::from_safetensors(&weights, &labels, &NetworkDevice::all_cores())?)
}

/// What the network makes of things that nobody teaches.
pub(crate) fn strangers() -> Result<Strangers, Box<dyn Error>> {
    Ok(Strangers::from_safetensors(&fs::read(Path::new(MODEL).join("strangers.safetensors"))?)?)
}

/// What stands in a folder, in the order of names.
pub(crate) fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

/// A photograph at the size of the network's input, `[224, 224, 3]`.
pub(crate) fn read_picture(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let picture = image::open(path).map_err(|error| format!("{}: {error}", path.display()))?.into_rgb8();
    Ok(resize_to_input(picture.as_raw(), picture.width(), picture.height())?)
}

/// What the network makes of a picture of its size.
pub(crate) fn look(backbone: &Backbone, rgb: &[u8]) -> Result<Embedding, Box<dyn Error>> {
    let side = menagerie_brain::INPUT_PX as u32;
    Ok(backbone.forward(&NetworkInput::from_rgb(rgb, side, side)?)?.embedding)
}

/// The embeddings of a set by class, each class with its name.
pub(crate) fn read_set(
    backbone: &Backbone,
    folder: &Path,
    wanted: &[&str],
) -> Result<Vec<(String, Vec<Embedding>)>, Box<dyn Error>> {
    let mut set = Vec::new();
    for class in sorted(folder)? {
        let name = class.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !wanted.is_empty() && !wanted.contains(&name.as_str()) {
            continue;
        }
        let paths = sorted(&class)?;
        let embeddings = paths.iter().map(|path| look(backbone, &read_picture(path)?)).collect::<Result<_, _>>()?;
        set.push((name, embeddings));
    }
    Ok(set)
}
