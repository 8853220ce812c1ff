//! The report of a lesson: everything that is measured of it, for the page that `menagerie_project` writes.

use std::path::Path;
use std::sync::Arc;

use menagerie_brain::{ClassIndex, Examination, ExampleId, HealthFinding, HealthKind, examine};
use menagerie_project::{
    ConfusionCounts, EpochPoint, LessonReport, MapPoint, Part, Project, ProjectClass, ProjectPicture, ProjectSettings,
    ReportClass, WrongPicture, write_report,
};

use super::lesson::{self, Lesson};
use crate::commands::network::Eye;

/// Teaches the project, asks what there is to ask, and writes the page.
///
/// # Errors
/// Which picture or setting is of no use, or what the system said.
pub(super) fn write(project: &mut Project, file: &Path, path: &Path, eye: &mut Eye) -> Result<(), String> {
    let mut lesson = Lesson::teach(project, eye).map_err(super::named(file))?;
    // Nobody can interrupt it but by ending the program.
    let examination = examine(lesson.bank(), &|| true).unwrap_or_default();
    let report = report(project, &mut lesson, &examination)?;
    write_report(&report, path).map_err(|error| error.to_string())
}

fn report(project: &Project, lesson: &mut Lesson, examination: &Examination) -> Result<LessonReport, String> {
    let tested = test_answers(project, lesson)?;
    let classes = learned(project).map(|class| ReportClass {
        name: lesson.name(class.id).to_owned(),
        color: class.color,
        teach: project.count(class.id, Part::Teach),
        test: project.count(class.id, Part::Test),
    });
    let classes = classes.collect();
    let history = lesson.history().iter().map(|record| EpochPoint {
        epoch: record.epoch,
        loss: record.loss,
        accuracy: record.accuracy,
        validation: record.validation_loss.zip(record.validation_accuracy).map(|(loss, accuracy)| [loss, accuracy]),
    });
    let history = history.collect();
    // The page counts from the top, the examination from the bottom.
    let map = examination.map.iter().filter_map(|(id, [x, y])| {
        Some(MapPoint { class: place(project, picture(project, *id)?.class)?, at: [*x, 1.0 - y] })
    });
    Ok(LessonReport {
        name: project.name.clone(),
        head: head_in_words(lesson),
        classes,
        history,
        taught: counts(project, examination.answers.iter().map(|(_, class, answer)| (*class, *answer))),
        test: counts(project, tested.iter().map(|(_, class, answer)| (*class, *answer))),
        map: map.collect(),
        findings: examination.findings.iter().map(|finding| sentence(finding, lesson)).collect(),
        origins: None,
        settings: settings(&project.settings),
        wrong: wrong(project, lesson, &tested),
    })
}

/// The classes that are learned, in their order.
fn learned(project: &Project) -> impl Iterator<Item = &ProjectClass> {
    project.classes.iter().filter(|class| class.enabled)
}

/// The place of a class among those.
fn place(project: &Project, class: ClassIndex) -> Option<usize> {
    learned(project).position(|other| other.id == class)
}

/// The picture of this number; they stand in that order.
fn picture(project: &Project, id: ExampleId) -> Option<&ProjectPicture> {
    let place = project.pictures.binary_search_by_key(&id.0, |picture| picture.id).ok()?;
    project.pictures.get(place)
}

type Answered = (ExampleId, ClassIndex, Option<ClassIndex>);

/// The pictures to test with and what is answered; `None`: never seen.
fn test_answers(project: &Project, lesson: &mut Lesson) -> Result<Vec<Answered>, String> {
    let mut answers = Vec::new();
    for picture in lesson::pictures(project, Part::Test) {
        if let Some(embedding) = lesson::embedding(picture)? {
            let answer = lesson.ask(&embedding);
            let best = answer.best().map(|(class, _)| class).filter(|_| !Lesson::is_never_seen(answer.known));
            answers.push((ExampleId(picture.id), picture.class, best));
        }
    }
    Ok(answers)
}

fn counts(project: &Project, answers: impl Iterator<Item = (ClassIndex, Option<ClassIndex>)>) -> ConfusionCounts {
    let n = learned(project).count();
    let mut counts = ConfusionCounts { cells: vec![vec![0; n]; n], unknown: vec![0; n] };
    for (class, answer) in answers {
        let Some(row) = place(project, class) else { continue };
        match answer.and_then(|answer| place(project, answer)) {
            Some(column) => counts.cells[row][column] += 1,
            None => counts.unknown[row] += 1,
        }
    }
    counts
}

fn wrong(project: &Project, lesson: &Lesson, tested: &[Answered]) -> Vec<WrongPicture> {
    let wrong = tested.iter().filter(|(_, class, answer)| *answer != Some(*class));
    let shown = wrong.filter_map(|(id, class, answer)| {
        let answer = answer.map_or("never seen", |class| lesson.name(class));
        let caption = format!("{}, called {answer}", lesson.name(*class));
        Some(WrongPicture { caption, file: Arc::clone(&picture(project, *id)?.file) })
    });
    shown.collect()
}

fn head_in_words(lesson: &mut Lesson) -> String {
    use menagerie_brain::HeadKind::{Knn, Ridge, Softmax};
    match lesson.kind() {
        Knn => "nearest neighbours",
        Ridge => "ridge regression",
        Softmax => "softmax regression",
    }
    .to_owned()
}

/// A finding, said kindly.
fn sentence(finding: &HealthFinding, lesson: &Lesson) -> String {
    let name = |class| lesson.name(class);
    let n = finding.examples.len();
    match finding.kind {
        HealthKind::TooFew(class) => format!("{} has few pictures; a handful more would help.", name(class)),
        HealthKind::Unbalanced { small, large } => {
            format!("{} has many more pictures than {}; that makes it win more often.", name(large), name(small))
        }
        HealthKind::NearDuplicates(class) => {
            format!("{n} pictures of {} are nearly the same; different ones teach more.", name(class))
        }
        HealthKind::TwoThings(class) => format!("{} seems to hold two different things.", name(class)),
        HealthKind::LookTheSame(a, b) => format!("{} and {} look the same to the network.", name(a), name(b)),
        HealthKind::OddOnes(class) => format!("{n} pictures look unlike the rest of {}.", name(class)),
    }
}

fn settings(settings: &ProjectSettings) -> Vec<(String, String)> {
    let yes_no = |on| if on { "yes" } else { "no" }.to_owned();
    let lines = [
        ("head", settings.head.clone()),
        ("epochs, at most", settings.epochs.to_string()),
        ("batch size", if settings.batch_size == 0 { "all at once".into() } else { settings.batch_size.to_string() }),
        ("learning rate", settings.learning_rate.to_string()),
        ("validation share", settings.validation_share.to_string()),
        ("early stopping", yes_no(settings.early_stopping)),
        ("augmentation", yes_no(settings.augmentation)),
        ("seed", settings.seed.to_string()),
        ("tells unknown things apart", yes_no(settings.knows_unknown)),
        ("threshold", settings.threshold.to_string()),
    ];
    lines.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
