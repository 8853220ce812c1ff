//! `pack.toml`: what a pack says of itself. Every key is checked, and everything that is wrong is said at once.

use std::collections::BTreeMap;
use std::ops::Range;

use menagerie_lesson::LONGEST_TYPED_NAME;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::PALETTE_COLORS;
use super::finding::PackFinding;
use super::names::name_problem;

/// Maximum number of characters of a name or a sentence.
const LONGEST_NAME: usize = 80;
const LONGEST_SENTENCE: usize = 400;
/// Maximum number of names in a list.
const MOST_NAMES: usize = 100;
/// Maximum number of classes to begin with: as many as stand on a screen.
const MOST_CLASSES: usize = 6;
/// Maximum number of errors of the parser that are told: after the first few they follow from each other.
const MOST_ERRORS: usize = 5;
/// Longest identifier of a language (BCP 47).
const LONGEST_LANGUAGE: usize = 35;
/// The keys of a pack, and of a class in it.
const KEYS: [&str; 8] = ["name", "sentence", "language", "creatures", "classes", "screens", "sets", "palette"];
const CLASS_KEYS: [&str; 2] = ["name", "creature"];

/// Something, and the line on which it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// What is written.
    pub value: T,
    /// The line, counted from 1.
    pub line: usize,
}

/// A class to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackClass {
    /// What it is called.
    pub name: String,
    /// Its creature: `None` for the next in turn, empty for nobody.
    pub creature: Option<Written<String>>,
}

/// What a pack says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PackDescription {
    /// Its name, for staff.
    pub name: String,
    /// What it is good for; may be empty.
    pub sentence: String,
    /// The language at the start.
    pub language: Option<Written<String>>,
    /// The creatures that new classes get, in this order.
    pub creatures: Option<Vec<Written<String>>>,
    /// The classes to begin with; none for the exhibit's own.
    pub classes: Vec<PackClass>,
    /// The screens that the menu shows.
    pub screens: Option<Vec<Written<String>>>,
    /// The ready-made sets that are offered, in this order.
    pub sets: Option<Vec<Written<String>>>,
    /// Colours that are others than the exhibit's, by their names: red, green, blue.
    pub palette: BTreeMap<&'static str, Written<[u8; 3]>>,
}

/// Parses what a pack says of itself, and says everything that is wrong with it. `shown` names the file. `None`: it cannot
/// be used.
#[must_use]
pub fn parse_pack(bytes: &[u8], shown: &str) -> (Option<PackDescription>, Vec<PackFinding>) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = line_of(bytes, error.valid_up_to());
            let finding = PackFinding::refusing(shown, "is not Unicode text", "Save it as UTF-8").at(line);
            return (None, vec![finding]);
        }
    };
    // Some editors put a mark before everything.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, shown, findings: Vec::new() };
    for error in errors.iter().take(MOST_ERRORS) {
        let what = format!("is not written as TOML: {}", error.message().trim());
        let remedy = "Correct that line; texts stand in quotation marks, lists in brackets";
        let line = error.span().map_or(1, |span| reader.line(&span));
        reader.findings.push(PackFinding::refusing(shown, what, remedy).at(line));
    }
    if !errors.is_empty() {
        return (None, reader.findings);
    }
    let about = reader.pack(table.get_ref());
    let findings = reader.findings;
    (findings.is_empty().then_some(about), findings)
}

