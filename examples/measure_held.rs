//! Measures what visitors get who hold a button: the tables of `docs/decisions/0010-held-things.md`.
//!
//! `cargo run --workspace --ignore-rust-version --example measure_held -- <data folder> [draws] [ways] [--prior]`, from the
//! repository's root. The data folder holds `rps`, `hands`, `trash`, `grocery` and `world`. Lessons are taught with so many
//! photographs of each class, each as so many frames of a drifting hand, and asked about other photographs as they are.
//! Ways are photographs x frames a class, such as `2x15`; without one it goes through all of them.
//! `--prior` prints the constants of `menagerie_brain/src/novelty/prior.rs` instead.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use menagerie_brain::{
    Backbone, Device, Embedding, Example, ExampleBank, NEVER_SEEN_BELOW, Novelty, Strangers, expected_accuracy,
    fit_head,
};
use menagerie_brain::{NetworkDevice, NetworkInput};
use menagerie_core::drift::Drift;
use menagerie_core::photographs::{list_pictures, read_picture};
use menagerie_learning::{load_backbone, load_strangers};
use menagerie_lesson::Picture;
use menagerie_lesson::{ClassId, ExampleId, HeadKind, RecordingId};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rayon::prelude::*;

const MODEL: &str = "assets/models/efficientnet-lite0";
/// Photographs and frames a class. One frame: the photograph as it is.
const WAYS: [[usize; 2]; 7] = [[1, 15], [2, 15], [5, 6], [10, 3], [5, 1], [10, 1], [30, 1]];
/// Photographs of each class that are held, and frames of each.
const HELD: [usize; 2] = [24, 15];
/// Pictures asked of each kind, at most.
const MOST_ASKED: usize = 250;

/// Classes taught, and where others of their kind are: `set` or `set/class`.
const FULL: [(&str, &[&str]); 5] = [
    ("rps", &[]),
    ("hands", &["digit0", "digit2", "digit5"]),
    ("hands", &[]),
    ("trash", &["cardboard", "glass", "metal", "paper", "plastic"]),
    ("grocery", &[]),
];
const NEAR: [(&str, &[&str]); 9] = [
    ("hands", &["digit0", "digit1", "digit2", "digit3", "digit4"]),
    ("hands", &["digit5", "digit6", "digit7", "digit8", "digit9"]),
    ("hands", &["digit0", "digit2", "digit5"]),
    ("grocery", &["Apple", "Avocado", "Banana", "Carrots", "Kiwi"]),
    ("grocery", &["Lemon", "Melon", "Mushroom", "Orange", "Tomato"]),
    ("trash", &["cardboard", "glass", "paper"]),
    ("rps", &["rock", "paper"]),
    ("rps", &["rock", "scissors"]),
    ("rps", &["paper", "scissors"]),
];
const SETS: [&str; 4] = ["rps", "hands", "trash", "grocery"];

/// A photograph: as it is, and as frames of a hand that holds it (none where nobody holds it).
struct Photograph {
    plain: Embedding,
    frames: Vec<Embedding>,
}

struct Data {
    /// By set and class.
    sets: BTreeMap<&'static str, BTreeMap<String, Vec<Photograph>>>,
    /// Photographs of many kinds that are no shipped strangers, with their folder's folder.
    world: Vec<(String, Embedding)>,
    strangers: Strangers,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let wants_prior = args.iter().any(|arg| arg == "--prior");
    let mut plain = args.iter().filter(|arg| !arg.starts_with("--"));
    let folder = PathBuf::from(plain.next().ok_or("give the data folder")?);
    let draws: u64 = plain.next().map_or(Ok(20), |draws| draws.parse())?;
    let data = Data::read(&folder)?;
    if wants_prior {
        print_prior(&data, draws);
    } else {
        let chosen: Vec<&str> = plain.map(String::as_str).collect();
        let is_chosen =
            |[shots, frames]: &[usize; 2]| chosen.is_empty() || chosen.contains(&format!("{shots}x{frames}").as_str());
        print_table(&data, draws, &WAYS.into_iter().filter(is_chosen).collect::<Vec<_>>());
    }
    Ok(())
}

