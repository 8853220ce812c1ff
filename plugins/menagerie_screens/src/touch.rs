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

/// The system is assumed to have lost a finger that has not moved for this long.
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
    began_secs: f64,
    moved_secs: f64,
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
    classes: Res<Classes>,
    overlay: Res<State<Overlay>>,
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

    let now_secs = time.elapsed_secs_f64();
    if *overlay.get() != Overlay::None {
        // What lies over the screen takes every touch; what was touched before is let go of.
        keys.clear();
        contacts.end(|_| true, now_secs, false, &mut released);
        return;
    }
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
                // One that comes down again was up in between: the end of its contact was lost.
                contacts.end(|contact| contact.pointer == pointer, now_secs, false, &mut released);
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
        let Some(control) = control_of_key(key.key_code, &classes) else { continue };
        let pointer = Pointer::Key(key.key_code);
        match key.state {
            ButtonState::Pressed => {
                contacts.end(|contact| contact.pointer == pointer, now_secs, false, &mut released);
                contacts.begin(pointer, control, now_secs, &mut pressed);
            }
            ButtonState::Released => contacts.end(|contact| contact.pointer == pointer, now_secs, true, &mut released),
        }
    }
    let lost = |contact: &Contact| {
        matches!(contact.pointer, Pointer::Finger(_)) && now_secs - contact.moved_secs > f64::from(LOST_TOUCH_SECS)
    };
    contacts.end(lost, now_secs, false, &mut released);
}

impl Contacts {
    fn begin(&mut self, pointer: Pointer, control: ControlId, now_secs: f64, pressed: &mut MessageWriter<Pressed>) {
        // A second finger on the same control changes nothing.
        if self.contacts.iter().any(|contact| contact.control == control) {
            return;
        }
        self.contacts.push(Contact { pointer, control, began_secs: now_secs, moved_secs: now_secs });
        pressed.write(Pressed { control });
    }

