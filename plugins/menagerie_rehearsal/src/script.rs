//! The script of a visit: a RON file, described for writers in `docs/REHEARSALS.md`.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use menagerie_core::drift::GRADES;
use menagerie_core::photographs::{PhotographError, list_pictures};
use menagerie_core::prelude::AccessChoice;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use crate::keys::{KNOWN, key_named};

/// Longest time a single step may take, seconds: a typo must not run for a day.
const LONGEST_SECS: f32 = 3600.0;
/// Largest script read, bytes.
const LARGEST_BYTES: u64 = 1 << 20;

/// A scripted visit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Size of the screen, pixels.
    #[serde(default = "default_size")]
    pub size: (u32, u32),
    /// Whether it begins where the exhibit waits for somebody to come.
    #[serde(default)]
    pub attracts: bool,
    /// After how many seconds without a touch the visit is over; without a number: never.
    #[serde(default)]
    pub idle_secs: Option<f32>,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

fn default_size() -> (u32, u32) {
    (1280, 720)
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Step {
    /// Puts the photographs of a folder before the camera, ten a second, again and again.
    Show(PathBuf),
    /// Holds a photograph before the camera, as a hand does: it drifts a little, ten frames a second, and otherwise each time.
    ShowHeld(PathBuf),
    /// As [`Step::Show`], but under other light and from another distance: of this grade, 1 to 3.
    ShowShifted(PathBuf, usize),
    /// Touches the hold-button of a class for this many seconds.
    Hold(Who, f32),
    /// Touches for this many seconds what the hand on the screen points at, as somebody does who reads nothing.
    FollowHand(f32),
    /// Taps something.
    Tap(TapTarget),
    /// Presses a key for a moment: a letter, a digit, or one by its name (`Tab`, `Enter`, `F2`).
    Key(String),
    /// Holds a key down for this many seconds.
    HoldKey(String, f32),
    /// Steps with one switch (`Space`) from control to control until the one of this name is reached.
    StepTo(String),
    /// Speaks this language from now on, by its identifier.
    Language(String),
    /// Chooses how the exhibit is seen, heard or touched, or takes the choice back.
    Access(String, bool),
    /// Lets this many seconds go by.
    Wait(f32),
    /// Puts every photograph shown before the camera once more, one by one, and expects this answer to at least this
    /// share of them, 0..1. What is held is looked at ten times while it drifts on.
    Expect(Who, f32),
    /// The same, but expects the answer to at most this share of them.
    ExpectAtMost(Who, f32),
    /// Saves the screen under this name.
    Screenshot(String),
    /// Drops a file or a folder onto the window.
    Drop(PathBuf),
    /// Drops a file or a folder onto the card of a class.
    DropOn(Who, PathBuf),
    /// Lets time go by until nothing is under way: files are read, the head is trained, tests are answered, the lesson is
    /// examined; at most this many seconds.
    Settle(f32),
    /// Expects so many pictures taught in a class.
    ExpectPictures(Who, usize),
    /// Expects this confidence in a class, 0..1, to within the second number.
    ExpectConfidence(Who, f32, f32),
    /// Expects at least this share of the pictures to test with to be named rightly, 0..1.
    ExpectTest(f64),
    /// Expects the pretrained network to be better than the one with random weights by at least this much, 0..1.
    ExpectPretraining(f64),
    /// Keeps the lesson in a project of this name, beside the report.
    Save(String),
    /// Writes a report of the lesson under this name, beside the report of the rehearsal.
    WriteReport(String),
    /// Writes the head into a folder of this name, beside the report of the rehearsal.
    WriteHead(String),
    /// Writes a folder for each class into a folder of this name, beside the report of the rehearsal.
    WriteFolders(String),
}

/// What can be tapped.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum TapTarget {
    /// The hold-button of a class: a tap takes a short burst.
    Hold(Who),
    /// The button that starts over.
    Reset,
    /// The button that brings back what the newest change took away.
    Undo,
    /// The button for one more class.
    AddClass,
    /// The arrow to the cards after (1) or before (-1).
    TurnCards(i8),
    /// A thing on the demonstration's shelf, 0 = left.
    Prop(usize),
    /// A thumbnail of a class, 0 = newest: takes the picture out.
    Thumbnail(Who, usize),
    /// The creature of a class.
    Creature(Who),
    /// The name on the card of a class, to change it.
    Name(Who),
    /// A control of any screen or of the workshop, by its name.
    Control(String),
}

/// A class, by its name (`"pim"`) or its place (`0`); or `"nobody"`, or `"never seen"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// No class is sure enough.
    Nobody,
    /// Nobody, because such a thing was never taught.
    Stranger,
    /// The class of this name, or else the first whose creature has it.
    Named(String),
    /// The class at this place, 0 = left.
    Place(usize),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("nobody"),
            Self::Stranger => f.write_str("never seen"),
            Self::Named(name) => f.write_str(name),
            Self::Place(place) => write!(f, "class {place}"),
        }
    }
}

