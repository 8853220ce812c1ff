//! Reads safetensors files: our weights and the reference pictures. Checks presence and shape; knows no network.

use std::fs;
use std::path::{Path, PathBuf};

use half::f16;
use safetensors::{Dtype, SafeTensors};

use crate::failure::Failure;

/// A safetensors file in memory.
pub(crate) struct TensorFile {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl TensorFile {
    /// Reads the file.
    pub(crate) fn read(path: PathBuf) -> Result<Self, Failure> {
        let bytes = fs::read(&path)
            .map_err(|error| Failure::new(format!("{}: {error}; name an existing file", path.display())))?;
        Ok(Self { path, bytes })
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A tensor as single precision, whichever of U8, F16 and F32 the file holds.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Failure> {
        let failure = |words: String| Failure::new(format!("{}: {words}", self.path.display()));
        let file = SafeTensors::deserialize(&self.bytes)
            .map_err(|error| failure(format!("no whole safetensors file ({error}); restore it from the repository")))?;
        let tensor = file
            .tensor(name)
            .map_err(|_| failure(format!("no tensor `{name}`; name the file of EfficientNet-Lite0, not another")))?;
        if tensor.shape() != shape {
            return Err(failure(format!("tensor `{name}` has the shape {:?}, expected {shape:?}", tensor.shape())));
        }
        match tensor.dtype() {
            Dtype::U8 => Ok(tensor.data().iter().map(|&byte| f32::from(byte)).collect()),
            Dtype::F16 => {
                Ok(tensor.data().as_chunks().0.iter().map(|&pair| f16::from_le_bytes(pair).to_f32()).collect())
            }
            Dtype::F32 => Ok(tensor.data().as_chunks().0.iter().map(|&four| f32::from_le_bytes(four)).collect()),
            other => Err(failure(format!("tensor `{name}` holds {other:?}, expected U8, F16 or F32"))),
        }
    }
}
