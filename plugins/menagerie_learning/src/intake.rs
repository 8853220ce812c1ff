//! Taking pictures, projects and models in: what the reading thread finds becomes part of the lesson, at the pace at which
//! the network can look at it.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::LearningSettings;
use crate::door::{Door, LOCK_STEP_PATIENCE};
use crate::keeping::Keeper;
use crate::knowledge::{Knowledge, Seen};
use crate::lesson::Lesson;
use crate::opened_model::Opened;
use crate::photograph::{Incoming, View};
use crate::reading::{ClassKey, News, Prepared, ReadWish, read};
use crate::worker::Request;
use crate::writing::OnScreen;

/// Pictures that the reading thread prepares ahead.
const PREPARED_AHEAD: usize = 8;
/// Pictures that the network has to look at, at once: more would keep live frames waiting.
const IN_FLIGHT: usize = 4;
/// Pieces of news taken in one update, at most.
const MOST_AT_ONCE: usize = 32;

/// The reading under way.
#[derive(Resource, Debug, Default)]
pub(super) struct Intake {
    job: Option<Job>,
    /// Number of the newest reading: what an older one still has on its way is dropped.
    number: u64,
    /// What is to be read next: what it is called, what it is, the class for pictures that bring none.
    waiting: VecDeque<(String, ReadWish, Option<ClassId>)>,
    /// Pictures that the network has looked at, or could not.
    embedded: Vec<(u64, Incoming, Option<Seen>)>,
}

impl Intake {
    pub(super) fn embedded(&mut self, job: u64, incoming: Incoming, seen: Option<Seen>) {
        self.embedded.push((job, incoming, seen));
    }

    fn cancel(&mut self) {
        self.waiting.clear();
        if let Some(job) = &self.job {
            job.cancelled.store(true, Ordering::Relaxed);
        }
    }

    fn touch(&mut self) {
        if let Some(job) = &mut self.job {
            job.touched = true;
        }
    }

    /// Whether nothing is being read.
    pub(super) fn is_idle(&self) -> bool {
        self.job.is_none() && self.waiting.is_empty()
    }
}

#[derive(Debug)]
struct Job {
    what: String,
    news: Mutex<Receiver<News>>,
    cancelled: Arc<AtomicBool>,
    /// Class for pictures that bring none.
    class: Option<ClassId>,
    /// Classes of the project being read, by their numbers there.
    classes: HashMap<ClassId, ClassId>,
    /// Recordings of the project being read, by their numbers there.
    recordings: HashMap<RecordingId, RecordingId>,
    says: HashMap<String, String>,
    /// File of the project being read.
    file: Option<PathBuf>,
    in_flight: usize,
    taken: usize,
    /// Those among them to test with.
    taken_to_test: usize,
    left_out: Vec<String>,
    total: usize,
    began_lesson: bool,
    ended: bool,
    failed: bool,
    /// Whether somebody changed the lesson while it was read.
    touched: bool,
}

/// Everything that taking in touches.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Taking<'w> {
    intake: ResMut<'w, Intake>,
    lesson: Lesson<'w>,
    knowledge: ResMut<'w, Knowledge>,
    opened: ResMut<'w, Opened>,
    settings: ResMut<'w, CurrentSettings>,
    work: ResMut<'w, WorkUnderWay>,
    keeper: ResMut<'w, Keeper>,
    backbone: Res<'w, Backbone>,
    learning: Res<'w, LearningSettings>,
    notices: MessageWriter<'w, Notice>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Intake>().add_systems(Startup, find_sets);
}

/// The ready-made sets that ship with the exhibit.
fn find_sets(settings: Res<LearningSettings>, mut sets: ResMut<ReadyMadeSets>) {
    let (found, refused) = menagerie_project::list_sets(&settings.sets_dir);
    for error in refused {
        warn!("{error}");
    }
    let set = |(folder, about): (PathBuf, menagerie_project::SetDescription)| ReadyMadeSet {
        name: about.name,
        sentence: about.sentence,
        folder,
    };
    sets.0 = found.into_iter().map(set).collect();
}

