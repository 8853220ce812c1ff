//! The words every room speaks: messages, resources, ids, states, the order of a frame, pictures and frame sources.
//!
//! Invariants: knows no other room; draws nothing; decides nothing. What stands here is only what at least two rooms
//! must agree on.

pub mod access;
mod activation_scale;
pub mod album;
pub mod camera;
pub mod classes;
pub mod controls;
pub mod drift;
pub mod experiments;
pub mod games;
pub mod guests;
pub mod inside;
pub mod insight;
pub mod motion;
pub mod network;
pub mod outputs;
pub mod pack;
pub mod photographs;
pub mod pixels;
pub mod prediction;
pub mod project;
pub mod quality;
pub mod raw_frame;
pub mod schedule;
pub mod screen;
pub mod slots;
pub mod sounds;
pub mod stage;
pub mod visit;
pub mod words;
pub mod world_fonts;

pub use menagerie_lesson as lesson;

use bevy::prelude::*;

/// Registers every shared message, resource and state, and the order of a frame.
pub struct CorePlugin;

impl Plugin for CorePlugin {
    fn build(&self, app: &mut App) {
        // The frame, then what is taught in it.
        app.add_plugins((
            (schedule::plugin, pack::plugin),
            access::plugin,
            controls::plugin,
            (experiments::plugin, games::plugin),
            guests::plugin,
            quality::plugin,
            screen::plugin,
            slots::plugin,
            sounds::plugin,
            visit::plugin,
            words::plugin,
            world_fonts::plugin,
        ))
        .add_plugins((
            camera::plugin,
            classes::plugin,
            album::plugin,
            inside::plugin,
            insight::plugin,
            network::plugin,
            outputs::plugin,
            prediction::plugin,
            project::plugin,
            stage::plugin,
        ));
    }
}

/// Everything a room usually needs, in one line.
pub mod prelude {
    pub use menagerie_lesson::{
        ActivationMap, Answered, Arg, Class, ClassCounts, ClassId, ClassMaps, ClassOutput, Confusion, EpochRecord,
        Examination, ExampleId, Finding, FindingKind, HeadChoice, HeadKind, Layer, LayerSummary, LessonSettings,
        Phrasebook, Picture, PretrainingComparison, RecordingId, Split, TrainingSettings,
    };

    pub use crate::access::{Access, AccessChoice};
    pub use crate::activation_scale::ActivationScale;
    pub use crate::album::{Album, AlbumPicture};
    pub use crate::camera::{
        CameraChoice, CameraFrame, CameraStatus, FrameArrived, FrameId, FrameSource, LookBack, MirrorTexture, Prop,
        PropShelf, ShowPicture, ShowSource, SourceError, StockShelf,
    };
    pub use crate::classes::{
        CaptureBurst, CaptureTimed, Capturing, ChangeLesson, Classes, CountDown, EXAMPLES_GOAL, ExampleCaptured,
        FirstClasses, LessonAside, Meanwhile, PicturesRemoved, StartCapturing, StopCapturing, UndoOffer,
    };
    pub use crate::controls::{Activated, ControlName, HoldToActivate, PointsAt, Pressed, Released, WorkshopControls};
    pub use crate::experiments::{
        ChallengeInfo, Challenges, ExperimentInfo, ExperimentStep, Experiments, RegisterExperiment, StepDone, Until,
    };
    pub use crate::games::{GamePictures, GameTable, PlayedGames, PreparedGame};
    pub use crate::guests::{Guests, ReceiveGuest, SwitchedOff};
    pub use crate::inside::{
        CoverPicture, Excitation, ExcitationFound, FindExcitation, FirstFilters, LayerTextures, NetworkLabels,
        NetworkView, WatchNetwork, Watched, wall_columns,
    };
    pub use crate::insight::{
        ChangeSettings, ComparePretraining, CurrentSettings, LatestExamination, PretrainingStatus, StopTraining,
        TestResult, TrainingState, TrainingStatus,
    };
    pub use crate::motion::Motion;
    pub use crate::network::{Backbone, BackboneState, DeviceChoice, GraphicsLost, Head, OpenedModel};
    pub use crate::outputs::{OutputInfo, Outputs, Reacting, RegisterOutput};
    pub use crate::pack::Pack;
    pub use crate::prediction::{Answer, LatestPrediction, PredictionChanged};
    pub use crate::project::{
        FileWish, Notice, ProjectFile, ReadyMadeSet, ReadyMadeSets, SavingTrouble, SetWords, Trouble, Work,
        WorkUnderWay,
    };
    pub use crate::quality::{Effects, Quality, QualityChoice, SoftwareGraphics};
    pub use crate::raw_frame::{CentreSquare, FrameCoding, RawFrame, RawFrameError};
    pub use crate::schedule::{ExhibitSystems, LastWordSystems, Pace};
    pub use crate::screen::{CurrentScreen, GoHome, GoTo, Overlay, RegisterScreen, ScreenId, ScreenInfo, Screens};
    pub use crate::slots::{SlotId, SlotOrder, SlotPlace};
    pub use crate::sounds::{
        Microphone, PlayOwnSound, PlaySound, RecordSound, Say, SoundCatalog, SoundEntry, SoundHeard, SoundRecorded,
        Volume,
    };
    pub use crate::stage::{
        Audience, CreatureAwaited, CreatureCatalog, CreatureEntry, CreaturePortraits, CreatureSpot, CreatureTouched,
    };
    pub use crate::visit::EndVisit;
    pub use crate::words::{BringWords, ChooseLanguage, Phrase, Words};
}
