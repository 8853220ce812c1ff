//! The few vector operations that heads share. Not a linear algebra library: large products go through Burn.

use half::bf16;

/// Partial sums kept side by side so that the compiler can use the widest registers it may.
const LANES: usize = 16;

/// Scalar product. Where the lengths differ, the longer one's rest counts as zero.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let len = a.len().min(b.len());
    let (a, b) = (&a[..len], &b[..len]);
    let mut sums = [0.0_f32; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// [`dot`] with one side rounded.
pub(crate) fn dot_bf16(a: &[bf16], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a_chunks.remainder().iter().zip(b_chunks.remainder());
    let rest: f32 = rest.map(|(x, y)| f32::from_bits(u32::from(x.to_bits()) << 16) * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            // What `to_f32` does but for the check for NaN, of which an embedding has none.
            sums[lane] += f32::from_bits(u32::from(x[lane].to_bits()) << 16) * y[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// [`dot`] in double precision, for the triangular factors of [`Cholesky`].
pub(crate) fn dot_f64(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0_f64; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// `target += factor * source`, element by element.
pub(crate) fn add_scaled(target: &mut [f32], factor: f32, source: &[f32]) {
    for (t, s) in target.iter_mut().zip(source) {
        *t += factor * s;
    }
}

/// The vector scaled to length one; the zero vector stays as it is.
pub(crate) fn unit_vector(values: &[f32]) -> Vec<f32> {
    let norm = values.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>().sqrt();
    let factor = if norm > 0.0 { 1.0 / norm } else { 0.0 };
    values.iter().map(|v| (f64::from(*v) * factor) as f32).collect()
}

/// Softmax: positive numbers in the order of `scores` that sum to one; empty for no scores.
pub(crate) fn softmax(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

/// The lower triangular factor of a symmetric positive definite matrix.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky(Vec<Vec<f64>>);

impl Cholesky {
    /// Factors a matrix, of which only the lower triangle is read: row `i` holds at least `i + 1` numbers.
    pub(crate) fn new(mut a: Vec<Vec<f64>>) -> Self {
        for i in 0..a.len() {
            let (above, rest) = a.split_at_mut(i);
            let row = &mut rest[0];
            for (j, factor) in above.iter().enumerate() {
                row[j] = (row[j] - dot_f64(&row[..j], &factor[..j])) / factor[j];
            }
            // A ridge on the diagonal keeps this positive; the floor only guards against rounding.
            row[i] = (row[i] - dot_f64(&row[..i], &row[..i])).max(f64::MIN_POSITIVE).sqrt();
        }
        Self(a)
    }

    /// The solution `x` of `L x = b`, where `L` is the factor.
    pub(crate) fn forward(&self, mut b: Vec<f64>) -> Vec<f64> {
        for (i, row) in self.0.iter().enumerate() {
            b[i] = (b[i] - dot_f64(&row[..i], &b[..i])) / row[i];
        }
        b
    }

    /// The solution `x` of `a x = b`, where `a` is the matrix that was factored.
    pub(crate) fn solve(&self, b: Vec<f64>) -> Vec<f64> {
        let mut x = self.forward(b);
        for (i, row) in self.0.iter().enumerate().rev() {
            x[i] /= row[i];
            let solved = x[i];
            for (value, factor) in x[..i].iter_mut().zip(row) {
                *value -= solved * factor;
            }
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_counts_the_rest_beyond_full_chunks() {
        let a: Vec<f32> = (0..37).map(|i| i as f32).collect();
        assert_eq!(dot(&a, &[1.0; 37]), 666.0);
        assert_eq!(dot(&a, &[1.0, 1.0, 1.0]), 3.0, "the shorter one decides");
    }

    #[test]
    fn softmax_sums_to_one_even_for_huge_scores() {
        let p = softmax(&[1000.0, 999.0, -1000.0]);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(p[0] > p[1] && p[1] > p[2]);
        assert!(softmax(&[]).is_empty());
    }

    #[test]
    fn cholesky_solves_a_known_system() {
        // a = [[4, 2, 2], [2, 5, 3], [2, 3, 6]], x = [1, -2, 3]
        let factor = Cholesky::new(vec![vec![4.0], vec![2.0, 5.0], vec![2.0, 3.0, 6.0]]);
        let x = factor.solve(vec![6.0, 1.0, 14.0]);
        for (found, expected) in x.iter().zip([1.0, -2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-12, "{x:?}");
        }
    }
}
