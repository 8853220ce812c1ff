//! Examples on a plane, so that alike ones lie together: t-SNE (van der Maaten and Hinton 2008) from the two main axes, on
//! [`MOST_PLACED`] examples; the others go to their nearest. No chance is involved: the same bank gives the same map.

use super::spread;
use crate::example::Example;
use crate::vector;

/// Examples that t-SNE places, at most: its cost is their square, a second.
const MOST_PLACED: usize = 600;
/// Fewer than this are shown along their main axes: there is no neighbourhood to keep.
const FEWEST: usize = 6;
/// Neighbours that count, roughly, at most.
const PERPLEXITY: f64 = 30.0;
const ITERATIONS: usize = 400;
/// Iterations during which neighbours attract more, so that clusters form ...
const EARLY: usize = 100;
/// ... by this factor.
const EXAGGERATION: f32 = 12.0;
const LEARNING_RATE: f32 = 50.0;
/// Momentum early and late, as in the paper.
const MOMENTUM: [f32; 2] = [0.5, 0.8];
/// Neighbours that place an example which t-SNE did not, and how much more a nearer one counts.
const NEIGHBOURS: usize = 3;
const SHARPNESS: f32 = 40.0;
/// Steps of power iteration.
const POWERS: usize = 60;
/// Free space around the points.
const MARGIN: f32 = 0.03;

