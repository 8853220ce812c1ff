//! The order in which people put names: `2.png` before `10.png`, whatever the case of letters.

use std::cmp::Ordering;

/// Compares two names; only identical ones are equal.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    natord::compare_ignore_case(a, b).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_people_put_them() {
        let mut names = ["b/1.png", "a/10.png", "a/2.png", "a/x.png", "B/0.png", "a/002.png", "", "ä"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["", "a/002.png", "a/2.png", "a/10.png", "a/x.png", "B/0.png", "b/1.png", "ä"]);
    }
}
