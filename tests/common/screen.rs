//! A virtual screen, for tests that open a window.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Xvfb on a display of its own, ended with the test.
pub(crate) struct VirtualScreen {
    server: Child,
    pub(crate) display: String,
}

impl VirtualScreen {
    /// Opens one.
    pub(crate) fn start() -> Self {
        for number in 90..190 {
            let socket = format!("/tmp/.X11-unix/X{number}");
            if Path::new(&socket).exists() || Path::new(&format!("/tmp/.X{number}-lock")).exists() {
                continue;
            }
            let display = format!(":{number}");
            let mut server = Command::new("Xvfb")
                .args([&display, "-screen", "0", "1280x720x24", "-nolisten", "tcp"])
                .stderr(Stdio::null())
                .spawn()
                .expect("Xvfb is there: cargo xtask setup");
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(10) && server.try_wait().unwrap().is_none() {
                if Path::new(&socket).exists() {
                    return Self { server, display };
                }
                thread::sleep(Duration::from_millis(50));
            }
            // Another test took the number first.
            drop(server.kill());
            drop(server.wait());
        }
        panic!("no virtual screen could be opened");
    }
}

impl Drop for VirtualScreen {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
