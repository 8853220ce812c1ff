//! The report of a lesson: one page that holds everything, and nothing that runs or is fetched.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use common::{Scratch, jpeg, png};
use menagerie_lesson::{
    Arg, Args, Class, ClassCounts, ClassId, Confusion, EpochRecord, Examination, ExampleId, Finding, FindingKind,
    LessonFigures, LessonReport, LessonSettings, MapPoint, NoPhrases, Phrasebook, PretrainingComparison,
    ReportedPicture, WrongPicture,
};
use menagerie_project::{html, write_report};

const NASTY: &str = "</svg><script>alert(1)</script> \"quoted\" & 'so' \u{202e}";

fn class(name: &str, color: [u8; 3]) -> Class {
    let counts = ClassCounts { teach: 12, test: 6, ..ClassCounts::default() };
    Class { color, counts, ..Class::new(ClassId(0), name, "green", 0) }
}

/// A table of so many pictures in each cell.
fn confusion(cells: &[&[usize]], unknown: &[usize]) -> Confusion {
    let pictures = |count: &usize| vec![ExampleId(0); *count];
    Confusion {
        classes: (0..cells.len() as u16).map(ClassId).collect(),
        cells: cells.iter().map(|row| row.iter().map(pictures).collect()).collect(),
        unknown: unknown.iter().map(pictures).collect(),
    }
}

fn report() -> LessonReport {
    let point = |epoch: usize| EpochRecord {
        epoch,
        loss: 1.1 / (1.0 + epoch as f64 * 0.3),
        accuracy: 1.0 - 0.6 / (1.0 + epoch as f64),
        validation_loss: Some(1.2 / (1.0 + epoch as f64 * 0.2)),
        validation_accuracy: Some(0.95 - 0.6 / (1.0 + epoch as f64)),
    };
    let at = |number: usize| {
        let angle = number as f32 * 2.4;
        let class = number % 3;
        let (x, y) = ([0.25, 0.7, 0.5][class], [0.3, 0.35, 0.75][class]);
        let away = 0.02 * (number / 3) as f32 / 2.0;
        MapPoint { class, at: [x + away * angle.cos(), y + away * angle.sin()] }
    };
    LessonReport {
        language: "en".into(),
        name: "Pens, books and fruit".into(),
        answered_by: "softmax regression, trained for 24 passes".into(),
        classes: vec![
            class("Pens", [0x58, 0xc2, 0x6b]),
            class("Books", [0xa9, 0x7b, 0xf0]),
            class("Fruit of every kind there is", [0xff, 0x9a, 0x3c]),
        ],
        history: (1..=24).map(point).collect(),
        taught: confusion(&[&[11, 1, 0], &[0, 12, 0], &[2, 0, 9]], &[0, 0, 1]),
        test: confusion(&[&[5, 1, 0], &[1, 4, 0], &[0, 0, 6]], &[0, 1, 0]),
        map: (0..36).map(at).collect(),
        findings: vec!["Books has few pictures. Five more would help.".into()],
        comparison: Some(PretrainingComparison { pretrained: 0.94, random: 0.48, chance: 0.33, asked: 36 }),
        settings: vec![("epochs".into(), "100".into()), ("learning rate".into(), "1".into())],
        wrong: vec![
            WrongPicture { caption: "Pens, answered Books".into(), file: png(200).into() },
            WrongPicture { caption: "Books, never seen".into(), file: jpeg(120).into() },
        ],
    }
}

