//! Knowing what was never taught: how far a picture is from everything in the bank, calibrated on the bank itself.
//!
//! Four signs are added up. Kernel ridge regression, seen as a Gaussian process (Rasmussen and Williams 2006, chapter 2), has
//! a variance that grows with the distance from the examples; it is taken twice, with and without the mean of all pictures.
//! Without it, what all pictures of a lesson share, the ground and the light, makes no stranger look familiar; with it,
//! strangers before another ground are told at once, and with a single class nothing else would be left. The third sign is
//! the highest class score, the fourth its lead over the second: both fall where classes meet or end. Each is compared with
//! what held-out examples get: ten folds, so that every example is once a stranger to the rest. The features are square
//! roots of the embedding (Hellinger's kernel; Arandjelovic and Zisserman 2012).
//! `docs/decisions/0007-novelty.md` has the measurements.

use std::collections::HashMap;

use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::example_bank::{ClassIndex, Example, ExampleBank, ExampleId};
use crate::vector::{self, Cholesky};

/// What is added up.
const SIGNS: usize = 4;
/// Noise of the Gaussian process, for features of length one.
const LAMBDA: f64 = 0.1;
/// Held-out parts of the bank; with fewer examples than [`LEAVE_ONE_OUT`] each is a part of its own.
const FOLDS: usize = 10;
/// Examples up to which each is held out alone.
const LEAVE_ONE_OUT: usize = 40;
/// Examples used, at most: fitting costs their cube.
const MOST: usize = 360;
/// Examples below which nothing can be said.
const FEWEST: usize = 4;
/// Deviations above the mean at which a normal distribution has 5 % left ...
const FIVE_PERCENT: f64 = 1.645;
/// ... and how many more for Student's, by degree of freedom: with few examples the deviation itself is a guess.
const STUDENT: f64 = 1.6;
/// How steeply the degree falls at the threshold, by deviation.
const STEEPNESS: f64 = 2.0;

/// What is known to a degree below this was never seen: less than one half, below which one picture in twenty of what was
/// taught falls, because a surprised creature before such a picture is the worse mistake ...
const NEVER_SEEN_BELOW: f32 = 0.2;
/// ... or below this, where the head is sure of its answer.
const NEVER_SEEN_THOUGH_SURE_BELOW: f32 = 0.1;
/// A head that gives a class this confidence is sure.
const SURE_FROM: f32 = 0.9;

/// The degree of being known, 0..1, below which a picture counts as never seen, for a head whose best class has this
/// confidence.
pub fn never_seen_below(confidence: f32) -> f32 {
    if confidence >= SURE_FROM { NEVER_SEEN_THOUGH_SURE_BELOW } else { NEVER_SEEN_BELOW }
}

/// Tells strangers from acquaintances.
#[derive(Debug, Clone)]
pub struct Novelty(Option<Detector>);

#[derive(Debug, Clone)]
struct Detector {
    /// `[examples][1280]`, of length one, the mean still on.
    features: Vec<Vec<f32>>,
    processes: Processes,
    scales: [Scale; SIGNS],
    /// Score from which a picture counts as never seen, and the deviation of known ones.
    threshold: f64,
    deviation: f64,
}

/// Mean and deviation of a sign over held-out examples.
#[derive(Debug, Clone, Copy)]
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(values: &[f64]) -> Self {
        let n = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
        Self { mean, deviation: variance.sqrt() }
    }

    /// How many deviations above the mean; 0 where nothing deviates.
    fn standardised(&self, value: f64) -> f64 {
        if self.deviation > 1e-9 { (value - self.mean) / self.deviation } else { 0.0 }
    }
}

impl Novelty {
    /// Learns what the bank's pictures look like.
    pub fn fit(bank: &ExampleBank) -> Self {
        Self::fit_and_judge(bank).0
    }

    /// The same, and how much each example that was used is like the others, when it is held out.
    pub(crate) fn fit_and_judge(bank: &ExampleBank) -> (Self, HashMap<ExampleId, f32>) {
        let examples = thinned(bank.examples());
        if examples.len() < FEWEST {
            return (Self(None), HashMap::new());
        }
        let (detector, held_out) = Detector::fit(&examples);
        let judged = held_out.into_iter().map(|(at, score)| (examples[at].id, detector.known(score))).collect();
        (Self(Some(detector)), judged)
    }

