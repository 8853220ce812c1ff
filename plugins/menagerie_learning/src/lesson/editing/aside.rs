//! A lesson set aside while one plays: it waits in memory, whole, and what is played with never reaches its file.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use super::Lesson;

/// The lesson that waits.
#[derive(Debug)]
pub(super) struct Kept {
    classes: Vec<Class>,
    album: Album,
    file: ProjectFile,
}

impl Kept {
    /// Its pictures: what the network made of them is still needed.
    pub(super) fn pictures(&self) -> impl Iterator<Item = ExampleId> + '_ {
        self.album.iter().map(|(id, _)| id)
    }
}

/// Whoever set it aside may be who is gone.
pub(super) fn bring_back_for_who_left(mut gone: MessageReader<SwitchedOff>, mut lesson: Lesson) {
    if gone.read().count() > 0 {
        lesson.bring_back();
    }
}

impl Lesson<'_> {
    pub(super) fn set_aside(&mut self, meanwhile: &Meanwhile) {
        let (classes, album) = (std::mem::take(&mut self.classes.0), std::mem::take(&mut *self.album));
        let file = std::mem::take(&mut *self.file);
        let kept = self.undos.aside.take().unwrap_or(Kept { classes, album, file });
        match meanwhile {
            Meanwhile::Named(names) => {
                for name in names {
                    self.add_class(Some(name), false);
                }
            }
            Meanwhile::SameTests => {
                // With numbers of their own: what was on its way to one of the lesson's classes reaches none of these.
                let ids = self.lay_out(kept.classes.clone());
                for (class, id) in kept.classes.iter().zip(ids) {
                    for (number, picture) in kept.album.of(class.id, Split::Test) {
                        self.album.insert(number, AlbumPicture { class: id, ..picture.clone() });
                    }
                }
            }
        }
        self.undos.aside = Some(kept);
        self.is_aside.set_if_neq(LessonAside(true));
        // Nobody goes back from one lesson into the other.
        self.forget_undos();
    }

    pub(crate) fn bring_back(&mut self) {
        let Some(Kept { classes, album, file }) = self.undos.aside.take() else { return };
        self.classes.0 = classes;
        *self.album = album;
        *self.file = file;
        self.is_aside.set_if_neq(LessonAside(false));
        self.forget_undos();
    }
}
