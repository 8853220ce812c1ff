//! Bobo, the orange one: one great eye on two long legs, arms like ropes. Always in rhythm, never quite in control.

use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::EXHIBIT,
    name: "bobo",
    called: "Bobo",
    formerly: &["orange"],
    animations: [
        Animation { name: "idle", fps: 9.0, pose: idle },
        Animation { name: "curious", fps: 8.0, pose: curious },
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

const HIPS: [(f32, f32); 2] = [(138.0, 212.0), (182.0, 212.0)];
const SHOULDERS: [(f32, f32); 2] = [(106.0, 170.0), (215.0, 170.0)];
const FEET: [(f32, f32); 2] = [(126.0, 284.0), (194.0, 284.0)];
const HANDS: [(f32, f32); 2] = [(52.0, 250.0), (268.0, 250.0)];
const BULB: (f32, f32) = (172.0, 52.0);

/// How the whole creature stands. Left first; sides are mirrored, so that the same number means the same gesture.
struct Stance {
    /// The body, from where it rests.
    body: (f32, f32),
    squash: f32,
    turn_deg: f32,
    /// Feet off the ground.
    lift_px: f32,
    /// How far the knees stand out.
    knees_px: f32,
    /// Hands from where they hang: outwards and up.
    hands: [(f32, f32); 2],
    /// Elbows: outwards and up from the middle between shoulder and hand.
    elbows: [(f32, f32); 2],
    hands_deg: [f32; 2],
    bulb: (f32, f32),
    glow: f32,
    lid: f32,
    lid_low: f32,
    lid_deg: f32,
    eye_size: f32,
    pupil: f32,
    gaze: (f32, f32),
    happy: bool,
    brow: (f32, f32),
    mouth: &'static str,
    mouth_size: (f32, f32),
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            body: (0.0, 0.0),
            squash: 1.0,
            turn_deg: 0.0,
            lift_px: 0.0,
            knees_px: 4.0,
            hands: [(0.0, 0.0); 2],
            elbows: [(30.0, 14.0); 2],
            hands_deg: [0.0; 2],
            bulb: (0.0, 0.0),
            glow: 0.35,
            lid: 0.0,
            lid_low: 0.0,
            lid_deg: 0.0,
            eye_size: 1.0,
            pupil: 1.0,
            gaze: (0.0, 0.0),
            happy: false,
            brow: (0.0, 0.0),
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
        }
    }
}

