//! Strangers: embeddings of photographs of many kinds of things, shipped with the network, against which "never seen" is
//! calibrated while a lesson has few views. No pictures can be reconstructed from these numbers.

use safetensors::SafeTensors;

use crate::embedding::{EMBEDDING_LEN, Embedding};
use crate::weights::{self, ModelError};

/// Name of the tensor in the file, `[n, 2432]`.
pub const STRANGERS: &str = "strangers";

/// Things that nobody teaches here.
#[derive(Debug, Clone, Default)]
pub struct Strangers(Vec<Embedding>);

impl Strangers {
    /// These.
    pub fn new(embeddings: Vec<Embedding>) -> Self {
        Self(embeddings)
    }

    /// Reads them from the bytes of `strangers.safetensors`.
    ///
    /// # Errors
    /// What is wrong with the bytes and the remedy; the caller adds the file's name.
    pub fn from_safetensors(bytes: &[u8]) -> Result<Self, ModelError> {
        let file: SafeTensors<'_> = weights::open(bytes)?;
        let count = file.tensor(STRANGERS).map_or(0, |view| view.shape().first().copied().unwrap_or_default());
        let values = weights::read(&file, STRANGERS, &[count, EMBEDDING_LEN])?;
        let embeddings = values.chunks_exact(EMBEDDING_LEN).map(|values| Embedding::new(values.to_vec()));
        let embeddings = embeddings.collect::<Result<_, _>>();
        Ok(Self(embeddings.map_err(|error| ModelError::Device { reason: error.to_string() })?))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Embedding> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use safetensors::tensor::{Dtype, TensorView};

    use super::*;

    #[test]
    fn strangers_come_back_and_damage_is_told() {
        let values: Vec<u8> = (0..2 * EMBEDDING_LEN).flat_map(|i| ((i % 5) as f32).to_le_bytes()).collect();
        let view = TensorView::new(Dtype::F32, vec![2, EMBEDDING_LEN], &values).unwrap();
        let bytes = safetensors::serialize([(STRANGERS, view)], None).unwrap();
        let found = Strangers::from_safetensors(&bytes).unwrap();
        assert_eq!((found.len(), found.is_empty()), (2, false));
        assert!(Strangers::from_safetensors(&bytes[..900]).unwrap_err().to_string().contains("damaged"));
        let other = TensorView::new(Dtype::F32, vec![2, EMBEDDING_LEN], &values).unwrap();
        let bytes = safetensors::serialize([("else", other)], None).unwrap();
        assert!(Strangers::from_safetensors(&bytes).unwrap_err().to_string().contains("strangers"));
    }
}
