//! Autosave: the lesson is saved to its file after every change; everything else is written on request, one after
//! the other. Without a file everything stays in memory.

use std::path::PathBuf;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_lesson::LinearHead;

use super::import::Import;
use super::lock::{HeldLocks, lock_file};
use super::name_of;
use super::save_queue::{Keep, SaveQueue};
use super::snapshot::{ScreenLesson, Stamp, named_head};
use super::trouble::LastSaveFailed;
use super::writing::{Kept, Told, Writing};
use crate::job::Heard;
use crate::lesson::editing::{EditingSystems, is_untouched};
use crate::worker::{HeadGiven, Request, WorkerLink, WorkerReplaced, add_inbox, has_worker};
use crate::{FollowSystems, LearningSettings, LearningSystems};

/// The lesson is written once it has stood still for this long, seconds ...
const CALM_SECS: f32 = 1.5;
/// ... or has changed for this long.
const LONGEST_UNSAVED_SECS: f32 = 10.0;
/// ... or, while pictures are being imported, for this long.
const LONGEST_UNSAVED_IN_IMPORT_SECS: f32 = 60.0;
/// After a failure, time until the next try, seconds: a full disk does not empty itself every second.
const TRY_AGAIN_SECS: f32 = 30.0;

/// The writing under way, and when the lesson is due.
#[derive(Resource, Debug, Default)]
struct Autosave {
    /// Whether the worker was asked for the head.
    asked_head: bool,
    /// Version of the lesson and the head that the worker gave for it, `None` if it is none that can be written down.
    head: Option<(u64, Option<LinearHead<ClassId>>)>,
    /// When the lesson began to differ, and when it last changed, seconds.
    unsaved_since_secs: Option<f32>,
    changed_at_secs: f32,
    /// Whether lesson and file are to be compared once more.
    compares: bool,
    not_before_secs: f32,
    writing: Option<Writing>,
    /// While the lesson's new file has not been written once: the file before it.
    before: Option<FileBefore>,
}

/// The file that a lesson had before it was to be saved elsewhere.
#[derive(Debug)]
struct FileBefore {
    /// Where it is to be saved: this says nothing about lessons that are kept elsewhere.
    target: PathBuf,
    file: ProjectFile,
    /// What that file holds.
    saved: Option<Stamp>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<SaveQueue>()
        .init_resource::<HeldLocks>()
        .init_resource::<Autosave>()
        .add_systems(Startup, open_project)
        .add_systems(Update, let_go_of_lesson.before(EditingSystems).in_set(FollowSystems::Edit))
        .add_systems(
            Update,
            (
                follow_wishes,
                lock_file,
                watch_lesson,
                hear_of_writing,
                begin_writing.run_if(has_worker),
                hear_of_writing,
            )
                .chain()
                .in_set(LearningSystems::Save),
        )
        .add_systems(Last, save_before_leaving.in_set(LastWordSystems));
    add_inbox::<HeadGiven, _>(app, take_head);
}

/// Opens the project named at startup, or creates it.
fn open_project(settings: Res<LearningSettings>, mut file: ResMut<ProjectFile>, mut wishes: MessageWriter<FileWish>) {
    let Some(path) = &settings.project else { return };
    if menagerie_project::is_kept(path) {
        wishes.write(FileWish::Open(path.clone()));
    } else {
        *file = ProjectFile { path: Some(path.clone()), saved: false, autosaves: settings.autosaves };
    }
}

/// Before starting over, and before a game, the lesson is saved to its file, which it is then detached from.
fn let_go_of_lesson(
    mut changes: MessageReader<ChangeLesson>,
    lesson: ScreenLesson,
    first: Res<FirstClasses>,
    file: Res<ProjectFile>,
    words: Res<Words>,
    mut queue: ResMut<SaveQueue>,
    mut notices: MessageWriter<Notice>,
) {
    let (mut starts_over, mut sets_aside) = (false, false);
    for change in changes.read() {
        starts_over |= *change == ChangeLesson::StartOver;
        sets_aside |= matches!(change, ChangeLesson::SetAside(_));
    }
    if !(starts_over || sets_aside) || is_untouched(&lesson.classes, &lesson.album, &first) {
        return;
    }
    queue.let_go(lesson.on_screen(), &file);
    if let Some(path) = file.path.as_ref().filter(|_| starts_over) {
        notices.write(Notice::good(words.with("notice-file-stays", &[("file", name_of(path).into())])));
    }
}

