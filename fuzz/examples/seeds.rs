//! Writes the seeds that are no text: `cargo run --release --example seeds`. The same each time.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use image::{ImageFormat, RgbImage};
use libfuzzer_sys::fuzz_target;
use menagerie_fuzz::{join, pack};
use menagerie_lesson::{CAMERA, ClassId, EMBEDDING_LEN, HeadKind, LinearHead, RecordingId, Split};
use menagerie_project::{BoundedZip, Project};
use serde_json::{Value, json};
use zip::CompressionMethod;

// What is watched by libFuzzer cannot be linked without a target.
fuzz_target!(|_bytes: &[u8]| {});

fn main() -> io::Result<()> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let put = |name: &str, bytes: &[u8]| {
        let path = seeds.join(name);
        fs::create_dir_all(path.parent().expect("each seed lies in a target's folder"))?;
        fs::write(path, bytes)
    };
    put("project/lesson.menagerie", &packed(&lesson(6, 2)))?;
    put("project/little.menagerie", &packed(&lesson(2, 1)))?;
    let mut mirrored = lesson(2, 0);
    mirrored.pictures.iter_mut().for_each(|picture| picture.source = CAMERA.to_owned());
    let mut entries = entries(&mirrored);
    entries[0].1 = String::from_utf8_lossy(&entries[0].1).replace("\"version\": 3", "\"version\": 2").into_bytes();
    put("project/mirrored.menagerie", &deflated(&entries))?;

    put("pack/garden.zip", &deflated(&garden()))?;
    put("pack/little.zip", &deflated(&garden()[..1]))?;

    let (model, weights) = small_model();
    let metadata = br#"{"labels": ["A", "B"], "imageSize": 8, "grayscale": false}"#.to_vec();
    let export = ["model.json", "weights.bin", "metadata.json"].map(str::to_owned);
    let files = [model, weights, metadata];
    put("tensorflow_js/small", &join(&files))?;
    put("pictures/model.zip", &deflated(&export.into_iter().zip(files).collect::<Vec<_>>()))?;
    let (model, weights) = long_model();
    assert!(model.len() > 64 << 10, "a long topology of {} bytes", model.len());
    put("tensorflow_js/long", &join(&[model, weights, Vec::new()]))
}

/// A lesson of so many pictures, all but one with embeddings, and a head of so many labels.
fn lesson(pictures: u32, labels: usize) -> Project {
    let mut project = Project { name: "Seed".into(), ..Project::default() };
    let creatures = ["green".to_owned(), "purple".to_owned()];
    let classes = ["A", "B"].map(|name| project.class_or_new(name, &creatures));
    for at in 0..pictures {
        let format = if at % 2 == 0 { ImageFormat::Png } else { ImageFormat::Jpeg };
        let split = [Split::Teach, Split::Validate, Split::Teach, Split::Teach, Split::Test][at as usize % 5];
        project.add_picture(classes[at as usize % 2], split, "seed.png", picture(at, format).into());
    }
    let numbers = |from: usize| (from..from + EMBEDDING_LEN).map(move |at| (at % (3 + from)) as f32 * 0.25);
    for (at, picture) in project.pictures.iter_mut().enumerate().skip(1) {
        picture.embedding = (labels > 0).then(|| numbers(at).collect::<Arc<[f32]>>());
        picture.recording = (picture.class == ClassId(1)).then_some(RecordingId(7));
    }
    project.embedded_by = (labels > 0).then(|| "a network".to_owned());
    project.head = (labels > 0).then(|| LinearHead {
        kind: HeadKind::Ridge,
        labels: project.classes.iter().map(|class| class.name.clone()).take(labels).collect(),
        weights: (0..labels).map(|at| numbers(at).collect()).collect(),
        intercepts: vec![0.5; labels],
        sharpness: 10.0,
    });
    project
}

/// A pack with one of everything.
fn garden() -> Vec<(String, Vec<u8>)> {
    let about = "name = \"Garden\"\nsentence = \"x\"\nlanguage = \"en\"\ncreatures = [\"bee\"]\nscreens = [\"play\"]\n\
        sets = [\"leaves\"]\nclasses = [{ name = \"Bee\", creature = \"bee\" }, { name = \"Leaf\" }]\n\n[palette]\n\
        plate = \"#20304a\"\nink = \"#000000\"\npaper = \"#ffffff\"\n";
    let set = br#"{"name": "Leaves", "sentence": "Two.", "licence": "CC0"}"#;
    let files: [(&str, Vec<u8>); 6] = [
        ("pack.toml", about.into()),
        ("creatures/bee/sheet.png", picture(1, ImageFormat::Png)),
        ("sounds/done.wav", sound()),
        ("locales/en/garden.ftl", b"hold = Feed me\n".to_vec()),
        ("scene/background.png", picture(2, ImageFormat::Png)),
        ("sets/leaves/set.json", set.to_vec()),
    ];
    files.map(|(name, bytes)| (name.to_owned(), bytes)).into()
}

