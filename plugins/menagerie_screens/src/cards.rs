//! Which cards stand on the screen: up to six, the rest on further pages; laid anew when the classes change.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, Kit, ScreenLayout};

use crate::card;
use crate::card_layout::WIDEST;
use crate::rooms::{CardsPlace, GAP, Rooms, SIDE_BY_SIDE_UPRIGHT};

/// Cards that stand on a screen.
pub(crate) const CARDS: usize = 6;
/// The page of cards that is shown, 0 = first. May be beyond the last for a moment.
#[derive(Resource, Debug, Default)]
pub(crate) struct CardPage(pub(crate) usize);

/// What is written on a card that cannot change while it stands.
type Face = (ClassId, String, String, [u8; 3], bool);

/// What stands now: the room it was laid in, the page, the faces.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Laid {
    room: Option<(Entity, Vec2)>,
    page: usize,
    faces: Vec<Face>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<CardPage>();
}

/// Cards on this page, of so many classes.
pub(crate) fn on_page(page: usize, classes: usize) -> usize {
    classes.saturating_sub(page.saturating_mul(CARDS)).min(CARDS)
}

/// Number of pages for so many classes.
pub(crate) fn pages(classes: usize) -> usize {
    classes.div_ceil(CARDS).max(1)
}

/// Lays the cards when classes, page or room are others than those that stand.
pub(super) fn lay_cards(
    classes: Res<Classes>,
    mut page: ResMut<CardPage>,
    mut laid: Local<Laid>,
    place: Single<Entity, With<CardsPlace>>,
    kit: Kit,
    mut commands: Commands,
) {
    let last = pages(classes.0.len()) - 1;
    if page.0 > last {
        page.0 = last;
    }
    let faces = classes.0.iter().map(face).collect();
    let wanted = Laid { room: Some((*place, kit.layout.size)), page: page.0, faces };
    if *laid == wanted {
        return;
    }
    *laid = wanted;
    commands.entity(*place).despawn_related::<Children>();
    let shown: Vec<&Class> = classes.0.iter().skip(page.0 * CARDS).take(CARDS).collect();
    let grid = Grid::of(&kit.layout, shown.len());
    commands.entity(*place).with_children(|cards| {
        for (place, class) in shown.iter().enumerate() {
            card::spawn_card(cards, &kit, class, grid.corner(place), grid.card);
        }
    });
}

fn face(class: &Class) -> Face {
    (class.id, class.name.clone(), class.creature.clone(), class.color, class.enabled)
}

/// Where the cards stand in their place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Grid {
    cards: usize,
    columns: usize,
    pub(crate) rows: usize,
    pub(crate) card: Vec2,
    width: f32,
}

impl Grid {
    /// So many cards on a screen.
    pub(crate) fn of(layout: &ScreenLayout, cards: usize) -> Self {
        let room = Vec2::new(layout.size.x, Rooms::of(layout, cards).cards());
        let columns = match layout.arrangement {
            Arrangement::Landscape => cards.max(1),
            Arrangement::Portrait => cards.clamp(1, SIDE_BY_SIDE_UPRIGHT),
        };
        let rows = cards.div_ceil(columns).max(1);
        let gap = if columns > 4 { GAP } else { GAP * 2.0 };
        let width = ((room.x - gap * (columns as f32 + 1.0)) / columns as f32).min(WIDEST);
        let height = (room.y - GAP * rows as f32) / rows as f32;
        Self { cards, columns, rows, card: Vec2::new(width, height), width: room.x }
    }

    /// The upper left corner of a card.
    pub(crate) fn corner(&self, place: usize) -> Vec2 {
        let (row, column) = (place / self.columns, place % self.columns);
        let in_row = self.columns.min(self.cards - row * self.columns);
        let gap = if self.columns > 4 { GAP } else { GAP * 2.0 };
        let row_width = in_row as f32 * self.card.x + (in_row as f32 - 1.0) * gap;
        let left = (self.width - row_width) / 2.0 + column as f32 * (self.card.x + gap);
        Vec2::new(left, row as f32 * (self.card.y + GAP))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_to_six_cards_stand_beside_each_other_within_the_screen() {
        for (width, height) in [(338.0, 190.0), (260.0, 195.0), (190.0, 338.0), (195.0, 260.0)] {
            let arrangement = if width > height { Arrangement::Landscape } else { Arrangement::Portrait };
            let layout = ScreenLayout { size: Vec2::new(width, height), arrangement };
            for cards in 1..=CARDS {
                let grid = Grid::of(&layout, cards);
                let places: Vec<Rect> = (0..cards)
                    .map(|place| Rect::from_corners(grid.corner(place), grid.corner(place) + grid.card))
                    .collect();
                for (index, one) in places.iter().enumerate() {
                    assert!(one.min.min_element() >= 0.0 && one.max.x <= width, "{cards} on {width}: {one:?}");
                    for other in &places[index + 1..] {
                        assert!(one.intersect(*other).is_empty(), "{cards} on {width}: {one:?} {other:?}");
                    }
                }
                assert!(grid.card.x >= 40.0, "{cards} on {width}: {grid:?}");
            }
        }
    }

    #[test]
    fn further_classes_stand_on_further_pages() {
        assert_eq!([0, 1, 6, 7, 12, 13].map(pages), [1, 1, 1, 2, 2, 3]);
    }
}
