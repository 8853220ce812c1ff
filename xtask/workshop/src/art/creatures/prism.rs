//! Prism, the still one of the laboratory: glass that floats over its stand. Its light says what it feels.

use super::eyes::{Slit, look_through, open_mouth};
use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::LABORATORY,
    name: "prism",
    called: "Prism",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 6.0, pose: idle },
        Animation { name: "curious", fps: 6.0, pose: curious },
        Animation { name: "listening", fps: 8.0, pose: listening },
        Animation { name: "eating", fps: 12.0, pose: eating },
        Animation { name: "reacting_little", fps: 8.0, pose: reacting_little },
        Animation { name: "reacting", fps: 12.0, pose: reacting },
        Animation { name: "reacting_much", fps: 10.0, pose: reacting_much },
        Animation { name: "confused", fps: 8.0, pose: confused },
        Animation { name: "asleep", fps: 3.0, pose: |t| doze(t, 1.0) },
        Animation { name: "waking", fps: 8.0, pose: |t| doze(0.0, depth(t)) },
    ],
};

/// The colours that leave it, from above.
const RAYS: [&str; 6] = ["ray_1", "ray_2", "ray_3", "ray_4", "ray_5", "ray_6"];
/// Where they leave, and where they end.
const EXIT: (f32, f32) = (224.0, 158.0);
const END_PX: f32 = 302.0;

/// How the whole creature floats.
struct Stance {
    rise_px: f32,
    turn_deg: f32,
    /// 0 dark, 1 bright: the light that comes in, and what it becomes.
    beam: f32,
    colours: f32,
    /// How far the colours spread, pixels between neighbours at their ends.
    spread_px: f32,
    /// How far they all are turned down.
    bend_px: f32,
    /// How long they are, 0..1.
    reach: f32,
    face: (f32, f32),
    eyes: [Slit; 2],
    /// How far the corners of the mouth lie above its middle, and how far it is askew.
    smile_px: f32,
    askew_px: f32,
}