impl<'de> Deserialize<'de> for Who {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WhoVisitor;
        impl Visitor<'_> for WhoVisitor {
            type Value = Who;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a class's name such as \"green\", the place of its card such as 0, \"nobody\" or \"never seen\"",
                )
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Who, E> {
                Ok(match name {
                    "nobody" => Who::Nobody,
                    "never seen" => Who::Stranger,
                    name => Who::Named(name.to_owned()),
                })
            }

            fn visit_u64<E: de::Error>(self, place: u64) -> Result<Who, E> {
                usize::try_from(place).map(Who::Place).map_err(|_| E::custom("no card has that place"))
            }
        }
        deserializer.deserialize_any(WhoVisitor)
    }
}

/// Why a script cannot be played: the file, the place and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum ScriptError {
    /// It cannot be read.
    #[error("{path}: cannot be read: {source}. Check the name and the read permissions")]
    Unreadable {
        /// The script.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is not a valid script.
    #[error("{path}:{place}. docs/REHEARSALS.md shows the format")]
    Malformed {
        /// The script.
        path: String,
        /// Line and column, and what is wrong there.
        place: String,
    },
    /// A step asks for something impossible.
    #[error("{path}: step {number}, {step}: {reason}")]
    Impossible {
        /// The script.
        path: String,
        /// The step, counted from 1.
        number: usize,
        /// The step.
        step: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A folder to show cannot be shown.
    #[error("{path}: step {number}: {source}")]
    BadFolder {
        /// The script.
        path: String,
        /// The step, counted from 1.
        number: usize,
        /// The folder and its trouble.
        source: PhotographError,
    },
}

impl Script {
    /// Reads a script and checks every step, so that a visit does not fail at its end over a typing error at its
    /// beginning. Folders become relative to the script's own folder.
    ///
    /// # Errors
    /// A [`ScriptError`] that names the file and the place.
    pub fn read(path: &Path) -> Result<Self, ScriptError> {
        let shown = path.display().to_string();
        let unreadable = |source| ScriptError::Unreadable { path: shown.clone(), source };
        if fs::metadata(path).map_err(unreadable)?.len() > LARGEST_BYTES {
            let place = format!(" more than {LARGEST_BYTES} bytes, too large for a script");
            return Err(ScriptError::Malformed { path: shown, place });
        }
        let text = fs::read_to_string(path).map_err(unreadable)?;
        Self::parse(&text, &shown, path.parent().unwrap_or(Path::new("")))
    }

    /// The script in a text. `shown` names it in errors, folders are relative to `base`.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn parse(text: &str, shown: &str, base: &Path) -> Result<Self, ScriptError> {
        let mut script: Self = ron::from_str(text)
            .map_err(|error| ScriptError::Malformed { path: shown.to_owned(), place: error.to_string() })?;
        for step in &mut script.steps {
            if let Step::Show(path)
            | Step::ShowHeld(path)
            | Step::ShowShifted(path, _)
            | Step::Drop(path)
            | Step::DropOn(_, path) = step
            {
                *path = base.join(&*path);
            }
        }
        script.check(shown)?;
        Ok(script)
    }

    fn check(&self, path: &str) -> Result<(), ScriptError> {
        let impossible = |number: usize, step: String, reason: &str| ScriptError::Impossible {
            path: path.to_owned(),
            number,
            step,
            reason: reason.to_owned(),
        };
        let (width, height) = self.size;
        if !(64..=8192).contains(&width) || !(64..=8192).contains(&height) {
            return Err(impossible(0, format!("size {width} x {height}"), "each side must have 64 to 8192 pixels"));
        }
        let mut shown = false;
        for (index, step) in self.steps.iter().enumerate() {
            let number = index + 1;
            let reason = match step {
                Step::ShowHeld(path) if !path.is_file() => {
                    "there is no such photograph; paths start from the script's own folder"
                }
                Step::ShowShifted(_, grade) if !(1..=GRADES).contains(grade) => "the grade is 1, 2 or 3",
                Step::Show(dir) | Step::ShowHeld(dir) | Step::ShowShifted(dir, _) => {
                    list_pictures(dir).map_err(|source| ScriptError::BadFolder {
                        path: path.to_owned(),
                        number,
                        source,
                    })?;
                    shown = true;
                    continue;
                }
                Step::Hold(Who::Nobody | Who::Stranger, _)
                | Step::DropOn(Who::Nobody | Who::Stranger, _)
                | Step::ExpectPictures(Who::Nobody | Who::Stranger, _)
                | Step::ExpectConfidence(Who::Nobody | Who::Stranger, ..)
                | Step::Tap(
                    TapTarget::Hold(Who::Nobody | Who::Stranger)
                    | TapTarget::Creature(Who::Nobody | Who::Stranger)
                    | TapTarget::Name(Who::Nobody | Who::Stranger)
                    | TapTarget::Thumbnail(Who::Nobody | Who::Stranger, _),
                ) => "`nobody` has no button; name a class",
                Step::Key(name) | Step::HoldKey(name, _) if key_named(name).is_none() => KNOWN,
                Step::Access(name, _) if AccessChoice::named(name).is_none() => {
                    "one of large-text, reduced-motion, tap-to-hold and captions is needed"
                }
                Step::Hold(_, secs)
                | Step::FollowHand(secs)
                | Step::HoldKey(_, secs)
                | Step::Wait(secs)
                | Step::Settle(secs)
                    if !(0.0..=LONGEST_SECS).contains(secs) =>
                {
                    "seconds are between 0 and 3600"
                }
                Step::Expect(_, share) | Step::ExpectAtMost(_, share) if !(0.0..=1.0).contains(share) => {
                    "the share is between 0 and 1"
                }
                Step::Drop(path) | Step::DropOn(_, path) if !path.exists() => {
                    "there is no such file or folder; paths start from the script's own folder"
                }
                Step::Save(name) | Step::WriteReport(name) | Step::WriteHead(name) | Step::WriteFolders(name)
                    if !is_plain_name(name) =>
                {
                    "a plain name, without folders, is needed"
                }
                Step::Expect(..) | Step::ExpectAtMost(..) if !shown => "nothing is shown yet; put a Show before it",
                Step::Screenshot(name) if !is_plain_name(name) || !name.ends_with(".png") => {
                    "a name like \"taught.png\", without folders, is needed"
                }
                _ => continue,
            };
            return Err(impossible(number, format!("{step:?}"), reason));
        }
        Ok(())
    }
}

