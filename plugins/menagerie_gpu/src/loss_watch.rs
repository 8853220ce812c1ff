//! Notices the loss of the graphics device through wgpu's callbacks.

use std::sync::{Arc, OnceLock};

use bevy::log::error;

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

    /// Polls the device without waiting, and says why it is lost, if it is. Wgpu calls the callbacks only
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
