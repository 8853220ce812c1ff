//! What tastes good.

use super::Picture;
use crate::art::pose::{Curve, Pose, bump, wave};

pub(super) const CAKE: Picture = Picture { name: "cake", frames: 12, fps: 10, pose: cake };
pub(super) const BANANA: Picture = Picture { name: "banana", frames: 12, fps: 12, pose: banana };

/// The flames lean in a draught, each in its own time; their light hardly changes.
fn cake(t: f32) -> Pose {
    let mut pose = Pose::default();
    pose.part("cake").squash(1.0 + 0.012 * wave(t, 0.0));
    let candles = [("flame_1", "glow_1", 0.0), ("flame_2", "glow_2", 0.37), ("flame_3", "glow_3", 0.71)];
    for (flame, glow, late) in candles {
        let flicker = 0.6 * wave(2.0 * t, late) + 0.4 * wave(3.0 * t, 2.0 * late);
        pose.part(flame).lean(-11.0 * wave(t, late)).stretch(1.0 - 0.06 * flicker, 1.0 + 0.13 * flicker);
        pose.part(glow).stretch(1.0 + 0.08 * flicker, 1.0 + 0.08 * flicker);
    }
    pose
}

/// Leans to either side, and lifts the foot on the other.
fn banana(t: f32) -> Pose {
    let mut pose = Pose::default();
    let side = wave(t, 0.0);
    let hop = 4.0 * wave(2.0 * t, 0.0).max(0.0);
    let hips = 7.0 * side;
    pose.part("banana").shift(hips, -hop).turn(8.5 * side).lean(-3.0 * side).squash(1.0 + 0.03 * wave(2.0 * t, 0.1));
    pose.part("face").shift(2.0 * side, 0.0).turn(-5.0 * side);
    pose.part("arm_left").turn(18.0 + 18.0 * wave(t, 0.1));
    pose.part("arm_right").turn(-8.0 + 20.0 * wave(t, 0.1));
    if (0.5..0.9).contains(&t) {
        pose.choose("happy", &["eyes", "happy"]);
    }
    let (left, right) = (13.0 * bump(t, 0.25, 0.25), 13.0 * bump(t, 0.75, 0.25));
    let leg = |hip: (f32, f32), foot: (f32, f32), out: f32| Curve {
        root: hip,
        near: (hip.0 + out, hip.1 + 12.0),
        far: (foot.0 + out, foot.1 - 10.0),
        tip: foot,
    };
    let (foot_left, foot_right) = ((72.0 - 0.4 * left, 172.0 - left), (116.0 + 0.4 * right, 172.0 - right));
    pose.bend(&["leg_left"], leg((78.0 + hips, 146.0 - hop), foot_left, -4.0));
    pose.bend(&["leg_right"], leg((103.0 + hips, 150.0 - hop), foot_right, 5.0));
    pose.part("shoe_left").shift(foot_left.0, foot_left.1).turn(left);
    pose.part("shoe_right").shift(foot_right.0, foot_right.1).turn(-right);
    pose.part("shadow").stretch(1.0 - 0.03 * hop, 1.0).shift(0.6 * hips, 0.0);
    pose
}
