//! Which screen is shown, and what lies over it: Bevy states. What a screen spawns leaves with it (`DespawnOnExit`).

use bevy::prelude::*;
use bevy::state::app::StatesPlugin;

/// A screen, by its name: an open set, so that others add their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScreenId(pub &'static str);

impl ScreenId {
    /// Where visitors teach and play.
    pub const PLAY: Self = Self("play");
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
    /// The workshop of teachers and staff.
    Workshop,
}

pub(super) fn plugin(app: &mut App) {
    // The engine brings it along; tests without an engine do not.
    if !app.is_plugin_added::<StatesPlugin>() {
        app.add_plugins(StatesPlugin);
    }
    app.init_state::<CurrentScreen>().init_state::<Overlay>();
}
