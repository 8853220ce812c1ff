//! Keeping the lesson: in its file, by itself after every change, and whatever else is written on wish. Writing happens on
//! a thread of its own; without a file everything stays in memory.

use std::collections::VecDeque;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::sync::mpsc::TryRecvError;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_lesson::LinearHead;

use crate::LearningSettings;
use crate::door::{Door, LOCK_STEP_PATIENCE};
use crate::intake::{Intake, name_of};
use crate::lesson::is_untouched;
use crate::lesson_file::named_head;
use crate::worker::Request;
use crate::writing::{Keep, Kept, OnScreen, Stamp, Told, Writing, save};

/// The lesson is written once it has stood still for this long, seconds ...
const CALM_SECS: f32 = 1.5;
/// ... or has changed for this long.
const LONGEST_UNSAVED_SECS: f32 = 10.0;
/// ... or, while pictures are being taken in, for this long.
const LONGEST_UNSAVED_IN_IMPORT_SECS: f32 = 60.0;
/// After a failure, time until the next try, seconds: a full disk does not empty itself every second.
const TRY_AGAIN_SECS: f32 = 30.0;

/// The writing that is wanted and under way.
#[derive(Resource, Debug, Default)]
pub(super) struct Keeper {
    wanted: VecDeque<Keep>,
    /// Whether the worker was asked for the head.
    asked_head: bool,
    /// Version of the lesson and the head that the worker gave for it, `None` if it is none that can be written down.
    head: Option<(u64, Option<LinearHead<ClassId>>)>,
    /// What the file holds.
    saved: Option<Stamp>,
    /// Since when the lesson is another, and when it changed last, seconds.
    unsaved_since_secs: Option<f32>,
    changed_at_secs: f32,
    /// Whether lesson and file are to be compared once more.
    compares: bool,
    not_before_secs: f32,
    writing: Option<Writing>,
}

impl Keeper {
    /// The lesson is about to leave the screen: what its file does not hold yet is written there.
    pub(super) fn let_go(&mut self, lesson: OnScreen, file: &ProjectFile) {
        let Some(path) = file.path.as_ref().filter(|_| file.autosaves) else { return };
        if self.saved.as_ref() != Some(&lesson.stamp()) {
            self.wanted.push_back(Keep::Last(Box::new(lesson.project(path)), path.clone()));
        }
    }

    pub(super) fn give_head(&mut self, version: u64, head: Option<LinearHead<ClassId>>) {
        self.head = Some((version, head));
        self.asked_head = false;
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Keeper>()
        .add_systems(Startup, open_project)
        .add_systems(Last, save_before_leaving.in_set(LastWordSystems));
}

/// Opens the project named at the start, or begins it.
fn open_project(settings: Res<LearningSettings>, mut file: ResMut<ProjectFile>, mut wishes: MessageWriter<FileWish>) {
    let Some(path) = &settings.project else { return };
    if menagerie_project::is_kept(path) {
        wishes.write(FileWish::Open(path.clone()));
    } else {
        *file = ProjectFile { path: Some(path.clone()), saved: false, autosaves: settings.autosaves };
    }
}

/// Before everything is forgotten the lesson is written into its file, which then is its own no more.
pub(super) fn let_go_of_lesson(
    mut changes: MessageReader<ChangeLesson>,
    kept: Kept,
    file: Res<ProjectFile>,
    mut keeper: ResMut<Keeper>,
    mut notices: MessageWriter<Notice>,
) {
    let starts_over = changes.read().any(|change| *change == ChangeLesson::StartOver);
    if !starts_over || is_untouched(&kept.classes, kept.on_screen().album) {
        return;
    }
    keeper.let_go(kept.on_screen(), &file);
    if let Some(path) = &file.path {
        notices.write(Notice::good(format!("{} stays as it is; this is a new lesson, in memory only", name_of(path))));
    }
}

/// Writes what is wanted, and the lesson by itself.
pub(super) fn keep_lesson(
    time: Res<Time>,
    pace: Res<Pace>,
    mut wishes: MessageReader<FileWish>,
    intake: Res<Intake>,
    capturing: Res<Capturing>,
    learning: Res<LearningSettings>,
    kept: Kept,
    mut file: ResMut<ProjectFile>,
    mut keeper: ResMut<Keeper>,
    mut work: ResMut<WorkUnderWay>,
    mut notices: MessageWriter<Notice>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    let now_secs = time.elapsed_secs();
    for wish in wishes.read() {
        match wish {
            FileWish::SaveAs(path) => {
                // To save this is not to keep whatever visitors teach later; that is a choice of its own.
                *file = ProjectFile { path: Some(path.clone()), saved: false, autosaves: learning.autosaves };
                (keeper.saved, keeper.compares) = (None, true);
                keeper.wanted.push_back(Keep::Save { aloud: true });
            }
            FileWish::Save if file.path.is_none() => {
                notices.write(Notice::failure("This lesson has no file yet; choose one with Save as"));
            }
            FileWish::Save => keeper.wanted.push_back(Keep::Save { aloud: true }),
            FileWish::Close => {
                keeper.let_go(kept.on_screen(), &file);
                *file = ProjectFile::default();
            }
            FileWish::ExportFolders(path) => keeper.wanted.push_back(Keep::Folders(path.clone())),
            FileWish::ExportHead(path) => keeper.wanted.push_back(Keep::Head(path.clone())),
            FileWish::ExportReport(path) => keeper.wanted.push_back(Keep::Report(path.clone())),
            FileWish::Cancel => {
                if let Some(writing) = &keeper.writing {
                    writing.cancelled.store(true, Ordering::Relaxed);
                }
            }
            FileWish::Open(_) | FileWish::Import { .. } | FileWish::UseSet(_) => {}
        }
    }
    keeper.watch(&kept, &mut file, now_secs);
    // While pictures pour in, what is there is worth a save now and then.
    let is_calm = intake.is_idle() || keeper.unsaved_for_secs(now_secs) >= LONGEST_UNSAVED_IN_IMPORT_SECS;
    if is_calm && capturing.0.is_none() && keeper.is_due(&file, now_secs) {
        keeper.wanted.push_back(Keep::Save { aloud: false });
    }
    keeper.hear(pace.is_lock_step(), &file, &mut work, &mut notices, now_secs);
    keeper.begin_next(&kept, &file, &mut door, &mut notices);
    keeper.hear(pace.is_lock_step(), &file, &mut work, &mut notices, now_secs);
}

impl Keeper {
    /// Notices whether the lesson is another than the file's.
    fn watch(&mut self, kept: &Kept, file: &mut ResMut<ProjectFile>, now_secs: f32) {
        if file.path.is_none() {
            (self.saved, self.unsaved_since_secs) = (None, None);
            return;
        }
        if !std::mem::take(&mut self.compares) && !kept.is_changed() && !file.is_changed() {
            return;
        }
        let stamp = kept.on_screen().stamp();
        if file.saved && self.saved.is_none() {
            // It was just opened.
            self.saved = Some(stamp);
            return;
        }
        let is_saved = self.saved.as_ref() == Some(&stamp);
        if file.saved != is_saved {
            file.saved = is_saved;
        }
        if is_saved {
            self.unsaved_since_secs = None;
        } else if kept.is_changed() || self.unsaved_since_secs.is_none() {
            self.changed_at_secs = now_secs;
            self.unsaved_since_secs.get_or_insert(now_secs);
        }
    }

