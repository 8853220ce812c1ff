//! Measures how well pictures of what was never taught are told from others, and prints the tables of
//! `docs/decisions/0010-held-things.md` about distinct photographs, and of `0007-novelty.md` before it.
//!
//! `cargo run --workspace --ignore-rust-version --example compare_novelty -- <data folder> [draws]`, from the repository's
//! root. The data folder holds `rps`, `hands`, `trash` and `grocery`, each with a folder a class. For each draw, so many
//! pictures of each known class are taught; all its others are known, all pictures of the other classes unknown.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

mod common;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use common::{backbone, read_set, strangers};
use menagerie_brain::{Device, Embedding, Example, ExampleBank, Head, Novelty, Strangers, fit_head};
use menagerie_lesson::HeadKind;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

const SHOTS: [usize; 3] = [5, 10, 30];
/// Parts that are held out in turn where a baseline must know what its score is like for known pictures.
const FOLDS: usize = 5;
const SCORES: [&str; 5] =
    ["highest softmax", "nearest cosine", "nearest (z) + softmax", "nearest (z) + softmax (z)", "Menagerie"];

/// Classes known and unknown, as `set/class` or `set`.
const NEAR: [(&str, &str); 9] = [
    ("hands/digit0 hands/digit1 hands/digit2 hands/digit3 hands/digit4", "hands"),
    ("hands/digit5 hands/digit6 hands/digit7 hands/digit8 hands/digit9", "hands"),
    ("hands/digit0 hands/digit2 hands/digit5", "hands"),
    ("grocery/Apple grocery/Avocado grocery/Banana grocery/Carrots grocery/Kiwi", "grocery"),
    ("grocery/Lemon grocery/Melon grocery/Mushroom grocery/Orange grocery/Tomato", "grocery"),
    ("trash/cardboard trash/glass trash/paper", "trash"),
    ("rps/rock rps/paper", "rps"),
    ("rps/rock rps/scissors", "rps"),
    ("rps/paper rps/scissors", "rps"),
];
const FAR: [(&str, &str); 4] = [("grocery", "trash"), ("hands", "grocery"), ("trash", "hands"), ("rps", "hands")];
const SINGLE: [(&str, &str); 4] =
    [("hands/digit0", "hands"), ("grocery/Apple", "grocery"), ("rps/rock", "rps"), ("trash/glass", "trash")];

/// `set/class` to its pictures.
type Data = BTreeMap<String, Vec<Embedding>>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().ok_or("give the data folder")?);
    let draws: u64 = args.next().map_or(Ok(20), |draws| draws.parse())?;
    let data = read(&folder)?;
    let strangers = strangers()?;
    for shots in SHOTS {
        println!("\n| {shots} a class | {} |\n| --- |{}", SCORES.join(" | "), " --- |".repeat(SCORES.len()));
        for (group, pairs) in [("near", &NEAR[..]), ("far", &FAR[..]), ("one class only", &SINGLE[..])] {
            let mut mean = [[0.0; 2]; SCORES.len()];
            for (known, unknown) in pairs {
                let found = measure(&data, &strangers, known, unknown, shots, draws);
                row(&format!("{known} / other {unknown}"), &found, 0);
                for (mean, found) in mean.iter_mut().zip(found) {
                    (0..2).for_each(|i| mean[i] += found[i] / pairs.len() as f64);
                }
            }
            row(&format!("**mean, {group}**"), &mean, 0);
            row(&format!("of the strange ones pass, {group}"), &mean, 1);
        }
    }
    Ok(())
}

fn row(title: &str, cells: &[[f64; 2]], which: usize) {
    let cells = cells.iter().map(|cell| format!("{:.1}", 100.0 * cell[which])).collect::<Vec<_>>();
    println!("| {title} | {} |", cells.join(" | "));
}

fn read(folder: &Path) -> Result<Data, Box<dyn Error>> {
    let backbone = backbone()?;
    let mut data = Data::new();
    for set in ["rps", "hands", "trash", "grocery"] {
        for (class, embeddings) in read_set(&backbone, &folder.join(set), &[])? {
            data.insert(format!("{set}/{class}"), embeddings);
        }
    }
    Ok(data)
}

