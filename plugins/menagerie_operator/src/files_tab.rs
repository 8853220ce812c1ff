//! The tab about files: ready-made sets, opening and saving, pictures that come in and go out, and where they are kept.

use bevy_egui::egui::{self, Align, CornerRadius, Layout, RichText, ScrollArea, Ui, vec2};
use menagerie_core::prelude::*;

use crate::dialog::Purpose;
use crate::facts::Wish;
use crate::tab_context::TabContext;
use crate::theme::{self, GAP, SOFT, TEXT};
use crate::widgets::{self, Look, card, row};
use crate::words;

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    ScrollArea::vertical().id_salt("files").auto_shrink([false, false]).show(ui, |ui| {
        card(ui, |ui| sets(ui, context));
        let width = (ui.available_width() - GAP) / 2.0;
        widgets::side_by_side(ui, |ui| {
            widgets::half(ui, width, |ui| card(ui, |ui| lesson(ui, context)));
            widgets::half(ui, width, |ui| card(ui, |ui| in_and_out(ui, context)));
        });
        card(ui, |ui| {
            widgets::title(ui, &context.words.text("workshop-privacy"));
            widgets::sentence(ui, &context.words.text("workshop-privacy-why"));
        });
    });
}

fn sets(ui: &mut Ui, context: &mut TabContext) {
    widgets::title(ui, &context.words.text("workshop-sets"));
    let sets = context.facts.sets;
    if sets.is_empty() {
        widgets::sentence(ui, &context.words.text("workshop-sets-none"));
        return;
    }
    widgets::sentence(ui, &context.words.text("workshop-sets-why"));
    let across = if sets.len() < 3 { 2 } else { 3 };
    let width = (ui.available_width() - GAP * (across - 1) as f32) / across as f32;
    let places: Vec<usize> = (0..sets.len()).collect();
    for places in places.chunks(across) {
        ui.horizontal_top(|ui| {
            for place in places {
                set(ui, context, *place, &sets[*place], width);
            }
        });
    }
}

fn set(ui: &mut Ui, context: &mut TabContext, place: usize, set: &ReadyMadeSet, width: f32) {
    let frame = widgets::raised().corner_radius(CornerRadius::same(16)).inner_margin(16);
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(width - 32.0);
            ui.label(RichText::new(&set.name).font(theme::heading(23.0)).color(TEXT));
            ui.add(egui::Label::new(RichText::new(&set.sentence).size(19.0).color(SOFT)).wrap());
            let button =
                row(ui, |ui| widgets::tap_if(ui, true, Look::First, 140.0, &context.words.text("workshop-set-use")));
            context.places.mark(ui, format!("set/{place}"), button.rect);
            if button.clicked() {
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
    let ask = |ui: &mut Ui, context: &mut TabContext, look, enabled, key: &str, name: &str| {
        let button = widgets::tap_if(ui, enabled, look, 230.0, &context.words.text(key));
        context.places.mark(ui, name, button.rect);
        button.clicked()
    };
    widgets::wrapped(ui, |ui| {
        if ask(ui, context, Look::First, true, "workshop-lesson-open", "files/open") {
            context.state.dialog.open(Purpose::Open);
        }
        let has_file = project.path.is_some();
        if ask(ui, context, Look::Plain, has_file && !project.saved, "workshop-lesson-save", "files/save") {
            context.wish(Wish::File(FileWish::Save));
        }
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
    let import = widgets::tap(ui, Look::First, &context.words.text("workshop-import"));
    context.places.mark(ui, "files/import", import.rect);
    if import.clicked() {
        context.state.dialog.import(None, Split::Teach);
    }
    let exports = [
        ("workshop-export-folders", Purpose::ExportFolders, "files/export-folders"),
        ("workshop-export-head", Purpose::ExportHead, "files/export-head"),
        ("workshop-export-report", Purpose::ExportReport, "files/export-report"),
    ];
    widgets::wrapped(ui, |ui| {
        for (key, purpose, name) in exports {
            let button = widgets::tap(ui, Look::Plain, &context.words.text(key));
            context.places.mark(ui, name, button.rect);
            if button.clicked() {
                context.state.dialog.open(purpose);
            }
        }
    });
}
