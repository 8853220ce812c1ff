//! Which sentence is said when: what takes more than a key. The sentences stand in `assets/locales/<language>/workshop.ftl`.
//!
//! Nothing here is kept from one frame to the next: the language may change while the workshop is open.

use menagerie_core::lesson::Arg;
use menagerie_core::prelude::*;

/// How many pictures a class has.
pub(crate) fn counts(words: &Words, class: &Class) -> String {
    let ClassCounts { teach, test, .. } = class.counts;
    let key = if test == 0 { "workshop-class-pictures" } else { "workshop-class-pictures-and-tests" };
    words.with(key, &[("teach", teach.into()), ("test", test.into())])
}

/// What is special about a class: that nobody comes when it wins, and that it rests.
pub(crate) fn nature(words: &Words, class: &Class) -> Vec<String> {
    let quiet = class.is_quiet().then(|| words.text("workshop-class-quiet"));
    let rests = (!class.enabled).then(|| words.text("workshop-class-rests"));
    quiet.into_iter().chain(rests).collect()
}

/// Where the lesson is kept: a sign, and the words.
pub(crate) fn kept(words: &Words, project: &ProjectFile) -> (&'static str, String) {
    let (sign, key) = match (&project.path, project.saved) {
        (None, _) => ("☁", "workshop-lesson-in-memory"),
        (Some(_), true) => ("✔", "workshop-lesson-saved"),
        (Some(_), false) if project.autosaves => ("⏳", "workshop-lesson-saving"),
        (Some(_), false) => ("✱", "workshop-lesson-unsaved"),
    };
    (sign, words.text(key))
}

/// Name of the lesson.
pub(crate) fn lesson_name(words: &Words, project: &ProjectFile) -> String {
    let stem = project.path.as_deref().and_then(|path| path.file_stem());
    stem.map_or_else(|| words.text("workshop-lesson-untitled"), |stem| stem.to_string_lossy().into_owned())
}

/// How far work with files is, as far as that can be said.
pub(crate) fn work(words: &Words, work: &Work) -> String {
    let done = ("done", work.done.into());
    match work.total {
        Some(total) => words.with("workshop-work-of", &[done, ("total", total.into())]),
        None if work.done > 0 => words.with("workshop-work-so-far", &[done]),
        None => String::new(),
    }
}

/// What a picture shows, and where it comes from.
pub(crate) fn picture(words: &Words, class: &str, picture: &AlbumPicture) -> String {
    let key = match (picture.split, &*picture.source) {
        (Split::Test, "camera") => "workshop-test-picture-from-camera",
        (Split::Test, _) => "workshop-test-picture-from",
        (_, "camera") => "workshop-picture-from-camera",
        (_, _) => "workshop-picture-from",
    };
    words.with(key, &[("class", class.into()), ("source", (&*picture.source).into())])
}

/// What happens to files that hang over the window when they are let go of.
pub(crate) fn drop_hint(words: &Words, files: usize, class: Option<&str>) -> String {
    let files = ("files", files.into());
    match class {
        Some(class) => words.with("workshop-drop-files-into", &[files, ("class", class.into())]),
        None => words.with("workshop-drop-files", &[files]),
    }
}

/// A share of 0..1 as people say it.
pub(crate) fn percent(words: &Words, share: f64) -> String {
    if share.is_finite() { words.with("workshop-percent", &[("percent", whole_percent(share))]) } else { "?".into() }
}

/// A share of 0..1 in whole percent.
pub(crate) fn whole_percent(share: f64) -> Arg {
    // Not "-0".
    ((share * 100.0).round() + 0.0).into()
}

/// The training in a sign and a sentence.
pub(crate) fn training(
    words: &Words,
    training: &TrainingStatus,
    opened: Option<&str>,
    head: &str,
    choice: HeadChoice,
) -> (&'static str, String) {
    let (sign, key) = match training.state {
        _ if let Some(model) = opened => {
            return ("📦", words.with("workshop-learning-opened", &[("model", model.into())]));
        }
        TrainingState::Running => ("⏳", "workshop-learning-running"),
        TrainingState::Stopped => ("⏹", "workshop-learning-stopped"),
        _ if training.stale => ("⏳", "workshop-learning-stale"),
        // What answers while nothing is trained.
        TrainingState::Idle => match (head, choice) {
            ("knn", _) => ("💤", "workshop-learning-knn"),
            (_, HeadChoice::Auto) => ("💤", "workshop-learning-ridge-auto"),
            _ => ("💤", "workshop-learning-ridge"),
        },
        TrainingState::Finished => ("✔", "workshop-learning-finished"),
    };
    (sign, words.text(key))
}

/// What a class got right.
pub(crate) fn right_of(words: &Words, right: usize, asked: usize) -> String {
    words.with("workshop-right-of", &[("right", right.into()), ("asked", asked.into())])
}

/// What a cell of a confusion matrix holds, as the title of its pictures.
pub(crate) fn cell(words: &Words, truth: &str, answer: &str, pictures: usize) -> String {
    let key = if truth == answer { "workshop-cell-right" } else { "workshop-cell-wrong" };
    words.with(key, &[("truth", truth.into()), ("answer", answer.into()), ("pictures", pictures.into())])
}

