//! Keyboard and switches: what is focused, and what a key does.
//!
//! Tab, Space and the arrows step from control to control, Enter presses the focused one for as long as it is down. Two
//! switches work the same way: most interfaces for them send Space (step) and Enter (choose). The ring shows as soon as a
//! key steps, and goes when something is touched.

use bevy::input::ButtonState;
use bevy::input::keyboard::KeyboardInput;
use bevy::input_focus::directional_navigation::DirectionalNavigationPlugin;
use bevy::input_focus::tab_navigation::{NavAction, TabGroup, TabNavigation, TabNavigationError};
use bevy::input_focus::{FocusCause, InputFocus, InputFocusPlugin, InputFocusVisible};
use bevy::prelude::*;
use bevy::ui::auto_directional_navigation::AutoDirectionalNavigator;
use menagerie_core::prelude::*;

use crate::contacts::{ContactSystems, Contacts};
use crate::keys::{KeyUse, use_of_key};
use crate::layout::mm;
use crate::palette::Palette;

/// Width of the ring, and its distance from what it is around, units.
const RING: (f32, f32) = (1.4, 0.8);

pub(super) fn plugin(app: &mut App) {
    // Bevy's own plugins bring the first where there is an engine.
    if !app.is_plugin_added::<InputFocusPlugin>() {
        app.add_plugins(InputFocusPlugin);
    }
    app.add_plugins(DirectionalNavigationPlugin)
        .add_systems(Update, step_focus.in_set(ExhibitSystems::Sense).before(ContactSystems))
        .add_systems(Update, (hide_ring, show_ring).chain().in_set(ExhibitSystems::Present));
}

/// Moves the focus as keys ask for it.
fn step_focus(
    mut keys: MessageReader<KeyboardInput>,
    held: Res<ButtonInput<KeyCode>>,
    overlay: Res<State<Overlay>>,
    classes: Res<Classes>,
    controls: Query<(), With<ControlName>>,
    tabs: TabNavigation,
    groups: Query<(Entity, &TabGroup)>,
    parents: Query<&ChildOf>,
    mut sides: AutoDirectionalNavigator,
    mut visible: ResMut<InputFocusVisible>,
    (mut home, mut leave): (MessageWriter<GoHome>, ResMut<NextState<Overlay>>),
) {
    if *overlay.get() == Overlay::Workshop {
        return keys.clear();
    }
    for key in keys.read().filter(|key| key.state == ButtonState::Pressed) {
        let focus = &mut sides.manual_directional_navigation.focus;
        // What lies over the screen keeps the focus; what was focused may have gone with its screen.
        let sheet = groups.iter().find(|(_, group)| group.modal).map(|(sheet, _)| sheet);
        let is_reachable = |focused: Entity| {
            controls.contains(focused)
                && sheet.is_none_or(|sheet| parents.iter_ancestors(focused).any(|ancestor| ancestor == sheet))
        };
        if focus.get().is_some_and(|focused| !is_reachable(focused)) {
            focus.clear();
        }
        let step = |focus: &mut InputFocus, action: NavAction| {
            let found = match sheet {
                Some(sheet) if focus.get().is_none() => tabs.initialize(sheet, action),
                _ => tabs.navigate(focus, action),
            };
            // Where nothing can be focused nothing is.
            if let Ok(entity) | Err(TabNavigationError::NoTabGroupForCurrentFocus { new_focus: entity, .. }) = found {
                focus.set(entity, FocusCause::Navigated);
            }
        };
        match use_of_key(key.key_code, *overlay.get(), visible.0, &classes) {
            Some(KeyUse::Step(action)) => {
                let back = held.pressed(KeyCode::ShiftLeft) || held.pressed(KeyCode::ShiftRight);
                step(focus, if back { NavAction::Previous } else { action });
                visible.0 = true;
            }
            Some(KeyUse::Towards(side)) => {
                if focus.get().is_none() {
                    step(focus, NavAction::First);
                } else if let Err(error) = sides.navigate(side) {
                    debug!("the focus stays: {error}");
                }
                visible.0 = true;
            }
            Some(KeyUse::Leave) if *overlay.get() == Overlay::None => {
                home.write(GoHome);
            }
            Some(KeyUse::Leave) => leave.set(Overlay::None),
            Some(KeyUse::Control(_) | KeyUse::Choose) | None => {}
        }
    }
}

/// Somebody who touches the screen needs no ring.
fn hide_ring(contacts: Res<Contacts>, mut pressed: MessageReader<Pressed>, mut visible: ResMut<InputFocusVisible>) {
    if pressed.read().count() > 0 && contacts.by_hand() && visible.0 {
        visible.0 = false;
    }
}

/// The ring around what is focused.
fn show_ring(
    focus: Res<InputFocus>,
    visible: Res<InputFocusVisible>,
    palette: Res<Palette>,
    mut ringed: Local<Option<Entity>>,
    mut commands: Commands,
) {
    let wanted = focus.get().filter(|_| visible.0);
    if *ringed == wanted {
        return;
    }
    if let Some(before) = ringed.take()
        && let Ok(mut before) = commands.get_entity(before)
    {
        before.try_remove::<Outline>();
    }
    if let Some(now) = wanted
        && let Ok(mut entity) = commands.get_entity(now)
    {
        entity.try_insert(Outline::new(mm(RING.0), mm(RING.1), palette.focus));
        *ringed = Some(now);
    }
}
