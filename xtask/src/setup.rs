//! `cargo xtask setup`: looks which system packages are missing, says so, and installs them.
//!
//! Looking takes one question to the package manager's own data base (some 30 ms): nothing is remembered between runs
//! that could be wrong, and with everything there the network is never touched.

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::cargo::{finish, in_words};
use crate::console::{note, step};
use crate::failure::Failure;
use crate::packages::{Manager, NEEDS, Need, all_names, installed_from, unmet};

/// Package lists older than this are fetched again before something is installed.
const LISTS_KEEP: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Whether to speak when there is nothing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wordy {
    /// A person asked for set-up itself.
    Yes,
    /// Set-up is only the first part of something else.
    No,
}

/// Makes sure that every system package is there.
pub(crate) fn set_up(wordy: Wordy) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return nothing_to_do(wordy, "this system needs no packages");
    }
    let Some(manager) = manager() else {
        note("setup: neither apt, dnf nor pacman is here, so please see to these yourself (names as in Debian):");
        note(list(Manager::Apt, &NEEDS.iter().collect::<Vec<_>>()));
        return Ok(());
    };
    let missing = unmet(manager, &installed(manager)?);
    if missing.is_empty() {
        return nothing_to_do(wordy, "every system package is there");
    }
    note(format_args!("setup: {} system package(s) missing:\n{}", missing.len(), list(manager, &missing)));
    install(manager, &missing)?;
    let still = unmet(manager, &installed(manager)?);
    if still.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("still missing after installation:\n{}", list(manager, &still))))
}

fn nothing_to_do(wordy: Wordy, words: &str) -> Result<(), Failure> {
    if wordy == Wordy::Yes {
        note(format_args!("setup: {words}, nothing to do"));
    }
    Ok(())
}

fn manager() -> Option<Manager> {
    [Manager::Apt, Manager::Pacman, Manager::Dnf]
        .into_iter()
        .find(|manager| on_path(manager.installer()).is_some() && on_path(manager.question().0).is_some())
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// What of our needs is installed. The exit code says nothing: it is an error's as soon as one name is unknown.
fn installed(manager: Manager) -> Result<BTreeSet<String>, Failure> {
    let (program, args) = manager.question();
    let output = Command::new(program)
        .args(args)
        .args(all_names(manager))
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("cannot ask {program} what is installed: {error}")))?;
    Ok(installed_from(manager, &String::from_utf8_lossy(&output.stdout)))
}

/// One line a need: its package and why.
fn list(manager: Manager, needs: &[&Need]) -> String {
    let mut text = String::new();
    for need in needs {
        let name = need.candidates(manager).next().unwrap_or("?");
        text.push_str(&format!("  {name:<22}{}\n", need.why));
    }
    text.truncate(text.trim_end().len());
    text
}

fn install(manager: Manager, missing: &[&Need]) -> Result<(), Failure> {
    let first_names = missing.iter().filter_map(|need| need.candidates(manager).next());
    let by_hand = format!("{} {} {}", manager.installer(), by_hand_args(manager), join(first_names));
    let root = prefix(&by_hand)?;
    fetch_and_install(manager, missing, &root)
        .map_err(|failure| Failure::new(format!("{}. Is there a network? By hand: {by_hand}", failure.words())))
}

fn fetch_and_install(manager: Manager, missing: &[&Need], root: &[&str]) -> Result<(), Failure> {
    let may_update = manager.update_args().is_some();
    let fresh = lists_are_fresh(Path::new(manager.lists_folder()), SystemTime::now());
    if may_update && !fresh {
        update(manager, root)?;
    }
    match try_install(manager, missing, root) {
        // Lists that looked fresh may still name files that are no longer there.
        Err(failure) if may_update && fresh => {
            note(format_args!("setup: {}; once more, with newer package lists", failure.words()));
            update(manager, root)?;
            try_install(manager, missing, root)
        }
        outcome => outcome,
    }
}

fn by_hand_args(manager: Manager) -> &'static str {
    if manager == Manager::Pacman { "-S" } else { "install" }
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect::<Vec<_>>().join(" ")
}

