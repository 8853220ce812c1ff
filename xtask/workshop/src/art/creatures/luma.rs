//! Luma, the floating one: a jellyfish that is a lantern. Dreamy and gentle; its light says what it feels.

use super::eyes::{Eye, OPEN, look};
use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::EXHIBIT,
    name: "luma",
    called: "Luma",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 7.0, pose: idle },
        Animation { name: "curious", fps: 7.0, pose: curious },
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

/// Never quite awake.
const DROWSY: Eye = Eye { lid: 0.2, ..OPEN };

/// What hangs under the bell, from left to right: its paths, its root and its tip.
const HANGING: [([&str; 2], (f32, f32), (f32, f32)); 6] = [
    (["thread_1", "thread_1_shine"], (110.0, 168.0), (106.0, 252.0)),
    (["ribbon_1", "ribbon_1_shine"], (130.0, 170.0), (128.0, 260.0)),
    (["thread_2", "thread_2_shine"], (147.0, 172.0), (148.0, 280.0)),
    (["thread_3", "thread_3_shine"], (173.0, 172.0), (172.0, 280.0)),
    (["ribbon_2", "ribbon_2_shine"], (190.0, 170.0), (192.0, 260.0)),
    (["thread_4", "thread_4_shine"], (210.0, 168.0), (214.0, 252.0)),
];
const SHOULDERS: [(f32, f32); 2] = [(94.0, 166.0), (226.0, 166.0)];
const HANDS: [(f32, f32); 2] = [(70.0, 230.0), (250.0, 230.0)];

/// How the whole creature floats. Left first; sides are mirrored, so that the same number means the same gesture.
struct Stance {
    float: (f32, f32),
    turn_deg: f32,
    /// How far the bell is pumped: above 1 tall and narrow, below 1 flat and wide.
    pump: f32,
    /// Phase of the waves that run down its tentacles, and how wide they are.
    ripple: f32,
    ripple_px: f32,
    /// How far the tentacles spread, and how far their tips are drawn up.
    spread_px: f32,
    gather_px: f32,
    /// Hands from where they hang: outwards and up.
    hands: [(f32, f32); 2],
    /// Elbows: outwards and up from the middle between shoulder and hand.
    elbows: [(f32, f32); 2],
    /// 0 dark, 1 as bright as can be.
    light: f32,
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
            pump: 1.0,
            ripple: 0.0,
            ripple_px: 12.0,
            spread_px: 0.0,
            gather_px: 0.0,
            hands: [(0.0, 0.0); 2],
            elbows: [(10.0, -6.0); 2],
            light: 0.5,
            face: (0.0, 0.0),
            eyes: [DROWSY; 2],
            brows: [(0.0, 0.0); 2],
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
        }
    }
}

