//! The tab where classes and their pictures are made: the classes on the left, the chosen one on the right.

use std::sync::Arc;

use bevy_egui::egui::{self, Rect, RichText, ScrollArea, Sense, Ui, vec2};
use menagerie_core::lesson::MOST_CLASSES;
use menagerie_core::prelude::*;

use crate::pages::Sheet;
use crate::tab_context::TabContext;
use crate::theme::{self, FINGER, GAP, INK, PAPER, PLATE, RAISED_HOVER, SOFT, TEXT};
use crate::widgets::{self, Look, card, wrapped};
use crate::{class_card, picture_grid, record, words};

/// Smallest and largest width of the list of classes, points.
const LIST_WIDTH: [f32; 2] = [256.0, 300.0];
/// Width from which on both buttons that add a class stand side by side, points.
const ADD_BESIDE: f32 = 280.0;

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let list = (ui.available_width() * 0.29).clamp(LIST_WIDTH[0], LIST_WIDTH[1]);
        widgets::column(ui, list, height, |ui| class_list(ui, context));
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| {
            let Some(class) = context.state.selected.and_then(|class| context.facts.classes.get(class)) else {
                widgets::empty(ui, "⬅", &context.words.text("workshop-class-none"));
                return;
            };
            card(ui, |ui| class_card::show(ui, context, class));
            card(ui, |ui| pictures(ui, context, class.id));
        });
    });
}

fn class_list(ui: &mut Ui, context: &mut TabContext) {
    let classes = context.facts.classes;
    let add = if ui.available_width() < ADD_BESIDE { [1.0, 1.0] } else { [0.41, 0.59] };
    let lines = if add[0] < 1.0 { 1.0 } else { 2.0 };
    let room = ui.available_height() - (FINGER + GAP) * lines;
    ScrollArea::vertical().id_salt("classes").max_height(room).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for (place, class) in classes.0.iter().enumerate() {
            class_row(ui, context, place, class);
        }
    });
    let add_both = |ui: &mut Ui| {
        let (all, less) = (ui.available_width(), classes.0.len() < MOST_CLASSES);
        for (quiet, key, name) in
            [(false, "workshop-class-add", "class/add"), (true, "workshop-class-add-quiet", "class/add-quiet")]
        {
            let look = if quiet { Look::Plain } else { Look::First };
            let share = add[usize::from(quiet)];
            let width = (all - if share < 1.0 { GAP } else { 0.0 }) * share;
            let mut button = widgets::tap_sized(ui, less, look, width, &context.words.text(key));
            if quiet {
                button = button.on_hover_text(context.words.text("workshop-class-add-quiet-why"));
            }
            context.places.mark(ui, name, button.rect);
            if button.clicked() {
                context.state.awaits_class = Some(classes.0.len());
                context.change(ChangeLesson::AddClass { name: None, quiet });
            }
        }
    };
    if lines > 1.0 {
        ui.vertical(add_both);
    } else {
        widgets::side_by_side(ui, add_both);
    }
}

fn class_row(ui: &mut Ui, context: &mut TabContext, place: usize, class: &Class) {
    let chosen = context.state.selected == Some(class.id);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 62.0), Sense::click());
    context.places.mark(ui, format!("class/{place}"), rect);
    if response.clicked() {
        context.state.select(class.id);
    }
    if chosen && std::mem::take(&mut context.state.reveals_class) {
        ui.scroll_to_rect(rect, None);
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let fill = match (chosen, response.hovered()) {
        (true, _) => PAPER,
        (false, true) => RAISED_HOVER,
        (false, false) => PLATE,
    };
    let [text, quiet] = if chosen { [INK, INK] } else { [TEXT, SOFT] };
    ui.painter().rect_filled(rect, 14, fill);
    let chip = Rect::from_center_size(rect.left_center() + vec2(26.0, 0.0), vec2(36.0, 36.0));
    widgets::paint_chip(ui, chip, class, place + 1);
    let mut right = rect.right() - 8.0;
    if let Some(portrait) = context.facts.creatures.find(&class.creature).and_then(|it| context.portraits.of(&it.name))
    {
        let picture = Rect::from_center_size(rect.right_center() - vec2(28.0, 0.0), vec2(48.0, 48.0));
        widgets::paint_picture(ui, portrait, picture);
        right = picture.left() - 2.0;
    }
    let line = |middle: f32| {
        let left_top = egui::pos2(chip.right() + 8.0, rect.top() + middle - 13.0);
        Rect::from_min_max(left_top, egui::pos2(right, left_top.y + 26.0))
    };
    widgets::paint_name(ui, line(20.0), &class.name, theme::heading(21.0), text);
    let counts = std::iter::once(words::counts(context.words, class)).chain(words::nature(context.words, class));
    let counts = counts.collect::<Vec<_>>().join(" · ");
    widgets::paint_name(ui, line(45.0), &counts, egui::FontId::proportional(16.0), quiet);
}

