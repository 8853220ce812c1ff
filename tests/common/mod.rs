//! What the whole-app tests share: running the built program and reading what it says.

#![allow(dead_code, reason = "each test file is a crate of its own and uses a part of this")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot run its program should say so and stop"
)]

pub(crate) mod screen;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The built program, without a screen: tests open their own if they need one.
pub(crate) fn menagerie(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

/// The same, not started yet.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_menagerie"));
    command.args(args).current_dir(root()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Plays these steps, and writes the script, pictures and the report into this folder.
pub(crate) fn play(out: &Path, steps: &str) -> Output {
    std::fs::create_dir_all(out).unwrap();
    let script = out.join("visit.ron");
    std::fs::write(&script, format!("(size: (640, 360), steps: [{steps}])")).unwrap();
    menagerie(&["rehearse", &script.display().to_string(), "--out", &out.display().to_string()])
}

/// The same, of a visit that has to pass: its report.
pub(crate) fn play_well(out: &Path, steps: &str) -> Value {
    let output = play(out, steps);
    assert!(output.status.success(), "{}: {}", output.status, stderr(&output));
    report(out)
}

/// The report of a visit.
pub(crate) fn report(out: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(out.join("report.json")).unwrap()).unwrap()
}

/// A new, empty folder for one test, below the target folder so that failures can be looked at.
pub(crate) fn fresh_dir(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&dir));
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
