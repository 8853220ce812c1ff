//! The report of a lesson: everything that is measured of it, for the page that `menagerie_project` writes.

use std::path::Path;
use std::sync::Arc;

use menagerie_brain::{ClassIndex, Examination, ExampleId, HealthFinding, HealthKind};
use menagerie_project::{
    ConfusionCounts, EpochPoint, LessonReport, MapPoint, Part, Project, ProjectClass, ProjectPicture, ReportClass,
    ReportFinding, WrongPicture, write_report,
};

use super::lesson::{self, Lesson};
use crate::commands::network::Eye;

/// Teaches the project, asks what there is to ask, and writes the page.
///
/// # Errors
/// Which picture or setting is of no use, or what the system said.
pub(super) fn write(project: &mut Project, file: &Path, path: &Path, eye: &mut Eye) -> Result<(), String> {
    let mut lesson = Lesson::teach(project, eye).map_err(super::named(file))?;
    let examination = lesson.examine();
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
        head: lesson.kind().name().to_owned(),
        classes,
        history,
        taught: counts(project, examination.answers.iter().map(|(_, class, answer)| (*class, *answer))),
        test: counts(project, tested.iter().map(|(_, class, answer)| (*class, *answer))),
        map: map.collect(),
        findings: examination.findings.iter().map(|finding| sentence(finding, lesson)).collect(),
        origins: None,
        settings: project.settings.in_words(),
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
            let best = answer.best().map(|(class, _)| class).filter(|_| !answer.is_never_seen());
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

/// A finding in words.
fn sentence(finding: &HealthFinding, lesson: &Lesson) -> String {
    let name = |class| lesson.name(class).to_owned();
    let pictures = finding.examples.len();
    let found = match finding.kind {
        HealthKind::TooFew(class) => ReportFinding::TooFew(name(class)),
        HealthKind::OneView(class) => ReportFinding::OneView(name(class)),
        HealthKind::Unbalanced { small, large } => ReportFinding::Unbalanced { small: name(small), large: name(large) },
        HealthKind::NearDuplicates(class) => ReportFinding::NearDuplicates(name(class), pictures),
        HealthKind::TwoThings(class) => ReportFinding::TwoThings(name(class)),
        HealthKind::LookTheSame(one, other) => ReportFinding::LookTheSame(name(one), name(other)),
        HealthKind::OddOnes(class) => ReportFinding::OddOnes(name(class), pictures),
    };
    found.sentence()
}
