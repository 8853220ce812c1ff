//! `menagerie rehearse`: plays a scripted visit.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use menagerie_core::prelude::CameraChoice;
use menagerie_rehearsal::{RehearsalSettings, Script};

use crate::cli::RehearseArgs;
use crate::exhibit::{Exhibit, ExhibitSettings, Screen, Sound};
use crate::shutdown::leave;
use crate::{assets, console, display};

/// Plays a script and says where its pictures and report are.
pub(crate) fn run(args: &RehearseArgs) -> Result<ExitCode, String> {
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from("rehearsal").join(args.script.file_stem().unwrap_or("visit".as_ref())));
    if args.window && !display::exists() {
        return Err("there is no screen for a window here; omit --window".to_owned());
    }
    let mut script = Script::read(&args.script).map_err(|error| error.to_string())?;
    script.size = args.size.unwrap_or(script.size);
    fs::create_dir_all(&out)
        .map_err(|error| format!("{}: cannot be created: {error}. Choose another folder with --out", out.display()))?;
    let out = out.canonicalize().map_err(|error| format!("{}: {error}", out.display()))?;
    let (width, height) = script.size;
    let screen = if args.window { Screen::Window { width, height } } else { Screen::Picture { width, height } };
    let settings = ExhibitSettings {
        camera: CameraChoice::None,
        sound: Sound::File(out.join("sound.wav")),
        device: args.device.into(),
        language: args.look.language.clone(),
        pack: args.look.pack.clone(),
        px_per_mm: args.look.px_per_mm,
        quality: args.look.quality.into(),
        autosaves: true,
        attracts: script.attracts,
        idle_secs: script.idle_secs,
        rehearsal: Some(RehearsalSettings { script, out_dir: out.clone() }),
        ..ExhibitSettings::new(assets::find()?)
    };
    let exhibit = Exhibit { screen, cursor: true, settings };
    let exit = exhibit.build().run();
    console::note(format_args!("Pictures, sound and report.json are in {}", out.display()));
    leave(exit)
}
