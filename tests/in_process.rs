//! The whole exhibit in this process: what it is made of runs together, and can be looked into.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bevy::camera::RenderTarget;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::time::TimeUpdateStrategy;
use menagerie::{Exhibit, ExhibitSettings, Screen, Sound};
use menagerie_core::prelude::*;

/// The exhibit before a test card.
fn exhibit(learns: bool) -> App {
    exhibit_on(DeviceChoice::Cpu, learns)
}

fn exhibit_on(device: DeviceChoice, learns: bool) -> App {
    exhibit_with(ExhibitSettings { device, learns, ..settings() })
}

fn settings() -> ExhibitSettings {
    ExhibitSettings {
        camera: CameraChoice::TestCard,
        sound: Sound::Silent,
        device: DeviceChoice::Cpu,
        ..ExhibitSettings::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"))
    }
}

fn exhibit_with(settings: ExhibitSettings) -> App {
    let mut app = Exhibit { screen: Screen::Picture { width: 320, height: 180 }, cursor: true, settings }.build();
    app.finish();
    app.cleanup();
    app
}

/// A museum's own lesson is there again after each visit, and its file is as it was.
#[test]
fn a_museums_lesson_comes_back_when_a_visit_ends() {
    let project = common::fresh_dir("museum").join("museum.menagerie");
    let pictures = common::root().join("tests/visits/hands/taught").display().to_string();
    let file = project.display().to_string();
    let output = common::menagerie(&["project", "import", &file, &pictures]);
    assert!(output.status.success(), "{}", common::stderr(&output));
    let kept = std::fs::read(&project).unwrap();
    let mut app = exhibit_with(ExhibitSettings { project: Some(project.clone()), attracts: true, ..settings() });
    let until = |app: &mut App, what: &str, is_so: &dyn Fn(&World) -> bool| {
        let begun = Instant::now();
        while !is_so(app.world()) {
            app.update();
            assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        }
    };
    let names = |world: &World| -> Vec<String> {
        world.resource::<Classes>().0.iter().map(|class| class.name.clone()).collect()
    };
    let pictures = |world: &World| world.resource::<Album>().len();
    until(&mut app, "the museum's lesson is not opened", &|world| pictures(world) == 90);
    let lesson = names(app.world());
    app.world_mut().write_message(GoHome);
    let first = app.world().resource::<Classes>().0[0].id;
    app.world_mut().write_message(ChangeLesson::EmptyClass(first));
    app.world_mut().write_message(ChangeLesson::AddClass { name: Some("Kiwi".into()), quiet: false });
    until(&mut app, "the visitor changes nothing", &|world| {
        names(world).contains(&"Kiwi".into()) && pictures(world) == 60
    });
    app.world_mut().write_message(EndVisit);
    until(&mut app, "the museum's lesson does not come back", &|world| pictures(world) == 90 && names(world) == lesson);
    let screen = app.world().resource::<State<CurrentScreen>>().get().0;
    assert_eq!((screen, app.world().resource::<UndoOffer>().0.clone()), (ScreenId::ATTRACT, None));
    assert_eq!(std::fs::read(&project).unwrap(), kept, "what visitors did is in no file");
}

