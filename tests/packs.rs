//! Packs in the whole exhibit: their look, words, classes and creatures are in force, edits are followed, and a broken pack
//! changes nothing. The program's own commands for packs.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, id};
use std::time::{Duration, Instant};

use bevy::prelude::*;
use menagerie::{Exhibit, ExhibitSettings, Screen, Sound};
use menagerie_core::prelude::*;
use menagerie_project::PALETTE_COLORS;
use menagerie_ui::{Layer, Paint, Painting, Palette};

const GARDEN: &str = r##"
name = "Garden"
sentence = "For a test"
language = "nl"
creatures = ["bee", "tuft"]
classes = [{ name = "Bee", creature = "bee" }, { name = "Leaf" }, { name = "Wasp", creature = "wasp" }, { name = "Nothing", creature = "" }]
[palette]
plate = "#20304a"
sheet = "#101830"
"##;

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

/// A folder that goes when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("menagerie-packs-{name}-{}", id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        Self(folder.canonicalize().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn png(grey: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb([grey; 3])).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A garden: a creature that is Pim's twin, a sentence, a background.
fn garden(folder: &Folder) {
    folder.write("pack.toml", GARDEN);
    for file in ["creature.ron", "sheet.png"] {
        folder.write(&format!("creatures/bee/{file}"), fs::read(assets().join("creatures/pim").join(file)).unwrap());
    }
    folder.write("sounds/done.wav", fs::read(assets().join("sounds/capture.wav")).unwrap());
    folder.write("locales/nl/garden.ftl", "prompt-loading = Voer mij");
    folder.write("scene/background.png", png(40));
}

/// The exhibit with this pack, without its network.
fn exhibit(pack: Option<&Path>, learns: bool) -> App {
    let settings = ExhibitSettings {
        camera: CameraChoice::None,
        sound: Sound::Silent,
        device: DeviceChoice::Cpu,
        learns,
        pack: pack.map(Path::to_owned),
        ..ExhibitSettings::new(assets())
    };
    let mut app = Exhibit { screen: Screen::Picture { width: 640, height: 360 }, cursor: true, settings }.build();
    app.finish();
    app.cleanup();
    for _ in 0..4 {
        app.update();
    }
    app
}

/// Updates until this is so; gives how long that took.
fn wait_until(app: &mut App, what: &str, is_so: impl Fn(&mut App) -> bool) -> Duration {
    let begun = Instant::now();
    while !is_so(app) {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
        app.update();
        std::thread::sleep(Duration::from_millis(10));
    }
    begun.elapsed()
}

fn classes(app: &App) -> Vec<(String, String)> {
    app.world().resource::<Classes>().0.iter().map(|class| (class.name.clone(), class.creature.clone())).collect()
}

/// The pictures that the backdrop is painted of.
fn painted(app: &mut App) -> Vec<String> {
    let mut paintings = app.world_mut().query::<&Painting>();
    let layers = paintings.iter(app.world()).flat_map(|painting| &painting.layers);
    let picture = |layer: &Layer| match &layer.paint {
        Paint::Picture(picture) => picture.path().map(ToString::to_string),
        Paint::Color(_) => None,
    };
    layers.filter_map(picture).collect()
}

/// The grounds of what is drawn.
fn grounds(app: &mut App) -> Vec<Color> {
    let mut nodes = app.world_mut().query::<&BackgroundColor>();
    nodes.iter(app.world()).map(|color| color.0).collect()
}

fn said(app: &mut App) -> Vec<String> {
    let mut texts = app.world_mut().query::<&Text>();
    texts.iter(app.world()).map(|text| text.0.clone()).collect()
}

