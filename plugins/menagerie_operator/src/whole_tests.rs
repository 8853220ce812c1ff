//! The workshop without a window, a graphics card or another room.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use bevy_egui::egui::{self, Event, vec2};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::made_up_lesson::{MadeUpLesson, NARROW, WIDE};
use crate::pages::{Sheet, Tab};
use crate::{english, theme};

#[test]
fn every_tab_is_shown_and_every_control_is_as_large_as_a_finger() {
    // Other languages need more room.
    for words in [english::words(), english::longer_words(" so")] {
        for screen in [WIDE, NARROW] {
            let mut made_up = MadeUpLesson::new(40).examined();
            made_up.screen = screen;
            made_up.words = words.clone();
            every_control_is_there(made_up);
        }
    }
}

fn every_control_is_there(mut made_up: MadeUpLesson) {
    let room = bevy::math::Rect::new(0.0, 0.0, made_up.screen.x, made_up.screen.y);
    made_up.undo = Some("a picture".into());
    made_up.work = Some(Work { what: "Reading pictures".into(), done: 3, total: Some(10) });
    made_up.sets = vec![ReadyMadeSet {
        name: "Fruit".into(),
        sentence: "Three kinds.".into(),
        folder: "fruit".into(),
        translations: std::collections::BTreeMap::new(),
    }];
    made_up.state.toasts.add(Notice::failure("holiday.zip: the entry 12.gif is no picture"), 0.0);
    made_up.pass(Vec::new());
    made_up.pass(Vec::new());
    let expected: [(&str, &[&str]); 6] = [
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
                "class/creature/tuft",
                "class/creature/nobody",
                "undo",
                "cancel",
                "notice",
                "notice/away",
                "close",
            ],
        ),
        ("tab/learning", &["confusion/0/1", "confusion/2/2", "learning/stop", "learning/settings"]),
        ("tab/test", &["test-confusion/0/1", "record/hold", "record/timed"]),
        ("tab/pretraining", &["pretraining/measure"]),
        ("tab/challenges", &["challenges/pictures/0", "challenges/pictures/1"]),
        ("tab/files", &["set/0", "files/open", "files/save-as", "files/import", "files/export-report"]),
    ];
    for (tab, controls) in expected {
        made_up.tap(tab);
        for control in controls {
            let rect = made_up.places.in_window(1.0).get(*control).copied();
            let rect = rect.unwrap_or_else(|| panic!("{tab}: {control} is missing in {room:?}: {:?}", made_up.names()));
            assert!(rect.height() >= theme::FINGER - 1.0 && rect.width() >= 40.0, "{tab}: {control} is {rect:?}");
            assert!(room.contains(rect.min) && room.contains(rect.max), "{tab}: {control} is at {rect:?} of {room:?}");
        }
    }
    for page in ["learning/curves", "learning/map", "learning/health", "learning/settings"] {
        made_up.tap("tab/learning");
        made_up.tap(page);
    }
    assert!(made_up.names().contains(&"learning/defaults".to_owned()));
}

#[test]
fn no_words_are_cut_off() {
    for pictures in [0, 4] {
        let mut made_up = MadeUpLesson::new(pictures).examined();
        made_up.screen = NARROW;
        made_up.words = english::longer_words(" and so");
        for tab in ["tab/pictures", "tab/learning", "tab/test", "tab/pretraining", "tab/challenges", "tab/files"] {
            made_up.pass(Vec::new());
            made_up.tap(tab);
            let cut: Vec<_> = made_up.said.iter().filter(|(_, is_cut)| *is_cut).collect();
            assert!(cut.is_empty(), "{tab}: {cut:?}");
            let lacking: Vec<_> = made_up.said.iter().filter(|(said, _)| said.contains("{ $")).collect();
            assert!(lacking.is_empty(), "{tab}: nothing was put in: {lacking:?}");
        }
    }
}

