//! Tricks on a picture: turned, drawn nearer, in other colours, a place of it covered.

use bevy::math::Vec2;
use menagerie_core::prelude::*;

/// Steps of a whole turn.
const TURNS: u8 = 8;
/// How much nearer it is drawn, by step.
const NEARER: [f32; 3] = [1.0, 1.6, 2.4];
/// Ways its colours are changed, the natural one among them.
const COLORS: u8 = 4;
/// Places that a key covers one after the other, in each direction.
const KEY_PLACES: usize = 3;

/// One trick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trick {
    /// Turned by one step more.
    Turn,
    /// Nearer, and at last as far away as it was.
    Nearer,
    /// Grey, in each other's colours, as a negative, and natural again.
    Colors,
    /// As it was.
    Undo,
}

impl Trick {
    /// All of them: name, icon, and key of what they are called.
    pub(super) const ALL: [(Self, &'static str, &'static str, &'static str); 4] = [
        (Self::Turn, "turn", "upside_down", "challenges-trick-turn"),
        (Self::Nearer, "nearer", "zoom", "challenges-trick-nearer"),
        (Self::Colors, "colors", "color", "challenges-trick-colors"),
        (Self::Undo, "undo", "undo", "challenges-trick-undo"),
    ];

    /// The control that does it.
    pub(super) fn control(name: &str) -> ControlName {
        ControlName::from(format!("challenges/trick/{name}"))
    }

    /// The trick of a control.
    pub(super) fn of(control: &ControlName) -> Option<Self> {
        let name = control.of_kind("challenges/trick")?;
        Self::ALL.into_iter().find(|(_, other, ..)| *other == name).map(|(trick, ..)| trick)
    }
}

/// The tricks that were done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Tricks {
    turns: u8,
    nearer: u8,
    colors: u8,
    /// The middle of the place that is covered, 0..1 from the left and the top.
    pub(super) covered: Option<Vec2>,
}

impl Tricks {
    /// One more.
    pub(super) fn play(&mut self, trick: Trick) {
        match trick {
            Trick::Turn => self.turns = (self.turns + 1) % TURNS,
            Trick::Nearer => self.nearer = (self.nearer + 1) % NEARER.len() as u8,
            Trick::Colors => self.colors = (self.colors + 1) % COLORS,
            Trick::Undo => *self = Self::default(),
        }
    }

    /// A key covers one place after the other, and at last none.
    pub(super) fn cover_next(&mut self) {
        let at = |place: usize| {
            let along = |index: usize| (index as f32 + 0.5) / KEY_PLACES as f32;
            Vec2::new(along(place % KEY_PLACES), along(place / KEY_PLACES))
        };
        let places = (0..KEY_PLACES * KEY_PLACES).map(at);
        self.covered = match self.covered {
            None => Some(at(0)),
            Some(covered) => places.skip_while(|place| place.distance(covered) > 1e-3).nth(1),
        };
    }

    /// A square picture after all of them.
    pub(super) fn done_to(&self, picture: &Picture) -> Picture {
        let side = picture.width().min(picture.height()) as usize;
        let (rgb, columns) = (picture.rgb(), picture.width() as usize);
        let angle = f32::from(self.turns) * std::f32::consts::TAU / f32::from(TURNS);
        let nearer = NEARER.get(usize::from(self.nearer)).copied().unwrap_or(1.0);
        let (sin, cos) = (angle.sin() / nearer, angle.cos() / nearer);
        let middle = (side as f32 - 1.0) / 2.0;
        let inside = |at: f32| (at + middle).round().clamp(0.0, side as f32 - 1.0) as usize;
        let mut altered = Vec::with_capacity(side * side * 3);
        for row in 0..side {
            for column in 0..side {
                let (x, y) = (column as f32 - middle, row as f32 - middle);
                // What lies outside repeats the edge: a corner of one colour would be a sign of its own.
                let (from_x, from_y) = (inside(cos * x + sin * y), inside(cos * y - sin * x));
                let at = (from_y * columns + from_x) * 3;
                altered.extend(self.colored([rgb[at], rgb[at + 1], rgb[at + 2]]));
            }
        }
        let altered = Picture::square(side as u32, altered);
        match self.covered {
            Some(place) => altered.covered(place.to_array(), CoverPicture::SHARE),
            None => altered,
        }
    }

    fn colored(&self, [red, green, blue]: [u8; 3]) -> [u8; 3] {
        match self.colors {
            // By how bright each seems (ITU-R BT.601).
            1 => [((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000) as u8; 3],
            2 => [green, blue, red],
            3 => [255 - red, 255 - green, 255 - blue],
            _ => [red, green, blue],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five by five, each place of its own colour.
    fn picture() -> Picture {
        Picture::square(5, (0..25).flat_map(|place| [place * 10, 100, place]).collect())
    }

    fn after(tricks: &[Trick]) -> Tricks {
        let mut done = Tricks::default();
        tricks.iter().for_each(|trick| done.play(*trick));
        done
    }

    fn reds(picture: &Picture) -> Vec<u8> {
        picture.rgb().chunks(3).map(|pixel| pixel[0] / 10).collect()
    }

    #[test]
    fn every_trick_alters_a_picture_and_comes_round_to_it() {
        let whole = picture();
        assert_eq!(Tricks::default().done_to(&whole), whole);
        for (trick, steps) in [(Trick::Turn, 8), (Trick::Nearer, 3), (Trick::Colors, 4)] {
            for step in 1..steps {
                assert_ne!(after(&vec![trick; step]).done_to(&whole), whole, "{trick:?} {step}");
            }
            assert_eq!(after(&vec![trick; steps]).done_to(&whole), whole, "{trick:?}");
        }
        assert_eq!(after(&[Trick::Turn, Trick::Colors, Trick::Undo]), Tricks::default());
    }

    #[test]
    fn a_quarter_turns_rows_into_columns_and_half_of_it_keeps_the_middle() {
        let quarter = reds(&after(&[Trick::Turn; 2]).done_to(&picture()));
        assert_eq!(quarter[..5], [20, 15, 10, 5, 0], "the left column is the upper row now");
        for tricks in [&[Trick::Turn][..], &[Trick::Nearer], &[Trick::Nearer, Trick::Turn]] {
            assert_eq!(reds(&after(tricks).done_to(&picture()))[12], 12);
        }
        assert!(!reds(&after(&[Trick::Nearer; 2]).done_to(&picture())).contains(&0), "its corner is outside");
    }

    #[test]
    fn a_key_covers_place_after_place_and_then_none() {
        let mut tricks = Tricks::default();
        let mut places = Vec::new();
        for _ in 0..9 {
            tricks.cover_next();
            places.push(tricks.covered.unwrap());
            assert_ne!(tricks.done_to(&picture()), picture());
        }
        tricks.cover_next();
        assert_eq!((tricks.covered, places[0] == places[8]), (None, false));
    }
}
