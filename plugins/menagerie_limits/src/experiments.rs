//! The experiments that ship, as data. To add one, write it here, or register it from a plugin of your own.

use menagerie_core::prelude::*;

/// Whoever asks what it does with a thing has to have taught it something.
const TAUGHT: ExperimentStep =
    ExperimentStep { task: "limits-teach-first", until: Until::Taught { classes: 2, pictures: 10 } };

/// Show it, then say that it is there.
const fn look(task: &'static str) -> ExperimentStep {
    ExperimentStep { task, until: Until::Looked }
}

/// All of them.
pub(super) const ALL: [ExperimentInfo; 5] = [
    ExperimentInfo {
        id: "never-taught",
        card: "limits-never-taught",
        icon: "icons/question.png",
        order: 10,
        steps: &[TAUGHT, look("limits-never-taught-1"), look("limits-never-taught-2")],
        finding: "limits-never-taught-finding",
        owner: env!("CARGO_CRATE_NAME"),
    },
    ExperimentInfo {
        id: "covered",
        card: "limits-covered",
        icon: "icons/covered.png",
        order: 20,
        steps: &[TAUGHT, look("limits-one-thing"), look("limits-covered-1"), look("limits-covered-2")],
        finding: "limits-covered-finding",
        owner: env!("CARGO_CRATE_NAME"),
    },
    ExperimentInfo {
        id: "upside-down",
        card: "limits-upside-down",
        icon: "icons/upside_down.png",
        order: 30,
        steps: &[TAUGHT, look("limits-one-thing"), look("limits-upside-down-1")],
        finding: "limits-upside-down-finding",
        owner: env!("CARGO_CRATE_NAME"),
    },
    ExperimentInfo {
        id: "two-things",
        card: "limits-two-things",
        icon: "icons/two_things.png",
        order: 40,
        steps: &[TAUGHT, look("limits-one-thing"), look("limits-two-things-1")],
        finding: "limits-two-things-finding",
        owner: env!("CARGO_CRATE_NAME"),
    },
    ExperimentInfo {
        id: "phone",
        card: "limits-phone",
        icon: "icons/phone.png",
        order: 50,
        steps: &[TAUGHT, look("limits-one-thing"), look("limits-phone-1")],
        finding: "limits-phone-finding",
        owner: env!("CARGO_CRATE_NAME"),
    },
];
