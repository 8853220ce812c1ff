//! The way to the worker, the one thread on which the network and all of Burn run: requests go in, replies come out, nobody
//! waits. It knows none of those who ask: each reply is a message, taken out of an inbox by whom it concerns.
//!
//! A worker that panics or hangs is replaced, and everybody who gave it something gives it again ([`WorkerReplaced`]).

mod feature_extractor;
mod model_files;
mod protocol;
mod thread;

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use menagerie_brain::Strangers;
use menagerie_core::prelude::*;
use menagerie_gpu::GraphicsDoor;

pub use self::model_files::{load_backbone, load_gradient_network, load_strangers};
pub use self::protocol::WorkerFault;
pub(crate) use self::protocol::{
    Asked, Captured, Classified, Embedded, HeadGiven, Loaded, Reply, Request, Tested, Varied,
};
pub(crate) use self::thread::WorkerState;
use crate::job::{Heard, Job};
use crate::worker::feature_extractor::ExtractorSettings;
use crate::worker::thread::{TrainingTime, WorkerSettings};
use crate::{GiveSystems, LearningSettings, LearningSystems};

/// Maximum number of requests queued for the worker.
const WAITING: usize = 8;
/// Longest that one request may take before the worker counts as hung. Doubled with each replacement in a row that never
/// answered, because what is asked may simply take long here.
const PATIENCE: Duration = Duration::from_secs(4);
/// More of it for each picture that is learned: what is worked out of thousands in one go takes long and is not a hang.
const PATIENCE_PER_PICTURE: Duration = Duration::from_millis(3);
/// Longest that loading may take: a GPU's kernels are compiled then.
const LOADING_PATIENCE: Duration = Duration::from_secs(180);
/// Replacements in a row that never answered, after which it is given up.
const MOST_REPLACEMENTS: u32 = 5;

/// The exhibit's side of the way.
#[derive(Resource)]
pub(crate) struct WorkerLink {
    settings: WorkerSettings,
    requests: SyncSender<Request>,
    replies: Job<Reply>,
    /// Requests that did not fit into the queue.
    outbox: VecDeque<Request>,
    /// Replies still to come.
    owed: usize,
    /// Whether a frame is among them.
    frame_in_flight: bool,
    /// The worker's state.
    state: Arc<Mutex<WorkerState>>,
    /// When it began loading; `None` once it has loaded.
    loading_since: Option<Instant>,
    /// Replacements that have not answered anything yet.
    replaced_in_vain: u32,
    /// Pictures that it was given to learn.
    pictures: usize,
}

impl WorkerLink {
    fn start(settings: WorkerSettings) -> std::io::Result<Self> {
        let (requests, worker_requests) = sync_channel(WAITING);
        let state = Arc::new(Mutex::new(WorkerState::default()));
        let (told, worker_settings) = (Arc::clone(&state), settings.clone());
        let replies = Job::begin("network", WAITING + 1, move |reporter| {
            thread::run(&worker_settings, &told, &worker_requests, reporter);
        })?;
        Ok(Self {
            settings,
            requests,
            replies,
            outbox: VecDeque::new(),
            // The first reply says that the network is loaded.
            owed: 1,
            frame_in_flight: false,
            state,
            loading_since: Some(Instant::now()),
            replaced_in_vain: 0,
            pictures: 0,
        })
    }

    /// Whether the worker can take a frame now.
    pub(crate) fn is_idle(&self) -> bool {
        !self.frame_in_flight && self.outbox.is_empty()
    }

    /// Where the worker stood when it finished its newest piece of work.
    pub(crate) fn state(&self) -> WorkerState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hands over a request; what the worker cannot take yet goes with the next frame.
    pub(crate) fn send(&mut self, request: Request) {
        self.frame_in_flight |= matches!(request, Request::Classify { .. } | Request::Capture { .. });
        if let Request::Fit { bank, .. } = &request {
            self.pictures = bank.len();
        }
        self.outbox.push_back(request);
        self.flush();
    }

    fn flush(&mut self) {
        while let Some(request) = self.outbox.pop_front() {
            match self.requests.try_send(request) {
                Ok(()) => self.owed += 1,
                Err(TrySendError::Full(request)) => {
                    self.outbox.push_front(request);
                    return;
                }
                // The worker is gone, which is noticed when replies are collected.
                Err(TrySendError::Disconnected(_)) => return,
            }
        }
    }

