//! The thread on which the network and Burn run. Knows no engine; takes requests, gives replies.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bevy::log::error;
use menagerie_brain::{Backbone, Classifier, Device, Embedding, NetworkInput, Prediction, REASON_LAYERS, Training};
use menagerie_core::prelude::{
    Answered, ClassId, EpochRecord, FrameId, Layer, LessonSettings, NetworkView, Picture, RawFrame, TrainingState,
    Watched,
};
use menagerie_lesson::decode_as_canvas;

use super::feature_extractor::{ExtractorSettings, FeatureExtractor, Looked, Wish, input_of};
use super::model_files::{load_labels, load_strangers};
use super::protocol::{
    Asked, Captured, Classified, Embedded, HeadGiven, Loaded, Reply, Request, Tested, Varied, WorkerFault,
};
use crate::job::Reporter;
use crate::prepared::{Incoming, Seen, View, photograph_of, variants_of_file};

/// Of the network's own names for a picture, so many are told.
const NAMES: usize = 5;

/// What a worker starts with.
#[derive(Clone)]
pub(super) struct WorkerSettings {
    /// Folder of the network's files.
    pub(super) model_dir: PathBuf,
    pub(super) extractor: ExtractorSettings,
    pub(super) lesson: LessonSettings,
    pub(super) training_time: TrainingTime,
}

/// The worker's latest state, for observers.
#[derive(Debug, Clone, Default)]
pub(crate) struct WorkerState {
    /// Version of the lesson it has.
    pub(crate) version: u64,
    pub(crate) training: TrainingState,
    pub(crate) epochs: usize,
    pub(crate) history: Arc<Vec<EpochRecord>>,
    /// Trainings ended so far.
    pub(crate) trained: u64,
    /// Since when it is at its present piece of work; `None` while it waits for one.
    pub(crate) busy_since: Option<Instant>,
    /// Views of each class in that version.
    pub(crate) views: BTreeMap<ClassId, usize>,
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
    settings: &WorkerSettings,
    state: &Mutex<WorkerState>,
    requests: &Receiver<Request>,
    replies: &Reporter<Reply>,
) {
    let model_dir = &settings.model_dir;
    let opened = FeatureExtractor::open(model_dir, &settings.extractor)
        .and_then(|extractor| Ok((extractor, Arc::new(load_strangers(model_dir)?))));
    let (extractor, strangers) = match opened {
        Ok(opened) => opened,
        Err(reason) => {
            error!("{reason}");
            replies.end(Reply::Failed(reason));
            return;
        }
    };
    let loaded = Loaded {
        network: "EfficientNet-Lite0".to_owned(),
        device: extractor.device.clone(),
        device_reason: extractor.reason.clone(),
        layers: menagerie_brain::layer_specs().len(),
        fingerprint: extractor.fingerprint(),
        filters: extractor.backbone().first_filters(),
        labels: load_labels(model_dir, extractor.backbone().labels()),
        strangers: Arc::clone(&strangers),
    };
    if replies.report(Reply::Loaded(loaded)).is_err() {
        return;
    }
    let classifier = Classifier::new(&Device::flex(), settings.lesson, strangers);
    let mut worker = Worker { extractor, random: None, classifier, version: 0, trained: 0 };
    let is_busy = |busy: bool| {
        state.lock().unwrap_or_else(PoisonError::into_inner).busy_since = busy.then(Instant::now);
    };
    let mut trains = false;
    loop {
        let request = if trains && settings.training_time == TrainingTime::WhenIdle {
            match requests.try_recv() {
                Ok(request) => request,
                Err(TryRecvError::Empty) => {
                    is_busy(true);
                    trains = worker.train();
                    worker.tell(state);
                    continue;
                }
                Err(TryRecvError::Disconnected) => return,
            }
        } else {
            is_busy(false);
            match requests.recv() {
                Ok(request) => request,
                Err(_) => return,
            }
        };
        is_busy(true);
        let reply = worker.answer(request);
        match settings.training_time {
            TrainingTime::WhenIdle => trains = true,
            TrainingTime::AfterEachRequest => {
                worker.train();
            }
        }
        worker.tell(state);
        if replies.report(reply).is_err() {
            return;
        }
    }
}

struct Worker {
    extractor: FeatureExtractor,
    /// The same network with random weights, once somebody wanted to see it.
    random: Option<Arc<Backbone>>,
    classifier: Classifier,
    /// Of the lesson.
    version: u64,
    trained: u64,
}

