//! `menagerie project import`: a project made from pictures collected elsewhere.

use std::collections::BTreeMap;
use std::process::ExitCode;

use menagerie_lesson::{LONGEST_SENTENCE, Split, name_key, on_one_line};
use menagerie_project::{ClassAnswers, Project};
use serde::Serialize;

use super::importer::{self, Importer};
use crate::cli::ImportArgs;
use crate::console;

#[derive(Serialize)]
struct Imported<'a> {
    file: String,
    name: &'a str,
    pictures: usize,
    classes: Vec<ImportedClass<'a>>,
    skipped: &'a [String],
    /// Answers of classes that cannot be imported.
    left_out: &'a [String],
}

#[derive(Serialize)]
struct ImportedClass<'a> {
    name: &'a str,
    output: &'a str,
    says: &'a str,
    /// Taught, those to validate with included.
    teach: usize,
    validate: usize,
    test: usize,
}

pub(super) fn run(args: &ImportArgs) -> Result<ExitCode, String> {
    let _lock = super::lock(&args.file)?;
    super::check_free(&args.file, args.force)?;
    let pictures = importer::pictures_in(&args.from)?;
    let outputs = pictures.outputs().clone();
    let name = args.name.clone().unwrap_or_else(|| super::stem(&args.from));
    let mut project = Project { name, ..Project::default() };
    let bar = console::progress(pictures.total(), "importing");
    let mut importer = Importer::new(&mut project, None, None);
    let class_of_loose = pictures.class_of_loose().map(str::to_owned);
    importer.take_all(pictures, class_of_loose.as_deref(), &bar);
    bar.finish_and_clear();
    let skipped = importer.skipped;
    importer::tell_skipped(&skipped);
    if project.pictures.is_empty() {
        return Err(format!("{}: contains no importable picture, so no project was made", args.from.display()));
    }
    let left_out = take_outputs(&mut project, &outputs);
    super::save(&project, &args.file)?;
    let classes = project.classes.iter().map(|class| ImportedClass {
        name: &class.name,
        output: &class.creature,
        says: &class.says,
        teach: project.count(class.id, Split::Teach) + project.count(class.id, Split::Validate),
        validate: project.count(class.id, Split::Validate),
        test: project.count(class.id, Split::Test),
    });
    let imported = Imported {
        file: args.file.display().to_string(),
        name: &project.name,
        pictures: project.pictures.len(),
        classes: classes.collect(),
        skipped: &skipped,
        left_out: &left_out,
    };
    if args.json {
        console::json(&imported)?;
    } else {
        tell(&imported);
    }
    Ok(ExitCode::SUCCESS)
}

/// Gives classes what they answered with elsewhere, and says what else there was.
fn take_outputs(project: &mut Project, outputs: &BTreeMap<String, ClassAnswers>) -> Vec<String> {
    let mut left_out = Vec::new();
    for (name, output) in outputs {
        let key = name_key(name);
        let class = project.classes.iter_mut().find(|class| name_key(&class.name) == key);
        let Some(class) = class else { continue };
        class.says = on_one_line(&output.says, LONGEST_SENTENCE);
        class.outputs.clone_from(&output.outputs);
        left_out.extend(output.left_out.iter().map(|what| format!("{}: {what}", class.name)));
    }
    left_out
}

fn tell(imported: &Imported) {
    console::answer(format_args!(
        "{}: \"{}\" with {}",
        imported.file,
        imported.name,
        console::count(imported.pictures, "picture", "pictures")
    ));
    for class in &imported.classes {
        let says = if class.says.is_empty() { String::new() } else { format!(": \"{}\"", class.says) };
        let validate = match class.validate {
            0 => String::new(),
            count => format!(" ({count} of those taught are to validate with)"),
        };
        console::answer(format_args!("  {:5} + {:<5} {}{says}{validate}", class.teach, class.test, class.name));
    }
    if !imported.left_out.is_empty() {
        console::note(format_args!("Answers that cannot be imported: {}", imported.left_out.join(", ")));
    }
}
