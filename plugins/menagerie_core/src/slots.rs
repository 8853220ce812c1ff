//! Named places on a screen. A screen makes a place, whoever has something to show there fills it, and nobody positions
//! anything on a canvas:
//!
//! ```
//! # use bevy::prelude::*;
//! # use menagerie_core::prelude::*;
//! fn hang_lamp(places: Query<(Entity, &SlotPlace), Added<SlotPlace>>, mut commands: Commands) {
//!     for (place, SlotPlace(slot)) in &places {
//!         if *slot == SlotId::BESIDE_MIRROR {
//!             commands.entity(place).with_child((SlotOrder(10), Node::default()));
//!         }
//!     }
//! }
//! ```
//!
//! What is in a place goes with it: it is asked for again when the place comes again.

use bevy::prelude::*;
use menagerie_lesson::ClassId;

/// A place, by its name: an open set, so that a screen of somebody else's has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotId {
    /// A place of which there is one on a screen.
    Named(&'static str),
    /// The place on a class's card for outputs beside its creature.
    Card(ClassId),
}

impl SlotId {
    /// Over the mirror's picture.
    pub const MIRROR: Self = Self::Named("mirror");
    /// Beside the mirror.
    pub const BESIDE_MIRROR: Self = Self::Named("beside the mirror");
    /// At the beginning of the bar below the mirror: for what is touched. What stands there keeps what follows at a distance.
    pub const BAR: Self = Self::Named("bar");
    /// Over everything on the screen.
    pub const ABOVE_ALL: Self = Self::Named("above all");
}

/// A UI node that is this place.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotPlace(pub SlotId);

/// What stands in a place, in the order of these numbers; what has none stands first.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SlotOrder(pub i32);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, put_in_order);
}

/// Puts what came into a place among the rest.
fn put_in_order(mut places: Query<&mut Children, (With<SlotPlace>, Changed<Children>)>, orders: Query<&SlotOrder>) {
    let order = |entity: &Entity| orders.get(*entity).copied().unwrap_or_default();
    for mut children in &mut places {
        if !children.is_sorted_by_key(&order) {
            children.sort_by_key(order);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_into_a_place_stands_in_its_order() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, plugin));
        let place = app.world_mut().spawn(SlotPlace(SlotId::BESIDE_MIRROR)).id();
        let stand = |app: &mut App, order: i32| app.world_mut().spawn((SlotOrder(order), ChildOf(place))).id();
        let (late, early, between) = (stand(&mut app, 30), stand(&mut app, 10), stand(&mut app, 20));
        app.update();
        let standing: Vec<Entity> = app.world().get::<Children>(place).unwrap().to_vec();
        assert_eq!(standing, [early, between, late]);
    }
}
