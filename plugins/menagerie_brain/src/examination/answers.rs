//! What a head says about each example whose view, or whole recording, it was not taught.
//!
//! Ridge regression has such answers in closed form (`head/ridge.rs`), for up to [`MOST_TAUGHT`] examples; the rest of a
//! larger bank is asked of the head that was taught those. Near-copies that heads do not learn are not asked either.

use menagerie_lesson::ClassId;
use std::collections::HashSet;

use super::{MOST_TAUGHT, highest, spread};
use crate::example::Example;
use crate::example_bank::ExampleBank;
use crate::head::RidgeTrainer;
use crate::novelty::{NEVER_SEEN_BELOW, Novelty};
use crate::strangers::Strangers;

/// Examples between two questions whether to go on.
const STRIDE: usize = 200;

/// What a head says about examples that it was not taught.
pub(super) struct HeldOut {
    /// Ascending.
    pub(super) classes: Vec<ClassId>,
    /// `[examples][classes]`; `None` where the example is not asked.
    pub(super) scores: Vec<Option<Vec<f32>>>,
    /// Whether it is like what was taught.
    known: Vec<bool>,
    /// Share of what the head was taught that it names rightly.
    pub(super) remembered: Option<f64>,
}

impl HeldOut {
    /// For each example that was asked, the class with the highest score; within it `None` for what looks never seen.
    pub(super) fn answers(&self) -> impl Iterator<Item = Option<Option<ClassId>>> {
        let answers = self.scores.iter().zip(&self.known);
        answers.map(|(scores, known)| {
            let scores = scores.as_ref()?;
            Some(highest(scores).filter(|_| *known).map(|at| self.classes[at]))
        })
    }
}

/// Asks about every example that can be asked.
pub(super) fn hold_out(
    bank: &ExampleBank,
    strangers: Option<&Strangers>,
    goes_on: &dyn Fn() -> bool,
) -> Option<HeldOut> {
    let (examples, views) = (bank.examples(), bank.views());
    let distinct = bank.distinct();
    let positions = spread(examples, distinct.iter().copied(), MOST_TAUGHT);
    let taught = bank.taught_at(&positions);
    let (head, left_out) = RidgeTrainer::new().fit_and_leave_out(&taught, goes_on)?;
    let classes = bank.classes();
    let is_asked = |at: usize| classes.len() < 2 || views.units_by_class()[&examples[at].class] > 1;
    let mut scores = vec![None; examples.len()];
    for (at, left_out) in positions.iter().zip(left_out).filter(|(at, _)| is_asked(**at)) {
        scores[*at] = Some(if classes.len() < 2 { vec![1.0] } else { left_out });
    }
    let taught_units: HashSet<usize> = taught.units.iter().copied().collect();
    for (count, at) in distinct.iter().enumerate() {
        if scores[*at].is_none() && !taught_units.contains(&views.units()[*at]) {
            scores[*at] = Some(head.scores(&examples[*at].embedding));
        }
        if count % STRIDE == 0 && !goes_on() {
            return None;
        }
    }
    let asked: Vec<usize> = (0..examples.len()).filter(|at| scores[*at].is_some()).collect();
    let known = match strangers {
        Some(strangers) => are_known(bank, strangers, &asked, goes_on)?,
        None => vec![true; examples.len()],
    };
    let is_right =
        |example: &&&Example| highest(&head.scores(&example.embedding)).map(|at| classes[at]) == Some(example.class);
    let right = taught.examples.iter().filter(is_right).count();
    let remembered = (classes.len() > 1).then(|| right as f64 / taught.examples.len() as f64);
    Some(HeldOut { classes, scores, known, remembered })
}

/// Which of the examples asked are like what was taught when their unit is held out; the others are.
fn are_known(
    bank: &ExampleBank,
    strangers: &Strangers,
    asked: &[usize],
    goes_on: &dyn Fn() -> bool,
) -> Option<Vec<bool>> {
    let (novelty, judged) = Novelty::fit_and_judge(bank, strangers, asked);
    let mut known = vec![true; bank.len()];
    for (count, at) in asked.iter().enumerate() {
        let example = &bank.examples()[*at];
        let degree = judged.get(&example.id).copied().unwrap_or_else(|| novelty.known(&example.embedding));
        known[*at] = degree >= NEVER_SEEN_BELOW;
        if count % STRIDE == 0 && !goes_on() {
            return None;
        }
    }
    Some(known)
}
