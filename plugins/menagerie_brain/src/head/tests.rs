//! What every head must do, on small made-up embeddings, and what each promises beyond.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::embedding::EMBEDDING_LEN;

/// Pictures that stand around an axis: class `axis`, with a wobble given by `variant`.
fn picture(axis: usize, variant: usize) -> Embedding {
    let mut values = vec![0.0; EMBEDDING_LEN];
    values[axis * 10] = 3.0;
    values[500 + (variant * 37) % 700] += 1.5;
    values[axis * 10 + 1 + variant % 8] += 0.5;
    Embedding::new(values).unwrap()
}

fn bank(classes: &[u16], shots: usize) -> ExampleBank {
    let mut bank = ExampleBank::new();
    for variant in 0..shots {
        for class in classes {
            bank.add(*class, picture(usize::from(*class), variant));
        }
    }
    bank
}

const KINDS: [HeadKind; 3] = [HeadKind::Knn, HeadKind::Ridge, HeadKind::Softmax];

#[test]
fn every_head_tells_unseen_pictures_apart_with_sparse_classes() {
    let bank = bank(&[2, 5, 40], 4);
    for kind in KINDS {
        let head = fit_head(kind, &bank, &Device::flex());
        assert_eq!((head.kind(), head.classes()), (kind, &[2, 5, 40].map(ClassId)[..]));
        for (position, class) in [2, 5, 40].into_iter().enumerate() {
            let probabilities = head.probabilities(&picture(class, 11));
            assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5, "{kind}: {probabilities:?}");
            assert!(probabilities[position] > 0.5, "{kind}, class {class}: {probabilities:?}");
        }
    }
}

#[test]
fn a_head_without_classes_says_nothing_and_one_with_a_single_class_is_sure() {
    for kind in KINDS {
        assert!(
            fit_head(kind, &ExampleBank::new(), &Device::flex()).probabilities(&picture(1, 0)).is_empty(),
            "{kind}"
        );
        let head = fit_head(kind, &bank(&[3], 2), &Device::flex());
        assert_eq!(head.probabilities(&picture(9, 0)), vec![1.0], "{kind}: even for something quite different");
    }
}

#[test]
fn ridge_after_one_more_picture_equals_ridge_from_nothing() {
    let mut bank = bank(&[0, 1], 3);
    let mut trainer = RidgeTrainer::new();
    trainer.fit(&bank);
    bank.add(7, picture(7, 0));
    let third = bank.examples()[2].id;
    bank.remove(third);
    let (grown, fresh) = (trainer.fit(&bank), RidgeTrainer::new().fit(&bank));
    assert_eq!(grown.probabilities(&picture(7, 3)), fresh.probabilities(&picture(7, 3)));
}

#[test]
fn ridge_scores_sum_to_one_and_fit_the_examples() {
    let bank = bank(&[0, 1, 2], 5);
    let head = RidgeTrainer::new().fit(&bank);
    for example in bank.examples() {
        let probabilities = head.probabilities(&example.embedding);
        let own = probabilities[usize::from(example.class.0)];
        assert!(own > 0.8, "{probabilities:?}");
    }
}

#[test]
fn softmax_training_in_slices_is_the_same_as_at_once_and_lowers_the_loss() {
    let (bank, device) = (bank(&[0, 1, 2], 5), Device::flex());
    let mut slices = SoftmaxTrainer::new(&bank, &device, &TrainingSettings::on_everything());
    let first = slices.step(1);
    assert!(!first.done && first.epoch == 1 && first.loss < 3.0_f64.ln(), "{first:?}");
    while !slices.step(2).done {}
    let end = slices.progress();
    assert!(end.loss < 0.5 * first.loss && end.epoch <= end.epochs, "{end:?}");
    let at_once = fit_head(HeadKind::Softmax, &bank, &device);
    assert_eq!(slices.finish().probabilities(&picture(1, 9)), at_once.probabilities(&picture(1, 9)));
}

