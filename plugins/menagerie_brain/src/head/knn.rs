//! Nearest neighbours, the head of the 2017 Teachable Machine: no training, the examples are the model.

use std::sync::Arc;

use super::{Head, HeadKind};
use crate::embedding::Embedding;
use crate::example_bank::{ClassIndex, ExampleBank};
use crate::vector;

/// Neighbours that vote, as in 2017.
const NEIGHBOURS: usize = 10;

/// How much more a nearer neighbour's vote weighs: `exp(SHARPNESS * cosine)`. A plain vote is far worse when a class
/// has fewer than [`NEIGHBOURS`] pictures (reference: 73.7 against 80.9 % at five a class).
const SHARPNESS: f32 = 20.0;

/// The ten examples nearest by cosine vote, each with the weight `exp(20 cosine)`.
#[derive(Debug, Clone)]
pub struct KnnHead {
    classes: Vec<ClassIndex>,
    /// Position of its class in `classes`, and the embedding.
    examples: Arc<[(usize, Embedding)]>,
}

impl KnnHead {
    /// Remembers the examples of the bank.
    pub fn fit(bank: &ExampleBank) -> Self {
        let classes = bank.classes();
        let examples = bank.examples().iter().filter_map(|example| {
            let position = classes.binary_search(&example.class).ok()?;
            Some((position, example.embedding.clone()))
        });
        let examples = examples.collect();
        Self { classes, examples }
    }
}

impl Head for KnnHead {
    fn kind(&self) -> HeadKind {
        HeadKind::Knn
    }

    fn classes(&self) -> &[ClassIndex] {
        &self.classes
    }

    fn probabilities(&self, embedding: &Embedding) -> Vec<f32> {
        let cosines = self.examples.iter().map(|(_, example)| example.cosine(embedding));
        let mut neighbours: Vec<(f32, usize)> = cosines.zip(0..).collect();
        // Among equals the older example counts as nearer, so the answer never depends on chance.
        let nearest_first = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if neighbours.len() > NEIGHBOURS {
            neighbours.select_nth_unstable_by(NEIGHBOURS, nearest_first);
            neighbours.truncate(NEIGHBOURS);
        }
        neighbours.sort_by(nearest_first);
        let cosines: Vec<f32> = neighbours.iter().map(|(cosine, _)| SHARPNESS * cosine).collect();
        let mut votes = vec![0.0; self.classes.len()];
        for ((_, example), weight) in neighbours.iter().zip(vector::softmax(&cosines)) {
            votes[self.examples[*example].0] += weight;
        }
        votes
    }
}
