//! The hand that shows what to do: it presses, stays for a moment, and lifts.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::Kit;

/// How long one press takes, seconds, and which share of that the hand is lifted.
const PRESS_SECS: f32 = 1.6;
const LIFTED_SHARE: f32 = 0.35;

/// A hand.
#[derive(Component)]
#[require(ImageNode)]
pub(crate) struct Hand([Handle<Image>; 2]);

impl Hand {
    /// One that is lifted, to be placed.
    pub(crate) fn of(kit: &Kit) -> Self {
        Self([0, 1].map(|frame| kit.assets.load(format!("icons/hand_press_{frame}.png"))))
    }
}

/// With less movement it stays pressed.
pub(super) fn press(access: Res<Access>, time: Res<Time>, mut hands: Query<(&Hand, &mut ImageNode)>) {
    let presses = access.reduced_motion || time.elapsed_secs() % PRESS_SECS > PRESS_SECS * LIFTED_SHARE;
    for (Hand(pictures), mut image) in &mut hands {
        let picture = &pictures[usize::from(presses)];
        if image.image != *picture {
            image.image = picture.clone();
        }
    }
}