    fn unsaved_for_secs(&self, now_secs: f32) -> f32 {
        self.unsaved_since_secs.map_or(0.0, |since_secs| now_secs - since_secs)
    }

    fn is_due(&self, file: &ProjectFile, now_secs: f32) -> bool {
        let Some(since_secs) = self.unsaved_since_secs else { return false };
        let is_time = now_secs - self.changed_at_secs >= CALM_SECS || now_secs - since_secs >= LONGEST_UNSAVED_SECS;
        let is_free = self.writing.is_none() && self.wanted.is_empty();
        file.autosaves && is_time && is_free && now_secs >= self.not_before_secs
    }

    /// Begins the next piece of writing, once the worker has given the head that belongs to the lesson.
    fn begin_next(&mut self, kept: &Kept, file: &ProjectFile, door: &mut Door, notices: &mut MessageWriter<Notice>) {
        if self.writing.is_some() {
            return;
        }
        let Some(next) = self.wanted.front() else { return };
        if matches!(next, Keep::Head(_)) && kept.has_network() && !kept.is_learned() {
            // A head of a part of the pictures is not what was asked for.
            return;
        }
        let can_have_head = kept.has_network() && kept.is_learned();
        let needs_head = can_have_head && !matches!(next, Keep::Last(..) | Keep::Folders(_));
        let is_right = |head: &(u64, Option<LinearHead<ClassId>>)| head.0 == kept.version();
        if needs_head && !self.head.as_ref().is_some_and(is_right) {
            if !self.asked_head {
                self.asked_head = true;
                door.send(Request::GiveHead);
            }
            return;
        }
        let Some(next) = self.wanted.pop_front() else { return };
        let head = if needs_head { self.head.take().and_then(|(_, head)| head) } else { None };
        let head = named_head(head, &kept.classes);
        match Writing::begin(next, kept, file, head) {
            Ok(writing) => self.writing = writing,
            Err(error) => drop(notices.write(Notice::failure(format!("No thread to write files: {error}")))),
        }
    }

