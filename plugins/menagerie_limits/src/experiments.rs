//! The experiments that ship, as data. To add one, write it here, or register it from a plugin of your own.

use menagerie_core::prelude::*;

/// Whoever asks what it does with a thing has to have taught it something.
const TAUGHT: ExperimentStep =
    ExperimentStep { task: "limits-teach-first", until: Until::Taught { classes: 2, pictures: 10 } };

/// Pictures of a class that are few (a tap takes five), and many.
const FEW: usize = 6;
const MANY: usize = 25;

/// Show it, then say that it is there.
const fn look(task: &'static str) -> ExperimentStep {
    ExperimentStep { task, until: Until::Looked }
}

/// A step that waits for another lesson.
const fn teach(task: &'static str, until: Until) -> ExperimentStep {
    ExperimentStep { task, until }
}

/// One of ours.
const fn experiment(
    id: &'static str,
    [card, icon, finding]: [&'static str; 3],
    order: i32,
    steps: &'static [ExperimentStep],
) -> ExperimentInfo {
    ExperimentInfo { id, card, icon, order, steps, finding, owner: env!("CARGO_CRATE_NAME") }
}

/// All of them.
pub(super) const ALL: [ExperimentInfo; 11] = [
    experiment(
        "never-taught",
        ["limits-never-taught", "icons/question.png", "limits-never-taught-finding"],
        10,
        &[TAUGHT, look("limits-never-taught-1"), look("limits-never-taught-2")],
    ),
    experiment(
        "covered",
        ["limits-covered", "icons/covered.png", "limits-covered-finding"],
        20,
        &[TAUGHT, look("limits-one-thing"), look("limits-covered-1"), look("limits-covered-2")],
    ),
    experiment(
        "upside-down",
        ["limits-upside-down", "icons/upside_down.png", "limits-upside-down-finding"],
        30,
        &[TAUGHT, look("limits-one-thing"), look("limits-upside-down-1")],
    ),
    experiment(
        "ground",
        ["limits-ground", "icons/ground.png", "limits-ground-finding"],
        35,
        &[TAUGHT, look("limits-one-thing"), look("limits-ground-1")],
    ),
    experiment(
        "two-things",
        ["limits-two-things", "icons/two_things.png", "limits-two-things-finding"],
        40,
        &[TAUGHT, look("limits-one-thing"), look("limits-two-things-1")],
    ),
    experiment(
        "phone",
        ["limits-phone", "icons/phone.png", "limits-phone-finding"],
        50,
        &[TAUGHT, look("limits-one-thing"), look("limits-phone-1")],
    ),
    experiment(
        "hand",
        ["limits-hand", "icons/hand_hold.png", "limits-hand-finding"],
        60,
        &[
            teach("limits-hand-teach", Until::Taught { classes: 2, pictures: 10 }),
            look("limits-hand-1"),
            look("limits-hand-2"),
        ],
    ),
    experiment(
        "color",
        ["limits-color", "icons/color.png", "limits-color-finding"],
        70,
        &[
            teach("limits-color-teach", Until::Taught { classes: 2, pictures: 10 }),
            look("limits-one-thing"),
            look("limits-color-1"),
        ],
    ),
    experiment(
        "fool",
        ["limits-fool", "icons/mask.png", "limits-fool-finding"],
        80,
        &[TAUGHT, look("limits-fool-1"), look("limits-fool-2")],
    ),
    experiment(
        "few",
        ["limits-few", "icons/few.png", "limits-few-finding"],
        90,
        &[
            teach("limits-few-teach", Until::TaughtFew { classes: 2, pictures: FEW }),
            look("limits-few-1"),
            teach("limits-few-more", Until::Taught { classes: 2, pictures: MANY }),
            look("limits-few-2"),
        ],
    ),
    experiment(
        "uneven",
        ["limits-uneven", "icons/uneven.png", "limits-uneven-finding"],
        100,
        &[
            teach("limits-uneven-teach", Until::TaughtUnevenly { many: MANY, few: FEW }),
            look("limits-uneven-1"),
            look("limits-uneven-2"),
        ],
    ),
];
