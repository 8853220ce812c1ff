//! Knowing what was never taught: how far a picture is from everything in the bank, calibrated from both sides.
//!
//! Five signs on each of two depths of the network are added up (`process.rs`). Each is compared with what pictures of the
//! lesson get that were held out by whole views or recordings, because near-copies of what was taught know nothing of other
//! pictures of it; where there are few, with what other lessons got (`prior.rs`). From there comes the score that known
//! pictures stay below. From the other side come pictures of things that nobody teaches here ([`Strangers`]): the fewer views
//! there are, the more the threshold follows those. `docs/decisions/0010-held-things.md` has the measurements.

mod prior;
mod process;

use menagerie_lesson::ExampleId;
use std::collections::HashMap;

use self::process::{Processes, SIGNS};
use crate::embedding::{DEPTHS, Embedding};
use crate::example::Example;
use crate::example_bank::ExampleBank;
use crate::quantile::quantile;
use crate::strangers::Strangers;
use crate::vector;
use crate::views::Views;

/// All signs, depth by depth.
const SIGNS_OF_ALL: usize = SIGNS * DEPTHS;
/// Held-out parts of the bank; with fewer units than [`LEAVE_ONE_OUT`] each is a part of its own.
const FOLDS: usize = 12;
/// Units up to which each is held out alone.
const LEAVE_ONE_OUT: usize = 24;
/// Examples of a view that are used, at most: those that differ most.
const MOST_OF_VIEW: usize = 3;
/// Examples used, at most: fitting costs their cube.
const MOST: usize = 360;
/// Examples below which nothing can be said.
const FEWEST: usize = 4;
/// Deviations above the mean of what was held out at which known pictures end: with few units what is held out is missed more
/// than one view of many would be, and its scores are too high, so fewer deviations will do.
const ENDS_AT: f64 = 2.1;
const ENDS_AT_LESS_WITH_FEW: f64 = 1.4;
/// Share of the strangers below which strangers begin.
const STRANGERS_BEGIN: f64 = 0.04;
/// How far the threshold gives way, 0..1, where strangers begin before known pictures end and there is enough held out to tell.
const GIVES_WAY: f64 = 0.7;
/// How steeply the degree falls at the threshold, by deviation.
const STEEPNESS: f64 = 2.0;

/// The degree of being known, 0..1, below which a picture counts as never seen.
pub const NEVER_SEEN_BELOW: f32 = 0.5;

/// Tells strangers from acquaintances.
#[derive(Debug, Clone)]
pub struct Novelty(Option<Detector>);

#[derive(Debug, Clone)]
struct Detector {
    /// The examples in use.
    examples: Vec<Embedding>,
    depths: [Processes; DEPTHS],
    classes: usize,
    scales: [Scale; SIGNS_OF_ALL],
    /// Score from which a picture counts as never seen, and the deviation of known ones.
    threshold: f64,
    deviation: f64,
}

/// Mean and deviation, each example with its weight.
#[derive(Debug, Clone, Copy)]
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone, weights: &[f64]) -> Self {
        let total = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mean = values.clone().zip(weights).map(|(value, weight)| weight * value).sum::<f64>() / total;
        let variance = values.zip(weights).map(|(value, weight)| weight * (value - mean).powi(2)).sum::<f64>() / total;
        Self { mean, deviation: variance.sqrt() }
    }

    /// Between this and another one, which counts for a share of `1 - trust`.
    fn blended(self, other: Self, trust: f64) -> Self {
        let blend = |own: f64, other: f64| trust * own + (1.0 - trust) * other;
        Self {
            mean: blend(self.mean, other.mean),
            deviation: blend(self.deviation.powi(2), other.deviation.powi(2)).sqrt(),
        }
    }
}

impl Novelty {
    /// Learns what the bank's pictures look like.
    pub fn fit(bank: &ExampleBank, strangers: &Strangers) -> Self {
        Self::fit_and_judge(bank, strangers, &[]).0
    }