fn idle(t: f32) -> Pose {
    let eye = Eye {
        lid: 0.18 + 0.05 * wave(t, 0.0) + 0.9 * bump(t, 0.72, 0.17),
        pupil: 1.1,
        gaze: (keys(t, &[(0.0, -3.0), (0.3, -3.0), (0.5, 3.0), (0.85, 3.0)]), 1.0),
        ..OPEN
    };
    stand(&Stance {
        float: (2.0 * wave(t, 0.15), 5.0 * wave(t, 0.0)),
        turn_deg: 2.0 * wave(t, 0.3),
        pump: 1.0 + 0.03 * wave(t, 0.2),
        ripple: t,
        spread_px: -2.0 * wave(t, 0.1),
        hands: [(3.0 * wave(t, 0.8), 4.0 * wave(t, 0.7)), (3.0 * wave(t, 0.7), 4.0 * wave(t, 0.6))],
        light: 0.5 + 0.14 * wave(t, 0.1),
        face: (1.5 * wave(t, 0.9), 0.0),
        eyes: [eye; 2],
        brows: [(1.0 * wave(t, 0.1), 0.0); 2],
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let eye = Eye { size: 1.13, pupil: 1.15 + 0.05 * wave(t, 0.4), gaze: (2.0, -2.0 + nod), ..OPEN };
    stand(&Stance {
        float: (4.0 + 1.5 * nod, 3.0 + 2.0 * wave(t, 0.2)),
        turn_deg: 10.0 + 2.0 * nod,
        pump: 1.035 + 0.012 * wave(t, 0.1),
        ripple: t,
        ripple_px: 5.0,
        spread_px: -5.0,
        gather_px: 0.0,
        // Both tentacles to where ears would be.
        hands: [
            (-4.0 + 2.0 * wave(t, 0.1), 8.0 + 2.0 * wave(t, 0.2)),
            (6.0 + 2.0 * wave(t, 0.2), 104.0 + 4.0 * wave(t, 0.3)),
        ],
        elbows: [(14.0, -8.0), (36.0, -16.0)],
        light: 0.85 + 0.12 * nod,
        face: (4.0, -3.0 + nod),
        eyes: [eye; 2],
        brows: [(7.0, -3.0), (8.0, 3.0)],
        mouth: "mouth_oh",
        mouth_size: (0.95, 0.9 + 0.13 * wave(t, 0.5)),
    })
}

fn reacting(t: f32) -> Pose {
    // One stroke of the bell: it opens and sinks, closes and shoots up, and everything below trails after.
    let pump = keys(t, &[(0.0, 0.9), (0.12, 0.86), (0.3, 1.08), (0.46, 1.05), (0.66, 1.0), (0.84, 0.94)]);
    let rise = keys(t, &[(0.0, -12.0), (0.14, -14.0), (0.34, 9.0), (0.5, 12.0), (0.7, 2.0), (0.86, -8.0)]);
    let spread = keys(t, &[(0.0, 20.0), (0.16, 26.0), (0.34, -4.0), (0.52, -8.0), (0.74, 8.0), (0.88, 15.0)]);
    let flying = bump(t, 0.44, 0.34);
    let eye = Eye { size: 1.07, pupil: 1.15, gaze: (0.0, -2.0), happy: flying > 0.3, ..OPEN };
    let mut pose = stand(&Stance {
        float: (0.0, rise - 2.0),
        turn_deg: 7.0 * wave(t, 0.0),
        pump,
        ripple: t,
        ripple_px: 14.0,
        spread_px: spread,
        gather_px: mix(26.0, 0.0, flying),
        hands: [
            (mix(22.0, 6.0, flying) + 6.0 * wave(t, 0.2), mix(84.0, 126.0, flying)),
            (mix(22.0, 6.0, flying) - 6.0 * wave(t, 0.2), mix(84.0, 126.0, flying)),
        ],
        elbows: [(mix(26.0, 20.0, flying), mix(-28.0, -12.0, flying)); 2],
        light: mix(0.6, 1.0, flying),
        face: (0.0, mix(3.0, -4.0, flying)),
        eyes: [eye; 2],
        brows: [(mix(3.0, 9.0, flying), 0.0); 2],
        mouth: "mouth_open",
        mouth_size: (mix(0.95, 1.1, flying), mix(0.8, 1.2, flying)),
    });
    pose.show("sparks");
    for (index, spark) in ["spark_1", "spark_2", "spark_3", "spark_4"].into_iter().enumerate() {
        let glint = bump(t, 0.3 + 0.13 * index as f32, 0.24);
        pose.part(spark).turn(20.0 * wave(t, 0.2 * index as f32)).stretch(0.3 + glint, 0.3 + glint).fade(glint);
    }
    pose
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.12);
    let mut pose = stand(&Stance {
        float: (-5.0 + 2.0 * sway, 2.0 * wave(t, 0.2)),
        turn_deg: -13.0 + 3.0 * sway,
        pump: 0.97 + 0.012 * wave(t, 0.2),
        ripple: t,
        ripple_px: 8.0,
        spread_px: 2.0,
        gather_px: 6.0,
        // Scratches its cap.
        hands: [(2.0, 4.0 + 3.0 * wave(t, 0.2)), (-34.0 + 6.0 * wave(2.0 * t, 0.0), 168.0)],
        elbows: [(12.0, -6.0), (52.0, 2.0)],
        // A lamp with a loose contact.
        light: 0.32 + 0.3 * bump(t, 0.2, 0.09) + 0.3 * bump(t, 0.4, 0.09),
        face: (-3.0 + sway, 1.0),
        eyes: [
            Eye { lid: (0.5 + blink).min(1.1), size: 0.92, pupil: 0.86, gaze: (4.0, 2.0), ..OPEN },
            Eye { lid: blink, size: 1.17, pupil: 0.76, gaze: (-3.0 * wave(t, 0.1), -5.0), ..OPEN },
        ],
        brows: [(-4.0, 10.0), (9.0, 10.0)],
        mouth: "mouth_wry",
        mouth_size: (1.0 + 0.05 * sway, 1.0 + 0.12 * wave(t, 0.4)),
    });
    pose.show("question")
        .shift(16.0 + 2.0 * sway, 2.0 + 4.0 * wave(t, 0.25))
        .turn(9.0 + 9.0 * wave(t, 0.1))
        .stretch(0.9, 0.9);
    pose
}

fn curious(t: f32) -> Pose {
    let look = keys(t, &[(0.0, 0.0), (0.16, -1.0), (0.36, -1.0), (0.52, 1.0), (0.7, 1.0), (0.84, 0.0)]);
    let peek = bump(t, 0.92, 0.2);
    let eye = Eye { size: 1.18 + 0.06 * peek, pupil: 1.2, gaze: (5.0 * look, mix(-1.0, 1.0, peek)), ..OPEN };
    let mut pose = stand(&Stance {
        float: (5.0 * look, 4.0 + 3.0 * wave(t, 0.1) - 4.0 * peek),
        turn_deg: 8.0 * look,
        pump: 1.03 - 0.05 * peek,
        ripple: t,
        ripple_px: 8.0,
        spread_px: 8.0 * peek,
        // Both tips before its face, like somebody at a window.
        hands: [(-2.0 + 3.0 * look, 46.0 + 16.0 * peek), (-2.0 - 3.0 * look, 46.0 + 16.0 * peek)],
        elbows: [(24.0, -16.0); 2],
        light: 0.7 + 0.2 * peek,
        face: (8.0 * look, mix(-3.0, 4.0, peek)),
        eyes: [eye; 2],
        brows: [(7.0, -2.0), (7.0, 2.0)],
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        mouth_size: (0.9, 0.85),
        ..Stance::default()
    });
    pose.part("all").stretch(1.0 + 0.04 * peek, 1.0 + 0.04 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let (from, mouth_at) = ((250.0, 232.0), (164.0, 152.0));
    let way = keys(t, &[(0.0, 0.12), (0.14, 0.6), (0.29, 1.0), (0.45, 0.8), (0.7, 0.0), (0.88, 0.0)]);
    let hand = (mix(from.0, mouth_at.0 + 26.0, way), mix(from.1, mouth_at.1 + 20.0, way));
    let eye =
        Eye { lid: 0.1, size: 1.0 + 0.1 * bite.open, pupil: 1.12, gaze: (2.0, 4.0 * bite.open), happy: bite.glad };
    let (mouth, (wide, high)) = bite.mouth();
    let mut pose = stand(&Stance {
        float: (0.0, 3.0 + 3.0 * bite.chew),
        turn_deg: 3.0 * bite.open,
        pump: 1.0 + 0.02 * bite.open - 0.025 * bite.chew,
        ripple: t,
        ripple_px: 9.0,
        spread_px: 4.0 * bite.chew,
        hands: [(4.0, 20.0 + 10.0 * bite.open), (hand.0 - HANDS[1].0, HANDS[1].1 - hand.1)],
        elbows: [(12.0, -6.0), (24.0, -12.0)],
        // What it eats shines through.
        light: if bite.glad { 0.85 } else { 0.5 },
        face: (2.0 * bite.chew, 2.0 * bite.open),
        eyes: [eye; 2],
        brows: [(6.0 * bite.open, 0.0); 2],
        mouth,
        mouth_size: (1.25 * wide, 1.15 * high),
        ..Stance::default()
    });
    serve(&mut pose, t, (from.0 - 4.0, from.1 - 18.0), mouth_at);
    pose
}

fn reacting_little(t: f32) -> Pose {
    // Glows, and swings like a lantern in a little wind.
    let sway = wave(t, 0.0);
    let eye = Eye { lid: 0.12, pupil: 1.15, gaze: (2.0 * sway, 0.0), happy: bump(t, 0.3, 0.24) > 0.3, ..OPEN };
    stand(&Stance {
        float: (4.0 * sway, 5.0 + 3.0 * wave(2.0 * t, 0.0)),
        turn_deg: -7.0 * sway,
        pump: 1.0 + 0.03 * wave(2.0 * t, 0.2),
        ripple: t,
        ripple_px: 16.0,
        spread_px: 5.0,
        hands: [(12.0, 26.0 + 14.0 * sway), (12.0, 26.0 - 14.0 * sway)],
        elbows: [(16.0, -14.0); 2],
        light: 0.72 + 0.12 * wave(t, 0.1),
        face: (-2.0 * sway, -1.0),
        eyes: [eye; 2],
        brows: [(4.0, 0.0); 2],
        mouth_size: (1.2, 1.35),
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // A waltz: it swings wide, one tentacle up at a time, and all its fringe flies out.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let eye = Eye { size: 1.08, pupil: 1.15, gaze: (0.0, -2.0), happy: side > -0.4, ..OPEN };
    let reach = |side: f32| (mix(16.0, 4.0, 0.5 + 0.5 * side), mix(44.0, 138.0, 0.5 + 0.5 * side));
    let mut pose = stand(&Stance {
        float: (8.0 * side, mix(-14.0, 9.0, hop)),
        turn_deg: 15.0 * side,
        pump: mix(0.88, 1.06, hop),
        ripple: 2.0 * t,
        ripple_px: 16.0,
        spread_px: mix(26.0, 2.0, hop),
        gather_px: mix(34.0, 14.0, hop),
        hands: [reach(side), reach(-side)],
        elbows: [(22.0, -16.0); 2],
        light: 0.9 + 0.1 * side,
        face: (0.0, mix(3.0, -4.0, hop)),
        eyes: [eye; 2],
        brows: [(mix(4.0, 10.0, hop), 0.0); 2],
        mouth: "mouth_open",
        mouth_size: (mix(1.0, 1.2, hop), mix(0.9, 1.3, hop)),
    });
    pose.show("sparks");
    for (index, spark) in ["spark_1", "spark_2", "spark_3", "spark_4"].into_iter().enumerate() {
        let glint = bump(t, 0.1 + 0.25 * index as f32, 0.24);
        pose.part(spark).turn(20.0 * wave(t, 0.2 * index as f32)).stretch(0.3 + glint, 0.3 + glint).fade(glint);
    }
    sing(&mut pose, t, [(38.0, 44.0), (284.0, 40.0)]);
    pose
}

/// So deep asleep: 1 has sunk to the ground and put out its light, 0 floats.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let yawn = yawn(depth);
    let yawns = yawn > 0.6 && depth < 0.8;
    let eye = Eye { lid: mix(DROWSY.lid, 1.0, depth), ..OPEN };
    let mut pose = stand(&Stance {
        float: (0.0, (-44.0 + 2.5 * breath) * depth),
        turn_deg: -9.0 * depth,
        pump: mix(1.0, 0.92, depth) + 0.025 * breath + 0.05 * yawn,
        ripple: 0.2,
        ripple_px: 10.0,
        spread_px: 16.0 * depth,
        gather_px: 50.0 * depth,
        hands: [(6.0 * depth, 34.0 * depth + 50.0 * yawn), (6.0 * depth, 34.0 * depth + 50.0 * yawn)],
        elbows: [(mix(10.0, 16.0, depth), -6.0); 2],
        light: mix(0.5, 0.06 + 0.05 * breath, depth),
        face: (0.0, 3.0 * depth),
        eyes: [eye; 2],
        brows: [(-3.0 * depth, 0.0); 2],
        mouth: if yawns { "mouth_open" } else { "mouth_oh" },
        mouth_size: if yawns { (0.9, 0.6 + 0.6 * yawn) } else { (0.7, 0.55 + 0.1 * breath) },
    });
    if depth > 0.95 {
        snore(&mut pose, t, (206.0, 128.0), (262.0, 34.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(stance.float.0, -stance.float.1).turn(stance.turn_deg);
    // The bell alone is pumped: wide when flat, and what hangs from it keeps its length.
    let wide = 1.0 / stance.pump;
    pose.part("bell").stretch(wide, stance.pump);
    pose.part("frill").stretch(mix(1.0, wide, 0.6), 1.0);
    let far = 1.0 - (stance.float.1 + 14.0) / 160.0;
    pose.part("shadow").shift(stance.float.0, 0.0).stretch(far, far).fade(far);
    pose.part("pool").shift(stance.float.0, 0.0).fade(0.35 + 0.65 * stance.light);
    pose.part("halo").fade(0.25 + 0.75 * stance.light);
    pose.part("flame").stretch(0.8 + 0.35 * stance.light, 0.8 + 0.35 * stance.light).fade(0.2 + 0.8 * stance.light);

    let at_rim = |x: f32| 160.0 + (x - 160.0) * wide;
    for (index, (paths, root, tip)) in HANGING.into_iter().enumerate() {
        let side = (index as f32 - 2.5) / 2.5;
        // A wave runs down: the middle of a tentacle is where its root was a moment ago.
        let late = 0.09 * index as f32;
        let sway = |back: f32| stance.ripple_px * wave(stance.ripple, late - back);
        let root = (at_rim(root.0), root.1);
        let tip = (
            at_rim(tip.0) + side * stance.spread_px * 1.5 + sway(0.5),
            tip.1 - stance.gather_px * (0.6 + 0.4 * side.abs()) + 2.5 * wave(stance.ripple, late),
        );
        pose.bend(
            &paths,
            Curve {
                root,
                near: (root.0 + side * stance.spread_px * 0.7 + 1.7 * sway(0.15), root.1 + 36.0),
                far: (tip.0 - 1.9 * sway(0.3) + side * stance.spread_px * 0.2, mix(root.1, tip.1, 0.62)),
                tip,
            },
        );
    }

    let arms = [("tip_left", ["arm_left", "arm_left_shine"]), ("tip_right", ["arm_right", "arm_right_shine"])];
    for (side, (hand, paths)) in arms.into_iter().enumerate() {
        let out = if side == 0 { -1.0 } else { 1.0 };
        let root = (at_rim(SHOULDERS[side].0), SHOULDERS[side].1);
        let (reach, elbow) = (stance.hands[side], stance.elbows[side]);
        let shift = (out * reach.0, -reach.1);
        let tip = (HANDS[side].0 + shift.0, HANDS[side].1 + shift.1);
        let middle = ((root.0 + tip.0) / 2.0 + out * elbow.0, (root.1 + tip.1) / 2.0 - elbow.1);
        let arm = Curve {
            root,
            near: (mix(root.0, middle.0, 0.95), mix(root.1, middle.1, 0.9)),
            far: (mix(tip.0, middle.0, 0.85), mix(tip.1, middle.1, 0.85)),
            tip,
        };
        pose.bend(&paths, arm);
        pose.part(hand).shift(shift.0, shift.1);
    }

    pose.part("face").shift(stance.face.0, stance.face.1).stretch(stance.pump.sqrt(), 1.0 / stance.pump.sqrt());
    look(&mut pose, stance.eyes, 19.0);
    for (brow, (up, deg)) in ["brow_left", "brow_right"].into_iter().zip(stance.brows) {
        pose.part(brow).shift(0.0, -up).turn(deg);
    }
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);
    pose
}
