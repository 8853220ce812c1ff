//! Every sentence of the workshop, in one place. One thought at a time, in words a twelve-year-old reads once.

use menagerie_core::prelude::*;

use crate::pages::{Page, Tab};

pub(crate) const TITLE: &str = "Workshop";
pub(crate) const CLOSE: &str = "✖ Close";
pub(crate) const LIVE: &str = "What it sees now";
pub(crate) const NO_MIRROR: &str = "No picture yet";
pub(crate) const NOBODY: &str = "Not sure yet";
pub(crate) const NEVER_SEEN: &str = "Never seen this";
pub(crate) const NOTHING_TAUGHT: &str = "Nothing is taught yet.";
pub(crate) const NOTHING_TO_UNDO: &str = "Nothing to undo";
pub(crate) const CANCEL: &str = "✖ Cancel";
pub(crate) const SAVE_NOW: &str = "Save";
pub(crate) const DISMISS: &str = "✖";
pub(crate) const DONE: &str = "Done";
pub(crate) const PROBLEM: &str = "Problem";
pub(crate) const SETTLING: &str = "Being worked out again. This is how it was before.";
pub(crate) const UNKNOWN: &str = "never seen";

pub(crate) const ADD_CLASS: &str = "➕ Class";
pub(crate) const ADD_QUIET: &str = "➕ Quiet class";
pub(crate) const ADD_QUIET_WHY: &str =
    "A quiet class is for \"nothing\" or \"something else\": when it wins, nobody comes.";
pub(crate) const NO_CLASS: &str = "Choose a class on the left.";
pub(crate) const NAME: &str = "Name";
pub(crate) const SAYS: &str = "Says";
pub(crate) const SAYS_HINT: &str = "a sentence, or nothing";
pub(crate) const COLOUR: &str = "Colour";
pub(crate) const CREATURE: &str = "Creature";
pub(crate) const QUIET: &str = "nobody";
pub(crate) const REST: &str = "⏸ Let it rest";
pub(crate) const WAKE: &str = "▶ Learn it again";
pub(crate) const UP: &str = "⬆";
pub(crate) const DOWN: &str = "⬇";
pub(crate) const EMPTY_CLASS: &str = "Forget pictures";
pub(crate) const DELETE_CLASS: &str = "🗑 Delete";

pub(crate) const TEACH: &str = "To teach";
pub(crate) const TEST: &str = "To test";
pub(crate) const HOLD: &str = "⏺ Hold to record";
pub(crate) const RECORDING: &str = "⏺ Recording ...";
pub(crate) const TIMED: &str = "⏱ In 3 seconds";
pub(crate) const ADD_FILES: &str = "➕ Files";
pub(crate) const CHOOSE: &str = "☑ Choose several";
pub(crate) const CHOOSE_NONE: &str = "Done choosing";
pub(crate) const CHOOSE_ALL: &str = "All";
pub(crate) const REMOVE: &str = "🗑 Remove";
pub(crate) const MOVE: &str = "➡ Move ...";
pub(crate) const NO_PICTURES: &str = "No pictures here yet. Hold the button above, or drop files onto this window.";
pub(crate) const NO_TESTS: &str =
    "No pictures to test with yet. They are never taught, so they show honestly what was learned.";
pub(crate) const PREVIOUS: &str = "⬅";
pub(crate) const NEXT: &str = "➡";
pub(crate) const BACK: &str = "✖ Back";
pub(crate) const GONE: &str = "This picture is gone.";
pub(crate) const OPENING: &str = "Opening ...";

/// Where training stands while a model from elsewhere answers.
pub(crate) fn opened(name: &str) -> String {
    format!("{name} answers as it was made. It is not taught here.")
}

