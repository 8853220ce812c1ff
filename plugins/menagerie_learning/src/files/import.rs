//! Import of pictures, projects and models. What the reading thread finds becomes part of the lesson, at the pace
//! at which the network can look at it.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_project::ClassAnswers;

use super::name_of;
use super::reading::{ClassKey, Found, Prepared, ReadWish, Reader, read};
use super::save_queue::SaveQueue;
use super::snapshot::OnScreen;
use crate::job::{Heard, Job};
use crate::lesson::editing::Lesson;
use crate::lesson::embedding_cache::EmbeddingCache;
use crate::lesson::opened_model::Opened;
use crate::prepared::{Incoming, Seen, View};
use crate::worker::{Embedded, NetworkFingerprint, Request, WorkerLink, WorkerReplaced, add_inbox, has_worker};
use crate::{FollowSystems, GiveSystems, LearningSettings};

/// Pictures that the reading thread prepares ahead.
const PREPARED_AHEAD: usize = 8;
/// Pictures that the network has to look at, at once: more would keep live frames waiting.
const IN_FLIGHT: usize = 4;
/// What is taken of what was found in one update, at most.
const MOST_AT_ONCE: usize = 32;

/// The import under way.
#[derive(Resource, Debug, Default)]
pub(super) struct Import {
    running: Option<Running>,
    /// Number of the newest import: what an older one still has on its way is dropped.
    number: u64,
    /// What is to be read next: what it is called, what it is, the class for pictures that bring none.
    waiting: VecDeque<(String, ReadWish, Option<ClassId>)>,
    /// Pictures that the network has looked at, or could not.
    embedded: Vec<Embedded>,
}

impl Import {
    fn cancel(&mut self) {
        self.waiting.clear();
        if let Some(running) = &self.running {
            running.job.cancel();
        }
    }

    fn touch(&mut self) {
        if let Some(running) = &mut self.running {
            running.touched = true;
        }
    }

    /// Whether nothing is being read.
    pub(super) fn is_idle(&self) -> bool {
        self.running.is_none() && self.waiting.is_empty()
    }
}

#[derive(Debug)]
struct Running {
    what: String,
    job: Job<Found>,
    /// Class for pictures that bring none.
    class: Option<ClassId>,
    /// Classes of the project being read, by their numbers there.
    classes: HashMap<ClassId, ClassId>,
    /// Recordings of the project being read, by their numbers there.
    recordings: HashMap<RecordingId, RecordingId>,
    /// What classes of this name answer with.
    answers: BTreeMap<String, ClassAnswers>,
    /// File of the project being read.
    file: Option<PathBuf>,
    in_flight: usize,
    taken: usize,
    /// Test pictures among them.
    taken_to_test: usize,
    left_out: Vec<String>,
    total: usize,
    began_lesson: bool,
    ended: bool,
    failed: bool,
    /// Whether somebody changed the lesson while it was read.
    touched: bool,
}

/// Everything that an import touches.
#[derive(SystemParam)]
struct Taking<'w> {
    import: ResMut<'w, Import>,
    lesson: Lesson<'w>,
    cache: ResMut<'w, EmbeddingCache>,
    opened: ResMut<'w, Opened>,
    settings: ResMut<'w, CurrentSettings>,
    fingerprint: Option<Res<'w, NetworkFingerprint>>,
    work: ResMut<'w, WorkUnderWay>,
    queue: ResMut<'w, SaveQueue>,
    backbone: Res<'w, Backbone>,
    learning: Res<'w, LearningSettings>,
    words: Res<'w, Words>,
    notices: MessageWriter<'w, Notice>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Import>()
        .add_systems(Startup, find_sets)
        .add_systems(Update, (note_changes, follow_wishes, begin_next).chain().in_set(FollowSystems::Files))
        .add_systems(Update, take_found.run_if(has_worker).in_set(GiveSystems::Import));
    add_inbox::<Embedded, _>(app, take_embedded);
}

/// The ready-made sets that are offered: a pack's, and those that ship with the exhibit.
fn find_sets(settings: Res<LearningSettings>, pack: Res<Pack>, mut sets: ResMut<ReadyMadeSets>) {
    let mut found = Vec::new();
    for dir in &settings.sets_dirs {
        let (listed, refused) = menagerie_project::list_sets(dir);
        for error in refused {
            warn!("{error}");
        }
        found.extend(listed);
    }
    // Of two of one name the first, which is the pack's own.
    let mut seen = HashSet::new();
    found.retain(|(folder, _)| seen.insert(folder.file_name().map(OsStr::to_owned)));
    if let Some(names) = &pack.sets {
        let place = |folder: &Path| names.iter().position(|name| folder.file_name() == Some(OsStr::new(name)));
        found.retain(|(folder, _)| place(folder).is_some());
        found.sort_by_key(|(folder, _)| place(folder));
    }
    let set = |(folder, about): (PathBuf, menagerie_project::SetDescription)| ReadyMadeSet {
        name: about.name,
        sentence: about.sentence,
        folder,
        translations: about.translations.into_iter().map(|(language, said)| (language, words_of(said))).collect(),
    };
    sets.0 = found.into_iter().map(set).collect();
}

