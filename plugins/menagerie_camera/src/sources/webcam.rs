//! Webcams: which there are, and how they are opened. Finding the one that is meant, and reading it, is in `webcam/`.
//!
//! On Linux the `v4l` crate reads them, because `nokhwa` can wait for a frame forever there
//! (`docs/decisions/0004-linux-camera.md`); everywhere else `nokhwa` does.

pub(crate) mod decode;
mod finding;
mod huffman;
pub(crate) mod modes;
mod opening;
mod scan;
mod through_nokhwa;
#[cfg(target_os = "linux")]
mod through_v4l;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy::prelude::Resource;
use menagerie_core::prelude::{FrameSource, SourceError};

use crate::capture::{OpenSource, guarded};
use finding::{Finder, Memory};
pub use modes::{CameraMode, PixelCoding};

/// Longest wait for a frame: a camera that is just starting may take seconds.
const FRAME_TIMEOUT: Duration = Duration::from_secs(3);

/// A camera on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameraInfo {
    /// Its name for people.
    pub name: String,
    /// Where it is plugged in, as the system calls it (bus, or the device's own identifier). Empty when unknown.
    pub place: String,
    /// How it is addressed just now, for example `/dev/video0`. Changes when it is plugged in again.
    pub node: String,
    /// How it can deliver. Empty where that is only known once it is opened.
    pub modes: Vec<CameraMode>,
    /// Why it cannot be used, if so.
    pub problem: Option<SourceError>,
}

impl CameraInfo {
    /// The mode that would be taken.
    #[must_use]
    pub fn chosen_mode(&self) -> Option<CameraMode> {
        modes::by_preference(self.modes.clone()).first().copied()
    }

    /// Whether a visitor's or technician's text means this camera: by name or bus, ignoring case.
    fn is_meant_by(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        [&self.name, &self.place, &self.node].iter().any(|known| known.to_lowercase().contains(&text))
    }

    /// Whether it is that camera at its place, under whatever number.
    fn is_same_as(&self, other: &Self) -> bool {
        self.name == other.name && self.place == other.place
    }
}

/// A way to list and open cameras.
trait CameraLibrary: Send + Sync {
    /// The cameras there are, in a stable order, without their modes.
    fn list(&self) -> Result<Vec<CameraInfo>, SourceError>;

    /// Opens one of them, and takes its first frames.
    fn open(&self, camera: &CameraInfo) -> Result<Box<dyn FrameSource>, SourceError>;
}

/// The library that serves this platform best.
fn best_library() -> Arc<dyn CameraLibrary> {
    #[cfg(target_os = "linux")]
    return Arc::new(through_v4l::V4l::default());
    #[cfg(not(target_os = "linux"))]
    Arc::new(through_nokhwa::Nokhwa::default())
}

/// How webcams are opened; a test or a rehearsal of faults puts its own in.
#[derive(Resource, Clone)]
pub struct WebcamDoor {
    make: Arc<dyn Fn(Option<String>) -> OpenSource + Send + Sync>,
}

impl Default for WebcamDoor {
    /// The library that serves this platform best.
    fn default() -> Self {
        Self::over(best_library())
    }
}

impl WebcamDoor {
    /// A door that makes openers for the camera a text means (`None`: any).
    pub fn new(make: impl Fn(Option<String>) -> OpenSource + Send + Sync + 'static) -> Self {
        Self { make: Arc::new(make) }
    }

    /// Cameras through `nokhwa`, on every platform; the default except on Linux.
    #[must_use]
    pub fn through_nokhwa() -> Self {
        Self::over(Arc::new(through_nokhwa::Nokhwa::default()))
    }

