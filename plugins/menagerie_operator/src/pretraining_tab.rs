//! Where does it come from? The misconception that it is trained from nothing, taken apart by a measurement.

use bevy_egui::egui::{self, Align2, Color32, RichText, ScrollArea, Sense, Stroke, Ui, vec2};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::tab_context::TabContext;
use crate::theme::{self, BAD, CURVE, GAP, OTHER_CURVE, PAPER, SOFT, TEXT};
use crate::widgets::{self, Look, row, tall_card};
use crate::words;

/// What is said about it.
const WHY: [&str; 2] = ["workshop-pretraining-why-so-fast", "workshop-pretraining-why-transfer"];

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let width = (ui.available_width() - GAP) * 0.46;
        widgets::column(ui, width, height, |ui| moving(ui, "why", |ui| why(ui, context)));
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| moving(ui, "measured", |ui| measuring(ui, context)));
    });
}

/// A card whose content is moved where it does not fit.
fn moving(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    tall_card(ui, |ui| {
        ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, content);
    });
}

/// The story, in letters for a whole class.
fn why(ui: &mut Ui, context: &TabContext) {
    widgets::title(ui, &context.words.text("workshop-pretraining"));
    for key in WHY {
        ui.add(egui::Label::new(RichText::new(context.words.text(key)).size(23.0).color(SOFT)).wrap());
        ui.add_space(GAP);
    }
}

/// How it is measured, and what came of it.
fn measuring(ui: &mut Ui, context: &mut TabContext) {
    widgets::sentence(ui, &context.words.text("workshop-pretraining-why-measure"));
    ui.add_space(GAP);
    measurement(ui, context.words, context.facts.pretraining);
    let possible = !matches!(context.facts.pretraining, PretrainingStatus::Measuring(..));
    let (key, look) = match context.facts.pretraining {
        PretrainingStatus::Measured(_) => ("workshop-pretraining-measure-again", Look::Plain),
        _ => ("workshop-pretraining-measure", Look::First),
    };
    let measure = row(ui, |ui| widgets::tap_if(ui, possible, look, 260.0, &context.words.text(key)));
    context.places.mark(ui, "pretraining/measure", measure.rect);
    if measure.clicked() {
        context.wish(Wish::ComparePretraining);
    }
}

fn measurement(ui: &mut Ui, words: &Words, pretraining: &PretrainingStatus) {
    match pretraining {
        PretrainingStatus::NotMeasured => {}
        PretrainingStatus::Measuring(done, of) => {
            let args = [("done", (*done).into()), ("of", (*of).into())];
            widgets::subtitle(ui, &words.with("workshop-pretraining-measuring", &args));
            let share = *done as f32 / (*of).max(1) as f32;
            widgets::bar(ui, vec2(ui.available_width(), 26.0), share, CURVE);
        }
        PretrainingStatus::Failed(why) => {
            ui.add(egui::Label::new(RichText::new(format!("⚠ {why}")).size(20.0).color(BAD)).wrap());
        }
        PretrainingStatus::Measured(measured) => {
            big_bar(ui, words, "workshop-pretraining-pretrained", [measured.pretrained, measured.chance], CURVE);
            big_bar(ui, words, "workshop-pretraining-random", [measured.random, measured.chance], OTHER_CURVE);
            ui.add_space(10.0);
            widgets::sentence(ui, &words::measured(words, measured));
        }
    }
}

/// An accuracy that can be read from across the room, with a line where guessing would be.
fn big_bar(ui: &mut Ui, words: &Words, key: &str, [share, chance]: [f64; 2], color: Color32) {
    widgets::subtitle(ui, &words.text(key));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), Sense::hover());
    let bar = rect.with_max_x(rect.right() - 130.0);
    widgets::paint_bar(ui, bar, share as f32, color);
    let number = egui::pos2(rect.right(), rect.center().y);
    ui.painter().text(number, Align2::RIGHT_CENTER, words::percent(words, share), theme::heading(40.0), TEXT);
    let x = bar.left() + bar.width() * (chance as f32).clamp(0.0, 1.0);
    let dashes = egui::Shape::dashed_line(
        &[egui::pos2(x, bar.top() - 6.0), egui::pos2(x, bar.bottom() + 6.0)],
        Stroke::new(3.0, PAPER),
        8.0,
        5.0,
    );
    ui.painter().extend(dashes);
    let label = egui::pos2(x + 8.0, bar.bottom() + 12.0);
    let said = words.with("workshop-pretraining-chance", &[("percent", words::whole_percent(chance))]);
    ui.painter().text(label, Align2::LEFT_CENTER, said, egui::FontId::proportional(18.0), PAPER);
    ui.add_space(22.0);
}
