//! Pim, the green one: a drop of jelly with an eye of its own and two more on stalks. Springy, curious, quick.

use super::props::{Bite, blow, depth, serve, sing, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::EXHIBIT,
    name: "pim",
    called: "Pim",
    formerly: &["green"],
    animations: [
        Animation { name: "idle", fps: 8.0, pose: idle },
        Animation { name: "curious", fps: 8.0, pose: curious },
        Animation { name: "listening", fps: 10.0, pose: listening },
        Animation { name: "eating", fps: 12.0, pose: eating },
        Animation { name: "reacting_little", fps: 13.0, pose: reacting_little },
        Animation { name: "reacting", fps: 14.0, pose: reacting },
        Animation { name: "reacting_much", fps: 11.0, pose: reacting_much },
        Animation { name: "confused", fps: 8.0, pose: confused },
        Animation { name: "asleep", fps: 3.0, pose: |t| doze(t, 1.0) },
        Animation { name: "waking", fps: 8.0, pose: |t| doze(0.0, depth(t)) },
    ],
};

const MOUTHS: [&str; 4] = ["mouth_smile", "mouth_open", "mouth_oh", "mouth_wry"];

/// How one eye looks.
#[derive(Clone, Copy)]
struct Eye {
    /// 0 open, 1 closed.
    lid: f32,
    size: f32,
    pupil: f32,
    gaze: (f32, f32),
    /// Squeezed shut with joy.
    happy: bool,
}

const EYE: Eye = Eye { lid: 0.0, size: 1.0, pupil: 1.0, gaze: (0.0, 0.0), happy: false };

/// How the whole creature stands.
struct Stance {
    lift_px: f32,
    squash: f32,
    lean_deg: f32,
    turn_deg: f32,
    /// Tips of the stalks, from where they rest.
    stalks: [(f32, f32); 2],
    /// Left, middle, right.
    eyes: [Eye; 3],
    mouth: &'static str,
    mouth_size: (f32, f32),
    face: (f32, f32),
    arms_deg: [f32; 2],
    sprout_deg: f32,
    sprout_size: f32,
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            lift_px: 0.0,
            squash: 1.0,
            lean_deg: 0.0,
            turn_deg: 0.0,
            stalks: [(0.0, 0.0); 2],
            eyes: [EYE; 3],
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
            face: (0.0, 0.0),
            arms_deg: [0.0; 2],
            sprout_deg: 0.0,
            sprout_size: 1.0,
        }
    }
}

