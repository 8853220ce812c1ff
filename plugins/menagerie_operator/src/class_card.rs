//! The chosen class: its name, what it says, its colour, its creature, and its fate.

use bevy_egui::egui::{self, Align2, FontId, Rect, Sense, Stroke, StrokeKind, Ui, vec2};
use menagerie_core::lesson::{CLASS_COLORS, LONGEST_SENTENCE, LONGEST_TYPED_NAME};
use menagerie_core::prelude::*;

use crate::dialog::Purpose;
use crate::tab_context::TabContext;
use crate::theme::{self, FINGER, GAP, INK, PAPER, RAISED, RAISED_HOVER, SOFT, TEXT};
use crate::widgets::{self, Look};

/// Side of what is touched to choose a colour, points.
const SWATCH: f32 = 42.0;
/// Colours side by side: two rows of them are as high as a creature; where they would not fit beside the creatures, one.
const COLOURS_ACROSS: [usize; 2] = [4, 8];
/// A creature with its name below, points.
const CREATURE: egui::Vec2 = vec2(62.0, SWATCH * 2.0);

/// The card.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext, class: &Class) {
    texts(ui, context, class);
    widgets::wrapped(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let creatures = (context.facts.creatures.0.len() + 1) as f32 * (CREATURE.x + 4.0);
        let fits = ui.available_width() >= creatures + COLOURS_ACROSS[0] as f32 * SWATCH + 12.0;
        colours(ui, context, class, COLOURS_ACROSS[usize::from(!fits)]);
        if !fits {
            ui.end_row();
        }
        ui.add_space(if fits { 8.0 } else { 0.0 });
        for place in 0..=context.facts.creatures.0.len() {
            creature(ui, context, class, context.facts.creatures.0.get(place));
        }
    });
    widgets::wrapped(ui, |ui| {
        outputs(ui, context, class);
        fate(ui, context, class);
    });
}

/// Its number, its name and what it says, and its place among the others.
fn texts(ui: &mut Ui, context: &mut TabContext, class: &Class) {
    let number = context.facts.number_of(class.id);
    widgets::row(ui, |ui| {
        widgets::chip(ui, class, number, FINGER);
        // Room for two fields beside two buttons.
        let room = ui.available_width() - 2.0 * (FINGER + GAP) - GAP - 2.0;
        let hint = context.words.text("workshop-class-name");
        let name = context.state.name.field(
            ui,
            [(room * 0.42) as usize, LONGEST_TYPED_NAME],
            (class.id, &class.name, &hint),
            ChangeLesson::RenameClass,
            context.wishes,
        );
        context.places.mark(ui, "class/rename", name.rect);
        let hint = context.words.text("workshop-class-says");
        let says = context.state.says.field(
            ui,
            [(room * 0.58) as usize, LONGEST_SENTENCE],
            (class.id, &class.says, &hint),
            ChangeLesson::CaptionClass,
            context.wishes,
        );
        context.places.mark(ui, "class/says", says.rect);
        let (place, classes) = (number.saturating_sub(1), context.facts.classes.0.len());
        for (can, to, words, name) in
            [(place > 0, place.saturating_sub(1), "⬆", "class/up"), (place + 1 < classes, place + 1, "⬇", "class/down")]
        {
            let button = widgets::tap_sized(ui, can, Look::Plain, FINGER, words);
            context.places.mark(ui, name, button.rect);
            if button.clicked() {
                context.change(ChangeLesson::MoveClass(class.id, to));
            }
        }
    });
}

fn colours(ui: &mut Ui, context: &mut TabContext, class: &Class, across: usize) {
    let rows = CLASS_COLORS.len().div_ceil(across);
    let size = vec2(across as f32, rows as f32) * SWATCH;
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    for (place, color) in CLASS_COLORS.into_iter().enumerate() {
        let corner = vec2((place % across) as f32, (place / across) as f32) * SWATCH;
        let rect = Rect::from_min_size(all.min + corner, vec2(SWATCH, SWATCH));
        let response = ui.interact(rect, ui.id().with(("colour", place)), Sense::click());
        context.places.mark(ui, format!("class/color/{place}"), rect);
        let swatch = rect.shrink(4.0);
        ui.painter().rect_filled(swatch, 10, theme::color32(color));
        if color == class.color {
            ui.painter().rect_stroke(rect.shrink(1.0), 12, Stroke::new(3.0, PAPER), StrokeKind::Inside);
            let ink = theme::text_on(theme::color32(color));
            ui.painter().text(swatch.center(), Align2::CENTER_CENTER, "✔", FontId::proportional(20.0), ink);
        }
        if response.clicked() && color != class.color {
            context.change(ChangeLesson::RecolorClass(class.id, color));
        }
    }
}

