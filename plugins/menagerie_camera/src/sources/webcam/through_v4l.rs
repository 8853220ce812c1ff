//! Webcams on Linux through the `v4l` crate: waits for a frame with a time-out, sees which buffers the driver marks as
//! broken, and looks at what a node really is before it calls it a camera.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use menagerie_core::prelude::{FrameSource, RawFrame, SourceError};
use v4l::buffer::{Flags as BufferFlags, Type};
use v4l::capability::Flags as Capabilities;
use v4l::format::FourCC;
use v4l::frameinterval::FrameIntervalEnum;
use v4l::framesize::FrameSizeEnum;
use v4l::io::mmap::Stream;
use v4l::io::traits::CaptureStream;
use v4l::video::Capture;
use v4l::video::capture::Parameters;
use v4l::{Device, Format, Fraction};

use super::decode::{FrameLayout, frame_from_bytes};
use super::modes::{CameraMode, PixelCoding};
use super::opening::{in_first_mode, take_first_frames};
use super::{CameraInfo, CameraLibrary, FRAME_TIMEOUT};
use crate::capture::guarded;

/// Where the kernel lists video nodes.
const VIDEO_NODES: &str = "/sys/class/video4linux";
/// Frame buffers asked of the driver: one in our hands, one ready, two being filled.
const BUFFERS: u32 = 4;
/// Longest side accepted, pixels.
const MAX_SIDE_PX: u32 = 8192;
/// Sizes to ask of a camera that takes any.
const COMMON_SIZES_PX: [(u32, u32); 4] = [(640, 480), (800, 600), (1280, 720), (320, 240)];

/// `errno` values of Linux that tell something about a camera.
mod errno {
    pub(super) const ENOENT: i32 = 2;
    pub(super) const ENXIO: i32 = 6;
    pub(super) const EACCES: i32 = 13;
    pub(super) const EBUSY: i32 = 16;
    pub(super) const ENODEV: i32 = 19;
}

/// Cameras through the `v4l` crate.
#[derive(Default)]
pub(super) struct V4l {
    /// The only coding to take; `None`: whichever is best.
    pub(super) only: Option<PixelCoding>,
}

impl CameraLibrary for V4l {
    fn list(&self) -> Result<Vec<CameraInfo>, SourceError> {
        Ok(video_numbers()?.into_iter().filter_map(camera_at).collect())
    }

    fn open(&self, camera: &CameraInfo) -> Result<Box<dyn FrameSource>, SourceError> {
        Ok(Box::new(V4lWebcam::open(camera, self.only)?))
    }
}

/// Every camera with its modes.
pub(super) fn probe() -> Result<Vec<CameraInfo>, SourceError> {
    let mut cameras = V4l::default().list()?;
    for camera in &mut cameras {
        if camera.problem.is_none() {
            let found = guarded(|| {
                let device = Device::with_path(&camera.node).map_err(|error| failure(camera, &error))?;
                Ok(modes_of(&device))
            });
            match found {
                Ok(modes) => camera.modes = modes,
                Err(error) => camera.problem = Some(error),
            }
        }
    }
    Ok(cameras)
}

/// The numbers of the video nodes, in order.
fn video_numbers() -> Result<Vec<u32>, SourceError> {
    let entries = match fs::read_dir(VIDEO_NODES) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            let reason = format!("{error}; the cameras of this machine cannot be listed");
            return Err(SourceError::Unusable { name: VIDEO_NODES.to_owned(), reason });
        }
    };
    let mut numbers: Vec<u32> =
        entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_prefix("video")?.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// The camera behind a node; `None` when it is none (an output, metadata) or is just going away.
fn camera_at(number: u32) -> Option<CameraInfo> {
    let node = format!("/dev/video{number}");
    let listed_name = fs::read(format!("{VIDEO_NODES}/video{number}/name")).unwrap_or_default();
    let name = String::from_utf8_lossy(&listed_name).trim().to_owned();
    let mut camera = CameraInfo { name, place: String::new(), node, modes: Vec::new(), problem: None };
    let asked = guarded(|| {
        let device = Device::with_path(&camera.node).map_err(|error| failure(&camera, &error))?;
        device.query_caps().map_err(|error| failure(&camera, &error))
    });
    match asked {
        Ok(caps) => {
            camera.place = caps.bus;
            caps.capabilities.contains(Capabilities::VIDEO_CAPTURE | Capabilities::STREAMING).then_some(camera)
        }
        Err(SourceError::PulledOut { .. }) => None,
        Err(error) => Some(CameraInfo { problem: Some(error), ..camera }),
    }
}