fn words_of(said: menagerie_project::SetTranslation) -> SetWords {
    SetWords { name: said.name, sentence: said.sentence, classes: said.classes }
}

/// Notes what people do to the lesson while something is read.
pub(super) fn note_changes(
    mut changes: MessageReader<ChangeLesson>,
    mut changed_settings: MessageReader<ChangeSettings>,
    mut ended: MessageReader<EndVisit>,
    capturing: Res<Capturing>,
    mut import: ResMut<Import>,
) {
    if ended.read().count() > 0 {
        import.cancel();
    }
    for change in changes.read() {
        match change {
            // What was being read belongs to a lesson that is gone.
            ChangeLesson::StartOver | ChangeLesson::Undo => import.cancel(),
            _ => import.touch(),
        }
    }
    if changed_settings.read().count() > 0 || capturing.0.is_some() {
        import.touch();
    }
}

/// Notes what people wish to open or import.
fn follow_wishes(mut wishes: MessageReader<FileWish>, sets: Res<ReadyMadeSets>, mut taking: Taking) {
    for wish in wishes.read() {
        let (what, wish, class) = match wish {
            FileWish::Open(path) => {
                // What its file does not hold yet is written first: it may be the file that is opened.
                taking.let_go();
                let what = taking.words.with("work-opening", &[("file", name_of(path).into())]);
                (what, ReadWish::Open(path.clone()), None)
            }
            FileWish::Import { paths, class, split } => {
                let what = match paths.as_slice() {
                    [path] => taking.words.with("work-importing", &[("file", name_of(path).into())]),
                    _ => taking.words.with("work-importing-files", &[("files", paths.len().into())]),
                };
                (what, ReadWish::Import { paths: paths.clone(), split: *split }, *class)
            }
            FileWish::UseSet(place) => {
                let Some(set) = sets.0.get(*place) else { continue };
                let language = &taking.words.spoken().id;
                let [name, _] = set.said_in(language);
                let what = taking.words.with("work-opening", &[("file", name.into())]);
                let classes = set.translations.get(language).map(|said| said.classes.clone()).unwrap_or_default();
                (what, ReadWish::Set { folder: set.folder.clone(), classes }, None)
            }
            FileWish::Cancel => {
                taking.import.cancel();
                continue;
            }
            _ => continue,
        };
        taking.import.waiting.push_back((what, wish, class));
    }
}

/// Starts reading the next of what is wished, once what is to be written is.
fn begin_next(
    settings: Res<CurrentSettings>,
    queue: Res<SaveQueue>,
    backbone: Res<Backbone>,
    fingerprint: Option<Res<NetworkFingerprint>>,
    words: Res<Words>,
    mut import: ResMut<Import>,
    mut notices: MessageWriter<Notice>,
) {
    // Which embeddings of a file are of use is known once the network is.
    let is_loading = fingerprint.is_none() && backbone.state == BackboneState::Loading;
    if import.running.is_some() || !queue.is_idle() || is_loading {
        return;
    }
    let Some((what, wish, class)) = import.waiting.pop_front() else { return };
    let fingerprint = fingerprint.map(|fingerprint| Arc::clone(&fingerprint.0));
    let book = Arc::clone(&words.spoken().book);
    match Running::begin(what, wish, class, fingerprint, settings.training.augmentation, book) {
        Ok(running) => {
            import.running = Some(running);
            import.number += 1;
        }
        Err(error) => {
            let words = words.with("notice-no-thread", &[("reason", error.to_string().into())]);
            notices.write(Notice::failure(words));
        }
    }
}

fn take_embedded(mut inbox: ResMut<Messages<Embedded>>, mut import: ResMut<Import>) {
    import.embedded.extend(inbox.drain());
}

impl Running {
    fn begin(
        what: String,
        wish: ReadWish,
        class: Option<ClassId>,
        fingerprint: Option<Arc<str>>,
        with_variants: bool,
        book: Arc<dyn Phrasebook>,
    ) -> std::io::Result<Self> {
        let job = Job::begin("reading", PREPARED_AHEAD, move |found| {
            let class_names = match &wish {
                ReadWish::Set { classes, .. } => classes.clone(),
                _ => BTreeMap::new(),
            };
            read(wish, &Reader { found, with_variants, fingerprint, class_names, book: &*book });
        })?;
        Ok(Self {
            what,
            job,
            class,
            classes: HashMap::new(),
            recordings: HashMap::new(),
            answers: BTreeMap::new(),
            file: None,
            in_flight: 0,
            taken: 0,
            taken_to_test: 0,
            left_out: Vec::new(),
            total: 0,
            began_lesson: false,
            ended: false,
            failed: false,
            touched: false,
        })
    }

