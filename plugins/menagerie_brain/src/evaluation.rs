//! How good the classifier is on pictures it was not taught: `menagerie eval` without files and without the network.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use burn::tensor::Device;
use menagerie_lesson::{ClassId, ExampleId, HeadChoice, HeadKind, LessonSettings, RecordingId};
use rand::rngs::StdRng;
use rand::{SeedableRng, seq};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::classifier::{AnsweredBy, Classifier};
use crate::embedding::Embedding;
use crate::examination::expected_accuracy;
use crate::example::Example;
use crate::example_bank::ExampleBank;
use crate::strangers::Strangers;

/// The pictures of one class: one folder.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassEmbeddings {
    /// Name of the class.
    pub name: String,
    /// Its photographs, each as the frames in which it is taught: one, or those of a hand that holds it.
    pub photographs: Vec<Vec<Embedding>>,
}

/// What is taught and what is asked.
#[derive(Debug, Clone, Default)]
pub struct EvalPictures {
    /// Pictures to teach from.
    pub train: Vec<ClassEmbeddings>,
    /// Pictures to ask about, the same classes.
    pub test: Vec<ClassEmbeddings>,
    /// The same under other light and from other distances, by grade; may be empty.
    pub shifted: Vec<Vec<ClassEmbeddings>>,
    /// Pictures of something that is not taught; may be empty.
    pub unknown: Vec<Embedding>,
    /// What tells strangers is calibrated against these.
    pub strangers: Arc<Strangers>,
}

/// What to measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvalSettings {
    /// How it is learned and answered, as in the exhibit.
    pub lesson: LessonSettings,
    /// Photographs drawn for each class; all of them if `None`.
    pub shots: Option<usize>,
    /// Draws; draw `i` is made with seed `i`. Without `shots` every draw is the same, so only one is made.
    pub seeds: usize,
}

/// Mean and deviation over the draws, each 0..1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// Mean test accuracy.
    pub mean: f64,
    /// Population standard deviation of that share between draws.
    pub std: f64,
}

/// What was measured, as `menagerie eval --json` prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvalReport {
    /// The head asked for.
    pub head: HeadChoice,
    /// The heads that answered: of a large lesson it is another one than asked for.
    pub answered_by: BTreeSet<HeadKind>,
    /// Photographs drawn for each class; null: all of them.
    pub shots: Option<usize>,
    /// Frames in which each photograph was taught; 1: as it is.
    pub held: usize,
    /// Draws made.
    pub seeds: usize,
    /// Over all test pictures.
    pub accuracy: Accuracy,
    /// By class: accuracy on its test pictures, mean over the draws, 0..1.
    pub per_class: BTreeMap<String, f64>,
    /// True class -> class answered -> test pictures, summed over the draws.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
    /// How well pictures of something else are told from the test pictures: the area under the receiver operating
    /// characteristic, 0..1, mean over the draws; only where such pictures were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auroc: Option<f64>,
    /// Share of the pictures of something else that are taken for known when 95 % of the test pictures are, 0..1, mean over
    /// the draws; only where such pictures were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fpr_at_95: Option<f64>,
    /// What the program's own rule makes of it.
    #[serde(flatten)]
    pub rule: RuleReport,
    /// Accuracy under other light and from other distances, by grade; only if requested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifted: Vec<f64>,
}

/// What visitors get: the program's own rule for "never seen", means over the draws, each 0..1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RuleReport {
    /// Share of the test pictures that are called never seen.
    pub known_refused: f64,
    /// The same among those that the head names rightly.
    pub right_refused: f64,
    /// Share of the pictures of something else that are called never seen; only where such pictures were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown_caught: Option<f64>,
    /// Share of the test pictures classified correctly and known.
    pub right_and_known: f64,
    /// What the program says that share is, from the taught pictures alone; null where they are too much alike to tell.
    pub own_estimate: Option<f64>,
}

/// Progress, reported after every draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvalProgress {
    /// Draws done.
    pub done: usize,
    /// Draws in all.
    pub seeds: usize,
    /// Accuracy of this draw, 0..1.
    pub accuracy: f64,
}

/// One of the two sets of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvalHalf {
    /// The pictures taught.
    Training,
    /// The pictures asked.
    Test,
}

impl fmt::Display for EvalHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Training => "training",
            Self::Test => "test",
        })
    }
}

