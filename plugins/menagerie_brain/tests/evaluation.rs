//! `evaluate` on made-up embeddings: the figures, the JSON that `menagerie eval` prints, and every refusal.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::collections::BTreeSet;
use std::sync::Arc;

use menagerie_brain::{
    ClassEmbeddings, Device, Embedding, EvalError, EvalHalf, EvalPictures, EvalReport, EvalSettings, Strangers,
    evaluate,
};
use menagerie_lesson::{EMBEDDING_LEN, HeadChoice, HeadKind, LessonSettings};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// `count` pictures around an axis; `first` shifts their wobble, so that two sets have no picture in common.
fn class(name: &str, axis: usize, first: usize, count: usize) -> ClassEmbeddings {
    let picture = |variant: usize| {
        let mut values = vec![0.0; EMBEDDING_LEN];
        values[axis] = 2.0;
        values[200 + variant] = 1.0;
        Embedding::new(values).unwrap()
    };
    let photographs = (first..first + count).map(|variant| vec![picture(variant)]).collect();
    ClassEmbeddings { name: name.into(), photographs }
}

fn settings(head: HeadChoice, shots: usize, seeds: usize) -> EvalSettings {
    EvalSettings { lesson: LessonSettings { head, ..LessonSettings::default() }, shots: Some(shots), seeds }
}

fn pictures(train: &[ClassEmbeddings], test: &[ClassEmbeddings]) -> EvalPictures {
    EvalPictures { train: train.to_vec(), test: test.to_vec(), ..EvalPictures::default() }
}

fn run(train: &[ClassEmbeddings], test: &[ClassEmbeddings], settings: EvalSettings) -> Result<EvalReport, EvalError> {
    evaluate(&pictures(train, test), &settings, &Device::flex(), |_| {})
}

#[test]
fn separable_classes_are_told_apart_by_every_head() {
    let train = [class("ball", 0, 0, 6), class("cup", 1, 10, 6)];
    // The folders of the test set stand in another order: classes go by name.
    let test = [class("cup", 1, 30, 4), class("ball", 0, 40, 3)];
    for head in [HeadChoice::Knn, HeadChoice::Ridge, HeadChoice::Softmax, HeadChoice::Auto] {
        let report = run(&train, &test, settings(head, 2, 3)).unwrap();
        assert_eq!((report.head, report.shots, report.seeds), (head, Some(2), 3));
        assert_eq!((report.accuracy.mean, report.accuracy.std), (1.0, 0.0), "{head:?}");
        assert_eq!(report.confusion["cup"]["cup"], 12, "4 pictures in 3 draws");
        assert_eq!(report.confusion["ball"]["cup"], 0);
        assert_eq!(report.per_class["ball"], 1.0);
    }
}

#[test]
fn a_large_lesson_is_answered_by_the_head_that_answers_in_the_exhibit_and_the_report_says_so() {
    // So unlike each other that each is a view of its own.
    let large = |name: &str, seed: u64| {
        let mut random = StdRng::seed_from_u64(seed);
        let mut picture = || {
            let values = (0..EMBEDDING_LEN).map(|_| random.random_range(0.0_f32..3.0).powi(4)).collect();
            vec![Embedding::new(values).unwrap()]
        };
        ClassEmbeddings { name: name.into(), photographs: (0..520).map(|_| picture()).collect() }
    };
    let (train, test) = ([large("ball", 1), large("cup", 2)], [class("ball", 0, 0, 2), class("cup", 1, 4, 2)]);
    let answered_by = |shots| run(&train, &test, settings(HeadChoice::Ridge, shots, 1)).unwrap().answered_by;
    assert_eq!(answered_by(20), BTreeSet::from([HeadKind::Ridge]));
    assert_eq!(answered_by(520), BTreeSet::from([HeadKind::Knn]), "1,040 pictures are too many for ridge regression");
}

#[test]
fn wrong_answers_are_counted_where_they_fall() {
    let train = [class("ball", 0, 0, 3), class("cup", 1, 10, 3)];
    // Half of the cups are in truth balls.
    let mut cups = class("cup", 1, 30, 2);
    cups.photographs.extend(class("", 0, 40, 2).photographs);
    let report = run(&train, &[class("ball", 0, 50, 4), cups], settings(HeadChoice::Ridge, 3, 1)).unwrap();
    assert_eq!(report.accuracy.mean, 0.75);
    assert_eq!((report.per_class["ball"], report.per_class["cup"]), (1.0, 0.5));
    assert_eq!(report.confusion["cup"]["ball"], 2);
}

#[test]
fn draws_differ_by_seed_and_repeat_by_run() {
    // One picture of "ball" looks like a cup: draws that take it do worse.
    let mut balls = class("ball", 0, 0, 3);
    balls.photographs.extend(class("", 1, 60, 1).photographs);
    let train = [balls, class("cup", 1, 10, 4)];
    let test = [class("ball", 0, 30, 5), class("cup", 1, 40, 5)];
    let mut accuracies = Vec::new();
    let first = evaluate(&pictures(&train, &test), &settings(HeadChoice::Knn, 1, 12), &Device::flex(), |progress| {
        accuracies.push((progress.done, progress.seeds, progress.accuracy));
    });
    let first = first.unwrap();
    assert_eq!(accuracies.len(), 12);
    assert_eq!((accuracies[0].0, accuracies[11].0, accuracies[0].1), (1, 12, 12));
    assert!(first.accuracy.std > 0.0 && first.accuracy.mean < 1.0 && first.accuracy.mean > 0.5, "{first:?}");
    assert_eq!(run(&train, &test, settings(HeadChoice::Knn, 1, 12)).unwrap(), first);
}

