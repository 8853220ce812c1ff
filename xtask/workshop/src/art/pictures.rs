//! Small pictures that move, which visitors may give to a class as its answer.
//!
//! Each is a drawing of named parts, as creatures are, and one function from the phase of its loop to a pose. The first
//! frame says it all: it is what is seen where nothing may move.

mod animals;
mod hands;
mod signs;
mod sky;
mod treats;

use std::path::{Path, PathBuf};

use resvg::tiny_skia::Pixmap;

use super::pose::{Pose, bump};
use super::rig::Rig;
use super::{draw, moving};
use crate::files;

/// Where they lie, among the drawings as in the assets.
const FOLDER: &str = "pictures";
/// Edge of a picture.
const EDGE_PX: u32 = 192;

/// One picture: `<name>.svg` and how it moves.
pub(crate) struct Picture {
    /// Its drawing and its file.
    pub(crate) name: &'static str,
    /// Frames of the loop.
    pub(crate) frames: u16,
    pub(crate) fps: u16,
    /// From the phase of the loop, 0..1, to a pose.
    pub(crate) pose: fn(f32) -> Pose,
}

/// All of them. In this order they are made, not shown.
pub(crate) const ALL: [Picture; 18] = [
    signs::HEART,
    signs::STAR,
    signs::TICK,
    signs::NO,
    signs::QUESTION,
    hands::THUMBS_UP,
    hands::CLAPPING,
    sky::SUN,
    sky::MOON,
    sky::RAIN_CLOUD,
    sky::RAINBOW,
    sky::ROCKET,
    sky::FIREWORKS,
    animals::CAT,
    animals::FROG,
    animals::FISH,
    treats::CAKE,
    treats::BANANA,
];

impl Picture {
    /// Its file, from the folder of the assets.
    pub(crate) fn target(&self) -> PathBuf {
        Path::new(FOLDER).join(format!("{}.png", self.name))
    }
}

/// Draws all frames of a picture into one file that moves.
pub(crate) fn draw(picture: &Picture, assets: &Path) -> Result<(), String> {
    let file = assets.join(picture.target());
    let bytes = moving::png(&frames(picture)?, picture.fps, &file)?;
    files::write(&file, &bytes)?;
    files::report(&file, bytes.len(), &format!("{} frames, {} a second", picture.frames, picture.fps));
    Ok(())
}

fn frames(picture: &Picture) -> Result<Vec<Pixmap>, String> {
    let rig = Rig::open(&files::drawings().join(FOLDER).join(format!("{}.svg", picture.name)))?;
    (0..picture.frames)
        .map(|frame| {
            let pose = (picture.pose)(f32::from(frame) / f32::from(picture.frames));
            let drawn = draw::rasterise(&rig.posed(&pose)?, rig.file())?;
            if (drawn.width(), drawn.height()) == (EDGE_PX, EDGE_PX) {
                Ok(drawn)
            } else {
                let file = rig.file().display();
                Err(format!("{file}: is not {EDGE_PX} x {EDGE_PX} px; set its width and height to that"))
            }
        })
        .collect()
}

/// Three small lights that come and go one after the other.
fn twinkle(pose: &mut Pose, t: f32) {
    for (name, centre) in [("twinkle_1", 0.1), ("twinkle_2", 0.43), ("twinkle_3", 0.77)] {
        let size = bump(t, centre, 0.4);
        pose.part(name).stretch(size.max(0.01), size.max(0.01)).turn(30.0 * (1.0 - size)).fade(size);
    }
}

