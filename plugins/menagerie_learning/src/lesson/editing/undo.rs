//! What the newest changes took away, and how it comes back.

use std::collections::HashSet;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_lesson::name_key;

use super::{Lesson, aside};

/// What the newest changes took away, newest last.
#[derive(Resource, Debug, Default)]
pub(crate) struct Undos {
    pub(super) stack: Vec<Undo>,
    /// Whether something can no longer be brought back since somebody asked.
    pub(super) has_dropped: bool,
    /// The lesson that is set aside while one plays.
    pub(super) aside: Option<aside::Kept>,
}

impl Undos {
    /// Pictures that can still be brought back, if they are others than when this was asked last.
    pub(crate) fn held_since_drop(&mut self) -> Option<HashSet<ExampleId>> {
        let held = || {
            let undone = self.stack.iter().flat_map(|undo| undo.pictures.iter().map(|(id, _)| *id));
            undone.chain(self.aside.iter().flat_map(aside::Kept::pictures)).collect()
        };
        let held = self.has_dropped.then(held);
        self.has_dropped = false;
        held
    }
}

/// What one change took away.
#[derive(Debug)]
pub(super) struct Undo {
    /// What it brings back.
    pub(super) what: Phrase,
    pub(super) at_secs: f32,
    /// With the places at which they stood, ascending.
    pub(super) classes: Vec<(usize, Class)>,
    pub(super) pictures: Vec<(ExampleId, AlbumPicture)>,
    /// Pictures that were moved, and where they were.
    pub(super) moved: Vec<(ExampleId, ClassId, Split)>,
    /// What answered for a class.
    pub(super) outputs: Vec<(ClassId, Vec<ClassOutput>)>,
    /// Classes that came with the change; they go again if they are still empty.
    pub(super) came: Vec<ClassId>,
    /// The file that the lesson was kept in.
    pub(super) file: Option<ProjectFile>,
    /// Whether another lesson took its place, which then is changed for it, and not mixed with it.
    pub(super) replaced: bool,
}

impl Undo {
    pub(super) fn new(what: Phrase) -> Self {
        Self {
            what,
            at_secs: 0.0,
            classes: Vec::new(),
            pictures: Vec::new(),
            moved: Vec::new(),
            outputs: Vec::new(),
            came: Vec::new(),
            file: None,
            replaced: false,
        }
    }
}

impl Lesson<'_> {
    /// Nothing that was taken away comes back any more.
    pub(crate) fn forget_undos(&mut self) {
        self.undos.stack.clear();
        self.undos.has_dropped = true;
        self.offer.set_if_neq(UndoOffer(None));
    }

    pub(super) fn undo(&mut self) {
        let Some(undo) = self.undos.stack.pop() else { return };
        if undo.replaced
            && let Some(back) = self.start_over(Vec::new())
        {
            self.undos.stack.push(Undo { at_secs: undo.at_secs, replaced: true, ..back });
        }
        if let Some(file) = undo.file {
            *self.file = ProjectFile { saved: false, ..file };
        }
        for id in undo.came {
            let Some(place) = self.place(id) else { continue };
            // What was taught meanwhile belongs to the class of that name, if that comes back.
            let key = name_key(&self.classes.0[place].name);
            let twin = undo.classes.iter().map(|(_, class)| class).find(|class| name_key(&class.name) == key);
            let pictures: Vec<_> =
                self.album.iter().filter(|(_, picture)| picture.class == id).map(|(number, _)| number).collect();
            for number in &pictures {
                if let (Some(twin), Some(picture)) = (twin, self.album.get_mut(*number)) {
                    picture.class = twin.id;
                }
            }
            if pictures.is_empty() || twin.is_some() {
                self.classes.0.remove(place);
            }
        }
        for (place, class) in undo.classes {
            let place = place.min(self.classes.0.len());
            self.classes.0.insert(place, class);
        }
        for (id, outputs) in undo.outputs {
            self.edit(id, |class| class.outputs = outputs);
        }
        for (id, picture) in undo.pictures {
            self.album.insert(id, picture);
        }
        for (id, class, split) in undo.moved {
            if let Some(picture) = self.album.get_mut(id) {
                (picture.class, picture.split) = (class, split);
            }
        }
    }
}
