//! The tab where classes and their pictures are made: the classes on the left, the chosen one on the right.

use bevy_egui::egui::{
    self, Align, Align2, CornerRadius, Frame, Layout, Margin, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, vec2,
};
use menagerie_core::lesson::{CLASS_COLORS, LONGEST_SENTENCE, LONGEST_TYPED_NAME, MOST_CLASSES};
use menagerie_core::prelude::*;

use crate::pages::Sheet;
use crate::tab_context::TabContext;
use crate::theme::{self, FINGER, GAP, INK, PAPER, PLATE, RAISED, RAISED_HOVER, SOFT, TEXT};
use crate::widgets::{self, Look, card, row};
use crate::{picture_grid, record, words};

/// Width of the list of classes, points.
const LIST_WIDTH: f32 = 360.0;

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        widgets::column(ui, LIST_WIDTH, height, |ui| class_list(ui, context));
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| {
            let Some(class) = context.state.selected.and_then(|class| context.facts.classes.get(class)) else {
                widgets::empty(ui, "⬅", &context.words.text("workshop-class-none"));
                return;
            };
            card(ui, |ui| class_card(ui, context, class));
            card(ui, |ui| recording_bar(ui, context, class.id));
            card(ui, |ui| pictures(ui, context, class.id));
        });
    });
}

fn class_list(ui: &mut Ui, context: &mut TabContext) {
    let classes = context.facts.classes;
    let below = FINGER + GAP * 2.0;
    let room = ui.available_height() - below;
    ScrollArea::vertical().id_salt("classes").max_height(room).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for (place, class) in classes.0.iter().enumerate() {
            class_row(ui, context, place, class);
        }
    });
    row(ui, |ui| {
        let room = classes.0.len() < MOST_CLASSES;
        for (quiet, key, name) in
            [(false, "workshop-class-add", "class/add"), (true, "workshop-class-add-quiet", "class/add-quiet")]
        {
            let width = if quiet { 0.0 } else { 140.0 };
            let look = if quiet { Look::Plain } else { Look::First };
            let mut add = widgets::tap_if(ui, room, look, width, &context.words.text(key));
            if quiet {
                add = add.on_hover_text(context.words.text("workshop-class-add-quiet-why"));
            }
            context.places.mark(ui, name, add.rect);
            if add.clicked() {
                context.state.awaits_class = Some(classes.0.len());
                context.change(ChangeLesson::AddClass { name: None, quiet });
            }
        }
    });
}

fn class_row(ui: &mut Ui, context: &mut TabContext, place: usize, class: &Class) {
    let chosen = context.state.selected == Some(class.id);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 76.0), Sense::click());
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
    let chip = egui::Rect::from_min_size(rect.min + vec2(12.0, 14.0), vec2(48.0, 48.0));
    widgets::paint_chip(ui, chip, class, place + 1);
    let line = |middle: f32| {
        let left_top = egui::pos2(chip.right() + 14.0, rect.top() + middle - 14.0);
        egui::Rect::from_min_max(left_top, egui::pos2(rect.right() - 8.0, left_top.y + 28.0))
    };
    widgets::paint_name(ui, line(25.0), &class.name, theme::heading(22.0), text);
    let who = (!class.is_quiet()).then(|| class.creature.clone());
    let nature = words::nature(context.words, class);
    let counts: Vec<String> = std::iter::once(words::counts(context.words, class)).chain(who).chain(nature).collect();
    let counts = counts.join(" · ");
    widgets::paint_name(ui, line(53.0), &counts, egui::FontId::proportional(17.0), quiet);
}

/// Name, looks and fate of the chosen class.
fn class_card(ui: &mut Ui, context: &mut TabContext, class: &Class) {
    let place = context.facts.number_of(class.id);
    row(ui, |ui| {
        widgets::chip(ui, class, place, FINGER);
        let letters = LONGEST_TYPED_NAME;
        let name = context.state.name.field(
            ui,
            [330, letters],
            (class.id, &class.name, &context.words.text("workshop-class-name")),
            ChangeLesson::RenameClass,
            context.wishes,
        );
        context.places.mark(ui, "class/rename", name.rect);
        label(ui, &context.words.text("workshop-class-says"));
        let width = (ui.available_width() - 30.0).max(160.0) as usize;
        let says = context.state.says.field(
            ui,
            [width, LONGEST_SENTENCE],
            (class.id, &class.says, &context.words.text("workshop-class-says-hint")),
            ChangeLesson::CaptionClass,
            context.wishes,
        );
        context.places.mark(ui, "class/says", says.rect);
    });
    widgets::wrapped(ui, |ui| {
        looks(ui, context, class);
    });
    widgets::wrapped(ui, |ui| {
        fate(ui, context, class, place);
    });
}

fn label(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(19.0).color(SOFT));
}

