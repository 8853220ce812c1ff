//! Pretraining comparison: where does it come from? The same few pictures, taught to the pretrained network and to one that has never seen anything:
//! both accuracies, measured on the spot, on a thread of its own.

use std::collections::HashMap;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_brain::{Backbone as BrainBackbone, Embedding, NetworkDevice, NetworkInput, taught_accuracy};
use menagerie_core::insight::RANDOM_NETWORKS;
use menagerie_core::prelude::*;
use menagerie_lesson::decode_picture;

use crate::LearningSystems;
use crate::job::{Heard, Job, Reporter};
use crate::lesson::embedding_cache::{EmbeddingCache, Taken, bank_of};
use crate::prepared::Seen;

/// Random seeds of the networks, the same for everybody, so that a lesson can be repeated. Three networks, whose mean
/// counts: with the few pictures of a lesson a single one is often lucky or unlucky.
const SEEDS: [u64; RANDOM_NETWORKS] = [2017, 2018, 2019];
/// Pictures taught, and pictures asked, at most, spread over the classes: somebody waits for the answer.
const MOST: usize = 60;
/// Pictures that the random network's activations are calibrated on, at most.
const CALIBRATION: usize = 8;

/// Capacity of the report channel: progress, and the outcome.
const AHEAD: usize = 4;

/// The measurement under way, and the version of the lesson that was measured.
#[derive(Resource, Debug, Default)]
struct Comparison {
    running: Option<Job<PretrainingStatus>>,
    version: u64,
}

/// A picture with what the pretrained network made of it.
struct Asked {
    class: ClassId,
    id: ExampleId,
    recording: Option<RecordingId>,
    file: Arc<[u8]>,
    embedding: Embedding,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Comparison>().add_systems(
        Update,
        (begin_comparison.run_if(on_message::<ComparePretraining>), hear_comparison)
            .chain()
            .in_set(LearningSystems::Measure),
    );
}

/// Measures when somebody wishes it.
fn begin_comparison(
    classes: Res<Classes>,
    album: Res<Album>,
    cache: Res<EmbeddingCache>,
    words: Res<Words>,
    mut comparison: ResMut<Comparison>,
    mut status: ResMut<PretrainingStatus>,
) {
    if comparison.running.is_some() {
        return;
    }
    comparison.version = cache.version;
    let Some((taught, asked)) = halves(&classes, &album, &cache) else {
        *status = PretrainingStatus::Failed(words.text("notice-comparison-needs-more"));
        return;
    };
    *status = PretrainingStatus::Measuring(0, looks(&taught, &asked));
    let book = Arc::clone(&words.spoken().book);
    let job = Job::begin("pretraining", AHEAD, move |reporter| {
        reporter.end(measure(&taught, &asked, reporter).unwrap_or_else(|reason| {
            error!("the comparison of networks failed: {reason}");
            PretrainingStatus::Failed(book.phrase("notice-comparison-failed", &[("reason", reason.into())]))
        }));
    });
    match job {
        Ok(job) => comparison.running = Some(job),
        Err(error) => {
            let words = words.with("notice-no-thread", &[("reason", error.to_string().into())]);
            *status = PretrainingStatus::Failed(words);
        }
    }
}

/// Shows how far it is.
fn hear_comparison(
    pace: Res<Pace>,
    cache: Res<EmbeddingCache>,
    words: Res<Words>,
    mut comparison: ResMut<Comparison>,
    mut status: ResMut<PretrainingStatus>,
) {
    let Some(running) = &mut comparison.running else {
        // What was measured belonged to other pictures.
        if comparison.version != cache.version && *status != PretrainingStatus::NotMeasured {
            *status = PretrainingStatus::NotMeasured;
        }
        return;
    };
    loop {
        let newest = match running.hear(*pace) {
            Heard::Report(newest) => newest,
            Heard::Nothing => return,
            Heard::Ended => PretrainingStatus::Failed(words.text("notice-comparison-ended")),
        };
        let is_over = !matches!(newest, PretrainingStatus::Measuring(..));
        status.set_if_neq(newest);
        if is_over {
            comparison.running = None;
            return;
        }
    }
}

