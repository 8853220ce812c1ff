//! The words of the whole exhibit: every language has every sentence, no sentence is missing or left over, and none stands in
//! code.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use menagerie_ui::read_languages;

/// The languages that are complete.
const LANGUAGES: [&str; 5] = ["en", "nl", "fr", "de", "es"];
/// Rooms whose code speaks to people. Others log, in English, for staff; their errors are put into sentences as reasons.
const SPEAKING: [&str; 8] = [
    "menagerie_screens",
    "menagerie_ui",
    "menagerie_operator",
    "menagerie_inside",
    "menagerie_lamp",
    "menagerie_limits",
    "menagerie_sureness",
    "menagerie_stage",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every folder of words: the exhibit's, and those of plugins.
fn locales() -> Vec<PathBuf> {
    let plugins = fs::read_dir(root().join("plugins")).unwrap().map(|entry| entry.unwrap().path().join("locales"));
    plugins.chain([root().join("assets/locales")]).filter(|folder| folder.is_dir()).collect()
}

/// Key and arguments of every sentence of a language, as they stand in its files.
fn sentences(folder: &Path, language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let Ok(files) = fs::read_dir(folder.join(language)) else { return found };
    for file in files {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|letter: char| letter.is_ascii_lowercase())
                && let Some((name, _)) = line.split_once(" =")
            {
                key = name.to_owned();
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{language}: {key} is there twice");
            }
            let arguments = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect::<String>()
            });
            if let Some(known) = found.get_mut(&key) {
                known.extend(arguments);
            }
        }
    }
    found
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// A file's code without its tests and comments.
fn code(path: &Path) -> String {
    let name = path.to_string_lossy();
    if name.contains("tests") || name.ends_with("english.rs") {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The literals of some code, each with the code before it, as far back as its statement goes.
fn literals(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut statement = String::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => {
                // A character, or a lifetime: neither has a quotation mark that begins a text.
                if letters.peek() == Some(&'"') {
                    letters.next();
                }
            }
            '"' => {
                let mut text = String::new();
                while let Some(letter) = letters.next() {
                    match letter {
                        '"' => break,
                        '\\' => text.extend(letters.next()),
                        other => text.push(other),
                    }
                }
                found.push((statement.clone(), text));
            }
            'r' if letters.peek() == Some(&'#') && !statement.ends_with(|l: char| l.is_alphanumeric() || l == '_') => {
                // A raw text goes on to the quotation mark that is followed by as many signs as stand before its first.
                let mut end = String::from("\"");
                while letters.next_if_eq(&'#').is_some() {
                    end.push('#');
                }
                let mut text: String = letters.next_if_eq(&'"').into_iter().collect();
                while !text.is_empty() && !text[1..].ends_with(&end) {
                    let Some(letter) = letters.next() else { break };
                    text.push(letter);
                }
                found.push((statement.clone(), text.trim_matches(['"', '#']).to_owned()));
            }
            ';' | '{' | '}' => statement.clear(),
            other => statement.push(other),
        }
    }
    found
}

/// Every literal of all code.
fn all_literals() -> BTreeSet<String> {
    let rooms = ["plugins", "src"].map(|folder| root().join(folder));
    let files = rooms.iter().flat_map(|room| sources(room));
    files.flat_map(|path| literals(&code(&path))).map(|(_, text)| text).collect()
}

#[test]
fn every_language_has_every_sentence_with_the_same_arguments() {
    for folder in locales() {
        let english = sentences(&folder, "en");
        assert!(!english.is_empty(), "{}", folder.display());
        for language in LANGUAGES {
            let other = sentences(&folder, language);
            let place = format!("{}/{language}", folder.display());
            for (key, arguments) in &english {
                let found = other.get(key).unwrap_or_else(|| panic!("{place} lacks \"{key}\""));
                assert_eq!(found, arguments, "{place}: the arguments of \"{key}\"");
            }
            let left_over: Vec<&String> = other.keys().filter(|key| !english.contains_key(*key)).collect();
            assert!(left_over.is_empty(), "{place}: English lacks {left_over:?}");
        }
    }
    let (languages, problems) = read_languages(&locales(), &[]);
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new());
    let ids: Vec<&str> = languages.iter().map(|language| language.id.as_str()).collect();
    assert_eq!(ids, ["en", "de", "es", "fr", "nl"], "English, then by their own names");
}

#[test]
fn no_sentence_is_left_over_and_none_that_code_asks_for_is_missing() {
    let keys: BTreeSet<String> = locales().iter().flat_map(|folder| sentences(folder, "en").into_keys()).collect();
    let literals = all_literals();
    // A key that is put together stands in code as its beginning: `format!("access-{}", ..)`.
    let beginnings: Vec<&str> = literals.iter().filter_map(|text| Some(text.split_once('{')?.0)).collect();
    let beginnings: Vec<&&str> = beginnings.iter().filter(|text| text.ends_with('-')).collect();
    let is_used =
        |key: &&String| literals.contains(*key) || beginnings.iter().any(|beginning| key.starts_with(**beginning));
    let left_over: Vec<&String> = keys.iter().filter(|key| !is_used(key)).collect();
    assert!(left_over.is_empty(), "nobody says {left_over:?}");
    // Keys of a family that code asks for by their whole name.
    let families: BTreeSet<&str> = keys.iter().filter_map(|key| Some(key.split_once('-')?.0)).collect();
    let like_a_key = |text: &&String| {
        let family = text.split_once('-').map(|(family, _)| family);
        family.is_some_and(|family| families.contains(family))
            && ["prompt-", "camera-", "trouble-", "workshop-", "notice-", "undo-", "report-", "finding-", "spoken-"]
                .iter()
                .any(|family| text.starts_with(family))
            && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
            && !text.ends_with('-')
    };
    let missing: Vec<&String> = literals.iter().filter(like_a_key).filter(|text| !keys.contains(*text)).collect();
    assert!(missing.is_empty(), "there is no sentence {missing:?}");
}

/// A literal of two words or more that is not said to a log or a programmer is a sentence, and belongs into the words.
#[test]
fn no_sentence_stands_in_code_that_speaks_to_people() {
    let spared = [
        "warn!",
        "info!",
        "error!",
        "debug!",
        "expect",
        "Name::new",
        "panic!",
        "assert",
        "#[error",
        "reason =",
        "Id::new",
        "salt",
        "theme.rs",
        "problems.push",
        "Err((None",
        "Err(format",
    ];
    let mut found = Vec::new();
    for room in SPEAKING {
        for path in sources(&root().join("plugins").join(room).join("src")) {
            let code = code(&path);
            for (statement, text) in literals(&code) {
                if spared.iter().any(|word| statement.contains(word)) {
                    continue;
                }
                // What is put in is no word of ours.
                let ours: String = text.split('{').map(|part| part.rsplit('}').next().unwrap_or(part)).collect();
                let words =
                    ours.split_whitespace().filter(|word| word.chars().filter(|l| l.is_alphabetic()).count() > 1);
                if words.count() >= 2
                    && !text.contains("Noto")
                    && !text.starts_with("menagerie ")
                    && !text.contains('/')
                {
                    let file = path.file_name().unwrap().to_string_lossy().into_owned();
                    found.push(format!("{room}/{file}: \"{text}\""));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
