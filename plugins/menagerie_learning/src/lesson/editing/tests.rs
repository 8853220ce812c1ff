//! The lesson changed and changed back.

use std::sync::Arc;

use bevy::ecs::system::RunSystemOnce;
use menagerie_core::words::Language;
use menagerie_lesson::Args;

use super::*;

fn app() -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
        .configure_sets(Update, (FollowSystems::Edit, LearningSystems::Count).chain());
    app.update();
    app
}

fn wish(app: &mut App, wish: ChangeLesson) {
    app.world_mut().write_message(wish);
    app.update();
}

fn put(app: &mut App, class: ClassId, split: Split) -> ExampleId {
    let id = app.world_mut().resource_mut::<Numbers>().example();
    let thumbnail = Arc::new(Picture::new(1, 1, vec![0; 3]).unwrap());
    let picture = AlbumPicture {
        class,
        split,
        thumbnail,
        file: Arc::new([]),
        source: "test".into(),
        recording: None,
        worth: 1.0,
    };
    app.world_mut().resource_mut::<Album>().insert(id, picture);
    app.update();
    id
}

fn names(app: &App) -> Vec<String> {
    app.world().resource::<Classes>().0.iter().map(|class| class.name.clone()).collect()
}

fn lesson(app: &App) -> (Vec<Class>, Vec<(ExampleId, ClassId, Split)>) {
    let pictures = app.world().resource::<Album>().iter().map(|(id, picture)| (id, picture.class, picture.split));
    (app.world().resource::<Classes>().0.clone(), pictures.collect())
}

#[test]
fn every_deletion_can_be_taken_back() {
    let mut app = app();
    let first = put(&mut app, ClassId(1), Split::Teach);
    put(&mut app, ClassId(1), Split::Test);
    put(&mut app, ClassId(2), Split::Teach);
    let before = lesson(&app);
    for (deletion, offer) in [
        (ChangeLesson::DeleteClass(ClassId(1)), "undo-class name=Tuft"),
        (ChangeLesson::EmptyClass(ClassId(1)), "undo-pictures-of name=Tuft"),
        (ChangeLesson::RemovePictures(vec![first]), "undo-pictures pictures=1"),
        (ChangeLesson::MovePictures(vec![first], ClassId(0), Split::Test), "undo-places pictures=1"),
        (ChangeLesson::StartOver, "undo-lesson"),
    ] {
        wish(&mut app, deletion.clone());
        assert_ne!(lesson(&app), before, "{deletion:?} changes something");
        assert_eq!(app.world().resource::<UndoOffer>().0.as_deref(), Some(offer));
        wish(&mut app, ChangeLesson::Undo);
        assert_eq!(lesson(&app), before, "{deletion:?}");
    }
    assert_eq!(app.world().resource::<UndoOffer>().0, None);
}

