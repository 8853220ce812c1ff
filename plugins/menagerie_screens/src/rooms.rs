//! How much room the parts of the screen have. Every control is in the lower half, so that everybody reaches it.

use bevy::prelude::*;
use menagerie_ui::{Arrangement, ScreenLayout};

/// Space between things, units.
pub(crate) const GAP: f32 = 2.5;
/// Height of the bar between mirror and cards, units; where it has two lines, twice that.
const BAR: f32 = 16.0;
/// From this width on there is room on both sides of the mirror.
const WIDE: f32 = 300.0;

/// The node that the bar lies in.
#[derive(Component)]
pub(crate) struct BarPlace;

/// The node that the cards lie in.
#[derive(Component)]
pub(crate) struct CardsPlace;

/// How much room the parts of the screen have, units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rooms {
    /// Height of everything that can be touched: the lower part.
    pub(crate) lower: f32,
    /// Lines of the bar.
    bar_lines: f32,
    /// Side of the mirror.
    pub(crate) mirror: f32,
}

impl Rooms {
    /// On a screen of this size with so many cards on it.
    pub(crate) fn of(layout: &ScreenLayout, cards: usize) -> Self {
        let (width, half) = (layout.size.x, layout.size.y / 2.0);
        match layout.arrangement {
            Arrangement::Landscape => Self { lower: half, bar_lines: 1.0, mirror: half - 2.0 * GAP },
            // The sentence lies under the mirror. Two rows of cards leave room for one line of the bar.
            Arrangement::Portrait => Self {
                lower: half,
                bar_lines: if cards > SIDE_BY_SIDE_UPRIGHT { 1.0 } else { 2.0 },
                mirror: (half - PROMPT_BELOW - 3.0 * GAP).min(width - 2.0 * GAP),
            },
        }
    }

    /// Height of the bar.
    pub(crate) fn bar(&self) -> f32 {
        self.bar_lines * BAR + (self.bar_lines - 1.0) * GAP
    }

    /// Height of the cards.
    pub(crate) fn cards(&self) -> f32 {
        self.lower - self.bar() - 2.0 * GAP
    }

    /// Whether the bar has room for icons only.
    pub(crate) fn is_bar_tight(layout: &ScreenLayout, cards: usize) -> bool {
        layout.arrangement == Arrangement::Portrait && cards > SIDE_BY_SIDE_UPRIGHT
    }
}

/// Cards side by side where the screen stands upright.
pub(crate) const SIDE_BY_SIDE_UPRIGHT: usize = 3;

/// Height of the sentence where it lies under the mirror, units.
pub(crate) const PROMPT_BELOW: f32 = 62.0;

/// Whether there is room on both sides of the mirror.
pub(crate) fn has_two_sides(layout: &ScreenLayout) -> bool {
    layout.arrangement == Arrangement::Landscape && layout.size.x >= WIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that can be touched lies in the lower half, and everything else has its room, on every usual screen.
    #[test]
    fn every_screen_has_room_for_mirror_bar_and_cards() {
        for (width, height) in [(338.0, 190.0), (260.0, 195.0), (190.0, 338.0), (195.0, 260.0), (304.0, 190.0)] {
            let arrangement = if width > height { Arrangement::Landscape } else { Arrangement::Portrait };
            for cards in [3, 6] {
                let rooms = Rooms::of(&ScreenLayout { size: Vec2::new(width, height), arrangement }, cards);
                assert!(rooms.lower <= height / 2.0 && rooms.mirror >= 58.0, "{width} x {height}: {rooms:?}");
                assert!(rooms.cards() >= 70.0, "{width} x {height}: {rooms:?}");
            }
        }
    }
}
