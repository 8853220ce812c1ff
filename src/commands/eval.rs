//! `menagerie eval`: measures a head on pictures that it was not taught.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use indicatif::ProgressBar;
use menagerie_brain::{
    Backbone, ClassEmbeddings, Device, Embedding, EvalPictures, EvalProgress, EvalReport, EvalSettings, evaluate,
};
use menagerie_core::drift::{Drift, GRADES, shifted};
use menagerie_lesson::{LessonSettings, Picture, PictureError, Split, decode_picture, name_key};
use menagerie_project::{FoundPicture, Pictures};

use crate::cli::EvalArgs;
use crate::commands::network;
use crate::commands::project::pictures_in;
use crate::console;

pub(crate) fn run(args: &EvalArgs) -> Result<ExitCode, String> {
    let train = pictures_in(&args.train)?;
    let test = pictures_in(&args.test)?;
    let unknown = args.unknown.as_deref().map(pictures_in).transpose()?;
    let backbone = network::load(args.device.into())?;
    let grades = 1..=if args.shifted { GRADES } else { 0 };
    let as_taught = if args.held > 1 { Taking::Held(args.held) } else { Taking::AsItIs };
    let as_asked: Vec<Taking> = [Taking::AsItIs].into_iter().chain(grades.map(Taking::Shifted)).collect();
    let others = unknown.as_ref().map_or(0, Pictures::total);
    let bar = console::progress(train.total() + test.total() + others, "looking");
    let mut looking = Looking { backbone: &backbone, bar: &bar, names: BTreeMap::new() };
    let mut train = looking.embed(train, &args.train, &[as_taught], By::Class(Split::is_taught))?;
    // A folder with splits of its own is asked about what is for testing in it.
    let is_asked: fn(Split) -> bool = if test.holds(Split::Test) { |split| split == Split::Test } else { |_| true };
    let mut test = looking.embed(test, &args.test, &as_asked, By::Class(is_asked))?;
    let unknown = match (unknown, &args.unknown) {
        (Some(pictures), Some(dir)) => looking.embed(pictures, dir, &[Taking::AsItIs], By::Nothing)?,
        _ => Vec::new(),
    };
    let pictures = EvalPictures {
        train: train.remove(0),
        shifted: test.split_off(1),
        test: test.remove(0),
        unknown: unknown.into_iter().flatten().flat_map(|class| class.photographs).flatten().collect(),
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

/// How pictures are put together.
#[derive(Clone, Copy)]
enum By {
    /// By their classes, as far as they are for one of these splits.
    Class(fn(Split) -> bool),
    /// All of them.
    Nothing,
}

/// Looks at pictures.
struct Looking<'a> {
    backbone: &'a Backbone,
    bar: &'a ProgressBar,
    /// Names of classes as first written, by what two spellings of one have in common.
    names: BTreeMap<String, String>,
}

impl Looking<'_> {
    /// Embeddings of every picture, for each taking, by class. One unusable picture ends it: a measurement on other pictures
    /// than asked for would mislead.
    fn embed(
        &mut self,
        from: Pictures,
        dir: &Path,
        takings: &[Taking],
        by: By,
    ) -> Result<Vec<Vec<ClassEmbeddings>>, String> {
        let mut classes: BTreeMap<String, Vec<Vec<Vec<Embedding>>>> = BTreeMap::new();
        // Each photograph has a hand of its own.
        for (seed, found) in (1..).zip(from) {
            let found = found.map_err(|error| error.to_string())?;
            self.bar.inc(1);
            let name = match by {
                By::Class(is_meant) if !is_meant(found.split) => continue,
                By::Class(_) => self.name_of(&found)?,
                By::Nothing => String::new(),
            };
            let picture = decode_picture(&found.file, &found.source).map_err(|error| error.to_string())?;
            let of_class = classes.entry(name).or_insert_with(|| vec![Vec::new(); takings.len()]);
            for (taking, photographs) in takings.iter().zip(of_class) {
                let frames = frames(&picture, *taking, seed).map_err(|error| format!("{}: {error}", found.source))?;
                let look =
                    |frame: &Picture| network::look_at(self.backbone, frame, &found.source).map(|seen| seen.embedding);
                photographs.push(frames.iter().map(look).collect::<Result<_, _>>()?);
            }
        }
        if classes.is_empty() {
            return Err(format!(
                "{}: contains no picture to measure with; put one folder per class there",
                dir.display()
            ));
        }
        let mut by_taking: Vec<Vec<ClassEmbeddings>> = takings.iter().map(|_| Vec::new()).collect();
        for (name, of_class) in classes {
            for (classes, photographs) in by_taking.iter_mut().zip(of_class) {
                classes.push(ClassEmbeddings { name: name.clone(), photographs });
            }
        }
        Ok(by_taking)
    }

    fn name_of(&mut self, found: &FoundPicture) -> Result<String, String> {
        let class = found.class.as_deref().ok_or_else(|| {
            format!("{}: belongs to no class. Put it into a folder named after its class", found.source)
        })?;
        Ok(self.names.entry(name_key(class)).or_insert_with(|| class.to_owned()).clone())
    }
}

fn frames(picture: &Picture, taking: Taking, seed: u64) -> Result<Vec<Picture>, PictureError> {
    match taking {
        Taking::AsItIs => Ok(vec![picture.clone()]),
        Taking::Shifted(grade) => Ok(vec![shifted(picture, grade, seed)?]),
        Taking::Held(frames) => {
            let mut drift = Drift::new(seed);
            (0..frames).map(|_| drift.next_frame(picture)).collect()
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
