//! What a lesson is: the one set of words that everything taught, saved, measured and shown goes through.
//!
//! What it is: plain data, its limits, its form in a file (serde), and what follows from it alone. What it is not: it knows
//! no engine, no network, no thread, no file and no other room of ours. Every other room uses these words and defines no
//! second ones.
//!
//! - [`Class`] and its numbers, [`Split`], [`Picture`]: what is taught.
//! - [`LessonSettings`]: how it is learned; [`HeadChoice`], [`HeadKind`] and [`LinearHead`]: by what.
//! - [`EpochRecord`], [`Confusion`], [`Examination`], [`PretrainingComparison`]: what was measured.
//! - [`LessonReport`]: all of it, for a page.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test stops where something is wrong"))]

mod class;
mod confusion;
mod embedding;
mod examination;
mod head;
mod ids;
mod picture;
mod report;
mod settings;
mod split;
mod training;

pub use class::{
    CLASS_COLORS, Class, ClassCounts, LONGEST_NAME, LONGEST_SENTENCE, MOST_CLASSES, on_one_line, tidy_name,
};
pub use confusion::{Answered, Confusion};
pub use embedding::{EMBEDDING_LEN, HEAD_LEN, MIDDLE_LEN, direction};
pub use examination::{Examination, Finding, FindingKind, PretrainingComparison};
pub use head::{HeadChoice, HeadKind, LinearHead, UnknownHead};
pub use ids::{ClassId, ExampleId, RecordingId};
pub use picture::{
    CAMERA, MAX_FILE_BYTES, MAX_SIDE_PX, PICTURE_EXTENSIONS, Picture, PictureError, decode_picture, picture_format,
};
pub use report::{LessonFigures, LessonReport, MapPoint, ReportedPicture, WrongPicture, unique_names};
pub use settings::{LessonSettings, SettingsError, TrainingSettings};
pub use split::Split;
pub use training::EpochRecord;
