//! Which pictures are held out from training for validation.

use std::collections::BTreeMap;

use menagerie_lesson::{ClassId, ExampleId, Split, TrainingSettings};

use crate::example_bank::Taught;

/// Units (views, or recordings where there are several) from which on a class keeps some back: with fewer, each is worth more
/// for learning than for measuring.
pub const UNITS_FOR_VALIDATION: usize = 7;

/// Which of the examples are kept back: whole units, because a near-copy of what was taught would flatter the curve; by
/// class, chosen by number and seed, so that one more picture does not reshuffle the others.
pub(crate) fn kept_back(settings: &TrainingSettings, taught: &Taught<'_>) -> Vec<bool> {
    let examples = &taught.examples;
    let mut by_class: BTreeMap<ClassId, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (at, (example, unit)) in examples.iter().zip(&taught.units).enumerate() {
        by_class.entry(example.class).or_default().entry(*unit).or_default().push(at);
    }
    let mut kept_back = vec![false; examples.len()];
    for units in by_class.into_values().filter(|units| units.len() >= UNITS_FOR_VALIDATION) {
        let is_chosen = |members: &Vec<usize>| members.iter().any(|at| examples[*at].split == Split::Validate);
        if units.values().any(is_chosen) {
            units.into_values().filter(is_chosen).flatten().for_each(|at| kept_back[at] = true);
            continue;
        }
        let count = units.len();
        // A unit is known by its first picture.
        let mut units: Vec<(u64, Vec<usize>)> = units
            .into_values()
            .map(|members| (members.first().map_or(0, |at| scrambled(examples[*at].id, settings.seed)), members))
            .collect();
        units.sort_unstable();
        let share = (count as f64 * settings.validation_share).round() as usize;
        units.into_iter().take(share).flat_map(|(_, members)| members).for_each(|at| kept_back[at] = true);
    }
    kept_back
}

/// A number without pattern (the finaliser of `SplitMix64`, Steele et al. 2014).
fn scrambled(id: ExampleId, seed: u64) -> u64 {
    let mut z = id.0.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(seed);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedding::{EMBEDDING_LEN, Embedding};
    use crate::example::Example;

    /// So many units a class, each of so many pictures.
    fn examples(counts: &[(u16, usize)], copies: usize) -> (Vec<Example>, Vec<usize>) {
        let embedding = Embedding::new(vec![1.0; EMBEDDING_LEN]).unwrap();
        let all = counts.iter().flat_map(|(class, count)| (0..*count * copies).map(move |i| (*class, i)));
        let example = |(class, i): (u16, usize)| {
            Example::new(ExampleId(u64::from(class) * 1000 + i as u64), ClassId(class), embedding.clone())
        };
        let units = all.clone().map(|(class, i)| usize::from(class) * 1000 + i / copies).collect();
        (all.map(example).collect(), units)
    }

    /// Class and unit of each example, and whether it is kept back.
    fn kept_of(examples: &[Example], units: &[usize], settings: &TrainingSettings) -> Vec<(u16, usize, bool)> {
        let mut classes: Vec<ClassId> = examples.iter().map(|example| example.class).collect();
        classes.dedup();
        let taught = Taught { examples: examples.iter().collect(), classes, units: units.to_vec() };
        let kept = kept_back(settings, &taught);
        examples.iter().zip(units).zip(kept).map(|((example, unit), kept)| (example.class.0, *unit, kept)).collect()
    }

    fn kept(counts: &[(u16, usize)], copies: usize, settings: &TrainingSettings) -> Vec<(u16, usize, bool)> {
        let (examples, units) = examples(counts, copies);
        kept_of(&examples, &units, settings)
    }

    #[test]
    fn pictures_that_somebody_chose_to_validate_with_are_kept_back_instead_of_drawn_ones() {
        let (mut examples, units) = examples(&[(0, 20), (1, 20)], 2);
        examples[7].split = Split::Validate;
        let kept = kept_of(&examples, &units, &TrainingSettings::default());
        let of = |class| kept.iter().filter(move |(of, _, kept)| *of == class && *kept).map(|(_, unit, _)| *unit);
        assert_eq!(of(0).collect::<Vec<_>>(), [3, 3], "the whole unit of the one that was chosen");
        assert_eq!(of(1).count(), 6, "another class is drawn from");
    }

    #[test]
    fn fifteen_percent_of_each_class_are_kept_back_and_none_of_small_ones() {
        let kept = kept(&[(0, 20), (1, 100), (2, 6)], 1, &TrainingSettings::default());
        let of = |class| kept.iter().filter(|(of, _, kept)| *of == class && *kept).count();
        assert_eq!([of(0), of(1), of(2)], [3, 15, 0]);
    }

    #[test]
    fn units_are_kept_back_whole() {
        let kept = kept(&[(0, 20)], 5, &TrainingSettings::default());
        let units = |is_kept: bool| kept.iter().filter(move |(.., kept)| *kept == is_kept).map(|(_, unit, _)| *unit);
        assert_eq!(units(true).count(), 15);
        assert!(units(true).all(|unit| units(false).all(|other| other != unit)));
    }

    #[test]
    fn the_choice_follows_the_seed_and_survives_more_pictures() {
        let chosen = |count, seed| {
            let settings = TrainingSettings { seed, ..TrainingSettings::default() };
            let kept = kept(&[(0, count)], 1, &settings);
            kept.into_iter().filter(|(.., kept)| *kept).map(|(_, unit, _)| unit).collect::<Vec<_>>()
        };
        assert_eq!(chosen(40, 1), chosen(40, 1));
        assert_ne!(chosen(40, 1), chosen(40, 2));
        let (before, after) = (chosen(40, 1), chosen(42, 1));
        let stayed = before.iter().filter(|unit| after.contains(unit)).count();
        assert!(stayed >= before.len() - 2, "{before:?} {after:?}");
    }
}
