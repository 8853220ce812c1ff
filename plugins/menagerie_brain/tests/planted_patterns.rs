//! What is planted is found: patterns drawn by us excite the channels that must react to them, and a taught class map lies on the
//! half of a picture where the taught thing is.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use menagerie_brain::{Backbone, Example, ExampleBank, Head, INPUT_PX, NetworkInput, REASON_LAYERS, RidgeTrainer};
use menagerie_lesson::{ClassId, ExampleId, Layer};

fn picture(color: impl Fn(usize, usize) -> [u8; 3]) -> NetworkInput {
    let rgb: Vec<u8> = (0..INPUT_PX * INPUT_PX).flat_map(|at| color(at % INPUT_PX, at / INPUT_PX)).collect();
    NetworkInput::from_rgb(&rgb, INPUT_PX as u32, INPUT_PX as u32).unwrap()
}

fn grey(is_light: bool) -> [u8; 3] {
    if is_light { [230; 3] } else { [25; 3] }
}

/// A checkerboard; its period is twice the side of a square, pixels.
fn checker(side: usize) -> NetworkInput {
    picture(|x, y| grey((x / side + y / side).is_multiple_of(2)))
}

fn plain(color: [u8; 3]) -> NetworkInput {
    picture(|_, _| color)
}

/// The largest activation of a channel, away from the edge, where the network sees where the picture ends.
fn strongest(backbone: &Backbone, picture: &NetworkInput, layer: Layer, channel: usize) -> f32 {
    let (_, maps) = backbone.forward_with_maps(picture, &[layer]).unwrap();
    let [_, height, width] = maps[0].shape;
    let values = maps[0].channel(channel);
    let inner = (4..height - 4).flat_map(|y| (4..width - 4).map(move |x| values[y * width + x]));
    inner.fold(f32::MIN, f32::max)
}

#[test]
fn planted_patterns_excite_the_channels_they_must() {
    let backbone = common::backbone();
    let middle = INPUT_PX / 2;
    let edges = [
        ("light left", picture(|x, _| grey(x < middle))),
        ("light right", picture(|x, _| grey(x >= middle))),
        ("light above", picture(|_, y| grey(y < middle))),
        ("light below", picture(|_, y| grey(y >= middle))),
    ];
    let colors = [
        ("blue", plain([30, 60, 230])),
        ("yellow", plain([240, 220, 30])),
        ("red", plain([220, 30, 30])),
        ("green", plain([30, 200, 60])),
        ("grey", plain([127; 3])),
    ];
    let checkers = [("period 4", checker(2)), ("period 8", checker(4)), ("period 16", checker(8))];
    // Layer, channel, among which patterns, the one it must be strongest for, and by which factor.
    let cases = [
        (Layer::Stem, 15, &edges[..], "light left", 1.5),
        (Layer::Stem, 17, &edges[..], "light right", 1.05),
        (Layer::Stem, 27, &edges[..], "light above", 1.2),
        (Layer::Stem, 14, &edges[..], "light below", 1.05),
        (Layer::Stem, 3, &colors[..], "blue", 5.0),
        (Layer::Stem, 19, &colors[..], "green", 1.5),
        (Layer::Stem, 23, &colors[..], "red", 1.05),
        (Layer::Depthwise(0), 14, &checkers[..], "period 4", 1.15),
        (Layer::Depthwise(0), 29, &checkers[..], "period 8", 1.2),
        (Layer::Depthwise(0), 7, &colors[..], "blue", 1.5),
        (Layer::Block(0), 2, &checkers[..], "period 4", 1.2),
        (Layer::Block(0), 11, &colors[..], "green", 2.0),
    ];
    for (layer, channel, patterns, expected, factor) in cases {
        let mut found: Vec<(&str, f32)> =
            patterns.iter().map(|(name, picture)| (*name, strongest(&backbone, picture, layer, channel))).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        assert_eq!(found[0].0, expected, "{layer}, channel {channel}: {found:?}");
        assert!(found[0].1 > factor * found[1].1.max(0.1), "{layer}, channel {channel}: {found:?}");
    }
}

#[test]
fn a_taught_class_map_lies_on_the_taught_thing() {
    let backbone = common::backbone();
    let photographs = common::photographs(".png");
    let (banana, mushroom) = (&photographs[0].1, &photographs[3].1);
    let (first, second) = (ClassId(1), ClassId(2));
    let taught = [(first, banana), (second, mushroom)].into_iter().enumerate().map(|(id, (class, photograph))| {
        Example::new(ExampleId(id as u64), class, backbone.forward(photograph).unwrap().embedding)
    });
    let head = RidgeTrainer::new().fit(&ExampleBank::from_examples(taught.collect())).linear().unwrap();
    // The left half of one beside the right half of the other.
    let beside = |left: &NetworkInput, right: &NetworkInput| {
        let halves = left.values().iter().zip(right.values()).enumerate();
        let pick =
            |(at, (left, right)): (usize, (&f32, &f32))| if at % INPUT_PX < INPUT_PX / 2 { *left } else { *right };
        NetworkInput::from_values(halves.map(pick).collect()).unwrap()
    };
    for (picture, on_the_left, on_the_right) in
        [(beside(banana, mushroom), first, second), (beside(mushroom, banana), second, first)]
    {
        let (output, maps) = backbone.forward_with_maps(&picture, &REASON_LAYERS).unwrap();
        let reasons = Backbone::reasons(&head, &output.embedding, &maps).unwrap();
        let [_, width] = reasons.size;
        for (class, is_left) in [(on_the_left, true), (on_the_right, false)] {
            let lead = reasons.lead(&class).unwrap();
            let half = |wanted: bool| -> f32 {
                let places = lead.iter().enumerate().filter(|(at, _)| at % width != width / 2);
                places.filter(|(at, _)| (at % width < width / 2) == wanted).map(|(_, value)| value).sum()
            };
            assert!(half(is_left) > 0.0 && half(!is_left) < 0.0, "{class:?}: {} {}", half(is_left), half(!is_left));
        }
    }
}
