//! Measures the heads on folders of photographs and prints the table of `docs/decisions/0003-which-head.md`.
//!
//! `cargo run --workspace --ignore-rust-version --example compare_heads -- <data folder> [draws]`, from the
//! repository's root. The data folder holds `rps`, `hands`, `trash` and `grocery`, each with a folder a class.
//! For each draw, so many pictures of a class are taught and all its others asked.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

mod common;

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use common::{backbone, read_set};
use menagerie_brain::{Device, Embedding, ExampleBank, fit_head};
use menagerie_lesson::HeadKind;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

const SHOTS: [usize; 4] = [1, 5, 10, 30];
const HEADS: [HeadKind; 3] = [HeadKind::Knn, HeadKind::Ridge, HeadKind::Softmax];

/// Title, folder, and the classes taken from it (all if empty).
const SETS: [(&str, &str, &[&str]); 5] = [
    ("rps (3)", "rps", &[]),
    ("hands, poses 0 2 5 (3)", "hands", &["digit0", "digit2", "digit5"]),
    ("hands (10)", "hands", &[]),
    ("trash (5)", "trash", &["cardboard", "glass", "metal", "paper", "plastic"]),
    ("grocery (10)", "grocery", &[]),
];

/// The embeddings of a set, by class.
type Set = Vec<Vec<Embedding>>;

/// Sums over the draws of one cell of the table.
#[derive(Default)]
struct Cell {
    accuracy: f64,
    log_loss: f64,
    fit_millis: f64,
}

/// Classes of a set, and how many pictures of each are taught while the first has many; with four of each it is compared.
const UNEVEN: [(&str, &[&str], &[usize]); 6] = [
    ("trash", &["plastic", "glass"], &[50, 4]),
    ("trash", &["cardboard", "glass", "metal"], &[40, 4, 4]),
    ("trash", &["metal", "paper", "plastic"], &[40, 4, 4]),
    ("hands", &["digit3", "digit4", "digit5"], &[40, 4, 4]),
    ("rps", &["paper", "rock", "scissors"], &[40, 4, 4]),
    ("grocery", &["Apple", "Tomato", "Orange"], &[26, 4, 4]),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let data = PathBuf::from(args.next().ok_or("give the data folder")?);
    let draws: usize = args.next().map_or(Ok(20), |draws| draws.parse())?;
    let device = Device::flex();
    let backbone = backbone()?;

    let mut means: Vec<Vec<Cell>> = HEADS.iter().map(|_| SHOTS.iter().map(|_| Cell::default()).collect()).collect();
    println!("| set | head | {} |", SHOTS.map(|shots| shots.to_string()).join(" | "));
    println!("| --- | --- |{}", " --- |".repeat(SHOTS.len()));
    for (title, folder, classes) in SETS {
        let set = read_set(&backbone, &data.join(folder), classes)?;
        let set: Set = set.into_iter().map(|(_, embeddings)| embeddings).collect();
        for (head, means) in HEADS.iter().zip(&mut means) {
            let mut row = Vec::new();
            for (shots, mean) in SHOTS.iter().zip(means) {
                let cell = measure(*head, &set, *shots, draws, &device);
                row.push(format!("{:.1}", 100.0 * cell.accuracy));
                mean.accuracy += cell.accuracy / SETS.len() as f64;
                mean.log_loss += cell.log_loss / SETS.len() as f64;
                mean.fit_millis = mean.fit_millis.max(cell.fit_millis);
            }
            println!("| {title} | {head} | {} |", row.join(" | "));
        }
    }
    for (head, means) in HEADS.iter().zip(&means) {
        let row = |number: &dyn Fn(&Cell) -> String| means.iter().map(number).collect::<Vec<_>>().join(" | ");
        println!("| mean | {head} | {} |", row(&|cell| format!("{:.1}", 100.0 * cell.accuracy)));
        println!("| mean log loss, nats | {head} | {} |", row(&|cell| format!("{:.2}", cell.log_loss)));
        println!("| longest mean fit, ms | {head} | {} |", row(&|cell| format!("{:.1}", cell.fit_millis)));
    }
    println!(
        "\n| uneven classes, accuracy as a mean over them: with many / with four of each | {} |",
        HEADS.map(|h| h.name()).join(" | ")
    );
    println!("| --- |{}", " --- |".repeat(HEADS.len()));
    for (folder, classes, counts) in UNEVEN {
        let set = read_set(&backbone, &data.join(folder), classes)?;
        // In the order given, so that each class in turn is the one with many.
        let set: Set =
            classes.iter().flat_map(|name| set.iter().find(|(n, _)| n == name)).map(|(_, e)| e.clone()).collect();
        let cells = HEADS.map(|head| {
            let mean = |counts: &[usize]| 100.0 * uneven(head, &set, counts, draws, &device);
            format!("{:.1} / {:.1}", mean(counts), mean(&vec![4; counts.len()]))
        });
        println!("| {} {counts:?} | {} |", classes.join(", "), cells.join(" | "));
    }
    Ok(())
}

