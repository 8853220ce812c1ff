//! The capture thread: owns one source, opens it again when it fails, and keeps the newest frame in a slot.
//!
//! Invariants: whatever a source does — hang, fail, panic — stays on this thread; between two openings there is always
//! a pause; nobody ever joins the thread, so a source that hangs cannot hold up anything else.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bevy::log::warn;
use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};

use crate::backoff::Backoff;
use crate::slot::NewestSlot;

/// Opens a source, and opens it again after it failed. Called on the source's own thread.
pub type OpenSource = Box<dyn FnMut() -> Result<Box<dyn FrameSource>, SourceError> + Send>;

/// Unusable frames in a row after which a camera is opened again: three seconds of it.
const MAX_BAD_IN_A_ROW: u32 = 90;
/// Time for which frames come until the next failure counts as a first one: one stale frame proves nothing.
const PROVEN_AFTER: Duration = Duration::from_secs(1);
/// Bad frames that are logged one by one; after these only every hundredth is.
const BAD_FRAMES_LOGGED: u64 = 5;

/// A source's state, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Report {
    /// Being opened, no frame yet.
    #[default]
    Opening,
    /// Frames come.
    Live {
        /// The source's name.
        name: String,
    },
    /// It failed and will be opened again.
    Failed(SourceError),
}

/// What the thread and the exhibit share.
#[derive(Default)]
struct Shared {
    newest: NewestSlot<Arc<RawFrame>>,
    report: Mutex<Report>,
    /// Grows with every sign of life.
    beats: AtomicU64,
    bad_frames: AtomicU64,
    openings: AtomicU64,
    stop: AtomicBool,
    /// Ends a pause early.
    wake: NewestSlot<()>,
}

impl Shared {
    fn beat(&self) {
        self.beats.fetch_add(1, Ordering::Relaxed);
    }

    fn set_report(&self, report: Report) {
        *self.report.lock().unwrap_or_else(PoisonError::into_inner) = report;
        self.beat();
    }

    fn is_live_as(&self, source: &str) -> bool {
        matches!(&*self.report.lock().unwrap_or_else(PoisonError::into_inner), Report::Live { name } if name == source)
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Waits, unless the thread is to stop.
    fn rest(&self, pause: Duration) {
        if !self.is_stopped() {
            self.wake.wait_take(pause);
        }
    }
}

/// A source on a thread of its own. Dropping it lets the thread end when its source next returns; nobody waits for it.
pub(crate) struct CaptureThread {
    shared: Arc<Shared>,
}

impl Drop for CaptureThread {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.shared.wake.put(());
    }
}

impl CaptureThread {
    /// Starts the thread `name`.
    pub(crate) fn start(name: &str, open: OpenSource) -> Self {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let started = thread::Builder::new().name(name.to_owned()).spawn(move || run(&theirs, open));
        if let Err(error) = started {
            let reason = format!("the capture thread could not be started: {error}. Restart the exhibit");
            shared.set_report(Report::Failed(SourceError::Unusable { name: name.to_owned(), reason }));
        }
        Self { shared }
    }

    /// The newest frame, if there is one that was not taken yet.
    pub(crate) fn take_frame(&self) -> Option<Arc<RawFrame>> {
        self.shared.newest.take()
    }

    /// The source's state.
    pub(crate) fn report(&self) -> Report {
        self.shared.report.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Signs of life so far.
    pub(crate) fn beats(&self) -> u64 {
        self.shared.beats.load(Ordering::Relaxed)
    }

    /// Frames that could not be used so far.
    pub(crate) fn bad_frames(&self) -> u64 {
        self.shared.bad_frames.load(Ordering::Relaxed)
    }

    /// Times the source was opened so far.
    pub(crate) fn openings(&self) -> u64 {
        self.shared.openings.load(Ordering::Relaxed)
    }
}

fn run(shared: &Shared, mut open: OpenSource) {
    let mut backoff = Backoff::default();
    while !shared.is_stopped() {
        shared.beat();
        shared.openings.fetch_add(1, Ordering::Relaxed);
        // The source lives and dies inside: the old handle is closed before the next opening.
        let ended = guarded(|| play(shared, open()?, &mut backoff));
        let Err(error) = ended else { return };
        let pause = backoff.pause_after(&error);
        shared.set_report(Report::Failed(error));
        shared.rest(pause);
    }
}

/// Does what may panic. Camera libraries do where they should return (`v4l` when a stream cannot be stopped while it is
/// dropped, or a camera's name is not UTF-8).
pub(crate) fn guarded<T>(act: impl FnOnce() -> Result<T, SourceError>) -> Result<T, SourceError> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|panic| Err(panicked(panic.as_ref())))
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> SourceError {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given");
    let reason = format!("its driver panicked: {said}. It is being reopened");
    SourceError::Unusable { name: "the camera".to_owned(), reason }
}

/// Takes frames until the source fails or the thread is to stop.
fn play(shared: &Shared, mut source: Box<dyn FrameSource>, backoff: &mut Backoff) -> Result<(), SourceError> {
    let mut bad_in_a_row = 0;
    let mut due = Instant::now();
    let mut first_frame_at = None;
    while !shared.is_stopped() {
        match source.next_frame() {
            Ok(frame) => {
                // Its name changes when a camera stands in for another.
                if !shared.is_live_as(source.name()) {
                    shared.set_report(Report::Live { name: source.name().to_owned() });
                }
                bad_in_a_row = 0;
                if first_frame_at.get_or_insert_with(Instant::now).elapsed() >= PROVEN_AFTER {
                    backoff.reset();
                }
                shared.newest.put(Arc::new(frame));
                shared.beat();
                if let Some(period) = source.period() {
                    due = (due + period).max(Instant::now());
                    shared.rest(due.saturating_duration_since(Instant::now()));
                }
            }
            Err(error @ SourceError::BadFrame { .. }) => {
                count_bad_frame(shared, &error);
                bad_in_a_row += 1;
                if source.period().is_some() {
                    // A source of files passes over each bad one once and says itself when there is no good one.
                    shared.beat();
                } else if bad_in_a_row >= MAX_BAD_IN_A_ROW {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn count_bad_frame(shared: &Shared, error: &SourceError) {
    let count = shared.bad_frames.fetch_add(1, Ordering::Relaxed) + 1;
    if count <= BAD_FRAMES_LOGGED || count.is_multiple_of(100) {
        warn!("{error}; skipped (bad frame {count})");
    }
}
