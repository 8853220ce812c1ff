//! The health of the pictures: what could be better, said kindly, with the pictures meant.

use std::sync::Arc;

use bevy_egui::egui::{ScrollArea, Ui};

use crate::tab_context::TabContext;
use crate::widgets::{self, card, line};
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
        for (place, finding) in examination.findings.iter().enumerate() {
            card(ui, |ui| {
                let [heading, remedy] =
                    words::finding(context.words, finding.kind, |class| context.facts.name_of(class).to_owned());
                line(ui, |ui| {
                    for class in words::classes_of(finding.kind).into_iter().flatten() {
                        if let Some(class) = context.facts.classes.get(class) {
                            widgets::chip(ui, class, context.facts.number_of(class.id), 36.0);
                        }
                    }
                    widgets::subtitle(ui, &heading);
                });
                widgets::sentence(ui, &remedy);
                if !finding.pictures.is_empty() {
                    let pictures = Arc::new(finding.pictures.clone());
                    picture_grid::strip(ui, context, &format!("finding/{place}"), &pictures);
                }
            });
        }
    });
}
