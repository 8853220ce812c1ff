//! Where frames are taken from: a capture thread, or a source stepped on a rehearsal's clock.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};

use crate::backoff::Backoff;
use crate::capture::{CaptureThread, OpenSource, Report};

/// What a feed has to say, once an update.
#[derive(Debug)]
pub(crate) struct FeedNews {
    /// A new frame, if there is one.
    pub(crate) frame: Option<Arc<RawFrame>>,
    /// The source's state.
    pub(crate) report: Report,
    /// Time since its last sign of life.
    pub(crate) silent_for: Duration,
    /// Frames that could not be used so far.
    pub(crate) bad_frames: u64,
    /// Times it was opened so far.
    pub(crate) openings: u64,
}

/// A source being taken from.
pub(crate) enum Feed {
    /// On a thread of its own, by the wall clock.
    Threaded(ThreadedFeed),
    /// On the caller's thread, by the caller's clock. Never shared; the lock only makes it `Sync`, as resources must be.
    Stepped(Box<Mutex<SteppedFeed>>),
}

impl Feed {
    /// Starts taking from a source on a thread of its own.
    pub(crate) fn threaded(name: &str, open: OpenSource) -> Self {
        Self::Threaded(ThreadedFeed { thread: CaptureThread::start(name, open), beats: 0, last_sign: None })
    }

    /// Prepares to take from a source in step with the caller.
    pub(crate) fn stepped(open: OpenSource) -> Self {
        Self::Stepped(Box::new(Mutex::new(SteppedFeed {
            open,
            source: None,
            due: Duration::ZERO,
            backoff: Backoff::default(),
            report: Report::Opening,
            bad_frames: 0,
            openings: 0,
        })))
    }

    /// What is new at `now`. Never blocks on a camera.
    pub(crate) fn poll(&mut self, now: Duration) -> FeedNews {
        match self {
            Self::Threaded(feed) => feed.poll(now),
            Self::Stepped(feed) => feed.get_mut().unwrap_or_else(PoisonError::into_inner).poll(now),
        }
    }
}

pub(crate) struct ThreadedFeed {
    thread: CaptureThread,
    beats: u64,
    last_sign: Option<Duration>,
}

impl ThreadedFeed {
    fn poll(&mut self, now: Duration) -> FeedNews {
        let beats = self.thread.beats();
        if beats != self.beats || self.last_sign.is_none() {
            self.beats = beats;
            self.last_sign = Some(now);
        }
        FeedNews {
            frame: self.thread.take_frame(),
            report: self.thread.report(),
            silent_for: self.last_sign.map_or(Duration::ZERO, |sign| now.saturating_sub(sign)),
            bad_frames: self.thread.bad_frames(),
            openings: self.thread.openings(),
        }
    }
}

/// The same as a capture thread, without the thread: only for sources that have a period and so never block.
pub(crate) struct SteppedFeed {
    open: OpenSource,
    source: Option<Box<dyn FrameSource>>,
    due: Duration,
    backoff: Backoff,
    report: Report,
    bad_frames: u64,
    openings: u64,
}

impl SteppedFeed {
    fn poll(&mut self, now: Duration) -> FeedNews {
        let frame = if now >= self.due { self.step(now) } else { None };
        FeedNews {
            frame,
            report: self.report.clone(),
            silent_for: Duration::ZERO,
            bad_frames: self.bad_frames,
            openings: self.openings,
        }
    }

    fn step(&mut self, now: Duration) -> Option<Arc<RawFrame>> {
        match self.open_and_pull() {
            Ok((frame, period)) => {
                // A step longer than the period shows fewer frames; it does not save them up.
                self.due = if self.is_first_frame() { now + period } else { (self.due + period).max(now) };
                self.backoff.reset();
                self.report =
                    Report::Live { name: self.source.as_ref().map_or_else(String::new, |s| s.name().to_owned()) };
                Some(frame)
            }
            Err(error) => {
                self.source = None;
                self.due = now + self.backoff.pause_after(&error);
                self.report = Report::Failed(error);
                None
            }
        }
    }

    /// Whether the frame at hand is the first since the source was opened: its clock starts there.
    fn is_first_frame(&self) -> bool {
        !matches!(self.report, Report::Live { .. })
    }

    fn open_and_pull(&mut self) -> Result<(Arc<RawFrame>, Duration), SourceError> {
        let mut source = match self.source.take() {
            Some(source) => source,
            None => {
                self.openings += 1;
                (self.open)()?
            }
        };
        let Some(period) = source.period() else {
            let reason = "a rehearsal shows only photographs; write folder:<folder>, testcard or none".to_owned();
            return Err(SourceError::Unusable { name: source.name().to_owned(), reason });
        };
        // Each bad file is passed over once, and the source says itself when there is no good one.
        let frame = loop {
            match source.next_frame() {
                Err(error @ SourceError::BadFrame { .. }) => {
                    bevy::log::warn!("{error}; skipped");
                    self.bad_frames += 1;
                }
                told => break told?,
            }
        };
        self.source = Some(source);
        Ok((Arc::new(frame), period))
    }
}
