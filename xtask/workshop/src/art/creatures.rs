//! The cast: who there is, which animations each has, and how a sheet of them is laid out.
//!
//! A sheet is a grid: a row an animation, a column a frame. Beside it lies `creature.ron`, which says so to the stage.

mod bobo;
mod dax;
mod eyes;
mod gyro;
mod koro;
mod luma;
mod nilo;
mod pim;
mod prism;
mod tuft;
mod volt;
mod zumi;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};

use super::draw;
use super::pose::Pose;
use super::rig::Rig;
use crate::files;

/// Frames of every animation, hence columns of a sheet.
pub(crate) const FRAMES: usize = 12;
/// Edge of a frame.
pub(crate) const FRAME_PX: u32 = 320;
/// Where all creatures stand, in the pixels of a frame.
pub(crate) const FEET_PX: (u32, u32) = (160, 298);

/// One animation: from the phase of its loop, 0..1, to a pose.
pub(crate) struct Animation {
    pub(crate) name: &'static str,
    pub(crate) fps: f32,
    pub(crate) pose: fn(f32) -> Pose,
}

/// Where creatures live, among the drawings as in the assets: the exhibit's own, and those that come with a pack.
const EXHIBIT: &str = "creatures";
const GARDEN: &str = "packs/garden/creatures";
const LABORATORY: &str = "packs/laboratory/creatures";

/// One creature: `<name>.svg` and how it moves.
pub(crate) struct Creature {
    /// Where it lives.
    pub(crate) folder: &'static str,
    /// Its drawing and its own folder.
    pub(crate) name: &'static str,
    /// What visitors read.
    pub(crate) called: &'static str,
    /// Names by which older lessons know it.
    pub(crate) formerly: &'static [&'static str],
    pub(crate) animations: [Animation; 4],
}

impl Creature {
    fn drawing(&self) -> PathBuf {
        files::drawings().join(self.folder).join(format!("{}.svg", self.name))
    }

    /// Where it lives, from the folder of the assets.
    pub(crate) fn home(&self) -> PathBuf {
        Path::new(self.folder).join(self.name)
    }
}

/// Everybody, in the order in which they come on stage; the guests of the packs last.
pub(crate) const ALL: [Creature; 11] = [
    pim::CREATURE,
    tuft::CREATURE,
    bobo::CREATURE,
    koro::CREATURE,
    luma::CREATURE,
    dax::CREATURE,
    zumi::CREATURE,
    nilo::CREATURE,
    volt::CREATURE,
    prism::CREATURE,
    gyro::CREATURE,
];