impl Data {
    fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let backbone = load_backbone(Path::new(MODEL), &NetworkDevice::all_cores())?;
        let mut sets = BTreeMap::new();
        let mut seed = 0;
        for set in SETS {
            let mut classes = BTreeMap::new();
            for class in list_folders(&folder.join(set))? {
                let pictures = list_pictures(&class)?;
                let mut order: Vec<usize> = (0..pictures.len()).collect();
                order.shuffle(&mut StdRng::seed_from_u64(7));
                let held: HashSet<usize> = order.into_iter().take(HELD[0]).collect();
                let mut photographs = Vec::new();
                for (at, path) in pictures.iter().enumerate() {
                    seed += 1;
                    let picture = read_picture(path)?;
                    let mut drift = Drift::new(seed);
                    let frames = if held.contains(&at) { HELD[1] } else { 0 };
                    let frames = (0..frames).map(|_| look(&backbone, &drift.next_frame(&picture)?));
                    photographs.push(Photograph {
                        frames: frames.collect::<Result<_, _>>()?,
                        plain: look(&backbone, &picture)?,
                    });
                }
                let name = class.file_name().unwrap_or_default().to_string_lossy().into_owned();
                classes.insert(name, photographs);
            }
            sets.insert(set, classes);
        }
        let shipped: HashSet<&str> = include_str!("../xtask/workshop/src/strangers.txt").lines().collect();
        let mut world = Vec::new();
        for group in list_folders(&folder.join("world"))? {
            for kind in list_folders(&group)? {
                let name = |path: &Path| path.strip_prefix(folder.join("world")).map(|name| name.display().to_string());
                let found = list_pictures(&kind)?
                    .into_iter()
                    .find(|path| name(path).is_ok_and(|n| !shipped.contains(n.as_str())));
                if let Some(path) = found {
                    let group = group.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    world.push((group, look(&backbone, &read_picture(&path)?)?));
                }
            }
        }
        Ok(Self { sets, world, strangers: load_strangers(Path::new(MODEL))? })
    }
}

fn list_folders(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut folders: Vec<PathBuf> = entries.iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

fn look(backbone: &Backbone, picture: &Picture) -> Result<Embedding, Box<dyn Error>> {
    let input = NetworkInput::from_rgb(picture.rgb(), picture.width(), picture.height())?;
    Ok(backbone.forward(&input)?.embedding)
}

/// A lesson and everything it is asked.
struct Lesson<'a> {
    bank: ExampleBank,
    /// The same photographs, each taught once as it is.
    once: ExampleBank,
    known: Vec<(ClassId, &'a Embedding)>,
    near: Vec<&'a Embedding>,
    far: Vec<&'a Embedding>,
    world: Vec<&'a Embedding>,
}

impl<'a> Lesson<'a> {
    fn draw(data: &'a Data, (set, classes): (&'static str, &[&str]), [shots, frames]: [usize; 2], draw: u64) -> Self {
        let mut random = StdRng::seed_from_u64(draw);
        let is_taught = |name: &str| classes.is_empty() || classes.contains(&name);
        let (mut held, mut once, mut known, mut near) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut recordings = 0;
        let of_set = &data.sets[set];
        for (class, (_, photographs)) in (0..).map(ClassId).zip(of_set.iter().filter(|(name, _)| is_taught(name))) {
            let mut order: Vec<&Photograph> = photographs.iter().collect();
            order.shuffle(&mut random);
            // Those that can be held first.
            order.sort_by_key(|photograph| frames > 1 && photograph.frames.is_empty());
            for (place, photograph) in order.into_iter().enumerate() {
                if place >= shots {
                    known.push((class, &photograph.plain));
                    continue;
                }
                recordings += 1;
                push(&mut once, class, None, &photograph.plain);
                if frames == 1 {
                    push(&mut held, class, None, &photograph.plain);
                }
                let taken = photograph.frames.iter().take(if frames > 1 { frames } else { 0 });
                taken.for_each(|frame| push(&mut held, class, Some(RecordingId(recordings)), frame));
            }
        }
        near.extend(of_set.iter().filter(|(name, _)| !is_taught(name)).flat_map(|(_, all)| all).map(|p| &p.plain));
        let others = data.sets.iter().filter(|(name, _)| **name != set);
        let mut far: Vec<&Embedding> =
            others.flat_map(|(_, classes)| classes.values().flatten()).map(|p| &p.plain).collect();
        let groceries = set == "grocery";
        // Fruit is no stranger where fruit is taught.
        let strange = data.world.iter().filter(|(group, _)| !groceries || (group != "grocery" && group != "commons"));
        let mut world: Vec<&Embedding> = strange.map(|(_, embedding)| embedding).collect();
        known.shuffle(&mut random);
        [&mut near, &mut far, &mut world].into_iter().for_each(|list| list.shuffle(&mut random));
        known.truncate(MOST_ASKED);
        [&mut near, &mut far, &mut world].into_iter().for_each(|list| list.truncate(MOST_ASKED));
        let [bank, once] = [held, once].map(ExampleBank::from_examples);
        Self { bank, once, known, near, far, world }
    }
}

