//! `menagerie doctor`: checks this machine, part by part, and says what to do.

use std::process::ExitCode;

use menagerie_brain::INPUT_PX;
use menagerie_core::prelude::DeviceChoice;
use menagerie_core::world_fonts::system_font;
use menagerie_gpu::{DeviceDecision, GpuError, GraphicsDoor, TensorDoor, decide_device};
use serde::Serialize;

use crate::cli::DoctorArgs;
use crate::commands::network;
use crate::{assets, console, display};

/// The state of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// It works.
    Ok,
    /// The exhibit runs without it.
    Warning,
    /// The exhibit cannot run.
    Failure,
}

/// What was found about one part.
#[derive(Debug, Serialize)]
struct Finding {
    part: &'static str,
    state: State,
    finding: String,
}

impl Finding {
    /// What works is told; what does not is as bad as `otherwise`.
    fn from(part: &'static str, found: Result<String, String>, otherwise: State) -> Self {
        match found {
            Ok(finding) => Self { part, state: State::Ok, finding },
            Err(finding) => Self { part, state: otherwise, finding },
        }
    }
}

pub(crate) fn run(args: &DoctorArgs) -> Result<ExitCode, String> {
    let files = assets::find().map(|dir| dir.display().to_string());
    let network = network::load(DeviceChoice::Cpu);
    let network = network.map(|backbone| format!("EfficientNet-Lite0, {} labels", backbone.labels().len()));
    let door = GraphicsDoor::open_alone();
    let findings = [
        Finding::from("files", files, State::Failure),
        Finding::from("network", network, State::Failure),
        Finding::from("graphics", graphics(door.as_ref()), State::Failure),
        Finding::from("device", device(args.device.into(), door.as_ref().ok()), State::Warning),
        Finding::from("screen", screen(), State::Warning),
        Finding::from("camera", camera(), State::Warning),
        Finding::from("sound", sound(), State::Warning),
        Finding::from("letters", letters(), State::Warning),
    ];
    for finding in &findings {
        if args.json {
            console::answer(serde_json::to_string(finding).map_err(|error| error.to_string())?);
        } else {
            let mark = match finding.state {
                State::Ok => "ok     ",
                State::Warning => "warning",
                State::Failure => "FAILED ",
            };
            console::answer(format_args!("{mark}  {:9} {}", finding.part, finding.finding));
        }
    }
    let failed = findings.iter().any(|finding| finding.state == State::Failure);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn screen() -> Result<String, String> {
    if display::exists() {
        Ok("a window can be opened".to_owned())
    } else {
        Err("none; the demonstration visit will play off-screen. Log in to a desktop to see the exhibit".to_owned())
    }
}

/// The face with the letters that do not ship.
fn letters() -> Result<String, String> {
    let found = system_font().map(|path| format!("Chinese, Japanese and Korean from {}", path.display()));
    found.ok_or_else(|| {
        "names in Chinese, Japanese or Korean cannot be read: cargo xtask setup installs a font for them (on Debian the \
         package fonts-noto-cjk)"
            .to_owned()
    })
}

#[cfg(feature = "sound")]
fn sound() -> Result<String, String> {
    menagerie_sound::device_name().map_err(|error| error.to_string())
}

#[cfg(not(feature = "sound"))]
fn sound() -> Result<String, String> {
    Err("this program was built without the feature `sound`, so it is silent".to_owned())
}

#[cfg(not(feature = "camera"))]
fn camera() -> Result<String, String> {
    Err("this program was built without the feature `camera`, so it sees nothing".to_owned())
}

#[cfg(feature = "camera")]
fn camera() -> Result<String, String> {
    told_of_cameras(&menagerie_camera::try_cameras().map_err(|error| error.to_string())?)
}

/// What was found, after each camera was asked for pictures. One that sends them is enough.
#[cfg(feature = "camera")]
fn told_of_cameras(cameras: &[menagerie_camera::CameraInfo]) -> Result<String, String> {
    if cameras.is_empty() {
        return Err("none found; the demonstration with photographs will play. Plug in a camera".to_owned());
    }
    let describe = |camera: &menagerie_camera::CameraInfo| {
        let how = match (&camera.problem, camera.chosen_mode()) {
            (Some(problem), _) => problem.to_string(),
            (None, Some(mode)) => format!("sends pictures, {mode}"),
            (None, None) => "sends pictures".to_owned(),
        };
        format!("{} ({}; {how})", camera.name, camera.node)
    };
    let told = cameras.iter().map(describe).collect::<Vec<_>>().join("; ");
    if cameras.iter().any(|camera| camera.problem.is_none()) { Ok(told) } else { Err(told) }
}

/// The graphics adapter that the exhibit would draw with.
fn graphics(door: Result<&GraphicsDoor, &GpuError>) -> Result<String, String> {
    match door {
        Ok(door) => Ok(door.name()),
        Err(error) => Err(format!(
            "nothing to draw with: {error}. On Linux the package mesa-vulkan-drivers provides a software driver"
        )),
    }
}

/// Which device the network would run on, and why.
fn device(choice: DeviceChoice, door: Option<&GraphicsDoor>) -> Result<String, String> {
    let DeviceDecision { on_gpu, reason } = decide_device(choice, door);
    let Some(door) = door.filter(|_| on_gpu) else { return Ok(format!("the CPU: {reason}")) };
    match TensorDoor::open(door, INPUT_PX) {
        Ok(_) => Ok(format!("the graphics device: {reason}")),
        Err(error) => Err(format!("the CPU: {error}")),
    }
}

#[cfg(all(test, feature = "camera"))]
mod tests {
    use menagerie_camera::CameraInfo;
    use menagerie_core::prelude::SourceError;

    use super::*;

    #[test]
    fn a_camera_is_good_only_if_it_sent_a_picture() {
        let camera = |problem| CameraInfo {
            name: "Brio".into(),
            place: "usb-1".into(),
            node: "/dev/video0".into(),
            modes: Vec::new(),
            problem,
        };
        let silent = || camera(Some(SourceError::Stalled { name: "Brio".into(), secs: 3 }));
        assert_eq!(told_of_cameras(&[camera(None)]).as_deref(), Ok("Brio (/dev/video0; sends pictures)"));
        assert!(told_of_cameras(&[silent()]).unwrap_err().contains("has sent no picture for 3 s"));
        assert!(told_of_cameras(&[silent(), camera(None)]).is_ok(), "one is enough");
        assert!(told_of_cameras(&[]).is_err());
    }
}