/// What is remarkable about the pictures, said kindly: a heading, and what helps.
pub(crate) fn finding(words: &Words, kind: FindingKind, name: impl Fn(ClassId) -> String) -> [String; 2] {
    let which = match kind {
        FindingKind::TooFew(_) => "too-few",
        FindingKind::OneView(_) => "one-view",
        FindingKind::Unbalanced { .. } => "unbalanced",
        FindingKind::NearDuplicates(_) => "near-duplicates",
        FindingKind::TwoThings(_) => "two-things",
        FindingKind::LookTheSame(..) => "look-the-same",
        FindingKind::OddOnes(_) => "odd-ones",
    };
    let [class, other] = classes_of(kind).map(|class| class.map(&name).unwrap_or_default());
    let args = [("class", class.into()), ("other", other.into())];
    [format!("workshop-finding-{which}"), format!("workshop-finding-{which}-why")].map(|key| words.with(&key, &args))
}

/// The classes that a finding is about.
pub(crate) fn classes_of(kind: FindingKind) -> [Option<ClassId>; 2] {
    match kind {
        FindingKind::TooFew(class)
        | FindingKind::OneView(class)
        | FindingKind::NearDuplicates(class)
        | FindingKind::TwoThings(class)
        | FindingKind::OddOnes(class) => [Some(class), None],
        FindingKind::Unbalanced { small: one, large: other } | FindingKind::LookTheSame(one, other) => {
            [Some(one), Some(other)]
        }
    }
}

/// Pictures from which on a share says something about a network that guesses.
const ENOUGH_ASKED: usize = 20;

/// What was measured about where it comes from.
pub(crate) fn measured(words: &Words, measured: &PretrainingComparison) -> String {
    let PretrainingComparison { pretrained, random, chance, asked } = *measured;
    let guesses = if random <= chance {
        Some("workshop-pretraining-random-guessed")
    } else {
        (asked < ENOUGH_ASKED).then_some("workshop-pretraining-few")
    };
    let better = if pretrained > random + 0.02 {
        "workshop-pretraining-better"
    } else if pretrained <= chance {
        "workshop-pretraining-neither"
    } else {
        "workshop-pretraining-same"
    };
    let first = words.with("workshop-pretraining-measured", &[("asked", asked.into())]);
    let others = guesses.into_iter().chain([better]).map(|key| words.text(key));
    std::iter::once(first).chain(others).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english;

    #[test]
    fn every_finding_is_said_with_names_and_a_remedy() {
        let name = |class: ClassId| if class.0 == 0 { "Pen".to_owned() } else { "Book".to_owned() };
        let (one, other) = (ClassId(0), ClassId(1));
        for kind in [
            FindingKind::TooFew(one),
            FindingKind::OneView(one),
            FindingKind::Unbalanced { small: one, large: other },
            FindingKind::NearDuplicates(one),
            FindingKind::TwoThings(one),
            FindingKind::LookTheSame(one, other),
            FindingKind::OddOnes(one),
        ] {
            let [heading, remedy] = finding(&english::words(), kind, name);
            assert!(heading.contains("Pen") && remedy.ends_with('.'), "{heading} / {remedy}");
            assert!(!heading.contains('{') && !remedy.contains('{'), "{heading} / {remedy}");
        }
    }

    #[test]
    fn where_the_lesson_is_kept_is_said_in_words() {
        let words = english::words();
        let mut project = ProjectFile::default();
        assert_eq!(kept(&words, &project).1, "In memory only");
        project.path = Some("lessons/pens.menagerie".into());
        assert_eq!((kept(&words, &project).1, lesson_name(&words, &project)), ("Not saved yet".into(), "pens".into()));
        project.saved = true;
        assert_eq!(kept(&words, &project).1, "Saved");
    }

    #[test]
    fn one_picture_is_not_said_like_many() {
        let words = english::words();
        assert_eq!(cell(&words, "Pen", "Book", 1), "1 picture of Pen, answered with Book");
        assert_eq!(cell(&words, "Pen", "Pen", 3), "3 pictures of Pen, named correctly");
        assert_eq!(drop_hint(&words, 2, None), "Let go to bring in 2 files");
    }

    #[test]
    fn shares_are_said_even_when_they_are_nonsense() {
        let words = english::words();
        assert_eq!(percent(&words, 0.847), "85 %");
        assert_eq!(percent(&words, -0.001), "0 %");
        assert_eq!(percent(&words, f64::NAN), "?");
    }

    #[test]
    fn every_state_of_training_is_told_apart_without_colour() {
        let states = [TrainingState::Idle, TrainingState::Running, TrainingState::Finished, TrainingState::Stopped];
        let say = |state| {
            let status = TrainingStatus { state, ..Default::default() };
            training(&english::words(), &status, None, "ridge", HeadChoice::Auto)
        };
        assert_eq!(states.into_iter().map(say).collect::<std::collections::HashSet<_>>().len(), 4);
    }

    #[test]
    fn what_was_measured_is_said_as_it_came_out() {
        let say = |pretrained, random, asked| {
            measured(&english::words(), &PretrainingComparison { pretrained, random, chance: 0.5, asked })
        };
        assert!(say(0.9, 0.4, 30).contains("no better than guessing") && say(0.9, 0.4, 30).contains("difference"));
        assert!(say(0.9, 0.9, 9).contains("leave much to chance") && say(0.9, 0.9, 9).contains("both did as well"));
        assert!(say(0.4, 0.6, 30).contains("Neither"));
    }
}
