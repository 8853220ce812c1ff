//! Signs: what is loved, won, right, wrong or not known.

use std::f32::consts::TAU;
use std::fmt::Write as _;

use super::{Picture, twinkle};
use crate::art::pose::{Pose, bump, keys, wave};

pub(super) const HEART: Picture = Picture { name: "heart", frames: 12, fps: 12, pose: heart };
pub(super) const STAR: Picture = Picture { name: "star", frames: 12, fps: 10, pose: star };
pub(super) const TICK: Picture = Picture { name: "tick", frames: 16, fps: 12, pose: tick };
pub(super) const NO: Picture = Picture { name: "no", frames: 12, fps: 12, pose: no };
pub(super) const QUESTION: Picture = Picture { name: "question", frames: 12, fps: 10, pose: question };

/// Two beats, the second weaker, and a rest.
fn heart(t: f32) -> Pose {
    let mut pose = Pose::default();
    let size = keys(t, &[(0.0, 1.0), (0.15, 1.14), (0.32, 0.98), (0.45, 1.07), (0.65, 1.0)]);
    pose.part("heart").stretch(size, size);
    let out = (t - 0.1) / 0.8;
    let size = 1.0 + 0.36 * out.clamp(0.0, 1.0);
    pose.part("echo").stretch(size, size).fade(0.8 * bump(out.clamp(0.0, 1.0), 0.35, 0.5));
    pose
}

/// Only the outline turns: the light stays where it is.
fn star(t: f32) -> Pose {
    let mut pose = Pose::default();
    let outline = star_outline(t / 5.0);
    for name in ["body", "cut", "rim"] {
        pose.part(name).outline = Some(outline.clone());
    }
    pose.part("face").turn(4.0 * wave(t, 0.0)).shift(0.0, 2.0 * wave(t, 0.25));
    twinkle(&mut pose, t);
    pose
}

/// A star with five soft points, so many turns clockwise from standing upright.
fn star_outline(turns: f32) -> String {
    let point = |index: usize| {
        let radius = if index.is_multiple_of(2) { 88.0 } else { 50.0 };
        let angle = (index as f32 / 10.0 + turns) * TAU;
        (96.0 + radius * angle.sin(), 100.0 - radius * angle.cos())
    };
    let mut outline = String::new();
    for index in 0..10 {
        let (before, here, after) = (point((index + 9) % 10), point(index), point((index + 1) % 10));
        let towards = |(x, y): (f32, f32)| (here.0 + 0.36 * (x - here.0), here.1 + 0.36 * (y - here.1));
        let (from, to) = (towards(before), towards(after));
        let pen = if index == 0 { 'M' } else { 'L' };
        // Writing into a String cannot fail.
        _ = write!(outline, "{pen}{:.2} {:.2}Q{:.2} {:.2} {:.2} {:.2}", from.0, from.1, here.0, here.1, to.0, to.1);
    }
    outline.push('Z');
    outline
}

/// It stays for a while, is wiped away from its short end, and drawn again.
fn tick(t: f32) -> Pose {
    let mut pose = Pose::default();
    let (from, to) = if t < 0.7 {
        (keys(t, &[(0.0, 0.0), (0.4, 0.0), (0.65, 1.0), (0.9, 1.0)]), 1.0)
    } else {
        (0.0, keys(t, &[(0.0, 1.0), (0.4, 1.0), (0.62, 0.0), (0.66, 0.0)]))
    };
    let names = ["shade", "body", "shine"];
    if to - from > 0.02 {
        pose.draw(&names, stroke(&[(34.0, 104.0), (78.0, 146.0), (158.0, 52.0)], from, to).into_iter());
    } else {
        pose.hide("tick");
    }
    let size = 1.0 + 0.05 * bump(t, 0.06, 0.14);
    pose.part("tick").stretch(size, size);
    for (name, centre) in [("twinkle_1", 0.08), ("twinkle_2", 0.16), ("twinkle_3", 0.24)] {
        let size = bump(t, centre, 0.19);
        pose.part(name).stretch(size.max(0.01), size.max(0.01)).turn(40.0 * (1.0 - size)).fade(size);
    }
    pose
}

/// The part of a line of straight pieces between two shares of its length.
fn stroke(points: &[(f32, f32)], from: f32, to: f32) -> Vec<(f32, f32)> {
    let pieces = points.windows(2).map(|pair| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1));
    let total: f32 = pieces.clone().sum();
    let mut line = Vec::new();
    let mut start = 0.0;
    for (pair, length) in points.windows(2).zip(pieces) {
        let at = |share: f32| {
            let k = ((share * total - start) / length).clamp(0.0, 1.0);
            (pair[0].0 + k * (pair[1].0 - pair[0].0), pair[0].1 + k * (pair[1].1 - pair[0].1))
        };
        if start < to * total && start + length > from * total {
            line.extend([at(from), at(to)]);
        }
        start += length;
    }
    line
}

/// No, no: twice to each side, then it hangs still.
fn no(t: f32) -> Pose {
    let mut pose = Pose::default();
    let side = keys(t, &[(0.0, 0.0), (0.12, -0.8), (0.3, 1.0), (0.48, -1.0), (0.66, 0.7), (0.82, -0.1), (0.9, 0.0)]);
    pose.part("cross").shift(11.0 * side, 0.0).turn(9.0 * side);
    pose.part("swing_left").fade(side.max(0.0));
    pose.part("swing_right").fade((-side).max(0.0));
    pose
}

fn question(t: f32) -> Pose {
    let mut pose = Pose::default();
    pose.part("hook")
        .turn(11.0 * wave(t, 0.0))
        .lean(4.0 * wave(t, -0.12))
        .stretch(1.0, 1.0 + 0.03 * wave(2.0 * t, 0.25));
    let hop = (wave(t, 0.0)).abs();
    pose.part("dot").shift(-6.0 * wave(t, -0.08), 3.0 - 3.0 * hop).squash(1.0 - 0.08 * (1.0 - hop));
    pose
}