    fn slide(
        &mut self,
        pointer: Pointer,
        over: Option<ControlId>,
        now_secs: f64,
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
        now_secs: f64,
        inside: bool,
        released: &mut MessageWriter<Released>,
    ) {
        self.contacts.retain(|contact| {
            if ends(contact) {
                let held_secs = (now_secs - contact.began_secs) as f32;
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

/// The control a key stands for: 1 to 9 hold the classes, Delete starts over, F2 opens the workshop.
fn control_of_key(key: KeyCode, classes: &Classes) -> Option<ControlId> {
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
        KeyCode::F2 => Some(ControlId::Workshop),
        _ => {
            let place = DIGITS.iter().position(|digit| *digit == key)?;
            classes.0.get(place).map(|class| ControlId::Hold(class.id))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bevy::input::keyboard::Key;
    use bevy::time::TimeUpdateStrategy;
    use bevy::ui::UiTransform;

    use super::*;

    const GREEN: ControlId = ControlId::Hold(ClassId(0));
    /// Middle of green's button, pixels.
    const ON_GREEN: Vec2 = Vec2::new(100.0, 100.0);
    const BESIDE: Vec2 = Vec2::new(300.0, 300.0);

    /// An app with one button of 80 x 80 pixels, and its window.
    fn app() -> (App, Entity) {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin, plugin))
            .init_state::<Overlay>()
            .init_resource::<Classes>()
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(50)))
            .add_message::<TouchInput>()
            .add_message::<MouseButtonInput>()
            .add_message::<CursorMoved>()
            .add_message::<KeyboardInput>()
            .add_message::<WindowFocused>()
            .init_resource::<Seen>()
            .add_systems(Update, (follow_contacts, note).chain());
        app.world_mut().spawn((
            ControlPlace(GREEN),
            ComputedNode { size: Vec2::splat(80.0), ..default() },
            UiTransform::IDENTITY,
            UiGlobalTransform::from_translation(ON_GREEN),
            InheritedVisibility::VISIBLE,
        ));
        let window = app.world_mut().spawn(Window::default()).id();
        app.update();
        (app, window)
    }

    fn touch(app: &mut App, window: Entity, phase: TouchPhase, position: Vec2) {
        app.world_mut().write_message(TouchInput { phase, position, window, force: None, id: 7 });
        app.update();
    }

    /// What was pressed and released.
    #[derive(Resource, Default)]
    struct Seen(usize, Vec<Released>);

    fn note(mut pressed: MessageReader<Pressed>, mut released: MessageReader<Released>, mut seen: ResMut<Seen>) {
        seen.0 += pressed.read().count();
        seen.1.extend(released.read());
    }

    /// What was pressed and released since this was asked last.
    fn seen(app: &mut App) -> (usize, Vec<Released>) {
        let Seen(pressed, released) = std::mem::take(&mut *app.world_mut().resource_mut::<Seen>());
        (pressed, released)
    }

    #[test]
    fn a_finger_presses_and_lets_go() {
        let (mut app, window) = app();
        touch(&mut app, window, TouchPhase::Started, ON_GREEN);
        assert_eq!(seen(&mut app), (1, vec![]));
        app.update();
        touch(&mut app, window, TouchPhase::Ended, ON_GREEN);
        let (_, released) = seen(&mut app);
        assert!(released[0].inside && (released[0].held_secs - 0.1).abs() < 1e-4, "{released:?}");
    }

    #[test]
    fn sliding_off_lets_go_outside_and_coming_back_does_not_press_again() {
        let (mut app, window) = app();
        touch(&mut app, window, TouchPhase::Started, ON_GREEN);
        touch(&mut app, window, TouchPhase::Moved, BESIDE);
        touch(&mut app, window, TouchPhase::Moved, ON_GREEN);
        touch(&mut app, window, TouchPhase::Ended, ON_GREEN);
        let (pressed, released) = seen(&mut app);
        assert_eq!((pressed, released.len(), released[0].inside), (1, 1, false));
    }

    #[test]
    fn a_touch_whose_end_was_lost_is_cancelled_after_ten_seconds() {
        let (mut app, window) = app();
        touch(&mut app, window, TouchPhase::Started, ON_GREEN);
        for _ in 0..190 {
            app.update();
        }
        assert_eq!(seen(&mut app).1, [], "not yet");
        for _ in 0..20 {
            app.update();
        }
        let (_, released) = seen(&mut app);
        assert!(!released[0].inside && released[0].held_secs > LOST_TOUCH_SECS, "{released:?}");
    }

    /// Or a tap beside it would end on it: lost on "Start over", that forgot everything.
    #[test]
    fn a_finger_that_comes_again_ends_its_lost_contact_as_lost() {
        let (mut app, window) = app();
        touch(&mut app, window, TouchPhase::Started, ON_GREEN);
        touch(&mut app, window, TouchPhase::Started, BESIDE);
        touch(&mut app, window, TouchPhase::Ended, BESIDE);
        let (pressed, released) = seen(&mut app);
        assert_eq!((pressed, released.len(), released[0].inside), (1, 1, false), "{released:?}");
        // On the control itself it presses anew.
        touch(&mut app, window, TouchPhase::Started, ON_GREEN);
        touch(&mut app, window, TouchPhase::Started, ON_GREEN);
        touch(&mut app, window, TouchPhase::Ended, ON_GREEN);
        let (pressed, released) = seen(&mut app);
        let inside: Vec<bool> = released.iter().map(|released| released.inside).collect();
        assert_eq!((pressed, inside), (2, vec![false, true]));
    }

    #[test]
    fn the_mouse_and_the_keys_press_too() {
        let (mut app, window) = app();
        app.world_mut().write_message(CursorMoved { window, position: ON_GREEN, delta: None });
        for state in [ButtonState::Pressed, ButtonState::Released] {
            app.world_mut().write_message(MouseButtonInput { button: MouseButton::Left, state, window });
            app.update();
        }
        let (pressed, released) = seen(&mut app);
        assert_eq!((pressed, released.len(), released[0].inside), (1, 1, true));

        let key = |state, repeat| KeyboardInput {
            key_code: KeyCode::Digit1,
            logical_key: Key::Character("1".into()),
            state,
            text: None,
            repeat,
            window,
        };
        for (state, repeat) in
            [(ButtonState::Pressed, false), (ButtonState::Pressed, true), (ButtonState::Released, false)]
        {
            app.world_mut().write_message(key(state, repeat));
            app.update();
        }
        let (pressed, released) = seen(&mut app);
        assert_eq!((pressed, released.len(), released[0].control), (1, 1, GREEN));
    }

    #[test]
    fn losing_the_window_lets_go_of_everything() {
        let (mut app, window) = app();
        touch(&mut app, window, TouchPhase::Started, ON_GREEN);
        app.world_mut().write_message(WindowFocused { window, focused: false });
        app.update();
        let (_, released) = seen(&mut app);
        assert!(!released[0].inside);
    }
}
