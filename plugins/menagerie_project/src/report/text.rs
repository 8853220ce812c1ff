//! Text as HTML takes it.

use menagerie_lesson::Phrasebook;

/// Nothing in it means anything to a browser.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\r' | '\t' => safe.push(' '),
            // Neither HTML nor SVG has a place for these; the second could turn the line around them.
            letter if letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            letter => safe.push(letter),
        }
    }
    safe
}

/// The first characters of a name, escaped, where there is no room for more.
pub(super) fn short(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return escaped(name);
    }
    let start: String = name.chars().take(most.saturating_sub(1)).collect();
    escaped(start.trim_end()) + "…"
}

/// A share of a whole, 0..1, as people of this book's language read it.
pub(super) fn percent(share: f64, book: &dyn Phrasebook) -> String {
    book.phrase("percent", &[("percent", (share * 100.0).round().into())])
}

/// Languages written from right to left, by the first part of their identifiers.
const FROM_THE_RIGHT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "ug", "ur", "yi"];

/// In which direction a page in this language (BCP 47) runs.
pub(super) fn direction(language: &str) -> &'static str {
    let first = language.split('-').next().unwrap_or_default();
    if FROM_THE_RIGHT.contains(&first) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_the_escaping() {
        assert_eq!(escaped("<b a='1' c=\"2\">&\u{0}\u{202e}\n"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp; ");
        assert_eq!(short("Füllfederhalter", 6), "Füllf…");
        assert_eq!(short("<<<<", 4), "&lt;&lt;&lt;&lt;");
    }

    #[test]
    fn a_page_runs_as_its_language_does() {
        assert_eq!(["he", "ar-EG", "en", "pt-BR", ""].map(direction), ["rtl", "rtl", "ltr", "ltr", "ltr"]);
    }
}
