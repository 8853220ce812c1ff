//! The workshop's English without Fluent, for tests and for `examples/look_at_workshop.rs`: this room does not know the
//! one that reads sentences. It reads what `workshop.ftl` has of Fluent: arguments, and a choice between one and many.

use std::collections::BTreeMap;
use std::sync::Arc;

use menagerie_core::lesson::{Arg, Args, Phrasebook};
use menagerie_core::words::{Language, Words};

/// The file itself.
pub(crate) const SENTENCES: &str = include_str!("../../../assets/locales/en/workshop.ftl");

/// Sentences by key: for exactly one of a thing, if that is said otherwise, and for everything else.
pub(crate) struct English {
    sentences: BTreeMap<&'static str, [Option<&'static str>; 2]>,
    /// Put behind every sentence: other languages need more room.
    longer: &'static str,
}

impl English {
    fn read(longer: &'static str) -> Self {
        let mut sentences = BTreeMap::<_, [Option<&str>; 2]>::new();
        let mut key = "";
        for line in SENTENCES.lines().filter(|line| !line.starts_with('#')) {
            let text =
                if let Some((variant, text)) = line.trim_start().split_once("] ").filter(|_| line.starts_with(' ')) {
                    (usize::from(variant != "[one"), text)
                } else if let Some((new, text)) = line.split_once(" = ") {
                    key = new;
                    (1, text)
                } else {
                    continue;
                };
            sentences.entry(key).or_default()[text.0] = Some(text.1);
        }
        Self { sentences, longer }
    }
}

impl Phrasebook for English {
    fn phrase(&self, key: &str, args: Args) -> String {
        let [one, other] = self.sentences.get(key).copied().unwrap_or_default();
        let is_one = args.iter().any(|(_, arg)| *arg == Arg::Number(1.0));
        let mut said = one.filter(|_| is_one).or(other).unwrap_or(key).to_owned();
        for (name, arg) in args {
            let arg = match arg {
                Arg::Text(text) => text.clone(),
                Arg::Number(number) => number.to_string(),
            };
            said = said.replace(&format!("{{ ${name} }}"), &arg);
        }
        said + self.longer
    }
}

/// The workshop speaks English.
pub(crate) fn words() -> Words {
    longer_words("")
}

/// The same with something behind every sentence.
pub(crate) fn longer_words(longer: &'static str) -> Words {
    let book = Arc::new(English::read(longer));
    Words::new(vec![Language { id: "en".into(), own_name: "English".into(), book }])
}