#[test]
fn softmax_ends_at_the_minimum() {
    // At the minimum the intercepts' gradient is zero: the mean probability of a class equals its share of examples.
    let mut bank = bank(&[0, 1], 4);
    for variant in 4..8 {
        bank.add(1, picture(1, variant));
    }
    let head = fit_head(HeadKind::Softmax, &bank, &Device::flex());
    let given = bank.examples().iter().map(|example| head.probabilities(&example.embedding)[1]).sum::<f32>();
    assert!((given / bank.len() as f32 - 8.0 / 12.0).abs() < 2e-3, "{given}");
}

#[test]
fn knn_with_fewer_pictures_than_neighbours_still_follows_the_nearest() {
    let mut bank = bank(&[1], 9);
    bank.add(0, picture(0, 0));
    let probabilities = KnnTrainer::new().fit(&bank).probabilities(&picture(0, 0));
    assert!(probabilities[0] > probabilities[1], "one right picture beats nine wrong ones: {probabilities:?}");
}

#[test]
fn pictures_kept_back_draw_a_curve_and_the_head_still_learns_everything() {
    let (bank, device) = (bank(&[0, 1, 2], 20), Device::flex());
    for batch_size in [0, 16] {
        let settings = TrainingSettings { batch_size, epochs: 40, ..TrainingSettings::default() };
        let mut trainer = SoftmaxTrainer::new(&bank, &device, &settings);
        while !trainer.step(3).done {}
        let history = trainer.history().to_vec();
        let (first, last) = (history[0], history[history.len() - 1]);
        assert_eq!((first.epoch, history[1].epoch), (0, 1), "the curve begins before the first epoch");
        assert!((first.loss - 3.0_f64.ln()).abs() < 1e-6, "knowing nothing");
        assert!(history.len() <= 41 && last.loss < first.loss && last.accuracy == 1.0, "{batch_size}: {last:?}");
        assert!(last.validation_loss.unwrap() < first.validation_loss.unwrap(), "{batch_size}: {first:?} {last:?}");
        let head = trainer.finish();
        for class in [0, 1, 2_u16] {
            assert!(head.probabilities(&picture(usize::from(class), 33))[usize::from(class)] > 0.5, "{batch_size}");
        }
    }
}

#[test]
fn variants_are_learned_only_with_augmentation() {
    // The variants of class 0 look like what is asked; its pictures do not.
    let mut examples = bank(&[0, 1], 3).examples().to_vec();
    for example in examples.iter_mut().filter(|example| example.class == ClassId(0)) {
        example.variants = vec![picture(5, 0), picture(5, 1)];
    }
    let bank = ExampleBank::from_examples(examples);
    let belief = |augmentation| {
        let settings = TrainingSettings { augmentation, ..TrainingSettings::on_everything() };
        let mut trainer = SoftmaxTrainer::new(&bank, &Device::flex(), &settings);
        while !trainer.step(10).done {}
        trainer.finish().probabilities(&picture(5, 7))[0]
    };
    assert!(belief(true) > 0.8 && belief(false) < 0.7, "{} {}", belief(true), belief(false));
}

#[test]
fn a_class_with_few_pictures_is_no_worse_off_beside_one_with_many() {
    // Pictures of two kinds that have much in common, and what tells them apart is faint.
    let picture = |class: usize, variant: usize| {
        let mut random = StdRng::seed_from_u64((class * 1000 + variant) as u64);
        let value = |i: usize| {
            let own = if i % 97 == class { 0.7 } else { 0.0 };
            own + random.random_range(0.0_f32..1.4)
        };
        Embedding::new((0..EMBEDDING_LEN).map(value).collect()).unwrap()
    };
    let right = |counts: [usize; 2], kind: HeadKind| {
        let mut bank = ExampleBank::new();
        for (class, count) in counts.into_iter().enumerate() {
            for variant in 0..count {
                bank.add(class as u16, picture(class, variant));
            }
        }
        let head = fit_head(kind, &bank, &Device::flex());
        let of = |class: usize| {
            let asked = (100..160).map(|variant| head.probabilities(&picture(class, variant)));
            asked.filter(|probabilities| probabilities[class] > probabilities[1 - class]).count()
        };
        of(0) + of(1)
    };
    for kind in KINDS {
        let (uneven, even) = (right([40, 4], kind), right([4, 4], kind));
        assert!(uneven + 2 >= even, "{kind}: {uneven} of 120 beside many, {even} beside few");
    }
}
