//! What the blocks make of a picture: the same on both engines and in the reference, and a look that keeps it answers as one
//! that does not.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::collections::BTreeMap;

use menagerie_brain::{BLOCK_COUNT, Backbone, Device, NetworkDevice};
use menagerie_lesson::ActivationMap;
use serde::Deserialize;

/// Some numbers of a block's output.
#[derive(Deserialize)]
struct Sampled {
    shape: [usize; 3],
    /// Channel, row, column, and the number there (half precision).
    values: Vec<(usize, usize, usize, f32)>,
}

/// Largest share of the map's size (the root of its mean square) by which it differs from the reference, which has weights in
/// single precision; those that ship are in half precision (seen: 4.0e-3, in block 4).
const REFERENCE_TOLERANCE: f32 = 6e-3;

#[test]
fn maps_are_those_of_the_reference_and_the_same_on_every_engine() {
    let text = std::fs::read_to_string(common::fixtures().join("maps_photo0.json")).unwrap();
    let reference: BTreeMap<usize, Sampled> = serde_json::from_str(&text).unwrap();
    let (_, photograph) = common::photographs(".png").swap_remove(0);
    let (weights, labels) = common::model_files();
    let all: Vec<usize> = (0..BLOCK_COUNT).collect();
    let mut first: Option<Vec<ActivationMap>> = None;
    for device in
        [NetworkDevice::Cpu { threads: 1 }, NetworkDevice::Cpu { threads: 2 }, NetworkDevice::Burn(Device::flex())]
    {
        let backbone = Backbone::from_safetensors(&weights, &labels, &device).unwrap();
        let plain = backbone.forward(&photograph).unwrap();
        let (output, maps) = backbone.forward_with_maps(&photograph, &all).unwrap();
        assert_eq!(output, plain, "looking inside changes nothing");
        assert_eq!(maps.len(), BLOCK_COUNT);
        for (block, Sampled { shape, values }) in &reference {
            let map = &maps[*block];
            assert_eq!((map.block, map.shape), (*block, *shape));
            let size = root_mean_square(values.iter().map(|(.., expected)| *expected));
            let found = |channel: usize, y: usize, x: usize| map.channel(channel)[y * shape[2] + x];
            let apart = values.iter().map(|(channel, y, x, expected)| found(*channel, *y, *x) - expected);
            let share = root_mean_square(apart) / size;
            assert!(share < REFERENCE_TOLERANCE, "{device:?}, block {block}: {share}");
        }
        // Kept buffers are used again.
        assert_eq!(maps, backbone.forward_with_maps(&photograph, &all).unwrap().1);
        for (ours, theirs) in first.iter().flatten().zip(&maps) {
            for (one, other) in ours.values.iter().zip(&theirs.values) {
                assert!((one - other).abs() <= 5e-4 * other.abs() + 1e-3, "{device:?}, block {}", ours.block);
            }
        }
        first.get_or_insert(maps);
    }
}

fn root_mean_square(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value * value, count + 1.0));
    (sum / count).sqrt()
}
