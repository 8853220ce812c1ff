//! Where the controls of the workshop stand, by their names, so that a rehearsal can touch them.

use std::collections::HashMap;

use bevy::math::{Rect, Vec2};
use bevy_egui::egui;

/// The named controls that are on the screen in this frame, points.
#[derive(Debug, Default)]
pub(crate) struct Places(HashMap<String, egui::Rect>);

impl Places {
    /// Notes where a control is, if a finger can reach its middle.
    pub(crate) fn mark(&mut self, ui: &egui::Ui, name: impl Into<String>, rect: egui::Rect) {
        if ui.is_enabled() && ui.clip_rect().contains(rect.center()) {
            self.0.insert(name.into(), rect);
        }
    }

    /// The same places in logical pixels of the window.
    pub(crate) fn in_window(&self, zoom: f32) -> HashMap<String, Rect> {
        let pixels = |point: egui::Pos2| Vec2::new(point.x, point.y) * zoom;
        self.0
            .iter()
            .map(|(name, rect)| (name.clone(), Rect { min: pixels(rect.min), max: pixels(rect.max) }))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_scale_with_the_window() {
        let mut places = Places::default();
        let rect = egui::Rect::from_min_size(egui::pos2(100.0, 50.0), egui::vec2(40.0, 20.0));
        places.0.insert("class/3".into(), rect);
        let pixels = places.in_window(0.5);
        assert_eq!(pixels["class/3"], Rect::new(50.0, 25.0, 70.0, 35.0));
    }
}
