//! What went well or wrong lately: notices that stay a while and can be put away.

use bevy_egui::egui::{self, Align2, Color32, CornerRadius, Frame, RichText, Sense, Stroke, Ui, vec2};
use menagerie_core::prelude::*;

use crate::theme::{self, BAD, FINGER, GOOD, PLATE, TEXT};
use crate::widgets;

/// How long a notice stays.
const STAYS_SECS: f32 = 8.0;
/// A failure stays longer: it says what to do.
const FAILURE_STAYS_SECS: f32 = 16.0;
/// Most notices at once; the oldest go first.
const MOST: usize = 4;

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

    /// All of them, the newest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, &Notice)> {
        self.0.iter().enumerate().rev().map(|(place, toast)| (place, &toast.notice))
    }

    /// The one that matters most: what went wrong last, or else the newest; and its place.
    pub(crate) fn foremost(&self) -> Option<(usize, &Notice)> {
        self.all().find(|(_, notice)| notice.is_failure).or_else(|| self.all().next())
    }

    /// Puts one away.
    pub(crate) fn put_away(&mut self, place: usize) {
        if place < self.0.len() {
            self.0.remove(place);
        }
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The colour of what went well or wrong.
pub(crate) fn color(is_failure: bool) -> Color32 {
    if is_failure { BAD } else { GOOD }
}

/// Shows one in full; whether it was put away.
pub(crate) fn show_whole(ui: &mut Ui, words: &Words, notice: &Notice, width: f32) -> bool {
    let color = color(notice.is_failure);
    let key = if notice.is_failure { "workshop-notice-problem" } else { "workshop-notice-done" };
    let frame = Frame::new().stroke(Stroke::new(2.0, color)).corner_radius(CornerRadius::same(14)).inner_margin(12);
    let content = |ui: &mut Ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(FINGER, FINGER), Sense::hover());
        paint_sign(ui, rect, notice.is_failure);
        widgets::half(ui, width - FINGER * 2.0 - 60.0, |ui| {
            widgets::subtitle(ui, &words.text(key));
            ui.add(egui::Label::new(RichText::new(&notice.words).size(20.0).color(TEXT)).wrap());
        });
        ui.add_sized(vec2(FINGER, FINGER), egui::Button::new("✖")).clicked()
    };
    frame.show(ui, |ui| widgets::side_by_side(ui, content)).inner
}

/// A tick in a circle, or an exclamation mark in a triangle: told apart by shape, not only by colour.
pub(crate) fn paint_sign(ui: &Ui, rect: egui::Rect, is_failure: bool) {
    let painter = ui.painter();
    let (centre, radius) = (rect.center(), rect.height() / 2.0);
    if is_failure {
        let corner = |x: f32, y: f32| centre + vec2(x, y) * radius;
        let triangle = vec![corner(0.0, -0.95), corner(1.0, 0.85), corner(-1.0, 0.85)];
        painter.add(egui::Shape::convex_polygon(triangle, BAD, Stroke::NONE));
        let font = theme::heading(radius * 1.2);
        painter.text(centre + vec2(0.0, radius * 0.28), Align2::CENTER_CENTER, "!", font, PLATE);
    } else {
        painter.circle_filled(centre, radius, GOOD);
        let tick = [vec2(-0.45, 0.05), vec2(-0.12, 0.4), vec2(0.5, -0.35)].map(|point| centre + point * radius);
        painter.line(tick.to_vec(), Stroke::new(radius * 0.22, PLATE));
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
        let failed = toasts.foremost().map(|(place, notice)| (place, notice.is_failure));
        toasts.add(Notice::good("saved again"), 7.0);
        assert_eq!(failed, Some((MOST - 1, true)));
        assert!(toasts.foremost().is_some_and(|(_, notice)| notice.is_failure), "what went wrong stays in front");
        toasts.forget_old(15.0);
        assert_eq!(toasts.len(), 1, "a failure stays longer");
        toasts.forget_old(30.0);
        assert_eq!(toasts.len(), 0);
    }
}
