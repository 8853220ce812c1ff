//! The confusion matrix: which class was taken for which, each number a door to its pictures.

use std::sync::Arc;

use bevy_egui::egui::{self, Align2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, vec2};
use menagerie_core::lesson::elided;
use menagerie_core::prelude::*;

use crate::pages::Sheet;
use crate::picture_grid::shade;
use crate::tab_context::TabContext;
use crate::theme::{self, EDGE, FINGER, GOOD, GROOVE, PAPER, SOFT, TEXT, WARN};
use crate::widgets;

/// Room for the names of the rows: share of the whole, and at most so many points.
const NAMES: (f32, f32) = (0.31, 200.0);
/// Room for the names of the columns, which lean, and for their numbers, points.
const HEADS: f32 = 122.0;
/// Maximum number of characters of a name that leans above a column.
const HEAD_LETTERS: usize = 12;
/// How much it leans, radians.
const LEANS: f32 = -0.9;
/// Smallest and largest side of a cell, points.
const CELL: [f32; 2] = [30.0, 92.0];

/// The matrix in the room that is left. `name` is how rehearsals call its cells: `<name>/<row>/<column>`, the column
/// behind the last class being "never seen".
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext, name: &str, confusion: &Confusion) {
    let classes = confusion.classes.len();
    let names = (ui.available_width() * NAMES.0).min(NAMES.1);
    let cell = cell_side(ui.available_size() - vec2(names + 24.0, HEADS), classes);
    ScrollArea::both().id_salt(name).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        heads(ui, context, confusion, [names, cell]);
        let width = names + (classes as f32 + 1.0) * (cell + 4.0) + 64.0;
        for row in 0..classes {
            // With a hundred classes there are ten thousand cells, of which few can be seen.
            let (top, seen) = (ui.cursor().top(), ui.clip_rect());
            if top > seen.bottom() || top + cell < seen.top() {
                ui.allocate_space(vec2(width, cell));
                continue;
            }
            let asked = confusion.asked(row);
            widgets::line(ui, |ui| {
                row_name(ui, context.facts, confusion, row, vec2(names, cell));
                for column in 0..=classes {
                    cell_of(ui, context, name, confusion, [row, column], asked, cell);
                }
            });
        }
    });
}

/// Side of a cell so that all of them fit, if they can.
fn cell_side(room: egui::Vec2, classes: usize) -> f32 {
    let across = room.x / (classes + 1) as f32 - 4.0;
    let down = room.y / classes.max(1) as f32 - 4.0;
    across.min(down.max(FINGER)).clamp(CELL[0], CELL[1]).floor()
}

/// Names and numbers of the classes above the columns.
fn heads(ui: &mut Ui, context: &TabContext, confusion: &Confusion, [names, cell]: [f32; 2]) {
    let facts = context.facts;
    widgets::line(ui, |ui| {
        ui.allocate_exact_size(vec2(names, HEADS), Sense::hover());
        for class in &confusion.classes {
            let (rect, _) = ui.allocate_exact_size(vec2(cell, HEADS), Sense::hover());
            if let Some(class) = facts.classes.get(*class) {
                let side = 32.0_f32.min(cell);
                let chip = Rect::from_center_size(sign_of(rect), vec2(side, side));
                widgets::paint_chip(ui, chip, class, facts.number_of(class.id));
                head_name(ui, rect, &class.name);
            }
        }
        let (rect, _) = ui.allocate_exact_size(vec2(cell.max(64.0), HEADS), Sense::hover());
        ui.painter().text(sign_of(rect), Align2::CENTER_CENTER, "?", theme::heading(26.0), WARN);
        head_name(ui, rect, &context.words.text("workshop-never-seen"));
    });
}

/// Middle of the sign above a column.
fn sign_of(head: Rect) -> egui::Pos2 {
    egui::pos2(head.center().x, head.bottom() - 19.0)
}

/// A name that leans above the sign of a column.
fn head_name(ui: &Ui, head: Rect, name: &str) {
    let name = elided(name, HEAD_LETTERS);
    let name = ui.painter().layout_no_wrap(name, egui::FontId::proportional(17.0), TEXT);
    let foot = egui::pos2(head.center().x - 10.0, head.bottom() - 41.0);
    // The lower left corner stands on the column.
    let corner = foot - egui::emath::Rot2::from_angle(LEANS) * vec2(0.0, name.size().y);
    ui.painter().add(egui::epaint::TextShape::new(corner, name, TEXT).with_angle(LEANS));
}

