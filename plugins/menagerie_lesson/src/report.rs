//! The content of a report of a lesson: what was measured, arranged in the current order of the classes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::class::Class;
use crate::confusion::Confusion;
use crate::examination::{Examination, PretrainingComparison};
use crate::ids::{ClassId, ExampleId};
use crate::phrasebook::Phrasebook;
use crate::settings::LessonSettings;
use crate::training::EpochRecord;

/// Maximum number of misclassified pictures listed.
const MOST_WRONG: usize = 60;

/// A picture of the lesson that a report may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedPicture {
    /// Its class.
    pub class: ClassId,
    /// It, as a JPEG or PNG file.
    pub file: Arc<[u8]>,
}

/// What is known of a lesson. What was not measured for the pictures as they are now is `None`.
pub struct LessonFigures<'a> {
    /// What the lesson is called.
    pub name: String,
    /// Which model answers, for people: a kind of head or the name of an opened model; empty for none.
    pub answered_by: String,
    /// The classes, in their order on the screen, those at rest included.
    pub classes: &'a [Class],
    /// How it learns.
    pub settings: &'a LessonSettings,
    /// How the trained head learned.
    pub history: &'a [EpochRecord],
    /// What the taught pictures tell.
    pub examination: Option<&'a Examination>,
    /// The test pictures.
    pub test: Option<&'a Confusion>,
    /// What the network brought along.
    pub comparison: Option<PretrainingComparison>,
    /// The picture with a given number, if it still exists.
    pub picture: &'a dyn Fn(ExampleId) -> Option<ReportedPicture>,
}

/// Everything reported about a lesson. Empty parts are left out. Tables follow the classes in the order given here.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LessonReport {
    /// The language of its sentences (BCP 47); empty where nobody knows.
    pub language: String,
    /// What the lesson is called.
    pub name: String,
    /// Who answers: a kind of head or the name of an opened model.
    pub answered_by: String,
    /// The classes that are learned, in their order on the screen, no two of the same name.
    pub classes: Vec<Class>,
    /// How the trained head learned, epoch by epoch.
    pub history: Vec<EpochRecord>,
    /// The taught pictures, each answered by a head that was not taught its view.
    pub taught: Confusion,
    /// The test pictures.
    pub test: Confusion,
    /// Where the taught pictures stand among each other.
    pub map: Vec<MapPoint>,
    /// What is remarkable, in sentences.
    pub findings: Vec<String>,
    /// What the network brought along.
    pub comparison: Option<PretrainingComparison>,
    /// Names and values of the settings.
    pub settings: Vec<(String, String)>,
    /// Misclassified test pictures.
    pub wrong: Vec<WrongPicture>,
}

/// A taught picture on the map.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MapPoint {
    /// Place of its class among the classes.
    pub class: usize,
    /// To the right and up, 0..1.
    pub at: [f32; 2],
}

/// A picture that was named wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongPicture {
    /// What it is and what was answered.
    pub caption: String,
    /// It, as a JPEG or PNG file.
    pub file: Arc<[u8]>,
}

impl LessonReport {
    /// The report of a lesson, with its sentences in a language (BCP 47), out of the book that knows it.
    #[must_use]
    pub fn new(figures: &LessonFigures, language: &str, book: &dyn Phrasebook) -> Self {
        let names = names_apart(figures.classes, |name, number| {
            book.phrase("report-class-number", &[("name", name.into()), ("number", usize::from(number).into())])
        });
        let name = |class: ClassId| names.get(&class).cloned();
        let classes: Vec<Class> = (figures.classes.iter().filter(|class| class.enabled))
            .map(|class| Class { name: name(class.id).unwrap_or_default(), ..class.clone() })
            .collect();
        let order: Vec<ClassId> = classes.iter().map(|class| class.id).collect();
        let confusion = |confusion: Option<&Confusion>| {
            confusion.map(|confusion| confusion.in_order(order.clone())).unwrap_or_default()
        };
        let examination = figures.examination;
        let test = confusion(figures.test);
        let map = examination.map(|examination| examination.map.as_slice()).unwrap_or_default();
        let point = |(id, at): &(ExampleId, [f32; 2])| {
            let class = (figures.picture)(*id)?.class;
            Some(MapPoint { class: order.iter().position(|other| *other == class)?, at: *at })
        };
        let findings = examination.map(|examination| examination.findings.as_slice()).unwrap_or_default();
        let wrong = test.wrong().filter_map(|(id, class, answer)| {
            let file = (figures.picture)(id)?.file;
            let class = ("class", name(class)?.into());
            let caption = match answer {
                Some(answer) => book.phrase("report-wrong", &[class, ("answer", name(answer)?.into())]),
                None => book.phrase("report-wrong-never-seen", &[class]),
            };
            Some(WrongPicture { caption, file })
        });
        Self {
            language: language.to_owned(),
            name: figures.name.clone(),
            answered_by: figures.answered_by.clone(),
            history: figures.history.to_vec(),
            taught: confusion(examination.map(|examination| &examination.held_out)),
            map: map.iter().filter_map(point).collect(),
            findings: findings.iter().filter_map(|finding| finding.sentence(book, name)).collect(),
            comparison: figures.comparison,
            settings: figures.settings.in_words(book),
            wrong: wrong.take(MOST_WRONG).collect(),
            test,
            classes,
        }
    }
}

