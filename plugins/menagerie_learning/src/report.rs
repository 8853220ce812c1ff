//! The lesson as a report: what is known of it, in the words of the file.

use std::ffi::OsStr;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_project::{
    ConfusionCounts, EpochPoint, LessonReport, MapPoint, OriginShares, ReportClass, ReportFinding, WrongPicture,
};

use crate::lesson_file::settings_in_file;

/// Wrong pictures shown, at most.
const MOST_WRONG: usize = 40;

/// Everything that is told of a lesson.
pub(super) struct Lesson<'a> {
    pub(super) name: Option<&'a OsStr>,
    pub(super) classes: &'a Classes,
    pub(super) album: &'a Album,
    pub(super) settings: &'a LessonSettings,
    pub(super) insight: &'a Insight,
    pub(super) training: &'a TrainingStatus,
    pub(super) tests: &'a TestResult,
    pub(super) origins: &'a Origins,
    pub(super) head: Option<&'a str>,
}

/// The report of a lesson. What was not measured for the pictures on the screen is left out.
pub(super) fn report_of(lesson: &Lesson) -> LessonReport {
    let classes: Vec<&Class> = lesson.classes.0.iter().filter(|class| class.enabled).collect();
    let insight = Some(lesson.insight).filter(|insight| insight.fresh);
    let tests = Some(lesson.tests).filter(|tests| tests.fresh);
    let place = |class: ClassId| classes.iter().position(|other| other.id == class);
    let counts = |confusion: Option<&Confusion>| confusion.map(counts_of).unwrap_or_default();
    let map = insight.map(|insight| insight.map.as_slice()).unwrap_or_default().iter().filter_map(|(id, at)| {
        let class = place(lesson.album.get(*id)?.class)?;
        // The map runs up, a page runs down.
        Some(MapPoint { class, at: [at[0], 1.0 - at[1]] })
    });
    let history = lesson.training.history.iter().filter(|_| !lesson.training.stale).map(|record| EpochPoint {
        epoch: record.epoch,
        loss: record.loss,
        accuracy: record.accuracy,
        validation: record.validation,
    });
    let findings = insight.map(|insight| insight.findings.as_slice()).unwrap_or_default();
    LessonReport {
        name: lesson.name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        head: lesson.head.unwrap_or_default().to_owned(),
        classes: classes.iter().map(|class| report_class(class)).collect(),
        history: history.collect(),
        taught: counts(insight.map(|insight| &insight.taught)),
        test: counts(tests.map(|tests| &tests.confusion)),
        map: map.collect(),
        findings: findings.iter().filter_map(|finding| sentence(finding, lesson.classes)).collect(),
        origins: match *lesson.origins {
            Origins::Measured { pretrained, random, chance, asked } => {
                Some(OriginShares { pretrained, random, chance, asked })
            }
            _ => None,
        },
        settings: settings_in_file(lesson.settings).in_words(),
        wrong: tests.map(|tests| wrong_ones(&tests.confusion, lesson)).unwrap_or_default(),
    }
}

fn report_class(class: &Class) -> ReportClass {
    let [red, green, blue, _] = class.color.to_srgba().to_u8_array();
    ReportClass { name: class.name.clone(), color: [red, green, blue], teach: class.examples, test: class.tests }
}

fn counts_of(confusion: &Confusion) -> ConfusionCounts {
    ConfusionCounts {
        cells: confusion.cells.iter().map(|row| row.iter().map(Vec::len).collect()).collect(),
        unknown: confusion.unknown.iter().map(Vec::len).collect(),
    }
}

fn wrong_ones(confusion: &Confusion, lesson: &Lesson) -> Vec<WrongPicture> {
    let name = |place: usize| {
        let class = confusion.classes.get(place).and_then(|class| lesson.classes.get(*class));
        class.map(|class| class.name.clone()).unwrap_or_default()
    };
    let mut wrong = Vec::new();
    for row in 0..confusion.classes.len() {
        let mistaken = confusion.cells[row].iter().enumerate().filter(|(column, _)| *column != row);
        let answers = mistaken.map(|(column, pictures)| (name(column), pictures));
        for (answer, pictures) in answers.chain([("never seen".to_owned(), &confusion.unknown[row])]) {
            for picture in pictures.iter().filter_map(|id| lesson.album.get(*id)) {
                wrong.push(WrongPicture {
                    caption: format!("{}, called {answer}", name(row)),
                    file: Arc::clone(&picture.file),
                });
            }
        }
    }
    wrong.truncate(MOST_WRONG);
    wrong
}

/// A finding in words; `None` when its class has gone.
fn sentence(finding: &Finding, classes: &Classes) -> Option<String> {
    let name = |class: ClassId| classes.get(class).map(|class| class.name.clone());
    let pictures = finding.pictures.len();
    let found = match finding.kind {
        FindingKind::TooFew(class) => ReportFinding::TooFew(name(class)?),
        FindingKind::OneView(class) => ReportFinding::OneView(name(class)?),
        FindingKind::Unbalanced { small, large } => {
            ReportFinding::Unbalanced { small: name(small)?, large: name(large)? }
        }
        FindingKind::NearDuplicates(class) => ReportFinding::NearDuplicates(name(class)?, pictures),
        FindingKind::TwoThings(class) => ReportFinding::TwoThings(name(class)?),
        FindingKind::LookTheSame(one, other) => ReportFinding::LookTheSame(name(one)?, name(other)?),
        FindingKind::OddOnes(class) => ReportFinding::OddOnes(name(class)?, pictures),
    };
    Some(found.sentence())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_what_was_measured_and_nothing_stale() {
        let classes = Classes::default();
        let mut album = Album::default();
        let picture = AlbumPicture {
            class: ClassId(0),
            part: Part::Test,
            thumbnail: Arc::new(Picture::new(1, 1, vec![0; 3]).unwrap()),
            file: Arc::new([1, 2]),
            source: "test".into(),
            recording: None,
            worth: 1.0,
        };
        album.insert(ExampleId(5), picture);
        let answers = [(ExampleId(5), ClassId(0), Some(ClassId(1)))];
        let confusion = crate::test_mode::confusion(&classes, answers);
        let mut tests = TestResult { fresh: true, confusion };
        let insight = Insight {
            fresh: false,
            findings: vec![Finding { kind: FindingKind::TooFew(ClassId(0)), pictures: Vec::new() }],
            ..default()
        };
        let report = |tests: &TestResult| {
            report_of(&Lesson {
                name: Some(OsStr::new("fruit")),
                classes: &classes,
                album: &album,
                settings: &LessonSettings::default(),
                insight: &insight,
                training: &TrainingStatus::default(),
                tests,
                origins: &Origins::NotMeasured,
                head: Some("ridge"),
            })
        };
        let told = report(&tests);
        assert_eq!((told.name.as_str(), told.classes.len(), told.test.cells[0][1]), ("fruit", 3, 1));
        assert_eq!(told.wrong[0].caption, "Green, called Purple");
        assert_eq!(told.findings, Vec::<String>::new(), "they belong to other pictures");
        tests.fresh = false;
        assert_eq!(report(&tests).wrong, []);
    }
}
