//! The loss of the graphics device: noticed through wgpu's callbacks, told to every room, so that what must be saved is
//! saved before the program leaves.
//!
//! A lost device poisons Burn for the life of the process, so there is no recovery within it: `src` leaves with a code
//! of its own and the supervisor starts the exhibit again. Errors that nobody caught count as a loss as well, because
//! to go on drawing after them can flicker.

use std::sync::{Arc, OnceLock};

use bevy::prelude::*;
use menagerie_core::prelude::{ExhibitSystems, GraphicsLost};

use crate::door::GraphicsDoor;

/// Where the callbacks say that the device is lost, and why.
#[derive(Debug, Clone, Default)]
pub(crate) struct LossWatch {
    reason: Arc<OnceLock<String>>,
}

impl LossWatch {
    /// Puts our callbacks in place of whatever stood there. Needed again after Burn has put its own, which panic.
    pub(crate) fn install(&self, device: &wgpu::Device) {
        let watch = self.clone();
        device.set_device_lost_callback(move |reason, message| watch.note(format!("{reason:?}: {message}")));
        let watch = self.clone();
        device.on_uncaptured_error(Arc::new(move |error| watch.note(error.to_string())));
    }

    /// Keeps the first reason; the rest follow from it.
    fn note(&self, reason: String) {
        if self.reason.set(reason).is_ok() {
            error!("the graphics device is lost: {}", self.reason().unwrap_or_default());
        }
    }

    /// Asks the device how it fares, without waiting, and says why it is lost, if it is. Wgpu calls the callbacks only
    /// when it is asked; a renderer whose window fails with the device does not ask any more.
    pub(crate) fn check(&self, device: &wgpu::Device) -> Option<&str> {
        if let Err(error) = device.poll(wgpu::PollType::Poll) {
            self.note(error.to_string());
        }
        self.reason()
    }

    fn reason(&self) -> Option<&str> {
        self.reason.get().map(String::as_str)
    }
}

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