    /// The same, and how much some of the examples, given by their positions, are known when their unit is held out; none
    /// for those that are the only unit of their class.
    pub(crate) fn fit_and_judge(
        bank: &ExampleBank,
        strangers: &Strangers,
        judged: &[usize],
    ) -> (Self, HashMap<ExampleId, f32>) {
        let used = representatives(bank);
        if used.len() < FEWEST {
            return (Self(None), HashMap::new());
        }
        let lesson = Lesson::new(bank, &used);
        let (held_out, judged) = lesson.hold_out(judged);
        let detector = lesson.detector(&held_out, strangers);
        let known =
            judged.into_iter().map(|(at, signs)| (bank.examples()[at].id, detector.known(detector.sum(&signs))));
        let known = known.collect();
        (Self(Some(detector)), known)
    }

    /// How far the picture is from everything taught: 0 for an average one of those taught, growing with the distance; always
    /// 0 while nothing can be said.
    pub fn score(&self, embedding: &Embedding) -> f64 {
        self.0.as_ref().map_or(0.0, |detector| detector.sum(&detector.signs(embedding)))
    }

    /// How much the picture is like what was taught, 0..1, falling with the score; [`NEVER_SEEN_BELOW`] at the threshold.
    /// Always 1 while nothing can be said.
    pub fn known(&self, embedding: &Embedding) -> f32 {
        self.0.as_ref().map_or(1.0, |detector| detector.known(detector.sum(&detector.signs(embedding))))
    }

    /// The signs themselves before they are compared with anything, depth by depth: what the prior is measured by. Empty
    /// while nothing can be said.
    pub fn signs(&self, embedding: &Embedding) -> Vec<f64> {
        self.0.as_ref().map_or_else(Vec::new, |detector| detector.signs(embedding).to_vec())
    }
}

impl Detector {
    fn signs(&self, embedding: &Embedding) -> [f64; SIGNS_OF_ALL] {
        let examples: Vec<&Embedding> = self.examples.iter().collect();
        signs(&self.depths, &examples, embedding)
    }

    /// All signs together, each in its own deviations.
    fn sum(&self, signs: &[f64; SIGNS_OF_ALL]) -> f64 {
        sum(&self.scales, signs, self.classes)
    }

    fn known(&self, score: f64) -> f32 {
        let above = (score - self.threshold) / self.deviation;
        (1.0 / (1.0 + (STEEPNESS * above).exp())) as f32
    }
}

fn sum(scales: &[Scale; SIGNS_OF_ALL], signs: &[f64; SIGNS_OF_ALL], classes: usize) -> f64 {
    let says_something = |sign: &usize| classes > 1 || sign % SIGNS == 1;
    let standardised = |sign: usize| (signs[sign] - scales[sign].mean) / scales[sign].deviation.max(1e-6);
    (0..SIGNS_OF_ALL).filter(says_something).map(standardised).sum()
}

/// The signs of a picture on all depths.
fn signs(depths: &[Processes; DEPTHS], examples: &[&Embedding], asked: &Embedding) -> [f64; SIGNS_OF_ALL] {
    let mut all = [0.0; SIGNS_OF_ALL];
    for (depth, (processes, signs)) in depths.iter().zip(all.chunks_exact_mut(SIGNS)).enumerate() {
        let row = examples.iter().map(|example| f64::from(product(example, asked, depth)));
        signs.copy_from_slice(&processes.signs(row.collect()));
    }
    all
}

/// Scalar product of two pictures' features on a depth, each of length one.
fn product(a: &Embedding, b: &Embedding, depth: usize) -> f32 {
    DEPTHS as f32 * vector::dot(a.depths()[depth], b.depths()[depth])
}

/// What was held out: the unit of each example and its signs.
type HeldOut = Vec<(usize, [f64; SIGNS_OF_ALL])>;

/// The examples in use, ready to be learned in parts.
struct Lesson<'a> {
    bank: &'a ExampleBank,
    used: &'a [usize],
    /// Class of each example in use, 0..classes.
    places: Vec<usize>,
    classes: usize,
    /// Scalar products by depth.
    products: [Vec<Vec<f32>>; DEPTHS],
}

