//! The workshop without a window, a graphics card or another room: a made-up lesson, passes of egui, and a finger.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy_egui::egui::{self, Event, PointerButton, RawInput, Rect, pos2, vec2};
use menagerie_core::prelude::*;

use crate::facts::{Facts, Wish};
use crate::pages::{Sheet, Tab};
use crate::places::Places;
use crate::tab_context::TabContext;
use crate::thumbnails::Thumbnails;
use crate::workshop_state::WorkshopState;
use crate::{english, theme, workshop};

/// A made-up lesson on a made-up screen of 1920 x 1080 points.
struct MadeUpLesson {
    ctx: egui::Context,
    state: WorkshopState,
    thumbnails: Thumbnails,
    places: Places,
    wishes: Vec<Wish>,
    now_secs: f32,
    album_changed: bool,
    classes: Classes,
    album: Album,
    project: ProjectFile,
    words: Words,
    sets: Vec<ReadyMadeSet>,
    work: Option<Work>,
    training: TrainingStatus,
    examination: LatestExamination,
    test: TestResult,
    pretraining: PretrainingStatus,
    undo: Option<String>,
    /// Every text of the last frame.
    said: Vec<String>,
}

const SCREEN: egui::Vec2 = vec2(1920.0, 1080.0);

impl MadeUpLesson {
    /// A lesson of three classes with so many pictures each.
    fn new(pictures: u64) -> Self {
        let ctx = egui::Context::default();
        ctx.set_fonts(theme::fonts(None, None, Vec::new()));
        theme::dress(&ctx);
        let (mut classes, mut album) = (Classes::default(), Album::default());
        for number in 0..pictures * 3 {
            let class = ClassId((number % 3) as u16);
            let thumbnail = Arc::new(Picture::new(64, 64, vec![number as u8; 64 * 64 * 3]).unwrap());
            let file = thumbnail.to_png().unwrap().into();
            let picture = AlbumPicture {
                class,
                split: Split::Teach,
                thumbnail,
                file,
                source: "camera".into(),
                recording: None,
                worth: 1.0,
            };
            album.insert(ExampleId(number), picture);
        }
        for class in &mut classes.0 {
            class.counts.teach = pictures as usize;
        }
        let mut made_up = Self {
            ctx,
            state: WorkshopState::default(),
            thumbnails: Thumbnails::default(),
            places: Places::default(),
            wishes: Vec::new(),
            now_secs: 0.0,
            album_changed: true,
            classes,
            album,
            project: ProjectFile::default(),
            words: english::words(),
            sets: Vec::new(),
            work: None,
            training: TrainingStatus::default(),
            examination: LatestExamination::default(),
            test: TestResult::default(),
            pretraining: PretrainingStatus::default(),
            undo: None,
            said: Vec::new(),
        };
        for _ in 0..3 {
            made_up.pass(Vec::new());
        }
        made_up
    }

