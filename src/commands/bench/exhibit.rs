//! `menagerie bench exhibit`: the exhibit itself, off-screen and in real time, with the test card as its camera: when its
//! first picture and its first prediction come, how long its frames take, how much memory it needs.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::time::Real;
use menagerie_core::prelude::*;
use menagerie_gpu::GraphicsDoor;
use serde::Serialize;

use super::median_and_p99;
use crate::cli::BenchExhibitArgs;
use crate::exhibit::{Exhibit, ExhibitSettings, Screen, Sound};
use crate::shutdown::leave;
use crate::{assets, console};

/// Time after which pipelines and caches are warm and frames count.
const WARM_UP: Duration = Duration::from_secs(2);

/// The answer.
#[derive(Serialize)]
struct Timing {
    network: bool,
    device: String,
    /// How much was drawn at the end.
    quality: String,
    /// From the start of the program to the end of the first update with a picture.
    first_picture_ms: f64,
    /// From the start of the program; `None` without the network.
    first_prediction_ms: Option<f64>,
    frames: usize,
    frame_median_ms: f64,
    frame_p99_ms: f64,
    looks: usize,
    look_median_ms: f64,
    /// Bytes that went to the graphics device in the time measured, and that came back.
    uploaded_bytes: u64,
    read_back_bytes: u64,
    /// Pictures imported from files in the measured time.
    imported: usize,
    /// Duration of the measurement, seconds.
    measured_secs: f64,
    /// Peak memory of the process, MiB; `None` where the system does not say.
    peak_memory_mib: Option<f64>,
}

/// What is noted on the way.
#[derive(Resource)]
struct Notes {
    begun: Instant,
    measures_for: Duration,
    /// The screen to measure.
    screen: Option<String>,
    /// What is to be imported while it measures.
    import: Option<PathBuf>,
    began_import: bool,
    learns: bool,
    first_picture: Option<Duration>,
    first_prediction: Option<Duration>,
    frames_ms: Vec<f64>,
    looks_ms: Vec<f64>,
    /// Bytes moved before the measured time.
    moved_before: Option<[u64; 2]>,
}

pub(crate) fn run(args: &BenchExhibitArgs, begun: Instant) -> Result<ExitCode, String> {
    let settings = ExhibitSettings {
        camera: CameraChoice::TestCard,
        sound: Sound::Silent,
        device: args.device.into(),
        learns: !args.no_network,
        project: args.project.clone(),
        autosaves: args.project.is_some(),
        quality: args.quality.into(),
        ..ExhibitSettings::new(assets::find()?)
    };
    let exhibit = Exhibit { screen: Screen::Picture { width: 1280, height: 720 }, cursor: true, settings };
    if args.bare {
        return bare(exhibit, begun, Duration::from_secs(args.secs));
    }
    let mut app = exhibit.build();
    app.insert_resource(Notes {
        begun,
        measures_for: Duration::from_secs(args.secs),
        screen: args.screen.clone(),
        import: args.import.clone(),
        began_import: false,
        learns: !args.no_network,
        first_picture: None,
        first_prediction: None,
        frames_ms: Vec::new(),
        looks_ms: Vec::new(),
        moved_before: None,
    })
    .add_systems(Last, take_notes)
    .add_systems(Startup, teach_something);
    // The app is gone after its run, so the answer is given by its last system.
    leave(app.run())
}

/// One picture over the whole screen, drawn by Bevy's own interface, and nothing else.
fn bare(exhibit: Exhibit, begun: Instant, measures_for: Duration) -> Result<ExitCode, String> {
    let mut app = exhibit.build_bare();
    let mut frames_ms = Vec::new();
    app.add_systems(Startup, |assets: Res<AssetServer>, mut commands: Commands| {
        let whole = Node { width: percent(100), height: percent(100), ..default() };
        commands.spawn((whole, ImageNode::new(assets.load("scene/background.png")).with_mode(NodeImageMode::Stretch)));
    })
    .add_systems(Last, move |time: Res<Time<Real>>, mut exit: MessageWriter<AppExit>| {
        let age = begun.elapsed();
        if age > WARM_UP {
            frames_ms.push(time.delta_secs_f64() * 1000.0);
        }
        if age > WARM_UP + measures_for {
            let [frame_median_ms, frame_p99_ms] = median_and_p99(&frames_ms);
            console::answer(format_args!(
                "{{\"bare\":true,\"frames\":{},\"frame_median_ms\":{frame_median_ms},\"frame_p99_ms\":{frame_p99_ms}}}",
                frames_ms.len()
            ));
            exit.write(AppExit::Success);
        }
    });
    leave(app.run())
}

