//! The heart-beat of an exhibit: a file of a few bytes whose content changes while its frames go on. The supervisor looks
//! at what it holds, not at clocks, so nothing depends on what time a machine thinks it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bevy::prelude::*;

/// Tells an exhibit where its heart-beat is looked for.
const VARIABLE: &str = "MENAGERIE_HEARTBEAT";
/// How often it beats, at most.
const BEAT: Duration = Duration::from_millis(500);
/// An exhibit that has not beaten for so long is hung.
pub(super) const HUNG: Duration = Duration::from_secs(8);
/// So long an exhibit may take until it beats for the first time: drivers may compile for minutes.
pub(super) const FIRST_BEAT: Duration = Duration::from_secs(150);

/// In the exhibit: beats as long as frames go on.
pub(super) fn plugin(app: &mut App) {
    let Some(file) = std::env::var_os(VARIABLE).map(PathBuf::from) else { return };
    let (mut beats, mut last) = (0_u64, None::<Instant>);
    app.add_systems(First, move || {
        if last.is_some_and(|last| last.elapsed() < BEAT) {
            return;
        }
        (beats, last) = (beats + 1, Some(Instant::now()));
        // A disk that is full must not end an exhibit that goes on; the supervisor will.
        if let Err(error) = fs::write(&file, beats.to_string()) {
            debug!("{}: {error}", file.display());
        }
    });
}

/// In the supervisor: the heart-beat of one life.
pub(super) struct Heart {
    file: PathBuf,
    last: Option<Vec<u8>>,
    since: Instant,
}

impl Heart {
    /// One that has not beaten yet.
    pub(super) fn new() -> Self {
        let file = super::session_folder().join(format!("menagerie-{}.heartbeat", std::process::id()));
        // What is left of the life before must not count.
        drop(fs::remove_file(&file));
        Self { file, last: None, since: Instant::now() }
    }

    /// What the exhibit is told.
    pub(super) fn variable(&self) -> (&'static str, &Path) {
        (VARIABLE, &self.file)
    }

    /// Whether it has stopped.
    pub(super) fn has_stopped(&mut self) -> bool {
        let now = fs::read(&self.file).ok().filter(|beat| !beat.is_empty());
        if now.is_some() && now != self.last {
            (self.last, self.since) = (now, Instant::now());
        }
        self.since.elapsed() > if self.last.is_some() { HUNG } else { FIRST_BEAT }
    }
}

impl Drop for Heart {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.file));
    }
}
