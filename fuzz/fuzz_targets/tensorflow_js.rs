//! A TensorFlow.js layers export: topology, weights and metadata, in one input with their lengths before them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menagerie_fuzz::tfjs;

/// Takes a piece off: two bytes of length, then so many bytes, or what there is.
fn piece<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let Some((head, rest)) = bytes.split_first_chunk::<2>() else { return std::mem::take(bytes) };
    let (piece, rest) = rest.split_at(rest.len().min(usize::from(u16::from_le_bytes(*head))));
    *bytes = rest;
    piece
}

fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes;
    let (model, weights) = (piece(&mut rest), piece(&mut rest));
    let metadata = (!rest.is_empty()).then_some(rest);
    drop(tfjs::parse(model, weights, metadata));
});