fn take_head(mut inbox: ResMut<Messages<HeadGiven>>, mut autosave: ResMut<Autosave>) {
    for HeadGiven { version, head } in inbox.drain() {
        autosave.head = Some((version, head));
        autosave.asked_head = false;
    }
}

/// Notes what is to be written.
fn follow_wishes(
    mut wishes: MessageReader<FileWish>,
    learning: Res<LearningSettings>,
    lesson: ScreenLesson,
    words: Res<Words>,
    mut file: ResMut<ProjectFile>,
    mut autosave: ResMut<Autosave>,
    mut queue: ResMut<SaveQueue>,
    mut notices: MessageWriter<Notice>,
) {
    for wish in wishes.read() {
        match wish {
            FileWish::SaveAs(path) => {
                let saved = queue.saved.take();
                // Of several places in a row, none of which was written yet, the file before all of them counts.
                let before = autosave.before.take().filter(|before| file.path.as_ref() == Some(&before.target));
                let before = before.unwrap_or_else(|| FileBefore { target: path.clone(), file: file.clone(), saved });
                autosave.before = Some(FileBefore { target: path.clone(), ..before });
                // To save this is not to keep whatever visitors teach later; that is a choice of its own.
                *file = ProjectFile { path: Some(path.clone()), saved: false, autosaves: learning.autosaves };
                autosave.compares = true;
                queue.wanted.push_back(Keep::Save { aloud: true });
            }
            FileWish::Save if file.path.is_none() => {
                notices.write(Notice::failure(words.text("notice-no-file-yet")));
            }
            FileWish::Save => queue.wanted.push_back(Keep::Save { aloud: true }),
            FileWish::Close => {
                queue.let_go(lesson.on_screen(), &file);
                *file = ProjectFile::default();
            }
            FileWish::ExportFolders(path) => queue.wanted.push_back(Keep::Folders(path.clone())),
            FileWish::ExportHead(path) => queue.wanted.push_back(Keep::Head(path.clone())),
            FileWish::ExportReport(path) => queue.wanted.push_back(Keep::Report(path.clone())),
            FileWish::ExportPicture(path, picture) => {
                queue.wanted.push_back(Keep::Picture(path.clone(), Arc::clone(picture)));
            }
            FileWish::ExportTable(path, lines) => {
                queue.wanted.push_back(Keep::Table(path.clone(), Arc::clone(lines)));
            }
            FileWish::Cancel => {
                if let Some(writing) = &autosave.writing {
                    writing.job.cancel();
                }
            }
            FileWish::Open(_) | FileWish::Import { .. } | FileWish::Answer { .. } | FileWish::UseSet(_) => {}
        }
    }
}

/// Notices whether the lesson is another than the file's, and when it is time to write it.
fn watch_lesson(
    time: Res<Time>,
    lesson: ScreenLesson,
    import: Res<Import>,
    capturing: Res<Capturing>,
    mut file: ResMut<ProjectFile>,
    mut autosave: ResMut<Autosave>,
    mut queue: ResMut<SaveQueue>,
) {
    let now_secs = time.elapsed_secs();
    autosave.compare(&lesson, &mut file, &mut queue, now_secs);
    // While pictures pour in, what is there is worth a save now and then.
    let is_calm = import.is_idle() || autosave.unsaved_for_secs(now_secs) >= LONGEST_UNSAVED_IN_IMPORT_SECS;
    if is_calm && capturing.0.is_none() && queue.is_idle() && autosave.is_due(&file, now_secs) {
        queue.wanted.push_back(Keep::Save { aloud: false });
    }
}

