//! The report of a lesson: everything that is measured of it, for the page that `menagerie_project` writes.

use std::path::Path;
use std::sync::Arc;

use menagerie_core::words::Language;
use menagerie_lesson::{Answered, Class, ClassCounts, Confusion, LessonFigures, LessonReport, ReportedPicture, Split};
use menagerie_project::{Project, write_report};
use menagerie_ui::read_languages;

use super::lesson::{self, Lesson};
use crate::commands::network::LazyExtractor;
use crate::{assets, console};

/// The language of this identifier, with its sentences.
///
/// # Errors
/// There is none: which there are.
pub(super) fn language(id: &str) -> Result<Language, String> {
    let (languages, problems) = read_languages(&[assets::find()?.join("locales")], &[]);
    for problem in problems {
        console::note(problem);
    }
    let known: Vec<&str> = languages.iter().map(|language| language.id.as_str()).collect();
    let refusal = format!("there is no language \"{id}\"; choose --language {}", known.join(", "));
    languages.into_iter().find(|language| language.id == id).ok_or(refusal)
}

/// Teaches the project, asks what there is to ask, and writes the page in a language.
///
/// # Errors
/// Which picture or setting is unusable, or what the system said.
pub(super) fn write(
    project: &mut Project,
    file: &Path,
    path: &Path,
    language: &Language,
    extractor: &mut LazyExtractor,
) -> Result<(), String> {
    let book = &*language.book;
    let mut lesson = Lesson::teach(project, extractor).map_err(super::named(file))?;
    let examination = lesson.examine();
    let classes: Vec<Class> = project.classes.iter().map(|class| counted(project, class)).collect();
    let learned = classes.iter().filter(|class| class.enabled).map(|class| class.id).collect();
    let test = Confusion::of(learned, test_answers(project, &mut lesson)?);
    let picture = |id| {
        let place = project.pictures.binary_search_by_key(&id, |picture| picture.id).ok()?;
        let picture = project.pictures.get(place)?;
        Some(ReportedPicture { class: picture.class, file: Arc::clone(&picture.file) })
    };
    let figures = LessonFigures {
        name: project.name.clone(),
        answered_by: lesson.kind().in_words(book),
        classes: &classes,
        settings: &project.settings,
        history: lesson.classifier.history(),
        examination: Some(&examination),
        test: Some(&test),
        comparison: None,
        picture: &picture,
    };
    let report = LessonReport::new(&figures, &language.id, book);
    write_report(&report, book, path).map_err(|error| error.to_string())
}

fn counted(project: &Project, class: &Class) -> Class {
    let count = |split| project.count(class.id, split);
    let counts = ClassCounts {
        teach: count(Split::Teach) + count(Split::Validate),
        test: count(Split::Test),
        ..ClassCounts::default()
    };
    Class { counts, ..class.clone() }
}

/// The test pictures and the answers.
fn test_answers(project: &Project, lesson: &mut Lesson) -> Result<Vec<Answered>, String> {
    let mut asked = Vec::new();
    for picture in lesson::tests(project) {
        if let Some(embedding) = lesson::embedding(picture)? {
            asked.push((picture.id, picture.class, embedding));
        }
    }
    Ok(lesson.classifier.evaluate(asked.iter().map(|(id, class, embedding)| (*id, *class, embedding))))
}

#[cfg(test)]
mod tests {
    use menagerie_lesson::{HeadChoice, LessonSettings, NoPhrases};
    use menagerie_ui::ENGLISH;

    use super::*;

    #[test]
    fn english_knows_what_is_said_of_a_lesson_and_counts_as_people_do() {
        let (languages, problems) = read_languages(&[assets::find().unwrap().join("locales")], &[]);
        assert!(problems.is_empty(), "{problems:?}");
        let english = languages.iter().find(|language| language.id == ENGLISH).unwrap();
        let say = |key: &str, pictures: usize| {
            let args = [("pictures", pictures.into()), ("teach", 1_usize.into()), ("test", 2_usize.into())];
            let more = [("count", pictures.into()), ("first", "a.png: too large".into())];
            english.book.phrase(key, &[&args[..], &more].concat())
        };
        assert_eq!(say("notice-imported", 1), "1 picture imported");
        assert_eq!(say("notice-imported-in-parts", 3), "3 pictures imported: 1 to teach, 2 to test");
        assert_eq!(say("notice-import-stopped", 0), "Stopped; 0 pictures imported");
        assert_eq!(say("notice-imported-but", 1), "1 picture imported, one left out: a.png: too large");
        assert_eq!(
            say("notice-imported-but", 2),
            "2 pictures imported, 2 left out, the first because: a.png: too large"
        );
        assert!(
            say("report-pretraining-measured", 2).starts_with("Measured with 2 pictures that were not taught. The")
        );
        // What is put together of a fixed part and a name exists for every name.
        for choice in HeadChoice::ALL {
            assert_ne!(choice.in_words(&*english.book), choice.in_words(&NoPhrases));
        }
        let settings = LessonSettings::default().in_words(&*english.book);
        assert!(settings.contains(&("learning rate".into(), "1".into())), "{settings:?}");
    }
}
