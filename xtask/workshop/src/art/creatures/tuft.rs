//! Tuft, the purple one: a tall heap of fur with horns. Slow, sleepy, kind; when it wakes, all of it wakes.

use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::EXHIBIT,
    name: "tuft",
    called: "Tuft",
    formerly: &["purple"],
    animations: [
        Animation { name: "idle", fps: 7.0, pose: idle },
        Animation { name: "curious", fps: 6.0, pose: curious },
        Animation { name: "listening", fps: 9.0, pose: listening },
        Animation { name: "eating", fps: 12.0, pose: eating },
        Animation { name: "reacting_little", fps: 9.0, pose: reacting_little },
        Animation { name: "reacting", fps: 13.0, pose: reacting },
        Animation { name: "reacting_much", fps: 10.0, pose: reacting_much },
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
    happy: bool,
}

/// Its eyes are never quite open: that is who it is.
const EYE: Eye = Eye { lid: 0.3, size: 1.0, pupil: 1.0, gaze: (0.0, 0.0), happy: false };

/// How the whole creature stands.
struct Stance {
    lift_px: f32,
    squash: f32,
    lean_deg: f32,
    breath: f32,
    head_deg: f32,
    head: (f32, f32),
    horns_deg: f32,
    /// Positive raises.
    ears_deg: [f32; 2],
    /// Positive raises.
    arms_deg: [f32; 2],
    eyes: [Eye; 2],
    brows: [(f32, f32); 2],
    mouth: &'static str,
    mouth_size: (f32, f32),
    tail_px: (f32, f32),
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            lift_px: 0.0,
            squash: 1.0,
            lean_deg: 0.0,
            breath: 0.0,
            head_deg: 0.0,
            head: (0.0, 0.0),
            horns_deg: 0.0,
            ears_deg: [0.0; 2],
            arms_deg: [0.0; 2],
            eyes: [EYE; 2],
            brows: [(0.0, 0.0); 2],
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
            tail_px: (0.0, 0.0),
        }
    }
}

