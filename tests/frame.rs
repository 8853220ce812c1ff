//! The frame around every screen, measured: what can be read, reached and touched, in every language and arrangement.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bevy::camera::Camera;
use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use menagerie::{Exhibit, ExhibitSettings, Screen, Sound};
use menagerie_challenges::CHALLENGES;
use menagerie_core::prelude::*;
use menagerie_inside::INSIDE;
use menagerie_limits::LIMITS;
use menagerie_outfit::OUTFIT;
use menagerie_ui::{Painting, ScreenLayout, TARGET_MM, TextRole};

/// The screens that museums and schools have.
const SIZES: [(u32, u32); 5] = [(1024, 768), (1280, 720), (1080, 1920), (768, 1024), (3840, 2160)];

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

/// The exhibit without its network, drawn by nobody: only where everything stands counts.
fn exhibit((width, height): (u32, u32)) -> App {
    let settings = ExhibitSettings {
        camera: CameraChoice::None,
        sound: Sound::Silent,
        learns: false,
        ..ExhibitSettings::new(assets())
    };
    let mut app = Exhibit { screen: Screen::Picture { width, height }, cursor: true, settings }.build();
    app.finish();
    app.cleanup();
    // The window of a picture has no size of its own.
    let mut windows = app.world_mut().query::<&mut Window>();
    for mut window in windows.iter_mut(app.world_mut()) {
        window.resolution.set_physical_resolution(width, height);
    }
    app.world_mut().resource_mut::<Backbone>().state = BackboneState::Ready;
    settle(&mut app);
    // Nobody looks; where things stand is worked out all the same.
    let mut cameras = app.world_mut().query::<&mut Camera>();
    cameras.iter_mut(app.world_mut()).for_each(|mut camera| camera.is_active = false);
    let mut paintings = app.world_mut().query_filtered::<Entity, With<Painting>>();
    let paintings: Vec<Entity> = paintings.iter(app.world()).collect();
    for painting in paintings {
        app.world_mut().entity_mut(painting).remove::<Painting>();
    }
    app
}

/// Lets fonts load and names be fitted.
fn settle(app: &mut App) {
    for _ in 0..12 {
        app.update();
    }
}

fn speak(app: &mut App, language: &str) {
    app.world_mut().write_message(ChooseLanguage(language.to_owned()));
}

fn languages(app: &App) -> Vec<String> {
    app.world().resource::<Words>().languages().iter().map(|language| language.id.clone()).collect()
}

/// What is drawn of a node: its rectangle in physical pixels, and what it says.
struct Drawn {
    what: String,
    at: Rect,
    /// The nodes it lies in, the nearest first.
    inside: Vec<Entity>,
}

/// Every visible text and where it stands.
fn texts(app: &mut App) -> Vec<Drawn> {
    let mut query = app.world_mut().query::<(Entity, &Text, &ComputedNode, &UiGlobalTransform, &InheritedVisibility)>();
    let found: Vec<(Entity, String, Rect)> = query
        .iter(app.world())
        .filter(|(_, text, _, _, visible)| visible.get() && !text.0.trim().is_empty())
        .map(|(entity, text, node, place, _)| (entity, text.0.clone(), rect(node, place)))
        .collect();
    found.into_iter().map(|(entity, what, at)| Drawn { what, at, inside: ancestors(app.world(), entity) }).collect()
}

fn rect(node: &ComputedNode, place: &UiGlobalTransform) -> Rect {
    Rect::from_center_size(place.translation, node.size())
}

fn ancestors(world: &World, entity: Entity) -> Vec<Entity> {
    let above = |entity: &Entity| world.get::<ChildOf>(*entity).map(ChildOf::parent);
    std::iter::successors(above(&entity), above).collect()
}

/// What is wrong with how the texts stand: out of the screen, out of what they are written on, over one another.
fn faults(app: &mut App, (width, height): (u32, u32)) -> Vec<String> {
    let texts = texts(app);
    let screen = Rect::new(0.0, 0.0, width as f32, height as f32);
    let mut faults = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        if !contains(screen, text.at, 1.0) {
            faults.push(format!("\"{}\" leaves the screen: {:?}", text.what, text.at));
        }
        for entity in &text.inside {
            let world = app.world();
            let has_ground = world.get::<BackgroundColor>(*entity).is_some_and(|color| color.0.alpha() > 0.5);
            let (Some(node), Some(place)) =
                (world.get::<ComputedNode>(*entity), world.get::<UiGlobalTransform>(*entity))
            else {
                continue;
            };
            // A control that gives way is drawn smaller for a moment.
            if has_ground && !contains(rect(node, place), text.at, 2.0) {
                faults.push(format!("\"{}\" leaves what it is written on: {:?}", text.what, text.at));
                break;
            }
        }
        for other in &texts[index + 1..] {
            let shared = text.at.intersect(other.at).size();
            if shared.x > 2.0 && shared.y > 2.0 && !lies_over(app.world(), text, other) {
                let [(one, at), (two, there)] = [text, other].map(|text| (&text.what, text.at));
                faults.push(format!("\"{one}\", {at:?}, and \"{two}\", {there:?}, lie over each other"));
            }
        }
    }
    faults
}

