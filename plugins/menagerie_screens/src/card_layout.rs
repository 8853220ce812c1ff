//! Where everything on a card stands, by the room it has: pure arithmetic, units.

use bevy::math::{Rect, Vec2};
use menagerie_ui::TARGET_MM;

/// Space between things on a card.
const GAP: f32 = 1.6;
/// Height of the name.
const NAME: f32 = 8.4;
/// Height of the confidence bar.
const BAR: f32 = 5.0;
/// Width of the number beside it.
const PERCENT: f32 = 20.0;
/// Width of what stands beside the creature.
const COLUMN: f32 = 50.0;
/// Largest diameter of the ring.
const LARGEST_RING: f32 = 40.0;
/// How much of a narrow card's height the ring takes.
const RING_SHARE: f32 = 0.36;
/// Widest a card gets.
pub(crate) const WIDEST: f32 = 118.0;
/// From this width on the ring stands beside the creature, not below it.
const WIDE: f32 = 64.0;
/// Most thumbnails.
pub(crate) const MOST_THUMBNAILS: usize = 9;

/// Where everything stands, from the card's upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CardLayout {
    pub(crate) creature: Rect,
    pub(crate) name: Rect,
    pub(crate) ring: Rect,
    pub(crate) bar: Rect,
    /// The number beside the bar; `None` where there is no room for it.
    pub(crate) percent: Option<Rect>,
    pub(crate) thumbnails: Vec<Rect>,
    /// Where the creature's feet stand, from the top.
    pub(crate) ground: f32,
}

fn at(left: f32, top: f32, width: f32, height: f32) -> Rect {
    Rect::from_corners(Vec2::new(left, top), Vec2::new(left + width, top + height))
}

impl CardLayout {
    /// On a card of this width and height.
    pub(crate) fn of(width: f32, height: f32) -> Self {
        if width >= WIDE { Self::wide(width, height) } else { Self::narrow(width, height) }
    }

    /// Creature on the left; name, ring and bar on the right; thumbnails below.
    fn wide(width: f32, height: f32) -> Self {
        let upper = height - TARGET_MM - GAP;
        let ring = (upper - NAME - BAR - 2.0 * GAP).min(LARGEST_RING).min(width * 0.46);
        let right = ring.max(COLUMN).min(width * 0.5);
        let creature = (width - right - GAP).min(upper);
        let left_space = ((width - right - GAP - creature) / 2.0).max(0.0);
        let x = width - right;
        let top = upper - NAME - BAR - ring - 2.0 * GAP;
        Self {
            creature: at(left_space, upper - creature, creature, creature),
            name: at(x, top, right, NAME),
            ring: at(x + (right - ring) / 2.0, top + NAME + GAP, ring, ring),
            bar: at(x, upper - BAR, right - PERCENT - GAP, BAR),
            percent: Some(at(width - PERCENT, upper - BAR - 1.6, PERCENT, BAR + 3.2)),
            thumbnails: row(0.0, upper + GAP, width),
            ground: upper,
        }
    }

    /// Creature above; below it the ring, and beside that a thumbnail and the bar.
    fn narrow(width: f32, height: f32) -> Self {
        let ring = (width - TARGET_MM - GAP).min(height * RING_SHARE).clamp(TARGET_MM + BAR + GAP, LARGEST_RING);
        let below = height - ring;
        let creature = (below - NAME - 2.0 * GAP).min(width);
        let creature_top = below - GAP - creature;
        let beside = Rect::from_corners(Vec2::new(ring + GAP, below), Vec2::new(width, height));
        let bar_top = height - BAR;
        Self {
            creature: at((width - creature) / 2.0, creature_top, creature, creature),
            name: at(0.0, creature_top - GAP - NAME, width, NAME),
            ring: at(0.0, below, ring, ring),
            bar: at(beside.min.x, bar_top, beside.width(), BAR),
            percent: None,
            thumbnails: row(beside.min.x, (bar_top - GAP - TARGET_MM).min(below), beside.width()),
            ground: below - GAP,
        }
    }
}

/// As many thumbnails side by side as have room.
fn row(left: f32, top: f32, width: f32) -> Vec<Rect> {
    let fitting = ((width + GAP) / (TARGET_MM + GAP)) as usize;
    let places = fitting.min(MOST_THUMBNAILS);
    (0..places).map(|place| at(left + place as f32 * (TARGET_MM + GAP), top, TARGET_MM, TARGET_MM)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing leaves its card, nothing lies over something else, and every target is large enough.
    #[test]
    fn everything_has_a_place_of_its_own_on_every_card() {
        for width in [41.0, 46.0, 53.0, 60.0, 62.0, 64.0, 66.0, 81.0, 110.0, WIDEST] {
            for height in [63.0, 70.0, 74.0, 85.0, 110.0, 130.0] {
                let card = CardLayout::of(width, height);
                let mut touched = card.thumbnails.clone();
                touched.push(card.ring);
                let small = touched.iter().find(|place| place.size().min_element() < TARGET_MM - 0.01);
                assert!(small.is_none(), "{width} x {height}: {small:?}");
                let mut places = touched;
                places.extend([card.creature, card.name, card.bar]);
                places.extend(card.percent);
                for (index, one) in places.iter().enumerate() {
                    let inside = one.min.min_element() > -0.01 && one.max.x < width + 0.01 && one.max.y < height + 0.01;
                    assert!(inside, "{width} x {height}: {one:?}");
                    for other in &places[index + 1..] {
                        let shared = one.intersect(*other).size();
                        assert!(shared.min_element() < 0.02, "{width} x {height}: {one:?} {other:?}");
                    }
                }
                assert!(card.creature.size().min_element() >= 20.0, "{width} x {height}: {:?}", card.creature);
            }
        }
    }
}
