//! How a lesson is learned, by the standard names.

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::head::HeadChoice;
use crate::phrasebook::Phrasebook;

/// The ranges of the numbers, in words.
const EPOCHS_RANGE: &str = "1 to 10000";
const BATCH_RANGE: &str = "0 (all pictures at once) to 100000";
const RATE_RANGE: &str = "more than 0, at most 10";
const VALIDATION_RANGE: &str = "0 to 0.5";
const THRESHOLD_RANGE: &str = "0 to 1";

const MOST_EPOCHS: usize = 10_000;
const MOST_BATCH: usize = 100_000;
const HIGHEST_RATE: f64 = 10.0;
const LOWEST_RATE: f64 = 1e-6;
const MOST_VALIDATION: f64 = 0.5;

/// Settings of a lesson. What a file does not say has its default; what this version does not know is left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LessonSettings {
    /// Which head answers.
    #[serde(deserialize_with = "known_head")]
    pub head: HeadChoice,
    /// How the trained head is trained.
    #[serde(flatten)]
    pub training: TrainingSettings,
    /// Whether things that were never taught are told apart.
    pub knows_unknown: bool,
    /// Confidence from which a class answers, 0..1.
    pub threshold: f32,
}

/// Hyperparameters of softmax regression.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingSettings {
    /// Maximum number of epochs (passes over all pictures); 1 to 10,000.
    pub epochs: usize,
    /// Batch size. 0: full batch with L-BFGS, which involves no randomness; otherwise mini-batches with Adam.
    pub batch_size: usize,
    /// Learning rate, above 0 and at most 10: a factor on the step that L-BFGS finds, or on Adam's usual rate here, 0.01.
    pub learning_rate: f64,
    /// Share of each class's pictures held out for validation, 0..0.5.
    pub validation_share: f64,
    /// Whether training ends once the pictures kept back have got no better for a while.
    pub early_stopping: bool,
    /// Whether mirrored, nearer, darker and brighter variants of the pictures are learned, too.
    pub augmentation: bool,
    /// Random seed.
    pub seed: u64,
}

/// A setting with an invalid value.
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

impl Default for LessonSettings {
    fn default() -> Self {
        Self { head: HeadChoice::Auto, training: TrainingSettings::default(), knows_unknown: true, threshold: 0.6 }
    }
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

/// The head that a file names; one that is not known here is no reason to lose a lesson.
fn known_head<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HeadChoice, D::Error> {
    Ok(String::deserialize(deserializer)?.parse().unwrap_or_default())
}

impl LessonSettings {
    /// Checks every setting.
    ///
    /// # Errors
    /// The first that is out of its range.
    pub fn check(&self) -> Result<(), SettingsError> {
        self.training.check()?;
        if (0.0..=1.0).contains(&self.threshold) {
            return Ok(());
        }
        Err(SettingsError { name: "threshold", found: self.threshold.to_string(), range: THRESHOLD_RANGE })
    }

    /// What a number may be, by its name in a lesson's file; `None` for what is no number.
    #[must_use]
    pub fn range_of(name: &str) -> Option<&'static str> {
        match name {
            "epochs" => Some(EPOCHS_RANGE),
            "batch_size" => Some(BATCH_RANGE),
            "learning_rate" => Some(RATE_RANGE),
            "validation_share" => Some(VALIDATION_RANGE),
            "threshold" => Some(THRESHOLD_RANGE),
            "seed" => Some("a whole number from 0"),
            _ => None,
        }
    }

    /// The same with every number in its range: a file may hold any, and an invalid one is no reason to lose a lesson.
    #[must_use]
    pub fn within_bounds(self) -> Self {
        let (default, training) = (Self::default(), self.training);
        let finite = |value: f64, otherwise: f64| if value.is_finite() { value } else { otherwise };
        Self {
            training: TrainingSettings {
                epochs: training.epochs.clamp(1, MOST_EPOCHS),
                batch_size: training.batch_size.min(MOST_BATCH),
                learning_rate: finite(training.learning_rate, default.training.learning_rate)
                    .clamp(LOWEST_RATE, HIGHEST_RATE),
                validation_share: finite(training.validation_share, default.training.validation_share)
                    .clamp(0.0, MOST_VALIDATION),
                ..training
            },
            threshold: finite(self.threshold.into(), default.threshold.into()).clamp(0.0, 1.0) as f32,
            ..self
        }
    }

