//! The worker: the one thread on which the network and Burn run. Knows no engine; takes requests, gives replies.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bevy::log::error;
use menagerie_brain::{
    Classifier, Device, Embedding, ExampleBank, ImportedModel, LayerGraph, NetworkInput, Prediction, Strangers,
    Training,
};
use menagerie_core::prelude::{
    Answered, ClassId, EpochRecord, ExampleId, FrameId, LessonSettings, Picture, RawFrame, RecordingId, Split,
    TrainingState,
};
use menagerie_lesson::{LinearHead, decode_picture};

use crate::eye::{Eye, EyeSettings};
use crate::knowledge::Seen;
use crate::model::load_strangers;
use crate::photograph::{Incoming, Photograph, View, photograph_of, variants_of_file};

/// What the worker is asked.
pub(super) enum Request {
    /// Look at a frame and say what it is.
    Classify { frame: FrameId, raw: Arc<RawFrame> },
    /// Look at a frame and make a picture of the lesson of it.
    Capture {
        class: ClassId,
        split: Split,
        recording: RecordingId,
        frame: FrameId,
        raw: Arc<RawFrame>,
        with_variants: bool,
    },
    /// Forget what you know, learn this.
    Learn { version: u64, bank: ExampleBank },
    /// Learn in this way from now on.
    Settle(LessonSettings),
    /// Let training rest until something changes.
    StopTraining,
    /// Answer these pictures, with one of these classes.
    Test { pictures: Vec<Asked>, learned: Vec<ClassId> },
    /// Look at a picture from a file, for the reading of this number.
    Embed { job: u64, incoming: Box<Incoming> },
    /// Make variants of a picture and look at them.
    Vary { id: ExampleId, file: Arc<[u8]> },
    /// Say what the head that answers looks like.
    GiveHead,
    /// Take this model, made elsewhere, with a class for each of its labels.
    OpenModel { name: String, graph: Box<LayerGraph>, classes: Vec<ClassId> },
    /// Let that model answer, or the head.
    UseModel(bool),
}

/// A picture to test with.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) id: ExampleId,
    pub(super) class: ClassId,
    pub(super) embedding: Embedding,
    pub(super) file: Arc<[u8]>,
}

/// What the worker answers; one reply for each request, and one when the network is loaded.
pub(super) enum Reply {
    /// The network is there.
    Loaded { network: String, device: String, device_reason: String, layers: usize, strangers: Arc<Strangers> },
    /// It cannot be: why and what to do.
    Failed(String),
    /// An answer to a frame.
    Classified { frame: FrameId, version: u64, prediction: Prediction, millis: f32 },
    /// A frame became a picture.
    Captured { class: ClassId, split: Split, recording: RecordingId, seen: Seen, photograph: Photograph },
    /// The answers to a test.
    Tested(Vec<Answered>),
    /// A picture from a file was looked at; `None`: it could not be.
    Embedded { job: u64, incoming: Box<Incoming>, seen: Option<Seen> },
    /// Variants of a picture were looked at; `None`: it has none.
    Varied { id: ExampleId, variants: Option<Arc<[Embedding]>> },
    /// The head that answers for this version of the lesson, if it is a linear one.
    Head { version: u64, head: Option<LinearHead<ClassId>> },
    /// A model made elsewhere cannot be used: why.
    ModelRefused(String),
    /// It did as it was told.
    Heard,
    /// The frame could not be used.
    Unusable,
}

