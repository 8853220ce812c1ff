//! The door to the worker: requests go in, replies come out, nobody waits.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_gpu::GraphicsDoor;

use crate::LearningSettings;
use crate::decide::Scored;
use crate::eye::EyeSettings;
use crate::worker::{self, Reply, Request, TrainingTime};

/// Requests that may wait at the worker's door; only wishes to forget ever queue.
const WAITING: usize = 8;
/// Longest a rehearsal waits for one reply before it calls the worker dead.
const LOCK_STEP_PATIENCE: Duration = Duration::from_secs(120);

/// The exhibit's side of the door.
#[derive(Resource)]
pub(super) struct Door {
    requests: SyncSender<Request>,
    replies: Mutex<Receiver<Reply>>,
    /// Requests that found the door full.
    outbox: VecDeque<Request>,
    /// Replies still to come.
    owed: usize,
    /// Whether a picture is among them.
    picture_in_flight: bool,
}

impl Door {
    /// Whether the worker can take a picture now.
    pub(super) fn is_idle(&self) -> bool {
        !self.picture_in_flight && self.outbox.is_empty()
    }

    /// Hands over a request; what the worker cannot take yet goes with the next frame.
    pub(super) fn send(&mut self, request: Request) {
        self.picture_in_flight |= matches!(request, Request::Classify { .. } | Request::Teach { .. });
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
    let (model_dir, head) = (settings.model_dir.clone(), settings.head);
    let eye = EyeSettings { choice: settings.device, graphics: graphics.as_deref().cloned() };
    let training_time = if pace.is_lock_step() { TrainingTime::AfterEachRequest } else { TrainingTime::WhenIdle };
    let spawned = thread::Builder::new()
        .name("network".into())
        .spawn(move || worker::run(&model_dir, &eye, head, training_time, &worker_requests, &worker_replies));
    match spawned {
        // The first reply owed says that the network is loaded.
        Ok(_) => commands.insert_resource(Door {
            requests,
            replies: Mutex::new(replies),
            outbox: VecDeque::new(),
            owed: 1,
            picture_in_flight: false,
        }),
        Err(error) => backbone.state = BackboneState::Failed(format!("no thread for the network: {error}")),
    }
}

/// What is told to other rooms about the worker's replies.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Facts<'w> {
    captured: MessageWriter<'w, ExampleCaptured>,
    example_forgotten: MessageWriter<'w, ExampleForgotten>,
    class_forgotten: MessageWriter<'w, ClassForgotten>,
    scored: MessageWriter<'w, Scored>,
    classes: ResMut<'w, Classes>,
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
                if matches!(reply, Reply::Classified { .. } | Reply::Taught { .. } | Reply::Nothing) {
                    door.picture_in_flight = false;
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

impl Facts<'_> {
    fn tell(&mut self, reply: Reply) {
        match reply {
            Reply::Loaded { network, device, device_reason, layers } => {
                info!("{network} is ready on the {device} ({device_reason})");
                let state = BackboneState::Ready;
                *self.backbone = Backbone { network, device, device_reason, layers, state, millis: 0.0 };
            }
            Reply::Failed(reason) => self.backbone.state = BackboneState::Failed(reason),
            Reply::Classified { frame, confidence, head, version, millis } => {
                self.backbone.millis = millis;
                *self.head = Head { kind: head.to_owned(), classes: confidence.len(), version };
                let confidence = confidence.into_iter().map(|(class, share)| (ClassId(class), share)).collect();
                self.scored.write(Scored { frame, confidence });
            }
            Reply::Taught { example, class, thumbnail, examples } => {
                self.set_examples(class, examples);
                self.captured.write(ExampleCaptured {
                    example: ExampleId(example.0),
                    class: ClassId(class),
                    thumbnail,
                });
            }
            Reply::ForgotExample { example, class, examples } => {
                self.set_examples(class, examples);
                self.example_forgotten.write(ExampleForgotten { example: ExampleId(example.0) });
            }
            Reply::ForgotClasses(classes) => {
                for class in classes {
                    self.set_examples(class, 0);
                    self.class_forgotten.write(ClassForgotten { class: ClassId(class) });
                }
            }
            Reply::Nothing => {}
        }
    }

    fn set_examples(&mut self, class: u16, examples: usize) {
        if let Some(class) = self.classes.get_mut(ClassId(class)) {
            class.examples = examples;
        }
    }
}
