//! Writing on a thread of its own: what is written, from a copy of the lesson, and what is heard of it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_lesson::{LessonFigures, LessonReport, LinearHead, ReportedPicture};
use menagerie_project::Project;

use crate::intake::name_of;
use crate::knowledge::Knowledge;
use crate::lesson_file::project_of;

/// What a file would hold: when two are equal nothing needs to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stamp {
    classes: Vec<Class>,
    settings: LessonSettings,
    pictures: Vec<(ExampleId, ClassId, Split)>,
}

/// What is to be written.
#[derive(Debug, Clone)]
pub(super) enum Keep {
    /// The lesson, into its file; said aloud unless it happens by itself.
    Save {
        aloud: bool,
    },
    /// A lesson that is about to leave the screen.
    Last(Box<Project>, PathBuf),
    Folders(PathBuf),
    Head(PathBuf),
    Report(PathBuf),
}

/// The writing under way.
#[derive(Debug)]
pub(super) struct Writing {
    pub(super) what: String,
    /// What the file holds when it went well, and the file.
    pub(super) saves: Option<(Stamp, PathBuf)>,
    pub(super) aloud: bool,
    pub(super) cancelled: Arc<AtomicBool>,
    pub(super) told: Mutex<Receiver<Told>>,
}

pub(super) enum Told {
    Progress(usize, usize),
    Ended(Result<String, String>),
}

/// The lesson, to read it.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Kept<'w> {
    pub(super) classes: Res<'w, Classes>,
    album: Res<'w, Album>,
    knowledge: Res<'w, Knowledge>,
    settings: Res<'w, CurrentSettings>,
    examination: Res<'w, LatestExamination>,
    training: Res<'w, TrainingStatus>,
    tests: Res<'w, TestResult>,
    comparison: Res<'w, PretrainingStatus>,
    backbone: Res<'w, Backbone>,
    opened: Res<'w, OpenedModel>,
}

/// The lesson that is on the screen.
#[derive(Clone, Copy)]
pub(super) struct OnScreen<'a> {
    pub(super) classes: &'a Classes,
    pub(super) album: &'a Album,
    pub(super) knowledge: &'a Knowledge,
    pub(super) settings: &'a LessonSettings,
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

    /// A copy of the lesson for its file.
    pub(super) fn project(&self, file: &Path) -> Project {
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        project_of(&name, self.classes, self.album, self.knowledge, self.settings)
    }
}

impl Kept<'_> {
    pub(super) fn on_screen(&self) -> OnScreen<'_> {
        OnScreen { classes: &self.classes, album: &self.album, knowledge: &self.knowledge, settings: &self.settings }
    }

    /// Whether there is a worker that can give the head.
    pub(super) fn has_network(&self) -> bool {
        self.backbone.state == BackboneState::Ready
    }

    /// Version of the lesson that the worker was given last.
    pub(super) fn version(&self) -> u64 {
        self.knowledge.version
    }

    /// Whether the worker was given everything that is on the screen.
    pub(super) fn is_learned(&self) -> bool {
        !self.knowledge.owes_portion()
    }

    /// The report of the lesson. What was not measured for the pictures on the screen is left out.
    fn report(&self, file: &ProjectFile, head: Option<&LinearHead<String>>) -> LessonReport {
        let name = file.path.as_deref().and_then(Path::file_stem);
        let picture = |id| {
            let AlbumPicture { class, file, .. } = self.album.get(id)?;
            Some(ReportedPicture { class: *class, file: Arc::clone(file) })
        };
        LessonReport::new(&LessonFigures {
            name: name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            answered_by: head.map(|head| head.kind.name().to_owned()).unwrap_or_default(),
            classes: &self.classes.0,
            settings: &self.settings,
            history: if self.training.stale { &[] } else { &self.training.history },
            examination: self.examination.fresh.then_some(&self.examination.examination),
            test: self.tests.fresh.then_some(&self.tests.confusion),
            comparison: match *self.comparison {
                PretrainingStatus::Measured(comparison) => Some(comparison),
                _ => None,
            },
            picture: &picture,
        })
    }

    pub(super) fn is_changed(&self) -> bool {
        self.classes.is_changed() || self.album.is_changed() || self.settings.is_changed()
    }
}