/// An open camera that sends frames.
struct V4lWebcam {
    camera: CameraInfo,
    layout: FrameLayout,
    stream: Stream<'static>,
}

impl V4lWebcam {
    fn open(camera: &CameraInfo, only: Option<PixelCoding>) -> Result<Self, SourceError> {
        let device = Device::with_path(&camera.node).map_err(|error| failure(camera, &error))?;
        let mut modes = modes_of(&device);
        modes.retain(|mode| only.is_none_or(|only| mode.coding == only));
        in_first_mode(&camera.name, modes, |mode| {
            let mut webcam = Self::start(camera, &device, mode)?;
            take_first_frames(&mut webcam)?;
            bevy::log::info!("camera \"{}\" at {} ({}): {mode}", camera.name, camera.node, camera.place);
            Ok(webcam)
        })
    }

    fn start(camera: &CameraInfo, device: &Device, mode: CameraMode) -> Result<Self, SourceError> {
        let told = |error: io::Error| failure(camera, &error);
        let wish = Format::new(mode.width_px, mode.height_px, fourcc_of(mode.coding));
        // The driver may change what it is asked for; what it says is what it sends.
        let format = device.set_format(&wish).map_err(told)?;
        let layout = layout_of(&format).ok_or_else(|| SourceError::Unusable {
            name: camera.name.clone(),
            reason: format!("it offers {mode} but does not deliver it; use another camera"),
        })?;
        let mut stream = Stream::with_buffers(device, Type::VideoCapture, BUFFERS).map_err(told)?;
        stream.set_timeout(FRAME_TIMEOUT);
        // Only now: the buffers are ours, so no other program's rate is changed. Always: the one before us may have left
        // any rate, and where a driver lists none, or just what was left, that would stay. Rates are a wish.
        let interval = Fraction::new(1000, mode.wished_millihz());
        if let Err(error) = device.set_params(&Parameters::new(interval)) {
            bevy::log::warn!("camera \"{}\" keeps its own rate: {error}", camera.name);
        }
        Ok(Self { camera: camera.clone(), layout, stream })
    }
}

impl FrameSource for V4lWebcam {
    fn name(&self) -> &str {
        &self.camera.name
    }

    fn period(&self) -> Option<Duration> {
        None
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        let (buffer, meta) = self.stream.next().map_err(|error| failure(&self.camera, &error))?;
        let picture = if meta.flags.contains(BufferFlags::ERROR) {
            Err("the driver marks it as broken".to_owned())
        } else {
            let used = buffer.len().min(meta.bytesused as usize);
            frame_from_bytes(&buffer[..used], self.layout)
        };
        picture.map_err(|reason| SourceError::BadFrame { name: self.camera.name.clone(), reason })
    }
}

/// What an error of the system means for a camera.
fn failure(camera: &CameraInfo, error: &io::Error) -> SourceError {
    let name = camera.name.clone();
    match error.raw_os_error() {
        Some(errno::EBUSY) => SourceError::Busy { name },
        Some(errno::ENODEV | errno::ENXIO | errno::ENOENT) => SourceError::PulledOut { name },
        Some(errno::EACCES) => {
            let node = &camera.node;
            let reason = format!("this user may not open {node}; add the user to the group \"video\" and log in again");
            SourceError::Unusable { name, reason }
        }
        _ if error.kind() == io::ErrorKind::TimedOut => SourceError::Stalled { name, secs: FRAME_TIMEOUT.as_secs() },
        // While a USB camera goes away its driver may say anything.
        _ if !Path::new(&camera.node).exists() => SourceError::PulledOut { name },
        _ => SourceError::Unusable { name, reason: format!("{error}; check its cable, or plug it in again") },
    }
}

fn fourcc_of(coding: PixelCoding) -> FourCC {
    FourCC::new(match coding {
        PixelCoding::Yuyv => b"YUYV",
        PixelCoding::Nv12 => b"NV12",
        PixelCoding::Mjpeg => b"MJPG",
    })
}

fn coding_of(fourcc: FourCC) -> Option<PixelCoding> {
    match &fourcc.repr {
        b"YUYV" => Some(PixelCoding::Yuyv),
        b"NV12" => Some(PixelCoding::Nv12),
        b"MJPG" | b"JPEG" => Some(PixelCoding::Mjpeg),
        _ => None,
    }
}

