//! Layout in millimetres: one unit of every length on the visitors' screens is at least a real millimetre.
//!
//! A screen that is larger than the smallest one everything fits on uses larger units, so that it is filled; a smaller
//! one keeps true millimetres and shows less. So fingers find every target, whatever the screen.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

/// What everything fits on, the longer and the shorter side, units.
const FITS_ON: (f32, f32) = (260.0, 190.0);
/// Pixels to a millimetre where nobody knows better: 96 to the inch, times the system's scale.
const GUESSED_PX_PER_MM: f32 = 96.0 / 25.4;

/// Smallest side of something that is touched, mm (museum guidelines ask for 15 to 20).
pub const TARGET_MM: f32 = 15.0;

/// How large the display's pixels are.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Default)]
pub struct DisplaySettings {
    /// Physical pixels to a millimetre; `None`: as the system reports, else a guess.
    pub px_per_mm: Option<f32>,
}

/// Whether there is more room beside or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Arrangement {
    /// Wider than high.
    #[default]
    Landscape,
    /// Higher than wide.
    Portrait,
}

/// The room that a screen has. What is laid out by hand follows its changes.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub struct ScreenLayout {
    /// Width and height, units.
    pub size: Vec2,
    /// Which way round.
    pub arrangement: Arrangement,
}

impl Default for ScreenLayout {
    fn default() -> Self {
        Self { size: Vec2::new(338.0, 190.0), arrangement: Arrangement::Landscape }
    }
}

/// A length in units: at least so many millimetres.
#[must_use]
pub fn mm(units: f32) -> Val {
    px(units)
}

/// The same, rounded corners.
#[must_use]
pub fn corner(units: f32) -> BorderRadius {
    BorderRadius::all(mm(units))
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<DisplaySettings>().init_resource::<ScreenLayout>().add_systems(PreUpdate, follow_window);
}

fn follow_window(
    windows: Query<&Window, With<PrimaryWindow>>,
    settings: Res<DisplaySettings>,
    mut scale: ResMut<UiScale>,
    mut layout: ResMut<ScreenLayout>,
) {
    let Ok(window) = windows.single() else { return };
    let physical = window.physical_size().as_vec2();
    if physical.min_element() <= 0.0 {
        return;
    }
    let px_per_mm = settings.px_per_mm.unwrap_or(GUESSED_PX_PER_MM * window.scale_factor());
    let unit_px = unit_px(physical, px_per_mm);
    let wanted = unit_px / window.scale_factor();
    if (scale.0 - wanted).abs() > 1e-4 {
        scale.0 = wanted;
    }
    let arrangement = if physical.x >= physical.y { Arrangement::Landscape } else { Arrangement::Portrait };
    layout.set_if_neq(ScreenLayout { size: physical / unit_px, arrangement });
}

/// Physical pixels of a unit on a screen of this size.
fn unit_px(physical: Vec2, px_per_mm: f32) -> f32 {
    let (long, short) = FITS_ON;
    let fitting = (physical.max_element() / long).min(physical.min_element() / short);
    fitting.max(px_per_mm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(width: f32, height: f32, px_per_mm: f32) -> Vec2 {
        let physical = Vec2::new(width, height);
        physical / unit_px(physical, px_per_mm)
    }

    #[test]
    fn every_usual_screen_has_room_for_everything() {
        for (width, height) in [(1024.0, 768.0), (1280.0, 720.0), (1280.0, 800.0), (1920.0, 1080.0), (3840.0, 2160.0)] {
            for size in [units(width, height, GUESSED_PX_PER_MM), units(height, width, GUESSED_PX_PER_MM)] {
                let fits = size.max_element() >= FITS_ON.0 - 0.01 && size.min_element() >= FITS_ON.1 - 0.01;
                assert!(fits, "{width} x {height}: {size}");
            }
        }
    }

    #[test]
    fn a_unit_is_never_less_than_a_millimetre() {
        // A seven inch panel of 1024 x 600: 154 x 90 mm.
        assert!((unit_px(Vec2::new(1024.0, 600.0), 6.65) - 6.65).abs() < 1e-4);
        // On a large display it is more, so that the screen is filled.
        assert!(unit_px(Vec2::new(3840.0, 2160.0), 3.0) > 11.0);
    }
}
