//! Touches reach the workshop in a window and off the screen, and nothing happens while it is closed.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::sync::Arc;
use std::time::Duration;

use bevy::asset::AssetPlugin;
use bevy::camera::{ImageRenderTarget, RenderTarget, RenderTargetInfo};
use bevy::input::ButtonState;
use bevy::input::InputPlugin;
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use bevy::window::{CursorMoved, CursorOptions, PrimaryWindow, WindowPlugin, WindowResolution};
use menagerie_core::CorePlugin;
use menagerie_core::prelude::*;
use menagerie_core::words::Language;
use menagerie_operator::{OperatorPlugin, OperatorSettings};

const SIZE: UVec2 = UVec2::new(1280, 720);

/// Says of each sentence the last word of its key: as short as real words, which stand in files of another room.
struct LastWords;

impl Phrasebook for LastWords {
    fn phrase(&self, key: &str, _args: menagerie_core::lesson::Args) -> String {
        key.rsplit('-').next().unwrap_or(key).to_owned()
    }
}

/// An app with the workshop, which draws into a window or into a picture, but has no graphics card.
fn app(off_screen: bool) -> App {
    let mut app = App::new();
    let window =
        Window { resolution: WindowResolution::new(SIZE.x, SIZE.y).with_scale_factor_override(1.0), ..default() };
    app.add_plugins((
        MinimalPlugins,
        AssetPlugin::default(),
        InputPlugin,
        WindowPlugin { primary_window: Some(window), ..default() },
    ))
    .init_asset::<Image>()
    .init_asset::<Shader>()
    .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(50)))
    .add_plugins((CorePlugin, OperatorPlugin { settings: OperatorSettings::default() }));
    let language = Language { id: "en".into(), own_name: "English".into(), book: Arc::new(LastWords) };
    app.insert_resource(Words::new(vec![language]));
    let target = if off_screen {
        RenderTarget::Image(ImageRenderTarget { handle: Handle::default(), scale_factor: 1.0 })
    } else {
        RenderTarget::default()
    };
    let mut camera = Camera::default();
    camera.computed.target_info = Some(RenderTargetInfo { physical_size: SIZE, scale_factor: 1.0 });
    app.world_mut().spawn((camera, target));
    app.finish();
    app.cleanup();
    for _ in 0..3 {
        app.update();
    }
    app
}

fn open(app: &mut App) {
    app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::Workshop);
    for _ in 0..3 {
        app.update();
    }
}

fn window(app: &mut App) -> Entity {
    app.world_mut().query_filtered::<Entity, With<PrimaryWindow>>().single(app.world()).unwrap()
}

/// Middle of a control, pixels of the window.
fn centre(app: &App, name: &str) -> Vec2 {
    let controls = app.world().resource::<WorkshopControls>();
    let rect = controls.0.get(name).unwrap_or_else(|| panic!("{name} is missing: {:?}", controls.0.keys()));
    rect.center()
}

fn touch(app: &mut App, id: u64, phase: TouchPhase, position: Vec2) {
    let window = window(app);
    app.world_mut().write_message(TouchInput { phase, position, window, force: None, id });
    app.update();
}

fn tap(app: &mut App, id: u64, name: &str) {
    let position = centre(app, name);
    touch(app, id, TouchPhase::Started, position);
    touch(app, id, TouchPhase::Ended, position);
    app.update();
}

fn wishes<M: Message>(app: &mut App) -> Vec<M> {
    app.world_mut().resource_mut::<Messages<M>>().drain().collect()
}

#[test]
fn a_finger_works_in_a_window_and_off_the_screen() {
    for off_screen in [false, true] {
        let mut app = app(off_screen);
        open(&mut app);
        tap(&mut app, 7, "class/add");
        let wish = ChangeLesson::AddClass { name: None, quiet: false };
        assert_eq!(wishes::<ChangeLesson>(&mut app), [wish], "off screen: {off_screen}");
        tap(&mut app, 8, "tab/pretraining");
        assert!(app.world().resource::<WorkshopControls>().0.contains_key("pretraining/measure"));
        tap(&mut app, 9, "close");
        app.update();
        assert_eq!(*app.world().resource::<State<Overlay>>().get(), Overlay::None);
    }
}

