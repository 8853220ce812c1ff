//! File names that every system accepts.

use std::collections::HashSet;

use menagerie_lesson::name_key;
use sanitize_filename::{Options, sanitize_with_options};

/// Bytes of a name, at most; systems take 255, and a number may come behind.
const LONGEST_BYTES: usize = 100;

/// Makes names that are safe and unique.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A folder's name as near to this one as can be; numbered when it is taken.
    pub(super) fn folder(&mut self, name: &str) -> String {
        let safe = safe(name);
        let numbered = (2..).map(|number| format!("{safe} ({number})"));
        // Half of all systems cannot tell `A` from `a`, or one spelling of an accent from the other.
        std::iter::once(safe.clone())
            .chain(numbered)
            .find(|name| self.taken.insert(name_key(name).to_lowercase()))
            .unwrap_or(safe)
    }
}

fn safe(name: &str) -> String {
    let options = || Options { windows: true, truncate: false, replacement: "_" };
    // Windows strips dots and spaces from the end.
    let name = name.trim().trim_end_matches(['.', ' ']);
    let mut safe = sanitize_with_options(&name[..name.floor_char_boundary(LONGEST_BYTES)], options());
    // What is hidden or a device of Windows (`con`, which becomes `_`) stays readable behind a line.
    let is_hidden = safe.starts_with(['.', '$']) || safe.to_lowercase().starts_with("__macosx");
    if is_hidden || (safe == "_" && name.len() > 1) {
        safe = sanitize_with_options(format!("_{name}"), options());
    }
    if safe.is_empty() { "class".into() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_everywhere_and_differ() {
        let mut names = Names::default();
        for (name, expected) in [
            ("Pens", "Pens"),
            ("pens", "pens (2)"),
            ("../../etc", "_.._.._etc"),
            ("a/b\\c:d", "a_b_c_d"),
            ("dots...", "dots"),
            ("con", "_con"),
            ("Com1.txt", "_Com1.txt"),
            ("COMET", "COMET"),
            ("..", "class"),
            ("", "class (2)"),
            (".hidden", "_.hidden"),
            ("Füller ✏", "Füller ✏"),
            ("a\nb", "a_b"),
            ("Caf\u{e9}", "Caf\u{e9}"),
            ("Cafe\u{301}", "Cafe\u{301} (2)"),
        ] {
            assert_eq!(names.folder(name), expected);
        }
        assert!(names.folder(&"ä".repeat(500)).len() <= LONGEST_BYTES);
    }
}
