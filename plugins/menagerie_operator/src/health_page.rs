//! The health of the pictures: what could be better, said kindly, with the pictures meant.

use std::sync::Arc;

use bevy_egui::egui::{self, RichText, ScrollArea, Ui};
use menagerie_core::prelude::*;

use crate::tab_context::TabContext;
use crate::theme::{self, GAP};
use crate::widgets::{self, card};
use crate::{picture_grid, words};

/// The findings in the room that is left.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let examination = context.facts.examination;
    card(ui, |ui| {
        widgets::title(ui, &context.words.text("workshop-health"));
        widgets::sentence(ui, &context.words.text("workshop-health-why"));
        widgets::settling(ui, context.words, examination.fresh);
    });
    if examination.findings.is_empty() {
        card(ui, |ui| widgets::empty(ui, "✔", &context.words.text("workshop-health-fine")));
        return;
    }
    ScrollArea::vertical().id_salt("health").auto_shrink([false, false]).show(ui, |ui| {
        let width = (ui.available_width() - GAP) / 2.0;
        widgets::side_by_side(ui, |ui| {
            for column in 0..2 {
                widgets::half(ui, width, |ui| {
                    for (place, found) in examination.findings.iter().enumerate().skip(column).step_by(2) {
                        card(ui, |ui| finding(ui, context, place, found));
                    }
                });
            }
        });
    });
}

/// One of them: whom it concerns, what helps, and the pictures meant.
fn finding(ui: &mut Ui, context: &mut TabContext, place: usize, finding: &Finding) {
    let [heading, remedy] =
        words::finding(context.words, finding.kind, |class| context.facts.name_of(class).to_owned());
    widgets::side_by_side(ui, |ui| {
        for class in words::classes_of(finding.kind).into_iter().flatten() {
            if let Some(class) = context.facts.classes.get(class) {
                widgets::chip(ui, class, context.facts.number_of(class.id), 32.0);
            }
        }
        ui.add(egui::Label::new(RichText::new(heading).font(theme::heading(21.0)).color(theme::TEXT)).wrap());
    });
    widgets::sentence(ui, &remedy);
    if !finding.pictures.is_empty() {
        let pictures = Arc::new(finding.pictures.clone());
        picture_grid::strip(ui, context, &format!("finding/{place}"), &pictures);
    }
}
