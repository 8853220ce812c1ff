//! The workshop: makes what the exhibit ships from sources that people can read and change.
//!
//! `art` draws SVG into PNG, `sounds` synthesises WAV, `weights` converts the published network,
//! `strangers` has it look at things that nobody teaches, `atlas` finds what excites its channels, `shaders` checks WGSL.
//! Its results are committed, so nobody needs to run it to build or start the exhibit, and it never runs inside it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool speaks to its terminal")]

mod art;
mod atlas;
mod files;
mod shaders;
mod sounds;
mod strangers;
mod weights;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <art|sounds|weights|strangers|atlas|shaders>
  art      draw every SVG of xtask/workshop/art into assets/ (creatures, pictures, scene, icons, packs)
  sounds   synthesise the loops of creatures, assets/sounds/*.wav, its library, and those of packs
  weights  convert the published network: weights <file.pth>
  strangers  what the network makes of photographs of many things: strangers <folder>
  atlas    the photographs that excite each channel most: atlas <folder>..
  shaders  parse and validate every shaders/*.wgsl";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.first().map(String::as_str) {
        Some("art") => art::run(&args[1..]),
        Some("sounds") => sounds::run(&args[1..]),
        Some("weights") => weights::run(&args[1..]),
        Some("strangers") => strangers::run(&args[1..]),
        Some("atlas") => atlas::run(&args[1..]),
        Some("shaders") => shaders::run(&args[1..]),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