impl<'a> Lesson<'a> {
    fn new(bank: &'a ExampleBank, used: &'a [usize]) -> Self {
        let classes = bank.classes();
        let place = |at: &usize| classes.partition_point(|class| *class < bank.examples()[*at].class);
        let embedding = |at: usize| &bank.examples()[used[at]].embedding;
        let products = std::array::from_fn(|depth| {
            (0..used.len()).map(|i| (0..=i).map(|j| product(embedding(i), embedding(j), depth)).collect()).collect()
        });
        Self { bank, used, places: used.iter().map(place).collect(), classes: classes.len(), products }
    }

    fn fit(&self, members: &[usize]) -> [Processes; DEPTHS] {
        std::array::from_fn(|depth| Processes::fit(&self.products[depth], members, &self.places, self.classes))
    }

    /// The signs of the examples in use, and of others given by their positions in the bank, each by processes that were not
    /// taught its unit. Classes with a single unit are passed over: without it they would be strangers.
    fn hold_out(&self, judged: &[usize]) -> (HeldOut, HeldOut) {
        let views = self.bank.views();
        let units = views.units();
        let part_of = parts(views, self.bank);
        let is_left = |at: usize| views.units_by_class()[&self.bank.examples()[at].class] > 1;
        let (mut held_out, mut others) = (Vec::new(), Vec::new());
        for part in 0..part_of.values().max().map_or(0, |last| last + 1) {
            let is_inside = |at: usize| part_of.get(&units[at]) == Some(&part) && is_left(at);
            let rest: Vec<usize> = (0..self.used.len()).filter(|place| !is_inside(self.used[*place])).collect();
            if rest.len() == self.used.len() {
                continue;
            }
            let processes = self.fit(&rest);
            let examples: Vec<&Embedding> =
                rest.iter().map(|place| &self.bank.examples()[self.used[*place]].embedding).collect();
            let ask = |at: usize| signs(&processes, &examples, &self.bank.examples()[at].embedding);
            held_out.extend(self.used.iter().filter(|at| is_inside(**at)).map(|at| (units[*at], ask(*at))));
            others.extend(judged.iter().filter(|at| is_inside(**at)).map(|at| (*at, ask(*at))));
        }
        (held_out, others)
    }

    /// The detector, calibrated by what was held out and by strangers.
    fn detector(&self, held_out: &HeldOut, strangers: &Strangers) -> Detector {
        let mut sizes = HashMap::<usize, usize>::new();
        held_out.iter().for_each(|(unit, _)| *sizes.entry(*unit).or_default() += 1);
        let weights: Vec<f64> = held_out.iter().map(|(unit, _)| 1.0 / sizes[unit] as f64).collect();
        let trust = sizes.len() as f64 / (sizes.len() as f64 + prior::WEIGHT);
        let by_class = self.bank.views().units_by_class();
        let logs = by_class.values().map(|units| (*units as f64).ln());
        let means = prior::means(logs.sum::<f64>() / by_class.len().max(1) as f64);
        let scales = std::array::from_fn(|sign| {
            let expected = Scale { mean: means[sign], deviation: prior::DEVIATIONS[sign] };
            Scale::of(held_out.iter().map(|(_, signs)| signs[sign]), &weights).blended(expected, trust)
        });
        let score = |signs: &[f64; SIGNS_OF_ALL]| sum(&scales, signs, self.classes);
        let scores: Vec<f64> = held_out.iter().map(|(_, signs)| score(signs)).collect();
        let own = Scale::of(scores.iter().copied(), &weights);
        let expected = Scale { mean: 0.0, deviation: prior::score_deviation(self.classes) };
        let ends_at = ENDS_AT - ENDS_AT_LESS_WITH_FEW * (1.0 - trust);
        let end = |scale: Scale| scale.mean + ends_at * scale.deviation;
        let known_end = trust * end(own) + (1.0 - trust) * end(expected);

        let depths = self.fit(&(0..self.used.len()).collect::<Vec<_>>());
        let examples: Vec<Embedding> = self.used.iter().map(|at| self.bank.examples()[*at].embedding.clone()).collect();
        let asked: Vec<&Embedding> = examples.iter().collect();
        let strange = strangers.iter().map(|stranger| score(&signs(&depths, &asked, stranger)));
        let strange: Vec<f64> = strange.collect();
        let threshold = match (quantile(strange.clone(), 0.5), quantile(strange, STRANGERS_BEGIN)) {
            (Some(middle), Some(begin)) => {
                let expected_end = prior::known_end(middle, self.classes);
                let threshold = known_end + (1.0 - trust).powi(3) * (expected_end - known_end);
                threshold + GIVES_WAY * trust * (begin - threshold).min(0.0)
            }
            _ => known_end,
        };
        // Examples that are all the same deviate by nothing; then any difference counts.
        let deviation = own.blended(expected, trust).deviation.max(1e-3);
        Detector { examples, depths, classes: self.classes, scales, threshold, deviation }
    }
}

