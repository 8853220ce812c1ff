//! The tab that tests: pictures that were never taught, how many were classified correctly, and which were not.

use std::sync::Arc;

use bevy_egui::egui::{self, RichText, ScrollArea, Sense, Ui, vec2};
use menagerie_core::lesson::elided;
use menagerie_core::prelude::*;

use crate::tab_context::TabContext;
use crate::theme::{self, CURVE, FINGER, GAP, OTHER_CURVE, SOFT};
use crate::widgets::{self, Look, card, row, tall_card, wrapped};
use crate::{confusion, record, words};

/// Letters of a class's name on its button.
const MOST_LETTERS: usize = 14;

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let width = (ui.available_width() - GAP) * 0.44;
        widgets::column(ui, width, height, |ui| {
            ScrollArea::vertical().id_salt("test").auto_shrink([false, false]).show(ui, |ui| {
                card(ui, |ui| recording(ui, context));
                if context.facts.test.confusion.accuracy().is_some() {
                    tall_card(ui, |ui| result(ui, context));
                }
            });
        });
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| {
            let test = context.facts.test;
            if test.confusion.accuracy().is_none() {
                tall_card(ui, |ui| widgets::empty(ui, "🔍", &context.words.text("workshop-test-none")));
                return;
            }
            widgets::column(ui, width, height * 0.58, |ui| {
                tall_card(ui, |ui| {
                    widgets::title(ui, &context.words.text("workshop-confusion"));
                    confusion::show(ui, context, "test-confusion", &test.confusion);
                });
            });
            tall_card(ui, |ui| wrong_ones(ui, context));
        });
    });
}

/// Which class is shown, and the buttons that record it.
fn recording(ui: &mut Ui, context: &mut TabContext) {
    widgets::sentence(ui, &context.words.text("workshop-test-why"));
    widgets::subtitle(ui, &context.words.text("workshop-test-record"));
    let most = 2.0 * (FINGER + GAP);
    ScrollArea::vertical().id_salt("test classes").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        wrapped(ui, |ui| {
            for (place, class) in context.facts.classes.0.iter().enumerate() {
                let chosen = context.state.selected == Some(class.id);
                let look = if chosen { Look::Chosen } else { Look::Plain };
                let name = elided(&class.name, MOST_LETTERS);
                let button = widgets::tap(ui, look, &format!("{} {name} · {}", place + 1, class.counts.test));
                context.places.mark(ui, format!("test/class/{place}"), button.rect);
                if button.clicked() {
                    context.state.select(class.id);
                }
            }
        });
    });
    if let Some(class) = context.state.selected {
        wrapped(ui, |ui| record::buttons(ui, context, class, Split::Test));
    }
}

/// What it knows, what it expects to know, and what it remembers, one below the other: the gap is what was not understood.
fn result(ui: &mut Ui, context: &TabContext) {
    let (examination, test) = (context.facts.examination, &context.facts.test.confusion);
    let asked: usize = (0..test.classes.len()).map(|place| test.asked(place)).sum();
    let right: usize = (0..test.classes.len()).map(|place| test.right(place)).sum();
    let bars = [
        ("workshop-test-right", test.accuracy(), OTHER_CURVE, words::right_of(context.words, right, asked)),
        ("workshop-test-expected", examination.expected_accuracy, CURVE, context.words.text("workshop-test-estimate")),
        ("workshop-test-remembered", examination.remembered, SOFT, context.words.text("workshop-test-by-heart")),
    ];
    for (key, accuracy, color, remark) in bars {
        let Some(accuracy) = accuracy else { continue };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 58.0), Sense::hover());
        let [upper, lower] = [rect.with_max_y(rect.top() + 28.0), rect.with_min_y(rect.top() + 30.0)];
        let remark = ui.painter().layout_no_wrap(remark, egui::FontId::proportional(17.0), SOFT);
        let name = upper.with_max_x(upper.right() - remark.size().x - 8.0);
        widgets::paint_name(ui, name, &context.words.text(key), egui::FontId::proportional(20.0), theme::TEXT);
        ui.painter().galley(egui::pos2(name.right() + 8.0, name.center().y - remark.size().y / 2.0), remark, SOFT);
        widgets::paint_bar(ui, lower.with_max_x(lower.right() - 84.0), accuracy as f32, color);
        let said = words::percent(context.words, accuracy);
        let font = theme::heading(24.0);
        ui.painter().text(lower.right_center(), egui::Align2::RIGHT_CENTER, said, font, theme::TEXT);
    }
    widgets::settling(ui, context.words, context.facts.test.fresh);
}

/// Every picture that was named wrongly, and what it was taken for.
fn wrong_ones(ui: &mut Ui, context: &mut TabContext) {
    const SIDE: f32 = 72.0;
    widgets::title(ui, &context.words.text("workshop-wrong"));
    let wrong = confusion::wrong_ones(&context.facts.test.confusion);
    if wrong.is_empty() {
        widgets::empty(ui, "✔", &context.words.text("workshop-wrong-none"));
        return;
    }
    let ids = Arc::new(wrong.iter().map(|(id, ..)| *id).collect::<Vec<_>>());
    ScrollArea::vertical().id_salt("wrong").auto_shrink([false, false]).show_rows(
        ui,
        SIDE,
        wrong.len(),
        |ui, range| {
            for place in range {
                let (id, truth, answer) = wrong[place];
                row(ui, |ui| {
                    let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::click());
                    context.places.mark(ui, format!("wrong/{place}"), rect);
                    if let Some(texture) = context.texture(ui.ctx(), id) {
                        widgets::paint_picture(ui, texture, rect);
                    }
                    if response.clicked() {
                        context.state.open(&ids, id);
                    }
                    let (truth, answer) = (context.facts.name_of(truth), context.answer_name(answer));
                    let args = [("truth", truth.into()), ("answer", answer.into())];
                    let words = context.words.with("workshop-wrong-taken-for", &args);
                    ui.add(egui::Label::new(RichText::new(words).size(20.0)).wrap());
                });
            }
        },
    );
}