/// Mean accuracy over classes, over draws, and over which class has the first count.
fn uneven(head: HeadKind, set: &Set, counts: &[usize], draws: usize, device: &Device) -> f64 {
    let mut mean = 0.0;
    let classes = set.len();
    for draw in 0..draws {
        for turn in 0..classes {
            let mut random = StdRng::seed_from_u64(draw as u64);
            let (mut bank, mut asked) = (ExampleBank::new(), Vec::new());
            for (class, embeddings) in set.iter().enumerate() {
                let mut order: Vec<&Embedding> = embeddings.iter().collect();
                order.shuffle(&mut random);
                let taught = counts[(class + turn) % classes];
                for embedding in order.iter().take(taught) {
                    bank.add(class as u16, (*embedding).clone());
                }
                // The same pictures are asked whoever has many.
                asked.push(
                    order
                        .into_iter()
                        .skip(counts.iter().copied().max().unwrap_or_default().max(26))
                        .collect::<Vec<_>>(),
                );
            }
            let head = fit_head(head, &bank, device);
            for (class, asked) in asked.iter().enumerate() {
                let is_right = |embedding: &&&Embedding| {
                    let probabilities = head.probabilities(embedding);
                    probabilities.iter().all(|other| *other <= probabilities[class])
                };
                let right = asked.iter().filter(is_right).count();
                mean += right as f64 / asked.len() as f64 / (classes * classes * draws) as f64;
            }
        }
    }
    mean
}

fn measure(head: HeadKind, set: &Set, shots: usize, draws: usize, device: &Device) -> Cell {
    let mut cell = Cell::default();
    for draw in 0..draws {
        let mut random = StdRng::seed_from_u64(draw as u64);
        let (bank, asked) = split(set, shots, &mut random);
        let start = Instant::now();
        let head = fit_head(head, &bank, device);
        cell.fit_millis += start.elapsed().as_secs_f64() * 1e3 / draws as f64;
        let (mut right, mut log_loss) = (0, 0.0);
        for (class, embedding) in &asked {
            let probabilities = head.probabilities(embedding);
            let own = probabilities[*class];
            right += usize::from(probabilities.iter().all(|other| *other <= own));
            log_loss -= f64::from(own.max(1e-6)).ln();
        }
        cell.accuracy += f64::from(right as u32) / asked.len() as f64 / draws as f64;
        cell.log_loss += log_loss / asked.len() as f64 / draws as f64;
    }
    cell
}

/// So many pictures of each class to teach, and the others to ask.
fn split<'a>(set: &'a Set, shots: usize, random: &mut impl Rng) -> (ExampleBank, Vec<(usize, &'a Embedding)>) {
    let mut bank = ExampleBank::new();
    let mut asked = Vec::new();
    for (class, embeddings) in set.iter().enumerate() {
        let mut order: Vec<&Embedding> = embeddings.iter().collect();
        order.shuffle(random);
        for (position, embedding) in order.into_iter().enumerate() {
            if position < shots {
                bank.add(class as u16, embedding.clone());
            } else {
                asked.push((class, embedding));
            }
        }
    }
    (bank, asked)
}
