//! The supervisor: starts the exhibit as a process of its own, and starts it again whenever it ends unexpectedly or hangs.
//!
//! It draws nothing and uses no driver, so what kills an exhibit leaves it alone. A life that ends soon is followed by a
//! longer and longer pause, so that a machine in trouble does not spend itself on starting; it never gives up. In a kiosk it
//! waits for a screen, for ever, and only whoever told the exhibit to end ends it.

mod heartbeat;
mod only;

use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use bevy::app::App;

use crate::config::Watched;
use crate::{console, display};

/// Tells an exhibit that a supervisor is above it, and how often it was started again.
const VARIABLE: &str = "MENAGERIE_RESTARTS";
/// Tells an exhibit to leave the graphics device alone as far as it can.
const SAFE: &str = "MENAGERIE_SAFE_MODE";

/// A life shorter than this counts as a failed start.
const SHORT_LIFE: Duration = Duration::from_secs(60);
/// Pauses after so many short lives in a row: the first restarts are quick, since visitors wait.
const PAUSES_SECS: [u64; 6] = [0, 0, 2, 5, 15, 30];
/// Pauses between two looks for a screen; the last one for ever.
const SCREEN_PAUSES_SECS: [u64; 6] = [1, 2, 4, 8, 15, 30];
/// How often the exhibit is looked at.
const LOOK: Duration = Duration::from_millis(250);
/// So many short lives in a row that ended with the graphics device are followed by one without it.
const GRAPHICS_FAILURES: usize = 2;

/// Exit codes that say how it ended; `docs/RELIABILITY.md` lists all.
/// A usage error: restarting with the same arguments changes nothing.
pub(crate) const WRONG_USE: u8 = 2;
/// Another exhibit runs on this machine; `EX_UNAVAILABLE` of `sysexits.h`.
const EXIT_NOT_ALONE: u8 = 69;
/// The window is gone and nobody told the exhibit to end; `EX_IOERR`.
pub(crate) const EXIT_SCREEN_LOST: u8 = 74;
/// The graphics device was lost. Nothing is wrong that a new start does not mend; `EX_TEMPFAIL`.
pub(crate) const EXIT_GRAPHICS_LOST: u8 = 75;

/// Whether a supervisor started this process.
pub(crate) fn is_above() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// How often the exhibit was started again by its supervisor.
pub(crate) fn restarts() -> u64 {
    std::env::var(VARIABLE).ok().and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// Whether the graphics device is to be left alone as far as possible, because it was the reason of what went wrong.
pub(crate) fn is_safe_mode() -> bool {
    std::env::var_os(SAFE).is_some()
}

/// A folder of the user's own that goes with the session and lies in memory; where there is none, the one for what is
/// temporary.
fn session_folder() -> PathBuf {
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_dir());
    own.unwrap_or_else(std::env::temp_dir)
}

/// What an exhibit below a supervisor does for it.
pub(crate) fn plugin(app: &mut App) {
    heartbeat::plugin(app);
}

/// Runs this program with what was decided about it until it ends as intended.
///
/// # Errors
/// When the program cannot find itself.
pub(crate) fn run(mut config: Watched) -> Result<ExitCode, String> {
    let program = std::env::current_exe().map_err(|error| format!("the program cannot find itself: {error}"))?;
    let is_kiosk = config.good.args.kiosk;
    let _only = match is_kiosk.then(only::claim).transpose() {
        Ok(only) => only,
        Err(reason) => {
            console::error(reason);
            return Ok(ExitCode::from(EXIT_NOT_ALONE));
        }
    };
    let (mut guard, mut graphics, mut restarts) = (StormGuard::default(), GraphicsGuard::default(), 0_u64);
    loop {
        if is_kiosk {
            wait_for_screen(display::exists, thread::sleep);
        }
        let begun = Instant::now();
        let mut heart = heartbeat::Heart::new();
        let (name, file) = heart.variable();
        let mut command = Command::new(&program);
        // Whole, so that what was good stays in force whatever happens to the file.
        command.arg("run").args(&config.good.arguments).arg("--config=none");
        command.env(VARIABLE, restarts.to_string()).env(name, file);
        if graphics.is_to_blame() {
            command.env(SAFE, "1");
        }
        // The exhibit reads it to notice when we are gone.
        let spawned = command.stdin(Stdio::piped()).spawn();
        let end = match spawned {
            Ok(child) => watch(child, &mut heart),
            // A machine without memory has some again later.
            Err(error) => End::NotStarted(format!("{}: {error}", program.display())),
        };
        if let End::Ended(status) = &end {
            match status.code().and_then(|code| u8::try_from(code).ok()) {
                Some(0) => return Ok(ExitCode::SUCCESS),
                Some(WRONG_USE) => return Ok(ExitCode::from(WRONG_USE)),
                _ => {}
            }
        }
        graphics.note(&end, begun.elapsed());
        let pause = guard.pause_after(begun.elapsed());
        restarts += 1;
        console::note(format_args!(
            "supervisor: the exhibit {end} after {:.0} s; restart {restarts} in {} s{}",
            begun.elapsed().as_secs_f32(),
            pause.as_secs(),
            if graphics.is_to_blame() { ", without the graphics device as far as possible" } else { "" },
        ));
        thread::sleep(pause);
        config.renew();
    }
}

