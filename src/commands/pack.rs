//! `menagerie pack`: makes a pack to begin with, and says what is wrong with one.

use std::process::ExitCode;

use menagerie_project::{PackFinding, begin_pack, open_pack};

use crate::cli::{CheckArgs, PackCommand};
use crate::{assets, console, pack};

pub(crate) fn run(command: &PackCommand) -> Result<ExitCode, String> {
    match command {
        PackCommand::Check(args) => check(args),
        PackCommand::New { dir } => {
            begin_pack(dir).map_err(|finding| finding.to_string())?;
            let dir = dir.display();
            console::note(format_args!(
                "A pack to begin with is in {dir}; see it with: menagerie --windowed --pack {dir}"
            ));
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(args: &CheckArgs) -> Result<ExitCode, String> {
    let assets = assets::find()?;
    let (pack, findings) = match open_pack(&args.path) {
        Ok(place) => {
            let checked = pack::check(&place, &assets);
            (checked.pack, checked.findings)
        }
        Err(finding) => (None, vec![finding]),
    };
    for finding in &findings {
        if args.json {
            console::json(finding)?;
        } else {
            let kind = if finding.refuses { "error  " } else { "warning" };
            console::answer(format_args!("{kind}  {finding}"));
        }
    }
    let refuses = findings.iter().any(|finding: &PackFinding| finding.refuses);
    console::note(match (&pack, findings.len()) {
        (Some(pack), 0) => format!("The pack \"{}\" is in order.", pack.name),
        (_, findings) => {
            let what = if refuses { "; as it is, the exhibit does not use it" } else { "; the rest of it is used" };
            format!("{}{what}.", console::count(findings, "finding", "findings"))
        }
    });
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
