//! The lesson as it stands on the screen, to be kept: as a project, and as what tells whether a file holds it.

use std::path::Path;
use std::sync::Arc;

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_lesson::LinearHead;
use menagerie_project::{Project, ProjectPicture};

use crate::lesson::embedding_cache::EmbeddingCache;
use crate::worker::NetworkFingerprint;

/// What a file would hold: when two are equal nothing needs to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stamp {
    classes: Vec<Class>,
    settings: LessonSettings,
    pictures: Vec<(ExampleId, ClassId, Split)>,
}

/// The lesson that is on the screen.
#[derive(Clone, Copy)]
pub(super) struct OnScreen<'a> {
    pub(super) classes: &'a Classes,
    pub(super) album: &'a Album,
    pub(super) cache: &'a EmbeddingCache,
    pub(super) settings: &'a LessonSettings,
    pub(super) fingerprint: Option<&'a Arc<str>>,
}

impl OnScreen<'_> {
    pub(super) fn stamp(&self) -> Stamp {
        Stamp {
            classes: self
                .classes
                .0
                .iter()
                .map(|class| Class { counts: ClassCounts::default(), ..class.clone() })
                .collect(),
            settings: *self.settings,
            pictures: self.album.iter().map(|(id, picture)| (id, picture.class, picture.split)).collect(),
        }
    }

    /// Everything that is saved of the lesson, for its file; cheap to take, because pictures are shared.
    pub(super) fn project(&self, file: &Path) -> Project {
        let pictures = self.album.iter().map(|(id, picture)| ProjectPicture {
            id,
            class: picture.class,
            split: picture.split,
            source: picture.source.to_string(),
            recording: picture.recording,
            file: Arc::clone(&picture.file),
            embedding: self.cache.get(id).map(|seen| seen.embedding.shared()),
        });
        Project {
            name: file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            classes: self.classes.0.clone(),
            pictures: pictures.collect(),
            settings: *self.settings,
            embedded_by: self.fingerprint.map(|fingerprint| fingerprint.to_string()),
            head: None,
        }
    }
}

/// The lesson that is on the screen, for a system.
#[derive(SystemParam)]
pub(super) struct ScreenLesson<'w> {
    pub(super) classes: Res<'w, Classes>,
    pub(super) album: Res<'w, Album>,
    pub(super) cache: Res<'w, EmbeddingCache>,
    pub(super) settings: Res<'w, CurrentSettings>,
    pub(super) fingerprint: Option<Res<'w, NetworkFingerprint>>,
}

impl ScreenLesson<'_> {
    pub(super) fn on_screen(&self) -> OnScreen<'_> {
        OnScreen {
            classes: &self.classes,
            album: &self.album,
            cache: &self.cache,
            settings: &self.settings,
            fingerprint: self.fingerprint.as_ref().map(|fingerprint| &fingerprint.0),
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.classes.is_changed() || self.album.is_changed() || self.settings.is_changed()
    }
}

/// The head with the names of its classes; `None` if it is not linear.
pub(super) fn named_head(head: Option<LinearHead<ClassId>>, classes: &Classes) -> Option<LinearHead<String>> {
    head?.relabelled(|class| classes.get(*class).map(|class| class.name.clone()))
}
