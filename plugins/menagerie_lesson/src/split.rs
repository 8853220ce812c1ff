//! What a picture is for.

use serde::{Deserialize, Serialize};

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// It is taught.
    #[default]
    Teach,
    /// It is taught, but kept back from training first, to validate with: what somebody chose for it, where a share that
    /// is drawn would do otherwise. With few views of a class nothing is kept back, as each is worth more for learning.
    Validate,
    /// It is only asked about.
    Test,
}

impl Split {
    /// Whether heads learn from it.
    #[must_use]
    pub fn is_taught(self) -> bool {
        self != Self::Test
    }
}
