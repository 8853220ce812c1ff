//! `menagerie project export`: writes the pictures, the head or a report for use elsewhere.

use std::path::Path;
use std::process::ExitCode;

use menagerie_lesson::{LinearHead, unique_names};
use menagerie_project::{Project, export_folders, export_head};
use menagerie_ui::ENGLISH;
use serde::Serialize;

use super::lesson::{self, Lesson};
use super::report;
use crate::cli::ExportArgs;
use crate::commands::network::LazyExtractor;
use crate::console;

#[derive(Serialize)]
struct Exported {
    file: String,
    /// `folders`, `head` or `report`.
    what: &'static str,
    to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pictures: Option<usize>,
    /// Whether the head had to be trained first, because the saved one did not match the pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    trained: Option<bool>,
}

pub(super) fn run(args: &ExportArgs) -> Result<ExitCode, String> {
    // A newly trained head is saved.
    let _lock = if args.target.head.is_some() { Some(super::lock(&args.file)?) } else { None };
    let (mut project, _) = super::open(&args.file)?;
    let mut extractor = LazyExtractor::new(args.device.into());
    let target = &args.target;
    let exported = |what, to: &Path, pictures, trained| Exported {
        file: args.file.display().to_string(),
        what,
        to: to.display().to_string(),
        pictures,
        trained,
    };
    let exported = if let Some(dir) = &target.folders {
        exported("folders", dir, Some(write_folders(&project, dir)?), None)
    } else if let Some(dir) = &target.head {
        exported("head", dir, None, Some(write_head(&mut project, &args.file, dir, &mut extractor)?))
    } else if let Some(path) = &target.report {
        // What is asked for in a language that is not there fails before the network is loaded.
        let language = report::language(args.language.as_deref().unwrap_or(ENGLISH))?;
        report::write(&mut project, &args.file, path, &language, &mut extractor)?;
        exported("report", path, None, None)
    } else {
        return Err("there is nothing to export; name --folders, --head or --report".to_owned());
    };
    if args.json {
        console::json(&exported)?;
    } else {
        tell(&exported);
    }
    Ok(ExitCode::SUCCESS)
}

fn write_folders(project: &Project, dir: &Path) -> Result<usize, String> {
    let bar = console::progress(project.pictures.len(), "writing");
    let mut progress = |done: usize, _| {
        bar.set_position(done as u64);
        true
    };
    let written = export_folders(project, dir, &mut progress).map_err(|error| error.to_string())?;
    bar.finish_and_clear();
    Ok(written)
}

/// Writes the head that is kept, or trains one if that does not belong to the pictures, and says whether it did.
fn write_head(project: &mut Project, file: &Path, dir: &Path, extractor: &mut LazyExtractor) -> Result<bool, String> {
    let named = super::named(file);
    let kept = project.head.take().filter(|head| belongs(head, project));
    let trains = kept.is_none();
    let head = match kept {
        Some(head) => head,
        None => Lesson::teach(project, extractor).map_err(&named)?.linear_head().ok_or_else(|| {
            named(
                "nearest neighbours are pictures, not a head that could be exported. Choose another one with \
                menagerie project train --head softmax"
                    .to_owned(),
            )
        })?,
    };
    export_head(&head, dir).map_err(|error| error.to_string())?;
    if trains {
        project.head = Some(head);
        super::save(project, file)?;
    }
    Ok(trains)
}

/// Whether a head that was kept is the one that these pictures and settings give: whoever changes them takes it away,
/// and a picture that came from elsewhere has no embedding yet.
fn belongs(head: &LinearHead<String>, project: &Project) -> bool {
    let taught = || lesson::taught(project);
    let labels =
        unique_names(&project.classes).into_iter().filter(|(id, _)| taught().any(|picture| picture.class == *id));
    taught().all(|picture| picture.embedding.is_some())
        && labels.map(|(_, name)| name).eq(head.labels.iter().cloned())
        && lesson::settled_kind(project).is_ok_and(|kind| kind == head.kind)
}

fn tell(exported: &Exported) {
    match exported.pictures {
        Some(n) => console::answer(format_args!("{}: {}", exported.to, console::count(n, "picture", "pictures"))),
        None => console::answer(format_args!("{}: written", exported.to)),
    }
    if exported.trained == Some(true) {
        console::note("The saved head did not match the pictures, so a new one was trained first.");
    }
}
