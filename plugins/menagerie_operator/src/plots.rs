//! The curves of learning: loss and accuracy of each epoch, of the pictures that teach and of those kept back.

use bevy_egui::egui::{Color32, FontId, Rangef, Sense, Shape, Stroke, Ui, vec2};
use egui_plot::{Line, LineStyle, Plot, PlotPoints, uniform_grid_spacer};
use menagerie_core::prelude::*;

use crate::tab_context::TabContext;
use crate::theme::{CURVE, EDGE, GAP, OTHER_CURVE, TEXT};
use crate::widgets::{self, tall_card};
use crate::words;

/// Length of the piece of a line in the legend, points.
const LINE: f32 = 52.0;
/// Length of a dash, and of the gap behind it, points.
const DASH: [f32; 2] = [12.0, 8.0];

/// A chart: its key, which is that of its heading and, with `-why` behind it, of its explanation; the most there can be.
struct Chart {
    key: &'static str,
    why: &'static str,
    most: Option<f64>,
    value: fn(&EpochRecord) -> Values,
}

const CHARTS: [Chart; 2] = [
    Chart {
        key: "workshop-loss",
        why: "workshop-loss-why",
        most: None,
        value: |epoch| [Some(epoch.loss), epoch.validation_loss],
    },
    Chart {
        key: "workshop-accuracy",
        why: "workshop-accuracy-why",
        most: Some(1.0),
        value: |epoch| [Some(epoch.accuracy), epoch.validation_accuracy],
    },
];

/// The two charts, side by side.
pub(crate) fn show(ui: &mut Ui, context: &TabContext) {
    let (words, history) = (context.words, context.facts.training.history.as_slice());
    if history.is_empty() {
        tall_card(ui, |ui| widgets::empty(ui, "📈", &words.text("workshop-curves-none")));
        return;
    }
    let (width, height) = ((ui.available_width() - GAP) / 2.0, ui.available_height());
    widgets::side_by_side(ui, |ui| {
        for Chart { key, why, most, value } in CHARTS {
            widgets::column(ui, width, height, |ui| {
                tall_card(ui, |ui| {
                    widgets::title(ui, &words.text(key));
                    widgets::sentence(ui, &words.text(why));
                    let points = points(history, value);
                    legend(ui, words, &points);
                    let room = ui.available_height();
                    curves(ui, words, key, room, most, &points);
                });
            });
        }
    });
}

/// What each curve is of, above them: nothing lies over what is looked at.
fn legend(ui: &mut Ui, words: &Words, points: &[Vec<[f64; 2]>; 2]) {
    let kept_back =
        if points[1].is_empty() { "workshop-curves-nothing-kept-back" } else { "workshop-curves-kept-back" };
    // Lines of text, not of buttons.
    let height = std::mem::take(&mut ui.spacing_mut().interact_size.y);
    widgets::wrapped(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (key, color, is_dashed) in [("workshop-curves-teaching", CURVE, false), (kept_back, OTHER_CURVE, true)] {
            // The line and its words stay together where they go on in the next line.
            let said = ui.painter().layout_no_wrap(words.text(key), FontId::proportional(19.0), TEXT);
            let size = vec2(LINE + said.size().x + 16.0, said.size().y);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let from = rect.left_center();
            let (ends, stroke) = ([from, from + vec2(LINE, 0.0)], Stroke::new(3.5, color));
            if is_dashed {
                ui.painter().extend(Shape::dashed_line(&ends, stroke, DASH[0], DASH[1]));
            } else {
                ui.painter().line_segment(ends, stroke);
            }
            ui.painter().galley(rect.left_top() + vec2(LINE + 8.0, 0.0), said, TEXT);
        }
    });
    ui.spacing_mut().interact_size.y = height;
}

/// Of the pictures that teach, and of those kept back.
type Values = [Option<f64>; 2];

/// The points of both curves; what is no number is left out.
fn points(history: &[EpochRecord], value: fn(&EpochRecord) -> Values) -> [Vec<[f64; 2]>; 2] {
    let curve = |which: usize| {
        let point = |epoch: &EpochRecord| Some([epoch.epoch as f64, value(epoch)[which]?]);
        history.iter().filter_map(point).filter(|[_, value]| value.is_finite()).collect()
    };
    [curve(0), curve(1)]
}

/// Draws them: one is a line, the other dashed, so that colour is not all that tells them apart.
fn curves(ui: &mut Ui, words: &Words, name: &str, height: f32, most: Option<f64>, points: &[Vec<[f64; 2]>; 2]) {
    let mut plot = quiet_plot(name).height(height.max(120.0)).include_y(0.0).x_axis_formatter(|mark, _| {
        if mark.value.fract() == 0.0 { format!("{:.0}", mark.value) } else { String::new() }
    });
    if let Some(most) = most {
        plot = plot.include_y(most).y_axis_formatter(|mark, _| words::percent(words, mark.value));
        plot = plot.y_grid_spacer(uniform_grid_spacer(|_| [0.1, 0.5, 1.0]));
    }
    plot.show(ui, |plot| {
        let styles: [(&str, Color32, LineStyle); 2] = [
            ("workshop-curves-teaching", CURVE, LineStyle::Solid),
            ("workshop-curves-kept-back", OTHER_CURVE, LineStyle::Dashed { length: DASH[0] }),
        ];
        for (points, (key, color, style)) in points.iter().zip(styles) {
            if !points.is_empty() {
                let line = Line::new(words.text(key), PlotPoints::from(points.clone()));
                plot.line(line.stroke(Stroke::new(3.5, color)).style(style));
            }
        }
    });
}

/// A plot that is only looked at: a finger that scrolls the page moves nothing in it.
pub(crate) fn quiet_plot<'a>(name: &str) -> Plot<'a> {
    Plot::new(name)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_crosshair(false)
        .show_background(false)
        .grid_color(EDGE)
        .grid_spacing(Rangef::new(24.0, 400.0))
        .set_margin_fraction(vec2(0.03, 0.08))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_leave_out_what_is_missing_or_no_number() {
        let epoch = |epoch, loss, validation_loss| EpochRecord {
            epoch,
            loss,
            accuracy: 0.5,
            validation_loss,
            validation_accuracy: None,
        };
        let history = [epoch(1, 2.0, None), epoch(2, f64::NAN, Some(1.5)), epoch(3, 1.0, Some(1.2))];
        let [training, validation] = points(&history, |epoch| [Some(epoch.loss), epoch.validation_loss]);
        assert_eq!(training, [[1.0, 2.0], [3.0, 1.0]]);
        assert_eq!(validation, [[2.0, 1.5], [3.0, 1.2]]);
    }
}
