//! The worker: the one thread on which Burn runs. Knows no engine; takes requests, gives replies.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::time::Instant;

use bevy::log::error;
use menagerie_brain::{ClassIndex, Device, ExampleId, HeadChoice, Learner, Training};
use menagerie_core::prelude::{FrameId, Picture, RawFrame};

use crate::eye::{Eye, EyeSettings};

/// Side of a thumbnail, pixels.
const THUMBNAIL_PX: u32 = 96;

/// What the worker is asked.
pub(super) enum Request {
    /// Look at a picture and say what it is.
    Classify { frame: FrameId, raw: Arc<RawFrame> },
    /// Look at a picture and learn it.
    Teach { class: ClassIndex, frame: FrameId, raw: Arc<RawFrame> },
    /// Forget one example.
    ForgetExample(ExampleId),
    /// Forget one class.
    ForgetClass(ClassIndex),
    /// Forget everything.
    ForgetEverything,
}

/// What the worker answers; one reply for each request, and one when the network is loaded.
pub(super) enum Reply {
    /// The network is there.
    Loaded { network: String, device: String, device_reason: String, layers: usize },
    /// It cannot be: why and what to do.
    Failed(String),
    /// An answer, with confidence by class (empty when nothing was taught).
    Classified { frame: FrameId, confidence: Vec<(ClassIndex, f32)>, head: &'static str, version: u64, millis: f32 },
    /// A picture was learned; its class has so many now.
    Taught { example: ExampleId, class: ClassIndex, thumbnail: Arc<Picture>, examples: usize },
    /// An example is gone; its class has so many now.
    ForgotExample { example: ExampleId, class: ClassIndex, examples: usize },
    /// These classes are empty now.
    ForgotClasses(Vec<ClassIndex>),
    /// The request changed nothing (an unusable picture, an example that is gone already).
    Nothing,
}

/// When the worker trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TrainingTime {
    /// Whenever no request waits.
    WhenIdle,
    /// One slice after each request, so that the outcome does not depend on the machine's speed.
    AfterEachRequest,
}

/// Runs until the exhibit drops its end of a channel.
pub(super) fn run(
    model_dir: &Path,
    eye: &EyeSettings,
    choice: HeadChoice,
    training_time: TrainingTime,
    requests: &Receiver<Request>,
    replies: &SyncSender<Reply>,
) {
    let eye = match Eye::open(model_dir, eye) {
        Ok(eye) => eye,
        Err(reason) => {
            error!("{reason}");
            // The exhibit may have ended meanwhile; then nobody needs to know.
            drop(replies.send(Reply::Failed(reason)));
            return;
        }
    };
    let loaded = Reply::Loaded {
        network: "EfficientNet-Lite0".to_owned(),
        device: eye.device.clone(),
        device_reason: eye.reason.clone(),
        layers: menagerie_brain::layer_specs().len(),
    };
    let mut learner = Learner::new(&Device::flex(), choice);
    if replies.send(loaded).is_err() {
        return;
    }
    let mut trains = false;
    loop {
        let request = if trains && training_time == TrainingTime::WhenIdle {
            match requests.try_recv() {
                Ok(request) => request,
                Err(TryRecvError::Empty) => {
                    trains = learner.train_slice() != Training::Idle;
                    continue;
                }
                Err(TryRecvError::Disconnected) => return,
            }
        } else {
            match requests.recv() {
                Ok(request) => request,
                Err(_) => return,
            }
        };
        let reply = answer(&eye, &mut learner, request);
        match training_time {
            TrainingTime::WhenIdle => trains = true,
            TrainingTime::AfterEachRequest => {
                learner.train_slice();
            }
        }
        if replies.send(reply).is_err() {
            return;
        }
    }
}

fn answer(eye: &Eye, learner: &mut Learner, request: Request) -> Reply {
    match request {
        Request::Classify { frame, raw } => {
            let begun = Instant::now();
            let Some((embedding, seen)) = eye.look(frame, &raw) else { return Reply::Nothing };
            let prediction = learner.predict(&embedding);
            Reply::Classified {
                frame: seen.id,
                confidence: prediction.probabilities,
                head: prediction.head.name(),
                version: prediction.version,
                millis: begun.elapsed().as_secs_f32() * 1000.0,
            }
        }
        Request::Teach { class, frame, raw } => {
            let Some((embedding, seen)) = eye.look(frame, &raw) else { return Reply::Nothing };
            let example = learner.teach(class, embedding);
            Reply::Taught {
                example,
                class,
                thumbnail: Arc::new(seen.raw.mirrored_square().thumbnail(THUMBNAIL_PX)),
                examples: count(learner, class),
            }
        }
        Request::ForgetExample(id) => {
            let class = learner.bank().examples().iter().find(|example| example.id == id).map(|example| example.class);
            match class {
                Some(class) if learner.forget_example(id) => {
                    Reply::ForgotExample { example: id, class, examples: count(learner, class) }
                }
                _ => Reply::Nothing,
            }
        }
        Request::ForgetClass(class) => {
            learner.forget_class(class);
            Reply::ForgotClasses(vec![class])
        }
        Request::ForgetEverything => {
            let classes = learner.bank().classes();
            learner.forget_everything();
            Reply::ForgotClasses(classes)
        }
    }
}

fn count(learner: &Learner, class: ClassIndex) -> usize {
    learner.bank().counts().get(&class).copied().unwrap_or_default()
}
