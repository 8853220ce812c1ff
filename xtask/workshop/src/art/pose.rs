//! A pose: what every part of a rig does in one frame; and the curves by which poses follow each other.
//!
//! All curves take the phase of a loop, 0..1, and are periodic in it: what is built from them loops without a seam.

use std::collections::BTreeMap;
use std::f32::consts::TAU;
use std::fmt::Write as _;

/// What one part does. Pixels and degrees of the drawing; positive turns are clockwise.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// Moved by.
    pub(super) shift_px: (f32, f32),
    /// Turned about the pivot.
    pub(super) turn_deg: f32,
    /// Leaned about the pivot.
    pub(super) skew_deg: f32,
    /// Stretched about the pivot.
    pub(super) stretch: (f32, f32),
    /// How opaque, where the drawing does not say.
    pub(super) opacity: Option<f32>,
    /// Shown or hidden, where the drawing does not say.
    pub(super) shown: Option<bool>,
    /// Another outline (`d`) for a path.
    pub(super) outline: Option<String>,
}

impl Default for Part {
    fn default() -> Self {
        Self {
            shift_px: (0.0, 0.0),
            turn_deg: 0.0,
            skew_deg: 0.0,
            stretch: (1.0, 1.0),
            opacity: None,
            shown: None,
            outline: None,
        }
    }
}

impl Part {
    /// Moves by pixels, added to what it moved before.
    pub(crate) fn shift(&mut self, x: f32, y: f32) -> &mut Self {
        self.shift_px.0 += x;
        self.shift_px.1 += y;
        self
    }

    /// Turns about the pivot, added to what it turned before.
    pub(crate) fn turn(&mut self, degrees: f32) -> &mut Self {
        self.turn_deg += degrees;
        self
    }

    /// Leans about the pivot.
    pub(crate) fn lean(&mut self, degrees: f32) -> &mut Self {
        self.skew_deg += degrees;
        self
    }

    /// Stretches about the pivot, times what it was stretched before.
    pub(crate) fn stretch(&mut self, x: f32, y: f32) -> &mut Self {
        self.stretch.0 *= x;
        self.stretch.1 *= y;
        self
    }

    /// Squashes (below 1) or stretches (above 1) in height while keeping the area, as soft bodies do.
    pub(crate) fn squash(&mut self, height: f32) -> &mut Self {
        self.stretch(1.0 / height, height)
    }

    /// Sets how opaque it is, 0..1.
    pub(crate) fn fade(&mut self, opacity: f32) -> &mut Self {
        self.opacity = Some(opacity.clamp(0.0, 1.0));
        self
    }

    pub(super) fn moves(&self) -> bool {
        let rest = Self::default();
        (self.shift_px, self.turn_deg, self.skew_deg, self.stretch)
            != (rest.shift_px, rest.turn_deg, rest.skew_deg, rest.stretch)
    }
}

/// What every part does in one frame. Parts it does not speak of stay as drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pose(BTreeMap<&'static str, Part>);

impl Pose {
    /// The part to change.
    pub(crate) fn part(&mut self, name: &'static str) -> &mut Part {
        self.0.entry(name).or_default()
    }

    /// Shows a part.
    pub(crate) fn show(&mut self, name: &'static str) -> &mut Part {
        let part = self.part(name);
        part.shown = Some(true);
        part
    }

    /// Hides a part.
    pub(crate) fn hide(&mut self, name: &'static str) {
        self.part(name).shown = Some(false);
    }

    /// Shows one of several alternates (mouths, eyes) and hides the others.
    pub(crate) fn choose(&mut self, one: &'static str, of: &[&'static str]) -> &mut Part {
        for other in of.iter().filter(|other| **other != one) {
            self.hide(other);
        }
        self.show(one)
    }

    /// Bends limbs, stalks and feelers: the same curve for every named path (colour, shade, shine).
    pub(crate) fn bend(&mut self, names: &[&'static str], curve: Curve) {
        for name in names {
            self.part(name).outline = Some(curve.outline());
        }
    }

    /// Draws a line through these points, the same for every named path.
    pub(crate) fn draw(&mut self, names: &[&'static str], points: impl Iterator<Item = (f32, f32)>) {
        let mut outline = String::new();
        for (x, y) in points {
            let pen = if outline.is_empty() { 'M' } else { 'L' };
            // Writing into a String cannot fail.
            _ = write!(outline, "{pen}{x:.2} {y:.2}");
        }
        for name in names {
            self.part(name).outline = Some(outline.clone());
        }
    }

    /// All parts it speaks of.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&'static str, &Part)> {
        self.0.iter().map(|(name, part)| (*name, part))
    }
}

/// A limb as a cubic curve from its root to its tip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Curve {
    /// Where it begins.
    pub(crate) root: (f32, f32),
    /// What it first heads for.
    pub(crate) near: (f32, f32),
    /// From where it reaches the tip.
    pub(crate) far: (f32, f32),
    /// Where it ends.
    pub(crate) tip: (f32, f32),
}

impl Curve {
    /// The curve as SVG path data.
    pub(crate) fn outline(&self) -> String {
        let ((a, b), (c, d), (e, f), (g, h)) = (self.root, self.near, self.far, self.tip);
        format!("M{a:.2} {b:.2}C{c:.2} {d:.2} {e:.2} {f:.2} {g:.2} {h:.2}")
    }

