//! Where the project lies, and how cargo and the programs it built are started.
//!
//! One selection of packages for everything that is compiled: the whole workspace. Cargo unifies features over the
//! packages selected, so `-p one` would compile shared dependencies a second time with fewer features; a single program
//! is chosen with `--workspace --bin one` instead.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use crate::failure::Failure;

/// The folder with the workspace's Cargo.toml.
///
/// Found at run time: a path compiled in would be another checkout's where checkouts share a target folder.
pub(crate) fn project_root() -> Result<PathBuf, Failure> {
    let here = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(xtask) => PathBuf::from(xtask),
        None => {
            std::env::current_dir().map_err(|error| Failure::new(format!("cannot find the current folder: {error}")))?
        }
    };
    here.ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("xtask").is_dir())
        .map(Path::to_path_buf)
        .ok_or_else(|| Failure::new(format!("{} is not inside the project; start it there", here.display())))
}

/// `cargo` with these arguments, in the project's root.
pub(crate) fn cargo<S: AsRef<OsStr>>(root: &Path, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root);
    // What the outer `cargo run` set for xtask is none of the inner cargo's business.
    for (name, _) in std::env::vars_os() {
        if is_about_xtask(&name.to_string_lossy()) {
            command.env_remove(&name);
        }
    }
    command
}

fn is_about_xtask(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_MANIFEST_")
        || ["CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"].contains(&variable)
}

/// Runs a command to its end; anything but success is a failure told in words.
pub(crate) fn finish(mut command: Command) -> Result<(), Failure> {
    let line = in_words(&command);
    let status = command.status().map_err(|error| Failure::new(format!("cannot start `{line}`: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{line}` {}", ended(status)))) }
}

/// Becomes that program where the system can, so that signals and the exit code are its own.
pub(crate) fn become_program(mut command: Command) -> Result<(), Failure> {
    let line = in_words(&command);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        let error = command.exec();
        Err(Failure::new(format!("cannot start `{line}`: {error}")))
    }
    #[cfg(not(unix))]
    {
        let status = command.status().map_err(|error| Failure::new(format!("cannot start `{line}`: {error}")))?;
        std::process::exit(status.code().unwrap_or(1));
    }
}

/// The path of a program that lies beside xtask in the target folder.
pub(crate) fn built_program(name: &str) -> Result<PathBuf, Failure> {
    let me = std::env::current_exe().map_err(|error| Failure::new(format!("cannot find xtask's own path: {error}")))?;
    let path = me.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if path.is_file() {
        return Ok(path);
    }
    Err(Failure::new(format!("there is no program {}; start xtask through cargo: cargo xtask ...", path.display())))
}

/// A built program, told the package folder that `cargo run` would tell it (Bevy looks for `assets/` there).
pub(crate) fn program(path: &Path, package_folder: &Path, args: &[OsString]) -> Command {
    let mut command = Command::new(path);
    command.args(args).env("CARGO_MANIFEST_DIR", package_folder);
    command
}

/// A command as one would type it.
pub(crate) fn in_words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let mut words = vec![name];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy().into_owned()));
    words.join(" ")
}

fn ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("failed with exit code {code}"),
        None => format!("was killed ({status})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reads_as_typed() {
        let command = Command::new("/somewhere/bin/cargo");
        let mut with_args = command;
        with_args.args(["test", "--workspace"]);
        assert_eq!(in_words(&with_args), "cargo test --workspace");
    }

    #[test]
    fn only_xtasks_own_variables_are_hidden() {
        assert!(is_about_xtask("CARGO_PKG_NAME") && is_about_xtask("CARGO_MANIFEST_DIR"));
        assert!(!is_about_xtask("CARGO_TARGET_DIR") && !is_about_xtask("CARGO_INCREMENTAL"));
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_program_is_told_with_its_exit_code() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]);
        assert_eq!(finish(command), Err(Failure::new("`sh -c exit 3` failed with exit code 3")));
        let absent = finish(Command::new("no-such-program-here"));
        assert!(matches!(absent, Err(Failure::Failed(words)) if words.contains("cannot start")));
    }
}