/// How a life ended.
#[derive(Debug)]
enum End {
    /// By itself.
    Ended(ExitStatus),
    /// By us: its frames stood still.
    Hung,
    /// It never began.
    NotStarted(String),
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ended(status) => write!(f, "ended ({status})"),
            Self::Hung => write!(f, "hung and was ended"),
            Self::NotStarted(reason) => write!(f, "could not be started ({reason})"),
        }
    }
}

/// Looks after one life, with our end of its standard input held open; ends it when its frames stand still.
fn watch(mut child: Child, heart: &mut heartbeat::Heart) -> End {
    let held = child.stdin.take();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                drop(held);
                return End::Ended(status);
            }
            Ok(None) => {}
            Err(error) => console::note(format_args!("supervisor: the exhibit cannot be waited for: {error}")),
        }
        if heart.has_stopped() {
            // Also one that was stopped (`SIGSTOP`) or is in a driver's hands hears this.
            drop(child.kill());
            drop(child.wait());
            return End::Hung;
        }
        thread::sleep(LOOK);
    }
}

/// Waits until there is a screen, for ever: displays are switched on later, or come back.
fn wait_for_screen(exists: impl Fn() -> bool, sleep: impl Fn(Duration)) {
    let mut looks = 0;
    while !exists() {
        let pause = SCREEN_PAUSES_SECS[looks.min(SCREEN_PAUSES_SECS.len() - 1)];
        if looks < SCREEN_PAUSES_SECS.len() {
            console::note(format_args!(
                "supervisor: there is no screen; looking again in {pause} s. Switch on the display, or log in to a desktop"
            ));
        }
        looks += 1;
        sleep(Duration::from_secs(pause));
    }
    if looks > 0 {
        console::note("supervisor: there is a screen");
    }
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

/// Counts short lives in a row that ended with the graphics device.
#[derive(Debug, Default)]
struct GraphicsGuard {
    failures: usize,
}

impl GraphicsGuard {
    fn note(&mut self, end: &End, life: Duration) {
        if life >= SHORT_LIFE {
            // One fault a month is no reason to do without for good.
            self.failures = 0;
        }
        let is_lost = matches!(end, End::Ended(status) if status.code() == Some(EXIT_GRAPHICS_LOST.into()));
        match end {
            _ if is_lost => self.failures += 1,
            // A frame that never ends is a driver's more often than not.
            End::Hung => self.failures += 1,
            // What was to blame stays to blame until something else goes wrong.
            End::Ended(_) | End::NotStarted(_) => self.failures = 0,
        }
    }

    fn is_to_blame(&self) -> bool {
        self.failures >= GRAPHICS_FAILURES
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    #[test]
    fn the_first_restart_is_at_once_and_a_storm_calms_down() {
        let mut guard = StormGuard::default();
        let short = Duration::from_secs(1);
        let pauses: Vec<u64> = (0..8).map(|_| guard.pause_after(short).as_secs()).collect();
        assert_eq!(pauses, [0, 2, 5, 15, 30, 30, 30, 30]);
        assert_eq!(guard.pause_after(SHORT_LIFE).as_secs(), 0, "a long life forgives");
        assert_eq!(guard.pause_after(short).as_secs(), 0);
    }

    #[test]
    fn a_screen_is_waited_for_with_growing_pauses_for_ever() {
        let (looks, pauses) = (Cell::new(0), RefCell::new(Vec::new()));
        let exists = || {
            looks.set(looks.get() + 1);
            looks.get() > 9
        };
        wait_for_screen(exists, |pause| pauses.borrow_mut().push(pause.as_secs()));
        assert_eq!(*pauses.borrow(), [1, 2, 4, 8, 15, 30, 30, 30, 30]);
    }

    #[test]
    fn after_two_failures_of_graphics_the_next_life_does_without() {
        let mut guard = GraphicsGuard::default();
        let (short, long) = (Duration::from_secs(5), Duration::from_secs(30 * 24 * 3600));
        guard.note(&End::Hung, short);
        assert!(!guard.is_to_blame());
        guard.note(&End::Hung, short);
        assert!(guard.is_to_blame());
        guard.note(&End::NotStarted("no memory".into()), short);
        assert!(!guard.is_to_blame(), "something else went wrong");
        for _ in 0..5 {
            guard.note(&End::Hung, long);
            assert!(!guard.is_to_blame(), "one fault a month");
        }
    }
}
