//! The tab that tests: pictures that were never taught, how many were classified correctly, and which were not.

use std::sync::Arc;

use bevy_egui::egui::{self, RichText, ScrollArea, Sense, Ui, vec2};
use menagerie_core::prelude::*;

use crate::tab_context::TabContext;
use crate::theme::{self, CURVE, GAP, OTHER_CURVE, SOFT};
use crate::widgets::{self, Look, card, line, row};
use crate::{confusion, record, words};

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    card(ui, |ui| recording(ui, context));
    let test = context.facts.test;
    if test.confusion.accuracy().is_none() {
        card(ui, |ui| widgets::empty(ui, "🔍", &context.words.text("workshop-test-none")));
        return;
    }
    card(ui, |ui| result(ui, context));
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let width = (ui.available_width() * 0.58).max(420.0);
        widgets::column(ui, width, height, |ui| {
            card(ui, |ui| {
                widgets::title(ui, &context.words.text("workshop-confusion"));
                ui.add_space(GAP);
                confusion::show(ui, context, "test-confusion", &test.confusion);
            });
        });
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| {
            card(ui, |ui| wrong_ones(ui, context));
        });
    });
}

/// Which class is shown, and the buttons that record it.
fn recording(ui: &mut Ui, context: &mut TabContext) {
    widgets::sentence(ui, &context.words.text("workshop-test-why"));
    row(ui, |ui| {
        widgets::subtitle(ui, &context.words.text("workshop-test-record"));
        let room = ui.available_width();
        ScrollArea::horizontal().id_salt("test classes").max_width(room).show(ui, |ui| {
            row(ui, |ui| {
                for (place, class) in context.facts.classes.0.iter().enumerate() {
                    let chosen = context.state.selected == Some(class.id);
                    widgets::chip(ui, class, place + 1, 40.0);
                    let look = if chosen { Look::Chosen } else { Look::Plain };
                    let button = widgets::tap(ui, look, &format!("{} · {}", class.name, class.counts.test));
                    context.places.mark(ui, format!("test/class/{place}"), button.rect);
                    if button.clicked() {
                        context.state.select(class.id);
                    }
                    ui.add_space(6.0);
                }
            });
        });
    });
    if let Some(class) = context.state.selected {
        row(ui, |ui| record::buttons(ui, context, class, Split::Test));
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
        ("workshop-test-remembered", examination.remembered, SOFT, String::new()),
    ];
    for (key, accuracy, color, remark) in bars {
        let Some(accuracy) = accuracy else { continue };
        line(ui, |ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(470.0, 34.0), Sense::hover());
            let text = egui::pos2(rect.left(), rect.center().y);
            let font = egui::FontId::proportional(21.0);
            ui.painter().text(text, egui::Align2::LEFT_CENTER, context.words.text(key), font, theme::TEXT);
            widgets::bar(ui, vec2((ui.available_width() - 270.0).max(120.0), 30.0), accuracy as f32, color);
            ui.label(RichText::new(words::percent(context.words, accuracy)).font(theme::heading(24.0)));
            ui.label(RichText::new(remark).size(19.0).color(SOFT));
        });
    }
    widgets::settling(ui, context.words, context.facts.test.fresh);
}

/// Every picture that was named wrongly, and what it was taken for.
fn wrong_ones(ui: &mut Ui, context: &mut TabContext) {
    const SIDE: f32 = 84.0;
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
