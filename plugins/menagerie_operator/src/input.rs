//! How touches reach egui: also where nothing is a window, and when the system loses the end of one.
//!
//! Off the screen (a rehearsal), the camera draws into a picture, and `bevy_egui` knows no window for it. The primary
//! window is still there, so it is given that one; then every message takes the same way as in a window.

use bevy::camera::RenderTarget;
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::window::{CursorMoved, CursorOptions, PrimaryWindow, WindowEvent, WindowFocused};
use bevy_egui::input::{EguiContextPointerPosition, EguiContextPointerTouchId, EguiInputEvent, WindowToEguiContextMap};
use bevy_egui::{EguiContextSettings, EguiInputSet, EguiPreUpdateSet, EguiZoomFactor, PrimaryEguiContext, egui};
use menagerie_core::prelude::*;

/// A finger that has not moved for this long was lost by the system, as on the visitors' screen.
const LOST_TOUCH_SECS: f32 = 10.0;

/// Whether there is no window system that speaks for the window.
#[derive(Resource, Debug, Default)]
struct OffScreen(bool);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<OffScreen>().add_systems(
        PreUpdate,
        (
            adopt_window.after(EguiPreUpdateSet::InitContexts).before(EguiPreUpdateSet::ProcessInput),
            pass_mouse_on.after(adopt_window).before(EguiPreUpdateSet::ProcessInput),
            give_lost_touches_up.after(EguiInputSet::ReadBevyMessages).before(EguiInputSet::WriteEguiEvents),
        ),
    );
    app.init_resource::<VisitorsCursor>()
        .add_systems(OnEnter(Overlay::Workshop), show_cursor)
        .add_systems(OnExit(Overlay::Workshop), give_cursor_back);
}

/// Whether visitors see the mouse's cursor.
#[derive(Resource, Debug, Default)]
struct VisitorsCursor(Option<bool>);

/// Whoever works here with a mouse sees where it is, also where visitors see none.
fn show_cursor(mut cursors: Query<&mut CursorOptions, With<PrimaryWindow>>, mut visitors: ResMut<VisitorsCursor>) {
    if let Ok(mut cursor) = cursors.single_mut() {
        visitors.0 = Some(cursor.visible);
        cursor.visible = true;
    }
}

fn give_cursor_back(mut cursors: Query<&mut CursorOptions, With<PrimaryWindow>>, mut visitors: ResMut<VisitorsCursor>) {
    if let (Ok(mut cursor), Some(visible)) = (cursors.single_mut(), visitors.0.take()) {
        cursor.visible = visible;
    }
}

/// Gives the context that draws into a picture the primary window.
fn adopt_window(
    mut contexts: Query<(Entity, &RenderTarget, &mut EguiContextSettings), With<PrimaryEguiContext>>,
    windows: Query<Entity, With<PrimaryWindow>>,
    mut map: ResMut<WindowToEguiContextMap>,
    mut off_screen: ResMut<OffScreen>,
) {
    let (Ok((context, target, mut settings)), Ok(window)) = (contexts.single_mut(), windows.single()) else { return };
    if matches!(target, RenderTarget::Window(_)) || map.context_to_window.contains_key(&context) {
        return;
    }
    map.context_to_window.insert(context, window);
    map.window_to_contexts.entry(window).or_default().insert(context);
    off_screen.0 = true;
    // Both need a window of the window system.
    settings.enable_ime = false;
    settings.enable_cursor_icon_updates = false;
}

/// The mouse of a rehearsal: `bevy_egui` hears it only in the words of a window system.
fn pass_mouse_on(
    off_screen: Res<OffScreen>,
    mut moved: MessageReader<CursorMoved>,
    mut buttons: MessageReader<MouseButtonInput>,
    mut events: MessageWriter<WindowEvent>,
) {
    if off_screen.0 {
        events.write_batch(moved.read().cloned().map(WindowEvent::CursorMoved));
        events.write_batch(buttons.read().cloned().map(WindowEvent::MouseButtonInput));
    } else {
        moved.clear();
        buttons.clear();
    }
}

/// winit can lose the end of a touch, and `bevy_egui` follows one finger at a time: without this, no other finger would
/// ever be heard again.
fn give_lost_touches_up(
    mut touches: MessageReader<TouchInput>,
    mut focus: MessageReader<WindowFocused>,
    time: Res<Time>,
    mut heard_secs: Local<f32>,
    mut contexts: Query<
        (Entity, &mut EguiContextPointerTouchId, &EguiContextPointerPosition, &EguiZoomFactor),
        With<PrimaryEguiContext>,
    >,
    mut events: MessageWriter<EguiInputEvent>,
) {
    let unfocused = focus.read().any(|focus| !focus.focused);
    let Ok((context, mut followed, position, zoom)) = contexts.single_mut() else {
        touches.clear();
        return;
    };
    let now_secs = time.elapsed_secs();
    let mut last = position.position;
    for touch in touches.read() {
        last = egui::pos2(touch.position.x, touch.position.y) / zoom.zoom_factor;
        *heard_secs = now_secs;
        // A touch that is taken back presses nothing, but it must let go.
        if touch.phase == TouchPhase::Canceled && followed.pointer_touch_id.is_none() {
            let_go(context, egui::pos2(-1.0, -1.0), &mut events);
        }
    }
    if followed.pointer_touch_id.is_some() && (unfocused || now_secs - *heard_secs > LOST_TOUCH_SECS) {
        debug!("a touch at {last:?} was lost");
        followed.pointer_touch_id = None;
        let_go(context, egui::pos2(-1.0, -1.0), &mut events);
    }
}

/// Lets go of the pointer away from everything, so that nothing is pressed.
fn let_go(context: Entity, pos: egui::Pos2, events: &mut MessageWriter<EguiInputEvent>) {
    let released = egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed: false,
        modifiers: egui::Modifiers::NONE,
    };
    for event in [egui::Event::PointerMoved(pos), released, egui::Event::PointerGone] {
        events.write(EguiInputEvent { context, event });
    }
}
