//! The loss of the graphics device: told to every room, so that what must be saved is
//! saved before the program leaves.
//!
//! A lost device poisons Burn for the life of the process, so there is no recovery within it: `src` leaves with a code
//! of its own and the supervisor starts the exhibit again. Errors that nobody caught count as a loss as well, because
//! to go on drawing after them can flicker.

use bevy::prelude::*;
use menagerie_core::prelude::{ExhibitSystems, GraphicsLost};

use crate::door::GraphicsDoor;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, tell_loss.in_set(ExhibitSystems::Sense));
}

/// Says it once, at the start of an update.
fn tell_loss(door: Option<Res<GraphicsDoor>>, mut told: Local<bool>, mut lost: MessageWriter<GraphicsLost>) {
    if *told {
        return;
    }
    if let Some(reason) = door.as_ref().and_then(|door| door.loss().check(door.device())) {
        *told = true;
        lost.write(GraphicsLost { reason: reason.to_owned() });
    }
}