#[test]
fn a_pack_is_in_force_and_what_is_edited_is_followed() {
    let folder = Folder::new("force");
    garden(&folder);
    let mut app = exhibit(Some(&folder.0), false);
    let expected = [("Bee", "bee"), ("Leaf", "tuft"), ("Wasp", "wasp"), ("Nothing", "")];
    assert_eq!(classes(&app), expected.map(|(name, creature)| (name.to_owned(), creature.to_owned())));
    let catalog = app.world().resource::<CreatureCatalog>();
    assert_eq!(catalog.offered().map(|creature| creature.name.as_str()).collect::<Vec<_>>(), ["bee", "tuft"]);
    assert!(catalog.find("pim").is_some() && catalog.find("bee").unwrap().asset == "pack://creatures/bee");
    let plate = Color::srgb_u8(0x20, 0x30, 0x4a);
    assert_eq!(app.world().resource::<Palette>().plate, plate);
    assert!(grounds(&mut app).contains(&plate), "buttons are drawn in it");
    assert_eq!(app.world().resource::<Words>().spoken().id, "nl");
    wait_until(&mut app, "its words", |app| said(app).contains(&"Voer mij".to_owned()));
    let pictures = painted(&mut app);
    assert!(pictures.contains(&"pack://scene/background.png".to_owned()), "{pictures:?}");
    assert!(pictures.contains(&"scene/ground.png".to_owned()), "the exhibit's own where it has none: {pictures:?}");

    // Another colour, another word, another picture, another class.
    folder.write("pack.toml", GARDEN.replace("#20304a", "#402010").replace("\"Leaf\"", "\"Tree\""));
    let toml_secs =
        wait_until(&mut app, "another colour", |app| grounds(app).contains(&Color::srgb_u8(0x40, 0x20, 0x10)));
    assert_eq!(classes(&app)[1].0, "Tree", "nobody has taught anything yet");
    folder.write("locales/nl/garden.ftl", "prompt-loading = Geef mij");
    let words_secs = wait_until(&mut app, "another word", |app| said(app).contains(&"Geef mij".to_owned()));
    let ink = |app: &App| {
        let handle = app.world().resource::<AssetServer>().get_handle::<Image>("pack://scene/background.png")?;
        app.world().resource::<Assets<Image>>().get(&handle)?.data.as_ref()?.first().copied()
    };
    folder.write("scene/background.png", png(90));
    folder.write("scene/ground.png", png(91));
    let picture_secs =
        wait_until(&mut app, "another picture", |app| painted(app).contains(&"pack://scene/ground.png".to_owned()));
    wait_until(&mut app, "the same picture with another face", |app| ink(app) == Some(90));
    println!("followed after {toml_secs:?} (pack.toml), {words_secs:?} (words), {picture_secs:?} (pictures)");
    for took in [toml_secs, words_secs, picture_secs] {
        assert!(took < Duration::from_secs(10), "{took:?}");
    }

    // What does not parse changes nothing, and the next good one does.
    folder.write("pack.toml", GARDEN.replace("plate = \"#20304a\"", "plate = 3"));
    std::thread::sleep(Duration::from_millis(1500));
    app.update();
    assert_eq!(app.world().resource::<Palette>().plate, Color::srgb_u8(0x40, 0x20, 0x10));
    folder.write("pack.toml", GARDEN);
    wait_until(&mut app, "the first colour", |app| app.world().resource::<Palette>().plate == plate);
    folder.write("locales/nl/garden.ftl", "prompt-loading = { $x");
    std::thread::sleep(Duration::from_millis(1500));
    app.update();
    assert!(said(&mut app).contains(&"Geef mij".to_owned()), "the last good words stay");
}

#[test]
fn starting_over_begins_with_the_packs_classes() {
    let folder = Folder::new("over");
    garden(&folder);
    let mut app = exhibit(Some(&folder.0), true);
    let first = classes(&app);
    assert_eq!(first.len(), 4);
    app.world_mut().write_message(ChangeLesson::StartOver);
    app.update();
    assert_eq!(app.world().resource::<UndoOffer>().0, None, "nobody has taught anything yet");
    for expected in ["bee", "tuft", "bee"] {
        app.world_mut().write_message(ChangeLesson::AddClass { name: None, quiet: false });
        app.update();
        let classes = classes(&app);
        let creature = &classes.last().unwrap().1;
        // The creature that the fewest classes have: both have one already.
        assert!(["bee", "tuft"].contains(&creature.as_str()), "{expected} {classes:?}");
    }
    app.world_mut().write_message(ChangeLesson::StartOver);
    app.update();
    app.update();
    assert_eq!(classes(&app), first);
    assert!(app.world().resource::<UndoOffer>().0.is_some());
}

