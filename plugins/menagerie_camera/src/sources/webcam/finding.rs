//! Which camera is meant, and how the same one is found again whatever its number is then. While it is away the exhibit
//! waits for it a little; then another one stands in for it until it is back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bevy::log::info;
use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};

use super::{CameraInfo, CameraLibrary};
use crate::capture::guarded;

/// Time for which only the known camera is waited for: longer than a loose plug, or a hub that starts anew.
const PATIENCE: Duration = Duration::from_secs(10);
/// Frames for so long, and the known camera counts as well again.
const STEADY_FOR: Duration = Duration::from_secs(10);
/// Between two looks for the known camera behind a substitute.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Pauses between two tries to open it while it is there and sends nothing, doubled each time: each try stops the
/// substitute's picture for a moment.
const TRY_PAUSES: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(600));

/// The time since some beginning; a test brings its own.
pub(super) type Clock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// The camera that frames came from first, for as long as the program runs.
#[derive(Debug, Clone)]
struct Known {
    camera: CameraInfo,
    /// The cameras beside it, when it was last opened: none of these is the same one in another socket.
    others: Vec<CameraInfo>,
    /// Since when it fails.
    missing_since: Option<Duration>,
    next_try: Duration,
    pause: Duration,
}

impl Known {
    /// The same camera among those that are there now: at its place, or by its name at a new one.
    fn among<'c>(&self, cameras: &[&'c CameraInfo]) -> Option<&'c CameraInfo> {
        let moved = |camera: &&CameraInfo| {
            camera.name == self.camera.name && !self.others.iter().any(|other| camera.is_same_as(other))
        };
        let stays = |camera: &&CameraInfo| camera.is_same_as(&self.camera);
        let in_place = cameras.iter().copied().find(stays);
        in_place.or_else(|| cameras.iter().copied().find(moved))
    }

    /// Whether to try it now that it is there behind a substitute; if so, the next try comes later.
    fn takes_try(&mut self, now: Duration) -> bool {
        let is_due = now >= self.next_try;
        if is_due {
            self.next_try = now + self.pause;
            self.pause = (self.pause * 2).min(TRY_PAUSES.1);
        }
        is_due
    }

    /// It is not there: once it is, it is tried at once.
    fn is_away(&mut self) {
        (self.next_try, self.pause) = (Duration::ZERO, TRY_PAUSES.0);
    }
}

/// What is remembered of cameras, beyond the life of one thread.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory(Arc<Mutex<Option<Known>>>);

impl Memory {
    /// The known camera, if the text means it.
    fn known(&self, text: Option<&str>) -> Option<Known> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.filter(|known| text.is_none_or(|text| known.camera.is_meant_by(text)))
    }

    fn keep(&self, known: Known) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }
}

/// Finds and opens the camera that a text means (`None`: any).
#[derive(Clone)]
pub(super) struct Finder {
    pub(super) library: Arc<dyn CameraLibrary>,
    pub(super) text: Option<String>,
    pub(super) memory: Memory,
    pub(super) clock: Clock,
}

impl Finder {
    /// Opens it, or for a while another one in its place.
    pub(super) fn open(&self) -> Result<Box<dyn FrameSource>, SourceError> {
        let cameras = self.library.list()?;
        let meant = self.meant(&cameras);
        let Some(mut known) = self.memory.known(self.text.as_deref()) else {
            return self.open_first(&meant, &cameras, || absent(&cameras, self.text.as_deref()));
        };
        let now = (self.clock)();
        let missing_since = *known.missing_since.get_or_insert(now);
        let same = known.among(&meant);
        if same.is_none() {
            known.is_away();
        }
        let waits = now.saturating_sub(missing_since) < PATIENCE;
        let known_first = waits || (same.is_some() && known.takes_try(now));
        let wanted = format!("named \"{}\"", known.camera.name);
        self.memory.keep(known);
        let others = meant.iter().copied().filter(|camera| !waits && !same.is_some_and(|same| same.is_same_as(camera)));
        let mut in_turn: Vec<&CameraInfo> = same.into_iter().chain(others).collect();
        if !known_first && !in_turn.is_empty() && same.is_some() {
            in_turn.rotate_left(1);
        }
        self.open_first(&in_turn, &cameras, || SourceError::Absent { wanted, found: found(&cameras) })
    }

