//! Zumi, the flying one of the garden: a plump bee with a daisy in its hair. Sunny, busy, never cross.

use super::eyes::{Eye, OPEN, look};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::GARDEN,
    name: "zumi",
    called: "Zumi",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 9.0, pose: idle },
        Animation { name: "listening", fps: 10.0, pose: listening },
        Animation { name: "reacting", fps: 14.0, pose: reacting },
        Animation { name: "confused", fps: 8.0, pose: confused },
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
