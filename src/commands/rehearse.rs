//! `menagerie rehearse`: plays a scripted visit.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use menagerie_core::prelude::{CameraChoice, DeviceChoice};
use menagerie_rehearsal::{RehearsalSettings, Script};

use crate::cli::RehearseArgs;
use crate::exhibit::{Exhibit, ExhibitSettings, Screen, Sound};
use crate::shutdown::exit_code;
use crate::{assets, console, display};

pub(crate) fn run(args: &RehearseArgs) -> Result<ExitCode, String> {
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from("rehearsal").join(args.script.file_stem().unwrap_or("visit".as_ref())));
    if args.window && !display::exists() {
        return Err("there is no screen for a window here; omit --window".to_owned());
    }
    play(&args.script, &out, args.window, args.device.into())
}

/// Plays a script and says where its pictures and report are.
///
/// # Errors
/// What is wrong with the script or the folder, and the remedy.
pub(crate) fn play(script: &Path, out: &Path, in_window: bool, device: DeviceChoice) -> Result<ExitCode, String> {
    let script = Script::read(script).map_err(|error| error.to_string())?;
    fs::create_dir_all(out)
        .map_err(|error| format!("{}: cannot be created: {error}. Choose another folder with --out", out.display()))?;
    let out = out.canonicalize().map_err(|error| format!("{}: {error}", out.display()))?;
    let (width, height) = script.size;
    let screen = if in_window { Screen::Window { width, height } } else { Screen::Picture { width, height } };
    let settings = ExhibitSettings {
        camera: CameraChoice::None,
        sound: Sound::File(out.join("sound.wav")),
        device,
        autosaves: true,
        rehearsal: Some(RehearsalSettings { script, out_dir: out.clone() }),
        ..ExhibitSettings::new(assets::find()?)
    };
    let exhibit = Exhibit { screen, cursor: true, settings };
    let exit = exhibit.build().run();
    console::note(format_args!("Pictures, sound and report.json are in {}", out.display()));
    Ok(exit_code(exit))
}
