//! Names of files and folders in a pack.

/// Maximum number of characters in a name.
const LONGEST: usize = 64;

/// What is wrong with the name of one file or folder, if anything: with it, nothing leads elsewhere on any system.
pub(super) fn name_problem(name: &str) -> Option<&'static str> {
    let is_odd = |letter: char| letter.is_control() || r#"/\:*?"<>|"#.contains(letter);
    if name.is_empty() {
        Some("is empty")
    } else if name.chars().count() > LONGEST {
        Some("is longer than 64 characters")
    } else if name.starts_with('.') || name.ends_with(['.', ' ']) {
        Some("begins with a dot, or ends with a dot or a space")
    } else if name.chars().any(is_odd) {
        Some("has a slash, a colon or another letter that no file may have everywhere")
    } else {
        None
    }
}