/// A place for every example, 0..1.
pub(super) fn project(examples: &[Example], goes_on: &dyn Fn() -> bool) -> Option<Vec<[f32; 2]>> {
    let placed = spread(examples, 0..examples.len(), MOST_PLACED);
    let directions: Vec<&[f32]> = placed.iter().map(|at| examples[*at].embedding.direction()).collect();
    let mut products: Vec<Vec<f32>> = Vec::with_capacity(placed.len());
    for a in &directions {
        products.push(directions.iter().map(|b| vector::dot(a, b)).collect());
        if !goes_on() {
            return None;
        }
    }
    let axes = main_axes(&products);
    let points = if placed.len() < FEWEST { axes } else { neighbourhoods(&products, axes, goes_on)? };
    let mut all = vec![[0.0; 2]; examples.len()];
    let mut done = vec![false; examples.len()];
    for (point, at) in points.iter().zip(&placed) {
        (all[*at], done[*at]) = (*point, true);
    }
    for (at, example) in examples.iter().enumerate().filter(|(at, _)| !done[*at]) {
        let mut near: Vec<(f32, usize)> =
            directions.iter().map(|b| vector::dot(b, example.embedding.direction())).zip(0..).collect();
        near.select_nth_unstable_by(NEIGHBOURS, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(NEIGHBOURS);
        let weights = vector::softmax(&near.iter().map(|(cosine, _)| SHARPNESS * cosine).collect::<Vec<_>>());
        for ((_, neighbour), weight) in near.iter().zip(weights) {
            (0..2).for_each(|axis| all[at][axis] += weight * points[*neighbour][axis]);
        }
        if at % 100 == 0 && !goes_on() {
            return None;
        }
    }
    fit_into_square(&mut all);
    Some(all)
}

/// The two main axes of the examples, from their scalar products with the mean taken off.
fn main_axes(products: &[Vec<f32>]) -> Vec<[f32; 2]> {
    let centred = centred(products);
    let first = main_axis(&centred, &[]);
    let second = main_axis(&centred, &first);
    let length = |axis: &[f32]| {
        let along: Vec<f32> = centred.iter().map(|row| vector::dot(row, axis)).collect();
        vector::dot(&along, &along).sqrt().sqrt()
    };
    let (a, b) = (length(&first), length(&second));
    first.iter().zip(&second).map(|(x, y)| [x * a, y * b]).collect()
}

/// The main axis of a symmetric matrix at a right angle to another one, by power iteration.
pub(super) fn main_axis(matrix: &[Vec<f32>], other: &[f32]) -> Vec<f32> {
    // A start without pattern; any will do that is not at a right angle to the axis.
    let mut axis: Vec<f32> = (0..matrix.len()).map(|i| ((i * 7919 + 13) % 101) as f32 / 50.0 - 1.0).collect();
    for _ in 0..POWERS {
        let along = vector::dot(&axis, other);
        vector::add_scaled(&mut axis, -along, other);
        axis = vector::unit_vector(&matrix.iter().map(|row| vector::dot(row, &axis)).collect::<Vec<_>>());
    }
    axis
}

/// Scalar products about the mean.
pub(super) fn centred(products: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let n = products.len().max(1) as f32;
    let means: Vec<f32> = products.iter().map(|row| row.iter().sum::<f32>() / n).collect();
    let mean = means.iter().sum::<f32>() / n;
    let row = |(row, own): (&Vec<f32>, &f32)| row.iter().zip(&means).map(|(p, other)| p - own - other + mean).collect();
    products.iter().zip(&means).map(row).collect()
}

fn neighbourhoods(products: &[Vec<f32>], start: Vec<[f32; 2]>, goes_on: &dyn Fn() -> bool) -> Option<Vec<[f32; 2]>> {
    let n = products.len();
    let shares = shares(products);
    let spread = (start.iter().map(|point| point[0] * point[0]).sum::<f32>() / n as f32).sqrt().max(1e-9);
    let mut points: Vec<[f32; 2]> = start.iter().map(|point| point.map(|value| value / spread * 1e-4)).collect();
    let (mut speeds, mut gains) = (vec![[0.0_f32; 2]; n], vec![[1.0_f32; 2]; n]);
    for iteration in 0..ITERATIONS {
        let early = iteration < EARLY;
        let forces = forces(&shares, &points, if early { EXAGGERATION } else { 1.0 });
        let momentum = MOMENTUM[usize::from(!early)];
        for (i, force) in forces.iter().enumerate() {
            for axis in 0..2 {
                let (speed, gain) = (&mut speeds[i][axis], &mut gains[i][axis]);
                *gain = if (force[axis] > 0.0) == (*speed > 0.0) { (*gain * 0.8).max(0.01) } else { *gain + 0.2 };
                *speed = momentum * *speed - LEARNING_RATE * *gain * force[axis];
                points[i][axis] += *speed;
            }
        }
        if !goes_on() {
            return None;
        }
    }
    Some(points)
}

/// How much each pair belongs together: normal distributions whose widths give each example as many neighbours.
fn shares(products: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let n = products.len();
    let entropy = PERPLEXITY.min((n - 1) as f64 / 3.0).max(1.5).ln();
    let mut shares = vec![vec![0.0_f32; n]; n];
    for (i, row) in products.iter().enumerate() {
        let distances: Vec<f64> = row.iter().map(|product| 2.0 - 2.0 * f64::from(*product)).collect();
        let nearest = (0..n).filter(|j| *j != i).map(|j| distances[j]).fold(f64::INFINITY, f64::min);
        let (mut sharp, mut least, mut most) = (1.0_f64, 0.0_f64, f64::INFINITY);
        let mut own = vec![0.0; n];
        for _ in 0..60 {
            let weight = |j: usize| if j == i { 0.0 } else { (-(distances[j] - nearest) * sharp).exp() };
            own = (0..n).map(weight).collect();
            let sum: f64 = own.iter().sum();
            let mean: f64 = own.iter().zip(&distances).map(|(w, d)| w * (d - nearest)).sum::<f64>() / sum;
            own.iter_mut().for_each(|weight| *weight /= sum);
            if sum.ln() + sharp * mean > entropy {
                least = sharp;
                sharp = if most.is_finite() { (least + most) / 2.0 } else { sharp * 2.0 };
            } else {
                most = sharp;
                sharp = (least + most) / 2.0;
            }
        }
        for (j, weight) in own.into_iter().enumerate() {
            let half = (weight / (2.0 * n as f64)) as f32;
            shares[i][j] += half;
            shares[j][i] += half;
        }
    }
    shares
}

/// The gradient of the divergence between neighbourhoods on the plane and among the examples.
fn forces(shares: &[Vec<f32>], points: &[[f32; 2]], exaggeration: f32) -> Vec<[f32; 2]> {
    let (mut sum, mut parts) = (0.0_f32, Vec::with_capacity(points.len()));
    for (row, [x, y]) in shares.iter().zip(points) {
        let (mut own, mut pull, mut push) = (0.0_f32, [0.0_f32; 2], [0.0_f32; 2]);
        for (share, [other_x, other_y]) in row.iter().zip(points) {
            let (dx, dy) = (x - other_x, y - other_y);
            let near = 1.0 / (1.0 + dx * dx + dy * dy);
            let (attraction, repulsion) = (share * near, near * near);
            own += near;
            pull = [pull[0] + attraction * dx, pull[1] + attraction * dy];
            push = [push[0] + repulsion * dx, push[1] + repulsion * dy];
        }
        // Each counts itself once.
        sum += own - 1.0;
        parts.push((pull, push));
    }
    let scale = 1.0 / sum.max(1e-12);
    let force =
        |(pull, push): ([f32; 2], [f32; 2])| [0, 1].map(|axis| 4.0 * (exaggeration * pull[axis] - scale * push[axis]));
    parts.into_iter().map(force).collect()
}

/// Moves and scales the points into the unit square, the same along both axes.
fn fit_into_square(points: &mut [[f32; 2]]) {
    let mut widest = 1e-9_f32;
    let mut middles = [0.0; 2];
    for axis in 0..2 {
        let low = points.iter().map(|point| point[axis]).fold(f32::INFINITY, f32::min);
        let high = points.iter().map(|point| point[axis]).fold(f32::NEG_INFINITY, f32::max);
        middles[axis] = (low + high) / 2.0;
        widest = widest.max(high - low);
    }
    let scale = (1.0 - 2.0 * MARGIN) / widest;
    for point in points {
        *point = [0, 1].map(|axis| (0.5 + (point[axis] - middles[axis]) * scale).clamp(0.0, 1.0));
    }
}
