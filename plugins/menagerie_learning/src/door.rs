//! The door to the worker: requests go in, replies come out, nobody waits.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use bevy::prelude::*;
use menagerie_brain::{Prediction, Strangers};
use menagerie_core::prelude::*;
use menagerie_gpu::GraphicsDoor;

use crate::LearningSettings;
use crate::decide::Scored;
use crate::eye::EyeSettings;
use crate::intake::Intake;
use crate::keeping::Keeper;
use crate::knowledge::Knowledge;
use crate::lesson::Lesson;
use crate::opened_model::Opened;
use crate::test_mode::TestRun;
use crate::variants::Variation;
use crate::worker::{self, Reply, Request, TrainingTime, WorkerState};

/// Requests that may wait at the worker's door.
const WAITING: usize = 8;
/// Longest a rehearsal waits for one reply before it calls another thread dead.
pub(super) const LOCK_STEP_PATIENCE: Duration = Duration::from_secs(120);

/// How unlike those that are there (one less the cosine) a picture is that counts as one on the way to the goal: about what a
/// tenth of a second in the hand makes. A still thing counts half, one that moves or turns up to twice.
const ADDS_ONE: f32 = 0.008;
const LEAST_WORTH: f32 = 0.5;
const MOST_WORTH: f32 = 2.0;
/// How unlike a picture must be to be kept at all once the goal is reached.
const ADDS_NOTHING: f32 = 0.006;

/// The exhibit's side of the door.
#[derive(Resource)]
pub(super) struct Door {
    requests: SyncSender<Request>,
    replies: Mutex<Receiver<Reply>>,
    /// Requests that found the door full.
    outbox: VecDeque<Request>,
    /// Replies still to come.
    owed: usize,
    /// Whether a frame is among them.
    frame_in_flight: bool,
    /// Where the worker stands.
    state: Arc<Mutex<WorkerState>>,
}

impl Door {
    /// Whether the worker can take a frame now.
    pub(super) fn is_idle(&self) -> bool {
        !self.frame_in_flight && self.outbox.is_empty()
    }

    /// Where the worker stood when it finished its newest piece of work.
    pub(super) fn state(&self) -> WorkerState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hands over a request; what the worker cannot take yet goes with the next frame.
    pub(super) fn send(&mut self, request: Request) {
        self.frame_in_flight |= matches!(request, Request::Classify { .. } | Request::Capture { .. });
        self.outbox.push_back(request);
        self.flush();
    }

    fn flush(&mut self) {
        while let Some(request) = self.outbox.pop_front() {
            match self.requests.try_send(request) {
                Ok(()) => self.owed += 1,
                Err(TrySendError::Full(request)) => {
                    self.outbox.push_front(request);
                    return;
                }
                // The worker is gone; `collect_replies` says so.
                Err(TrySendError::Disconnected(_)) => return,
            }
        }
    }

    fn next_reply(&mut self, waits: bool) -> Result<Option<Reply>, &'static str> {
        let replies = self.replies.get_mut().unwrap_or_else(PoisonError::into_inner);
        let reply = if waits && self.owed > 0 {
            match replies.recv_timeout(LOCK_STEP_PATIENCE) {
                Ok(reply) => reply,
                Err(RecvTimeoutError::Timeout) => return Err("the network gives no answer"),
                Err(RecvTimeoutError::Disconnected) => return Err("the network's thread has ended"),
            }
        } else {
            match replies.try_recv() {
                Ok(reply) => reply,
                Err(TryRecvError::Empty) => return Ok(None),
                Err(TryRecvError::Disconnected) => return Err("the network's thread has ended"),
            }
        };
        self.owed = self.owed.saturating_sub(1);
        Ok(Some(reply))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, open_door);
}

fn open_door(
    settings: Res<LearningSettings>,
    pace: Res<Pace>,
    graphics: Option<Res<GraphicsDoor>>,
    mut backbone: ResMut<Backbone>,
    mut commands: Commands,
) {
    let (requests, worker_requests) = sync_channel(WAITING);
    let (worker_replies, replies) = sync_channel(WAITING + 1);
    let model_dir = settings.model_dir.clone();
    let lesson = LessonSettings { head: settings.head, ..default() };
    let eye = EyeSettings { choice: settings.device, graphics: graphics.as_deref().cloned() };
    let training_time = if pace.is_lock_step() { TrainingTime::AfterEachRequest } else { TrainingTime::WhenIdle };
    let state = Arc::new(Mutex::new(WorkerState::default()));
    let told = Arc::clone(&state);
    let spawned = thread::Builder::new()
        .name("network".into())
        .spawn(move || worker::run(&model_dir, &eye, lesson, training_time, &told, &worker_requests, &worker_replies));
    match spawned {
        // The first reply owed says that the network is loaded.
        Ok(_) => commands.insert_resource(Door {
            requests,
            replies: Mutex::new(replies),
            outbox: VecDeque::new(),
            owed: 1,
            frame_in_flight: false,
            state,
        }),
        Err(error) => backbone.state = BackboneState::Failed(format!("no thread for the network: {error}")),
    }
}

