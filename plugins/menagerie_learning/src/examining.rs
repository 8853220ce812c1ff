//! What the pictures themselves tell, measured on a thread of its own while the workshop is open.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bevy::prelude::*;
use menagerie_brain::{Strangers, examine};
use menagerie_core::prelude::*;

use crate::door::{KnownStrangers, LOCK_STEP_PATIENCE};
use crate::knowledge::{Knowledge, bank_of};

/// The lesson must have stood still for this long, seconds: nobody reads numbers that change with every picture.
const CALM_SECS: f32 = 0.6;

/// The examination under way.
#[derive(Resource, Debug, Default)]
pub(super) struct Examiner {
    /// What was examined last.
    examined: Option<Question>,
    /// What there was to examine when somebody looked last, and since when.
    question: Question,
    since_secs: f32,
    running: Option<Running>,
}

/// Everything that the outcome depends on: the version of the lesson, and whether strangers are told apart.
type Question = (u64, bool);

#[derive(Debug)]
struct Running {
    question: Question,
    outcome: Mutex<Receiver<Examination>>,
    goes_on: Arc<AtomicBool>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.goes_on.store(false, Ordering::Relaxed);
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Examiner>();
}

/// Examines the lesson anew when it has changed.
pub(super) fn examine_lesson(
    time: Res<Time>,
    pace: Res<Pace>,
    workshop: Res<WorkshopOpen>,
    work: Res<WorkUnderWay>,
    capturing: Res<Capturing>,
    classes: Res<Classes>,
    album: Res<Album>,
    knowledge: Res<Knowledge>,
    strangers: Option<Res<KnownStrangers>>,
    settings: Res<CurrentSettings>,
    mut examiner: ResMut<Examiner>,
    mut latest: ResMut<LatestExamination>,
) {
    let now_secs = time.elapsed_secs();
    let question = (knowledge.version, settings.knows_unknown);
    if question != examiner.question {
        examiner.question = question;
        examiner.since_secs = now_secs;
        examiner.running = None;
    }
    let is_fresh = examiner.examined == Some(question);
    if latest.fresh != is_fresh {
        latest.fresh = is_fresh;
    }
    if is_fresh || !workshop.0 {
        return;
    }
    let is_calm = now_secs - examiner.since_secs >= CALM_SECS && work.0.is_none() && capturing.0.is_none();
    if examiner.running.is_none() && is_calm {
        // With that switched off, everything is known in every table.
        let strangers = strangers.filter(|_| settings.knows_unknown).map(|strangers| Arc::clone(&strangers.0));
        examiner.running = begin(question, &classes, &album, &knowledge, strangers);
    }
    let Some(running) = &mut examiner.running else { return };
    let question = running.question;
    let receiver = running.outcome.get_mut().unwrap_or_else(PoisonError::into_inner);
    let outcome = if pace.is_lock_step() {
        receiver.recv_timeout(LOCK_STEP_PATIENCE).map_err(|_| TryRecvError::Disconnected)
    } else {
        receiver.try_recv()
    };
    match outcome {
        Ok(examination) => {
            let order = classes.0.iter().filter(|class| class.enabled).map(|class| class.id).collect();
            let held_out = examination.held_out.in_order(order);
            *latest = LatestExamination { fresh: true, examination: Examination { held_out, ..examination } };
            examiner.examined = Some(question);
            examiner.running = None;
        }
        Err(TryRecvError::Disconnected) => {
            // It ended without an outcome; asking again would end the same way.
            examiner.examined = Some(question);
            examiner.running = None;
        }
        Err(TryRecvError::Empty) => {}
    }
}

fn begin(
    question: Question,
    classes: &Classes,
    album: &Album,
    knowledge: &Knowledge,
    strangers: Option<Arc<Strangers>>,
) -> Option<Running> {
    let bank = bank_of(knowledge.taught(classes, album));
    let (sender, outcome) = sync_channel(1);
    let goes_on = Arc::new(AtomicBool::new(true));
    let asked = Arc::clone(&goes_on);
    let spawned = thread::Builder::new().name("examination".into()).spawn(move || {
        if let Some(examination) = examine(&bank, strangers.as_deref(), &|| asked.load(Ordering::Relaxed)) {
            // Whoever asked may have lost interest.
            drop(sender.send(examination));
        }
    });
    match spawned {
        Ok(_) => Some(Running { question, outcome: Mutex::new(outcome), goes_on }),
        Err(error) => {
            error!("no thread to examine the lesson: {error}");
            None
        }
    }
}
