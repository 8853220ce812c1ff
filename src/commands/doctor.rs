//! `menagerie doctor`: checks this machine, part by part, and says what to do.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use bevy::app::PluginsState;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::renderer::RenderAdapterInfo;
use bevy::winit::WinitPlugin;
use serde::Serialize;

use crate::cli::DoctorArgs;
use crate::commands::network;
use crate::{assets, display, say};

/// How a part fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// It works.
    Ok,
    /// The exhibit goes on without it.
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
    let network = network::load().map(|backbone| format!("EfficientNet-Lite0, {} labels", backbone.labels().len()));
    let findings = [
        Finding::from("files", files, State::Failure),
        Finding::from("network", network, State::Failure),
        Finding::from("graphics", graphics(), State::Failure),
        Finding::from("screen", screen(), State::Warning),
        Finding::from("camera", camera(), State::Warning),
        Finding::from("sound", menagerie_sound::device_name().map_err(|error| error.to_string()), State::Warning),
    ];
    for finding in &findings {
        if args.json {
            say::answer(serde_json::to_string(finding).map_err(|error| error.to_string())?);
        } else {
            let mark = match finding.state {
                State::Ok => "ok     ",
                State::Warning => "warning",
                State::Failure => "FAILED ",
            };
            say::answer(format_args!("{mark}  {:9} {}", finding.part, finding.finding));
        }
    }
    let failed = findings.iter().any(|finding| finding.state == State::Failure);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn screen() -> Result<String, String> {
    if display::exists() {
        Ok("a window can be opened".to_owned())
    } else {
        Err("none; the demonstration visit will play off-screen. Log in at a desktop to see the exhibit".to_owned())
    }
}

fn camera() -> Result<String, String> {
    let cameras = menagerie_camera::probe_cameras().map_err(|error| error.to_string())?;
    if cameras.is_empty() {
        return Err("none found; the demonstration with photographs will play. Plug one in".to_owned());
    }
    let describe = |camera: &menagerie_camera::CameraInfo| {
        let how = match (&camera.problem, camera.chosen_mode()) {
            (Some(problem), _) => problem.to_string(),
            (None, Some(mode)) => mode.to_string(),
            (None, None) => "no usable format".to_owned(),
        };
        format!("{} ({}; {how})", camera.name, camera.node)
    };
    let lines: Vec<_> = cameras.iter().map(describe).collect();
    Ok(lines.join("; "))
}

/// The graphics adapter that the exhibit would draw with. Bevy panics where there is none, so that is caught here.
fn graphics() -> Result<String, String> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let found = catch_unwind(AssertUnwindSafe(adapter_name));
    std::panic::set_hook(hook);
    let reason = match found {
        Ok(Some(name)) => return Ok(name),
        Ok(None) => "no adapter".to_owned(),
        Err(panic) => match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
            (Some(words), _) => words.clone(),
            (None, words) => words.copied().unwrap_or("no adapter").to_owned(),
        },
    };
    Err(format!(
        "nothing to draw with ({reason}). Install the graphics driver, or on Linux the software one, mesa-vulkan-drivers"
    ))
}

fn adapter_name() -> Option<String> {
    let mut app = App::new();
    app.add_plugins(DefaultPlugins.build().disable::<LogPlugin>().disable::<WinitPlugin>());
    while app.plugins_state() == PluginsState::Adding {
        bevy::tasks::tick_global_task_pools_on_main_thread();
    }
    app.finish();
    let adapter = app.get_sub_app(RenderApp)?.world().get_resource::<RenderAdapterInfo>()?;
    Some(format!("{} ({:?}, {})", adapter.name, adapter.backend, adapter.driver))
}