/// A WAV file of eight samples: 16 bits, 44.1 kHz, one channel.
fn sound() -> Vec<u8> {
    let mut bytes = b"RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    bytes.extend(44_100_u32.to_le_bytes());
    bytes.extend(88_200_u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data\x10\0\0\0");
    bytes.resize(bytes.len() + 16, 0);
    bytes
}

fn picture(number: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(8, 8, |x, y| image::Rgb([x, y, number].map(|number| (number * 30) as u8)));
    picture.write_to(&mut bytes, format).expect("a picture can be packed");
    bytes.into_inner()
}

fn entries(project: &Project) -> Vec<(String, Vec<u8>)> {
    let bytes = project.to_bytes().expect("a sound project");
    let mut zip = BoundedZip::from_bytes(bytes, "seed.menagerie").expect("a sound archive");
    let names: Vec<String> = zip.names().map(str::to_owned).collect();
    let read = |name: String| (name.clone(), zip.read(&name, u64::MAX).expect("a sound entry"));
    names.into_iter().map(read).collect()
}

/// A project whose numbers are deflated as well: patterns become small.
fn packed(project: &Project) -> Vec<u8> {
    deflated(&entries(project))
}

fn deflated(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    pack(entries, CompressionMethod::Deflated).expect("names that differ")
}

/// A layer, and what feeds it.
fn layer(class: &str, name: &str, from: &[&str], mut config: Value) -> Value {
    config["name"] = json!(name);
    let inputs: Vec<Value> = from.iter().map(|from| json!([from, 0, 0, {}])).collect();
    let nodes = if inputs.is_empty() { json!([]) } else { json!([inputs]) };
    json!({"class_name": class, "name": name, "config": config, "inbound_nodes": nodes})
}

/// `model.json` and `weights.bin` of a network of these layers, which ends in four channels, with these weights.
fn export(layers: &[Value], output: &str, mut shapes: Vec<(String, Vec<usize>)>) -> (Vec<u8>, Vec<u8>) {
    shapes.push(("dense/kernel".into(), vec![4, 2]));
    shapes.push(("dense/bias".into(), vec![2]));
    let inner = json!({"class_name": "Model", "config": {"name": "inner", "layers": layers,
        "input_layers": [["in", 0, 0]], "output_layers": [[output, 0, 0]]}});
    let pool = json!({"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}});
    let drop = json!({"class_name": "Dropout", "config": {"name": "drop", "rate": 0.5}});
    let dense = json!({"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "softmax"}});
    let sequence = |layers: Value| json!({"class_name": "Sequential", "config": layers});
    let weights: Vec<Value> =
        shapes.iter().map(|(name, shape)| json!({"name": name, "shape": shape, "dtype": "float32"})).collect();
    let model = json!({
        "modelTopology": sequence(json!([sequence(json!([inner, pool])), sequence(json!({"layers": [drop, dense]}))])),
        "weightsManifest": [{"paths": ["weights.bin"], "weights": weights}],
    });
    let numbers = shapes.iter().map(|(_, shape)| shape.iter().product::<usize>()).sum();
    let weights = (0..numbers).flat_map(|at: usize| (0.1 + (at % 7) as f32 * 0.1).to_le_bytes()).collect();
    (model.to_string().into_bytes(), weights)
}

/// The weights of a convolution and of the normalisation after it.
fn shapes(kernel: &str, shape: [usize; 4], normalisation: &str) -> Vec<(String, Vec<usize>)> {
    let parts = ["gamma", "beta", "moving_mean", "moving_variance"];
    let parts = parts.map(|part| (format!("{normalisation}/{part}"), vec![4]));
    [(kernel.to_owned(), shape.to_vec())].into_iter().chain(parts).collect()
}

/// Every kind of layer once.
fn small_model() -> (Vec<u8>, Vec<u8>) {
    let side = json!({"kernel_size": [3, 3], "padding": "same", "use_bias": false, "activation": "relu"});
    let conv = json!({"filters": 4, "kernel_size": [3, 3], "strides": [2, 2], "padding": "valid", "use_bias": false});
    let layers = [
        layer("InputLayer", "in", &[], json!({"batch_input_shape": [null, 8, 8, 3], "dtype": "float32"})),
        layer("ZeroPadding2D", "pad", &["in"], json!({"padding": [[0, 1], [0, 1]]})),
        layer("DepthwiseConv2D", "side", &["pad"], side),
        layer("Add", "sum", &["pad", "side"], json!({})),
        layer("Conv2D", "conv", &["sum"], conv),
        layer("BatchNormalization", "norm", &["conv"], json!({"axis": [3], "epsilon": 0.001})),
        layer("ReLU", "relu", &["norm"], json!({"max_value": 6})),
    ];
    let mut weights = vec![("side/depthwise_kernel".to_owned(), vec![3, 3, 3, 1])];
    weights.extend(shapes("conv/kernel", [3, 3, 3, 4], "norm"));
    export(&layers, "relu", weights)
}

/// As long as those of Teachable Machine: its topology has more than 64 KiB.
fn long_model() -> (Vec<u8>, Vec<u8>) {
    let mut layers = vec![layer("InputLayer", "in", &[], json!({"batch_input_shape": [null, 4, 4, 1]}))];
    let (mut weights, mut newest, mut channels) = (Vec::new(), "in".to_owned(), 1);
    for block in 0..70 {
        let [conv, norm, relu] = ["conv", "norm", "relu"].map(|name| format!("block_{block}_{name}"));
        let config = json!({"filters": 4, "kernel_size": [1, 1], "strides": [1, 1], "padding": "same",
            "data_format": "channels_last", "dilation_rate": [1, 1], "activation": "linear", "use_bias": false});
        layers.push(layer("Conv2D", &conv, &[&newest], config));
        let config = json!({"axis": 3, "momentum": 0.999, "epsilon": 0.001, "center": true, "scale": true});
        layers.push(layer("BatchNormalization", &norm, &[&conv], config));
        layers.push(layer("ReLU", &relu, &[&norm], json!({"max_value": 6, "negative_slope": 0, "threshold": 0})));
        weights.extend(shapes(&format!("{conv}/kernel"), [1, 1, channels, 4], &norm));
        (newest, channels) = (relu, 4);
    }
    export(&layers, &newest, weights)
}
