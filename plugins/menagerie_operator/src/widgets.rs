//! The few things everything in the workshop is made of: cards, buttons for fingers, chips, bars.

use bevy_egui::egui::{
    self, Align, Align2, Color32, CornerRadius, FontId, Frame, Layout, Margin, Rect, Response, RichText, Sense, Stroke,
    StrokeKind, TextWrapMode, Ui, Vec2, pos2, vec2,
};
use menagerie_core::lesson::elided;
use menagerie_core::prelude::*;

use crate::theme::{self, BAD, EDGE, FINGER, GROOVE, INK, PAPER, PLATE, RAISED, SOFT, TEXT, WARN};

/// What a button looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// One of many.
    Plain,
    /// What people most likely want.
    First,
    /// It takes something away; that can be undone.
    Takes,
    /// It stands for what is chosen.
    Chosen,
}

/// A plate with something on it, as wide as there is room.
pub(crate) fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(PLATE).corner_radius(CornerRadius::same(16)).inner_margin(Margin::same(12));
    frame
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            content(ui)
        })
        .inner
}

/// The same, down to where there is room.
pub(crate) fn tall_card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let height = ui.available_height();
    card(ui, |ui| {
        // Without what the card keeps free around its content.
        ui.set_min_height((height - 24.0).max(0.0));
        content(ui)
    })
}

/// A button for a finger.
pub(crate) fn tap(ui: &mut Ui, look: Look, words: &str) -> Response {
    tap_if(ui, true, look, 0.0, words)
}

/// A button of at least this width that can be touched only sometimes.
pub(crate) fn tap_if(ui: &mut Ui, enabled: bool, look: Look, width: f32, words: &str) -> Response {
    let (fill, edge, text) = match look {
        Look::Plain => (None, EDGE, TEXT),
        Look::First | Look::Chosen => (Some(PAPER), PAPER, INK),
        Look::Takes => (None, BAD, BAD),
    };
    let font = if matches!(look, Look::First | Look::Chosen) { theme::heading(20.0) } else { theme::heading(19.0) };
    let words = RichText::new(words).color(text).font(font);
    let mut button = egui::Button::new(words)
        .min_size(vec2(width, FINGER))
        .wrap_mode(TextWrapMode::Extend)
        .stroke(Stroke::new(if look == Look::Takes { 2.0 } else { 1.5 }, edge));
    if let Some(fill) = fill {
        button = button.fill(fill);
    }
    ui.add_enabled(enabled, button)
}

/// A button of exactly this width; longer words are cut.
pub(crate) fn tap_sized(ui: &mut Ui, enabled: bool, look: Look, width: f32, words: &str) -> Response {
    let text = if matches!(look, Look::First | Look::Chosen) { INK } else { TEXT };
    let mut button = egui::Button::new(RichText::new(words).color(text).font(theme::heading(19.0)))
        .wrap_mode(TextWrapMode::Truncate);
    if matches!(look, Look::First | Look::Chosen) {
        button = button.fill(PAPER);
    }
    ui.add_enabled_ui(enabled, |ui| ui.add_sized(vec2(width, FINGER), button)).inner
}

/// Things side by side, as high as a finger: what is smaller stands in the middle.
pub(crate) fn row<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(content).inner
}

/// Things side by side, no higher than they are.
pub(crate) fn line<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = FINGER;
            content(ui)
        })
        .inner
    })
    .inner
}

/// Columns side by side.
pub(crate) fn side_by_side<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(content).inner
}

/// Things side by side that go on in the next line.
pub(crate) fn wrapped<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_wrapped(content).inner
}

/// A heading.
pub(crate) fn title(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::heading(28.0)).color(TEXT));
}

/// A small heading.
pub(crate) fn subtitle(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::heading(22.0)).color(TEXT));
}

/// A sentence that explains.
pub(crate) fn sentence(ui: &mut Ui, words: &str) {
    ui.add(egui::Label::new(RichText::new(words).size(20.0).color(SOFT)).wrap());
}

