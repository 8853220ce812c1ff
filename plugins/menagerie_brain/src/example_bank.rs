//! The bank of examples: what visitors taught, as embeddings by class. No pictures and no files.

use std::collections::BTreeMap;

use crate::embedding::Embedding;

/// Number of a class, as the exhibit counts them. The numbers in a bank may have gaps.
pub type ClassIndex = u16;

/// One taught picture; never used twice in the life of a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExampleId(pub u64);

/// One taught picture, as the heads see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its id.
    pub id: ExampleId,
    /// The class it was taught as.
    pub class: ClassIndex,
    /// What the backbone made of it.
    pub embedding: Embedding,
    /// What it made of the picture mirrored, shifted or brightened; learned only with augmentation, never asked about.
    pub variants: Vec<Embedding>,
}

/// All examples in the order in which they were taught.
#[derive(Debug, Clone, Default)]
pub struct ExampleBank {
    examples: Vec<Example>,
    next_id: u64,
    version: u64,
}

impl ExampleBank {
    /// An empty bank.
    pub fn new() -> Self {
        Self::default()
    }

    /// A bank with these examples, whose ids the caller gave; an id always means the same picture.
    pub fn from_examples(examples: Vec<Example>) -> Self {
        let next_id = examples.iter().map(|example| example.id.0.saturating_add(1)).max().unwrap_or_default();
        Self { examples, next_id, version: 1 }
    }

    /// Takes the place of another bank; the version grows unless both are the same.
    pub(crate) fn replace(&mut self, other: Self) {
        if self.examples != other.examples {
            self.version += 1;
            self.next_id = self.next_id.max(other.next_id);
            self.examples = other.examples;
        }
    }

    /// Adds an example and gives its id.
    pub fn add(&mut self, class: ClassIndex, embedding: Embedding) -> ExampleId {
        let id = ExampleId(self.next_id);
        self.next_id += 1;
        self.version += 1;
        self.examples.push(Example { id, class, embedding, variants: Vec::new() });
        id
    }

    /// Takes one example out; false if there is none of that id.
    pub fn remove(&mut self, id: ExampleId) -> bool {
        let before = self.examples.len();
        self.examples.retain(|example| example.id != id);
        let is_removed = self.examples.len() < before;
        self.version += u64::from(is_removed);
        is_removed
    }

    /// Every example, oldest first.
    pub fn examples(&self) -> &[Example] {
        &self.examples
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
    pub fn counts(&self) -> BTreeMap<ClassIndex, usize> {
        let mut counts = BTreeMap::new();
        for example in &self.examples {
            *counts.entry(example.class).or_insert(0) += 1;
        }
        counts
    }

    /// The classes that have examples, ascending.
    pub fn classes(&self) -> Vec<ClassIndex> {
        self.counts().into_keys().collect()
    }

    /// Grows with every change of the bank, and with nothing else.
    pub fn version(&self) -> u64 {
        self.version
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
        assert_eq!(bank.counts(), BTreeMap::from([(0, 1), (4, 2)]));
        assert!(bank.remove(first));
        assert!(!bank.remove(first), "it is gone already");
        assert_eq!(bank.counts(), BTreeMap::from([(0, 1), (4, 1)]));
        assert_eq!(bank.classes(), vec![0, 4]);
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