impl Writing {
    /// Starts writing; `None` when there is nothing to write.
    pub(super) fn begin(
        keep: Keep,
        kept: &Kept,
        file: &ProjectFile,
        head: Option<LinearHead<String>>,
    ) -> std::io::Result<Option<Self>> {
        let (sender, told) = sync_channel(4);
        let cancelled = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&cancelled);
        let mut writing = Self { what: String::new(), saves: None, aloud: true, cancelled, told: Mutex::new(told) };
        let write: Box<dyn FnOnce(&SyncSender<Told>) -> Result<String, String> + Send> = match keep {
            Keep::Save { aloud } => {
                let Some(path) = file.path.clone() else { return Ok(None) };
                let project = Project { head, ..kept.on_screen().project(&path) };
                writing.what = format!("Saving {}", name_of(&path));
                writing.aloud = aloud;
                writing.saves = Some((kept.on_screen().stamp(), path.clone()));
                let without = kept.opened.0.clone();
                Box::new(move |_| {
                    let said = save(&project, &path)?;
                    Ok(match without {
                        Some(model) => format!("{said}, without the model {model}: open its own file again to see it"),
                        None => said,
                    })
                })
            }
            Keep::Last(project, path) => {
                writing.what = format!("Saving {}", name_of(&path));
                writing.aloud = false;
                Box::new(move |_| save(&project, &path))
            }
            Keep::Folders(folder) => {
                let project = kept.on_screen().project(&folder);
                writing.what = format!("Writing folders into {}", name_of(&folder));
                Box::new(move |sender| {
                    if project.pictures.is_empty() {
                        return Err("There are no pictures to write; a model that was opened has none".into());
                    }
                    let mut goes_on = |done, total| {
                        drop(sender.try_send(Told::Progress(done, total)));
                        !stop.load(Ordering::Relaxed)
                    };
                    let written = menagerie_project::export_folders(&project, &folder, &mut goes_on);
                    written.map_err(|error| error.to_string()).map(|pictures| {
                        let words = if stop.load(Ordering::Relaxed) { "Stopped; " } else { "" };
                        format!("{words}{pictures} pictures written into {}", folder.display())
                    })
                })
            }
            Keep::Head(folder) => {
                writing.what = format!("Writing the head into {}", name_of(&folder));
                Box::new(move |_| {
                    let head = head.ok_or(
                        "There is no head to write down: teach two classes first, and choose ridge or softmax",
                    )?;
                    let written = menagerie_project::export_head(&head, &folder);
                    written
                        .map_err(|error| error.to_string())
                        .map(|()| format!("Head written into {}", folder.display()))
                })
            }
            Keep::Report(path) => {
                writing.what = format!("Writing {}", name_of(&path));
                let report = kept.report(file, head.as_ref());
                Box::new(move |_| {
                    let written = menagerie_project::write_report(&report, &path);
                    written.map_err(|error| error.to_string()).map(|()| format!("Report written: {}", path.display()))
                })
            }
        };
        thread::Builder::new().name("writing".into()).spawn(move || {
            let outcome = write(&sender);
            // Whoever asked may have ended meanwhile.
            drop(sender.send(Told::Ended(outcome)));
        })?;
        Ok(Some(writing))
    }
}

/// Saves a lesson, and says so.
///
/// # Errors
/// What the system said.
pub(super) fn save(project: &Project, path: &Path) -> Result<String, String> {
    let saved = menagerie_project::save(project, path);
    saved.map_err(|error| error.to_string()).map(|()| format!("Saved in {}", path.display()))
}
