//! A look at what was taught: what a head would answer that had not been taught each picture, a map on which one sees
//! clusters and outliers, and what a kind teacher would point out.
//!
//! Plain vector arithmetic on a bank, deterministic, without Burn: it may run on a thread of its own. Whatever costs more
//! than the number of examples is done on a part of them, spread evenly.

mod answers;
mod health;
mod map;
mod split;

use std::collections::BTreeMap;

pub use health::{HealthFinding, HealthKind};

use crate::embedding::Embedding;
use crate::example_bank::{ClassIndex, Example, ExampleBank, ExampleId};
use crate::head::{Head, RidgeTrainer};

/// Examples taught to ridge regression, at most: the cost is their cube, half a second.
const MOST_TAUGHT: usize = 1000;

/// What was found out about a bank.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Examination {
    /// Each example, the class it was taught as, and what a head says that was not taught it; `None` where the picture
    /// would be called never seen.
    pub answers: Vec<(ExampleId, ClassIndex, Option<ClassIndex>)>,
    /// Each example on a plane, 0..1 to the right and up: alike pictures lie together.
    pub map: Vec<(ExampleId, [f32; 2])>,
    /// What is worth a word, most important first.
    pub findings: Vec<HealthFinding>,
}

/// Examines the bank: a second or so for some hundred examples, some seconds for ten thousand. `goes_on` is asked now and
/// then; `None` once it says no.
pub fn examine(bank: &ExampleBank, goes_on: &dyn Fn() -> bool) -> Option<Examination> {
    let held_out = answers::hold_out(bank, goes_on)?;
    let map = map::project(bank.examples(), goes_on)?;
    let findings = health::find(bank, &held_out, goes_on)?;
    let examples = bank.examples().iter().zip(held_out.answers());
    Some(Examination {
        answers: examples.map(|(example, answer)| (example.id, example.class, answer)).collect(),
        map: bank.examples().iter().map(|example| example.id).zip(map).collect(),
        findings,
    })
}

/// Share of the pictures asked that the instant head names rightly once it is taught the bank, 0..1: what two networks are
/// compared by. 0 where nothing is asked. Of a large bank a part is taught, spread evenly.
pub fn taught_accuracy(bank: &ExampleBank, asked: &[(ClassIndex, Embedding)]) -> f64 {
    let taught = spread(bank.examples(), MOST_TAUGHT).into_iter().map(|at| bank.examples()[at].clone());
    let head = RidgeTrainer::new().fit(&ExampleBank::from_examples(taught.collect()));
    let answer = |embedding: &Embedding| highest(&head.probabilities(embedding)).map(|at| head.classes()[at]);
    let right = asked.iter().filter(|(class, embedding)| answer(embedding) == Some(*class)).count();
    right as f64 / asked.len().max(1) as f64
}

/// Position of the highest number; the first among equals.
fn highest(numbers: &[f32]) -> Option<usize> {
    let better = |best: Option<usize>, at: usize| match best {
        Some(best) if numbers[at] <= numbers[best] => Some(best),
        _ => Some(at),
    };
    (0..numbers.len()).fold(None, better)
}

/// Positions of each class's examples.
fn by_class(examples: &[Example]) -> BTreeMap<ClassIndex, Vec<usize>> {
    let mut members: BTreeMap<ClassIndex, Vec<usize>> = BTreeMap::new();
    for (position, example) in examples.iter().enumerate() {
        members.entry(example.class).or_default().push(position);
    }
    members
}

/// At most so many positions, evenly over classes and within each; small classes stay whole. Ascending.
fn spread(examples: &[Example], most: usize) -> Vec<usize> {
    let members = by_class(examples);
    let mut left = most;
    let mut kept: Vec<usize> = Vec::with_capacity(most.min(examples.len()));
    let mut classes: Vec<&Vec<usize>> = members.values().collect();
    classes.sort_by_key(|members| members.len());
    for (done, members) in classes.iter().enumerate() {
        let share = left / (classes.len() - done);
        let own = evenly(members, share);
        left -= own.len();
        kept.extend(own);
    }
    kept.sort_unstable();
    kept
}

/// At most so many of a list, at equal distances.
fn evenly(list: &[usize], most: usize) -> Vec<usize> {
    if list.len() <= most {
        return list.to_vec();
    }
    (0..most).map(|i| list[i * list.len() / most]).collect()
}

#[cfg(test)]
mod tests;
