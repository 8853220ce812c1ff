//! Test mode: pictures that are not taught, answered by the head as it is, again after every change.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::door::Door;
use crate::knowledge::Knowledge;
use crate::worker::{Asked, Request};

/// What was asked last, and what came of it.
#[derive(Resource, Debug, Default)]
pub(super) struct TestRun {
    /// Version of the lesson, trainings ended, whether unknown things are told apart, the model that was opened, and the
    /// pictures.
    asked: (u64, u64, bool, Option<String>, Vec<(ExampleId, ClassId)>),
    in_flight: bool,
    answers: Option<Vec<(ExampleId, ClassId, Option<ClassId>)>>,
}

impl TestRun {
    pub(super) fn answered(&mut self, answers: Vec<(ExampleId, ClassId, Option<ClassId>)>) {
        self.in_flight = false;
        self.answers = Some(answers);
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<TestRun>();
}

/// Asks again when the pictures, the labels or the head have changed.
pub(super) fn ask_test(
    classes: Res<Classes>,
    album: Res<Album>,
    knowledge: Res<Knowledge>,
    settings: Res<LessonSettings>,
    capturing: Res<Capturing>,
    work: Res<WorkUnderWay>,
    opened: Res<OpenedModel>,
    mut run: ResMut<TestRun>,
    mut result: ResMut<TestResult>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    if run.in_flight || capturing.0.is_some() || work.0.is_some() || !door.is_idle() {
        return;
    }
    let pictures: Vec<_> = knowledge.of(Part::Test, &classes, &album).collect();
    let state = door.state();
    let asked = (
        state.version,
        state.trained,
        settings.knows_unknown,
        opened.0.clone(),
        pictures.iter().map(|(id, class, _)| (*id, *class)).collect(),
    );
    if asked == run.asked {
        return;
    }
    run.asked = asked;
    run.in_flight = true;
    if result.fresh {
        result.fresh = false;
    }
    let asked = pictures.into_iter().filter_map(|(id, class, seen)| {
        let file = std::sync::Arc::clone(&album.get(id)?.file);
        Some(Asked { id, class, embedding: seen.embedding.clone(), file })
    });
    door.send(Request::Test { pictures: asked.collect() });
}

/// Shows what came of it.
pub(super) fn show_test(classes: Res<Classes>, mut run: ResMut<TestRun>, mut result: ResMut<TestResult>) {
    if run.answers.is_none() {
        return;
    }
    let Some(answers) = run.answers.take() else { return };
    *result = TestResult { fresh: true, confusion: confusion(&classes, answers) };
}

/// The table of answers, in the order of the classes. A picture without an answer was never seen before.
pub(super) fn confusion(
    classes: &Classes,
    answers: impl IntoIterator<Item = (ExampleId, ClassId, Option<ClassId>)>,
) -> Confusion {
    let ids: Vec<_> = classes.0.iter().filter(|class| class.enabled).map(|class| class.id).collect();
    let place = |class: ClassId| ids.iter().position(|id| *id == class);
    let mut cells = vec![vec![Vec::new(); ids.len()]; ids.len()];
    let mut unknown = vec![Vec::new(); ids.len()];
    for (picture, class, answer) in answers {
        let Some(row) = place(class) else { continue };
        match answer.and_then(place) {
            Some(column) => cells[row][column].push(picture),
            None => unknown[row].push(picture),
        }
    }
    Confusion { classes: ids, cells, unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_wrong_and_never_seen_stand_in_their_places() {
        let classes = Classes::default();
        let answers = [
            (ExampleId(1), ClassId(0), Some(ClassId(0))),
            (ExampleId(2), ClassId(0), Some(ClassId(2))),
            (ExampleId(3), ClassId(1), None),
            (ExampleId(4), ClassId(77), Some(ClassId(0))),
        ];
        let confusion = confusion(&classes, answers);
        assert_eq!(confusion.cells[0][2], [ExampleId(2)]);
        assert_eq!(confusion.unknown[1], [ExampleId(3)]);
        assert_eq!((confusion.asked(0), confusion.right(0)), (2, 1));
        assert_eq!(confusion.accuracy(), Some(1.0 / 3.0), "a picture of a class that has gone does not count");
    }
}