    /// How far the picture is from everything taught: 0 for an average one of those taught, growing with the distance; always
    /// 0 while nothing can be said.
    pub fn score(&self, embedding: &Embedding) -> f64 {
        self.0.as_ref().map_or(0.0, |detector| detector.score(embedding))
    }

    /// How much the picture is like what was taught, 0..1: one half is the threshold that about one in twenty pictures of
    /// what was taught falls below. Always 1 while nothing can be said.
    pub fn known(&self, embedding: &Embedding) -> f32 {
        self.0.as_ref().map_or(1.0, |detector| detector.known(detector.score(embedding)))
    }
}

impl Detector {
    /// The detector, and the score of each example when it is held out.
    fn fit(examples: &[&Example]) -> (Self, Vec<(usize, f64)>) {
        let features: Vec<Vec<f32>> = examples.iter().map(|example| features(&example.embedding)).collect();
        let classes: Vec<ClassIndex> = examples.iter().map(|example| example.class).collect();
        let products = Products::new(&features);
        let parts = parts(&classes);
        let (mut order, mut signs) = (Vec::new(), Vec::new());
        for part in 0..=parts.iter().copied().max().unwrap_or(0) {
            let members = |inside: bool| (0..parts.len()).filter(|i| (parts[*i] == part) == inside).collect::<Vec<_>>();
            let rest = members(false);
            let processes = Processes::fit(&products, &rest, &classes);
            for held_out in members(true) {
                let row: Vec<f64> = rest.iter().map(|other| products.get(held_out, *other)).collect();
                order.push(held_out);
                signs.push(processes.signs(&row));
            }
        }
        let scales = std::array::from_fn(|sign| Scale::of(&signs.iter().map(|signs| signs[sign]).collect::<Vec<_>>()));
        let scores: Vec<f64> = signs.iter().map(|signs| sum(&scales, signs)).collect();
        let (freedom, known) = ((scores.len() - 1) as f64, Scale::of(&scores));
        // Examples that are all the same deviate by nothing; then any difference counts.
        let deviation = (known.deviation * ((freedom + 2.0) / freedom).sqrt()).max(1e-3);
        let all: Vec<usize> = (0..examples.len()).collect();
        let detector = Self {
            processes: Processes::fit(&products, &all, &classes),
            features,
            scales,
            threshold: known.mean + (FIVE_PERCENT + STUDENT / freedom) * deviation,
            deviation,
        };
        (detector, order.into_iter().zip(scores).collect())
    }

    fn known(&self, score: f64) -> f32 {
        let above = (score - self.threshold) / self.deviation;
        (1.0 / (1.0 + (STEEPNESS * above).exp())) as f32
    }

    fn score(&self, embedding: &Embedding) -> f64 {
        let asked = features(embedding);
        let row: Vec<f64> = self.features.iter().map(|known| f64::from(vector::dot(known, &asked))).collect();
        sum(&self.scales, &self.processes.signs(&row))
    }
}

/// All signs together, each in its own deviations.
fn sum(scales: &[Scale; SIGNS], signs: &[f64; SIGNS]) -> f64 {
    scales.iter().zip(signs).map(|(scale, sign)| scale.standardised(*sign)).sum()
}

/// Scalar products between all features.
struct Products(Vec<Vec<f32>>);

impl Products {
    fn new(features: &[Vec<f32>]) -> Self {
        let row = |(i, a): (usize, &Vec<f32>)| features[..=i].iter().map(|b| vector::dot(a, b)).collect();
        Self(features.iter().enumerate().map(row).collect())
    }

    fn get(&self, i: usize, j: usize) -> f64 {
        f64::from(self.0[i.max(j)][i.min(j)])
    }
}

/// The Gaussian process with the mean of all pictures taken off, and the one with it.
#[derive(Debug, Clone)]
struct Processes {
    centred: Process,
    whole: Process,
    /// Of the centred process, `[classes][examples]`
    weights: Vec<Vec<f64>>,
}

