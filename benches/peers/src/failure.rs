//! What can go wrong, and the exit code that says so: 1 failed, 2 wrong use (0 is done).

use std::fmt;
use std::process::ExitCode;

/// Why a command did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The work was tried and failed.
    Failed(String),
    /// The command line cannot be understood.
    WrongUse(String),
}

impl Failure {
    /// A failure with these words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self::Failed(words.into())
    }

    /// The exit code of the whole program.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Failed(_) => ExitCode::from(1),
            Self::WrongUse(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(words) => write!(f, "peers: {words}"),
            Self::WrongUse(words) => write!(f, "peers: {words}\n`peers --help` lists the commands."),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::WrongUse(error.to_string())
    }
}
