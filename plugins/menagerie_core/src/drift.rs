//! What a camera makes of a thing in a hand: no two frames are the same, and none says anything new. A photograph is taken
//! again as a camera would see it that moves a little against it, so that measurements and rehearsals meet what visitors do:
//! hold a button while the thing drifts.
//!
//! Place, zoom, angle and exposure walk smoothly at random; noise and a JPEG's losses come on top. The same seed gives the same
//! frames.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use menagerie_lesson::{Picture, PictureError, decode_picture};
use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};

/// Side of a frame, pixels. Noise and JPEG are as fine as its pixels, however coarse the photograph.
const SIDE_PX: u32 = 320;
/// How far the walks go, at most: place as a share of the side, zoom and exposure as a natural logarithm, angle in degrees.
const PLACE: f32 = 0.05;
const ZOOM: f32 = 0.09;
const ANGLE_DEGREES: f32 = 6.0;
const EXPOSURE: f32 = 0.12;
/// Standard deviation of the noise per pixel channel, in steps of 255.
const NOISE: f32 = 2.0;
/// Quality of the camera's JPEGs, of 100.
const JPEG_QUALITY: u8 = 90;
/// How far from the middle a walk may begin.
const BEGINS: f32 = 0.3;
/// Random bytes behind a random number.
const NOISE_BYTES: usize = 4;
/// Other light and distance, for each grade: as above, and how much warmer or colder, as a natural logarithm.
const SHIFTED_PLACE: f32 = 0.04;
const SHIFTED_ZOOM: f32 = 0.12;
const SHIFTED_EXPOSURE: f32 = 0.18;
const SHIFTED_WARMTH: f32 = 0.06;

/// Grades of other light and distance there are.
pub const GRADES: usize = 3;

/// A hand that holds something before a camera.
#[derive(Debug, Clone)]
pub struct Drift {
    random: StdRng,
    walks: [Walk; 5],
}

/// A smooth walk between -1 and 1, one step for each tenth of a second.
#[derive(Debug, Clone, Copy)]
struct Walk {
    at: f32,
    speed: f32,
}

impl Walk {
    fn step(&mut self, random: &mut StdRng) -> f32 {
        // A push, some friction, and a pull back to the middle.
        let mut bytes = [0; NOISE_BYTES];
        random.fill_bytes(&mut bytes);
        self.speed = 0.85 * self.speed + 0.12 * normal(bytes.into_iter()) - 0.03 * self.at;
        self.at = (self.at + 0.5 * self.speed).clamp(-1.0, 1.0);
        self.at
    }
}

/// How the camera stands to the photograph and to its light.
#[derive(Debug, Clone, Copy, Default)]
struct Pose {
    /// Shares of the side.
    right: f32,
    down: f32,
    /// Natural logarithm of the share of the square that is seen.
    zoom: f32,
    angle_degrees: f32,
    /// Natural logarithms of a factor on all channels, and on red over blue.
    exposure: f32,
    warmth: f32,
}

impl Drift {
    /// A hand with this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let walks = std::array::from_fn(|_| Walk { at: random.random_range(-BEGINS..BEGINS), speed: 0.0 });
        Self { random, walks }
    }

    /// The next frame of a thing, a tenth of a second later: its centre square, 320 pixels a side.
    ///
    /// # Errors
    /// If the frame cannot be encoded as a JPEG.
    pub fn next_frame(&mut self, thing: &Picture) -> Result<Picture, PictureError> {
        let mut steps = [0.0; 5];
        for (step, walk) in steps.iter_mut().zip(&mut self.walks) {
            *step = walk.step(&mut self.random);
        }
        let [right, down, zoom, angle, exposure] = steps;
        let pose = Pose {
            right: PLACE * right,
            down: PLACE * down,
            zoom: ZOOM * zoom,
            angle_degrees: ANGLE_DEGREES * angle,
            exposure: EXPOSURE * exposure,
            warmth: 0.0,
        };
        photograph(thing, &pose, &mut self.random)
    }
}

/// The photograph under other light and from another distance: grade 1 is another corner of the room, grade 3 another room.
/// Which way each goes follows from the seed.
///
/// # Errors
/// If the frame cannot be encoded as a JPEG.
pub fn shifted(thing: &Picture, grade: usize, seed: u64) -> Result<Picture, PictureError> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut away = |most: f32| most * grade as f32 * if random.random() { 1.0 } else { -1.0 };
    let pose = Pose {
        right: away(SHIFTED_PLACE),
        down: away(SHIFTED_PLACE),
        zoom: away(SHIFTED_ZOOM),
        angle_degrees: 0.0,
        exposure: away(SHIFTED_EXPOSURE),
        warmth: away(SHIFTED_WARMTH),
    };
    photograph(thing, &pose, &mut random)
}

