//! Rest: when nobody is before the camera and nothing is touched, fewer frames are drawn. Whoever comes wakes it.

use std::time::Duration;

use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::TouchInput;
use bevy::prelude::*;
use bevy::window::CursorMoved;
use bevy::winit::{UpdateMode, WinitSettings};
use menagerie_core::prelude::*;

/// How long nothing may stir before the exhibit rests, seconds.
const RESTS_AFTER_SECS: f64 = 30.0;
/// Time between two frames at rest: a visitor is noticed before the second step.
const RESTING_PERIOD: Duration = Duration::from_millis(200);
/// Whether the exhibit rests, and since when nothing stirred.
#[derive(Resource, Debug, Clone, Default)]
pub struct Rest {
    /// Whether it rests.
    pub rests: bool,
    stirred_secs: f64,
    motion: Motion,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Rest>().add_systems(
        Update,
        (notice, draw_less.run_if(resource_changed::<Rest>)).chain().in_set(ExhibitSystems::Report),
    );
}

/// Looks whether anything stirs.
fn notice(
    mut touches: MessageReader<TouchInput>,
    mut buttons: MessageReader<MouseButtonInput>,
    mut cursors: MessageReader<CursorMoved>,
    mut keys: MessageReader<KeyboardInput>,
    mut arrived: MessageReader<FrameArrived>,
    frame: Res<CameraFrame>,
    overlay: Res<State<Overlay>>,
    time: Res<Time<Real>>,
    mut rest: ResMut<Rest>,
) {
    let now_secs = time.elapsed_secs_f64();
    let touched = touches.read().count() + buttons.read().count() + cursors.read().count() + keys.read().count();
    let mut stirs = touched > 0 || *overlay.get() != Overlay::None;
    if arrived.read().count() > 0
        && let Some(raw) = &frame.raw
    {
        stirs |= rest.bypass_change_detection().motion.follows(raw);
    }
    if stirs {
        rest.bypass_change_detection().stirred_secs = now_secs;
    }
    let rests = now_secs - rest.stirred_secs >= RESTS_AFTER_SECS;
    if rest.rests != rests {
        rest.rests = rests;
    }
}

fn draw_less(rest: Res<Rest>, settings: Option<ResMut<WinitSettings>>) {
    let Some(mut settings) = settings else { return };
    let mode = if rest.rests { UpdateMode::reactive(RESTING_PERIOD) } else { UpdateMode::Continuous };
    (settings.focused_mode, settings.unfocused_mode) = (mode, mode);
    debug!("rests: {}", rest.rests);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bevy::time::TimeUpdateStrategy;

    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin, plugin))
            .init_state::<Overlay>()
            .init_resource::<CameraFrame>()
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_secs(1)))
            .add_message::<TouchInput>()
            .add_message::<MouseButtonInput>()
            .add_message::<CursorMoved>()
            .add_message::<KeyboardInput>()
            .add_message::<FrameArrived>();
        app
    }

    fn see(app: &mut App, grey: u8) {
        let picture = Picture::new(32, 32, vec![grey; 32 * 32 * 3]).unwrap();
        let id = FrameId(1);
        app.insert_resource(CameraFrame { id, raw: Some(Arc::new(RawFrame::from(picture))) });
        app.world_mut().write_message(FrameArrived { id });
        app.world_mut().resource_mut::<Time<Real>>().advance_by(Duration::from_secs(1));
        app.world_mut().run_schedule(Update);
    }

    fn rests(app: &App) -> bool {
        app.world().resource::<Rest>().rests
    }

    #[test]
    fn it_rests_when_nothing_moves_and_wakes_when_somebody_comes() {
        let mut app = app();
        for second in 0..40_u8 {
            // A noisy camera.
            see(&mut app, 100 + second % 3);
        }
        assert!(rests(&app));
        see(&mut app, 140);
        assert!(!rests(&app), "somebody is before it");
        for _ in 0..29 {
            see(&mut app, 140);
        }
        assert!(!rests(&app), "not yet");
        see(&mut app, 140);
        see(&mut app, 140);
        assert!(rests(&app));
    }
}
