//! `menagerie project new`: an empty project.

use std::process::ExitCode;

use menagerie_project::Project;
use serde::Serialize;

use crate::cli::NewArgs;
use crate::console;

#[derive(Serialize)]
struct Made<'a> {
    file: String,
    name: &'a str,
    classes: Vec<&'a str>,
}

pub(super) fn run(args: &NewArgs) -> Result<ExitCode, String> {
    let _lock = super::lock(&args.file)?;
    super::check_free(&args.file, args.force)?;
    let name = args.name.clone().unwrap_or_else(|| super::stem(&args.file));
    let mut project = Project { name, ..Project::default() };
    for class in &args.classes {
        let before = project.classes.len();
        super::class_named(&mut project, class).map_err(|error| format!("--class: {error}"))?;
        if project.classes.len() == before {
            return Err(format!("--class {class}: appears twice; give each class a name of its own"));
        }
    }
    super::save(&project, &args.file)?;
    let made = Made {
        file: args.file.display().to_string(),
        name: &project.name,
        classes: project.classes.iter().map(|class| class.name.as_str()).collect(),
    };
    if args.json {
        console::json(&made)?;
    } else {
        let classes = if made.classes.is_empty() { "no class yet".to_owned() } else { made.classes.join(", ") };
        console::answer(format_args!("{}: \"{}\" with {classes}", made.file, made.name));
    }
    Ok(ExitCode::SUCCESS)
}
