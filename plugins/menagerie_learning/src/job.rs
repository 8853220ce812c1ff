//! Work on a thread of its own: it reports what it finds, can be cancelled, and is waited for in a rehearsal.
//!
//! The one place where the exhibit waits for another thread. A short bounded channel joins the threads: whoever falls
//! behind holds the other up, and nothing grows.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use menagerie_core::prelude::Pace;

/// Longest a rehearsal waits for a report before it calls the other thread dead.
const LOCK_STEP_PATIENCE: Duration = Duration::from_secs(120);

/// Work under way; dropping it cancels it.
#[derive(Debug)]
pub(crate) struct Job<T> {
    reports: Mutex<Receiver<T>>,
    cancelled: Arc<AtomicBool>,
}

/// What a job reports.
#[derive(Debug)]
pub(crate) enum Heard<T> {
    /// It reports this.
    Report(T),
    /// Nothing yet.
    Nothing,
    /// It has ended: there is nothing more to come. One that ends without the report that was to be its last has failed.
    Ended,
}

impl<T: Send + 'static> Job<T> {
    /// Starts a thread of this name. At most `ahead` reports wait to be heard.
    ///
    /// # Errors
    /// What the system said.
    pub(crate) fn begin(
        name: &str,
        ahead: usize,
        work: impl FnOnce(&Reporter<T>) + Send + 'static,
    ) -> io::Result<Self> {
        let (sender, reports) = sync_channel(ahead);
        let cancelled = Arc::new(AtomicBool::new(false));
        let reporter = Reporter { reports: sender, cancelled: Arc::clone(&cancelled) };
        thread::Builder::new().name(name.into()).spawn(move || work(&reporter))?;
        Ok(Self { reports: Mutex::new(reports), cancelled })
    }

    /// What it reports next; in lock-step, waits for it.
    pub(crate) fn hear(&mut self, pace: Pace) -> Heard<T> {
        if pace.is_lock_step() { self.wait() } else { self.look() }
    }

    /// What it reported since, if anything; never waits.
    pub(crate) fn look(&mut self) -> Heard<T> {
        match self.reports.get_mut().unwrap_or_else(PoisonError::into_inner).try_recv() {
            Ok(report) => Heard::Report(report),
            Err(TryRecvError::Empty) => Heard::Nothing,
            Err(TryRecvError::Disconnected) => Heard::Ended,
        }
    }

    /// Waits for its next report. One that says nothing for two minutes counts as ended.
    pub(crate) fn wait(&mut self) -> Heard<T> {
        match self.reports.get_mut().unwrap_or_else(PoisonError::into_inner).recv_timeout(LOCK_STEP_PATIENCE) {
            Ok(report) => Heard::Report(report),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Heard::Ended,
        }
    }

    /// Cancels it.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// The job's side of it.
#[derive(Debug)]
pub(crate) struct Reporter<T> {
    reports: SyncSender<T>,
    cancelled: Arc<AtomicBool>,
}

/// Nobody listens any more, or somebody said stop.
#[derive(Debug)]
pub(crate) struct Stopped;

impl<T> Reporter<T> {
    /// Reports something; waits where too much waits to be heard.
    ///
    /// # Errors
    /// When there is no reason to go on.
    pub(crate) fn report(&self, report: T) -> Result<(), Stopped> {
        if self.goes_on() { self.reports.send(report).map_err(|_| Stopped) } else { Err(Stopped) }
    }

    /// Reports how it ended, whether somebody said stop or not. Nobody may listen any more.
    pub(crate) fn end(&self, report: T) {
        drop(self.reports.send(report));
    }

    /// Reports how far it is; left out where too much waits to be heard.
    pub(crate) fn progress(&self, report: T) {
        drop(self.reports.try_send(report));
    }

    /// Whether nobody said stop.
    pub(crate) fn goes_on(&self) -> bool {
        !self.cancelled.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK_STEP: Pace = Pace::LockStep { step: Duration::from_millis(20) };

    #[test]
    fn a_job_reports_in_order_and_ends() {
        let mut job = Job::begin("test", 1, |reporter| {
            (0..3).try_for_each(|number| reporter.report(number)).unwrap();
        })
        .unwrap();
        let mut heard = Vec::new();
        while let Heard::Report(number) = job.hear(LOCK_STEP) {
            heard.push(number);
        }
        assert_eq!(heard, [0, 1, 2]);
        assert!(matches!(job.hear(Pace::RealTime), Heard::Ended));
    }

    #[test]
    fn one_that_is_dropped_leaves_off_and_one_that_panics_ends() {
        let (told, hears) = sync_channel(1);
        let job = Job::begin("test", 0, move |reporter: &Reporter<u8>| {
            while reporter.goes_on() {
                thread::yield_now();
            }
            told.send(()).unwrap();
        })
        .unwrap();
        drop(job);
        hears.recv_timeout(Duration::from_secs(10)).unwrap();
        let mut broken = Job::begin("test", 1, |_: &Reporter<u8>| panic!("on purpose")).unwrap();
        assert!(matches!(broken.hear(LOCK_STEP), Heard::Ended));
    }
}
