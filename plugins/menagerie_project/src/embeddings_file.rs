//! The embeddings as a safetensors file: `ids` `[pictures]`, `embeddings` `[pictures, 2432]`, and in its metadata the
//! fingerprint of the network that made them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use menagerie_lesson::{EMBEDDING_LEN, ExampleId};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensorError, SafeTensors};

use crate::head_file;
use crate::project::ProjectPicture;

/// What stands in the metadata before the fingerprint of the network that made them.
const NETWORK: &str = "network";

/// `None` when no picture has one. An invalid one is left out: it can be computed again.
pub(crate) fn bytes(
    pictures: &[ProjectPicture],
    embedded_by: Option<&str>,
) -> Result<Option<Vec<u8>>, SafeTensorError> {
    let sound = |values: &[f32]| values.len() == EMBEDDING_LEN && values.iter().all(|value| value.is_finite());
    let kept: Vec<(ExampleId, &[f32])> = (pictures.iter())
        .filter_map(|picture| Some((picture.id, picture.embedding.as_deref().filter(|values| sound(values))?)))
        .collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let ids: Vec<u8> = kept.iter().flat_map(|(id, _)| id.0.to_le_bytes()).collect();
    let values: Vec<u8> = kept.iter().flat_map(|(_, values)| *values).flat_map(|value| value.to_le_bytes()).collect();
    let tensors = [
        ("embeddings", TensorView::new(Dtype::F32, vec![kept.len(), EMBEDDING_LEN], &values)?),
        ("ids", TensorView::new(Dtype::U64, vec![kept.len()], &ids)?),
    ];
    let metadata = embedded_by.map(|network| HashMap::from([(NETWORK.to_owned(), network.to_owned())]));
    safetensors::serialize(tensors, metadata).map(Some)
}

/// What a file of embeddings holds.
#[derive(Default)]
pub(crate) struct Embeddings {
    pub(crate) by_picture: BTreeMap<ExampleId, Arc<[f32]>>,
    /// The network that made them, if it says so.
    pub(crate) embedded_by: Option<String>,
}

pub(crate) fn read(bytes: &[u8]) -> Result<Embeddings, String> {
    let file = head_file::open(bytes)?;
    let tensor = |name: &str, kind: Dtype| {
        let view = file.tensor(name).map_err(|error| format!("tensor `{name}`: {error}"))?;
        if view.dtype() == kind {
            Ok(view)
        } else {
            Err(format!("tensor `{name}` contains {:?}, not {kind:?}", view.dtype()))
        }
    };
    let (ids, values) = (tensor("ids", Dtype::U64)?, tensor("embeddings", Dtype::F32)?);
    let n = ids.data().len() / size_of::<u64>();
    if ids.shape() != [n] || values.shape() != [n, EMBEDDING_LEN] {
        return Err(format!("the shapes {:?} and {:?} do not match", ids.shape(), values.shape()));
    }
    let ids = ids.data().as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
    let rows = values.data().chunks_exact(EMBEDDING_LEN * size_of::<f32>());
    let mut embeddings = BTreeMap::new();
    for (id, row) in ids.zip(rows) {
        let row: Arc<[f32]> = row.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        // One that is damaged is computed again, like one that is missing.
        if row.iter().all(|value| value.is_finite()) {
            embeddings.insert(ExampleId(id), row);
        }
    }
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| error.to_string())?;
    let embedded_by = header.metadata().as_ref().and_then(|map| map.get(NETWORK)).cloned();
    Ok(Embeddings { by_picture: embeddings, embedded_by })
}
