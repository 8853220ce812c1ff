//! Which screens there are, which one is shown, and what lies over it.
//!
//! Screens are an open set: `app.register_screen(ScreenInfo { .. })` gives one its title, its icon and its place in the
//! menu. What a screen spawns leaves with it (`DespawnOnExit(CurrentScreen(ID))`); from everywhere one touch leads home.

use bevy::prelude::*;
use bevy::state::app::StatesPlugin;

/// A screen, by its name: an open set, so that others add their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScreenId(pub &'static str);

impl ScreenId {
    /// Where visitors teach and play: the first screen, and home.
    pub const PLAY: Self = Self("play");
    /// Where the exhibit waits for somebody to come. Nothing leads there but the end of a visit.
    pub const ATTRACT: Self = Self("attract");
}

/// The screen that is shown.
#[derive(States, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CurrentScreen(pub ScreenId);

impl Default for CurrentScreen {
    fn default() -> Self {
        Self(ScreenId::PLAY)
    }
}

/// What lies over the current screen, which is inactive meanwhile.
#[derive(States, Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// Language, and how the exhibit is best seen, heard and reached.
    Help,
    /// The keyboard on the screen, for a name.
    Keyboard,
    /// The workshop of teachers and staff.
    Workshop,
}

/// What the menu shows of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenInfo {
    /// Its name.
    pub id: ScreenId,
    /// Key of its title.
    pub title: &'static str,
    /// Its icon, a file in the folder of assets.
    pub icon: &'static str,
    /// Its place in the menu: lower numbers stand before higher ones.
    pub order: i32,
    /// The crate that brings it: `env!("CARGO_CRATE_NAME")`.
    pub owner: &'static str,
}

/// Every screen that was registered, in the order of the menu.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct Screens(Vec<ScreenInfo>);

impl Screens {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &ScreenInfo> {
        self.0.iter()
    }

    /// The one of this name.
    #[must_use]
    pub fn get(&self, id: ScreenId) -> Option<&ScreenInfo> {
        self.0.iter().find(|screen| screen.id == id)
    }

    /// Forgets the screens that this crate brought, and says which: it was switched off.
    pub(crate) fn forget(&mut self, owner: &str) -> Vec<ScreenId> {
        let (gone, stay) = std::mem::take(&mut self.0).into_iter().partition(|screen| screen.owner == owner);
        self.0 = stay;
        Vec::into_iter(gone).map(|screen| screen.id).collect()
    }

    fn add(&mut self, screen: ScreenInfo) {
        if self.get(screen.id).is_some() {
            warn!("the screen \"{}\" is registered twice; the second is left out", screen.id.0);
            return;
        }
        let place = self.0.partition_point(|other| other.order <= screen.order);
        self.0.insert(place, screen);
    }
}

/// Registering screens on the app.
pub trait RegisterScreen {
    /// Makes a screen known: it gets its place in the menu, and [`GoTo`] leads there.
    fn register_screen(&mut self, screen: ScreenInfo) -> &mut Self;
}

impl RegisterScreen for App {
    fn register_screen(&mut self, screen: ScreenInfo) -> &mut Self {
        self.init_resource::<Screens>();
        self.world_mut().resource_mut::<Screens>().add(screen);
        self
    }
}

/// Wish: show this screen.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoTo(pub ScreenId);

/// Wish: back to the first screen, with nothing over it.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoHome;

pub(super) fn plugin(app: &mut App) {
    // The engine brings it along; tests without an engine do not.
    if !app.is_plugin_added::<StatesPlugin>() {
        app.add_plugins(StatesPlugin);
    }
    app.init_state::<CurrentScreen>()
        .init_state::<Overlay>()
        .init_resource::<Screens>()
        .add_message::<GoTo>()
        .add_message::<GoHome>()
        .add_systems(PreUpdate, follow_wishes);
}

fn follow_wishes(
    mut screens_wished: MessageReader<GoTo>,
    mut home_wished: MessageReader<GoHome>,
    screens: Res<Screens>,
    shown: Res<State<CurrentScreen>>,
    mut screen: ResMut<NextState<CurrentScreen>>,
    mut overlay: ResMut<NextState<Overlay>>,
) {
    for GoTo(id) in screens_wished.read() {
        if screens.get(*id).is_some() {
            lead_to(*id, &shown, &mut screen);
        } else {
            warn!("there is no screen \"{}\"", id.0);
        }
    }
    if home_wished.read().count() > 0 {
        lead_to(CurrentScreen::default().0, &shown, &mut screen);
        overlay.set(Overlay::None);
    }
}

/// Whoever is there already stays: entered once more, the screen would be built anew.
fn lead_to(id: ScreenId, shown: &State<CurrentScreen>, screen: &mut NextState<CurrentScreen>) {
    if shown.get().0 == id {
        screen.reset();
    } else {
        screen.set(CurrentScreen(id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: ScreenId = ScreenId("lamp");

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, plugin));
        for (id, order) in [(LAMP, 20), (ScreenId::PLAY, 0), (ScreenId("early"), -1)] {
            app.register_screen(ScreenInfo { id, title: "title", icon: "icon.png", order, owner: "test" });
        }
        app
    }

    fn shown(app: &App) -> ScreenId {
        app.world().resource::<State<CurrentScreen>>().get().0
    }

    #[test]
    fn the_menu_is_what_was_registered_in_its_order() {
        let mut app = app();
        app.register_screen(ScreenInfo { id: LAMP, title: "again", icon: "icon.png", order: 0, owner: "test" });
        let names: Vec<_> = app.world().resource::<Screens>().iter().map(|screen| screen.id.0).collect();
        assert_eq!(names, ["early", "play", "lamp"]);
    }

    #[test]
    fn one_wish_leads_to_a_screen_and_one_home_from_everywhere() {
        let mut app = app();
        app.world_mut().write_message(GoTo(LAMP));
        app.update();
        assert_eq!(shown(&app), LAMP);
        app.world_mut().write_message(GoTo(ScreenId("nowhere")));
        app.update();
        assert_eq!(shown(&app), LAMP, "a screen that nobody registered is not shown");
        app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::Help);
        app.world_mut().write_message(GoHome);
        app.update();
        assert_eq!((shown(&app), *app.world().resource::<State<Overlay>>().get()), (ScreenId::PLAY, Overlay::None));
    }
}
