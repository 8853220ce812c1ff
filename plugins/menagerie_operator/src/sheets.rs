//! What lies over the workshop: a picture, large; a few pictures of one kind; where pictures shall go.

use std::sync::Arc;

use bevy_egui::egui::{self, Align2, CornerRadius, Frame, Id, Margin, Modal, RichText, Sense, Stroke, Ui, vec2};
use menagerie_core::prelude::*;

use crate::pages::Sheet;
use crate::tab_context::TabContext;
use crate::theme::{self, EDGE, NIGHT, PLATE, SOFT};
use crate::widgets::{self, Look, row};
use crate::{picture_grid, toasts, words};

/// Shows the topmost sheet; whether there is one.
pub(crate) fn show(ctx: &egui::Context, context: &mut TabContext) -> bool {
    let Some(sheet) = context.state.sheets.last().cloned() else {
        context.state.viewer.clear();
        return false;
    };
    let screen = ctx.content_rect().size();
    let frame = Frame::new()
        .fill(PLATE)
        .stroke(Stroke::new(2.0, EDGE))
        .corner_radius(CornerRadius::same(22))
        .inner_margin(Margin::same(16));
    let id = Id::new(("sheet", context.state.sheets.len()));
    let depth = context.state.sheets.len();
    let modal = Modal::new(id).frame(frame).backdrop_color(NIGHT.gamma_multiply(0.86));
    let response = modal.show(ctx, |ui| match &sheet {
        Sheet::Picture { ids, place } => picture(ui, context, ids, *place, screen),
        Sheet::Gallery { truth, answer, ids } => gallery(ui, context, (*truth, *answer), ids, screen),
        Sheet::Notices => notices(ui, context, screen),
        Sheet::Move(ids) => move_where(ui, context, ids, screen),
    });
    // What was opened from here lies above and stays.
    if response.should_close() && context.state.sheets.len() == depth {
        context.state.sheets.pop();
    }
    true
}

/// The heading of a sheet, with the way back.
fn head(ui: &mut Ui, context: &mut TabContext, title: &str, width: f32) {
    row(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(width - 140.0, theme::FINGER), Sense::hover());
        let inside = ui.painter().with_clip_rect(rect);
        let from = egui::pos2(rect.left(), rect.center().y);
        inside.text(from, Align2::LEFT_CENTER, title, theme::heading(24.0), theme::TEXT);
        let back = widgets::tap_if(ui, true, Look::First, 130.0, &context.words.text("workshop-sheet-back"));
        context.places.mark(ui, "sheet/back", back.rect);
        if back.clicked() {
            context.state.sheets.pop();
        }
    });
}

fn picture(ui: &mut Ui, context: &mut TabContext, ids: &Arc<Vec<ExampleId>>, place: usize, screen: egui::Vec2) {
    let width = screen.x * 0.86;
    ui.set_width(width);
    let id = ids.get(place).copied();
    let found = id.and_then(|id| context.facts.album.get(id).map(|picture| (id, picture)));
    let title = match found {
        Some((_, picture)) => words::picture(context.words, context.facts.name_of(picture.class), picture),
        None => context.words.text("workshop-picture-gone"),
    };
    head(ui, context, &title, width);
    let room = vec2(width, screen.y * 0.68);
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    ui.painter().rect_filled(rect, 14, theme::GROOVE);
    if let Some((id, picture)) = found {
        paint(ui, context, id, picture, rect);
    }
    row(ui, |ui| {
        let turn = |ui: &mut Ui, context: &mut TabContext, can: bool, to: usize, words, name: &str| {
            let button = widgets::tap_if(ui, can, Look::Plain, 90.0, words);
            context.places.mark(ui, name, button.rect);
            if button.clicked() {
                context.state.sheets.pop();
                context.state.sheets.push(Sheet::Picture { ids: Arc::clone(ids), place: to });
            }
        };
        turn(ui, context, place > 0, place.saturating_sub(1), "⬅", "sheet/previous");
        turn(ui, context, place + 1 < ids.len(), place + 1, "➡", "sheet/next");
        let args = [("place", (place + 1).into()), ("pictures", ids.len().into())];
        ui.label(RichText::new(context.words.with("workshop-picture-place", &args)).size(20.0).color(SOFT));
        let Some((id, _)) = found else { return };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = widgets::tap(ui, Look::Takes, &context.words.text("workshop-picture-remove"));
            context.places.mark(ui, "sheet/remove", remove.rect);
            if remove.clicked() {
                context.change(ChangeLesson::RemovePictures(vec![id]));
                without(context, ids, place);
            }
            let moves = widgets::tap(ui, Look::Plain, &context.words.text("workshop-picture-move"));
            context.places.mark(ui, "sheet/move", moves.rect);
            if moves.clicked() {
                context.state.sheets.push(Sheet::Move(vec![id]));
            }
        });
    });
    let turned =
        ui.input(|input| [egui::Key::ArrowLeft, egui::Key::ArrowRight].map(|key| usize::from(input.key_pressed(key))));
    let to = (place + turned[1]).saturating_sub(turned[0]);
    if to != place && to < ids.len() && matches!(context.state.sheets.last(), Some(Sheet::Picture { .. })) {
        context.state.sheets.pop();
        context.state.sheets.push(Sheet::Picture { ids: Arc::clone(ids), place: to });
    }
}

