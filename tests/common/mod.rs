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