/// Draws all frames of a creature into one sheet and writes it with its description.
pub(crate) fn draw_sheet(creature: &Creature, assets: &Path) -> Result<(), String> {
    let rig = Rig::open(&creature.drawing())?;
    let image = assets.join(creature.home()).join("sheet.png");
    let rows = creature.animations.len() as u32;
    let mut sheet = Pixmap::new(FRAME_PX * FRAMES as u32, FRAME_PX * rows)
        .ok_or_else(|| format!("{}: the sheet has no size", image.display()))?;

    for (row, animation) in creature.animations.iter().enumerate() {
        for column in 0..FRAMES {
            let frame = draw_frame(&rig, animation, column)?;
            let (x, y) = (column as i32 * FRAME_PX as i32, row as i32 * FRAME_PX as i32);
            sheet.draw_pixmap(x, y, frame.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        }
    }
    let bytes = draw::png(&sheet, &image)?;
    files::write(&image, &bytes)?;
    files::report(&image, bytes.len(), &format!("{} x {}", sheet.width(), sheet.height()));
    let order = ALL.iter().position(|other| other.name == creature.name).unwrap_or_default();
    let description = describe(creature, order);
    files::write(&image.with_file_name("creature.ron"), description.as_bytes())?;
    files::report(&image.with_file_name("creature.ron"), description.len(), "");
    Ok(())
}

fn draw_frame(rig: &Rig, animation: &Animation, column: usize) -> Result<Pixmap, String> {
    let pose = (animation.pose)(column as f32 / FRAMES as f32);
    let frame = draw::rasterise(&rig.posed(&pose)?, rig.file())?;
    if (frame.width(), frame.height()) == (FRAME_PX, FRAME_PX) {
        Ok(frame)
    } else {
        Err(format!("{}: is not {FRAME_PX} x {FRAME_PX} px; set its width and height to that", rig.file().display()))
    }
}

fn describe(creature: &Creature, order: usize) -> String {
    let mut text = format!(
        "// Written by `cargo xtask art`. One row an animation, one column a frame; every animation loops.\n(\n    \
         name: \"{}\",\n    formerly: {:?},\n    order: {order},\n    frame_px: ({FRAME_PX}, {FRAME_PX}),\n    \
         feet_px: ({}, {}),\n    animations: [\n",
        creature.called, creature.formerly, FEET_PX.0, FEET_PX.1
    );
    for (row, animation) in creature.animations.iter().enumerate() {
        // Writing into a String cannot fail.
        _ = writeln!(
            text,
            "        (name: \"{}\", row: {row}, frames: {FRAMES}, fps: {:.1}),",
            animation.name, animation.fps
        );
    }
    text.push_str("    ],\n)\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_creature_has_the_four_animations_in_order() {
        for creature in &ALL {
            let names = creature.animations.each_ref().map(|animation| animation.name);
            assert_eq!(names, ["idle", "listening", "reacting", "confused"], "{}", creature.name);
            const { assert!(FRAMES >= 8) };
            assert!(creature.animations.iter().all(|animation| (4.0..=24.0).contains(&animation.fps)));
        }
    }

    #[test]
    fn a_description_says_what_visitors_read_and_older_lessons_know() {
        let text = describe(&ALL[0], 0);
        assert!(text.contains("name: \"Pim\",") && text.contains("formerly: [\"green\"],"), "{text}");
        assert!(describe(&ALL[3], 3).contains("formerly: [],"));
        let mut names: Vec<&str> =
            ALL.iter().flat_map(|creature| creature.formerly.iter().copied().chain([creature.name])).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "two creatures answer to one name");
        assert!(ALL.iter().all(|creature| creature.called.to_lowercase() == creature.name));
    }

    #[test]
    fn every_part_that_a_pose_names_is_in_the_drawing() {
        for creature in &ALL {
            let rig = Rig::open(&creature.drawing()).expect("the drawing is there");
            for animation in &creature.animations {
                for column in 0..FRAMES {
                    rig.posed(&(animation.pose)(column as f32 / FRAMES as f32)).expect("every part is there");
                }
            }
        }
    }

    /// The step from the last frame to the first is like the steps inside (a quarter above the largest of them is what
    /// sampling a smooth motion at twelve places may do; a cut would be several times that), and no frame touches the
    /// edge of its cell, where it would bleed into its neighbour.
    #[test]
    fn animations_loop_and_stay_in_their_cells() {
        for creature in &ALL {
            let rig = Rig::open(&creature.drawing()).expect("the drawing is there");
            for animation in &creature.animations {
                let frames: Vec<Pixmap> =
                    (0..FRAMES).map(|column| draw_frame(&rig, animation, column).expect("it can be drawn")).collect();
                let steps: Vec<f64> = (0..FRAMES).map(|i| distance(&frames[i], &frames[(i + 1) % FRAMES])).collect();
                let inside = steps[..FRAMES - 1].iter().copied().fold(0.0, f64::max);
                let seam = steps[FRAMES - 1];
                let who = format!("{} {}", creature.name, animation.name);
                assert!(inside > 0.0, "{who}: does not move");
                assert!(seam <= inside * 1.25, "{who}: jumps at the seam ({seam:.2} against {inside:.2})");
                for (index, frame) in frames.iter().enumerate() {
                    assert!(!touches_edge(frame), "{who}: frame {index} touches the edge of its cell");
                }
            }
        }
    }

    fn distance(a: &Pixmap, b: &Pixmap) -> f64 {
        let sum: f64 = a.data().iter().zip(b.data()).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
        sum / a.data().len() as f64
    }

    fn touches_edge(frame: &Pixmap) -> bool {
        let last = FRAME_PX - 1;
        let solid = |x, y| frame.pixel(x, y).is_some_and(|pixel| pixel.alpha() > 8);
        (0..FRAME_PX).any(|i| solid(i, 0) || solid(i, last) || solid(0, i) || solid(last, i))
    }
}
