//! The supervisor: starts the exhibit as a process of its own and starts it again whenever it ends unexpectedly.
//!
//! It draws nothing and uses no driver, so what kills an exhibit leaves it alone. A life that ends soon is followed by a
//! longer and longer pause, so that a machine in trouble does not spend itself on starting; it never gives up.

use std::ffi::OsString;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::console;

/// Tells an exhibit that a supervisor is above it, and how often it was started again.
const VARIABLE: &str = "MENAGERIE_RESTARTS";

/// A life shorter than this counts as a failed start.
const SHORT_LIFE: Duration = Duration::from_secs(60);

/// Pauses after so many short lives in a row: the first restarts are quick, since visitors wait.
const PAUSES_SECS: [u64; 6] = [0, 0, 2, 5, 15, 60];

/// Exit code of a usage error: restarting with the same arguments changes nothing.
const WRONG_USE: i32 = 2;

/// Whether a supervisor started this process.
pub(crate) fn is_above() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// How often the exhibit was started again by its supervisor.
pub(crate) fn restarts() -> u64 {
    std::env::var(VARIABLE).ok().and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// Runs this program with the same arguments until it ends as intended.
///
/// # Errors
/// When the program cannot be started at all.
pub(crate) fn run() -> Result<ExitCode, String> {
    let program = std::env::current_exe().map_err(|error| format!("the program cannot find itself: {error}"))?;
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let mut guard = StormGuard::default();
    let mut restarts = 0_u64;
    loop {
        let begun = Instant::now();
        let mut child = Command::new(&program)
            .args(&arguments)
            .env(VARIABLE, restarts.to_string())
            // The exhibit reads it to notice when we are gone.
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: cannot be started: {error}", program.display()))?;
        let status = wait(&mut child)?;
        match status.code() {
            Some(0) => return Ok(ExitCode::SUCCESS),
            Some(WRONG_USE) => return Ok(ExitCode::from(WRONG_USE as u8)),
            _ => {}
        }
        let pause = guard.pause_after(begun.elapsed());
        restarts += 1;
        console::note(format_args!(
            "supervisor: the exhibit ended ({status}) after {:.0} s; restart {restarts} in {} s",
            begun.elapsed().as_secs_f32(),
            pause.as_secs()
        ));
        thread::sleep(pause);
    }
}

/// Waits with our end of the exhibit's standard input held open.
fn wait(child: &mut Child) -> Result<ExitStatus, String> {
    let held = child.stdin.take();
    let status = child.wait().map_err(|error| format!("the exhibit cannot be waited for: {error}"));
    drop(held);
    status
}

/// Counts short lives.
#[derive(Debug, Default)]
struct StormGuard {
    short_lives: usize,
}

impl StormGuard {
    /// The pause before the next start.
    fn pause_after(&mut self, life: Duration) -> Duration {
        self.short_lives = if life < SHORT_LIFE { self.short_lives + 1 } else { 0 };
        Duration::from_secs(PAUSES_SECS[self.short_lives.min(PAUSES_SECS.len() - 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_restart_is_at_once_and_a_storm_calms_down() {
        let mut guard = StormGuard::default();
        let short = Duration::from_secs(1);
        let pauses: Vec<u64> = (0..8).map(|_| guard.pause_after(short).as_secs()).collect();
        assert_eq!(pauses, [0, 2, 5, 15, 60, 60, 60, 60]);
        assert_eq!(guard.pause_after(SHORT_LIFE).as_secs(), 0, "a long life forgives");
        assert_eq!(guard.pause_after(short).as_secs(), 0);
    }
}