#[test]
fn without_shots_every_picture_is_taught_once() {
    let train = [class("ball", 0, 0, 3), class("cup", 1, 10, 5)];
    let test = [class("ball", 0, 30, 1), class("cup", 1, 40, 1)];
    let settings = EvalSettings { lesson: LessonSettings::default(), shots: None, seeds: 20 };
    let report = run(&train, &test, settings).unwrap();
    assert_eq!((report.shots, report.seeds, report.accuracy.mean), (None, 1, 1.0));
}

#[test]
fn the_report_is_the_json_that_is_promised() {
    let train = [class("ball", 0, 0, 3), class("cup", 1, 10, 3)];
    let report = run(&train, &train, settings(HeadChoice::Softmax, 3, 2)).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    let expected = serde_json::json!({
        "head": "softmax", "answered_by": ["softmax"], "shots": 3, "held": 1, "seeds": 2,
        "accuracy": {"mean": 1.0, "std": 0.0},
        "per_class": {"ball": 1.0, "cup": 1.0},
        "confusion": {"ball": {"ball": 6, "cup": 0}, "cup": {"ball": 0, "cup": 6}},
        "known_refused": 0.0, "right_refused": 0.0, "right_and_known": 1.0, "own_estimate": report.rule.own_estimate,
    });
    assert_eq!(json, expected);
}

#[test]
fn what_cannot_be_measured_is_refused_in_words() {
    let ball = || class("ball", 0, 0, 3);
    let cup = || class("cup", 1, 10, 3);
    let ask = |train: &[ClassEmbeddings], test: &[ClassEmbeddings], shots, seeds| {
        run(train, test, settings(HeadChoice::Ridge, shots, seeds)).unwrap_err()
    };
    assert_eq!(ask(&[], &[ball()], 1, 1), EvalError::NoClasses { half: EvalHalf::Training });
    assert_eq!(
        ask(&[ball()], &[class("ball", 0, 0, 0)], 1, 1),
        EvalError::EmptyClass { half: EvalHalf::Test, class: "ball".into() }
    );
    assert_eq!(
        ask(&[ball(), ball()], &[ball()], 1, 1),
        EvalError::DoubleClass { half: EvalHalf::Training, class: "ball".into() }
    );
    assert_eq!(
        ask(&[ball()], &[ball(), cup()], 1, 1),
        EvalError::ClassesDiffer { half: EvalHalf::Test, class: "cup".into() }
    );
    assert_eq!(ask(&[ball()], &[ball()], 4, 1), EvalError::TooFewPictures { class: "ball".into(), found: 3, shots: 4 });
    assert_eq!(ask(&[ball()], &[ball()], 0, 1), EvalError::Zero { what: "shots" });
    assert_eq!(ask(&[ball()], &[ball()], 1, 0), EvalError::Zero { what: "seeds" });
}

#[test]
fn held_and_shifted_pictures_and_strangers_are_measured_by_the_programs_own_rule() {
    // What all share, what a kind has, and chance.
    let picture = |kind: usize, seed: u64, drift: f32| {
        let mut random = StdRng::seed_from_u64(seed);
        let value = |i: usize| {
            let shared = if i.is_multiple_of(7) { 1.5 } else { 0.0 };
            let own = if i % 40 == kind { 3.0 } else { 0.0 };
            shared + own + random.random_range(0.0..0.6) + if i % 11 == 5 { drift } else { 0.0 }
        };
        Embedding::new((0..EMBEDDING_LEN).map(value).collect()).unwrap()
    };
    let class = |name: &str, kind: usize, first: u64, frames: usize| {
        let frames = |seed: u64| (0..frames).map(|frame| picture(kind, seed, frame as f32 * 0.02)).collect();
        ClassEmbeddings { name: name.into(), photographs: (first..first + 8).map(frames).collect() }
    };
    let train = [class("ball", 0, 0, 5), class("cup", 1, 20, 5)];
    let test = [class("ball", 0, 40, 1), class("cup", 1, 60, 1)];
    let swapped = [class("ball", 1, 40, 1), class("cup", 0, 60, 1)];
    let many =
        |kinds: std::ops::Range<usize>| kinds.map(|kind| picture(kind, 100 + kind as u64, 0.0)).collect::<Vec<_>>();
    let strangers = Arc::new(Strangers::new(many(22..38)));
    let shifted = vec![test.to_vec(), swapped.to_vec()];
    let pictures = EvalPictures { shifted, strangers, unknown: many(10..20), ..pictures(&train, &test) };
    let report = evaluate(&pictures, &settings(HeadChoice::Ridge, 6, 3), &Device::flex(), |_| {}).unwrap();
    assert_eq!((report.held, report.accuracy.mean), (5, 1.0));
    assert_eq!(report.shifted, [1.0, 0.0]);
    let rule = report.rule;
    assert!(rule.known_refused <= 0.2 && rule.right_refused == rule.known_refused, "{rule:?}");
    assert!(rule.unknown_caught.unwrap() >= 0.8, "{rule:?}");
    assert_eq!(rule.right_and_known, 1.0 - rule.known_refused);
    let json = serde_json::to_value(&report).unwrap();
    for key in ["auroc", "known_refused", "unknown_caught", "own_estimate", "held", "shifted"] {
        assert!(json.get(key).is_some(), "{key}: {json}");
    }
    let parsed: EvalReport = serde_json::from_value(json).unwrap();
    assert_eq!(parsed, report);
}
