//! What went well or wrong lately: notices that stay a while and can be put away.

use bevy_egui::egui::{self, Align2, Area, CornerRadius, Frame, Id, Margin, Order, RichText, Sense, Stroke, vec2};
use menagerie_core::prelude::*;

use crate::theme::{self, BAD, GOOD, PLATE, TEXT};
use crate::widgets::{self, Look};

/// How long a notice stays.
const STAYS_SECS: f32 = 8.0;
/// A failure stays longer: it says what to do.
const FAILURE_STAYS_SECS: f32 = 16.0;
/// Most notices at once; the oldest go first.
const MOST: usize = 4;
/// Width of one, points.
const WIDTH: f32 = 480.0;

/// The notices on the screen.
#[derive(Debug, Default)]
pub(crate) struct Toasts(Vec<Toast>);

#[derive(Debug, Clone, PartialEq)]
struct Toast {
    notice: Notice,
    until_secs: f32,
}

impl Toasts {
    /// One more notice. The same one again only stays longer.
    pub(crate) fn add(&mut self, notice: Notice, now_secs: f32) {
        self.0.retain(|toast| toast.notice != notice);
        let stays_secs = if notice.is_failure { FAILURE_STAYS_SECS } else { STAYS_SECS };
        self.0.push(Toast { notice, until_secs: now_secs + stays_secs });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// Takes away what has been there long enough.
    pub(crate) fn forget_old(&mut self, now_secs: f32) {
        self.0.retain(|toast| now_secs < toast.until_secs);
    }

    /// Shows them above everything, in the corner where nothing is touched.
    pub(crate) fn show(&mut self, ctx: &egui::Context, words: &Words) {
        if self.0.is_empty() {
            return;
        }
        let mut put_away = None;
        let (align, offset) = (Align2::RIGHT_BOTTOM, vec2(-24.0, -24.0));
        Area::new(Id::new("toasts")).order(Order::Tooltip).anchor(align, offset).show(ctx, |ui| {
            for (place, toast) in self.0.iter().enumerate() {
                if show_toast(ui, words, toast) {
                    put_away = Some(place);
                }
            }
        });
        if let Some(place) = put_away {
            self.0.remove(place);
        }
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Shows one; whether it was put away.
fn show_toast(ui: &mut egui::Ui, words: &Words, toast: &Toast) -> bool {
    let failed = toast.notice.is_failure;
    let (colour, key) = if failed { (BAD, "workshop-notice-problem") } else { (GOOD, "workshop-notice-done") };
    let frame = Frame::new()
        .fill(PLATE)
        .stroke(Stroke::new(2.0, colour))
        .corner_radius(CornerRadius::same(16))
        .inner_margin(Margin::same(12));
    frame
        .show(ui, |ui| {
            ui.set_width(WIDTH);
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
                paint_sign(ui, rect, toast.notice.is_failure);
                ui.vertical(|ui| {
                    ui.set_width(WIDTH - 140.0);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.label(RichText::new(words.text(key)).font(theme::heading(21.0)).color(colour));
                    ui.add(egui::Label::new(RichText::new(&toast.notice.words).size(20.0).color(TEXT)).wrap());
                });
                widgets::tap(ui, Look::Plain, "✖").clicked()
            })
            .inner
        })
        .inner
}

/// A tick in a circle, or an exclamation mark in a triangle: told apart by shape, not only by colour.
fn paint_sign(ui: &egui::Ui, rect: egui::Rect, is_failure: bool) {
    let painter = ui.painter();
    let (centre, radius) = (rect.center(), rect.height() / 2.0);
    if is_failure {
        let corner = |x: f32, y: f32| centre + vec2(x, y) * radius;
        let triangle = vec![corner(0.0, -0.95), corner(1.0, 0.85), corner(-1.0, 0.85)];
        painter.add(egui::Shape::convex_polygon(triangle, BAD, Stroke::NONE));
        painter.text(centre + vec2(0.0, 6.0), Align2::CENTER_CENTER, "!", theme::heading(26.0), PLATE);
    } else {
        painter.circle_filled(centre, radius, GOOD);
        let tick = [vec2(-0.45, 0.05), vec2(-0.12, 0.4), vec2(0.5, -0.35)].map(|point| centre + point * radius);
        painter.line(tick.to_vec(), Stroke::new(5.0, PLATE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_go_after_a_while_and_never_pile_up() {
        let mut toasts = Toasts::default();
        for now_secs in 0..6 {
            toasts.add(Notice::good(format!("saved {now_secs}")), now_secs as f32);
        }
        assert_eq!(toasts.len(), MOST);
        toasts.add(Notice::failure("the disk is full"), 6.0);
        toasts.add(Notice::failure("the disk is full"), 7.0);
        assert_eq!(toasts.len(), MOST);
        toasts.forget_old(14.0);
        assert_eq!(toasts.len(), 1, "a failure stays longer");
        toasts.forget_old(30.0);
        assert_eq!(toasts.len(), 0);
    }
}
