//! TensorFlow.js exports: the topology, the weights it names, and what Teachable Machine says of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::genai;
use super::listed::ClassOutput;
use super::place::Place;
use super::{IMAGE_MODELS_ONLY, ImportError};

const METADATA: &str = "metadata.json";
/// Bytes of a topology, at most.
const MOST_TOPOLOGY_BYTES: u64 = 64 << 20;
/// Bytes of all weights together, at most.
const MOST_WEIGHTS_BYTES: u64 = 512 << 20;
/// Bytes of what is said of it, at most.
const MOST_METADATA_BYTES: u64 = 4 << 20;
/// Files of weights, at most.
const MOST_SHARDS: usize = 1000;
/// Names that nobody chose.
const EMPTY_NAMES: [&str; 4] = ["", "untitled", "tm-my-image-model", "My Model"];

/// A model trained elsewhere, as its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelExport {
    /// What it is called.
    pub name: String,
    /// The topology.
    pub model_json: Vec<u8>,
    /// The weights, all files in their order.
    pub weights: Vec<u8>,
    /// Labels and more, if they are there.
    pub metadata_json: Option<Vec<u8>>,
    /// What its classes say, by label, where that is known.
    pub outputs: BTreeMap<String, ClassOutput>,
}

/// As much of a topology as is needed to find its weights.
#[derive(Deserialize)]
struct Topology {
    #[serde(rename = "modelTopology")]
    _topology: Option<IgnoredAny>,
    #[serde(rename = "weightsManifest")]
    weights: Vec<WeightGroup>,
}

#[derive(Deserialize)]
struct WeightGroup {
    paths: Vec<String>,
}

/// Whether a file begins as a topology does.
pub(super) fn is_topology(start: &[u8], shown: &str) -> bool {
    let text = String::from_utf8_lossy(start);
    super::ending(shown) == "json"
        && text.trim_start().starts_with('{')
        && ["\"modelTopology\"", "\"weightsManifest\""].iter().any(|key| text.contains(key))
}

/// The topology in a place, if there is one on top.
pub(super) fn topology_in(place: &mut Place) -> Option<String> {
    let tops = place.names().filter(|name| !name.contains('/') && super::ending(name) == "json");
    // By its name first: reading all others would take long where there are many.
    let named: Vec<String> = tops.filter(|name| name.ends_with("model.json")).map(str::to_owned).collect();
    named.into_iter().find(|name| {
        let text = place.read(name, MOST_TOPOLOGY_BYTES).unwrap_or_default();
        // One that is damaged is one all the same: that is said when it is read.
        name == "model.json" || serde_json::from_slice::<Topology>(&text).is_ok()
    })
}

/// Reads the model whose topology is this file.
pub(super) fn read(place: &mut Place, entry: &str) -> Result<ModelExport, ImportError> {
    let malformed = |place: String, reason: String| ImportError::Malformed { place, reason };
    let mut metadata_json = None;
    let mut about = Value::Null;
    if place.contains(METADATA) {
        let text = place.read(METADATA, MOST_METADATA_BYTES)?;
        about =
            serde_json::from_slice(&text).map_err(|error| malformed(place.shown_file(METADATA), error.to_string()))?;
        metadata_json = Some(text);
    }
    check_kind(&about, place.shown())?;
    let model_json = place.read(entry, MOST_TOPOLOGY_BYTES)?;
    let topology: Topology = serde_json::from_slice(&model_json)
        .map_err(|error| malformed(place.shown_file(entry), format!("is not a TensorFlow.js model: {error}")))?;
    let paths: Vec<String> = topology.weights.into_iter().flat_map(|group| group.paths).collect();
    if paths.is_empty() || paths.len() > MOST_SHARDS {
        return Err(malformed(place.shown_file(entry), format!("names {} weight files", paths.len())));
    }
    let mut weights = Vec::new();
    for path in paths {
        let name = path.trim_start_matches("./");
        if !place.contains(name) {
            let shown: String = path.chars().take(80).flat_map(char::escape_debug).collect();
            return Err(malformed(
                place.shown_file(entry),
                format!("names the weights `{shown}`, which are not there"),
            ));
        }
        let left = MOST_WEIGHTS_BYTES.saturating_sub(weights.len() as u64);
        weights.extend(place.read(name, left)?);
    }
    let named = about.get("modelName").and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let name = if EMPTY_NAMES.contains(&named) { place.stem() } else { named };
    let name = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    Ok(ModelExport { name, model_json, weights, metadata_json, outputs: genai::outputs_in(place) })
}

/// Refuses what hears, or looks at poses: such models need other inputs than ours.
fn check_kind(about: &Value, shown: &str) -> Result<(), ImportError> {
    let package = about.get("packageName").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let settings = about.get("modelSettings");
    let what = if about.get("wordLabels").is_some()
        || about.get("tfjsSpeechCommandsVersion").is_some()
        || package.contains("speech")
        || package.contains("audio")
    {
        "an audio model"
    } else if settings.is_some_and(|settings| settings.get("posenet").is_some()) || package.contains("pose") {
        "a pose model"
    } else if settings.is_some_and(|settings| settings.get("handpose").is_some()) || package.contains("hand") {
        "a hand-pose model"
    } else {
        return Ok(());
    };
    Err(ImportError::Refused { place: shown.to_owned(), what: what.into(), remedy: IMAGE_MODELS_ONLY })
}
