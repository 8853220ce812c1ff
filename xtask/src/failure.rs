//! What can go wrong, and the exit code that says so: 1 failure, 2 usage error (0 is success).

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

    /// What went wrong, for use inside another sentence.
    pub(crate) fn words(&self) -> &str {
        match self {
            Self::Failed(words) | Self::WrongUse(words) => words,
        }
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
            Self::Failed(words) => write!(f, "xtask: {words}"),
            Self::WrongUse(words) => write!(f, "xtask: {words}\n`cargo xtask --help` lists the commands."),
        }
    }
}
