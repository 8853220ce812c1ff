//! The album: every picture of the lesson, in memory only, unless staff save the lesson.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_lesson::{CAMERA, ClassId, ExampleId, Picture, RecordingId, Split};

/// Side of a thumbnail, pixels.
pub const THUMBNAIL_PX: u32 = 64;

/// One picture of the lesson.
#[derive(Debug, Clone)]
pub struct AlbumPicture {
    /// Its class.
    pub class: ClassId,
    /// What it is for.
    pub split: Split,
    /// It, small: [`THUMBNAIL_PX`] a side.
    pub thumbnail: Arc<Picture>,
    /// It, as a JPEG or PNG file.
    pub file: Arc<[u8]>,
    /// Where it comes from: the name of a file, or `camera`.
    pub source: Arc<str>,
    /// What it was taken in; none for pictures from files.
    pub recording: Option<RecordingId>,
    /// What it counts on the way to the goal: 1 for a picture from a file, less for a near-copy, more for another side.
    pub worth: f32,
}

impl AlbumPicture {
    /// Whether a camera took it.
    #[must_use]
    pub fn is_by_camera(&self) -> bool {
        &*self.source == CAMERA
    }
}

/// Every picture, in the order in which they came.
#[derive(Resource, Debug, Clone, Default)]
pub struct Album {
    pictures: BTreeMap<ExampleId, AlbumPicture>,
}

impl Album {
    /// Adds a picture.
    pub fn insert(&mut self, id: ExampleId, picture: AlbumPicture) {
        self.pictures.insert(id, picture);
    }

    /// Removes a picture.
    pub fn remove(&mut self, id: ExampleId) -> Option<AlbumPicture> {
        self.pictures.remove(&id)
    }

    /// One picture.
    #[must_use]
    pub fn get(&self, id: ExampleId) -> Option<&AlbumPicture> {
        self.pictures.get(&id)
    }

    /// One picture, to change it.
    pub fn get_mut(&mut self, id: ExampleId) -> Option<&mut AlbumPicture> {
        self.pictures.get_mut(&id)
    }

    /// Every picture, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (ExampleId, &AlbumPicture)> {
        self.pictures.iter().map(|(id, picture)| (*id, picture))
    }

    /// The pictures of a class that are taught (those to validate with among them), or those to test with, oldest first.
    pub fn of(&self, class: ClassId, split: Split) -> impl DoubleEndedIterator<Item = (ExampleId, &AlbumPicture)> {
        self.iter().filter(move |(_, picture)| picture.class == class && picture.split.is_taught() == split.is_taught())
    }

    /// Number of pictures.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pictures.len()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Album>();
}
