//! tract as a peer: loads an ONNX file, checks the embedding, times the network. One thread, which is tract's own way.

use std::path::Path;

use tract_onnx::prelude::*;

use crate::failure::Failure;
use crate::network::{EMBEDDING_LEN, INPUT_SIDE};
use crate::tensors::TensorFile;
use crate::timing::{Timing, quantile_millis, time};

/// Floats in an input.
const INPUT_LEN: usize = 3 * INPUT_SIDE * INPUT_SIDE;

/// Pictures in the reference file.
const REFERENCE_COUNT: usize = 8;

/// The network, optimised by tract and ready to run.
pub(crate) struct Tract(Arc<TypedRunnableModel>);

impl Tract {
    /// Loads and optimises an ONNX file.
    pub(crate) fn load(onnx: &Path) -> Result<Self, Failure> {
        let load = || tract_onnx::onnx().model_for_path(onnx)?.into_optimized()?.into_runnable();
        let remedy = "make it with `peers write-onnx`";
        load().map(Self).map_err(|error| Failure::new(format!("{}: {error:#}; {remedy}", onnx.display())))
    }

    /// Times `runs` runs of one picture.
    pub(crate) fn time(&self, runs: usize) -> Result<Timing, Failure> {
        // Any numbers but zeros will do, in the range of real input.
        let pattern: Vec<f32> = (0..INPUT_LEN).map(|i| prepare((i * 31 % 256) as f32)).collect();
        let input = tensor(&pattern)?;
        let mut state = self.0.spawn().map_err(|error| run_failure(&error))?;
        let times = time(runs, || match state.run(tvec!(input.clone())) {
            Ok(_) => Ok(()),
            Err(error) => Err(run_failure(&error)),
        })?;
        Ok(Timing {
            engine: "tract",
            version: version(),
            threads: 1,
            median_millis: quantile_millis(&times, 0.5),
            p99_millis: quantile_millis(&times, 0.99),
        })
    }

    /// The smallest cosine between tract's embeddings of the reference pictures and those of the file.
    pub(crate) fn smallest_cosine(&self, reference: &TensorFile) -> Result<f32, Failure> {
        let pictures = reference.floats("image_u8_nhwc", &[REFERENCE_COUNT, INPUT_SIDE, INPUT_SIDE, 3])?;
        let expected = reference.floats("features", &[REFERENCE_COUNT, EMBEDDING_LEN])?;
        let mut smallest = 1.0_f32;
        for (picture, expected) in pictures.chunks(INPUT_LEN).zip(expected.chunks(EMBEDDING_LEN)) {
            let planes = (0..3).flat_map(|channel| picture.iter().skip(channel).step_by(3));
            let planes: Vec<f32> = planes.map(|&value| prepare(value)).collect();
            smallest = smallest.min(cosine(&self.embedding(&planes)?, expected));
        }
        Ok(smallest)
    }

    /// # Shapes
    /// - `planes`: `[3, 224, 224]`
    /// - output: `[1280]`
    fn embedding(&self, planes: &[f32]) -> Result<Vec<f32>, Failure> {
        let outputs = self.0.run(tvec!(tensor(planes)?)).map_err(|error| run_failure(&error))?;
        let embedding = outputs[0].to_plain_array_view::<f32>().map_err(|error| run_failure(&error))?;
        Ok(embedding.iter().copied().collect())
    }
}

fn tensor(planes: &[f32]) -> Result<TValue, Failure> {
    let tensor = Tensor::from_shape(&[1, 3, INPUT_SIDE, INPUT_SIDE], planes).map_err(|error| run_failure(&error))?;
    Ok(tensor.into_tvalue())
}

/// From a byte of a picture to what the network was trained with.
fn prepare(byte: f32) -> f32 {
    (byte - 127.0) / 128.0
}

fn run_failure(error: &TractError) -> Failure {
    Failure::new(format!("tract could not run the network: {error:#}; make the file anew with `peers write-onnx`"))
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// The version of tract in use. tract does not say it, so it is read from our own lock file.
fn version() -> String {
    let lock = include_str!("../Cargo.lock");
    let entry = lock.split("[[package]]").find(|entry| entry.contains("name = \"tract-onnx\""));
    let line = entry.and_then(|entry| entry.lines().find_map(|line| line.strip_prefix("version = ")));
    line.map_or_else(|| "unknown".into(), |quoted| quoted.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found() {
        assert!(version().starts_with("0."), "{}", version());
    }
}