/// What is taught and what is asked: the pictures to test with, or, where there are none, every other view of each class, every
/// other recording where a class has several. `None` where these are too few to compare.
fn halves(classes: &Classes, album: &Album, cache: &EmbeddingCache) -> Option<(Vec<Asked>, Vec<Asked>)> {
    let asked_of = |Taken { id, class, recording, seen, .. }: Taken<'_>| {
        let file = Arc::clone(&album.get(id)?.file);
        Some(Asked { class, id, recording, file, embedding: seen.embedding.clone() })
    };
    let mut taught: Vec<Asked> = cache.taught(classes, album).filter_map(asked_of).collect();
    let mut asked: Vec<Asked> = cache.tests(classes, album).filter_map(asked_of).collect();
    if asked.is_empty() {
        let bank = bank_of(cache.taught(classes, album));
        let mut places = HashMap::<ClassId, Vec<usize>>::new();
        let halves = taught.into_iter().zip(bank.views().units()).partition::<Vec<_>, _>(|(picture, unit)| {
            let units = places.entry(picture.class).or_default();
            let place = units.iter().position(|other| other == *unit).unwrap_or_else(|| {
                units.push(**unit);
                units.len() - 1
            });
            !place.is_multiple_of(2)
        });
        let pictures = |half: Vec<(Asked, &usize)>| half.into_iter().map(|(picture, _)| picture).collect();
        (asked, taught) = (pictures(halves.0), pictures(halves.1));
    }
    let mut taught_classes: Vec<_> = taught.iter().map(|picture| picture.class).collect();
    taught_classes.sort_unstable();
    taught_classes.dedup();
    asked.retain(|picture| taught_classes.contains(&picture.class));
    let share = (MOST / taught_classes.len().max(1)).max(2);
    for half in [&mut taught, &mut asked] {
        let mut taken = HashMap::<ClassId, usize>::new();
        half.retain(|picture| {
            let taken = taken.entry(picture.class).or_default();
            *taken += 1;
            *taken <= share
        });
    }
    if taught_classes.len() < 2 || asked.is_empty() {
        return None;
    }
    Some((taught, asked))
}

fn measure(
    taught: &[Asked],
    asked: &[Asked],
    reporter: &Reporter<PretrainingStatus>,
) -> Result<PretrainingStatus, String> {
    let inputs = |pictures: &[Asked]| pictures.iter().map(input_of).collect::<Result<Vec<_>, _>>();
    let (taught_inputs, asked_inputs) = (inputs(taught)?, inputs(asked)?);
    // Spread over the classes, which stand one behind the other.
    let every = taught_inputs.len().div_ceil(CALIBRATION).max(1);
    let calibration: Vec<NetworkInput> = taught_inputs.iter().step_by(every).cloned().collect();
    let device = NetworkDevice::Cpu { threads: 1 };
    let mut done = 0;
    let mut random = 0.0;
    for seed in SEEDS {
        let network = BrainBackbone::random(seed, &calibration, &device).map_err(|error| error.to_string())?;
        let mut look = |inputs: &[NetworkInput]| -> Result<Vec<Embedding>, String> {
            let embeddings = inputs.iter().map(|input| {
                let output = network.forward(input).map_err(|error| error.to_string())?;
                done += 1;
                reporter.progress(PretrainingStatus::Measuring(done, looks(taught, asked)));
                Ok(output.embedding)
            });
            embeddings.collect()
        };
        let (taught_as, asked_as) = (look(&taught_inputs)?, look(&asked_inputs)?);
        random += accuracy(taught, taught_as, asked, asked_as) / SEEDS.len() as f64;
    }
    let of_pretrained = |pictures: &[Asked]| pictures.iter().map(|picture| picture.embedding.clone()).collect();
    let classes: std::collections::HashSet<_> = taught.iter().map(|picture| picture.class).collect();
    Ok(PretrainingStatus::Measured(PretrainingComparison {
        pretrained: accuracy(taught, of_pretrained(taught), asked, of_pretrained(asked)),
        random,
        chance: 1.0 / classes.len() as f64,
        asked: asked.len(),
    }))
}

/// Pictures that the random networks look at.
fn looks(taught: &[Asked], asked: &[Asked]) -> usize {
    SEEDS.len() * (taught.len() + asked.len())
}

fn accuracy(taught: &[Asked], taught_as: Vec<Embedding>, asked: &[Asked], asked_as: Vec<Embedding>) -> f64 {
    let seen: Vec<_> = taught_as.into_iter().map(|embedding| Seen { embedding, variants: None }).collect();
    let of = |(picture, seen)| {
        let Asked { class, id, recording, .. }: &Asked = picture;
        Taken { id: *id, class: *class, recording: *recording, split: Split::Teach, seen }
    };
    let bank = bank_of(taught.iter().zip(&seen).map(of));
    let asked: Vec<_> = asked.iter().map(|picture| picture.class).zip(asked_as).collect();
    taught_accuracy(&bank, &asked)
}

fn input_of(picture: &Asked) -> Result<NetworkInput, String> {
    let decoded = decode_picture(&picture.file, "a picture of the lesson").map_err(|error| error.to_string())?;
    NetworkInput::from_rgb(decoded.rgb(), decoded.width(), decoded.height()).map_err(|error| error.to_string())
}
