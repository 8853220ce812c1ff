//! What a visit leaves behind: nothing, unless staff chose a place for it.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{fresh_dir, stderr};

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Somebody teaches, gives a class a picture, a sound and words, plays, and goes. Every folder in which a program keeps
/// something of its own is a fresh one here, and at the end there is nothing in any of them but what the graphics driver
/// compiled.
#[test]
fn a_visit_leaves_no_file_anywhere() {
    let home = fresh_dir("privacy-home");
    let out = fresh_dir("privacy-out");
    let hands = common::root().join("tests/visits/hands").display().to_string();
    let steps = format!(
        "Show(\"{hands}/taught/0\"), Hold(\"pim\", 2.0), Show(\"{hands}/taught/2\"), Hold(\"tuft\", 2.0), Settle(60.0), \
         Tap(Control(\"screen/outfit\")), Wait(0.5), Tap(Control(\"picture/cat\")), Tap(Control(\"tab/words\")), Wait(0.5), \
         Tap(Control(\"words/tada\")), Tap(Control(\"home\")), Show(\"{hands}/unseen/2\"), Wait(2.0), \
         Tap(Control(\"screen/farewell\")), Wait(1.0), Tap(Control(\"farewell/goodbye\")), Wait(1.0)"
    );
    let written = out.join("visit.ron");
    fs::write(&written, format!("(size: (1280, 720), steps: [{steps}])")).unwrap();
    let report = out.join("report");
    let mut command =
        common::command(&["rehearse", &written.display().to_string(), "--out", &report.display().to_string()]);
    for (variable, folder) in [
        ("HOME", ""),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "run"),
        ("TMPDIR", "tmp"),
    ] {
        fs::create_dir_all(home.join(folder)).unwrap();
        command.env(variable, home.join(folder));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let is_drivers = |path: &PathBuf| path.components().any(|part| part.as_os_str().to_string_lossy().contains("mesa"));
    let left: Vec<PathBuf> = files(&home).into_iter().filter(|path| !is_drivers(path)).collect();
    assert_eq!(left, Vec::<PathBuf>::new(), "a visit left something");
    let names: Vec<String> =
        files(&report).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert!(names.iter().all(|name| ["report.json", "sound.wav"].contains(&name.as_str())), "{names:?}");
}