    /// One frame with these events; how long it took.
    fn pass(&mut self, events: Vec<Event>) -> Duration {
        self.now_secs += 0.1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SCREEN)),
            time: Some(f64::from(self.now_secs)),
            events,
            ..RawInput::default()
        };
        let (capturing, settings) = (None, LessonSettings::default());
        let found = ["pim", "tuft", "bobo"].map(|name| CreatureEntry::new(name, ""));
        let creatures = CreatureCatalog(found.to_vec());
        let prediction = LatestPrediction::default();
        let facts = Facts {
            classes: &self.classes,
            creatures: &creatures,
            album: &self.album,
            album_changed: std::mem::take(&mut self.album_changed),
            capturing,
            count_down: None,
            undo: self.undo.as_deref(),
            project: &self.project,
            sets: &self.sets,
            work: self.work.as_ref(),
            settings: &settings,
            training: &self.training,
            head: "ridge",
            examination: &self.examination,
            test: &self.test,
            pretraining: &self.pretraining,
            prediction: &prediction,
            opened_model: None,
            mirror: None,
            now_secs: self.now_secs,
            lock_step: true,
        };
        let (state, thumbnails, places, wishes) =
            (&mut self.state, &mut self.thumbnails, &mut self.places, &mut self.wishes);
        let words = &self.words;
        thumbnails.begin_frame();
        let began = Instant::now();
        let output = self.ctx.run_ui(input, |ui| {
            *places = Places::default();
            let mut context = TabContext { words, facts: &facts, state, thumbnails, places, wishes };
            workshop::show(ui.ctx(), &mut context);
            context.state.hold.follow(facts.now_secs, context.wishes);
        });
        let took = began.elapsed();
        self.said = output.shapes.iter().flat_map(|clipped| texts(&clipped.shape)).collect();
        output.drop_without_applying_deltas();
        took
    }

    /// Whether a text stands on the screen.
    fn shows(&self, text: &str) -> bool {
        self.said.iter().any(|said| said == text)
    }

    fn centre(&self, name: &str) -> egui::Pos2 {
        let places = self.places.in_window(1.0);
        let rect = places.get(name).unwrap_or_else(|| panic!("{name} is not on the screen: {:?}", self.names()));
        pos2(rect.center().x, rect.center().y)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.places.in_window(1.0).into_keys().collect();
        names.sort();
        names
    }

    /// Touches a control; what was wished for.
    fn tap(&mut self, name: &str) -> Vec<Wish> {
        self.wishes.clear();
        let pos = self.centre(name);
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        self.pass(vec![Event::PointerMoved(pos), button(true)]);
        self.pass(Vec::new());
        self.pass(vec![button(false), Event::PointerGone]);
        // What was opened is measured first, and seen then.
        self.pass(Vec::new());
        self.pass(Vec::new());
        std::mem::take(&mut self.wishes)
    }

    fn key(&mut self, key: egui::Key) -> Vec<Wish> {
        self.wishes.clear();
        let event =
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: egui::Modifiers::NONE };
        self.pass(vec![event]);
        self.pass(Vec::new());
        std::mem::take(&mut self.wishes)
    }

    /// Measures as if somebody had taught it: one picture of the first class was taken for the second.
    fn examined(mut self) -> Self {
        let classes: Vec<ClassId> = self.classes.0.iter().map(|class| class.id).collect();
        let mut cells = vec![vec![Vec::new(); 3]; 3];
        for (id, picture) in self.album.iter() {
            let truth = usize::from(picture.class.0);
            cells[truth][if id.0 == 0 { 1 } else { truth }].push(id);
        }
        let confusion = Confusion { classes, cells, unknown: vec![Vec::new(); 3] };
        let map = self.album.iter().map(|(id, _)| (id, [(id.0 % 10) as f32 / 10.0, 0.5])).collect();
        let finding = Finding { kind: FindingKind::TooFew(ClassId(0)), pictures: vec![ExampleId(0)] };
        self.examination = LatestExamination {
            fresh: true,
            examination: Examination {
                held_out: confusion.clone(),
                expected_accuracy: confusion.accuracy(),
                remembered: Some(1.0),
                map,
                findings: vec![finding],
            },
        };
        self.test = TestResult { fresh: true, confusion };
        let epoch = |epoch| EpochRecord {
            epoch,
            loss: 1.0,
            accuracy: 0.5,
            validation_loss: Some(1.0),
            validation_accuracy: Some(0.5),
        };
        self.training.history = Arc::new((1..20).map(epoch).collect());
        self
    }
}

