//! `evaluate` on made-up embeddings: the figures, the JSON that `menagerie eval` prints, and every refusal.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use menagerie_brain::{
    ClassEmbeddings, Device, EMBEDDING_LEN, Embedding, EvalError, EvalHalf, EvalReport, EvalSettings, HeadChoice,
    evaluate,
};

/// `count` pictures around an axis; `first` shifts their wobble, so that two sets have no picture in common.
fn class(name: &str, axis: usize, first: usize, count: usize) -> ClassEmbeddings {
    let picture = |variant: usize| {
        let mut values = vec![0.05; EMBEDDING_LEN];
        values[axis] = 2.0;
        values[200 + variant] = 1.0;
        Embedding::new(values).unwrap()
    };
    ClassEmbeddings { name: name.into(), embeddings: (first..first + count).map(picture).collect() }
}

fn settings(head: HeadChoice, shots: usize, seeds: usize) -> EvalSettings {
    EvalSettings { head, shots: Some(shots), seeds }
}

fn run(train: &[ClassEmbeddings], test: &[ClassEmbeddings], settings: EvalSettings) -> Result<EvalReport, EvalError> {
    evaluate(train, test, &[], &settings, &Device::flex(), |_| {})
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
fn wrong_answers_are_counted_where_they_fall() {
    let train = [class("ball", 0, 0, 3), class("cup", 1, 10, 3)];
    // Half of the cups are in truth balls.
    let mut cups = class("cup", 1, 30, 2);
    cups.embeddings.extend(class("", 0, 40, 2).embeddings);
    let report = run(&train, &[class("ball", 0, 50, 4), cups], settings(HeadChoice::Ridge, 3, 1)).unwrap();
    assert_eq!(report.accuracy.mean, 0.75);
    assert_eq!((report.per_class["ball"], report.per_class["cup"]), (1.0, 0.5));
    assert_eq!(report.confusion["cup"]["ball"], 2);
}

#[test]
fn draws_differ_by_seed_and_repeat_by_run() {
    // One picture of "ball" looks like a cup: draws that take it do worse.
    let mut balls = class("ball", 0, 0, 3);
    balls.embeddings.extend(class("", 1, 60, 1).embeddings);
    let train = [balls, class("cup", 1, 10, 4)];
    let test = [class("ball", 0, 30, 5), class("cup", 1, 40, 5)];
    let mut accuracies = Vec::new();
    let first = evaluate(&train, &test, &[], &settings(HeadChoice::Knn, 1, 12), &Device::flex(), |progress| {
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
    let settings = EvalSettings { head: HeadChoice::Auto, shots: None, seeds: 20 };
    let report = run(&train, &test, settings).unwrap();
    assert_eq!((report.shots, report.seeds, report.accuracy.mean), (None, 1, 1.0));
}

#[test]
fn the_report_is_the_json_that_is_promised() {
    let train = [class("ball", 0, 0, 3), class("cup", 1, 10, 3)];
    let report = run(&train, &train, settings(HeadChoice::Softmax, 3, 2)).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    let expected = serde_json::json!({
        "head": "softmax", "shots": 3, "seeds": 2,
        "accuracy": {"mean": 1.0, "std": 0.0},
        "per_class": {"ball": 1.0, "cup": 1.0},
        "confusion": {"ball": {"ball": 6, "cup": 0}, "cup": {"ball": 0, "cup": 6}},
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
