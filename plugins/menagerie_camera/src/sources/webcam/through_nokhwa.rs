//! Webcams through `nokhwa`: macOS and Windows, and Linux on request. `nokhwa` may wait for a frame forever, so a
//! pump thread of its own does the waiting, and whoever wants a frame waits for the pump with a time-out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};
use nokhwa::utils::{ApiBackend, CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType};
use nokhwa::{Buffer, Camera, NokhwaError};

use super::decode::{FrameLayout, frame_from_bytes};
use super::modes::{CameraMode, PixelCoding};
use super::opening::{in_first_mode, take_first_frames};
use super::{CameraInfo, CameraLibrary, FRAME_TIMEOUT};
use crate::slot::NewestSlot;

/// Longest wait for a camera to open.
const OPEN_TIMEOUT: Duration = Duration::from_secs(15);
/// Longest wait for a pump to let its camera go.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// Pumps that may hang at a time; with so many, only plugging the camera in again or a restart helps.
const MAX_HUNG_PUMPS: usize = 3;
/// What can be decoded here.
const CODINGS: [FrameFormat; 3] = [FrameFormat::YUYV, FrameFormat::NV12, FrameFormat::MJPEG];

/// Cameras through `nokhwa`.
#[derive(Default)]
pub(super) struct Nokhwa {
    pumps: Arc<AtomicUsize>,
}

impl CameraLibrary for Nokhwa {
    fn list(&self) -> Result<Vec<CameraInfo>, SourceError> {
        ask_for_permission();
        let found = nokhwa::query(ApiBackend::Auto).map_err(|error| {
            let reason = format!("{error}; allow this program to use the camera in the system's settings");
            SourceError::Unusable { name: "the list of cameras".to_owned(), reason }
        })?;
        Ok(found
            .into_iter()
            .map(|info| CameraInfo {
                name: info.human_name(),
                place: info.misc(),
                node: info.index().as_string(),
                modes: Vec::new(),
                problem: None,
            })
            .collect())
    }

    fn open(&self, camera: &CameraInfo) -> Result<Box<dyn FrameSource>, SourceError> {
        let hung_pumps = self.pumps.load(Ordering::Relaxed);
        if hung_pumps >= MAX_HUNG_PUMPS {
            return Err(SourceError::Stalled { name: camera.name.clone(), secs: FRAME_TIMEOUT.as_secs() });
        }
        let shared = Arc::new(PumpShared::default());
        let mut webcam = NokhwaWebcam { name: camera.name.clone(), shared: Arc::clone(&shared) };
        let (index, name) = (camera_index(&camera.node), camera.name.clone());
        let running = Running::one_more(&self.pumps);
        thread::Builder::new()
            .name("nokhwa pump".to_owned())
            .spawn(move || {
                let _running = running;
                pump(index, &name, &shared);
                shared.ended.put(());
            })
            .map_err(|error| SourceError::Unusable {
                name: camera.name.clone(),
                reason: format!("the pump thread could not be started: {error}. Restart the exhibit"),
            })?;
        match webcam.shared.opened.wait_take(OPEN_TIMEOUT) {
            Some(Ok(())) => {
                take_first_frames(&mut webcam)?;
                Ok(Box::new(webcam))
            }
            // The other program is this one: a pump that hangs still holds the camera.
            Some(Err(SourceError::Busy { name })) if hung_pumps > 0 => {
                Err(SourceError::Stalled { name, secs: FRAME_TIMEOUT.as_secs() })
            }
            Some(Err(error)) => Err(error),
            None => Err(SourceError::Stalled { name: camera.name.clone(), secs: OPEN_TIMEOUT.as_secs() }),
        }
    }
}

/// macOS asks the visitor once; elsewhere this does nothing. The answer shows in whether the camera opens.
fn ask_for_permission() {
    if !nokhwa::nokhwa_check() {
        nokhwa::nokhwa_initialize(|_granted| {});
    }
}

fn camera_index(node: &str) -> CameraIndex {
    node.parse().map_or_else(|_| CameraIndex::String(node.to_owned()), CameraIndex::Index)
}

/// Counts a pump for as long as it runs, hung or not.
struct Running(Arc<AtomicUsize>);

impl Running {
    fn one_more(pumps: &Arc<AtomicUsize>) -> Self {
        pumps.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(pumps))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[derive(Default)]
struct PumpShared {
    opened: NewestSlot<Result<(), SourceError>>,
    newest: NewestSlot<Result<RawFrame, SourceError>>,
    ended: NewestSlot<()>,
    stop: AtomicBool,
}

/// A camera whose frames a pump takes.
struct NokhwaWebcam {
    name: String,
    shared: Arc<PumpShared>,
}

impl Drop for NokhwaWebcam {
    fn drop(&mut self) {
        // The old handle must be gone before the camera is opened again; a hung one never goes.
        self.shared.stop.store(true, Ordering::Relaxed);
        self.shared.ended.wait_take(CLOSE_TIMEOUT);
    }
}

impl FrameSource for NokhwaWebcam {
    fn name(&self) -> &str {
        &self.name
    }

