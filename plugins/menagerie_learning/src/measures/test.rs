//! Test mode: pictures that are not taught, answered by the head as it is, again after every change.

use std::collections::VecDeque;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::LearningSystems;
use crate::lesson::embedding_cache::{EmbeddingCache, Taken};
use crate::worker::{Asked, Request, Tested, WorkerLink, WorkerReplaced, add_inbox, has_worker};

/// Pictures asked about at once: live frames wait for no more than these.
const PORTION: usize = 32;

/// What was asked last, and what came of it.
#[derive(Resource, Debug, Default)]
struct TestRun {
    asked: Question,
    /// Whether the lesson may be another than the one asked about.
    is_doubtful: bool,
    /// Pictures still to be asked about, and the answers so far.
    waiting: VecDeque<Asked>,
    answers: Vec<Answered>,
    in_flight: bool,
    /// Whether what is in flight belongs to an earlier question.
    is_outdated: bool,
    is_complete: bool,
}

/// Everything that a test's outcome depends on.
#[derive(Debug, Clone, PartialEq, Default)]
struct Question {
    /// Version of the lesson that the worker has, and how often it ended a training.
    head: (u64, u64),
    settings: LessonSettings,
    opened: Option<String>,
    learned: Vec<ClassId>,
    pictures: Vec<(ExampleId, ClassId)>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<TestRun>()
        .add_systems(Update, ask_test.run_if(has_worker).in_set(LearningSystems::AskTest))
        .add_systems(Update, show_test.in_set(LearningSystems::Show));
    add_inbox::<Tested, _>(app, take_answers);
}

fn take_answers(mut inbox: ResMut<Messages<Tested>>, mut run: ResMut<TestRun>) {
    for Tested(answers) in inbox.drain() {
        run.in_flight = false;
        if !std::mem::take(&mut run.is_outdated) {
            run.answers.extend(answers);
            run.is_complete = run.waiting.is_empty();
        }
    }
}

/// Asks again when the pictures, the labels or the head have changed.
fn ask_test(
    classes: Res<Classes>,
    album: Res<Album>,
    cache: Res<EmbeddingCache>,
    settings: Res<CurrentSettings>,
    capturing: Res<Capturing>,
    work: Res<WorkUnderWay>,
    opened: Res<OpenedModel>,
    mut run: ResMut<TestRun>,
    mut result: ResMut<TestResult>,
    mut replaced: MessageReader<WorkerReplaced>,
    mut link: ResMut<WorkerLink>,
) {
    if replaced.read().count() > 0 {
        // What was asked of the old worker will not be answered: the whole test begins again.
        *run = TestRun { is_doubtful: true, ..TestRun::default() };
    }
    let state = link.state();
    run.is_doubtful |= classes.is_changed()
        || album.is_changed()
        || cache.is_changed()
        || settings.is_changed()
        || opened.is_changed()
        || run.asked.head != (state.version, state.trained);
    if run.is_doubtful && result.fresh {
        result.fresh = false;
    }
    if capturing.0.is_some() || work.0.is_some() || cache.owes_portion() || !link.is_idle() {
        return;
    }
    if std::mem::take(&mut run.is_doubtful) {
        let pictures: Vec<_> = cache.tests(&classes, &album).collect();
        let question = Question {
            head: (state.version, state.trained),
            settings: **settings,
            opened: opened.0.clone(),
            learned: classes.0.iter().filter(|class| class.enabled).map(|class| class.id).collect(),
            pictures: pictures.iter().map(|taken| (taken.id, taken.class)).collect(),
        };
        if question != run.asked {
            let asked = pictures.into_iter().filter_map(|Taken { id, class, seen, .. }| {
                let picture = album.get(id)?;
                let (file, by_camera) = (Arc::clone(&picture.file), picture.is_by_camera());
                Some(Asked { id, class, embedding: seen.embedding.clone(), file, by_camera })
            });
            run.waiting = asked.collect();
            run.answers.clear();
            run.is_outdated = run.in_flight;
            run.is_complete = run.waiting.is_empty();
            run.asked = question;
        } else if !run.in_flight && run.waiting.is_empty() {
            // What seemed to be another lesson was none.
            result.fresh = true;
        }
    }
    if !run.in_flight && !run.waiting.is_empty() {
        let portion = run.waiting.len().min(PORTION);
        run.in_flight = true;
        let pictures = run.waiting.drain(..portion).collect();
        link.send(Request::Test { pictures, learned: run.asked.learned.clone() });
    }
}

/// Shows what came of it.
fn show_test(classes: Res<Classes>, mut run: ResMut<TestRun>, mut result: ResMut<TestResult>) {
    if run.is_complete {
        run.is_complete = false;
        let order = classes.0.iter().filter(|class| class.enabled).map(|class| class.id).collect();
        *result = TestResult { fresh: true, confusion: Confusion::of(order, run.answers.drain(..)) };
    }
}