    /// The next reply; in lock-step, waits while one is owed.
    fn next_reply(&mut self, pace: Pace) -> Heard<Reply> {
        let heard = if pace.is_lock_step() && self.owed > 0 { self.replies.wait() } else { self.replies.look() };
        if let Heard::Report(reply) = &heard {
            self.owed = self.owed.saturating_sub(1);
            self.loading_since = None;
            if !matches!(reply, Reply::Loaded(_)) {
                self.replaced_in_vain = 0;
            }
            if matches!(reply, Reply::Classified(_) | Reply::Captured(_) | Reply::Unusable) {
                self.frame_in_flight = false;
            }
        }
        heard
    }

    /// Whether it has been at one piece of work for too long.
    fn is_hung(&self) -> bool {
        if let Some(since) = self.loading_since {
            return since.elapsed() > LOADING_PATIENCE;
        }
        let patience = patience(self.pictures, self.replaced_in_vain);
        self.state.lock().is_ok_and(|state| state.busy_since.is_some_and(|since| since.elapsed() > patience))
    }
}

/// How long one piece of work may take.
fn patience(pictures: usize, replaced_in_vain: u32) -> Duration {
    (PATIENCE + PATIENCE_PER_PICTURE * pictures as u32) * 2_u32.pow(replaced_in_vain)
}

/// Embeddings of things that nobody teaches here, once the network is loaded.
#[derive(Resource)]
pub(crate) struct KnownStrangers(pub(crate) Arc<Strangers>);

/// Fingerprint that tells embeddings of the loaded network and its preprocessing from those of others.
#[derive(Resource)]
pub(crate) struct NetworkFingerprint(pub(crate) Arc<str>);

/// The worker failed and was replaced by one that knows nothing yet; earlier requests will not be answered.
#[derive(Message)]
pub(crate) struct WorkerReplaced;

/// Wish: break the worker, to see that the exhibit survives it.
#[derive(Message, Debug, Clone, Copy)]
pub struct BreakWorker(pub WorkerFault);

/// Run condition: there is a worker to ask.
pub(crate) fn has_worker(link: Option<Res<WorkerLink>>) -> bool {
    link.is_some()
}

/// Adds the system that takes one kind of reply out of its inbox, after replies were collected. In which order inboxes are
/// emptied does not matter: a reply is about a picture or a question of its own.
pub(crate) fn add_inbox<M: Message, Marker>(
    app: &mut App,
    system: impl IntoScheduleConfigs<bevy::ecs::system::ScheduleSystem, Marker> + Copy,
) {
    app.add_message::<M>()
        .add_systems(Update, system.in_set(LearningSystems::Take).ambiguous_with_all())
        .add_systems(Update, system.in_set(LearningSystems::TakeInLockStep).ambiguous_with_all());
}

pub(crate) fn plugin(app: &mut App) {
    app.add_message::<WorkerReplaced>()
        .add_message::<BreakWorker>()
        .add_systems(Startup, start_worker)
        .add_systems(Update, collect_replies.in_set(LearningSystems::Collect))
        .add_systems(Update, collect_replies.in_set(LearningSystems::CollectInLockStep))
        .add_systems(
            Update,
            break_worker.run_if(has_worker).after(GiveSystems::RandomNetwork).in_set(LearningSystems::Give),
        );
}

fn start_worker(
    settings: Res<LearningSettings>,
    pace: Res<Pace>,
    graphics: Option<Res<GraphicsDoor>>,
    words: Res<Words>,
    mut backbone: ResMut<Backbone>,
    mut commands: Commands,
) {
    let settings = WorkerSettings {
        model_dir: settings.model_dir.clone(),
        extractor: ExtractorSettings { choice: settings.device, graphics: graphics.as_deref().cloned() },
        lesson: LessonSettings { head: settings.head, ..default() },
        training_time: if pace.is_lock_step() { TrainingTime::AfterEachRequest } else { TrainingTime::WhenIdle },
    };
    match WorkerLink::start(settings) {
        Ok(link) => commands.insert_resource(link),
        Err(error) => {
            error!("cannot start the worker thread: {error}");
            let words = words.with("notice-worker-not-started", &[("reason", error.to_string().into())]);
            backbone.state = BackboneState::Failed(words);
        }
    }
}

/// Where replies go.
#[derive(SystemParam)]
struct Inboxes<'w, 's> {
    commands: Commands<'w, 's>,
    words: Res<'w, Words>,
    backbone: ResMut<'w, Backbone>,
    notices: MessageWriter<'w, Notice>,
    replaced: MessageWriter<'w, WorkerReplaced>,
    classified: MessageWriter<'w, Classified>,
    captured: MessageWriter<'w, Captured>,
    tested: MessageWriter<'w, Tested>,
    embedded: MessageWriter<'w, Embedded>,
    varied: MessageWriter<'w, Varied>,
    head_given: MessageWriter<'w, HeadGiven>,
}