/// Each sentence is the name of its language.
struct Named(&'static str);

impl Phrasebook for Named {
    fn phrase(&self, _key: &str, _args: Args) -> String {
        self.0.to_owned()
    }
}

#[test]
fn what_can_be_undone_is_said_in_the_language_of_the_moment() {
    let mut app = app();
    let languages = ["en", "nl"].map(|id| Language { id: id.into(), own_name: id.into(), book: Arc::new(Named(id)) });
    app.insert_resource(Words::new(languages.into()));
    put(&mut app, ClassId(1), Split::Teach);
    wish(&mut app, ChangeLesson::EmptyClass(ClassId(1)));
    assert_eq!(app.world().resource::<UndoOffer>().0.as_deref(), Some("en"));
    app.world_mut().write_message(ChooseLanguage("nl".into()));
    app.update();
    app.update();
    assert_eq!(app.world().resource::<UndoOffer>().0.as_deref(), Some("nl"));
}

#[test]
fn what_came_after_a_deletion_stays_when_it_is_taken_back() {
    let mut app = app();
    put(&mut app, ClassId(0), Split::Teach);
    wish(&mut app, ChangeLesson::StartOver);
    let new = app.world().resource::<Classes>().0[0].id;
    put(&mut app, new, Split::Teach);
    wish(&mut app, ChangeLesson::Undo);
    // One class of a name is enough: what was taught meanwhile joins the one that comes back.
    let (classes, pictures) = lesson(&app);
    assert_eq!(classes.iter().map(|class| class.id).collect::<Vec<_>>(), [ClassId(0), ClassId(1), ClassId(2)]);
    assert_eq!(pictures.iter().map(|(_, class, _)| *class).collect::<Vec<_>>(), [ClassId(0); 2]);
    // Under another name it is another class.
    wish(&mut app, ChangeLesson::StartOver);
    let new = app.world().resource::<Classes>().0[0].id;
    wish(&mut app, ChangeLesson::RenameClass(new, "Cups".into()));
    put(&mut app, new, Split::Teach);
    wish(&mut app, ChangeLesson::Undo);
    assert!(app.world().resource::<Classes>().get(new).is_some(), "it has a picture by now");
    assert_eq!(names(&app).len(), 4);
}

#[test]
fn what_was_taken_away_leaves_memory_after_a_while() {
    use bevy::time::TimeUpdateStrategy;
    let mut app = app();
    put(&mut app, ClassId(0), Split::Teach);
    wish(&mut app, ChangeLesson::EmptyClass(ClassId(0)));
    let step = std::time::Duration::from_secs_f32(0.2);
    app.insert_resource(TimeUpdateStrategy::ManualDuration(step));
    for _ in 0..=(UNDO_SECS / 0.2) as usize {
        app.update();
    }
    assert_eq!(app.world().resource::<UndoOffer>().0, None);
    wish(&mut app, ChangeLesson::Undo);
    assert!(app.world().resource::<Album>().is_empty());
}

#[test]
fn classes_are_added_named_and_moved_up_to_a_hundred() {
    let mut app = app();
    wish(&mut app, ChangeLesson::AddClass { name: Some("  Pens \n and such ".into()), quiet: false });
    wish(&mut app, ChangeLesson::AddClass { name: None, quiet: true });
    assert_eq!(names(&app)[3..], ["Pens and such", "new-class"]);
    let ids: Vec<_> = app.world().resource::<Classes>().0.iter().map(|class| class.id).collect();
    wish(&mut app, ChangeLesson::MoveClass(ids[3], 0));
    wish(&mut app, ChangeLesson::RenameClass(ids[4], "   ".into()));
    assert_eq!(names(&app), ["Pens and such", "Pim", "Tuft", "Bobo", "new-class"], "an empty name is none");
    for _ in 0..200 {
        wish(&mut app, ChangeLesson::AddClass { name: None, quiet: false });
    }
    let classes = app.world().resource::<Classes>();
    assert_eq!(classes.0.len(), MOST_CLASSES);
    let mut ids: Vec<_> = classes.0.iter().map(|class| class.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), MOST_CLASSES);
}

#[test]
fn the_last_class_stays() {
    let mut app = app();
    for class in [0, 1, 2] {
        wish(&mut app, ChangeLesson::DeleteClass(ClassId(class)));
    }
    assert_eq!(names(&app), ["Bobo"]);
}

#[test]
fn another_lesson_and_the_one_before_take_turns_and_are_never_mixed() {
    let mut app = app();
    put(&mut app, ClassId(0), Split::Teach);
    app.world_mut().resource_mut::<ProjectFile>().path = Some("a.menagerie".into());
    let before = lesson(&app);
    app.add_systems(
        Update,
        (|mut lesson: Lesson, mut done: Local<bool>| {
            if !std::mem::replace(&mut *done, true) {
                lesson.begin_named(&["Pens".into(), "Books".into()], 0.0);
            }
        })
        .before(change_lesson),
    );
    app.update();
    assert_eq!(names(&app), ["Pens", "Books"]);
    assert_eq!(app.world().resource::<ProjectFile>().path, None, "the file belongs to the lesson before");
    let pens = app.world().resource::<Classes>().0[0].id;
    put(&mut app, pens, Split::Teach);
    wish(&mut app, ChangeLesson::Undo);
    assert_eq!(lesson(&app), before);
    assert_eq!(app.world().resource::<ProjectFile>().path, Some("a.menagerie".into()));
    wish(&mut app, ChangeLesson::Undo);
    assert_eq!((names(&app).len(), app.world().resource::<Album>().len()), (2, 1), "nothing of either is lost");
}

#[test]
fn starting_over_leaves_the_file_and_undo_takes_it_up_again() {
    let mut app = app();
    let file = |app: &App| app.world().resource::<ProjectFile>().path.clone();
    app.world_mut().resource_mut::<ProjectFile>().path = Some("a.menagerie".into());
    wish(&mut app, ChangeLesson::StartOver);
    assert_eq!(file(&app), Some("a.menagerie".into()), "an untouched lesson is the same again");
    let class = app.world().resource::<Classes>().0[0].id;
    put(&mut app, class, Split::Teach);
    wish(&mut app, ChangeLesson::StartOver);
    assert_eq!(file(&app), None);
    wish(&mut app, ChangeLesson::Undo);
    assert_eq!(file(&app), Some("a.menagerie".into()));
}

#[test]
fn names_that_were_given_come_back_even_without_a_picture() {
    let mut app = app();
    wish(&mut app, ChangeLesson::RenameClass(ClassId(0), "Pens".into()));
    wish(&mut app, ChangeLesson::StartOver);
    assert_eq!(names(&app)[0], "Pim");
    wish(&mut app, ChangeLesson::Undo);
    assert_eq!(names(&app)[0], "Pens");
}