fn idle(t: f32) -> Pose {
    let glance = keys(t, &[(0.0, -1.0), (0.3, -1.0), (0.48, 1.0), (0.85, 1.0)]);
    stand(&Stance {
        rise_px: 2.0 + 2.5 * wave(t, 0.0),
        turn_deg: 0.8 * wave(t, 0.25),
        beam: 0.55 + 0.1 * wave(t, 0.1),
        colours: 0.68 + 0.12 * wave(t, 0.0),
        spread_px: 8.0 + 0.8 * wave(t, 0.0),
        bend_px: 18.0,
        reach: 0.86 + 0.05 * wave(t, 0.0),
        face: (2.5 * glance, 0.0),
        eyes: [Slit { lid: bump(t, 0.72, 0.1), ..Slit::OPEN }; 2],
        smile_px: 4.0,
        askew_px: 0.0,
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    stand(&Stance {
        rise_px: 7.0 + 1.5 * nod,
        turn_deg: -4.0 + 0.6 * nod,
        // All light comes in; what goes out waits.
        beam: 0.9 + 0.1 * wave(t, 0.2),
        colours: 0.42 + 0.08 * wave(t, 0.5),
        spread_px: 4.0,
        bend_px: 16.0,
        reach: 0.62 + 0.06 * wave(t, 0.5),
        face: (-2.0, -3.0 + nod),
        eyes: [Slit { size: 1.14, ..Slit::OPEN }; 2],
        smile_px: 1.0 + 0.6 * nod,
        askew_px: 0.0,
    })
}

fn reacting(t: f32) -> Pose {
    let glad = bump(t, 0.45, 0.38);
    let rise = keys(t, &[(0.0, 2.0), (0.14, 1.0), (0.34, 11.0), (0.48, 14.0), (0.64, 9.0), (0.84, 2.0)]);
    stand(&Stance {
        rise_px: rise,
        turn_deg: 2.0 * wave(t, 0.0),
        beam: mix(0.7, 1.0, glad),
        colours: mix(0.68, 1.0, glad),
        spread_px: mix(8.0, 17.0, glad),
        bend_px: 16.0,
        reach: mix(0.8, 1.0, glad),
        face: (0.0, -3.0 * glad),
        eyes: [Slit { lid: 0.42 * glad, size: mix(1.0, 1.1, glad), ..Slit::OPEN }; 2],
        smile_px: mix(4.0, 8.0, glad),
        askew_px: 0.0,
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.1);
    let mut pose = stand(&Stance {
        rise_px: 1.5 + 1.5 * wave(t, 0.2),
        turn_deg: 5.0 + 1.5 * sway,
        beam: 0.45 + 0.15 * bump(t, 0.25, 0.12) + 0.15 * bump(t, 0.5, 0.12),
        colours: 0.32 + 0.2 * bump(t, 0.25, 0.12) + 0.2 * bump(t, 0.5, 0.12),
        // They lie in each other's way.
        spread_px: -4.0 + 3.0 * sway,
        bend_px: 26.0 + 4.0 * sway,
        reach: 0.7,
        face: (2.0 + sway, 0.0),
        eyes: [Slit { lid: (0.5 + blink).min(1.0), ..Slit::OPEN }, Slit { lid: blink, size: 1.14, ..Slit::OPEN }],
        smile_px: -1.0,
        askew_px: 4.0 + 0.5 * sway,
    });
    pose.show("question").shift(2.0 * sway, 3.0 * wave(t, 0.25)).turn(6.0 * wave(t, 0.1));
    pose
}

fn curious(t: f32) -> Pose {
    let look = keys(t, &[(0.0, 0.0), (0.18, -1.0), (0.38, -1.0), (0.54, 1.0), (0.72, 1.0), (0.86, 0.0)]);
    let peek = bump(t, 0.93, 0.19);
    let mut pose = stand(&Stance {
        rise_px: 8.0 + 2.0 * wave(t, 0.1) - 5.0 * peek,
        turn_deg: 4.0 * look,
        beam: 0.8,
        colours: 0.75 + 0.1 * look,
        // Its fan is a hand that feels its way.
        spread_px: 8.0 + 3.0 * peek,
        bend_px: 16.0 - 16.0 * look,
        reach: 0.84,
        face: (9.0 * look, mix(-3.0, 3.0, peek)),
        eyes: [Slit { size: 1.2 + 0.14 * peek, ..Slit::OPEN }; 2],
        smile_px: mix(0.5, 5.0, peek),
        askew_px: 0.0,
    });
    pose.part("all").stretch(1.0 + 0.03 * peek, 1.0 + 0.03 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let glow = bump(t, 0.66, 0.3);
    let mut pose = stand(&Stance {
        rise_px: 4.0 + 3.0 * bite.open + 2.0 * bite.chew,
        turn_deg: 1.5 * bite.chew,
        beam: 0.6,
        // A picture is light: what goes in comes out in all its colours.
        colours: mix(0.45, 1.0, glow),
        spread_px: mix(6.0, 15.0, glow),
        bend_px: 16.0,
        reach: mix(0.7, 1.0, glow),
        face: (2.0 * bite.chew, -3.0 * bite.open),
        eyes: [Slit { size: 1.0 + 0.12 * bite.open, happy: bite.glad, ..Slit::OPEN }; 2],
        smile_px: 4.0 + 2.5 * bite.chew,
        askew_px: 3.0 * bite.chew,
    });
    open_mouth(&mut pose, bite.open, &["mouth"]);
    serve(&mut pose, t, (74.0, 262.0), (158.0, 226.0));
    pose
}

fn reacting_little(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    stand(&Stance {
        rise_px: 4.0 + 2.5 * wave(2.0 * t, 0.0),
        turn_deg: 3.0 * sway,
        beam: 0.75,
        colours: 0.85 + 0.1 * sway,
        spread_px: 10.0 + 1.5 * sway,
        bend_px: 17.0 - 6.0 * sway,
        reach: 0.92,
        face: (-2.0 * sway, -1.0),
        eyes: [Slit { happy: bump(t, 0.3, 0.22) > 0.3, ..Slit::OPEN }; 2],
        smile_px: 6.5,
        askew_px: 0.0,
    })
}

fn reacting_much(t: f32) -> Pose {
    // Swings over its stand and throws its colours about.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let mut pose = stand(&Stance {
        rise_px: mix(3.0, 21.0, hop),
        turn_deg: 10.0 * side,
        beam: 1.0,
        colours: 1.0,
        spread_px: mix(14.0, 22.0, hop),
        bend_px: 12.0 - 16.0 * side,
        reach: mix(0.86, 0.96, hop),
        face: (2.0 * side, mix(1.0, -4.0, hop)),
        eyes: [Slit { happy: side > -0.4, size: 1.1, ..Slit::OPEN }; 2],
        smile_px: mix(6.0, 10.0, hop),
        askew_px: 0.0,
    });
    open_mouth(&mut pose, mix(0.6, 0.9, hop), &["mouth"]);
    sing(&mut pose, t, [(96.0, 62.0), (236.0, 50.0)]);
    pose
}

/// So deep asleep: 1 lies in its stand without a ray, 0 shines.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let mut pose = stand(&Stance {
        rise_px: mix(2.0, -13.0 + 0.8 * breath, depth) + 5.0 * yawn(depth),
        turn_deg: -4.0 * depth,
        beam: mix(0.55, 0.0, depth),
        colours: mix(0.68, 0.03, depth),
        spread_px: mix(8.0, 3.0, depth),
        bend_px: 18.0,
        reach: mix(0.86, 0.4, depth),
        face: (0.0, (4.0 - breath) * depth),
        eyes: [Slit { lid: depth, ..Slit::OPEN }; 2],
        smile_px: mix(4.0, 2.5 + 0.5 * breath, depth),
        askew_px: 0.0,
    });
    if depth > 0.95 {
        snore(&mut pose, t, (204.0, 108.0), (258.0, 36.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(0.0, -stance.rise_px).turn(stance.turn_deg);
    let far = 1.0 - stance.rise_px / 160.0;
    pose.part("shadow").stretch(far, far).fade(far);
    pose.part("beam").fade(stance.beam);
    pose.part("heart_part").fade(0.3 + 0.7 * stance.beam);
    pose.part("inner").fade(stance.colours);
    pose.part("lamp").fade(0.4 + 0.6 * stance.beam);
    pose.part("fan").fade(stance.colours);
    for (place, ray) in RAYS.into_iter().enumerate() {
        let drop = stance.bend_px + (place as f32 - 2.5) * stance.spread_px;
        let tip = (mix(EXIT.0, END_PX, stance.reach), mix(EXIT.1, EXIT.1 + drop, stance.reach));
        let along = |k: f32| (mix(EXIT.0, tip.0, k), mix(EXIT.1, tip.1, k));
        pose.bend(&[ray], Curve { root: EXIT, near: along(0.33), far: along(0.67), tip });
    }
    pose.part("face").shift(stance.face.0, stance.face.1);
    let (smile, askew) = (stance.smile_px, stance.askew_px);
    let (left, right) = ((146.0, 227.0 - smile / 2.0 + askew / 2.0), (170.0, 227.0 - smile / 2.0 - askew / 2.0));
    let low = 227.0 + smile;
    pose.bend(&["mouth"], Curve { root: left, near: (152.0, low), far: (164.0, low), tip: right });
    look_through(&mut pose, stance.eyes);
    pose
}
