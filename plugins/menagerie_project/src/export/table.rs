//! A table, as a file that any program opens.

use std::path::Path;

use crate::atomic::write_whole;
use crate::format::{ProjectError, io_error};

/// Writes the lines of a table. What was there is replaced.
///
/// # Errors
/// What the system said.
pub fn export_table(lines: &str, path: &Path) -> Result<(), ProjectError> {
    write_whole(path, lines.as_bytes()).map_err(|error| io_error(&path.display().to_string(), "writing", error))
}
