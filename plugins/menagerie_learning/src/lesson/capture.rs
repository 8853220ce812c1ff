//! What happens to a frame: a picture of the class being taught, or a question.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_lesson::CAMERA;

use super::editing::{Lesson, Numbers};
use super::embedding_cache::EmbeddingCache;
use crate::watching::Watching;
use crate::worker::{Captured, Request, WorkerLink, add_inbox, has_worker};
use crate::{FollowSystems, LearningSystems};

/// Time between two pictures, seconds: ten a second fill the ring in three, and each differs from the last.
const EXAMPLE_PERIOD_SECS: f64 = 0.1;
/// Time between two questions, seconds, at least: of a camera at 30 frames a second every other frame. Smoothing takes longer
/// than that, so nobody sees more of them, but a machine of two cores draws its pictures meanwhile.
const QUESTION_PERIOD_SECS: f64 = 0.06;
/// Number of pictures taken by a tap.
const BURST: usize = 5;
/// Maximum duration of a burst, seconds; slow cameras get fewer pictures into it.
const LONGEST_BURST_SECS: f64 = 2.5;
/// Most pictures of a class that the camera takes; more teach nothing new within one visit.
const MOST_EXAMPLES: usize = 100;
/// Time to step before the mirror, seconds.
const COUNT_DOWN_SECS: f64 = 3.0;
/// Length of a timed recording, seconds.
const TIMED_SECS: f64 = 3.0;
/// How unlike those that are there (one less the cosine) a picture is that counts as one on the way to the goal: about what a
/// tenth of a second in the hand makes. A still thing counts half, one that moves or turns up to twice.
const ADDS_ONE: f32 = 0.008;
const LEAST_WORTH: f32 = 0.5;
const MOST_WORTH: f32 = 2.0;
/// How unlike a picture must be to be kept at all once the goal is reached.
const ADDS_NOTHING: f32 = 0.006;
/// Sums of time steps are not exact, seconds.
const TOLERANCE_SECS: f64 = 0.002;

/// What is being recorded, and since when.
#[derive(Resource, Debug, Default)]
struct Recording {
    held: Option<Target>,
    burst: Option<Burst>,
    timed: Option<Timed>,
    last_example_secs: Option<f64>,
}

/// What the pictures are taken for, and in which recording.
#[derive(Debug, Clone, Copy)]
struct Target {
    class: ClassId,
    split: Split,
    recording: RecordingId,
}

/// So many pictures, one after the other.
#[derive(Debug, Clone, Copy)]
struct Burst {
    target: Target,
    left: usize,
    since_secs: f64,
}

/// A timed recording.
#[derive(Debug, Clone, Copy)]
struct Timed {
    target: Target,
    begins_secs: f64,
}

