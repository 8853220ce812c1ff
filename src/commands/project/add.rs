//! `menagerie project add`: imports pictures.

use std::collections::BTreeMap;
use std::process::ExitCode;

use menagerie_lesson::{ClassId, Split};
use menagerie_project::{Document, FoundPicture, Project};
use serde::Serialize;

use super::importer::{self, Importer};
use crate::cli::AddArgs;
use crate::console;

#[derive(Serialize)]
struct Added<'a> {
    file: String,
    added: usize,
    by_class: BTreeMap<&'a str, usize>,
    skipped: &'a [String],
}

pub(super) fn run(args: &AddArgs) -> Result<ExitCode, String> {
    let (mut project, _lock) = super::open_to_change(&args.file)?;
    let (mut documents, mut total, mut useless) = (Vec::new(), 0, Vec::new());
    for path in &args.paths {
        // A path that does not exist is a typing error: better to import nothing than a part.
        if !path.exists() {
            return Err(format!("{}: does not exist. Check the name; nothing was imported", path.display()));
        }
        match menagerie_project::open(path) {
            Ok(Document::Model(_)) => useless.push(importer::model_refusal(path)),
            Ok(document) => {
                total += count(&document);
                documents.push(document);
            }
            Err(error) => useless.push(error.to_string()),
        }
    }
    let bar = console::progress(total, "importing");
    let mut importer = Importer::new(&mut project, args.class.as_deref(), args.test.then_some(Split::Test));
    importer.skipped = useless;
    for document in documents {
        match document {
            Document::Pictures(pictures) => {
                let class_of_loose = pictures.class_of_loose().map(str::to_owned);
                importer.take_all(pictures, class_of_loose.as_deref(), &bar);
            }
            Document::Project(other, _) => importer.take_all(pictures_of(*other).map(Ok::<_, String>), None, &bar),
            Document::Model(_) => {}
        }
    }
    bar.finish_and_clear();
    let Importer { added, skipped, .. } = importer;
    if !added.is_empty() {
        super::save(&project, &args.file)?;
    }
    let by_class = added.iter().filter_map(|(id, n)| {
        let class = project.classes.iter().find(|class| class.id == *id)?;
        Some((class.name.as_str(), *n))
    });
    let told = Added {
        file: args.file.display().to_string(),
        added: added.values().sum(),
        by_class: by_class.collect(),
        skipped: &skipped,
    };
    tell(&told, args.json)?;
    Ok(if told.added > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn count(document: &Document) -> usize {
    match document {
        Document::Pictures(pictures) => pictures.total(),
        Document::Project(project, _) => project.pictures.len(),
        Document::Model(_) => 0,
    }
}

/// What another project holds.
fn pictures_of(project: Project) -> impl Iterator<Item = FoundPicture> {
    let names: BTreeMap<ClassId, String> = project.classes.into_iter().map(|class| (class.id, class.name)).collect();
    project.pictures.into_iter().map(move |picture| FoundPicture {
        class: names.get(&picture.class).cloned(),
        split: picture.split,
        source: picture.source,
        file: picture.file.to_vec(),
    })
}

fn tell(added: &Added, json: bool) -> Result<(), String> {
    importer::tell_skipped(added.skipped);
    if json {
        return console::json(added);
    }
    let skipped = match added.skipped.len() {
        0 => String::new(),
        n => format!(", {n} left out"),
    };
    console::answer(format_args!(
        "{}: {} imported{skipped}",
        added.file,
        console::count(added.added, "picture", "pictures")
    ));
    for (class, n) in &added.by_class {
        console::answer(format_args!("  {n:5} {class}"));
    }
    Ok(())
}