/// Where the worker stands, for whoever looks; the newest only.
#[derive(Debug, Clone, Default)]
pub(super) struct WorkerState {
    /// Version of the lesson it has.
    pub(super) version: u64,
    pub(super) training: TrainingState,
    pub(super) epochs: usize,
    pub(super) history: Arc<Vec<EpochRecord>>,
    /// Trainings ended so far.
    pub(super) trained: u64,
    /// Views of each class in that version.
    pub(super) views: BTreeMap<ClassId, usize>,
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
    settings: LessonSettings,
    training_time: TrainingTime,
    state: &Mutex<WorkerState>,
    requests: &Receiver<Request>,
    replies: &SyncSender<Reply>,
) {
    let opened = Eye::open(model_dir, eye).and_then(|eye| Ok((eye, Arc::new(load_strangers(model_dir)?))));
    let (eye, strangers) = match opened {
        Ok(opened) => opened,
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
        strangers: Arc::clone(&strangers),
    };
    if replies.send(loaded).is_err() {
        return;
    }
    let mut worker =
        Worker { eye, classifier: Classifier::new(&Device::flex(), settings, strangers), version: 0, trained: 0 };
    let mut trains = false;
    loop {
        let request = if trains && training_time == TrainingTime::WhenIdle {
            match requests.try_recv() {
                Ok(request) => request,
                Err(TryRecvError::Empty) => {
                    trains = worker.train();
                    worker.tell(state);
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
        let reply = worker.answer(request);
        match training_time {
            TrainingTime::WhenIdle => trains = true,
            TrainingTime::AfterEachRequest => {
                worker.train();
            }
        }
        worker.tell(state);
        if replies.send(reply).is_err() {
            return;
        }
    }
}

struct Worker {
    eye: Eye,
    classifier: Classifier,
    /// Of the lesson.
    version: u64,
    trained: u64,
}

impl Worker {
    fn answer(&mut self, request: Request) -> Reply {
        match request {
            Request::Classify { frame, raw } => self.classify(frame, &raw),
            Request::Capture { class, split, recording, frame, raw, with_variants } => {
                let Some((embedding, seen)) = self.eye.look(frame, &raw) else { return Reply::Unusable };
                let square = seen.raw.mirrored_square();
                let photograph = match photograph_of(&square, with_variants) {
                    Ok(photograph) => photograph,
                    Err(reason) => {
                        error!("a frame could not be made a picture: {reason}");
                        return Reply::Unusable;
                    }
                };
                let variants = photograph.variants.as_ref().map(|inputs| self.look_at_all(inputs));
                Reply::Captured { class, split, recording, seen: Seen { embedding, variants }, photograph }
            }
            Request::Learn { version, bank } => {
                self.version = version;
                self.classifier.fit(bank);
                Reply::Heard
            }
            Request::Settle(settings) => {
                self.classifier.set_settings(settings);
                Reply::Heard
            }
            Request::StopTraining => {
                self.classifier.stop_training();
                Reply::Heard
            }
            Request::Test { pictures, learned } => {
                Reply::Tested(pictures.iter().map(|asked| self.test(asked, &learned)).collect())
            }
            Request::Embed { job, incoming } => {
                let seen = self.seen(&incoming);
                Reply::Embedded { job, incoming, seen }
            }
            Request::Vary { id, file } => {
                let inputs = variants_of_file(&file).inspect_err(|reason| error!("{reason}")).ok();
                Reply::Varied { id, variants: inputs.map(|inputs| self.look_at_all(&inputs)) }
            }
            Request::GiveHead => Reply::Head { version: self.version, head: self.classifier.linear_head() },
            Request::OpenModel { name, graph, classes } => match ImportedModel::new(*graph, &name) {
                Ok(model) => {
                    self.classifier.open_model(model, classes);
                    Reply::Heard
                }
                Err(error) => Reply::ModelRefused(format!("{name}: {error}")),
            },
            Request::UseModel(answers) => {
                self.classifier.let_model_answer(answers);
                Reply::Heard
            }
        }
    }

    fn seen(&self, incoming: &Incoming) -> Option<Seen> {
        let embedding = match &incoming.view {
            View::Embedding(embedding) => embedding.clone(),
            View::Input(input) => self.eye.embed(input)?,
        };
        let variants = incoming.photograph.variants.as_ref().map(|inputs| self.look_at_all(inputs));
        Some(Seen { embedding, variants })
    }

    /// The answer to a picture to test with.
    fn test(&mut self, asked: &Asked, learned: &[ClassId]) -> Answered {
        let by_model = if self.classifier.looks_at_pictures() {
            decode_picture(&asked.file, "a picture to test with").ok().and_then(|picture| self.ask_model(&picture))
        } else {
            None
        };
        let mut prediction = by_model.unwrap_or_else(|| self.classifier.answer(&asked.embedding));
        prediction.confidence.retain(|(class, _)| learned.contains(class));
        (asked.id, asked.class, prediction.class())
    }

    /// What the opened model thinks of a picture; `None`, with a line in the log, where it cannot tell.
    fn ask_model(&self, picture: &Picture) -> Option<Prediction> {
        let answered = self.classifier.answer_of_model(picture)?;
        answered.inspect_err(|error| error!("the opened model could not look at a picture: {error}")).ok()
    }

    fn classify(&mut self, frame: FrameId, raw: &Arc<RawFrame>) -> Reply {
        let begun = Instant::now();
        let by_model = if self.classifier.looks_at_pictures() { self.ask_model(&raw.mirrored_square()) } else { None };
        let (prediction, frame) = match by_model {
            Some(prediction) => (prediction, frame),
            None => {
                let Some((embedding, seen)) = self.eye.look(frame, raw) else { return Reply::Unusable };
                (self.classifier.answer(&embedding), seen.id)
            }
        };
        let millis = begun.elapsed().as_secs_f32() * 1000.0;
        Reply::Classified { frame, version: self.version, prediction, millis }
    }

    fn look_at_all(&self, inputs: &[NetworkInput]) -> Arc<[Embedding]> {
        inputs.iter().filter_map(|input| self.eye.embed(input)).collect()
    }

    /// Trains a little; whether there is more to do.
    fn train(&mut self) -> bool {
        let training = self.classifier.train_slice();
        self.trained += u64::from(matches!(training, Training::Finished(_)));
        training != Training::Idle
    }

    fn tell(&self, state: &Mutex<WorkerState>) {
        let training = match self.classifier.training() {
            Training::Running(_) => TrainingState::Running,
            _ if self.classifier.is_stopped() => TrainingState::Stopped,
            Training::Finished(_) => TrainingState::Finished,
            Training::Idle => TrainingState::Idle,
        };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let history = self.classifier.history();
        if state.history.len() != history.len() || state.trained != self.trained || state.version != self.version {
            state.history = Arc::new(history.to_vec());
        }
        if state.version != self.version {
            state.views.clone_from(self.classifier.bank().views().by_class());
        }
        state.version = self.version;
        state.training = training;
        state.epochs = self.classifier.settings().training.epochs;
        state.trained = self.trained;
    }
}
