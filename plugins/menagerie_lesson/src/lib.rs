//! What a lesson is: the one set of words that everything taught, saved, measured and shown goes through.
//!
//! What it is: plain data, its limits, its form in a file (serde), and what follows from it alone. What it is not: it knows
//! no engine, no network, no thread, no file and no other room of ours. Every other room uses these words and defines no
//! second ones.
//!
//! - [`Class`] and its numbers, [`Split`], [`Picture`]: what is taught.
//! - [`LessonSettings`]: how it is learned; [`HeadChoice`], [`HeadKind`] and [`LinearHead`]: by what.
//! - [`EpochRecord`], [`Confusion`], [`Examination`], [`PretrainingComparison`]: what was measured.
//! - [`ActivationMap`]: what a [`Layer`] of the network made of a picture; [`ClassMaps`]: where it is that speaks for a class.
//! - [`LessonReport`]: all of it, for a page.
//! - [`Phrasebook`]: sentences by key, in one language.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test stops where something is wrong"))]

mod activation_map;
mod animation;
mod atlas;
mod class;
mod class_map;
mod confusion;
mod decoding;
mod embedding;
mod examination;
mod file_kind;
mod folder_names;
mod head;
mod ids;
mod jpeg;
mod output;
mod phrasebook;
mod picture;
mod relief;
mod report;
mod settings;
mod split;
mod training;

pub use activation_map::{ActivationMap, ChannelSummary, Layer, LayerSummary, UnknownLayer};
pub use animation::{Animation, AnimationFrame, decode_animation};
pub use atlas::{ATLAS_FILE, ATLAS_PATCHES, Atlas, AtlasLayer, AtlasPatch, AtlasPhotograph, optimised_file};
pub use class::{
    CLASS_COLORS, Class, ClassCounts, LONGEST_NAME, LONGEST_SENTENCE, LONGEST_TYPED_NAME, MOST_CLASSES, elided,
    name_key, on_one_line, tidy_name,
};
pub use class_map::ClassMaps;
pub use confusion::{Answered, Confusion};
pub use decoding::{check_picture, decode_as_canvas, decode_picture};
pub use embedding::{EMBEDDING_LEN, HEAD_LEN, MIDDLE_LEN, direction};
pub use examination::{Examination, Finding, FindingKind, PretrainingComparison};
pub use file_kind::{KIND_BYTES, PICTURE_EXTENSIONS, PictureFormat, not_a_picture, other_kind, picture_format};
pub use folder_names::{is_system_name, split_named};
pub use head::{HeadChoice, HeadKind, LinearHead, UnknownHead};
pub use ids::{ClassId, ExampleId, RecordingId};
/// Kinds of picture, as the crate that decodes them calls them.
pub use image::ImageFormat;
pub use jpeg::with_huffman_tables;
pub use output::{
    ClassOutput, LONGEST_PARAMETER, MOST_OUTPUT_FILE_BYTES, MOST_OUTPUTS, MOST_PARAMETERS, OutputFile, OutputFileError,
    check_outputs,
};
pub use phrasebook::{Arg, Args, NoPhrases, Phrasebook};
pub use picture::{CAMERA, MAX_DECODE_BYTES, MAX_FILE_BYTES, MAX_SIDE_PX, Picture, PictureError};
pub use relief::relief;
pub use report::{LessonFigures, LessonReport, MapPoint, ReportedPicture, WrongPicture, unique_names};
pub use settings::{LessonSettings, SettingsError, TrainingSettings};
pub use split::Split;
pub use training::EpochRecord;
