//! Fingers, the mouse and keys, as one thing: a contact on a control.
//!
//! Taps act on release, sliding off cancels, several fingers work at once. winit can lose the end of a touch, so a
//! contact that has not moved for [`LOST_TOUCH_SECS`] is cancelled, and all of them are when the window loses focus.
//! (Bevy's own pointers know neither holding nor a touch whose end was lost: `docs/decisions/0013-a-frame-to-fill.md`.)

use bevy::input::ButtonState;
use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::input_focus::{InputFocus, InputFocusVisible};
use bevy::prelude::*;
use bevy::ui::{ComputedStackIndex, UiGlobalTransform};
use bevy::window::{CursorMoved, WindowFocused};
use menagerie_core::prelude::*;

use crate::keys::{KeyUse, use_of_key};

/// The system is assumed to have lost a finger that has not moved for this long.
pub const LOST_TOUCH_SECS: f32 = 10.0;
/// With [`Access::tap_to_hold`], a touch shorter than this goes on holding after it ended.
const LATCHING_TAP_SECS: f32 = 0.6;

/// A node that takes every touch on it, so that what lies beneath is not touched.
#[derive(Component, Debug, Clone, Copy)]
pub struct TakesTouches;

/// What touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pointer {
    Finger(u64),
    Mouse,
    Key(KeyCode),
    /// Nothing touches it any more, but a tap has begun to hold it.
    Latched,
}

/// One thing that touches one control.
#[derive(Debug, Clone)]
struct Contact {
    pointer: Pointer,
    control: ControlName,
    began_secs: f64,
    moved_secs: f64,
    /// Whether letting go of it does something: not where it has to be held, nor once it was.
    acts_on_release: bool,
    /// Where on the control a finger or the mouse is, 0..1 from its left and its top.
    place: Option<Vec2>,
}

/// Everything that touches a control now.
#[derive(Resource, Debug, Default)]
pub struct Contacts {
    contacts: Vec<Contact>,
    cursor: Vec2,
    /// Where and when each finger and the mouse came down, pixels and seconds, and where it is.
    strokes: Vec<(Pointer, f64, [Vec2; 2])>,
}

impl Contacts {
    /// How long something has touched this control, seconds; `None`: nothing does.
    #[must_use]
    pub fn held_secs(&self, control: &ControlName, now_secs: f64) -> Option<f32> {
        let contact = self.contacts.iter().find(|contact| contact.control == *control)?;
        Some((now_secs - contact.began_secs) as f32)
    }

    /// Whether something touches this control.
    #[must_use]
    pub fn touches(&self, control: &ControlName) -> bool {
        self.contacts.iter().any(|contact| contact.control == *control)
    }

    /// Where on this control a finger or the mouse is, 0..1 from its left and its top; `None`: none is, perhaps a key.
    #[must_use]
    pub fn place_on(&self, control: &ControlName) -> Option<Vec2> {
        self.contacts.iter().filter(|contact| contact.control == *control).find_map(|contact| contact.place)
    }

    /// Whether a finger or the mouse touches something.
    pub(crate) fn by_hand(&self) -> bool {
        self.contacts.iter().any(|contact| matches!(contact.pointer, Pointer::Finger(_) | Pointer::Mouse))
    }
}

/// A finger, or the mouse held down, went quickly over the screen: to the left, which is forward, or to the right. What it came
/// down on is not activated, because it slid off.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swiped {
    /// Whether it went to the left.
    pub forward: bool,
}

/// How far it goes, share of the window's width, how much more across than up or down, and how long it takes at most, seconds.
const SWIPE_SHARE: f32 = 0.12;
const SWIPE_SLOPE: f32 = 2.0;
const SWIPE_SECS: f64 = 0.8;

/// What came of the contacts in this update.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Facts<'w> {
    pressed: MessageWriter<'w, Pressed>,
    released: MessageWriter<'w, Released>,
    activated: MessageWriter<'w, Activated>,
    swiped: MessageWriter<'w, Swiped>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Contacts>().init_resource::<WorkshopKey>().add_message::<Swiped>().add_systems(
        Update,
        (follow_contacts, finish_holds).chain().in_set(ExhibitSystems::Sense).in_set(ContactSystems),
    );
}

/// Where touches become presses, releases and activations: the beginning of [`ExhibitSystems::Sense`].
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContactSystems;

/// What happened to a pointer, wherever it came from.
enum Change {
    Down(Pointer, Vec2),
    Moved(Pointer, Vec2),
    Up(Pointer),
    Lost(Pointer),
    AllLost,
}

/// Turns raw input into presses and releases of controls.
/// Whether a key opens the workshop. In a kiosk visitors may find a keyboard.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WorkshopKey(pub(crate) bool);

