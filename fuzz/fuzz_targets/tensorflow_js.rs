//! A TensorFlow.js layers export: topology, weights and metadata, in one input. What can be opened looks at a picture.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use menagerie_fuzz::{change_pieces, pieces, remember, run_model};

fuzz_target!(|bytes: &[u8]| {
    let [model, weights, metadata] = pieces(bytes);
    if run_model(model, weights, (!metadata.is_empty()).then_some(metadata)) {
        remember(bytes);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { change_pieces(data, size, max_size, seed) });
