//! Hands: well done.

use super::Picture;
use crate::art::pose::{Pose, bump, keys};

pub(super) const THUMBS_UP: Picture = Picture { name: "thumbs_up", frames: 12, fps: 12, pose: thumbs_up };
pub(super) const CLAPPING: Picture = Picture { name: "clapping", frames: 12, fps: 12, pose: clapping };

/// Ducks, jumps, comes down softly.
fn thumbs_up(t: f32) -> Pose {
    let mut pose = Pose::default();
    let squash = keys(t, &[(0.0, 1.0), (0.16, 0.9), (0.36, 1.06), (0.6, 1.0), (0.74, 0.93), (0.88, 1.01)]);
    let lift = keys(t, &[(0.0, 0.0), (0.18, 0.0), (0.42, 15.0), (0.66, 0.0), (0.9, 0.0)]);
    let turn = keys(t, &[(0.0, 0.0), (0.16, 5.0), (0.42, -8.0), (0.7, 2.0), (0.9, 0.0)]);
    pose.part("hand").squash(squash).shift(0.0, 4.0 - lift).turn(turn);
    rays(&mut pose, &["ray_1", "ray_2", "ray_3", "ray_4"], t, 0.45);
    pose.part("cheer").shift(0.0, 4.0 - lift);
    pose
}

/// Two claps a loop: one would be too slow for joy.
fn clapping(t: f32) -> Pose {
    let mut pose = Pose::default();
    // Together quickly, apart slowly.
    let apart = keys(2.0 * t, &[(0.0, 0.0), (0.12, 0.1), (0.55, 1.0), (0.9, 0.25)]);
    pose.part("left").turn(14.0 - 26.0 * apart).shift(3.0 - 5.0 * apart, 2.0 * apart);
    pose.part("right").turn(-14.0 + 26.0 * apart).shift(-3.0 + 5.0 * apart, 2.0 * apart);
    rays(&mut pose, &["ray_1", "ray_2", "ray_3"], 2.0 * t, 0.1);
    pose
}

/// Short lines that fly apart at one moment.
fn rays(pose: &mut Pose, names: &[&'static str], t: f32, moment: f32) {
    let away = (t - moment + 0.5).rem_euclid(1.0) - 0.5;
    for name in names {
        let size = 0.96 + 0.5 * away;
        pose.part(name).stretch(size, size).fade(bump(t, moment, 0.28));
    }
}