pub(crate) const STALE: &str = "Something has changed, so it is catching up.";
/// What answers while nothing is trained.
pub(crate) fn untrained(head: &str, choice: HeadChoice) -> String {
    match (head, choice) {
        ("knn", _) => NEIGHBOURS.to_owned(),
        (_, HeadChoice::Auto) => format!("{RIDGE} {TRAINED_NEXT}"),
        _ => RIDGE.to_owned(),
    }
}
const NEIGHBOURS: &str =
    "Nearest neighbours answer: the pictures that look most like it decide, without epochs. No head to export.";
const RIDGE: &str = "Ridge regression answers: it is solved at once, without epochs.";
const TRAINED_NEXT: &str = "With five views of every class the trained head takes over.";
pub(crate) const RUNNING: &str = "It is learning.";
pub(crate) const FINISHED: &str = "It has learned everything that is here.";
pub(crate) const STOPPED: &str = "Somebody stopped it. It goes on when something changes.";
pub(crate) const STOP: &str = "⏹ Stop";
pub(crate) const DEFAULTS: &str = "⟲ Back to defaults";
pub(crate) const NO_CURVES: &str =
    "The curves appear when every class has five views: five different things, or one from five sides.";

pub(crate) const LOSS: &str = "Loss: how wrong it is";
pub(crate) const LOSS_WHY: &str = "Each step to the right is an epoch: once through all pictures. The line falls \
     while it learns. If the dashed line climbs again, it has begun to learn the pictures by heart.";
pub(crate) const ACCURACY: &str = "Accuracy: how often it is right";
pub(crate) const ACCURACY_WHY: &str =
    "The line rises while it learns. What counts is the dashed line: pictures that were kept back and never practised.";
pub(crate) const TRAINING_CURVE: &str = "practised pictures";
pub(crate) const VALIDATION_CURVE: &str = "pictures kept back (dashed)";
pub(crate) const PER_CLASS: &str = "Right answers by class";
pub(crate) const PER_CLASS_WHY: &str = "Each picture was asked about as if its view, or its whole press, had never been taught. Short bars need other views.";
pub(crate) const CONFUSION: &str = "Who is taken for whom?";
pub(crate) const CONFUSION_WHY: &str = "The row is what it really is, the column is what was answered. Numbers on \
     the diagonal are right. Touch a number to see its pictures.";
pub(crate) const NO_INSIGHT: &str = "This appears when two classes have a few pictures each.";
pub(crate) const MAP: &str = "A map of your pictures";
pub(crate) const MAP_WHY: &str = "Pictures that look alike to the network stand close together. Good classes are \
     islands; a lonely point is a picture unlike the others. Touch a point to see it.";
pub(crate) const NO_MAP: &str = "The map appears when there are a few pictures.";
pub(crate) const HEALTH: &str = "How are the pictures?";
pub(crate) const HEALTH_WHY: &str = "A computer only knows what its pictures show. Here is what could be better.";
pub(crate) const HEALTHY: &str = "Everything looks fine. Nothing to improve.";
pub(crate) const SETTINGS: &str = "How it learns";

pub(crate) const TEST_WHY: &str =
    "Show it things it was never taught: other pens, other books. Only then do you know what it has really learned.";
pub(crate) const TEST_RECORD: &str = "Which class are you showing?";
pub(crate) const TAUGHT_RIGHT: &str = "What it expects to know of new ones";
pub(crate) const REMEMBERED: &str = "Taught pictures: what it remembers";
pub(crate) const ESTIMATE: &str = "an estimate";
pub(crate) const NOT_ASKED: &str = "one view: not asked";
pub(crate) const TEST_RIGHT: &str = "Test pictures, never taught";
pub(crate) const WRONG_ONES: &str = "Named wrongly";
pub(crate) const NONE_WRONG: &str = "None! All of them were named correctly.";
pub(crate) const NO_RESULT: &str = "Take some pictures to test with; then the result appears here.";

