//! How the workshop looks: Menagerie's colours, its font, sizes for fingers.
//!
//! Everything is designed for a screen 720 points high, so that a whole class reads it from where it sits: text of 20
//! points is a thirty-sixth of the screen. [`zoom`] makes that fit any window.

use std::sync::Arc;

use bevy::prelude::Vec2;
use bevy_egui::egui::epaint::Shadow;
use bevy_egui::egui::style::{HandleShape, Selection, WidgetVisuals, Widgets};
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, Visuals,
};

/// Height of everything that a finger touches, points: 18 mm on a full-HD screen of 24 inches.
pub(crate) const FINGER: f32 = 44.0;
/// Room between things, points.
pub(crate) const GAP: f32 = 8.0;

/// Behind everything.
pub(crate) const NIGHT: Color32 = Color32::from_rgb(0x0f, 0x0d, 0x22);
/// The plate of a card.
pub(crate) const PLATE: Color32 = Color32::from_rgb(0x1c, 0x18, 0x3a);
/// What lies in a groove: text fields, empty bars.
pub(crate) const GROOVE: Color32 = Color32::from_rgb(0x0c, 0x0a, 0x1c);
/// A button.
pub(crate) const RAISED: Color32 = Color32::from_rgb(0x34, 0x2e, 0x69);
/// A button under the mouse.
pub(crate) const RAISED_HOVER: Color32 = Color32::from_rgb(0x42, 0x3b, 0x82);
/// A button under the finger.
pub(crate) const RAISED_PRESSED: Color32 = Color32::from_rgb(0x54, 0x4c, 0x9e);
/// Edges and lines.
pub(crate) const EDGE: Color32 = Color32::from_rgb(0x5c, 0x54, 0x9c);
/// Text on dark ground.
pub(crate) const TEXT: Color32 = Color32::from_rgb(0xf6, 0xf3, 0xff);
/// Quieter text on dark ground.
pub(crate) const SOFT: Color32 = Color32::from_rgb(0xcf, 0xca, 0xe8);
/// What is chosen, and what should be touched next.
pub(crate) const PAPER: Color32 = Color32::from_rgb(0xfd, 0xf8, 0xeb);
/// Text on paper.
pub(crate) const INK: Color32 = Color32::from_rgb(0x21, 0x1a, 0x47);
/// Went well.
pub(crate) const GOOD: Color32 = Color32::from_rgb(0x7d, 0xf0, 0x98);
/// Wants attention.
pub(crate) const WARN: Color32 = Color32::from_rgb(0xff, 0xc2, 0x59);
/// Went wrong, or takes something away.
pub(crate) const BAD: Color32 = Color32::from_rgb(0xff, 0x9c, 0x8c);
/// The first of two curves.
pub(crate) const CURVE: Color32 = Color32::from_rgb(0x8e, 0xc9, 0xff);
/// The second of two curves.
pub(crate) const OTHER_CURVE: Color32 = Color32::from_rgb(0xff, 0xc2, 0x59);

/// The family of headings; always defined once [`dress`] ran.
pub(crate) fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// A heading of so many points.
pub(crate) fn heading(size: f32) -> FontId {
    FontId::new(size, bold())
}

/// The class colour, as egui writes it.
pub(crate) fn color32([red, green, blue]: [u8; 3]) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// Text that can be read on this ground: ink or paper, whichever stands out more.
pub(crate) fn text_on(ground: Color32) -> Color32 {
    if contrast(INK, ground) >= contrast(PAPER, ground) { INK } else { PAPER }
}

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.2).
pub(crate) fn contrast(one: Color32, other: Color32) -> f32 {
    let [light, dark] = {
        let (one, other) = (luminance(one), luminance(other));
        if one > other { [one, other] } else { [other, one] }
    };
    (light + 0.05) / (dark + 0.05)
}

fn luminance(color: Color32) -> f32 {
    let linear = |channel: u8| {
        let share = f32::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

/// How much everything is magnified in a window of this size, logical pixels.
pub(crate) fn zoom(window: Vec2) -> f32 {
    /// Size that the workshop is designed for at least, points.
    const DESIGN: Vec2 = Vec2::new(1024.0, 720.0);
    // Steps, so that a window that is dragged does not lay out all text anew for every pixel.
    let zoom = (window / DESIGN).min_element().clamp(0.4, 6.0);
    (zoom * 48.0).round() / 48.0
}

/// Gives the context its colours and sizes.
pub(crate) fn dress(ctx: &egui::Context) {
    ctx.set_theme(egui::Theme::Dark);
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, FontId::proportional(17.0)),
            (TextStyle::Body, FontId::proportional(20.0)),
            (TextStyle::Button, FontId::proportional(20.0)),
            (TextStyle::Heading, heading(28.0)),
            (TextStyle::Monospace, FontId::monospace(18.0)),
        ]
        .into();
        style.visuals = visuals();
        style.animation_time = 0.12;
        style.interaction.selectable_labels = false;
        style.interaction.interact_radius = 8.0;
        let spacing = &mut style.spacing;
        spacing.item_spacing = egui::vec2(GAP, GAP);
        spacing.button_padding = egui::vec2(12.0, 5.0);
        spacing.interact_size = egui::vec2(FINGER, FINGER);
        spacing.icon_width = 30.0;
        spacing.icon_width_inner = 20.0;
        spacing.icon_spacing = 10.0;
        spacing.slider_rail_height = 14.0;
        spacing.combo_width = 200.0;
        spacing.combo_height = 420.0;
        spacing.menu_margin = Margin::same(10);
        spacing.window_margin = Margin::same(16);
        spacing.scroll.bar_width = 18.0;
        spacing.scroll.floating = false;
        spacing.scroll.foreground_color = false;
        spacing.scroll.bar_inner_margin = 8.0;
        spacing.scroll.bar_outer_margin = 0.0;
    });
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        // A finger is not a mouse: it wobbles, and a child's stays a while. A long touch is no other kind of click.
        options.input_options.max_click_dist = 18.0;
        options.input_options.max_click_duration = f64::INFINITY;
    });
}