#[test]
fn the_mouse_of_a_rehearsal_works_off_the_screen() {
    let mut app = app(true);
    open(&mut app);
    let (position, window) = (centre(&app, "tab/files"), window(&mut app));
    app.world_mut().write_message(CursorMoved { window, position, delta: None });
    app.update();
    for state in [ButtonState::Pressed, ButtonState::Released] {
        app.world_mut().write_message(MouseButtonInput { button: MouseButton::Left, state, window });
        app.update();
    }
    app.update();
    assert!(app.world().resource::<WorkshopControls>().0.contains_key("files/open"));
}

#[test]
fn a_closed_workshop_has_no_controls_and_eats_nothing() {
    let mut app = app(true);
    assert!(app.world().resource::<WorkshopControls>().0.is_empty());
    open(&mut app);
    let add = centre(&app, "class/add");
    tap(&mut app, 1, "close");
    app.update();
    assert!(app.world().resource::<WorkshopControls>().0.is_empty());
    touch(&mut app, 2, TouchPhase::Started, add);
    touch(&mut app, 2, TouchPhase::Ended, add);
    assert_eq!(wishes::<ChangeLesson>(&mut app), []);
    let wants = app.world().resource::<bevy_egui::input::EguiWantsInput>();
    assert!(!wants.wants_any_input(), "{wants:?}");
}

#[test]
fn the_mouse_is_seen_while_the_workshop_is_open() {
    let mut app = app(false);
    let window = window(&mut app);
    let sees = |app: &App| app.world().get::<CursorOptions>(window).unwrap().visible;
    app.world_mut().get_mut::<CursorOptions>(window).unwrap().visible = false;
    open(&mut app);
    assert!(sees(&app));
    tap(&mut app, 1, "close");
    app.update();
    assert!(!sees(&app));
}

#[test]
fn closing_the_workshop_ends_a_recording() {
    let mut app = app(true);
    open(&mut app);
    let hold = centre(&app, "record/hold");
    touch(&mut app, 1, TouchPhase::Started, hold);
    app.update();
    assert_eq!(wishes::<StartCapturing>(&mut app).len(), 1);
    app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::None);
    app.update();
    assert_eq!(wishes::<StopCapturing>(&mut app).len(), 1);
}

#[test]
fn a_touch_whose_end_was_lost_blocks_no_other_finger() {
    let mut app = app(true);
    open(&mut app);
    touch(&mut app, 1, TouchPhase::Started, Vec2::new(600.0, 700.0));
    tap(&mut app, 2, "tab/files");
    assert!(!app.world().resource::<WorkshopControls>().0.contains_key("files/open"), "one finger at a time");
    for _ in 0..210 {
        app.update();
    }
    tap(&mut app, 3, "tab/files");
    assert!(app.world().resource::<WorkshopControls>().0.contains_key("files/open"));
}

#[test]
fn a_touch_that_was_taken_back_presses_nothing() {
    let mut app = app(true);
    open(&mut app);
    let files = centre(&app, "tab/files");
    touch(&mut app, 1, TouchPhase::Started, files);
    touch(&mut app, 1, TouchPhase::Canceled, files);
    app.update();
    assert!(!app.world().resource::<WorkshopControls>().0.contains_key("files/open"));
    tap(&mut app, 2, "tab/files");
    assert!(app.world().resource::<WorkshopControls>().0.contains_key("files/open"));
}

#[test]
fn outputs_are_switched_and_one_that_is_missing_is_shown() {
    let mut app = app(true);
    app.register_output(OutputInfo { kind: "lamp", title: "lamp", icon: "icons/lamp.png", owner: "lamp" });
    let class = {
        let mut classes = app.world_mut().resource_mut::<Classes>();
        let class = classes.0.first_mut().unwrap();
        class.outputs = vec![ClassOutput::new("confetti")];
        class.id
    };
    open(&mut app);
    tap(&mut app, 1, "class/output/lamp");
    let both = vec![ClassOutput::new("confetti"), ClassOutput::new("lamp")];
    assert_eq!(wishes::<ChangeLesson>(&mut app), [ChangeLesson::SetOutputs(class, both)]);
    tap(&mut app, 2, "class/output/confetti");
    assert_eq!(wishes::<ChangeLesson>(&mut app), [ChangeLesson::SetOutputs(class, Vec::new())]);
}