/// The texts of a shape.
fn texts(shape: &egui::Shape) -> Vec<String> {
    match shape {
        egui::Shape::Text(text) => vec![text.galley.text().to_owned()],
        egui::Shape::Vec(shapes) => shapes.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_tab_is_shown_and_every_control_is_as_large_as_a_finger() {
    let mut made_up = MadeUpLesson::new(40).examined();
    made_up.undo = Some("a picture".into());
    made_up.work = Some(Work { what: "Reading pictures".into(), done: 3, total: Some(10) });
    made_up.sets = vec![ReadyMadeSet { name: "Fruit".into(), sentence: "Three kinds.".into(), folder: "fruit".into() }];
    let expected: [(&str, &[&str]); 5] = [
        (
            "tab/pictures",
            &[
                "class/0",
                "class/add",
                "class/delete",
                "class/rename",
                "picture/0",
                "part/teach",
                "part/test",
                "record/hold",
                "record/timed",
                "undo",
                "cancel",
                "close",
            ],
        ),
        ("tab/learning", &["confusion/0/1", "confusion/2/2", "learning/stop", "learning/settings"]),
        ("tab/test", &["test-confusion/0/1", "record/hold", "record/timed"]),
        ("tab/pretraining", &["pretraining/measure"]),
        ("tab/files", &["set/0", "files/open", "files/save-as", "files/import", "files/export-report"]),
    ];
    for (tab, controls) in expected {
        made_up.tap(tab);
        for control in controls {
            let rect = made_up.places.in_window(1.0).get(*control).copied();
            let rect = rect.unwrap_or_else(|| panic!("{tab}: {control} is missing: {:?}", made_up.names()));
            assert!(rect.height() >= theme::FINGER - 1.0 && rect.width() >= 40.0, "{tab}: {control} is {rect:?}");
            let screen = bevy::math::Rect::new(0.0, 0.0, SCREEN.x, SCREEN.y);
            assert!(screen.contains(rect.min) && screen.contains(rect.max), "{tab}: {control} is at {rect:?}");
        }
    }
    for page in ["learning/curves", "learning/map", "learning/health", "learning/settings"] {
        made_up.tap("tab/learning");
        made_up.tap(page);
    }
    assert!(made_up.names().contains(&"learning/defaults".to_owned()));
}

#[test]
fn classes_are_added_chosen_renamed_and_deleted() {
    let mut made_up = MadeUpLesson::new(2);
    let add = Wish::Change(ChangeLesson::AddClass { name: None, quiet: false });
    assert_eq!(made_up.tap("class/add"), [add]);
    let new = Class { id: ClassId(9), color: [255; 3], ..made_up.classes.0[0].clone() };
    made_up.classes.0.push(new);
    made_up.pass(Vec::new());
    assert_eq!(made_up.state.selected, Some(ClassId(9)), "the new one is shown");

    made_up.tap("class/1");
    assert_eq!(made_up.state.selected, Some(ClassId(1)));
    made_up.tap("class/rename");
    made_up.pass(vec![Event::Text("Pens".into())]);
    let renamed = made_up.tap("class/0");
    assert!(
        matches!(&renamed[..], [Wish::Change(ChangeLesson::RenameClass(ClassId(1), name))] if name.contains("Pens")),
        "{renamed:?}"
    );
    assert_eq!(made_up.tap("class/delete"), [Wish::Change(ChangeLesson::DeleteClass(ClassId(0)))]);
}

#[test]
fn a_picture_is_opened_moved_and_removed() {
    let mut made_up = MadeUpLesson::new(3);
    made_up.tap("picture/0");
    assert!(matches!(made_up.state.sheets[..], [Sheet::Picture { place: 0, .. }]));
    made_up.tap("sheet/next");
    let newest_but_one = ExampleId(3);
    assert_eq!(made_up.tap("sheet/move"), []);
    let moved = Wish::Change(ChangeLesson::MovePictures(vec![newest_but_one], ClassId(2), Split::Test));
    assert_eq!(made_up.tap("move/2/test"), [moved]);
    let forgotten = Wish::Change(ChangeLesson::RemovePictures(vec![newest_but_one]));
    assert_eq!(made_up.tap("sheet/remove"), [forgotten]);
    assert_eq!(made_up.key(egui::Key::Escape), [], "Escape closes the picture, not the workshop");
    assert!(made_up.state.sheets.is_empty());
    assert_eq!(made_up.key(egui::Key::Escape), [Wish::Close]);
}

#[test]
fn several_pictures_are_chosen_and_removed_at_once() {
    let mut made_up = MadeUpLesson::new(5);
    made_up.tap("pictures/choose");
    made_up.tap("picture/0");
    made_up.tap("picture/2");
    let chosen = vec![ExampleId(6), ExampleId(12)];
    assert_eq!(made_up.tap("pictures/remove"), [Wish::Change(ChangeLesson::RemovePictures(chosen))]);
}

#[test]
fn the_hold_button_records_while_it_is_held() {
    let mut made_up = MadeUpLesson::new(1);
    let (class, split) = (ClassId(0), Split::Teach);
    let wishes = made_up.tap("record/hold");
    assert_eq!(wishes, [Wish::StartCapturing(class, split), Wish::StopCapturing, Wish::Burst(class, split)]);
    made_up.tap("part/test");
    assert_eq!(made_up.tap("record/timed"), [Wish::Timed(class, Split::Test)]);
}

#[test]
fn a_cell_of_the_confusion_opens_its_pictures() {
    let mut made_up = MadeUpLesson::new(4).examined();
    made_up.tap("tab/learning");
    made_up.tap("confusion/0/1");
    let ids = Arc::new(vec![ExampleId(0)]);
    let gallery = Sheet::Gallery { truth: ClassId(0), answer: Some(ClassId(1)), ids };
    assert_eq!(made_up.state.sheets, [gallery]);
    made_up.tap("picture/0");
    assert_eq!(made_up.state.sheets.len(), 2, "the picture lies over the gallery");
    made_up.tap("sheet/back");
    made_up.tap("sheet/back");
    assert!(made_up.state.sheets.is_empty());
}

#[test]
fn wishes_of_the_other_tabs_are_spoken() {
    let mut made_up = MadeUpLesson::new(1);
    made_up.training = TrainingStatus { state: TrainingState::Running, epochs: 100, ..TrainingStatus::default() };
    made_up.undo = Some("the class Green".into());
    made_up.work = Some(Work { what: "Reading".into(), done: 1, total: None });
    made_up.sets = vec![ReadyMadeSet { name: "Fruit".into(), sentence: "Three.".into(), folder: "fruit".into() }];
    made_up.pass(Vec::new());
    assert_eq!(made_up.tap("undo"), [Wish::Change(ChangeLesson::Undo)]);
    assert_eq!(made_up.tap("cancel"), [Wish::File(FileWish::Cancel)]);
    made_up.tap("tab/learning");
    assert_eq!(made_up.tap("learning/stop"), [Wish::StopTraining]);
    made_up.tap("tab/pretraining");
    assert_eq!(made_up.tap("pretraining/measure"), [Wish::ComparePretraining]);
    made_up.tap("tab/files");
    assert_eq!(made_up.tap("set/0"), [Wish::File(FileWish::UseSet(0))]);
    assert_eq!(made_up.state.tab, Tab::Files);
    assert_eq!(made_up.tap("close"), [Wish::Close]);
}

#[test]
fn ten_thousand_pictures_cost_no_more_than_a_screen_full() {
    let mut made_up = MadeUpLesson::new(10_000 / 3);
    let frames = 20;
    let took: Duration = (0..frames).map(|_| made_up.pass(Vec::new())).sum();
    println!("{:?} a frame, {} textures", took / frames, made_up.thumbnails.len());
    assert!(made_up.thumbnails.len() < 200, "{}", made_up.thumbnails.len());
    let scroll = |made_up: &mut MadeUpLesson| {
        let pos = made_up.centre("picture/0").max(made_up.centre("picture/12"));
        let delta = vec2(0.0, -4000.0);
        made_up.pass(vec![
            Event::PointerMoved(pos),
            Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta,
                phase: egui::TouchPhase::Move,
                modifiers: egui::Modifiers::NONE,
            },
        ])
    };
    scroll(&mut made_up);
    for _ in 0..30 {
        made_up.pass(Vec::new());
    }
    assert!(!made_up.names().contains(&"picture/0".to_owned()), "it has scrolled");
    assert!(made_up.thumbnails.len() < 2_200, "{}", made_up.thumbnails.len());
}

#[test]
fn a_hundred_classes_and_a_large_map_stay_smooth() {
    let mut made_up = MadeUpLesson::new(10_000 / 3).examined();
    let first = made_up.classes.0[0].clone();
    for id in 3..100 {
        made_up.classes.0.push(Class { id: ClassId(id), name: format!("Class {id}"), ..first.clone() });
    }
    let held_out = &mut made_up.examination.examination.held_out;
    *held_out = held_out.in_order(made_up.classes.0.iter().map(|class| class.id).collect());
    made_up.pass(Vec::new());
    made_up.tap("tab/learning");
    for page in ["learning/results", "learning/map", "learning/health"] {
        made_up.tap(page);
        let took: Duration = (0..10).map(|_| made_up.pass(Vec::new())).sum();
        println!("{page}: {:?} a frame", took / 10);
        // A generous bound for a busy machine without optimisation: it says that nothing grows with all cells squared.
        assert!(took / 10 < Duration::from_millis(250), "{page}: {took:?}");
    }
}

/// The text of this room's files, but of this one.
fn sources() -> impl Iterator<Item = String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| !file.ends_with("whole_tests.rs"));
    files.map(|file| std::fs::read_to_string(file).unwrap())
}

