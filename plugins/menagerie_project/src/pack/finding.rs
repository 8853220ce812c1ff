//! What is wrong with a pack: the file, the line, the key, and what to do there.

use std::fmt;

use serde::Serialize;

/// Something that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackFinding {
    /// The file or folder.
    pub file: String,
    /// The line in it, counted from 1.
    pub line: Option<usize>,
    /// The key that stands there.
    pub key: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// Whether the pack cannot be used because of it. Otherwise what it is about is left out.
    pub refuses: bool,
}

impl PackFinding {
    /// Something that is left out because it is wrong.
    pub fn new(file: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, key: None, what: what.into(), remedy: remedy.into(), refuses: false }
    }

    /// Something because of which the pack cannot be used.
    pub fn refusing(file: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { refuses: true, ..Self::new(file, what, remedy) }
    }

    /// The same on a line, counted from 1.
    #[must_use]
    pub fn at(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same of a key.
    #[must_use]
    pub fn of(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

impl fmt::Display for PackFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        if let Some(key) = &self.key {
            write!(f, "`{key}` ")?;
        }
        write!(f, "{}. {}", self.what, self.remedy)
    }
}