    fn meant<'c>(&self, cameras: &'c [CameraInfo]) -> Vec<&'c CameraInfo> {
        let text = self.text.as_deref();
        cameras.iter().filter(|camera| text.is_none_or(|text| camera.is_meant_by(text))).collect()
    }

    /// Opens the first of these that sends; the first one's error tells most.
    fn open_first(
        &self,
        in_turn: &[&CameraInfo],
        cameras: &[CameraInfo],
        none: impl FnOnce() -> SourceError,
    ) -> Result<Box<dyn FrameSource>, SourceError> {
        let mut first_error = None;
        for camera in in_turn {
            match self.open_one(camera) {
                Ok(source) => return Ok(Box::new(FoundCamera::new(self.clone(), camera, source, cameras))),
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        Err(first_error.unwrap_or_else(none))
    }

    fn open_one(&self, camera: &CameraInfo) -> Result<Box<dyn FrameSource>, SourceError> {
        camera.problem.clone().map_or_else(|| guarded(|| self.library.open(camera)), Err)
    }
}

fn absent(cameras: &[CameraInfo], text: Option<&str>) -> SourceError {
    let wanted = text.map_or_else(|| "at all".to_owned(), |text| format!("named \"{text}\""));
    SourceError::Absent { wanted, found: found(cameras) }
}

fn found(cameras: &[CameraInfo]) -> String {
    let names: Vec<_> = cameras.iter().map(|camera| format!("\"{}\" ({})", camera.name, camera.place)).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// An open camera: the known one, or a substitute that gives way to it.
struct FoundCamera {
    finder: Finder,
    camera: CameraInfo,
    /// `None` only once it could not be opened again.
    source: Option<Box<dyn FrameSource>>,
    is_known: bool,
    /// It has sent frames for long enough to count as well.
    is_steady: bool,
    opened_at: Duration,
    looked_at: Duration,
}

impl FoundCamera {
    fn new(finder: Finder, camera: &CameraInfo, source: Box<dyn FrameSource>, cameras: &[CameraInfo]) -> Self {
        let now = (finder.clock)();
        let mut found = Self {
            finder,
            camera: camera.clone(),
            source: Some(source),
            is_known: false,
            is_steady: false,
            opened_at: now,
            looked_at: now,
        };
        found.recognise(cameras);
        found
    }

    /// Whether this is the known camera; the first one becomes it.
    fn recognise(&mut self, cameras: &[CameraInfo]) {
        let known = self.finder.memory.known(self.finder.text.as_deref());
        let meant = self.finder.meant(cameras);
        self.is_known =
            known.as_ref().is_none_or(|known| known.among(&meant).is_some_and(|same| same.is_same_as(&self.camera)));
        if self.is_known {
            let (camera, others) =
                (self.camera.clone(), cameras.iter().filter(|other| !other.is_same_as(&self.camera)));
            let others = others.cloned().collect();
            self.finder.memory.keep(match known {
                Some(known) => Known { camera, others, ..known },
                None => Known { camera, others, missing_since: None, next_try: Duration::ZERO, pause: TRY_PAUSES.0 },
            });
        } else {
            info!("camera \"{}\" stands in for the one that is away", self.camera.name);
        }
    }

    /// Changes to the known camera where that is back. The substitute lets go first: both may not fit on one bus.
    fn look_for_the_known(&mut self, now: Duration) -> Result<(), SourceError> {
        let Some(mut known) = self.finder.memory.known(self.finder.text.as_deref()) else { return Ok(()) };
        let Ok(cameras) = guarded(|| self.finder.library.list()) else { return Ok(()) };
        let Some(same) = known.among(&self.finder.meant(&cameras)) else {
            known.is_away();
            self.finder.memory.keep(known);
            return Ok(());
        };
        let tries = known.takes_try(now);
        self.finder.memory.keep(known);
        if !tries {
            return Ok(());
        }
        let substitute = self.source.take();
        guarded(|| {
            drop(substitute);
            Ok(())
        })?;
        match self.finder.open_one(same) {
            Ok(source) => {
                (self.camera, self.source) = (same.clone(), Some(source));
                (self.opened_at, self.is_steady) = ((self.finder.clock)(), false);
                self.recognise(&cameras);
            }
            Err(error) => {
                info!("{error}; \"{}\" goes on standing in for it", self.camera.name);
                self.source = Some(self.finder.open_one(&self.camera)?);
            }
        }
        Ok(())
    }

    /// After a while of frames the known camera is well.
    fn note_frame(&mut self, now: Duration) {
        if self.is_steady || now.saturating_sub(self.opened_at) < STEADY_FOR {
            return;
        }
        self.is_steady = true;
        if let Some(mut known) = self.finder.memory.known(self.finder.text.as_deref())
            && known.missing_since.take().is_some()
        {
            known.is_away();
            self.finder.memory.keep(known);
        }
    }
}

impl FrameSource for FoundCamera {
    fn name(&self) -> &str {
        &self.camera.name
    }

    fn period(&self) -> Option<Duration> {
        None
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        let now = (self.finder.clock)();
        if !self.is_known && now.saturating_sub(self.looked_at) >= LOOK_EVERY {
            self.looked_at = now;
            self.look_for_the_known(now)?;
        }
        let Some(source) = &mut self.source else {
            return Err(SourceError::PulledOut { name: self.camera.name.clone() });
        };
        let frame = source.next_frame()?;
        if self.is_known {
            self.note_frame(now);
        }
        Ok(frame)
    }
}

#[cfg(test)]
mod tests;
