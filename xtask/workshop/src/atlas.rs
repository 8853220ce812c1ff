//! `cargo xtask atlas <folder>..`: makes `assets/atlas/`.
//!
//! The network looks at every photograph of the folders; for each channel of the layers that the screen inside walks through, the
//! nine photographs are kept in which it was strongest before its ReLU6 (at the limit of 6 many would be equal). Photographs that
//! the network finds nearly the same count once. What is shown ships as files with their credits, never melted into one picture:
//! some licences ask for that.

mod credits;
mod optimised;
mod ranking;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use menagerie_brain::{
    Backbone, Embedding, GradientNetwork, INPUT_PX, NetworkDevice, NetworkInput, ReceptiveField, resize_to_input,
};
use menagerie_lesson::{
    ATLAS_FILE, Atlas, AtlasLayer, AtlasPatch, AtlasPhotograph, Layer, decode_picture, optimised_file,
};

use self::credits::Credits;
use self::ranking::Ranking;
use crate::files;

/// The layers: those of the walk.
const LAYERS: [Layer; 6] =
    [Layer::Stem, Layer::Depthwise(3), Layer::Depthwise(5), Layer::Depthwise(10), Layer::Depthwise(14), Layer::Head];
/// Folder of the network, and of the result, from the repository's root.
const MODEL: &str = "assets/models/efficientnet-lite0";
const TARGET: &str = "assets/atlas";
/// Sides of a patch, pixels: of the shallow layers somewhat more than they see, so that one knows what it is; of the deep ones
/// less, because the edges of what they see hardly count.
const SMALLEST_PATCH: usize = 24;
const LARGEST_PATCH: usize = 112;
/// Quality of the photographs, of 100.
const JPEG_QUALITY: u8 = 80;
/// Photographs of a folder that has more than this are taken evenly from all of it.
const MOST_OF_FOLDER: usize = 1300;
const MOST_OF_SMALL_PICTURES: usize = 120;

/// A photograph that was looked at.
struct Seen {
    /// Set, kind and name: `world/commons/fox/fox.jpg`.
    name: String,
    /// It as it ships, and as it was looked at: a place that is strongest here is strongest there, too.
    jpeg: Vec<u8>,
    embedding: Embedding,
}

/// Runs the sub-command with what stands after its name.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    if args.is_empty() {
        return Err("say which folders: cargo xtask atlas <world> <hands> <trash>, photographs in folders of their kinds; \
                    where there is a file ATTRIBUTION.csv (file, kind, source, author, url, licence) it gives the credits"
            .into());
    }
    let model = files::repository().join(MODEL);
    let weights = model.join("weights.safetensors");
    let weights = fs::read(&weights).map_err(|error| format!("{}: {error}", weights.display()))?;
    let labels = files::read_text(&model.join("labels.txt"))?;
    let told = |error: menagerie_brain::ModelError| error.to_string();
    let backbone = Backbone::from_safetensors(&weights, &labels, &NetworkDevice::all_cores()).map_err(told)?;
    let network = GradientNetwork::from_safetensors(&weights).map_err(told)?;
    let (mut seen, mut rankings, mut credits) = (Vec::new(), BTreeMap::<Layer, Ranking>::new(), Vec::new());
    for folder in args.iter().map(Path::new) {
        let of_folder = Credits::of(folder)?;
        for file in photographs(folder, &of_folder)? {
            let input = look(folder, &file, &backbone, &mut seen)?;
            for map in network.activations(&input, &LAYERS).map_err(told)? {
                rankings.entry(map.layer).or_default().add(seen.len() - 1, &map);
            }
            credits.push(of_folder.of_photograph(&seen[seen.len() - 1].name)?);
        }
        println!("{}: {} photographs so far", folder.display(), seen.len());
    }
    let kept = rankings.into_iter().map(|(layer, ranking)| (layer, ranking.strongest(&seen))).collect();
    let (mut atlas, shown) = assemble(&seen, credits, kept)?;
    let made = make_optimised(&network, &mut atlas)?;
    write(&atlas, &shown, &seen, &made)
}

/// The photographs of a folder that may ship, in the order of their names; of a large set evenly taken ones.
fn photographs(folder: &Path, credits: &Credits) -> Result<Vec<PathBuf>, String> {
    let mut all = Vec::new();
    collect(folder, &mut all)?;
    all.retain(|file| file.strip_prefix(folder).is_ok_and(|name| credits.may_ship(name)));
    all.sort();
    let most = if credits.is_listed() { MOST_OF_FOLDER } else { MOST_OF_SMALL_PICTURES };
    let count = all.len();
    let taken = (0..count.min(most)).map(|at| all[at * count / count.min(most)].clone());
    Ok(taken.collect())
}

fn collect(folder: &Path, all: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: cannot list it: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
        if path.is_dir() {
            collect(&path, all)?;
        } else if path.extension().is_some_and(|extension| extension == "jpg") {
            all.push(path);
        }
    }
    Ok(())
}