fn idle(t: f32) -> Pose {
    // Bobs to a beat that only it hears.
    let bob = wave(t, 0.0);
    let sway = |late: f32| (3.0 * wave(t, 0.8 - late), 3.0 * wave(t, 0.85 - late));
    stand(&Stance {
        body: (0.0, 2.0 + 3.0 * bob),
        squash: 1.0 - 0.014 * bob,
        knees_px: 5.0 + 4.0 * bob,
        hands: [sway(0.0), sway(0.08)],
        hands_deg: [6.0 * wave(t, 0.6), 6.0 * wave(t, 0.55)],
        bulb: (4.0 * wave(t, 0.8), 2.0 * wave(t, 0.9)),
        glow: 0.3 + 0.1 * wave(t, 0.2),
        lid: 0.95 * bump(t, 0.3, 0.14),
        lid_low: 0.3 * bump(t, 0.3, 0.14),
        gaze: (keys(t, &[(0.0, 7.0), (0.25, 7.0), (0.36, -8.0), (0.8, -8.0)]), 1.0),
        brow: (-4.0 * bump(t, 0.55, 0.2), 0.0),
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    stand(&Stance {
        body: (6.0 + 1.5 * nod, 4.0 + 2.0 * nod),
        turn_deg: 7.0 + 1.5 * nod,
        squash: 1.03,
        knees_px: 7.0 + 2.0 * nod,
        // One hand behind the ear that it has not got, the other still.
        hands: [(-8.0 + 2.0 * nod, -2.0), (-16.0 + 2.0 * wave(t, 0.2), 146.0 + 3.0 * wave(t, 0.3))],
        elbows: [(24.0, 10.0), (30.0, -14.0)],
        hands_deg: [0.0, -30.0 + 5.0 * wave(t, 0.3)],
        bulb: (-10.0 + 2.0 * wave(t, 0.1), -10.0 + 2.0 * wave(t, 0.4)),
        glow: 0.8 + 0.2 * wave(t, 0.0),
        lid: 0.0,
        eye_size: 1.1,
        pupil: 1.14 + 0.05 * wave(t, 0.4),
        gaze: (2.0, -4.0 + nod),
        brow: (-8.0, 3.0),
        mouth: "mouth_oh",
        mouth_size: (0.9, 0.85 + 0.14 * wave(t, 0.5)),
        ..Stance::default()
    })
}

fn reacting(t: f32) -> Pose {
    let lift = keys(t, &[(0.0, 0.0), (0.16, 0.0), (0.32, 13.0), (0.44, 18.0), (0.56, 13.0), (0.72, 0.0), (0.88, 0.0)]);
    let crouch =
        keys(t, &[(0.0, 6.0), (0.13, 17.0), (0.28, -6.0), (0.44, -2.0), (0.6, -3.0), (0.78, 18.0), (0.92, 3.0)]);
    let flying = bump(t, 0.44, 0.32);
    let wild = wave(t, 0.05);
    stand(&Stance {
        body: (0.0, crouch - lift),
        squash: 1.0 - crouch * 0.0065,
        turn_deg: 5.0 * wave(t, 0.0),
        lift_px: lift,
        knees_px: 8.0 + crouch.max(0.0) * 0.9 + 6.0 * flying,
        // Rope arms: the hands swing up past the head and the elbows follow late.
        hands: [
            (-4.0 + 12.0 * wave(t, 0.2), mix(120.0, 164.0, flying) + 8.0 * wild),
            (-4.0 - 12.0 * wave(t, 0.2), mix(120.0, 164.0, flying) - 8.0 * wild),
        ],
        elbows: [(mix(34.0, 40.0, flying), mix(-26.0, -8.0, flying)); 2],
        hands_deg: [16.0 * wave(t, 0.3), -16.0 * wave(t, 0.3)],
        bulb: (8.0 * wave(t, 0.9), mix(10.0, 7.0, flying)),
        glow: 1.0,
        lid: 0.0,
        eye_size: 1.05,
        pupil: 1.15,
        gaze: (0.0, -4.0),
        happy: flying > 0.4,
        brow: (mix(-3.0, -8.0, flying), 0.0),
        mouth: "mouth_open",
        mouth_size: (mix(0.95, 1.08, flying), mix(0.86, 1.18, flying)),
        ..Stance::default()
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let mut pose = stand(&Stance {
        body: (2.0 * sway, 3.0),
        turn_deg: 11.0 + 2.0 * sway,
        squash: 1.0 - 0.012 * wave(t, 0.2),
        knees_px: 0.0,
        hands: [(4.0 + 2.0 * sway, 66.0 + 4.0 * wave(t, 0.2)), (4.0 + 2.0 * sway, 66.0 + 4.0 * wave(t, 0.3))],
        elbows: [(4.0, -34.0), (4.0, -34.0)],
        // Palms up: who knows?
        hands_deg: [64.0 + 8.0 * wave(t, 0.2), 64.0 + 8.0 * wave(t, 0.3)],
        bulb: (20.0 + 3.0 * sway, 16.0 + 3.0 * wave(t, 0.3)),
        glow: 0.25 + 0.25 * bump(t, 0.2, 0.08) + 0.25 * bump(t, 0.36, 0.08),
        lid: 0.34 + 0.75 * bump(t, 0.68, 0.13),
        lid_low: 0.35,
        lid_deg: -14.0,
        pupil: 0.78,
        gaze: (-11.0 * wave(t, 0.05), -4.0 + 4.0 * wave(t, 0.3)),
        brow: (1.0, -16.0),
        mouth: "mouth_wry",
        mouth_size: (1.0 + 0.05 * sway, 1.0 + 0.15 * wave(t, 0.4)),
        ..Stance::default()
    });
    pose.show("question").shift(2.0 * sway, 4.0 * wave(t, 0.25)).turn(-8.0 + 9.0 * wave(t, 0.1));
    pose
}

fn curious(t: f32) -> Pose {
    // A hand above the eye, as sailors do, and a good look around.
    let look = keys(t, &[(0.0, 0.0), (0.14, -1.0), (0.36, -1.0), (0.5, 1.0), (0.7, 1.0), (0.82, 0.0)]);
    let peek = bump(t, 0.92, 0.18);
    let (lean, drop) = (9.0 * look, 3.0 + 5.0 * peek);
    let mut pose = stand(&Stance {
        body: (lean, drop),
        turn_deg: 6.0 * look,
        squash: mix(1.03, 0.98, peek),
        knees_px: 6.0 + 8.0 * peek,
        hands: [(-6.0 + 4.0 * look, 4.0), (-44.0 + 6.0 * look, 162.0 - 4.0 * look)],
        elbows: [(26.0, 12.0), (40.0, -22.0)],
        hands_deg: [4.0 * wave(t, 0.2), 42.0],
        bulb: (-14.0 * look, 2.0 * wave(t, 0.3)),
        glow: 0.6 + 0.2 * wave(t, 0.2),
        eye_size: 1.14 + 0.06 * peek,
        pupil: 1.2,
        gaze: (12.0 * look, mix(-2.0, 3.0, peek)),
        brow: (-6.0, 4.0 * look),
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        mouth_size: (0.9, 0.8),
        ..Stance::default()
    });
    pose.part("torso").stretch(1.0 + 0.03 * peek, 1.0 + 0.03 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    // Its own hand brings the card: from beside its knee into the mouth.
    let from = (232.0, 256.0);
    let mouth_at = (172.0, 200.0);
    let way = keys(t, &[(0.0, 0.12), (0.14, 0.6), (0.29, 1.0), (0.45, 0.8), (0.7, 0.0), (0.88, 0.0)]);
    let hand = (mix(from.0, mouth_at.0 + 24.0, way), mix(from.1, mouth_at.1 + 14.0, way));
    let (mouth, mouth_size) = bite.mouth();
    let body = (2.0 * bite.chew, 3.0 + 3.0 * bite.chew);
    let mut pose = stand(&Stance {
        body,
        squash: 1.0 + 0.03 * bite.open - 0.02 * bite.chew,
        turn_deg: 3.0 * bite.open,
        knees_px: 6.0 + 3.0 * bite.chew,
        hands: [
            (6.0 * bite.open, 12.0 + 8.0 * bite.chew),
            (hand.0 - HANDS[1].0 - body.0, HANDS[1].1 - hand.1 + body.1),
        ],
        elbows: [(28.0, 8.0), (34.0, -20.0)],
        hands_deg: [0.0, 40.0 * way],
        bulb: (4.0 * bite.chew, 4.0 * bite.open),
        glow: 0.5 + 0.3 * bite.open,
        eye_size: 1.0 + 0.08 * bite.open,
        pupil: 1.15,
        gaze: (4.0 * bite.open, 9.0 * bite.open),
        happy: bite.glad,
        brow: (-6.0 * bite.open, 0.0),
        mouth,
        mouth_size,
        ..Stance::default()
    });
    serve(&mut pose, t, (from.0 - 8.0, from.1 - 16.0), mouth_at);
    pose
}

fn reacting_little(t: f32) -> Pose {
    // Keeps the beat with its hips and two fingers.
    let sway = wave(t, 0.0);
    let beat = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    stand(&Stance {
        body: (6.0 * sway, 2.0 + 4.0 * beat),
        squash: 1.0 - 0.02 * beat,
        turn_deg: -4.0 * sway,
        knees_px: 6.0 + 7.0 * beat,
        hands: [(-2.0, 44.0 + 10.0 * beat), (-2.0, 44.0 + 10.0 * beat)],
        elbows: [(26.0, -16.0); 2],
        hands_deg: [24.0 + 16.0 * sway, 24.0 - 16.0 * sway],
        bulb: (8.0 * wave(t, 0.85), 2.0 * beat),
        glow: 0.6,
        pupil: 1.1,
        gaze: (4.0 * sway, 0.0),
        happy: bump(t, 0.25, 0.22) > 0.3,
        brow: (-3.0, 0.0),
        mouth_size: (1.12, 1.2),
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // Windmills: one arm up, one arm out, a hop, and the other way round. Not all of it is under control.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let reach = |side: f32| (mix(-2.0, 6.0, 0.5 - 0.5 * side), mix(62.0, 172.0, 0.5 + 0.5 * side));
    let mut pose = stand(&Stance {
        body: (12.0 * side, 8.0 - 24.0 * hop),
        squash: mix(0.9, 1.04, hop),
        turn_deg: 11.0 * side,
        lift_px: 18.0 * hop,
        knees_px: mix(22.0, 6.0, hop),
        hands: [reach(side), reach(-side)],
        elbows: [(34.0, -14.0 * side), (34.0, 14.0 * side)],
        hands_deg: [30.0 * wave(t, 0.2), -30.0 * wave(t, 0.2)],
        bulb: (-16.0 * wave(t, 0.9), 12.0 * hop),
        glow: 1.0,
        eye_size: 1.06,
        pupil: 1.18,
        gaze: (0.0, -4.0),
        happy: side > -0.4,
        brow: (mix(-3.0, -9.0, hop), 0.0),
        mouth: "mouth_open",
        mouth_size: (mix(1.0, 1.15, hop), mix(0.9, 1.25, hop)),
        ..Stance::default()
    });
    sing(&mut pose, t, [(234.0, 46.0), (104.0, 42.0)]);
    pose
}

/// So deep asleep: 1 has sat down where it stood and the lamp is out, 0 is on its feet.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let yawn = yawn(depth);
    let yawns = yawn > 0.6 && depth < 0.8;
    let mut pose = stand(&Stance {
        body: (-4.0 * depth, 44.0 * depth - 10.0 * yawn),
        squash: mix(1.0, 0.95, depth) + 0.018 * breath + 0.03 * yawn,
        turn_deg: -7.0 * depth,
        knees_px: mix(4.0, 34.0, depth),
        hands: [
            (8.0 * depth + 4.0 * yawn, 36.0 * depth + 50.0 * yawn),
            (-2.0 * depth + 4.0 * yawn, 36.0 * depth + 50.0 * yawn),
        ],
        elbows: [(mix(30.0, 12.0, depth), 14.0); 2],
        hands_deg: [44.0 * depth, 44.0 * depth],
        bulb: ((-26.0 + 2.0 * wave(t, 0.9)) * depth, (26.0 - breath) * depth),
        glow: mix(0.35, 0.05, depth),
        lid: depth,
        lid_low: 0.2 * depth,
        brow: (5.0 * depth, -4.0 * depth),
        mouth: if yawns { "mouth_open" } else { "mouth_oh" },
        mouth_size: if yawns { (0.8, 0.6 + 0.6 * yawn) } else { (0.7, 0.55 + 0.15 * breath) },
        ..Stance::default()
    });
    if depth > 0.95 {
        snore(&mut pose, t, (206.0, 112.0), (262.0, 36.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    let torso = Turn { about: (160.0, 226.0), deg: stance.turn_deg, squash: stance.squash, shift: stance.body };
    pose.part("torso").shift(torso.shift.0, torso.shift.1).turn(torso.deg).squash(torso.squash);
    let ground = 1.0 - stance.lift_px / 90.0;
    pose.part("shadow").stretch(ground, ground).fade(ground * ground);

    let legs = [
        ("foot_left", ["leg_left", "leg_left_bands", "leg_left_shine"]),
        ("foot_right", ["leg_right", "leg_right_bands", "leg_right_shine"]),
    ];
    let arms = [
        ("hand_left", ["arm_left", "arm_left_bands", "arm_left_shine"]),
        ("hand_right", ["arm_right", "arm_right_bands", "arm_right_shine"]),
    ];
    for side in 0..2 {
        let out = if side == 0 { -1.0 } else { 1.0 };

        let (foot, paths) = legs[side];
        let (root, tip) = (torso.moved(HIPS[side]), (FEET[side].0, FEET[side].1 - stance.lift_px));
        let knee = ((root.0 + tip.0) / 2.0 + out * stance.knees_px, (root.1 + tip.1) / 2.0);
        let leg = Curve {
            root,
            near: (mix(root.0, knee.0, 0.9), mix(root.1, knee.1, 0.8)),
            far: (mix(tip.0, knee.0, 0.7), mix(tip.1, knee.1, 0.8)),
            tip,
        };
        pose.bend(&paths, leg);
        pose.part(foot).shift(0.0, -stance.lift_px).turn(out * -0.8 * stance.lift_px);

        let (hand, paths) = arms[side];
        let root = torso.moved(SHOULDERS[side]);
        let (reach, elbow) = (stance.hands[side], stance.elbows[side]);
        let shift = (out * reach.0 + stance.body.0, -reach.1 + stance.body.1);
        let tip = (HANDS[side].0 + shift.0, HANDS[side].1 + shift.1);
        let middle = ((root.0 + tip.0) / 2.0 + out * elbow.0, (root.1 + tip.1) / 2.0 - elbow.1);
        let arm = Curve {
            root,
            near: (mix(root.0, middle.0, 0.75), mix(root.1, middle.1, 0.95)),
            far: (mix(tip.0, middle.0, 0.85), mix(tip.1, middle.1, 0.75)),
            tip,
        };
        pose.bend(&paths, arm);
        pose.part(hand).shift(shift.0, shift.1).turn(arm.heading_deg() + out * -stance.hands_deg[side]);
    }

    let bulb = (BULB.0 + stance.bulb.0, BULB.1 + stance.bulb.1);
    pose.bend(
        &["feeler"],
        Curve { root: (160.0, 92.0), near: (157.0, 74.0), far: (mix(160.0, bulb.0, 0.4), bulb.1 + 22.0), tip: bulb },
    );
    pose.part("bulb_place").shift(stance.bulb.0, stance.bulb.1);
    pose.part("bulb_glow").fade(stance.glow);

    pose.part("eye").stretch(stance.eye_size, stance.eye_size);
    pose.part("gaze").shift(stance.gaze.0, stance.gaze.1);
    pose.part("pupil").stretch(stance.pupil, stance.pupil);
    pose.part("lid").shift(0.0, 42.0 * (2.2 * stance.lid - 0.2)).turn(stance.lid_deg);
    if stance.lid > 0.8 {
        pose.show("shut");
    }
    pose.part("lid_low").shift(0.0, -52.0 * stance.lid_low).turn(stance.lid_deg * 0.5);
    if stance.happy {
        pose.show("happy");
    }
    pose.part("brow").shift(0.0, stance.brow.0).turn(stance.brow.1);
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);
    pose
}

/// Where the torso carries a point: limbs are drawn outside it, so that hands and feet can stay where they are.
struct Turn {
    about: (f32, f32),
    deg: f32,
    squash: f32,
    shift: (f32, f32),
}

impl Turn {
    fn moved(&self, point: (f32, f32)) -> (f32, f32) {
        let (x, y) = ((point.0 - self.about.0) / self.squash, (point.1 - self.about.1) * self.squash);
        let (sin, cos) = self.deg.to_radians().sin_cos();
        (self.about.0 + self.shift.0 + x * cos - y * sin, self.about.1 + self.shift.1 + x * sin + y * cos)
    }
}