/// A file name that stays in the output folder.
fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\', ':']) && !name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Script, String> {
        let script: Script = ron::from_str(text).map_err(|error| error.to_string())?;
        script.check("visit.ron").map_err(|error| error.to_string())?;
        Ok(script)
    }

    #[test]
    fn classes_go_by_name_or_by_place() {
        let script = parse(r#"(steps: [Hold("pim", 1.0), Hold(2, 0.5), Tap(Reset), Tap(Thumbnail("bobo", 0))])"#);
        let steps = script.unwrap().steps;
        assert_eq!(steps[0], Step::Hold(Who::Named("pim".into()), 1.0));
        assert_eq!(steps[1], Step::Hold(Who::Place(2), 0.5));
        assert_eq!(steps[3], Step::Tap(TapTarget::Thumbnail(Who::Named("bobo".into()), 0)));
    }

    #[test]
    fn steps_that_cannot_be_are_refused_with_their_number() {
        for (steps, expected) in [
            ("Wait(1.0), Hold(\"nobody\", 1.0)", "step 2"),
            ("Wait(-1.0)", "between 0 and 3600"),
            ("Wait(inf)", "between 0 and 3600"),
            ("Expect(\"green\", 0.5)", "put a Show before it"),
            ("ExpectAtMost(\"never seen\", 1.5)", "between 0 and 1"),
            ("ShowHeld(\"no/such.jpg\")", "no such photograph"),
            ("ShowShifted(\".\", 4)", "1, 2 or 3"),
            ("Screenshot(\"../evil.png\")", "without folders"),
            ("Screenshot(\"picture\")", "without folders"),
            ("Save(\"../x.menagerie\")", "without folders"),
            ("Drop(\"no/such/file.zip\")", "no such file"),
            ("ExpectPictures(\"nobody\", 3)", "name a class"),
            ("Key(\"Tba\")", "a key is one letter"),
            ("Access(\"larger\", true)", "large-text"),
        ] {
            let said = parse(&format!("(steps: [{steps}])")).unwrap_err();
            assert!(said.contains(expected), "{steps}: {said}");
        }
    }

    #[test]
    fn a_typing_error_is_found_with_line_and_column() {
        let said = parse("(steps: [\n  Hodl(0, 1.0),\n])").unwrap_err();
        assert!(said.contains("2:"), "{said}");
        assert!(said.contains("Hodl"), "{said}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_relative_to_the_script() {
        let dir = std::env::temp_dir().join(format!("menagerie-script-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let file = dir.join("visit.ron");
        fs::write(&file, r#"(steps: [Show("nothing/here")])"#).unwrap();
        let said = Script::read(&file).unwrap_err().to_string();
        fs::remove_dir_all(&dir).unwrap();
        assert!(said.contains("step 1") && said.contains(&dir.join("nothing/here").display().to_string()), "{said}");
    }
}
