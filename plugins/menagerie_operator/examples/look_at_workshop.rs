//! Pictures of every part of the workshop with a made-up lesson, without a window: to see what it looks like.
//!
//! `look_at_workshop OUT_DIR [WIDTH HEIGHT]`, run in the repository, whose demonstration photographs it uses.

#[path = "../src/english.rs"]
mod english;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bevy::app::ScheduleRunnerPlugin;
use bevy::asset::RenderAssetUsages;
use bevy::camera::{ImageRenderTarget, RenderTarget};
use bevy::image::Image;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat, TextureUsages};
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured, save_to_disk};
use bevy::time::TimeUpdateStrategy;
use bevy::window::{ExitCondition, PrimaryWindow, WindowResolution};
use bevy::winit::WinitPlugin;
use menagerie_core::CorePlugin;
use menagerie_core::album::THUMBNAIL_PX;
use menagerie_core::photographs::{list_pictures, read_picture};
use menagerie_core::prelude::*;
use menagerie_operator::{OperatorPlugin, OperatorSettings};

/// What is touched, one after the other, and how the picture after it is called (empty: none).
const STEPS: [(&str, &str); 22] = [
    ("tab/pictures", "pictures"),
    ("notice", "notices"),
    ("sheet/back", ""),
    ("pictures/choose", ""),
    ("picture/1", ""),
    ("picture/4", "pictures-chosen"),
    ("pictures/move", "move"),
    ("sheet/back", ""),
    ("pictures/done", ""),
    ("picture/2", "picture"),
    ("sheet/back", ""),
    ("tab/learning", "learning"),
    ("confusion/0/1", "gallery"),
    ("sheet/back", ""),
    ("learning/curves", "curves"),
    ("learning/map", "map"),
    ("learning/health", "health"),
    ("learning/settings", "settings"),
    ("tab/test", "test"),
    ("tab/pretraining", "pretraining"),
    ("tab/files", "files"),
    ("files/import", "dialog"),
];

/// Updates between two steps: what was touched has settled by then, and the picture has been written.
const UPDATES: usize = 8;

#[derive(Resource)]
struct Walk {
    out_dir: PathBuf,
    view: Handle<Image>,
    update: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out_dir = PathBuf::from(arguments.next().unwrap_or_else(|| "workshop".into()));
    std::fs::create_dir_all(&out_dir)?;
    let mut number = |otherwise: u32| arguments.next().map_or(Ok(otherwise), |number| number.parse());
    let (width, height) = (number(1920)?, number(1080)?);

    let mut app = App::new();
    let window =
        Window { resolution: WindowResolution::new(width, height).with_scale_factor_override(1.0), ..default() };
    app.add_plugins((
        DefaultPlugins
            .set(WindowPlugin { primary_window: Some(window), exit_condition: ExitCondition::DontExit, ..default() })
            .set(AssetPlugin { file_path: Path::new("assets").canonicalize()?.display().to_string(), ..default() })
            .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
            .disable::<PipelinedRenderingPlugin>()
            .disable::<WinitPlugin>(),
        ScheduleRunnerPlugin::default(),
        CorePlugin,
        OperatorPlugin { settings: OperatorSettings { start_folder: "assets".into() } },
    ))
    .insert_resource(english::words())
    .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)))
    .insert_resource(Pace::LockStep { step: Duration::from_millis(100) })
    .insert_state(Overlay::Workshop);

    let mut view = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
    view.asset_usage = RenderAssetUsages::RENDER_WORLD;
    view.texture_descriptor.usage |= TextureUsages::COPY_SRC;
    let view = app.world_mut().resource_mut::<Assets<Image>>().add(view);
    let target = RenderTarget::Image(ImageRenderTarget { handle: view.clone(), scale_factor: 1.0 });
    app.world_mut().spawn((Camera2d, Msaa::Off, target));
    make_lesson(&mut app)?;
    app.insert_resource(Walk { out_dir, view, update: 0 }).add_systems(PreUpdate, walk);
    app.run();
    Ok(())
}

