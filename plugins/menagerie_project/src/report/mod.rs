//! A report of a lesson for people: one HTML file with its plots as drawings inside, without scripts and without network.
//! What it is not: it measures nothing; it shows what it is given.

mod page;
mod plots;
mod text;

use std::path::Path;

use menagerie_lesson::{LessonReport, Phrasebook};
pub use page::html;

use crate::atomic::write_whole;
use crate::format::{ProjectError, io_error};
use crate::import::read_bounded;

/// Bytes of a report that is written over, at most.
const MOST_REPORT_BYTES: u64 = 256 << 20;

/// Writes the report in the language of this book, whole or not at all; one that is there already is replaced.
///
/// # Errors
/// What the system said.
pub fn write_report(report: &LessonReport, book: &dyn Phrasebook, path: &Path) -> Result<(), ProjectError> {
    let is_ours =
        read_bounded(path, "", MOST_REPORT_BYTES).is_ok_and(|bytes| bytes.starts_with(page::BEGINNING.as_bytes()));
    if path.symlink_metadata().is_ok() && !is_ours {
        return Err(ProjectError::InTheWay { file: path.display().to_string() });
    }
    write_whole(path, html(report, book).as_bytes())
        .map_err(|error| io_error(&path.display().to_string(), "writing the report", error))
}
