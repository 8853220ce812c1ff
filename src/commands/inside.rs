//! `menagerie inside`: what every layer of the network makes of a photograph, as pictures and numbers, for lessons and papers.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use menagerie_brain::{BLOCK_COUNT, NetworkInput};
use menagerie_core::photographs::read_picture;
use menagerie_core::prelude::{ActivationMap, Layer};
use menagerie_inside::{WallPicture, whole_wall};
use serde::Serialize;

use crate::cli::InsideArgs;
use crate::commands::network;
use crate::console;

/// Answers of the pretrained network that are given.
const TOP: usize = 5;

/// `inside.json`.
#[derive(Serialize)]
struct Inside {
    image: String,
    top: Vec<Top>,
    blocks: Vec<BlockFigures>,
}

/// One of the answers.
#[derive(Serialize)]
struct Top {
    label: String,
    probability: f32,
}

/// What a block made of the photograph.
#[derive(Serialize)]
struct BlockFigures {
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
    let picture = read_picture(&args.image).map_err(|error| error.to_string())?;
    let input = NetworkInput::from_rgb(picture.rgb(), picture.width(), picture.height());
    let input = input.map_err(|error| format!("{shown}: {error}"))?;
    let backbone = network::load(args.device.into())?;
    let layers: Vec<Layer> = (0..BLOCK_COUNT).map(Layer::Block).collect();
    let looked = backbone.forward_with_maps(&input, &layers);
    let (output, maps) = looked.map_err(|error| format!("{shown}: {error}"))?;
    fs::create_dir_all(&args.out).map_err(|error| cannot_write(&args.out, &error))?;
    let blocks = maps.iter().map(|map| write_wall(map, args)).collect::<Result<Vec<_>, String>>()?;
    let top = backbone.top_k(&output.logits, TOP).into_iter();
    let top = top.map(|answer| Top { label: answer.label, probability: answer.probability }).collect();
    let inside = Inside { image: shown.to_string(), top, blocks };
    let json = serde_json::to_string_pretty(&inside).map_err(|error| error.to_string())?;
    let path = args.out.join("inside.json");
    fs::write(&path, json).map_err(|error| cannot_write(&path, &error))?;
    console::answer(format_args!("{} walls and inside.json are in {}", maps.len(), args.out.display()));
    Ok(ExitCode::SUCCESS)
}

/// Writes all channels of a block as a picture, and says what is in it.
fn write_wall(map: &ActivationMap, args: &InsideArgs) -> Result<BlockFigures, String> {
    let WallPicture { width, height, pixels, brightest, .. } = whole_wall(map);
    let wall = format!("{}.png", map.layer);
    let path = args.out.join(&wall);
    let written = image::save_buffer(&path, &pixels, width as u32, height as u32, image::ColorType::Rgba8);
    written.map_err(|error| cannot_write(&path, &error))?;
    let [channels, height, width] = map.shape;
    let of_each = |figure: fn(&[f32]) -> f32| (0..channels).map(|channel| figure(map.channel(channel))).collect();
    let largest = of_each(|numbers| numbers.iter().copied().fold(f32::MIN, f32::max));
    let mean = of_each(|numbers| numbers.iter().sum::<f32>() / numbers.len().max(1) as f32);
    Ok(BlockFigures { layer: map.layer.to_string(), wall, channels, height, width, brightest, largest, mean })
}

fn cannot_write(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: cannot be written: {error}. Choose another folder with --out", path.display())
}
