//! Measures ways to train the softmax head on folders of photographs and prints the table of
//! `docs/decisions/0008-training.md`.
//!
//! `cargo run --workspace --ignore-rust-version --example compare_training -- <data folder> [draws]`, from the repository's
//! root. For each draw, so many pictures of a class are taught and all its others asked.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

mod common;

use std::error::Error;
use std::path::PathBuf;

use common::{backbone, look, read_picture, sorted};
use menagerie_brain::{Backbone, Device, Embedding, Example, ExampleBank, Head, SoftmaxTrainer, augment};
use menagerie_lesson::{ClassId, ExampleId, TrainingSettings};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

const SHOTS: [usize; 2] = [10, 30];

/// Title, folder, and the classes taken from it (all if empty).
const SETS: [(&str, &str, &[&str]); 4] = [
    ("rps (3)", "rps", &[]),
    ("hands (10)", "hands", &[]),
    ("trash (5)", "trash", &["cardboard", "glass", "metal", "paper", "plastic"]),
    ("grocery (10)", "grocery", &[]),
];

/// Share of the taught pictures that a way really teaches, its title and its settings.
type Way = (f64, &'static str, TrainingSettings);

fn ways() -> Vec<Way> {
    let whole = TrainingSettings::on_everything();
    let default = TrainingSettings::default();
    let adam = TrainingSettings { batch_size: 16, epochs: 50, ..default };
    vec![
        (1.0, "everything, to the end", whole),
        (0.85, "85 %, to the end", whole),
        (1.0, "two fits (default)", default),
        (1.0, "two fits, augmentation", TrainingSettings { augmentation: true, ..default }),
        (1.0, "two fits, Adam, batches of 16, rate 0.01, 50 epochs", adam),
    ]
}

/// A picture and its variants.
struct Seen(Embedding, Vec<Embedding>);

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let data = PathBuf::from(args.next().ok_or("give the data folder")?);
    let draws: u64 = args.next().map_or(Ok(5), |draws| draws.parse())?;
    let backbone = backbone()?;
    println!("| set | way | {} |", SHOTS.map(|shots| shots.to_string()).join(" | "));
    println!("| --- | --- |{}", " --- |".repeat(SHOTS.len()));
    let mut means = vec![[0.0; SHOTS.len()]; ways().len()];
    for (title, folder, classes) in SETS {
        let set = read(&backbone, &data.join(folder), classes)?;
        for (way, mean) in ways().iter().zip(&mut means) {
            let found = SHOTS.map(|shots| measure(way, &set, shots, draws));
            row(title, way.1, &found);
            mean.iter_mut().zip(found).for_each(|(mean, found)| *mean += found / SETS.len() as f64);
        }
    }
    ways().iter().zip(&means).for_each(|(way, mean)| row("**mean**", way.1, mean));
    Ok(())
}

fn row(set: &str, way: &str, accuracies: &[f64]) {
    let cells: Vec<String> = accuracies.iter().map(|accuracy| format!("{:.1}", 100.0 * accuracy)).collect();
    println!("| {set} | {way} | {} |", cells.join(" | "));
}

fn read(backbone: &Backbone, folder: &std::path::Path, wanted: &[&str]) -> Result<Vec<Vec<Seen>>, Box<dyn Error>> {
    let mut set = Vec::new();
    for class in sorted(folder)? {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| class.ends_with(wanted)) {
            continue;
        }
        let mut seen = Vec::new();
        for path in sorted(&class)? {
            let rgb = read_picture(&path)?;
            let variants = augment(&rgb).iter().map(|variant| look(backbone, variant)).collect::<Result<_, _>>()?;
            seen.push(Seen(look(backbone, &rgb)?, variants));
        }
        set.push(seen);
    }
    Ok(set)
}

fn measure((share, _, settings): &Way, set: &[Vec<Seen>], shots: usize, draws: u64) -> f64 {
    let mut mean = 0.0;
    for draw in 0..draws {
        let mut random = StdRng::seed_from_u64(draw);
        let (mut taught, mut asked) = (Vec::new(), Vec::new());
        for (class, seen) in (0..).zip(set) {
            let mut order: Vec<&Seen> = seen.iter().collect();
            order.shuffle(&mut random);
            for (place, Seen(embedding, variants)) in order.into_iter().enumerate() {
                if place >= shots {
                    asked.push((class, embedding));
                } else if (place as f64) < shots as f64 * share {
                    let id = ExampleId(taught.len() as u64);
                    let (embedding, variants) = (embedding.clone(), variants.clone());
                    taught.push(Example { variants, ..Example::new(id, ClassId(class), embedding) });
                }
            }
        }
        let mut trainer = SoftmaxTrainer::new(&ExampleBank::from_examples(taught), &Device::flex(), settings);
        while !trainer.step(usize::MAX).done {}
        let head = trainer.finish();
        let right = asked.iter().filter(|(class, embedding)| {
            let probabilities = head.probabilities(embedding);
            probabilities.iter().all(|other| *other <= probabilities[usize::from(*class)])
        });
        mean += right.count() as f64 / asked.len() as f64 / draws as f64;
    }
    mean
}
