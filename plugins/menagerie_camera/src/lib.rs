//! Frame sources and the camera's health: webcam, folder of photographs, test card, demonstration; the thread that
//! takes frames, the slot with the newest one. Wiring only.
//!
//! Invariants: only this room names a camera library; nothing here blocks an update; whatever a camera does, the
//! exhibit goes on and says so in words.

mod backoff;
mod capture;
mod demonstration;
mod director;
mod feed;
mod health;
mod look_back;
mod slot;
mod sources;
#[cfg(test)]
mod testing;

use std::path::PathBuf;

use bevy::prelude::*;
use menagerie_core::prelude::CameraChoice;

pub use capture::OpenSource;
pub use sources::webcam::{CameraInfo, CameraMode, PixelCoding, WebcamDoor, probe_cameras, try_cameras};

/// Which source to use, and where the demonstration's photographs lie.
#[derive(Resource, Debug, Clone, Default)]
pub struct CameraSettings {
    /// The source at the start; [`menagerie_core::camera::ShowSource`] changes it later.
    pub choice: CameraChoice,
    /// Holds one folder of photographs for each prop.
    pub demo_dir: PathBuf,
}

/// What went through since the start, for health reports.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CameraCounts {
    /// Frames shown.
    pub frames: u64,
    /// Frames of the present source that could not be used.
    pub bad_frames: u64,
    /// Times the present source was opened, or tried to be.
    pub openings: u64,
}

/// Brings pictures into the exhibit.
#[derive(Debug, Clone, Default)]
pub struct CameraPlugin {
    /// Where they come from.
    pub settings: CameraSettings,
}

impl Plugin for CameraPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(self.settings.clone())
            .init_resource::<CameraCounts>()
            .init_resource::<WebcamDoor>()
            .add_plugins((demonstration::plugin, director::plugin));
    }
}
