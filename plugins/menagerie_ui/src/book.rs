//! Sentences in Fluent files: `locales/<language>/*.ftl`, read into a phrasebook for each language.
//!
//! Fluent: <https://projectfluent.org>. A broken file loses the sentences that are broken, never the others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use menagerie_core::lesson::{Arg, Args, Phrasebook};
use menagerie_core::words::Language;
use unic_langid::LanguageIdentifier;

/// The language that every sentence exists in.
pub const ENGLISH: &str = "en";
/// The sentence in which a language says its own name.
const OWN_NAME: &str = "language-name";
/// Largest file of sentences that is read, bytes.
const LARGEST_BYTES: u64 = 1 << 20;

/// Why sentences cannot be used: the file, the place, the remedy.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// A folder or file cannot be read.
    #[error("{path}: cannot be read: {reason}. Put it back, or correct its permissions")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A folder is named after no language.
    #[error("{path}: \"{name}\" is no language; name the folder en, nl, pt-BR or the like")]
    NoLanguage {
        /// The folder.
        path: String,
        /// Its name.
        name: String,
    },
    /// A sentence is not written as Fluent has it.
    #[error("{path}:{line}: {reason}. The sentence is left out; correct that line")]
    Malformed {
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A sentence stands twice.
    #[error("{path}: \"{key}\" is there twice; the later one is left out. Rename or remove one")]
    Twice {
        /// The file.
        path: String,
        /// The key.
        key: String,
    },
}

/// Sentences of a plugin or a pack that lie in its program: a language, a name for errors, and Fluent's text.
pub type WordsText = (&'static str, &'static str, &'static str);

/// Sentences in one language, and behind it English.
struct FluentBook {
    sentences: FluentBundle<FluentResource>,
    english: Option<Arc<Self>>,
}

impl FluentBook {
    fn find(&self, key: &str, args: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.sentences.get_message(key).and_then(|message| message.value());
        match pattern {
            Some(pattern) => {
                // What cannot be put in stands there as `{$name}`: a test looks for that.
                let mut errors = Vec::new();
                Some(self.sentences.format_pattern(pattern, args, &mut errors).into_owned())
            }
            None => self.english.as_ref()?.find(key, args),
        }
    }
}

impl Phrasebook for FluentBook {
    fn phrase(&self, key: &str, args: Args) -> String {
        let mut put_in = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Number(number) => FluentValue::from(*number),
            };
            put_in.set(*name, value);
        }
        self.find(key, Some(&put_in)).unwrap_or_else(|| key.to_owned())
    }
}

/// Reads every language below these folders, then the texts. What comes later takes the place of what came before it.
///
/// English is the first, the others follow in the order of their own names. What cannot be used is said and left out.
pub fn read_languages(folders: &[PathBuf], texts: &[WordsText]) -> (Vec<Language>, Vec<WordsError>) {
    let mut problems = Vec::new();
    let mut sources = BTreeMap::<String, Vec<Vec<(String, String)>>>::new();
    for folder in folders {
        for (language, files) in files_of(folder, &mut problems) {
            sources.entry(language).or_default().push(files);
        }
    }
    for (language, name, text) in texts {
        sources.entry((*language).to_owned()).or_default().push(vec![((*name).to_owned(), (*text).to_owned())]);
    }
    let english = sources.remove(ENGLISH).and_then(|files| book(ENGLISH, files, None, &mut problems)).map(Arc::new);
    let mut others: Vec<(String, Arc<FluentBook>)> = sources
        .into_iter()
        .filter_map(|(id, files)| Some((id.clone(), Arc::new(book(&id, files, english.clone(), &mut problems)?))))
        .collect();
    let own_name = |id: &str, book: &FluentBook| {
        // English's name would be a wrong one.
        let own = FluentBook::find(book, OWN_NAME, None).filter(|_| book.sentences.has_message(OWN_NAME));
        own.unwrap_or_else(|| id.to_owned())
    };
    others.sort_by_key(|(id, book)| own_name(id, book).to_lowercase());
    let all = english.into_iter().map(|book| (ENGLISH.to_owned(), book)).chain(others);
    let languages = all.map(|(id, book)| Language { own_name: own_name(&id, &book), id, book }).collect();
    (languages, problems)
}

/// The files of each language below a folder: name and text.
fn files_of(folder: &Path, problems: &mut Vec<WordsError>) -> Vec<(String, Vec<(String, String)>)> {
    let mut languages = Vec::new();
    for entry in entries(folder, problems) {
        if !entry.is_dir() {
            continue;
        }
        let id = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut files = Vec::new();
        for file in entries(&entry, problems) {
            if file.extension().is_some_and(|ending| ending == "ftl") {
                let path = file.display().to_string();
                match read_text(&file) {
                    Ok(text) => files.push((path, text)),
                    Err(reason) => problems.push(WordsError::Unreadable { path, reason }),
                }
            }
        }
        languages.push((id, files));
    }
    languages
}

fn entries(folder: &Path, problems: &mut Vec<WordsError>) -> Vec<PathBuf> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            paths.sort();
            paths
        }
        Err(error) => {
            problems.push(WordsError::Unreadable { path: folder.display().to_string(), reason: error.to_string() });
            Vec::new()
        }
    }
}

