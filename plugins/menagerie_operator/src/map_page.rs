//! The map of the examples: what looks alike to the network stands close together.

use std::collections::HashMap;
use std::sync::Arc;

use bevy_egui::egui::{self, Align2, Area, Color32, Id, Order, Painter, Pos2, Stroke, Ui, vec2};
use egui_plot::{MarkerShape, PlotPoint, PlotPoints, PlotTransform, Points};
use menagerie_core::prelude::*;

use crate::plots;
use crate::tab_context::TabContext;
use crate::theme::{self, FINGER};
use crate::widgets::{self, tall_card};

/// A touch finds the nearest point within this distance, points of the screen.
const REACH: f32 = FINGER / 2.0;

/// Most points drawn: more only lie on each other, and a screen full of them takes its time.
const MOST_POINTS: usize = 4_000;

/// The map in the room that is left.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let examination = context.facts.examination;
    if examination.map.is_empty() {
        tall_card(ui, |ui| widgets::empty(ui, "🗺", &context.words.text("workshop-map-none")));
        return;
    }
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let beside = ui.available_width() * 0.32;
        widgets::column(ui, beside, height, |ui| {
            tall_card(ui, |ui| {
                widgets::title(ui, &context.words.text("workshop-map"));
                widgets::sentence(ui, &context.words.text("workshop-map-why"));
                widgets::settling(ui, context.words, examination.fresh);
                legend(ui, context);
            });
        });
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| tall_card(ui, |ui| map(ui, context)));
    });
}

/// The map itself.
fn map(ui: &mut Ui, context: &mut TabContext) {
    let examination = context.facts.examination;
    let height = ui.available_height().max(200.0);
    let plot = plots::quiet_plot("map")
        .height(height)
        .show_axes(false)
        .show_grid(false)
        .include_x(0.0)
        .include_x(1.0)
        .include_y(0.0)
        .include_y(1.0)
        .show_x(false)
        .show_y(false)
        .label_formatter(|_| None)
        .sense(egui::Sense::click());
    let step = examination.map.len().div_ceil(MOST_POINTS);
    let shown: Vec<_> = examination.map.iter().copied().step_by(step).collect();
    let groups = groups(context.facts.album, &shown);
    let classes = context.facts.classes;
    let response = plot.show(ui, move |plot| {
        for (place, class) in classes.0.iter().enumerate() {
            if let Some(points) = groups.get(&class.id) {
                let points = Points::new(class.name.clone(), PlotPoints::from(points.clone()))
                    .id(Id::new(("map", class.id)))
                    .color(theme::color32(class.color))
                    .shape(marker(place))
                    .filled(!class.is_quiet())
                    .radius(9.0);
                plot.points(points);
            }
        }
    });
    let finger = response.response.hover_pos().or_else(|| response.response.interact_pointer_pos());
    let near = finger.and_then(|finger| nearest(&shown, &response.transform, finger).map(|id| (finger, id)));
    if let Some((finger, id)) = near {
        if response.response.clicked() {
            let ids = Arc::new(shown.iter().map(|(id, _)| *id).collect());
            context.state.open(&ids, id);
        } else {
            hover_picture(ui, context, finger, id);
        }
    }
}

/// The sign of each class on the map: colour and shape.
fn legend(ui: &mut Ui, context: &TabContext) {
    egui::ScrollArea::vertical().id_salt("legend").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let shown = context.facts.classes.0.iter().enumerate().filter(|(_, class)| class.counts.teach > 0);
        for (place, class) in shown.take(24) {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), egui::Sense::hover());
            paint_marker(
                ui.painter(),
                rect.left_center() + vec2(14.0, 0.0),
                marker(place),
                theme::color32(class.color),
            );
            let name = rect.with_min_x(rect.left() + 36.0);
            widgets::paint_name(ui, name, &class.name, egui::FontId::proportional(20.0), theme::TEXT);
        }
    });
}

