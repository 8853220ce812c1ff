//! What happens to a frame: an example of the class being taught, or a question.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::door::Door;
use crate::worker::Request;

/// Time between two examples, seconds: ten a second fill the ring in three, and each differs from the last.
const EXAMPLE_PERIOD_SECS: f32 = 0.1;
/// Examples that a tap takes.
const BURST: usize = 5;
/// Most examples of a class; more teach nothing new within one visit.
const MOST_EXAMPLES: usize = 100;
/// Sums of time steps are not exact, seconds.
const TOLERANCE_SECS: f32 = 0.002;

/// What is being taught, and since when.
#[derive(Resource, Debug, Default)]
pub(super) struct Recording {
    held: Option<ClassId>,
    burst: Option<(ClassId, usize)>,
    last_example_secs: Option<f32>,
}

impl Recording {
    fn class(&self) -> Option<ClassId> {
        self.held.or(self.burst.map(|(class, _)| class))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Recording>();
}

/// Follows what visitors wish to teach.
pub(super) fn follow_wishes(
    mut starts: MessageReader<StartCapturing>,
    mut stops: MessageReader<StopCapturing>,
    mut bursts: MessageReader<CaptureBurst>,
    mut recording: ResMut<Recording>,
    mut capturing: ResMut<Capturing>,
) {
    for start in starts.read() {
        recording.held = Some(start.class);
        recording.burst = None;
    }
    if stops.read().count() > 0 {
        recording.held = None;
    }
    for burst in bursts.read() {
        recording.burst = Some((burst.class, BURST));
    }
    capturing.set_if_neq(Capturing(recording.class()));
}

/// Forgets as visitors wish.
pub(super) fn forget_as_wished(
    mut examples: MessageReader<ForgetExample>,
    mut classes: MessageReader<ForgetClass>,
    mut everything: MessageReader<ForgetEverything>,
    mut recording: ResMut<Recording>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    for forget in examples.read() {
        door.send(Request::ForgetExample(menagerie_brain::ExampleId(forget.example.0)));
    }
    for forget in classes.read() {
        door.send(Request::ForgetClass(forget.class.0));
    }
    if everything.read().count() > 0 {
        recording.burst = None;
        door.send(Request::ForgetEverything);
    }
}

/// Hands the newest frame over if the worker is idle: as an example while something is taught, else as a question.
pub(super) fn hand_frame_over(
    frame: Res<CameraFrame>,
    time: Res<Time>,
    classes: Res<Classes>,
    backbone: Res<Backbone>,
    mut asked: Local<FrameId>,
    mut recording: ResMut<Recording>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    let Some(raw) = &frame.raw else { return };
    if *asked == frame.id || !door.is_idle() || backbone.state != BackboneState::Ready {
        return;
    }
    let Some(class) = recording.class() else {
        *asked = frame.id;
        door.send(Request::Classify { frame: frame.id, raw: raw.clone() });
        return;
    };
    let now_secs = time.elapsed_secs();
    let due = recording
        .last_example_secs
        .is_none_or(|last_secs| now_secs - last_secs >= EXAMPLE_PERIOD_SECS - TOLERANCE_SECS);
    if !due {
        return;
    }
    if let Some((class, left)) = recording.burst {
        recording.burst = (left > 1).then_some((class, left - 1));
    }
    if classes.get(class).is_some_and(|class| class.examples < MOST_EXAMPLES) {
        *asked = frame.id;
        recording.last_example_secs = Some(now_secs);
        door.send(Request::Teach { class: class.0, frame: frame.id, raw: raw.clone() });
    }
}
