//! A class: what is told apart.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::ids::ClassId;
use crate::output::ClassOutput;

/// Maximum number of classes in a lesson.
pub const MOST_CLASSES: usize = 100;

/// Longest class name that is read, in characters. What a screen has no room for, it cuts when it draws.
pub const LONGEST_NAME: usize = 500;

/// Longest class name that is typed here, in characters.
pub const LONGEST_TYPED_NAME: usize = 40;

/// Longest sentence a creature can say, in characters.
pub const LONGEST_SENTENCE: usize = 120;

/// Colours of new classes, in turn, each red, green and blue (sRGB): told apart by people who do not see red or green as
/// well (after Okabe and Ito 2008).
pub const CLASS_COLORS: [[u8; 3]; 8] = [
    [0x58, 0xc2, 0x6b],
    [0xa9, 0x7b, 0xf0],
    [0xff, 0x9a, 0x3c],
    [0x56, 0xb4, 0xe9],
    [0xf0, 0xe4, 0x42],
    [0xe0, 0x7a, 0xb0],
    [0x2f, 0xb8, 0xa0],
    [0xe8, 0x5c, 0x4a],
];

/// Everything there is to know about a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Its number.
    pub id: ClassId,
    /// What people call it.
    pub name: String,
    /// Name of its creature. Empty for a quiet class, for which nobody comes: "nothing", "something else".
    #[serde(rename = "output", default)]
    pub creature: String,
    /// What its creature says when it answers; empty for nothing.
    #[serde(default)]
    pub says: String,
    /// What else answers for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<ClassOutput>,
    /// Red, green and blue (sRGB).
    #[serde(default = "grey")]
    pub color: [u8; 3],
    /// Whether it is learned; a class at rest keeps its pictures.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Counts of its pictures. Recomputed, never saved.
    #[serde(skip)]
    pub counts: ClassCounts,
}

/// How many pictures a class has, and what they are worth.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ClassCounts {
    /// Training pictures.
    pub teach: usize,
    /// Test pictures.
    pub test: usize,
    /// How far it is on the way to the goal of a recording, in pictures: those that add something count more than
    /// near-copies.
    pub progress: f32,
    /// Views among the pictures taught: sides from which its things were shown. 0 until somebody has looked.
    pub views: usize,
}

fn grey() -> [u8; 3] {
    [128; 3]
}

fn yes() -> bool {
    true
}

impl Class {
    /// A class with the colour that its place among the others gives it, and without pictures.
    #[must_use]
    pub fn new(id: ClassId, name: impl Into<String>, creature: impl Into<String>, place: usize) -> Self {
        Self {
            id,
            name: name.into(),
            creature: creature.into(),
            says: String::new(),
            outputs: Vec::new(),
            color: CLASS_COLORS[place % CLASS_COLORS.len()],
            enabled: true,
            counts: ClassCounts::default(),
        }
    }

    /// Its output of this kind, if it has one.
    #[must_use]
    pub fn output(&self, kind: &str) -> Option<&ClassOutput> {
        self.outputs.iter().find(|output| output.kind == kind)
    }

    /// Its outputs with another one of this kind, or without any. Those that nobody here understands stay.
    #[must_use]
    pub fn outputs_with(&self, kind: &str, other: Option<ClassOutput>) -> Vec<ClassOutput> {
        self.outputs.iter().filter(|output| output.kind != kind).cloned().chain(other).collect()
    }

    /// Whether nobody comes when it wins.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.creature.is_empty()
    }
}

/// A name as a lesson takes it: on one line, not too long.
#[must_use]
pub fn tidy_name(name: &str) -> String {
    on_one_line(name, LONGEST_NAME)
}

/// A name of at most so many letters: its beginning and, longer, its end, where long names differ.
#[must_use]
pub fn elided(name: &str, letters: usize) -> String {
    let count = name.chars().count();
    if count <= letters {
        return name.to_owned();
    }
    let start = letters.saturating_sub(1) * 2 / 5;
    let end = letters.saturating_sub(1) - start;
    let [start, end]: [String; 2] = [name.chars().take(start).collect(), name.chars().skip(count - end).collect()];
    format!("{}…{}", start.trim_end(), end.trim_start())
}

/// What two names of one class have in common: tidy, and in Unicode's composed form (NFC), whatever the system that wrote
/// them does with accents. Letters of another size make another class.
#[must_use]
pub fn name_key(name: &str) -> String {
    tidy_name(name).nfc().collect()
}

/// Words on one line, without control characters, cut off after `longest` characters.
#[must_use]
pub fn on_one_line(words: &str, longest: usize) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").chars().filter(|letter| !letter.is_control()).take(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_on_one_line_and_end_somewhere() {
        assert_eq!(tidy_name("  red \n\t pens\u{7} "), "red pens");
        assert_eq!(tidy_name(&"x".repeat(1000)).chars().count(), LONGEST_NAME);
    }

    #[test]
    fn long_names_stay_apart_when_they_are_cut() {
        assert_eq!(elided("Pens", 4), "Pens");
        assert_eq!(elided("Recyclable plastic bottle with cap", 16), "Recycl…with cap");
        assert_eq!(elided("Recyclable plastic bottle with no cap", 16), "Recycl…th no cap");
        assert_eq!(elided("Pens", 1), "…");
    }

    #[test]
    fn one_name_written_by_two_systems_is_one_name() {
        assert_eq!(name_key("Caf\u{e9} "), name_key("Cafe\u{301}"));
        assert_ne!(name_key("a"), name_key("A"));
    }
}