/// Why nothing can be measured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvalError {
    /// There are no classes.
    #[error("the {half} folder has no classes; put one folder of pictures per class into it")]
    NoClasses {
        /// Which set.
        half: EvalHalf,
    },
    /// A class has no pictures.
    #[error("class `{class}` has no pictures in the {half} folder; add some or remove its folder")]
    EmptyClass {
        /// Which set.
        half: EvalHalf,
        /// The class.
        class: String,
    },
    /// A name appears twice.
    #[error("class `{class}` appears twice in the {half} folder; give each class one folder")]
    DoubleClass {
        /// Which set.
        half: EvalHalf,
        /// The class.
        class: String,
    },
    /// A class is in one set only.
    #[error("class `{class}` is only in the {half} folder; both folders must have the same classes")]
    ClassesDiffer {
        /// Where it is.
        half: EvalHalf,
        /// The class.
        class: String,
    },
    /// A class has too few pictures to draw from.
    #[error("class `{class}` has {found} training pictures, but {shots} shots were requested; ask for fewer shots")]
    TooFewPictures {
        /// The class.
        class: String,
        /// Its pictures.
        found: usize,
        /// Pictures wanted.
        shots: usize,
    },
    /// There is nothing to do.
    #[error("the number of {what} is 0; ask for at least 1")]
    Zero {
        /// `shots` or `seeds`.
        what: &'static str,
    },
    /// More classes than a class number can count.
    #[error("{found} classes are too many; at most {max} are supported", max = u16::MAX)]
    TooManyClasses {
        /// Classes found.
        found: usize,
    },
}

/// Teaches the exhibit's classifier some of the training pictures, asks it about all test pictures, and does so once for each
/// seed. Where there are unknown pictures, of something that is not taught, it also measures how well they are known for that.
/// The same input gives the same report. `progress` is called after every draw.
pub fn evaluate(
    pictures: &EvalPictures,
    settings: &EvalSettings,
    device: &Device,
    mut progress: impl FnMut(EvalProgress),
) -> Result<EvalReport, EvalError> {
    let train = by_name(&pictures.train, EvalHalf::Training)?;
    let test = by_name(&pictures.test, EvalHalf::Test)?;
    check(&train, &test, settings)?;
    let shifted = pictures.shifted.iter().map(|test| by_name(test, EvalHalf::Test)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<&str> = train.keys().copied().collect();
    let seeds = if settings.shots.is_some() { settings.seeds } else { 1 };
    let mut confusion = vec![vec![0_usize; names.len()]; names.len()];
    let mut draws = Vec::with_capacity(seeds);
    for seed in 0..seeds {
        let mut classifier = Classifier::new(device, settings.lesson, Arc::clone(&pictures.strangers));
        classifier.fit(draw(&train, settings.shots, seed as u64));
        classifier.train(|_| {});
        let drawn = Draw::measure(&mut classifier, &test, &shifted, &pictures.unknown, &mut confusion);
        progress(EvalProgress { done: seed + 1, seeds, accuracy: drawn.accuracy });
        draws.push(drawn);
    }
    let mut report = report(settings, &names, &draws, &confusion);
    report.held = pictures.train.iter().flat_map(|class| &class.photographs).map(Vec::len).max().unwrap_or(1);
    Ok(report)
}

/// The result of one draw, each share 0..1.
struct Draw {
    answered_by: BTreeSet<HeadKind>,
    accuracy: f64,
    shifted: Vec<f64>,
    /// AUROC, and the share of unknown pictures that pass where 95 % of the test pictures do; none without unknown pictures.
    separation: Option<[f64; 2]>,
    rule: RuleReport,
}

impl Draw {
    fn measure(
        classifier: &mut Classifier,
        test: &ByName<'_>,
        shifted: &[ByName<'_>],
        unknown: &[Embedding],
        confusion: &mut [Vec<usize>],
    ) -> Self {
        let mut answered_by = BTreeSet::new();
        let (mut right, mut refused) = (Vec::new(), Vec::new());
        for (class, embedding) in asked(test) {
            let prediction = classifier.answer(embedding);
            let answer = prediction.best().map_or(0, |(class, _)| usize::from(class.0));
            confusion[class][answer] += 1;
            right.push(answer == class);
            refused.push(prediction.is_never_seen());
            if let AnsweredBy::Head(kind) = prediction.answered_by {
                answered_by.insert(kind);
            }
        }
        let among_right = refused.iter().zip(&right).filter(|(_, right)| **right).map(|(refused, _)| *refused);
        let rule = RuleReport {
            known_refused: share(refused.iter().copied()),
            right_refused: share(among_right),
            unknown_caught: (!unknown.is_empty())
                .then(|| share(unknown.iter().map(|picture| classifier.answer(picture).is_never_seen()))),
            right_and_known: share(refused.iter().zip(&right).map(|(refused, right)| *right && !refused)),
            own_estimate: expected_accuracy(classifier.bank(), classifier.strangers_told_apart()),
        };
        let separation = (!unknown.is_empty()).then(|| {
            let novelty = classifier.novelty();
            let known: Vec<f64> = asked(test).map(|(_, embedding)| novelty.score(embedding)).collect();
            let strange: Vec<f64> = unknown.iter().map(|embedding| novelty.score(embedding)).collect();
            separation(&known, &strange)
        });
        let mut accuracy_of = |test: &ByName<'_>| {
            let is_right = |(class, embedding): (usize, &Embedding)| {
                classifier.answer(embedding).best().is_some_and(|(best, _)| usize::from(best.0) == class)
            };
            share(asked(test).map(is_right))
        };
        Self {
            answered_by,
            accuracy: share(right.iter().copied()),
            shifted: shifted.iter().map(&mut accuracy_of).collect(),
            separation,
            rule,
        }
    }
}

/// Share of what is true; 0 of nothing.
fn share(of: impl Iterator<Item = bool>) -> f64 {
    let (mut all, mut true_ones) = (0_usize, 0_usize);
    of.for_each(|one| {
        all += 1;
        true_ones += usize::from(one);
    });
    true_ones as f64 / all.max(1) as f64
}

/// Every picture to ask about, with the place of its class. What is asked is one look, the first frame.
fn asked<'a>(test: &'a ByName<'a>) -> impl Iterator<Item = (usize, &'a Embedding)> {
    let of_class = |(class, photographs): (usize, &'a &'a [Vec<Embedding>])| {
        photographs.iter().filter_map(move |frames| Some((class, frames.first()?)))
    };
    test.values().enumerate().flat_map(of_class)
}

