//! Nearest neighbours, the head of the 2017 Teachable Machine: no training, the examples are the model.

use std::sync::Arc;

use half::bf16;

use super::{Head, HeadKind};
use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example_bank::{ClassIndex, ExampleBank, ExampleId};
use crate::vector;

/// Neighbours that vote, as in 2017.
const NEIGHBOURS: usize = 10;

/// How much more a nearer neighbour's vote weighs: `exp(SHARPNESS * cosine)`. A plain vote is far worse when a class
/// has fewer than [`NEIGHBOURS`] pictures (reference: 73.7 against 80.9 % at five a class).
const SHARPNESS: f32 = 20.0;

/// Candidates among which the nearest are found exactly.
const CANDIDATES: usize = 4 * NEIGHBOURS;

/// Examples whose rounded directions lie side by side.
const BLOCK_EXAMPLES: usize = 256;

/// The ten examples nearest by cosine vote, each with the weight `exp(20 cosine)`.
///
/// All examples are compared in half the bytes, as bfloat16 and one after the other in memory, because reading them is
/// what takes the time; the best forty are compared exactly.
#[derive(Debug, Clone)]
pub struct KnnHead {
    classes: Vec<ClassIndex>,
    /// Position of its class in `classes`, and the embedding.
    examples: Vec<(usize, Embedding)>,
    /// Directions, `[BLOCK_EXAMPLES][1280]` each but the last.
    blocks: Vec<Arc<[bf16]>>,
}

/// Makes [`KnnHead`]s. Keeps the rounded directions, so that one more picture costs the rounding of one block.
#[derive(Debug, Clone, Default)]
pub struct KnnTrainer {
    /// The examples that `blocks` covers, in its order.
    ids: Vec<ExampleId>,
    blocks: Vec<Arc<[bf16]>>,
}

impl KnnTrainer {
    /// A trainer that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The head that remembers everything in the bank.
    pub fn fit(&mut self, bank: &ExampleBank) -> KnnHead {
        let classes = bank.classes();
        self.update_blocks(bank);
        let examples = bank.examples().iter().map(|example| {
            // The bank's classes are those of its examples, ascending.
            (classes.partition_point(|class| *class < example.class), example.embedding.clone())
        });
        KnnHead { examples: examples.collect(), blocks: self.blocks.clone(), classes }
    }

    /// Keeps the whole blocks that still stand at the bank's beginning and makes the rest.
    fn update_blocks(&mut self, bank: &ExampleBank) {
        let examples = bank.examples();
        let same = self.ids.iter().zip(examples).take_while(|(id, example)| **id == example.id).count();
        let whole = same / BLOCK_EXAMPLES;
        self.blocks.truncate(whole);
        for block in examples[whole * BLOCK_EXAMPLES..].chunks(BLOCK_EXAMPLES) {
            let directions = block.iter().flat_map(|example| example.embedding.direction());
            self.blocks.push(directions.map(|number| bf16::from_f32(*number)).collect());
        }
        self.ids.truncate(whole * BLOCK_EXAMPLES);
        self.ids.extend(examples[whole * BLOCK_EXAMPLES..].iter().map(|example| example.id));
    }
}

impl KnnHead {
    /// The examples most like the embedding by their rounded directions: approximate cosine and position, in no order.
    fn candidates(&self, embedding: &Embedding) -> Vec<usize> {
        let rows = self.blocks.iter().flat_map(|block| block.chunks_exact(EMBEDDING_LEN));
        let mut found: Vec<(f32, usize)> =
            rows.map(|row| vector::dot_bf16(row, embedding.direction())).zip(0..).collect();
        if found.len() > CANDIDATES {
            found.select_nth_unstable_by(CANDIDATES, nearest_first);
            found.truncate(CANDIDATES);
        }
        found.into_iter().map(|(_, example)| example).collect()
    }
}

/// Among equals the older example counts as nearer, so the answer never depends on chance.
fn nearest_first(a: &(f32, usize), b: &(f32, usize)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

impl Head for KnnHead {
    fn kind(&self) -> HeadKind {
        HeadKind::Knn
    }

    fn classes(&self) -> &[ClassIndex] {
        &self.classes
    }

    fn probabilities(&self, embedding: &Embedding) -> Vec<f32> {
        let candidates = self.candidates(embedding).into_iter();
        let exact = candidates.filter_map(|at| Some((self.examples.get(at)?.1.cosine(embedding), at)));
        let mut neighbours: Vec<(f32, usize)> = exact.collect();
        neighbours.sort_by(nearest_first);
        neighbours.truncate(NEIGHBOURS);
        let cosines: Vec<f32> = neighbours.iter().map(|(cosine, _)| SHARPNESS * cosine).collect();
        let mut votes = vec![0.0; self.classes.len()];
        for ((_, example), weight) in neighbours.iter().zip(vector::softmax(&cosines)) {
            votes[self.examples[*example].0] += weight;
        }
        votes
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    use super::*;

    /// Embeddings as alike as those of one camera: little noise about a few centres.
    fn random_bank(rng: &mut StdRng, examples: usize) -> ExampleBank {
        let centres: Vec<Vec<f32>> =
            (0..7).map(|_| (0..EMBEDDING_LEN).map(|_| rng.random_range(0.0..2.0)).collect()).collect();
        let mut bank = ExampleBank::new();
        for example in 0..examples {
            let centre = &centres[example % centres.len()];
            let values = centre.iter().map(|value| value + rng.random_range(0.0..0.3)).collect();
            bank.add((example % 5) as ClassIndex, Embedding::new(values).unwrap());
        }
        bank
    }

    #[test]
    fn rounding_and_keeping_blocks_change_no_answer() {
        let mut rng = StdRng::seed_from_u64(3);
        let mut bank = random_bank(&mut rng, 700);
        let mut trainer = KnnTrainer::new();
        for forgotten in [None, Some(650), Some(300), Some(0)] {
            if let Some(position) = forgotten {
                let id = bank.examples()[position].id;
                bank.remove(id);
            }
            let head = trainer.fit(&bank);
            let question = bank.examples()[123].embedding.clone();
            let mut exact: Vec<(f32, usize)> =
                bank.examples().iter().map(|example| example.embedding.cosine(&question)).zip(0..).collect();
            exact.sort_by(nearest_first);
            let candidates = head.candidates(&question);
            assert!(exact[..NEIGHBOURS].iter().all(|(_, at)| candidates.contains(at)), "{forgotten:?}");
            assert_eq!(head.probabilities(&question), KnnTrainer::new().fit(&bank).probabilities(&question));
        }
    }
}