fn update(manager: Manager, root: &[&str]) -> Result<(), Failure> {
    let Some(args) = manager.update_args() else { return Ok(()) };
    let command = as_root(root, manager.installer(), args);
    step("setup", &in_words(&command), || finish(command))
}

fn try_install(manager: Manager, missing: &[&Need], root: &[&str]) -> Result<(), Failure> {
    let names: BTreeSet<&str> = missing.iter().filter_map(|need| choose(manager, need)).collect();
    let mut command = as_root(root, manager.installer(), manager.install_args());
    command.args(names);
    step("setup", &in_words(&command), || finish(command))
}

/// The first of a need's names that the distribution has.
fn choose(manager: Manager, need: &Need) -> Option<&'static str> {
    let mut candidates = need.candidates(manager);
    let best = candidates.next();
    if manager != Manager::Apt || need.candidates(manager).count() == 1 {
        return best;
    }
    need.candidates(manager).find(|name| apt_has(name)).or(best)
}

fn apt_has(name: &str) -> bool {
    let mut command = Command::new("apt-cache");
    command.args(["show", "--no-all-versions", name]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// A command run as root. `env` stands between, because sudo drops variables; output goes to standard error, because
/// standard output is for answers.
fn as_root(root: &[&str], program: &str, args: &[&str]) -> Command {
    let mut words = root.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", program]);
    let mut command = Command::new(words.next().unwrap_or("env"));
    command.args(words).args(args).stdout(std::io::stderr());
    if !std::io::stdin().is_terminal() {
        command.stdin(Stdio::null());
    }
    command
}

/// What to put before a command that needs root: nothing, or sudo, which may only ask for a password on a terminal.
fn prefix(by_hand: &str) -> Result<Vec<&'static str>, Failure> {
    if is_root() {
        return Ok(Vec::new());
    }
    if on_path("sudo").is_none() {
        return Err(Failure::new(format!("this needs root, and there is no sudo; as root, do: {by_hand}")));
    }
    if std::io::stdin().is_terminal() {
        return Ok(vec!["sudo"]);
    }
    let mut trial = Command::new("sudo");
    trial.args(["-n", "true"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if trial.status().is_ok_and(|status| status.success()) {
        return Ok(vec!["sudo", "-n"]);
    }
    Err(Failure::new(format!(
        "this needs root; sudo wants a password, and there is no terminal to ask for it. As root, do: {by_hand}"
    )))
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// Whether there are package lists, fetched not long ago. Lists keep the server's time; the folders' own tells ours.
fn lists_are_fresh(folder: &Path, now: SystemTime) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let has_lists = entries.filter_map(Result::ok).any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.contains("_Packages") || name.ends_with(".db")
    });
    let changed = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified()).ok();
    let newest = [changed(folder), changed(&folder.join("partial"))].into_iter().flatten().max();
    has_lists && newest.is_some_and(|time| now.duration_since(time).unwrap_or_default() < LISTS_KEEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_missing_then_fresh_then_old() -> Result<(), std::io::Error> {
        let folder = std::env::temp_dir().join(format!("menagerie-xtask-lists-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("partial"))?;
        let now = SystemTime::now();
        assert!(!lists_are_fresh(&folder, now), "no list yet");
        std::fs::write(folder.join("debian_dists_bookworm_main_binary-amd64_Packages"), "")?;
        assert!(lists_are_fresh(&folder, now));
        assert!(!lists_are_fresh(&folder, now + LISTS_KEEP + Duration::from_secs(60)));
        std::fs::remove_dir_all(&folder)
    }

    #[test]
    fn what_is_missing_is_listed_with_its_reason() {
        let text = list(Manager::Apt, &NEEDS.iter().take(1).collect::<Vec<_>>());
        assert_eq!(text, "  gcc                   links every Rust program");
    }

    #[test]
    fn root_commands_are_noninteractive() {
        let command = as_root(&["sudo", "-n"], "apt-get", &["update"]);
        assert_eq!(in_words(&command), "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get update");
        assert_eq!(in_words(&as_root(&[], "dnf", &[])), "env DEBIAN_FRONTEND=noninteractive dnf");
    }
}