/// Colour and creature.
fn looks(ui: &mut Ui, context: &mut TabContext, class: &Class) {
    label(ui, &context.words.text("workshop-class-colour"));
    for (place, color) in CLASS_COLORS.into_iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(46.0, FINGER), Sense::click());
        context.places.mark(ui, format!("class/color/{place}"), rect);
        let swatch = egui::Rect::from_center_size(rect.center(), vec2(40.0, 40.0));
        ui.painter().rect_filled(swatch, 12, theme::color32(color));
        if color == class.color {
            ui.painter().rect_stroke(swatch.expand(4.0), 15, Stroke::new(3.0, PAPER), StrokeKind::Inside);
            let ink = theme::text_on(theme::color32(color));
            ui.painter().text(swatch.center(), Align2::CENTER_CENTER, "✔", egui::FontId::proportional(22.0), ink);
        }
        if response.clicked() && color != class.color {
            context.change(ChangeLesson::RecolorClass(class.id, color));
        }
    }
    ui.add_space(12.0);
    label(ui, &context.words.text("workshop-class-creature"));
    for creature in context.facts.creatures.names().chain([""]) {
        let nobody = creature.is_empty();
        let words = if nobody { context.words.text("workshop-class-nobody") } else { creature.to_owned() };
        let look = if creature == class.creature { Look::Chosen } else { Look::Plain };
        let button = widgets::tap(ui, look, &words);
        let name = if nobody { "nobody" } else { creature };
        context.places.mark(ui, format!("class/creature/{name}"), button.rect);
        if button.clicked() && creature != class.creature {
            context.change(ChangeLesson::RecastClass(class.id, creature.into()));
        }
    }
}

/// Its place, whether it is learned, and how to be rid of it.
fn fate(ui: &mut Ui, context: &mut TabContext, class: &Class, number: usize) {
    let place = number.saturating_sub(1);
    let classes = context.facts.classes.0.len();
    let up = widgets::tap_if(ui, place > 0, Look::Plain, FINGER, "⬆");
    context.places.mark(ui, "class/up", up.rect);
    if up.clicked() {
        context.change(ChangeLesson::MoveClass(class.id, place - 1));
    }
    let down = widgets::tap_if(ui, place + 1 < classes, Look::Plain, FINGER, "⬇");
    context.places.mark(ui, "class/down", down.rect);
    if down.clicked() {
        context.change(ChangeLesson::MoveClass(class.id, place + 1));
    }
    let key = if class.enabled { "workshop-class-rest" } else { "workshop-class-wake" };
    let rest = widgets::tap(ui, Look::Plain, &context.words.text(key));
    context.places.mark(ui, "class/rest", rest.rect);
    if rest.clicked() {
        context.change(ChangeLesson::EnableClass(class.id, !class.enabled));
    }
    let pictures = class.counts.teach + class.counts.test;
    let empty = widgets::tap_if(ui, pictures > 0, Look::Takes, 0.0, &context.words.text("workshop-class-empty"));
    context.places.mark(ui, "class/empty", empty.rect);
    if empty.clicked() {
        context.change(ChangeLesson::EmptyClass(class.id));
    }
    let delete = widgets::tap_if(ui, classes > 1, Look::Takes, 0.0, &context.words.text("workshop-class-delete"));
    context.places.mark(ui, "class/delete", delete.rect);
    if delete.clicked() {
        context.change(ChangeLesson::DeleteClass(class.id));
    }
}

fn recording_bar(ui: &mut Ui, context: &mut TabContext, class: ClassId) {
    let split = context.state.split;
    row(ui, |ui| {
        let (touched, places) = widgets::choice(ui, split, 120.0, &context.parts());
        for (split, rect) in places {
            context.places.mark(ui, if split == Split::Teach { "part/teach" } else { "part/test" }, rect);
        }
        if let Some(split) = touched {
            context.state.show_part(split);
        }
        ui.add_space(8.0);
        record::buttons(ui, context, class, split);
    });
}

/// The pictures of the chosen class, and what can be done with the chosen ones.
fn pictures(ui: &mut Ui, context: &mut TabContext, class: ClassId) {
    let split = context.state.split;
    let ids = context.state.listing.show(context.facts, class, split);
    row(ui, |ui| {
        if context.state.chooses {
            choosing_bar(ui, context, &ids);
        } else {
            widgets::subtitle(ui, &format!("{} · {}", context.facts.name_of(class), ids.len()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let choose =
                    widgets::tap_if(ui, !ids.is_empty(), Look::Plain, 0.0, &context.words.text("workshop-choose"));
                context.places.mark(ui, "pictures/choose", choose.rect);
                if choose.clicked() {
                    context.state.chooses = true;
                }
            });
        }
    });
    if ids.is_empty() {
        let key = if split == Split::Teach { "workshop-pictures-none" } else { "workshop-pictures-no-tests" };
        widgets::empty(ui, "🖼", &context.words.text(key));
    }
    picture_grid::show(ui, context, "pictures", &ids, context.state.chooses);
}

fn choosing_bar(ui: &mut Ui, context: &mut TabContext, ids: &std::sync::Arc<Vec<ExampleId>>) {
    let chosen = context.state.chosen.len();
    let words = match chosen {
        0 => context.words.text("workshop-choose-touch"),
        _ => context.words.with("workshop-choose-chosen", &[("pictures", chosen.into())]),
    };
    widgets::subtitle(ui, &words);
    let frame = Frame::new().fill(RAISED).corner_radius(CornerRadius::same(14)).inner_margin(Margin::ZERO);
    frame.show(ui, |ui| {
        let all = widgets::tap(ui, Look::Plain, &context.words.text("workshop-choose-all"));
        context.places.mark(ui, "pictures/all", all.rect);
        if all.clicked() {
            context.state.chosen = ids.iter().copied().collect();
        }
    });
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
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let done = widgets::tap(ui, Look::First, &context.words.text("workshop-choose-done"));
        context.places.mark(ui, "pictures/done", done.rect);
        if done.clicked() {
            context.state.chooses = false;
            context.state.chosen.clear();
        }
    });
}
