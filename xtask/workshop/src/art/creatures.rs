//! The cast: who there is, which animations each has, and how a sheet of them is laid out.
//!
//! A sheet is a grid: a row an animation, a column a frame. Waking up is short and has its place behind the frames of sleep.
//! Beside the sheet lies `creature.ron`, which says so to the stage.

mod bobo;
mod dax;
mod eyes;
mod gyro;
mod koro;
mod luma;
mod nilo;
mod pim;
mod prism;
mod props;
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

/// Columns of a sheet.
const COLUMNS: u32 = 12;
/// Rows of a sheet.
const ROWS: u32 = 9;
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

/// Where an animation lies in a sheet.
struct Place {
    name: &'static str,
    row: u32,
    /// Its first column.
    first: u32,
    frames: u32,
}

/// Where each lies, in the order in which creatures list them. Sleep is slow: it leaves room for waking up.
const PLACES: [Place; 10] = [
    row("idle", 0),
    row("curious", 1),
    row("listening", 2),
    row("eating", 3),
    row("reacting_little", 4),
    row("reacting", 5),
    row("reacting_much", 6),
    row("confused", 7),
    Place { name: "asleep", row: 8, first: 0, frames: 8 },
    Place { name: "waking", row: 8, first: 8, frames: 4 },
];

