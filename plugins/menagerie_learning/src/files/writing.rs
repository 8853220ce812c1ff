//! Writing on a thread of its own: what is written, from a copy of the lesson, and what is heard of it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_core::words::Language;
use menagerie_lesson::{LessonFigures, LessonReport, LinearHead, ReportedPicture};
use menagerie_project::Project;

use super::name_of;
use super::save_queue::Keep;
use super::snapshot::{ScreenLesson, Stamp};
use crate::job::{Job, Reporter};

/// Capacity of the report channel: progress, and the outcome.
const AHEAD: usize = 4;

/// The writing under way.
#[derive(Debug)]
pub(super) struct Writing {
    pub(super) what: String,
    /// What the file holds when it went well, and the file.
    pub(super) saves: Option<(Stamp, PathBuf)>,
    pub(super) aloud: bool,
    pub(super) job: Job<Told>,
}

#[derive(Debug)]
pub(super) enum Told {
    Progress(usize, usize),
    Ended(Result<String, String>),
}

/// The lesson and what was measured of it, to write it down.
#[derive(SystemParam)]
pub(super) struct Kept<'w> {
    pub(super) lesson: ScreenLesson<'w>,
    examination: Res<'w, LatestExamination>,
    training: Res<'w, TrainingStatus>,
    tests: Res<'w, TestResult>,
    comparison: Res<'w, PretrainingStatus>,
    backbone: Res<'w, Backbone>,
    head: Res<'w, Head>,
    opened: Res<'w, OpenedModel>,
    pub(super) words: Res<'w, Words>,
}

impl Kept<'_> {
    /// Whether there is a worker that can give the head.
    pub(super) fn has_network(&self) -> bool {
        self.backbone.state == BackboneState::Ready
    }

    /// Version of the lesson that the worker was given last.
    pub(super) fn version(&self) -> u64 {
        self.lesson.cache.version
    }

    /// Whether the worker was given everything that is on the screen.
    pub(super) fn is_learned(&self) -> bool {
        !self.lesson.cache.owes_portion()
    }

    /// The report of the lesson. What was not measured for the pictures on the screen is left out.
    fn report(&self, file: &ProjectFile, head: Option<&LinearHead<String>>) -> LessonReport {
        let name = file.path.as_deref().and_then(Path::file_stem);
        let picture = |id| {
            let AlbumPicture { class, file, .. } = self.lesson.album.get(id)?;
            Some(ReportedPicture { class: *class, file: Arc::clone(file) })
        };
        // While pictures come in, what was measured belongs to those that were there before.
        let is_current = self.is_learned();
        let Language { id: language, book, .. } = self.words.spoken();
        // Nearest neighbours have no weights to export.
        let answered = || self.head.kind.parse::<HeadChoice>().map(|kind| kind.in_words(&**book)).unwrap_or_default();
        let by_head = || head.map_or_else(answered, |head| head.kind.in_words(&**book));
        let figures = LessonFigures {
            name: name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            answered_by: self.opened.0.clone().unwrap_or_else(by_head),
            classes: &self.lesson.classes.0,
            settings: &self.lesson.settings,
            history: if self.training.stale { &[] } else { &self.training.history },
            examination: (is_current && self.examination.fresh).then_some(&self.examination.examination),
            test: (is_current && self.tests.fresh).then_some(&self.tests.confusion),
            comparison: match *self.comparison {
                PretrainingStatus::Measured(comparison) if is_current => Some(comparison),
                _ => None,
            },
            picture: &picture,
        };
        LessonReport::new(&figures, language, &**book)
    }
}

type Write = Box<dyn FnOnce(&Reporter<Told>) -> Result<String, String> + Send>;

