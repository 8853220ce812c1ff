//! A visit: it begins when somebody touches the screen on which the exhibit waits, and ends when nobody is there any more.

use bevy::prelude::*;

use crate::screen::{CurrentScreen, Overlay, ScreenId};

/// Wish: this visit is over. What the visitor taught and chose is forgotten at once, nothing brings it back, and the exhibit waits
/// for the next one. Whoever keeps something of a visit forgets it on hearing this.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndVisit;

pub(super) fn plugin(app: &mut App) {
    app.add_message::<EndVisit>().add_systems(PreUpdate, wait_for_the_next);
}

fn wait_for_the_next(
    mut ended: MessageReader<EndVisit>,
    mut screen: ResMut<NextState<CurrentScreen>>,
    mut overlay: ResMut<NextState<Overlay>>,
) {
    if ended.read().count() > 0 {
        screen.set(CurrentScreen(ScreenId::ATTRACT));
        overlay.set(Overlay::None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_ends_where_the_next_one_begins() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, crate::CorePlugin));
        app.update();
        app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::Help);
        app.update();
        app.world_mut().write_message(EndVisit);
        app.update();
        assert_eq!(app.world().resource::<State<CurrentScreen>>().get().0, ScreenId::ATTRACT);
        assert_eq!(*app.world().resource::<State<Overlay>>().get(), Overlay::None);
    }
}