fn push(examples: &mut Vec<Example>, class: ClassId, recording: Option<RecordingId>, embedding: &Embedding) {
    let id = ExampleId(examples.len() as u64);
    examples.push(Example { recording, ..Example::new(id, class, embedding.clone()) });
}

/// What one lesson gave; shares 0..1.
#[derive(Default, Clone)]
struct Figures(BTreeMap<&'static str, Vec<f64>>);

impl Figures {
    fn add(&mut self, name: &'static str, value: Option<f64>) {
        self.0.entry(name).or_default().extend(value);
    }

    fn mean(&self, name: &str) -> f64 {
        let values = self.0.get(name).map_or(&[][..], Vec::as_slice);
        values.iter().sum::<f64>() / values.len() as f64
    }
}

fn measure(data: &Data, task: (&'static str, &[&str]), way: [usize; 2], draw: u64) -> Figures {
    let lesson = Lesson::draw(data, task, way, draw);
    let device = Device::flex();
    let novelty = Novelty::fit(&lesson.bank, &data.strangers);
    let is_known = |embedding: &Embedding| novelty.known(embedding) >= NEVER_SEEN_BELOW;
    let right = |bank: &ExampleBank| -> Vec<bool> {
        let head = fit_head(HeadKind::Ridge, bank, &device);
        let classes = head.classes().to_vec();
        let answer = |embedding: &Embedding| {
            let probabilities = head.probabilities(embedding);
            let best = (0..classes.len()).max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]));
            best.map(|best| classes[best])
        };
        lesson.known.iter().map(|(class, embedding)| answer(embedding) == Some(*class)).collect()
    };
    let (held, once) = (right(&lesson.bank), right(&lesson.once));
    let known: Vec<bool> = lesson.known.iter().map(|(_, embedding)| is_known(embedding)).collect();
    let share =
        |of: Vec<bool>| (!of.is_empty()).then(|| of.iter().filter(|one| **one).count() as f64 / of.len() as f64);
    let both: Vec<bool> = held.iter().zip(&known).map(|(right, known)| *right && *known).collect();
    let of_right = held.iter().zip(&known).filter(|(right, _)| **right).map(|(_, known)| *known);
    let caught = |list: &[&Embedding]| share(list.iter().map(|embedding| !is_known(embedding)).collect());
    let score = |list: &mut dyn Iterator<Item = &Embedding>| list.map(|e| novelty.score(e)).collect::<Vec<f64>>();
    let mut figures = Figures::default();
    figures.add("known of right", share(of_right.collect()));
    figures.add("far", caught(&lesson.far));
    figures.add("world", caught(&lesson.world));
    figures.add("near", caught(&lesson.near));
    if !lesson.near.is_empty() {
        let known = score(&mut lesson.known.iter().map(|(_, embedding)| *embedding));
        figures.add("auroc", Some(auroc(known, &score(&mut lesson.near.iter().copied()))));
    }
    let truth = share(both);
    figures.add("right and known", truth);
    let own = expected_accuracy(&lesson.bank, Some(&data.strangers));
    figures.add("own estimate", own);
    figures.add("off", own.zip(truth).map(|(own, truth)| own - truth));
    figures.add("accuracy", share(held));
    figures.add("once", share(once));
    figures
}

fn auroc(mut known: Vec<f64>, strange: &[f64]) -> f64 {
    known.sort_by(f64::total_cmp);
    let rank = |score: &f64| {
        (known.partition_point(|other| other < score) + known.partition_point(|other| other <= score)) as f64 / 2.0
    };
    strange.iter().map(rank).sum::<f64>() / (known.len() * strange.len()) as f64
}

