//! The examination on made-up embeddings: each finding is made where it belongs and nowhere else.

use menagerie_lesson::{ExampleId, Finding, FindingKind};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::embedding::EMBEDDING_LEN;

/// A picture of a kind: what all share, what its kind has, and chance.
fn picture(kind: usize, random: &mut StdRng) -> Embedding {
    let value = |i: usize| {
        let shared = if i.is_multiple_of(7) { 1.5 } else { 0.0 };
        let own = if i % 40 == kind { 2.5 } else { 0.0 };
        shared + own + random.random_range(0.0..0.8)
    };
    Embedding::new((0..EMBEDDING_LEN).map(value).collect()).unwrap()
}

/// So many pictures of a kind in a class, for each line.
fn bank(lines: &[(u16, usize, usize)]) -> ExampleBank {
    let mut random = StdRng::seed_from_u64(11);
    let mut bank = ExampleBank::new();
    for (class, kind, count) in lines {
        for _ in 0..*count {
            bank.add(*class, picture(*kind, &mut random));
        }
    }
    bank
}

fn kinds(bank: &ExampleBank) -> Vec<FindingKind> {
    examine(bank, Some(&Strangers::default()), &|| true)
        .unwrap()
        .findings
        .into_iter()
        .map(|finding| finding.kind)
        .collect()
}

#[test]
fn honest_classes_are_answered_rightly_and_nothing_is_said() {
    let bank = bank(&[(0, 1, 20), (3, 2, 30), (9, 3, 25)]);
    let examination = examine(&bank, Some(&Strangers::default()), &|| true).unwrap();
    assert_eq!(examination.findings, vec![]);
    let right = examination.held_out.answers().filter(|(_, class, answer)| *answer == Some(*class)).count();
    let wrong = examination.held_out.answers().filter(|(_, class, answer)| answer.is_some_and(|a| a != *class)).count();
    assert!(right >= 68 && wrong == 0, "{right} right, {wrong} wrong of 75, the others never seen");
    let ids: Vec<ExampleId> = bank.examples().iter().map(|example| example.id).collect();
    assert_eq!(examination.held_out.answers().map(|answer| answer.0).collect::<Vec<_>>(), ids);
    assert_eq!(examination.map.iter().map(|place| place.0).collect::<Vec<_>>(), ids);
    assert_eq!(examine(&bank, Some(&Strangers::default()), &|| true).unwrap(), examination, "no chance is involved");
}

#[test]
fn alike_pictures_lie_together_on_the_map() {
    let bank = bank(&[(0, 1, 20), (1, 2, 20), (2, 3, 20)]);
    let map = examine(&bank, Some(&Strangers::default()), &|| true).unwrap().map;
    let apart = |a: usize, b: usize| (map[a].1[0] - map[b].1[0]).hypot(map[a].1[1] - map[b].1[1]);
    for (at, (_, [x, y])) in map.iter().enumerate() {
        assert!((0.0..=1.0).contains(x) && (0.0..=1.0).contains(y));
        let nearest =
            (0..map.len()).filter(|other| *other != at).min_by(|a, b| apart(at, *a).total_cmp(&apart(at, *b)));
        assert_eq!(nearest.unwrap() / 20, at / 20, "the nearest to {at} is of its class");
    }
}

#[test]
fn few_pictures_and_unequal_numbers_are_found() {
    let found = kinds(&bank(&[(0, 1, 4), (1, 2, 10), (2, 3, 31)]));
    let unbalanced = |small| FindingKind::Unbalanced { small: ClassId(small), large: ClassId(2) };
    assert_eq!(found, vec![FindingKind::TooFew(ClassId(0)), unbalanced(0), unbalanced(1)]);
    assert_eq!(kinds(&bank(&[(0, 1, 5), (1, 2, 15)])), vec![]);
}

#[test]
fn a_doubled_picture_is_found_with_its_twin() {
    let mut bank = bank(&[(0, 1, 12), (1, 2, 12)]);
    let (first, embedding) = (bank.examples()[3].id, bank.examples()[3].embedding.clone());
    let twin = bank.add(0, embedding);
    let found = examine(&bank, Some(&Strangers::default()), &|| true).unwrap().findings;
    assert_eq!(found, vec![Finding { kind: FindingKind::NearDuplicates(ClassId(0)), pictures: vec![first, twin] }]);
}

#[test]
fn a_class_of_two_things_and_two_classes_of_one_thing_are_found() {
    let mixed = bank(&[(0, 1, 14), (0, 5, 10), (1, 2, 24), (2, 3, 24)]);
    let found = examine(&mixed, Some(&Strangers::default()), &|| true).unwrap().findings;
    assert_eq!(found.iter().map(|finding| finding.kind).collect::<Vec<_>>(), vec![FindingKind::TwoThings(ClassId(0))]);
    let smaller: Vec<u64> = found[0].pictures.iter().map(|id| id.0).collect();
    assert_eq!(smaller, (14..24).collect::<Vec<u64>>(), "the smaller part is meant");
    assert_eq!(
        kinds(&bank(&[(0, 1, 20), (1, 1, 20), (2, 3, 20)])),
        vec![FindingKind::LookTheSame(ClassId(0), ClassId(1))]
    );
}