type ByName<'a> = BTreeMap<&'a str, &'a [Vec<Embedding>]>;

fn by_name(classes: &[ClassEmbeddings], half: EvalHalf) -> Result<ByName<'_>, EvalError> {
    let mut by_name = ByName::new();
    for class in classes {
        if class.photographs.is_empty() {
            return Err(EvalError::EmptyClass { half, class: class.name.clone() });
        }
        if by_name.insert(&class.name, &class.photographs).is_some() {
            return Err(EvalError::DoubleClass { half, class: class.name.clone() });
        }
    }
    if by_name.is_empty() {
        return Err(EvalError::NoClasses { half });
    }
    Ok(by_name)
}

fn check(train: &ByName<'_>, test: &ByName<'_>, settings: &EvalSettings) -> Result<(), EvalError> {
    let names = |set: &ByName<'_>| set.keys().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
    let (taught, asked) = (names(train), names(test));
    if let Some(class) = taught.difference(&asked).next() {
        return Err(EvalError::ClassesDiffer { half: EvalHalf::Training, class: class.clone() });
    }
    if let Some(class) = asked.difference(&taught).next() {
        return Err(EvalError::ClassesDiffer { half: EvalHalf::Test, class: class.clone() });
    }
    if train.len() > usize::from(u16::MAX) {
        return Err(EvalError::TooManyClasses { found: train.len() });
    }
    if settings.seeds == 0 {
        return Err(EvalError::Zero { what: "seeds" });
    }
    let Some(shots) = settings.shots else {
        return Ok(());
    };
    if shots == 0 {
        return Err(EvalError::Zero { what: "shots" });
    }
    match train.iter().find(|(_, photographs)| photographs.len() < shots) {
        Some((class, photographs)) => {
            Err(EvalError::TooFewPictures { class: (*class).to_owned(), found: photographs.len(), shots })
        }
        None => Ok(()),
    }
}

/// A bank with `shots` photographs of each class, drawn without replacement. One of several frames was taken in one press.
fn draw(train: &ByName<'_>, shots: Option<usize>, seed: u64) -> ExampleBank {
    let mut random = StdRng::seed_from_u64(seed);
    let mut examples = Vec::new();
    let mut recordings = 0;
    for (class, photographs) in (0..).zip(train.values()) {
        let drawn: Vec<usize> = match shots {
            Some(shots) => seq::index::sample(&mut random, photographs.len(), shots).into_vec(),
            None => (0..photographs.len()).collect(),
        };
        for frames in drawn.into_iter().map(|at| &photographs[at]) {
            recordings += 1;
            let recording = (frames.len() > 1).then_some(RecordingId(recordings));
            for embedding in frames {
                let id = ExampleId(examples.len() as u64);
                examples.push(Example { recording, ..Example::new(id, ClassId(class), embedding.clone()) });
            }
        }
    }
    ExampleBank::from_examples(examples)
}