fn idle(t: f32) -> Pose {
    let breath = wave(t, 0.0);
    let eye = Eye {
        lid: 0.26 + 0.05 * breath + 0.85 * bump(t, 0.75, 0.17),
        gaze: (keys(t, &[(0.0, 2.5), (0.3, 2.5), (0.55, -2.5), (0.85, -2.5)]), 1.0),
        ..EYE
    };
    stand(&Stance {
        breath,
        squash: 1.0 + 0.012 * breath,
        head: (0.0, -2.2 * wave(t, 0.93)),
        head_deg: 1.4 * wave(t, 0.2),
        ears_deg: [5.0 * wave(t, 0.8), 5.0 * wave(t, 0.74) + 12.0 * bump(t, 0.3, 0.12)],
        arms_deg: [3.0 + 4.0 * wave(t, 0.9), 3.0 + 4.0 * wave(t, 0.9)],
        eyes: [eye; 2],
        brows: [(-5.0 - breath, -5.0), (-5.0 - breath, 5.0)],
        tail_px: (8.0 * wave(t, 0.0), 5.0 * wave(t, 0.25)),
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let eye = Eye { lid: 0.0, size: 1.16, pupil: 1.12 + 0.05 * wave(t, 0.4), gaze: (1.0, -3.0 + nod), ..EYE };
    stand(&Stance {
        breath: 0.6 + 0.4 * nod,
        squash: 1.025 + 0.008 * nod,
        lean_deg: -3.5 + 1.0 * nod,
        head: (5.0, 1.0 + 2.0 * nod),
        head_deg: 7.0 + 1.5 * wave(t, 0.1),
        horns_deg: 2.0,
        ears_deg: [30.0 + 5.0 * wave(t, 0.15), 52.0 + 6.0 * wave(t, 0.3)],
        arms_deg: [14.0, 118.0 + 4.0 * wave(t, 0.2)],
        eyes: [eye; 2],
        brows: [(-8.0, -6.0), (-9.0, 6.0)],
        mouth: "mouth_oh",
        mouth_size: (0.9, 0.85 + 0.12 * wave(t, 0.5)),
        tail_px: (4.0 * wave(t, 0.1), -10.0 + 6.0 * wave(t, 0.35)),
        ..Stance::default()
    })
}

fn reacting(t: f32) -> Pose {
    // A heavy one jumps low, and everything that hangs on it flies.
    let lift = keys(t, &[(0.0, 0.0), (0.16, 0.0), (0.32, 15.0), (0.44, 18.0), (0.56, 14.0), (0.7, 0.0), (0.86, 0.0)]);
    let squash =
        keys(t, &[(0.0, 0.97), (0.12, 0.925), (0.26, 1.035), (0.44, 1.0), (0.6, 1.03), (0.74, 0.915), (0.9, 1.0)]);
    let flying = bump(t, 0.44, 0.32);
    let flap = keys(t, &[(0.0, 0.0), (0.16, 24.0), (0.32, -6.0), (0.5, 34.0), (0.66, 52.0), (0.8, 0.0)]);
    let eye = Eye { lid: 0.0, size: 1.1, pupil: 1.15, gaze: (0.0, -2.0), happy: flying > 0.4 };
    stand(&Stance {
        lift_px: lift,
        squash,
        breath: flying,
        lean_deg: 3.0 * wave(t, 0.0),
        head: (0.0, mix(4.0, -5.0, flying)),
        head_deg: -3.0 * wave(t, 0.05),
        ears_deg: [flap, flap],
        arms_deg: [mix(112.0, 150.0, flying); 2],
        eyes: [eye; 2],
        brows: [(mix(-3.0, -7.0, flying), 0.0); 2],
        mouth: "mouth_open",
        mouth_size: (mix(0.98, 1.12, flying), mix(0.86, 1.22, flying)),
        tail_px: (-12.0 + 10.0 * wave(t, 0.1), -16.0 + 8.0 * wave(t, 0.3)),
        ..Stance::default()
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.12);
    let mut pose = stand(&Stance {
        breath: 0.4 * wave(t, 0.2),
        head: (-5.0, 2.0),
        head_deg: -13.0 + 2.0 * sway,
        lean_deg: 2.0 + sway,
        ears_deg: [-8.0 + 4.0 * wave(t, 0.2), 34.0 + 5.0 * wave(t, 0.4)],
        // Scratches its head.
        arms_deg: [4.0, 146.0 + 7.0 * wave(2.0 * t, 0.0)],
        eyes: [
            Eye { lid: (0.52 + blink).min(1.1), size: 0.9, pupil: 0.9, gaze: (4.0, 3.0), happy: false },
            Eye { lid: blink, size: 1.18, pupil: 0.75, gaze: (-4.0 * wave(t, 0.15), -5.0), happy: false },
        ],
        brows: [(4.0, 10.0), (-11.0, 12.0)],
        mouth: "mouth_wry",
        mouth_size: (1.0 + 0.06 * sway, 1.0 + 0.15 * wave(t, 0.4)),
        tail_px: (-6.0 + 5.0 * wave(t, 0.3), 10.0),
        ..Stance::default()
    });
    pose.show("question")
        .shift(96.0 + 2.0 * sway, 14.0 + 4.0 * wave(t, 0.25))
        .turn(9.0 * wave(t, 0.1))
        .stretch(0.9, 0.9);
    pose
}

fn curious(t: f32) -> Pose {
    let look = keys(t, &[(0.0, 0.0), (0.16, -1.0), (0.36, -1.0), (0.5, 1.0), (0.68, 1.0), (0.8, 0.0)]);
    let peek = bump(t, 0.9, 0.2);
    let eye =
        Eye { lid: 0.0, size: 1.18 + 0.08 * peek, pupil: 1.16, gaze: (5.5 * look, mix(-2.0, 1.0, peek)), happy: false };
    let mut pose = stand(&Stance {
        breath: peek,
        squash: mix(1.02, 0.985, peek),
        lean_deg: -3.0 * look,
        head: (8.0 * look, mix(-2.0, 8.0, peek)),
        head_deg: 7.0 * look,
        horns_deg: 4.0 * peek,
        // The ear on that side pricks up.
        ears_deg: [18.0 - 30.0 * look, 18.0 + 30.0 * look],
        arms_deg: [10.0 + 24.0 * peek; 2],
        eyes: [eye; 2],
        brows: [(-9.0 - 2.0 * peek, -4.0), (-9.0 - 2.0 * peek, 4.0)],
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        mouth_size: (0.9, 0.8),
        tail_px: (8.0 * wave(t, 0.1), -16.0 + 5.0 * wave(t, 0.35)),
        ..Stance::default()
    });
    for head in ["head", "head_back"] {
        pose.part(head).stretch(1.0 + 0.05 * peek, 1.0 + 0.05 * peek);
    }
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let eye =
        Eye { lid: 0.12, size: 1.0 + 0.12 * bite.open, pupil: 1.1, gaze: (1.0, 5.0 * bite.open), happy: bite.glad };
    let (mouth, (wide, high)) = bite.mouth();
    let mut pose = stand(&Stance {
        breath: 0.5 * bite.open,
        squash: 1.0 + 0.02 * bite.open - 0.015 * bite.chew,
        head: (0.0, mix(4.0, -3.0, bite.open) + 2.5 * bite.chew),
        head_deg: 3.0 * bite.chew,
        ears_deg: [12.0 * bite.open - 10.0 * bite.chew, 12.0 * bite.open + 10.0 * bite.chew],
        // Both paws hold it back from running away.
        arms_deg: [mix(42.0, 74.0, bite.open); 2],
        eyes: [eye; 2],
        brows: [(mix(-1.0, -8.0, bite.open), 0.0); 2],
        mouth,
        mouth_size: (1.15 * wide, 1.15 * high),
        tail_px: (10.0 * wave(t, 0.0), -6.0 + 6.0 * wave(t, 0.25)),
        ..Stance::default()
    });
    serve(&mut pose, t, (206.0, 262.0), (160.0, 200.0));
    pose
}

fn reacting_little(t: f32) -> Pose {
    // Nothing but the tail and the ears are in a hurry.
    let sway = wave(t, 0.0);
    let eye = Eye { lid: 0.2, size: 1.05, pupil: 1.1, gaze: (2.0 * sway, 0.0), happy: bump(t, 0.25, 0.22) > 0.3 };
    stand(&Stance {
        breath: 0.5 + 0.5 * sway,
        squash: 1.0 + 0.012 * wave(2.0 * t, 0.0),
        lean_deg: 3.0 * sway,
        head: (-3.0 * sway, 0.0),
        head_deg: 7.0 * sway,
        ears_deg: [8.0 + 14.0 * wave(2.0 * t, 0.0), 8.0 + 14.0 * wave(2.0 * t, 0.1)],
        arms_deg: [22.0 + 14.0 * sway, 22.0 - 14.0 * sway],
        eyes: [eye; 2],
        brows: [(-5.0, -3.0), (-5.0, 3.0)],
        mouth_size: (1.25, 1.4),
        tail_px: (-10.0 + 16.0 * wave(2.0 * t, 0.0), -8.0 + 6.0 * wave(2.0 * t, 0.25)),
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // A stamp to the left, a stamp to the right, and one arm up at each.
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let side = wave(t, 0.0);
    let eye = Eye { lid: 0.0, size: 1.12, pupil: 1.15, gaze: (0.0, -2.0), happy: side > -0.4 };
    let arm = |side: f32| mix(58.0, 158.0, 0.5 + 0.5 * side);
    let flap = 44.0 - 50.0 * wave(2.0 * t, 0.6);
    let mut pose = stand(&Stance {
        lift_px: 12.0 * hop,
        squash: mix(0.93, 1.025, hop),
        breath: hop,
        lean_deg: -7.0 * side,
        head: (5.0 * side, mix(7.0, 4.0, hop)),
        head_deg: -11.0 * side,
        horns_deg: 3.0 * hop,
        ears_deg: [flap, flap],
        arms_deg: [arm(-side), arm(side)],
        eyes: [eye; 2],
        brows: [(mix(-4.0, -9.0, hop), 0.0); 2],
        mouth: "mouth_open",
        mouth_size: (mix(1.05, 1.2, hop), mix(0.95, 1.3, hop)),
        tail_px: (-18.0 + 12.0 * wave(2.0 * t, 0.1), -22.0 + 12.0 * wave(2.0 * t, 0.35)),
    });
    sing(&mut pose, t, [(34.0, 66.0), (286.0, 60.0)]);
    pose
}

/// So deep asleep: 1 has its chin on its belly and its tail around its feet, 0 is as awake as it gets.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let yawn = yawn(depth);
    let yawns = yawn > 0.6 && depth < 0.8;
    let eye = Eye { lid: mix(EYE.lid, 1.0, depth), ..EYE };
    let mut pose = stand(&Stance {
        breath: 2.0 * breath + yawn,
        squash: mix(1.0, 0.9, depth) + 0.015 * breath + 0.03 * yawn,
        head: (-4.0 * depth, 20.0 * depth - 2.0 * breath - 8.0 * yawn),
        head_deg: -9.0 * depth,
        ears_deg: [(-24.0 - 3.0 * wave(t, 0.8)) * depth, (-18.0 - 3.0 * wave(t, 0.8)) * depth],
        arms_deg: [-6.0 * depth + 50.0 * yawn, -6.0 * depth + 50.0 * yawn],
        eyes: [eye; 2],
        brows: [(3.0 * depth, -8.0 * depth), (3.0 * depth, 8.0 * depth)],
        mouth: if yawns { "mouth_open" } else { "mouth_oh" },
        mouth_size: if yawns { (1.0, 0.6 + 0.7 * yawn) } else { (0.6, 0.5 + 0.12 * breath) },
        tail_px: (-34.0 * depth, (36.0 + 2.0 * breath) * depth),
        ..Stance::default()
    });
    if depth > 0.95 {
        snore(&mut pose, t, (248.0, 116.0), (288.0, 38.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(0.0, -stance.lift_px).lean(stance.lean_deg).squash(stance.squash);
    let ground = 1.0 - stance.lift_px / 100.0;
    pose.part("shadow").stretch(ground / stance.squash, ground).fade(ground * ground);
    pose.part("body").stretch(1.0 + 0.012 * stance.breath, 1.0 + 0.008 * stance.breath);

    // What sits behind the body belongs to the head and moves with it.
    for head in ["head", "head_back"] {
        pose.part(head).shift(stance.head.0, stance.head.1).turn(stance.head_deg);
    }
    pose.part("horn_left").turn(-stance.horns_deg);
    pose.part("horn_right").turn(stance.horns_deg);
    pose.part("ear_left").turn(stance.ears_deg[0]);
    pose.part("ear_right").turn(-stance.ears_deg[1]);
    pose.part("arm_left_swing").turn(stance.arms_deg[0]);
    pose.part("arm_right_swing").turn(-stance.arms_deg[1]);

    let named = [
        ("eye_left", "gaze_left", "pupil_left", "lid_left", "shut_left", "happy_left"),
        ("eye_right", "gaze_right", "pupil_right", "lid_right", "shut_right", "happy_right"),
    ];
    for (eye, (whole, gaze, pupil, lid, shut, happy)) in stance.eyes.iter().zip(named) {
        pose.part(whole).stretch(eye.size, eye.size);
        pose.part(gaze).shift(eye.gaze.0, eye.gaze.1);
        pose.part(pupil).stretch(eye.pupil, eye.pupil);
        pose.part(lid).shift(0.0, 21.0 * (2.2 * eye.lid - 0.2));
        if eye.lid > 0.8 {
            pose.show(shut);
        }
        if eye.happy {
            pose.show(happy);
        }
    }
    pose.part("brow_left").shift(0.0, stance.brows[0].0).turn(stance.brows[0].1);
    pose.part("brow_right").shift(0.0, stance.brows[1].0).turn(stance.brows[1].1);
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);

    let tip = (280.0 + stance.tail_px.0, 234.0 + stance.tail_px.1);
    let tail =
        Curve { root: (232.0, 266.0), near: (258.0, 274.0), far: (tip.0 + 2.0 - stance.tail_px.0, tip.1 + 24.0), tip };
    pose.bend(&["tail_line"], tail);
    pose.part("tuft").shift(stance.tail_px.0, stance.tail_px.1).turn(tail.heading_deg() + 180.0);
    pose
}
