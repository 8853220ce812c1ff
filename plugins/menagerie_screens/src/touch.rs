//! Fingers, the mouse and keys, as one thing: a contact on a control.
//!
//! Taps act on release, sliding off cancels, several fingers work at once. winit can lose the end of a touch, so a
//! contact that has not moved for [`LOST_TOUCH_SECS`] is cancelled, and all of them are when the window loses focus.

use bevy::input::ButtonState;
use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use bevy::window::{CursorMoved, WindowFocused};
use menagerie_core::prelude::*;

/// A finger that has not moved for this long was lost by the system.
pub const LOST_TOUCH_SECS: f32 = 10.0;

/// What touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pointer {
    Finger(u64),
    Mouse,
    Key(KeyCode),
}

/// One thing that touches one control.
#[derive(Debug, Clone)]
struct Contact {
    pointer: Pointer,
    control: ControlId,
    began_secs: f32,
    moved_secs: f32,
}

/// Everything that touches a control now.
#[derive(Resource, Debug, Default)]
pub(crate) struct Contacts {
    contacts: Vec<Contact>,
    cursor: Vec2,
}

impl Contacts {
    /// Whether something touches this control.
    pub(crate) fn touches(&self, control: ControlId) -> bool {
        self.contacts.iter().any(|contact| contact.control == control)
    }
}

/// A control was touched.
#[derive(Message, Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pressed {
    pub(crate) control: ControlId,
}

/// A control was let go of.
#[derive(Message, Debug, Clone, Copy, PartialEq)]
pub(crate) struct Released {
    pub(crate) control: ControlId,
    /// Seconds it was touched.
    pub(crate) held_secs: f32,
    /// Whether the touch ended on it; `false` when it slid off or was lost.
    pub(crate) inside: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Contacts>().add_message::<Pressed>().add_message::<Released>();
}

/// What happened to a pointer, wherever it came from.
enum Change {
    Down(Pointer, Vec2),
    Moved(Pointer, Vec2),
    Up(Pointer),
    Lost(Pointer),
    AllLost,
}

/// Turns raw input into presses and releases of controls.
pub(super) fn follow_contacts(
    mut touches: MessageReader<TouchInput>,
    mut buttons: MessageReader<MouseButtonInput>,
    mut cursors: MessageReader<CursorMoved>,
    mut keys: MessageReader<KeyboardInput>,
    mut focus: MessageReader<WindowFocused>,
    places: Query<(&ControlPlace, &ComputedNode, &UiGlobalTransform, &InheritedVisibility)>,
    windows: Query<&Window>,
    time: Res<Time>,
    mut contacts: ResMut<Contacts>,
    mut pressed: MessageWriter<Pressed>,
    mut released: MessageWriter<Released>,
) {
    let mut changes: Vec<(Change, Entity)> = Vec::new();
    changes.extend(touches.read().map(|touch| (change_of_touch(touch), touch.window)));
    for moved in cursors.read() {
        contacts.cursor = moved.position;
        changes.push((Change::Moved(Pointer::Mouse, moved.position), moved.window));
    }
    for button in buttons.read().filter(|button| button.button == MouseButton::Left) {
        let change = match button.state {
            ButtonState::Pressed => Change::Down(Pointer::Mouse, contacts.cursor),
            ButtonState::Released => Change::Up(Pointer::Mouse),
        };
        changes.push((change, button.window));
    }
    changes.extend(focus.read().filter(|focus| !focus.focused).map(|focus| (Change::AllLost, focus.window)));

    let now_secs = time.elapsed_secs();
    let control_at = |position: Vec2, window: Entity| {
        let scale = windows.get(window).map_or(1.0, Window::scale_factor);
        places
            .iter()
            .find(|(_, node, transform, visible)| visible.get() && node.contains_point(**transform, position * scale))
            .map(|(place, ..)| place.0)
    };
    for (change, window) in changes {
        match change {
            Change::Down(pointer, position) => {
                if let Some(control) = control_at(position, window) {
                    contacts.begin(pointer, control, now_secs, &mut pressed);
                }
            }
            Change::Moved(pointer, position) => {
                let over = control_at(position, window);
                contacts.slide(pointer, over, now_secs, &mut released);
            }
            Change::Up(pointer) => contacts.end(|contact| contact.pointer == pointer, now_secs, true, &mut released),
            Change::Lost(pointer) => contacts.end(|contact| contact.pointer == pointer, now_secs, false, &mut released),
            Change::AllLost => contacts.end(|_| true, now_secs, false, &mut released),
        }
    }
    for key in keys.read().filter(|key| !key.repeat) {
        let Some(control) = control_of_key(key.key_code) else { continue };
        let pointer = Pointer::Key(key.key_code);
        match key.state {
            ButtonState::Pressed => contacts.begin(pointer, control, now_secs, &mut pressed),
            ButtonState::Released => contacts.end(|contact| contact.pointer == pointer, now_secs, true, &mut released),
        }
    }
    let lost = |contact: &Contact| {
        matches!(contact.pointer, Pointer::Finger(_)) && now_secs - contact.moved_secs > LOST_TOUCH_SECS
    };
    contacts.end(lost, now_secs, false, &mut released);
}

impl Contacts {
    fn begin(&mut self, pointer: Pointer, control: ControlId, now_secs: f32, pressed: &mut MessageWriter<Pressed>) {
        // A second finger on the same control, or a pointer whose end was lost, changes nothing.
        if self.contacts.iter().any(|contact| contact.pointer == pointer || contact.control == control) {
            return;
        }
        self.contacts.push(Contact { pointer, control, began_secs: now_secs, moved_secs: now_secs });
        pressed.write(Pressed { control });
    }

    fn slide(
        &mut self,
        pointer: Pointer,
        over: Option<ControlId>,
        now_secs: f32,
        released: &mut MessageWriter<Released>,
    ) {
        for contact in self.contacts.iter_mut().filter(|contact| contact.pointer == pointer) {
            contact.moved_secs = now_secs;
        }
        self.end(|contact| contact.pointer == pointer && over != Some(contact.control), now_secs, false, released);
    }

    fn end(
        &mut self,
        ends: impl Fn(&Contact) -> bool,
        now_secs: f32,
        inside: bool,
        released: &mut MessageWriter<Released>,
    ) {
        self.contacts.retain(|contact| {
            if ends(contact) {
                let held_secs = now_secs - contact.began_secs;
                released.write(Released { control: contact.control, held_secs, inside });
            }
            !ends(contact)
        });
    }
}

fn change_of_touch(touch: &TouchInput) -> Change {
    let finger = Pointer::Finger(touch.id);
    match touch.phase {
        TouchPhase::Started => Change::Down(finger, touch.position),
        TouchPhase::Moved => Change::Moved(finger, touch.position),
        TouchPhase::Ended => Change::Up(finger),
        TouchPhase::Canceled => Change::Lost(finger),
    }
}

/// The control a key stands for: 1 to 9 hold the classes, Delete starts over.
fn control_of_key(key: KeyCode) -> Option<ControlId> {
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
    match key {
        KeyCode::Delete | KeyCode::Backspace => Some(ControlId::Reset),
        _ => DIGITS.iter().position(|digit| *digit == key).map(|place| ControlId::Hold(ClassId(place as u16))),
    }
}