/// Reads a photograph as the network takes it.
fn look(folder: &Path, file: &Path, backbone: &Backbone, seen: &mut Vec<Seen>) -> Result<NetworkInput, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let picture = image::open(file).map_err(|error| told(&error))?.into_rgb8();
    let rgb = resize_to_input(picture.as_raw(), picture.width(), picture.height()).map_err(|error| told(&error))?;
    let side = INPUT_PX as u32;
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY)
        .encode(&rgb, side, side, ExtendedColorType::Rgb8)
        .map_err(|error| told(&error))?;
    let shipped = decode_picture(&jpeg, &file.display().to_string()).map_err(|error| error.to_string())?;
    let input = NetworkInput::from_rgb(shipped.rgb(), side, side).map_err(|error| told(&error))?;
    let output = backbone.forward(&input).map_err(|error| told(&error))?;
    let set = folder.file_name().map(Path::new).unwrap_or(folder);
    let inside = file.strip_prefix(folder).unwrap_or(file);
    let name = set.join(inside).to_string_lossy().replace('\\', "/");
    seen.push(Seen { name, jpeg, embedding: output.embedding });
    Ok(input)
}

/// The atlas of what was kept, and the numbers of the photographs that it shows.
fn assemble(
    seen: &[Seen],
    credits: Vec<AtlasPhotograph>,
    mut kept: BTreeMap<Layer, Vec<Vec<AtlasPatch>>>,
) -> Result<(Atlas, Vec<usize>), String> {
    let patches = kept.values().flatten().flatten();
    let shown: BTreeSet<usize> = patches.map(|patch| patch.photograph).collect();
    let shown: Vec<usize> = shown.into_iter().collect();
    for patch in kept.values_mut().flatten().flatten() {
        patch.photograph = shown.binary_search(&patch.photograph).map_err(|_| "a photograph was lost".to_owned())?;
    }
    let layers = kept.into_iter().map(|(layer, channels)| {
        let field = ReceptiveField::of(layer).ok_or_else(|| format!("there is no layer {layer}"))?;
        let side = field.side.clamp(SMALLEST_PATCH, LARGEST_PATCH);
        Ok((layer.to_string(), AtlasLayer { step: field.step, side, channels, optimised: Vec::new() }))
    });
    let layers = layers.collect::<Result<_, String>>()?;
    let photographs = shown.iter().enumerate().map(|(at, number)| {
        let credit = credits[*number].clone();
        AtlasPhotograph { file: format!("{at:04}.jpg"), ..credit }
    });
    let atlas = Atlas { looked_at: seen.len(), photographs: photographs.collect(), layers };
    match atlas.problem() {
        Some(problem) => Err(format!("the atlas is broken: {problem}")),
        None => Ok((atlas, shown)),
    }
}

/// Makes a picture for each neuron that has a name, as a file of its own: its name and its bytes.
fn make_optimised(network: &GradientNetwork, atlas: &mut Atlas) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut made = Vec::new();
    for (name, channel) in optimised::named() {
        let layer =
            atlas.layers.get_mut(&name.to_string()).ok_or_else(|| format!("{name} is no layer of the atlas"))?;
        let picture = optimised::optimise(network, layer, (name, channel))?;
        let (side, mut jpeg) = (picture.width(), Vec::new());
        JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY)
            .encode(picture.rgb(), side, side, ExtendedColorType::Rgb8)
            .map_err(|error| error.to_string())?;
        let file = optimised_file(name, channel);
        if optimised::is_noise(&decode_picture(&jpeg, &file).map_err(|error| error.to_string())?) {
            println!("nothing but noise for {name}, channel {channel}");
            continue;
        }
        layer.optimised.push(channel);
        made.push((file, jpeg));
        println!("a picture for {name}, channel {channel}");
    }
    Ok(made)
}

fn write(atlas: &Atlas, shown: &[usize], seen: &[Seen], made: &[(String, Vec<u8>)]) -> Result<(), String> {
    let target = files::repository().join(TARGET);
    // What an older atlas left behind must not ship.
    if target.is_dir() {
        for old in files::files_in(&target, "jpg")? {
            fs::remove_file(&old).map_err(|error| format!("{}: cannot be removed: {error}", old.display()))?;
        }
    }
    let mut bytes = 0;
    for (photograph, number) in atlas.photographs.iter().zip(shown) {
        let jpeg = &seen[*number].jpeg;
        bytes += jpeg.len();
        files::write(&target.join(&photograph.file), jpeg)?;
    }
    for (file, jpeg) in made {
        bytes += jpeg.len();
        files::write(&target.join(file), jpeg)?;
    }
    let text = serde_json::to_string(atlas).map_err(|error| error.to_string())?;
    files::write(&target.join(ATLAS_FILE), text.as_bytes())?;
    files::report(&target, bytes + text.len(), &format!("{} of {} photographs", shown.len(), seen.len()));
    for (name, layer) in &atlas.layers {
        let dead = layer.channels.iter().filter(|patches| patches.is_empty()).count();
        println!("{name}: {} channels, {dead} silent on all of them", layer.channels.len());
    }
    files::write(&target.join("CREDITS.md"), credits::table(atlas).as_bytes())
}