/// A creature to choose, as a picture with its name below; without one, nobody.
fn creature(ui: &mut Ui, context: &mut TabContext, class: &Class, creature: Option<&CreatureEntry>) {
    let creatures = context.facts.creatures;
    let (name, title, chosen) = match creature {
        Some(it) => (it.name.as_str(), it.title.clone(), creatures.is_called(it, &class.creature)),
        None => ("", context.words.text("workshop-class-nobody"), class.is_quiet()),
    };
    let (rect, response) = ui.allocate_exact_size(CREATURE, Sense::click());
    let control = if name.is_empty() { "nobody" } else { name };
    context.places.mark(ui, format!("class/creature/{control}"), rect);
    let fill = match (chosen, response.hovered()) {
        (true, _) => PAPER,
        (false, true) => RAISED_HOVER,
        (false, false) => RAISED,
    };
    ui.painter().rect_filled(rect, 12, fill);
    let picture = Rect::from_min_size(rect.min + vec2(3.0, 3.0), vec2(CREATURE.x - 6.0, CREATURE.x - 6.0));
    if let Some(portrait) = context.portraits.of(name) {
        // On paper a creature would look pale: the chosen one keeps its dark ground, with a ring of paper around it.
        ui.painter().rect_filled(picture, 10, RAISED);
        widgets::paint_picture(ui, portrait, picture);
    } else if name.is_empty() {
        ui.painter().rect_filled(picture, 10, RAISED);
        ui.painter().text(picture.center(), Align2::CENTER_CENTER, "—", theme::heading(26.0), SOFT);
    }
    let color = if chosen { INK } else { TEXT };
    let below = Rect::from_min_max(picture.left_bottom(), rect.max - vec2(3.0, 1.0));
    widgets::paint_centred_name(ui, below, &title, FontId::proportional(16.0), color);
    if response.clicked() && !chosen {
        context.change(ChangeLesson::RecastClass(class.id, name.into()));
    }
}

/// What answers beside its creature, to switch on and off. What nobody here understands is shown as missing, and kept until
/// it is taken away.
fn outputs(ui: &mut Ui, context: &mut TabContext, class: &Class) {
    let known = context.facts.outputs;
    let mut changed = None;
    for info in known.iter() {
        let has_it = class.output(info.kind).is_some();
        let title = context.words.text(info.title);
        let key = if has_it { "workshop-class-output" } else { "workshop-class-no-output" };
        let words = context.words.with(key, &[("output", title.into())]);
        let switch = widgets::tap(ui, if has_it { Look::Chosen } else { Look::Plain }, &words);
        context.places.mark(ui, format!("class/output/{}", info.kind), switch.rect);
        if switch.clicked() {
            // Of pictures and sounds one is chosen: a file of somebody's own; those that ship, on the visitors' screen.
            if !has_it && [ClassOutput::PICTURE, ClassOutput::SOUND].contains(&info.kind) {
                context.state.dialog.open(Purpose::Answer(class.id));
            } else {
                let other = (!has_it).then(|| ClassOutput::new(info.kind));
                changed = Some(class.outputs_with(info.kind, other));
            }
        }
    }
    for missing in known.missing(class) {
        let words = context.words.with("workshop-class-output-missing", &[("output", missing.kind.as_str().into())]);
        let switch = widgets::tap(ui, Look::Takes, &words);
        context.places.mark(ui, format!("class/output/{}", missing.kind), switch.rect);
        if switch.clicked() {
            changed = Some(class.outputs.iter().filter(|output| *output != missing).cloned().collect());
        }
    }
    if let Some(outputs) = changed {
        context.change(ChangeLesson::SetOutputs(class.id, outputs));
    }
}

/// Whether it is learned, and how to be rid of its pictures and of itself.
fn fate(ui: &mut Ui, context: &mut TabContext, class: &Class) {
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
    let others = context.facts.classes.0.len() > 1;
    let delete = widgets::tap_if(ui, others, Look::Takes, 0.0, &context.words.text("workshop-class-delete"));
    context.places.mark(ui, "class/delete", delete.rect);
    if delete.clicked() {
        context.change(ChangeLesson::DeleteClass(class.id));
    }
}