impl Autosave {
    fn compare(&mut self, lesson: &ScreenLesson, file: &mut ResMut<ProjectFile>, queue: &mut SaveQueue, now_secs: f32) {
        if file.path.is_none() {
            (queue.saved, self.unsaved_since_secs) = (None, None);
            return;
        }
        if !std::mem::take(&mut self.compares) && !lesson.is_changed() && !file.is_changed() {
            return;
        }
        let stamp = lesson.on_screen().stamp();
        if file.saved && queue.saved.is_none() {
            // It was just opened.
            queue.saved = Some(stamp);
            return;
        }
        let is_saved = queue.saved.as_ref() == Some(&stamp);
        if file.saved != is_saved {
            file.saved = is_saved;
        }
        if is_saved {
            self.unsaved_since_secs = None;
        } else if lesson.is_changed() || self.unsaved_since_secs.is_none() {
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
        file.autosaves && is_time && now_secs >= self.not_before_secs
    }
}

/// Begins the next piece of writing, once the worker has given the head that belongs to the lesson.
fn begin_writing(
    kept: Kept,
    file: Res<ProjectFile>,
    mut replaced: MessageReader<WorkerReplaced>,
    mut autosave: ResMut<Autosave>,
    mut queue: ResMut<SaveQueue>,
    mut notices: MessageWriter<Notice>,
    mut link: ResMut<WorkerLink>,
) {
    if replaced.read().count() > 0 {
        autosave.asked_head = false;
    }
    if autosave.writing.is_some() {
        return;
    }
    let Some(next) = queue.wanted.front() else { return };
    if matches!(next, Keep::Head(_)) && kept.has_network() && !kept.is_learned() {
        // A head of a part of the pictures is not what was asked for.
        return;
    }
    let can_have_head = kept.has_network() && kept.is_learned();
    let needs_head = can_have_head && !matches!(next, Keep::Last(..) | Keep::Folders(_));
    let has_head = autosave.head.as_ref().is_some_and(|(version, _)| *version == kept.version());
    if needs_head && !has_head {
        if !autosave.asked_head {
            autosave.asked_head = true;
            link.send(Request::GiveHead);
        }
        return;
    }
    let Some(next) = queue.wanted.pop_front() else { return };
    let head = if needs_head { autosave.head.take().and_then(|(_, head)| head) } else { None };
    let head = named_head(head, &kept.lesson.classes);
    match Writing::begin(next, &kept, &file, head) {
        Ok(writing) => autosave.writing = writing,
        Err(error) => {
            let words = kept.words.with("notice-no-thread", &[("reason", error.to_string().into())]);
            notices.write(Notice::failure(words));
        }
    }
    queue.is_writing = autosave.writing.is_some();
}

/// Hears of the writing under way; in lock-step, until it has ended.
fn hear_of_writing(
    time: Res<Time>,
    pace: Res<Pace>,
    words: Res<Words>,
    mut file: ResMut<ProjectFile>,
    mut autosave: ResMut<Autosave>,
    mut queue: ResMut<SaveQueue>,
    mut work: ResMut<WorkUnderWay>,
    mut last_save_failed: ResMut<LastSaveFailed>,
    mut notices: MessageWriter<Notice>,
) {
    let now_secs = time.elapsed_secs();
    let autosave = &mut *autosave.bypass_change_detection();
    while let Some(writing) = &mut autosave.writing {
        let outcome = match writing.job.hear(*pace) {
            Heard::Nothing => return,
            Heard::Report(Told::Progress(done, total)) => {
                work.0 = Some(Work { what: writing.what.clone(), done, total: Some(total) });
                continue;
            }
            Heard::Report(Told::Ended(outcome)) => outcome,
            Heard::Ended => {
                error!("writing stopped early");
                Err(words.text("notice-writing-ended"))
            }
        };
        let (what, aloud) = (std::mem::take(&mut writing.what), writing.aloud);
        let saves = writing.saves.take().filter(|(_, path)| file.path.as_ref() == Some(path));
        autosave.writing = None;
        queue.is_writing = false;
        match outcome {
            Ok(said) => {
                if let Some((stamp, _)) = saves {
                    last_save_failed.0 = false;
                    queue.saved = Some(stamp);
                    // What came while it was written has a time of its own, or one save would follow the other.
                    (autosave.compares, autosave.unsaved_since_secs, autosave.before) = (true, None, None);
                }
                if aloud {
                    notices.write(Notice::good(said));
                }
            }
            Err(mut said) => {
                let is_target = |before: &FileBefore| saves.as_ref().is_some_and(|(_, path)| *path == before.target);
                match autosave.before.take_if(|before| is_target(before)) {
                    // Where nothing was ever written, nothing is kept: the lesson stays where it was.
                    Some(FileBefore { file: before, saved, .. }) => {
                        let failure = ("failure", said.into());
                        said = match &before.path {
                            None => words.with("notice-still-in-memory", &[failure]),
                            Some(path) => {
                                words.with("notice-still-in-file", &[failure, ("file", name_of(path).into())])
                            }
                        };
                        (*file, queue.saved, autosave.compares) = (before, saved, true);
                    }
                    None => {
                        autosave.not_before_secs = now_secs + TRY_AGAIN_SECS;
                        last_save_failed.0 |= saves.is_some();
                    }
                }
                notices.write(Notice::failure(said));
            }
        }
        if work.0.as_ref().is_some_and(|work| work.what == what) {
            work.0 = None;
        }
    }
}

/// Unsaved changes are written before the program ends, whatever the orderly way it ends.
fn save_before_leaving(
    mut exits: MessageReader<AppExit>,
    mut losses: MessageReader<GraphicsLost>,
    mut late_wishes: MessageReader<FileWish>,
    lesson: ScreenLesson,
    mut file: ResMut<ProjectFile>,
    mut autosave: ResMut<Autosave>,
    mut queue: ResMut<SaveQueue>,
) {
    if exits.read().count() + losses.read().count() == 0 {
        late_wishes.clear();
        return;
    }
    // What was wished in this very update, after wishes were followed, is not noted yet.
    let mut is_wished = false;
    for wish in late_wishes.read() {
        match wish {
            FileWish::Save => is_wished = true,
            FileWish::SaveAs(path) => {
                if file.path.as_ref() != Some(path) {
                    *file = ProjectFile { path: Some(path.clone()), ..file.clone() };
                    queue.saved = None;
                }
                is_wished = true;
            }
            _ => {}
        }
    }
    // Two must not write the same file at once; what is under way is nearly done.
    if let Some(mut writing) = autosave.writing.take() {
        writing.job.cancel();
        while let Heard::Report(Told::Progress(..)) = writing.job.wait() {}
    }
    let mut last = Vec::new();
    for keep in queue.wanted.drain(..) {
        match keep {
            Keep::Last(project, path) => last.push((*project, path)),
            Keep::Save { .. } => is_wished = true,
            Keep::Folders(_) | Keep::Head(_) | Keep::Report(_) | Keep::Picture(..) | Keep::Table(..) => {}
        }
    }
    if let Some(path) = file.path.clone().filter(|_| file.autosaves || is_wished)
        && queue.saved.as_ref() != Some(&lesson.on_screen().stamp())
    {
        last.push((lesson.on_screen().project(&path), path));
    }
    for (project, path) in last {
        if let Err(error) = menagerie_project::save(&project, &path) {
            error!("{error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;
    use bevy::window::{PrimaryWindow, WindowCloseRequested};

    use super::*;

    /// An exhibit with a window and a lesson that is not in its file yet.
    fn app(file: &std::path::Path, autosaves: bool) -> App {
        let mut app = App::new();
        let settings = LearningSettings { autosaves, ..LearningSettings::of_a_test() };
        app.add_plugins((
            MinimalPlugins,
            WindowPlugin::default(),
            menagerie_core::CorePlugin,
            crate::LearningPlugin { settings },
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
    fn a_place_where_nothing_can_be_written_does_not_take_the_file_away() {
        let folder = std::env::temp_dir();
        let file = folder.join(format!("menagerie-stays-{}.menagerie", std::process::id()));
        let mut app = app(&file, true);
        let step = Duration::from_millis(250);
        app.insert_resource(Pace::LockStep { step }).insert_resource(TimeUpdateStrategy::ManualDuration(step));
        let nowhere = folder.join("menagerie-no-such-folder/pens/books.menagerie");
        app.world_mut().write_message(FileWish::SaveAs(nowhere));
        let mut notices = Vec::new();
        for _ in 0..20 {
            app.update();
            notices.extend(app.world_mut().resource_mut::<Messages<Notice>>().drain().map(|notice| notice.words));
        }
        assert_eq!(app.world().resource::<ProjectFile>().path.as_ref(), Some(&file));
        let still_in = format!(" file={}", name_of(&file));
        let said = |words: &String| {
            words.starts_with("notice-still-in-file failure=notice-not-written reason=") && words.ends_with(&still_in)
        };
        assert!(notices.iter().any(said), "{notices:?}");
        // What is taught later is still kept where it was, without anybody asking.
        let picture = app.world().resource::<Album>().get(ExampleId(0)).unwrap().clone();
        app.world_mut().resource_mut::<Album>().insert(ExampleId(1), picture);
        (0..40).for_each(|_| app.update());
        let saved = menagerie_project::Project::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(saved.pictures.len(), 2);
    }

    /// The place before belongs to the lesson that was to be saved, not to the one that came after it.
    #[test]
    fn a_lesson_never_comes_into_the_file_of_another_one() {
        let folder = std::env::temp_dir();
        let old = folder.join(format!("menagerie-old-{}.menagerie", std::process::id()));
        let mut app = app(&old, false);
        let step = Duration::from_millis(250);
        app.insert_resource(Pace::LockStep { step }).insert_resource(TimeUpdateStrategy::ManualDuration(step));
        // Let go of before it was written.
        let nowhere = |name: &str| folder.join("menagerie-no-such-folder").join(name);
        app.world_mut().write_message(FileWish::SaveAs(nowhere("a.menagerie")));
        app.world_mut().write_message(FileWish::Close);
        (0..5).for_each(|_| app.update());
        app.world_mut().write_message(FileWish::SaveAs(nowhere("b.menagerie")));
        (0..20).for_each(|_| app.update());
        assert_eq!(app.world().resource::<ProjectFile>().path, None);
        assert!(!old.exists());
    }

    /// Something is recorded without a pause: it is saved now and then, not again as soon as a save has ended.
    #[test]
    fn a_lesson_that_goes_on_changing_is_saved_now_and_then() {
        let file = std::env::temp_dir().join(format!("menagerie-pouring-{}.menagerie", std::process::id()));
        let mut app = app(&file, true);
        // The longest that Bevy's clock goes on in one update.
        let step = Duration::from_millis(250);
        app.insert_resource(Pace::LockStep { step }).insert_resource(TimeUpdateStrategy::ManualDuration(step));
        let (mut saves, mut saved) = (0, None);
        for update in 1..=240 {
            let album = &mut app.world_mut().resource_mut::<Album>();
            let picture = album.get(ExampleId(0)).unwrap().clone();
            album.insert(ExampleId(update), picture);
            app.update();
            let now = &app.world().resource::<SaveQueue>().saved;
            if *now != saved {
                (saves, saved) = (saves + 1, now.clone());
            }
        }
        std::fs::remove_file(&file).unwrap();
        std::fs::remove_file(file.with_extension("menagerie.bak")).unwrap();
        assert!((4..=6).contains(&saves), "{saves} saves in a minute");
    }

    #[test]
    fn nothing_is_written_where_nobody_wished_it() {
        let file = std::env::temp_dir().join(format!("menagerie-kiosk-{}.menagerie", std::process::id()));
        close_window(&mut app(&file, false));
        assert!(!file.exists());
    }

    #[test]
    fn save_pressed_just_before_leaving_or_while_it_waits_its_turn_is_done() {
        let file = std::env::temp_dir().join(format!("menagerie-late-{}.menagerie", std::process::id()));
        for wishes in [vec![FileWish::Save], vec![FileWish::ExportFolders(file.with_extension("")), FileWish::Save]] {
            let mut app = app(&file, false);
            app.world_mut().write_message_batch(wishes);
            app.world_mut().write_message(AppExit::Success);
            app.update();
            let saved = menagerie_project::Project::read(&file).unwrap();
            std::fs::remove_file(&file).unwrap();
            assert_eq!(saved.pictures.len(), 1);
        }
    }

    #[test]
    fn a_file_that_another_program_works_on_is_not_written_over() {
        let file = std::env::temp_dir().join(format!("menagerie-locked-{}.menagerie", std::process::id()));
        let mut app = app(&file, true);
        // The exhibit has it first: another program is refused, in words.
        app.update();
        let said = menagerie_project::ProjectLock::acquire(&file).unwrap_err().to_string();
        assert!(said.contains("is open in another program"), "{said}");
        *app.world_mut().resource_mut::<ProjectFile>() = ProjectFile::default();
        app.update();
        // And the other way round.
        let other = menagerie_project::ProjectLock::acquire(&file).unwrap();
        *app.world_mut().resource_mut::<ProjectFile>() =
            ProjectFile { path: Some(file.clone()), saved: false, autosaves: true };
        app.update();
        assert_eq!(app.world().resource::<ProjectFile>().path, None, "it stays in memory");
        let notices: Vec<Notice> = app.world_mut().resource_mut::<Messages<Notice>>().drain().collect();
        let said = |notice: &Notice| {
            notice.words.starts_with("notice-in-use reason=") && notice.words.contains("is open in another program")
        };
        assert!(notices.iter().any(said), "{notices:?}");
        close_window(&mut app);
        assert!(!file.exists());
        drop(other);
    }
}
