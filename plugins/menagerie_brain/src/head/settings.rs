//! How softmax regression is trained, by the standard names, and which pictures are kept back to validate with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::example_bank::{ClassIndex, ExampleId, Taught};

/// Units (views, or recordings where there are several) from which on a class keeps some back: with fewer, each is worth more
/// for learning than for measuring.
pub const UNITS_FOR_VALIDATION: usize = 7;

/// Settings of the trained head.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingSettings {
    /// Passes over all pictures, at most; 1 to 10,000.
    pub epochs: usize,
    /// Pictures of one step. 0: all at once, by L-BFGS, which needs no chance; else mini-batches by Adam.
    pub batch_size: usize,
    /// Length of a step, above 0 and at most 10: a factor on the step that L-BFGS finds, or on Adam's usual rate here,
    /// 0.01.
    pub learning_rate: f64,
    /// Share of each class's pictures that is kept back to validate with, 0..0.5.
    pub validation_share: f64,
    /// Whether training ends once the pictures kept back have got no better for a while.
    pub early_stopping: bool,
    /// Whether the variants of pictures are learned, too.
    pub augmentation: bool,
    /// Where all chance comes from.
    pub seed: u64,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            epochs: 100,
            batch_size: 0,
            learning_rate: 1.0,
            validation_share: 0.15,
            early_stopping: true,
            augmentation: false,
            seed: 0,
        }
    }
}

/// A setting that makes no sense.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{name} is {found}; choose {range}")]
pub struct SettingsError {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub found: String,
    /// What it can be.
    pub range: &'static str,
}

impl TrainingSettings {
    /// Every picture is taught and none kept back, to the end: what an evaluation does, which has test pictures of its own.
    pub fn on_everything() -> Self {
        Self { validation_share: 0.0, early_stopping: false, ..Self::default() }
    }

    /// Checks every setting.
    ///
    /// # Errors
    /// The first that is out of its range.
    pub fn check(&self) -> Result<(), SettingsError> {
        let wrong = |name, found: &dyn ToString, range| Err(SettingsError { name, found: found.to_string(), range });
        if !(1..=10_000).contains(&self.epochs) {
            return wrong("epochs", &self.epochs, "1 to 10000");
        }
        if self.batch_size > 100_000 {
            return wrong("batch size", &self.batch_size, "0 (all pictures at once) to 100000");
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 10.0) {
            return wrong("learning rate", &self.learning_rate, "more than 0, at most 10");
        }
        if !(0.0..=0.5).contains(&self.validation_share) {
            return wrong("validation share", &self.validation_share, "0 to 0.5");
        }
        Ok(())
    }

    /// Which of the examples are kept back: whole units, because a near-copy of what was taught would flatter the curve; by
    /// class, chosen by number and seed, so that one more picture does not reshuffle the others.
    pub(crate) fn validation(&self, taught: &Taught<'_>) -> Vec<bool> {
        let examples = &taught.examples;
        let mut by_class: BTreeMap<ClassIndex, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for (at, (example, unit)) in examples.iter().zip(&taught.units).enumerate() {
            by_class.entry(example.class).or_default().entry(*unit).or_default().push(at);
        }
        let mut kept_back = vec![false; examples.len()];
        for units in by_class.into_values().filter(|units| units.len() >= UNITS_FOR_VALIDATION) {
            let count = units.len();
            // A unit is known by its first picture.
            let mut units: Vec<(u64, Vec<usize>)> = units
                .into_values()
                .map(|members| (members.first().map_or(0, |at| scrambled(examples[*at].id, self.seed)), members))
                .collect();
            units.sort_unstable();
            let share = (count as f64 * self.validation_share).round() as usize;
            units.into_iter().take(share).flat_map(|(_, members)| members).for_each(|at| kept_back[at] = true);
        }
        kept_back
    }
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
    use crate::example_bank::Example;

    /// So many units a class, each of so many pictures, and which pictures are kept back.
    fn kept(
        counts: &[(ClassIndex, usize)],
        copies: usize,
        settings: &TrainingSettings,
    ) -> Vec<(ClassIndex, usize, bool)> {
        let embedding = Embedding::new(vec![1.0; EMBEDDING_LEN]).unwrap();
        let all = counts.iter().flat_map(|(class, count)| (0..*count * copies).map(move |i| (*class, i)));
        let example = |(class, i): (ClassIndex, usize)| Example {
            id: ExampleId(u64::from(class) * 1000 + i as u64),
            class,
            recording: None,
            embedding: embedding.clone(),
            variants: Vec::new(),
        };
        let examples: Vec<Example> = all.clone().map(example).collect();
        let units: Vec<usize> = all.map(|(class, i)| usize::from(class) * 1000 + i / copies).collect();
        let classes = counts.iter().map(|(class, _)| *class).collect();
        let taught = Taught { examples: examples.iter().collect(), classes, units: units.clone() };
        let kept = settings.validation(&taught);
        examples.iter().zip(units).zip(kept).map(|((example, unit), kept)| (example.class, unit, kept)).collect()
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

    #[test]
    fn nonsense_is_refused_by_name() {
        let settings = TrainingSettings { learning_rate: f64::NAN, ..TrainingSettings::default() };
        assert_eq!(settings.check().unwrap_err().to_string(), "learning rate is NaN; choose more than 0, at most 10");
        assert!(TrainingSettings { epochs: 0, ..TrainingSettings::default() }.check().is_err());
        assert!(TrainingSettings { validation_share: 0.6, ..TrainingSettings::default() }.check().is_err());
        assert!(TrainingSettings::default().check().is_ok() && TrainingSettings::on_everything().check().is_ok());
    }
}
