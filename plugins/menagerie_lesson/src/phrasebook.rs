//! Sentences by key: whoever says something names the sentence, and a phrasebook knows it in one language.
//!
//! Rooms without an engine (reports) and with one (screens) speak through the same trait; only `menagerie_ui` knows
//! where the words lie.

/// Something put into a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Letters: a name, a sentence.
    Text(String),
    /// A number, which also chooses between singular and plural.
    Number(f64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<f64> for Arg {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// What is put into a sentence, by the names that the sentence calls it.
pub type Args<'a> = &'a [(&'static str, Arg)];

/// Every sentence in one language.
pub trait Phrasebook: Send + Sync + 'static {
    /// The sentence with this key. One that the language lacks comes in English; one that nobody knows is its key, so
    /// that whoever sees it can name it.
    fn phrase(&self, key: &str, args: Args) -> String;
}

/// Knows no sentence: says the key, and behind it what would be put in.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPhrases;

impl Phrasebook for NoPhrases {
    fn phrase(&self, key: &str, args: Args) -> String {
        let said = args.iter().map(|(name, arg)| match arg {
            Arg::Text(text) => format!(" {name}={text}"),
            Arg::Number(number) => format!(" {name}={number}"),
        });
        std::iter::once(key.to_owned()).chain(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_words_the_key_stands_for_the_sentence() {
        let args = [("name", Arg::from("Pim")), ("pictures", Arg::from(3_usize))];
        assert_eq!(NoPhrases.phrase("prompt-more", &args), "prompt-more name=Pim pictures=3");
    }
}
