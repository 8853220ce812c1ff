//! The engine against Burn, on every instruction set of this machine, at sizes that leave tiles over.

use burn::tensor::{Device, Tensor, TensorData};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::network::{ConvWeights, EfficientNetLite};

/// Weights that keep activations at the size they have in the real network (He et al. 2015).
fn random_weights() -> NetworkWeights {
    let mut rng = StdRng::seed_from_u64(7);
    NetworkWeights::try_from_layers(|spec| {
        let shape = spec.config.weight_shape();
        let scale = (6.0 / (shape[1] * shape[2] * shape[3]) as f32).sqrt();
        let weight = (0..shape.iter().product()).map(|_| rng.random_range(-scale..scale)).collect();
        let bias = (0..shape[0]).map(|_| rng.random_range(-0.5..0.5)).collect();
        Ok::<_, std::convert::Infallible>(ConvWeights { config: spec.config, weight, bias })
    })
    .unwrap()
}

/// Every instruction set of this machine that the engine can use.
fn instruction_sets() -> Vec<Arch> {
    #[cfg(target_arch = "x86_64")]
    let more = pulp::x86::V3::try_new().map(Arch::V3);
    #[cfg(not(target_arch = "x86_64"))]
    let more = None;
    [Arch::Scalar, Arch::new()].into_iter().chain(more).collect()
}

#[test]
fn every_instruction_set_and_size_gives_what_burn_gives() {
    let weights = random_weights();
    let device = Device::flex();
    let burn = EfficientNetLite::new(&weights, &device);
    let mut rng = StdRng::seed_from_u64(8);
    for [height, width] in [[96, 70], [33, 224]] {
        let input: Vec<f32> = (0..COLOURS * height * width).map(|_| rng.random_range(-1.0..1.0)).collect();
        let tensor = Tensor::from_data(TensorData::new(input.clone(), [1, COLOURS, height, width]), &device);
        let (embedding, logits) = burn.forward(tensor);
        let [embedding, expected] = [embedding, logits].map(|output| output.into_data().try_to_vec::<f32>().unwrap());
        let largest = expected.iter().fold(0.0_f32, |largest, logit| largest.max(logit.abs()));
        assert!(largest > 0.1, "the network answers something: {largest}");
        for arch in instruction_sets() {
            for threads in [1, 3] {
                let engine = CpuNetwork::with_instructions(arch, &weights, [height, width], threads).unwrap();
                let (found, _) = engine.forward_with_maps(&input, &[]);
                let apart = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
                assert_eq!(found.embedding.len(), embedding.len());
                let of_embedding = apart(&found.embedding, &embedding);
                assert!(of_embedding < 1e-4, "{arch:?}, {threads} threads: {of_embedding}");
                let apart = apart(&found.logits, &expected);
                assert!(
                    apart < 1e-4 * largest,
                    "{arch:?}, {height} x {width}, {threads} threads: {apart} of {largest}"
                );
            }
        }
    }
}