/// Touches and takes pictures.
fn walk(
    mut commands: Commands,
    mut walk: ResMut<Walk>,
    controls: Res<WorkshopControls>,
    windows: Query<Entity, With<PrimaryWindow>>,
    mut touches: MessageWriter<TouchInput>,
    mut exit: MessageWriter<AppExit>,
) -> Result {
    walk.update += 1;
    let (step, update) = (walk.update / UPDATES, walk.update % UPDATES);
    let Some((control, picture)) = STEPS.get(step.wrapping_sub(1)) else {
        if step > STEPS.len() {
            exit.write(AppExit::Success);
        }
        return Ok(());
    };
    let touch = |phase| {
        let position = controls.0.get(*control).ok_or_else(|| format!("{control} is not there"))?.center();
        Ok::<_, String>(TouchInput {
            phase,
            position,
            window: windows.single().map_err(|e| e.to_string())?,
            force: None,
            id: 1,
        })
    };
    match update {
        0 => drop(touches.write(touch(TouchPhase::Started)?)),
        1 => drop(touches.write(touch(TouchPhase::Ended)?)),
        5 if !picture.is_empty() => {
            let path = walk.out_dir.join(format!("{picture}.png"));
            commands
                .spawn(Screenshot::image(walk.view.clone()))
                .observe(move |captured: On<ScreenshotCaptured>| save_to_disk(path.clone())(captured));
        }
        _ => {}
    }
    Ok(())
}

/// Three kinds of fruit, and what could have been measured about them.
fn make_lesson(app: &mut App) -> Result<(), Box<dyn Error>> {
    let mut classes = Classes::default();
    let mut album = Album::default();
    let mut number = 0;
    for (class, name) in classes.0.iter_mut().zip(["Avocado", "Banana", "Orange"]) {
        class.name = name.into();
        for path in list_pictures(&Path::new("assets/demo").join(name))? {
            let file: Arc<[u8]> = std::fs::read(&path)?.into();
            let thumbnail = Arc::new(read_picture(&path)?.thumbnail(THUMBNAIL_PX));
            for copy in 0..6 {
                let split = if copy == 5 { Split::Test } else { Split::Teach };
                let source =
                    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()).into();
                let (thumbnail, file) = (Arc::clone(&thumbnail), Arc::clone(&file));
                let (id, recording, worth) = (class.id, None, 1.0);
                let picture = AlbumPicture { class: id, split, thumbnail, file, source, recording, worth };
                album.insert(ExampleId(number), picture);
                number += 1;
                if split == Split::Test { class.counts.test += 1 } else { class.counts.teach += 1 }
            }
        }
    }
    if let Some(class) = classes.0.get_mut(1) {
        class.says = "I am yellow!".into();
    }
    let quiet = Class {
        id: ClassId(3),
        name: "Something else".into(),
        creature: String::new(),
        counts: ClassCounts::default(),
        ..classes.0[0].clone()
    };
    classes.0.push(quiet);
    measure(app, &classes, &album);
    let creatures = ["pim", "tuft", "bobo", "luma", "dax", "koro"];
    let creatures = creatures.map(|name| CreatureEntry::new(name, ""));
    app.insert_resource(CreatureCatalog(creatures.into()));
    let thumbnail = album.iter().nth(40).map(|(_, picture)| Arc::clone(&picture.thumbnail));
    if let Some(picture) = thumbnail {
        let rgba = picture.rgb().chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
        let size = Extent3d { width: picture.width(), height: picture.height(), depth_or_array_layers: 1 };
        let usage = RenderAssetUsages::default();
        let image = Image::new(size, TextureDimension::D2, rgba, TextureFormat::Rgba8UnormSrgb, usage);
        let mirror = app.world_mut().resource_mut::<Assets<Image>>().add(image);
        app.insert_resource(MirrorTexture(mirror));
    }
    app.insert_resource(classes).insert_resource(album);
    app.insert_resource(UndoOffer(Some("the class Pear".into())));
    app.insert_resource(ProjectFile { path: Some("fruit.menagerie".into()), saved: true, autosaves: true });
    app.insert_resource(WorkUnderWay(Some(Work { what: "Reading pictures".into(), done: 320, total: Some(1000) })));
    let set = |name: &str, sentence: &str| ReadyMadeSet {
        name: name.into(),
        sentence: sentence.into(),
        folder: PathBuf::new(),
        translations: BTreeMap::new(),
    };
    app.insert_resource(ReadyMadeSets(vec![
        set("Fruit", "Avocados, bananas and oranges: easy to tell apart."),
        set("Pens and books", "The lesson of two kinds of things, with others to test."),
        set("Leaves", "Four trees that a network finds hard."),
    ]));
    app.world_mut().write_message(Notice::good("Saved in fruit.menagerie."));
    app.world_mut().write_message(Notice::failure(
        "holiday.zip: the entry 12.gif is no JPEG or PNG; save it as one and try again.",
    ));
    Ok(())
}

