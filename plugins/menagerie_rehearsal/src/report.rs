//! What a rehearsal tells afterwards: `report.json`.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

/// How a rehearsal went.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Whether every step could be done and every expectation held.
    pub passed: bool,
    /// Length of the visit on its own clock, seconds.
    pub secs: f32,
    /// Systems and commands that failed meanwhile; the visit has passed only without any.
    pub failures: usize,
    /// What ran the network; empty when it never got ready.
    pub device: String,
    /// Why it ran there.
    pub device_reason: String,
    /// Pictures taught by the end, by class.
    pub examples: Vec<(String, usize)>,
    /// The steps, in order, as far as they were played.
    pub steps: Vec<StepReport>,
}

/// How one step went.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StepReport {
    /// The step, as in the script.
    pub step: String,
    /// When it ended, seconds on the visit's own clock.
    pub at_secs: f32,
    /// Whether it could be done, or its expectation held.
    pub passed: bool,
    /// What went wrong, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// For an expectation: the share of pictures with the expected answer, 0..1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f32>,
    /// For an expectation: every picture that was answered otherwise, and who answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub otherwise: Vec<(String, String)>,
    /// For a screenshot: its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl Report {
    /// Writes `report.json` into a folder.
    ///
    /// # Errors
    /// What the system says when the file cannot be written.
    pub fn write(&self, out_dir: &Path) -> io::Result<()> {
        fs::write(out_dir.join("report.json"), serde_json::to_string_pretty(self)? + "\n")
    }
}
