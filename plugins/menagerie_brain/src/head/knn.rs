//! Nearest neighbours, the head of the 2017 Teachable Machine: no training, the examples are the model.

use std::sync::Arc;

use half::bf16;
use menagerie_lesson::{ClassId, ExampleId, HeadKind};

use super::{Head, balance};
use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example::Example;
use crate::example_bank::{ExampleBank, Taught};
use crate::vector;

/// Neighbours of each class that vote for it, as many as voted in all in 2017. A vote of the nearest ten whatever their class
/// neglects a class with four pictures beside one with forty.
const NEIGHBOURS: usize = 10;

/// How much more a nearer neighbour's vote weighs: `exp(SHARPNESS * cosine)`. A plain vote is far worse when a class
/// has fewer than [`NEIGHBOURS`] pictures (reference: 73.7 against 80.9 % at five a class). As each class has its own voters, 20,
/// which did for a vote of the nearest of all, is too shy: log loss at 1, 5, 10 and 30 a class 1.06, 0.93, 0.89, 0.82, with 40
/// it is 0.99, 0.66, 0.58, 0.49, with 60 1.10, 0.60, 0.50, 0.38, and the accuracy differs by 0.4 points at most.
const SHARPNESS: f32 = 60.0;

/// Candidates of each class among which the nearest are found exactly.
const CANDIDATES: usize = 4 * NEIGHBOURS;

/// Examples whose rounded directions lie side by side.
const BLOCK_EXAMPLES: usize = 256;

/// Each class has the mean vote of its own ten examples nearest by cosine, each with the weight `exp(60 cosine)`.
///
/// All examples are compared in half the bytes, as bfloat16 and one after the other in memory, because reading them is
/// what takes the time; the best forty of a class are compared exactly.
#[derive(Debug, Clone)]
pub struct KnnHead {
    classes: Vec<ClassId>,
    /// Added to the logarithm of each class's vote.
    offsets: Vec<f32>,
    /// Position of its class in `classes`, and the embedding.
    examples: Vec<(usize, Embedding)>,
    /// Directions, `[BLOCK_EXAMPLES][2432]` each but the last.
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
    /// A trainer without examples.
    pub fn new() -> Self {
        Self::default()
    }

    /// The head that remembers everything in the bank.
    pub fn fit(&mut self, bank: &ExampleBank) -> KnnHead {
        let taught = bank.taught();
        self.update_blocks(&taught.examples);
        let examples = taught.places().into_iter().zip(taught.examples.iter().map(|example| example.embedding.clone()));
        let mut head = KnnHead {
            offsets: vec![0.0; taught.classes.len()],
            examples: examples.collect(),
            blocks: self.blocks.clone(),
            classes: taught.classes.clone(),
        };
        head.balance(&taught);
        head
    }

    /// Keeps the whole blocks that still stand at the beginning and makes the rest.
    fn update_blocks(&mut self, examples: &[&Example]) {
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
    /// Where classes are uneven, raises those whose unseen pictures get too few votes.
    fn balance(&mut self, taught: &Taught<'_>) {
        let (places, classes) = (taught.places(), self.classes.len());
        if !balance::is_uneven(&places, classes) {
            return;
        }
        let mut asked = vec![0_usize; classes];
        let (mut votes, mut of, mut units) = (Vec::new(), Vec::new(), Vec::new());
        for ((example, place), unit) in taught.examples.iter().zip(&places).zip(&taught.units) {
            asked[*place] += 1;
            if asked[*place] <= MOST_ASKED {
                votes.push(self.votes(&example.embedding, |at| taught.units[at] != *unit));
                of.push(*place);
                units.push(*unit);
            }
        }
        self.offsets = balance::offsets(&votes, &of, &units, classes);
    }

    /// The logarithm of each class's mean vote, counting only some examples.
    fn votes(&self, embedding: &Embedding, counts: impl Fn(usize) -> bool) -> Vec<f32> {
        let mut nearest = vec![Vec::new(); self.classes.len()];
        let rows = self.blocks.iter().flat_map(|block| block.chunks_exact(EMBEDDING_LEN));
        for ((at, row), (place, _)) in rows.enumerate().zip(&self.examples) {
            if counts(at) {
                nearest[*place].push((vector::dot_bf16(row, embedding.direction()), at));
            }
        }
        nearest.into_iter().map(|candidates| self.mean_vote(embedding, candidates)).collect()
    }

    /// The logarithm of the mean vote of the nearest of some examples of a class, given with their approximate cosines.
    fn mean_vote(&self, embedding: &Embedding, mut candidates: Vec<(f32, usize)>) -> f32 {
        if candidates.len() > CANDIDATES {
            candidates.select_nth_unstable_by(CANDIDATES, nearest_first);
            candidates.truncate(CANDIDATES);
        }
        let exact = candidates.into_iter().filter_map(|(_, at)| Some((self.examples.get(at)?.1.cosine(embedding), at)));
        let mut neighbours: Vec<(f32, usize)> = exact.collect();
        neighbours.sort_by(nearest_first);
        neighbours.truncate(NEIGHBOURS);
        let Some((highest, _)) = neighbours.first() else { return NO_VOTE };
        let sum: f32 = neighbours.iter().map(|(cosine, _)| (SHARPNESS * (cosine - highest)).exp()).sum();
        SHARPNESS * highest + (sum / neighbours.len() as f32).ln()
    }
}

/// Examples of each class that the offsets are found with, at most.
const MOST_ASKED: usize = 40;

/// The vote of a class without examples: that of one at a right angle.
const NO_VOTE: f32 = 0.0;

/// Among equals the older example counts as nearer, so the answer is deterministic.
fn nearest_first(a: &(f32, usize), b: &(f32, usize)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

impl Head for KnnHead {
    fn kind(&self) -> HeadKind {
        HeadKind::Knn
    }

    fn classes(&self) -> &[ClassId] {
        &self.classes
    }

    fn probabilities(&self, embedding: &Embedding) -> Vec<f32> {
        let votes = self.votes(embedding, |_| true);
        let votes: Vec<f32> = votes.iter().zip(&self.offsets).map(|(vote, offset)| vote + offset).collect();
        vector::softmax(&votes)
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
            bank.add((example % 5) as u16, Embedding::new(values).unwrap());
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
            assert_eq!(head.probabilities(&question), KnnTrainer::new().fit(&bank).probabilities(&question));
            let found = head.votes(&question, |_| true);
            for (class, found) in found.iter().enumerate() {
                let own = head.examples.iter().filter(|(place, _)| *place == class);
                let mut exact: Vec<f32> = own.map(|(_, other)| other.cosine(&question)).collect();
                exact.sort_by(|a, b| b.total_cmp(a));
                exact.truncate(NEIGHBOURS);
                let mean = exact.iter().map(|cosine| (SHARPNESS * cosine).exp()).sum::<f32>() / exact.len() as f32;
                assert!((mean.ln() - found).abs() < 1e-3, "{forgotten:?}, class {class}: {} {found}", mean.ln());
            }
        }
    }
}
