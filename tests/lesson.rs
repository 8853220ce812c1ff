//! The classroom lesson from end to end, off-screen, and what is left of it on the disk.

mod common;

use std::fs;

use common::{fresh_dir, menagerie, stderr, stdout};
use serde_json::Value;

#[test]
fn the_lesson_is_taught_tested_and_kept() {
    let out = fresh_dir("lesson");
    let output = menagerie(&["rehearse", "tests/visits/lesson.ron", "--out", &out.display().to_string()]);
    assert!(output.status.success(), "{}", stderr(&output));
    for name in ["3-learning.png", "4-test.png", "5-where-from.png", "8-something-different.png"] {
        assert!(fs::metadata(out.join(name)).unwrap().len() > 10_000, "{name}");
    }
    let saved = out.join("lesson.menagerie").display().to_string();
    let info = menagerie(&["project", "info", &saved, "--json"]);
    assert!(info.status.success(), "{}", stderr(&info));
    let info: Value = serde_json::from_str(&stdout(&info)).unwrap();
    let classes: Vec<_> =
        info["classes"].as_array().unwrap().iter().map(|class| class["name"].as_str().unwrap()).collect();
    assert_eq!(classes, ["Apple", "Carrot"]);
    for name in ["head/head.safetensors", "head/labels.txt", "head/README.md"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    // What was written for others is what was taught.
    let (again, folders) =
        (out.join("again.menagerie").display().to_string(), out.join("pictures").display().to_string());
    let import = menagerie(&["project", "import", &again, &folders, "--json"]);
    assert!(import.status.success(), "{}", stderr(&import));
    let again = menagerie(&["project", "info", &again, "--json"]);
    let again: Value = serde_json::from_str(&stdout(&again)).unwrap();
    let counts = |info: &Value| {
        let classes = info["classes"].as_array().unwrap().clone();
        classes.iter().map(|class| [class["teach"].clone(), class["test"].clone()]).collect::<Vec<_>>()
    };
    assert_eq!(counts(&again), counts(&info));
    let report = fs::read_to_string(out.join("lesson.html")).unwrap();
    for expected in ["Apple", "Carrot", "<svg"] {
        assert!(report.contains(expected), "{expected} is not in the report");
    }
}
