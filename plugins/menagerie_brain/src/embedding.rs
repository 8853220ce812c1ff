//! The embedding: what the backbone makes of a picture and every head learns from.

use std::sync::Arc;

use menagerie_lesson::direction;
pub(crate) use menagerie_lesson::{EMBEDDING_LEN, HEAD_LEN};
use thiserror::Error;

use crate::vector;

/// Depths of the network that an embedding looks from.
pub(crate) const DEPTHS: usize = 2;

/// What is wrong with numbers that should have been an embedding.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EmbeddingError {
    /// It has another length.
    #[error("an embedding has {EMBEDDING_LEN} numbers, but this one has {found}; was it made with another network?")]
    WrongLength {
        /// Numbers found.
        found: usize,
    },
    /// One of its numbers is infinite or not a number.
    #[error("number {index} of the embedding is {value}, not a finite number; take the picture again")]
    NotFinite {
        /// Position of the first such number.
        index: usize,
        /// The number itself.
        value: f32,
    },
}

/// [`EMBEDDING_LEN`] finite numbers, with their direction, which is what heads compare: the square roots of both parts
/// (Hellinger's kernel; Arandjelovic and Zisserman 2012), each part scaled to the same length, together of length one.
/// Checked once when made, so that nothing behind it can fail; cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    values: Arc<[f32]>,
    direction: Arc<[f32]>,
}

impl Embedding {
    /// Checks length and finiteness.
    pub fn new(values: Vec<f32>) -> Result<Self, EmbeddingError> {
        if values.len() != EMBEDDING_LEN {
            return Err(EmbeddingError::WrongLength { found: values.len() });
        }
        if let Some(index) = values.iter().position(|value| !value.is_finite()) {
            return Err(EmbeddingError::NotFinite { index, value: values[index] });
        }
        let direction = direction(&values).into();
        Ok(Self { values: values.into(), direction })
    }

    /// The numbers as the backbone gave them, each in 0..6.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The same numbers, shared instead of copied.
    pub fn shared(&self) -> Arc<[f32]> {
        Arc::clone(&self.values)
    }

    /// What heads compare, `[2432]`, of length one; a part that is all zeros stays so.
    pub fn direction(&self) -> &[f32] {
        &self.direction
    }

    /// The part of the direction that each depth of the network gave, of length one over the square root of two.
    pub(crate) fn depths(&self) -> [&[f32]; DEPTHS] {
        let (head, middle) = self.direction.split_at(HEAD_LEN);
        [head, middle]
    }

    /// Cosine of the angle between two directions: 1 for the same one, 0 where either is all zeros.
    pub fn cosine(&self, other: &Self) -> f32 {
        vector::dot(&self.direction, &other.direction)
    }
}

impl TryFrom<Vec<f32>> for Embedding {
    type Error = EmbeddingError;

    fn try_from(values: Vec<f32>) -> Result<Self, EmbeddingError> {
        Self::new(values)
    }
}

#[cfg(test)]
mod tests {
    use menagerie_lesson::MIDDLE_LEN;

    use super::*;

    #[test]
    fn wrong_length_and_non_finite_numbers_are_refused() {
        assert_eq!(Embedding::new(vec![0.0; 3]), Err(EmbeddingError::WrongLength { found: 3 }));
        let mut values = vec![1.0; EMBEDDING_LEN];
        values[7] = f32::INFINITY;
        assert_eq!(Embedding::new(values), Err(EmbeddingError::NotFinite { index: 7, value: f32::INFINITY }));
        let mut values = vec![1.0; EMBEDDING_LEN];
        values[EMBEDDING_LEN - 1] = f32::NAN;
        assert!(matches!(Embedding::new(values), Err(EmbeddingError::NotFinite { index: 2431, .. })));
    }

    #[test]
    fn both_depths_weigh_the_same_whatever_their_numbers() {
        let mut values = vec![4.0; HEAD_LEN];
        values.extend(vec![0.01; MIDDLE_LEN]);
        let embedding = Embedding::new(values).unwrap();
        let square = |part: &[f32]| part.iter().map(|value| value * value).sum::<f32>();
        let [head, middle] = embedding.depths();
        assert!((square(head) - 0.5).abs() < 1e-5 && (square(middle) - 0.5).abs() < 1e-5);
    }

    #[test]
    fn cosine_ignores_length() {
        let a = Embedding::new((0..EMBEDDING_LEN).map(|i| i as f32).collect()).unwrap();
        let b = Embedding::new((0..EMBEDDING_LEN).map(|i| 3.0 * i as f32).collect()).unwrap();
        assert!((a.cosine(&b) - 1.0).abs() < 1e-5);
        let zero = Embedding::new(vec![0.0; EMBEDDING_LEN]).unwrap();
        assert_eq!(a.cosine(&zero), 0.0);
    }
}
