//! Pictures for an import that anybody can repeat: made up, always the same, no two alike.

use std::path::Path;

use image::ExtendedColorType;
use rayon::prelude::*;

/// Classes that the pictures are spread over.
pub(crate) const CLASSES: usize = 28;

/// Size of a picture, pixels: that of photographs that were made small to be passed on.
const SIZE: [usize; 2] = [320, 240];
/// Things in a picture.
const THINGS: usize = 14;
/// Colours end here, so that [`GRAIN`] has room above them.
const BRIGHTEST: usize = 252;
/// The bits by which eight neighbouring values differ from what they show, as those of a sensor do: with it a file is as
/// large as one of a photograph of this size.
const GRAIN: u64 = 0x0303_0303_0303_0303;

/// Writes so many pictures into a folder for each class.
pub(crate) fn write(folder: &Path, pictures: usize) -> Result<(), String> {
    let class_folder = |class: usize| folder.join(format!("class {:02}", class + 1));
    for class in 0..CLASSES {
        let folder = class_folder(class);
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    (0..pictures).into_par_iter().try_for_each(|number| {
        let class = number % CLASSES;
        let file = class_folder(class).join(format!("{number:05}.jpg"));
        let pixels = picture(class, number);
        let [width, height] = SIZE.map(|side| side as u32);
        // A JPEG, as the name says; encoded in a crate that is optimised, which this one is not.
        image::save_buffer(&file, pixels.as_flattened(), width, height, ExtendedColorType::Rgb8)
            .map_err(|error| format!("{}: {error}", file.display()))
    })
}

/// Discs of any colour in any place before stripes that are those of the class: pictures of a class have something in
/// common, and the network sees each as another view.
fn picture(class: usize, number: usize) -> Vec<[u8; 3]> {
    let mut chance = Chance::new(number);
    let colours = [chance.colour(), chance.colour()];
    let mut pixels = stripes(class, colours);
    for _ in 0..THINGS {
        let [x, y] = SIZE.map(|side| chance.below(side));
        draw_disc(&mut pixels, [x, y], 8 + chance.below(40), chance.colour());
    }
    for values in pixels.as_flattened_mut().as_chunks_mut().0 {
        *values = (u64::from_le_bytes(*values) + (chance.number() & GRAIN)).to_le_bytes();
    }
    pixels
}

/// Stripes of two colours; their width and slope tell the class.
fn stripes(class: usize, colours: [[u8; 3]; 2]) -> Vec<[u8; 3]> {
    let [width, height] = SIZE;
    let (wide, slope) = (12 + 9 * (class % 4), class / 4);
    let mut pixels = vec![colours[0]; width * height];
    for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
        let shift = y * slope / 3 % (2 * wide);
        for first in (shift..width + wide).step_by(2 * wide) {
            row[first.saturating_sub(wide)..first.min(width)].fill(colours[1]);
        }
    }
    pixels
}

fn draw_disc(pixels: &mut [[u8; 3]], [x, y]: [usize; 2], radius: usize, colour: [u8; 3]) {
    let [width, height] = SIZE;
    for row in y.saturating_sub(radius)..(y + radius).min(height) {
        let reach = (radius.pow(2) - row.abs_diff(y).pow(2)).isqrt();
        let (first, end) = (x.saturating_sub(reach), (x + reach).min(width));
        pixels[row * width + first..row * width + end].fill(colour);
    }
}

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn new(seed: usize) -> Self {
        Self((seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn number(&mut self) -> u64 {
        // xorshift64 (Marsaglia 2003)
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.number() >> 33) as usize % end
    }

    fn colour(&mut self) -> [u8; 3] {
        [(); 3].map(|()| self.below(BRIGHTEST) as u8)
    }
}
