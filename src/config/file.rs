//! Reading `exhibit.toml`, and writing one to begin with.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::{command, keys, option, problem_with};

/// Bytes of the file, at most.
const MOST_BYTES: u64 = 1 << 20;
/// Names that differ by so many letters at most are taken for slips.
const SLIP: usize = 3;

/// Something that is wrong: the file, the line, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    file: String,
    /// Counted from 1; `None`: the whole file.
    line: Option<usize>,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

/// The options that a file stands for.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(path: &Path) -> Result<Vec<OsString>, Vec<Finding>> {
    let file = path.display().to_string();
    let whole = |what: String| vec![Finding { file: file.clone(), line: None, what }];
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|opened| opened.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    opened.map_err(|error| whole(format!("{error}. `menagerie config init` writes one")))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(whole(format!("is larger than {MOST_BYTES} bytes; it is some other file")));
    }
    let text = String::from_utf8(bytes).map_err(|_| whole("is not Unicode text. Save it as UTF-8".into()))?;
    parse(text.trim_start_matches('\u{feff}'), &file)
}

/// The same from its text.
pub(super) fn parse(text: &str, file: &str) -> Result<Vec<OsString>, Vec<Finding>> {
    let line_of = |at: usize| Some(text.get(..at).unwrap_or(text).matches('\n').count() + 1);
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().and_then(|span| line_of(span.start));
        vec![Finding { file: file.to_owned(), line, what: error.message().to_owned() }]
    })?;
    let command = command();
    let (mut options, mut findings) = (Vec::new(), Vec::new());
    for (key, value) in table.get_ref() {
        let (name, line) = (key.get_ref().as_ref(), line_of(key.span().start));
        let mut tell = |what: String| findings.push(Finding { file: file.to_owned(), line, what });
        // With dashes, as on the command line, or with the underscores that files of this kind have.
        let option_name = name.replace('_', "-");
        if !keys(&command).any(|arg| arg.get_long() == Some(&option_name)) {
            tell(format!("there is no key `{name}`{}", remedy(&option_name)));
            continue;
        }
        let words = match value.get_ref() {
            DeValue::String(words) => words.to_string(),
            DeValue::Boolean(is_true) => is_true.to_string(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
                tell(format!("`{name}` takes one text, number, true or false"));
                continue;
            }
        };
        match problem_with(&option_name, &words) {
            Some(problem) => tell(format!("`{name}`: {problem}")),
            None => options.extend(option(&command, &option_name, &words).map(OsString::from)),
        }
    }
    if findings.is_empty() { Ok(options) } else { Err(findings) }
}

/// The key that was probably meant, or where all of them stand.
fn remedy(name: &str) -> String {
    let command = command();
    let names = keys(&command).filter_map(clap::Arg::get_long);
    let nearest = names.map(|known| (distance(name, known), known)).min();
    match nearest {
        Some((slips, known)) if slips <= SLIP => format!("; did you mean `{}`?", known.replace('-', "_")),
        _ => "; `menagerie config init` writes a file with all of them".to_owned(),
    }
}

/// How many letters have to be put in, taken out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut before = i;
        row[0] = i + 1;
        for (j, its) in other.iter().enumerate() {
            let changed = before + usize::from(letter != *its);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

/// A file in which every key stands, with what it is for, and none is in force.
pub(crate) fn commented_default() -> String {
    let mut text = String::from(
        "# What this exhibit is like: exhibit.toml. docs/OPERATING.md tells where it lies and what goes before it.\n\
         # Take away the # before a line to have it otherwise. `menagerie config check` says what is wrong with a file.\n",
    );
    for arg in keys(&command()) {
        let key = arg.get_long().unwrap_or_default().replace('-', "_");
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let choices = if arg.get_action().takes_values() { arg.get_possible_values() } else { Vec::new() };
        let choices: Vec<String> = choices.iter().map(|value| value.get_name().to_owned()).collect();
        let choices = if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(", ")) };
        let default = arg.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
        let value = match (arg.get_action().takes_values(), default) {
            (false, _) => "false".to_owned(),
            (true, Some(default)) => format!("\"{default}\""),
            (true, None) => match arg.get_value_names().and_then(|names| names.first()).map(|name| name.as_str()) {
                Some("BOOL") => "true".to_owned(),
                Some("SECS") => "60".to_owned(),
                Some("PX") => "3.8".to_owned(),
                _ => "\"\"".to_owned(),
            },
        };
        text.push_str(&format!("\n# {help}{choices}\n# {key} = {value}\n"));
    }
    text
}