/// AUROC of scores that should be higher for strange pictures than for known ones, by ranks with ties counted half (Mann and
/// Whitney 1947), and the share of strange ones that pass where 95 % of the known ones do.
fn separation(known: &[f64], strange: &[f64]) -> [f64; 2] {
    let mut sorted = known.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = |score: f64| {
        let below = sorted.partition_point(|other| *other < score);
        let upto = sorted.partition_point(|other| *other <= score);
        (below + upto) as f64 / 2.0
    };
    let pairs = (known.len() * strange.len()) as f64;
    let auroc = strange.iter().map(|score| rank(*score)).sum::<f64>() / pairs;
    let most = ((sorted.len() as f64 * 0.95).ceil() as usize).clamp(1, sorted.len()) - 1;
    let passed = strange.iter().filter(|score| **score <= sorted[most]).count();
    [auroc, passed as f64 / strange.len() as f64]
}

fn report(settings: &EvalSettings, names: &[&str], draws: &[Draw], confusion: &[Vec<usize>]) -> EvalReport {
    let seeds = draws.len();
    let mean = |of: &dyn Fn(&Draw) -> f64| draws.iter().map(of).sum::<f64>() / seeds as f64;
    // Where one draw says nothing, neither do all of them together.
    let mean_of_all = |of: &dyn Fn(&Draw) -> Option<f64>| {
        let values: Option<Vec<f64>> = draws.iter().map(of).collect();
        values.map(|values| values.iter().sum::<f64>() / seeds as f64)
    };
    let accuracy = mean(&|draw| draw.accuracy);
    let variance = mean(&|draw| (draw.accuracy - accuracy).powi(2));
    let mut per_class = BTreeMap::new();
    let mut by_name = BTreeMap::new();
    for (class, row) in confusion.iter().enumerate() {
        let asked: usize = row.iter().sum();
        per_class.insert(names[class].to_owned(), row[class] as f64 / asked as f64);
        let row = names.iter().zip(row).map(|(name, count)| ((*name).to_owned(), *count));
        by_name.insert(names[class].to_owned(), row.collect());
    }
    let grades = draws.first().map_or(0, |draw| draw.shifted.len());
    EvalReport {
        head: settings.lesson.head,
        answered_by: draws.iter().flat_map(|draw| draw.answered_by.iter().copied()).collect(),
        shots: settings.shots,
        held: 1,
        seeds,
        accuracy: Accuracy { mean: accuracy, std: variance.sqrt() },
        per_class,
        confusion: by_name,
        auroc: mean_of_all(&|draw| Some(draw.separation?[0])),
        fpr_at_95: mean_of_all(&|draw| Some(draw.separation?[1])),
        rule: RuleReport {
            known_refused: mean(&|draw| draw.rule.known_refused),
            right_refused: mean(&|draw| draw.rule.right_refused),
            unknown_caught: mean_of_all(&|draw| draw.rule.unknown_caught),
            right_and_known: mean(&|draw| draw.rule.right_and_known),
            own_estimate: mean_of_all(&|draw| draw.rule.own_estimate),
        },
        shifted: (0..grades).map(|grade| mean(&|draw| draw.shifted[grade])).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separation_agrees_with_counting_pairs_by_hand() {
        // Of the six pairs, 5 > 1, 5 > 2, 5 > 3, 2 > 1, 2 = 2 counts half, 2 < 3.
        assert_eq!(separation(&[3.0, 1.0, 2.0], &[5.0, 2.0])[0], 4.5 / 6.0);
        assert_eq!(separation(&[1.0, 2.0], &[3.0, 4.0]), [1.0, 0.0]);
        assert_eq!(separation(&[3.0, 4.0], &[1.0, 2.0]), [0.0, 1.0]);
    }

    #[test]
    fn the_threshold_lets_ninety_five_percent_of_the_known_pass() {
        let known: Vec<f64> = (0..100).map(f64::from).collect();
        // 94 passes with 0..=94, 95 does not.
        assert_eq!(separation(&known, &[94.0, 95.0, 200.0, -1.0])[1], 0.5);
    }
}
