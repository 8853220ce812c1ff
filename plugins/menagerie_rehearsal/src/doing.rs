//! What the actor is doing between two updates.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use crate::keys::ScriptKey;
use crate::script::Who;

/// How the camera sees what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// One photograph after the other, as it is.
    AsItIs,
    /// One photograph after the other, under other light and from another distance.
    Shifted(usize),
    /// In a hand.
    Held,
}

/// The share of pictures that is expected.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Limit {
    AtLeast(f32),
    AtMost(f32),
}

impl Limit {
    /// The limit in words, if the share breaks it.
    pub(crate) fn broken_by(self, share: f32) -> Option<String> {
        match self {
            Self::AtLeast(least) => (share < least).then(|| format!("at least {:.1} %", least * 100.0)),
            Self::AtMost(most) => (share > most).then(|| format!("at most {:.1} %", most * 100.0)),
        }
    }
}

/// What is going on between two updates.
pub(crate) enum Doing {
    /// Loading; the clock stands still.
    WarmingUp { updates: u32 },
    /// The next step can begin.
    Ready,
    /// The finger is down until this time.
    Touching { target: String, until_secs: f32 },
    /// Looks for the hand that points at something, until this time, to touch that for so many seconds.
    Seeking { secs: f32, until_secs: f32 },
    /// The key is down until this time.
    Pressing { key: ScriptKey, until_secs: f32 },
    /// A switch is pressed again and again until this control is reached; so often so far, and whether it is down.
    Stepping { control: String, presses: usize, is_down: bool },
    /// Time goes by until then.
    Waiting { until_secs: f32 },
    /// Picture after picture is looked at.
    Looking { who: Who, limit: Limit, picture: usize, until_secs: f32, otherwise: Vec<(String, String)> },
    /// Until nothing is under way, or this time.
    Settling { calm_updates: u32, until_secs: f32 },
    /// Until the lesson is in its file, or this time.
    Saving { until_secs: f32 },
    /// Until this time; then what was to be written is there, and nobody complained.
    Writing { path: PathBuf, until_secs: f32 },
    /// A screenshot is on its way; the clock stands still.
    Picturing { path: PathBuf, outcome: Arc<Mutex<Option<Result<(), String>>>> },
    /// The report is written.
    Done,
}
