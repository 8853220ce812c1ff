//! How the program ends: the exit codes, and who decides that it is time.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use bevy::app::AppExit;
use bevy::prelude::*;
use menagerie_core::prelude::{GraphicsLost, LastWordSystems};

use crate::supervisor;

/// Whether somebody told the program to end.
static TOLD: AtomicBool = AtomicBool::new(false);

/// Whether somebody told the program to end: the system, or the supervisor by its own end.
pub(crate) fn was_told() -> bool {
    TOLD.load(Ordering::Relaxed)
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Last, leave_without_graphics.after(LastWordSystems));
    if supervisor::is_above() {
        let gone = Arc::new(AtomicBool::new(false));
        watch_supervisor(&gone);
        supervisor::plugin(app);
        leave_when(app, gone, "the supervisor has ended, so the exhibit does too");
    }
    let told = Arc::new(AtomicBool::new(false));
    watch_signals(&told);
    leave_when(app, told, "told to end by the system");
}

/// Ends the program in order, every room's last word included, once this is set.
fn leave_when(app: &mut App, flag: Arc<AtomicBool>, why: &'static str) {
    app.add_systems(Update, move |mut exit: MessageWriter<AppExit>| {
        if flag.load(Ordering::Relaxed) {
            TOLD.store(true, Ordering::Relaxed);
            info!("{why}");
            exit.write(AppExit::Success);
        }
    });
}

/// Ends the program once the app is over: everything is written and dropped by now.
///
/// Graphics drivers and sound libraries have exit handlers of their own, and threads that are still at work while those
/// run; some crash then (seen: `free(): invalid pointer` with NVIDIA's, signal 11 with Mesa's), and a visit that went well
/// counts as failed. So nothing runs any more.
pub(crate) fn leave(exit: AppExit) -> ! {
    let code = match exit {
        AppExit::Success => 0,
        AppExit::Error(code) => code.get(),
    };
    // Where nobody listens there is nothing to say.
    _ = std::io::stdout().flush();
    signal_hook::low_level::exit(code.into())
}

/// Every room has had this update to save what it must. The program ends on the spot: to take the renderer down in order
/// would call a driver that has just failed, and some drivers crash then.
fn leave_without_graphics(mut lost: MessageReader<GraphicsLost>) {
    if lost.read().next().is_some() {
        std::process::exit(supervisor::EXIT_GRAPHICS_LOST.into());
    }
}

/// The supervisor holds the other end of our standard input and never writes: when reading ends, it is gone.
fn watch_supervisor(gone: &Arc<AtomicBool>) {
    let gone = Arc::clone(gone);
    let watch = move || {
        let mut byte = [0];
        while std::io::stdin().read(&mut byte).is_ok_and(|read| read > 0) {}
        gone.store(true, Ordering::Relaxed);
    };
    if let Err(error) = thread::Builder::new().name("supervisor watch".into()).spawn(watch) {
        warn!("cannot start a thread to watch the supervisor: {error}");
    }
}

/// A system that stops or logs out asks first; what was taught is saved then. (Ctrl-C is Bevy's.)
#[cfg(unix)]
fn watch_signals(told: &Arc<AtomicBool>) {
    use signal_hook::consts::{SIGHUP, SIGTERM};

    for signal in [SIGTERM, SIGHUP] {
        if let Err(error) = signal_hook::flag::register(signal, Arc::clone(told)) {
            warn!("signal {signal} cannot be watched: {error}");
        }
    }
}

/// Elsewhere the window is closed.
#[cfg(not(unix))]
fn watch_signals(_told: &Arc<AtomicBool>) {}