/// The sign of a class: its colour, and its number on charts, because colour alone tells not everybody apart.
pub(crate) fn chip(ui: &mut Ui, class: &Class, number: usize, side: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    paint_chip(ui, rect, class, number);
    response
}

/// The same, where one likes.
pub(crate) fn paint_chip(ui: &Ui, rect: Rect, class: &Class, number: usize) {
    let fill = theme::color32(class.color);
    let radius = (rect.height() * 0.28) as u8;
    // A quiet class has an empty chip: nobody comes when it wins.
    if class.is_quiet() {
        ui.painter().rect_filled(rect, radius, GROOVE);
        ui.painter().rect_stroke(rect, radius, Stroke::new(3.0, fill), StrokeKind::Inside);
    } else {
        ui.painter().rect_filled(rect, radius, fill);
    }
    let text = if class.is_quiet() { TEXT } else { theme::text_on(fill) };
    let font = theme::heading((rect.height() * 0.55).max(13.0));
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, number.to_string(), font, text);
}

/// A line of text in a part of a row with a fixed width.
pub(crate) fn cell(ui: &mut Ui, width: f32, words: &str, font: FontId) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, FINGER), Sense::hover());
    paint_name(ui, rect, words, font, TEXT);
}

/// A name in a part of a row, from its left; of what does not fit the middle is left out.
pub(crate) fn paint_name(ui: &Ui, rect: Rect, name: &str, font: FontId, color: Color32) {
    let words = fitting(ui, rect.width(), name, &font, color);
    ui.painter().with_clip_rect(rect).text(rect.left_center(), Align2::LEFT_CENTER, words, font, color);
}

/// The same in the middle.
pub(crate) fn paint_centred_name(ui: &Ui, rect: Rect, name: &str, font: FontId, color: Color32) {
    let words = fitting(ui, rect.width(), name, &font, color);
    ui.painter().with_clip_rect(rect).text(rect.center(), Align2::CENTER_CENTER, words, font, color);
}

/// As much of a name as there is room for.
fn fitting(ui: &Ui, room: f32, name: &str, font: &FontId, color: Color32) -> String {
    let width = |words: &str| ui.painter().layout_no_wrap(words.to_owned(), font.clone(), color).size().x;
    let mut words = name.to_owned();
    loop {
        let letters = words.chars().count();
        let share = room / width(&words).max(1.0);
        if share >= 1.0 || letters < 2 {
            break;
        }
        words = elided(name, ((letters as f32 * share) as usize).clamp(1, letters - 1));
    }
    words
}

/// A bar that is full by a share of 0..1.
pub(crate) fn bar(ui: &mut Ui, size: Vec2, share: f32, fill: Color32) -> Rect {
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    paint_bar(ui, rect, share, fill);
    rect
}

/// The same, where one likes.
pub(crate) fn paint_bar(ui: &Ui, rect: Rect, share: f32, fill: Color32) {
    let radius = CornerRadius::same((rect.height() / 2.0).min(10.0) as u8);
    ui.painter().rect_filled(rect, radius, GROOVE);
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    // What is written as 0 % shows nothing.
    if share >= 0.005 {
        let full = Rect::from_min_size(rect.min, vec2((rect.width() * share).max(rect.height() * 0.6), rect.height()));
        ui.painter().rect_filled(full.intersect(rect), radius, fill);
    }
    ui.painter().rect_stroke(rect, radius, Stroke::new(1.5, EDGE), StrokeKind::Inside);
}

/// Height of a bar with a name above it, points.
pub(crate) const NAMED_BAR: f32 = 54.0;