/// How far along its way a thing is that starts `late` turns of the loop later, 0..1.
fn along(t: f32, late: f32) -> f32 {
    (t + late).rem_euclid(1.0)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::AnimationDecoder;
    use image::codecs::png::PngDecoder;

    use super::*;
    use crate::art::looping::{loops, touches_edge};

    /// Cells along an edge, in which light is measured.
    const CELLS: u32 = 8;
    /// Relative luminance of the plates on which pictures lie (#211c47), linear.
    const GROUND: f32 = 0.014;

    #[test]
    fn every_drawing_is_a_picture_and_every_picture_has_a_name_of_its_own() {
        let mut names: Vec<String> = ALL.iter().map(|picture| picture.name.to_owned()).collect();
        names.sort();
        let files = files::files_in(&files::drawings().join(FOLDER), "svg").expect("the folder is there");
        let drawn: Vec<_> =
            files.iter().filter_map(|file| file.file_stem()).map(|name| name.to_string_lossy()).collect();
        assert_eq!(names, drawn);
        let plain = |name: &str| name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
        assert!(names.iter().all(|name| plain(name)), "{names:?}");
    }

    /// Drawn once, because drawing takes most of the time.
    #[test]
    fn pictures_loop_stay_whole_do_not_flash_and_say_it_all_in_their_first_frame() {
        let mut all = 0;
        for picture in &ALL {
            let (name, frames) = (picture.name, frames(picture).expect("it can be drawn"));
            assert!(
                (8..=16).contains(&picture.frames) && (8..=12).contains(&picture.fps),
                "{name}: its length or pace"
            );
            loops(&frames, name);
            for (index, frame) in frames.iter().enumerate() {
                assert!(!touches_edge(frame), "{name}: frame {index} touches the edge");
            }
            let most = frames.iter().map(covered).max().unwrap_or_default();
            assert!(covered(&frames[0]) * 3 >= most * 2, "{name}: its first frame lacks much");
            let secs = f32::from(picture.frames) / f32::from(picture.fps);
            does_not_flash(&frames, secs, name);

            let bytes = moving::png(&frames, picture.fps, Path::new(name)).expect("it can be encoded");
            assert!(bytes.len() < 120_000, "{name}: {} bytes", bytes.len());
            all += bytes.len();
            comes_back(&bytes, &frames, name);
        }
        assert!(all < 1_500_000, "{all} bytes together");
    }

    /// A flash is light that rises by a tenth of white and falls again, or the other way round (WCAG 2.2, 2.3.1). More than
    /// two a second may only be small: in less than a quarter of the picture, however often other places flash.
    fn does_not_flash(frames: &[Pixmap], secs: f32, who: &str) {
        let lights: Vec<Vec<f32>> = frames.iter().map(light).collect();
        let cells = (CELLS * CELLS) as usize;
        let often =
            (0..cells).filter(|cell| flashes(lights.iter().map(|light| light[*cell])) as f32 / secs > 2.05).count();
        assert!(often * 4 < cells, "{who}: {often} of {cells} cells flash more than twice a second");
    }

    /// How often light rises by a tenth and falls by a tenth, going round the loop.
    fn flashes(lights: impl Iterator<Item = f32> + Clone) -> usize {
        let (mut low, mut high, mut rising, mut count) = (f32::MAX, f32::MIN, false, 0);
        for (index, light) in lights.clone().chain(lights.clone()).enumerate() {
            if index == lights.clone().count() {
                count = 0;
            }
            (low, high) = (low.min(light), high.max(light));
            if rising && light < high - 0.1 {
                (rising, low) = (false, light);
            } else if !rising && light > low + 0.1 {
                (rising, high, count) = (true, light, count + 1);
            }
        }
        count
    }

    /// Relative luminance of every cell, on the ground of a plate.
    fn light(frame: &Pixmap) -> Vec<f32> {
        let mut cells = vec![0.0; (CELLS * CELLS) as usize];
        let size = EDGE_PX / CELLS;
        for (index, pixel) in frame.pixels().iter().enumerate() {
            let (x, y) = (index as u32 % EDGE_PX, index as u32 / EDGE_PX);
            let (color, alpha) = (pixel.demultiply(), f32::from(pixel.alpha()) / 255.0);
            let linear = |channel: u8| (f32::from(channel) / 255.0).powf(2.2);
            let own = 0.2126 * linear(color.red()) + 0.7152 * linear(color.green()) + 0.0722 * linear(color.blue());
            let cell = (y / size * CELLS + x / size) as usize;
            cells[cell] += (own * alpha + GROUND * (1.0 - alpha)) / (size * size) as f32;
        }
        cells
    }

    /// What is read from the file is what was drawn, as far as 256 colours can say it.
    fn comes_back(bytes: &[u8], frames: &[Pixmap], who: &str) {
        let decoder = PngDecoder::new(Cursor::new(bytes)).expect("it is a PNG").apng().expect("it moves");
        let back = decoder.into_frames().collect_frames().expect("all frames are there");
        assert_eq!(back.len(), frames.len(), "{who}");
        for (back, frame) in back.iter().zip(frames) {
            let mut sum = 0.0;
            for (back, pixel) in back.buffer().pixels().zip(frame.pixels()) {
                let [red, green, blue, alpha] = back.0.map(f64::from);
                let channels = [(red, pixel.red()), (green, pixel.green()), (blue, pixel.blue())];
                sum += channels.map(|(back, own)| (back * alpha / 255.0 - f64::from(own)).powi(2)).iter().sum::<f64>();
                sum += (alpha - f64::from(pixel.alpha())).powi(2);
            }
            let off = (sum / (4 * frame.pixels().len()) as f64).sqrt();
            assert!(off < 2.0, "{who}: the palette is {off:.2} of 255 off");
        }
    }

    fn covered(frame: &Pixmap) -> usize {
        frame.pixels().iter().filter(|pixel| pixel.alpha() > 200).count()
    }
}