const fn row(name: &'static str, row: u32) -> Place {
    Place { name, row, first: 0, frames: COLUMNS }
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
    pub(crate) animations: [Animation; PLACES.len()],
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
    let mut sheet = Pixmap::new(FRAME_PX * COLUMNS, FRAME_PX * ROWS)
        .ok_or_else(|| format!("{}: the sheet has no size", image.display()))?;

    for (animation, place) in creature.animations.iter().zip(&PLACES) {
        for frame in 0..place.frames {
            let drawn = draw_frame(&rig, animation, place, frame)?;
            let (x, y) = ((place.first + frame) * FRAME_PX, place.row * FRAME_PX);
            let paint = PixmapPaint::default();
            sheet.draw_pixmap(x as i32, y as i32, drawn.as_ref(), &paint, Transform::identity(), None);
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

fn draw_frame(rig: &Rig, animation: &Animation, place: &Place, frame: u32) -> Result<Pixmap, String> {
    let pose = (animation.pose)(frame as f32 / place.frames as f32);
    let frame = draw::rasterise(&rig.posed(&pose)?, rig.file())?;
    if (frame.width(), frame.height()) == (FRAME_PX, FRAME_PX) {
        Ok(frame)
    } else {
        Err(format!(
            "{}: {}: is not {FRAME_PX} x {FRAME_PX} px; set its width and height to that",
            rig.file().display(),
            place.name
        ))
    }
}

fn describe(creature: &Creature, order: usize) -> String {
    let mut text = format!(
        "// Written by `cargo xtask art`. One row an animation, one column a frame; all but waking loop.\n(\n    \
         name: \"{}\",\n    formerly: {:?},\n    order: {order},\n    frame_px: ({FRAME_PX}, {FRAME_PX}),\n    \
         feet_px: ({}, {}),\n    animations: [\n",
        creature.called, creature.formerly, FEET_PX.0, FEET_PX.1
    );
    for (Animation { name, fps, .. }, Place { row, first, frames, .. }) in creature.animations.iter().zip(&PLACES) {
        let first = if *first == 0 { String::new() } else { format!("first: {first}, ") };
        // Writing into a String cannot fail.
        _ = writeln!(text, "        (name: \"{name}\", row: {row}, {first}frames: {frames}, fps: {fps:.1}),");
    }
    text.push_str("    ],\n)\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::art::looping::{distance, loops, touches_edge};

    #[test]
    fn every_creature_has_every_animation_in_order_and_none_lies_on_another() {
        let names = PLACES.each_ref().map(|place| place.name);
        for creature in &ALL {
            let own = creature.animations.each_ref().map(|animation| animation.name);
            assert_eq!(own, names, "{}", creature.name);
            assert!(creature.animations.iter().all(|animation| (3.0..=24.0).contains(&animation.fps)));
        }
        let mut cells: Vec<(u32, u32)> = PLACES
            .iter()
            .flat_map(|place| (0..place.frames).map(move |frame| (place.row, place.first + frame)))
            .collect();
        assert!(cells.iter().all(|(row, column)| *row < ROWS && *column < COLUMNS), "a frame lies outside the sheet");
        let count = cells.len();
        cells.sort_unstable();
        cells.dedup();
        assert_eq!(cells.len(), count, "two frames lie on each other");
        const { assert!(COLUMNS * FRAME_PX <= 3840 && ROWS * FRAME_PX <= 2880) };
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
            for (animation, place) in creature.animations.iter().zip(&PLACES) {
                for frame in 0..place.frames {
                    rig.posed(&(animation.pose)(frame as f32 / place.frames as f32)).expect("every part is there");
                }
            }
        }
    }

    /// Drawn once, because drawing takes most of the time.
    #[test]
    fn frames_loop_stay_in_their_cells_and_show_what_their_names_say() {
        for creature in &ALL {
            let drawn = draw_all(creature);
            for (frames, place) in drawn.iter().zip(&PLACES) {
                let who = format!("{} {}", creature.name, place.name);
                if place.name != "waking" {
                    loops(frames, &who);
                }
                stays_in_its_cell(frames, &who);
            }
            let row = |name| &drawn[PLACES.iter().position(|place| place.name == name).expect("it has a place")];
            leads_from_sleep_to_rest(row("waking"), &row("asleep")[0], &row("idle")[0], creature.name);
            let joy = ["reacting_little", "reacting", "reacting_much"].map(row);
            moves_more_the_gladder_it_is(joy, &row("idle")[0], creature.name);
        }
    }

    /// Nothing bleeds into the neighbour's cell or is cut by the edge of its own, and whatever stands, stands where the
    /// description says: nothing but a shadow reaches further down.
    fn stays_in_its_cell(frames: &[Pixmap], who: &str) {
        let low = FEET_PX.1 + 8;
        for (index, frame) in frames.iter().enumerate() {
            assert!(!touches_edge(frame), "{who}: frame {index} touches the edge of its cell");
            let solid = |x| frame.pixel(x, low).is_some_and(|pixel| pixel.alpha() > 160);
            assert!(!(0..FRAME_PX).any(solid), "{who}: frame {index} stands too low");
        }
    }

    /// Waking up is no loop: it takes up where sleep is, and ends nearly awake.
    fn leads_from_sleep_to_rest(waking: &[Pixmap], asleep: &Pixmap, rest: &Pixmap, who: &str) {
        let (first, last) = (&waking[0], &waking[waking.len() - 1]);
        assert!(distance(first, asleep) < distance(first, rest), "{who}: does not wake from sleep");
        assert!(distance(last, rest) < distance(last, asleep), "{who}: does not wake to rest");
    }

    /// The three degrees of joy are three poses, not three speeds: each is further from rest than the one before.
    fn moves_more_the_gladder_it_is(joy: [&Vec<Pixmap>; 3], rest: &Pixmap, who: &str) {
        let far = joy.map(|frames| frames.iter().map(|frame| distance(frame, rest)).sum::<f64>() / frames.len() as f64);
        assert!(far.is_sorted(), "{who}: {far:.1?}");
    }

    /// All frames, animation by animation.
    fn draw_all(creature: &Creature) -> Vec<Vec<Pixmap>> {
        let rig = Rig::open(&creature.drawing()).expect("the drawing is there");
        let draw = |(animation, place): (&Animation, &Place)| {
            (0..place.frames).map(|frame| draw_frame(&rig, animation, place, frame).expect("it can be drawn")).collect()
        };
        creature.animations.iter().zip(&PLACES).map(draw).collect()
    }
}