/// For each score, the area under the receiver operating characteristic and the share of unknown pictures that pass where
/// 95 % of the known ones do.
fn measure(
    data: &Data,
    strangers: &Strangers,
    known: &str,
    unknown: &str,
    shots: usize,
    draws: u64,
) -> [[f64; 2]; SCORES.len()] {
    let belongs =
        |name: &str, to: &str| to.split(' ').any(|part| name == part || name.starts_with(&format!("{part}/")));
    let known: Vec<(&String, &Vec<Embedding>)> = data.iter().filter(|(name, _)| belongs(name, known)).collect();
    let taught = |name: &String| known.iter().any(|(known, _)| *known == name);
    let strange: Vec<&Embedding> =
        data.iter().filter(|(name, _)| belongs(name, unknown) && !taught(name)).flat_map(|(_, all)| all).collect();
    let mut mean = [[0.0; 2]; SCORES.len()];
    for draw in 0..draws {
        let mut random = StdRng::seed_from_u64(draw);
        let (mut bank, mut asked) = (ExampleBank::new(), Vec::new());
        for (class, (_, embeddings)) in (0..).zip(&known) {
            let mut order: Vec<&Embedding> = embeddings.iter().collect();
            order.shuffle(&mut random);
            for embedding in order.iter().take(shots) {
                bank.add(class, (*embedding).clone());
            }
            asked.extend(order.into_iter().skip(shots));
        }
        let scores = Scores::new(&bank, strangers);
        let ask = |pictures: &[&Embedding]| pictures.iter().map(|picture| scores.of(picture)).collect::<Vec<_>>();
        let (familiar, strange) = (ask(&asked), ask(&strange));
        for (score, mean) in mean.iter_mut().enumerate() {
            let column = |rows: &[[f64; SCORES.len()]]| rows.iter().map(|row| row[score]).collect::<Vec<_>>();
            let found = separation(column(&familiar), &column(&strange));
            (0..2).for_each(|i| mean[i] += found[i] / draws as f64);
        }
    }
    mean
}

/// Everything that is compared, taught with one bank.
struct Scores {
    bank: ExampleBank,
    head: Box<dyn Head>,
    nearest: [f64; 2],
    softmax: [f64; 2],
    novelty: Novelty,
}

impl Scores {
    fn new(bank: &ExampleBank, strangers: &Strangers) -> Self {
        let device = Device::flex();
        let (mut alone, mut sure) = (Vec::new(), Vec::new());
        for fold in 0..FOLDS {
            let part = |inside: bool| {
                let all = bank.examples().iter().enumerate();
                all.filter(|(at, _)| (at % FOLDS == fold) == inside).map(|(_, e)| e.clone()).collect::<Vec<Example>>()
            };
            let head = fit_head(HeadKind::Softmax, &ExampleBank::from_examples(part(false)), &device);
            sure.extend(part(true).iter().map(|example| highest(head.as_ref(), &example.embedding)));
        }
        for example in bank.examples() {
            let others = bank.examples().iter().filter(|other| other.id != example.id);
            alone.push(others.map(|other| f64::from(other.embedding.cosine(&example.embedding))).fold(-1.0, f64::max));
        }
        Self {
            head: fit_head(HeadKind::Softmax, bank, &device),
            nearest: mean_and_deviation(&alone),
            softmax: mean_and_deviation(&sure),
            novelty: Novelty::fit(bank, strangers),
            bank: bank.clone(),
        }
    }

    /// Each higher for what is more strange, in the order of [`SCORES`].
    fn of(&self, picture: &Embedding) -> [f64; SCORES.len()] {
        let cosines = self.bank.examples().iter().map(|example| f64::from(example.embedding.cosine(picture)));
        let (nearest, softmax) = (cosines.fold(-1.0, f64::max), highest(self.head.as_ref(), picture));
        let z = |value: f64, [mean, deviation]: [f64; 2]| (value - mean) / deviation;
        let near = z(nearest, self.nearest);
        let both = near + z(softmax, self.softmax);
        [-softmax, -nearest, -near - softmax, -both, self.novelty.score(picture)]
    }
}

fn highest(head: &dyn Head, picture: &Embedding) -> f64 {
    f64::from(head.probabilities(picture).into_iter().fold(0.0, f32::max))
}

fn mean_and_deviation(values: &[f64]) -> [f64; 2] {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
    [mean, variance.sqrt().max(1e-6)]
}

fn separation(mut known: Vec<f64>, strange: &[f64]) -> [f64; 2] {
    known.sort_by(f64::total_cmp);
    let rank = |score: f64| {
        known.partition_point(|other| *other < score) as f64 + known.partition_point(|other| *other <= score) as f64
    };
    let area = strange.iter().map(|score| rank(*score)).sum::<f64>() / 2.0 / (known.len() * strange.len()) as f64;
    let most = known[((known.len() as f64 * 0.95).ceil() as usize).clamp(1, known.len()) - 1];
    [area, strange.iter().filter(|score| **score <= most).count() as f64 / strange.len() as f64]
}
