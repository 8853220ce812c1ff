//! The command line: which command, which arguments, and the help texts. Does nothing itself.

use std::ffi::OsString;

use crate::failure::Failure;

/// What a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print this help text.
    Help(&'static str),
    /// Install missing system packages.
    Setup,
    /// Set up, build, start the exhibit with these arguments.
    Run(Vec<OsString>),
    /// Set up, build, print the program's path.
    Build,
    /// Set up, run every test, with these further arguments for `cargo test`.
    Test(Vec<OsString>),
    /// Every check that needs no run of the exhibit.
    Lint,
    /// The arrows between rooms.
    Layers,
    /// A new plugin of this name.
    NewPlugin(String),
    /// The table of speed and memory, with these arguments.
    Bench(Vec<OsString>),
    /// A command of the workshop with its arguments; the first is its name.
    Workshop(&'static str, Vec<OsString>),
}

const HELP: &str = "\
Menagerie's commands: what a person types to run, test and check the exhibit.

Usage: cargo xtask <COMMAND> [-- ARGUMENTS]

  run      set up, build, and start the exhibit full screen
  test     set up, and run every test
  build    set up, build, and print the program's path on the last line
  lint     formatting, clippy, layers, shaders, documentation: everything that CI checks besides the tests
  layers   check which room knows which, and that no modules need each other in a circle
  new      write a plugin of one's own:  cargo xtask new plugin <NAME>
  bench    measure speed and memory against other engines, and print the table
  setup    install the system packages that are missing
  weights  convert the published network's weights:  cargo xtask weights <FILE.pth>
  strangers  embed photographs of many things:  cargo xtask strangers <FOLDER>
  atlas    find what excites each channel:  cargo xtask atlas <FOLDER>..
  art      draw the creatures' pictures anew
  sounds   synthesise the sounds anew

`cargo xtask <COMMAND> --help` says more. Exit codes: 0 done, 1 failed, 2 wrong use.";

const HELP_SETUP: &str = "\
Usage: cargo xtask setup

Looks which system packages are missing and installs them with apt, dnf or pacman: as root, or through sudo. Says which
and why before it starts. With everything there it does nothing and never touches the network. macOS and Windows need
no system packages. `run`, `build` and `test` do this first by themselves.";

const HELP_RUN: &str = "\
Usage: cargo xtask run [-- ARGUMENTS]

Sets up, builds, and starts the exhibit, full screen unless the arguments say otherwise. Arguments after `--` are the
exhibit's own; its exit code is passed on.

Examples:
  cargo xtask run
  cargo xtask run -- --camera testcard
  cargo xtask run -- --help";

const HELP_BUILD: &str = "\
Usage: cargo xtask build

Sets up and builds the exhibit. The last line on standard output is the absolute path of the built program:
  \"$(cargo xtask build | tail -n 1)\" doctor";

const HELP_TEST: &str = "\
Usage: cargo xtask test [-- ARGUMENTS]

Sets up and runs every test of the workspace. Arguments after `--` go to `cargo test`. Choose tests by name or by
`--test`; `-p` has no effect, since the whole workspace is always built (so that `run` and `test` share every compiled
dependency).

Examples:
  cargo xtask test
  cargo xtask test -- picture
  cargo xtask test -- --test visits -- --nocapture";

const HELP_LINT: &str = "\
Usage: cargo xtask lint

Checks formatting, clippy (warnings are errors), layers, shaders and documentation. Does all of it even when one part
fails, and ends with a summary. Wants rustup's components rustfmt and clippy.";

const HELP_LAYERS: &str = "\
Usage: cargo xtask layers

Compares what cargo says of every room's dependencies, and every source, with the one table of who may know whom, in
xtask/src/layers.rs; and finds modules that need each other in a circle. A new room or arrow goes into that table, with a page in docs/decisions/ that says why.";

const HELP_BENCH: &str = "\
Usage: cargo xtask bench [--quick] [--out DIR]

Builds the exhibit and the other engines, measures, prints the table, and writes it to target/bench/bench.md and
bench.json (rows of name, unit, median, p99, peer, ratio). ONNX Runtime and LiteRT take part where their Python packages
are installed: pip install onnxruntime ai-edge-litert. --quick takes a few minutes instead of half an hour.";

const HELP_NEW: &str = "\
Usage: cargo xtask new plugin <NAME>

Writes plugins/menagerie_<NAME>, a small plugin with a screen of its own in five languages, and the lines that make it part
of the exhibit. docs/PLUGINS.md says how to go on.

Example:
  cargo xtask new plugin bubbles";

const HELP_WORKSHOP: &str = "\
Usage: cargo xtask weights <FILE.pth>
       cargo xtask strangers <FOLDER>
       cargo xtask atlas <FOLDER>..
       cargo xtask art
       cargo xtask sounds

Makes what the exhibit ships, with the program in xtask/workshop. All arguments are passed on to it; its own help:
  cargo xtask art -- --help";

/// Understands the command line, `args` being without the program's name.
pub(crate) fn parse(args: &[OsString]) -> Result<Command, Failure> {
    let Some((first, rest)) = args.split_first() else {
        return Err(Failure::WrongUse("no command given; the main ones are `run` and `test`.".into()));
    };
    let name = first.to_string_lossy();
    let asks_help = rest.first().is_some_and(|arg| is_help(arg));
    match &*name {
        "-h" | "--help" | "help" => {
            let topic = rest.first().map_or("", |arg| arg.to_str().unwrap_or("?"));
            if topic.is_empty() || is_help(topic.as_ref()) {
                return Ok(Command::Help(HELP));
            }
            help_of(topic).map(Command::Help).ok_or_else(|| unknown(topic))
        }
        _ if asks_help => help_of(&name).map(Command::Help).ok_or_else(|| unknown(&name)),
        "setup" => bare("setup", rest, Command::Setup),
        "build" => bare("build", rest, Command::Build),
        "lint" => bare("lint", rest, Command::Lint),
        "layers" => bare("layers", rest, Command::Layers),
        "run" => after_dashes("run", rest).map(Command::Run),
        "test" => after_dashes("test", rest).map(Command::Test),
        "weights" => {
            let given = without_dashes(rest);
            if given.is_empty() {
                return Err(Failure::WrongUse("`weights` needs the published file: weights <FILE.pth>".into()));
            }
            Ok(Command::Workshop("weights", given))
        }
        "strangers" => {
            let given = without_dashes(rest);
            if given.is_empty() {
                return Err(Failure::WrongUse("`strangers` needs the photographs' folder: strangers <FOLDER>".into()));
            }
            Ok(Command::Workshop("strangers", given))
        }
        "atlas" => {
            let given = without_dashes(rest);
            if given.is_empty() {
                return Err(Failure::WrongUse("`atlas` needs the photographs' folders: atlas <FOLDER>..".into()));
            }
            Ok(Command::Workshop("atlas", given))
        }
        "new" => match rest {
            [what, name] if what == "plugin" => Ok(Command::NewPlugin(name.to_string_lossy().into_owned())),
            _ => Err(Failure::WrongUse("`new` needs what and its name: new plugin <NAME>".into())),
        },
        "bench" => Ok(Command::Bench(without_dashes(rest))),
        "art" => Ok(Command::Workshop("art", without_dashes(rest))),
        "sounds" => Ok(Command::Workshop("sounds", without_dashes(rest))),
        other => Err(unknown(other)),
    }
}

fn is_help(arg: &std::ffi::OsStr) -> bool {
    arg == "--help" || arg == "-h"
}

fn help_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "setup" => HELP_SETUP,
        "run" => HELP_RUN,
        "build" => HELP_BUILD,
        "test" => HELP_TEST,
        "lint" => HELP_LINT,
        "layers" => HELP_LAYERS,
        "new" => HELP_NEW,
        "bench" => HELP_BENCH,
        "weights" | "strangers" | "atlas" | "art" | "sounds" => HELP_WORKSHOP,
        _ => return None,
    })
}