impl Writing {
    /// Starts writing; `None` when there is nothing to write.
    pub(super) fn begin(
        keep: Keep,
        kept: &Kept,
        file: &ProjectFile,
        head: Option<LinearHead<String>>,
    ) -> std::io::Result<Option<Self>> {
        let on_screen = kept.lesson.on_screen();
        let words = &kept.words;
        // In the language of the moment in which somebody wished it.
        let book = Arc::clone(&words.spoken().book);
        let (mut saves, mut is_aloud) = (None, true);
        let (what, write): (String, Write) = match keep {
            Keep::Save { aloud } => {
                let Some(path) = file.path.clone() else { return Ok(None) };
                is_aloud = aloud;
                saves = Some((on_screen.stamp(), path.clone()));
                let project = Project { head, ..on_screen.project(&path) };
                (saving(words, &path), save_lesson(project, path, kept.opened.0.clone(), book))
            }
            Keep::Last(project, path) => {
                is_aloud = false;
                (saving(words, &path), save_lesson(*project, path, None, book))
            }
            Keep::Folders(folder) => (
                words.with("work-writing-folders", &[("folder", name_of(&folder).into())]),
                write_folders(on_screen.project(&folder), folder, book),
            ),
            Keep::Head(folder) => (
                words.with("work-writing-head", &[("folder", name_of(&folder).into())]),
                write_head(head, folder, book),
            ),
            Keep::Report(path) => {
                let report = kept.report(file, head.as_ref());
                let what = words.with("work-writing-report", &[("file", name_of(&path).into())]);
                (what, write_report(report, path, book))
            }
            Keep::Picture(path, picture) => {
                let what = words.with("work-writing-report", &[("file", name_of(&path).into())]);
                (what, write_picture(picture, path, book))
            }
            Keep::Table(path, lines) => {
                let what = words.with("work-writing-report", &[("file", name_of(&path).into())]);
                (what, write_table(lines, path, book))
            }
        };
        let job = Job::begin("writing", AHEAD, move |reporter| reporter.end(Told::Ended(write(reporter))))?;
        Ok(Some(Self { what, saves, aloud: is_aloud, job }))
    }
}

fn saving(words: &Words, path: &Path) -> String {
    words.with("work-saving", &[("file", name_of(path).into())])
}

/// Where something was written.
fn shown(path: &Path) -> Arg {
    path.display().to_string().into()
}

/// What could not be written, and why: in the log as it is, and in words.
fn refused(book: &dyn Phrasebook, error: impl fmt::Display) -> String {
    error!("{error}");
    book.phrase("notice-not-written", &[("reason", error.to_string().into())])
}

fn save_lesson(project: Project, path: PathBuf, without: Option<String>, book: Arc<dyn Phrasebook>) -> Write {
    Box::new(move |_| {
        menagerie_project::save(&project, &path).map_err(|error| refused(&*book, error))?;
        let file = ("file", shown(&path));
        Ok(match without {
            Some(model) => book.phrase("notice-saved-without-model", &[file, ("model", model.into())]),
            None => book.phrase("notice-saved", &[file]),
        })
    })
}

fn write_folders(project: Project, folder: PathBuf, book: Arc<dyn Phrasebook>) -> Write {
    Box::new(move |reporter| {
        if project.pictures.is_empty() {
            error!("there are no pictures to write into folders");
            return Err(book.phrase("notice-no-pictures-to-write", &[]));
        }
        let mut goes_on = |done, total| {
            reporter.progress(Told::Progress(done, total));
            reporter.goes_on()
        };
        let written = menagerie_project::export_folders(&project, &folder, &mut goes_on);
        let pictures = written.map_err(|error| refused(&*book, error))?;
        let key = if reporter.goes_on() { "notice-folders-written" } else { "notice-folders-stopped" };
        Ok(book.phrase(key, &[("pictures", pictures.into()), ("folder", shown(&folder))]))
    })
}

fn write_head(head: Option<LinearHead<String>>, folder: PathBuf, book: Arc<dyn Phrasebook>) -> Write {
    Box::new(move |_| {
        let head = head.ok_or_else(|| {
            error!("there is no head to export");
            book.phrase("notice-no-head", &[])
        })?;
        menagerie_project::export_head(&head, &folder).map_err(|error| refused(&*book, error))?;
        Ok(book.phrase("notice-head-written", &[("folder", shown(&folder))]))
    })
}

fn write_picture(picture: Arc<Picture>, path: PathBuf, book: Arc<dyn Phrasebook>) -> Write {
    Box::new(move |_| {
        menagerie_project::export_picture(&picture, &path).map_err(|error| refused(&*book, error))?;
        Ok(book.phrase("notice-picture-written", &[("file", shown(&path))]))
    })
}

fn write_table(lines: Arc<str>, path: PathBuf, book: Arc<dyn Phrasebook>) -> Write {
    Box::new(move |_| {
        menagerie_project::export_table(&lines, &path).map_err(|error| refused(&*book, error))?;
        Ok(book.phrase("notice-table-written", &[("file", shown(&path))]))
    })
}

fn write_report(report: LessonReport, path: PathBuf, book: Arc<dyn Phrasebook>) -> Write {
    Box::new(move |_| {
        menagerie_project::write_report(&report, &*book, &path).map_err(|error| refused(&*book, error))?;
        Ok(book.phrase("notice-report-written", &[("file", shown(&path))]))
    })
}