pub(crate) const PRETRAINING: &str = "Where does it come from?";
pub(crate) const PRETRAINING_WHY: [&str; 3] = [
    "It learns from a handful of pictures, in seconds. How can that be? Because it does not begin with nothing.",
    "The network has looked at more than a million photographs before it came here. It already sees edges, fur, \
     wheels, leaves. You only teach the last small step: which of what it sees is called what. That is called \
     transfer learning. (Fine-tuning would change the network itself, too; here it stays as it was.)",
    "Let us measure it! The same pictures are taught to this network, and to three that have never seen anything: built \
     the same way, with random numbers inside. Then all are asked about pictures that they were not taught.",
];
pub(crate) const MEASURE: &str = "▶ Measure it now";
pub(crate) const MEASURE_AGAIN: &str = "⟲ Measure again";
pub(crate) const PRETRAINED: &str = "Has seen a million photographs";
pub(crate) const RANDOM: &str = "Has never seen anything";
pub(crate) const CHANCE: &str = "guessing";

pub(crate) const SETS: &str = "Ready-made sets";
pub(crate) const SETS_WHY: &str = "Pictures to begin with, also without a camera. Your lesson now can be undone.";
pub(crate) const NO_SETS: &str = "No ready-made sets are installed.";
pub(crate) const USE_SET: &str = "Use it";
pub(crate) const LESSON: &str = "This lesson";
pub(crate) const OPEN: &str = "Open ...";
pub(crate) const SAVE_AS: &str = "Save as ...";
pub(crate) const CLOSE_FILE: &str = "Close the file";
pub(crate) const IN_AND_OUT: &str = "Bring in, take out";
pub(crate) const IMPORT: &str = "📥 Import pictures ...";
pub(crate) const IMPORT_WHY: &str =
    "Folders with one folder for each class, zip files of them, or what Teachable Machine saved.";
pub(crate) const EXPORT_FOLDERS: &str = "📤 A folder for each class ...";
pub(crate) const EXPORT_HEAD: &str = "📤 What was learned ...";
pub(crate) const EXPORT_REPORT: &str = "📤 A report of the lesson ...";
pub(crate) const PRIVACY: &str = "Where the pictures are";
pub(crate) const PRIVACY_WHY: &str = "Pictures are kept only in the file you choose. Without a file they are in \
     memory, and gone when the exhibit starts over. Nothing is ever sent anywhere.";

/// What stands on a tab.
pub(crate) fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Pictures => "Pictures",
        Tab::Learning => "Learning",
        Tab::Test => "Test",
        Tab::Pretraining => "Where from?",
        Tab::Files => "Files",
    }
}

/// What stands on a page of the tab that shows the learning.
pub(crate) fn page(page: Page, findings: usize) -> String {
    match page {
        Page::Results => "How well?".into(),
        Page::Curves => "Curves".into(),
        Page::Map => "Map".into(),
        Page::Health if findings > 0 => format!("Health ({findings})"),
        Page::Health => "Health".into(),
        Page::Settings => "Settings".into(),
    }
}

/// How many pictures a class has.
pub(crate) fn counts(class: &Class) -> String {
    let all = class.counts.teach + class.counts.test;
    let all = if all == 1 { "1 picture".into() } else { format!("{all} pictures") };
    if class.counts.test == 0 {
        all
    } else {
        format!("{all}: {} to teach, {} to test", class.counts.teach, class.counts.test)
    }
}

/// Who comes when a class wins, and whether it rests.
pub(crate) fn nature(class: &Class) -> String {
    let who = if class.is_quiet() { "quiet" } else { class.creature.as_str() };
    if class.enabled { who.into() } else { format!("{who}, rests") }
}

/// Where the lesson is kept: a sign, and the words.
pub(crate) fn kept(project: &ProjectFile) -> (&'static str, &'static str) {
    match (&project.path, project.saved) {
        (None, _) => ("☁", "In memory only"),
        (Some(_), true) => ("✔", "Saved"),
        (Some(_), false) if project.autosaves => ("⏳", "Saving soon"),
        (Some(_), false) => ("✱", "Not saved yet"),
    }
}

