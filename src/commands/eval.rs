//! `menagerie eval`: measures a head on pictures that it was not taught.

use std::path::Path;
use std::process::ExitCode;

use indicatif::ProgressBar;
use menagerie_brain::{Backbone, ClassEmbeddings, Device, EvalProgress, EvalReport, EvalSettings, evaluate};
use menagerie_core::picture::{ClassFolder, list_classes, list_pictures_below};

use crate::cli::EvalArgs;
use crate::{commands::network, say};

pub(crate) fn run(args: &EvalArgs) -> Result<ExitCode, String> {
    let train = list_classes(&args.train).map_err(|error| error.to_string())?;
    let test = list_classes(&args.test).map_err(|error| error.to_string())?;
    let unknown = match &args.unknown {
        Some(dir) => list_pictures_below(dir).map_err(|error| error.to_string())?,
        None => Vec::new(),
    };
    let unknown = ClassFolder { name: String::new(), pictures: unknown };
    let backbone = network::load(args.device.into())?;
    let pictures = train.iter().chain(&test).chain([&unknown]).map(|class| class.pictures.len()).sum();
    let bar = say::progress(pictures, "looking");
    let train = embed(&backbone, &train, &bar)?;
    let test = embed(&backbone, &test, &bar)?;
    let unknown = embed(&backbone, &[unknown], &bar)?.pop().map(|class| class.embeddings).unwrap_or_default();
    bar.finish_and_clear();

    let settings = EvalSettings {
        head: args.head.into(),
        shots: args.shots.map(|shots| shots as usize),
        seeds: args.seeds as usize,
    };
    let bar = say::progress(settings.seeds, "teaching");
    let told = |progress: EvalProgress| bar.set_position(progress.done as u64);
    let report = evaluate(&train, &test, &unknown, &settings, &Device::flex(), told)
        .map_err(|error| format!("{} and {}: {error}", args.train.display(), args.test.display()))?;
    bar.finish_and_clear();
    if args.json {
        say::json(&report)?;
    } else {
        tell(&report, &args.test);
    }
    Ok(ExitCode::SUCCESS)
}

/// Embeddings of every picture. One unusable picture ends it: a measurement on other pictures than asked for would
/// mislead.
fn embed(backbone: &Backbone, classes: &[ClassFolder], bar: &ProgressBar) -> Result<Vec<ClassEmbeddings>, String> {
    let mut embedded = Vec::with_capacity(classes.len());
    for class in classes {
        let mut embeddings = Vec::with_capacity(class.pictures.len());
        for picture in &class.pictures {
            embeddings.push(network::look(backbone, picture)?.embedding);
            bar.inc(1);
        }
        embedded.push(ClassEmbeddings { name: class.name.clone(), embeddings });
    }
    Ok(embedded)
}

fn tell(report: &EvalReport, test: &Path) {
    let accuracy = &report.accuracy;
    say::answer(format_args!(
        "{:.1} % of the pictures in {} were answered rightly (standard deviation {:.1} over {} draws)",
        accuracy.mean * 100.0,
        test.display(),
        accuracy.std * 100.0,
        report.seeds
    ));
    for (class, accuracy) in &report.per_class {
        let mistaken: Vec<_> = report
            .confusion
            .get(class)
            .into_iter()
            .flatten()
            .filter(|(answer, count)| *answer != class && **count > 0)
            .map(|(answer, count)| format!("{count} x {answer}"))
            .collect();
        let mistaken =
            if mistaken.is_empty() { String::new() } else { format!("   taken for {}", mistaken.join(", ")) };
        say::answer(format_args!("  {:5.1} %  {class}{mistaken}", accuracy * 100.0));
    }
    if let (Some(auroc), Some(fpr)) = (report.auroc, report.fpr_at_95) {
        say::answer(format_args!(
            "Of a picture of something else and one of these, the former is found the stranger in {} of cases (AUROC).",
            say::percent(auroc)
        ));
        say::answer(format_args!(
            "Where 95 % of these pass for known, so do {} of those of something else (FPR at 95).",
            say::percent(fpr)
        ));
    }
}
