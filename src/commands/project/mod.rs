//! `menagerie project`: lessons that are kept in one file, for scripts and for those who prefer a keyboard. Each
//! command opens the file, does one thing, and saves it whole or not at all.

mod add;
mod export;
mod import;
mod importer;
mod info;
mod lesson;
mod new;
mod report;
mod test;
mod train;

use std::path::Path;
use std::process::ExitCode;

use menagerie_lesson::{ClassId, MOST_CLASSES, tidy_name};
use menagerie_project::{Opened, Project, ProjectLock, open_newest};
use menagerie_stage::{CreaturesFolder, find_creatures};

pub(crate) use importer::pictures_in;
pub(crate) use lesson::Lesson;

use crate::cli::ProjectCommand;
use crate::{assets, console};

pub(crate) fn run(command: &ProjectCommand) -> Result<ExitCode, String> {
    match command {
        ProjectCommand::New(args) => new::run(args),
        ProjectCommand::Info(args) => info::run(args),
        ProjectCommand::Add(args) => add::run(args),
        ProjectCommand::Train(args) => train::run(args),
        ProjectCommand::Test(args) => test::run(args),
        ProjectCommand::Export(args) => export::run(args),
        ProjectCommand::Import(args) => import::run(args),
    }
}

/// Opens a project. If only its backup can be read, it says so and continues with that.
fn open(file: &Path) -> Result<(Project, Opened), String> {
    if file.is_dir() {
        let shown = file.display();
        return Err(format!("{shown}: is a folder, not a project. Turn it into one with menagerie project import"));
    }
    let (project, opened) = open_newest(file).map_err(|error| error.to_string())?;
    if let Opened::Previous(reason) = &opened {
        console::note(format_args!("{reason}\nThe previous version was opened instead."));
    }
    Ok((project, opened))
}

/// Opens a project to change it. Nobody else changes it while the lock lives.
fn open_to_change(file: &Path) -> Result<(Project, ProjectLock), String> {
    let lock = lock(file)?;
    Ok((open(file)?.0, lock))
}

fn lock(file: &Path) -> Result<ProjectLock, String> {
    ProjectLock::acquire(file).map_err(|error| error.to_string())
}

fn save(project: &Project, file: &Path) -> Result<(), String> {
    menagerie_project::save(project, file).map_err(|error| error.to_string())
}

/// Prefixes an error with the project's file.
fn named(file: &Path) -> impl Fn(String) -> String {
    move |error| format!("{}: {error}", file.display())
}

/// Refuses to overwrite a file unless asked to.
fn check_free(file: &Path, force: bool) -> Result<(), String> {
    if !force && file.exists() {
        return Err(format!("{}: already exists. Choose another name, or overwrite it with --force", file.display()));
    }
    Ok(())
}

/// The name of a file without its ending, for people.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The number of the class of this name; it is made if it is not there yet.
fn class_named(project: &mut Project, name: &str) -> Result<ClassId, String> {
    let name = tidy_name(name);
    if name.is_empty() {
        return Err("a class has an empty name; give it one".to_owned());
    }
    if project.class_named(&name).is_none() && project.classes.len() >= MOST_CLASSES {
        return Err(format!("there is no room for the class `{name}`: a lesson has at most {MOST_CLASSES} classes"));
    }
    let (creatures, _) = find_creatures(&[CreaturesFolder::of_exhibit(&assets::find()?)]);
    let creatures: Vec<String> = creatures.names().map(str::to_owned).collect();
    Ok(project.class_or_new(&name, &creatures))
}