/// Name of the lesson.
pub(crate) fn project_name(project: &ProjectFile) -> String {
    let stem = project.path.as_deref().and_then(|path| path.file_stem());
    stem.map_or_else(|| "Untitled lesson".into(), |stem| stem.to_string_lossy().into_owned())
}

/// The button that brings something back.
pub(crate) fn undo(offer: &str) -> String {
    format!("⟲ Undo: {offer}")
}

/// Work with files that is under way.
pub(crate) fn work(work: &Work) -> String {
    match work.total {
        Some(total) => format!("{} of {total}", work.done),
        None if work.done > 0 => format!("{} so far", work.done),
        None => String::new(),
    }
}

/// Time until a recording begins.
pub(crate) fn count_down(secs: f32) -> String {
    format!("Ready? {:.0} ...", secs.ceil().max(1.0))
}

/// How many are chosen.
pub(crate) fn chosen(pictures: usize) -> String {
    if pictures == 0 { "Touch pictures to choose them.".into() } else { format!("{pictures} chosen") }
}

/// Where to move pictures.
pub(crate) fn move_where(pictures: usize) -> String {
    if pictures == 1 { "Where shall this picture go?".into() } else { format!("Where shall {pictures} pictures go?") }
}

/// A picture's place among others.
pub(crate) fn place(place: usize, pictures: usize) -> String {
    format!("{} of {pictures}", place + 1)
}

/// Where a picture comes from.
pub(crate) fn source(source: &str) -> String {
    if source == "camera" { "from the camera".into() } else { format!("from {source}") }
}

pub(crate) const DROP_LESSON: &str = "Let go to open this lesson";

/// What to do with files that hang over the window.
pub(crate) fn drop_hint(files: usize, class: Option<&str>) -> String {
    let what = if files == 1 { "this file".into() } else { format!("{files} files") };
    match class {
        Some(class) => format!("Let go to add {what} to {class}"),
        None => format!("Let go to bring in {what}"),
    }
}

/// How far the learning is.
pub(crate) fn epochs(done: usize, most: usize) -> String {
    format!("epoch {done} of at most {most}")
}

/// What a cell of a confusion matrix holds, as the title of its pictures.
pub(crate) fn cell(truth: &str, answer: &str, pictures: usize) -> String {
    let pictures = if pictures == 1 { "1 picture".into() } else { format!("{pictures} pictures") };
    if truth == answer {
        format!("{pictures} of {truth}, named correctly")
    } else {
        format!("{pictures} of {truth}, answered with {answer}")
    }
}

/// What a class got right.
pub(crate) fn right_of(right: usize, asked: usize) -> String {
    if asked == 0 { "not asked".into() } else { format!("{right} of {asked} right") }
}

/// How a picture was named wrongly.
pub(crate) fn taken_for(truth: &str, answer: &str) -> String {
    format!("{truth}, answered: {answer}")
}

