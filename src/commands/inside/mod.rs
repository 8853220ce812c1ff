//! `menagerie inside`: what every layer of the network makes of a photograph, why it answers as it does and what its neurons like,
//! as pictures and numbers, for lessons and papers.

mod patches;
mod pictures;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use menagerie_brain::{
    BLOCK_COUNT, GradientNetwork, GradientRule, INPUT_PX, NetworkInput, Neuron, occlusion, resize_to_input,
};
use menagerie_core::lesson::{ATLAS_FILE, relief};
use menagerie_core::photographs::read_picture;
use menagerie_core::prelude::{ActivationMap, Layer};
use menagerie_inside::{WALK, WallPicture, read_atlas, whole_wall};
use menagerie_learning::load_gradient_network;
use serde::Serialize;

use self::patches::Liked;
use self::pictures::{Square, heat_over};
use crate::cli::InsideArgs;
use crate::commands::network;
use crate::{assets, console};

/// Answers of the pretrained network that are given.
const TOP: usize = 5;

/// `inside.json`.
#[derive(Serialize)]
struct Inside {
    image: String,
    top: Vec<Top>,
    layers: Vec<LayerFigures>,
    /// Where in the picture it is that speaks for the best answer, row by row: what each place adds to 49 times its logit.
    class_map: Vec<f32>,
    /// The probability of the best answer while a square of 56 x 56 pixels is covered, which begins at every 28th row and column.
    occlusion: Vec<f32>,
    /// Of each layer of the walk the neurons that reacted most, and what they like.
    neurons: Vec<Liked>,
}

/// One of the answers.
#[derive(Serialize)]
struct Top {
    label: String,
    probability: f32,
}

/// What a layer made of the photograph.
#[derive(Serialize)]
struct LayerFigures {
    layer: String,
    /// Its wall, a file beside this one.
    wall: String,
    channels: usize,
    height: usize,
    width: usize,
    /// The number with the brightest colour of the wall; nothing and less is dark.
    brightest: f32,
    /// Largest and mean activation of each channel.
    largest: Vec<f32>,
    mean: Vec<f32>,
}

pub(crate) fn run(args: &InsideArgs) -> Result<ExitCode, String> {
    let shown = args.image.display();
    let told = |error: &dyn std::fmt::Display| format!("{shown}: {error}");
    let picture = read_picture(&args.image).map_err(|error| error.to_string())?;
    let rgb = resize_to_input(picture.rgb(), picture.width(), picture.height()).map_err(|error| told(&error))?;
    let input = NetworkInput::from_rgb(&rgb, INPUT_PX as u32, INPUT_PX as u32).map_err(|error| told(&error))?;
    let photograph = Square::of_rgb(&rgb);
    let backbone = network::load(args.device.into())?;
    let layers: Vec<Layer> = WALK.into_iter().chain((0..BLOCK_COUNT).map(Layer::Block)).collect();
    let looked = backbone.forward_with_maps(&input, &layers);
    let (output, maps) = looked.map_err(|error| told(&error))?;
    fs::create_dir_all(&args.out).map_err(|error| cannot_write(&args.out, &error))?;
    let layers = maps.iter().map(|map| write_wall(map, &args.out)).collect::<Result<Vec<_>, String>>()?;
    let top = backbone.top_k(&output.logits, TOP);
    let best = top.first().map_or(0, |answer| answer.index);
    let head = maps.iter().find(|map| map.layer == Layer::Head);
    let class_map = head.map(|map| backbone.label_map(map, best)).unwrap_or_default();
    heat_over(&photograph, &class_map).write(&args.out.join("class_map.png"))?;
    let occluded = occlusion(&backbone, &input, best, &|| true).map_err(|error| told(&error))?.unwrap_or_default();
    // Where the answer falls, what was covered spoke for it.
    let fallen: Vec<f32> = occluded.iter().map(|probability| 1.0 - probability).collect();
    heat_over(&photograph, &fallen).write(&args.out.join("occlusion.png"))?;
    let network = load_gradient_network(&assets::model_dir(&assets::find()?))?;
    write_gradients(&network, &input, best, &args.out)?;
    let folder = assets::find()?.join("atlas");
    let atlas = read_atlas(&folder.join(ATLAS_FILE)).map_err(|error| error.to_string())?;
    // At the limit of ReLU6 many neurons are equal, so they are ranked before it.
    let before = network.activations(&input, &WALK).map_err(|error| told(&error))?;
    let neurons = patches::write(&atlas, &folder, &before, &args.out)?;
    let top = top.into_iter().map(|answer| Top { label: answer.label, probability: answer.probability }).collect();
    let inside = Inside { image: shown.to_string(), top, layers, class_map, occlusion: occluded, neurons };
    let json = serde_json::to_string_pretty(&inside).map_err(|error| error.to_string())?;
    let path = args.out.join("inside.json");
    fs::write(&path, json).map_err(|error| cannot_write(&path, &error))?;
    console::answer(format_args!(
        "{} walls, class map, occlusion, gradients, what {} neurons like and inside.json are in {}",
        maps.len(),
        inside.neurons.len(),
        args.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Writes what in the photograph speaks for the answer, by each rule.
fn write_gradients(network: &GradientNetwork, input: &NetworkInput, label: usize, out: &Path) -> Result<(), String> {
    for rule in GradientRule::ALL {
        let found = network.gradient(input, Neuron::Label(label), rule, &|| true).map_err(|error| error.to_string())?;
        if let Some(found) = found {
            let picture = relief(&found.values, [0, 0], INPUT_PX);
            Square::of_rgb(picture.rgb()).write(&out.join(format!("{}.png", rule.name())))?;
        }
    }
    Ok(())
}

/// Writes all channels of a layer as a picture, and says what is in it.
fn write_wall(map: &ActivationMap, out: &Path) -> Result<LayerFigures, String> {
    let WallPicture { width, height, pixels, brightest, .. } = whole_wall(map);
    let wall = format!("{}.png", map.layer);
    let path = out.join(&wall);
    let written = image::save_buffer(&path, &pixels, width as u32, height as u32, image::ColorType::Rgba8);
    written.map_err(|error| cannot_write(&path, &error))?;
    let [channels, height, width] = map.shape;
    let of_each = |figure: fn(&[f32]) -> f32| (0..channels).map(|channel| figure(map.channel(channel))).collect();
    let largest = of_each(|numbers| numbers.iter().copied().fold(f32::MIN, f32::max));
    let mean = of_each(|numbers| numbers.iter().sum::<f32>() / numbers.len().max(1) as f32);
    Ok(LayerFigures { layer: map.layer.to_string(), wall, channels, height, width, brightest, largest, mean })
}

fn cannot_write(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: cannot be written: {error}. Choose another folder with --out", path.display())
}