/// Collects what the worker has finished. In lock-step, waits until nothing is owed any more.
fn collect_replies(link: Option<ResMut<WorkerLink>>, pace: Res<Pace>, mut inboxes: Inboxes) {
    let Some(mut link) = link else { return };
    if matches!(inboxes.backbone.state, BackboneState::Failed(_)) {
        return;
    }
    link.flush();
    loop {
        match link.next_reply(*pace) {
            Heard::Report(reply) => inboxes.put(reply),
            Heard::Nothing => break,
            Heard::Ended if matches!(inboxes.backbone.state, BackboneState::Failed(_)) => return,
            Heard::Ended => {
                replace_worker(&mut link, &mut inboxes, Breakage::Stopped);
                return;
            }
        }
    }
    if !pace.is_lock_step() && link.is_hung() {
        replace_worker(&mut link, &mut inboxes, Breakage::Hung);
    }
}

/// How a worker broke.
#[derive(Debug, Clone, Copy)]
enum Breakage {
    Stopped,
    Hung,
}

impl Breakage {
    /// For the log.
    fn in_english(self) -> &'static str {
        match self {
            Self::Stopped => "has stopped unexpectedly",
            Self::Hung => "does not respond",
        }
    }

    /// Keys of the sentences that another one takes its place, and that none does any more.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Stopped => ("notice-worker-stopped", "notice-worker-stopped-for-good"),
            Self::Hung => ("notice-worker-hung", "notice-worker-hung-for-good"),
        }
    }
}

/// Starts another worker in place of one that broke: on the CPU, where the graphics device may have been the reason. The old
/// thread ends by itself, should it ever go on.
fn replace_worker(link: &mut WorkerLink, inboxes: &mut Inboxes, breakage: Breakage) {
    let (reason, (replaced_key, given_up_key)) = (breakage.in_english(), breakage.keys());
    let in_vain = link.replaced_in_vain + 1;
    let mut settings = link.settings.clone();
    settings.extractor.choice = DeviceChoice::Cpu;
    let replaced = if in_vain > MOST_REPLACEMENTS { None } else { WorkerLink::start(settings).ok() };
    let Some(replacement) = replaced else {
        error!("the worker thread {reason}, again and again; restart the exhibit");
        inboxes.backbone.state = BackboneState::Failed(inboxes.words.text(given_up_key));
        return;
    };
    error!("the worker thread {reason}; another one takes its place");
    inboxes.notices.write(Notice::failure(inboxes.words.text(replaced_key)));
    *link = WorkerLink { replaced_in_vain: in_vain, ..replacement };
    inboxes.backbone.state = BackboneState::Loading;
    inboxes.replaced.write(WorkerReplaced);
}

impl Inboxes<'_, '_> {
    fn put(&mut self, reply: Reply) {
        match reply {
            Reply::Loaded(loaded) => {
                let Loaded { network, device, device_reason, layers, fingerprint, labels, filters, strangers } = loaded;
                self.commands.insert_resource(labels);
                self.commands.insert_resource(FirstFilters(filters));
                self.commands.insert_resource(KnownStrangers(strangers));
                self.commands.insert_resource(NetworkFingerprint(fingerprint));
                info!("{network} is ready on the {device} ({device_reason})");
                let state = BackboneState::Ready;
                *self.backbone = Backbone { network, device, device_reason, layers, state, millis: 0.0 };
            }
            Reply::Failed(reason) => self.backbone.state = BackboneState::Failed(reason),
            Reply::Classified(classified) => drop(self.classified.write(classified)),
            Reply::Captured(captured) => drop(self.captured.write(*captured)),
            Reply::Tested(tested) => drop(self.tested.write(tested)),
            Reply::Embedded(embedded) => drop(self.embedded.write(embedded)),
            Reply::Varied(varied) => drop(self.varied.write(varied)),
            Reply::HeadGiven(given) => drop(self.head_given.write(given)),
            Reply::Done | Reply::Unusable => {}
        }
    }
}

fn break_worker(mut wishes: MessageReader<BreakWorker>, mut link: ResMut<WorkerLink>) {
    for BreakWorker(fault) in wishes.read() {
        link.send(Request::Break(*fault));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hang_is_noticed_soon_and_a_large_lesson_is_no_hang() {
        assert!(patience(300, 0) < Duration::from_secs(5));
        assert!(patience(10_000, 0) > Duration::from_secs(30));
        assert_eq!(patience(0, 1), PATIENCE * 2);
    }
}