fn row_name(ui: &mut Ui, facts: &crate::facts::Facts, confusion: &Confusion, row: usize, size: egui::Vec2) {
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let Some(class) = facts.classes.get(confusion.classes[row]) else { return };
    let chip = Rect::from_center_size(rect.left_center() + vec2(17.0, 0.0), vec2(32.0, 32.0).min(vec2(size.y, size.y)));
    widgets::paint_chip(ui, chip, class, facts.number_of(class.id));
    let room = rect.with_min_x(chip.right() + 10.0).with_max_x(rect.right() - 4.0);
    widgets::paint_name(ui, room, &class.name, egui::FontId::proportional(20.0), TEXT);
}

fn cell_of(
    ui: &mut Ui,
    context: &mut TabContext,
    name: &str,
    confusion: &Confusion,
    [row, column]: [usize; 2],
    asked: usize,
    side: f32,
) {
    let pictures = pictures_of(confusion, row, column);
    let is_unknown = column == confusion.classes.len();
    let size = if is_unknown { vec2(side.max(64.0), side) } else { vec2(side, side) };
    let sense = if pictures.is_empty() { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    if !ui.is_rect_visible(rect) {
        return;
    }
    context.places.mark(ui, format!("{name}/{row}/{column}"), rect);
    if response.clicked() {
        let (truth, answer) = (confusion.classes[row], confusion.classes.get(column).copied());
        context.state.sheets.push(Sheet::Gallery { truth, answer, ids: Arc::new(pictures.to_vec()) });
    }
    let share = pictures.len() as f32 / asked.max(1) as f32;
    ui.painter().rect_filled(rect, 8, if pictures.is_empty() { GROOVE } else { shade(0.25 + share * 0.75) });
    // Right answers have a frame, wrong ones an edge of another kind: the diagonal is found without its colour.
    let edge = match (row == column, pictures.is_empty()) {
        (true, _) => Stroke::new(3.0, GOOD),
        (false, false) => Stroke::new(2.0, WARN),
        (false, true) => Stroke::new(1.0, EDGE),
    };
    ui.painter().rect_stroke(rect, 8, edge, StrokeKind::Inside);
    if response.hovered() && sense.senses_click() {
        ui.painter().rect_stroke(rect, 8, Stroke::new(4.0, PAPER), StrokeKind::Inside);
    }
    let (text, ink) = if pictures.is_empty() { ("·".into(), SOFT) } else { (pictures.len().to_string(), TEXT) };
    let font = theme::heading((side * 0.42).clamp(15.0, 26.0));
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, ink);
}

/// The pictures of a cell; the column behind the last class holds those that were never seen.
fn pictures_of(confusion: &Confusion, row: usize, column: usize) -> &[ExampleId] {
    let answered = confusion.cells.get(row).and_then(|cells| cells.get(column));
    let unknown = (column == confusion.classes.len()).then(|| confusion.unknown.get(row)).flatten();
    answered.or(unknown).map_or(&[], Vec::as_slice)
}

/// Everything that was misclassified: the picture, what it is, and the answer (`None`: never seen).
pub(crate) fn wrong_ones(confusion: &Confusion) -> Vec<(ExampleId, ClassId, Option<ClassId>)> {
    let mut wrong = Vec::new();
    for (row, truth) in confusion.classes.iter().enumerate() {
        for (column, answer) in confusion.classes.iter().map(Some).chain([None]).enumerate() {
            if row != column {
                let pictures = pictures_of(confusion, row, column);
                wrong.extend(pictures.iter().map(|id| (*id, *truth, answer.copied())));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confusion() -> Confusion {
        let [right, wrong, unknown] = [1, 2, 3].map(|id| vec![ExampleId(id)]);
        Confusion {
            classes: vec![ClassId(4), ClassId(7)],
            cells: vec![vec![right, wrong], vec![vec![], vec![]]],
            unknown: vec![vec![], unknown],
        }
    }

    #[test]
    fn the_last_column_holds_what_was_never_seen() {
        let confusion = confusion();
        assert_eq!(pictures_of(&confusion, 0, 0), [ExampleId(1)]);
        assert_eq!(pictures_of(&confusion, 1, 2), [ExampleId(3)]);
        assert_eq!(pictures_of(&confusion, 9, 9), []);
    }

    #[test]
    fn wrong_ones_are_those_off_the_diagonal() {
        let (four, seven) = (ClassId(4), ClassId(7));
        assert_eq!(wrong_ones(&confusion()), [(ExampleId(2), four, Some(seven)), (ExampleId(3), seven, None)]);
    }

    #[test]
    fn cells_are_as_large_as_a_finger_while_they_fit() {
        let room = vec2(800.0, 600.0);
        assert!(cell_side(room, 3) >= FINGER);
        assert!(cell_side(room, 10) >= FINGER);
        assert_eq!(cell_side(room, 100), CELL[0]);
    }
}