/// Keys in a text: what stands between quotation marks and begins with `workshop-`.
fn keys(text: &str) -> BTreeSet<String> {
    let quoted = text.split('"').filter(|quoted| quoted.starts_with("workshop-"));
    quoted.map(str::to_owned).collect()
}

#[test]
fn every_sentence_is_there_and_none_is_left_over() {
    let asked: BTreeSet<String> = sources().flat_map(|source| keys(&source)).collect();
    let there: BTreeSet<&str> = english::SENTENCES
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key))
        .filter(|key| key.starts_with("workshop-"))
        .collect();
    // A key that is put together stands there with its beginning and its end.
    let fits = |asked: &str, key: &str| match (asked.find('{'), asked.rfind('}')) {
        (Some(begin), Some(end)) => key.starts_with(&asked[..begin]) && key.ends_with(&asked[end + 1..]),
        _ => asked == key,
    };
    let missing: Vec<_> = asked.iter().filter(|asked| !there.iter().any(|key| fits(asked, key))).collect();
    let left_over: Vec<_> = there.iter().filter(|key| !asked.iter().any(|asked| fits(asked, key))).collect();
    assert!(missing.is_empty() && left_over.is_empty(), "missing: {missing:?}, left over: {left_over:?}");
}

#[test]
fn the_language_changes_while_the_workshop_is_open() {
    let mut made_up = MadeUpLesson::new(4).examined();
    made_up.tap("tab/learning");
    made_up.tap("confusion/0/1");
    assert!(made_up.shows("1 picture of Pim, answered with Tuft"));
    made_up.words = Words::default();
    made_up.pass(Vec::new());
    assert!(made_up.shows("workshop-cell-wrong truth=Pim answer=Tuft pictures=1"));
}

#[test]
fn every_sign_can_be_drawn() {
    let made_up = MadeUpLesson::new(1);
    let source = sources().chain([english::SENTENCES.to_owned()]).collect::<Vec<_>>();
    let signs = source.concat().chars().filter(|sign| !sign.is_ascii()).collect::<BTreeSet<_>>();
    let drawn = |sign: char| {
        let font = egui::FontId::proportional(21.0);
        let text = made_up.ctx.fonts_mut(|fonts| fonts.layout_no_wrap(sign.into(), font, theme::TEXT));
        text.rows[0].glyphs[0].uv_rect
    };
    let nothing = drawn('\u{10fff0}');
    let missing: Vec<_> = signs.into_iter().filter(|sign| drawn(*sign) == nothing).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(!made_up.words.text("workshop-record-hold").is_ascii(), "signs are written as characters");
}