    fn period(&self) -> Option<Duration> {
        None
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        self.shared
            .newest
            .wait_take(FRAME_TIMEOUT)
            .unwrap_or_else(|| Err(SourceError::Stalled { name: self.name.clone(), secs: FRAME_TIMEOUT.as_secs() }))
    }
}

/// Opens the camera and takes frames until told to stop or the camera fails.
fn pump(index: CameraIndex, name: &str, shared: &PumpShared) {
    let mut camera = match opened_camera(index, name) {
        Ok(camera) => {
            shared.opened.put(Ok(()));
            camera
        }
        Err(error) => return shared.opened.put(Err(error)),
    };
    while !shared.stop.load(Ordering::Relaxed) {
        match camera.frame() {
            Ok(frame) => shared.newest.put(frame_from_buffer(&frame, name)),
            Err(error) => return shared.newest.put(Err(failure(name, &error))),
        }
    }
}

fn opened_camera(index: CameraIndex, name: &str) -> Result<Camera, SourceError> {
    let told = |error: NokhwaError| failure(name, &error);
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &CODINGS);
    let mut camera = Camera::new(index, any).map_err(told)?;
    let modes = camera.compatible_camera_formats().map_err(told)?.into_iter().filter_map(mode_from_format).collect();
    // Not its first frame: that may be waited for forever, and whoever waits for the pump gives it up then.
    in_first_mode(name, modes, |mode| {
        let exact = RequestedFormatType::Exact(format_from_mode(mode));
        camera.set_camera_requset(RequestedFormat::with_formats(exact, &CODINGS)).map_err(told)?;
        camera.open_stream().map_err(told)?;
        bevy::log::info!("camera \"{name}\": {mode}");
        Ok(())
    })?;
    Ok(camera)
}

fn mode_from_format(format: CameraFormat) -> Option<CameraMode> {
    let rate_millihz = Some(format.frame_rate().saturating_mul(1000));
    let coding = coding_of(format.format())?;
    Some(CameraMode { coding, width_px: format.width(), height_px: format.height(), rate_millihz })
}

fn format_from_mode(mode: CameraMode) -> CameraFormat {
    let coding = match mode.coding {
        PixelCoding::Yuyv => FrameFormat::YUYV,
        PixelCoding::Nv12 => FrameFormat::NV12,
        PixelCoding::Mjpeg => FrameFormat::MJPEG,
    };
    CameraFormat::new_from(mode.width_px, mode.height_px, coding, mode.rate_millihz.unwrap_or(0) / 1000)
}

fn coding_of(format: FrameFormat) -> Option<PixelCoding> {
    match format {
        FrameFormat::YUYV => Some(PixelCoding::Yuyv),
        FrameFormat::NV12 => Some(PixelCoding::Nv12),
        FrameFormat::MJPEG => Some(PixelCoding::Mjpeg),
        _ => None,
    }
}

fn frame_from_buffer(frame: &Buffer, name: &str) -> Result<RawFrame, SourceError> {
    let bad = |reason: String| SourceError::BadFrame { name: name.to_owned(), reason };
    let format = frame.source_frame_format();
    let coding = coding_of(format).ok_or_else(|| bad(format!("it came as {format}")))?;
    let (width_px, height_px) = (frame.resolution().width(), frame.resolution().height());
    // `nokhwa` hands out rows without padding.
    let layout = FrameLayout { coding, width_px, height_px, stride_bytes: 0 };
    frame_from_bytes(frame.buffer(), layout).map_err(bad)
}

/// `nokhwa` tells what happened in English only; the numbers are Linux's.
fn failure(name: &str, error: &NokhwaError) -> SourceError {
    let said = error.to_string();
    let name = name.to_owned();
    let says = |words: &[&str]| words.iter().any(|word| said.to_lowercase().contains(word));
    if says(&["os error 16", "busy", "in use"]) {
        SourceError::Busy { name }
    } else if says(&["os error 19", "os error 2)", "no such device", "not connected", "0xc00d3ea2"]) {
        SourceError::PulledOut { name }
    } else {
        SourceError::Unusable { name, reason: format!("{said}; check its cable, or plug it in again") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nokhwa_says_becomes_words() {
        let read = |said: &str| failure("cam", &NokhwaError::ReadFrameError(said.to_owned()));
        assert!(matches!(read("Device or resource busy (os error 16)"), SourceError::Busy { .. }));
        assert!(matches!(read("No such device (os error 19)"), SourceError::PulledOut { .. }));
        assert!(matches!(read("Input/output error (os error 5)"), SourceError::Unusable { .. }));
    }

    #[test]
    fn modes_survive_the_way_through_nokhwa() {
        let mode = CameraMode { coding: PixelCoding::Nv12, width_px: 640, height_px: 480, rate_millihz: Some(30_000) };
        assert_eq!(mode_from_format(format_from_mode(mode)), Some(mode));
    }

    #[test]
    fn a_silent_pump_is_a_stall_and_never_waited_for_long() {
        let shared = Arc::new(PumpShared::default());
        let mut webcam = NokhwaWebcam { name: "cam".into(), shared };
        assert_eq!(webcam.next_frame(), Err(SourceError::Stalled { name: "cam".into(), secs: 3 }));
    }
}
