//! One taught picture, as the heads see it.

use menagerie_lesson::{ClassId, ExampleId, RecordingId, Split};

use crate::embedding::Embedding;

/// One taught picture, as the heads see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its id.
    pub id: ExampleId,
    /// The class it was taught as.
    pub class: ClassId,
    /// What it was taken in; none for pictures from files.
    pub recording: Option<RecordingId>,
    /// Whether it is kept back first, where something is kept back to validate with.
    pub split: Split,
    /// What the backbone made of it.
    pub embedding: Embedding,
    /// What it made of the picture mirrored, shifted or brightened; learned only with augmentation, never asked about.
    pub variants: Vec<Embedding>,
}

impl Example {
    /// An example of no recording and without variants, to teach.
    pub fn new(id: ExampleId, class: ClassId, embedding: Embedding) -> Self {
        Self { id, class, recording: None, split: Split::Teach, embedding, variants: Vec::new() }
    }
}
