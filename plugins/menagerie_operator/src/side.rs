//! What is always visible: the mirror and the answer, where the lesson is kept, undo, and work that takes a while.

use bevy_egui::egui::{self, Align2, RichText, Sense, Stroke, StrokeKind, Ui, vec2};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::tab_context::TabContext;
use crate::theme::{self, CURVE, GROOVE, PAPER, SOFT, TEXT, WARN};
use crate::widgets::{self, Look, card, line};
use crate::words;

/// Bars shown at once; with more classes, those it is surest of.
const MOST_BARS: usize = 6;

/// The column on the right.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    card(ui, |ui| live(ui, context));
    card(ui, |ui| lesson(ui, context));
    if let Some(work) = context.facts.work {
        card(ui, |ui| under_way(ui, context, work));
    }
}

fn live(ui: &mut Ui, context: &mut TabContext) {
    widgets::subtitle(ui, &context.words.text("workshop-live"));
    if let Some(model) = context.facts.opened_model {
        ui.add(egui::Label::new(RichText::new(format!("📦 {model}")).size(19.0).color(WARN)).wrap());
    }
    let side = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    match context.facts.mirror {
        Some(texture) => {
            widgets::paint_picture(ui, texture, rect);
        }
        None => {
            ui.painter().rect_filled(rect, 12, GROOVE);
            let font = egui::FontId::proportional(20.0);
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                context.words.text("workshop-live-no-picture"),
                font,
                SOFT,
            );
        }
    }
    if context.facts.capturing.is_some() {
        ui.painter().rect_stroke(rect, 12, Stroke::new(6.0, theme::BAD), StrokeKind::Inside);
        let at = rect.left_top() + vec2(14.0, 12.0);
        ui.painter().text(
            at,
            Align2::LEFT_TOP,
            context.words.text("workshop-record-recording"),
            theme::heading(21.0),
            PAPER,
        );
    }
    answer(ui, context);
    bars(ui, context);
}

/// Who answers.
fn answer(ui: &mut Ui, context: &TabContext) {
    let facts = context.facts;
    line(ui, |ui| match facts.prediction.answer {
        Answer::Class(id) => {
            if let Some(class) = facts.classes.get(id) {
                widgets::chip(ui, class, facts.number_of(id), 40.0);
                let name = RichText::new(&class.name).font(theme::heading(26.0)).color(TEXT);
                ui.add(egui::Label::new(name).truncate());
            }
        }
        Answer::NeverSeen => {
            ui.label(
                RichText::new(format!("❓ {}", context.words.text("workshop-live-never-seen")))
                    .font(theme::heading(24.0))
                    .color(WARN),
            );
        }
        Answer::Nobody if facts.classes.taught() == 0 => {
            ui.label(RichText::new(context.words.text("workshop-live-nothing-taught")).size(21.0).color(SOFT));
        }
        Answer::Nobody => {
            ui.label(RichText::new(context.words.text("workshop-live-nobody")).font(theme::heading(24.0)).color(SOFT));
        }
    });
}

/// How sure it is of each class.
fn bars(ui: &mut Ui, context: &TabContext) {
    let facts = context.facts;
    ui.spacing_mut().item_spacing.y = 6.0;
    for (id, confidence) in surest(&facts.prediction.confidence) {
        let Some(class) = facts.classes.get(id) else { continue };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
        let chip = egui::Rect::from_min_size(rect.min, vec2(34.0, 34.0));
        widgets::paint_chip(ui, chip, class, facts.number_of(id));
        let bar = rect.with_min_x(chip.right() + 8.0).with_max_x(rect.right() - 70.0).shrink2(vec2(0.0, 5.0));
        widgets::paint_bar(ui, bar, confidence, theme::color32(class.color));
        let said = words::percent(context.words, f64::from(confidence));
        ui.painter().text(rect.right_center(), Align2::RIGHT_CENTER, said, theme::heading(19.0), TEXT);
    }
}

/// The classes to show: all in their order, or the surest ones, in their order, too, so that bars do not change places.
fn surest(confidence: &[(ClassId, f32)]) -> Vec<(ClassId, f32)> {
    let mut order: Vec<usize> = (0..confidence.len()).collect();
    order.sort_by(|one, other| confidence[*other].1.total_cmp(&confidence[*one].1));
    order.truncate(MOST_BARS);
    order.sort_unstable();
    order.into_iter().map(|place| confidence[place]).collect()
}

fn lesson(ui: &mut Ui, context: &mut TabContext) {
    let project = context.facts.project;
    let name = RichText::new(words::lesson_name(context.words, project)).font(theme::heading(22.0)).color(TEXT);
    ui.add(egui::Label::new(name).truncate());
    let (sign, state) = words::kept(context.words, project);
    let color = if project.saved || project.path.is_none() { SOFT } else { WARN };
    ui.label(RichText::new(format!("{sign} {state}")).size(20.0).color(color));
    let width = ui.available_width();
    let words = match context.facts.undo {
        Some(what) => context.words.with("workshop-undo", &[("what", what.into())]),
        None => context.words.text("workshop-undo-nothing"),
    };
    let undo = widgets::tap_sized(ui, context.facts.undo.is_some(), Look::Plain, width, &words);
    if context.facts.undo.is_some() {
        context.places.mark(ui, "undo", undo.rect);
    }
    if undo.on_hover_text(words).clicked() {
        context.change(ChangeLesson::Undo);
    }
}

/// Work with files, how far it is, and the way out.
fn under_way(ui: &mut Ui, context: &mut TabContext, work: &Work) {
    ui.add(egui::Label::new(RichText::new(&work.what).size(20.0).color(TEXT)).wrap());
    match work.total {
        Some(total) => {
            let share = work.done as f32 / total.max(1) as f32;
            widgets::bar(ui, vec2(ui.available_width(), 24.0), share, CURVE);
        }
        None => {
            ui.add(egui::Spinner::new().size(28.0).color(CURVE));
        }
    }
    ui.label(RichText::new(words::work(context.words, work)).size(19.0).color(SOFT));
    let width = ui.available_width();
    let cancel = widgets::tap_sized(ui, true, Look::Plain, width, &context.words.text("workshop-cancel"));
    context.places.mark(ui, "cancel", cancel.rect);
    if cancel.clicked() {
        context.wish(Wish::File(FileWish::Cancel));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_keep_their_places_and_the_surest_are_shown() {
        let confidence: Vec<_> = (0..9).map(|id| (ClassId(id), f32::from(id % 5) / 10.0)).collect();
        let shown: Vec<_> = surest(&confidence).into_iter().map(|(id, _)| id.0).collect();
        assert_eq!(shown, [1, 2, 3, 4, 7, 8]);
        assert_eq!(surest(&confidence[..3]), &confidence[..3]);
    }
}
