//! The supervisor: when the graphics device is pulled away, the exhibit leaves with its own code and is started again.
//!
//! Needs Xvfb and a Vulkan device; `cargo xtask setup` installs both.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use common::fresh_dir;
use common::screen::VirtualScreen;

/// Far longer than anything here takes, so that a slow machine fails no test.
const PATIENCE: Duration = Duration::from_secs(180);

/// A supervised exhibit in a window, ended with the test.
struct Supervised {
    supervisor: Child,
    log: PathBuf,
    screen: VirtualScreen,
}

impl Supervised {
    fn start(test: &str, fault: &str) -> Self {
        Self::run(test, "--supervise=true", fault)
    }

    fn run(test: &str, supervise: &str, fault: &str) -> Self {
        let args = ["run", "--windowed", supervise, "--camera", "testcard", "--sound", "silent"];
        Self::with_args(test, VirtualScreen::start(), &args, fault)
    }

    /// A kiosk of its own user, as far as locks are asked.
    fn kiosk(test: &str, fault: &str) -> Self {
        let args = ["run", "--kiosk", "--camera", "testcard", "--sound", "silent"];
        Self::with_args(test, VirtualScreen::start_to_die(), &args, fault)
    }

    fn with_args(test: &str, screen: VirtualScreen, args: &[&str], fault: &str) -> Self {
        let folder = fresh_dir(test);
        let log = folder.join("log.txt");
        let supervisor = common::command(args)
            .env("DISPLAY", &screen.display)
            .env("XDG_RUNTIME_DIR", &folder)
            .env("MENAGERIE_FAULT", fault)
            .stdout(File::options().create(true).append(true).open(&log).unwrap())
            .stderr(File::options().create(true).append(true).open(&log).unwrap())
            .spawn()
            .unwrap();
        Self { supervisor, log, screen }
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until the log has these words so often.
    fn wait_for(&self, words: &str, times: usize) {
        let begun = Instant::now();
        while self.said().matches(words).count() < times {
            assert!(begun.elapsed() < PATIENCE, "`{words}` was not said {times} times:\n{}", self.said());
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        drop(self.supervisor.kill());
        drop(self.supervisor.wait());
    }
}

#[test]
fn a_lost_graphics_device_is_followed_by_a_new_start_and_nobody_outlives_the_supervisor() {
    let mut exhibit = Supervised::start("device-lost", "device-lost@1");
    exhibit.wait_for("the graphics device is lost", 1);
    exhibit.wait_for("supervisor: the exhibit ended (exit status: 75)", 1);
    exhibit.wait_for("restart 1 in 0 s", 1);
    exhibit.wait_for("is ready on the", 2);

    exhibit.supervisor.kill().unwrap();
    exhibit.supervisor.wait().unwrap();
    exhibit.wait_for("the supervisor has ended", 1);
}

/// The process that the supervisor started.
fn child_of(supervisor: &Child) -> String {
    let children = format!("/proc/{0}/task/{0}/children", supervisor.id());
    let begun = Instant::now();
    loop {
        let found = fs::read_to_string(&children).unwrap_or_default().trim().to_owned();
        if !found.is_empty() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "no exhibit was started");
        thread::sleep(Duration::from_millis(50));
    }
}

fn signal(signal: &str, pid: &str) {
    assert!(std::process::Command::new("kill").args([signal, pid]).status().unwrap().success());
}

#[test]
fn an_exhibit_whose_frames_stand_still_is_ended_and_started_again_within_ten_seconds() {
    let exhibit = Supervised::start("stopped", "");
    exhibit.wait_for("is ready on the", 1);
    let child = child_of(&exhibit.supervisor);
    signal("-STOP", &child);
    let stopped = Instant::now();
    exhibit.wait_for("supervisor: the exhibit hung and was ended", 1);
    let took = stopped.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    exhibit.wait_for("is ready on the", 2);
    assert_ne!(child_of(&exhibit.supervisor), child);
}

#[test]
fn a_kiosk_waits_for_its_screen_comes_back_with_it_and_is_the_only_one() {
    let mut exhibit = Supervised::kiosk("screen", "");
    exhibit.wait_for("is ready on the", 1);

    // Another one says so and ends, and the first goes on.
    let other = common::command(&["run", "--kiosk"])
        .env("DISPLAY", &exhibit.screen.display)
        .env("XDG_RUNTIME_DIR", exhibit.log.parent().unwrap())
        .output()
        .unwrap();
    assert_eq!(other.status.code(), Some(69), "{}", String::from_utf8_lossy(&other.stderr));

    // The display server dies: the exhibit ends, and waits for it instead of playing to nobody.
    exhibit.screen.stop();
    exhibit.wait_for("supervisor: the exhibit ended", 1);
    exhibit.wait_for("supervisor: there is no screen", 2);
    assert!(exhibit.supervisor.try_wait().unwrap().is_none(), "it gave up: {}", exhibit.said());
    exhibit.screen.start_again();
    exhibit.wait_for("supervisor: there is a screen", 1);
    exhibit.wait_for("is ready on the", 2);

    // Who tells it to end ends it.
    let pid = exhibit.supervisor.id().to_string();
    signal("-TERM", &pid);
    exhibit.supervisor.wait().unwrap();
    exhibit.wait_for("the supervisor has ended", 1);
}

/// A system that stops or logs out: it leaves as by its window, saving what was taught (`files/autosave.rs` tests that).
#[test]
fn told_to_end_it_leaves_in_order() {
    for supervise in ["--supervise=false", "--supervise=true"] {
        let mut exhibit = Supervised::run("told-to-end", supervise, "");
        exhibit.wait_for("is ready on the", 1);
        let pid = exhibit.supervisor.id().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let status = exhibit.supervisor.wait().unwrap();
        if supervise.ends_with("false") {
            assert!(status.success(), "{status}: {}", exhibit.said());
            exhibit.wait_for("told to end by the system", 1);
        } else {
            exhibit.wait_for("the supervisor has ended", 1);
        }
    }
}

#[test]
fn a_network_that_panics_or_hangs_is_noticed_said_and_replaced() {
    for (fault, words) in [("network-panic@2", "has stopped unexpectedly"), ("network-hang@2", "does not respond")] {
        let exhibit = Supervised::start(fault, fault);
        exhibit.wait_for("the worker thread breaks now", 1);
        let broke = Instant::now();
        exhibit.wait_for(&format!("the worker thread {words}; another one takes its place"), 1);
        // It counts as hung after four seconds; the rest is for a slow machine.
        assert!(broke.elapsed() < Duration::from_secs(20), "{fault}: {:?}", broke.elapsed());
        exhibit.wait_for("is ready on the", 2);
        assert!(!exhibit.said().contains("supervisor: the exhibit ended"), "{}", exhibit.said());
    }
}