fn contains(outer: Rect, inner: Rect, tolerance: f32) -> bool {
    let outer = outer.inflate(tolerance);
    outer.contains(inner.min) && outer.contains(inner.max)
}

/// Whether one belongs to a sheet over the screen and the other to the dimmed screen.
fn lies_over(world: &World, one: &Drawn, other: &Drawn) -> bool {
    let is_on_sheet = |text: &Drawn| text.inside.iter().any(|entity| world.get::<GlobalZIndex>(*entity).is_some());
    is_on_sheet(one) != is_on_sheet(other)
}

/// The sheets over the screen.
struct Sheets<'a> {
    world: &'a World,
    sheets: Vec<Entity>,
}

impl Sheets<'_> {
    fn contains(&self, entity: Entity) -> bool {
        ancestors(self.world, entity).iter().any(|above| self.sheets.contains(above))
    }
}

/// Sets what the bubble says.
fn prompt(app: &mut App, phrase: &Phrase) {
    let mut bubbles = app.world_mut().query::<(&TextRole, &mut Phrase)>();
    let said = bubbles
        .iter_mut(app.world_mut())
        .filter(|(role, _)| **role == TextRole::Prompt)
        .map(|(_, mut shown)| *shown = phrase.clone())
        .count();
    assert_eq!(said, 1, "there is one bubble");
}

/// Every sentence of the guide, as it stands in the words.
fn prompts() -> Vec<Phrase> {
    let text = std::fs::read_to_string(assets().join("locales/en/play.ftl")).unwrap();
    let keys = text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
    let prompts: Vec<Phrase> = keys
        .filter(|key| key.starts_with("prompt-"))
        .map(|key| Phrase::new(key).with("name", "Bananas from Ecuador").with("secs", 3.0))
        .collect();
    assert!(prompts.len() >= 15, "{}", prompts.len());
    prompts
}

/// Everything that an experiment asks for or tells.
fn tasks(app: &App) -> Vec<Phrase> {
    let experiments = app.world().resource::<Experiments>();
    let keys = experiments.iter().flat_map(|experiment| {
        experiment.steps.iter().map(|step| step.task).chain([experiment.card, experiment.finding])
    });
    let tasks: Vec<Phrase> = keys.map(Phrase::new).collect();
    assert!(tasks.len() >= 20, "{}", tasks.len());
    tasks
}

/// The screens beside the one on which one teaches.
fn other_screens(app: &App) -> Vec<ScreenId> {
    app.world().resource::<Screens>().iter().map(|screen| screen.id).filter(|id| *id != ScreenId::PLAY).collect()
}

/// A class with the longest names that people give, six of them, all taught.
fn crowd(app: &mut App) {
    let names = [
        "Bananas from Ecuador, ripe",
        "Wm",
        "Blaue Kugelschreiber mit Kappe",
        "Đường phố",
        "紅蘋果和青蘋果",
        "a very long name without an end",
    ];
    let mut classes = app.world_mut().resource_mut::<Classes>();
    classes.0 = names
        .into_iter()
        .zip(0..)
        .map(|(name, id)| {
            let counts = ClassCounts { teach: 30, progress: 30.0, views: 2, ..ClassCounts::default() };
            Class { counts, ..Class::new(ClassId(id), name, "pim", usize::from(id)) }
        })
        .collect();
    let confidence = (0..6).map(|id| (ClassId(id), 1.0)).collect();
    *app.world_mut().resource_mut::<LatestPrediction>() =
        LatestPrediction { frame: FrameId(1), confidence, known: 1.0, answer: Answer::Nobody };
}

/// As many teams as there are, before a challenge that a lesson with test pictures can be played in.
fn teams(app: &mut App) {
    for class in &mut app.world_mut().resource_mut::<Classes>().0 {
        class.counts.test = 5;
    }
    for control in ["challenge/fewest"].into_iter().chain(["challenges/more"; 6]) {
        app.world_mut().write_message(Activated { control: ControlName::new(control) });
    }
    settle(app);
}

