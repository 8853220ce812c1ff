//! Whether a class falls into two parts.

use super::map::{centred, main_axis};
use crate::vector::{self, Cholesky};

/// Weight, as a share of their mean square, below which deviations of other classes explain nothing.
const NOISE: f64 = 0.1;
const ROUNDS: usize = 30;

/// A class in two parts.
#[derive(Debug)]
pub(super) struct Parts {
    /// Mean silhouette (Rousseeuw 1987): 0 for one cloud, 1 for two far apart.
    pub(super) silhouette: f64,
    /// Of the smaller part, 0..0.5.
    pub(super) share: f64,
    /// Squared distance between the parts' means, against that between classes; 1 where there is no other class.
    pub(super) distance: f64,
    /// Which members belong to the smaller part.
    pub(super) smaller: Vec<bool>,
}

/// The class cut in two by 2-means from its main axis.
///
/// Directions along which *other* classes vary, too (light, distance, the hand that holds it) are taken off first, as far as
/// the deviations of those classes from their own means explain them: two lights are not two things.
pub(super) fn cut(own: &[&[f32]], others: &[Vec<&[f32]>]) -> Option<Parts> {
    let metric = Metric::new(others);
    let mean = mean(own);
    let rows: Vec<Vec<f32>> = own.iter().map(|member| minus(member, &mean)).collect();
    let products = metric.products(&rows);
    let mut second: Vec<bool> = main_axis(&centred(&products), &[]).iter().map(|along| *along > 0.0).collect();
    for _ in 0..ROUNDS {
        let next = Sums::new(&products, &second)?.nearest(&second);
        if next == second {
            break;
        }
        second = next;
    }
    let sums = Sums::new(&products, &second)?;
    let [first_size, second_size] = sums.sizes;
    let small_is_second = second_size < first_size;
    let mut between: Vec<f64> = others
        .iter()
        .map(|other| {
            let apart = metric.products(&[minus(&mean, &self::mean(other))]);
            f64::from(apart[0][0])
        })
        .collect();
    between.sort_by(f64::total_cmp);
    let typical = between.get(between.len() / 2).copied();
    Some(Parts {
        silhouette: silhouette(&products, &second),
        share: first_size.min(second_size) as f64 / own.len() as f64,
        distance: typical.map_or(1.0, |typical| sums.apart() / typical.max(1e-9)),
        smaller: second.iter().map(|second| *second == small_is_second).collect(),
    })
}

/// Scalar products less what the deviations of other classes explain.
struct Metric {
    deviations: Vec<Vec<f32>>,
    factor: Cholesky,
}

impl Metric {
    fn new(others: &[Vec<&[f32]>]) -> Self {
        let mut deviations = Vec::new();
        for other in others {
            let mean = mean(other);
            deviations.extend(other.iter().map(|member| minus(member, &mean)));
        }
        let squares: f64 = deviations.iter().map(|row| f64::from(vector::dot(row, row))).sum();
        let noise = (NOISE * squares / deviations.len().max(1) as f64).max(1e-9);
        let system = deviations.iter().enumerate().map(|(i, a)| {
            let mut row: Vec<f64> = deviations[..=i].iter().map(|b| f64::from(vector::dot(a, b))).collect();
            row[i] += noise;
            row
        });
        let factor = Cholesky::new(system.collect());
        Self { deviations, factor }
    }

    fn products(&self, rows: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let explained: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| {
                self.factor.forward(self.deviations.iter().map(|other| f64::from(vector::dot(row, other))).collect())
            })
            .collect();
        let product = |a: usize, b: usize| {
            let less: f64 = explained[a].iter().zip(&explained[b]).map(|(x, y)| x * y).sum();
            vector::dot(&rows[a], &rows[b]) - less as f32
        };
        (0..rows.len()).map(|a| (0..rows.len()).map(|b| product(a, b)).collect()).collect()
    }
}

/// Sums of products by part.
struct Sums {
    sizes: [usize; 2],
    /// Of each member with each part.
    members: Vec<[f64; 2]>,
    /// Of each part with each part.
    parts: [[f64; 2]; 2],
}

impl Sums {
    /// None if a part is empty.
    fn new(products: &[Vec<f32>], second: &[bool]) -> Option<Self> {
        let mut sums = Self { sizes: [0; 2], members: Vec::with_capacity(second.len()), parts: [[0.0; 2]; 2] };
        for (row, own) in products.iter().zip(second) {
            let mut member = [0.0; 2];
            for (product, part) in row.iter().zip(second) {
                member[usize::from(*part)] += f64::from(*product);
            }
            sums.sizes[usize::from(*own)] += 1;
            (0..2).for_each(|part| sums.parts[usize::from(*own)][part] += member[part]);
            sums.members.push(member);
        }
        (!sums.sizes.contains(&0)).then_some(sums)
    }

    /// Which members are nearer to the mean of the second part.
    fn nearest(&self, second: &[bool]) -> Vec<bool> {
        let distance = |member: &[f64; 2], part: usize| {
            let size = self.sizes[part] as f64;
            self.parts[part][part] / (size * size) - 2.0 * member[part] / size
        };
        let nearer = |member: &[f64; 2]| distance(member, 1).partial_cmp(&distance(member, 0));
        let decide = |(member, own): (&[f64; 2], &bool)| match nearer(member) {
            Some(std::cmp::Ordering::Less) => true,
            Some(std::cmp::Ordering::Greater) => false,
            _ => *own,
        };
        self.members.iter().zip(second).map(decide).collect()
    }

    /// Squared distance between the means of the parts.
    fn apart(&self) -> f64 {
        let [a, b] = self.sizes.map(|size| size as f64);
        self.parts[0][0] / (a * a) + self.parts[1][1] / (b * b) - 2.0 * self.parts[0][1] / (a * b)
    }
}

fn silhouette(products: &[Vec<f32>], second: &[bool]) -> f64 {
    let mut sum = 0.0;
    for (i, own) in second.iter().enumerate() {
        let mut distances = [(0.0, 0_usize); 2];
        for (j, part) in second.iter().enumerate().filter(|(j, _)| *j != i) {
            let (total, count) = &mut distances[usize::from(part == own)];
            *total += f64::from(products[i][i] + products[j][j] - 2.0 * products[i][j]);
            *count += 1;
        }
        let [(other, others), (same, alike)] = distances;
        if alike > 0 && others > 0 {
            let (other, same) = (other / others as f64, same / alike as f64);
            sum += (other - same) / other.max(same).max(1e-12);
        }
    }
    sum / second.len().max(1) as f64
}

fn mean(members: &[&[f32]]) -> Vec<f32> {
    let mut mean = vec![0.0; members.first().map_or(0, |member| member.len())];
    members.iter().for_each(|member| vector::add_scaled(&mut mean, 1.0 / members.len() as f32, member));
    mean
}

fn minus(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}