/// Whoever wishes to watch a layer of the network is shown what it makes of the newest frame, until nobody does any more.
#[test]
fn what_is_watched_inside_is_shown_and_nothing_else() {
    let mut app = exhibit(true);
    let watch = |app: &mut App, layer: Option<Layer>| {
        app.world_mut().write_message(WatchNetwork(Watched { layer, ..default() }));
        let begun = Instant::now();
        loop {
            app.update();
            let map = app.world().resource::<NetworkView>().map.clone();
            if map.as_ref().map(|map| map.layer) == layer && app.world().resource::<Backbone>().millis > 0.0 {
                return map;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{layer:?} is not shown");
        }
    };
    for (layer, shape) in [(Layer::Block(4), [40, 28, 28]), (Layer::Depthwise(14), [1152, 7, 7])] {
        let map = watch(&mut app, Some(layer));
        assert!(map.is_some_and(|map| map.shape == shape && map.values.iter().any(|value| *value > 0.0)));
    }
    assert!(watch(&mut app, None).is_none());
    // What it knew before, and a network that knows nothing.
    let layer = Some(Layer::Depthwise(5));
    app.world_mut().write_message(WatchNetwork(Watched { layer, random: true, known: true, ..default() }));
    let begun = Instant::now();
    let view = loop {
        app.update();
        let view = app.world().resource::<NetworkView>().clone();
        if view.random_map.is_some() {
            break view;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the random network is not shown");
    };
    let [map, random] = [view.map, view.random_map].map(|map| map.unwrap());
    assert!(map.shape == random.shape && map.values != random.values);
    assert!(view.names.len() == 5 && view.names[0].1 >= view.names[4].1 && view.nearest.is_none(), "{:?}", view.names);
    let labels = app.world().resource::<NetworkLabels>();
    assert_eq!([labels.name("en", 954), labels.name("de", 954)], ["banana", "Banane"]);
    assert_eq!(app.world().resource::<FirstFilters>().0.len(), 32 * 27);
}

/// A network on the graphics device draws what is watched there; its numbers come only when somebody wants them.
#[test]
fn what_is_watched_on_a_graphics_device_stays_there() {
    let mut app = exhibit_on(DeviceChoice::Gpu, true);
    let layer = Some(Layer::Stem);
    for numbers in [false, true] {
        app.world_mut().write_message(WatchNetwork(Watched { layer, numbers, ..default() }));
        let begun = Instant::now();
        loop {
            app.update();
            let view = app.world().resource::<NetworkView>();
            let summary = view.summary.as_ref().filter(|_| view.map.is_some() == numbers);
            if let Some(summary) = summary {
                assert_eq!((summary.layer, summary.shape), (Layer::Stem, [32, 112, 112]));
                assert!(summary.channels.iter().any(|channel| channel.peak > 0.5), "{:?}", summary.channels);
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(120), "with numbers {numbers}: nothing is shown");
        }
    }
    assert!(app.world().resource::<Backbone>().device.contains("Vulkan"));
}

/// What excites a channel in a picture is found on a thread of its own.
#[test]
fn what_excites_a_channel_is_found_and_a_picture_of_it_written() {
    let mut app = exhibit(true);
    let picture = Arc::new(Picture::square(224, vec![90; 224 * 224 * 3]));
    let pictures = vec![Arc::clone(&picture), picture];
    let wish = Excitation { pictures, layer: Layer::Depthwise(3), channel: 7 };
    app.world_mut().write_message(FindExcitation(Some(wish)));
    let begun = Instant::now();
    let mut found = Vec::new();
    while found.len() < 2 {
        app.update();
        found.extend(app.world_mut().resource_mut::<Messages<ExcitationFound>>().drain());
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is found");
    }
    assert!(found.iter().enumerate().all(|(at, one)| one.picture == at && one.values.len() == 3 * 224 * 224));
    let folder = common::fresh_dir("layer-picture");
    let path = folder.join("stem-3.png");
    let picture = Arc::new(Picture::square(2, vec![7; 12]));
    for target in [path.clone(), folder.join("missing").join("stem-3.png")] {
        app.world_mut().write_message(FileWish::ExportPicture(target, Arc::clone(&picture)));
    }
    let begun = Instant::now();
    let mut notices = Vec::new();
    while notices.len() < 2 {
        app.update();
        notices.extend(app.world_mut().resource_mut::<Messages<Notice>>().drain());
        assert!(begun.elapsed() < Duration::from_secs(60), "{notices:?}");
    }
    assert_eq!(image::open(&path).unwrap().width(), 2);
    assert!(notices.iter().any(|notice| notice.is_failure), "{notices:?}");
}

#[test]
fn the_exhibit_starts_with_three_classes_and_the_workshop_opens_over_it() {
    let mut app = exhibit(false);
    for _ in 0..3 {
        app.update();
    }
    assert_eq!(app.world().resource::<Classes>().0.len(), 3);
    assert_eq!(app.world().resource::<State<CurrentScreen>>().get().0, ScreenId::PLAY);
    app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::Workshop);
    app.update();
    assert_eq!(*app.world().resource::<State<Overlay>>().get(), Overlay::Workshop);
    let mut screens = app.world_mut().query::<(&Name, &Visibility)>();
    let screen = screens.iter(app.world()).find(|(name, _)| name.as_str() == "screen play");
    assert_eq!(screen.map(|(_, visibility)| *visibility), Some(Visibility::Hidden), "the visitors' screen rests");
}

/// A screen opens out of the one before: halfway the new one is where it was touched, the old one farther away, and at the end
/// nothing of it is left.
#[test]
fn a_screen_opens_out_of_the_one_before_and_leaves_nothing() {
    let quality = QualityChoice::Always(Quality::Full);
    let mut app = exhibit_with(ExhibitSettings { quality, camera: CameraChoice::None, ..settings() });
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(40)));
    let update = |app: &mut App, times: u32| (0..times).for_each(|_| app.update());
    let covers = |app: &mut App| {
        let mut names = app.world_mut().query::<&Name>();
        names.iter(app.world()).filter(|name| name.as_str() == "transition").count()
    };
    // Pictures are read and pipelines built meanwhile.
    for _ in 0..60 {
        update(&mut app, 1);
        std::thread::sleep(Duration::from_millis(30));
    }
    let before = screenshot(&mut app);
    app.world_mut().write_message(GoTo(menagerie_inside::INSIDE));
    // The first of them is the one in which it begins; a screenshot takes further ones.
    update(&mut app, 1);
    assert_eq!(covers(&mut app), 1);
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO));
    let begun = screenshot(&mut app);
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(60)));
    update(&mut app, 2);
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO));
    let halfway = screenshot(&mut app);
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(400)));
    update(&mut app, 2);
    assert_eq!(covers(&mut app), 0);
    let after = screenshot(&mut app);
    // On both screens a little moves by itself.
    let [moved, changed] = [apart(&before, &begun), apart(&begun, &after)];
    assert!(moved * 4.0 < changed, "at first it looks as before: {moved} {changed}");
    let ways = [apart(&before, &halfway), apart(&halfway, &after)];
    assert!(ways.iter().all(|way| *way > 4.0), "both are seen halfway: {ways:?}");
    // Whoever wants less movement sees one screen after the other.
    app.world_mut().resource_mut::<Access>().reduced_motion = true;
    app.world_mut().write_message(GoHome);
    update(&mut app, 2);
    assert_eq!(covers(&mut app), 0);
}

/// What the camera draws next.
fn screenshot(app: &mut App) -> image::RgbImage {
    let mut cameras = app.world_mut().query_filtered::<&RenderTarget, With<Camera>>();
    let target = cameras.iter(app.world()).next().unwrap().clone();
    let picture = Arc::new(Mutex::new(None));
    let taken = Arc::clone(&picture);
    app.world_mut().spawn(Screenshot(target)).observe(move |captured: On<ScreenshotCaptured>| {
        *taken.lock().unwrap() = Some(captured.image.clone().try_into_dynamic().unwrap().into_rgb8());
    });
    let begun = Instant::now();
    loop {
        app.update();
        if let Some(picture) = picture.lock().unwrap().take() {
            return picture;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "no screenshot");
    }
}

/// How different two pictures are: the mean difference of a channel, 0..255.
fn apart(one: &image::RgbImage, other: &image::RgbImage) -> f64 {
    let differences = one.as_raw().iter().zip(other.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b)));
    differences.sum::<u64>() as f64 / one.as_raw().len() as f64
}
