//! The bank of examples: what visitors taught, as embeddings by class. No pictures and no files.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use menagerie_lesson::{ClassId, ExampleId};

use crate::embedding::Embedding;
use crate::example::Example;
use crate::views::Views;

/// Examples of a view that heads learn from, at most: a thing that lies still costs no time to learn.
const MOST_OF_VIEW: usize = 16;

/// All examples in the order in which they were taught.
#[derive(Debug, Clone, Default)]
pub struct ExampleBank {
    examples: Vec<Example>,
    next_id: u64,
    version: u64,
    /// Grouped when first asked for after a change.
    views: OnceLock<Views>,
}

impl ExampleBank {
    /// An empty bank.
    pub fn new() -> Self {
        Self::default()
    }

    /// A bank with these examples, whose ids the caller gave; an id always means the same picture.
    pub fn from_examples(examples: Vec<Example>) -> Self {
        let next_id = examples.iter().map(|example| example.id.0.saturating_add(1)).max().unwrap_or_default();
        Self { examples, next_id, version: 1, views: OnceLock::new() }
    }

    /// Takes the place of another bank; the version grows unless both are the same.
    pub(crate) fn replace(&mut self, other: Self) {
        if self.examples != other.examples {
            self.version += 1;
            self.next_id = self.next_id.max(other.next_id);
            self.examples = other.examples;
            self.views = other.views;
        }
    }

    /// Adds an example and gives its id.
    pub fn add(&mut self, class: impl Into<ClassId>, embedding: Embedding) -> ExampleId {
        let id = ExampleId(self.next_id);
        self.next_id += 1;
        self.version += 1;
        self.views = OnceLock::new();
        self.examples.push(Example::new(id, class.into(), embedding));
        id
    }

    /// Removes one example; false if there is none with that id.
    pub fn remove(&mut self, id: ExampleId) -> bool {
        let before = self.examples.len();
        self.examples.retain(|example| example.id != id);
        let is_removed = self.examples.len() < before;
        if is_removed {
            self.version += 1;
            self.views = OnceLock::new();
        }
        is_removed
    }

    /// Every example, oldest first.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Which examples show the same side of the same thing.
    pub fn views(&self) -> &Views {
        self.views.get_or_init(|| Views::new(&self.examples))
    }

    /// What heads learn from: every view, but not every near-copy.
    pub(crate) fn taught(&self) -> Taught<'_> {
        self.taught_at(&self.distinct())
    }

    /// Positions of the examples that [`Self::taught`] takes, ascending.
    pub(crate) fn distinct(&self) -> Vec<usize> {
        self.views().thinned(MOST_OF_VIEW)
    }

    /// Some of the examples, to learn from.
    pub(crate) fn taught_at(&self, positions: &[usize]) -> Taught<'_> {
        let units = positions.iter().map(|at| self.views().units()[*at]).collect();
        Taught { examples: positions.iter().map(|at| &self.examples[*at]).collect(), classes: self.classes(), units }
    }

    /// Number of examples.
    pub fn len(&self) -> usize {
        self.examples.len()
    }

    /// Whether nothing has been taught.
    pub fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }

    /// Examples by class; a class without examples does not appear.
    pub fn counts(&self) -> BTreeMap<ClassId, usize> {
        let mut counts = BTreeMap::new();
        for example in &self.examples {
            *counts.entry(example.class).or_insert(0) += 1;
        }
        counts
    }

    /// The classes that have examples, ascending.
    pub fn classes(&self) -> Vec<ClassId> {
        self.counts().into_keys().collect()
    }

    /// Incremented with every change to the bank, and with nothing else.
    pub fn version(&self) -> u64 {
        self.version
    }
}

/// Examples to learn from.
#[derive(Debug, Clone)]
pub(crate) struct Taught<'a> {
    /// In the order in which they were taught.
    pub(crate) examples: Vec<&'a Example>,
    /// Classes that have examples, ascending.
    pub(crate) classes: Vec<ClassId>,
    /// What each example is held out with.
    pub(crate) units: Vec<usize>,
}

impl Taught<'_> {
    /// Position of each example's class among the classes.
    pub(crate) fn places(&self) -> Vec<usize> {
        self.examples.iter().map(|example| self.classes.partition_point(|class| *class < example.class)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedding::EMBEDDING_LEN;

    fn embedding() -> Embedding {
        Embedding::new(vec![1.0; EMBEDDING_LEN]).unwrap()
    }

    #[test]
    fn counts_follow_add_and_remove() {
        let mut bank = ExampleBank::new();
        let first = bank.add(4, embedding());
        bank.add(0, embedding());
        bank.add(4, embedding());
        assert_eq!(bank.counts(), BTreeMap::from([(ClassId(0), 1), (ClassId(4), 2)]));
        assert!(bank.remove(first));
        assert!(!bank.remove(first), "it is gone already");
        assert_eq!(bank.counts(), BTreeMap::from([(ClassId(0), 1), (ClassId(4), 1)]));
        assert_eq!(bank.classes(), vec![ClassId(0), ClassId(4)]);
    }

    #[test]
    fn version_grows_with_changes_only_and_ids_are_never_reused() {
        let mut bank = ExampleBank::new();
        let first = bank.add(0, embedding());
        let version = bank.version();
        assert!(!bank.remove(ExampleId(99)));
        assert_eq!(bank.version(), version, "nothing changed");
        bank.remove(first);
        assert!(bank.version() > version);
        assert_ne!(bank.add(0, embedding()), first);
    }
}
