//! The curves of learning: loss and accuracy of each epoch, of the pictures that train and of those kept back.

use bevy_egui::egui::{Color32, Rangef, RichText, Stroke, Ui, vec2};
use egui_plot::{Corner, Legend, Line, LineStyle, Plot, PlotPoints, uniform_grid_spacer};
use menagerie_core::prelude::*;

use crate::tab_context::TabContext;
use crate::theme::{CURVE, EDGE, GAP, OTHER_CURVE};
use crate::widgets::{self, card};
use crate::words;

/// The two curves, one above the other.
pub(crate) fn show(ui: &mut Ui, context: &TabContext) {
    let (words, history) = (context.words, context.facts.training.history.as_slice());
    if history.is_empty() {
        card(ui, |ui| widgets::empty(ui, "📈", &context.words.text("workshop-curves-none")));
        return;
    }
    let height = (ui.available_height() - GAP * 3.0) / 2.0;
    let chart = |ui: &mut Ui, title: &str, why: &str, most: Option<f64>, value: fn(&EpochRecord) -> Values| {
        card(ui, |ui| {
            widgets::title(ui, &words.text(title));
            widgets::sentence(ui, &words.text(why));
            curves(ui, words, title, height - 122.0, most, &points(history, value));
        });
    };
    chart(ui, "workshop-loss", "workshop-loss-why", None, |epoch| [Some(epoch.loss), epoch.validation_loss]);
    chart(ui, "workshop-accuracy", "workshop-accuracy-why", Some(1.0), |epoch| {
        [Some(epoch.accuracy), epoch.validation_accuracy]
    });
}

/// Length of the axis of epochs, in lengths of the curves.
const LEGEND_ROOM: f64 = 1.4;

/// Of the pictures that train, and of those kept back.
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
    // Where curves seldom go, and room for it to the right of them: their ends are what is looked at.
    let corner = if most.is_some() { Corner::RightBottom } else { Corner::RightTop };
    let last_epoch = points.iter().flatten().map(|[epoch, _]| *epoch).fold(1.0, f64::max);
    let mut plot = quiet_plot(name)
        .height(height.max(140.0))
        .include_y(0.0)
        .include_x(last_epoch * LEGEND_ROOM)
        .legend(Legend::default().position(corner).follow_insertion_order(true).background_alpha(0.9))
        .x_axis_formatter(
            |mark, _| if mark.value.fract() == 0.0 { format!("{:.0}", mark.value) } else { String::new() },
        );
    if let Some(most) = most {
        plot = plot.include_y(most).y_axis_formatter(|mark, _| words::percent(words, mark.value));
        plot = plot.y_grid_spacer(uniform_grid_spacer(|_| [0.1, 0.5, 1.0]));
    }
    plot.show(ui, |plot| {
        let styles: [(&str, Color32, LineStyle); 2] = [
            ("workshop-curves-teaching", CURVE, LineStyle::Solid),
            ("workshop-curves-kept-back", OTHER_CURVE, LineStyle::Dashed { length: 14.0 }),
        ];
        for (points, (key, color, style)) in points.iter().zip(styles) {
            if !points.is_empty() {
                let line = Line::new(words.text(key), PlotPoints::from(points.clone()));
                plot.line(line.stroke(Stroke::new(3.5, color)).style(style));
            }
        }
    });
    if points[1].is_empty() {
        ui.label(RichText::new(words.text("workshop-curves-nothing-kept-back")).size(18.0));
    }
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
