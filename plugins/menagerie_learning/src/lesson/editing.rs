//! The lesson as people change it: classes and pictures, and the way back. Knows no network; what changed here is learned
//! by `embedding_cache.rs`.

mod aside;
mod numbers;
mod undo;

use std::collections::HashMap;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_lesson::{LONGEST_SENTENCE, MOST_CLASSES, check_outputs, name_key, on_one_line, tidy_name};
use menagerie_project::ClassAnswers;

pub(crate) use numbers::Numbers;
pub(crate) use undo::Undos;

use crate::{FollowSystems, LearningSystems};
use undo::Undo;

/// What a class refers to where no creature was found: a plain one is drawn for it.
const NO_CREATURE: &str = "plain";
/// Maximum number of changes that can be undone.
const MOST_UNDOS: usize = 20;
/// How long what was taken away stays in memory, seconds: pictures of visitors are not kept for longer than somebody
/// would want them back.
const UNDO_SECS: f32 = 120.0;

/// The lesson, mutably.
#[derive(bevy::ecs::system::SystemParam)]
pub(crate) struct Lesson<'w> {
    pub(crate) classes: ResMut<'w, Classes>,
    pub(crate) album: ResMut<'w, Album>,
    pub(crate) numbers: ResMut<'w, Numbers>,
    pub(crate) file: ResMut<'w, ProjectFile>,
    first: Res<'w, FirstClasses>,
    creatures: Res<'w, CreatureCatalog>,
    words: Res<'w, Words>,
    undos: ResMut<'w, Undos>,
    offer: ResMut<'w, UndoOffer>,
    is_aside: ResMut<'w, LessonAside>,
    forgotten: MessageWriter<'w, PicturesRemoved>,
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Undos>()
        .init_resource::<Numbers>()
        .add_systems(
            Update,
            (aside::bring_back_for_who_left, change_lesson).chain().in_set(EditingSystems).in_set(FollowSystems::Edit),
        )
        .add_systems(Update, count_pictures.in_set(LearningSystems::Count));
}

/// The lesson is changed here: what must see it as it was runs before.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct EditingSystems;

/// Changes the lesson as people wish.
fn change_lesson(time: Res<Time>, mut wishes: MessageReader<ChangeLesson>, mut lesson: Lesson) {
    let now_secs = time.elapsed_secs();
    if lesson.first.is_changed() {
        lesson.numbers.take(&lesson.classes);
    }
    for wish in wishes.read() {
        if let Some(mut undo) = lesson.change(wish) {
            undo.at_secs = now_secs;
            lesson.undos.stack.push(undo);
        }
    }
    let undos = &lesson.undos.stack;
    let out_of_date = undos.iter().filter(|undo| now_secs - undo.at_secs > UNDO_SECS).count();
    let surplus = out_of_date.max(undos.len().saturating_sub(MOST_UNDOS));
    if surplus > 0 {
        lesson.undos.stack.drain(..surplus);
        lesson.undos.has_dropped = true;
    }
    let offer = UndoOffer(lesson.undos.stack.last().map(|undo| lesson.words.say(&undo.what)));
    lesson.offer.set_if_neq(offer);
}

/// Keeps the numbers of pictures that stand at every class true to the album.
pub(crate) fn count_pictures(album: Res<Album>, mut classes: ResMut<Classes>) {
    if !album.is_changed() && !classes.is_changed() {
        return;
    }
    let mut counted = HashMap::<ClassId, ClassCounts>::new();
    for (_, picture) in album.iter() {
        let counts = counted.entry(picture.class).or_default();
        if picture.split.is_taught() {
            counts.teach += 1;
            counts.progress += picture.worth;
        } else {
            counts.test += 1;
        }
    }
    // How many views there are only the worker knows.
    let of = |class: &Class| ClassCounts {
        views: class.counts.views,
        ..counted.get(&class.id).copied().unwrap_or_default()
    };
    if classes.0.iter().any(|class| of(class) != class.counts) {
        for class in &mut classes.0 {
            class.counts = of(class);
        }
    }
}

