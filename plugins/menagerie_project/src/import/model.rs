//! TensorFlow.js exports: the topology, the weights it names, and what Teachable Machine says of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::genai;
use super::listed::ClassAnswers;
use super::place::Place;
use super::{IMAGE_MODELS_ONLY, ImportError, text};

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
    pub outputs: BTreeMap<String, ClassAnswers>,
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
    #[serde(default)]
    weights: Vec<Value>,
}

/// Whether a file begins as a topology does.
pub(super) fn is_topology(start: &[u8]) -> bool {
    let start = text::utf8(start.to_vec());
    let start = String::from_utf8_lossy(&start);
    start.trim_start().starts_with('{')
        && ["\"modelTopology\"", "\"weightsManifest\""].iter().any(|key| start.contains(key))
}

/// The topologies in a place, wherever they lie.
pub(super) fn topologies_in(place: &mut Place) -> Vec<String> {
    let named: Vec<String> = place.names().filter(|name| super::ending(name) == "json").map(str::to_owned).collect();
    let mut found = named;
    // One that is damaged is one all the same, where nothing else can be meant: that is said when it is read.
    found.retain(|name| name == "model.json" || is_topology(&place.start(name)));
    found
}

/// Reads the model whose topology is this file; what belongs to it lies beside it.
pub(super) fn read(place: &mut Place, entry: &str) -> Result<ModelExport, ImportError> {
    let malformed = |place: String, reason: String| ImportError::Malformed { place, reason };
    let folder = entry.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let metadata = format!("{folder}{METADATA}");
    let mut metadata_json = None;
    let mut about = Value::Null;
    if place.contains(&metadata) {
        let text = text::utf8(place.read(&metadata, MOST_METADATA_BYTES)?);
        about =
            serde_json::from_slice(&text).map_err(|error| malformed(place.shown_file(&metadata), error.to_string()))?;
        metadata_json = Some(text);
    }
    check_kind(&about, place.shown())?;
    let model_json = text::utf8(place.read(entry, MOST_TOPOLOGY_BYTES)?);
    let topology: Topology = serde_json::from_slice(&model_json)
        .map_err(|error| malformed(place.shown_file(entry), format!("is not a TensorFlow.js model: {error}")))?;
    let count = topology.weights.iter().map(|group| group.paths.len()).sum::<usize>();
    if count == 0 || count > MOST_SHARDS {
        return Err(malformed(place.shown_file(entry), format!("names {count} weight files")));
    }
    let mut weights = Vec::new();
    for group in topology.weights {
        for path in &group.paths {
            let name = weights_file(place, &folder, path, &group).ok_or_else(|| {
                let shown: String = path.chars().take(80).flat_map(char::escape_debug).collect();
                malformed(place.shown_file(entry), format!("names the weights `{shown}`, which are not there"))
            })?;
            let left = MOST_WEIGHTS_BYTES.saturating_sub(weights.len() as u64);
            weights.extend(place.read(&name, left)?);
        }
    }
    let named = about.get("modelName").and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let name = if EMPTY_NAMES.contains(&named) { place.stem() } else { named };
    let name = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    Ok(ModelExport { name, model_json, weights, metadata_json, outputs: genai::outputs_in(place, &folder) })
}

/// The file of weights that a topology means: of this name, or, renamed, the only one of the length that its weights have.
fn weights_file(place: &mut Place, folder: &str, path: &str, group: &WeightGroup) -> Option<String> {
    let name = format!("{folder}{}", path.trim_start_matches("./"));
    if place.contains(&name) {
        return Some(name);
    }
    let len = bytes_of(group).filter(|_| group.paths.len() == 1)?;
    let beside = place.names().filter(|name| name.strip_prefix(folder).is_some_and(|rest| !rest.contains('/')));
    let mut candidates: Vec<String> = beside.map(str::to_owned).collect();
    candidates.retain(|name| place.len(name) == len);
    if candidates.len() == 1 { candidates.pop() } else { None }
}

/// Bytes of the weights of a group; `None` where a shape or a number's kind is not known.
fn bytes_of(group: &WeightGroup) -> Option<u64> {
    group.weights.iter().try_fold(0_u64, |sum, weight| {
        let kind = weight.get("quantization").and_then(|how| how.get("dtype")).or(weight.get("dtype"))?.as_str()?;
        let number = match kind {
            "float32" | "int32" => 4,
            "float16" | "uint16" => 2,
            "uint8" | "bool" => 1,
            _ => return None,
        };
        let sides = weight.get("shape")?.as_array()?;
        let bytes = sides.iter().try_fold(number, |product: u64, side| product.checked_mul(side.as_u64()?))?;
        sum.checked_add(bytes)
    })
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