    /// Hears of the writing under way; in lock-step, until it has ended.
    fn hear(
        &mut self,
        waits: bool,
        file: &ProjectFile,
        work: &mut ResMut<WorkUnderWay>,
        notices: &mut MessageWriter<Notice>,
        now_secs: f32,
    ) {
        while let Some(writing) = &mut self.writing {
            let told = writing.told.get_mut().unwrap_or_else(PoisonError::into_inner);
            let told = if waits {
                told.recv_timeout(LOCK_STEP_PATIENCE).map_err(|_| TryRecvError::Disconnected)
            } else {
                told.try_recv()
            };
            match told {
                Err(TryRecvError::Empty) => return,
                Ok(Told::Progress(done, total)) => {
                    work.0 = Some(Work { what: writing.what.clone(), done, total: Some(total) });
                    continue;
                }
                Ok(Told::Ended(outcome)) => {
                    if let (Some((stamp, path)), Ok(_)) = (writing.saves.take(), &outcome)
                        && file.path.as_deref() == Some(path.as_path())
                    {
                        self.saved = Some(stamp);
                        self.compares = true;
                    }
                    match outcome {
                        Ok(words) if writing.aloud => drop(notices.write(Notice::good(words))),
                        Ok(_) => {}
                        Err(words) => {
                            self.not_before_secs = now_secs + TRY_AGAIN_SECS;
                            error!("{words}");
                            notices.write(Notice::failure(words));
                        }
                    }
                }
                Err(TryRecvError::Disconnected) => {
                    notices.write(Notice::failure("Writing ended early; try again"));
                    self.not_before_secs = now_secs + TRY_AGAIN_SECS;
                }
            }
            if work.0.as_ref().is_some_and(|work| work.what == writing.what) {
                work.0 = None;
            }
            self.writing = None;
        }
    }
}

/// What is not in its file yet is written before the program ends, however it ends in order.
fn save_before_leaving(
    mut exits: MessageReader<AppExit>,
    mut losses: MessageReader<GraphicsLost>,
    kept: Kept,
    file: Res<ProjectFile>,
    mut keeper: ResMut<Keeper>,
) {
    if exits.read().count() + losses.read().count() == 0 {
        return;
    }
    // Two must not write the same file at once; what is under way is nearly done.
    if let Some(writing) = keeper.writing.take() {
        writing.cancelled.store(true, Ordering::Relaxed);
        let told = writing.told.into_inner().unwrap_or_else(PoisonError::into_inner);
        while let Ok(Told::Progress(..)) = told.recv_timeout(LOCK_STEP_PATIENCE) {}
    }
    let last = keeper.wanted.drain(..).filter_map(|keep| match keep {
        Keep::Last(project, path) => Some((*project, path)),
        _ => None,
    });
    let mut last: Vec<_> = last.collect();
    if let Some(path) = file.path.clone().filter(|_| file.autosaves)
        && keeper.saved.as_ref() != Some(&kept.on_screen().stamp())
    {
        last.push((kept.on_screen().project(&path), path));
    }
    for (project, path) in last {
        if let Err(reason) = save(&project, &path) {
            error!("{reason}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bevy::window::{PrimaryWindow, WindowCloseRequested};

    use super::*;

    /// An exhibit with a window and a lesson that is not in its file yet.
    fn app(file: &std::path::Path, autosaves: bool) -> App {
        let mut app = App::new();
        let settings = LearningSettings {
            model_dir: "none".into(),
            head: HeadChoice::Auto,
            device: DeviceChoice::Cpu,
            sets_dir: "none".into(),
            project: None,
            autosaves,
        };
        app.insert_resource(settings).add_plugins((
            MinimalPlugins,
            WindowPlugin::default(),
            menagerie_core::CorePlugin,
            crate::knowledge::plugin,
            plugin,
        ));
        app.update();
        let picture = Picture::new(8, 8, vec![90; 8 * 8 * 3]).unwrap();
        let taught = AlbumPicture {
            class: ClassId(0),
            split: Split::Teach,
            file: picture.to_png().unwrap().into(),
            thumbnail: Arc::new(picture),
            source: "test".into(),
            recording: None,
            worth: 1.0,
        };
        app.world_mut().resource_mut::<Album>().insert(ExampleId(0), taught);
        *app.world_mut().resource_mut::<ProjectFile>() =
            ProjectFile { path: Some(file.to_owned()), saved: false, autosaves };
        app
    }

    fn close_window(app: &mut App) {
        let window = app.world_mut().query_filtered::<Entity, With<PrimaryWindow>>().single(app.world()).unwrap();
        app.world_mut().write_message(WindowCloseRequested { window });
        for _ in 0..5 {
            if app.should_exit().is_some() {
                return;
            }
            app.update();
        }
        panic!("the program does not end with its window");
    }

    #[test]
    fn what_is_not_in_its_file_yet_is_written_when_the_window_closes() {
        let file = std::env::temp_dir().join(format!("menagerie-closing-{}.menagerie", std::process::id()));
        close_window(&mut app(&file, true));
        let saved = menagerie_project::Project::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(saved.pictures.len(), 1);
    }

    #[test]
    fn nothing_is_written_where_nobody_wished_it() {
        let file = std::env::temp_dir().join(format!("menagerie-kiosk-{}.menagerie", std::process::id()));
        close_window(&mut app(&file, false));
        assert!(!file.exists());
    }
}
