//! `menagerie project test`: asks about pictures that were not taught.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use menagerie_brain::{Embedding, Prediction};
use menagerie_lesson::{ClassId, ExampleId, decode_picture};
use menagerie_project::Project;
use serde::Serialize;

use super::importer;
use super::lesson::{self, Lesson};
use crate::cli::TestArgs;
use crate::commands::network::LazyExtractor;
use crate::console;

/// A picture that is asked about.
struct Asked {
    /// Its number, if it is one of the project's.
    picture: Option<ExampleId>,
    file: String,
    class: ClassId,
    embedding: Embedding,
}

#[derive(Serialize, Default)]
struct Tested<'a> {
    file: String,
    head: &'static str,
    pictures: usize,
    right: usize,
    accuracy: f64,
    /// Pictures that look like nothing that was taught; they count as wrong.
    never_seen: usize,
    per_class: BTreeMap<&'a str, ClassTested>,
    /// True class -> class answered -> pictures, without those never seen.
    confusion: BTreeMap<&'a str, BTreeMap<&'a str, usize>>,
    wrong: Vec<Wrong<'a>>,
}

#[derive(Serialize, Default)]
struct ClassTested {
    pictures: usize,
    right: usize,
    accuracy: f64,
    never_seen: usize,
}

#[derive(Serialize)]
struct Wrong<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<ExampleId>,
    file: &'a str,
    class: &'a str,
    /// Null: never seen.
    answer: Option<&'a str>,
    /// The most probable class, never seen or not, and its probability.
    best: &'a str,
    confidence: f32,
    known: f32,
}

pub(super) fn run(args: &TestArgs) -> Result<ExitCode, String> {
    let (mut project, _) = super::open(&args.file)?;
    let mut extractor = LazyExtractor::new(args.device.into());
    let asked = match &args.pictures {
        Some(pictures) => from_outside(&project, pictures, &mut extractor)?,
        None => from_project(&mut project, &mut extractor).map_err(super::named(&args.file))?,
    };
    if asked.is_empty() {
        return Err(format!(
            "{}: contains no test pictures. Import some with menagerie project add --test, or name a folder \
            with --pictures",
            args.file.display()
        ));
    }
    let mut lesson = Lesson::teach(&mut project, &mut extractor).map_err(super::named(&args.file))?;
    let answers: Vec<_> = asked.iter().map(|asked| lesson.ask(&asked.embedding)).collect();
    let mut tested = Tested {
        file: args.file.display().to_string(),
        head: lesson.kind().name(),
        pictures: asked.len(),
        ..Tested::default()
    };
    for (asked, answer) in asked.iter().zip(&answers) {
        tested.count(asked, answer, &lesson);
    }
    tested.divide();
    if args.json {
        console::json(&tested)?;
    } else {
        tell(&tested);
    }
    Ok(ExitCode::SUCCESS)
}

impl<'a> Tested<'a> {
    /// Counts a picture and what was answered.
    fn count(&mut self, asked: &'a Asked, answer: &Prediction, lesson: &'a Lesson) {
        let Some((best, confidence)) = answer.best() else { return };
        let (class, best_name) = (lesson.name(asked.class), lesson.name(best));
        let answered = (!answer.is_never_seen()).then_some(best_name);
        let [right, never_seen] = [answered.is_some() && best == asked.class, answered.is_none()].map(usize::from);
        self.right += right;
        self.never_seen += never_seen;
        let of_class = self.per_class.entry(class).or_default();
        of_class.pictures += 1;
        of_class.right += right;
        of_class.never_seen += never_seen;
        let row = self.confusion.entry(class).or_default();
        if let Some(answered) = answered {
            *row.entry(answered).or_default() += 1;
        }
        if right == 0 {
            let (picture, file, known) = (asked.picture, asked.file.as_str(), answer.known);
            self.wrong.push(Wrong { picture, file, class, answer: answered, best: best_name, confidence, known });
        }
    }

    /// Turns the counts into shares, once every picture is counted.
    fn divide(&mut self) {
        self.accuracy = self.right as f64 / self.pictures as f64;
        for of_class in self.per_class.values_mut() {
            of_class.accuracy = of_class.right as f64 / of_class.pictures as f64;
        }
    }
}

/// The pictures to test with that the project holds.
fn from_project(project: &mut Project, extractor: &mut LazyExtractor) -> Result<Vec<Asked>, String> {
    lesson::embed_missing(project, extractor)?;
    let mut asked = Vec::new();
    for picture in lesson::tests(project) {
        if let Some(embedding) = lesson::embedding(picture)? {
            asked.push(Asked {
                picture: Some(picture.id),
                file: picture.source.clone(),
                class: picture.class,
                embedding,
            });
        }
    }
    Ok(asked)
}

/// Pictures from a folder or archive, by class. One that cannot be used ends it: a measurement on other pictures than
/// asked for would mislead.
fn from_outside(project: &Project, from: &Path, extractor: &mut LazyExtractor) -> Result<Vec<Asked>, String> {
    let pictures = importer::pictures_in(from)?;
    let bar = console::progress(pictures.total(), "looking");
    let mut asked = Vec::new();
    for found in pictures {
        let found = found.map_err(|error| error.to_string())?;
        let class = found.class.as_deref().ok_or_else(|| {
            format!("{}: belongs to no class. Put it into a folder named after its class", found.source)
        })?;
        let class = project.class_named(class).filter(|class| class.enabled).ok_or_else(|| {
            format!("{}: the project has no enabled class `{class}`. Rename or remove the folder", found.source)
        })?;
        let picture = decode_picture(&found.file, &found.source).map_err(|error| error.to_string())?;
        let embedding = extractor.embed(&picture, &found.source)?;
        asked.push(Asked { picture: None, file: found.source, class: class.id, embedding });
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(asked)
}

fn tell(tested: &Tested) {
    console::answer(format_args!(
        "{} of {} were classified correctly by the head {}; {} were never seen before",
        console::percent(tested.accuracy),
        console::count(tested.pictures, "picture", "pictures"),
        tested.head,
        tested.never_seen
    ));
    for (class, of_class) in &tested.per_class {
        let others = tested.confusion.get(class).into_iter().flatten().filter(|(answer, _)| *answer != class);
        let mut taken_for: Vec<_> = others.map(|(answer, count)| format!("{count} x {answer}")).collect();
        if of_class.never_seen > 0 {
            taken_for.push(format!("{} x never seen", of_class.never_seen));
        }
        let taken_for =
            if taken_for.is_empty() { String::new() } else { format!("   taken for {}", taken_for.join(", ")) };
        console::answer(format_args!("  {:>7}  {class}{taken_for}", console::percent(of_class.accuracy)));
    }
    for wrong in &tested.wrong {
        let number = wrong.picture.map(|id| format!("picture {}, ", id.0)).unwrap_or_default();
        console::answer(format_args!(
            "  {number}{}: {}, answered {} ({} {})",
            wrong.file,
            wrong.class,
            wrong.answer.unwrap_or("never seen"),
            wrong.best,
            console::percent(f64::from(wrong.confidence))
        ));
    }
}