    /// Name and value of each setting, for people.
    #[must_use]
    pub fn in_words(&self, book: &dyn Phrasebook) -> Vec<(String, String)> {
        let say = |key: &str| book.phrase(key, &[]);
        let yes_no = |on| say(if on { "report-yes" } else { "report-no" });
        let training = &self.training;
        let batch = if training.batch_size == 0 { say("report-all-at-once") } else { training.batch_size.to_string() };
        let lines = [
            ("report-setting-head", self.head.in_words(book)),
            ("report-setting-epochs", training.epochs.to_string()),
            ("report-setting-batch-size", batch),
            ("report-setting-learning-rate", training.learning_rate.to_string()),
            ("report-setting-validation-share", training.validation_share.to_string()),
            ("report-setting-early-stopping", yes_no(training.early_stopping)),
            ("report-setting-augmentation", yes_no(training.augmentation)),
            ("report-setting-seed", training.seed.to_string()),
            ("report-setting-knows-unknown", yes_no(self.knows_unknown)),
            ("report-setting-threshold", self.threshold.to_string()),
        ];
        lines.into_iter().map(|(key, value)| (say(key), value)).collect()
    }
}

impl TrainingSettings {
    /// Every picture is taught and none kept back, to the end.
    #[must_use]
    pub fn on_everything() -> Self {
        Self { validation_share: 0.0, early_stopping: false, ..Self::default() }
    }

    /// Checks every setting.
    ///
    /// # Errors
    /// The first that is out of its range.
    pub fn check(&self) -> Result<(), SettingsError> {
        let wrong = |name, found: &dyn ToString, range| Err(SettingsError { name, found: found.to_string(), range });
        if !(1..=MOST_EPOCHS).contains(&self.epochs) {
            return wrong("epochs", &self.epochs, EPOCHS_RANGE);
        }
        if self.batch_size > MOST_BATCH {
            return wrong("batch size", &self.batch_size, BATCH_RANGE);
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= HIGHEST_RATE) {
            return wrong("learning rate", &self.learning_rate, RATE_RANGE);
        }
        if !(0.0..=MOST_VALIDATION).contains(&self.validation_share) {
            return wrong("validation share", &self.validation_share, VALIDATION_RANGE);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_refused_by_name() {
        let training = TrainingSettings { learning_rate: f64::NAN, ..TrainingSettings::default() };
        assert_eq!(training.check().unwrap_err().to_string(), "learning rate is NaN; choose more than 0, at most 10");
        assert!(TrainingSettings { epochs: 0, ..TrainingSettings::default() }.check().is_err());
        assert!(TrainingSettings { validation_share: 0.6, ..TrainingSettings::default() }.check().is_err());
        assert!(TrainingSettings::default().check().is_ok() && TrainingSettings::on_everything().check().is_ok());
        let settings = LessonSettings { threshold: 1.5, ..LessonSettings::default() };
        assert_eq!(settings.check().unwrap_err().to_string(), "threshold is 1.5; choose 0 to 1");
    }

    #[test]
    fn what_a_file_holds_is_brought_into_its_range() {
        let training = TrainingSettings { epochs: 0, learning_rate: f64::INFINITY, ..TrainingSettings::default() };
        let settings = LessonSettings { training, threshold: -1.0, ..LessonSettings::default() };
        let tamed = settings.within_bounds();
        assert_eq!((tamed.training.epochs, tamed.training.learning_rate, tamed.threshold), (1, 1.0, 0.0));
        assert!(tamed.check().is_ok());
    }
}
