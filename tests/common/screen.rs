//! A virtual screen, for tests that open a window.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Xvfb on a display of its own, ended with the test.
pub(crate) struct VirtualScreen {
    server: Child,
    pub(crate) display: String,
}

impl VirtualScreen {
    /// Opens one. Xvfb itself picks a free number and writes it down once it listens (`-displayfd`, Xserver(1)), so that
    /// two tests that begin together never share a screen.
    pub(crate) fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is there: cargo xtask setup");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("asked for above")).read_line(&mut number).unwrap();
        let number: u32 = number.trim().parse().expect("Xvfb opens a screen and says its number");
        Self { server, display: format!(":{number}") }
    }

    /// One on a number that Xvfb does not pick by itself: it may die and come back, and meanwhile nobody else has it.
    pub(crate) fn start_to_die() -> Self {
        let display = format!(":{}", 1000 + std::process::id() % 30_000);
        let screen = Self { server: serve(&display), display };
        let socket = format!("/tmp/.X11-unix/X{}", screen.display.trim_start_matches(':'));
        let begun = Instant::now();
        while !Path::new(&socket).exists() {
            assert!(begun.elapsed() < Duration::from_secs(30), "Xvfb does not listen at {socket}");
            std::thread::sleep(Duration::from_millis(20));
        }
        screen
    }

    /// Its server dies, and takes its socket along.
    pub(crate) fn stop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
        // One that is killed leaves them.
        let number = self.display.trim_start_matches(':');
        for left in [format!("/tmp/.X11-unix/X{number}"), format!("/tmp/.X{number}-lock")] {
            drop(std::fs::remove_file(left));
        }
    }

    /// A server on the same display as before.
    pub(crate) fn start_again(&mut self) {
        self.server = serve(&self.display);
    }
}

/// A server on this display.
fn serve(display: &str) -> Child {
    let mut server = Command::new("Xvfb");
    server.args([display, "-screen", "0", "1280x720x24", "-nolisten", "tcp"]);
    server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("Xvfb is there: cargo xtask setup")
}

impl Drop for VirtualScreen {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
