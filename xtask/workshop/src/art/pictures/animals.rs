//! Animals, each doing what it is known for.

use super::{Picture, along};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(super) const CAT: Picture = Picture { name: "cat", frames: 12, fps: 10, pose: cat };
pub(super) const FROG: Picture = Picture { name: "frog", frames: 14, fps: 12, pose: frog };
pub(super) const FISH: Picture = Picture { name: "fish", frames: 14, fps: 10, pose: fish };

/// Waves twice and shuts its eyes for joy once.
fn cat(t: f32) -> Pose {
    let mut pose = Pose::default();
    pose.part("arm").turn(3.0 + 13.0 * wave(2.0 * t, 0.0));
    pose.part("head").turn(4.0 * wave(t, 0.0)).shift(0.0, 1.5 * wave(2.0 * t, 0.1));
    pose.part("cat").squash(1.0 + 0.012 * wave(2.0 * t, 0.2));
    pose.part("ear_right").turn(8.0 * bump(t, 0.3, 0.15));
    pose.part("ear_left").turn(-8.0 * bump(t, 0.8, 0.15));
    if (0.55..0.85).contains(&t) {
        pose.choose("happy", &["eyes", "happy"]);
    }
    let swing = 9.0 * wave(t, 0.1);
    let tail = Curve { root: (60.0, 168.0), near: (36.0, 172.0), far: (18.0, 156.0), tip: (25.0 - swing, 130.0) };
    pose.bend(&["tail", "tail_shade"], tail);
    pose
}

/// Crouches, leaps, and comes down softly.
fn frog(t: f32) -> Pose {
    let mut pose = Pose::default();
    let lift = keys(t, &[(0.0, 0.0), (0.2, 0.0), (0.48, 44.0), (0.72, 0.0), (0.9, 0.0)]);
    let height = keys(t, &[(0.0, 1.0), (0.17, 0.84), (0.34, 1.1), (0.5, 1.0), (0.64, 1.05), (0.78, 0.86), (0.92, 1.0)]);
    let air = (lift / 30.0).min(1.0);
    pose.part("frog").shift(0.0, -lift);
    pose.part("body").squash(height);
    pose.part("shadow").stretch(1.0 - 0.35 * air, 1.0 - 0.35 * air);
    let between =
        |sitting: (f32, f32), hanging: (f32, f32)| (mix(sitting.0, hanging.0, air), mix(sitting.1, hanging.1, air));
    let left = Curve {
        root: (58.0, 144.0),
        near: between((22.0, 112.0), (30.0, 138.0)),
        far: between((8.0, 158.0), (24.0, 164.0)),
        tip: between((36.0, 168.0), (42.0, 188.0)),
    };
    let mirrored = |(x, y): (f32, f32)| (192.0 - x, y);
    let right = Curve {
        root: mirrored(left.root),
        near: mirrored(left.near),
        far: mirrored(left.far),
        tip: mirrored(left.tip),
    };
    pose.bend(&["leg_left", "leg_left_shade"], left);
    pose.bend(&["leg_right", "leg_right_shade"], right);
    pose.part("foot_left").shift(left.tip.0, left.tip.1);
    pose.part("foot_right").shift(right.tip.0, right.tip.1);
    if lift > 12.0 {
        pose.show("laugh");
        pose.hide("smile");
        pose.choose("happy", &["eye_left", "eye_right", "happy"]);
    }
    pose
}

fn fish(t: f32) -> Pose {
    let mut pose = Pose::default();
    pose.part("fish").shift(-2.0 + 5.0 * wave(t, 0.0), 4.0 * wave(t, 0.3)).turn(4.0 * wave(t, 0.05));
    pose.part("tail").stretch(0.84 + 0.18 * wave(3.0 * t, 0.0), 1.0).lean(5.0 * wave(3.0 * t, 0.2));
    pose.part("wing").turn(22.0 * wave(3.0 * t, 0.4));
    for name in ["bubble", "shine"] {
        pose.part(name).squash(1.0 + 0.012 * wave(t, 0.0));
    }
    for (name, x, late) in [("air_1", 158.0, 0.2), ("air_2", 148.0, 0.55), ("air_3", 163.0, 0.85)] {
        let k = along(t, late);
        pose.part(name)
            .shift(x + 4.0 * wave(2.0 * k, 0.0) - 18.0 * k * k, mix(104.0, 40.0, k))
            .fade(1.7 * bump(k, 0.5, 0.48));
    }
    pose
}
