//! Pictures in rows. Only the rows that can be seen are laid out and have textures: ten thousand cost as much as fifty.

use std::sync::Arc;

use bevy_egui::egui::{self, Align2, Color32, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, vec2};
use menagerie_core::prelude::*;

use crate::tab_context::TabContext;
use crate::theme::{self, GROOVE, INK, PAPER, TEXT};
use crate::widgets;

/// Smallest side of a picture, points.
const SIDE: f32 = 92.0;
/// Room between two, points.
const BETWEEN: f32 = 8.0;

/// Shows the pictures in the room that is left. Touching one opens it, or chooses it where that is what touching does.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext, name: &str, ids: &Arc<Vec<ExampleId>>, chooses: bool) {
    let scroll = &ui.spacing().scroll;
    let room = ui.available_width() - scroll.bar_width - scroll.bar_inner_margin;
    let columns = columns(room);
    let side = ((room + BETWEEN) / columns as f32 - BETWEEN).floor();
    let rows = ids.len().div_ceil(columns);
    ui.spacing_mut().item_spacing = vec2(BETWEEN, BETWEEN);
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show_rows(ui, side, rows, |ui, range| {
        for row in range {
            let first = row * columns;
            widgets::row(ui, |ui| {
                for place in first..(first + columns).min(ids.len()) {
                    tile(ui, context, ids, place, [side; 2].into(), chooses);
                }
            });
        }
    });
}

/// Pictures side by side in this much room.
pub(crate) fn columns(width: f32) -> usize {
    (((width + BETWEEN) / (SIDE + BETWEEN)) as usize).max(1)
}

fn tile(ui: &mut Ui, context: &mut TabContext, ids: &Arc<Vec<ExampleId>>, place: usize, size: Vec2, chooses: bool) {
    let id = ids[place];
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    context.places.mark(ui, format!("picture/{place}"), rect);
    match context.texture(ui.ctx(), id) {
        Some(texture) => widgets::paint_picture(ui, texture, rect),
        None => {
            ui.painter().rect_filled(rect, 8, GROOVE);
        }
    }
    let chosen = chooses && context.state.chosen.contains(&id);
    if chosen {
        ui.painter().rect_stroke(rect, 8, Stroke::new(5.0, PAPER), StrokeKind::Inside);
        paint_tick(ui, rect);
    } else if response.hovered() {
        ui.painter().rect_stroke(rect, 8, Stroke::new(3.0, PAPER), StrokeKind::Inside);
    }
    if response.clicked() {
        let many = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        if chooses || many {
            context.state.chooses = true;
            if !context.state.chosen.remove(&id) {
                context.state.chosen.insert(id);
            }
        } else {
            context.state.open(ids, id);
        }
    }
}

fn paint_tick(ui: &Ui, rect: Rect) {
    let centre = rect.right_top() + vec2(-20.0, 20.0);
    ui.painter().circle_filled(centre, 15.0, PAPER);
    ui.painter().text(centre, Align2::CENTER_CENTER, "✔", egui::FontId::proportional(20.0), INK);
}

/// A few pictures in one line, each of which can be opened; how many more there are is said behind them.
pub(crate) fn strip(ui: &mut Ui, context: &mut TabContext, name: &str, ids: &Arc<Vec<ExampleId>>) {
    let room = columns(ui.available_width() - 90.0);
    widgets::row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = BETWEEN;
        for (place, id) in ids.iter().take(room).enumerate() {
            let Some(texture) = context.texture(ui.ctx(), *id) else { continue };
            let response = widgets::picture(ui, texture, SIDE, Sense::click());
            context.places.mark(ui, format!("{name}/{place}"), response.rect);
            if response.clicked() {
                context.state.open(ids, *id);
            }
        }
        if ids.len() > room {
            let (rect, _) = ui.allocate_exact_size(vec2(76.0, SIDE), Sense::hover());
            let more = format!("+{}", ids.len() - room);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, more, theme::heading(24.0), TEXT);
        }
    });
}

/// The colour that fills a cell with a share of 0..1 of its row.
pub(crate) fn shade(share: f32) -> Color32 {
    GROOVE.lerp_to_gamma(theme::RAISED_PRESSED, share.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_at_least_one_column() {
        assert_eq!(columns(10.0), 1);
        assert_eq!(columns(SIDE * 3.0 + BETWEEN * 2.0), 3);
        assert_eq!(columns(SIDE * 3.0 + BETWEEN * 2.0 - 1.0), 2);
    }
}
