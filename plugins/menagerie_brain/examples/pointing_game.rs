//! The pointing game (Zhang and others, "Top-down Neural Attention by Excitation Backprop", 2016): does the place that speaks most
//! for a class lie on the thing? Prints the table of `docs/INSIDE.md`.
//!
//! `cargo run --workspace --ignore-rust-version --example pointing_game -- <folder>`, from the repository's root. The folder
//! holds photographs, `boxes.csv` (file, x, y, w, h: where the thing is, pixels of the file), and a folder `scenes` of photographs
//! without such things. Taught are the things of four fifths of the boxes against the scenes; asked is the rest, in turn. The chance
//! level is what a finger hits that points anywhere.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

mod common;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use common::{backbone, read_picture, sorted};
use menagerie_brain::{
    Backbone, Embedding, Example, ExampleBank, Head, INPUT_PX, NetworkInput, REASON_LAYERS, RidgeTrainer,
};
use menagerie_lesson::{ActivationMap, ClassId, ExampleId};

/// Parts that are asked in turn.
const FOLDS: usize = 5;
/// A thing is small that covers less of the picture.
const SMALL: f32 = 0.5;
const THING: ClassId = ClassId(1);
const SCENE: ClassId = ClassId(2);

/// What the network makes of a photograph.
struct Looked {
    embedding: Embedding,
    logits: Vec<f32>,
    maps: Vec<ActivationMap>,
}

/// A photograph with the thing in it: left, top, right and bottom as the network sees it, 0..1.
struct Boxed {
    looked: Looked,
    edges: [f32; 4],
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give the folder with boxes.csv")?);
    let backbone = backbone()?;
    let boxed = read_boxes(&backbone, &folder)?;
    let mut scenes = Vec::new();
    for kind in sorted(&folder.join("scenes"))? {
        for file in sorted(&kind)? {
            scenes.push(look(&backbone, &file)?.embedding);
        }
    }
    // Of all things, and of those that are smaller than half of the picture.
    let mut hits = [[0, 0]; 2];
    for fold in 0..FOLDS {
        let taught = boxed
            .iter()
            .enumerate()
            .filter(|(at, _)| at % FOLDS != fold)
            .map(|(_, one)| (THING, &one.looked.embedding));
        let all = taught.chain(scenes.iter().map(|scene| (SCENE, scene))).enumerate();
        let examples = all.map(|(id, (class, embedding))| Example::new(ExampleId(id as u64), class, embedding.clone()));
        let head = RidgeTrainer::new().fit(&ExampleBank::from_examples(examples.collect()));
        let head = head.linear().ok_or("ridge is linear")?;
        for Boxed { looked, edges } in boxed.iter().skip(fold).step_by(FOLDS) {
            let maps = Backbone::reasons(&head, &looked.embedding, &looked.maps).ok_or("a map is missing")?;
            let lead = maps.lead(&THING).ok_or("a class is missing")?;
            let is_small = usize::from(area(*edges) < SMALL);
            let mut count = |map: usize, is_hit: bool| {
                hits[map][0] += usize::from(is_hit);
                hits[map][1] += usize::from(is_hit) * is_small;
            };
            count(0, is_on(&lead, *edges));
            let best = backbone.top_k(&looked.logits, 1)[0].index;
            count(1, is_on(&backbone.label_map(&looked.maps[0], best), *edges));
        }
    }
    let areas: Vec<f32> = boxed.iter().map(|one| area(one.edges)).collect();
    let small: Vec<f32> = areas.iter().copied().filter(|area| *area < SMALL).collect();
    let mean = |areas: &[f32]| 100.0 * areas.iter().sum::<f32>() / areas.len() as f32;
    println!("| map | of {} things | chance | of {} small things | chance |", areas.len(), small.len());
    println!("| --- | --- | --- | --- | --- |");
    for (name, [hits, small_hits]) in ["taught: these things or scenes", "pretrained: its best name"].iter().zip(hits) {
        let [all, of_small] =
            [(hits, areas.len()), (small_hits, small.len())].map(|(hits, count)| 100.0 * hits as f32 / count as f32);
        println!("| {name} | {all:.1} % | {:.1} % | {of_small:.1} % | {:.1} % |", mean(&areas), mean(&small));
    }
    Ok(())
}

/// Share of the picture that a thing covers.
fn area([left, top, right, bottom]: [f32; 4]) -> f32 {
    (right - left) * (bottom - top)
}

/// Whether the strongest place of a map lies on the thing.
fn is_on(map: &[f32], [left, top, right, bottom]: [f32; 4]) -> bool {
    let side = (map.len() as f32).sqrt() as usize;
    let strongest = map.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at);
    let centre = |at: usize| (at as f32 + 0.5) / side as f32;
    let (x, y) = (centre(strongest % side), centre(strongest / side));
    (left..right).contains(&x) && (top..bottom).contains(&y)
}

fn look(backbone: &Backbone, file: &Path) -> Result<Looked, Box<dyn Error>> {
    let side = INPUT_PX as u32;
    let input = NetworkInput::from_rgb(&read_picture(file)?, side, side)?;
    let (output, maps) = backbone.forward_with_maps(&input, &REASON_LAYERS)?;
    Ok(Looked { embedding: output.embedding, logits: output.logits, maps })
}

fn read_boxes(backbone: &Backbone, folder: &Path) -> Result<Vec<Boxed>, Box<dyn Error>> {
    let text = fs::read_to_string(folder.join("boxes.csv"))?;
    let mut boxed = Vec::new();
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split(',').collect();
        let [name, x, y, width, height, ..] = columns[..] else {
            return Err(format!("{line}: too few columns").into());
        };
        let [x, y, width, height] = [x, y, width, height].map(|number| number.parse::<f32>().unwrap_or(f32::NAN));
        let file = folder.join(name);
        let (across, down) = image::image_dimensions(&file)?;
        let (across, down) = (across as f32, down as f32);
        // The network sees the centre square.
        let side = across.min(down);
        let edge = |at: f32, length: f32| ((at - (length - side) / 2.0) / side).clamp(0.0, 1.0);
        let edges = [edge(x, across), edge(y, down), edge(x + width, across), edge(y + height, down)];
        boxed.push(Boxed { looked: look(backbone, &file)?, edges });
    }
    Ok(boxed)
}