impl Recording {
    fn target(&self, now_secs: f64) -> Option<Target> {
        let timed = self.timed.filter(|timed| now_secs >= timed.begins_secs);
        self.held.or(self.burst.map(|burst| burst.target)).or(timed.map(|timed| timed.target))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Recording>()
        .add_systems(Update, follow_wishes.in_set(FollowSystems::Record))
        .add_systems(Update, hand_frame_over.run_if(has_worker).in_set(LearningSystems::Ask));
    add_inbox::<Captured, _>(app, take_captured);
}

/// Follows what people wish to record.
fn follow_wishes(
    time: Res<Time>,
    mut starts: MessageReader<StartCapturing>,
    mut stops: MessageReader<StopCapturing>,
    mut bursts: MessageReader<CaptureBurst>,
    mut timed: MessageReader<CaptureTimed>,
    mut numbers: ResMut<Numbers>,
    mut recording: ResMut<Recording>,
    mut capturing: ResMut<Capturing>,
    mut count_down: ResMut<CountDown>,
) {
    let now_secs = time.elapsed_secs_f64();
    let mut target = |class, split| Target { class, split, recording: numbers.recording() };
    for start in starts.read() {
        *recording = Recording { held: Some(target(start.class, start.split)), ..Recording::default() };
    }
    if stops.read().count() > 0 {
        recording.held = None;
        recording.timed = None;
    }
    for burst in bursts.read() {
        recording.burst = Some(Burst { target: target(burst.class, burst.split), left: BURST, since_secs: now_secs });
    }
    for timed in timed.read() {
        let begins_secs = now_secs + COUNT_DOWN_SECS;
        recording.timed = Some(Timed { target: target(timed.class, timed.split), begins_secs });
    }
    // Without frames it would wait forever.
    recording.burst = recording.burst.filter(|burst| now_secs - burst.since_secs < LONGEST_BURST_SECS);
    recording.timed = recording.timed.filter(|timed| now_secs < timed.begins_secs + TIMED_SECS);
    let waiting = recording.timed.filter(|timed| now_secs < timed.begins_secs);
    count_down.set_if_neq(CountDown(waiting.map(|timed| (timed.target.class, (timed.begins_secs - now_secs) as f32))));
    capturing.set_if_neq(Capturing(recording.target(now_secs).map(|target| target.class)));
}

/// Hands the newest frame over if the worker is idle: as a picture while something is recorded, else as a question.
fn hand_frame_over(
    frame: Res<CameraFrame>,
    time: Res<Time>,
    classes: Res<Classes>,
    settings: Res<CurrentSettings>,
    backbone: Res<Backbone>,
    watching: Res<Watching>,
    cover: Res<CoverPicture>,
    mut asked: Local<(FrameId, f64)>,
    mut recording: ResMut<Recording>,
    mut link: ResMut<WorkerLink>,
) {
    let Some(raw) = &frame.raw else { return };
    let (asked_frame, asked_secs) = &mut *asked;
    if *asked_frame == frame.id || !link.is_idle() || backbone.state != BackboneState::Ready {
        return;
    }
    let now_secs = time.elapsed_secs_f64();
    let Some(Target { class, split, recording: taken_in }) = recording.target(now_secs) else {
        if now_secs - *asked_secs >= QUESTION_PERIOD_SECS - TOLERANCE_SECS {
            (*asked_frame, *asked_secs) = (frame.id, now_secs);
            let (watched, cover) = (watching.0, cover.0.map(|place| place.to_array()));
            link.send(Request::Classify { frame: frame.id, raw: raw.clone(), watched, cover });
        }
        return;
    };
    let due = recording
        .last_example_secs
        .is_none_or(|last_secs| now_secs - last_secs >= EXAMPLE_PERIOD_SECS - TOLERANCE_SECS);
    if !due {
        return;
    }
    if let Some(burst) = recording.burst {
        recording.burst = (burst.left > 1).then_some(Burst { left: burst.left - 1, ..burst });
    }
    let taken = |class: &Class| if split.is_taught() { class.counts.teach } else { class.counts.test };
    if classes.get(class).is_some_and(|class| taken(class) < MOST_EXAMPLES) {
        *asked_frame = frame.id;
        recording.last_example_secs = Some(now_secs);
        let with_variants = settings.training.augmentation && split.is_taught();
        link.send(Request::Capture {
            class,
            split,
            recording: taken_in,
            frame: frame.id,
            raw: raw.clone(),
            with_variants,
        });
    }
}

/// Puts what was captured into the lesson.
fn take_captured(
    mut inbox: ResMut<Messages<Captured>>,
    mut lesson: Lesson,
    mut cache: ResMut<EmbeddingCache>,
    mut told: MessageWriter<ExampleCaptured>,
) {
    for Captured { class, split, recording, seen, photograph } in inbox.drain() {
        // The class may have been deleted while the worker looked.
        let Some(taught) = lesson.classes.get(class) else { continue };
        let unlikeness = cache.unlikeness(&seen.embedding, class, &lesson.album);
        // A thing that lies still has been seen enough; its memory is for what it looks like from elsewhere.
        if split.is_taught() && taught.counts.teach >= EXAMPLES_GOAL && unlikeness < ADDS_NOTHING {
            continue;
        }
        let worth = (unlikeness / ADDS_ONE).clamp(LEAST_WORTH, MOST_WORTH);
        let (goal, progress) = (EXAMPLES_GOAL as f32, taught.counts.progress);
        let completes = split.is_taught() && progress < goal && progress + worth >= goal;
        let (example, thumbnail) = (lesson.numbers.example(), photograph.thumbnail);
        cache.insert(example, seen);
        let picture = AlbumPicture {
            class,
            split,
            thumbnail: Arc::clone(&thumbnail),
            file: photograph.file,
            source: CAMERA.into(),
            recording: Some(recording),
            worth,
        };
        lesson.album.insert(example, picture);
        told.write(ExampleCaptured { example, class, thumbnail, completes });
    }
}
