//! What the worker is asked and what it answers. Answers are messages: whoever asks takes them out of an inbox of their own,
//! and the way between knows none of them.

use std::sync::Arc;

use bevy::prelude::Message;
use menagerie_brain::{Backbone, Embedding, ExampleBank, ImportedModel, Prediction, Strangers};
use menagerie_core::prelude::{
    Answered, ClassId, ExampleId, FrameId, LessonSettings, NetworkLabels, NetworkView, RawFrame, RecordingId, Split,
    Watched,
};
use menagerie_lesson::LinearHead;

use crate::prepared::{Incoming, Photograph, Seen};

/// What the worker is asked.
pub(crate) enum Request {
    /// Look at a frame, a place of it covered, and say what it is, and what is watched of the network.
    Classify { frame: FrameId, raw: Arc<RawFrame>, watched: Watched, cover: Option<[f32; 2]> },
    /// Look at a frame and make a picture of the lesson of it.
    Capture {
        class: ClassId,
        split: Split,
        recording: RecordingId,
        frame: FrameId,
        raw: Arc<RawFrame>,
        with_variants: bool,
    },
    /// Replace the example bank with this one.
    Fit { version: u64, bank: ExampleBank },
    /// Learn in this way from now on.
    ChangeSettings(LessonSettings),
    /// Pause training until something changes.
    StopTraining,
    /// Answer these pictures, with one of these classes.
    Test { pictures: Vec<Asked>, learned: Vec<ClassId> },
    /// Look at a picture from a file, for the import of this number.
    Embed { import: u64, incoming: Box<Incoming> },
    /// Make variants of a picture and look at them.
    Vary { id: ExampleId, file: Arc<[u8]> },
    /// Say what the head that answers looks like.
    GiveHead,
    /// Take this model, taught elsewhere, with a class for each of its labels.
    OpenModel { model: Arc<ImportedModel>, classes: Vec<ClassId> },
    /// Let that model answer, or the head.
    LetModelAnswer(bool),
    /// Take this network with random weights, to show it beside the trained one.
    TakeRandomNetwork(Arc<Backbone>),
    /// Fail on purpose.
    Break(WorkerFault),
}

/// How a worker can be made to fail on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerFault {
    /// Its thread panics.
    Panic,
    /// It never answers again.
    Hang,
}

/// A test picture.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) id: ExampleId,
    pub(crate) class: ClassId,
    pub(crate) embedding: Embedding,
    pub(crate) file: Arc<[u8]>,
    /// Whether a camera took it: a model that was taught by a mirroring webcam sees it mirrored, as it sees live frames.
    pub(crate) by_camera: bool,
}

/// What comes back; one reply for each request, and one when the network is loaded.
pub(crate) enum Reply {
    Loaded(Loaded),
    /// The network cannot be loaded: why and what to do.
    Failed(String),
    Classified(Classified),
    Captured(Box<Captured>),
    Tested(Tested),
    Embedded(Embedded),
    Varied(Varied),
    HeadGiven(HeadGiven),
    /// The request was carried out.
    Done,
    /// The frame could not be used.
    Unusable,
}

/// The network is loaded.
pub(crate) struct Loaded {
    pub(crate) network: String,
    pub(crate) device: String,
    pub(crate) device_reason: String,
    pub(crate) layers: usize,
    /// Tells embeddings of this network, and of this way to prepare a picture, from those of others.
    pub(crate) fingerprint: Arc<str>,
    /// Its own names for things, by language.
    pub(crate) labels: NetworkLabels,
    /// Those of its first convolution.
    pub(crate) filters: Arc<[f32]>,
    pub(crate) strangers: Arc<Strangers>,
}

/// The answer to a frame.
#[derive(Message, Debug)]
pub(crate) struct Classified {
    /// Of the lesson that had been learned.
    pub(crate) version: u64,
    pub(crate) prediction: Prediction,
    pub(crate) millis: f32,
    /// What was watched of the network meanwhile.
    pub(crate) view: NetworkView,
}

/// A frame became a picture.
#[derive(Message, Debug)]
pub(crate) struct Captured {
    pub(crate) class: ClassId,
    pub(crate) split: Split,
    pub(crate) recording: RecordingId,
    pub(crate) seen: Seen,
    pub(crate) photograph: Photograph,
}

/// The answers to a test.
#[derive(Message, Debug)]
pub(crate) struct Tested(pub(crate) Vec<Answered>);

/// A picture from a file was looked at; `None`: it could not be.
#[derive(Message, Debug)]
pub(crate) struct Embedded {
    pub(crate) import: u64,
    pub(crate) incoming: Box<Incoming>,
    pub(crate) seen: Option<Seen>,
}

/// Variants of a picture were looked at; `None`: it has none.
#[derive(Message, Debug)]
pub(crate) struct Varied {
    pub(crate) id: ExampleId,
    pub(crate) variants: Option<Arc<[Embedding]>>,
}

/// The head that answers for this version of the lesson, if it is a linear one.
#[derive(Message, Debug)]
pub(crate) struct HeadGiven {
    pub(crate) version: u64,
    pub(crate) head: Option<LinearHead<ClassId>>,
}