#[test]
fn a_notice_has_a_place_of_its_own_and_opens_in_full() {
    let mut made_up = MadeUpLesson::new(40);
    let long = "holiday.zip: the entry 12.gif is no JPEG or PNG; save it as one and try again. ".repeat(4);
    made_up.state.toasts.add(Notice::failure(long.clone()), 0.0);
    made_up.state.toasts.add(Notice::good("saved"), 0.0);
    made_up.pass(Vec::new());
    let places = made_up.places.in_window(1.0);
    let notice = places["notice"];
    let covered =
        |(name, rect): &(&String, &bevy::math::Rect)| !name.starts_with("notice") && !rect.intersect(notice).is_empty();
    assert_eq!(places.iter().find(covered), None);
    made_up.tap("notice");
    assert_eq!(made_up.state.sheets, [Sheet::Notices]);
    assert!(made_up.shows(&long) && made_up.shows("saved"));
    made_up.tap("sheet/back");
    made_up.tap("notice/away");
    assert!(made_up.shows("saved") && !made_up.shows(&long), "what went wrong was put away first");
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
    made_up.sets = vec![ReadyMadeSet {
        name: "Fruit".into(),
        sentence: "Three.".into(),
        folder: "fruit".into(),
        translations: std::collections::BTreeMap::new(),
    }];
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
fn a_game_is_prepared_and_what_came_of_those_before_is_read_and_saved() {
    let mut made_up = MadeUpLesson::new(1);
    made_up.sets = vec![ReadyMadeSet {
        name: "Fruit".into(),
        sentence: "Three.".into(),
        folder: "sets/fruit".into(),
        translations: std::collections::BTreeMap::new(),
    }];
    // All of it without moving anything.
    made_up.screen = vec2(1400.0, 1200.0);
    made_up.pass(Vec::new());
    made_up.tap("tab/challenges");
    assert_eq!(made_up.tap("challenges/pictures/0"), [], "this lesson has no test pictures");
    let prepared = PreparedGame { pictures: Some(GamePictures::Set("fruit".into())), ..PreparedGame::default() };
    assert_eq!(made_up.tap("challenges/pictures/1"), [Wish::Prepare(prepared.clone())]);
    made_up.prepared = PreparedGame { teams: vec!["Ada".into(), String::new()], ..prepared };
    made_up.pass(Vec::new());
    assert!(made_up.names().contains(&"challenges/name/1".to_owned()) && made_up.shows("Ada"));
    assert_eq!(made_up.tap("challenges/free"), [Wish::Prepare(PreparedGame::default())]);
    let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    let game = GameTable {
        title: row(["The relay", "Game number 3"]),
        rows: vec![row(["team", "cup"]), row(["Bo", "7 / 8"])],
    };
    made_up.played.add(game);
    made_up.pass(Vec::new());
    assert!(["The relay", "Game number 3", "Bo", "7 / 8"].iter().all(|words| made_up.shows(words)));
    made_up.tap("challenges/save/0");
    assert!(made_up.state.dialog.is_open());
}

#[test]
fn ten_thousand_pictures_cost_no_more_than_a_screen_full() {
    let mut made_up = MadeUpLesson::new(10_000 / 3);
    let frames = 20;
    let took: Duration = (0..frames).map(|_| made_up.pass(Vec::new())).sum();
    println!("{:?} a frame, {} textures", took / frames, made_up.thumbnails.len());
    assert!(made_up.thumbnails.len() < 200, "{}", made_up.thumbnails.len());
    let scroll = |made_up: &mut MadeUpLesson| {
        let pos = made_up.centre("picture/0").max(made_up.centre("picture/6"));
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

/// The text of this room's files, but of these tests.
fn sources() -> impl Iterator<Item = String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| !file.ends_with("whole_tests.rs") && !file.ends_with("english.rs"));
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

#[test]
fn the_page_of_layers_watches_while_it_is_open_and_no_longer() {
    let mut made_up = MadeUpLesson::new(4);
    made_up.tap("tab/learning");
    let watched = |wishes: Vec<Wish>| -> Vec<Option<Layer>> {
        let watch = |wish| if let Wish::Watch(WatchNetwork(watched)) = wish { Some(watched.layer) } else { None };
        wishes.into_iter().filter_map(watch).collect()
    };
    assert_eq!(watched(made_up.tap("learning/inside")), [Some(Layer::Stem)]);
    let values = vec![0.0, 0.0, 0.0, 0.0, 0.0, 3.5, 1.0, 0.5];
    let map = ActivationMap { layer: Layer::Stem, shape: [2, 2, 2], values };
    made_up.view = NetworkView { map: Some(Arc::new(map)), ..NetworkView::default() };
    made_up.pass(Vec::new());
    made_up.tap("inside/busiest");
    made_up.pass(Vec::new());
    assert!(made_up.shows("Smallest 0.00, largest 3.50, mean 1.25"), "{:?}", made_up.said);
    made_up.tap("inside/save");
    assert!(made_up.state.dialog.is_open());
    made_up.state.dialog.close();
    made_up.pass(Vec::new());
    assert_eq!(watched(made_up.tap("learning/map")), [None], "nobody watches any more");
}
