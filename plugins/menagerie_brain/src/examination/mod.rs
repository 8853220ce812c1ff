//! A look at what was taught: what a head would answer that had not been taught each picture, a map on which one sees
//! clusters and outliers, and what a kind teacher would point out.
//!
//! Plain vector arithmetic on a bank, deterministic, without Burn: it may run on a thread of its own. Whatever costs more
//! than the number of examples is done on a part of them, spread evenly.

mod answers;
mod health;
mod map;
mod split;

use menagerie_lesson::{ClassId, Confusion, Examination};
use std::collections::BTreeMap;

use self::answers::HeldOut;
use crate::embedding::Embedding;
use crate::example::Example;
use crate::example_bank::ExampleBank;
use crate::head::{Head, RidgeTrainer};
use crate::strangers::Strangers;

/// Examples taught to ridge regression, at most: the cost is their cube, half a second.
const MOST_TAUGHT: usize = 1000;

/// A head that was taught `n` views a class makes mistakes in proportion to `n` to the power of minus this: measured over four
/// public sets at 1, 2, 5, 10 and 30 (`docs/decisions/0010-held-things.md`).
const ERROR_FALLS_WITH: f64 = 0.55;

/// Examines the bank, without `strangers` as if every picture were known: a second or so for some hundred examples, some seconds for ten thousand. `goes_on` is asked now and
/// then; `None` once it says no.
pub fn examine(bank: &ExampleBank, strangers: Option<&Strangers>, goes_on: &dyn Fn() -> bool) -> Option<Examination> {
    let held_out = answers::hold_out(bank, strangers, goes_on)?;
    let map = map::project(bank.examples(), goes_on)?;
    let findings = health::find(bank, &held_out, goes_on)?;
    let answers = bank.examples().iter().zip(held_out.answers());
    let answers = answers.filter_map(|(example, answer)| Some((example.id, example.class, answer?)));
    Some(Examination {
        held_out: Confusion::of(bank.classes(), answers),
        expected_accuracy: expected(bank, &held_out),
        remembered: held_out.remembered,
        map: bank.examples().iter().map(|example| example.id).zip(map).collect(),
        findings,
    })
}

/// What [`Examination::expected_accuracy`] is, without the rest of the examination.
pub fn expected_accuracy(bank: &ExampleBank, strangers: Option<&Strangers>) -> Option<f64> {
    expected(bank, &answers::hold_out(bank, strangers, &|| true)?)
}

/// What the held-out answers let expect of other pictures. Every unit counts the same, whatever its number of pictures.
fn expected(bank: &ExampleBank, held_out: &HeldOut) -> Option<f64> {
    let views = bank.views();
    // Class, pictures asked and pictures named wrongly of each unit.
    let mut units: BTreeMap<usize, (ClassId, f64, f64)> = BTreeMap::new();
    for ((example, unit), answer) in bank.examples().iter().zip(views.units()).zip(held_out.answers()) {
        let Some(answer) = answer else { continue };
        let (_, asked, wrong) = units.entry(*unit).or_insert((example.class, 0.0, 0.0));
        *asked += 1.0;
        *wrong += f64::from(u8::from(answer != Some(example.class)));
    }
    let errors = units.values().map(|(class, asked, wrong)| {
        let taught = views.units_by_class()[class] as f64;
        wrong / asked * ((taught - 1.0) / taught).powf(ERROR_FALLS_WITH)
    });
    let all_are_asked = bank.classes().iter().all(|class| units.values().any(|(of, ..)| of == class));
    (!units.is_empty() && all_are_asked).then(|| 1.0 - errors.sum::<f64>() / units.len() as f64)
}

/// Share of the pictures asked that the instant head names rightly once it is taught the bank, 0..1: what two networks are
/// compared by. 0 where nothing is asked. Of a large bank a part is taught, spread evenly.
pub fn taught_accuracy(bank: &ExampleBank, asked: &[(ClassId, Embedding)]) -> f64 {
    let taught = bank.taught_at(&spread(bank.examples(), bank.distinct(), MOST_TAUGHT));
    let head = RidgeTrainer::new().fit_taught(&taught);
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

/// Some positions, by the class of the examples there.
fn by_class(examples: &[Example], among: impl IntoIterator<Item = usize>) -> BTreeMap<ClassId, Vec<usize>> {
    let mut members: BTreeMap<ClassId, Vec<usize>> = BTreeMap::new();
    for position in among {
        members.entry(examples[position].class).or_default().push(position);
    }
    members
}

/// At most so many of some positions, evenly over classes and within each; small classes stay whole. Ascending.
fn spread(examples: &[Example], among: impl IntoIterator<Item = usize>, most: usize) -> Vec<usize> {
    let members = by_class(examples, among);
    let mut left = most;
    let mut kept: Vec<usize> = Vec::new();
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
