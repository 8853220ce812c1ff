//! The order in which people put names: `2.png` before `10.png`, whatever the case of letters.

use std::cmp::Ordering;

/// Compares two names; only the very same are equal.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let ordering = match (next(&mut left), next(&mut right)) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(x), Some(y)) if is_number(x) && is_number(y) => {
                let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
                x.len().cmp(&y.len()).then_with(|| x.cmp(y))
            }
            (Some(x), Some(y)) => x.chars().flat_map(char::to_lowercase).cmp(y.chars().flat_map(char::to_lowercase)),
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
}

fn is_number(piece: &str) -> bool {
    piece.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Takes the next number, or the next letter, off the front.
fn next<'a>(text: &mut &'a str) -> Option<&'a str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let len = if digits > 0 { digits } else { text.chars().next()?.len_utf8() };
    let (piece, rest) = text.split_at(len);
    *text = rest;
    Some(piece)
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