#[test]
fn no_text_leaves_its_place_in_any_language_size_or_arrangement() {
    for size in SIZES {
        let mut app = exhibit(size);
        let (prompts, tasks) = (prompts(), tasks(&app));
        let mut faults_found = Vec::new();
        let languages = languages(&app);
        let looks = [false, true].into_iter().flat_map(|large| languages.iter().map(move |language| (large, language)));
        for (large, language) in looks {
            app.world_mut().resource_mut::<Access>().large_text = large;
            speak(&mut app, language);
            let mut look = |app: &mut App, what: &str| {
                let found = faults(app, size);
                let place = format!("{}x{} {language}{} {what}", size.0, size.1, if large { " large" } else { "" });
                faults_found.extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
            };
            *app.world_mut().resource_mut::<Classes>() = Classes::default();
            *app.world_mut().resource_mut::<LatestPrediction>() = LatestPrediction::default();
            settle(&mut app);
            look(&mut app, "at the start");
            for phrase in &prompts {
                prompt(&mut app, phrase);
                app.update();
                app.update();
                look(&mut app, &phrase.key);
            }
            crowd(&mut app);
            settle(&mut app);
            look(&mut app, "crowd");
            let undo = app.world().resource::<Words>().text("undo-lesson");
            app.world_mut().resource_mut::<UndoOffer>().0 = Some(undo);
            settle(&mut app);
            look(&mut app, "undo");
            // Three classes are what most visitors see.
            app.world_mut().resource_mut::<Classes>().0.truncate(3);
            settle(&mut app);
            look(&mut app, "undo of three");
            crowd(&mut app);
            app.world_mut().resource_mut::<UndoOffer>().0 = None;
            for (overlay, what) in [(Overlay::Help, "help"), (Overlay::Keyboard, "keyboard"), (Overlay::None, "none")] {
                app.world_mut().resource_mut::<NextState<Overlay>>().set(overlay);
                settle(&mut app);
                look(&mut app, what);
            }
            for trouble in [Trouble::NotSaved, Trouble::NotOpened] {
                app.world_mut().resource_mut::<SavingTrouble>().0 = Some(trouble);
                settle(&mut app);
                look(&mut app, "trouble");
            }
            app.world_mut().resource_mut::<SavingTrouble>().0 = None;
            for screen in other_screens(&app) {
                app.world_mut().write_message(GoTo(screen));
                settle(&mut app);
                look(&mut app, screen.0);
                // The further pages of sounds.
                for _ in 0..if screen == OUTFIT { 2 } else { 0 } {
                    app.world_mut().write_message(Activated { control: ControlName::new("outfit/later") });
                    settle(&mut app);
                    look(&mut app, screen.0);
                }
            }
            app.insert_resource(NextState::Pending(CurrentScreen(ScreenId::ATTRACT)));
            settle(&mut app);
            look(&mut app, ScreenId::ATTRACT.0);
            app.world_mut().write_message(GoTo(LIMITS));
            settle(&mut app);
            app.world_mut().write_message(Activated { control: ControlName::new("experiment/covered") });
            settle(&mut app);
            for phrase in &tasks {
                prompt(&mut app, phrase);
                app.update();
                app.update();
                look(&mut app, &phrase.key);
            }
            app.world_mut().write_message(GoTo(CHALLENGES));
            settle(&mut app);
            teams(&mut app);
            look(&mut app, "teams");
            app.world_mut().write_message(GoHome);
            settle(&mut app);
        }
        assert!(faults_found.is_empty(), "{} faults:\n{}", faults_found.len(), faults_found.join("\n"));
    }
}

/// Checks every control that can be touched, and says how many there are.
fn check_controls(app: &mut App, size: (u32, u32), overlay: Overlay) -> usize {
    let layout = *app.world().resource::<ScreenLayout>();
    let unit_px = size.0 as f32 / layout.size.x;
    let mut controls =
        app.world_mut().query::<(Entity, &ControlName, &ComputedNode, &UiGlobalTransform, &InheritedVisibility)>();
    let mut sheets = app.world_mut().query_filtered::<Entity, With<GlobalZIndex>>();
    let sheets: Vec<Entity> = sheets.iter(app.world()).collect();
    let is_on_sheet = Sheets { world: app.world(), sheets };
    let mut seen: Vec<(String, Rect)> = Vec::new();
    for (entity, control, node, place, visible) in controls.iter(app.world()) {
        if !visible.get() {
            continue;
        }
        let at = rect(node, place);
        // Where the exhibit waits, all of the screen is one control; what lies on it is touched first.
        if at.width() >= size.0 as f32 && at.height() >= size.1 as f32 {
            continue;
        }
        // What lies beneath a sheet cannot be touched.
        let beneath = overlay != Overlay::None && !is_on_sheet.contains(entity);
        if beneath {
            continue;
        }
        for (other, place) in &seen {
            let shared = at.intersect(*place).size();
            assert!(shared.min_element() < 2.0, "{size:?} {control} and {other} lie over each other");
        }
        seen.push((control.to_string(), at));
        let is_name = control.renamed_class().is_some();
        let (width, height) = (at.width() / unit_px, at.height() / unit_px);
        // A name is a strip as wide as its card; its height is that of a line of type.
        let least = if is_name { 8.0 } else { TARGET_MM - 0.3 };
        assert!(width >= TARGET_MM - 0.3 && height >= least, "{size:?} {control}: {width} x {height} mm");
        assert!(at.min.y >= size.1 as f32 / 2.0 - 1.0, "{size:?} {control} is above the middle: {at:?}");
    }
    seen.len()
}