/// So that there is something to predict: the test card as the first creature.
fn teach_something(mut start: MessageWriter<CaptureBurst>, classes: Res<Classes>) {
    if let Some(class) = classes.0.first() {
        start.write(CaptureBurst { class: class.id, split: Split::Teach });
    }
}

fn take_notes(
    mut notes: ResMut<Notes>,
    frame: Res<CameraFrame>,
    time: Res<Time<Real>>,
    backbone: Res<Backbone>,
    graphics: Option<Res<GraphicsDoor>>,
    album: Res<Album>,
    work: Res<WorkUnderWay>,
    project: Res<ProjectFile>,
    screens: Res<Screens>,
    (mut wishes, mut go): (MessageWriter<FileWish>, MessageWriter<GoTo>),
    quality: Res<Quality>,
    mut exit: MessageWriter<AppExit>,
) {
    let now = notes.begun.elapsed();
    if frame.raw.is_some() && notes.first_picture.is_none() {
        notes.first_picture = Some(now);
        if let Some(name) = &notes.screen {
            let Some(screen) = screens.iter().find(|screen| screen.id.0 == name) else {
                let known: Vec<&str> = screens.iter().map(|screen| screen.id.0).collect();
                console::error(format_args!("there is no screen {name}; there are {}", known.join(", ")));
                exit.write(AppExit::error());
                return;
            };
            go.write(GoTo(screen.id));
        }
    }
    if backbone.millis > 0.0 && notes.first_prediction.is_none() {
        notes.first_prediction = Some(now);
    }
    let Some(first_picture) = notes.first_picture else { return };
    let ready = match &backbone.state {
        BackboneState::Failed(reason) => {
            console::error(reason);
            exit.write(AppExit::error());
            return;
        }
        BackboneState::Loading => !notes.learns,
        BackboneState::Ready => true,
    };
    if now < first_picture + WARM_UP || !ready {
        return;
    }
    let moved = graphics.map_or([0; 2], |graphics| graphics.bytes_moved());
    let before = *notes.moved_before.get_or_insert(moved);
    if let Some(path) = notes.import.clone().filter(|_| !notes.began_import) {
        notes.began_import = true;
        wishes.write(FileWish::Import { paths: vec![path], class: None, split: Split::Teach });
        return;
    }
    notes.frames_ms.push(time.delta_secs_f64() * 1000.0);
    if backbone.is_changed() && backbone.millis > 0.0 {
        notes.looks_ms.push(f64::from(backbone.millis));
    }
    let is_over = match &notes.import {
        // Work shows from the update after the wish on.
        Some(_) => notes.frames_ms.len() > 10 && work.0.is_none() && (project.path.is_none() || project.saved),
        None => now >= first_picture + WARM_UP + notes.measures_for,
    };
    if is_over {
        let imported = album.iter().filter(|(_, picture)| !picture.is_by_camera()).count();
        tell(&notes, &backbone, *quality, imported, [moved[0] - before[0], moved[1] - before[1]]);
        exit.write(AppExit::Success);
    }
}

fn tell(
    notes: &Notes,
    backbone: &Backbone,
    quality: Quality,
    imported: usize,
    [uploaded_bytes, read_back_bytes]: [u64; 2],
) {
    let [frame_median_ms, frame_p99_ms] = median_and_p99(&notes.frames_ms);
    let millis = |at: Duration| at.as_secs_f64() * 1000.0;
    let timing = Timing {
        network: backbone.state == BackboneState::Ready,
        device: backbone.device.clone(),
        quality: format!("{quality:?}").to_lowercase(),
        first_picture_ms: notes.first_picture.map_or(0.0, millis),
        first_prediction_ms: notes.first_prediction.map(millis),
        frames: notes.frames_ms.len(),
        frame_median_ms,
        frame_p99_ms,
        looks: notes.looks_ms.len(),
        look_median_ms: median_and_p99(&notes.looks_ms)[0],
        uploaded_bytes,
        read_back_bytes,
        imported,
        measured_secs: notes.frames_ms.iter().sum::<f64>() / 1000.0,
        peak_memory_mib: peak_memory_mib(),
    };
    match serde_json::to_string(&timing) {
        Ok(line) => console::answer(line),
        Err(error) => console::error(error),
    }
}

/// Linux says it in `/proc` (proc(5): `VmHWM`, in KiB).
fn peak_memory_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}
