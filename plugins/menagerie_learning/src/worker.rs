//! The worker: the one thread on which the network and Burn run. Knows no engine; takes requests, gives replies.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bevy::log::error;
use menagerie_brain::{
    Device, Embedding, ExampleBank, ImportedModel, LayerGraph, Learner, NEVER_SEEN_BELOW, NetworkInput, Novelty,
    Strangers, Training,
};
use menagerie_core::prelude::{
    Answered, ClassId, EpochRecord, ExampleId, FrameId, HeadChoice, LessonSettings, Picture, RawFrame, RecordingId,
    Split, TrainingState,
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
    Classified { frame: FrameId, answer: Thought, millis: f32 },
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

/// What is thought of a picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Thought {
    /// Confidence by class; empty when nothing was taught.
    pub(super) confidence: Vec<(ClassId, f32)>,
    /// How much it is like what was taught, 0..1.
    pub(super) known: f32,
    /// The head that answered.
    pub(super) head: &'static str,
    /// Version of the lesson it had learned.
    pub(super) version: u64,
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
    choice: HeadChoice,
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
    let mut worker = Worker {
        eye,
        learner: Learner::new(&Device::flex(), choice),
        version: 0,
        novelty: None,
        strangers,
        knows_unknown: true,
        trained: 0,
        model: None,
        model_answers: false,
    };
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
    learner: Learner,
    /// Of the lesson.
    version: u64,
    novelty: Option<Novelty>,
    strangers: Arc<Strangers>,
    knows_unknown: bool,
    trained: u64,
    /// A model made elsewhere, and the class of each of its labels.
    model: Option<(ImportedModel, Vec<ClassId>)>,
    model_answers: bool,
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
                self.novelty = None;
                self.learner.learn(bank);
                Reply::Heard
            }
            Request::Settle(settings) => {
                self.learner.set_choice(settings.head);
                self.learner.set_settings(settings.training);
                self.knows_unknown = settings.knows_unknown;
                Reply::Heard
            }
            Request::StopTraining => {
                self.learner.stop_training();
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
            Request::GiveHead => Reply::Head { version: self.version, head: self.learner.linear_head() },
            Request::OpenModel { name, graph, classes } => match ImportedModel::new(*graph, &name) {
                Ok(model) => {
                    self.model = Some((model, classes));
                    Reply::Heard
                }
                Err(error) => Reply::ModelRefused(format!("{name}: {error}")),
            },
            Request::UseModel(answers) => {
                self.model_answers = answers;
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

    /// The answer to a picture to test with; `None`: never seen.
    fn test(&mut self, asked: &Asked, learned: &[ClassId]) -> Answered {
        let by_model = if self.model_answers {
            decode_picture(&asked.file, "a picture to test with")
                .ok()
                .and_then(|picture| self.answer_of_model(&picture))
        } else {
            None
        };
        let answered = by_model.unwrap_or_else(|| self.answer_to(&asked.embedding));
        let among = answered.confidence.iter().filter(|(class, _)| learned.contains(class));
        let best = among.max_by(|a, b| a.1.total_cmp(&b.1));
        let known = best.filter(|_| answered.known >= NEVER_SEEN_BELOW);
        (asked.id, asked.class, known.map(|(class, _)| *class))
    }

    /// What the model made elsewhere thinks of a picture; `None` while there is none.
    fn answer_of_model(&self, picture: &Picture) -> Option<Thought> {
        let (model, classes) = self.model.as_ref()?;
        let probabilities = model
            .probabilities(picture.rgb(), picture.width(), picture.height())
            .inspect_err(|error| error!("the opened model could not look at a picture: {error}"))
            .ok()?;
        let confidence = classes.iter().copied().zip(probabilities).collect();
        Some(Thought { confidence, known: 1.0, head: "opened model", version: self.version })
    }

    fn classify(&mut self, frame: FrameId, raw: &Arc<RawFrame>) -> Reply {
        let begun = Instant::now();
        let by_model = if self.model_answers { self.answer_of_model(&raw.mirrored_square()) } else { None };
        let (answer, frame) = match by_model {
            Some(answer) => (answer, frame),
            None => {
                let Some((embedding, seen)) = self.eye.look(frame, raw) else { return Reply::Unusable };
                (self.answer_to(&embedding), seen.id)
            }
        };
        Reply::Classified { frame, answer, millis: begun.elapsed().as_secs_f32() * 1000.0 }
    }

    fn answer_to(&mut self, embedding: &Embedding) -> Thought {
        let prediction = self.learner.predict(embedding);
        // With a single class everything looks like it: visitors are to find that out before it is mended.
        let known = if self.knows_unknown && prediction.probabilities.len() > 1 {
            let (bank, strangers) = (self.learner.bank(), &self.strangers);
            self.novelty.get_or_insert_with(|| Novelty::fit(bank, strangers)).known(embedding)
        } else {
            1.0
        };
        let confidence = prediction.probabilities;
        Thought { confidence, known, head: prediction.head.name(), version: self.version }
    }

    fn look_at_all(&self, inputs: &[NetworkInput]) -> Arc<[Embedding]> {
        inputs.iter().filter_map(|input| self.eye.embed(input)).collect()
    }

    /// Trains a little; whether there is more to do.
    fn train(&mut self) -> bool {
        let training = self.learner.train_slice();
        self.trained += u64::from(matches!(training, Training::Finished(_)));
        training != Training::Idle
    }

    fn tell(&self, state: &Mutex<WorkerState>) {
        let training = match self.learner.training() {
            Training::Running(_) => TrainingState::Running,
            _ if self.learner.is_stopped() => TrainingState::Stopped,
            Training::Finished(_) => TrainingState::Finished,
            Training::Idle => TrainingState::Idle,
        };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let history = self.learner.history();
        if state.history.len() != history.len() || state.trained != self.trained || state.version != self.version {
            state.history = Arc::new(history.to_vec());
        }
        if state.version != self.version {
            state.views.clone_from(self.learner.bank().views().by_class());
        }
        state.version = self.version;
        state.training = training;
        state.epochs = self.learner.settings().epochs;
        state.trained = self.trained;
    }
}
