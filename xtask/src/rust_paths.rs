//! Finds the paths that a Rust source names (`use a::{b, c::d};`, `a::b::c()`), with their lines.
//!
//! Sees through comments, strings and the braces of `use`; knows nothing of modules or macros, so a path's first word may
//! be a local module just as well as a crate.

/// A path as written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RustPath {
    /// Its parts, joined with `::`.
    pub(crate) text: String,
    /// The line, counted from 1.
    pub(crate) line: usize,
    /// Whether a `pub use` passes it on.
    pub(crate) is_public: bool,
}

/// Every path of a source that has more than one part, stands in a `use`, or names an `extern crate`.
pub(crate) fn paths(source: &str) -> Vec<RustPath> {
    let words = tokens(source);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((token, line)) = words.get(at) {
        match token {
            Token::Word(word) if word == "use" => {
                let (first, is_public) = (found.len(), is_public(&words, at));
                at = use_tree(&words, at + 1, "", &mut found);
                found[first..].iter_mut().for_each(|path| path.is_public = is_public);
            }
            Token::Word(word) if word == "extern" && is_word(&words, at + 1, "crate") => {
                if let Some((Token::Word(name), line)) = words.get(at + 2) {
                    found.push(RustPath { text: name.clone(), line: *line, is_public: false });
                }
                at += 3;
            }
            Token::Word(_) => {
                let line = *line;
                let (text, parts, next) = straight_path(&words, at);
                if parts > 1 {
                    found.push(RustPath { text, line, is_public: false });
                }
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// `::`
    Colons,
    Sign(char),
}

type Words = [(Token, usize)];

fn is_word(words: &Words, at: usize, wanted: &str) -> bool {
    matches!(words.get(at), Some((Token::Word(word), _)) if word == wanted)
}

fn is(words: &Words, at: usize, wanted: &Token) -> bool {
    words.get(at).is_some_and(|(token, _)| token == wanted)
}

/// Whether `pub` or `pub(..)` stands before the word at this place.
fn is_public(words: &Words, at: usize) -> bool {
    let open = |words: &Words| words.iter().rposition(|(token, _)| *token == Token::Sign('('));
    let before = match words[..at].last() {
        Some((Token::Sign(')'), _)) => open(&words[..at]).unwrap_or_default(),
        _ => at,
    };
    before.checked_sub(1).is_some_and(|before| is_word(words, before, "pub"))
}

/// `a::b::c` from `at` on: the text, how many parts, and where it ends.
fn straight_path(words: &Words, mut at: usize) -> (String, usize, usize) {
    let mut parts = Vec::new();
    while let Some((Token::Word(word), _)) = words.get(at) {
        parts.push(word.as_str());
        at += 1;
        if !(is(words, at, &Token::Colons) && matches!(words.get(at + 1), Some((Token::Word(_), _)))) {
            break;
        }
        at += 1;
    }
    (parts.join("::"), parts.len(), at)
}

/// One branch of a `use` from `at` on; returns where it ends.
fn use_tree(words: &Words, mut at: usize, prefix: &str, found: &mut Vec<RustPath>) -> usize {
    if is(words, at, &Token::Colons) {
        at += 1;
    }
    let line = words.get(at).map_or(0, |(_, line)| *line);
    let (text, parts, mut at) = straight_path(words, at);
    let full = if prefix.is_empty() || parts == 0 { format!("{prefix}{text}") } else { format!("{prefix}::{text}") };
    if is(words, at, &Token::Colons) {
        at += 1;
    }
    if !is(words, at, &Token::Sign('{')) {
        if !full.is_empty() {
            found.push(RustPath { text: full, line, is_public: false });
        }
        if is_word(words, at, "as") {
            at += 2;
        }
        return if is(words, at, &Token::Sign('*')) { at + 1 } else { at };
    }
    at += 1;
    while at < words.len() && !is(words, at, &Token::Sign('}')) {
        let next = use_tree(words, at, &full, found);
        // Whatever cannot be a branch (a comma, or a broken source) is stepped over, so that this always ends.
        at = if next == at || is(words, next, &Token::Sign(',')) { next + 1 } else { next };
    }
    at + 1
}

/// The words of a source, without comments, strings, characters and lifetimes.
fn tokens(source: &str) -> Vec<(Token, usize)> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(&c) = chars.get(at) {
        let start = at;
        let next = chars.get(at + 1).copied();
        if c == '/' && next == Some('/') {
            at = find(&chars, at, &['\n']);
        } else if c == '/' && next == Some('*') {
            at = end_of_comment(&chars, at + 2);
        } else if let Some(hashes) = raw_string(&chars, at) {
            at = end_of_raw_string(&chars, at, hashes);
        } else if c == '"' {
            at = end_of_quote(&chars, at + 1, '"');
        } else if c == '\'' {
            at = end_of_tick(&chars, at);
        } else if c.is_alphanumeric() || c == '_' {
            at += chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
            found.push((Token::Word(chars[start..at].iter().collect()), line));
        } else if c == ':' && next == Some(':') {
            at += 2;
            found.push((Token::Colons, line));
        } else {
            at += 1;
            if !c.is_whitespace() {
                found.push((Token::Sign(c), line));
            }
        }
        at = at.min(chars.len());
        line += chars[start..at].iter().filter(|c| **c == '\n').count();
    }
    found
}

fn find(chars: &[char], from: usize, wanted: &[char]) -> usize {
    chars[from.min(chars.len())..].windows(wanted.len()).position(|w| w == wanted).map_or(chars.len(), |n| from + n)
}

/// Comments nest.
fn end_of_comment(chars: &[char], mut at: usize) -> usize {
    let mut depth = 1;
    while depth > 0 && at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

/// How many `#` a raw string has that starts here (`r"`, `br#"`), if one does.
fn raw_string(chars: &[char], at: usize) -> Option<usize> {
    let inside_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    let rest = &chars[at..];
    let rest = rest.strip_prefix(&['b']).or(rest.strip_prefix(&['c'])).unwrap_or(rest);
    let rest = rest.strip_prefix(&['r'])?;
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    (!inside_word && rest.get(hashes) == Some(&'"')).then_some(hashes)
}

fn end_of_raw_string(chars: &[char], at: usize, hashes: usize) -> usize {
    let open = find(chars, at, &['"']) + 1;
    let mut close = vec!['"'];
    close.resize(hashes + 1, '#');
    find(chars, open, &close) + close.len()
}

fn end_of_quote(chars: &[char], mut at: usize, quote: char) -> usize {
    while let Some(&c) = chars.get(at) {
        match c {
            '\\' => at += 2,
            _ if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// `'x'` and `'\n'` are characters, `'a` is a lifetime.
fn end_of_tick(chars: &[char], at: usize) -> usize {
    if chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\'') {
        return end_of_quote(chars, at + 1, '\'');
    }
    at + 1 + chars[at + 1..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, wanted: &[&str]) {
        let read: Vec<String> = paths(source).into_iter().map(|path| path.text).collect();
        assert_eq!(read, wanted, "{source}");
    }

    #[test]
    fn use_trees_are_spread_out() {
        check("use a;", &["a"]);
        check("pub(crate) use ::a::b as c;", &["a::b"]);
        check("use a::{self, b::{c, d}, e::*};", &["a::self", "a::b::c", "a::b::d", "a::e"]);
        check("use {a::b, c as d};\nuse e::f;", &["a::b", "c", "e::f"]);
        check("extern crate wgpu;", &["wgpu"]);
    }

    #[test]
    fn what_is_passed_on_is_told_apart() {
        let is_public = |source: &str| paths(source).iter().map(|path| path.is_public).collect::<Vec<_>>();
        assert_eq!(is_public("pub use a::{b, c}; use d::e;"), [true, true, false]);
        assert_eq!(is_public("pub(crate) use a::b; f(x); use d::e;"), [true, false]);
    }

    #[test]
    fn paths_in_code_are_found() {
        check(
            "fn f(x: wgpu::Buffer) -> burn::tensor::Tensor<B, 4> { g(x) }",
            &["wgpu::Buffer", "burn::tensor::Tensor"],
        );
        check("let x = Vec::<wgpu::Queue>::new();", &["wgpu::Queue"]);
        check("fn f<'a>() -> impl use<'a> Fn() { a::b() }", &["a::b"]);
    }

    #[test]
    fn comments_strings_and_characters_are_no_paths() {
        check("//! a::b\n/* c::d /* e::f */ g::h */ fn x() {}", &[]);
        check("let s = \"a::b \\\" c::d\"; let r = r#\"e::f \" g::h\"#; let b = br\"i::j\";", &[]);
        check("let c = ':'; let q = '\\''; fn f<'a>(x: &'a str) { y::z(x) }", &["y::z"]);
    }

    #[test]
    fn lines_are_counted_through_everything() {
        let source = "/* one\n two */\nlet s = \"a\nb\";\nuse x::{\n    y,\n};\n";
        assert_eq!(paths(source), [RustPath { text: "x::y".into(), line: 6, is_public: false }]);
    }

    #[test]
    fn broken_sources_end() {
        for source in ["use", "use {", "use a::{b,", "use a::{{}}; x::y", "/*", "\"", "'", "r#\"", "a::", "use a::{=>}"]
        {
            paths(source);
        }
    }
}