#[test]
fn a_broken_pack_leaves_the_exhibits_own_look() {
    let own = {
        let app = exhibit(None, false);
        (classes(&app), app.world().resource::<Palette>().clone())
    };
    let folder = Folder::new("broken");
    garden(&folder);
    folder.write("pack.toml", format!("colour = 3\n{GARDEN}"));
    for pack in [folder.0.clone(), folder.0.join("nowhere")] {
        let mut app = exhibit(Some(&pack), false);
        assert_eq!((classes(&app), app.world().resource::<Palette>().clone()), own);
        assert_eq!(*app.world().resource::<Pack>(), Pack::default());
        assert!(painted(&mut app).contains(&"scene/background.png".to_owned()));
        assert_eq!(app.world().resource::<Words>().spoken().id, "en");
    }
}

fn menagerie(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_menagerie")).args(args).output().unwrap()
}

#[test]
fn a_new_pack_is_clean_and_a_broken_one_is_explained_by_every_room() {
    let folder = Folder::new("commands");
    let new = folder.0.join("mine");
    let new = new.to_str().unwrap();
    assert!(menagerie(&["pack", "new", new]).status.success());
    let checked = menagerie(&["pack", "check", new]);
    assert!(checked.status.success() && checked.stdout.is_empty(), "{checked:?}");
    assert_eq!(menagerie(&["pack", "new", new]).status.code(), Some(1));

    garden(&folder);
    fs::remove_dir_all(new).unwrap();
    folder.write("creatures/bee/creature.ron", "(\n  name: \"Bee\", frame_px: x\n)");
    folder.write("locales/nl/garden.ftl", "hold = Voer mij\nundo = { $x\n");
    folder.write("locales/no language/a.ftl", "hold = x\n");
    folder.write("scene/medal.png", "nothing");
    let checked = menagerie(&["pack", "check", folder.0.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    let said = String::from_utf8(checked.stdout).unwrap();
    for (file, expected) in [
        ("pack.toml:6: `classes.creature`", "\"wasp\", which is not there"),
        ("creatures/bee/creature.ron:2: ", "a plain creature takes its place. Correct it"),
        ("locales/nl/garden.ftl:3: ", "the sentence is left out. Correct that line"),
        ("locales/no language/a.ftl: ", "no language. Name the folder"),
        ("scene/medal.png: ", "is no picture that can be drawn"),
    ] {
        let place = folder.0.join(file).display().to_string();
        let line = said.lines().find(|line| line.contains(&place)).unwrap_or_else(|| panic!("{file}: {said}"));
        assert!(line.contains(expected), "{line}");
    }
    assert_eq!(said.lines().count(), 5, "{said}");
    let json = menagerie(&["pack", "check", "--json", folder.0.join("nowhere").to_str().unwrap()]);
    let json = String::from_utf8(json.stdout).unwrap();
    assert!(json.starts_with('{') && json.contains("\"refuses\":true"), "{json}");
}

/// What a pack may name is what the rooms know.
#[test]
fn the_names_that_packs_use_are_those_of_the_rooms() {
    let colors: Vec<String> = Palette::default().colors().into_keys().collect();
    let mut known = PALETTE_COLORS.to_vec();
    known.sort_unstable();
    assert_eq!(colors, known);
    #[cfg(feature = "sound")]
    {
        let sounds = SoundCatalog::find(&[assets().join("sounds")]);
        assert!(menagerie_project::PACK_SIGNS.iter().all(|name| sounds.has(name)), "{sounds:?}");
    }
    // The exhibit's own colours are as a pack's have to be.
    let folder = Folder::new("colours");
    let hex = |[red, green, blue]: [u8; 3]| format!("#{red:02x}{green:02x}{blue:02x}");
    let colors = Palette::default().colors().into_iter().map(|(name, color)| format!("{name} = \"{}\"\n", hex(color)));
    folder.write("pack.toml", format!("name = \"Own\"\n[palette]\n{}", colors.collect::<String>()));
    let checked = menagerie(&["pack", "check", folder.0.to_str().unwrap()]);
    assert!(checked.status.success(), "{checked:?}");
    for picture in menagerie_project::SCENE_PICTURES {
        assert!(assets().join(format!("scene/{picture}.png")).is_file(), "{picture}");
    }
}