/// What is remarkable about the pictures, said kindly: a heading, and what helps.
pub(crate) fn finding(kind: FindingKind, name: impl Fn(ClassId) -> String) -> (String, String) {
    match kind {
        FindingKind::TooFew(class) => {
            (format!("{} has few pictures", name(class)), "A few more, from other sides, would help it a lot.".into())
        }
        FindingKind::OneView(class) => (
            format!("{} was shown from one side only", name(class)),
            "Hold it again, turned, nearer and farther away; until then nobody can say how well it will be known."
                .into(),
        ),
        FindingKind::Unbalanced { small, large } => (
            format!("{} has many more pictures than {}", name(large), name(small)),
            format!("It may guess {} too often. Give {} more pictures.", name(large), name(small)),
        ),
        FindingKind::NearDuplicates(class) => (
            format!("Some pictures of {} are nearly the same", name(class)),
            "The same picture twice teaches nothing new. Turn it, move it, change the light.".into(),
        ),
        FindingKind::TwoThings(class) => (
            format!("{} seems to hold two different things", name(class)),
            "If you meant two things, make two classes. If not, add pictures in between.".into(),
        ),
        FindingKind::LookTheSame(one, other) => (
            format!("{} and {} look the same to it", name(one), name(other)),
            "Show more clearly what is different, or make one class of them.".into(),
        ),
        FindingKind::OddOnes(class) => (
            format!("Some pictures of {} look unlike the rest", name(class)),
            "Look at them: do they belong here? A mistake is quickly removed.".into(),
        ),
    }
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

/// What stands in place of [`expected`] while a class was shown from one side only.
pub(crate) const EXPECTED_NOT_YET: &str =
    "How many new pictures will be right cannot be said before every class was shown from several sides.";

/// What it expects of itself.
pub(crate) fn expected(share: f64) -> String {
    format!("Of new pictures about {:.0} % will be right.", share * 100.0)
}

/// Pictures from which on a share says something about a network that guesses.
const ENOUGH_ASKED: usize = 20;

/// What was measured about where it comes from.
pub(crate) fn measured(pretrained: f64, random: f64, chance: f64, asked: usize) -> String {
    let better = if pretrained > random + 0.02 {
        "What it brought with it makes the difference, not your few pictures alone."
    } else if pretrained <= chance {
        "Neither can tell these things apart. Try things that look less alike, or show them from more sides."
    } else {
        "This time both did as well: perhaps the things can be told apart by colour alone. Try things that are harder."
    };
    let guesses = if random <= chance {
        " The random ones did no better than guessing; a little more or less is chance."
    } else if asked < ENOUGH_ASKED {
        " So few pictures leave much to chance: try it with more."
    } else {
        ""
    };
    format!("Measured with {asked} pictures that none was taught.{guesses} {better}")
}

/// How far the measuring is.
pub(crate) fn measuring(done: usize, of: usize) -> String {
    format!("Looking at picture {done} of {of} ...")
}

/// How a setting is called, and what it does.
pub(crate) const HEAD: [&str; 2] =
    ["Head", "The part that you teach. Auto takes the quick one first and the trained one when it is ready."];
pub(crate) const EPOCHS: [&str; 2] = ["Epochs", "How often it goes through all pictures, at most."];
pub(crate) const BATCH_SIZE: [&str; 2] = ["Batch size", "How many pictures it looks at before it corrects itself."];
pub(crate) const LEARNING_RATE: [&str; 2] =
    ["Learning rate", "How big each correction is. Too big and it stumbles, too small and it crawls."];
pub(crate) const VALIDATION_SHARE: [&str; 2] =
    ["Validation share", "How many of the pictures it keeps back to check itself."];
pub(crate) const EARLY_STOPPING: [&str; 2] = ["Early stopping", "It stops when the pictures kept back get no better."];
pub(crate) const AUGMENTATION: [&str; 2] =
    ["Augmentation", "It also practises with mirrored, nearer, darker and brighter copies of the pictures."];
pub(crate) const SEED: [&str; 2] = ["Seed", "The start of all random choices. The same number, the same result."];
pub(crate) const THRESHOLD: [&str; 2] =
    ["Threshold", "How sure it must be before a creature answers. There is no right value: try it."];
pub(crate) const KNOWS_UNKNOWN: [&str; 2] =
    ["Never seen", "Whether it may say \"never seen this\". Switch it off and see what happens."];

#[cfg(test)]
mod tests {
    use super::*;

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
            let (heading, remedy) = finding(kind, name);
            assert!(heading.contains("Pen") && remedy.ends_with('.'), "{heading} / {remedy}");
        }
    }

    #[test]
    fn where_the_lesson_is_kept_is_said_in_words() {
        let mut project = ProjectFile::default();
        assert_eq!(kept(&project).1, "In memory only");
        project.path = Some("lessons/pens.menagerie".into());
        assert_eq!((kept(&project).1, project_name(&project)), ("Not saved yet", "pens".to_owned()));
        project.saved = true;
        assert_eq!(kept(&project).1, "Saved");
    }
}
