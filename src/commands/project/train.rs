//! `menagerie project train`: teaches the pictures and keeps the head.

use std::process::ExitCode;

use menagerie_lesson::{EpochRecord, LessonSettings};
use menagerie_project::Project;
use serde::Serialize;

use super::lesson::{self, Lesson};
use crate::cli::TrainArgs;
use crate::commands::network::LazyExtractor;
use crate::console;

#[derive(Serialize)]
struct Trained<'a> {
    file: String,
    head: &'static str,
    classes: usize,
    pictures: usize,
    /// Pictures that the network had not seen before.
    embedded: usize,
    settings: &'a LessonSettings,
    /// Training accuracy: share of the taught pictures classified correctly by the head that has learned them.
    accuracy: Option<f64>,
    /// Validation accuracy at the best epoch; null if no pictures were held out.
    validation_accuracy: Option<f64>,
    /// Share of the taught pictures named rightly by heads that were not taught their view; null where each class has one only.
    cross_validated_accuracy: Option<f64>,
    history: Vec<Epoch>,
}

#[derive(Serialize)]
struct Epoch {
    epoch: usize,
    loss: f64,
    accuracy: f64,
    validation_loss: Option<f64>,
    validation_accuracy: Option<f64>,
}

impl From<&EpochRecord> for Epoch {
    fn from(record: &EpochRecord) -> Self {
        Self {
            epoch: record.epoch,
            loss: record.loss,
            accuracy: record.accuracy,
            validation_loss: record.validation_loss,
            validation_accuracy: record.validation_accuracy,
        }
    }
}

pub(super) fn run(args: &TrainArgs) -> Result<ExitCode, String> {
    let (mut project, _lock) = super::open_to_change(&args.file)?;
    change_settings(&mut project.settings, args);
    // Invalid settings are refused before the network is loaded.
    project.settings.check().map_err(|error| super::named(&args.file)(error.to_string()))?;
    let mut extractor = LazyExtractor::new(args.device.into());
    let embedded = lesson::embed_missing(&mut project, &mut extractor).map_err(super::named(&args.file))?;
    let mut lesson = Lesson::teach(&mut project, &mut extractor).map_err(super::named(&args.file))?;
    project.head = lesson.linear_head();
    super::save(&project, &args.file)?;
    let trained = trained(args, &project, &mut lesson, embedded);
    if args.json {
        console::json(&trained)?;
    } else {
        tell(&trained);
    }
    Ok(ExitCode::SUCCESS)
}

/// What was given on the command line stays with the project.
fn change_settings(settings: &mut LessonSettings, args: &TrainArgs) {
    if args.defaults {
        let LessonSettings { knows_unknown, threshold, .. } = *settings;
        // Those two are about answering, not about learning.
        *settings = LessonSettings { knows_unknown, threshold, ..LessonSettings::default() };
    }
    if let Some(head) = args.head {
        settings.head = head.into();
    }
    let training = &mut settings.training;
    training.epochs = args.epochs.unwrap_or(training.epochs);
    training.batch_size = args.batch_size.unwrap_or(training.batch_size);
    training.learning_rate = args.learning_rate.unwrap_or(training.learning_rate);
    training.validation_share = args.validation_share.unwrap_or(training.validation_share);
    training.early_stopping &= !args.no_early_stopping;
    training.augmentation |= args.augmentation;
    training.seed = args.seed.unwrap_or(training.seed);
}

fn trained<'a>(args: &TrainArgs, project: &'a Project, lesson: &mut Lesson, embedded: usize) -> Trained<'a> {
    Trained {
        file: args.file.display().to_string(),
        head: lesson.kind().name(),
        classes: lesson.classifier.bank().classes().len(),
        pictures: lesson.classifier.bank().len(),
        embedded,
        settings: &project.settings,
        accuracy: accuracy_of_taught(lesson),
        validation_accuracy: best_epoch(lesson.classifier.history()).and_then(|record| record.validation_accuracy),
        cross_validated_accuracy: cross_validated_accuracy(lesson),
        history: lesson.classifier.history().iter().map(Epoch::from).collect(),
    }
}

/// The epoch with the best validation result.
fn best_epoch(history: &[EpochRecord]) -> Option<&EpochRecord> {
    let measured = history.iter().filter_map(|record| Some((record.validation_loss?, record)));
    measured.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, record)| record)
}

/// What heads say that were not taught the pictures they are asked about; one called never seen is not named rightly.
fn cross_validated_accuracy(lesson: &Lesson) -> Option<f64> {
    lesson.examine().held_out.accuracy()
}

fn accuracy_of_taught(lesson: &mut Lesson) -> Option<f64> {
    let taught: Vec<_> = lesson.classifier.bank().examples().iter().map(|e| (e.class, e.embedding.clone())).collect();
    let mut is_right =
        |(class, embedding): &(_, _)| lesson.ask(embedding).best().is_some_and(|(best, _)| best == *class);
    let asked = taught.len();
    (asked > 0).then(|| taught.iter().filter(|one| is_right(one)).count() as f64 / asked as f64)
}

fn tell(trained: &Trained) {
    console::answer(format_args!(
        "{}: {} of {} taught to the head {}",
        trained.file,
        console::count(trained.pictures, "picture", "pictures"),
        console::count(trained.classes, "class", "classes"),
        trained.head
    ));
    if let Some(last) = trained.history.last() {
        console::answer(format_args!("  {}, loss {:.4}", console::count(last.epoch, "epoch", "epochs"), last.loss));
    }
    let lines = [
        ("of the pictures it was taught", trained.accuracy),
        ("of those held out for validation", trained.validation_accuracy),
        (
            "of those with several views, each asked of a head that was not taught its view,",
            trained.cross_validated_accuracy,
        ),
    ];
    for (which, share) in lines {
        if let Some(share) = share {
            console::answer(format_args!("  {:>7} {which} are classified correctly", console::percent(share)));
        }
    }
    if trained.classes < 2 {
        console::note("With a single class, everything looks like it. Teach a second one.");
    }
}
