//! Words by key: what the exhibit says, in the language that was chosen.
//!
//! Nobody writes a sentence in code. A room says `words.text("start-over")` or hands a [`Phrase`] to the kit, which keeps
//! it true when the language changes; the sentences stand in `locales/<language>/*.ftl`. A plugin brings its own folder.

use std::fmt;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_lesson::{Arg, Args, NoPhrases, Phrasebook};

/// A language, called by its own name.
#[derive(Clone)]
pub struct Language {
    /// Its identifier (BCP 47), for example `nl`.
    pub id: String,
    /// What it calls itself, for example `Nederlands`.
    pub own_name: String,
    /// What it says.
    pub book: Arc<dyn Phrasebook>,
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.own_name, self.id)
    }
}

/// The languages there are, and the one that is spoken.
#[derive(Resource, Debug, Clone)]
pub struct Words {
    languages: Arc<[Language]>,
    spoken: usize,
}

impl Default for Words {
    /// No language: every sentence is its key.
    fn default() -> Self {
        let nobody = Language { id: String::new(), own_name: String::new(), book: Arc::new(NoPhrases) };
        Self { languages: Arc::new([nobody]), spoken: 0 }
    }
}

impl Words {
    /// Speaks the first of these languages. None at all leaves every sentence its key.
    #[must_use]
    pub fn new(languages: Vec<Language>) -> Self {
        if languages.is_empty() { Self::default() } else { Self { languages: languages.into(), spoken: 0 } }
    }

    /// The languages there are.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The one that is spoken.
    #[must_use]
    pub fn spoken(&self) -> &Language {
        &self.languages[self.spoken]
    }

    /// Speaks this language from now on; `false` where there is none of that identifier.
    pub fn speak(&mut self, id: &str) -> bool {
        let found = self.languages.iter().position(|language| language.id == id);
        self.spoken = found.unwrap_or(self.spoken);
        found.is_some()
    }

    /// A sentence by its key.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A sentence with something put into it.
    #[must_use]
    pub fn with(&self, key: &str, args: Args) -> String {
        self.spoken().book.phrase(key, args)
    }

    /// Whether there is a sentence of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        // What nobody knows is its key.
        self.text(key) != key
    }

    /// A phrase, said.
    #[must_use]
    pub fn say(&self, phrase: &Phrase) -> String {
        self.with(&phrase.key, &phrase.args)
    }
}

/// A sentence that is to be said, whatever the language. On an entity with Bevy's `Text` the kit keeps that text true.
#[derive(Component, Debug, Clone, PartialEq, Default)]
pub struct Phrase {
    /// Its key.
    pub key: String,
    /// What is put into it.
    pub args: Vec<(&'static str, Arg)>,
}

impl Phrase {
    /// The sentence with this key.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// The same, with something put into it.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }
}

/// Wish: speak this language, by its identifier.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct ChooseLanguage(pub String);

/// Sentences that a plugin brings in its own program: a language, a name for errors, and the text of a Fluent file.
#[derive(Resource, Debug, Clone, Default)]
pub struct BroughtWords(pub Vec<(&'static str, &'static str, &'static str)>);

/// Bringing sentences along.
pub trait BringWords {
    /// Makes sentences known, each file as its language, its name and its text:
    /// `("en", "lamp.ftl", include_str!("../locales/en/lamp.ftl"))`.
    fn bring_words(&mut self, files: &[(&'static str, &'static str, &'static str)]) -> &mut Self;
}

impl BringWords for App {
    fn bring_words(&mut self, files: &[(&'static str, &'static str, &'static str)]) -> &mut Self {
        self.init_resource::<BroughtWords>();
        self.world_mut().resource_mut::<BroughtWords>().0.extend_from_slice(files);
        self
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Words>()
        .init_resource::<BroughtWords>()
        .add_message::<ChooseLanguage>()
        .add_systems(Update, choose_language.before(crate::schedule::ExhibitSystems::Sense));
}

fn choose_language(mut wishes: MessageReader<ChooseLanguage>, mut words: ResMut<Words>) {
    for ChooseLanguage(id) in wishes.read() {
        if words.spoken().id != *id && !words.speak(id) {
            let known: Vec<&str> = words.languages().iter().map(|language| language.id.as_str()).collect();
            warn!("there is no language \"{id}\"; there are {}", known.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(&'static str);

    impl Phrasebook for Fixed {
        fn phrase(&self, _key: &str, _args: Args) -> String {
            self.0.to_owned()
        }
    }

    fn language(id: &str, says: &'static str) -> Language {
        Language { id: id.into(), own_name: id.into(), book: Arc::new(Fixed(says)) }
    }

    #[test]
    fn a_wish_changes_the_language_and_one_that_is_not_there_changes_nothing() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, plugin))
            .insert_resource(Words::new(vec![language("en", "Hello"), language("nl", "Hallo")]));
        for (wished, said) in [("nl", "Hallo"), ("xx", "Hallo"), ("en", "Hello")] {
            app.world_mut().write_message(ChooseLanguage(wished.into()));
            app.update();
            assert_eq!(app.world().resource::<Words>().text("greeting"), said);
        }
    }
}
