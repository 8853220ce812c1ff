//! `menagerie eval`: measures a head on pictures that it was not taught.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use indicatif::ProgressBar;
use menagerie_brain::{
    Backbone, ClassEmbeddings, Device, EvalPictures, EvalProgress, EvalReport, EvalSettings, evaluate,
};
use menagerie_core::drift::{Drift, GRADES, shifted};
use menagerie_core::photographs::{ClassFolder, list_classes, list_pictures_below, read_picture};
use menagerie_lesson::{LessonSettings, Picture, PictureError};

use crate::cli::EvalArgs;
use crate::{commands::network, console};

pub(crate) fn run(args: &EvalArgs) -> Result<ExitCode, String> {
    let train = list_classes(&args.train).map_err(|error| error.to_string())?;
    let test = list_classes(&args.test).map_err(|error| error.to_string())?;
    let unknown = match &args.unknown {
        Some(dir) => list_pictures_below(dir).map_err(|error| error.to_string())?,
        None => Vec::new(),
    };
    let unknown = ClassFolder { name: String::new(), pictures: unknown };
    let backbone = network::load(args.device.into())?;
    let grades = 1..=if args.shifted { GRADES } else { 0 };
    let count = |classes: &[ClassFolder]| classes.iter().map(|class| class.pictures.len()).sum::<usize>();
    let looks =
        count(&train) * args.held as usize + count(&test) * (1 + grades.clone().count()) + unknown.pictures.len();
    let bar = console::progress(looks, "looking");
    let as_taught = if args.held > 1 { Taking::Held(args.held) } else { Taking::AsItIs };
    let embed = |classes: &[ClassFolder], taking| embed(&backbone, classes, taking, &bar);
    let pictures = EvalPictures {
        train: embed(&train, as_taught)?,
        test: embed(&test, Taking::AsItIs)?,
        shifted: grades.map(|grade| embed(&test, Taking::Shifted(grade))).collect::<Result<_, _>>()?,
        unknown: embed(&[unknown], Taking::AsItIs)?.into_iter().flat_map(|class| class.photographs).flatten().collect(),
        strangers: Arc::new(network::strangers()?),
    };
    bar.finish_and_clear();

    let settings = EvalSettings {
        lesson: LessonSettings { head: args.head.into(), ..LessonSettings::default() },
        shots: args.shots.map(|shots| shots as usize),
        seeds: args.seeds as usize,
    };
    let bar = console::progress(settings.seeds, "teaching");
    let told = |progress: EvalProgress| bar.set_position(progress.done as u64);
    let report = evaluate(&pictures, &settings, &Device::flex(), told)
        .map_err(|error| format!("{} and {}: {error}", args.train.display(), args.test.display()))?;
    bar.finish_and_clear();
    if args.json {
        console::json(&report)?;
    } else {
        tell(&report, &args.test);
    }
    Ok(ExitCode::SUCCESS)
}

/// How a photograph comes before the network.
#[derive(Debug, Clone, Copy)]
enum Taking {
    AsItIs,
    /// Held before a camera for so many frames.
    Held(u32),
    /// Under other light and from another distance, of that grade.
    Shifted(usize),
}

/// Embeddings of every picture. One unusable picture ends it: a measurement on other pictures than asked for would
/// mislead.
fn embed(
    backbone: &Backbone,
    classes: &[ClassFolder],
    taking: Taking,
    bar: &ProgressBar,
) -> Result<Vec<ClassEmbeddings>, String> {
    let mut embedded = Vec::with_capacity(classes.len());
    // Each photograph has a hand of its own.
    let mut seed = 0;
    for class in classes {
        let mut photographs = Vec::with_capacity(class.pictures.len());
        for path in &class.pictures {
            seed += 1;
            let picture = read_picture(path).map_err(|error| error.to_string())?;
            let frames = frames(picture, taking, seed).map_err(|error| format!("{}: {error}", path.display()))?;
            let look = |frame: &Picture| network::look_at(backbone, frame, &path.display()).map(|seen| seen.embedding);
            bar.inc(frames.len() as u64);
            photographs.push(frames.iter().map(look).collect::<Result<_, _>>()?);
        }
        embedded.push(ClassEmbeddings { name: class.name.clone(), photographs });
    }
    Ok(embedded)
}

fn frames(picture: Picture, taking: Taking, seed: u64) -> Result<Vec<Picture>, PictureError> {
    match taking {
        Taking::AsItIs => Ok(vec![picture]),
        Taking::Shifted(grade) => Ok(vec![shifted(&picture, grade, seed)?]),
        Taking::Held(frames) => {
            let mut drift = Drift::new(seed);
            (0..frames).map(|_| drift.next_frame(&picture)).collect()
        }
    }
}

fn tell(report: &EvalReport, test: &Path) {
    let accuracy = &report.accuracy;
    let spread = match report.seeds {
        1 => "one draw; --seeds 10 shows how much is chance".to_owned(),
        draws => format!("standard deviation {:.1} over {draws} draws", accuracy.std * 100.0),
    };
    console::answer(format_args!(
        "{:.1} % of the pictures in {} were classified correctly ({spread})",
        accuracy.mean * 100.0,
        test.display()
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
        console::answer(format_args!("  {:5.1} %  {class}{mistaken}", accuracy * 100.0));
    }
    if let (Some(auroc), Some(fpr)) = (report.auroc, report.fpr_at_95) {
        console::answer(format_args!(
            "Given a picture of something else and one of these, the former looks stranger in {} of cases (AUROC).",
            console::percent(auroc)
        ));
        console::answer(format_args!(
            "Where 95 % of these pass as known, so do {} of those of something else (FPR at 95).",
            console::percent(fpr)
        ));
    }
    let rule = &report.rule;
    let says = rule.own_estimate.map_or("cannot tell from so few views".to_owned(), |share| {
        format!("estimates {} from the taught pictures alone", console::percent(share))
    });
    console::answer(format_args!(
        "Classified correctly and known: {}; the exhibit itself {says}.",
        console::percent(rule.right_and_known)
    ));
    let caught = rule.unknown_caught.map_or(String::new(), |share| {
        format!("{} of the pictures of something else are called never seen, and ", console::percent(share))
    });
    console::answer(format_args!(
        "By the exhibit's own rule, {caught}{} of the correctly classified pictures of these classes{}.",
        console::percent(rule.right_refused),
        if caught.is_empty() { " are called never seen" } else { "" }
    ));
    let kinds: Vec<&str> = report.answered_by.iter().map(|kind| kind.name()).collect();
    console::answer(format_args!("Answered by: {}.", kinds.join(", ")));
    for (grade, accuracy) in (1..).zip(&report.shifted) {
        console::answer(format_args!(
            "Under other light and from another distance, grade {grade}: {}",
            console::percent(*accuracy)
        ));
    }
}