impl Processes {
    fn fit(products: &Products, members: &[usize], classes: &[ClassIndex]) -> Self {
        let centred = Process::fit(products, members, true);
        let mut taught: Vec<ClassIndex> = members.iter().map(|i| classes[*i]).collect();
        taught.sort_unstable();
        taught.dedup();
        let share = 1.0 / taught.len().max(1) as f64;
        let weights = taught.iter().map(|class| {
            let targets = members.iter().map(|i| f64::from(u8::from(classes[*i] == *class)) - share);
            centred.factor.solve(targets.collect())
        });
        Self { weights: weights.collect(), centred, whole: Process::fit(products, members, false) }
    }

    /// What speaks for a stranger, from the products of a picture's features with those of the members.
    fn signs(&self, products: &[f64]) -> [f64; SIGNS] {
        let kernel = self.centred.kernel(products);
        let (mut best, mut second) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for weights in &self.weights {
            let score = weights.iter().zip(&kernel).map(|(weight, value)| weight * value).sum::<f64>();
            if score > best {
                (best, second) = (score, best);
            } else {
                second = second.max(score);
            }
        }
        let whole = self.whole.variance(self.whole.kernel(products));
        if self.weights.len() < 2 {
            // The mean of a single class is what makes it one, and its score is the same for all.
            return [0.0, whole, 0.0, 0.0];
        }
        [self.centred.variance(kernel), whole, -best, second - best]
    }
}

/// A Gaussian process over some of the examples.
#[derive(Debug, Clone)]
struct Process {
    /// Mean of each example's products with all of them, and the mean of those; zero where no mean is taken off.
    means: Vec<f64>,
    mean: f64,
    /// What a picture's mean product counts: nothing where no mean is taken off.
    centring: f64,
    /// One over each example's length once the mean is off.
    lengths: Vec<f64>,
    /// Of the kernel's matrix with the noise.
    factor: Cholesky,
}

impl Process {
    fn fit(products: &Products, members: &[usize], centred: bool) -> Self {
        let n = members.len().max(1) as f64;
        let centring = f64::from(u8::from(centred));
        let mean_of = |i: &usize| centring * members.iter().map(|j| products.get(*i, *j)).sum::<f64>() / n;
        let means: Vec<f64> = members.iter().map(mean_of).collect();
        let mean = means.iter().sum::<f64>() / n;
        let length = |(position, i): (usize, &usize)| inverse_root(products.get(*i, *i) - 2.0 * means[position] + mean);
        let lengths: Vec<f64> = members.iter().enumerate().map(length).collect();
        let row = |(a, i): (usize, &usize)| {
            let kernel = members[..=a].iter().enumerate().map(|(b, j)| {
                (products.get(*i, *j) - means[a] - means[b] + mean) * lengths[a] * lengths[b]
                    + if a == b { LAMBDA } else { 0.0 }
            });
            kernel.collect::<Vec<f64>>()
        };
        let factor = Cholesky::new(members.iter().enumerate().map(row).collect());
        Self { means, mean, centring, lengths, factor }
    }

    /// The kernel between a picture and the members, from the products of their features. That of the picture with itself
    /// is one, as for all.
    fn kernel(&self, products: &[f64]) -> Vec<f64> {
        let own_mean = self.centring * products.iter().sum::<f64>() / products.len().max(1) as f64;
        let length = inverse_root(1.0 - 2.0 * own_mean + self.mean);
        let kernel = products.iter().zip(&self.means).zip(&self.lengths);
        kernel.map(|((product, mean), other)| (product - own_mean - mean + self.mean) * length * other).collect()
    }

    fn variance(&self, kernel: Vec<f64>) -> f64 {
        1.0 - self.factor.forward(kernel).iter().map(|value| value * value).sum::<f64>()
    }
}

fn inverse_root(square: f64) -> f64 {
    1.0 / square.max(1e-12).sqrt()
}

/// Square roots of an embedding, scaled to length one.
fn features(embedding: &Embedding) -> Vec<f32> {
    let roots: Vec<f32> = embedding.values().iter().map(|value| value.max(0.0).sqrt()).collect();
    debug_assert_eq!(roots.len(), EMBEDDING_LEN);
    vector::unit_vector(&roots)
}

