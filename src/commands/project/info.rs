//! `menagerie project info`: what is in a project.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use menagerie_lesson::{Class, HeadKind, LessonSettings, LinearHead, Split};
use menagerie_project::{FORMAT_VERSION, Opened, Project};
use serde::Serialize;

use crate::cli::InfoArgs;
use crate::console;

#[derive(Serialize)]
struct Info<'a> {
    file: String,
    name: &'a str,
    version: u32,
    bytes: u64,
    /// `newest` or `previous`, and why not the newest.
    opened: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    classes: Vec<ClassInfo<'a>>,
    teach: usize,
    test: usize,
    embedded: usize,
    settings: &'a LessonSettings,
    head: Option<HeadInfo<'a>>,
}

#[derive(Serialize)]
struct ClassInfo<'a> {
    #[serde(flatten)]
    class: &'a Class,
    teach: usize,
    test: usize,
}

#[derive(Serialize)]
struct HeadInfo<'a> {
    kind: HeadKind,
    labels: &'a [String],
}

pub(super) fn run(args: &InfoArgs) -> Result<ExitCode, String> {
    let (project, opened) = super::open(&args.file)?;
    let mut opened_file = args.file.clone().into_os_string();
    let (opened, problem) = match opened {
        Opened::Newest => ("newest", None),
        Opened::Previous(reason) => {
            opened_file.push(".bak");
            ("previous", Some(reason))
        }
    };
    let opened_file = PathBuf::from(opened_file);
    let of_split = |split| project.pictures.iter().filter(|picture| picture.split == split).count();
    let info = Info {
        file: args.file.display().to_string(),
        name: &project.name,
        version: FORMAT_VERSION,
        bytes: fs::metadata(&opened_file).map_err(|error| format!("{}: {error}", opened_file.display()))?.len(),
        opened,
        problem,
        classes: project.classes.iter().map(|class| class_info(&project, class)).collect(),
        teach: of_split(Split::Teach),
        test: of_split(Split::Test),
        embedded: project.pictures.iter().filter(|picture| picture.embedding.is_some()).count(),
        settings: &project.settings,
        head: project.head.as_ref().map(|LinearHead { kind, labels, .. }| HeadInfo { kind: *kind, labels }),
    };
    if args.json {
        console::json(&info)?;
    } else {
        tell(&info);
    }
    Ok(ExitCode::SUCCESS)
}

fn class_info<'a>(project: &Project, class: &'a Class) -> ClassInfo<'a> {
    let count = |split| project.count(class.id, split);
    ClassInfo { class, teach: count(Split::Teach), test: count(Split::Test) }
}

fn tell(info: &Info) {
    console::answer(format_args!(
        "{}: \"{}\", format {}, {:.1} MB",
        info.file,
        info.name,
        info.version,
        info.bytes as f64 / 1e6
    ));
    console::answer(format_args!(
        "{} in {}: {} to teach, {} to test; the network has seen {}",
        console::count(info.teach + info.test, "picture", "pictures"),
        console::count(info.classes.len(), "class", "classes"),
        info.teach,
        info.test,
        info.embedded
    ));
    for ClassInfo { class, teach, test } in &info.classes {
        let output = if class.creature.is_empty() { "nobody" } else { &class.creature };
        let rest = if class.enabled { "" } else { ", at rest" };
        let says = if class.says.is_empty() { String::new() } else { format!(" \"{}\"", class.says) };
        console::answer(format_args!("  {teach:5} + {test:<5} {}: {output} answers{says}{rest}", class.name));
    }
    let LessonSettings { head, training, .. } = info.settings;
    let batch = match training.batch_size {
        0 => "all pictures at once".to_owned(),
        size => format!("{} per step", console::count(size, "picture", "pictures")),
    };
    let yes_no = |on| if on { "yes" } else { "no" };
    console::answer(format_args!(
        "Settings: head {}, {} epochs, {batch}, learning rate {}, {} kept back, early stopping {}, augmentation {}, \
        random seed {}",
        head,
        training.epochs,
        training.learning_rate,
        console::percent(training.validation_share),
        yes_no(training.early_stopping),
        yes_no(training.augmentation),
        training.seed
    ));
    match &info.head {
        Some(head) => console::answer(format_args!("Head: {} for {}", head.kind, head.labels.join(", "))),
        None => console::answer("Head: none saved; menagerie project train makes one"),
    }
}
