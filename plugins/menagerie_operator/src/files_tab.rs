//! The tab about files: ready-made sets, opening and saving, pictures that come in and go out, and where they are kept.

use bevy_egui::egui::{self, Align, Layout, RichText, ScrollArea, Ui};
use menagerie_core::prelude::*;

use crate::dialog::Purpose;
use crate::facts::Wish;
use crate::tab_context::TabContext;
use crate::theme::{GAP, SOFT};
use crate::widgets::{self, Look, card, row};
use crate::words;

/// Width of the button that uses a set, points.
const USE: f32 = 92.0;

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let (width, height) = ((ui.available_width() - GAP) / 2.0, ui.available_height());
    widgets::side_by_side(ui, |ui| {
        widgets::column(ui, width, height, |ui| {
            ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
                card(ui, |ui| widgets::sentence(ui, &context.words.text("workshop-privacy")));
                // What does not fit above it moves.
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    moving(ui, "sets", |ui| card(ui, |ui| sets(ui, context)));
                });
            });
        });
        widgets::column(ui, width, height, |ui| {
            moving(ui, "lesson", |ui| {
                card(ui, |ui| lesson(ui, context));
                card(ui, |ui| in_and_out(ui, context));
            });
        });
    });
}

/// Something that is moved where it does not fit.
fn moving(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, content);
}

fn sets(ui: &mut Ui, context: &mut TabContext) {
    widgets::title(ui, &context.words.text("workshop-sets"));
    let sets = context.facts.sets;
    if sets.is_empty() {
        widgets::sentence(ui, &context.words.text("workshop-sets-none"));
        return;
    }
    widgets::sentence(ui, &context.words.text("workshop-sets-why"));
    for (place, set) in sets.iter().enumerate() {
        one_set(ui, context, place, set);
    }
}

/// A set: its name and what is in it, with the button that uses it beside them.
fn one_set(ui: &mut Ui, context: &mut TabContext, place: usize, set: &ReadyMadeSet) {
    let [name, sentence] = set.said_in(&context.words.spoken().id);
    widgets::raised().inner_margin(10).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let width = ui.available_width() - USE - GAP;
        widgets::side_by_side(ui, |ui| {
            widgets::half(ui, width, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                widgets::subtitle(ui, name);
                ui.add(egui::Label::new(RichText::new(sentence).size(19.0).color(SOFT)).wrap());
            });
            let use_it = widgets::tap_sized(ui, true, Look::First, USE, &context.words.text("workshop-set-use"));
            context.places.mark(ui, format!("set/{place}"), use_it.rect);
            if use_it.clicked() {
                context.wish(Wish::File(FileWish::UseSet(place)));
            }
        });
    });
}

fn lesson(ui: &mut Ui, context: &mut TabContext) {
    widgets::title(ui, &context.words.text("workshop-lesson"));
    let project = context.facts.project;
    let (sign, state) = words::kept(context.words, project);
    let state = match &project.path {
        Some(path) => {
            let file = path.display().to_string();
            context.words.with("workshop-lesson-where", &[("state", state.into()), ("file", file.into())])
        }
        None => state,
    };
    widgets::sentence(ui, &format!("{sign} {state}"));
    let (width, has_file) = ((ui.available_width() - GAP) / 2.0, project.path.is_some());
    let ask = |ui: &mut Ui, context: &mut TabContext, look, enabled, key: &str, name: &str| {
        let button = widgets::tap_sized(ui, enabled, look, width, &context.words.text(key));
        context.places.mark(ui, name, button.rect);
        button.clicked()
    };
    row(ui, |ui| {
        if ask(ui, context, Look::First, true, "workshop-lesson-open", "files/open") {
            context.state.dialog.open(Purpose::Open);
        }
        if ask(ui, context, Look::Plain, has_file && !project.saved, "workshop-lesson-save", "files/save") {
            context.wish(Wish::File(FileWish::Save));
        }
    });
    row(ui, |ui| {
        if ask(ui, context, Look::Plain, true, "workshop-lesson-save-as", "files/save-as") {
            context.state.dialog.open(Purpose::SaveAs);
        }
        if ask(ui, context, Look::Plain, has_file, "workshop-lesson-close", "files/close") {
            context.wish(Wish::File(FileWish::Close));
        }
    });
}

fn in_and_out(ui: &mut Ui, context: &mut TabContext) {
    widgets::title(ui, &context.words.text("workshop-in-and-out"));
    widgets::sentence(ui, &context.words.text("workshop-import-why"));
    let width = ui.available_width();
    let import = widgets::tap_sized(ui, true, Look::First, width, &context.words.text("workshop-import"));
    context.places.mark(ui, "files/import", import.rect);
    if import.clicked() {
        context.state.dialog.import(None, Split::Teach);
    }
    let exports = [
        ("workshop-export-folders", Purpose::ExportFolders, "files/export-folders"),
        ("workshop-export-head", Purpose::ExportHead, "files/export-head"),
        ("workshop-export-report", Purpose::ExportReport, "files/export-report"),
    ];
    for (key, purpose, name) in exports {
        let button = widgets::tap_sized(ui, true, Look::Plain, width, &context.words.text(key));
        context.places.mark(ui, name, button.rect);
        if button.clicked() {
            context.state.dialog.open(purpose);
        }
    }
}