fn set_aside(app: &mut App, names: &[&str]) {
    wish(app, ChangeLesson::SetAside(Meanwhile::Named(names.iter().map(|name| (*name).to_owned()).collect())));
}

#[test]
fn a_lesson_that_was_set_aside_comes_back_as_it_was() {
    let mut app = app();
    put(&mut app, ClassId(1), Split::Teach);
    put(&mut app, ClassId(1), Split::Test);
    let file = ProjectFile { path: Some("desk.menagerie".into()), saved: true, autosaves: true };
    app.insert_resource(file.clone());
    let before = lesson(&app);
    for _ in 0..2 {
        set_aside(&mut app, &["Apple", "Carrot"]);
        assert_eq!((names(&app), app.world().resource::<Album>().len()), (vec!["Apple".into(), "Carrot".into()], 0));
        assert_eq!(*app.world().resource::<ProjectFile>(), ProjectFile::default(), "nobody writes a game into a file");
        assert_eq!(*app.world().resource::<LessonAside>(), LessonAside(true));
        let class = app.world().resource::<Classes>().0[0].id;
        put(&mut app, class, Split::Teach);
        let kept = put(&mut app, class, Split::Test);
        wish(&mut app, ChangeLesson::StartOver);
        let left: Vec<ExampleId> = app.world().resource::<Album>().iter().map(|(id, _)| id).collect();
        assert_eq!(
            (names(&app).len(), left),
            (2, vec![kept]),
            "starting over in a game keeps what it is measured with"
        );
    }
    wish(&mut app, ChangeLesson::BringBack);
    assert_eq!(lesson(&app), before);
    assert_eq!(*app.world().resource::<ProjectFile>(), file);
    wish(&mut app, ChangeLesson::Undo);
    wish(&mut app, ChangeLesson::BringBack);
    assert_eq!(lesson(&app), before, "no way leads back into a game");
    assert_eq!(*app.world().resource::<LessonAside>(), LessonAside(false));
}

#[test]
fn a_game_with_the_lessons_own_tests_has_nothing_else_of_it() {
    let mut app = app();
    put(&mut app, ClassId(0), Split::Teach);
    let test = put(&mut app, ClassId(1), Split::Test);
    let before = lesson(&app);
    wish(&mut app, ChangeLesson::SetAside(Meanwhile::SameTests));
    let (classes, pictures) = lesson(&app);
    assert_eq!(classes.iter().map(|class| &class.name).collect::<Vec<_>>(), ["Pim", "Tuft", "Bobo"]);
    assert!(classes.iter().all(|class| before.0.iter().all(|other| other.id != class.id)));
    assert_eq!(pictures, [(test, classes[1].id, Split::Test)]);
    wish(&mut app, ChangeLesson::BringBack);
    assert_eq!(lesson(&app), before);
}

#[test]
fn who_opens_another_lesson_or_breaks_brings_the_first_one_back() {
    let mut app = app();
    let taught = put(&mut app, ClassId(0), Split::Teach);
    let before = lesson(&app);
    set_aside(&mut app, &["Apple"]);
    app.world_mut().write_message(SwitchedOff { owner: "games".into() });
    app.update();
    assert_eq!(lesson(&app), before);
    set_aside(&mut app, &["Apple"]);
    let begin = |mut lesson: Lesson| drop(lesson.begin_named(&["Desk".to_owned()], 0.0));
    app.world_mut().run_system_once(begin).unwrap();
    app.update();
    assert_eq!(names(&app), ["Desk"]);
    wish(&mut app, ChangeLesson::Undo);
    assert!(app.world().resource::<Album>().get(taught).is_some(), "what was set aside can be undone to");
}

#[test]
fn a_picture_that_is_taken_away_comes_back_and_one_that_is_exchanged_is_no_offer() {
    let mut app = app();
    let picture =
        |name: &str| ClassOutput { parameters: [("name".into(), name.into())].into(), ..ClassOutput::new("picture") };
    let lamp = ClassOutput::new("lamp");
    let class = ClassId(1);
    wish(&mut app, ChangeLesson::SetOutputs(class, vec![picture("cat"), lamp.clone()]));
    wish(&mut app, ChangeLesson::SetOutputs(class, vec![picture("star"), lamp.clone()]));
    wish(&mut app, ChangeLesson::SetOutputs(class, vec![picture("star")]));
    assert_eq!(app.world().resource::<UndoOffer>().0, None, "nothing that somebody chose among many is lost");
    wish(&mut app, ChangeLesson::SetOutputs(class, Vec::new()));
    assert_eq!(app.world().resource::<UndoOffer>().0.as_deref(), Some("undo-answer name=Tuft"));
    wish(&mut app, ChangeLesson::Undo);
    assert_eq!(app.world().resource::<Classes>().get(class).unwrap().outputs, [picture("star")]);
}
