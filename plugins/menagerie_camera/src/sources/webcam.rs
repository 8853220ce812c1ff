//! Webcams: which there are, which one is meant, how it is found again. Reading one is in `webcam/`.
//!
//! On Linux the `v4l` crate reads them, because `nokhwa` can wait for a frame forever there
//! (`docs/decisions/0004-linux-camera.md`); everywhere else `nokhwa` does.

pub(crate) mod decode;
mod huffman;
pub(crate) mod modes;
mod opening;
mod scan;
mod through_nokhwa;
#[cfg(target_os = "linux")]
mod through_v4l;

use std::sync::Arc;
use std::time::Duration;

use bevy::prelude::Resource;
use menagerie_core::prelude::{FrameSource, SourceError};

use crate::capture::OpenSource;
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
}

/// A way to list and open cameras.
trait CameraLibrary: Send + Sync {
    /// The cameras there are, in a stable order, without their modes.
    fn list(&self) -> Result<Vec<CameraInfo>, SourceError>;

    /// Opens one of them, and takes its first frames.
    fn open(&self, camera: &CameraInfo) -> Result<Box<dyn FrameSource>, SourceError>;
}

/// How webcams are opened; a test or a rehearsal of faults puts its own in.
#[derive(Resource, Clone)]
pub struct WebcamDoor {
    make: Arc<dyn Fn(Option<String>) -> OpenSource + Send + Sync>,
}

impl Default for WebcamDoor {
    /// The library that serves this platform best.
    fn default() -> Self {
        #[cfg(target_os = "linux")]
        return Self::over(Arc::new(through_v4l::V4l::default()));
        #[cfg(not(target_os = "linux"))]
        Self::through_nokhwa()
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
        Self::new(move |text| opener(Arc::clone(&library), text))
    }

    /// An opener for the camera this text means.
    pub(crate) fn opener(&self, text: Option<String>) -> OpenSource {
        (self.make)(text)
    }
}

/// Opens the camera that is meant, and finds the same one again later whatever its number is then.
fn opener(library: Arc<dyn CameraLibrary>, text: Option<String>) -> OpenSource {
    let mut known: Option<CameraInfo> = None;
    Box::new(move || {
        let cameras = library.list()?;
        let mut first_error = None;
        for camera in candidates(&cameras, text.as_deref(), known.as_ref()) {
            match camera.problem.clone().map_or_else(|| library.open(camera), Err) {
                Ok(source) => {
                    known = Some(camera.clone());
                    return Ok(source);
                }
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        Err(first_error.unwrap_or_else(|| absent(&cameras, text.as_deref())))
    })
}

/// The cameras to try, likeliest first: the same one at the same place, the same one elsewhere, the others.
fn candidates<'c>(cameras: &'c [CameraInfo], text: Option<&str>, known: Option<&CameraInfo>) -> Vec<&'c CameraInfo> {
    let mut meant: Vec<_> = cameras.iter().filter(|camera| text.is_none_or(|text| camera.is_meant_by(text))).collect();
    meant.sort_by_key(|camera| match known {
        Some(known) if known.name == camera.name && known.place == camera.place => 0,
        Some(known) if known.name == camera.name => 1,
        _ => 2,
    });
    meant
}

fn absent(cameras: &[CameraInfo], text: Option<&str>) -> SourceError {
    let names: Vec<_> = cameras.iter().map(|camera| format!("\"{}\" ({})", camera.name, camera.place)).collect();
    SourceError::Absent {
        wanted: text.map_or_else(|| "at all".to_owned(), |text| format!("named \"{text}\"")),
        found: if names.is_empty() { "none".to_owned() } else { names.join(", ") },
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Behaviour, ScriptedCamera};
    use std::sync::Mutex;

    fn camera(name: &str, place: &str, node: &str) -> CameraInfo {
        let (name, place, node) = (name.to_owned(), place.to_owned(), node.to_owned());
        CameraInfo { name, place, node, modes: Vec::new(), problem: None }
    }

    /// Cameras on the desk of a test, and the nodes that were opened.
    #[derive(Default)]
    struct Desk {
        cameras: Mutex<Vec<CameraInfo>>,
        opened: Mutex<Vec<String>>,
    }

    impl CameraLibrary for Desk {
        fn list(&self) -> Result<Vec<CameraInfo>, SourceError> {
            Ok(self.cameras.lock().unwrap().clone())
        }

        fn open(&self, camera: &CameraInfo) -> Result<Box<dyn FrameSource>, SourceError> {
            self.opened.lock().unwrap().push(camera.node.clone());
            Ok(Box::new(ScriptedCamera::new(Behaviour::Frames)))
        }
    }

    fn check(text: Option<&str>, desks: &[&[CameraInfo]], opened: &[&str]) {
        let desk = Arc::new(Desk::default());
        let mut open = opener(Arc::clone(&desk) as Arc<dyn CameraLibrary>, text.map(str::to_owned));
        for cameras in desks {
            *desk.cameras.lock().unwrap() = cameras.to_vec();
            open().unwrap();
        }
        assert_eq!(*desk.opened.lock().unwrap(), opened);
    }

    #[test]
    fn a_camera_is_found_by_part_of_its_name_or_by_its_bus() {
        let desk = [camera("HD Webcam C270", "usb-1", "video0"), camera("Brio", "usb-2", "video2")];
        check(Some("brio"), &[&desk], &["video2"]);
        check(Some("usb-2"), &[&desk], &["video2"]);
        check(None, &[&desk], &["video0"]);
    }

    #[test]
    fn the_same_camera_is_found_again_under_another_number() {
        let (left, right) = (camera("Cam", "usb-1", "video0"), camera("Cam", "usb-2", "video2"));
        let moved = camera("Cam", "usb-2", "video5");
        // The first time any will do; once known, place and name decide, not the order.
        check(None, &[std::slice::from_ref(&right), &[left, moved]], &["video2", "video5"]);
        // In another socket it is found by its name; another camera only serves while this one is away.
        let other = camera("Other", "usb-3", "video0");
        check(
            None,
            &[&[right], &[other.clone(), camera("Cam", "usb-9", "video7")], &[other]],
            &["video2", "video7", "video0"],
        );
    }

    #[test]
    fn a_camera_that_is_not_there_is_named_with_those_that_are() {
        let desk = Arc::new(Desk::default());
        desk.cameras.lock().unwrap().push(camera("Brio", "usb-2", "video2"));
        let said = |text: Option<&str>| {
            opener(Arc::clone(&desk) as Arc<dyn CameraLibrary>, text.map(str::to_owned))().err().unwrap().to_string()
        };
        assert!(said(Some("c270")).starts_with("no camera named \"c270\"; cameras here: \"Brio\" (usb-2)"));
        desk.cameras.lock().unwrap().clear();
        assert!(said(None).starts_with("no camera at all; cameras here: none"));
    }

    #[test]
    fn a_camera_with_a_problem_is_passed_over_and_its_problem_said_when_it_is_the_only_one() {
        let desk = Arc::new(Desk::default());
        let problem = SourceError::Busy { name: "Bad".into() };
        desk.cameras
            .lock()
            .unwrap()
            .push(CameraInfo { problem: Some(problem.clone()), ..camera("Bad", "usb-1", "video0") });
        let mut open = opener(Arc::clone(&desk) as Arc<dyn CameraLibrary>, None);
        assert_eq!(open().err(), Some(problem));
        desk.cameras.lock().unwrap().push(camera("Good", "usb-2", "video2"));
        assert!(open().is_ok());
    }
}
