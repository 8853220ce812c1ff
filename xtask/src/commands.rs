//! What each command does, step by step.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use crate::cargo::{become_program, built_program, cargo, finish, in_words, program, project_root};
use crate::cli::Command;
use crate::console::{self, answer, note, step};
use crate::failure::Failure;
use crate::{layers, new_plugin, setup};

/// Carries out what was asked for.
pub(crate) fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Help(text) => {
            answer(text);
            Ok(())
        }
        Command::Setup => setup::set_up(setup::Wordy::Yes),
        Command::Run(args) => run(&args),
        Command::Build => build(),
        Command::Test(args) => test(&args),
        Command::Lint => lint(),
        Command::Layers => check_layers(&project_root()?),
        Command::NewPlugin(name) => new_plugin::write(&project_root()?, &name),
        Command::Bench(args) => bench(&args),
        Command::Workshop(name, args) => workshop(name, args),
    }
}

fn run(args: &[OsString]) -> Result<(), Failure> {
    let root = project_root()?;
    setup::set_up(setup::Wordy::No)?;
    build_program(&root, "menagerie")?;
    become_program(program(&built_program("menagerie")?, &root, args))
}

fn build() -> Result<(), Failure> {
    let root = project_root()?;
    setup::set_up(setup::Wordy::No)?;
    build_program(&root, "menagerie")?;
    answer(built_program("menagerie")?.display());
    Ok(())
}

fn test(args: &[OsString]) -> Result<(), Failure> {
    let root = project_root()?;
    setup::set_up(setup::Wordy::No)?;
    let mut command = cargo(&root, ["test", "--workspace", "--ignore-rust-version"]);
    command.args(args);
    cargo_step("test", command)
}

/// The peers are a package of their own, so that nobody but this command compiles them.
fn bench(args: &[OsString]) -> Result<(), Failure> {
    let root = project_root()?;
    setup::set_up(setup::Wordy::No)?;
    build_program(&root, "menagerie")?;
    let peers_target = built_program("menagerie")?.with_file_name("peers");
    let mut peers = cargo(&root, ["build", "--release", "--manifest-path", "benches/peers/Cargo.toml"]);
    peers.arg("--target-dir").arg(&peers_target);
    cargo_step("peers", peers)?;
    let program = peers_target.join("release").join(format!("peers{}", std::env::consts::EXE_SUFFIX));
    let mut table =
        cargo(&root, ["bench", "--workspace", "--bench", "table", "--profile", "dev", "--ignore-rust-version"]);
    table.arg("--").args(args).env("MENAGERIE_PEERS", program);
    cargo_step("bench", table)
}

fn workshop(name: &str, args: Vec<OsString>) -> Result<(), Failure> {
    let root = project_root()?;
    setup::set_up(setup::Wordy::No)?;
    build_program(&root, "workshop")?;
    let mut all = vec![OsString::from(name)];
    all.extend(args);
    become_program(program(&built_program("workshop")?, &root.join("xtask/workshop"), &all))
}

fn check_layers(root: &Path) -> Result<(), Failure> {
    step("layers", "who knows whom", || {
        let faults = layers::check(root)?;
        for fault in &faults {
            note(fault);
        }
        if faults.is_empty() { Ok(()) } else { Err(Failure::new(format!("layers: {} fault(s)", faults.len()))) }
    })
}

/// Builds one program; with the whole workspace selected, so that every dependency is compiled once (see `cargo.rs`).
fn build_program(root: &Path, name: &str) -> Result<(), Failure> {
    cargo_step("build", cargo(root, ["build", "--workspace", "--bin", name, "--ignore-rust-version"]))
}

fn cargo_step(name: &str, command: Process) -> Result<(), Failure> {
    let line = in_words(&command);
    step(name, &line, || finish(command))
}

/// One part of `lint`.
type Check<'a> = (&'static str, Box<dyn Fn() -> Result<(), Failure> + 'a>);

fn lint() -> Result<(), Failure> {
    let root = project_root()?;
    setup::set_up(setup::Wordy::No)?;
    let checks: [Check<'_>; 5] = [
        ("fmt", Box::new(|| fmt(&root))),
        ("clippy", Box::new(|| clippy(&root))),
        ("layers", Box::new(|| check_layers(&root))),
        ("shaders", Box::new(|| shaders(&root))),
        ("docs", Box::new(|| docs(&root))),
    ];
    let mut results = Vec::new();
    for (name, check) in checks {
        let start = Instant::now();
        let outcome = check();
        if let Err(failure) = &outcome {
            note(failure);
        }
        results.push((name, outcome.is_ok(), start.elapsed()));
    }
    note(summary(&results));
    let failed: Vec<&str> = results.iter().filter(|(_, good, _)| !good).map(|(name, ..)| *name).collect();
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(format!("lint failed: {}", failed.join(", ")))) }
}

fn summary(results: &[(&str, bool, Duration)]) -> String {
    let mut text = String::from("==> lint, in short");
    for (name, good, time) in results {
        let word = if *good { "good" } else { "FAILED" };
        text.push_str(&format!("\n    {name:<8} {word:<7} {}", console::in_words(*time)));
    }
    text
}

fn fmt(root: &Path) -> Result<(), Failure> {
    needs_component(root, "fmt", "rustfmt")?;
    cargo_step("fmt", cargo(root, ["fmt", "--all", "--check"]))
}

fn clippy(root: &Path) -> Result<(), Failure> {
    needs_component(root, "clippy", "clippy")?;
    let args = ["clippy", "--workspace", "--all-targets", "--ignore-rust-version", "--", "-D", "warnings"];
    cargo_step("clippy", cargo(root, args))
}

fn shaders(root: &Path) -> Result<(), Failure> {
    build_program(root, "workshop")?;
    let mut command = program(&built_program("workshop")?, &root.join("xtask/workshop"), &["shaders".into()]);
    command.current_dir(root);
    cargo_step("shaders", command)
}

fn docs(root: &Path) -> Result<(), Failure> {
    let mut command = cargo(root, ["doc", "--workspace", "--no-deps", "--ignore-rust-version"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    cargo_step("docs", command)
}

/// Says in words when a part of the Rust toolchain is not there.
fn needs_component(root: &Path, subcommand: &str, component: &str) -> Result<(), Failure> {
    let mut command = cargo(root, [subcommand, "--version"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "`cargo {subcommand}` is not installed; add it to the Rust toolchain: rustup component add {component}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_every_check() {
        let text = summary(&[("fmt", true, Duration::from_secs(1)), ("clippy", false, Duration::from_secs(75))]);
        assert_eq!(text, "==> lint, in short\n    fmt      good    1.0 s\n    clippy   FAILED  1 min 15 s");
    }

    #[test]
    fn a_missing_component_is_told_with_its_remedy() {
        let outcome = needs_component(Path::new("."), "no-such-subcommand", "rustfmt");
        assert!(matches!(outcome, Err(Failure::Failed(words)) if words.contains("rustup component add rustfmt")));
    }
}
