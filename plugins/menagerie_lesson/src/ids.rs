//! Numbers for what a lesson is made of. Saved, shown and spoken of by these, never by an engine's handle.

use serde::{Deserialize, Serialize};

/// A class. The numbers in a lesson may have gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassId(pub u16);

impl From<u16> for ClassId {
    fn from(number: u16) -> Self {
        Self(number)
    }
}

/// One picture; never used twice in the life of a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExampleId(pub u64);

/// Pictures taken in one go: one press, one burst or one timed recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordingId(pub u64);
