//! What is always visible: the mirror, who answers, and how sure it is.

use bevy_egui::egui::{self, Align2, RichText, Sense, Stroke, StrokeKind, Ui, vec2};
use menagerie_core::prelude::*;

use crate::tab_context::TabContext;
use crate::theme::{self, GROOVE, PAPER, SOFT, TEXT, WARN};
use crate::widgets::{self, line, tall_card};
use crate::words;

/// Bars shown at once; with more classes, those it is surest of.
const MOST_BARS: usize = 6;

/// The column on the right.
pub(crate) fn show(ui: &mut Ui, context: &TabContext) {
    tall_card(ui, |ui| live(ui, context));
}

fn live(ui: &mut Ui, context: &TabContext) {
    widgets::subtitle(ui, &context.words.text("workshop-live"));
    if let Some(model) = context.facts.opened_model {
        ui.add(egui::Label::new(RichText::new(format!("📦 {model}")).size(18.0).color(WARN)).wrap());
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
    let (words, facts) = (context.words, context.facts);
    let said = match facts.prediction.answer {
        Answer::Class(id) => {
            let Some(class) = facts.classes.get(id) else { return };
            line(ui, |ui| {
                widgets::chip(ui, class, facts.number_of(id), 36.0);
                let name = RichText::new(&class.name).font(theme::heading(24.0)).color(TEXT);
                ui.add(egui::Label::new(name).truncate());
            });
            return;
        }
        Answer::NeverSeen => {
            let said = format!("❓ {}", words.text("workshop-live-never-seen"));
            RichText::new(said).font(theme::heading(22.0)).color(WARN)
        }
        Answer::Nobody if facts.classes.taught() == 0 => {
            RichText::new(words.text("workshop-live-nothing-taught")).size(20.0).color(SOFT)
        }
        Answer::Nobody => RichText::new(words.text("workshop-live-nobody")).font(theme::heading(22.0)).color(SOFT),
    };
    ui.add(egui::Label::new(said).wrap());
}

/// How sure it is of each class.
fn bars(ui: &mut Ui, context: &TabContext) {
    let facts = context.facts;
    ui.spacing_mut().item_spacing.y = 6.0;
    let shown = surest(&facts.prediction.confidence);
    // With their names below each other where there is room for that.
    let is_roomy = ui.available_height() >= shown.len() as f32 * (widgets::NAMED_BAR + 6.0);
    for (id, confidence) in shown {
        let Some(class) = facts.classes.get(id) else { continue };
        let said = words::percent(context.words, f64::from(confidence));
        if is_roomy {
            widgets::named_bar(ui, class, facts.number_of(id), confidence, &said);
            continue;
        }
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
        let chip = egui::Rect::from_min_size(rect.min, vec2(32.0, 32.0));
        widgets::paint_chip(ui, chip, class, facts.number_of(id));
        let bar = rect.with_min_x(chip.right() + 8.0).with_max_x(rect.right() - 64.0).shrink2(vec2(0.0, 5.0));
        widgets::paint_bar(ui, bar, confidence, theme::color32(class.color));
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
