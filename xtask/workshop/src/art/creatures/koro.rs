//! Koro, the tall one: a bird that is mostly legs and neck. Proud, a little vain, and first on the dance floor.

use super::eyes::{Eye, OPEN, look};
use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::EXHIBIT,
    name: "koro",
    called: "Koro",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 8.0, pose: idle },
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

const HIPS: [(f32, f32); 2] = [(142.0, 222.0), (170.0, 222.0)];
const FEET: [(f32, f32); 2] = [(136.0, 284.0), (188.0, 284.0)];
const HEAD: (f32, f32) = (190.0, 84.0);
const NECK_ROOT: (f32, f32) = (174.0, 198.0);

/// How the whole creature stands. Left first.
struct Stance {
    body: (f32, f32),
    squash: f32,
    turn_deg: f32,
    /// Feet from where they stand: to the right and up.
    feet: [(f32, f32); 2],
    /// How far the knees bend, backwards.
    knees_px: [f32; 2],
    /// How far the neck swings out forwards below and back above.
    neck_px: f32,
    /// 1: the neck lies back in an arch, so that the head rests on the back.
    tucked: f32,
    /// Something on its way down the neck: 1 at the chin, 0 at the root.
    lump: Option<f32>,
    head: (f32, f32),
    head_deg: f32,
    crest_deg: f32,
    crest_size: f32,
    tail_deg: f32,
    /// Front, back; positive raises.
    wings_deg: [f32; 2],
    scarf_deg: f32,
    eyes: [Eye; 2],
    mouth: &'static str,
    mouth_size: (f32, f32),
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            body: (0.0, 0.0),
            squash: 1.0,
            turn_deg: 0.0,
            feet: [(0.0, 0.0); 2],
            knees_px: [7.0; 2],
            neck_px: 20.0,
            tucked: 0.0,
            lump: None,
            head: (0.0, 0.0),
            head_deg: 0.0,
            crest_deg: 0.0,
            crest_size: 1.0,
            tail_deg: 0.0,
            wings_deg: [0.0; 2],
            scarf_deg: 0.0,
            eyes: [OPEN; 2],
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
        }
    }
}

