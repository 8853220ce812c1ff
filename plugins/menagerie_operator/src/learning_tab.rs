//! The tab that looks under the hood: how well it learned, curves, a map, the health of the pictures, the settings.

use bevy_egui::egui::{self, RichText, ScrollArea, Ui, vec2};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::pages::Page;
use crate::tab_context::TabContext;
use crate::theme::{CURVE, GAP, SOFT, TEXT, WARN};
use crate::widgets::{self, Look, card, line, row};
use crate::{confusion, health_page, map_page, plots, settings_page, words};

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    card(ui, |ui| status(ui, context));
    row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let findings = context.facts.examination.findings.len();
        for (page, name) in Page::ALL {
            let look = if context.state.page == page { Look::Chosen } else { Look::Plain };
            let button = widgets::tap_if(ui, true, look, 150.0, &words::page(page, findings));
            context.places.mark(ui, name, button.rect);
            if button.clicked() {
                context.state.page = page;
            }
        }
    });
    match context.state.page {
        Page::Results => results(ui, context),
        Page::Curves => plots::show(ui, context.facts.training),
        Page::Map => map_page::show(ui, context),
        Page::Health => health_page::show(ui, context),
        Page::Settings => settings_page::show(ui, context),
    }
}

/// The state of training, in words and as a bar.
fn status(ui: &mut Ui, context: &mut TabContext) {
    let training = context.facts.training;
    let opened = context.facts.opened_model;
    let (sign, words) = state(training, opened, context.facts.head, context.facts.settings.head);
    row(ui, |ui| {
        ui.label(RichText::new(sign).size(30.0).color(if training.stale { WARN } else { TEXT }));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_width(ui.available_width() - 168.0);
            widgets::subtitle(ui, &words);
            let done = training.history.last().map_or(0, |record| record.epoch);
            if training.state == TrainingState::Running {
                let share = done as f32 / training.epochs.max(1) as f32;
                line(ui, |ui| {
                    widgets::bar(ui, vec2(ui.available_width() - 260.0, 22.0), share, CURVE);
                    ui.label(RichText::new(words::epochs(done, training.epochs)).size(19.0).color(SOFT));
                });
            } else if done > 0 && !training.stale && opened.is_none() {
                widgets::sentence(ui, &words::epochs(done, training.epochs));
            }
        });
        let running = training.state == TrainingState::Running;
        let stop = widgets::tap_if(ui, running, Look::Plain, 150.0, words::STOP);
        context.places.mark(ui, "learning/stop", stop.rect);
        if stop.clicked() {
            context.wish(Wish::StopTraining);
        }
    });
}

/// The training in a sign and a sentence.
fn state(training: &TrainingStatus, opened: Option<&str>, head: &str, choice: HeadChoice) -> (&'static str, String) {
    let (sign, words) = match training.state {
        _ if let Some(name) = opened => return ("📦", words::opened(name)),
        TrainingState::Running => ("⏳", words::RUNNING),
        TrainingState::Stopped => ("⏹", words::STOPPED),
        _ if training.stale => ("⏳", words::STALE),
        TrainingState::Idle => return ("💤", words::untrained(head, choice)),
        TrainingState::Finished => ("✔", words::FINISHED),
    };
    (sign, words.to_owned())
}

/// Right answers by class, and who is taken for whom.
fn results(ui: &mut Ui, context: &mut TabContext) {
    let examination = context.facts.examination;
    if examination.held_out.classes.is_empty() {
        card(ui, |ui| widgets::empty(ui, "📊", words::NO_INSIGHT));
        return;
    }
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let width = (ui.available_width() * 0.38).max(420.0);
        widgets::column(ui, width, height, |ui| {
            card(ui, |ui| {
                widgets::title(ui, words::PER_CLASS);
                widgets::sentence(ui, words::PER_CLASS_WHY);
                match examination.expected_accuracy {
                    Some(expected) => widgets::subtitle(ui, &words::expected(expected)),
                    None => widgets::sentence(ui, words::EXPECTED_NOT_YET),
                }
                widgets::settling(ui, examination.fresh);
                ui.add_space(GAP);
                per_class(ui, context, &examination.held_out);
            });
        });
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| {
            card(ui, |ui| {
                widgets::title(ui, words::CONFUSION);
                widgets::sentence(ui, words::CONFUSION_WHY);
                ui.add_space(GAP);
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
            line(ui, |ui| {
                widgets::chip(ui, class, context.facts.number_of(*id), 36.0);
                ui.add(egui::Label::new(RichText::new(&class.name).size(20.0)).truncate());
            });
            line(ui, |ui| {
                let width = ui.available_width() - 190.0;
                widgets::bar(ui, vec2(width, 22.0), share, crate::theme::color32(class.color));
                let words = if asked == 0 { words::NOT_ASKED.to_owned() } else { words::right_of(right, asked) };
                ui.label(RichText::new(words).size(19.0).color(SOFT));
            });
            ui.add_space(4.0);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_told_apart_without_colour() {
        let states = [TrainingState::Idle, TrainingState::Running, TrainingState::Finished, TrainingState::Stopped];
        let told: std::collections::HashSet<_> = states
            .into_iter()
            .map(|state| super::state(&TrainingStatus { state, ..Default::default() }, None, "ridge", HeadChoice::Auto))
            .collect();
        assert_eq!(told.len(), 4);
    }
}