impl Default for WorkshopKey {
    fn default() -> Self {
        Self(true)
    }
}

fn follow_contacts(
    mut touches: MessageReader<TouchInput>,
    mut buttons: MessageReader<MouseButtonInput>,
    mut cursors: MessageReader<CursorMoved>,
    mut keys: MessageReader<KeyboardInput>,
    mut focus: MessageReader<WindowFocused>,
    places: Query<(
        Option<&ControlName>,
        Has<TakesTouches>,
        &ComputedNode,
        &UiGlobalTransform,
        &InheritedVisibility,
        &ComputedStackIndex,
    )>,
    windows: Query<&Window>,
    classes: Res<Classes>,
    (focused, ring, workshop_key): (Res<InputFocus>, Res<InputFocusVisible>, Res<WorkshopKey>),
    names: Query<(&ControlName, Has<HoldToActivate>)>,
    (overlay, access, time): (Res<State<Overlay>>, Res<Access>, Res<Time>),
    mut contacts: ResMut<Contacts>,
    mut facts: Facts,
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
    // What has taken too long to be a swipe never becomes one; nor does a finger whose end was lost.
    contacts.strokes.retain(|(_, since, _)| now_secs - since < SWIPE_SECS);
    if *overlay.get() == Overlay::Workshop {
        // What lies over the screen takes every touch; what was touched before is let go of.
        keys.clear();
        contacts.end(|_| true, now_secs, false, &mut facts);
        return;
    }
    // The topmost thing under a finger: a control, or what takes its touches.
    let control_at = |position: Vec2, window: Entity| {
        let scale = windows.get(window).map_or(1.0, Window::scale_factor);
        places
            .iter()
            .filter(|(control, takes, ..)| control.is_some() || *takes)
            .filter(|(_, _, node, transform, visible, _)| {
                visible.get() && node.contains_point(**transform, position * scale)
            })
            .max_by_key(|(.., stack)| stack.0)
            .and_then(|(control, _, node, transform, ..)| {
                let place = node.normalize_point(*transform, position * scale)? + 0.5;
                control.map(|control| (control.clone(), place))
            })
    };
    let is_held = |control: &ControlName| names.iter().any(|(name, is_held)| name == control && is_held);
    // What must not happen by a passing touch is begun by a tap, too, and taken back by the next one while it fills.
    let latches = |control: &ControlName| access.tap_to_hold && (control.held_class().is_some() || is_held(control));
    for (change, window) in changes {
        let width = windows.get(window).map_or(f32::INFINITY, Window::width);
        if let Some(swiped) = contacts.follow_stroke(&change, now_secs, width) {
            facts.swiped.write(swiped);
        }
        match change {
            Change::Down(pointer, position) => {
                // One that comes down again was up in between: the end of its contact was lost.
                contacts.end(|contact| contact.pointer == pointer, now_secs, false, &mut facts);
                if let Some((control, place)) = control_at(position, window) {
                    let acts_on_release = !is_held(&control);
                    contacts.begin(pointer, control, acts_on_release, now_secs, &mut facts);
                    contacts.put(pointer, place);
                }
            }
            Change::Moved(pointer, position) => {
                let over = control_at(position, window);
                contacts.slide(pointer, over.as_ref().map(|(control, _)| control), now_secs, &mut facts);
                if let Some((_, place)) = over {
                    contacts.put(pointer, place);
                }
            }
            Change::Up(pointer) => contacts.lift(pointer, now_secs, latches, &mut facts),
            Change::Lost(pointer) => contacts.end(|contact| contact.pointer == pointer, now_secs, false, &mut facts),
            Change::AllLost => contacts.end(|_| true, now_secs, false, &mut facts),
        }
    }
    for key in keys.read().filter(|key| !key.repeat) {
        let pointer = Pointer::Key(key.key_code);
        match key.state {
            ButtonState::Pressed => {
                let control = match use_of_key(key.key_code, *overlay.get(), ring.0, &classes) {
                    Some(KeyUse::Control(control)) => Some(control),
                    Some(KeyUse::Choose) => {
                        focused.get().and_then(|focused| names.get(focused).ok()).map(|(name, _)| name.clone())
                    }
                    _ => None,
                };
                let control = control.filter(|control| workshop_key.0 || *control != ControlName::WORKSHOP);
                contacts.end(|contact| contact.pointer == pointer, now_secs, false, &mut facts);
                if let Some(control) = control {
                    // Staff's own key needs no holding; no visitor's hand comes upon it.
                    let acts_on_release = control == ControlName::WORKSHOP || !is_held(&control);
                    contacts.begin(pointer, control, acts_on_release, now_secs, &mut facts);
                }
            }
            ButtonState::Released => contacts.lift(pointer, now_secs, latches, &mut facts),
        }
    }
    let lost = |contact: &Contact| {
        matches!(contact.pointer, Pointer::Finger(_)) && now_secs - contact.moved_secs > f64::from(LOST_TOUCH_SECS)
    };
    contacts.end(lost, now_secs, false, &mut facts);
}

