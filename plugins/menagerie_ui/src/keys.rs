//! What each key of a keyboard does, and so what the two switches do that speak as keys.

use bevy::input_focus::tab_navigation::NavAction;
use bevy::math::CompassOctant;
use bevy::prelude::*;
use menagerie_core::prelude::*;

/// What a key is for.
pub(crate) enum KeyUse {
    /// To press this control.
    Control(ControlName),
    /// To press what is focused.
    Choose,
    /// To step to the next control, or the one before.
    Step(NavAction),
    /// To step to the neighbour on this side.
    Towards(CompassOctant),
    /// To close what lies over the screen, or to go home.
    Leave,
}

/// What a key is for: 1 to 9 hold the classes, Delete starts over, F2 opens the workshop. While a name is typed, keys are
/// its letters; a space too, unless somebody steps (`steps`: the ring shows), as with two switches.
pub(crate) fn use_of_key(key: KeyCode, overlay: Overlay, steps: bool, classes: &Classes) -> Option<KeyUse> {
    const DIGITS: [KeyCode; 9] = [
        KeyCode::Digit1,
        KeyCode::Digit2,
        KeyCode::Digit3,
        KeyCode::Digit4,
        KeyCode::Digit5,
        KeyCode::Digit6,
        KeyCode::Digit7,
        KeyCode::Digit8,
        KeyCode::Digit9,
    ];
    let types = overlay == Overlay::Keyboard && !steps;
    Some(match key {
        KeyCode::Tab => KeyUse::Step(NavAction::Next),
        KeyCode::Space if !types => KeyUse::Step(NavAction::Next),
        KeyCode::ArrowLeft => KeyUse::Towards(CompassOctant::West),
        KeyCode::ArrowRight => KeyUse::Towards(CompassOctant::East),
        KeyCode::ArrowUp => KeyUse::Towards(CompassOctant::North),
        KeyCode::ArrowDown => KeyUse::Towards(CompassOctant::South),
        KeyCode::Enter | KeyCode::NumpadEnter => KeyUse::Choose,
        KeyCode::Escape => KeyUse::Leave,
        KeyCode::F2 => KeyUse::Control(ControlName::WORKSHOP),
        KeyCode::Delete if overlay == Overlay::None => KeyUse::Control(ControlName::START_OVER),
        _ if overlay == Overlay::None => {
            let place = DIGITS.iter().position(|digit| *digit == key)?;
            KeyUse::Control(ControlName::hold(classes.0.get(place)?.id))
        }
        _ => return None,
    })
}