/// Starts reading what people wish to open or to take in.
pub(super) fn follow_file_wishes(
    mut wishes: MessageReader<FileWish>,
    mut changes: MessageReader<ChangeLesson>,
    mut changed_settings: MessageReader<ChangeSettings>,
    capturing: Res<Capturing>,
    sets: Res<ReadyMadeSets>,
    settings: Res<CurrentSettings>,
    mut intake: ResMut<Intake>,
    mut notices: MessageWriter<Notice>,
) {
    let touches = changed_settings.read().count() > 0 || capturing.0.is_some();
    for change in changes.read() {
        match change {
            // What was being read belongs to a lesson that is gone.
            ChangeLesson::StartOver | ChangeLesson::Undo => intake.cancel(),
            _ => intake.touch(),
        }
    }
    if touches {
        intake.touch();
    }
    for wish in wishes.read() {
        let (what, wish, class) = match wish {
            FileWish::Open(path) => (format!("Opening {}", name_of(path)), ReadWish::Open(path.clone()), None),
            FileWish::Import { paths, class, split } => {
                let what = match paths.as_slice() {
                    [path] => format!("Taking in {}", name_of(path)),
                    _ => format!("Taking in {} files", paths.len()),
                };
                (what, ReadWish::Import { paths: paths.clone(), split: *split }, *class)
            }
            FileWish::UseSet(place) => {
                let Some(set) = sets.0.get(*place) else { continue };
                (format!("Laying out {}", set.name), ReadWish::Set(set.folder.clone()), None)
            }
            FileWish::Cancel => {
                intake.cancel();
                continue;
            }
            _ => continue,
        };
        intake.waiting.push_back((what, wish, class));
    }
    if intake.job.is_none()
        && let Some((what, wish, class)) = intake.waiting.pop_front()
    {
        match Job::begin(what, wish, class, settings.training.augmentation) {
            Ok(job) => {
                intake.job = Some(job);
                intake.number += 1;
            }
            Err(error) => drop(notices.write(Notice::failure(format!("No thread to read files: {error}")))),
        }
    }
}