/// What the network makes of things that nobody teaches here, once it is loaded.
#[derive(Resource)]
pub(super) struct KnownStrangers(pub(super) Arc<Strangers>);

/// What becomes of the worker's replies.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Facts<'w, 's> {
    commands: Commands<'w, 's>,
    captured: MessageWriter<'w, ExampleCaptured>,
    scored: MessageWriter<'w, Scored>,
    lesson: Lesson<'w>,
    knowledge: ResMut<'w, Knowledge>,
    tests: ResMut<'w, TestRun>,
    intake: ResMut<'w, Intake>,
    keeper: ResMut<'w, Keeper>,
    variation: ResMut<'w, Variation>,
    opened: ResMut<'w, Opened>,
    notices: MessageWriter<'w, Notice>,
    backbone: ResMut<'w, Backbone>,
    head: ResMut<'w, Head>,
}

/// Takes what the worker has finished. In lock-step, waits until nothing is owed any more.
pub(super) fn collect_replies(door: Option<ResMut<Door>>, pace: Res<Pace>, mut facts: Facts) {
    let Some(mut door) = door else { return };
    if matches!(facts.backbone.state, BackboneState::Failed(_)) {
        return;
    }
    door.flush();
    loop {
        match door.next_reply(pace.is_lock_step()) {
            Ok(Some(reply)) => {
                match reply {
                    Reply::Classified { .. } | Reply::Captured { .. } | Reply::Unusable => door.frame_in_flight = false,
                    _ => {}
                }
                facts.tell(reply);
            }
            Ok(None) => return,
            Err(reason) => {
                if !matches!(facts.backbone.state, BackboneState::Failed(_)) {
                    error!("{reason}; restart the exhibit");
                    facts.backbone.state = BackboneState::Failed(reason.to_owned());
                }
                return;
            }
        }
    }
}

impl Facts<'_, '_> {
    fn tell(&mut self, reply: Reply) {
        match reply {
            Reply::Loaded { network, device, device_reason, layers, strangers } => {
                self.commands.insert_resource(KnownStrangers(strangers));
                info!("{network} is ready on the {device} ({device_reason})");
                let state = BackboneState::Ready;
                *self.backbone = Backbone { network, device, device_reason, layers, state, millis: 0.0 };
            }
            Reply::Failed(reason) => self.backbone.state = BackboneState::Failed(reason),
            Reply::Classified { frame, version, prediction, millis } => {
                self.backbone.millis = millis;
                // A class may have gone since, or rest; a model made elsewhere knows nothing of that.
                let is_learned = |class: &ClassId| self.lesson.classes.get(*class).is_some_and(|class| class.enabled);
                let Prediction { mut confidence, known, answered_by } = prediction;
                confidence.retain(|(class, _)| is_learned(class));
                let sum: f32 = confidence.iter().map(|(_, share)| share).sum();
                if sum > 0.0 {
                    confidence.iter_mut().for_each(|(_, share)| *share /= sum);
                }
                let (kind, classes) = (answered_by.name().into_owned(), confidence.len());
                self.head.set_if_neq(Head { kind, classes, version });
                self.scored.write(Scored { frame, confidence, known });
            }
            Reply::Captured { class, split, recording, seen, photograph } => {
                // The class may have been deleted while the worker looked.
                let Some(taught) = self.lesson.classes.get(class) else { return };
                let unlikeness = self.knowledge.unlikeness(&seen.embedding, class, &self.lesson.album);
                // A thing that lies still has been seen enough; its memory is for what it looks like from elsewhere.
                if split == Split::Teach && taught.counts.teach >= EXAMPLES_GOAL && unlikeness < ADDS_NOTHING {
                    return;
                }
                let worth = (unlikeness / ADDS_ONE).clamp(LEAST_WORTH, MOST_WORTH);
                let goal = EXAMPLES_GOAL as f32;
                let completes =
                    split == Split::Teach && taught.counts.progress < goal && taught.counts.progress + worth >= goal;
                let (example, thumbnail) = (self.lesson.numbers.example(), photograph.thumbnail);
                self.knowledge.insert(example, seen);
                let source = "camera".into();
                let picture = AlbumPicture {
                    class,
                    split,
                    thumbnail: Arc::clone(&thumbnail),
                    file: photograph.file,
                    source,
                    recording: Some(recording),
                    worth,
                };
                self.lesson.album.insert(example, picture);
                self.captured.write(ExampleCaptured { example, class, thumbnail, completes });
            }
            Reply::Tested(answers) => self.tests.answered(answers),
            Reply::Embedded { job, incoming, seen } => self.intake.embedded(job, *incoming, seen),
            Reply::Varied { id, variants } => {
                self.variation.answered(id, variants.is_some());
                if let Some(variants) = variants {
                    self.knowledge.vary(id, variants);
                }
            }
            Reply::Head { version, head } => self.keeper.give_head(version, head),
            Reply::ModelRefused(reason) => {
                *self.opened = Opened::default();
                self.notices.write(Notice::failure(reason));
            }
            Reply::Heard | Reply::Unusable => {}
        }
    }
}
