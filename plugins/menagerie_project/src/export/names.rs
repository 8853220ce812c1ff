//! Names for files that every system takes.

use std::collections::HashSet;

/// Bytes of a name, at most; systems take 255, and a number may come behind.
const LONGEST_BYTES: usize = 100;

/// Makes names that are safe, and each another.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A folder's name as near to this one as can be; numbered when it is taken.
    pub(super) fn folder(&mut self, name: &str) -> String {
        let safe = safe(name);
        let numbered = (2..).map(|number| format!("{safe} ({number})"));
        // Half of all systems cannot tell `A` from `a`.
        std::iter::once(safe.clone())
            .chain(numbered)
            .find(|name| self.taken.insert(name.to_lowercase()))
            .unwrap_or(safe)
    }
}

fn safe(name: &str) -> String {
    let replaced = |letter: char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        letter if letter.is_control() => '_',
        letter => letter,
    };
    let mut safe = String::new();
    for letter in name.trim().chars().map(replaced) {
        if safe.len() + letter.len_utf8() > LONGEST_BYTES {
            break;
        }
        safe.push(letter);
    }
    // Windows takes points and spaces off the end; elsewhere a point in front hides.
    let trimmed = safe.trim_end_matches(['.', ' ']);
    let device = trimmed.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_device = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&device.as_str())
        || ["COM", "LPT"].iter().any(|port| {
            let number = device.strip_prefix(port);
            number.is_some_and(|number| number.chars().count() == 1 && number.chars().all(char::is_alphanumeric))
        });
    let is_hidden = trimmed.starts_with(['.', '$']) || trimmed.to_lowercase().starts_with("__macosx");
    match trimmed {
        "" => "class".into(),
        name if is_device || is_hidden => format!("_{name}"),
        name => name.to_owned(),
    }
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
        ] {
            assert_eq!(names.folder(name), expected);
        }
        assert!(names.folder(&"ä".repeat(500)).len() <= LONGEST_BYTES);
    }
}
