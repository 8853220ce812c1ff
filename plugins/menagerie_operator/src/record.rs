//! The buttons that record: hold one, tap it for a burst, or let a count-down run.

use bevy_egui::egui::{self, Align2, Rect, Sense, Ui, vec2};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::tab_context::TabContext;
use crate::theme::{self, BAD, FINGER, INK, PAPER, WARN};
use crate::widgets::{self, Look};

/// The buttons that record pictures of a class, and the one that adds files to it.
pub(crate) fn buttons(ui: &mut Ui, context: &mut TabContext, class: ClassId, split: Split) {
    hold_button(ui, context, class, split);
    let counting = context.facts.count_down.filter(|(of, _)| *of == class);
    let timed = match counting {
        Some((_, secs)) => {
            let secs = f64::from(secs.ceil().max(1.0));
            let words = context.words.with("workshop-record-count-down", &[("secs", secs.into())]);
            widgets::tap_if(ui, true, Look::Chosen, 150.0, &words)
        }
        None => widgets::tap_if(ui, true, Look::Plain, 150.0, &context.words.text("workshop-record-timed")),
    };
    context.places.mark(ui, "record/timed", timed.rect);
    if timed.clicked() {
        let wish = if counting.is_some() { Wish::StopCapturing } else { Wish::Timed(class, split) };
        context.wish(wish);
    }
    let files = widgets::tap(ui, Look::Plain, &context.words.text("workshop-record-files"));
    context.places.mark(ui, "record/files", files.rect);
    if files.clicked() {
        context.state.dialog.import(Some(class), split);
    }
}

fn hold_button(ui: &mut Ui, context: &mut TabContext, class: ClassId, split: Split) {
    let recording = context.facts.capturing == Some(class);
    let (rect, response) = ui.allocate_exact_size(vec2(190.0, FINGER), Sense::drag());
    context.places.mark(ui, "record/hold", rect);
    let pressed = response.is_pointer_button_down_on() && finger_is_near(ui.ctx(), rect);
    if pressed {
        let (moved, is_finger) = ui.input(|input| (input.pointer.is_moving(), input.any_touches()));
        context.state.hold.see(class, split, moved, is_finger);
    }
    let fill = if recording { BAD } else { WARN };
    let rect = if pressed { rect.shrink(2.0) } else { rect };
    ui.painter().rect_filled(rect, 16, fill);
    if response.hovered() || pressed {
        ui.painter().rect_stroke(rect, 16, egui::Stroke::new(3.0, PAPER), egui::StrokeKind::Inside);
    }
    let key = if recording { "workshop-record-recording" } else { "workshop-record-hold" };
    let words = context.words.text(key);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, theme::heading(20.0), INK);
}

/// Sliding off lets go, but a finger may wobble.
fn finger_is_near(ctx: &egui::Context, rect: Rect) -> bool {
    ctx.pointer_interact_pos().is_some_and(|finger| rect.expand(24.0).contains(finger))
}