/// The pictures of the chosen class, how more are made, and what can be done with the chosen ones.
fn pictures(ui: &mut Ui, context: &mut TabContext, class: ClassId) {
    let split = context.state.split;
    let ids = context.state.listing.show(context.facts, class, split);
    widgets::row(ui, |ui| parts(ui, context, class));
    wrapped(ui, |ui| {
        if context.state.chooses {
            choosing_bar(ui, context, &ids);
        } else {
            record::buttons(ui, context, class, split);
            let choose = context.words.text("workshop-choose");
            let choose = widgets::tap_if(ui, !ids.is_empty(), Look::Plain, 0.0, &choose);
            context.places.mark(ui, "pictures/choose", choose.rect);
            if choose.clicked() {
                context.state.chooses = true;
            }
        }
    });
    if ids.is_empty() {
        let key = if split == Split::Teach { "workshop-pictures-none" } else { "workshop-pictures-no-tests" };
        widgets::empty(ui, "🖼", &context.words.text(key));
    }
    picture_grid::show(ui, context, "pictures", &ids, context.state.chooses);
}

/// Which pictures are shown: those to teach with, or those to test with.
fn parts(ui: &mut Ui, context: &mut TabContext, class: ClassId) {
    let split = context.state.split;
    let counts = context.facts.classes.get(class).map(|class| class.counts).unwrap_or_default();
    let parts = context.parts().map(|(split, words)| {
        let pictures = if split == Split::Teach { counts.teach } else { counts.test };
        (split, format!("{words} · {pictures}"))
    });
    let (touched, places) = widgets::choice(ui, split, 0.0, &parts);
    for (split, rect) in places {
        context.places.mark(ui, if split == Split::Teach { "part/teach" } else { "part/test" }, rect);
    }
    if let Some(split) = touched {
        context.state.show_part(split);
    }
    if context.state.chooses {
        let words = match context.state.chosen.len() {
            0 => context.words.text("workshop-choose-touch"),
            chosen => context.words.with("workshop-choose-chosen", &[("pictures", chosen.into())]),
        };
        ui.add(egui::Label::new(RichText::new(words).size(18.0).color(SOFT)).truncate());
    }
}

fn choosing_bar(ui: &mut Ui, context: &mut TabContext, ids: &Arc<Vec<ExampleId>>) {
    let chosen = context.state.chosen.len();
    let done = widgets::tap(ui, Look::First, &context.words.text("workshop-choose-done"));
    context.places.mark(ui, "pictures/done", done.rect);
    if done.clicked() {
        context.state.chooses = false;
        context.state.chosen.clear();
    }
    let all = widgets::tap(ui, Look::Plain, &context.words.text("workshop-choose-all"));
    context.places.mark(ui, "pictures/all", all.rect);
    if all.clicked() {
        context.state.chosen = ids.iter().copied().collect();
    }
    let the_chosen = || context.state.chosen.iter().copied().collect::<Vec<_>>();
    let moves = widgets::tap_if(ui, chosen > 0, Look::Plain, 0.0, &context.words.text("workshop-picture-move"));
    let removes = widgets::tap_if(ui, chosen > 0, Look::Takes, 0.0, &context.words.text("workshop-picture-remove"));
    if moves.clicked() {
        let sheet = Sheet::Move(the_chosen());
        context.state.sheets.push(sheet);
    }
    if removes.clicked() {
        let forget = ChangeLesson::RemovePictures(the_chosen());
        context.change(forget);
    }
    context.places.mark(ui, "pictures/move", moves.rect);
    context.places.mark(ui, "pictures/remove", removes.rect);
}