fn measure(app: &mut App, classes: &Classes, album: &Album) {
    let ids: Vec<ClassId> = classes.0.iter().map(|class| class.id).collect();
    let confusion = |split: Split| {
        let mut cells = vec![vec![Vec::new(); ids.len()]; ids.len()];
        let mut unknown = vec![Vec::new(); ids.len()];
        for (place, (id, picture)) in album.iter().filter(|(_, picture)| picture.split == split).enumerate() {
            let truth = usize::from(picture.class.0);
            match place % 11 {
                3 => cells[truth][(truth + 1) % 3].push(id),
                7 => unknown[truth].push(id),
                _ => cells[truth][truth].push(id),
            }
        }
        Confusion { classes: ids.clone(), cells, unknown }
    };
    let spread = |id: u64, by: u64| ((id * by) % 97) as f32 / 97.0 * 0.22;
    let map = album.iter().filter(|(_, picture)| picture.split == Split::Teach).map(|(id, picture)| {
        let centre = [[0.2, 0.25], [0.75, 0.3], [0.45, 0.75]][usize::from(picture.class.0) % 3];
        (id, [centre[0] + spread(id.0, 31) - 0.1, centre[1] + spread(id.0, 57) - 0.1])
    });
    let some: Vec<_> = album.iter().map(|(id, _)| id).step_by(7).take(9).collect();
    let finding = |kind| Finding { kind, pictures: some.clone() };
    let findings = vec![
        finding(FindingKind::TooFew(ClassId(0))),
        finding(FindingKind::NearDuplicates(ClassId(1))),
        finding(FindingKind::LookTheSame(ClassId(0), ClassId(2))),
    ];
    let epoch = |epoch: usize| {
        let late = (-(epoch as f64) / 9.0).exp();
        EpochRecord {
            epoch,
            loss: 0.1 + late,
            accuracy: 1.0 - late * 0.6,
            validation_loss: Some(0.25 + late * 0.9 + epoch as f64 * 0.002),
            validation_accuracy: Some(0.93 - late * 0.55),
        }
    };
    let history = Arc::new((1..=40).map(epoch).collect());
    app.insert_resource(TrainingStatus { state: TrainingState::Running, epochs: 100, history, stale: true });
    let held_out = confusion(Split::Teach);
    let (expected_accuracy, remembered) = (held_out.accuracy(), Some(1.0));
    let examination = Examination { held_out, expected_accuracy, remembered, map: map.collect(), findings };
    app.insert_resource(LatestExamination { fresh: true, examination });
    app.insert_resource(TestResult { fresh: true, confusion: confusion(Split::Test) });
    app.insert_resource(PretrainingStatus::Measured(PretrainingComparison {
        pretrained: 0.94,
        random: 0.47,
        chance: 0.33,
        asked: 45,
    }));
    app.insert_resource(LatestPrediction {
        confidence: vec![(ClassId(0), 0.08), (ClassId(1), 0.86), (ClassId(2), 0.06)],
        answer: Answer::Class(ClassId(1)),
        ..default()
    });
}