    /// What was found next, if there is something already; in lock-step, waits for it.
    fn next(&mut self, pace: Pace) -> Option<Found> {
        if self.ended {
            return None;
        }
        match self.job.hear(pace) {
            Heard::Report(found) => Some(found),
            Heard::Nothing => None,
            Heard::Ended => {
                self.ended = true;
                None
            }
        }
    }
}

/// Imports what was found, as far as the network keeps up.
fn take_found(
    time: Res<Time>,
    pace: Res<Pace>,
    mut replaced: MessageReader<WorkerReplaced>,
    mut link: ResMut<WorkerLink>,
    mut taking: Taking,
) {
    let is_replaced = replaced.read().count() > 0;
    let Some(mut running) = taking.import.running.take() else { return };
    let now_secs = time.elapsed_secs();
    taking.put_embedded(&mut running);
    if is_replaced && running.in_flight > 0 {
        let lost = running.in_flight;
        running.left_out.push(taking.words.with("notice-import-worker-broke", &[("pictures", lost.into())]));
        running.in_flight = 0;
    }
    if matches!(taking.backbone.state, BackboneState::Failed(_)) && running.in_flight > 0 {
        // Nobody will ever answer.
        running.left_out.push(taking.words.text("notice-import-no-network"));
        running.job.cancel();
        running.in_flight = 0;
    }
    for _ in 0..MOST_AT_ONCE {
        if running.in_flight >= IN_FLIGHT {
            break;
        }
        let Some(found) = running.next(*pace) else { break };
        // What was on its way when somebody said stop is not wanted any more.
        if !running.job.is_cancelled() {
            taking.take(&mut running, found, now_secs, &mut link);
        }
    }
    if running.ended && running.in_flight == 0 {
        taking.end(running);
        return;
    }
    let total = (running.total > 0).then_some(running.total);
    let work = Work { what: running.what.clone(), done: running.taken + running.left_out.len(), total };
    taking.work.set_if_neq(WorkUnderWay(Some(work)));
    taking.import.running = Some(running);
}