/// Every tag that is opened is closed, in order, and every attribute stands in quotes.
fn check_well_formed(page: &str) {
    let mut open = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap();
        assert!(!tag.contains('<') && tag.matches('"').count() % 2 == 0, "{tag}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = after;
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn the_page_holds_everything_and_nothing_foreign() {
    let page = html(&report(), &NoPhrases);
    check_well_formed(&page);
    for words in [
        "Pens, books and fruit",
        "<li><strong>3</strong>report-number-classes classes=3</li>",
        "<li><strong>36</strong>report-number-taught pictures=36</li>",
        "report-answered-by head=softmax regression, trained for 24 passes",
        ">report-classes<",
        ">report-per-class<",
        "report-per-class-both",
        ">report-confusion<",
        "report-confusion-right pictures=report-taught-pictures share=percent percent=89",
        ">report-learning<",
        ">report-map<",
        ">report-findings<",
        "Five more would help",
        ">report-pretraining<",
        "report-pretraining-measured pictures=36",
        ">report-wrong-ones<",
        "Pens, answered Books",
        ">report-never-seen<",
        ">report-settings<",
        "learning rate",
        "data:image/png;base64,iVBOR",
        "data:image/jpeg;base64,/9j/",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for foreign in ["<script", "http:", "https:", "<link", "@import", "url(", "NaN", "inf\""] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let scratch = Scratch::new("report");
    let path = scratch.join("lesson.html");
    write_report(&report(), &NoPhrases, &path).unwrap();
    write_report(&report(), &NoPhrases, &path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page);
    // To look at: MENAGERIE_TEST_REPORT names a file that is kept.
    if let Some(path) = std::env::var_os("MENAGERIE_TEST_REPORT") {
        write_report(&report(), &NoPhrases, path.as_ref()).unwrap();
    }
}

/// Everything in Cyrillic letters: each letter of a key as one, so that keys can still be told from each other.
fn cyrillic(text: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' => char::from_u32('\u{430}' as u32 + letter as u32 - 'a' as u32).unwrap_or('ж'),
        other => other,
    };
    text.chars().map(letter).collect()
}

/// A language of which no letter is Latin.
struct Cyrillic;

impl Phrasebook for Cyrillic {
    fn phrase(&self, key: &str, args: Args) -> String {
        let said = args.iter().map(|(_, arg)| match arg {
            Arg::Text(text) => format!(" {text}"),
            Arg::Number(number) => format!(" {number}"),
        });
        std::iter::once(cyrillic(key)).chain(said).collect()
    }
}

/// What people read of a page, or have read to them: its text, and what describes its drawings and pictures.
fn read_by_people(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let page = before.to_owned() + rest.split_once("</style>").unwrap().1;
    let mut read = String::new();
    for part in page.strip_prefix("<!DOCTYPE html>").unwrap().split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        for described in ["alt=\"", "aria-label=\"", "title=\""] {
            read += tag.split_once(described).map_or("", |(_, rest)| rest.split('"').next().unwrap());
            read.push(' ');
        }
        read += text;
        read.push('\n');
    }
    ["&lt;", "&gt;", "&quot;", "&#39;", "&amp;"].iter().fold(read, |read, sign| read.replace(sign, " "))
}

/// A report of a lesson with everything in it, made from its figures as the exhibit and the command line do.
fn report_in(language: &str, book: &dyn Phrasebook) -> LessonReport {
    let shown = report();
    // Two have the same name, so the report tells them apart by their numbers.
    let classes: Vec<Class> = ["Ручка", "Книга", "Книга"]
        .iter()
        .enumerate()
        .map(|(number, name)| Class { id: ClassId(number as u16), ..class(name, [90; 3]) })
        .collect();
    let [one, two, three] = [0, 1, 2].map(ClassId);
    let finding = |kind| Finding { kind, pictures: vec![ExampleId(0); 3] };
    let examination = Examination {
        held_out: shown.taught,
        map: (0..12).map(|number| (ExampleId(number), [number as f32 * 0.05; 2])).collect(),
        findings: vec![
            finding(FindingKind::TooFew(one)),
            finding(FindingKind::OneView(two)),
            finding(FindingKind::Unbalanced { small: one, large: two }),
            finding(FindingKind::NearDuplicates(one)),
            finding(FindingKind::TwoThings(three)),
            finding(FindingKind::LookTheSame(two, three)),
            finding(FindingKind::OddOnes(one)),
        ],
        ..Examination::default()
    };
    let figures = LessonFigures {
        name: String::new(),
        answered_by: "Ридж".into(),
        classes: &classes,
        settings: &LessonSettings::default(),
        history: &shown.history,
        examination: Some(&examination),
        test: Some(&shown.test),
        comparison: shown.comparison,
        picture: &|_| Some(ReportedPicture { class: one, file: png(60).into() }),
    };
    LessonReport::new(&figures, language, book)
}

#[test]
fn a_report_in_another_language_has_no_word_of_ours_in_it() {
    let page = html(&report_in("he", &Cyrillic), &Cyrillic);
    check_well_formed(&page);
    for key in [
        "report-untitled",
        "report-classes-why",
        "report-loss-why",
        "report-map-reading",
        "finding-odd-ones",
        "report-class-number",
        "report-never-seen",
        "report-setting-learning-rate",
        "report-head-auto",
        "report-wrong ",
        "report-wrong-never-seen",
        "report-made-with",
        "percent",
    ] {
        assert!(page.contains(&cyrillic(key)), "{key}");
    }
    let latin: Vec<String> = read_by_people(&page)
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    assert_eq!(latin, Vec::<String>::new(), "words that no translator can reach");
    assert!(page.contains("<html lang=\"he\" dir=\"rtl\">"), "it says which language it is in");
    assert!(page.contains("<span dir=\"auto\">Ручка</span>"), "names run their own way");
}

#[test]
fn nasty_words_stay_words() {
    let mut report = report();
    report.language = NASTY.into();
    report.name = NASTY.into();
    report.answered_by = NASTY.into();
    for class in &mut report.classes {
        class.name = NASTY.into();
    }
    report.findings = vec![NASTY.into()];
    report.settings = vec![(NASTY.into(), NASTY.into())];
    report.wrong[0].caption = NASTY.into();
    let page = html(&report, &NoPhrases);
    check_well_formed(&page);
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;") && !page.contains('\u{202e}'));
}

#[test]
fn nothing_and_nonsense_make_a_page_too() {
    check_well_formed(&html(&LessonReport::default(), &NoPhrases));
    let nonsense = LessonReport {
        classes: vec![class("A", [0; 3]), class("", [255; 3])],
        history: vec![
            EpochRecord {
                epoch: 1,
                loss: f64::NAN,
                accuracy: f64::INFINITY,
                validation_loss: Some(f64::NEG_INFINITY),
                validation_accuracy: Some(-3.0),
            },
            EpochRecord {
                epoch: usize::MAX,
                loss: -1.0,
                accuracy: 7.0,
                validation_loss: None,
                validation_accuracy: None,
            },
        ],
        taught: confusion(&[&[1]], &[1, 2, 3, 4]),
        test: confusion(&[&[0; 9][..]; 7], &[]),
        map: vec![MapPoint { class: 9, at: [0.0; 2] }, MapPoint { class: 0, at: [f32::NAN, 2.0] }],
        comparison: Some(PretrainingComparison { pretrained: f64::NAN, random: -1.0, chance: 9.0, asked: 1 }),
        wrong: vec![WrongPicture { caption: "x".into(), file: b"no picture".as_slice().into() }],
        ..LessonReport::default()
    };
    let page = html(&nonsense, &NoPhrases);
    check_well_formed(&page);
    assert!(!page.contains("NaN") && !page.contains("inf\"") && !page.contains("report-wrong-ones"));
}

#[test]
fn a_hundred_classes_and_ten_thousand_pictures_fit() {
    let classes = (0..100).map(|number| class(&format!("Class {number}"), [number as u8; 3])).collect();
    let large = LessonReport {
        classes,
        taught: confusion(&[&[1; 100][..]; 100], &[0; 100]),
        map: (0..10_000).map(|number| MapPoint { class: number % 100, at: [number as f32 * 1e-4; 2] }).collect(),
        ..LessonReport::default()
    };
    let page = html(&large, &NoPhrases);
    check_well_formed(&page);
    assert!(page.len() < 5 << 20, "{} bytes", page.len());
}

#[test]
fn a_report_takes_the_place_of_a_report_and_of_nothing_else() {
    let scratch = Scratch::new("in-the-way");
    let path = scratch.join("lesson.html");
    write_report(&report(), &NoPhrases, &path).unwrap();
    write_report(&report(), &NoPhrases, &path).unwrap();
    let foreign = scratch.join("lesson.menagerie");
    std::fs::write(&foreign, "a project").unwrap();
    let said = write_report(&report(), &NoPhrases, &foreign).unwrap_err().to_string();
    assert!(said.contains("lesson.menagerie: already exists"), "{said}");
    assert_eq!(std::fs::read_to_string(&foreign).unwrap(), "a project");
}
