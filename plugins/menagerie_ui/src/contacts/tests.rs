//! Fingers, mouse and keys on one button, without a window system.

use std::time::Duration;

use bevy::input::keyboard::Key;
use bevy::time::TimeUpdateStrategy;
use bevy::ui::UiTransform;

use super::*;

fn green() -> ControlName {
    ControlName::hold(ClassId(0))
}

/// Middle of green's button, pixels.
const ON_GREEN: Vec2 = Vec2::new(100.0, 100.0);
const BESIDE: Vec2 = Vec2::new(300.0, 300.0);

/// An app with one button of 80 x 80 pixels, and its window.
fn app() -> (App, Entity) {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin, bevy::input_focus::InputFocusPlugin, plugin))
        .init_state::<Overlay>()
        .init_resource::<Classes>()
        .init_resource::<Access>()
        .add_message::<Pressed>()
        .add_message::<Released>()
        .add_message::<Activated>()
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(50)))
        .add_message::<TouchInput>()
        .add_message::<MouseButtonInput>()
        .add_message::<CursorMoved>()
        .add_message::<KeyboardInput>()
        .add_message::<WindowFocused>()
        .init_resource::<Seen>()
        .add_systems(Update, note.after(ContactSystems));
    app.world_mut().spawn((
        green(),
        ComputedNode { size: Vec2::splat(80.0), ..default() },
        UiTransform::IDENTITY,
        UiGlobalTransform::from_translation(ON_GREEN),
        InheritedVisibility::VISIBLE,
        ComputedStackIndex(1),
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
    seen.1.extend(released.read().cloned());
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
    for (state, repeat) in [(ButtonState::Pressed, false), (ButtonState::Pressed, true), (ButtonState::Released, false)]
    {
        app.world_mut().write_message(key(state, repeat));
        app.update();
    }
    let (pressed, released) = seen(&mut app);
    assert_eq!((pressed, released.len(), released[0].control.clone()), (1, 1, green()));
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

#[test]
fn where_a_finger_is_on_a_control_is_told_while_it_is_there() {
    let (mut app, window) = app();
    let place = |app: &App| app.world().resource::<Contacts>().place_on(&green());
    assert_eq!(place(&app), None);
    touch(&mut app, window, TouchPhase::Started, ON_GREEN - Vec2::new(40.0, 0.0) + 1.0);
    let near = |found: Option<Vec2>, x: f32, y: f32| (found.unwrap() - Vec2::new(x, y)).length() < 1e-4;
    assert!(near(place(&app), 1.0 / 80.0, 41.0 / 80.0), "{:?}", place(&app));
    touch(&mut app, window, TouchPhase::Moved, ON_GREEN + Vec2::new(20.0, -20.0));
    assert!(near(place(&app), 0.75, 0.25), "{:?}", place(&app));
    touch(&mut app, window, TouchPhase::Ended, ON_GREEN);
    assert_eq!(place(&app), None);
}

#[test]
fn a_quick_stroke_across_is_a_swipe_and_nothing_else_is() {
    let (mut app, window) = app();
    let mut stroke = |from: Vec2, way: Vec2, updates: usize| {
        touch(&mut app, window, TouchPhase::Started, from);
        touch(&mut app, window, TouchPhase::Moved, from + way);
        for _ in 0..updates {
            app.update();
        }
        touch(&mut app, window, TouchPhase::Ended, from + way);
        let swiped: Vec<Swiped> = app.world_mut().resource_mut::<Messages<Swiped>>().drain().collect();
        swiped.iter().map(|swiped| swiped.forward).collect::<Vec<bool>>()
    };
    assert_eq!(stroke(ON_GREEN, Vec2::new(-300.0, 40.0), 0), [true]);
    assert_eq!(stroke(BESIDE, Vec2::new(300.0, -40.0), 0), [false]);
    assert_eq!(stroke(BESIDE, Vec2::new(40.0, 0.0), 0), [] as [bool; 0], "too short");
    assert_eq!(stroke(BESIDE, Vec2::new(300.0, 200.0), 0), [] as [bool; 0], "not across");
    assert_eq!(stroke(BESIDE, Vec2::new(300.0, 0.0), 30), [] as [bool; 0], "too slow");
}

#[test]
fn where_visitors_may_find_a_keyboard_no_key_opens_the_workshop() {
    for opens in [true, false] {
        let (mut app, window) = app();
        app.insert_resource(WorkshopKey(opens));
        for state in [ButtonState::Pressed, ButtonState::Released] {
            let (key_code, logical_key) = (KeyCode::F2, Key::F2);
            app.world_mut().write_message(KeyboardInput {
                key_code,
                logical_key,
                state,
                text: None,
                repeat: false,
                window,
            });
            app.update();
        }
        assert_eq!(seen(&mut app).0, usize::from(opens));
    }
}
