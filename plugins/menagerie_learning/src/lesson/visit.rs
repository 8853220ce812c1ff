//! The end of a visit: what was taught is gone.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use super::editing::{EditingSystems, Lesson};
use crate::{FollowSystems, LearningSettings};

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Update, end_visit.after(EditingSystems).in_set(FollowSystems::Edit));
}

/// What a visitor taught is forgotten for good. A lesson that is kept in its file while it is changed is its teacher's, and stays;
/// one that the museum brought comes back as it was.
fn end_visit(
    mut ended: MessageReader<EndVisit>,
    learning: Res<LearningSettings>,
    mut lesson: Lesson,
    mut files: MessageWriter<FileWish>,
) {
    if ended.read().count() == 0 {
        return;
    }
    // A game that somebody walked away from is over.
    lesson.bring_back();
    let is_kept = lesson.file.path.is_some() && lesson.file.autosaves;
    if is_kept {
        lesson.forget_undos();
    } else if lesson.forget_all()
        && let Some(project) = &learning.project
    {
        files.write(FileWish::Open(project.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(project: Option<&str>) -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, super::super::editing::plugin, plugin));
        app.insert_resource(LearningSettings { project: project.map(Into::into), ..LearningSettings::of_a_test() });
        app.update();
        app.world_mut().write_message(ChangeLesson::AddClass { name: Some("Kiwi".into()), quiet: true });
        app.world_mut().write_message(ChangeLesson::DeleteClass(ClassId(0)));
        app.update();
        assert!(app.world().resource::<UndoOffer>().0.is_some());
        app
    }

    fn end(app: &mut App) -> (Vec<String>, Vec<FileWish>) {
        app.world_mut().write_message(EndVisit);
        app.update();
        assert_eq!(app.world().resource::<UndoOffer>().0, None, "what a visitor took away is gone");
        let classes = &app.world().resource::<Classes>().0;
        let names = classes.iter().map(|class| class.name.clone()).collect();
        (names, app.world_mut().resource_mut::<Messages<FileWish>>().drain().collect())
    }

    #[test]
    fn what_a_visitor_taught_is_gone_and_does_not_come_back() {
        let mut app = app(None);
        let first: Vec<String> = app.world().resource::<FirstClasses>().0.0.iter().map(|c| c.name.clone()).collect();
        assert_eq!(end(&mut app), (first, Vec::new()));
    }

    #[test]
    fn the_lesson_that_the_museum_brought_comes_back() {
        assert_eq!(end(&mut app(Some("museum.menagerie"))).1, [FileWish::Open("museum.menagerie".into())]);
    }

    #[test]
    fn a_teachers_lesson_that_is_kept_stays() {
        let mut app = app(None);
        let file = ProjectFile { path: Some("class.menagerie".into()), saved: true, autosaves: true };
        app.insert_resource(file.clone());
        let (names, wishes) = end(&mut app);
        assert!(names.contains(&"Kiwi".to_owned()) && wishes.is_empty(), "{names:?} {wishes:?}");
        assert_eq!(*app.world().resource::<ProjectFile>(), file);
    }
}