impl Worker {
    fn answer(&mut self, request: Request) -> Reply {
        match request {
            Request::Classify { frame, raw, watched, cover } => self.classify(frame, &raw, watched, cover),
            Request::Capture { class, split, recording, frame, raw, with_variants } => {
                let Some(looked) = self.extractor.look(frame, &raw, Wish::default()) else { return Reply::Unusable };
                let (embedding, square) = (looked.output.embedding, looked.frame.raw.square());
                let photograph = match photograph_of(&square, with_variants) {
                    Ok(photograph) => photograph,
                    Err(reason) => {
                        error!("a frame could not be turned into a picture: {reason}");
                        return Reply::Unusable;
                    }
                };
                let variants = photograph.variants.as_ref().map(|inputs| self.look_at_all(inputs));
                let seen = Seen { embedding, variants };
                Reply::Captured(Box::new(Captured { class, split, recording, seen, photograph }))
            }
            Request::Fit { version, bank } => {
                self.version = version;
                self.classifier.fit(bank);
                Reply::Done
            }
            Request::ChangeSettings(settings) => {
                self.classifier.set_settings(settings);
                Reply::Done
            }
            Request::StopTraining => {
                self.classifier.stop_training();
                Reply::Done
            }
            Request::Test { pictures, learned } => {
                Reply::Tested(Tested(pictures.iter().map(|asked| self.test(asked, &learned)).collect()))
            }
            Request::Embed { import, incoming } => {
                let seen = self.seen(&incoming);
                Reply::Embedded(Embedded { import, incoming, seen })
            }
            Request::Vary { id, file } => {
                let inputs = variants_of_file(&file).inspect_err(|reason| error!("{reason}")).ok();
                Reply::Varied(Varied { id, variants: inputs.map(|inputs| self.look_at_all(&inputs)) })
            }
            Request::GiveHead => {
                Reply::HeadGiven(HeadGiven { version: self.version, head: self.classifier.linear_head() })
            }
            Request::OpenModel { model, classes } => {
                self.classifier.open_model(model, classes);
                Reply::Done
            }
            Request::Break(WorkerFault::Panic) => panic!("the worker was told to panic"),
            Request::Break(WorkerFault::Hang) => loop {
                std::thread::park();
            },
            Request::TakeRandomNetwork(network) => {
                self.random = Some(network);
                Reply::Done
            }
            Request::LetModelAnswer(answers) => {
                self.classifier.let_model_answer(answers);
                Reply::Done
            }
        }
    }

    fn seen(&self, incoming: &Incoming) -> Option<Seen> {
        let embedding = match &incoming.view {
            View::Embedding(embedding) => embedding.clone(),
            View::Input(input) => self.extractor.embed(input)?,
        };
        let variants = incoming.photograph.variants.as_ref().map(|inputs| self.look_at_all(inputs));
        Some(Seen { embedding, variants })
    }

    /// The answer to a test picture.
    fn test(&mut self, asked: &Asked, learned: &[ClassId]) -> Answered {
        let by_model = if self.classifier.looks_at_pictures() {
            decode_as_canvas(&asked.file, "a test picture").ok().and_then(|picture| {
                // Such models are taught by webcams that mirror: what a camera took is shown as they know it.
                self.ask_model(&if asked.by_camera { picture.mirrored() } else { picture })
            })
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
        answered.inspect_err(|error| error!("the opened model could not process a picture: {error}")).ok()
    }

    fn classify(&mut self, frame: FrameId, raw: &Arc<RawFrame>, watched: Watched, cover: Option<[f32; 2]>) -> Reply {
        let begun = Instant::now();
        let by_model = if self.classifier.looks_at_pictures() { self.ask_model(&raw.mirrored_square()) } else { None };
        let (prediction, view) = match by_model {
            // It answers by layers of its own, which it does not show.
            Some(prediction) => (prediction, NetworkView { frame, ..NetworkView::default() }),
            None => {
                let reasons = if watched.reasons { &REASON_LAYERS[..] } else { &[] };
                let numbers = watched.layer.filter(|_| watched.numbers);
                let read: Vec<Layer> = numbers.into_iter().chain(reasons.iter().copied()).collect();
                let shown = watched.layer.map(|layer| (layer, watched.channel));
                let Some(looked) = self.extractor.look(frame, raw, Wish { read: &read, shown, cover }) else {
                    return Reply::Unusable;
                };
                let prediction = self.classifier.answer(&looked.output.embedding);
                (prediction, self.view(looked, watched, cover))
            }
        };
        let millis = begun.elapsed().as_secs_f32() * 1000.0;
        Reply::Classified(Classified { version: self.version, prediction, millis, view })
    }

    /// What is watched of a look.
    fn view(&mut self, looked: Looked, watched: Watched, cover: Option<[f32; 2]>) -> NetworkView {
        let Looked { output, maps, summary, frame: seen } = looked;
        let mut view = NetworkView { frame: seen.id, ..NetworkView::default() };
        if watched.reasons
            && let Some(head) = self.classifier.linear_head()
        {
            view.reasons = Backbone::reasons(&head, &output.embedding, &maps).map(Arc::new);
        }
        if watched.known {
            let named = self.extractor.backbone().top_k(&output.logits, NAMES);
            view.names = named.into_iter().map(|name| (name.index, name.probability)).collect();
            view.nearest = self.classifier.nearest(&output.embedding);
        }
        if let Some(random) = self.random.as_ref().filter(|_| watched.random)
            && let Some(layer) = watched.layer
        {
            let looked = input_of(&seen.raw, cover)
                .and_then(|input| random.forward_with_maps(&input, &[layer]).map_err(|error| error.to_string()));
            let looked = looked.inspect_err(|reason| error!("the random network could not look: {reason}"));
            view.random_map = looked.ok().and_then(|(_, mut maps)| maps.pop()).map(Arc::new);
        }
        view.summary = summary.map(Arc::new);
        view.map = maps.into_iter().find(|map| Some(map.layer) == watched.layer).map(Arc::new);
        view
    }

    fn look_at_all(&self, inputs: &[NetworkInput]) -> Arc<[Embedding]> {
        inputs.iter().filter_map(|input| self.extractor.embed(input)).collect()
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
        // There was progress: whatever takes long in many small steps is no reason to worry.
        state.busy_since = state.busy_since.map(|_| Instant::now());
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
