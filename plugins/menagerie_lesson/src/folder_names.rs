//! What the names in a folder or an archive say: what systems put there for themselves, and what a folder is for.

use crate::split::Split;

/// Whether a file or folder is one that systems put there for themselves: hidden, resource forks of a Mac, thumbnails.
#[must_use]
pub fn is_system_name(name: &str) -> bool {
    const KNOWN: [&str; 6] =
        ["__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information"];
    name.starts_with('.') || KNOWN.contains(&name.to_lowercase().as_str())
}

/// The split that a folder of this name is for, as people and other programs call them.
#[must_use]
pub fn split_named(folder: &str) -> Option<Split> {
    let name = folder.trim().to_lowercase();
    let name = name.strip_suffix("_set").or(name.strip_suffix("-set")).or(name.strip_suffix(" set")).unwrap_or(&name);
    match name {
        "teach" | "train" | "training" | "trainset" | "train_data" | "training_data" => Some(Split::Teach),
        "validate" | "validation" | "valid" | "val" | "dev" | "validation_data" => Some(Split::Validate),
        "test" | "testing" | "tests" | "testset" | "test_data" | "eval" | "evaluation" => Some(Split::Test),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_have_many_spellings() {
        for (folder, split) in [
            ("Train", Split::Teach),
            ("training_set", Split::Teach),
            ("valid", Split::Validate),
            ("Val", Split::Validate),
            ("dev", Split::Validate),
            ("TEST", Split::Test),
            ("test-set", Split::Test),
        ] {
            assert_eq!(split_named(folder), Some(split), "{folder}");
        }
        assert_eq!(split_named("testament"), None);
        assert_eq!(split_named("trains"), None, "a class of toys");
    }

    #[test]
    fn what_systems_put_there_is_known() {
        for name in ["._a.jpg", ".DS_Store", "__MACOSX", "Thumbs.db", "desktop.ini"] {
            assert!(is_system_name(name), "{name}");
        }
        assert!(!is_system_name("Thumbs"));
    }
}