/// The held-out part that each unit belongs to, spread over the classes.
fn parts(views: &Views, bank: &ExampleBank) -> HashMap<usize, usize> {
    let count: usize = views.units_by_class().values().sum();
    let parts = if count <= LEAVE_ONE_OUT { count } else { FOLDS };
    let mut part_of = HashMap::new();
    let mut next = HashMap::new();
    for (example, unit) in bank.examples().iter().zip(views.units()) {
        part_of.entry(*unit).or_insert_with(|| {
            if parts == count {
                return *unit;
            }
            // Each class begins at another part, so that no part has all the first ones.
            let place = next.entry(example.class).or_insert(7 * usize::from(example.class.0));
            *place += 1;
            (*place - 1) % parts
        });
    }
    part_of
}

/// Positions of the examples in use, ascending: of each view those that differ most, the newest views first if there are too
/// many, as evenly over the classes as they come.
fn representatives(bank: &ExampleBank) -> Vec<usize> {
    let examples = bank.examples();
    let of = bank.views().of_examples();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); of.iter().max().map_or(0, |last| last + 1)];
    of.iter().enumerate().for_each(|(at, view)| members[*view].push(at));
    let mut ranked: Vec<(usize, usize, usize)> = Vec::new();
    let mut taken = HashMap::<_, usize>::new();
    members.sort_unstable_by_key(|members| std::cmp::Reverse(members.last().copied()));
    for members in members.iter().filter(|members| !members.is_empty()) {
        let rank = taken.entry(examples[members[0]].class).or_insert(0);
        for (turn, at) in differing(members, examples).into_iter().enumerate() {
            ranked.push((turn, *rank, at));
        }
        *rank += 1;
    }
    ranked.sort_unstable();
    ranked.truncate(MOST);
    let mut kept: Vec<usize> = ranked.into_iter().map(|(.., at)| at).collect();
    kept.sort_unstable();
    kept
}

/// At most [`MOST_OF_VIEW`] of a view: the one in its middle, then always the one least like those chosen (Gonzalez 1985).
fn differing(members: &[usize], examples: &[Example]) -> Vec<usize> {
    if members.len() <= MOST_OF_VIEW {
        return members.to_vec();
    }
    let direction = |at: usize| examples[at].embedding.direction();
    let mut mean = vec![0.0; direction(members[0]).len()];
    members.iter().for_each(|at| vector::add_scaled(&mut mean, 1.0, direction(*at)));
    let likeness = |at: &usize| vector::dot(&mean, direction(*at));
    let mut chosen: Vec<usize> =
        members.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b))).into_iter().collect();
    while chosen.len() < MOST_OF_VIEW {
        let nearest = |at: &usize| {
            let like = chosen.iter().map(|other| vector::dot(direction(*at), direction(*other)));
            like.fold(f32::NEG_INFINITY, f32::max)
        };
        let rest = members.iter().copied().filter(|at| !chosen.contains(at));
        let Some(next) = rest.min_by(|a, b| nearest(a).total_cmp(&nearest(b))) else { break };
        chosen.push(next);
    }
    chosen
}

#[cfg(test)]
mod tests;