fn read_text(path: &Path) -> Result<String, String> {
    let bytes = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if bytes > LARGEST_BYTES {
        return Err(format!("it has {bytes} bytes, more than {LARGEST_BYTES}"));
    }
    fs::read_to_string(path).map_err(|error| error.to_string())
}

/// A language's sentences. Each of `layers` takes the place of what the layers before it say.
fn book(
    id: &str,
    layers: Vec<Vec<(String, String)>>,
    english: Option<Arc<FluentBook>>,
    problems: &mut Vec<WordsError>,
) -> Option<FluentBook> {
    let Ok(language) = id.parse::<LanguageIdentifier>() else {
        let path = layers.first().and_then(|files| files.first()).map(|(path, _)| path.clone()).unwrap_or_default();
        problems.push(WordsError::NoLanguage { path, name: id.to_owned() });
        return None;
    };
    let mut sentences = FluentBundle::new_concurrent(vec![language]);
    // Isolating marks would be drawn as boxes by fonts that do not have them.
    sentences.set_use_isolating(false);
    for (layer, files) in layers.into_iter().enumerate() {
        for (path, text) in files {
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
                problems.extend(errors.into_iter().map(|error| {
                    let line = line_of(resource.source(), error.pos.start);
                    WordsError::Malformed { path: path.clone(), line, reason: error.kind.to_string() }
                }));
                resource
            });
            if layer > 0 {
                sentences.add_resource_overriding(resource);
            } else if let Err(errors) = sentences.add_resource(resource) {
                problems.extend(errors.into_iter().map(|error| {
                    let key = match error {
                        fluent_bundle::FluentError::Overriding { id, .. } => id,
                        other => other.to_string(),
                    };
                    WordsError::Twice { path: path.clone(), key }
                }));
            }
        }
    }
    Some(FluentBook { sentences, english })
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(languages: &[Language], id: &str, key: &str, args: Args) -> String {
        languages.iter().find(|language| language.id == id).unwrap().book.phrase(key, args)
    }

    #[test]
    fn sentences_are_said_with_what_is_put_in_and_in_english_where_a_language_lacks_them() {
        let texts: [WordsText; 2] = [
            ("en", "a.ftl", "language-name = English\nhello = Hello { $name }!\nonly = Only here"),
            ("nl", "a.ftl", "language-name = Nederlands\nhello = Dag { $name }!"),
        ];
        let (languages, problems) = read_languages(&[], &texts);
        assert!(problems.is_empty(), "{problems:?}");
        let names: Vec<&str> = languages.iter().map(|language| language.own_name.as_str()).collect();
        assert_eq!(names, ["English", "Nederlands"]);
        assert_eq!(say(&languages, "nl", "hello", &[("name", "Pim".into())]), "Dag Pim!");
        assert_eq!(say(&languages, "nl", "only", &[]), "Only here");
        assert_eq!(say(&languages, "nl", "nobody-knows", &[]), "nobody-knows");
    }

    #[test]
    fn a_number_chooses_between_one_and_many() {
        let text = "pictures = { $n ->\n    [one] one picture\n   *[other] { $n } pictures\n}";
        let (languages, problems) = read_languages(&[], &[("en", "a.ftl", text)]);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(say(&languages, "en", "pictures", &[("n", 1_usize.into())]), "one picture");
        assert_eq!(say(&languages, "en", "pictures", &[("n", 30_usize.into())]), "30 pictures");
    }

    #[test]
    fn what_comes_later_takes_the_place_of_what_was_there() {
        let texts: [WordsText; 2] = [("en", "a.ftl", "hold = Hold\nundo = Undo"), ("en", "pack.ftl", "hold = Feed me")];
        let (languages, _) = read_languages(&[], &texts);
        assert_eq!(
            (say(&languages, "en", "hold", &[]), say(&languages, "en", "undo", &[])),
            ("Feed me".into(), "Undo".into())
        );
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_stay() {
        let (languages, problems) = read_languages(&[], &[("en", "a.ftl", "good = Good\nbad = { $x\nfine = Fine")]);
        let said = problems[0].to_string();
        assert!(said.starts_with("a.ftl:") && problems.len() == 1, "{problems:?}");
        assert_eq!(
            (say(&languages, "en", "good", &[]), say(&languages, "en", "fine", &[])),
            ("Good".into(), "Fine".into())
        );
    }

    #[test]
    fn a_folder_that_is_no_language_and_one_that_is_not_there_are_named() {
        let dir = std::env::temp_dir().join(format!("menagerie-words-{}", std::process::id()));
        fs::create_dir_all(dir.join("not a language")).unwrap();
        fs::write(dir.join("not a language/a.ftl"), "x = X").unwrap();
        let (languages, problems) = read_languages(&[dir.clone(), dir.join("missing")], &[]);
        fs::remove_dir_all(&dir).unwrap();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(languages.is_empty() && said.iter().any(|said| said.contains("not a language")), "{said:?}");
        assert!(said.iter().any(|said| said.contains("missing")), "{said:?}");
    }
}
