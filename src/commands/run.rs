//! `menagerie run`: the exhibit itself; without a screen, a demonstration visit off-screen.

use std::ffi::OsString;
use std::process::ExitCode;

use menagerie_core::prelude::DeviceChoice;

use crate::cli::{RehearseArgs, RunArgs, SoundArg};
use crate::commands::rehearse;
use crate::exhibit::{Exhibit, ExhibitSettings, Screen, Sound};
use crate::shutdown::{leave, was_told};
use crate::{assets, config, console, display, supervisor};

/// How long nobody may touch anything before a museum's visit is over, seconds.
const IDLE_SECS: f32 = 60.0;

pub(crate) fn run(args: RunArgs) -> Result<ExitCode, String> {
    let own: Vec<OsString> = std::env::args_os().skip(1).skip_while(|word| word == "run").collect();
    let file = config::find(args.config.as_deref());
    let watched = match config::Watched::begin(file, config::usual_copy(), own) {
        Ok(watched) => watched,
        Err(findings) => {
            config::say(&findings);
            return Ok(ExitCode::from(supervisor::WRONG_USE));
        }
    };
    let args = watched.good.args.clone();
    if args.supervise.unwrap_or(args.kiosk) && !supervisor::is_above() {
        return supervisor::run(watched);
    }
    let assets = assets::find()?;
    if !display::exists() {
        if args.kiosk {
            return Ok(screen_lost());
        }
        console::note("No screen here, so the demonstration visit plays off-screen.");
        let out = std::env::temp_dir().join("menagerie-demonstration");
        let script = assets.join("visits/demonstration.ron");
        return rehearse::run(&RehearseArgs {
            script,
            out: Some(out),
            window: false,
            size: None,
            look: args.look,
            device: args.device,
        });
    }
    let screen = if args.windowed { Screen::Window { width: 1280, height: 720 } } else { Screen::Full };
    let settings = ExhibitSettings {
        camera: args.camera,
        sound: match args.sound {
            SoundArg::Device => Sound::Device,
            SoundArg::Silent => Sound::Silent,
        },
        head: args.head.into(),
        device: if supervisor::is_safe_mode() { DeviceChoice::Cpu } else { args.device.into() },
        project: args.project,
        autosaves: args.autosave.unwrap_or(!args.kiosk),
        workshop: args.workshop.unwrap_or(!args.kiosk),
        attracts: true,
        microphone: args.microphone,
        kiosk: args.kiosk,
        idle_secs: args.idle.or(args.kiosk.then_some(IDLE_SECS)),
        language: args.look.language,
        pack: args.look.pack,
        px_per_mm: args.look.px_per_mm,
        quality: args.look.quality.into(),
        ..ExhibitSettings::new(assets)
    };
    let exhibit = Exhibit { screen, cursor: !args.kiosk, settings };
    let exit = exhibit.build().run();
    if args.kiosk && exit.is_success() && !was_told() {
        return Ok(screen_lost());
    }
    leave(exit)
}

/// The display server is gone, or something closed the window: the supervisor of a kiosk goes on.
fn screen_lost() -> ExitCode {
    console::note("There is no screen any more, and nobody told the exhibit to end.");
    ExitCode::from(supervisor::EXIT_SCREEN_LOST)
}
