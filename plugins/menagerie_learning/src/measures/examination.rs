//! What the pictures themselves reveal, measured on a thread of its own while the workshop is open.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_brain::{Strangers, examine};
use menagerie_core::prelude::*;

use crate::LearningSystems;
use crate::job::{Heard, Job};
use crate::lesson::embedding_cache::{EmbeddingCache, bank_of};
use crate::worker::KnownStrangers;

/// The lesson must have stood still for this long, seconds: nobody reads numbers that change with every picture.
const CALM_SECS: f32 = 0.6;

/// Everything that the outcome depends on: the version of the lesson, and whether strangers are told apart.
type Question = (u64, bool);

/// The examination under way.
#[derive(Resource, Debug, Default)]
struct Examiner {
    /// What was examined last.
    examined: Option<Question>,
    /// What there was to examine when somebody looked last, and since when.
    question: Question,
    since_secs: f32,
    running: Option<Job<Examination>>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Examiner>().add_systems(
        Update,
        (notice_change, examine_lesson.run_if(in_state(Overlay::Workshop))).chain().in_set(LearningSystems::Measure),
    );
}

/// Notices when what was found out belongs to another lesson.
fn notice_change(
    time: Res<Time>,
    settings: Res<CurrentSettings>,
    cache: Res<EmbeddingCache>,
    mut examiner: ResMut<Examiner>,
    mut latest: ResMut<LatestExamination>,
) {
    let question = (cache.version, settings.knows_unknown);
    if question != examiner.question {
        examiner.question = question;
        examiner.since_secs = time.elapsed_secs();
        examiner.running = None;
    }
    let is_fresh = examiner.examined == Some(question) && !cache.owes_portion();
    if latest.fresh != is_fresh {
        latest.fresh = is_fresh;
    }
}

/// Examines the lesson anew when it has changed.
fn examine_lesson(
    time: Res<Time>,
    pace: Res<Pace>,
    work: Res<WorkUnderWay>,
    capturing: Res<Capturing>,
    classes: Res<Classes>,
    album: Res<Album>,
    settings: Res<CurrentSettings>,
    cache: Res<EmbeddingCache>,
    strangers: Option<Res<KnownStrangers>>,
    mut examiner: ResMut<Examiner>,
    mut latest: ResMut<LatestExamination>,
) {
    let question = examiner.question;
    if examiner.examined == Some(question) {
        return;
    }
    let is_calm = time.elapsed_secs() - examiner.since_secs >= CALM_SECS && work.0.is_none() && capturing.0.is_none();
    if examiner.running.is_none() && is_calm {
        // With that switched off, everything is known in every table.
        let strangers = strangers.filter(|_| settings.knows_unknown).map(|strangers| Arc::clone(&strangers.0));
        examiner.running = begin(&classes, &album, &cache, strangers);
    }
    let Some(running) = &mut examiner.running else { return };
    match running.hear(*pace) {
        Heard::Report(examination) => {
            let order = classes.0.iter().filter(|class| class.enabled).map(|class| class.id).collect();
            let held_out = examination.held_out.in_order(order);
            let examination = Examination { held_out, ..examination };
            *latest = LatestExamination { fresh: !cache.owes_portion(), examination };
        }
        // It ended without a result; trying again would end the same way.
        Heard::Ended => {}
        Heard::Nothing => return,
    }
    examiner.examined = Some(question);
    examiner.running = None;
}

fn begin(
    classes: &Classes,
    album: &Album,
    cache: &EmbeddingCache,
    strangers: Option<Arc<Strangers>>,
) -> Option<Job<Examination>> {
    let bank = bank_of(cache.taught(classes, album));
    let job = Job::begin("examination", 1, move |reporter| {
        if let Some(examination) = examine(&bank, strangers.as_deref(), &|| reporter.goes_on()) {
            reporter.end(examination);
        }
    });
    job.inspect_err(|error| error!("cannot start a thread to examine the lesson: {error}")).ok()
}