/// Everything that can be touched is a finger wide and within low reach, and type is as large as it has to be.
#[test]
fn every_control_is_large_enough_and_within_low_reach() {
    for size in SIZES {
        let mut app = exhibit(size);
        for (crowded, overlay) in [false, true]
            .into_iter()
            .flat_map(|crowded| [Overlay::None, Overlay::Help, Overlay::Keyboard].map(|overlay| (crowded, overlay)))
        {
            if crowded {
                crowd(&mut app);
            }
            app.world_mut().resource_mut::<NextState<Overlay>>().set(overlay);
            settle(&mut app);
            let seen = check_controls(&mut app, size, overlay);
            assert!(seen > 5, "{size:?} {overlay:?}: {seen}");
        }
        // As much as ever stands in the bar, in the longest words.
        app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::None);
        for language in languages(&app) {
            speak(&mut app, &language);
            settle(&mut app);
            app.world_mut().resource_mut::<Access>().large_text = true;
            let undo = app.world().resource::<Words>().text("undo-lesson");
            app.world_mut().resource_mut::<UndoOffer>().0 = Some(undo);
            for classes in [6, 3] {
                crowd(&mut app);
                app.world_mut().resource_mut::<Classes>().0.truncate(classes);
                settle(&mut app);
                check_controls(&mut app, size, Overlay::None);
            }
        }
        app.world_mut().resource_mut::<Access>().large_text = false;
        app.insert_resource(NextState::Pending(CurrentScreen(ScreenId::ATTRACT)));
        settle(&mut app);
        assert!(check_controls(&mut app, size, Overlay::None) > 5, "{size:?}: languages and access");
        for screen in other_screens(&app) {
            app.world_mut().write_message(GoTo(screen));
            settle(&mut app);
            assert!(check_controls(&mut app, size, Overlay::None) > 0, "{screen:?} has no way home");
            if screen == INSIDE {
                // A wall of few large tiles, and one of more than there is room for; then every stop.
                for (place, layer, shape) in [(0, Layer::Stem, [32, 112, 112]), (5, Layer::Head, [1280, 7, 7])] {
                    app.world_mut().write_message(Activated { control: ControlName::from(format!("stop/{place}")) });
                    let values = vec![1.0; shape.iter().product()];
                    let map = ActivationMap { layer, shape, values };
                    let (summary, map) = (Some(Arc::new(map.summary())), Some(Arc::new(map)));
                    app.insert_resource(NetworkView { frame: FrameId(1), summary, map, ..default() });
                    settle(&mut app);
                    assert!(check_controls(&mut app, size, Overlay::None) >= 16, "{size:?} {layer}");
                    let found = faults(&mut app, size);
                    assert!(found.is_empty(), "{found:?}");
                    // One neuron, two walls, a tour on its first step.
                    for controls in [vec!["tile/5"], vec!["inside/wall", "inside/random"], vec!["inside/tour"]] {
                        for control in controls {
                            app.world_mut().write_message(Activated { control: ControlName::new(control) });
                            settle(&mut app);
                        }
                        check_controls(&mut app, size, Overlay::None);
                        let found = faults(&mut app, size);
                        assert!(found.is_empty(), "{layer}: {found:?}");
                    }
                    app.world_mut().write_message(Activated { control: ControlName::new("inside/skip") });
                }
                for place in 0..8 {
                    app.world_mut().write_message(Activated { control: ControlName::from(format!("stop/{place}")) });
                    settle(&mut app);
                    check_controls(&mut app, size, Overlay::None);
                    let found = faults(&mut app, size);
                    assert!(found.is_empty(), "stop {place}: {found:?}");
                }
            }
            if screen == CHALLENGES {
                for language in languages(&app) {
                    speak(&mut app, &language);
                    teams(&mut app);
                    assert!(check_controls(&mut app, size, Overlay::None) >= 8, "{size:?} {language}");
                }
            }
            if screen == LIMITS {
                app.world_mut().write_message(Activated { control: ControlName::new("experiment/covered") });
                settle(&mut app);
                assert!(check_controls(&mut app, size, Overlay::None) > 2, "{screen:?}");
            }
        }
        for (role, capitals_mm) in [(TextRole::Prompt, 7.0), (TextRole::Label, 4.0)] {
            // Nunito's capitals are 0.705 of its size (OS/2 table, sCapHeight 705 of 1000).
            assert!(role.size(false) * 0.705 >= capitals_mm && role.size(true) >= role.size(false), "{role:?}");
        }
    }
}
