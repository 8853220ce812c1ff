//! What people bring, through the whole program: the counts of `project import`, names in two spellings, what is left out,
//! a project of Teachable Machine dropped on a card. The readers have tests of their own (`menagerie_project/tests/odd.rs`).

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{fresh_dir, menagerie, play_well, root, stderr, stdout};
use serde_json::Value;

fn json(args: &[&str]) -> Value {
    let output = menagerie(&[args, &["--json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

/// So many photographs of the demonstration, put into a folder under names of one's own.
fn put(folder: &Path, class: &str, names: &[&str]) {
    let entries = fs::read_dir(root().join("assets/demo").join(class)).unwrap();
    let mut photographs: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    photographs.sort();
    fs::create_dir_all(folder).unwrap();
    for (name, photograph) in names.iter().zip(photographs) {
        fs::copy(photograph, folder.join(name)).unwrap();
    }
}

/// The first of them as WebP, as browsers save pictures.
fn put_webp(folder: &Path, class: &str, name: &str) {
    put(folder, class, &[name]);
    let photograph = image::load_from_memory(&fs::read(folder.join(name)).unwrap());
    photograph.unwrap().save_with_format(folder.join(name), image::ImageFormat::WebP).unwrap();
}

#[test]
fn import_counts_each_split_and_names_what_is_left_out() {
    let dir = fresh_dir("opens-import");
    let set = dir.join("set/fruit");
    for class in ["Banana", "Orange"] {
        put(&set.join("train").join(class), class, &["0.jpg", "1.jfif", "2", "3.jpg_large"]);
        put(&set.join("val").join(class), class, &["0.jpg"]);
        put(&set.join("test").join(class), class, &["0.jpg", "1.jpg"]);
    }
    put_webp(&set.join("train/Banana"), "Banana", "4.webp");
    fs::copy(root().join("tests/odd/IMG_0001.HEIC"), set.join("train/Banana/IMG_0001.HEIC")).unwrap();
    fs::copy(root().join("tests/odd/photo.avif"), set.join("train/Banana/photo.jpg")).unwrap();
    let project = dir.join("a.menagerie").display().to_string();
    let output = menagerie(&["project", "import", &project, &dir.join("set").display().to_string(), "--json"]);
    let imported: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let counts =
        |place: usize| ["teach", "validate", "test"].map(|key| imported["classes"][place][key].as_u64().unwrap());
    assert_eq!([counts(0), counts(1)], [[7, 1, 2], [5, 1, 2]], "{imported}");
    assert_eq!(imported["skipped"].as_array().unwrap().len(), 1);
    assert!(stderr(&output).contains("photo.jpg: is an AVIF picture"), "{}", stderr(&output));
}

#[test]
fn one_name_in_two_spellings_is_one_class_everywhere() {
    let dir = fresh_dir("opens-names");
    // As typed on Windows or Linux, and as copied from a Mac.
    for (set, [apples, coffee]) in [("teach", ["\u{c4}pfel", "Caf\u{e9}"]), ("test", ["A\u{308}pfel", "Cafe\u{301}"])] {
        put(&dir.join(set).join(apples), "Banana", &["0.jpg", "1.jpg", "2.jpg"]);
        put(&dir.join(set).join(coffee), "Orange", &["0.jpg", "1.jpg", "2.jpg"]);
    }
    let [teach, test, project] = ["teach", "test", "a.menagerie"].map(|name| dir.join(name).display().to_string());
    let report = json(&["eval", "--train", &teach, "--test", &test]);
    assert_eq!(report["per_class"].as_object().unwrap().len(), 2, "{report}");
    json(&["project", "import", &project, &teach]);
    assert_eq!(json(&["project", "test", &project, "--pictures", &test])["pictures"], 6);
    json(&["project", "add", &project, &test]);
    json(&["project", "add", &project, &format!("{test}/Cafe\u{301}/0.jpg"), "--class", "Cafe\u{301}"]);
    let info = json(&["project", "info", &project]);
    let taught: Vec<u64> =
        info["classes"].as_array().unwrap().iter().map(|class| class["teach"].as_u64().unwrap()).collect();
    assert_eq!(taught, [7, 6], "{info}");
}

#[test]
fn eval_uses_every_picture_or_ends_at_one() {
    let dir = fresh_dir("opens-eval");
    for (set, names) in [("train", &["0.jpg", "1.jfif", "2.jpe"][..]), ("test", &["0.jpg", "1", "2.JPG"])] {
        for class in ["Banana", "Orange"] {
            put(&dir.join(set).join(class), class, names);
            put_webp(&dir.join(set).join(class), class, "3.webp");
        }
    }
    let [train, test] = ["train", "test"].map(|name| dir.join(name).display().to_string());
    let report = json(&["eval", "--train", &train, "--test", &test]);
    for class in ["Banana", "Orange"] {
        let row: u64 = report["confusion"][class].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        assert_eq!(row, 4, "{report}");
    }
    fs::write(dir.join("test/Banana/page.jpg"), "<html>").unwrap();
    let output = menagerie(&["eval", "--train", &train, "--test", &test]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("page.jpg: is a web page"), "{}", stderr(&output));
}

#[test]
fn what_is_dropped_on_a_card_keeps_classes_of_its_own() {
    let dir = fresh_dir("opens-drop");
    let folder = dir.join("fruit");
    put(&folder.join("Banana"), "Banana", &["0.jpg", "1.jpg"]);
    put(&folder.join("バナナ"), "Orange", &["0.jpg", "1.jpg", "2.jpg"]);
    let loose = dir.join("loose");
    put(&loose, "Avocado", &["0.jpg", "1.jpg"]);
    let [folder, loose] = [folder, loose].map(|path| path.display().to_string());
    play_well(
        &dir,
        &format!(
            "DropOn(0, {folder:?}), Settle(60.0), ExpectPictures(\"Banana\", 2), ExpectPictures(\"バナナ\", 3), \
             DropOn(0, {loose:?}), Settle(60.0), ExpectPictures(\"Banana\", 4)"
        ),
    );
}

/// Without eyes: the same lesson under other names of as many letters draws another picture where letters are drawn, and the
/// same one where they are boxes.
#[test]
fn names_in_the_letters_of_the_world_are_drawn() {
    // Greek, Russian, Hebrew, Arabic, Hindi, Thai, Japanese, Chinese, Korean and an emoji, in the order of their code points.
    let names = [
        ["Πορτ", "авок", "תפוז", "برتق", "कमल", "กขค", "りんご", "香蕉", "바나나", "😀"],
        ["Λεμό", "лимо", "לימו", "ليمو", "नगर", "มนห", "みかん", "苹果", "사과국", "🚗"],
    ];
    let dir = fresh_dir("opens-letters");
    let pages: Vec<Vec<image::RgbImage>> = (names.iter().enumerate())
        .map(|(set, names)| {
            let folder = dir.join(format!("set{set}"));
            names.iter().for_each(|name| put(&folder.join(name), "Banana", &["0.jpg"]));
            let out = dir.join(format!("out{set}"));
            let pages = "Screenshot(\"0.png\"), Tap(TurnCards(1)), Wait(0.5), Screenshot(\"1.png\")";
            play_well(&out, &format!("Drop({:?}), Settle(60.0), {pages}", folder.display().to_string()));
            (0..=1).map(|page| image::open(out.join(format!("{page}.png"))).unwrap().into_rgb8()).collect()
        })
        .collect();
    for (place, (one, other)) in names[0].iter().zip(names[1]).enumerate() {
        // Six cards on the first page, four on the other.
        let (page, cards) = (place / 6, [6, 4][place / 6]);
        let card = |page: &image::RgbImage| {
            let (width, half) = (page.width() / cards, page.height() / 2);
            let left = width * (place as u32 % 6);
            image::imageops::crop_imm(page, left, half, width, half).to_image()
        };
        let [first, second] = [&pages[0][page], &pages[1][page]];
        assert!(card(first) != card(second), "{one} and {other} look the same");
    }
}
