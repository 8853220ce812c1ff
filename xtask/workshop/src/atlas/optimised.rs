//! Pictures that were made to please a neuron: from grey, by gradient ascent (Erhan and others 2009). Left alone that finds noise
//! which no eye makes sense of; so the picture is shifted a little before each step and smoothed now and then, which only what is
//! the same everywhere survives (Mordvintsev and others 2015; Yosinski and others 2015).

use menagerie_brain::{GradientNetwork, GradientRule, INPUT_PX, InputGradient, NetworkInput, Neuron};
use menagerie_lesson::{AtlasLayer, AtlasPatch, Layer, Picture};

/// Steps, and how far each goes: root of the mean square, in the network's units (-1 to 1).
const STEPS: usize = 72;
const STEP: f32 = 0.045;
/// A picture whose neighbouring pixels correlate less is noise.
const NOISE_BELOW: f64 = 0.15;
/// Noise of the grey that it begins with, and what is added as long as nothing answers to it.
const NOISE: f32 = 0.2;
const LOUDER: f32 = 0.5;
/// How far the picture is shifted at most before a step, pixels.
const SHIFT: usize = 6;
/// After so many steps it is smoothed, until so many are left.
const SMOOTHED_EVERY: usize = 4;
const LEFT_SHARP: usize = 8;
/// How much of the colours is left after each step: what nothing pleases fades.
const KEPT: f32 = 0.985;
/// The window is never narrower than of a patch of this side, pixels.
const SMALLEST: usize = 48;
const COLOURS: usize = 3;

/// The sentences about neurons, which say for which of them a picture is made.
const NAMED: &str = include_str!("../../../../plugins/menagerie_inside/locales/en/neurons.ftl");

/// The neurons that have a name, by layer and channel.
pub(super) fn named() -> Vec<(Layer, usize)> {
    let keys = NAMED.lines().filter_map(|line| line.strip_prefix("neuron-")?.split_once(" = "));
    keys.filter_map(|(key, _)| {
        let (layer, channel) = key.rsplit_once('-')?;
        Some((layer.replace("-dw", ".dw").parse().ok()?, channel.parse().ok()?))
    })
    .collect()
}

/// A picture that pleases a neuron: the part of it that a patch of its layer would be. The same each time.
pub(super) fn optimise(
    network: &GradientNetwork,
    layer: &AtlasLayer,
    (name, channel): (Layer, usize),
) -> Result<Picture, String> {
    let mut random = Random(channel as u64 * 7919 + 17);
    let count = COLOURS * INPUT_PX * INPUT_PX;
    let mut values: Vec<f32> = (0..count).map(|_| NOISE * (random.next() - 0.5)).collect();
    let window = window(layer.side);
    let neuron = Neuron::Channel(name, channel);
    let mut place = [0, 0];
    for step in 0..STEPS {
        let [down, right] = [random.next(), random.next()].map(|share| (share * (SHIFT + 1) as f32) as usize);
        values = shifted(&values, [down, right]);
        let input = NetworkInput::from_values(values.clone()).map_err(|error| error.to_string())?;
        let found = network.gradient(&input, neuron, GradientRule::Gradient, &|| true);
        let found = found.map_err(|error| error.to_string())?.ok_or_else(|| format!("there is no {name} {channel}"))?;
        if found.values.iter().all(|rise| *rise == 0.0) {
            // Everything on the way is silent: louder noise wakes it.
            values.iter_mut().for_each(|value| *value += LOUDER * (random.next() - 0.5));
            continue;
        }
        let InputGradient { values: mut gradient, place: at, .. } = found;
        place = at.unwrap_or(place);
        // In the middle is most room: what begins to please elsewhere fades.
        gradient.iter_mut().zip(window.iter().cycle()).for_each(|(rise, share)| *rise *= share);
        let size = (gradient.iter().map(|value| value * value).sum::<f32>() / count as f32).sqrt();
        if size > 0.0 {
            // Where it sees nothing of the picture the gradient is nothing, too: the step is the same for small fields.
            let seen = gradient.iter().filter(|rise| **rise != 0.0).count() as f32 / count as f32;
            let factor = STEP / size * seen.sqrt();
            values.iter_mut().zip(&gradient).for_each(|(value, rise)| *value += factor * rise);
        }
        if step % SMOOTHED_EVERY == SMOOTHED_EVERY - 1 && step + LEFT_SHARP < STEPS {
            values = smoothed(&values);
        }
        values.iter_mut().for_each(|value| *value = (*value * KEPT).clamp(-1.0, 1.0));
    }
    Ok(part(&values, layer, place))
}

/// Whether nothing came of it: neighbouring pixels have hardly anything to do with each other (noise has less than 0.1, a picture
/// 0.19 and more).
pub(super) fn is_noise(picture: &Picture) -> bool {
    let grey: Vec<f64> =
        picture.rgb().as_chunks::<3>().0.iter().map(|rgb| rgb.iter().copied().map(f64::from).sum()).collect();
    let mean = grey.iter().sum::<f64>() / grey.len() as f64;
    let rows = grey.chunks_exact(picture.width() as usize);
    let products = rows.flat_map(|row| row.windows(2).map(|pair| (pair[0] - mean) * (pair[1] - mean)));
    let spread: f64 = grey.iter().map(|value| (value - mean).powi(2)).sum();
    products.sum::<f64>() < NOISE_BELOW * spread
}