fn idle(t: f32) -> Pose {
    let breath = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.13);
    let gaze = (keys(t, &[(0.0, -4.0), (0.35, -4.0), (0.5, 5.0), (0.85, 5.0)]), 1.0);
    let eye =
        |late: f32, reach: f32| Eye { lid: 0.95 * bump(t, 0.68 + late, 0.13), gaze: (gaze.0 * reach, gaze.1), ..EYE };
    stand(&Stance {
        squash: 1.0 + 0.022 * breath,
        stalks: [
            (2.5 * wave(t, 0.85), -3.0 * wave(t, 0.9) + 2.0 * blink),
            (2.5 * wave(t, 0.75), -3.0 * wave(t, 0.8) + 2.0 * blink),
        ],
        eyes: [eye(0.0, 0.8), eye(0.0, 1.3), eye(0.05, 0.8)],
        mouth_size: (1.0 + 0.03 * breath, 1.0),
        face: (gaze.0 * 0.5, -1.2 * breath),
        arms_deg: [5.0 * wave(t, 0.9), -5.0 * wave(t, 0.9)],
        sprout_deg: 6.0 * wave(t, 0.7),
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let eye = |size: f32| Eye { size, pupil: 1.16 + 0.05 * wave(t, 0.3), gaze: (1.5 * wave(t, 0.0), -5.0), ..EYE };
    stand(&Stance {
        squash: 1.055 + 0.018 * wave(t, 0.1),
        lean_deg: 3.0 * nod,
        stalks: [
            (-5.0 + 3.0 * wave(t, 0.9), -8.0 - 4.0 * wave(t, 0.1)),
            (5.0 + 3.0 * wave(t, 0.9), -8.0 - 4.0 * wave(t, 0.35)),
        ],
        eyes: [eye(1.13), eye(1.1), eye(1.13)],
        mouth: "mouth_oh",
        mouth_size: (0.95 + 0.07 * wave(t, 0.5), 0.95 + 0.12 * wave(t, 0.5)),
        face: (2.0 * nod, -7.0),
        arms_deg: [24.0 + 5.0 * wave(t, 0.2), -24.0 + 5.0 * wave(t, 0.2)],
        sprout_deg: 5.0 * wave(t, 0.55),
        sprout_size: 1.14,
        ..Stance::default()
    })
}

fn reacting(t: f32) -> Pose {
    // One hop: crouch, fly, land, settle into the next crouch.
    let lift = keys(t, &[(0.0, 0.0), (0.14, 0.0), (0.3, 22.0), (0.44, 30.0), (0.58, 22.0), (0.72, 0.0), (0.86, 0.0)]);
    let squash =
        keys(t, &[(0.0, 0.94), (0.1, 0.91), (0.24, 1.08), (0.44, 1.01), (0.62, 1.04), (0.76, 0.9), (0.9, 0.985)]);
    // Soft things come after: the stalks trail what the body did a moment ago.
    let drag = keys(t, &[(0.0, 2.0), (0.14, 12.0), (0.3, 16.0), (0.48, -2.0), (0.62, -6.0), (0.8, 16.0), (0.92, -2.0)]);
    let flying = bump(t, 0.44, 0.3);
    let eye = Eye { size: 1.06, pupil: 1.15, gaze: (0.0, -3.0), happy: flying > 0.45, ..EYE };
    stand(&Stance {
        lift_px: lift,
        squash,
        turn_deg: 3.0 * wave(t, 0.0),
        stalks: [(-9.0 * flying + 4.0 * wave(t, 0.1), drag), (9.0 * flying + 4.0 * wave(t, 0.1), drag)],
        eyes: [eye; 3],
        mouth: "mouth_open",
        mouth_size: (mix(0.95, 1.08, flying), mix(0.82, 1.18, flying)),
        face: (0.0, mix(3.0, -6.0, flying)),
        arms_deg: [mix(76.0, 108.0, flying), mix(-76.0, -108.0, flying)],
        sprout_deg: 14.0 * wave(t, 0.3),
        ..Stance::default()
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.12);
    let mut pose = stand(&Stance {
        squash: 0.985 + 0.012 * wave(t, 0.2),
        turn_deg: 5.0 + 1.5 * sway,
        lean_deg: -1.0 - 1.5 * sway,
        stalks: [(-8.0 + 3.0 * sway, 18.0 + 3.0 * wave(t, 0.3)), (3.0 * sway, -7.0 + 3.0 * wave(t, 0.6))],
        eyes: [
            Eye { lid: (0.5 + blink).min(1.05), size: 0.9, pupil: 0.85, gaze: (7.0, 2.0), ..EYE },
            Eye { lid: 0.95 * blink, pupil: 0.85, gaze: (-9.0 * wave(t, 0.1), -6.0), ..EYE },
            Eye { lid: blink, size: 1.2, pupil: 0.72, gaze: (-6.0, 4.0), ..EYE },
        ],
        mouth: "mouth_wry",
        mouth_size: (0.95 + 0.04 * sway, 1.0 + 0.12 * wave(t, 0.4)),
        face: (3.0 * sway, 1.0),
        arms_deg: [4.0, -112.0 - 7.0 * wave(t, 0.35)],
        sprout_deg: -24.0 + 8.0 * wave(t, 0.2),
        ..Stance::default()
    });
    pose.show("question").shift(-2.0 + 2.0 * sway, 4.0 * wave(t, 0.25)).turn(9.0 * wave(t, 0.1)).stretch(0.9, 0.9);
    pose
}

fn curious(t: f32) -> Pose {
    // Looks to one side, to the other, then bends forward to whoever is there.
    let look = keys(t, &[(0.0, 0.0), (0.14, -1.0), (0.34, -1.0), (0.46, 1.0), (0.64, 1.0), (0.76, 0.0)]);
    let peek = bump(t, 0.88, 0.2);
    let eye =
        |size: f32| Eye { size: size + 0.08 * peek, pupil: 1.18, gaze: (7.0 * look, mix(-2.0, 2.0, peek)), ..EYE };
    // A stalk is a periscope: the one on that side goes up.
    let up = |side: f32| -10.0 - 14.0 * (side * look).max(0.0) + 18.0 * peek;
    let mut pose = stand(&Stance {
        squash: mix(1.05, 0.97, peek),
        lean_deg: -6.0 * look,
        stalks: [(12.0 * look - 5.0 * peek, up(-1.0)), (12.0 * look + 5.0 * peek, up(1.0))],
        eyes: [eye(1.12), eye(1.12), eye(1.12)],
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        mouth_size: (0.9, 0.9),
        face: (8.0 * look, mix(-6.0, 5.0, peek)),
        arms_deg: [18.0 + 16.0 * peek, -18.0 - 16.0 * peek],
        sprout_deg: 12.0 * look,
        sprout_size: 1.1,
        ..Stance::default()
    });
    pose.part("all").stretch(1.0 + 0.05 * peek, 1.0 + 0.05 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let eye = Eye { size: 1.0 + 0.1 * bite.open, pupil: 1.12, gaze: (1.0, 6.0 * bite.open), happy: bite.glad, ..EYE };
    let (mouth, mouth_size) = bite.mouth();
    let mut pose = stand(&Stance {
        squash: 1.0 + 0.05 * bite.open - 0.035 * bite.chew,
        stalks: [(4.0 * bite.open, 6.0 * bite.chew), (-4.0 * bite.open, 6.0 * bite.chew)],
        eyes: [eye; 3],
        mouth,
        mouth_size,
        face: (3.0 * bite.chew, -4.0 * bite.open),
        arms_deg: [mix(26.0, 60.0, bite.open), mix(-26.0, -60.0, bite.open)],
        sprout_deg: 8.0 * bite.chew,
        ..Stance::default()
    });
    serve(&mut pose, t, (214.0, 264.0), (160.0, 246.0));
    pose
}

fn reacting_little(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let eye = Eye { pupil: 1.1, gaze: (3.0 * sway, -2.0), happy: bump(t, 0.25, 0.2) > 0.3, ..EYE };
    stand(&Stance {
        squash: 1.0 + 0.02 * wave(2.0 * t, 0.0),
        lean_deg: 7.0 * sway,
        stalks: [(-7.0 * wave(t, 0.85), 0.0), (-7.0 * wave(t, 0.8), 0.0)],
        eyes: [eye; 3],
        mouth_size: (1.12, 1.2),
        face: (-2.0 * sway, 0.0),
        arms_deg: [26.0 + 16.0 * sway, -26.0 + 16.0 * sway],
        sprout_deg: -14.0 * wave(t, 0.85),
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // Hops from side to side, turns in the air, and waves one arm after the other.
    let hop = wave(2.0 * t, 0.75) * 0.5 + 0.5;
    let side = wave(t, 0.0);
    let eye = Eye { size: 1.05, pupil: 1.15, gaze: (4.0 * side, -3.0), happy: side > -0.4, ..EYE };
    let arm = |side: f32| mix(4.0, 116.0, 0.5 + 0.5 * side);
    let mut pose = stand(&Stance {
        lift_px: 26.0 * hop,
        squash: mix(0.95, 1.05, hop),
        turn_deg: 6.0 * side,
        lean_deg: -7.0 * side,
        stalks: [(-10.0 * wave(t, 0.9) - 4.0, 18.0 - 20.0 * hop), (-10.0 * wave(t, 0.9) + 4.0, 18.0 - 20.0 * hop)],
        eyes: [eye; 3],
        mouth: "mouth_open",
        mouth_size: (mix(1.0, 1.12, hop), mix(0.9, 1.25, hop)),
        face: (4.0 * side, mix(3.0, -6.0, hop)),
        arms_deg: [arm(side), -arm(-side)],
        sprout_deg: -26.0 * wave(t, 0.9),
        sprout_size: 1.12,
    });
    sing(&mut pose, t, [(26.0, 146.0), (294.0, 142.0)]);
    pose
}

/// So deep asleep: 1 has run out into a puddle, stalks and all, 0 is awake.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0);
    let yawn = yawn(depth);
    let eye = Eye { lid: depth, gaze: (0.0, 3.0 * depth), size: mix(1.0, 0.94, depth), ..EYE };
    let mut pose = stand(&Stance {
        squash: mix(1.0, 0.84 + 0.018 * breath, depth) + 0.05 * yawn,
        stalks: [(-4.0 * depth, (50.0 + 2.0 * breath) * depth), (8.0 * depth, (56.0 + 2.0 * wave(t, 0.9)) * depth)],
        eyes: [eye; 3],
        mouth: if yawn > 0.6 && depth < 0.8 { "mouth_open" } else { "mouth_oh" },
        mouth_size: if yawn > 0.6 && depth < 0.8 { (0.7, 0.4 + 0.7 * yawn) } else { (0.62, 0.55) },
        face: (0.0, 6.0 * depth),
        arms_deg: [-26.0 * depth + 30.0 * yawn, 26.0 * depth - 30.0 * yawn],
        sprout_deg: (34.0 + 3.0 * wave(t, 0.8)) * depth,
        ..Stance::default()
    });
    if depth > 0.95 {
        blow(&mut pose, t);
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(0.0, -stance.lift_px).turn(stance.turn_deg).lean(stance.lean_deg).squash(stance.squash);
    let ground = 1.0 - stance.lift_px / 110.0;
    pose.part("shadow").stretch(ground / stance.squash, ground).fade(ground * ground);

    let [left, right] = stance.stalks;
    bend_stalk(&mut pose, ["stalk_left", "stalk_left_shine"], (128.0, 160.0), (96.0, 84.0), left);
    bend_stalk(&mut pose, ["stalk_right", "stalk_right_shine"], (192.0, 160.0), (224.0, 84.0), right);
    pose.part("eye_left").shift(left.0, left.1);
    pose.part("eye_right").shift(right.0, right.1);

    let named = [
        ("eye_left", "gaze_left", "pupil_left", "lid_left", "shut_left", "happy_left", 27.0),
        ("eye_mid", "gaze_mid", "pupil_mid", "lid_mid", "shut_mid", "happy_mid", 38.0),
        ("eye_right", "gaze_right", "pupil_right", "lid_right", "shut_right", "happy_right", 27.0),
    ];
    for (eye, (whole, gaze, pupil, lid, shut, happy, radius_px)) in stance.eyes.iter().zip(named) {
        // Undo the squash of the body, so that the balls stay round.
        pose.part(whole).stretch(eye.size * stance.squash.sqrt(), eye.size / stance.squash.sqrt());
        pose.part(gaze).shift(eye.gaze.0, eye.gaze.1);
        pose.part(pupil).stretch(eye.pupil, eye.pupil);
        pose.part(lid).shift(0.0, radius_px * (2.2 * eye.lid - 0.2));
        if eye.lid > 0.8 {
            pose.show(shut);
        }
        if eye.happy {
            pose.show(happy);
        }
    }
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);
    pose.part("face").shift(stance.face.0, stance.face.1);
    pose.part("arm_left").turn(stance.arms_deg[0]);
    pose.part("arm_right").turn(stance.arms_deg[1]);
    pose.part("sprout").turn(stance.sprout_deg).stretch(stance.sprout_size, stance.sprout_size);
    pose
}

/// A stalk stands on its root and carries its eye: it leaves the body upwards and arrives from below.
fn bend_stalk(pose: &mut Pose, names: [&'static str; 2], root: (f32, f32), rest: (f32, f32), tip: (f32, f32)) {
    let tip = (rest.0 + tip.0, rest.1 + tip.1);
    let side = (rest.0 - root.0).signum();
    // The lower the eye hangs, the flatter the stalk comes to it.
    let height = ((root.1 - tip.1) / (root.1 - rest.1)).clamp(0.0, 1.0).sqrt();
    let far = (tip.0 - side * mix(26.0, 5.0, height), tip.1 + mix(0.0, 36.0, height));
    pose.bend(&names, Curve { root, near: (root.0 + side * 4.0, root.1 - 30.0), far, tip });
}