    /// Cameras in one coding only, to look at a single decoder.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn only(coding: PixelCoding) -> Self {
        Self::over(Arc::new(through_v4l::V4l { only: Some(coding) }))
    }

    fn over(library: Arc<dyn CameraLibrary>) -> Self {
        let (memory, began) = (Memory::default(), Instant::now());
        Self::new(move |text| {
            let (library, memory) = (Arc::clone(&library), memory.clone());
            let finder = Finder { library, text, memory, clock: Arc::new(move || began.elapsed()) };
            Box::new(move || finder.open())
        })
    }

    /// An opener for the camera this text means.
    pub(crate) fn opener(&self, text: Option<String>) -> OpenSource {
        (self.make)(text)
    }
}

/// The cameras on this machine, with what they offer. May take seconds; opens each for a moment.
///
/// # Errors
/// The system's words when cameras cannot be listed at all; what is wrong with one of them stands in its own
/// [`CameraInfo::problem`].
pub fn probe_cameras() -> Result<Vec<CameraInfo>, SourceError> {
    #[cfg(target_os = "linux")]
    return through_v4l::probe();
    #[cfg(not(target_os = "linux"))]
    through_nokhwa::Nokhwa::default().list()
}

/// The same, and each is tried: for one that sends no picture that is its [`CameraInfo::problem`]. Takes seconds for each.
///
/// # Errors
/// As [`probe_cameras`].
pub fn try_cameras() -> Result<Vec<CameraInfo>, SourceError> {
    let mut cameras = probe_cameras()?;
    take_frames_of_each(best_library().as_ref(), &mut cameras);
    Ok(cameras)
}

fn take_frames_of_each(library: &dyn CameraLibrary, cameras: &mut [CameraInfo]) {
    for camera in cameras.iter_mut().filter(|camera| camera.problem.is_none()) {
        // Closing it may panic as well.
        camera.problem = guarded(|| library.open(camera).map(drop)).err();
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::testing::{Behaviour, ScriptedCamera};
    use std::sync::Mutex;

    pub(super) fn camera(name: &str, place: &str, node: &str) -> CameraInfo {
        let (name, place, node) = (name.to_owned(), place.to_owned(), node.to_owned());
        CameraInfo { name, place, node, modes: Vec::new(), problem: None }
    }

    /// Cameras on the desk of a test.
    #[derive(Default)]
    pub(super) struct Desk {
        pub(super) cameras: Mutex<Vec<CameraInfo>>,
        /// What the camera at a node does when it is opened, if not as it should.
        pub(super) faults: Mutex<Vec<(String, Behaviour)>>,
        /// The nodes that were opened.
        pub(super) opened: Mutex<Vec<String>>,
    }

    impl CameraLibrary for Desk {
        fn list(&self) -> Result<Vec<CameraInfo>, SourceError> {
            Ok(self.cameras.lock().unwrap().clone())
        }

        fn open(&self, camera: &CameraInfo) -> Result<Box<dyn FrameSource>, SourceError> {
            self.opened.lock().unwrap().push(camera.node.clone());
            let faults = self.faults.lock().unwrap().clone();
            let fault = faults.into_iter().find(|(node, _)| *node == camera.node).map(|(_, fault)| fault);
            let mut source = ScriptedCamera::new(fault.unwrap_or(Behaviour::Frames));
            opening::take_first_frames(&mut source)?;
            Ok(Box::new(source))
        }
    }

    #[test]
    fn a_camera_that_is_tried_must_send_pictures() {
        let desk = Desk::default();
        let silent = SourceError::Stalled { name: "Silent".into(), secs: 3 };
        *desk.faults.lock().unwrap() =
            vec![("video1".into(), Behaviour::Fails(silent.clone())), ("video2".into(), Behaviour::OneFrame)];
        let mut cameras = [
            camera("Good", "usb-1", "video0"),
            camera("Silent", "usb-2", "video1"),
            camera("Stale", "usb-3", "video2"),
        ];
        take_frames_of_each(&desk, &mut cameras);
        assert_eq!(cameras[0].problem, None);
        assert_eq!(cameras[1].problem, Some(silent));
        assert!(cameras[2].problem.is_some());
    }
}