impl Lesson<'_> {
    /// Begins a new lesson with these classes, which get numbers of their own; the old one can be brought back.
    pub(crate) fn begin(&mut self, classes: Vec<Class>, now_secs: f32) -> Vec<ClassId> {
        // Whoever opens another lesson is done playing.
        self.bring_back();
        let undo = self.start_over(classes);
        if let Some(undo) = undo {
            self.undos.stack.push(Undo { at_secs: now_secs, replaced: true, ..undo });
        }
        *self.file = ProjectFile::default();
        self.classes.0.iter().map(|class| class.id).collect()
    }

    /// Forgets everything that was taught, and all that could have been brought back; whether there was anything.
    pub(crate) fn forget_all(&mut self) -> bool {
        let was_changed = self.start_over(self.first.0.0.clone()).is_some();
        *self.file = ProjectFile::default();
        self.forget_undos();
        was_changed
    }

    /// Begins a new lesson with classes of these names.
    pub(crate) fn begin_named(&mut self, names: &[String], now_secs: f32) -> Vec<ClassId> {
        self.begin(Vec::new(), now_secs);
        names.iter().filter_map(|name| self.add_class(Some(name), false)).collect()
    }

    /// The class of this name, however its accents are written; a new one if there is none. `None` when there are too many.
    pub(crate) fn class_named(&mut self, name: &str) -> Option<ClassId> {
        let key = name_key(name);
        let found = self.classes.0.iter().find(|class| name_key(&class.name) == key).map(|class| class.id);
        if found.is_none() && self.is_untouched() {
            // What nobody has taught anything makes way for what comes.
            self.classes.0.clear();
        }
        found.or_else(|| self.add_class(Some(name), false))
    }

    /// What came with the pictures of a class answers for it, as long as nobody chose something else.
    pub(crate) fn answer_with(&mut self, class: ClassId, answers: &ClassAnswers) {
        let says = on_one_line(&answers.says, LONGEST_SENTENCE);
        let Some(now) = self.classes.get(class) else { return };
        let (says_nothing, has_none) = (now.says.is_empty(), now.outputs.is_empty());
        if says_nothing && !says.is_empty() {
            self.edit(class, |class| class.says = says);
        }
        if has_none && !answers.outputs.is_empty() {
            self.edit(class, |class| class.outputs.clone_from(&answers.outputs));
        }
    }

    fn change(&mut self, wish: &ChangeLesson) -> Option<Undo> {
        match wish {
            ChangeLesson::AddClass { name, quiet } => {
                self.add_class(name.as_deref(), *quiet);
                None
            }
            ChangeLesson::RenameClass(class, name) => {
                let name = tidy_name(name);
                if !name.is_empty() && self.classes.get(*class).is_some_and(|class| class.name != name) {
                    self.edit(*class, |class| class.name = name);
                }
                None
            }
            ChangeLesson::RecolorClass(class, color) => self.edit(*class, |class| class.color = *color),
            ChangeLesson::RecastClass(class, creature) => {
                self.edit(*class, |class| class.creature.clone_from(creature))
            }
            ChangeLesson::SetOutputs(class, outputs) => match check_outputs(outputs) {
                Ok(()) => self.set_outputs(*class, outputs),
                Err(reason) => {
                    warn!("these outputs are not taken: {reason}");
                    None
                }
            },
            ChangeLesson::CaptionClass(class, says) => {
                let says = on_one_line(says, LONGEST_SENTENCE);
                self.edit(*class, |class| class.says = says);
                None
            }
            ChangeLesson::EnableClass(class, enabled) => self.edit(*class, |class| class.enabled = *enabled),
            ChangeLesson::MoveClass(class, to) => {
                if let Some(from) = self.place(*class) {
                    let to = (*to).min(self.classes.0.len() - 1);
                    let class = self.classes.0.remove(from);
                    self.classes.0.insert(to, class);
                }
                None
            }
            ChangeLesson::DeleteClass(class) => self.delete_class(*class),
            ChangeLesson::EmptyClass(class) => {
                let name = self.classes.get(*class)?.name.clone();
                let pictures = self.album.iter().filter(|(_, picture)| picture.class == *class).map(|(id, _)| id);
                self.forget(pictures.collect(), Phrase::new("undo-pictures-of").with("name", name))
            }
            ChangeLesson::RemovePictures(pictures) => {
                self.forget(pictures.clone(), Phrase::new("undo-pictures").with("pictures", pictures.len()))
            }
            ChangeLesson::MovePictures(pictures, class, split) => self.move_pictures(pictures, *class, *split),
            ChangeLesson::StartOver if self.is_aside.0 => {
                let taught = self.album.iter().filter(|(_, picture)| picture.split.is_taught()).map(|(id, _)| id);
                self.forget(taught.collect(), Phrase::new("undo-lesson"))
            }
            ChangeLesson::StartOver => self.start_over(self.first.0.0.clone()),
            ChangeLesson::SetAside(meanwhile) => {
                self.set_aside(meanwhile);
                None
            }
            ChangeLesson::BringBack => {
                self.bring_back();
                None
            }
            ChangeLesson::Undo => {
                self.undo();
                None
            }
        }
    }

    /// One more class, unless there are too many.
    fn add_class(&mut self, name: Option<&str>, quiet: bool) -> Option<ClassId> {
        let place = self.classes.0.len();
        if place >= MOST_CLASSES {
            return None;
        }
        let id = self.numbers.class(&self.classes);
        // The creature that the fewest classes have.
        let casts = |creature: &CreatureEntry| {
            self.classes.0.iter().filter(|class| self.creatures.is_called(creature, &class.creature)).count()
        };
        let creature = self.creatures.offered().min_by_key(|creature| casts(creature)).filter(|_| !quiet);
        // Until somebody names it, a class is called after its creature.
        let called = creature.map(|creature| creature.title.clone()).unwrap_or_else(|| self.words.text("new-class"));
        let name = name.map(tidy_name).filter(|name| !name.is_empty()).unwrap_or_else(|| self.free_name(&called));
        let creature = match creature {
            _ if quiet => String::new(),
            Some(creature) => creature.name.clone(),
            None => NO_CREATURE.to_owned(),
        };
        self.classes.0.push(Class::new(id, name, creature, place));
        Some(id)
    }

    /// This name, or with the first number behind it that makes it nobody else's.
    fn free_name(&self, name: &str) -> String {
        let is_free = |name: &String| {
            let key = name_key(name);
            self.classes.0.iter().all(|class| name_key(&class.name) != key)
        };
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(is_free).unwrap_or_default()
    }

    /// Adds the classes to begin with.
    pub(crate) fn lay_out_first(&mut self) {
        self.lay_out(self.first.0.0.clone());
    }

    fn is_untouched(&self) -> bool {
        is_untouched(&self.classes, &self.album, &self.first)
    }

    /// Adds these classes with numbers of their own: while others can come back, theirs stay theirs.
    fn lay_out(&mut self, classes: Vec<Class>) -> Vec<ClassId> {
        let numbered = classes.into_iter().map(|class| {
            let id = self.numbers.class(&self.classes);
            self.classes.0.push(Class { id, ..class });
            id
        });
        numbered.collect()
    }

    /// Begins again with these classes. They get numbers of their own.
    fn start_over(&mut self, classes: Vec<Class>) -> Option<Undo> {
        // There is nothing to restore in an untouched lesson.
        let worth_it = !self.is_untouched();
        let mut undo = Undo::new(Phrase::new("undo-lesson"));
        undo.pictures = self.take_pictures(|_| true);
        undo.classes = self.classes.0.drain(..).enumerate().collect();
        undo.came = self.lay_out(classes);
        if worth_it {
            // An empty lesson must not be written over a full one.
            undo.file = Some(std::mem::take(&mut *self.file));
        }
        worth_it.then_some(undo)
    }

    /// A picture or a sound that is taken away can be brought back; one that another one takes the place of can not.
    fn set_outputs(&mut self, id: ClassId, outputs: &[ClassOutput]) -> Option<Undo> {
        let class = self.classes.get_mut(id)?;
        let before = std::mem::replace(&mut class.outputs, outputs.to_vec());
        let is_gone = |output: &ClassOutput| outputs.iter().all(|other| other.kind != output.kind);
        let was_chosen = |output: &ClassOutput| output.file.is_some() || !output.parameters.is_empty();
        let is_lost = before.iter().any(|output| was_chosen(output) && is_gone(output));
        let what = Phrase::new("undo-answer").with("name", class.name.clone());
        is_lost.then(|| Undo { outputs: vec![(id, before)], ..Undo::new(what) })
    }

    fn edit(&mut self, class: ClassId, change: impl FnOnce(&mut Class)) -> Option<Undo> {
        if let Some(class) = self.classes.get_mut(class) {
            change(class);
        }
        None
    }

    fn place(&self, class: ClassId) -> Option<usize> {
        self.classes.0.iter().position(|other| other.id == class)
    }

    fn delete_class(&mut self, class: ClassId) -> Option<Undo> {
        let place = self.place(class)?;
        // A lesson has at least one class.
        if self.classes.0.len() == 1 {
            return None;
        }
        let deleted = self.classes.0.remove(place);
        let mut undo = Undo::new(Phrase::new("undo-class").with("name", deleted.name.clone()));
        undo.pictures = self.take_pictures(|picture| picture.class == class);
        undo.classes.push((place, deleted));
        Some(undo)
    }

    fn forget(&mut self, pictures: Vec<ExampleId>, what: Phrase) -> Option<Undo> {
        let mut undo = Undo::new(what);
        undo.pictures = pictures.into_iter().filter_map(|id| Some((id, self.album.remove(id)?))).collect();
        self.tell_forgotten(undo.pictures.len());
        (!undo.pictures.is_empty()).then_some(undo)
    }

    fn take_pictures(&mut self, which: impl Fn(&AlbumPicture) -> bool) -> Vec<(ExampleId, AlbumPicture)> {
        let ids: Vec<_> = self.album.iter().filter(|(_, picture)| which(picture)).map(|(id, _)| id).collect();
        let taken: Vec<_> = ids.into_iter().filter_map(|id| Some((id, self.album.remove(id)?))).collect();
        self.tell_forgotten(taken.len());
        taken
    }

    fn tell_forgotten(&mut self, pictures: usize) {
        if pictures > 0 {
            self.forgotten.write(PicturesRemoved(pictures));
        }
    }

    fn move_pictures(&mut self, pictures: &[ExampleId], class: ClassId, split: Split) -> Option<Undo> {
        self.classes.get(class)?;
        let mut undo = Undo::new(Phrase::new("undo-places").with("pictures", pictures.len()));
        for id in pictures {
            if let Some(picture) = self.album.get_mut(*id)
                && (picture.class, picture.split) != (class, split)
            {
                undo.moved.push((*id, picture.class, picture.split));
                (picture.class, picture.split) = (class, split);
            }
        }
        (!undo.moved.is_empty()).then_some(undo)
    }
}

/// Whether a lesson is as the exhibit begins: nothing would be lost with it.
pub(crate) fn is_untouched(classes: &Classes, album: &Album, first: &FirstClasses) -> bool {
    let plain = |class: &Class| Class { id: ClassId(0), counts: ClassCounts::default(), ..class.clone() };
    album.is_empty() && classes.0.iter().map(plain).eq(first.0.0.iter().map(plain))
}

#[cfg(test)]
mod tests;