/// A control that has to be held works as soon as it was held long enough.
fn finish_holds(
    held: Query<(&ControlName, &HoldToActivate)>,
    time: Res<Time>,
    mut contacts: ResMut<Contacts>,
    mut facts: Facts,
) {
    let now_secs = time.elapsed_secs_f64();
    for (control, needed) in &held {
        let is_ripe =
            |contact: &Contact| contact.control == *control && now_secs - contact.began_secs >= f64::from(needed.0);
        if contacts.contacts.iter().any(is_ripe) {
            contacts.end(is_ripe, now_secs, false, &mut facts);
            facts.activated.write(Activated { control: control.clone() });
        }
    }
}

impl Contacts {
    /// Follows a finger from where it came down to where it goes up; what it was if it was a swipe.
    fn follow_stroke(&mut self, change: &Change, now_secs: f64, width: f32) -> Option<Swiped> {
        match change {
            Change::Down(pointer, position) => {
                self.strokes.retain(|(other, ..)| other != pointer);
                self.strokes.push((*pointer, now_secs, [*position; 2]));
                None
            }
            Change::Moved(pointer, position) => {
                let stroke = self.strokes.iter_mut().find(|(other, ..)| other == pointer)?;
                stroke.2[1] = *position;
                None
            }
            Change::Up(pointer) => {
                let place = self.strokes.iter().position(|(other, ..)| other == pointer)?;
                let (.., [from, to]) = self.strokes.swap_remove(place);
                let way = to - from;
                let is_swipe = way.x.abs() > SWIPE_SHARE * width && way.x.abs() > SWIPE_SLOPE * way.y.abs();
                is_swipe.then_some(Swiped { forward: way.x < 0.0 })
            }
            Change::Lost(pointer) => {
                self.strokes.retain(|(other, ..)| other != pointer);
                None
            }
            Change::AllLost => {
                self.strokes.clear();
                None
            }
        }
    }

    fn begin(
        &mut self,
        pointer: Pointer,
        control: ControlName,
        acts_on_release: bool,
        now_secs: f64,
        facts: &mut Facts,
    ) {
        // What a tap has begun to hold, the next one ends.
        if self.contacts.iter().any(|contact| contact.control == control && contact.pointer == Pointer::Latched) {
            return self.end(|contact| contact.control == control, now_secs, true, facts);
        }
        // A second finger on the same control changes nothing.
        if self.touches(&control) {
            return;
        }
        facts.pressed.write(Pressed { control: control.clone() });
        self.contacts.push(Contact {
            pointer,
            control,
            began_secs: now_secs,
            moved_secs: now_secs,
            acts_on_release,
            place: None,
        });
    }

    /// Where on its control a pointer is.
    fn put(&mut self, pointer: Pointer, place: Vec2) {
        for contact in self.contacts.iter_mut().filter(|contact| contact.pointer == pointer) {
            contact.place = Some(place);
        }
    }

    fn slide(&mut self, pointer: Pointer, over: Option<&ControlName>, now_secs: f64, facts: &mut Facts) {
        for contact in self.contacts.iter_mut().filter(|contact| contact.pointer == pointer) {
            contact.moved_secs = now_secs;
        }
        let slid_off = |contact: &Contact| contact.pointer == pointer && over != Some(&contact.control);
        self.end(slid_off, now_secs, false, facts);
    }

    /// A pointer goes up where it is.
    fn lift(&mut self, pointer: Pointer, now_secs: f64, latches: impl Fn(&ControlName) -> bool, facts: &mut Facts) {
        for contact in self.contacts.iter_mut().filter(|contact| contact.pointer == pointer) {
            let is_tap = now_secs - contact.began_secs < f64::from(LATCHING_TAP_SECS);
            if is_tap && latches(&contact.control) {
                contact.pointer = Pointer::Latched;
            }
        }
        self.end(|contact| contact.pointer == pointer, now_secs, true, facts);
    }

    fn end(&mut self, ends: impl Fn(&Contact) -> bool, now_secs: f64, inside: bool, facts: &mut Facts) {
        self.contacts.retain(|contact| {
            if ends(contact) {
                let held_secs = (now_secs - contact.began_secs) as f32;
                let control = contact.control.clone();
                facts.released.write(Released { control: control.clone(), held_secs, inside });
                if inside && contact.acts_on_release {
                    facts.activated.write(Activated { control });
                }
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

#[cfg(test)]
mod tests;
