//! The network with random weights runs on every engine and tells pictures apart, only worse.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use menagerie_brain::{Backbone, Device, ModelError, NetworkDevice, NetworkInput};
use menagerie_lesson::EMBEDDING_LEN;

#[test]
fn a_random_network_is_calibrated_and_the_same_on_every_engine() {
    let pictures: Vec<NetworkInput> = common::photographs(".png").into_iter().map(|(_, input)| input).collect();
    let cpu = Backbone::random(3, &pictures, &NetworkDevice::Cpu { threads: 2 }).unwrap();
    let burn = Backbone::random(3, &pictures, &NetworkDevice::Burn(Device::flex())).unwrap();
    let pretrained = common::backbone();
    for input in pictures.iter().take(3) {
        let (ours, theirs) = (cpu.forward(input).unwrap(), burn.forward(input).unwrap());
        let cosine = ours.embedding.cosine(&theirs.embedding);
        assert!(cosine > 0.999_99, "engines differ: {cosine}");
        // A half-normal number has the mean 0.4; numbers that die out or explode are far from it.
        let mean = ours.embedding.values().iter().sum::<f32>() / EMBEDDING_LEN as f32;
        assert!((0.2..0.6).contains(&mean), "{mean}");
        assert!(ours.embedding.cosine(&pretrained.forward(input).unwrap().embedding) < 0.9);
    }
    assert!(cpu.labels().is_empty() && cpu.top_k(&[1.0, 2.0], 1)[0].label.is_empty());
}

#[test]
fn without_a_picture_there_is_nothing_to_calibrate_with() {
    let error = Backbone::random(3, &[], &NetworkDevice::Cpu { threads: 1 }).unwrap_err();
    assert_eq!(error, ModelError::NoCalibration);
}