/// The part about a place, as a picture whose colours are stretched to what a screen can show.
fn part(values: &[f32], layer: &AtlasLayer, place: [usize; 2]) -> Picture {
    let [left, top] = layer.corner(&AtlasPatch { photograph: 0, place, hundredths: 0 });
    let at = |colour: usize, x: usize, y: usize| values[(colour * INPUT_PX + y) * INPUT_PX + x];
    let all = (top..top + layer.side).flat_map(|y| (left..left + layer.side).map(move |x| (x, y)));
    let largest = all.clone().flat_map(|(x, y)| (0..COLOURS).map(move |colour| (colour, x, y)));
    let largest = largest.map(|(colour, x, y)| at(colour, x, y).abs()).fold(f32::EPSILON, f32::max);
    let byte = |value: f32| ((0.5 + 0.5 * value / largest) * 255.0).round() as u8;
    let rgb = all.flat_map(|(x, y)| [0, 1, 2].map(|colour| byte(at(colour, x, y)))).collect();
    Picture::square(layer.side as u32, rgb)
}

/// Weights of the pixels, `[224 * 224]`: one in the middle, less the further off, as wide as a patch.
fn window(side: usize) -> Vec<f32> {
    let far = side.max(SMALLEST) as f32 * 0.5;
    let from_middle = |at: usize| (at as f32 - INPUT_PX as f32 / 2.0) / far;
    let weight = |at: usize| {
        let (y, x) = (from_middle(at / INPUT_PX), from_middle(at % INPUT_PX));
        (-0.5 * (x * x + y * y)).exp()
    };
    (0..INPUT_PX * INPUT_PX).map(weight).collect()
}

/// The picture moved down and to the right; what leaves it comes back at the other side.
fn shifted(values: &[f32], [down, right]: [usize; 2]) -> Vec<f32> {
    let from = |to: usize, by: usize| (to + INPUT_PX - by) % INPUT_PX;
    let pixel = |at: usize| {
        let (plane, y, x) = (at / INPUT_PX / INPUT_PX, at / INPUT_PX % INPUT_PX, at % INPUT_PX);
        values[(plane * INPUT_PX + from(y, down)) * INPUT_PX + from(x, right)]
    };
    (0..values.len()).map(pixel).collect()
}

/// Each number half itself and half the mean of its four neighbours.
fn smoothed(values: &[f32]) -> Vec<f32> {
    let pixel = |at: usize| {
        let (plane, y, x) = (at / INPUT_PX / INPUT_PX, at / INPUT_PX % INPUT_PX, at % INPUT_PX);
        let value = |y: usize, x: usize| values[(plane * INPUT_PX + y % INPUT_PX) * INPUT_PX + x % INPUT_PX];
        let around = value(y + 1, x) + value(y + INPUT_PX - 1, x) + value(y, x + 1) + value(y, x + INPUT_PX - 1);
        0.5 * value(y, x) + 0.125 * around
    };
    (0..values.len()).map(pixel).collect()
}

/// Numbers that look drawn by chance and are the same on every machine (Marsaglia 2003, "Xorshift RNGs").
struct Random(u64);

impl Random {
    /// 0..1
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_hundred_neurons_are_named() {
        let named = named();
        assert!(named.len() > 100, "{}", named.len());
        assert!(named.contains(&(Layer::Stem, 3)) && named.contains(&(Layer::Depthwise(14), 13)));
    }

    #[test]
    fn noise_is_told_from_a_picture() {
        let mut random = Random(5);
        let noise = (0..32 * 32).flat_map(|_| [(random.next() * 255.0) as u8; 3]).collect();
        assert!(is_noise(&Picture::square(32, noise)));
        let ball = |at: usize| {
            let (y, x) = ((at / 32) as f32 - 16.0, (at % 32) as f32 - 16.0);
            [if x * x + y * y < 64.0 { 230 } else { 127 }; 3]
        };
        assert!(!is_noise(&Picture::square(32, (0..32 * 32).flat_map(ball).collect())));
    }

    #[test]
    fn what_leaves_the_picture_comes_back_and_smoothing_keeps_the_mean() {
        let mut values = vec![0.0; COLOURS * INPUT_PX * INPUT_PX];
        values[INPUT_PX * INPUT_PX - 1] = 1.0;
        let moved = shifted(&values, [1, 2]);
        assert_eq!((moved[1], moved.iter().sum::<f32>()), (1.0, 1.0));
        let smooth = smoothed(&values);
        assert_eq!((smooth[INPUT_PX * INPUT_PX - 1], smooth[INPUT_PX * INPUT_PX - 2]), (0.5, 0.125));
        assert!((smooth.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }
}
