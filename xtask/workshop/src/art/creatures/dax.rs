//! Dax, the low one: a wide hedgehog with a leaf on its spines. Busy, brave and easily delighted.

use super::eyes::{Eye, OPEN, look};
use super::props::{Bite, blow, depth, serve, sing, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::EXHIBIT,
    name: "dax",
    called: "Dax",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 8.0, pose: idle },
        Animation { name: "curious", fps: 9.0, pose: curious },
        Animation { name: "listening", fps: 10.0, pose: listening },
        Animation { name: "eating", fps: 12.0, pose: eating },
        Animation { name: "reacting_little", fps: 11.0, pose: reacting_little },
        Animation { name: "reacting", fps: 14.0, pose: reacting },
        Animation { name: "reacting_much", fps: 11.0, pose: reacting_much },
        Animation { name: "confused", fps: 8.0, pose: confused },
        Animation { name: "asleep", fps: 3.0, pose: |t| doze(t, 1.0) },
        Animation { name: "waking", fps: 8.0, pose: |t| doze(0.0, depth(t)) },
    ],
};

const MOUTHS: [&str; 4] = ["mouth_smile", "mouth_open", "mouth_oh", "mouth_wry"];

/// Near, far.
const SHOULDERS: [(f32, f32); 2] = [(180.0, 264.0), (222.0, 262.0)];
const HANDS: [(f32, f32); 2] = [(194.0, 284.0), (242.0, 284.0)];

/// How the whole creature stands.
struct Stance {
    /// To the right: rearing up leans it back.
    across_px: f32,
    lift_px: f32,
    squash: f32,
    /// Turned about the hind feet: negative rears up.
    turn_deg: f32,
    head: (f32, f32),
    head_deg: f32,
    /// Positive raises.
    ears_deg: [f32; 2],
    ears_size: f32,
    /// How far the spines stand on end: 1 as they lie.
    spines: f32,
    spines_deg: f32,
    leaf_deg: f32,
    /// Near, far: to the right and up from where they stand.
    hands: [(f32, f32); 2],
    /// Elbows: to the right and up from the middle between shoulder and hand.
    elbows: [(f32, f32); 2],
    hands_deg: [f32; 2],
    /// Near, far: hind feet off the ground.
    feet_px: [f32; 2],
    eyes: [Eye; 2],
    /// Up and turned.
    brows: [(f32, f32); 2],
    nose_px: f32,
    mouth: &'static str,
    mouth_size: (f32, f32),
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            across_px: 0.0,
            lift_px: 0.0,
            squash: 1.0,
            turn_deg: 0.0,
            head: (0.0, 0.0),
            head_deg: 0.0,
            ears_deg: [0.0; 2],
            ears_size: 1.0,
            spines: 1.0,
            spines_deg: 0.0,
            leaf_deg: 0.0,
            hands: [(0.0, 0.0); 2],
            elbows: [(0.0, 0.0); 2],
            hands_deg: [0.0; 2],
            feet_px: [0.0; 2],
            eyes: [OPEN; 2],
            brows: [(0.0, 0.0); 2],
            nose_px: 0.0,
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
        }
    }
}