fn print_table(data: &Data, draws: u64, ways: &[[usize; 2]]) {
    let columns = ["known of right", "far", "world", "accuracy", "once", "right and known", "own estimate"];
    let of_near = ["near", "known of right", "auroc"];
    println!("| photographs x frames | {} | of near pairs: {} |", columns.join(" | "), of_near.join(" | "));
    println!("| --- |{}", " --- |".repeat(columns.len() + of_near.len()));
    for way in ways.iter().copied() {
        let run = |tasks: &[(&'static str, &[&str])], name: &str| {
            let means = tasks.iter().map(|task| {
                let figures: Vec<Figures> =
                    (0..draws).into_par_iter().map(|draw| measure(data, *task, way, draw)).collect();
                let mut all = Figures::default();
                for figures in figures {
                    figures.0.into_iter().for_each(|(name, values)| all.0.entry(name).or_default().extend(values));
                }
                all
            });
            let means: Vec<Figures> = means.collect();
            let lines = means.iter().map(|figures| {
                let cells = figures.0.keys().map(|name| format!("{name} {:.1}", 100.0 * figures.mean(name)));
                format!(
                    "<!-- {name} {}: {} -->",
                    way.map(|n| n.to_string()).join(" x "),
                    cells.collect::<Vec<_>>().join(", ")
                )
            });
            eprint_lines(lines);
            means
        };
        let (full, near) = (run(&FULL, "full"), run(&NEAR, "near"));
        let mean = |of: &[Figures], name: &str| {
            let values: Vec<f64> =
                of.iter().map(|figures| figures.mean(name)).filter(|mean| mean.is_finite()).collect();
            if values.is_empty() {
                "".into()
            } else {
                format!("{:.1}", 100.0 * values.iter().sum::<f64>() / values.len() as f64)
            }
        };
        let cells = columns.iter().map(|name| mean(&full, name)).chain(of_near.iter().map(|name| mean(&near, name)));
        println!("| {} x {} | {} |", way[0], way[1], cells.collect::<Vec<_>>().join(" | "));
    }
}

/// Every task by itself, for whoever looks closer.
#[expect(clippy::print_stderr, reason = "a command-line tool speaks on standard error")]
fn eprint_lines(lines: impl Iterator<Item = String>) {
    lines.for_each(|line| eprintln!("{line}"));
}

/// A line through the means of all lessons over the logarithm of their views, and the deviation from it: between lessons and
/// within them. Every set counts the same.
fn print_prior(data: &Data, draws: u64) {
    let tasks: Vec<_> = FULL.into_iter().chain(NEAR).collect();
    let ways: Vec<[usize; 2]> = WAYS.into_iter().filter(|[_, frames]| *frames > 1).chain([[3, 15]]).collect();
    let lessons: Vec<(&str, f64, Vec<Vec<f64>>)> = tasks
        .par_iter()
        .flat_map(|task| {
            ways.par_iter().flat_map(move |way| (0..draws).into_par_iter().map(move |draw| (task, way, draw)))
        })
        .map(|(task, way, draw)| {
            let lesson = Lesson::draw(data, *task, *way, draw);
            let head = fit_head(HeadKind::Ridge, &lesson.bank, &Device::flex());
            let novelty = Novelty::fit(&lesson.bank, &data.strangers);
            let right = lesson.known.iter().filter(|(class, embedding)| {
                let probabilities = head.probabilities(embedding);
                probabilities.iter().all(|other| *other <= probabilities[usize::from(class.0)])
            });
            (task.0, (way[0] as f64).ln(), right.map(|(_, embedding)| novelty.signs(embedding)).collect())
        })
        .filter(|(_, _, signs): &(_, _, Vec<Vec<f64>>)| signs.len() >= 5)
        .collect();
    let weight = |set: &str| 1.0 / lessons.iter().filter(|(other, ..)| *other == set).count() as f64;
    let total: f64 = lessons.iter().map(|(set, ..)| weight(set)).sum();
    let count = lessons[0].2[0].len();
    let (mut means, mut slopes, mut deviations) = (Vec::new(), Vec::new(), Vec::new());
    for sign in 0..count {
        let mean_of = |signs: &[Vec<f64>]| signs.iter().map(|signs| signs[sign]).sum::<f64>() / signs.len() as f64;
        let weighted = |of: &dyn Fn(&(&str, f64, Vec<Vec<f64>>)) -> f64| {
            lessons.iter().map(|lesson| weight(lesson.0) * of(lesson)).sum::<f64>() / total
        };
        let (x, y) = (weighted(&|lesson| lesson.1), weighted(&|lesson| mean_of(&lesson.2)));
        let slope =
            weighted(&|lesson| (lesson.1 - x) * (mean_of(&lesson.2) - y)) / weighted(&|lesson| (lesson.1 - x).powi(2));
        let line = |logs: f64| y + slope * (logs - x);
        let variance = weighted(&|lesson| {
            let squares = lesson.2.iter().map(|signs| (signs[sign] - line(lesson.1)).powi(2));
            squares.sum::<f64>() / lesson.2.len() as f64
        });
        means.push(line(0.0));
        slopes.push(slope);
        deviations.push(variance.sqrt());
    }
    let scores: Vec<f64> = lessons
        .iter()
        .flat_map(|(_, logs, signs)| signs.iter().map(move |signs| (logs, signs)))
        .map(|(logs, signs)| (0..count).map(|s| (signs[s] - means[s] - slopes[s] * logs) / deviations[s]).sum())
        .collect();
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let deviation = (scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / scores.len() as f64).sqrt();
    for (name, values) in [("means", means), ("slopes", slopes), ("deviations", deviations)] {
        println!("{name}: {}", values.iter().map(|value| format!("{value:.3}")).collect::<Vec<_>>().join(", "));
    }
    println!("deviation of the score: {deviation:.2}");
}