fn layout_of(format: &Format) -> Option<FrameLayout> {
    let coding = coding_of(format.fourcc)?;
    if format.width > MAX_SIDE_PX || format.height > MAX_SIDE_PX || format.stride > 4 * MAX_SIDE_PX {
        return None;
    }
    Some(FrameLayout { coding, width_px: format.width, height_px: format.height, stride_bytes: format.stride })
}

/// Every mode in a coding that can be read here.
fn modes_of(device: &Device) -> Vec<CameraMode> {
    let mut modes = Vec::new();
    for format in device.enum_formats().unwrap_or_default() {
        let Some(coding) = coding_of(format.fourcc) else { continue };
        for size in device.enum_framesizes(format.fourcc).unwrap_or_default() {
            for (width_px, height_px) in sizes_in(&size.size) {
                let rates = rates_of(device, format.fourcc, width_px, height_px);
                modes.extend(rates.into_iter().map(|rate_millihz| CameraMode {
                    coding,
                    width_px,
                    height_px,
                    rate_millihz,
                }));
            }
        }
    }
    modes
}

fn sizes_in(size: &FrameSizeEnum) -> Vec<(u32, u32)> {
    match size {
        FrameSizeEnum::Discrete(size) => vec![(size.width, size.height)],
        FrameSizeEnum::Stepwise(range) => {
            let widths = range.min_width..=range.max_width;
            let heights = range.min_height..=range.max_height;
            let fits = |(width, height): &(u32, u32)| widths.contains(width) && heights.contains(height);
            let common: Vec<_> = COMMON_SIZES_PX.into_iter().filter(fits).collect();
            if common.is_empty() { vec![(range.min_width, range.min_height)] } else { common }
        }
    }
}

/// The rates of a mode, thousandths of a hertz; one unknown rate where the driver does not list them.
fn rates_of(device: &Device, fourcc: FourCC, width_px: u32, height_px: u32) -> Vec<Option<u32>> {
    let intervals = device.enum_frameintervals(fourcc, width_px, height_px).unwrap_or_default();
    if intervals.is_empty() {
        return vec![None];
    }
    intervals.into_iter().map(|interval| rate_in(&interval.interval)).collect()
}

fn rate_in(interval: &FrameIntervalEnum) -> Option<u32> {
    const AIM_MILLIHZ: u32 = 30_000;
    match interval {
        FrameIntervalEnum::Discrete(interval) => millihz(*interval),
        FrameIntervalEnum::Stepwise(range) => {
            // The shortest interval is the fastest rate.
            let (slowest, fastest) = (millihz(range.max)?, millihz(range.min)?);
            Some(AIM_MILLIHZ.max(slowest).min(fastest))
        }
    }
}

/// The rate of an interval in seconds; `None` for one of no length.
fn millihz(interval: Fraction) -> Option<u32> {
    let rate = u64::from(interval.denominator) * 1000 / u64::from(interval.numerator).max(1);
    u32::try_from(rate).ok().filter(|rate| *rate > 0 && interval.numerator > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera(node: &str) -> CameraInfo {
        CameraInfo { name: "cam".into(), place: "bus".into(), node: node.into(), modes: Vec::new(), problem: None }
    }

    #[test]
    fn errors_of_the_system_become_words() {
        let said = |node: &str, errno| failure(&camera(node), &io::Error::from_raw_os_error(errno));
        let name = || "cam".to_owned();
        assert_eq!(said("/dev/null", errno::EBUSY), SourceError::Busy { name: name() });
        assert_eq!(said("/dev/null", errno::ENODEV), SourceError::PulledOut { name: name() });
        assert!(said("/dev/null", errno::EACCES).to_string().contains("group \"video\""));
        // EIO while the node is there is a fault of the camera; without a node it was pulled out.
        assert!(matches!(said("/dev/null", 5), SourceError::Unusable { .. }));
        assert_eq!(said("/dev/no-such-node", 5), SourceError::PulledOut { name: name() });
        let timed_out = failure(&camera("/dev/null"), &io::Error::from(io::ErrorKind::TimedOut));
        assert_eq!(timed_out, SourceError::Stalled { name: name(), secs: 3 });
    }

    #[test]
    fn intervals_become_rates() {
        let rate = |numerator, denominator| millihz(Fraction::new(numerator, denominator));
        assert_eq!(rate(1, 30), Some(30_000));
        assert_eq!(rate(2, 25), Some(12_500));
        assert_eq!(rate(0, 30), None);
        assert_eq!(rate(1, 0), None);
    }
}