/// At most [`MOST`] examples, as evenly over the classes as they come.
fn thinned(examples: &[Example]) -> Vec<&Example> {
    if examples.len() <= MOST {
        return examples.iter().collect();
    }
    let mut taken = HashMap::<ClassIndex, usize>::new();
    let mut ranked: Vec<(usize, usize)> = Vec::with_capacity(examples.len());
    for (position, example) in examples.iter().enumerate().rev() {
        let rank = taken.entry(example.class).or_insert(0);
        ranked.push((*rank, position));
        *rank += 1;
    }
    // The newest of each class first, then the second newest of each, and so on.
    ranked.sort_unstable();
    ranked.truncate(MOST);
    ranked.into_iter().map(|(_, position)| &examples[position]).collect()
}

/// The held-out part that each example belongs to, spread over the classes.
fn parts(classes: &[ClassIndex]) -> Vec<usize> {
    if classes.len() <= LEAVE_ONE_OUT {
        return (0..classes.len()).collect();
    }
    let mut seen = HashMap::<ClassIndex, usize>::new();
    let part = |class: &ClassIndex| {
        let place = seen.entry(*class).or_insert(usize::from(*class));
        *place += 1;
        (*place - 1) % FOLDS
    };
    classes.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    use super::*;

    /// A picture of a kind: what all share, what its kind has, and chance.
    fn picture(kind: usize, random: &mut StdRng) -> Embedding {
        let value = |i: usize| {
            let shared = if i.is_multiple_of(7) { 1.5 } else { 0.0 };
            let own = if i % 40 == kind { 1.0 } else { 0.0 };
            shared + own + random.random_range(0.0..0.6)
        };
        Embedding::new((0..EMBEDDING_LEN).map(value).collect()).unwrap()
    }

    fn bank(kinds: usize, shots: usize, random: &mut StdRng) -> ExampleBank {
        let mut bank = ExampleBank::new();
        for _ in 0..shots {
            for kind in 0..kinds {
                bank.add(kind as ClassIndex, picture(kind, random));
            }
        }
        bank
    }

    #[test]
    fn strangers_are_told_from_new_pictures_of_what_was_taught() {
        let mut random = StdRng::seed_from_u64(3);
        for (kinds, shots) in [(3, 10), (2, 5), (1, 8), (5, 30), (12, 40)] {
            let novelty = Novelty::fit(&bank(kinds, shots, &mut random));
            let known = (0..200).filter(|i| novelty.known(&picture(i % kinds, &mut random)) >= 0.5).count();
            let strange = (0..200).filter(|i| novelty.known(&picture(20 + i % 9, &mut random)) < 0.5).count();
            // From ten pictures the spread of what is known can only be guessed.
            let at_least = if kinds * shots <= 10 { 140 } else { 170 };
            assert!(known >= at_least, "{kinds} x {shots}: {known} of 200 known ones are known");
            assert!(strange >= 190, "{kinds} x {shots}: {strange} of 200 strangers are strange");
        }
    }

    #[test]
    fn too_few_pictures_say_nothing() {
        let mut random = StdRng::seed_from_u64(4);
        for bank in [ExampleBank::new(), bank(2, 1, &mut random)] {
            let novelty = Novelty::fit(&bank);
            assert_eq!(novelty.known(&picture(9, &mut random)), 1.0);
            assert_eq!(novelty.score(&picture(9, &mut random)), 0.0);
        }
    }

    #[test]
    fn pictures_that_are_all_the_same_know_themselves() {
        let mut random = StdRng::seed_from_u64(5);
        let mut same = ExampleBank::new();
        let one = picture(0, &mut random);
        for _ in 0..6 {
            same.add(0, one.clone());
        }
        let novelty = Novelty::fit(&same);
        assert!(novelty.known(&one) > 0.5);
        assert!(novelty.known(&picture(9, &mut random)).is_finite());
    }

    #[test]
    fn a_large_bank_is_thinned_evenly() {
        let mut random = StdRng::seed_from_u64(6);
        let mut large = bank(2, 300, &mut random);
        large.add(7, picture(7, &mut random));
        let kept = thinned(large.examples());
        let of = |class| kept.iter().filter(|example| example.class == class).count();
        assert_eq!((kept.len(), of(7)), (MOST, 1));
        assert!(of(0).abs_diff(of(1)) <= 1, "{} {}", of(0), of(1));
    }
}