/// What each class is called, with its number where two have the same name: the labels of a head, whatever the language.
#[must_use]
pub fn unique_names(classes: &[Class]) -> BTreeMap<ClassId, String> {
    names_apart(classes, |name, number| format!("{name} (class {number})"))
}

fn names_apart(classes: &[Class], numbered: impl Fn(&str, u16) -> String) -> BTreeMap<ClassId, String> {
    let is_double = |name: &str| classes.iter().filter(|class| class.name == name).count() > 1;
    let shown = classes.iter().map(|class| {
        let name = &class.name;
        (class.id, if is_double(name) { numbered(name, class.id.0) } else { name.clone() })
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examination::{Finding, FindingKind};
    use crate::phrasebook::NoPhrases;

    #[test]
    fn a_report_follows_class_numbers_whatever_was_moved_or_deleted() {
        let class = |id: u16, name: &str| Class::new(ClassId(id), name, "", 0);
        let examined = [ClassId(0), ClassId(1), ClassId(2)];
        let answers = [
            (ExampleId(1), ClassId(0), Some(ClassId(2))),
            (ExampleId(2), ClassId(1), Some(ClassId(1))),
            (ExampleId(3), ClassId(2), Some(ClassId(2))),
        ];
        let kind = FindingKind::TooFew(ClassId(1));
        let examination = Examination {
            held_out: Confusion::of(examined.to_vec(), answers),
            map: answers.iter().map(|(id, ..)| (*id, [0.1, 0.9])).collect(),
            findings: vec![Finding { kind, pictures: vec![] }],
            ..Examination::default()
        };
        // Since then the middle one was deleted and the last one moved to the front; two have the same name.
        let classes = [class(2, "Pen"), class(0, "Pen")];
        let picture = |id: ExampleId| {
            let (_, class, _) = answers.iter().find(|(other, ..)| *other == id)?;
            Some(ReportedPicture { class: *class, file: Arc::new([1]) })
        };
        let figures = LessonFigures {
            name: "x".into(),
            answered_by: "ridge".into(),
            classes: &classes,
            settings: &LessonSettings::default(),
            history: &[],
            examination: Some(&examination),
            test: Some(&examination.held_out),
            comparison: None,
            picture: &picture,
        };
        let report = LessonReport::new(&figures, "en", &NoPhrases);
        let counts: Vec<Vec<usize>> =
            report.taught.cells.iter().map(|row| row.iter().map(Vec::len).collect()).collect();
        assert_eq!(counts, [[1, 0], [1, 0]], "rows: Pen (class 2), Pen (class 0)");
        assert_eq!(report.map.iter().map(|point| point.class).collect::<Vec<_>>(), [1, 0]);
        let name = |number: u16| format!("report-class-number name=Pen number={number}");
        assert_eq!(report.wrong[0].caption, format!("report-wrong class={} answer={}", name(0), name(2)));
        assert!(report.settings.contains(&("report-setting-head".into(), "report-head-auto".into())));
        assert_eq!(report.findings, Vec::<String>::new(), "its class has gone");
    }
}
