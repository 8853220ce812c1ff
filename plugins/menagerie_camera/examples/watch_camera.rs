//! Watches a source without a window: every change of status, and frames counted each second. For the camera rig
//! (`docs/CAMERA-RIG.md`) and for a look at a new camera.
//!
//! `watch_camera [--camera CHOICE] [--secs N] [--through nokhwa] [--only yuyv|nv12|mjpeg] [--save DIR] [--probe]`

#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use bevy::app::ScheduleRunnerPlugin;
use bevy::prelude::*;
use menagerie_camera::{CameraCounts, CameraPlugin, CameraSettings, PixelCoding, WebcamDoor, probe_cameras};
use menagerie_core::CorePlugin;
use menagerie_core::prelude::*;

#[derive(Resource)]
struct Watch {
    began: Instant,
    ends_after: Duration,
    /// Where the last frame of each second is written.
    save_dir: Option<PathBuf>,
    last: (u64, CameraCounts),
}

fn main() -> Result<(), String> {
    let mut settings = CameraSettings { demo_dir: "assets/demo".into(), ..default() };
    let mut watch =
        Watch { began: Instant::now(), ends_after: Duration::from_secs(10), save_dir: None, last: default() };
    let mut door = WebcamDoor::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--probe" {
            return print_cameras();
        }
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match (argument.as_str(), value.as_str()) {
            ("--camera", choice) => settings.choice = choice.parse().map_err(|error| format!("{error}"))?,
            ("--secs", secs) => watch.ends_after = Duration::from_secs(secs.parse().map_err(|_| "--secs: bad number")?),
            ("--save", dir) => watch.save_dir = Some(dir.into()),
            ("--through", "nokhwa") => door = WebcamDoor::through_nokhwa(),
            #[cfg(target_os = "linux")]
            ("--only", coding) => door = WebcamDoor::only(coding_named(coding)?),
            _ => return Err(format!("unknown argument: {argument} {value}")),
        }
    }
    App::new()
        .add_plugins((
            MinimalPlugins.set(ScheduleRunnerPlugin::run_loop(Duration::from_millis(10))),
            CorePlugin,
            CameraPlugin { settings },
        ))
        .insert_resource(door)
        .insert_resource(watch)
        .add_systems(Update, (print_status.run_if(resource_changed::<CameraStatus>), print_counts).chain())
        .run();
    Ok(())
}

#[cfg(target_os = "linux")]
fn coding_named(name: &str) -> Result<PixelCoding, String> {
    match name {
        "yuyv" => Ok(PixelCoding::Yuyv),
        "nv12" => Ok(PixelCoding::Nv12),
        "mjpeg" => Ok(PixelCoding::Mjpeg),
        _ => Err(format!("--only {name}: choose yuyv, nv12 or mjpeg")),
    }
}

fn print_cameras() -> Result<(), String> {
    for camera in probe_cameras().map_err(|error| error.to_string())? {
        let chosen = camera.chosen_mode().map_or_else(|| "none".to_owned(), |mode| mode.to_string());
        let modes = camera.modes.len();
        println!("{}: \"{}\" ({}), {modes} modes, chosen: {chosen}", camera.node, camera.name, camera.place);
        if let Some(problem) = camera.problem {
            println!("  {problem}");
        }
    }
    Ok(())
}

fn print_status(status: Res<CameraStatus>, watch: Res<Watch>) {
    let words = match &*status {
        CameraStatus::Opening => "opening".to_owned(),
        CameraStatus::Live { name } => format!("live: {name}"),
        CameraStatus::Demonstration { reason: None } => "demonstration, as asked for".to_owned(),
        CameraStatus::Demonstration { reason: Some(reason) } => format!("demonstration: {reason}"),
        CameraStatus::Lost { reason } => format!("lost: {reason}"),
    };
    println!("{:6.2} s  {words}", watch.began.elapsed().as_secs_f32());
}

fn print_counts(
    mut watch: ResMut<Watch>,
    counts: Res<CameraCounts>,
    frame: Res<CameraFrame>,
    mut exit: MessageWriter<AppExit>,
) {
    let second = watch.began.elapsed().as_secs();
    if second == watch.last.0 {
        return;
    }
    let frames = counts.frames - watch.last.1.frames;
    let (bad, opened) = (counts.bad_frames, counts.openings);
    let square = frame.raw.as_ref().map(|raw| raw.mirrored_square());
    let mean = square.as_ref().map(mean_rgb);
    println!("{second:4}    s  {frames} frames; in all {bad} bad, opened {opened} times; mean colour {mean:?}");
    watch.last = (second, *counts);
    if let (Some(dir), Some(square)) = (&watch.save_dir, &square) {
        let path = dir.join(format!("{second:03}.png"));
        if let Err(error) =
            image::save_buffer(&path, square.rgb(), square.width(), square.height(), image::ColorType::Rgb8)
        {
            println!("{}: {error}", path.display());
        }
    }
    if watch.began.elapsed() >= watch.ends_after {
        exit.write(AppExit::Success);
    }
}

fn mean_rgb(picture: &Picture) -> [u64; 3] {
    let pixels = picture.rgb().chunks_exact(3);
    let count = pixels.len() as u64;
    let sums = pixels.fold([0u64; 3], |sums, pixel| [0, 1, 2].map(|channel| sums[channel] + u64::from(pixel[channel])));
    sums.map(|sum| sum / count.max(1))
}
