//! Made-up pictures: what all share, what their kind has, and chance.

use menagerie_lesson::{ClassId, RecordingId};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::embedding::EMBEDDING_LEN;

/// A picture of a kind.
fn picture(kind: usize, random: &mut StdRng) -> Embedding {
    let value = |i: usize| {
        let shared = if i.is_multiple_of(7) { 1.5 } else { 0.0 };
        let own = if i % 40 == kind { 2.0 } else { 0.0 };
        shared + own + random.random_range(0.0..0.6)
    };
    Embedding::new((0..EMBEDDING_LEN).map(value).collect()).unwrap()
}

/// The same picture a moment later.
fn drifted(picture: &Embedding, random: &mut StdRng) -> Embedding {
    let moved = picture.values().iter().map(|value| value * random.random_range(0.95..1.05));
    Embedding::new(moved.collect()).unwrap()
}

fn bank(kinds: usize, shots: usize, random: &mut StdRng) -> ExampleBank {
    let mut bank = ExampleBank::new();
    for _ in 0..shots {
        for kind in 0..kinds {
            bank.add(kind as u16, picture(kind, random));
        }
    }
    bank
}

#[test]
fn strangers_are_told_from_new_pictures_of_what_was_taught() {
    let mut random = StdRng::seed_from_u64(3);
    let strangers = Strangers::new((0..60).map(|i| picture(30 + i % 8, &mut random)).collect());
    for (kinds, shots) in [(3, 10), (5, 30), (12, 40)] {
        let novelty = Novelty::fit(&bank(kinds, shots, &mut random), &strangers);
        let known = (0..200).filter(|i| novelty.known(&picture(i % kinds, &mut random)) >= NEVER_SEEN_BELOW).count();
        let strange = (0..200).filter(|i| novelty.known(&picture(20 + i % 9, &mut random)) < NEVER_SEEN_BELOW).count();
        assert!(known >= 180, "{kinds} x {shots}: {known} of 200 known ones are known");
        assert!(strange >= 180, "{kinds} x {shots}: {strange} of 200 strangers are strange");
    }
}

#[test]
fn thirty_near_copies_of_one_view_know_other_pictures_of_it() {
    let mut random = StdRng::seed_from_u64(8);
    let strangers = Strangers::new((0..60).map(|i| picture(30 + i % 8, &mut random)).collect());
    let mut examples = Vec::new();
    for kind in 0..3 {
        let shown = picture(kind, &mut random);
        for _ in 0..30 {
            let id = ExampleId(examples.len() as u64);
            let recording = Some(RecordingId(kind as u64));
            let embedding = drifted(&shown, &mut random);
            examples.push(Example { recording, ..Example::new(id, ClassId(kind as u16), embedding) });
        }
    }
    let bank = ExampleBank::from_examples(examples);
    assert!(bank.views().units_by_class().values().all(|units| *units == 1));
    let novelty = Novelty::fit(&bank, &strangers);
    let known = (0..90).filter(|i| novelty.known(&picture(i % 3, &mut random)) >= NEVER_SEEN_BELOW).count();
    assert!(known >= 85, "{known} of 90 other pictures of what was held are known");
    let strange = (0..90).filter(|i| novelty.known(&picture(20 + i % 9, &mut random)) < NEVER_SEEN_BELOW).count();
    assert!(strange >= 60, "{strange} of 90 strangers are strange");
}

#[test]
fn too_few_pictures_say_nothing() {
    let mut random = StdRng::seed_from_u64(4);
    for bank in [ExampleBank::new(), bank(3, 1, &mut random)] {
        let novelty = Novelty::fit(&bank, &Strangers::default());
        assert_eq!(novelty.known(&picture(9, &mut random)), 1.0);
        assert_eq!(novelty.score(&picture(9, &mut random)), 0.0);
        assert!(novelty.signs(&picture(9, &mut random)).is_empty());
    }
}

#[test]
fn pictures_that_are_all_the_same_know_themselves() {
    let mut random = StdRng::seed_from_u64(5);
    let mut same = ExampleBank::new();
    let one = picture(0, &mut random);
    for _ in 0..6 {
        same.add(0, one.clone());
    }
    let novelty = Novelty::fit(&same, &Strangers::default());
    assert!(novelty.known(&one) > 0.5);
    assert!(novelty.known(&picture(9, &mut random)).is_finite());
}

#[test]
fn what_is_judged_was_held_out_with_its_whole_unit() {
    let mut random = StdRng::seed_from_u64(7);
    let bank = bank(3, 8, &mut random);
    let everything: Vec<usize> = (0..bank.len()).collect();
    let (novelty, judged) = Novelty::fit_and_judge(&bank, &Strangers::default(), &everything);
    assert_eq!(judged.len(), bank.len());
    let taught: f32 = bank.examples().iter().map(|example| novelty.known(&example.embedding)).sum();
    assert!(judged.values().sum::<f32>() < taught, "known better once it is taught");
}

#[test]
fn a_large_bank_is_thinned_evenly() {
    let mut random = StdRng::seed_from_u64(6);
    let mut large = ExampleBank::new();
    for class in (0..600).map(|i| i % 2).chain([7]) {
        // So unlike each other that each is a view of its own.
        let values = (0..EMBEDDING_LEN).map(|_| random.random_range(0.0_f32..3.0).powi(4)).collect();
        large.add(class, Embedding::new(values).unwrap());
    }
    let kept = representatives(&large);
    let of = |class| kept.iter().filter(|at| large.examples()[**at].class == ClassId(class)).count();
    assert_eq!((kept.len(), of(7)), (MOST, 1));
    assert!(of(0).abs_diff(of(1)) <= 1, "{} {}", of(0), of(1));
}
