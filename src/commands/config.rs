//! `menagerie config`: writes a file to begin with, and checks one.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{ConfigCommand, ConfigFileArgs};
use crate::{config, console};

pub(crate) fn run(command: &ConfigCommand) -> Result<ExitCode, String> {
    match command {
        ConfigCommand::Init(args) => init(args),
        ConfigCommand::Check(args) => check(args),
    }
}

/// Writes a file in which every key stands; one that is there already stays.
fn init(args: &ConfigFileArgs) -> Result<ExitCode, String> {
    let usual = || config::usual_places().into_iter().next();
    let path: PathBuf = args.file.clone().or_else(usual).ok_or("there is no home folder; name a file")?;
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    let mut file = File::create_new(&path).map_err(told)?;
    file.write_all(config::commented_default().as_bytes()).map_err(told)?;
    console::answer(path.display());
    Ok(ExitCode::SUCCESS)
}

fn check(args: &ConfigFileArgs) -> Result<ExitCode, String> {
    let Some(path) = config::find(args.file.as_deref()) else {
        let places: Vec<String> = config::usual_places().iter().map(|place| place.display().to_string()).collect();
        return Err(format!("there is no file to check; it would be {}", places.join(" or ")));
    };
    match config::resolve(Some(&path), &[]) {
        Ok(resolved) => {
            console::answer(format_args!("{}: good", path.display()));
            for option in resolved.arguments {
                console::answer(format_args!("  {}", option.to_string_lossy()));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(findings) => {
            config::say(&findings);
            Ok(ExitCode::FAILURE)
        }
    }
}