fn idle(t: f32) -> Pose {
    let breath = wave(t, 0.0);
    let glance = keys(t, &[(0.0, -1.0), (0.3, -1.0), (0.45, 1.0), (0.85, 1.0)]);
    let eye = Eye { lid: 1.0 * bump(t, 0.37, 0.12), gaze: (4.0 * glance, 1.0), ..OPEN };
    stand(&Stance {
        body: (1.5 * wave(t, 0.9), 1.5 + 1.5 * breath),
        squash: 1.0 + 0.012 * breath,
        knees_px: [8.0 + 2.0 * breath, 8.0 + 2.0 * breath],
        neck_px: 20.0 - 3.0 * breath,
        head: (4.0 * glance, -2.0 * wave(t, 0.9)),
        head_deg: 4.0 * glance,
        crest_deg: -5.0 * glance + 4.0 * wave(t, 0.7),
        tail_deg: 3.0 * wave(t, 0.8) + 14.0 * bump(t, 0.7, 0.12),
        wings_deg: [2.0 * breath, 0.0],
        scarf_deg: 5.0 * wave(t, 0.6),
        eyes: [eye; 2],
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let eye = Eye { size: 1.12, pupil: 1.16 + 0.05 * wave(t, 0.4), gaze: (1.0, -2.0 + nod), ..OPEN };
    stand(&Stance {
        body: (2.0 + nod, -1.0),
        turn_deg: 5.0 + nod,
        squash: 1.015,
        knees_px: [3.0, 3.0],
        // All neck: stretched, and a wing behind where an ear would be.
        neck_px: 6.0 + 2.0 * nod,
        head: (8.0 + 2.0 * nod, -10.0 + 1.5 * wave(t, 0.2)),
        head_deg: 10.0 + 2.5 * nod,
        crest_deg: -6.0 + 4.0 * wave(t, 0.3),
        crest_size: 1.12,
        tail_deg: 12.0 + 4.0 * wave(t, 0.5),
        wings_deg: [82.0 + 6.0 * wave(t, 0.25), 4.0],
        scarf_deg: 8.0 + 4.0 * wave(t, 0.5),
        eyes: [eye; 2],
        mouth: "mouth_oh",
        mouth_size: (0.95, 0.92 + 0.1 * wave(t, 0.5)),
        ..Stance::default()
    })
}

fn reacting(t: f32) -> Pose {
    // A strut on the spot: knee up, knee up, the head thrown forwards at every step and the wings beating.
    let step = |t| keys(t, &[(0.0, 0.0), (0.12, 16.0), (0.26, 30.0), (0.42, 0.0)]);
    let (left, right) = (step(t), step(t - 0.5));
    let bob = wave(2.0 * t, 0.0);
    let beat = wave(2.0 * t, 0.8);
    let side = wave(t, 0.0);
    let eye = Eye { size: 1.06, pupil: 1.15, gaze: (0.0, -2.0), happy: bob > -0.1, ..OPEN };
    stand(&Stance {
        body: (-3.0 * side, 5.0 - 6.0 * bob),
        squash: 1.0 + 0.03 * bob,
        turn_deg: -4.0 - 5.0 * side,
        feet: [(6.0 * left / 30.0, left), (6.0 * right / 30.0, right)],
        knees_px: [7.0 + 0.5 * left, 7.0 + 0.5 * right],
        neck_px: 24.0 - 12.0 * bob,
        head: (2.0 + 7.0 * wave(2.0 * t, 0.3), 6.0 - 4.0 * bob),
        head_deg: 9.0 * side,
        crest_deg: -14.0 * wave(2.0 * t, 0.15),
        crest_size: 1.08,
        tail_deg: 14.0 + 14.0 * wave(2.0 * t, 0.6),
        wings_deg: [mix(4.0, 62.0, 0.5 + 0.5 * beat), mix(200.0, 140.0, 0.5 + 0.5 * beat)],
        scarf_deg: 20.0 + 18.0 * wave(2.0 * t, 0.7),
        eyes: [eye; 2],
        mouth: "mouth_open",
        mouth_size: (1.0 + 0.05 * bob, mix(0.8, 1.05, 0.5 + 0.5 * bob)),
        ..Stance::default()
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.12);
    let mut pose = stand(&Stance {
        body: (4.0 + 1.5 * sway, 2.0),
        turn_deg: 3.0 * sway,
        squash: 1.0 - 0.01 * wave(t, 0.2),
        // On one leg, as such birds do when they think.
        feet: [(0.0, 0.0), (-16.0, 34.0 + 3.0 * wave(t, 0.3))],
        knees_px: [4.0, -22.0],
        neck_px: 40.0 + 3.0 * sway,
        head: (-14.0 + 3.0 * sway, 12.0 + 2.0 * wave(t, 0.3)),
        head_deg: -24.0 + 3.0 * wave(t, 0.1),
        crest_deg: -16.0 + 6.0 * wave(t, 0.4),
        tail_deg: -12.0 + 3.0 * wave(t, 0.6),
        wings_deg: [10.0 + 4.0 * wave(t, 0.3), 0.0],
        scarf_deg: 4.0 * wave(t, 0.6),
        eyes: [
            Eye { lid: (0.46 + blink).min(1.1), size: 0.92, pupil: 0.85, gaze: (3.0, -3.0), ..OPEN },
            Eye { lid: blink, size: 1.12, pupil: 0.76, gaze: (3.0 * wave(t, 0.1), -5.0), ..OPEN },
        ],
        mouth: "mouth_wry",
        mouth_size: (1.0 + 0.04 * sway, 1.0),
        ..Stance::default()
    });
    pose.show("question").shift(2.0 * sway, 4.0 * wave(t, 0.25)).turn(8.0 + 9.0 * wave(t, 0.1)).stretch(0.9, 0.9);
    pose
}

fn curious(t: f32) -> Pose {
    // A bird looks with one eye, then with the other, and in jerks.
    let look = keys(t, &[(0.0, 0.0), (0.1, 0.0), (0.2, -1.0), (0.42, -1.0), (0.52, 1.0), (0.74, 1.0), (0.86, 0.0)]);
    let peek = bump(t, 0.96, 0.17);
    let eye = Eye { size: 1.16 + 0.06 * peek, pupil: 1.2, gaze: (5.0 * look, -1.0), ..OPEN };
    let mut pose = stand(&Stance {
        body: (2.0 * look, 1.0 + 2.0 * peek),
        turn_deg: 3.0 * look + 4.0 * peek,
        knees_px: [5.0 + 4.0 * peek; 2],
        neck_px: 8.0 + 10.0 * peek,
        head: (18.0 * look + 8.0 * peek, mix(-4.0, 12.0, peek)),
        head_deg: 17.0 * look,
        crest_deg: -10.0 * look,
        crest_size: 1.15,
        tail_deg: 8.0 + 10.0 * peek,
        wings_deg: [6.0 + 10.0 * peek, 4.0],
        scarf_deg: 6.0 * wave(t, 0.6),
        eyes: [eye; 2],
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        ..Stance::default()
    });
    pose.part("head").stretch(1.0 + 0.1 * peek, 1.0 + 0.1 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let gulp = keys(t, &[(0.0, 0.0), (0.4, 0.0), (0.55, 1.0), (0.8, 1.0), (0.94, 0.0)]);
    let eye = Eye { size: 1.0 + 0.1 * bite.open, pupil: 1.12, gaze: (1.0, 4.0 * bite.open), happy: bite.glad, ..OPEN };
    let (mouth, mouth_size) = bite.mouth();
    let mut pose = stand(&Stance {
        body: (1.0, 2.0 + 2.0 * bite.chew),
        squash: 1.0 + 0.02 * bite.chew,
        knees_px: [8.0 + 3.0 * bite.chew; 2],
        neck_px: mix(20.0, 8.0, gulp),
        head: (mix(8.0, -2.0, gulp), mix(14.0, -6.0, gulp)),
        head_deg: mix(6.0, -9.0, gulp) + 2.0 * bite.chew,
        crest_deg: 10.0 * bite.chew,
        crest_size: 1.06,
        tail_deg: 10.0 * gulp,
        wings_deg: [mix(24.0, 6.0, gulp) + 8.0 * bite.chew, 0.0],
        scarf_deg: 8.0 * bite.chew,
        eyes: [eye; 2],
        mouth,
        mouth_size,
        // Down it goes, all of that neck.
        lump: (0.44..0.88).contains(&t).then(|| mix(0.96, 0.2, (t - 0.44) / 0.44)),
        ..Stance::default()
    });
    serve(&mut pose, t, (262.0, 190.0), (199.0, 122.0));
    pose
}

fn reacting_little(t: f32) -> Pose {
    // Nods to itself: it knew that all along.
    let sway = wave(t, 0.0);
    let nod = wave(2.0 * t, 0.0);
    let eye = Eye { lid: 0.14, pupil: 1.12, gaze: (2.0 * sway, 0.0), happy: bump(t, 0.3, 0.3) > 0.3, ..OPEN };
    stand(&Stance {
        body: (3.0 * sway, 1.0 + 1.5 * nod),
        squash: 1.02,
        turn_deg: -7.0,
        knees_px: [7.0 + 4.0 * sway, 7.0 - 4.0 * sway],
        neck_px: 26.0 - 6.0 * nod,
        head: (4.0 * wave(2.0 * t, 0.2), -3.0 - 3.0 * nod),
        head_deg: -6.0 + 5.0 * sway,
        crest_deg: -10.0 * wave(2.0 * t, 0.85),
        crest_size: 1.14,
        tail_deg: 22.0 + 10.0 * wave(2.0 * t, 0.1),
        wings_deg: [14.0 + 22.0 * (0.5 + 0.5 * nod), 0.0],
        scarf_deg: 10.0 * wave(2.0 * t, 0.8),
        eyes: [eye; 2],
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // A leap with both wings spread and the legs apart, then the same towards the other side.
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let side = wave(t, 0.0);
    let eye = Eye { size: 1.08, pupil: 1.15, gaze: (0.0, -2.0), happy: side > -0.4, ..OPEN };
    let kick = |side: f32| (0.5 + 0.5 * side) * hop;
    let (left, right) = (kick(-side), kick(side));
    let mut pose = stand(&Stance {
        body: (6.0 * side, mix(12.0, -12.0, hop)),
        squash: mix(0.95, 1.03, hop),
        turn_deg: -6.0 + 8.0 * side,
        feet: [(-10.0 * left, 8.0 * hop + 30.0 * left), (26.0 * right, 8.0 * hop + 30.0 * right)],
        knees_px: [mix(20.0, 6.0, hop) + 10.0 * left, mix(20.0, 6.0, hop) - 14.0 * right],
        neck_px: mix(34.0, 14.0, hop),
        head: (-10.0 * side, mix(20.0, 12.0, hop)),
        head_deg: -16.0 * side,
        crest_deg: 18.0 * wave(2.0 * t, 0.1),
        crest_size: 1.16,
        tail_deg: mix(4.0, 34.0, hop),
        wings_deg: [mix(30.0, 96.0, hop), mix(205.0, 152.0, hop)],
        scarf_deg: mix(6.0, 48.0, hop),
        eyes: [eye; 2],
        mouth: "mouth_open",
        mouth_size: (1.05, mix(0.85, 1.15, hop)),
        ..Stance::default()
    });
    sing(&mut pose, t, [(78.0, 66.0), (270.0, 52.0)]);
    pose
}

/// So deep asleep: 1 stands on one leg with its head on its back, 0 has its head up.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let yawn = yawn(depth);
    let yawns = yawn > 0.6 && depth < 0.8;
    let eye = Eye { lid: depth, ..OPEN };
    let mut pose = stand(&Stance {
        body: (4.0 * depth, 8.0 * depth - 1.5 * breath),
        squash: 1.0 + 0.02 * breath + 0.02 * yawn,
        feet: [(8.0 * depth, 0.0), (-18.0 * depth, 34.0 * depth)],
        knees_px: [mix(7.0, 3.0, depth), mix(7.0, -24.0, depth)],
        neck_px: mix(20.0, 26.0, yawn),
        tucked: depth,
        head: (-72.0 * depth, 62.0 * depth - 2.0 * breath),
        head_deg: -14.0 * depth,
        crest_deg: -22.0 * depth + 3.0 * wave(t, 0.8) * depth,
        crest_size: mix(1.0, 0.86, depth),
        tail_deg: (-10.0 + 2.0 * wave(t, 0.9)) * depth,
        wings_deg: [2.0 * breath + 40.0 * yawn, 0.0],
        scarf_deg: 3.0 * breath,
        eyes: [eye; 2],
        mouth: if yawns { "mouth_open" } else { "mouth_smile" },
        mouth_size: if yawns { (1.0, 0.5 + 0.5 * yawn) } else { (1.0, 1.0) },
        ..Stance::default()
    });
    if depth > 0.95 {
        snore(&mut pose, t, (88.0, 92.0), (52.0, 26.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("torso").shift(stance.body.0, stance.body.1).turn(stance.turn_deg).squash(stance.squash);

    let legs = [("leg_left", "knee_left", "foot_left"), ("leg_right", "knee_right", "foot_right")];
    for (side, (leg, knee, foot)) in legs.into_iter().enumerate() {
        // The torso turns about a point between the hips: they hardly turn with it.
        let root = (HIPS[side].0 + stance.body.0, HIPS[side].1 + stance.body.1);
        let (right, up) = stance.feet[side];
        let tip = (FEET[side].0 + right, FEET[side].1 - up);
        let bent = ((root.0 + tip.0) / 2.0 - stance.knees_px[side], (root.1 + tip.1) / 2.0 - 0.2 * up);
        let curve = Curve {
            root,
            near: (mix(root.0, bent.0, 1.1), mix(root.1, bent.1, 0.9)),
            far: (mix(tip.0, bent.0, 1.1), mix(tip.1, bent.1, 0.9)),
            tip,
        };
        pose.bend(&[leg], curve);
        if side == 0 {
            pose.bend(&["leg_left_shine"], curve);
        }
        let place = curve.at(0.5);
        pose.part(knee).shift(place.0, place.1);
        pose.part(foot).shift(right, -up).turn(0.5 * up);
    }

    let head = (HEAD.0 + stance.head.0, HEAD.1 + stance.head.1);
    let (sin, cos) = stance.head_deg.to_radians().sin_cos();
    // The head turns about its chin; the neck arrives there from below, in the direction of the head.
    let chin = (head.0, head.1 + 24.0);
    let tip = (chin.0 + 4.0 * sin, chin.1 - 4.0 * cos);
    let arch = |from: (f32, f32), to: (f32, f32)| (mix(from.0, to.0, stance.tucked), mix(from.1, to.1, stance.tucked));
    let neck = Curve {
        root: NECK_ROOT,
        near: arch((NECK_ROOT.0 + 16.0 + stance.neck_px, NECK_ROOT.1 - 26.0), (236.0, 128.0)),
        far: arch((chin.0 - 30.0 * sin - stance.neck_px, chin.1 + 34.0 * cos), (166.0, 92.0)),
        tip,
    };
    pose.bend(&["neck", "neck_shade", "neck_shine"], neck);
    if let Some(place) = stance.lump {
        let (x, y) = neck.at(place);
        pose.show("lump").shift(x, y).turn(neck.slant_deg(place));
    }
    let collar = neck.at(0.34);
    let slant_deg = neck.slant_deg(0.34);
    pose.part("scarf").shift(collar.0, collar.1).turn(slant_deg);
    pose.part("scarf_tail").turn(stance.scarf_deg - slant_deg);

    pose.part("head").shift(stance.head.0, stance.head.1).turn(stance.head_deg);
    pose.part("crest").turn(stance.crest_deg).stretch(stance.crest_size, stance.crest_size);
    pose.part("tail").turn(stance.tail_deg);
    pose.part("wing_front").turn(stance.wings_deg[0]);
    // Raised, the other wing comes out from behind the neck.
    let out = (stance.wings_deg[1] / 120.0).clamp(0.0, 1.0);
    pose.part("wing_back").shift(20.0 * out, -4.0 * out).turn(stance.wings_deg[1]).stretch(1.0 + 0.12 * out, 1.0);
    look(&mut pose, stance.eyes, 18.0);
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);
    pose
}