fn visuals() -> Visuals {
    let corner_radius = CornerRadius::same(12);
    let widget = |fill, edge, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.5, edge),
        fg_stroke: Stroke::new(2.0, text),
        corner_radius,
        expansion: 0.0,
    };
    let shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: Color32::from_black_alpha(140) };
    Visuals {
        widgets: Widgets {
            noninteractive: widget(PLATE, RAISED, TEXT),
            inactive: widget(RAISED, EDGE, TEXT),
            hovered: widget(RAISED_HOVER, SOFT, TEXT),
            active: widget(RAISED_PRESSED, PAPER, TEXT),
            open: widget(RAISED_HOVER, SOFT, TEXT),
        },
        selection: Selection { bg_fill: PAPER, stroke: Stroke::new(2.0, INK) },
        weak_text_color: Some(SOFT),
        hyperlink_color: CURVE,
        faint_bg_color: PLATE,
        extreme_bg_color: GROOVE,
        code_bg_color: GROOVE,
        warn_fg_color: WARN,
        error_fg_color: BAD,
        window_fill: PLATE,
        window_stroke: Stroke::new(1.5, EDGE),
        window_corner_radius: CornerRadius::same(18),
        menu_corner_radius: CornerRadius::same(14),
        window_shadow: shadow,
        popup_shadow: shadow,
        panel_fill: PLATE,
        slider_trailing_fill: true,
        handle_shape: HandleShape::Circle,
        // Text of what cannot be touched stays readable.
        disabled_alpha: 0.6,
        ..Visuals::dark()
    }
}

/// The fonts: ours in front where they are there, then egui's own, which also draw the signs on buttons, then those of the
/// world.
pub(crate) fn fonts(medium: Option<&[u8]>, heavy: Option<&[u8]>, world: Vec<Vec<u8>>) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (place, bytes) in world.into_iter().enumerate() {
        let name = format!("world {place}");
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_owned(bytes)));
        fallback.push(name);
    }
    let mut with = |name: &str, bytes: Option<&[u8]>, before: Vec<String>| {
        let Some(bytes) = bytes else { return before };
        fonts.font_data.insert(name.into(), Arc::new(FontData::from_owned(bytes.to_vec())));
        std::iter::once(name.to_owned()).chain(before).collect()
    };
    let text = with("menagerie", medium, fallback);
    let headings = with("menagerie heavy", heavy, text.clone());
    fonts.families.insert(FontFamily::Proportional, text);
    fonts.families.insert(bold(), headings);
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_text_can_be_read() {
        for (text, ground) in [
            (TEXT, NIGHT),
            (TEXT, PLATE),
            (TEXT, GROOVE),
            (TEXT, RAISED),
            (TEXT, RAISED_HOVER),
            (TEXT, RAISED_PRESSED),
            (SOFT, NIGHT),
            (SOFT, PLATE),
            (SOFT, RAISED),
            (INK, PAPER),
            (GOOD, PLATE),
            (WARN, PLATE),
            (BAD, PLATE),
            (BAD, RAISED),
            (WARN, RAISED),
        ] {
            let contrast = contrast(text, ground);
            assert!(contrast >= 4.5, "{text:?} on {ground:?}: {contrast}");
        }
        for color in menagerie_core::lesson::CLASS_COLORS.map(color32) {
            let contrast = contrast(text_on(color), color);
            assert!(contrast >= 4.5, "text on {color:?}: {contrast}");
        }
    }

    #[test]
    fn every_window_is_filled_and_none_too_small() {
        assert_eq!(zoom(Vec2::new(1280.0, 720.0)), 1.0);
        assert_eq!(zoom(Vec2::new(3840.0, 2160.0)), 3.0);
        for window in [(1280.0, 720.0), (1024.0, 768.0), (3840.0, 2160.0), (1080.0, 1920.0)] {
            let window = Vec2::from(window);
            let points = window / zoom(window);
            assert!(points.x > 1000.0 && points.y > 700.0, "{window} shows {points}");
        }
    }

    #[test]
    fn headings_have_a_font_even_without_ours() {
        let fonts = fonts(None, None, Vec::new());
        assert!(!fonts.families[&bold()].is_empty());
    }
}
