//! Text as HTML takes it.

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

/// The first letters of a name, escaped, where there is no room for more.
pub(super) fn short(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return escaped(name);
    }
    let start: String = name.chars().take(most.saturating_sub(1)).collect();
    escaped(start.trim_end()) + "…"
}

/// A share of a whole, 0..1, as people read it.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `1 picture`, `2 pictures`.
pub(super) fn pictures(count: usize) -> String {
    if count == 1 { "1 picture".into() } else { format!("{count} pictures") }
}

/// Bytes as letters (RFC 4648, with padding).
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
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
    fn bytes_become_the_letters_everybody_expects() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
