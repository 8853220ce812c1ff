//! `menagerie classify`: what the pretrained network sees in photographs.

use std::path::Path;
use std::process::ExitCode;

use menagerie_brain::LabelledProbability;
use serde::Serialize;

use crate::cli::ClassifyArgs;
use crate::{commands::network, say};

/// Answers given for each photograph.
const TOP: usize = 5;

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    top: Vec<TopLine<'a>>,
}

/// One of the five.
#[derive(Serialize)]
struct TopLine<'a> {
    index: usize,
    label: &'a str,
    probability: f32,
}

pub(crate) fn run(args: &ClassifyArgs) -> Result<ExitCode, String> {
    let backbone = network::load(args.device.into())?;
    let mut failed = false;
    for path in &args.images {
        match network::look(&backbone, path) {
            Ok(output) => answer(path, &backbone.top_k(&output.logits, TOP), args.json)?,
            Err(error) => {
                failed = true;
                say::error(error);
            }
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn answer(path: &Path, top: &[LabelledProbability], json: bool) -> Result<(), String> {
    if json {
        let top = top
            .iter()
            .map(|line| TopLine { index: line.index, label: &line.label, probability: line.probability })
            .collect();
        let line = Line { file: path.display().to_string(), top };
        say::answer(serde_json::to_string(&line).map_err(|error| error.to_string())?);
    } else {
        say::answer(path.display());
        for line in top {
            say::answer(format_args!("  {:5.1} %  {}", line.probability * 100.0, line.label));
        }
    }
    Ok(())
}
