//! Zumi, the flying one of the garden: a plump bee with a daisy in its hair. Sunny, busy, never cross.

use super::eyes::{Eye, OPEN, look};
use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::GARDEN,
    name: "zumi",
    called: "Zumi",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 9.0, pose: idle },
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

const FEELERS: [((f32, f32), (f32, f32)); 2] = [((138.0, 122.0), (112.0, 80.0)), ((182.0, 122.0), (208.0, 80.0))];
const SHOULDERS: [(f32, f32); 2] = [(92.0, 216.0), (228.0, 216.0)];
const HANDS: [(f32, f32); 2] = [(72.0, 248.0), (248.0, 248.0)];

/// How the whole creature flies. Left first; sides are mirrored, so that the same number means the same gesture.
struct Stance {
    float: (f32, f32),
    turn_deg: f32,
    squash: f32,
    /// How far the wings are raised, and how wide they look.
    wings_deg: f32,
    wings_size: f32,
    /// Tips of the feelers, outwards and up from where they rest.
    feelers: [(f32, f32); 2],
    /// Hands from where they hang: outwards and up.
    hands: [(f32, f32); 2],
    feet_deg: f32,
    flower_deg: f32,
    face: (f32, f32),
    eyes: [Eye; 2],
    /// Up and turned.
    brows: [(f32, f32); 2],
    mouth: &'static str,
    mouth_size: (f32, f32),
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            float: (0.0, 0.0),
            turn_deg: 0.0,
            squash: 1.0,
            wings_deg: 0.0,
            wings_size: 1.0,
            feelers: [(0.0, 0.0); 2],
            hands: [(0.0, 0.0); 2],
            feet_deg: 0.0,
            flower_deg: 0.0,
            face: (0.0, 0.0),
            eyes: [OPEN; 2],
            brows: [(0.0, 0.0); 2],
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
        }
    }
}

/// A wing beats three times in a loop: fast enough for a bee, slow enough for small eyes.
fn beat(t: f32) -> f32 {
    wave(3.0 * t, 0.0)
}

