//! `exhibit.toml`: what a museum decides about its exhibit, in a file. Its keys are the options of `menagerie run`, so that there
//! is one list of them, one set of words about them and one check of their values; options and environment go before the file.

mod file;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, Command, FromArgMatches};

use crate::cli::RunArgs;
use crate::console;

pub(crate) use file::{Finding, commented_default};

/// What an environment variable for a key begins with: `MENAGERIE_IDLE`.
const VARIABLE: &str = "MENAGERIE_";
/// Names the file.
const CONFIG_VARIABLE: &str = "MENAGERIE_CONFIG";
/// The file's name.
const FILE: &str = "exhibit.toml";
/// What stands for no file.
const NONE: &str = "none";
/// Keys that say something about this one start only.
const NOT_KEYS: [&str; 3] = ["config", "windowed", "help"];

/// What the exhibit is started with.
pub(crate) struct Resolved {
    /// The whole command line, file and environment included: what a supervisor starts the exhibit with.
    pub(crate) arguments: Vec<OsString>,
    /// The same, read.
    pub(crate) args: RunArgs,
}

/// The options of `menagerie run`, the later of two of the same name in force.
fn command() -> Command {
    RunArgs::augment_args(Command::new("menagerie run")).args_override_self(true).no_binary_name(true)
}

/// The keys of the file: the options but for those that are about one start.
fn keys(command: &Command) -> impl Iterator<Item = &clap::Arg> {
    command.get_arguments().filter(|arg| arg.get_long().is_some_and(|long| !NOT_KEYS.contains(&long)))
}

/// The file there is: named by option or environment, else the user's, else the machine's.
pub(crate) fn find(named: Option<&Path>) -> Option<PathBuf> {
    let named = named.map(Path::to_owned).or_else(|| std::env::var_os(CONFIG_VARIABLE).map(PathBuf::from));
    match named {
        Some(named) if named.as_os_str() == NONE => None,
        Some(named) => Some(named),
        None => usual_places().into_iter().find(|place| place.is_file()),
    }
}

/// Where it is looked for.
pub(crate) fn usual_places() -> Vec<PathBuf> {
    let own = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let own = own.or_else(|| std::env::home_dir().map(|home| home.join(".config")));
    let mut places: Vec<PathBuf> = own.into_iter().map(|folder| folder.join("menagerie").join(FILE)).collect();
    if cfg!(unix) {
        places.push(Path::new("/etc/menagerie").join(FILE));
    }
    places
}

/// Options of the command line, behind those of environment and file.
///
/// # Errors
/// What is wrong with the file, if something is.
pub(crate) fn resolve(file: Option<&Path>, own: &[OsString]) -> Result<Resolved, Vec<Finding>> {
    let from_file = file.map(file::read).transpose()?.unwrap_or_default();
    Ok(join(from_file, own))
}

fn join(from_file: Vec<OsString>, own: &[OsString]) -> Resolved {
    let command = command();
    let arguments: Vec<OsString> = [from_file, from_environment(&command), own.to_vec()].concat().into_iter().collect();
    let parsed = command.clone().try_get_matches_from(&arguments).and_then(|found| RunArgs::from_arg_matches(&found));
    match parsed {
        Ok(args) => Resolved { arguments, args },
        // The command line was checked before, so it is the environment or how both go together; clap says what.
        Err(error) => error.exit(),
    }
}

fn from_environment(command: &Command) -> Vec<OsString> {
    let set = keys(command).filter_map(|arg| {
        let long = arg.get_long()?;
        let value = std::env::var_os(format!("{VARIABLE}{}", long.replace('-', "_").to_uppercase()))?;
        option(command, long, &value.to_string_lossy())
    });
    set.map(OsString::from).collect()
}

/// An option as it stands on a command line; `None` for a switch that is off.
fn option(command: &Command, key: &str, value: &str) -> Option<String> {
    let arg = command.get_arguments().find(|arg| arg.get_long() == Some(key))?;
    if arg.get_action().takes_values() {
        return Some(format!("--{key}={value}"));
    }
    (value == "true").then(|| format!("--{key}"))
}

/// What is wrong with a value, in clap's words, on one line.
fn problem_with(key: &str, value: &str) -> Option<String> {
    let command = command();
    let is_switch = command.get_arguments().any(|arg| arg.get_long() == Some(key) && !arg.get_action().takes_values());
    if is_switch && !["true", "false"].contains(&value) {
        return Some(format!("`{value}` is neither true nor false"));
    }
    let option = option(&command, key, value)?;
    let error = command.try_get_matches_from([option]).err()?.to_string();
    let told = error.lines().take_while(|line| !line.trim_start().starts_with("For more")).map(str::trim);
    let told: Vec<&str> = told.filter(|line| !line.is_empty()).collect();
    Some(told.join(" ").trim_start_matches("error: ").to_owned())
}

/// The file in force, the last good one where the newest is broken.
pub(crate) struct Watched {
    file: Option<PathBuf>,
    /// Where a kiosk keeps the last good one beyond its own life and a restart of the machine.
    copy: Option<PathBuf>,
    own: Vec<OsString>,
    pub(crate) good: Resolved,
}

impl Watched {
    /// Begins with the file there is. Where that is broken a kiosk goes on with the last good one, or without any: an exhibit
    /// beats a black screen.
    ///
    /// # Errors
    /// What is wrong with the file of an exhibit that somebody looks after.
    pub(crate) fn begin(
        file: Option<PathBuf>,
        copy: Option<PathBuf>,
        own: Vec<OsString>,
    ) -> Result<Self, Vec<Finding>> {
        let good = resolve(file.as_deref(), &own).or_else(|findings| {
            let last_good =
                copy.as_deref().filter(|copy| copy.is_file()).and_then(|copy| resolve(Some(copy), &own).ok());
            let instead = last_good.unwrap_or_else(|| join(Vec::new(), &own));
            if !instead.args.kiosk {
                return Err(findings);
            }
            say(&findings);
            console::note("That file is not in force; the exhibit goes on with the last good one, or without any.");
            Ok(instead)
        })?;
        let watched = Self { file, copy, own, good };
        watched.keep();
        Ok(watched)
    }

    /// Reads the file once more; a broken one is told, and the last good one stays in force.
    pub(crate) fn renew(&mut self) {
        match resolve(self.file.as_deref(), &self.own) {
            Ok(good) => {
                self.good = good;
                self.keep();
            }
            Err(findings) => {
                say(&findings);
                console::note("The last good one stays in force.");
            }
        }
    }

    /// Keeps the good file of a kiosk. A disk that is full keeps none, and the exhibit goes on.
    fn keep(&self) {
        let (Some(file), Some(copy), true) = (&self.file, &self.copy, self.good.args.kiosk) else { return };
        if file::read(file).is_ok() {
            drop(copy.parent().map(std::fs::create_dir_all));
            drop(std::fs::copy(file, copy));
        }
    }
}

/// Where the last good file of a kiosk is kept.
pub(crate) fn usual_copy() -> Option<PathBuf> {
    let own = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = own.or_else(|| std::env::home_dir().map(|home| home.join(".local/state")));
    folder.map(|folder| folder.join("menagerie/last-good-exhibit.toml"))
}

/// Says what is wrong.
pub(crate) fn say(findings: &[Finding]) {
    findings.iter().for_each(console::error);
}

#[cfg(test)]
mod tests;