fn photograph(thing: &Picture, pose: &Pose, random: &mut StdRng) -> Result<Picture, PictureError> {
    // A larger photograph is brought to the frame's size first, without aliases.
    let square = thing.centre_square(SIDE_PX);
    let middle = square.width() as f32 / 2.0;
    let frame_middle = SIDE_PX as f32 / 2.0;
    let scale = pose.zoom.exp() * middle / frame_middle;
    let (sine, cosine) = pose.angle_degrees.to_radians().sin_cos();
    let gains = [pose.exposure + pose.warmth, pose.exposure, pose.exposure - pose.warmth].map(f32::exp);
    let mut rgb = Vec::with_capacity(SIDE_PX as usize * SIDE_PX as usize * 3);
    let mut noise = vec![0_u8; rgb.capacity() * NOISE_BYTES];
    random.fill_bytes(&mut noise);
    let mut noise = noise.chunks_exact(NOISE_BYTES).map(|bytes| NOISE * normal(bytes.iter().copied()));
    for y in 0..SIDE_PX {
        for x in 0..SIDE_PX {
            let from_x = scale * (x as f32 + 0.5 - frame_middle);
            let from_y = scale * (y as f32 + 0.5 - frame_middle);
            let at_x = cosine * from_x - sine * from_y + middle * (1.0 + 2.0 * pose.right) - 0.5;
            let at_y = sine * from_x + cosine * from_y + middle * (1.0 + 2.0 * pose.down) - 0.5;
            let pixel = sample(&square, at_x, at_y);
            rgb.extend((0..3).map(|channel| {
                let value = pixel[channel] * gains[channel] + noise.next().unwrap_or_default();
                value.round().clamp(0.0, 255.0) as u8
            }));
        }
    }
    jpeg_round_trip(&Picture::square(SIDE_PX, rgb))
}

/// The picture as a camera gives it that sends JPEGs.
fn jpeg_round_trip(picture: &Picture) -> Result<Picture, PictureError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .write_image(picture.rgb(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(|error| PictureError::Broken { path: "a frame".to_owned(), reason: error.to_string() })?;
    decode_picture(&bytes, "a frame")
}

/// Between the sixteen nearest pixels by cubic convolution (Keys 1981), which keeps edges as sharp as a camera sees them;
/// beyond the border the picture goes on as in a mirror.
fn sample(square: &Picture, x: f32, y: f32) -> [f32; 3] {
    let side = square.width() as i64;
    let mirrored = |at: i64| {
        let turned = at.rem_euclid(2 * side);
        turned.min(2 * side - 1 - turned) as usize
    };
    let places = |at: f32| {
        let first = at.floor() as i64 - 1;
        std::array::from_fn::<_, 4, _>(|tap| mirrored(first + tap as i64))
    };
    let (columns, rows) = (places(x), places(y));
    let (across, down) = (cubic(x - x.floor()), cubic(y - y.floor()));
    let mut sums = [0.0; 3];
    for (row, weight) in rows.into_iter().zip(down) {
        let line = &square.rgb()[row * side as usize * 3..][..side as usize * 3];
        for (column, other) in columns.into_iter().zip(across) {
            for (sum, value) in sums.iter_mut().zip(&line[column * 3..column * 3 + 3]) {
                *sum += weight * other * f32::from(*value);
            }
        }
    }
    sums
}

/// Weights of the four taps for a position at this fraction of the way from the second to the third.
fn cubic(share: f32) -> [f32; 4] {
    let t = share;
    [
        -0.5 * t + t * t - 0.5 * t * t * t,
        1.0 - 2.5 * t * t + 1.5 * t * t * t,
        0.5 * t + 2.0 * t * t - 1.5 * t * t * t,
        -0.5 * t * t + 0.5 * t * t * t,
    ]
}

/// An approximately standard normal number: the sum of four uniform ones, indistinguishable by eye.
fn normal(bytes: impl Iterator<Item = u8>) -> f32 {
    let sum: f32 = bytes.map(|byte| (f32::from(byte) + 0.5) / 256.0).sum();
    (sum - NOISE_BYTES as f32 / 2.0) * (12.0 / NOISE_BYTES as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing() -> Picture {
        let pixel = |i: u32| [(i % 90) as u8 * 2, (i / 90 % 60) as u8 * 4, 120];
        Picture::new(90, 60, (0..90 * 60).flat_map(pixel).collect()).unwrap()
    }

    fn apart(a: &Picture, b: &Picture) -> f64 {
        let steps = a.rgb().iter().zip(b.rgb()).map(|(a, b)| f64::from(a.abs_diff(*b)));
        steps.sum::<f64>() / a.rgb().len() as f64
    }

    #[test]
    fn a_thing_drifts_a_little_and_the_same_seed_drifts_the_same() {
        let frames = |seed| {
            let mut drift = Drift::new(seed);
            (0..20).map(|_| drift.next_frame(&thing()).unwrap()).collect::<Vec<_>>()
        };
        let (one, again, other) = (frames(4), frames(4), frames(5));
        assert_eq!((one[0].width(), one[0].height()), (320, 320), "the centre square");
        assert!(one == again && one != other);
        assert!(one.windows(2).all(|two| two[0] != two[1]), "no frame is like the one before");
        let [next, later] = [apart(&one[0], &one[1]), apart(&one[0], &one[19])];
        assert!(next < later && later < 60.0, "{next} {later}");
    }

    #[test]
    fn between_pixels_a_slope_stays_a_slope_and_pixels_stay_themselves() {
        assert_eq!(cubic(0.0), [0.0, 1.0, 0.0, 0.0]);
        for share in [0.1, 0.5, 0.9] {
            let weights = cubic(share);
            let slope: f32 = weights.iter().zip([-1.0, 0.0, 1.0, 2.0]).map(|(weight, at)| weight * at).sum();
            assert!((weights.iter().sum::<f32>() - 1.0).abs() < 1e-6 && (slope - share).abs() < 1e-6);
        }
    }

    #[test]
    fn higher_grades_are_farther_from_the_photograph() {
        let as_it_is = shifted(&thing(), 0, 0).unwrap();
        let far = |grade| (0..8).map(|seed| apart(&as_it_is, &shifted(&thing(), grade, seed).unwrap())).sum::<f64>();
        assert!(far(1) < far(2) && far(2) < far(3), "{} {} {}", far(1), far(2), far(3));
    }
}
