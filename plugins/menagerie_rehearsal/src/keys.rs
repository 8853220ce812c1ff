//! The keys that a script can press, by their names.

use bevy::input::keyboard::Key;
use bevy::prelude::KeyCode;

/// A key: where it lies, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScriptKey {
    pub(crate) code: KeyCode,
    pub(crate) logical: Key,
}

/// Keys that mean no letter.
const NAMED: [(&str, KeyCode, Key); 11] = [
    ("Tab", KeyCode::Tab, Key::Tab),
    ("Space", KeyCode::Space, Key::Space),
    ("Enter", KeyCode::Enter, Key::Enter),
    ("Escape", KeyCode::Escape, Key::Escape),
    ("Backspace", KeyCode::Backspace, Key::Backspace),
    ("Delete", KeyCode::Delete, Key::Delete),
    ("F2", KeyCode::F2, Key::F2),
    ("Left", KeyCode::ArrowLeft, Key::ArrowLeft),
    ("Right", KeyCode::ArrowRight, Key::ArrowRight),
    ("Up", KeyCode::ArrowUp, Key::ArrowUp),
    ("Down", KeyCode::ArrowDown, Key::ArrowDown),
];

/// Digits lie on keys of their own, which hold the classes.
const DIGITS: [KeyCode; 10] = [
    KeyCode::Digit0,
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

/// What a script may write, for those who wrote something else.
pub(crate) const KNOWN: &str =
    "a key is one letter or digit, Tab, Space, Enter, Escape, Backspace, Delete, F2, Left, Right, Up or Down";

/// The key of this name.
pub(crate) fn key_named(name: &str) -> Option<ScriptKey> {
    if let Some((_, code, logical)) = NAMED.iter().find(|(known, ..)| *known == name) {
        return Some(ScriptKey { code: *code, logical: logical.clone() });
    }
    let mut letters = name.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
    let digit = letter.to_digit(10).and_then(|digit| DIGITS.get(digit as usize));
    // Where a letter lies differs between keyboards; only what it means matters.
    let code = digit.copied().unwrap_or(KeyCode::Unidentified(bevy::input::keyboard::NativeKeyCode::Unidentified));
    Some(ScriptKey { code, logical: Key::Character(name.into()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_by_name_or_letter() {
        assert_eq!(key_named("Tab").unwrap().code, KeyCode::Tab);
        assert_eq!(key_named("3").unwrap().code, KeyCode::Digit3);
        assert_eq!(key_named("é").unwrap().logical, Key::Character("é".into()));
        assert_eq!((key_named("Tba"), key_named("")), (None, None));
    }
}