impl Taking<'_> {
    fn take(&mut self, running: &mut Running, found: Found, now_secs: f32, link: &mut WorkerLink) {
        match found {
            Found::Total(pictures) => running.total += pictures,
            Found::Answers(answers) => running.answers.extend(answers),
            Found::LeftOut(reason) => {
                warn!("{reason}");
                running.left_out.push(reason);
            }
            Found::Remark(words) => drop(self.notices.write(Notice::failure(words))),
            Found::Failed(reason) => {
                running.failed = true;
                error!("{reason}");
                let words = self.words.with("notice-not-opened", &[("reason", reason.into())]);
                self.notices.write(Notice::failure(words));
            }
            Found::Begin { classes, settings, file } => {
                self.let_go();
                let numbers: Vec<ClassId> = classes.iter().map(|class| class.id).collect();
                let ids = self.lesson.begin(classes, now_secs);
                running.classes = numbers.into_iter().zip(ids).collect();
                running.began_lesson = true;
                running.file = file;
                match settings.map(|settings| settings.check().map(|()| settings)) {
                    Some(Ok(settings)) => drop(self.settings.set_if_neq(CurrentSettings(settings))),
                    Some(Err(reason)) => {
                        let words =
                            self.words.with("notice-settings-invalid", &[("reason", reason.to_string().into())]);
                        self.notices.write(Notice::failure(words));
                    }
                    None => {}
                }
            }
            Found::Model(model) => {
                self.let_go();
                let ids = self.lesson.begin_named(model.labels(), now_secs);
                for (class, label) in ids.iter().zip(model.labels()) {
                    if let Some(answers) = running.answers.get(label) {
                        self.lesson.answer_with(*class, answers);
                    }
                }
                running.began_lesson = true;
                *self.opened = Opened::new(model, ids);
            }
            Found::Picture(prepared) => self.take_picture(running, *prepared, link),
        }
    }

    /// Another lesson is about to take the place of the one on the screen.
    fn let_go(&mut self) {
        let lesson = OnScreen {
            classes: &self.lesson.classes,
            album: &self.lesson.album,
            cache: &self.cache,
            settings: &self.settings,
            fingerprint: self.fingerprint.as_ref().map(|fingerprint| &fingerprint.0),
        };
        self.queue.let_go(lesson, &self.lesson.file);
    }

    fn take_picture(&mut self, running: &mut Running, prepared: Prepared, link: &mut WorkerLink) {
        let Some(class) = self.class_of(running, &prepared) else {
            let source = ("source", prepared.source.into());
            running.left_out.push(self.words.with("notice-import-too-many-classes", &[source]));
            return;
        };
        let numbers = &mut self.lesson.numbers;
        let recording = prepared
            .recording
            .map(|number| *running.recordings.entry(number).or_insert_with(|| numbers.recording_like(number.0)));
        let incoming = Incoming {
            class,
            split: prepared.split,
            source: prepared.source.into(),
            number: prepared.number,
            recording,
            photograph: prepared.photograph,
            view: prepared.view,
        };
        if let (View::Embedding(embedding), None) = (&incoming.view, &incoming.photograph.variants) {
            let seen = Seen { embedding: embedding.clone(), variants: None };
            self.put(running, incoming, seen);
            return;
        }
        running.in_flight += 1;
        link.send(Request::Embed { import: self.import.number, incoming: Box::new(incoming) });
    }

    fn class_of(&mut self, running: &Running, prepared: &Prepared) -> Option<ClassId> {
        if let Some(class) = running.class.filter(|class| self.lesson.classes.get(*class).is_some()) {
            // Whoever named a class meant these pictures, unless they say themselves what they are.
            if prepared.class_is_guess {
                return Some(class);
            }
        }
        match &prepared.class {
            ClassKey::Number(number) => running.classes.get(number).copied(),
            ClassKey::Named(name) => {
                let class = self.lesson.class_named(name)?;
                if let Some(answers) = running.answers.get(name) {
                    self.lesson.answer_with(class, answers);
                }
                Some(class)
            }
        }
    }

    fn put(&mut self, running: &mut Running, incoming: Incoming, seen: Seen) {
        if self.lesson.classes.get(incoming.class).is_none() {
            let source = ("source", (&*incoming.source).into());
            running.left_out.push(self.words.with("notice-import-class-gone", &[source]));
            return;
        }
        let id = self.lesson.numbers.example_like(incoming.number.map(|id| id.0));
        self.cache.insert(id, seen);
        let picture = AlbumPicture {
            class: incoming.class,
            split: incoming.split,
            thumbnail: incoming.photograph.thumbnail,
            file: incoming.photograph.file,
            source: incoming.source,
            recording: incoming.recording,
            worth: 1.0,
        };
        self.lesson.album.insert(id, picture);
        running.taken += 1;
        running.taken_to_test += usize::from(incoming.split == Split::Test);
    }

    /// Puts what the network has looked at where it belongs.
    fn put_embedded(&mut self, running: &mut Running) {
        for Embedded { import, incoming, seen } in std::mem::take(&mut self.import.embedded) {
            // An older, cancelled import no longer counts.
            if import != self.import.number {
                continue;
            }
            running.in_flight = running.in_flight.saturating_sub(1);
            match seen {
                Some(seen) => self.put(running, *incoming, seen),
                None => {
                    let source = ("source", (&*incoming.source).into());
                    running.left_out.push(self.words.with("notice-import-not-seen", &[source]));
                }
            }
        }
    }

    fn end(&mut self, running: Running) {
        *self.work = WorkUnderWay(None);
        if running.began_lesson && self.lesson.classes.0.is_empty() {
            self.lesson.lay_out_first();
        }
        if let Some(path) = &running.file {
            // A file that was read in part must not be written over.
            if running.job.is_cancelled() || !running.left_out.is_empty() {
                let words = self.words.with("notice-not-read-to-end", &[("file", name_of(path).into())]);
                self.notices.write(Notice::failure(words));
            } else if self.lesson.file.path.is_none() {
                let autosaves = self.learning.autosaves;
                *self.lesson.file = ProjectFile { path: Some(path.clone()), saved: !running.touched, autosaves };
            }
        }
        // A model has none, and whatever failed has been said.
        if running.taken == 0 && running.left_out.is_empty() && (running.failed || running.total == 0) {
            return;
        }
        let pictures = ("pictures", running.taken.into());
        let notice = match (running.job.is_cancelled(), running.left_out.as_slice()) {
            (true, _) => Notice::good(self.words.with("notice-import-stopped", &[pictures])),
            (false, []) if running.taken_to_test == 0 => Notice::good(self.words.with("notice-imported", &[pictures])),
            (false, []) => {
                let (teach, test) = (running.taken - running.taken_to_test, running.taken_to_test);
                let parts = [pictures, ("teach", teach.into()), ("test", test.into())];
                Notice::good(self.words.with("notice-imported-in-parts", &parts))
            }
            (false, [first, ..]) => {
                let (count, first) = (running.left_out.len().into(), first.as_str().into());
                let left_out = [pictures, ("count", count), ("first", first)];
                Notice::failure(self.words.with("notice-imported-but", &left_out))
            }
        };
        self.notices.write(notice);
    }
}