/// A class with a bar below its name, and what is remarked about it on the right.
pub(crate) fn named_bar(ui: &mut Ui, class: &Class, number: usize, share: f32, remark: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), NAMED_BAR), Sense::hover());
    let chip = Rect::from_center_size(rect.left_center() + vec2(20.0, 0.0), Vec2::splat(40.0));
    paint_chip(ui, chip, class, number);
    let upper = Rect::from_min_max(pos2(chip.right() + 10.0, rect.top()), pos2(rect.right(), rect.top() + 28.0));
    let remark = ui.painter().layout_no_wrap(remark.to_owned(), FontId::proportional(18.0), SOFT);
    let name = upper.with_max_x(upper.right() - remark.size().x - 10.0);
    paint_name(ui, name, &class.name, FontId::proportional(20.0), TEXT);
    ui.painter().galley(pos2(name.right() + 10.0, upper.center().y - remark.size().y / 2.0), remark, SOFT);
    let bar = Rect::from_min_max(pos2(upper.left(), upper.bottom() + 2.0), rect.right_bottom() - vec2(0.0, 6.0));
    paint_bar(ui, bar, share, theme::color32(class.color));
}

/// Two or more buttons of which one is chosen: which was touched, and where each stands.
pub(crate) fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: T,
    width: f32,
    options: &[(T, String)],
) -> (Option<T>, Vec<(T, Rect)>) {
    let (mut touched, mut places) = (None, Vec::new());
    row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (option, words) in options {
            let look = if *option == chosen { Look::Chosen } else { Look::Plain };
            let response = tap_if(ui, true, look, width, words);
            places.push((*option, response.rect));
            if response.clicked() && *option != chosen {
                touched = Some(*option);
            }
        }
    });
    (touched, places)
}

/// A value with a button for less and one for more: which was touched, as -1 or 1.
pub(crate) fn stepper(ui: &mut Ui, value: &str, can: [bool; 2]) -> Option<i8> {
    let mut step = None;
    row(ui, |ui| {
        if tap_if(ui, can[0], Look::Plain, FINGER, "−").clicked() {
            step = Some(-1);
        }
        let (rect, _) = ui.allocate_exact_size(vec2(100.0, FINGER), Sense::hover());
        ui.painter().rect_filled(rect, 12, GROOVE);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, value, theme::heading(22.0), TEXT);
        if tap_if(ui, can[1], Look::Plain, FINGER, "+").clicked() {
            step = Some(1);
        }
    });
    step
}

/// A switch with the words on it.
pub(crate) fn switch(ui: &mut Ui, words: &Words, on: bool) -> bool {
    let options = [(true, words.text("workshop-setting-on")), (false, words.text("workshop-setting-off"))];
    let (touched, _) = choice(ui, on, 80.0, &options);
    touched.unwrap_or(on)
}

/// A sign in a circle with words, for what is empty or waits.
pub(crate) fn empty(ui: &mut Ui, sign: &str, words: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space(24.0);
        ui.label(RichText::new(sign).size(48.0).color(SOFT));
        ui.add(egui::Label::new(RichText::new(words).size(20.0).color(SOFT)).wrap());
        ui.add_space(24.0);
    });
}

/// A framed picture; what happens to it.
pub(crate) fn picture(ui: &mut Ui, texture: egui::TextureId, side: f32, sense: Sense) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), sense);
    paint_picture(ui, texture, rect);
    if sense.senses_click() && response.hovered() {
        ui.painter().rect_stroke(rect, 8, Stroke::new(3.0, PAPER), StrokeKind::Inside);
    }
    response
}

/// The same, where one likes.
pub(crate) fn paint_picture(ui: &Ui, texture: egui::TextureId, rect: Rect) {
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    egui::Image::new((texture, rect.size())).uv(whole).corner_radius(8).paint_at(ui, rect);
}

/// A part of a row with a fixed width.
pub(crate) fn column<R>(ui: &mut Ui, width: f32, height: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(vec2(width, height));
        ui.set_max_size(vec2(width, height));
        content(ui)
    })
    .inner
}

/// A part of a row with a fixed width, as high as what is in it.
pub(crate) fn half<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}

/// The ground of something that can be touched as a whole.
pub(crate) fn raised() -> Frame {
    Frame::new().fill(RAISED).corner_radius(CornerRadius::same(14)).inner_margin(Margin::same(12))
}

/// Says that what is shown is being worked out again.
pub(crate) fn settling(ui: &mut Ui, words: &Words, fresh: bool) {
    if !fresh {
        ui.label(RichText::new(words.text("workshop-settling")).size(18.0).color(WARN));
    }
}