fn unknown(name: &str) -> Failure {
    Failure::WrongUse(format!("there is no command `{name}`."))
}

/// A command that takes no arguments.
fn bare(name: &str, rest: &[OsString], command: Command) -> Result<Command, Failure> {
    match rest.first() {
        None => Ok(command),
        Some(extra) => {
            Err(Failure::WrongUse(format!("`{name}` takes no arguments, but got `{}`.", extra.to_string_lossy())))
        }
    }
}

/// A command whose arguments belong to another program and therefore stand behind `--`.
fn after_dashes(name: &str, rest: &[OsString]) -> Result<Vec<OsString>, Failure> {
    match rest.split_first() {
        None => Ok(Vec::new()),
        Some((dashes, args)) if dashes == "--" => Ok(args.to_vec()),
        Some((extra, _)) => Err(Failure::WrongUse(format!(
            "`{name}` has no argument `{0}` of its own; to pass it on: cargo xtask {name} -- {0}",
            extra.to_string_lossy()
        ))),
    }
}

fn without_dashes(rest: &[OsString]) -> Vec<OsString> {
    rest.strip_prefix(&[OsString::from("--")][..]).unwrap_or(rest).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, Failure> {
        let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        parse(&args)
    }

    fn os(args: &[&str]) -> Vec<OsString> {
        args.iter().map(OsString::from).collect()
    }

    #[test]
    fn commands_are_understood() {
        let cases = [
            ("setup", Command::Setup),
            ("run", Command::Run(Vec::new())),
            ("run -- --camera none", Command::Run(os(&["--camera", "none"]))),
            ("run -- --help", Command::Run(os(&["--help"]))),
            ("test -- hands -- --nocapture", Command::Test(os(&["hands", "--", "--nocapture"]))),
            ("weights a.pth", Command::Workshop("weights", os(&["a.pth"]))),
            ("strangers photos", Command::Workshop("strangers", os(&["photos"]))),
            ("atlas world hands", Command::Workshop("atlas", os(&["world", "hands"]))),
            ("art -- --help", Command::Workshop("art", os(&["--help"]))),
            ("--help", Command::Help(HELP)),
            ("help run", Command::Help(HELP_RUN)),
            ("run --help", Command::Help(HELP_RUN)),
            ("sounds -h", Command::Help(HELP_WORKSHOP)),
        ];
        for (line, wanted) in cases {
            assert_eq!(parsed(line), Ok(wanted), "{line}");
        }
    }

    #[test]
    fn wrong_use_is_told_apart() {
        for line in ["", "rum", "lint now", "run --camera none", "weights", "help rum", "rum --help"] {
            assert!(matches!(parsed(line), Err(Failure::WrongUse(_))), "{line}");
        }
    }

    #[test]
    fn every_command_in_the_overview_has_help() {
        let listed = HELP.lines().filter_map(|line| line.strip_prefix("  ")).filter_map(|l| l.split(' ').next());
        let mut count = 0;
        for name in listed {
            assert!(help_of(name).is_some(), "{name}");
            count += 1;
        }
        assert_eq!(count, 13);
    }
}
