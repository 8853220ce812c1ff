//! The strip at the bottom: the lesson, the way back, work that takes a while, and what happened lately.
//!
//! Notices have this place of their own, so that none ever lies over what somebody reads.

use bevy_egui::egui::{self, FontId, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::pages::Sheet;
use crate::tab_context::TabContext;
use crate::theme::{self, CURVE, FINGER, GAP, PAPER, PLATE, SOFT, TEXT, WARN};
use crate::widgets::{self, Look, row};
use crate::{toasts, words};

/// Height of what stands in it, points.
pub(crate) const HEIGHT: f32 = 52.0;

/// The strip.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let width = ui.available_width();
        lesson(ui, context, (width * 0.14).max(164.0));
        // Beside work that takes a while there is less room.
        undo(ui, context, width * if context.facts.work.is_some() { 0.21 } else { 0.26 });
        if let Some(work) = context.facts.work {
            under_way(ui, context, work, width * 0.25);
        }
        notice(ui, context);
    });
}

/// Two lines in a rectangle: a name, and something quieter.
fn two_lines(ui: &Ui, rect: Rect, [name, quiet]: [&str; 2], color: egui::Color32) {
    let [upper, lower] = [0.0, 1.0].map(|line| {
        let height = rect.height() / 2.0;
        Rect::from_min_size(rect.min + vec2(0.0, height * line), vec2(rect.width(), height))
    });
    widgets::paint_name(ui, upper, name, theme::heading(19.0), TEXT);
    widgets::paint_name(ui, lower, quiet, FontId::proportional(17.0), color);
}

/// Which lesson this is, and whether it is kept.
fn lesson(ui: &mut Ui, context: &TabContext, width: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let project = context.facts.project;
    let (sign, state) = words::kept(context.words, project);
    let color = if project.saved || project.path.is_none() { SOFT } else { WARN };
    two_lines(ui, rect, [&words::lesson_name(context.words, project), &format!("{sign} {state}")], color);
}

/// The way back from the last change.
fn undo(ui: &mut Ui, context: &mut TabContext, width: f32) {
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
fn under_way(ui: &mut Ui, context: &mut TabContext, work: &Work, width: f32) {
    let cancel = context.words.text("workshop-cancel");
    let (rect, _) = ui.allocate_exact_size(vec2(width - 110.0 - GAP, HEIGHT), Sense::hover());
    let far = words::work(context.words, work);
    let lines = rect.with_max_y(rect.bottom() - 10.0);
    two_lines(ui, lines, [&work.what, &far], SOFT);
    match work.total {
        Some(total) => {
            let share = work.done as f32 / total.max(1) as f32;
            widgets::paint_bar(ui, rect.with_min_y(rect.bottom() - 10.0), share, CURVE);
        }
        None => {
            let place = Rect::from_center_size(rect.right_center() - vec2(16.0, 0.0), vec2(24.0, 24.0));
            egui::Spinner::new().color(CURVE).paint_at(ui, place);
        }
    }
    let cancel = widgets::tap_sized(ui, true, Look::Plain, 110.0, &cancel);
    context.places.mark(ui, "cancel", cancel.rect);
    if cancel.clicked() {
        context.wish(Wish::File(FileWish::Cancel));
    }
}

/// The notice that matters most, in the room that is left; touched, all of them open in full.
fn notice(ui: &mut Ui, context: &mut TabContext) {
    let Some((place, notice)) = context.state.toasts.foremost() else { return };
    let more = context.state.toasts.all().count() - 1;
    let more = (more > 0).then(|| context.words.with("workshop-notices-more", &[("more", more.into())]));
    let size = vec2(ui.available_width() - FINGER - GAP, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let color = toasts::color(notice.is_failure);
    ui.painter().rect_filled(rect, 14, PLATE);
    let edge = if response.hovered() { Stroke::new(3.0, PAPER) } else { Stroke::new(2.0, color) };
    ui.painter().rect_stroke(rect, 14, edge, StrokeKind::Inside);
    let sign = Rect::from_center_size(rect.left_center() + vec2(26.0, 0.0), vec2(30.0, 30.0));
    toasts::paint_sign(ui, sign, notice.is_failure);
    let mut right = rect.right() - 10.0;
    if let Some(more) = more {
        let more = ui.painter().layout_no_wrap(more, theme::heading(17.0), color);
        right -= more.size().x + 8.0;
        ui.painter().galley(pos2(right + 8.0, rect.center().y - more.size().y / 2.0), more, color);
    }
    let mut said = egui::text::LayoutJob::simple(notice.words.clone(), FontId::proportional(18.0), TEXT, 0.0);
    said.wrap.max_width = right - sign.right() - 10.0;
    said.wrap.max_rows = 2;
    said.wrap.overflow_character = Some('…');
    let said = ui.painter().layout_job(said);
    let at = pos2(sign.right() + 10.0, rect.center().y - said.size().y / 2.0);
    ui.painter().with_clip_rect(rect).galley(at, said, TEXT);
    let away = ui.add_sized(vec2(FINGER, FINGER), egui::Button::new("✖"));
    context.places.mark(ui, "notice", rect);
    context.places.mark(ui, "notice/away", away.rect);
    if away.clicked() {
        context.state.toasts.put_away(place);
    }
    if response.clicked() {
        context.state.sheets.push(Sheet::Notices);
    }
}
