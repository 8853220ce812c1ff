//! A small model that is read, and the ways in which one can be wrong, each refused in words.

use serde_json::{Value, json};

use super::*;

/// A layer of a model that says what feeds it.
fn layer(class: &str, name: &str, from: &[&str], mut config: Value) -> Value {
    config["name"] = json!(name);
    let inputs: Vec<Value> = from.iter().map(|from| json!([from, 0, 0, {}])).collect();
    let nodes = if inputs.is_empty() { json!([]) } else { json!([inputs]) };
    json!({"class_name": class, "name": name, "config": config, "inbound_nodes": nodes})
}

fn inner_layers() -> Vec<Value> {
    vec![
        // Out of order on purpose: the names decide.
        layer("Add", "sum", &["pad", "side"], json!({})),
        layer("InputLayer", "in", &[], json!({"batch_input_shape": [null, 8, 8, 3]})),
        layer("ZeroPadding2D", "pad", &["in"], json!({"padding": [[0, 1], [0, 1]]})),
        layer(
            "DepthwiseConv2D",
            "side",
            &["pad"],
            json!({"kernel_size": [3, 3], "padding": "same", "use_bias": false, "activation": "relu"}),
        ),
        layer(
            "Conv2D",
            "conv",
            &["sum"],
            json!({"filters": 4, "kernel_size": [3, 3], "strides": [2, 2], "padding": "valid", "use_bias": false}),
        ),
        layer("BatchNormalization", "norm", &["conv"], json!({"axis": [3], "epsilon": 0.001})),
        layer("ReLU", "relu", &["norm"], json!({"max_value": 6})),
    ]
}

