//! Rehearsals: scripted visits for tests, demonstrations and bug reports.
//!
//! A rehearsal drives the real app through real input events with real rendering, on a clock of its own: fixed steps,
//! the worker in lock-step. The same script gives the same outcome on every machine.
//!
//! Invariants: knows only the shared words; finds what it touches on the screen, like a visitor. Needs
//! `Pace::LockStep` to be set before it is added.

mod actor;
mod doing;
mod finger;
mod keys;
mod report;
mod script;
mod stage;

use std::path::PathBuf;
use std::time::Duration;

use bevy::prelude::*;

pub use report::{Report, StepReport};
pub use script::{Script, ScriptError, Step, TapTarget, Who};

/// Time one update stands for in a rehearsal. Divides a tenth of a second, the pace of photographs, without remainder.
pub const STEP: Duration = Duration::from_millis(25);

/// What to rehearse.
#[derive(Resource, Debug, Clone)]
pub struct RehearsalSettings {
    /// The visit.
    pub script: Script,
    /// Folder for pictures and `report.json`; must exist.
    pub out_dir: PathBuf,
}

/// Plays a script and ends the app: `AppExit::Success` when every expectation held, else code 1.
pub struct RehearsalPlugin {
    /// What to rehearse.
    pub settings: RehearsalSettings,
}

impl Plugin for RehearsalPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(self.settings.clone()).add_plugins(actor::plugin);
    }
}