impl Job {
    fn begin(what: String, wish: ReadWish, class: Option<ClassId>, with_variants: bool) -> std::io::Result<Self> {
        let (sender, news) = sync_channel(PREPARED_AHEAD);
        let cancelled = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&cancelled);
        thread::Builder::new().name("reading".into()).spawn(move || read(wish, with_variants, &sender, &told))?;
        Ok(Self {
            what,
            news: Mutex::new(news),
            cancelled,
            class,
            classes: HashMap::new(),
            recordings: HashMap::new(),
            says: HashMap::new(),
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

    /// The next piece of news, if there is one already; in lock-step, waits for it.
    fn next(&mut self, waits: bool) -> Option<News> {
        if self.ended {
            return None;
        }
        let news = self.news.get_mut().unwrap_or_else(PoisonError::into_inner);
        let next = if waits {
            news.recv_timeout(LOCK_STEP_PATIENCE).map_err(|error| error == RecvTimeoutError::Disconnected)
        } else {
            news.try_recv().map_err(|error| error == TryRecvError::Disconnected)
        };
        match next {
            Ok(news) => Some(news),
            Err(is_over) => {
                self.ended = is_over || waits;
                None
            }
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Takes in what was found, as far as the network keeps up.
pub(super) fn take_news(time: Res<Time>, pace: Res<Pace>, door: Option<ResMut<Door>>, mut taking: Taking) {
    let Some(mut door) = door else { return };
    let Some(mut job) = taking.intake.job.take() else { return };
    let now_secs = time.elapsed_secs();
    taking.put_embedded(&mut job);
    if matches!(taking.backbone.state, BackboneState::Failed(_)) && job.in_flight > 0 {
        // Nobody will ever answer.
        job.left_out.push("the network does not run, so new pictures cannot be looked at".into());
        job.cancelled.store(true, Ordering::Relaxed);
        job.in_flight = 0;
    }
    for _ in 0..MOST_AT_ONCE {
        if job.in_flight >= IN_FLIGHT {
            break;
        }
        let Some(news) = job.next(pace.is_lock_step()) else { break };
        // What was on its way when somebody said stop is not wanted any more.
        if !job.is_cancelled() {
            taking.take(&mut job, news, now_secs, &mut door);
        }
    }
    if job.ended && job.in_flight == 0 {
        taking.end(job);
        return;
    }
    let total = (job.total > 0).then_some(job.total);
    let work = Work { what: job.what.clone(), done: job.taken + job.left_out.len(), total };
    taking.work.set_if_neq(WorkUnderWay(Some(work)));
    taking.intake.job = Some(job);
}

impl Taking<'_> {
    fn take(&mut self, job: &mut Job, news: News, now_secs: f32, door: &mut Door) {
        match news {
            News::Total(pictures) => job.total += pictures,
            News::Says(says) => job.says.extend(says),
            News::LeftOut(reason) => {
                warn!("{reason}");
                job.left_out.push(reason);
            }
            News::Remark(words) => drop(self.notices.write(Notice::failure(words))),
            News::Failed(reason) => {
                job.failed = true;
                self.notices.write(Notice::failure(reason));
            }
            News::Begin { classes, settings, file } => {
                self.let_go();
                let numbers: Vec<ClassId> = classes.iter().map(|class| class.id).collect();
                let ids = self.lesson.begin(classes, now_secs);
                job.classes = numbers.into_iter().zip(ids).collect();
                job.began_lesson = true;
                job.file = file;
                match settings.map(|settings| settings.check().map(|()| settings)) {
                    Some(Ok(settings)) => drop(self.settings.set_if_neq(CurrentSettings(settings))),
                    Some(Err(reason)) => {
                        let words = format!("Its settings make no sense ({reason}); those of the beginning are used");
                        self.notices.write(Notice::failure(words));
                    }
                    None => {}
                }
            }
            News::Model { name, graph } => {
                self.let_go();
                let ids = self.lesson.begin_named(graph.labels(), now_secs);
                for (class, label) in ids.iter().zip(graph.labels()) {
                    if let Some(says) = job.says.get(label) {
                        self.lesson.caption(*class, says);
                    }
                }
                job.began_lesson = true;
                *self.opened = Opened::new(&name, ids.clone());
                door.send(Request::OpenModel { name, graph, classes: ids });
            }
            News::Picture(prepared) => self.take_picture(job, *prepared, door),
        }
    }

    /// Another lesson is about to take the place of the one on the screen.
    fn let_go(&mut self) {
        let lesson = OnScreen {
            classes: &self.lesson.classes,
            album: &self.lesson.album,
            knowledge: &self.knowledge,
            settings: &self.settings,
        };
        self.keeper.let_go(lesson, &self.lesson.file);
    }

    fn take_picture(&mut self, job: &mut Job, prepared: Prepared, door: &mut Door) {
        let Some(class) = self.class_of(job, &prepared) else {
            job.left_out.push(format!("{}: there are too many classes for one more", prepared.source));
            return;
        };
        let numbers = &mut self.lesson.numbers;
        let recording = prepared
            .recording
            .map(|number| *job.recordings.entry(number).or_insert_with(|| numbers.recording_like(number.0)));
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
            self.put(job, incoming, seen);
            return;
        }
        job.in_flight += 1;
        door.send(Request::Embed { job: self.intake.number, incoming: Box::new(incoming) });
    }

    fn class_of(&mut self, job: &Job, prepared: &Prepared) -> Option<ClassId> {
        if let Some(class) = job.class.filter(|class| self.lesson.classes.get(*class).is_some()) {
            // Whoever named a class meant these pictures, unless they say themselves what they are.
            if prepared.class_is_guess {
                return Some(class);
            }
        }
        match &prepared.class {
            ClassKey::Number(number) => job.classes.get(number).copied(),
            ClassKey::Named(name) => {
                let class = self.lesson.class_named(name)?;
                if let Some(says) = job.says.get(name).filter(|says| !says.is_empty())
                    && self.lesson.classes.get(class).is_some_and(|class| class.says.is_empty())
                {
                    self.lesson.caption(class, says);
                }
                Some(class)
            }
        }
    }

    fn put(&mut self, job: &mut Job, incoming: Incoming, seen: Seen) {
        if self.lesson.classes.get(incoming.class).is_none() {
            job.left_out.push(format!("{}: its class has gone meanwhile", incoming.source));
            return;
        }
        let id = self.lesson.numbers.example_like(incoming.number.map(|id| id.0));
        self.knowledge.insert(id, seen);
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
        job.taken += 1;
        job.taken_to_test += usize::from(incoming.split == Split::Test);
    }

    /// Puts what the network has looked at where it belongs.
    fn put_embedded(&mut self, job: &mut Job) {
        for (number, incoming, seen) in std::mem::take(&mut self.intake.embedded) {
            // An older reading, stopped by somebody, has nothing more to say.
            if number != self.intake.number {
                continue;
            }
            job.in_flight = job.in_flight.saturating_sub(1);
            match seen {
                Some(seen) => self.put(job, incoming, seen),
                None => job.left_out.push(format!("{}: the network could not look at it", incoming.source)),
            }
        }
    }

    fn end(&mut self, job: Job) {
        *self.work = WorkUnderWay(None);
        if job.began_lesson && self.lesson.classes.0.is_empty() {
            self.lesson.lay_out(Classes::default().0);
        }
        if let Some(path) = &job.file {
            // A file that was read in part must not be written over.
            if job.is_cancelled() || !job.left_out.is_empty() {
                let words = format!("{} was not read to the end, so it is left as it is", name_of(path));
                self.notices.write(Notice::failure(words));
            } else if self.lesson.file.path.is_none() {
                let autosaves = self.learning.autosaves;
                *self.lesson.file = ProjectFile { path: Some(path.clone()), saved: !job.touched, autosaves };
            }
        }
        // A model has none, and whatever failed has been said.
        if job.taken == 0 && job.left_out.is_empty() && (job.failed || job.total == 0) {
            return;
        }
        let pictures = if job.taken == 1 { "1 picture".into() } else { format!("{} pictures", job.taken) };
        let parts = match job.taken_to_test {
            0 => String::new(),
            tests => format!(": {} to teach, {tests} to test", job.taken - tests),
        };
        let notice = match (job.is_cancelled(), job.left_out.as_slice()) {
            (true, _) => Notice::good(format!("Stopped; {pictures} had been taken in")),
            (false, []) => Notice::good(format!("{pictures} taken in{parts}")),
            (false, [first]) => Notice::failure(format!("{pictures} taken in, one left out: {first}")),
            (false, [first, ..]) => {
                let count = job.left_out.len();
                Notice::failure(format!("{pictures} taken in, {count} left out, the first because: {first}"))
            }
        };
        self.notices.write(notice);
    }
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