fn model_of(layers: &[Value]) -> Value {
    let inner = json!({"class_name": "Model", "config": {"name": "inner", "layers": layers,
        "input_layers": [["in", 0, 0]], "output_layers": [["relu", 0, 0]]}});
    let pool = json!({"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}});
    let drop = json!({"class_name": "Dropout", "config": {"name": "drop", "rate": 0.5}});
    let dense = json!({"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "softmax"}});
    let sequence = |layers: Value| json!({"class_name": "Sequential", "config": layers});
    let weight = |name: &str, shape: Value| json!({"name": name, "shape": shape, "dtype": "float32"});
    json!({
        "modelTopology": sequence(json!([sequence(json!([inner, pool])), sequence(json!({"layers": [drop, dense]}))])),
        "weightsManifest": [
            {"paths": ["a.bin"], "weights": [
                weight("dense/bias", json!([2])), weight("conv/kernel", json!([3, 3, 3, 4])),
                weight("side/depthwise_kernel", json!([3, 3, 3, 1])),
            ]},
            {"paths": ["b.bin"], "weights": [
                weight("norm/gamma", json!([4])), weight("norm/beta", json!([4])),
                weight("norm/moving_mean", json!([4])), weight("norm/moving_variance", json!([4])),
                weight("dense/kernel", json!([4, 2])),
            ]},
        ],
    })
}

const NUMBERS: usize = 2 + 108 + 27 + 16 + 8;

fn weights() -> Vec<u8> {
    (0..NUMBERS).flat_map(|i| (0.1 + (i % 7) as f32 * 0.1).to_le_bytes()).collect()
}

fn read(model: &Value) -> Result<LayerGraph, TfjsError> {
    parse(model.to_string().as_bytes(), &weights(), None)
}

/// The message about a model one of whose inner layers was changed.
fn refusal(name: &str, change: impl Fn(&mut Value)) -> String {
    let mut layers = inner_layers();
    layers.iter_mut().filter(|layer| layer["name"] == name).for_each(change);
    let error = read(&model_of(&layers)).unwrap_err().to_string();
    assert!(error.contains("export it again"), "no remedy in: {error}");
    error
}

#[test]
fn a_model_in_a_model_becomes_a_list_in_the_order_in_which_it_runs() {
    let graph = read(&model_of(&inner_layers())).unwrap();
    assert_eq!(
        (graph.labels(), graph.image_px(), graph.grey),
        (&["Class 1".to_owned(), "Class 2".into()][..], 8, false)
    );
    for (at, layer) in graph.layers.iter().enumerate() {
        assert!(layer.inputs.iter().all(|input| *input < at));
    }
    let kinds: Vec<&str> = graph
        .layers
        .iter()
        .map(|layer| match layer.kind {
            LayerKind::Input => "input",
            LayerKind::ZeroPadding { .. } => "pad",
            LayerKind::Depthwise { .. } => "depthwise",
            LayerKind::Conv { .. } => "conv",
            LayerKind::Clamp { .. } => "clamp",
            LayerKind::Scale { .. } => "scale",
            LayerKind::Softmax => "softmax",
            LayerKind::Add => "add",
            LayerKind::Mean => "mean",
            LayerKind::Dense { .. } => "dense",
        })
        .collect();
    let expected = ["input", "pad", "depthwise", "clamp", "add", "conv", "scale", "clamp", "mean", "dense", "softmax"];
    assert_eq!(kinds, expected);
    assert_eq!(graph.layers[5].shape, Shape::Map { height: 4, width: 4, channels: 4 });
}

#[test]
fn labels_come_from_the_metadata_and_must_fit() {
    let model = model_of(&inner_layers()).to_string();
    let ask = |metadata: &str| parse(model.as_bytes(), &weights(), Some(metadata.as_bytes()));
    assert_eq!(ask(r#"{"labels": ["Cup", "Ball"], "imageSize": 8}"#).unwrap().labels()[1], "Ball");
    assert_eq!(ask(r#"{"labels": ["Cup", " Cup\n"]}"#).unwrap().labels(), ["Cup", "Cup (2)"]);
    assert_eq!(ask(r#"{"labels": ["", "  "]}"#).unwrap().labels(), ["Class 1", "Class 2"]);
    let long = "a lamp ".repeat(20);
    assert_eq!(ask(&format!(r#"{{"labels": ["{long}", "x"]}}"#)).unwrap().labels()[0], long.trim());
    assert_eq!(ask("{}").unwrap().labels()[1], "Class 2");
    for (metadata, said) in [
        (r#"{"labels": ["one"]}"#, "1 labels"),
        (r#"{"labels": ["one", 2]}"#, "a label is not a name"),
        (r#"{"labels": 3}"#, "not a list"),
        (r#"{"imageSize": 224}"#, "imageSize is 224"),
        (r#"{"grayscale": true}"#, "grayscale is true"),
        ("[", "not JSON"),
    ] {
        let error = ask(metadata).unwrap_err().to_string();
        assert!(error.starts_with("metadata.json: ") && error.contains(said), "{metadata}: {error}");
    }
}

#[test]
fn what_cannot_be_run_is_refused_by_the_name_of_its_layer() {
    let set = |key: &'static str, value: Value| move |layer: &mut Value| layer["config"][key] = value.clone();
    let class = |class: &'static str| move |layer: &mut Value| layer["class_name"] = json!(class);
    for (message, said) in [
        (refusal("conv", set("data_format", json!("channels_first"))), "layer `conv` has its channels elsewhere"),
        (refusal("conv", set("dilation_rate", json!([2, 2]))), "dilated"),
        (refusal("conv", set("strides", json!([0, 1]))), "`strides` = [0,1]"),
        (refusal("conv", set("kernel_size", json!([9000, 3]))), "9000"),
        (refusal("conv", set("activation", json!("swish"))), "swish"),
        (refusal("conv", set("filters", json!(5))), "weight `conv/kernel` has the shape [3, 3, 3, 4]"),
        (refusal("conv", set("padding", json!("causal"))), "causal"),
        (refusal("side", set("depth_multiplier", json!(2))), "layer `side` has groups"),
        (refusal("norm", set("axis", json!(1))), "an axis other than"),
        (refusal("norm", set("epsilon", json!(-100))), "a deviation that is zero or not a number"),
        (refusal("relu", set("negative_slope", json!(0.2))), "lets negative numbers through"),
        (refusal("in", set("batch_input_shape", json!([null, 8, 9, 3]))), "8 x 9"),
        (refusal("in", set("batch_input_shape", json!([null, 4096, 4096, 3]))), "at most 1024"),
        (refusal("in", set("batch_input_shape", json!([null, 43, 232, 1]))), "43 x 232"),
        (refusal("pad", set("padding", json!([[0, 1_000_000], [0, 1]]))), "0 to 64"),
        (refusal("relu", class("LSTM")), "layer `relu` is a `LSTM`"),
        (refusal("sum", |layer| layer["inbound_nodes"] = json!([[["in", 0, 0], ["side", 0, 0]]])), "adds Map"),
        (refusal("pad", |layer| layer["inbound_nodes"] = json!([[["relu", 0, 0]]])), "cycle"),
        (refusal("pad", |layer| layer["inbound_nodes"] = json!([[["nobody", 0, 0]]])), "`nobody`, which does not"),
        (refusal("pad", |layer| layer["inbound_nodes"] = json!([])), "has no input"),
        (refusal("pad", |layer| layer["inbound_nodes"] = json!([[["in", 1, 0]]])), "shares it"),
        (refusal("pad", |layer| layer["name"] = json!("side")), "two layers named `side`"),
    ] {
        assert!(message.contains(said), "expected `{said}`, got: {message}");
    }
}

#[test]
fn weights_are_found_by_name_and_must_be_whole_plain_and_finite() {
    let model = model_of(&inner_layers());
    let ask =
        |model: &Value, weights: &[u8]| parse(model.to_string().as_bytes(), weights, None).unwrap_err().to_string();
    let bytes = weights();
    assert!(ask(&model, &bytes[..bytes.len() - 1]).contains("`dense/kernel` of the shape [4, 2] lies beyond the end"));
    assert!(ask(&model, &[&bytes[..], &[0; 4]].concat()).contains("4 of 648 bytes are left over"));
    let mut poisoned = bytes.clone();
    poisoned[8..12].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(ask(&model, &poisoned).contains("`conv/kernel` is NaN at 0"));
    let changed = |at: [usize; 2], key: &str, value: Value| {
        let mut model = model.clone();
        model["weightsManifest"][at[0]]["weights"][at[1]][key] = value;
        ask(&model, &bytes)
    };
    assert!(changed([0, 1], "name", json!("conv/krenel")).contains("weight `conv/kernel` is missing"));
    assert!(changed([0, 1], "dtype", json!("uint8")).contains("quantized or contains `uint8`"));
    assert!(changed([1, 4], "quantization", json!({"dtype": "uint8"})).contains("quantized"));
    assert!(changed([1, 0], "name", json!("norm/beta")).contains("twice"));
    assert!(changed([0, 0], "shape", json!([u64::MAX, u64::MAX])).contains("beyond the end"));
}

#[test]
fn a_model_that_takes_no_picture_or_gives_no_probabilities_is_refused() {
    let mut model = model_of(&inner_layers());
    let dense = |model: &mut Value, key: &str, value: Value| {
        model["modelTopology"]["config"][1]["config"]["layers"][1]["config"][key] = value;
    };
    dense(&mut model, "activation", json!("relu"));
    assert!(read(&model).unwrap_err().to_string().contains("does not end in a softmax"));
    let poses = json!({"modelTopology": {"class_name": "Sequential", "config": [
        {"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 14739]}}]},
        "weightsManifest": []});
    assert!(parse(poses.to_string().as_bytes(), &[], None).unwrap_err().to_string().contains("not take a picture"));
    for model in [json!({}), json!({"modelTopology": 3, "weightsManifest": []}), json!([1])] {
        let read = parse(model.to_string().as_bytes(), &[], None);
        assert!(matches!(read, Err(TfjsError::File { file: "model.json", .. })), "{model}");
    }
}

#[test]
fn a_model_that_would_never_end_or_fill_the_memory_is_refused() {
    let padding = |i: usize| {
        layer(
            "ZeroPadding2D",
            &format!("p{i}"),
            &[&*if i == 0 { "in".into() } else { format!("p{}", i - 1) }],
            json!({"padding": 64}),
        )
    };
    let mut layers = inner_layers();
    layers.extend((0..60).map(padding));
    layers[0] = layer("Activation", "sum", &["p59"], json!({"activation": "relu"}));
    let error = read(&model_of(&layers)).unwrap_err();
    assert!(matches!(error, TfjsError::TooLarge { what: "numbers between its layers", .. }), "{error}");

    let dropouts = (0..2100).map(|i| json!({"class_name": "Dropout", "config": {"name": format!("d{i}")}}));
    let first = json!({"class_name": "InputLayer", "config": {"batch_input_shape": [null, 8, 8, 3]}});
    let layers: Vec<Value> = std::iter::once(first).chain(dropouts).collect();
    let long = json!({"modelTopology": {"class_name": "Sequential", "config": layers}, "weightsManifest": []});
    let error = parse(long.to_string().as_bytes(), &[], None).unwrap_err();
    assert!(matches!(error, TfjsError::TooLarge { what: "layers", .. }), "{error}");
    assert!(parse(&vec![b'['; 5 << 20], &[], None).unwrap_err().to_string().contains("bytes, but at most"));
    assert!(parse("[".repeat(100_000).as_bytes(), &[], None).unwrap_err().to_string().contains("not JSON"));
}