    /// The point so far along it, 0..1.
    pub(crate) fn at(&self, k: f32) -> (f32, f32) {
        let along = |a: f32, b: f32, c: f32, d: f32| {
            let (ab, bc, cd) = (mix(a, b, k), mix(b, c, k), mix(c, d, k));
            mix(mix(ab, bc, k), mix(bc, cd, k), k)
        };
        let ((a, b), (c, d), (e, f), (g, h)) = (self.root, self.near, self.far, self.tip);
        (along(a, c, e, g), along(b, d, f, h))
    }

    /// How far it leans there, in degrees: 0 is straight up, positive is clockwise.
    pub(crate) fn slant_deg(&self, k: f32) -> f32 {
        let (before, after) = (self.at(k - 0.02), self.at(k + 0.02));
        (after.0 - before.0).atan2(before.1 - after.1).to_degrees()
    }

    /// Where the tip points, in degrees: 0 is down, positive is clockwise (to the left of the picture).
    pub(crate) fn heading_deg(&self) -> f32 {
        let (x, y) = (self.tip.0 - self.far.0, self.tip.1 - self.far.1);
        (-x).atan2(y).to_degrees()
    }
}

/// A sine: -1..1, `phase` turns later.
pub(crate) fn wave(t: f32, phase: f32) -> f32 {
    ((t + phase) * TAU).sin()
}

/// A soft bump, 0..1, highest at `centre`, gone `width` away from it on either side.
pub(crate) fn bump(t: f32, centre: f32, width: f32) -> f32 {
    let away = (t - centre + 0.5).rem_euclid(1.0) - 0.5;
    if away.abs() >= width { 0.0 } else { 0.5 + 0.5 * (away / width * 0.5 * TAU).cos() }
}

/// A smooth periodic curve through keys `(phase, value)`, which must be in order of phase.
///
/// Between keys it eases like a monotone cubic (Fritsch and Carlson, 1980, with their harmonic mean): it never
/// overshoots a key, so a foot on the ground stays on the ground.
pub(crate) fn keys(t: f32, keys: &[(f32, f32)]) -> f32 {
    let count = keys.len();
    if count == 0 {
        return 0.0;
    }
    let at = |index: isize| -> (f32, f32) {
        let turns = index.div_euclid(count as isize);
        let (phase, value) = keys[index.rem_euclid(count as isize) as usize];
        (phase + turns as f32, value)
    };
    let slope = |index: isize| -> f32 {
        let ((a, u), (b, v), (c, w)) = (at(index - 1), at(index), at(index + 1));
        let (left, right) = ((v - u) / (b - a), (w - v) / (c - b));
        if left * right <= 0.0 { 0.0 } else { 2.0 * left * right / (left + right) }
    };
    let t = t.rem_euclid(1.0);
    // The last key at or before t; -1 is the last key of the turn before.
    let index = keys.iter().filter(|(phase, _)| *phase <= t).count() as isize - 1;
    let ((a, u), (b, v)) = (at(index), at(index + 1));
    let width = b - a;
    let x = (t - a) / width;
    let (x2, x3) = (x * x, x * x * x);
    u * (2.0 * x3 - 3.0 * x2 + 1.0)
        + slope(index) * width * (x3 - 2.0 * x2 + x)
        + v * (3.0 * x2 - 2.0 * x3)
        + slope(index + 1) * width * (x3 - x2)
}

/// From `a` to `b` by `k`.
pub(crate) fn mix(a: f32, b: f32, k: f32) -> f32 {
    a + (b - a) * k
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_periodic_and_pass_their_keys() {
        let table = [(0.0, 1.0), (0.3, -4.0), (0.8, 2.0)];
        for (phase, value) in table {
            assert!((keys(phase, &table) - value).abs() < 1e-5);
            assert!((keys(phase + 1.0, &table) - value).abs() < 1e-5);
        }
        for step in 0..=100 {
            let t = step as f32 / 100.0;
            assert!((-4.0001..=2.0001).contains(&keys(t, &table)), "overshoots at {t}");
            assert!((keys(t, &table) - keys(t + 1.0, &table)).abs() < 1e-4);
            assert!((wave(t, 0.2) - wave(t + 1.0, 0.2)).abs() < 1e-4);
            assert!((bump(t, 0.95, 0.2) - bump(t + 1.0, 0.95, 0.2)).abs() < 1e-4);
        }
        assert!((bump(0.05, 0.95, 0.2) - 0.5).abs() < 1e-3, "a bump goes round the end of the loop");
    }

    #[test]
    fn a_first_key_after_zero_is_reached_from_the_turn_before() {
        let table = [(0.25, 1.0), (0.75, 0.0)];
        assert!((keys(0.0, &table) - 0.5).abs() < 1e-5);
    }

    #[test]
    fn a_limb_that_hangs_heads_down() {
        let limb = Curve { root: (0.0, 0.0), near: (0.0, 1.0), far: (0.0, 2.0), tip: (0.0, 3.0) };
        assert!(limb.heading_deg().abs() < 1e-4);
    }
}