/// The picture under the mouse, small, beside it.
fn hover_picture(ui: &Ui, context: &mut TabContext, finger: Pos2, id: ExampleId) {
    let Some(texture) = context.texture(ui.ctx(), id) else { return };
    let name = context.facts.album.get(id).map_or("", |picture| context.facts.name_of(picture.class));
    Area::new(Id::new("map picture"))
        .order(Order::Foreground)
        .interactable(false)
        .fixed_pos(finger + vec2(24.0, -24.0))
        .pivot(Align2::LEFT_BOTTOM)
        .show(ui.ctx(), |ui| {
            widgets::raised().show(ui, |ui| {
                widgets::picture(ui, texture, 128.0, egui::Sense::hover());
                widgets::subtitle(ui, name);
            });
        });
}

/// The points of each class.
fn groups(album: &Album, map: &[(ExampleId, [f32; 2])]) -> HashMap<ClassId, Vec<[f64; 2]>> {
    let mut groups = HashMap::<_, Vec<_>>::new();
    for (id, place) in map {
        if let Some(picture) = album.get(*id) {
            groups.entry(picture.class).or_default().push(place.map(f64::from));
        }
    }
    groups
}

/// The picture whose point is nearest, if a finger there means it.
fn nearest(map: &[(ExampleId, [f32; 2])], transform: &PlotTransform, finger: Pos2) -> Option<ExampleId> {
    let away = |[x, y]: [f32; 2]| transform.position_from_point(&PlotPoint::new(x, y)).distance(finger);
    let (id, place) = map.iter().min_by(|(_, one), (_, other)| away(*one).total_cmp(&away(*other)))?;
    (away(*place) <= REACH).then_some(*id)
}

const SHAPES: [MarkerShape; 6] = [
    MarkerShape::Circle,
    MarkerShape::Square,
    MarkerShape::Up,
    MarkerShape::Diamond,
    MarkerShape::Down,
    MarkerShape::Asterisk,
];

/// The marker of the class at a place; colours repeat after eight, shapes after six, both together after twenty-four.
fn marker(place: usize) -> MarkerShape {
    SHAPES[place % SHAPES.len()]
}

/// A marker as the map draws it.
fn paint_marker(painter: &Painter, centre: Pos2, shape: MarkerShape, color: Color32) {
    const RADIUS: f32 = 10.0;
    let polygon = |corners: &[[f32; 2]]| {
        let corners = corners.iter().map(|[x, y]| centre + vec2(*x, *y) * RADIUS).collect();
        painter.add(egui::Shape::convex_polygon(corners, color, Stroke::NONE));
    };
    match shape {
        MarkerShape::Square => polygon(&[[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]]),
        MarkerShape::Up => polygon(&[[0.0, -1.0], [0.9, 0.7], [-0.9, 0.7]]),
        MarkerShape::Down => polygon(&[[0.0, 1.0], [-0.9, -0.7], [0.9, -0.7]]),
        MarkerShape::Diamond => polygon(&[[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]),
        MarkerShape::Asterisk => {
            for [x, y] in [[0.0, 1.0], [0.87, 0.5], [0.87, -0.5]] {
                let arm = vec2(x, y) * RADIUS;
                painter.line_segment([centre - arm, centre + arm], Stroke::new(3.0, color));
            }
        }
        _ => {
            painter.circle_filled(centre, RADIUS, color);
        }
    }
}

#[cfg(test)]
mod tests {
    use bevy_egui::egui::{Rect, pos2};
    use egui_plot::PlotBounds;

    use super::*;

    #[test]
    fn a_touch_finds_the_nearest_picture_and_only_a_near_one() {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(1000.0, 1000.0));
        let transform = PlotTransform::new(screen, PlotBounds::from_min_max([0.0, 0.0], [1.0, 1.0]), false);
        let map = [(ExampleId(1), [0.1, 0.1]), (ExampleId(2), [0.5, 0.5]), (ExampleId(3), [0.9, 0.9])];
        assert_eq!(nearest(&map, &transform, pos2(505.0, 495.0)), Some(ExampleId(2)));
        assert_eq!(nearest(&map, &transform, pos2(300.0, 495.0)), None);
        assert_eq!(nearest(&[], &transform, pos2(300.0, 495.0)), None);
    }

    #[test]
    fn neighbours_differ_in_shape() {
        assert!((0..20).all(|place| marker(place) != marker(place + 1)));
    }
}