#[test]
fn a_picture_in_the_wrong_class_is_odd() {
    let found =
        examine(&bank(&[(0, 1, 15), (0, 2, 1), (1, 2, 15)]), Some(&Strangers::default()), &|| true).unwrap().findings;
    assert_eq!(found, vec![Finding { kind: FindingKind::OddOnes(ClassId(0)), pictures: vec![ExampleId(15)] }]);
}

/// A first mistake: one thing held for two classes, once each.
#[test]
fn the_same_thing_taught_twice_is_told_after_one_press_each() {
    let mut held = ExampleBank::new();
    let mut random = StdRng::seed_from_u64(3);
    let lemon = picture(1, &mut random);
    for class in [0, 1].repeat(10) {
        let drifted = lemon.values().iter().map(|value| value * random.random_range(0.9..1.1)).collect();
        held.add(class, Embedding::new(drifted).unwrap());
    }
    let kind = FindingKind::LookTheSame(ClassId(0), ClassId(1));
    let found = examine(&held, Some(&Strangers::default()), &|| true).unwrap();
    assert!(found.findings.iter().any(|finding| finding.kind == kind), "{:?}", found.findings);
    assert_eq!(found.expected_accuracy, None, "one view each says nothing of others");
    assert!(!kinds(&bank(&[(0, 1, 2), (1, 2, 2)])).contains(&kind));
}

#[test]
fn nothing_little_and_sameness_are_no_reason_to_fail() {
    assert_eq!(examine(&ExampleBank::new(), Some(&Strangers::default()), &|| true), Some(Examination::default()));
    for lines in [&[(0, 1, 1)][..], &[(0, 1, 1), (1, 2, 1)], &[(0, 1, 2), (1, 2, 1)], &[(7, 1, 9)]] {
        let examination = examine(&bank(lines), Some(&Strangers::default()), &|| true).unwrap();
        assert!(examination.map.iter().all(|(_, place)| place.iter().all(|side| side.is_finite())), "{lines:?}");
    }
    let mut same = ExampleBank::new();
    let zero = Embedding::new(vec![0.0; EMBEDDING_LEN]).unwrap();
    for class in [0, 1].repeat(10) {
        same.add(class, zero.clone());
    }
    let examination = examine(&same, Some(&Strangers::default()), &|| true).unwrap();
    assert!(examination.map.iter().all(|(_, place)| place.iter().all(|side| side.is_finite())));
}

#[test]
fn it_ends_when_told_to() {
    let bank = bank(&[(0, 1, 10), (1, 2, 10)]);
    assert_eq!(examine(&bank, Some(&Strangers::default()), &|| false), None);
    let asked = std::cell::Cell::new(0);
    let some = || {
        asked.set(asked.get() + 1);
        asked.get() < 30
    };
    assert_eq!(examine(&bank, Some(&Strangers::default()), &some), None);
}

#[test]
fn a_large_bank_is_spread_evenly_and_all_of_it_is_answered() {
    let large = bank(&[(0, 1, 900), (1, 2, 300), (2, 3, 3)]);
    let kept = spread(large.examples(), 0..large.len(), 400);
    let of = |class| kept.iter().filter(|at| large.examples()[**at].class == ClassId(class)).count();
    assert_eq!((kept.len(), of(2)), (400, 3));
    assert!(of(0).abs_diff(of(1)) <= 1 && kept.is_sorted());
    let examination = examine(&large, Some(&Strangers::default()), &|| true).unwrap();
    assert_eq!((examination.held_out.answers().count(), examination.map.len()), (1203, 1203));
    let right = examination.held_out.answers().filter(|(_, class, answer)| *answer == Some(*class)).count();
    assert!(right > 1000, "{right} of 1203 are right");
}

#[test]
fn accuracy_counts_what_is_named_rightly() {
    let mut random = StdRng::seed_from_u64(5);
    let bank = bank(&[(2, 1, 5), (8, 2, 5)]);
    let asked = [(2, picture(1, &mut random)), (8, picture(2, &mut random)), (2, picture(2, &mut random))];
    let asked = asked.map(|(class, picture)| (ClassId(class), picture));
    assert!((taught_accuracy(&bank, &asked) - 2.0 / 3.0).abs() < 1e-9);
    assert_eq!(taught_accuracy(&bank, &[]), 0.0);
    assert_eq!(taught_accuracy(&ExampleBank::new(), &asked), 0.0);
}
