//! A lesson and its file, in the whole app: written by itself, left alone when a new lesson begins, opened again.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::fs;
use std::path::Path;

use common::{fresh_dir, menagerie, root, stderr, stdout};
use serde_json::Value;

/// Plays these steps; the report.
fn play(out: &Path, steps: &str) -> Value {
    fs::create_dir_all(out).unwrap();
    let script = out.join("visit.ron");
    fs::write(&script, format!("(size: (640, 360), steps: [{steps}])")).unwrap();
    let output = menagerie(&["rehearse", &script.display().to_string(), "--out", &out.display().to_string()]);
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_str(&fs::read_to_string(out.join("report.json")).unwrap()).unwrap()
}

/// Pictures taught in a class of a project's file.
fn taught_in(project: &Path, class: &str) -> u64 {
    let info = menagerie(&["project", "info", &project.display().to_string(), "--json"]);
    assert!(info.status.success(), "{}", stderr(&info));
    let info: Value = serde_json::from_str(&stdout(&info)).unwrap();
    let classes = info["classes"].as_array().unwrap();
    classes.iter().find(|other| other["name"] == class).unwrap()["teach"].as_u64().unwrap()
}

#[test]
fn a_lesson_with_a_file_is_kept_by_itself_and_opened_again() {
    let out = fresh_dir("keeping");
    let taught = |pose: &str| root().join("tests/visits/hands/taught").join(pose).display().to_string();
    let (zero, five) = (taught("0"), taught("5"));
    // What is taught after saving is kept without anybody asking, also when everything was forgotten and brought back.
    let first = out.join("first");
    play(
        &first,
        &format!(
            "Show({zero:?}), Hold(\"green\", 1.0), Save(\"kept.menagerie\"), Tap(Reset), Wait(0.3), Tap(Undo), \
             Show({five:?}), Hold(\"orange\", 1.0), Wait(4.0)"
        ),
    );
    let kept = first.join("kept.menagerie");
    let (green, orange) = (taught_in(&kept, "Green"), taught_in(&kept, "Orange"));
    assert!(green >= 9 && orange >= 9, "{green} and {orange}");
    // Opened again, it answers at once, with what was taught; starting over leaves the file alone.
    let unseen = root().join("tests/visits/hands/unseen/5").display().to_string();
    let second = out.join("second");
    play(
        &second,
        &format!(
            "Show({unseen:?}), Drop({:?}), Settle(60.0), ExpectPictures(\"Green\", {green}), \
             ExpectPictures(\"Orange\", {orange}), Expect(\"orange\", 0.9), Tap(Reset), Wait(4.0), \
             ExpectPictures(\"Green\", 0)",
            kept.display().to_string()
        ),
    );
    assert_eq!((taught_in(&kept, "Green"), taught_in(&kept, "Orange")), (green, orange));
}

#[test]
fn a_file_that_is_no_project_is_refused_and_the_lesson_goes_on() {
    let out = fresh_dir("refused");
    let broken = out.join("broken.menagerie");
    fs::write(&broken, "not a project").unwrap();
    let zero = root().join("tests/visits/hands/taught/0").display().to_string();
    let steps = format!(
        "Show({zero:?}), Hold(\"green\", 0.5), Drop({:?}), Settle(30.0), Expect(\"green\", 1.0)",
        broken.display().to_string()
    );
    play(&out, &steps);
    assert_eq!(fs::read_to_string(&broken).unwrap(), "not a project");
}
