//! Models within models, flattened: which layer feeds which.

use std::collections::HashMap;

use serde_json::Value;

use super::layers::Plan;
use super::settings::Settings;
use super::{TfjsError, short};

/// Inputs of a layer, at most.
const MOST_INPUTS: usize = 64;

/// Places a whole model, which begins with its own input.
pub(super) fn place_model(plan: &mut Plan<'_>, topology: &Value) -> Result<(), TfjsError> {
    if !is_container(class_of(topology)) {
        let reason = format!("modelTopology is `{}`, expected Sequential or Model", short(class_of(topology)));
        return Err(TfjsError::File { file: "model.json", reason });
    }
    let output = place(plan, topology, &[])?;
    plan.end_at(output)
}

fn is_container(class: &str) -> bool {
    matches!(class, "Sequential" | "Model" | "Functional")
}

fn class_of(layer: &Value) -> &str {
    layer.get("class_name").and_then(Value::as_str).unwrap_or_default()
}

/// Its name; a Sequential that stands in a Sequential may have none.
fn name_of(layer: &Value) -> &str {
    let own = layer.get("name").and_then(Value::as_str);
    own.or_else(|| layer.get("config")?.get("name")?.as_str()).unwrap_or_default()
}

/// Places a layer or a model behind its inputs and says where its output is. Models nest no deeper than the JSON reader
/// allows, 128 brackets.
fn place(plan: &mut Plan<'_>, layer: &Value, inputs: &[usize]) -> Result<usize, TfjsError> {
    let (class, config) = (class_of(layer), layer.get("config").unwrap_or(&Value::Null));
    let settings = Settings { name: name_of(layer), config };
    if !is_container(class) {
        return plan.place(class, settings, inputs);
    }
    plan.count()?;
    let input = match inputs {
        [] => None,
        [input] => Some(*input),
        _ => return settings.refuse("is a model with several inputs"),
    };
    let layers = config.as_array().or_else(|| config.get("layers")?.as_array());
    let Some(layers) = layers.filter(|layers| !layers.is_empty()) else {
        return settings.refuse("is a model without layers");
    };
    if class == "Sequential" {
        place_sequence(plan, layers, input)
    } else {
        place_graph(plan, &Graph::read(settings, layers)?, input)
    }
}

/// Each layer feeds the next.
fn place_sequence(plan: &mut Plan<'_>, layers: &[Value], input: Option<usize>) -> Result<usize, TfjsError> {
    let mut newest = input;
    for layer in layers {
        let class = class_of(layer);
        newest = Some(match newest {
            Some(input) if class == "InputLayer" => input,
            None if !is_container(class) && class != "InputLayer" => {
                let config = layer.get("config").unwrap_or(&Value::Null);
                let input = plan.place("InputLayer", Settings { name: name_of(layer), config }, &[])?;
                place(plan, layer, &[input])?
            }
            newest => place(plan, layer, newest.as_slice())?,
        });
    }
    newest.map_or_else(|| Settings { name: "", config: &Value::Null }.refuse("is a model without layers"), Ok)
}

/// A model whose layers say by name what feeds them.
struct Graph<'a> {
    settings: Settings<'a>,
    layers: &'a [Value],
    /// Positions of each layer's inputs.
    inputs: Vec<Vec<usize>>,
    input: usize,
    output: usize,
}

impl<'a> Graph<'a> {
    fn read(settings: Settings<'a>, layers: &'a [Value]) -> Result<Self, TfjsError> {
        let mut positions = HashMap::new();
        for (position, layer) in layers.iter().enumerate() {
            if positions.insert(name_of(layer), position).is_some() {
                return settings.refuse(format!("has two layers named `{}`", short(name_of(layer))));
            }
        }
        let named = |by: &Settings<'_>, reference: &Value| match reference_name(reference) {
            Some(name) => match positions.get(name) {
                Some(position) => Ok(*position),
                None => by.refuse(format!("names a layer `{}`, which does not exist", short(name))),
            },
            None => by.refuse("names another layer in an unsupported way, or shares it"),
        };
        let end = |key: &str| match settings.get(key).and_then(Value::as_array).map(Vec::as_slice) {
            Some([single]) => named(&settings, single),
            // Newer writers leave the outer brackets out where there is one.
            Some([Value::String(_), ..]) => named(&settings, &settings.config[key]),
            _ => settings.refuse(format!("needs exactly one of `{key}`")),
        };
        let (input, output) = (end("input_layers")?, end("output_layers")?);
        let mut inputs = Vec::with_capacity(layers.len());
        for layer in layers {
            let by = Settings { name: name_of(layer), config: layer };
            let calls = by.get("inbound_nodes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let references = match calls {
                [] => &[][..],
                [Value::Array(references)] if references.len() <= MOST_INPUTS => references.as_slice(),
                _ => return by.refuse("is used more than once or has too many inputs"),
            };
            inputs.push(references.iter().map(|reference| named(&by, reference)).collect::<Result<_, _>>()?);
        }
        Ok(Self { settings, layers, inputs, input, output })
    }
}

/// `["name", 0, 0, {..}]`: the first and only output of a layer used once.
fn reference_name(reference: &Value) -> Option<&str> {
    let parts = reference.as_array()?;
    let first = |part: Option<&Value>| part.and_then(Value::as_u64) == Some(0);
    (first(parts.get(1)) && first(parts.get(2))).then(|| parts[0].as_str())?
}

/// Places what the output needs, each layer after its inputs, and says where the output is.
fn place_graph(plan: &mut Plan<'_>, graph: &Graph<'_>, input: Option<usize>) -> Result<usize, TfjsError> {
    let mut placed: Vec<Option<usize>> = vec![None; graph.layers.len()];
    placed[graph.input] = input;
    // The way from the output to the layer that is looked at, without recursion: a list may be long.
    let (mut way, mut on_the_way) = (vec![graph.output], vec![false; graph.layers.len()]);
    while let Some(at) = way.last().copied() {
        if placed[at].is_some() {
            way.pop();
            continue;
        }
        on_the_way[at] = true;
        let layer = &graph.layers[at];
        let by = Settings { name: name_of(layer), config: layer };
        match graph.inputs[at].iter().find(|input| placed[**input].is_none()) {
            Some(missing) if on_the_way[*missing] => return by.refuse("feeds itself: the layers form a cycle"),
            Some(missing) => way.push(*missing),
            None => {
                let inputs: Vec<usize> = graph.inputs[at].iter().filter_map(|input| placed[*input]).collect();
                if inputs.is_empty() && at != graph.input {
                    return by.refuse("has no input");
                }
                placed[at] = Some(place(plan, layer, &inputs)?);
                way.pop();
            }
        }
    }
    placed[graph.output].map_or_else(|| graph.settings.refuse("has no output"), Ok)
}
