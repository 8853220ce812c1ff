//! How the trained head is taught: every setting by its standard name, with a sentence that says what it does.

use bevy_egui::egui::{ScrollArea, Ui};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::tab_context::TabContext;
use crate::theme::{self, GAP};
use crate::widgets::{self, Look, card, row, wrapped};

/// Room for what is touched, points: a value with less and more, a switch, a choice of heads.
const STEPPER: f32 = 204.0;
const SWITCH: f32 = 170.0;
const CHOICE: f32 = 326.0;
/// Least room for the name of a setting, points.
const NAME: f32 = 130.0;

const EPOCHS: [usize; 9] = [5, 10, 20, 50, 100, 200, 300, 500, 1000];
const BATCH_SIZES: [usize; 7] = [0, 8, 16, 32, 64, 128, 256];
const LEARNING_RATES: [f64; 9] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
/// Percent.
const SHARES: [u8; 7] = [0, 5, 10, 15, 20, 30, 50];
/// Percent.
const THRESHOLDS: [u8; 20] = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95];

/// The settings in the room that is left.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let (words, mut settings) = (context.words, *context.facts.settings);
    ScrollArea::vertical().id_salt("settings").auto_shrink([false, false]).show(ui, |ui| {
        let width = (ui.available_width() - GAP) / 2.0;
        widgets::side_by_side(ui, |ui| {
            widgets::half(ui, width, |ui| {
                card(ui, |ui| {
                    wrapped(ui, |ui| {
                        widgets::title(ui, &words.text("workshop-settings"));
                        let changed = settings != LessonSettings::default();
                        let defaults = words.text("workshop-settings-defaults");
                        let defaults = widgets::tap_if(ui, changed, Look::Plain, 0.0, &defaults);
                        context.places.mark(ui, "learning/defaults", defaults.rect);
                        if defaults.clicked() {
                            settings = LessonSettings::default();
                        }
                    });
                    answers(ui, words, &mut settings);
                });
            });
            widgets::half(ui, width, |ui| card(ui, |ui| training(ui, words, &mut settings.training)));
        });
    });
    if settings != *context.facts.settings {
        context.wish(Wish::Settings(settings));
    }
}

/// What concerns the answers.
fn answers(ui: &mut Ui, words: &Words, settings: &mut LessonSettings) {
    setting(ui, words, "head", CHOICE, |ui| {
        let heads = HeadChoice::ALL.map(|head| (head, words.text(&format!("workshop-head-{}", head.name()))));
        let (touched, _) = widgets::choice(ui, settings.head, 0.0, &heads);
        if let Some(head) = touched {
            settings.head = head;
        }
    });
    setting(ui, words, "threshold", STEPPER, |ui| {
        let percent = (settings.threshold * 100.0).round() as u8;
        if let Some(chosen) = steps(ui, &percent, &THRESHOLDS, |percent| {
            words.with("workshop-percent", &[("percent", f64::from(*percent).into())])
        }) {
            settings.threshold = f32::from(chosen) / 100.0;
        }
    });
    setting(ui, words, "never-seen", SWITCH, |ui| {
        settings.knows_unknown = widgets::switch(ui, words, settings.knows_unknown);
    });
    setting(ui, words, "augmentation", SWITCH, |ui| {
        settings.training.augmentation = widgets::switch(ui, words, settings.training.augmentation);
    });
    setting(ui, words, "seed", STEPPER, |ui| {
        let seed = settings.training.seed;
        let step = widgets::stepper(ui, &seed.to_string(), [seed > 0, seed < u64::MAX]);
        settings.training.seed = match step {
            Some(step) if step < 0 => seed - 1,
            Some(_) => seed + 1,
            None => seed,
        };
    });
}

/// What concerns the training.
fn training(ui: &mut Ui, words: &Words, settings: &mut TrainingSettings) {
    setting(ui, words, "epochs", STEPPER, |ui| {
        if let Some(epochs) = steps(ui, &settings.epochs, &EPOCHS, usize::to_string) {
            settings.epochs = epochs;
        }
    });
    setting(ui, words, "batch-size", STEPPER, |ui| {
        let said = |size: &usize| if *size == 0 { words.text("workshop-setting-all") } else { size.to_string() };
        if let Some(size) = steps(ui, &settings.batch_size, &BATCH_SIZES, said) {
            settings.batch_size = size;
        }
    });
    setting(ui, words, "learning-rate", STEPPER, |ui| {
        if let Some(rate) = steps(ui, &settings.learning_rate, &LEARNING_RATES, f64::to_string) {
            settings.learning_rate = rate;
        }
    });
    setting(ui, words, "validation-share", STEPPER, |ui| {
        let percent = (settings.validation_share * 100.0).round() as u8;
        if let Some(chosen) = steps(ui, &percent, &SHARES, |percent| {
            words.with("workshop-percent", &[("percent", f64::from(*percent).into())])
        }) {
            settings.validation_share = f64::from(chosen) / 100.0;
        }
    });
    setting(ui, words, "early-stopping", SWITCH, |ui| {
        settings.early_stopping = widgets::switch(ui, words, settings.early_stopping);
    });
}

/// A setting by the name that its sentences have; what is touched, so wide, beside the name where there is room.
fn setting(ui: &mut Ui, words: &Words, name: &str, wide: f32, content: impl FnOnce(&mut Ui)) {
    let key = format!("workshop-setting-{name}");
    let why = format!("workshop-setting-{name}-why");
    ui.push_id(name, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = |ui: &mut Ui, width: f32| {
            widgets::cell(ui, width, &words.text(&key), theme::heading(21.0));
        };
        let beside = ui.available_width() - wide - GAP;
        if beside >= NAME {
            row(ui, |ui| {
                title(ui, beside);
                content(ui);
            });
        } else {
            title(ui, ui.available_width());
            content(ui);
        }
        widgets::sentence(ui, &words.text(&why));
        ui.add_space(GAP);
    });
}

/// Less and more on a list of values; a value that is not on it stays until somebody changes it.
fn steps<T: Copy + PartialOrd>(ui: &mut Ui, value: &T, values: &[T], said: impl Fn(&T) -> String) -> Option<T> {
    let [less, more] = around(value, values);
    let step = widgets::stepper(ui, &said(value), [less.is_some(), more.is_some()])?;
    if step < 0 { less } else { more }
}

/// The next smaller and the next larger value.
fn around<T: Copy + PartialOrd>(value: &T, values: &[T]) -> [Option<T>; 2] {
    let less = values.iter().rev().find(|other| *other < value);
    let more = values.iter().find(|other| *other > value);
    [less.copied(), more.copied()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_from_any_value_to_its_neighbours() {
        assert_eq!(around(&100, &EPOCHS), [Some(50), Some(200)]);
        assert_eq!(around(&77, &EPOCHS), [Some(50), Some(100)]);
        assert_eq!(around(&5, &EPOCHS), [None, Some(10)]);
        assert_eq!(around(&10.0, &LEARNING_RATES), [Some(3.0), None]);
    }

    #[test]
    fn the_defaults_are_on_the_lists() {
        let settings = LessonSettings::default();
        let training = settings.training;
        assert!(EPOCHS.contains(&training.epochs));
        assert!(BATCH_SIZES.contains(&training.batch_size) && LEARNING_RATES.contains(&training.learning_rate));
        assert!(SHARES.contains(&((training.validation_share * 100.0).round() as u8)));
        assert!(THRESHOLDS.contains(&((settings.threshold * 100.0).round() as u8)));
    }
}
