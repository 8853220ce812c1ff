//! A project: everything a lesson is, as plain data.

use std::sync::Arc;

use menagerie_lesson::{Class, ClassId, ExampleId, LessonSettings, LinearHead, RecordingId, Split, name_key};

/// A whole lesson.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Project {
    /// What it is called.
    pub name: String,
    /// The classes, in their order on the screen.
    pub classes: Vec<Class>,
    /// The pictures, by ascending number.
    pub pictures: Vec<ProjectPicture>,
    /// How it learns.
    pub settings: LessonSettings,
    /// Fingerprint of the network that made the embeddings, and of the preprocessing; `None`: not known.
    pub embedded_by: Option<String>,
    /// The head as it was when saved, for those who want to use it elsewhere.
    pub head: Option<LinearHead<String>>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectPicture {
    /// Its number.
    pub id: ExampleId,
    /// Its class.
    pub class: ClassId,
    /// What it is for.
    pub split: Split,
    /// Where it came from: a file's name, or `camera`.
    pub source: String,
    /// The press, burst or timed recording that it was taken in; pictures from files have none.
    pub recording: Option<RecordingId>,
    /// It, as a JPEG or PNG file.
    pub file: Arc<[u8]>,
    /// What the network made of it, `[2432]`, if that is kept.
    pub embedding: Option<Arc<[f32]>>,
}

impl Project {
    /// The class of this name, however its accents are written.
    #[must_use]
    pub fn class_named(&self, name: &str) -> Option<&Class> {
        let key = name_key(name);
        self.classes.iter().find(|class| name_key(&class.name) == key)
    }

    /// The class of this name; one more, with a creature of these in turn, if there is none yet.
    pub fn class_or_new(&mut self, name: &str, creatures: &[String]) -> ClassId {
        if let Some(class) = self.class_named(name) {
            return class.id;
        }
        let is_free = |id: &u16| self.classes.iter().all(|class| class.id != ClassId(*id));
        let id = ClassId((0..u16::MAX).find(is_free).unwrap_or(u16::MAX));
        let place = self.classes.len();
        let creature = creatures.get(place % creatures.len().max(1)).cloned().unwrap_or_default();
        self.classes.push(Class::new(id, name, creature, place));
        id
    }

    /// Appends a picture, which belongs to no recording.
    pub fn add_picture(&mut self, class: ClassId, split: Split, source: &str, file: Arc<[u8]>) -> ExampleId {
        let id = ExampleId(self.pictures.last().map_or(0, |picture| picture.id.0.saturating_add(1)));
        let source = source.to_owned();
        self.pictures.push(ProjectPicture { id, class, split, source, recording: None, file, embedding: None });
        id
    }

    /// Pictures of a class in one part.
    #[must_use]
    pub fn count(&self, class: ClassId, split: Split) -> usize {
        self.pictures.iter().filter(|picture| picture.class == class && picture.split == split).count()
    }
}
