//! What the tests with the real network share: the shipped weights and the reference photographs.

use std::fs;
use std::path::{Path, PathBuf};

use menagerie_brain::{Backbone, NetworkDevice, NetworkInput};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn fixtures() -> PathBuf {
    repository().join("tests/fixtures/lite0")
}

pub(crate) fn model_files() -> (Vec<u8>, String) {
    let folder = repository().join("assets/models/efficientnet-lite0");
    (fs::read(folder.join("weights.safetensors")).unwrap(), fs::read_to_string(folder.join("labels.txt")).unwrap())
}

#[allow(dead_code, reason = "each test binary compiles this file and uses a part of it")]
pub(crate) fn backbone() -> Backbone {
    let (weights, labels) = model_files();
    Backbone::from_safetensors(&weights, &labels, &NetworkDevice::all_cores()).unwrap()
}

/// The reference photographs whose names end so, in the order of the reference, as the network takes them.
#[allow(dead_code, reason = "each test binary compiles this file and uses a part of it")]
pub(crate) fn photographs(suffix: &str) -> Vec<(String, NetworkInput)> {
    let mut names: Vec<String> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(suffix))
        .collect();
    names.sort();
    let read = |name: String| {
        let picture = image::open(fixtures().join(&name)).unwrap().into_rgb8();
        let input = NetworkInput::from_rgb(picture.as_raw(), picture.width(), picture.height()).unwrap();
        (name, input)
    };
    names.into_iter().map(read).collect()
}
