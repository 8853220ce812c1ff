//! A report of a lesson for people: one HTML file with its plots as drawings inside, without scripts and without network.
//! What it is not: it measures nothing; it shows what it is given.

mod page;
mod plots;
mod text;
mod words;

use std::path::Path;
use std::sync::Arc;

pub use page::html;
pub use words::ReportFinding;

use crate::atomic::write_whole;
use crate::format::{ProjectError, io_error};
use crate::import::read_bounded;

/// Bytes of a report that is written over, at most.
const MOST_REPORT_BYTES: u64 = 256 << 20;

/// Everything that is told of a lesson. What is empty is not told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LessonReport {
    /// What the lesson is called.
    pub name: String,
    /// Which head answers, in words.
    pub head: String,
    /// The classes, in their order on the screen.
    pub classes: Vec<ReportClass>,
    /// How the trained head learned, pass by pass.
    pub history: Vec<EpochPoint>,
    /// The taught pictures, each answered by a head that was not taught it.
    pub taught: ConfusionCounts,
    /// The pictures to test with.
    pub test: ConfusionCounts,
    /// Where the taught pictures stand among each other.
    pub map: Vec<MapPoint>,
    /// What is remarkable, in sentences.
    pub findings: Vec<String>,
    /// What the network brought along.
    pub origins: Option<OriginShares>,
    /// Names and values of the settings.
    pub settings: Vec<(String, String)>,
    /// Pictures that were answered wrongly.
    pub wrong: Vec<WrongPicture>,
}

/// A class.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportClass {
    /// What it is called.
    pub name: String,
    /// Red, green and blue.
    pub color: [u8; 3],
    /// Pictures taught.
    pub teach: usize,
    /// Pictures to test with.
    pub test: usize,
}

/// One pass over the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EpochPoint {
    /// Counted from 1.
    pub epoch: usize,
    /// Of the pictures that train.
    pub loss: f64,
    /// Of the pictures that train, 0..1.
    pub accuracy: f64,
    /// Loss and accuracy of the pictures kept back.
    pub validation: Option<[f64; 2]>,
}

/// Which class was taken for which.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConfusionCounts {
    /// `[true class][answer]`, in the order of the classes.
    pub cells: Vec<Vec<usize>>,
    /// By class: pictures that were answered with "never seen".
    pub unknown: Vec<usize>,
}

impl ConfusionCounts {
    /// Pictures of a class.
    #[must_use]
    pub fn asked(&self, class: usize) -> usize {
        let answered: usize = self.cells.get(class).map_or(0, |row| row.iter().sum());
        answered + self.unknown.get(class).copied().unwrap_or_default()
    }

    /// Pictures of a class that were answered rightly.
    #[must_use]
    pub fn right(&self, class: usize) -> usize {
        self.cells.get(class).and_then(|row| row.get(class)).copied().unwrap_or_default()
    }

    /// Share of a class's pictures that were answered rightly; `None` without pictures.
    #[must_use]
    pub fn share(&self, class: usize) -> Option<f64> {
        let asked = self.asked(class);
        (asked > 0).then(|| self.right(class) as f64 / asked as f64)
    }

    /// Share of all pictures that were answered rightly; `None` without pictures.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let classes = 0..self.cells.len().max(self.unknown.len());
        let asked: usize = classes.clone().map(|class| self.asked(class)).sum();
        let right: usize = classes.map(|class| self.right(class)).sum();
        (asked > 0).then(|| right as f64 / asked as f64)
    }
}

/// A taught picture on the map.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MapPoint {
    /// Place of its class among the classes.
    pub class: usize,
    /// From the left and from the top, 0..1.
    pub at: [f32; 2],
}

/// Accuracy of the same pictures taught to different networks, each 0..1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OriginShares {
    /// To the pretrained one.
    pub pretrained: f64,
    /// To three with random weights, their mean.
    pub random: f64,
    /// By guessing.
    pub chance: f64,
    /// Pictures asked.
    pub asked: usize,
}

/// A picture that was answered wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongPicture {
    /// What it is and what was answered.
    pub caption: String,
    /// It, as a JPEG or PNG file.
    pub file: Arc<[u8]>,
}

/// Writes the report, whole or not at all; one that is there already is replaced.
///
/// # Errors
/// What the system said.
pub fn write_report(report: &LessonReport, path: &Path) -> Result<(), ProjectError> {
    let is_ours =
        read_bounded(path, "", MOST_REPORT_BYTES).is_ok_and(|bytes| bytes.starts_with(page::BEGINNING.as_bytes()));
    if path.symlink_metadata().is_ok() && !is_ours {
        return Err(ProjectError::InTheWay { file: path.display().to_string() });
    }
    write_whole(path, html(report).as_bytes())
        .map_err(|error| io_error(&path.display().to_string(), "writing the report", error))
}
