//! Every plugin of the list can be left out, and the rest still runs: the exhibit is built without each, and visited.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

use std::path::Path;

use bevy::app::PluginGroupBuilder;
use bevy::ecs::error::FallbackErrorHandler;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use menagerie::{Exhibit, ExhibitSettings, Screen, Sound};
use menagerie_core::prelude::*;

type Change = fn(PluginGroupBuilder) -> PluginGroupBuilder;

fn exhibit(change: Change) -> App {
    let settings = ExhibitSettings {
        camera: CameraChoice::TestCard,
        sound: Sound::Silent,
        ..ExhibitSettings::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"))
    };
    let screen = Screen::Picture { width: 320, height: 180 };
    let mut app = Exhibit { screen, cursor: true, settings }.build_with(change);
    // What fails must not go by unseen here.
    app.insert_resource(FallbackErrorHandler(bevy::ecs::error::panic));
    app.finish();
    app.cleanup();
    app
}

fn updates(app: &mut App, count: usize) {
    (0..count).for_each(|_| app.update());
}

/// A finger on a control, where there is one of that name.
fn touch(app: &mut App, name: &ControlName, phase: TouchPhase) {
    let mut windows = app.world_mut().query_filtered::<Entity, With<Window>>();
    let window = windows.iter(app.world()).next();
    let mut controls = app.world_mut().query::<(&ControlName, &UiGlobalTransform)>();
    let place = controls.iter(app.world()).find(|(other, _)| *other == name).map(|(_, place)| place.translation);
    if let (Some(window), Some(position)) = (window, place) {
        app.world_mut().write_message(TouchInput { phase, position, window, force: None, id: 1 });
    }
    updates(app, 2);
}

/// What a visitor does in a minute: holds a button, strokes a creature, looks at every screen and sheet.
fn visit(app: &mut App) {
    updates(app, 5);
    for name in [ControlName::hold(ClassId(0)), ControlName::creature(ClassId(1)), ControlName::HELP] {
        touch(app, &name, TouchPhase::Started);
        updates(app, 4);
        touch(app, &name, TouchPhase::Ended);
    }
    for overlay in [Overlay::Workshop, Overlay::Keyboard, Overlay::None] {
        app.world_mut().resource_mut::<NextState<Overlay>>().set(overlay);
        updates(app, 3);
    }
    let screens: Vec<ScreenId> = app.world().resource::<Screens>().iter().map(|screen| screen.id).collect();
    for screen in screens {
        app.world_mut().write_message(GoTo(screen));
        updates(app, 3);
        assert_eq!(app.world().resource::<State<CurrentScreen>>().get().0, screen);
        // From everywhere one touch leads home.
        touch(app, &ControlName::HOME, TouchPhase::Started);
        touch(app, &ControlName::HOME, TouchPhase::Ended);
        updates(app, 2);
        let has_kit = app.world().contains_resource::<menagerie_ui::ScreenLayout>();
        if has_kit {
            assert_eq!(app.world().resource::<State<CurrentScreen>>().get().0, ScreenId::PLAY, "from {screen:?}");
        }
    }
    assert_eq!(app.world().resource::<Classes>().0.len(), 3);
}

#[test]
fn the_exhibit_runs_without_any_one_of_its_plugins() {
    let changes: [(&str, Change); 12] = [
        ("nothing", |plugins| plugins),
        ("camera", |plugins| plugins.disable::<menagerie_camera::CameraPlugin>()),
        ("screens", |plugins| plugins.disable::<menagerie_screens::ScreensPlugin>()),
        ("workshop", |plugins| plugins.disable::<menagerie_operator::OperatorPlugin>()),
        ("stage", |plugins| plugins.disable::<menagerie_stage::StagePlugin>()),
        ("sound", |plugins| plugins.disable::<menagerie_sound::SoundPlugin>()),
        ("learning", |plugins| plugins.disable::<menagerie_learning::LearningPlugin>()),
        ("lamp", |plugins| plugins.disable::<menagerie_lamp::LampPlugin>()),
        ("sureness", |plugins| plugins.disable::<menagerie_sureness::SurenessPlugin>()),
        ("inside", |plugins| plugins.disable::<menagerie_inside::InsidePlugin>()),
        ("limits", |plugins| plugins.disable::<menagerie_limits::LimitsPlugin>()),
        ("challenges", |plugins| plugins.disable::<menagerie_challenges::ChallengesPlugin>()),
    ];
    for (without, change) in changes {
        eprintln!("without {without}");
        visit(&mut exhibit(change));
    }
}

/// A class that asks for a lamp has one on its card while the plugin is there, and keeps asking while it is not.
#[test]
fn an_output_of_a_plugin_comes_and_goes_with_it() {
    let lamps = |change: Change| {
        let mut app = exhibit(change);
        updates(&mut app, 5);
        let class = app.world().resource::<Classes>().0[0].id;
        let outputs = vec![ClassOutput::new(menagerie_lamp::KIND)];
        app.world_mut().write_message(ChangeLesson::SetOutputs(class, outputs.clone()));
        updates(&mut app, 4);
        assert_eq!(app.world().resource::<Classes>().0[0].outputs, outputs);
        let mut names = app.world_mut().query::<&Name>();
        names.iter(app.world()).filter(|name| name.as_str() == menagerie_lamp::KIND).count()
    };
    assert_eq!(lamps(|plugins| plugins), 1);
    assert_eq!(lamps(|plugins| plugins.disable::<menagerie_lamp::LampPlugin>()), 0);
}

fn fails(mut left: Local<usize>) {
    *left += 1;
    assert!(*left < 4, "as planned");
}

/// A guest that panics before visitors is switched off, and the exhibit goes on.
#[test]
fn a_plugin_that_panics_is_switched_off() {
    let mut app = exhibit(|plugins| plugins);
    app.insert_resource(FallbackErrorHandler(menagerie_core::guests::report_error));
    let owner = env!("CARGO_CRATE_NAME");
    app.receive_guest(owner).add_systems(Update, fails);
    let mut switched_off = 0;
    for _ in 0..10 {
        app.update();
        switched_off += app.world_mut().resource_mut::<Messages<SwitchedOff>>().drain().count();
    }
    assert_eq!(switched_off, 1);
    visit(&mut app);
}