/// Goes on with the next picture, or back when there is none.
fn without(context: &mut TabContext, ids: &Arc<Vec<ExampleId>>, place: usize) {
    let mut ids = ids.to_vec();
    ids.remove(place);
    context.state.sheets.pop();
    if !ids.is_empty() {
        let place = place.min(ids.len() - 1);
        context.state.sheets.push(Sheet::Picture { ids: Arc::new(ids), place });
    }
}

fn paint(ui: &Ui, context: &mut TabContext, id: ExampleId, picture: &AlbumPicture, rect: egui::Rect) {
    let small = context.thumbnails.of(ui.ctx(), id, picture);
    let fit = |size: egui::Vec2| {
        let scale = (rect.size() / size.max(vec2(1.0, 1.0))).min_elem();
        egui::Rect::from_center_size(rect.center(), size * scale)
    };
    match context.state.viewer.of(ui.ctx(), id, picture, context.facts.lock_step) {
        Ok(Some((texture, size))) => widgets::paint_picture(ui, texture, fit(size)),
        Ok(None) => {
            widgets::paint_picture(ui, small, fit(vec2(1.0, 1.0)));
            ui.painter().text(
                rect.center_bottom() - vec2(0.0, 30.0),
                Align2::CENTER_CENTER,
                context.words.text("workshop-picture-opening"),
                theme::heading(22.0),
                theme::TEXT,
            );
        }
        Err(why) => {
            let why = ui.painter().layout(
                format!("⚠ {why}"),
                egui::FontId::proportional(21.0),
                theme::WARN,
                rect.width() - 60.0,
            );
            ui.painter().galley(rect.center() - why.size() / 2.0, why, theme::WARN);
        }
    }
}

fn gallery(
    ui: &mut Ui,
    context: &mut TabContext,
    (truth, answer): (ClassId, Option<ClassId>),
    ids: &Arc<Vec<ExampleId>>,
    screen: egui::Vec2,
) {
    let title = words::cell(context.words, context.facts.name_of(truth), &context.answer_name(answer), ids.len());
    let width = screen.x * 0.86;
    ui.set_width(width);
    head(ui, context, &title, width);
    // A few pictures do not need all of the room.
    let rows = ids.len().div_ceil(picture_grid::columns(width)) as f32;
    let height = (rows * 130.0).min(screen.y * 0.7);
    ui.allocate_ui(vec2(width, height), |ui| {
        ui.set_min_height(height);
        picture_grid::show(ui, context, "gallery", ids, false);
    });
}

/// What happened lately, in full, the newest above.
fn notices(ui: &mut Ui, context: &mut TabContext, screen: egui::Vec2) {
    let width = (screen.x * 0.8).min(860.0);
    ui.set_width(width);
    head(ui, context, &context.words.text("workshop-notices"), width);
    let mut away = None;
    egui::ScrollArea::vertical().max_height(screen.y * 0.62).auto_shrink([false, true]).show(ui, |ui| {
        for (place, notice) in context.state.toasts.all() {
            if toasts::show_whole(ui, context.words, notice, width) {
                away = Some(place);
            }
        }
    });
    if let Some(place) = away {
        context.state.toasts.put_away(place);
    }
    if context.state.toasts.foremost().is_none() {
        context.state.sheets.pop();
    }
}

fn move_where(ui: &mut Ui, context: &mut TabContext, ids: &[ExampleId], screen: egui::Vec2) {
    let width = (screen.x * 0.8).min(860.0);
    ui.set_width(width);
    let title = context.words.with("workshop-move-where", &[("pictures", ids.len().into())]);
    head(ui, context, &title, width);
    let classes = context.facts.classes;
    egui::ScrollArea::vertical().max_height(screen.y * 0.62).auto_shrink([false, true]).show(ui, |ui| {
        for (place, class) in classes.0.iter().enumerate() {
            row(ui, |ui| {
                widgets::chip(ui, class, place + 1, 46.0);
                widgets::cell(ui, width - 46.0 - 440.0, &class.name, theme::heading(21.0));
                for (split, words) in context.parts() {
                    let to = widgets::tap_if(ui, true, Look::Plain, 190.0, &words);
                    let name = if split == Split::Teach { "teach" } else { "test" };
                    context.places.mark(ui, format!("move/{place}/{name}"), to.rect);
                    if to.clicked() {
                        context.change(ChangeLesson::MovePictures(ids.to_vec(), class.id, split));
                        context.state.chosen.clear();
                        context.state.sheets.pop();
                    }
                }
            });
        }
    });
}