fn line_of(text: &[u8], at: usize) -> usize {
    text.iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// Reads a table, and collects what is wrong.
struct Reader<'a> {
    text: &'a str,
    shown: &'a str,
    findings: Vec<PackFinding>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn line(&self, span: &Range<usize>) -> usize {
        line_of(self.text.as_bytes(), span.start)
    }

    fn refuse(&mut self, key: &str, span: &Range<usize>, what: impl Into<String>, remedy: impl Into<String>) {
        let line = self.line(span);
        self.findings.push(PackFinding::refusing(self.shown, what, remedy).at(line).of(key));
    }

    fn pack(&mut self, table: &DeTable) -> PackDescription {
        let mut about = PackDescription::default();
        self.refuse_unknown(table, "", &KEYS);
        if !table.iter().any(|(key, _)| key.get_ref() == "name") {
            self.refuse("name", &(0..0), "is missing", "Write a line like name = \"Garden\"");
        }
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => about.name = self.text_of("name", value, 1, LONGEST_NAME).unwrap_or_default(),
                "sentence" => about.sentence = self.text_of("sentence", value, 0, LONGEST_SENTENCE).unwrap_or_default(),
                "language" => about.language = self.language(value),
                "creatures" => about.creatures = self.names("creatures", value),
                "screens" => about.screens = self.names("screens", value),
                "sets" => about.sets = self.names("sets", value),
                "classes" => about.classes = self.classes(value),
                "palette" => about.palette = self.palette(value),
                _ => {}
            }
        }
        about
    }

    fn refuse_unknown(&mut self, table: &DeTable, before: &str, known: &[&str]) {
        for (key, _) in table {
            if !known.contains(&key.get_ref().as_ref()) {
                let remedy = format!("Remove it, or correct its name; there are {}", known.join(", "));
                // What somebody else wrote may be long.
                let name: String = format!("{before}{}", key.get_ref()).chars().take(LONGEST_NAME).collect();
                self.refuse(&name, &key.span(), "is no key of a pack", remedy);
            }
        }
    }

    /// A text of so many characters, in one line.
    fn text_of(&mut self, key: &str, value: &Value, least: usize, most: usize) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            let what = format!("is {}, but has to be a text", kind(value.get_ref()));
            self.refuse(key, &value.span(), what, "Write it in quotation marks");
            return None;
        };
        let text = text.trim();
        let letters = text.chars().count();
        if !(least..=most).contains(&letters) {
            let what = format!("has {letters} characters, but {least} to {most} are allowed");
            self.refuse(key, &value.span(), what, "Make it fit");
            return None;
        }
        if text.chars().any(char::is_control) {
            self.refuse(key, &value.span(), "has control characters", "Write it in one line of plain letters");
            return None;
        }
        Some(text.to_owned())
    }

    /// The name of something that lies in a folder of that name.
    fn name_of(&mut self, key: &str, value: &Value) -> Option<Written<String>> {
        let name = self.text_of(key, value, 1, LONGEST_NAME)?;
        if let Some(problem) = name_problem(&name) {
            let what = format!("names \"{name}\", which {problem}");
            self.refuse(key, &value.span(), what, "Write the name of a folder, without a path");
            return None;
        }
        Some(Written { value: name, line: self.line(&value.span()) })
    }

    fn list<'v, 'i>(&mut self, key: &str, value: &'v Value<'i>, most: usize) -> Option<&'v [Value<'i>]> {
        let DeValue::Array(list) = value.get_ref() else {
            let what = format!("is {}, but has to be a list", kind(value.get_ref()));
            self.refuse(key, &value.span(), what, "Write it in brackets, with commas between");
            return None;
        };
        if list.len() > most {
            let what = format!("has {} entries, but at most {most} are allowed", list.len());
            self.refuse(key, &value.span(), what, "Remove some");
            return None;
        }
        Some(list)
    }

    fn names(&mut self, key: &str, value: &Value) -> Option<Vec<Written<String>>> {
        let mut names: Vec<Written<String>> = Vec::new();
        for entry in self.list(key, value, MOST_NAMES)? {
            let Some(name) = self.name_of(key, entry) else { continue };
            if names.iter().any(|other| other.value == name.value) {
                self.refuse(key, &entry.span(), format!("names \"{}\" twice", name.value), "Remove one");
            } else {
                names.push(name);
            }
        }
        Some(names)
    }

    fn language(&mut self, value: &Value) -> Option<Written<String>> {
        let id = self.text_of("language", value, 1, LONGEST_LANGUAGE)?;
        if !id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') {
            self.refuse("language", &value.span(), format!("is \"{id}\""), "Write en, nl, pt-BR or the like");
            return None;
        }
        Some(Written { value: id, line: self.line(&value.span()) })
    }

    fn classes(&mut self, value: &Value) -> Vec<PackClass> {
        let Some(list) = self.list("classes", value, MOST_CLASSES) else { return Vec::new() };
        if list.is_empty() {
            let remedy = "Name one to six, or leave the key out to begin as the exhibit does";
            self.refuse("classes", &value.span(), "is empty", remedy);
        }
        let mut classes: Vec<PackClass> = Vec::new();
        for entry in list {
            let DeValue::Table(table) = entry.get_ref() else {
                let what = format!("has {} in it, but has to be a list of classes", kind(entry.get_ref()));
                self.refuse("classes", &entry.span(), what, "Write each as { name = \"Bee\", creature = \"bee\" }");
                continue;
            };
            self.refuse_unknown(table, "classes.", &CLASS_KEYS);
            let find = |name: &str| table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value);
            let Some(name) = find("name") else {
                self.refuse("classes.name", &entry.span(), "is missing", "Write { name = \"Bee\" }");
                continue;
            };
            let Some(called) = self.text_of("classes.name", name, 1, LONGEST_TYPED_NAME) else { continue };
            if classes.iter().any(|class| class.name == called) {
                self.refuse("classes.name", &name.span(), format!("is \"{called}\" twice"), "Rename one");
            }
            let creature = find("creature").and_then(|creature| match creature.get_ref() {
                DeValue::String(text) if text.is_empty() => {
                    Some(Written { value: String::new(), line: self.line(&creature.span()) })
                }
                _ => self.name_of("classes.creature", creature),
            });
            classes.push(PackClass { name: called, creature });
        }
        classes
    }

    fn palette(&mut self, value: &Value) -> BTreeMap<&'static str, Written<[u8; 3]>> {
        let mut palette = BTreeMap::new();
        let DeValue::Table(table) = value.get_ref() else {
            let what = format!("is {}, but has to be a table", kind(value.get_ref()));
            self.refuse("palette", &value.span(), what, "Write [palette] and a colour on each line below it");
            return palette;
        };
        self.refuse_unknown(table, "palette.", &PALETTE_COLORS);
        for (key, value) in table {
            let Some(name) = PALETTE_COLORS.into_iter().find(|name| key.get_ref() == name) else { continue };
            let color = match value.get_ref() {
                DeValue::String(text) => color_of(text),
                _ => None,
            };
            match color {
                Some(color) => {
                    palette.insert(name, Written { value: color, line: self.line(&value.span()) });
                }
                None => {
                    let remedy = "Write red, green and blue as \"#20304a\", two digits each, 0 to f";
                    self.refuse(&format!("palette.{name}"), &value.span(), "is no colour", remedy);
                }
            }
        }
        palette
    }
}

/// A colour as `#rrggbb`.
fn color_of(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    // Signs would pass for digits.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let color = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = color.to_be_bytes();
    Some([red, green, blue])
}

/// What something is, for people.
fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