fn idle(t: f32) -> Pose {
    let breath = wave(t, 0.0);
    let glance = keys(t, &[(0.0, -1.0), (0.3, -1.0), (0.45, 1.0), (0.85, 1.0)]);
    // Sniffs, twice, then blinks.
    let sniff = bump(t, 0.12, 0.07) + bump(t, 0.26, 0.07);
    let eye = Eye { lid: bump(t, 0.68, 0.12), gaze: (3.5 * glance, 1.0), ..OPEN };
    stand(&Stance {
        squash: 1.0 + 0.018 * breath,
        head: (1.5 * glance, -1.5 * wave(t, 0.92) - 2.0 * sniff),
        head_deg: 2.0 * wave(t, 0.2) - 2.0 * sniff,
        ears_deg: [4.0 * wave(t, 0.8), 4.0 * wave(t, 0.75) + 12.0 * bump(t, 0.5, 0.1)],
        spines: 1.0 + 0.02 * wave(t, 0.93),
        leaf_deg: 6.0 * wave(t, 0.7),
        eyes: [eye; 2],
        brows: [(1.5 * sniff, 0.0); 2],
        nose_px: 2.5 * sniff,
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let eye = Eye { size: 1.13, pupil: 1.15 + 0.05 * wave(t, 0.4), gaze: (1.0, -2.5 + nod), ..OPEN };
    stand(&Stance {
        squash: 1.02 + 0.01 * nod,
        turn_deg: -2.5 + 0.5 * nod,
        head: (6.0 + 1.5 * nod, -9.0 + 1.5 * wave(t, 0.2)),
        head_deg: 8.0 + 2.0 * nod,
        ears_deg: [16.0 + 4.0 * wave(t, 0.2), 14.0 + 4.0 * wave(t, 0.3)],
        ears_size: 1.3,
        // Lies flat so as not to rustle.
        spines: 0.955 + 0.008 * wave(t, 0.3),
        spines_deg: -3.0,
        leaf_deg: -8.0 + 3.0 * wave(t, 0.4),
        hands: [(-38.0 + 1.5 * nod, 88.0 + 3.0 * wave(t, 0.3)), (0.0, 0.0)],
        elbows: [(-22.0, -8.0), (0.0, 0.0)],
        hands_deg: [-62.0 + 5.0 * wave(t, 0.3), 0.0],
        eyes: [eye; 2],
        brows: [(4.0, -3.0), (4.0, 3.0)],
        mouth: "mouth_oh",
        mouth_size: (0.95, 0.9 + 0.13 * wave(t, 0.5)),
        ..Stance::default()
    })
}

fn reacting(t: f32) -> Pose {
    // Rears up and hops on its hind feet, all spines on end.
    let lift = keys(t, &[(0.0, 0.0), (0.14, 0.0), (0.3, 16.0), (0.44, 22.0), (0.58, 16.0), (0.72, 0.0), (0.86, 0.0)]);
    let squash =
        keys(t, &[(0.0, 0.95), (0.1, 0.92), (0.24, 1.05), (0.44, 1.0), (0.62, 1.03), (0.76, 0.91), (0.9, 0.98)]);
    let flying = bump(t, 0.44, 0.32);
    let eye = Eye { size: 1.07, pupil: 1.15, gaze: (0.0, -2.0), happy: flying > 0.4, ..OPEN };
    stand(&Stance {
        across_px: mix(-3.0, 9.0, flying),
        lift_px: lift,
        squash,
        turn_deg: mix(-5.0, -12.0, flying),
        head: (mix(2.0, 4.0, flying), mix(-4.0, -12.0, flying)),
        head_deg: mix(8.0, 4.0, flying) + 4.0 * wave(t, 0.0),
        ears_deg: [mix(-6.0, 16.0, flying), mix(-6.0, 16.0, flying)],
        ears_size: 1.1,
        spines: mix(0.99, 1.07, flying),
        spines_deg: 2.0 * wave(t, 0.1),
        leaf_deg: 18.0 * wave(t, 0.3),
        hands: [
            (-46.0 + 8.0 * wave(t, 0.2), mix(46.0, 84.0, flying)),
            (mix(36.0, 30.0, flying) - 5.0 * wave(t, 0.2), mix(84.0, 108.0, flying)),
        ],
        elbows: [(-16.0, -14.0), (24.0, -10.0)],
        hands_deg: [-100.0 + 24.0 * wave(t, 0.3), -10.0 - 24.0 * wave(t, 0.3)],
        feet_px: [lift, 0.85 * lift],
        eyes: [eye; 2],
        brows: [(mix(1.0, 5.0, flying), 0.0); 2],
        nose_px: 1.5 * wave(2.0 * t, 0.0),
        mouth: "mouth_open",
        mouth_size: (mix(0.95, 1.08, flying), mix(0.82, 1.16, flying)),
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.12);
    let mut pose = stand(&Stance {
        squash: 0.985 + 0.01 * wave(t, 0.2),
        head: (-2.0 + 1.5 * sway, 2.0),
        head_deg: -15.0 + 2.5 * sway,
        ears_deg: [-34.0 + 4.0 * wave(t, 0.3), 20.0 + 5.0 * wave(t, 0.5)],
        ears_size: 1.08,
        spines: 0.97 + 0.01 * wave(t, 0.4),
        spines_deg: -2.0,
        leaf_deg: -34.0 + 6.0 * wave(t, 0.3),
        // Scratches its forehead.
        hands: [(-22.0 + 6.0 * wave(2.0 * t, 0.0), 104.0 + 3.0 * wave(2.0 * t, 0.25)), (0.0, 0.0)],
        elbows: [(-46.0, -12.0), (0.0, 0.0)],
        hands_deg: [-50.0 + 8.0 * wave(2.0 * t, 0.0), 0.0],
        eyes: [
            Eye { lid: (0.5 + blink).min(1.1), size: 0.93, pupil: 0.86, gaze: (4.0, 1.0), ..OPEN },
            Eye { lid: blink, size: 1.16, pupil: 0.76, gaze: (3.0 * wave(t, 0.1), -5.0), ..OPEN },
        ],
        brows: [(-3.0, 12.0), (5.0, 12.0)],
        mouth: "mouth_wry",
        mouth_size: (1.0 + 0.05 * sway, 1.0 + 0.12 * wave(t, 0.4)),
        ..Stance::default()
    });
    pose.show("question").shift(2.0 * sway, 4.0 * wave(t, 0.25)).turn(9.0 * wave(t, 0.1));
    pose
}

fn curious(t: f32) -> Pose {
    // Nose first: sniffs to the left, to the right, and straight ahead.
    let look = keys(t, &[(0.0, 0.0), (0.14, -1.0), (0.34, -1.0), (0.48, 1.0), (0.66, 1.0), (0.8, 0.0)]);
    let peek = bump(t, 0.9, 0.2);
    let sniff = bump(t, 0.2, 0.06) + bump(t, 0.32, 0.06) + bump(t, 0.54, 0.06) + bump(t, 0.66, 0.06);
    let eye = Eye { size: 1.16 + 0.07 * peek, pupil: 1.2, gaze: (4.5 * look, mix(-2.0, 1.0, peek)), ..OPEN };
    let mut pose = stand(&Stance {
        squash: 1.01 + 0.01 * wave(t, 0.1),
        turn_deg: -7.0 + 4.0 * peek,
        head: (5.0 * look + 4.0 * peek, mix(-8.0, 2.0, peek) - 2.0 * sniff),
        head_deg: 9.0 * look - 3.0 * sniff,
        ears_deg: [10.0 - 16.0 * look, 10.0 + 16.0 * look],
        ears_size: 1.22,
        spines: 0.985,
        leaf_deg: -8.0 * look,
        // A paw in the air, in case it must run.
        hands: [(-2.0, 6.0), (-6.0 + 3.0 * look, 34.0 + 3.0 * wave(t, 0.2))],
        elbows: [(0.0, 0.0), (16.0, -6.0)],
        hands_deg: [0.0, 40.0],
        eyes: [eye; 2],
        brows: [(4.0, -3.0), (4.0, 3.0)],
        nose_px: 3.0 * sniff,
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        mouth_size: (0.9, 0.8),
        ..Stance::default()
    });
    pose.part("head").stretch(1.0 + 0.04 * peek, 1.0 + 0.04 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let eye = Eye { size: 1.0 + 0.12 * bite.open, pupil: 1.12, gaze: (4.0 * bite.open, 3.0), happy: bite.glad, ..OPEN };
    let (mouth, (wide, high)) = bite.mouth();
    let mut pose = stand(&Stance {
        squash: 1.0 + 0.02 * bite.open - 0.015 * bite.chew,
        turn_deg: -3.0 * bite.open,
        head: (-8.0 + 4.0 * bite.open, -4.0 * bite.open + 2.5 * bite.chew),
        head_deg: 3.0 * bite.chew - 4.0 * bite.open,
        ears_deg: [8.0 * bite.open - 8.0 * bite.chew, 8.0 * bite.open + 8.0 * bite.chew],
        spines: 1.0 + 0.02 * bite.chew,
        leaf_deg: 8.0 * bite.chew,
        hands: [(-16.0, 3.0 + 6.0 * bite.open), (-4.0, 12.0 * bite.open)],
        elbows: [(-6.0, 0.0), (4.0, 0.0)],
        hands_deg: [-16.0 * bite.open, 0.0],
        eyes: [eye; 2],
        brows: [(4.0 * bite.open, 0.0); 2],
        nose_px: 1.5 * bite.chew,
        mouth,
        mouth_size: (1.05 * wide, 1.1 * high),
        ..Stance::default()
    });
    serve(&mut pose, t, (284.0, 204.0), (242.0, 258.0));
    pose
}

fn reacting_little(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let quick = wave(2.0 * t, 0.0);
    let eye = Eye { pupil: 1.12, gaze: (2.0 * sway, -1.0), happy: bump(t, 0.3, 0.22) > 0.3, ..OPEN };
    stand(&Stance {
        across_px: 2.0 * sway,
        squash: 1.0 + 0.02 * quick,
        head: (3.0 * sway, -4.0 - 2.0 * quick),
        head_deg: 6.0 * sway,
        ears_deg: [4.0 + 12.0 * quick, 4.0 - 12.0 * quick],
        // A shiver of joy runs through the spines.
        spines: 1.015 + 0.02 * wave(2.0 * t, 0.3),
        spines_deg: 2.5 * wave(2.0 * t, 0.1),
        leaf_deg: 16.0 * wave(2.0 * t, 0.8),
        hands: [(4.0 * sway, 5.0 + 5.0 * quick), (0.0, 5.0 - 5.0 * quick)],
        eyes: [eye; 2],
        brows: [(3.0, 0.0); 2],
        nose_px: 1.5 * quick,
        mouth_size: (1.05, 1.3),
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // Upright like a bear, on its hind feet, and drumming with its paws.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let eye = Eye { size: 1.1, pupil: 1.15, gaze: (0.0, -2.0), happy: side > -0.4, ..OPEN };
    let mut pose = stand(&Stance {
        across_px: 24.0 + 7.0 * side,
        lift_px: 16.0 * hop,
        squash: mix(0.93, 1.03, hop),
        turn_deg: -22.0 + 6.0 * side,
        head: (4.0, mix(-6.0, -12.0, hop)),
        head_deg: 16.0 - 12.0 * side,
        ears_deg: [mix(-10.0, 22.0, hop); 2],
        ears_size: 1.15,
        spines: mix(1.0, 1.06, hop),
        spines_deg: 3.0 * wave(2.0 * t, 0.1),
        leaf_deg: 30.0 * wave(2.0 * t, 0.3),
        hands: [(-44.0, mix(52.0, 104.0, 0.5 + 0.5 * side)), (30.0, mix(62.0, 118.0, 0.5 - 0.5 * side))],
        elbows: [(-18.0, -14.0), (26.0, -12.0)],
        hands_deg: [-90.0 + 34.0 * side, -20.0 + 34.0 * side],
        // The one in front hangs from a belly that is up in the air.
        feet_px: [16.0 * hop, mix(4.0, 16.0, hop) + 12.0 - 8.0 * side],
        eyes: [eye; 2],
        brows: [(mix(2.0, 6.0, hop), 0.0); 2],
        nose_px: 2.0 * side,
        mouth: "mouth_open",
        mouth_size: (mix(1.0, 1.12, hop), mix(0.9, 1.22, hop)),
    });
    sing(&mut pose, t, [(48.0, 66.0), (284.0, 78.0)]);
    pose
}

/// So deep asleep: 1 has rolled up, nose on its paws and spines all round, 0 is up.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let yawn = yawn(depth);
    let yawns = yawn > 0.6 && depth < 0.8;
    let eye = Eye { lid: depth, ..OPEN };
    let mut pose = stand(&Stance {
        squash: mix(1.0, 0.96, depth) + 0.02 * breath + 0.03 * yawn,
        turn_deg: 2.0 * depth - 4.0 * yawn,
        head: (-18.0 * depth, (9.0 - breath) * depth - 10.0 * yawn),
        head_deg: 12.0 * depth - 12.0 * yawn,
        ears_deg: [-36.0 * depth, -30.0 * depth],
        spines: 1.0 + 0.03 * depth + 0.012 * breath,
        spines_deg: 5.0 * depth,
        leaf_deg: (16.0 + 4.0 * wave(t, 0.85)) * depth,
        hands: [(22.0 * depth, 0.0), (-8.0 * depth, 0.0)],
        eyes: [eye; 2],
        brows: [(-2.0 * depth, 0.0); 2],
        mouth: if yawns { "mouth_open" } else { "mouth_smile" },
        mouth_size: if yawns { (0.9, 0.5 + 0.6 * yawn) } else { (mix(1.0, 0.8, depth), 1.0) },
        ..Stance::default()
    });
    if depth > 0.95 {
        blow(&mut pose, t);
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    // Head and near paw lie before the hind feet: a part of their own that moves with the torso.
    for torso in ["torso", "front"] {
        pose.part(torso).shift(stance.across_px, -stance.lift_px).turn(stance.turn_deg).squash(stance.squash);
    }
    let ground = 1.0 - stance.lift_px / 110.0;
    pose.part("shadow").shift(stance.across_px, 0.0).stretch(ground / stance.squash, ground).fade(ground * ground);
    for (foot, up) in ["foot_near", "foot_far"].into_iter().zip(stance.feet_px) {
        pose.part(foot).shift(stance.across_px, -up).turn(-0.7 * up);
    }

    // The outer spines stand out furthest.
    for (spines, share) in [("spines_outer", 1.0), ("spines_middle", 0.8), ("spines_inner", 0.55)] {
        let size = mix(1.0, stance.spines, share);
        pose.part(spines).turn(stance.spines_deg * share).stretch(size, size);
    }
    pose.part("leaf").turn(stance.leaf_deg);

    let arms: [(&str, &[&str]); 2] =
        [("hand_near", &["arm_near", "arm_near_edge", "arm_near_shine"]), ("hand_far", &["arm_far"])];
    for (side, (hand, paths)) in arms.into_iter().enumerate() {
        let (root, (right, up), elbow) = (SHOULDERS[side], stance.hands[side], stance.elbows[side]);
        let tip = (HANDS[side].0 + right, HANDS[side].1 - up);
        let middle = ((root.0 + tip.0) / 2.0 + elbow.0, (root.1 + tip.1) / 2.0 - elbow.1);
        let near = (mix(root.0, middle.0, 0.9), mix(root.1, middle.1, 0.9));
        let far = (mix(tip.0, middle.0, 0.9), mix(tip.1, middle.1, 0.9));
        pose.bend(paths, Curve { root, near, far, tip });
        pose.part(hand).shift(right, -up).turn(stance.hands_deg[side]);
    }

    pose.part("head").shift(stance.head.0, stance.head.1).turn(stance.head_deg);
    pose.part("ear_left").turn(stance.ears_deg[0]).stretch(stance.ears_size, stance.ears_size);
    pose.part("ear_right").turn(-stance.ears_deg[1]).stretch(stance.ears_size, stance.ears_size);
    look(&mut pose, stance.eyes, 17.0);
    for (brow, (up, deg)) in ["brow_left", "brow_right"].into_iter().zip(stance.brows) {
        pose.part(brow).shift(0.0, -up).turn(deg);
    }
    pose.part("nose").shift(0.3 * stance.nose_px, -stance.nose_px);
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);
    pose
}
