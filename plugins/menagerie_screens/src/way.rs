//! The way of light from the mirror to a creature: arithmetic, units.

use bevy::math::{Rect, Vec2};
use menagerie_core::prelude::ClassId;

/// Points by which a wire goes; the shader has as many.
pub(crate) const POINTS: usize = 17;
/// How far above the mirror's lower edge wires begin, share of its side: on its frame.
const BEGINS: f32 = 0.03;
/// Between the beginnings of two wires, share of the mirror's side.
const APART: f32 = 0.11;
/// How far down the creature a wire ends, share of its height: behind its head.
const ENDS: f32 = 0.34;
/// How far a glow reaches, share of the creature's side.
const REACH: f32 = 0.72;
/// How far the light of a wire reaches to its sides, units.
const SIDES: f32 = 6.0;

/// From the mirror to one creature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Way {
    pub(crate) class: ClassId,
    from: Vec2,
    pub(crate) creature: Rect,
}

impl Way {
    /// To each creature, from the left to the right: wires never cross where they begin.
    pub(crate) fn all(mirror: Rect, creatures: &[(ClassId, Rect)]) -> Vec<Self> {
        let middle = (creatures.len() as f32 - 1.0) / 2.0;
        let way = |(place, (class, creature)): (usize, &(ClassId, Rect))| {
            let x = mirror.center().x + (place as f32 - middle) * APART * mirror.width();
            Self { class: *class, from: Vec2::new(x, mirror.max.y - BEGINS * mirror.height()), creature: *creature }
        };
        creatures.iter().enumerate().map(way).collect()
    }

    fn to(&self) -> Vec2 {
        Vec2::new(self.creature.center().x, self.creature.min.y + ENDS * self.creature.height())
    }

    /// How far the glow reaches from the middle of the creature.
    pub(crate) fn reach(&self) -> f32 {
        self.creature.size().max_element() * REACH
    }

    /// The wire hangs out of the mirror and falls onto the creature: a Bézier curve, by points with the length up to each.
    pub(crate) fn points(&self) -> [(Vec2, f32); POINTS] {
        let (from, to) = (self.from, self.to());
        let drop = Vec2::new(0.0, (to.y - from.y) * 0.62);
        let curve = |share: f32| {
            let rest = 1.0 - share;
            from * rest.powi(3)
                + (from + drop) * (3.0 * share * rest.powi(2))
                + (to - drop) * (3.0 * share.powi(2) * rest)
                + to * share.powi(3)
        };
        let mut points = [(from, 0.0); POINTS];
        for at in 1..POINTS {
            let point = curve(at as f32 / (POINTS - 1) as f32);
            let (before, along) = points[at - 1];
            points[at] = (point, along + before.distance(point));
        }
        points
    }

    /// What wire and glow lie in.
    pub(crate) fn bounds(&self) -> Rect {
        let glow = Rect::from_center_half_size(self.creature.center(), Vec2::splat(self.reach()));
        let wire = self.points().into_iter().map(|(point, _)| Rect::from_center_half_size(point, Vec2::splat(SIDES)));
        wire.fold(glow, |all, one| all.union(one))
    }

    /// The straight way: its middle, its length, and its angle to the horizontal, radians.
    pub(crate) fn line(&self) -> (Vec2, f32, f32) {
        let way = self.to() - self.from;
        ((self.from + self.to()) / 2.0, way.length(), way.to_angle())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways() -> Vec<Way> {
        let creature = |x: f32| Rect::from_center_size(Vec2::new(x, 150.0), Vec2::splat(60.0));
        let creatures = [40.0, 169.0, 298.0].map(creature);
        let classes = creatures.into_iter().zip(0..).map(|(at, id)| (ClassId(id), at)).collect::<Vec<_>>();
        Way::all(Rect::new(124.0, 2.5, 214.0, 92.5), &classes)
    }

    #[test]
    fn a_wire_goes_from_the_mirror_to_its_creature_within_its_bounds() {
        for way in ways() {
            let points = way.points();
            let (first, last) = (points[0].0, points[POINTS - 1].0);
            assert!((first.y - 92.5).abs() < 4.0 && (124.0..214.0).contains(&first.x), "{first}");
            assert!(way.creature.contains(last), "{last}");
            assert!(points.windows(2).all(|pair| pair[1].1 > pair[0].1 && pair[1].0.y >= pair[0].0.y), "{points:?}");
            assert!(points.iter().all(|(point, _)| way.bounds().contains(*point)));
            assert!(way.bounds().contains(way.creature.center() + Vec2::splat(way.reach() * 0.7)));
        }
    }

    #[test]
    fn wires_never_cross() {
        let ways = ways();
        for pair in ways.windows(2) {
            let [left, right] = [pair[0].points(), pair[1].points()];
            assert!(left.iter().zip(&right).all(|(one, other)| one.0.x < other.0.x));
        }
    }

    #[test]
    fn the_straight_line_joins_the_same_two_ends() {
        for way in ways() {
            let (middle, length, angle) = way.line();
            let half = Vec2::from_angle(angle) * length / 2.0;
            let points = way.points();
            assert!(
                (middle - half).distance(points[0].0) < 0.1 && (middle + half).distance(points[POINTS - 1].0) < 0.1
            );
        }
    }
}
