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
    Challenges,
    Files,
}

impl Tab {
    /// All of them, with the names that rehearsals use and the keys of what stands on them.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Pictures, "tab/pictures", "workshop-tab-pictures"),
        (Self::Learning, "tab/learning", "workshop-tab-learning"),
        (Self::Test, "tab/test", "workshop-tab-test"),
        (Self::Pretraining, "tab/pretraining", "workshop-tab-pretraining"),
        (Self::Challenges, "tab/challenges", "workshop-tab-challenges"),
        (Self::Files, "tab/files", "workshop-tab-files"),
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
    Inside,
    Settings,
}

impl Page {
    /// All of them, with the names that rehearsals use and the keys of what stands on them.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Results, "learning/results", "workshop-page-results"),
        (Self::Curves, "learning/curves", "workshop-page-curves"),
        (Self::Map, "learning/map", "workshop-page-map"),
        (Self::Health, "learning/health", "workshop-page-health"),
        (Self::Inside, "learning/inside", "workshop-page-inside"),
        (Self::Settings, "learning/settings", "workshop-page-settings"),
    ];
}

/// Something that lies over everything else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sheet {
    /// One picture, large, among others.
    Picture { ids: Arc<Vec<ExampleId>>, place: usize },
    /// The pictures of a class that were answered with one (`None`: with "never seen"), small.
    Gallery { truth: ClassId, answer: Option<ClassId>, ids: Arc<Vec<ExampleId>> },
    /// What happened lately, in full.
    Notices,
    /// Where some pictures shall go.
    Move(Vec<ExampleId>),
}
