//! The workshop's tabs and pages, and what can lie over them.

use std::sync::Arc;

use menagerie_core::prelude::*;

/// What the workshop shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tab {
    #[default]
    Pictures,
    Learning,
    Test,
    Pretraining,
    Files,
}

impl Tab {
    /// All of them, with the names that rehearsals use.
    pub(crate) const ALL: [(Self, &'static str); 5] = [
        (Self::Pictures, "tab/pictures"),
        (Self::Learning, "tab/learning"),
        (Self::Test, "tab/test"),
        (Self::Pretraining, "tab/pretraining"),
        (Self::Files, "tab/files"),
    ];
}

/// What the tab about the learning shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Page {
    #[default]
    Results,
    Curves,
    Map,
    Health,
    Settings,
}

impl Page {
    /// All of them, with the names that rehearsals use.
    pub(crate) const ALL: [(Self, &'static str); 5] = [
        (Self::Results, "learning/results"),
        (Self::Curves, "learning/curves"),
        (Self::Map, "learning/map"),
        (Self::Health, "learning/health"),
        (Self::Settings, "learning/settings"),
    ];
}

/// Something that lies over everything else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sheet {
    /// One picture, large, among others.
    Picture { ids: Arc<Vec<ExampleId>>, place: usize },
    /// Some pictures, small.
    Gallery { title: String, ids: Arc<Vec<ExampleId>> },
    /// Where some pictures shall go.
    Move(Vec<ExampleId>),
}
