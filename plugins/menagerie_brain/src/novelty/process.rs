//! The signs of a stranger: Gaussian processes over what was taught, on one depth of the network.
//!
//! Source: Rasmussen and Williams 2006, chapter 2, with the linear kernel on directions.

use crate::vector::{self, Cholesky};

/// What is looked at, on each depth: in order the variance without the mean, the variance with it, the highest class score,
/// its lead, and the variance within the answered class, turned so that each is higher for strangers.
pub(super) const SIGNS: usize = 5;

/// Noise of the Gaussian processes, for features of length one.
const LAMBDA: f64 = 0.1;

/// The Gaussian processes of one depth.
#[derive(Debug, Clone)]
pub(super) struct Processes {
    centring: Centring,
    /// With the mean of all pictures taken off: what they share, ground and light, makes no stranger look familiar.
    centred: Cholesky,
    /// With the mean left on: strangers before another ground.
    whole: Cholesky,
    /// Of the centred process, `[classes][examples]`: ridge regression onto the classes.
    weights: Vec<Vec<f64>>,
    /// Within each class: its members, and their part of the centred process.
    classes: Vec<(Vec<usize>, Cholesky)>,
}

impl Processes {
    /// Learns features of length one.
    ///
    /// # Shapes
    /// - `products`: scalar products of all features, row `i` has at least `i + 1` numbers
    /// - `members`: positions of those learned
    /// - `places`: class of every feature, 0..classes
    pub(super) fn fit(products: &[Vec<f32>], members: &[usize], places: &[usize], classes: usize) -> Self {
        let product = |i: usize, j: usize| f64::from(products[members[i].max(members[j])][members[i].min(members[j])]);
        let count = members.len();
        let centring = Centring::new(count, product);
        let kernel = |i: usize, j: usize| centring.apply(i, j, product(i, j));
        let factor = |positions: &[usize], kernel: &dyn Fn(usize, usize) -> f64| {
            let row = |(a, i): (usize, &usize)| {
                let noisy = |(b, j): (usize, &usize)| kernel(*i, *j) + if a == b { LAMBDA } else { 0.0 };
                positions[..=a].iter().enumerate().map(noisy).collect::<Vec<f64>>()
            };
            Cholesky::new(positions.iter().enumerate().map(row).collect())
        };
        let all: Vec<usize> = (0..count).collect();
        let centred = factor(&all, &kernel);
        let of_class = |class: usize| -> Vec<usize> { (0..count).filter(|i| places[members[*i]] == class).collect() };
        let taught: Vec<Vec<usize>> = (0..classes).map(of_class).filter(|own| !own.is_empty()).collect();
        let share = 1.0 / taught.len().max(1) as f64;
        let weights = taught.iter().map(|own| {
            let mut targets = vec![-share; count];
            own.iter().for_each(|i| targets[*i] += 1.0);
            centred.solve(targets)
        });
        Self {
            weights: weights.collect(),
            whole: factor(&all, &product),
            classes: taught.into_iter().map(|own| (own.clone(), factor(&own, &kernel))).collect(),
            centred,
            centring,
        }
    }

    /// What speaks for a stranger, from the products of a picture's feature with those of the members.
    pub(super) fn signs(&self, products: Vec<f64>) -> [f64; SIGNS] {
        let kernel = self.centring.row(&products);
        let whole = variance(&self.whole, products);
        if self.classes.len() < 2 {
            // The mean of a single class is what makes it one, and its score is the same for all.
            return [0.0, whole, 0.0, 0.0, 0.0];
        }
        let scores: Vec<f64> = self.weights.iter().map(|weights| vector::dot_f64(weights, &kernel)).collect();
        let (mut best, mut second) = ((0, f64::NEG_INFINITY), f64::NEG_INFINITY);
        for (class, score) in scores.into_iter().enumerate() {
            if score > best.1 {
                (best, second) = ((class, score), best.1);
            } else {
                second = second.max(score);
            }
        }
        let (members, factor) = &self.classes[best.0];
        let own = variance(factor, members.iter().map(|i| kernel[*i]).collect());
        [variance(&self.centred, kernel), whole, -best.1, second - best.1, own]
    }
}

/// The variance that is left of a picture, from its kernel with the examples; that with itself is one, as for all.
fn variance(factor: &Cholesky, kernel: Vec<f64>) -> f64 {
    1.0 - factor.forward(kernel).iter().map(|value| value * value).sum::<f64>()
}

/// Takes the mean of all members off and scales what is left to length one, all in terms of scalar products.
#[derive(Debug, Clone)]
struct Centring {
    /// Mean of each member's products with all of them, and the mean of those.
    means: Vec<f64>,
    mean: f64,
    /// One over each member's length once the mean is off.
    lengths: Vec<f64>,
}

impl Centring {
    fn new(count: usize, product: impl Fn(usize, usize) -> f64) -> Self {
        let n = count.max(1) as f64;
        let means: Vec<f64> = (0..count).map(|i| (0..count).map(|j| product(i, j)).sum::<f64>() / n).collect();
        let mean = means.iter().sum::<f64>() / n;
        let lengths = (0..count).map(|i| inverse_root(product(i, i) - 2.0 * means[i] + mean)).collect();
        Self { means, mean, lengths }
    }

    fn apply(&self, i: usize, j: usize, product: f64) -> f64 {
        (product - self.means[i] - self.means[j] + self.mean) * self.lengths[i] * self.lengths[j]
    }

    /// The kernel between a picture and the members.
    fn row(&self, products: &[f64]) -> Vec<f64> {
        let own = products.iter().sum::<f64>() / products.len().max(1) as f64;
        let length = inverse_root(1.0 - 2.0 * own + self.mean);
        let row = products.iter().zip(&self.means).zip(&self.lengths);
        row.map(|((product, mean), other)| (product - own - mean + self.mean) * length * other).collect()
    }
}

fn inverse_root(square: f64) -> f64 {
    1.0 / square.max(1e-12).sqrt()
}