fn idle(t: f32) -> Pose {
    let glance = keys(t, &[(0.0, 0.0), (0.2, 1.0), (0.5, 1.0), (0.62, -0.7), (0.9, -0.5)]);
    let eye = Eye { lid: bump(t, 0.72, 0.12), gaze: (3.5 * glance, 1.0), ..OPEN };
    stand(&Stance {
        float: (2.0 * wave(t, 0.25), 5.0 + 4.0 * wave(t, 0.0)),
        turn_deg: 1.5 * wave(t, 0.3),
        squash: 1.0 + 0.012 * wave(t, 0.15),
        wings_deg: 8.0 * beat(t),
        wings_size: 1.0 - 0.08 * beat(t),
        feelers: [(2.0 * wave(t, 0.8), 2.0 * wave(t, 0.6)), (2.0 * wave(t, 0.7), 2.0 * wave(t, 0.5))],
        hands: [(1.5 * wave(t, 0.9), 2.0 * wave(t, 0.8)); 2],
        feet_deg: 5.0 * wave(t, 0.8),
        flower_deg: 6.0 * wave(t, 0.7),
        face: (1.5 * glance, 0.0),
        eyes: [eye; 2],
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let eye = Eye { size: 1.13, pupil: 1.14 + 0.05 * wave(t, 0.4), gaze: (1.0, -2.5 + nod), ..OPEN };
    stand(&Stance {
        float: (1.0, 10.0 + 3.0 * nod),
        turn_deg: 4.0 + nod,
        squash: 1.015,
        wings_deg: 6.0 + 9.0 * beat(t),
        wings_size: 1.0 - 0.08 * beat(t),
        // Both feelers lean in, so as to miss nothing.
        feelers: [(-16.0 + 2.0 * nod, 8.0 + 3.0 * wave(t, 0.2)), (-8.0 + 2.0 * nod, 10.0 + 3.0 * wave(t, 0.4))],
        hands: [(0.0, 4.0), (8.0, 62.0 + 3.0 * wave(t, 0.3))],
        feet_deg: 4.0 * wave(t, 0.3),
        flower_deg: 5.0 * wave(t, 0.6),
        face: (0.0, -4.0),
        eyes: [eye; 2],
        brows: [(4.0, -3.0), (4.0, 3.0)],
        mouth: "mouth_oh",
        mouth_size: (0.95, 0.92 + 0.12 * wave(t, 0.5)),
    })
}

fn reacting(t: f32) -> Pose {
    // A loop in the air that is mostly up and down.
    let rise = keys(t, &[(0.0, 2.0), (0.14, 2.0), (0.32, 22.0), (0.46, 30.0), (0.62, 20.0), (0.78, 4.0), (0.9, 2.0)]);
    let squash =
        keys(t, &[(0.0, 0.96), (0.1, 0.94), (0.26, 1.06), (0.46, 1.0), (0.64, 1.03), (0.8, 0.94), (0.92, 0.97)]);
    let flying = bump(t, 0.46, 0.34);
    let eye = Eye { size: 1.07, pupil: 1.15, gaze: (0.0, -2.0), happy: flying > 0.35, ..OPEN };
    stand(&Stance {
        float: (0.0, rise),
        turn_deg: 6.0 * wave(t, 0.0),
        squash,
        wings_deg: mix(2.0, 10.0, flying) + 12.0 * beat(t),
        wings_size: 0.94 - 0.06 * beat(t),
        feelers: [(4.0 * wave(t, 0.1), mix(-4.0, 4.0, flying)), (4.0 * wave(t, 0.3), mix(-4.0, 4.0, flying))],
        hands: [
            (mix(14.0, 2.0, flying) + 5.0 * wave(t, 0.2), mix(60.0, 96.0, flying)),
            (mix(14.0, 2.0, flying) - 5.0 * wave(t, 0.2), mix(60.0, 96.0, flying)),
        ],
        feet_deg: mix(0.0, 16.0, flying),
        flower_deg: 16.0 * wave(t, 0.3),
        face: (0.0, mix(3.0, -5.0, flying)),
        eyes: [eye; 2],
        brows: [(mix(2.0, 6.0, flying), 0.0); 2],
        mouth: "mouth_open",
        mouth_size: (mix(0.95, 1.1, flying), mix(0.82, 1.18, flying)),
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.12);
    let mut pose = stand(&Stance {
        float: (4.0 + 2.0 * sway, 3.0 + 2.0 * wave(t, 0.2)),
        turn_deg: -10.0 + 2.5 * sway,
        squash: 0.985 + 0.01 * wave(t, 0.2),
        wings_deg: -8.0 + 6.0 * beat(t),
        wings_size: 0.95 - 0.05 * beat(t),
        // One feeler hangs, the other asks.
        feelers: [(4.0 + 2.0 * sway, -22.0 + 3.0 * wave(t, 0.3)), (-10.0 + 3.0 * sway, 8.0)],
        hands: [(0.0, 0.0), (-16.0 + 5.0 * wave(2.0 * t, 0.0), 76.0)],
        feet_deg: -4.0 + 3.0 * sway,
        flower_deg: -14.0 + 5.0 * wave(t, 0.2),
        face: (-2.0 + sway, 1.0),
        eyes: [
            Eye { lid: (0.48 + blink).min(1.1), size: 0.92, pupil: 0.86, gaze: (4.0, 2.0), ..OPEN },
            Eye { lid: blink, size: 1.15, pupil: 0.78, gaze: (3.0 * wave(t, 0.1), -5.0), ..OPEN },
        ],
        brows: [(-3.0, 10.0), (8.0, 10.0)],
        mouth: "mouth_wry",
        mouth_size: (1.0 + 0.05 * sway, 1.0 + 0.12 * wave(t, 0.4)),
    });
    pose.show("question").shift(2.0 * sway, -6.0 + 4.0 * wave(t, 0.25)).turn(9.0 * wave(t, 0.1));
    pose
}

fn curious(t: f32) -> Pose {
    let look = keys(t, &[(0.0, 0.0), (0.16, -1.0), (0.34, -1.0), (0.5, 1.0), (0.68, 1.0), (0.82, 0.0)]);
    let peek = bump(t, 0.91, 0.2);
    let eye = Eye { size: 1.18 + 0.07 * peek, pupil: 1.2, gaze: (5.0 * look, mix(-2.0, 1.0, peek)), ..OPEN };
    let mut pose = stand(&Stance {
        float: (7.0 * look, 8.0 + 3.0 * wave(t, 0.1) - 5.0 * peek),
        turn_deg: 7.0 * look,
        squash: mix(1.02, 0.985, peek),
        wings_deg: 4.0 + 9.0 * beat(t),
        wings_size: 0.92 - 0.07 * beat(t),
        // Feelers follow the eyes.
        feelers: [(-12.0 * look - 4.0, 8.0 - 10.0 * look), (12.0 * look - 4.0, 8.0 + 10.0 * look)],
        hands: [(-6.0, 12.0 + 26.0 * peek); 2],
        feet_deg: 6.0 * look,
        flower_deg: 12.0 * look,
        face: (8.0 * look, mix(-5.0, 4.0, peek)),
        eyes: [eye; 2],
        brows: [(6.0, -2.0), (6.0, 2.0)],
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        mouth_size: (0.95, 0.85),
    });
    pose.part("all").stretch(1.0 + 0.05 * peek, 1.0 + 0.05 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let (from, mouth_at) = ((206.0, 268.0), (160.0, 209.0));
    let way = keys(t, &[(0.0, 0.12), (0.14, 0.6), (0.29, 1.0), (0.45, 0.8), (0.7, 0.0), (0.88, 0.0)]);
    let hand = (mix(from.0 + 16.0, mouth_at.0 + 26.0, way), mix(from.1 - 12.0, mouth_at.1 + 14.0, way));
    let eye = Eye { size: 1.0 + 0.1 * bite.open, pupil: 1.12, gaze: (1.0, 4.0 * bite.open), happy: bite.glad, ..OPEN };
    let (mouth, (wide, high)) = bite.mouth();
    let mut pose = stand(&Stance {
        float: (0.0, 6.0 + 3.0 * bite.chew),
        turn_deg: 2.0 * bite.open,
        squash: 1.0 + 0.03 * bite.open - 0.03 * bite.chew,
        wings_deg: 8.0 * beat(t),
        wings_size: 0.98 - 0.08 * beat(t),
        feelers: [(-4.0 * bite.chew, -6.0 * bite.open), (4.0 * bite.chew, -6.0 * bite.open)],
        hands: [(-20.0 * way, 10.0 + 12.0 * way), (hand.0 - HANDS[1].0, HANDS[1].1 - hand.1)],
        feet_deg: 6.0 * bite.chew,
        flower_deg: 8.0 * bite.chew,
        face: (2.5 * bite.chew, 2.0 * bite.open),
        eyes: [eye; 2],
        brows: [(5.0 * bite.open, 0.0); 2],
        mouth,
        mouth_size: (1.25 * wide, 1.2 * high),
    });
    serve(&mut pose, t, from, mouth_at);
    pose
}

fn reacting_little(t: f32) -> Pose {
    // Wags its stripes.
    let sway = wave(t, 0.0);
    let eye = Eye { pupil: 1.12, gaze: (3.0 * sway, 0.0), happy: bump(t, 0.3, 0.24) > 0.3, ..OPEN };
    stand(&Stance {
        float: (5.0 * sway, 7.0 + 3.0 * wave(2.0 * t, 0.0)),
        turn_deg: -6.0 * sway,
        squash: 1.0 + 0.02 * wave(2.0 * t, 0.2),
        wings_deg: 2.0 + 9.0 * beat(t),
        wings_size: 0.96 - 0.07 * beat(t),
        feelers: [(5.0 * wave(t, 0.85), 2.0), (-5.0 * wave(t, 0.85), 2.0)],
        hands: [(4.0, 20.0 + 8.0 * sway), (4.0, 20.0 - 8.0 * sway)],
        feet_deg: 10.0 * wave(t, 0.85),
        flower_deg: 14.0 * wave(t, 0.8),
        face: (-2.0 * sway, -1.0),
        eyes: [eye; 2],
        brows: [(3.0, 0.0); 2],
        mouth_size: (1.2, 1.35),
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // The dance of the bees: an eight in the air, as for the best flower there is.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let eye = Eye { size: 1.08, pupil: 1.15, gaze: (0.0, -2.0), happy: side > -0.4, ..OPEN };
    let reach = |side: f32| (mix(12.0, 0.0, 0.5 + 0.5 * side), mix(30.0, 106.0, 0.5 + 0.5 * side));
    let mut pose = stand(&Stance {
        float: (9.0 * side, mix(4.0, 28.0, hop)),
        turn_deg: 13.0 * side,
        squash: mix(0.93, 1.05, hop),
        wings_deg: mix(-6.0, 12.0, hop) + 10.0 * beat(t),
        wings_size: 0.84 - 0.06 * beat(t),
        feelers: [(-10.0 * side, -8.0 + 8.0 * hop), (10.0 * side, -8.0 + 8.0 * hop)],
        hands: [reach(side), reach(-side)],
        feet_deg: 22.0 * wave(t, 0.9),
        flower_deg: 26.0 * wave(t, 0.9),
        face: (0.0, mix(3.0, -5.0, hop)),
        eyes: [eye; 2],
        brows: [(mix(3.0, 7.0, hop), 0.0); 2],
        mouth: "mouth_open",
        mouth_size: (mix(1.05, 1.2, hop), mix(0.95, 1.3, hop)),
    });
    sing(&mut pose, t, [(42.0, 52.0), (278.0, 48.0)]);
    pose
}

/// So deep asleep: 1 sits on the ground with its wings folded, 0 is in the air.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let yawn = yawn(depth);
    let yawns = yawn > 0.6 && depth < 0.8;
    let eye = Eye { lid: depth, ..OPEN };
    let mut pose = stand(&Stance {
        float: (0.0, -2.0 * depth + 3.0 * yawn),
        turn_deg: -6.0 * depth,
        squash: mix(1.0, 0.96, depth) + 0.02 * breath + 0.03 * yawn,
        wings_deg: mix(0.0, -58.0 + 3.0 * breath, depth) + 14.0 * yawn,
        wings_size: mix(1.0, 0.72, depth),
        feelers: [
            (16.0 * depth, (-34.0 + 2.0 * wave(t, 0.9)) * depth),
            (18.0 * depth, (-30.0 + 2.0 * wave(t, 0.85)) * depth),
        ],
        hands: [(-14.0 * depth, -2.0 * depth + 60.0 * yawn), (-14.0 * depth, -2.0 * depth + 60.0 * yawn)],
        feet_deg: 8.0 * depth,
        flower_deg: -16.0 * depth,
        face: (-2.0 * depth, 6.0 * depth),
        eyes: [eye; 2],
        brows: [(-3.0 * depth, 0.0); 2],
        mouth: if yawns { "mouth_open" } else { "mouth_oh" },
        mouth_size: if yawns { (0.9, 0.6 + 0.6 * yawn) } else { (0.7, 0.55 + 0.1 * breath) },
    });
    if depth > 0.95 {
        snore(&mut pose, t, (222.0, 104.0), (278.0, 32.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(stance.float.0, -stance.float.1).turn(stance.turn_deg).squash(stance.squash);
    let far = 1.0 - stance.float.1 / 140.0;
    pose.part("shadow").shift(stance.float.0, 0.0).stretch(far, far).fade(far);

    let wings = [("wing_left", 1.0, 1.0), ("wing_left_low", 1.0, 0.7), ("wing_right", -1.0, 1.0)];
    for (wing, side, share) in wings.into_iter().chain([("wing_right_low", -1.0, 0.7)]) {
        pose.part(wing)
            .turn(side * share * stance.wings_deg)
            .stretch(stance.wings_size, mix(1.0, stance.wings_size, 0.3));
    }

    let named = [("feeler_left", "knob_left"), ("feeler_right", "knob_right")];
    for (side, (feeler, knob)) in named.into_iter().enumerate() {
        let out = if side == 0 { -1.0 } else { 1.0 };
        let ((root, rest), (away, up)) = (FEELERS[side], stance.feelers[side]);
        let tip = (rest.0 + out * away, rest.1 - up);
        let near = (root.0 + out * 3.0, root.1 - 24.0);
        pose.bend(&[feeler], Curve { root, near, far: (tip.0 - out * 14.0, tip.1 + 10.0), tip });
        pose.part(knob).shift(out * away, -up);
    }

    let arms = [("hand_left", "arm_left"), ("hand_right", "arm_right")];
    for (side, (hand, arm)) in arms.into_iter().enumerate() {
        let out = if side == 0 { -1.0 } else { 1.0 };
        let (root, (away, up)) = (SHOULDERS[side], stance.hands[side]);
        let tip = (HANDS[side].0 + out * away, HANDS[side].1 - up);
        let elbow = ((root.0 + tip.0) / 2.0 + out * 14.0, (root.1 + tip.1) / 2.0 + 4.0);
        pose.bend(&[arm], Curve { root, near: elbow, far: elbow, tip });
        pose.part(hand).shift(out * away, -up);
    }
    pose.part("foot_left").turn(stance.feet_deg);
    pose.part("foot_right").turn(-stance.feet_deg);
    pose.part("flower").turn(stance.flower_deg);

    pose.part("face").shift(stance.face.0, stance.face.1);
    look(&mut pose, stance.eyes, 19.0);
    for (brow, (up, deg)) in ["brow_left", "brow_right"].into_iter().zip(stance.brows) {
        pose.part(brow).shift(0.0, -up).turn(deg);
    }
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);
    pose
}
