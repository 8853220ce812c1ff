//! `cargo xtask strangers <folder>`: makes `assets/models/efficientnet-lite0/strangers.safetensors`.
//!
//! The network looks at a hundred photographs of many kinds of things, named in `strangers.txt`; what it makes of them is
//! rounded to half precision and read back by the brain.

use std::fs;
use std::path::Path;

use half::f16;
use menagerie_brain::{Backbone, INPUT_PX, NetworkDevice, NetworkInput, STRANGERS, Strangers, resize_to_input};
use menagerie_lesson::EMBEDDING_LEN;
use safetensors::tensor::{Dtype, TensorView};

use crate::files;

/// Folder of the network, and of the result, from the repository's root.
const MODEL: &str = "assets/models/efficientnet-lite0";
/// Name of the result.
const TARGET: &str = "strangers.safetensors";
/// The photographs, one a line, from the folder given.
const LIST: &str = include_str!("strangers.txt");

/// Runs the sub-command with what stands after its name.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let [folder] = args else {
        return Err("say which folder: cargo xtask strangers <folder of the photographs named in strangers.txt>".into());
    };
    let model = files::repository().join(MODEL);
    let weights = model.join("weights.safetensors");
    let weights = fs::read(&weights).map_err(|error| format!("{}: {error}", weights.display()))?;
    let labels = files::read_text(&model.join("labels.txt"))?;
    let backbone = Backbone::from_safetensors(&weights, &labels, &NetworkDevice::all_cores())
        .map_err(|error| error.to_string())?;
    let mut numbers = Vec::new();
    for name in LIST.lines() {
        let file = Path::new(folder).join(name);
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let picture = image::open(&file).map_err(|error| told(&error))?.into_rgb8();
        let side = INPUT_PX as u32;
        let rgb = resize_to_input(picture.as_raw(), picture.width(), picture.height()).map_err(|error| told(&error))?;
        let input = NetworkInput::from_rgb(&rgb, side, side).map_err(|error| told(&error))?;
        let output = backbone.forward(&input).map_err(|error| told(&error))?;
        numbers.extend(output.embedding.values().iter().flat_map(|value| f16::from_f32(*value).to_le_bytes()));
    }
    let shape = vec![LIST.lines().count(), EMBEDDING_LEN];
    let view = TensorView::new(Dtype::F16, shape, &numbers).map_err(|error| error.to_string())?;
    let result = safetensors::serialize([(STRANGERS, view)], None).map_err(|error| error.to_string())?;
    let read = Strangers::from_safetensors(&result).map_err(|error| error.to_string())?;
    let target = model.join(TARGET);
    files::write(&target, &result)?;
    files::report(&target, result.len(), &format!("{} strangers, half precision", read.len()));
    Ok(())
}
