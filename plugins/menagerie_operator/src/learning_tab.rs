//! The tab that looks under the hood: how well it learned, curves, a map, the health of the pictures, the settings.

use bevy_egui::egui::{self, RichText, ScrollArea, Ui, vec2};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::pages::Page;
use crate::tab_context::TabContext;
use crate::theme::{CURVE, SOFT, TEXT, WARN};
use crate::widgets::{self, Look, card, line, row, tall_card, wrapped};
use crate::{confusion, health_page, inside_page, map_page, plots, settings_page, words};

/// Width of the button that stops the training, points.
const STOP: f32 = 120.0;

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    card(ui, |ui| status(ui, context));
    wrapped(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let findings = context.facts.examination.findings.len();
        for (page, name, key) in Page::ALL {
            let look = if context.state.page == page { Look::Chosen } else { Look::Plain };
            let words = match page {
                Page::Health if findings > 0 => {
                    context.words.with("workshop-page-health-found", &[("findings", findings.into())])
                }
                _ => context.words.text(key),
            };
            let button = widgets::tap_if(ui, true, look, 110.0, &words);
            context.places.mark(ui, name, button.rect);
            if button.clicked() {
                context.state.page = page;
            }
        }
    });
    match context.state.page {
        Page::Results => results(ui, context),
        Page::Curves => plots::show(ui, context),
        Page::Map => map_page::show(ui, context),
        Page::Health => health_page::show(ui, context),
        Page::Inside => inside_page::show(ui, context),
        Page::Settings => settings_page::show(ui, context),
    }
}

/// The state of training, in words and as a bar.
fn status(ui: &mut Ui, context: &mut TabContext) {
    let training = context.facts.training;
    let opened = context.facts.opened_model;
    let (sign, words) =
        words::training(context.words, training, opened, context.facts.head, context.facts.settings.head);
    row(ui, |ui| {
        ui.label(RichText::new(sign).size(28.0).color(if training.stale { WARN } else { TEXT }));
        let width = ui.available_width() - STOP - ui.spacing().item_spacing.x;
        ui.vertical(|ui| {
            ui.set_width(width);
            progress(ui, context, &words);
        });
        let running = training.state == TrainingState::Running;
        let stop = context.words.text("workshop-learning-stop");
        let stop = widgets::tap_sized(ui, running, Look::Plain, STOP, &stop);
        context.places.mark(ui, "learning/stop", stop.rect);
        if stop.clicked() {
            context.wish(Wish::StopTraining);
        }
    });
}

/// The words, and how far it is.
fn progress(ui: &mut Ui, context: &TabContext, words: &str) {
    let training = context.facts.training;
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.add(egui::Label::new(RichText::new(words).size(20.0).color(TEXT)).wrap());
    let done = training.history.last().map_or(0, |record| record.epoch);
    let args = [("done", done.into()), ("most", training.epochs.into())];
    let epochs = RichText::new(context.words.with("workshop-learning-epochs", &args)).size(18.0).color(SOFT);
    if training.state == TrainingState::Running {
        let share = done as f32 / training.epochs.max(1) as f32;
        line(ui, |ui| {
            widgets::bar(ui, vec2(ui.available_width() * 0.6, 18.0), share, CURVE);
            ui.add(egui::Label::new(epochs).truncate());
        });
    } else if done > 0 && !training.stale && context.facts.opened_model.is_none() {
        ui.label(epochs);
    }
}

/// Right answers by class, and who is taken for whom.
fn results(ui: &mut Ui, context: &mut TabContext) {
    let examination = context.facts.examination;
    if examination.held_out.classes.is_empty() {
        tall_card(ui, |ui| widgets::empty(ui, "📊", &context.words.text("workshop-insight-none")));
        return;
    }
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let width = ui.available_width() * 0.4;
        widgets::column(ui, width, height, |ui| {
            tall_card(ui, |ui| {
                widgets::title(ui, &context.words.text("workshop-per-class"));
                widgets::sentence(ui, &context.words.text("workshop-per-class-why"));
                match examination.expected_accuracy {
                    Some(expected) => {
                        let percent = words::whole_percent(expected);
                        widgets::subtitle(ui, &context.words.with("workshop-expected", &[("percent", percent)]));
                    }
                    None => widgets::sentence(ui, &context.words.text("workshop-expected-not-yet")),
                }
                widgets::settling(ui, context.words, examination.fresh);
                per_class(ui, context, &examination.held_out);
            });
        });
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| {
            tall_card(ui, |ui| {
                widgets::title(ui, &context.words.text("workshop-confusion"));
                widgets::sentence(ui, &context.words.text("workshop-confusion-why"));
                confusion::show(ui, context, "confusion", &examination.held_out);
            });
        });
    });
}

/// A bar for each class: the share that was classified correctly.
pub(crate) fn per_class(ui: &mut Ui, context: &TabContext, confusion: &Confusion) {
    ScrollArea::vertical().id_salt("per class").auto_shrink([false, true]).show(ui, |ui| {
        for (place, id) in confusion.classes.iter().enumerate() {
            let Some(class) = context.facts.classes.get(*id).filter(|class| class.counts.teach > 0) else { continue };
            let (right, asked) = (confusion.right(place), confusion.asked(place));
            let share = right as f32 / asked.max(1) as f32;
            let words = if asked == 0 {
                context.words.text("workshop-not-asked")
            } else {
                words::right_of(context.words, right, asked)
            };
            widgets::named_bar(ui, class, context.facts.number_of(*id), share, &words);
        }
    });
}
