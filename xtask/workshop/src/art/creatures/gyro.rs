//! Gyro, the steady one of the laboratory: a gyroscope in its fork. Its ring leans as it feels; it never falls.

use super::eyes::{Slit, look_through, open_mouth};
use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::LABORATORY,
    name: "gyro",
    called: "Gyro",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 7.0, pose: idle },
        Animation { name: "curious", fps: 7.0, pose: curious },
        Animation { name: "listening", fps: 9.0, pose: listening },
        Animation { name: "eating", fps: 12.0, pose: eating },
        Animation { name: "reacting_little", fps: 9.0, pose: reacting_little },
        Animation { name: "reacting", fps: 12.0, pose: reacting },
        Animation { name: "reacting_much", fps: 10.0, pose: reacting_much },
        Animation { name: "confused", fps: 8.0, pose: confused },
        Animation { name: "asleep", fps: 3.0, pose: |t| doze(t, 1.0) },
        Animation { name: "waking", fps: 8.0, pose: |t| doze(0.0, depth(t)) },
    ],
};

/// Half axes of the ring, as drawn.
const RING_PX: (f32, f32) = (86.0, 27.0);

/// How the whole creature stands.
struct Stance {
    rise_px: f32,
    turn_deg: f32,
    /// How the ring leans, and how open it looks.
    lean_deg: f32,
    open: f32,
    /// Where the bead is on the ring, in turns: 0 right, a quarter in front.
    bead: f32,
    ball_deg: f32,
    light: f32,
    face: (f32, f32),
    eyes: [Slit; 2],
    /// How far the corners of the mouth lie above its middle, and how far it is askew.
    smile_px: f32,
    askew_px: f32,
}

fn idle(t: f32) -> Pose {
    let glance = keys(t, &[(0.0, -1.0), (0.3, -1.0), (0.46, 1.0), (0.85, 1.0)]);
    stand(&Stance {
        rise_px: 0.6 + 0.6 * wave(t, 0.0),
        turn_deg: 0.0,
        lean_deg: -10.0 + 2.0 * wave(t, 0.1),
        open: 1.0 + 0.08 * wave(t, 0.35),
        bead: t,
        ball_deg: 1.5 * glance,
        light: 0.55 + 0.15 * wave(t, 0.2),
        face: (3.0 * glance, 0.0),
        eyes: [Slit { lid: bump(t, 0.72, 0.1), ..Slit::OPEN }; 2],
        smile_px: 3.5,
        askew_px: 0.0,
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    stand(&Stance {
        rise_px: 4.0 + nod,
        turn_deg: 2.5 + 0.5 * nod,
        // Level: it holds its breath.
        lean_deg: 1.5 * nod,
        open: 0.62 + 0.04 * wave(t, 0.3),
        bead: 0.12 + 0.05 * wave(t, 0.15),
        ball_deg: 3.0 + nod,
        light: 0.85 + 0.1 * wave(t, 0.4),
        face: (2.0, -3.0 + nod),
        eyes: [Slit { size: 1.14, ..Slit::OPEN }; 2],
        smile_px: 1.0 + 0.6 * nod,
        askew_px: 0.0,
    })
}

fn reacting(t: f32) -> Pose {
    let glad = bump(t, 0.45, 0.38);
    let rise = keys(t, &[(0.0, 0.0), (0.14, 0.0), (0.34, 8.0), (0.48, 11.0), (0.62, 8.0), (0.8, 0.0)]);
    stand(&Stance {
        rise_px: rise,
        turn_deg: 1.5 * wave(t, 0.0),
        lean_deg: 22.0 * wave(t, 0.1),
        open: mix(1.0, 1.5, glad),
        bead: 2.0 * t,
        ball_deg: 5.0 * wave(t, 0.2),
        light: mix(0.6, 1.0, glad),
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
        rise_px: 0.5,
        turn_deg: -2.0 + sway,
        // It wobbles, like a top that has lost its swing.
        lean_deg: 24.0 + 6.0 * wave(2.0 * t, 0.0),
        open: 1.25 + 0.25 * wave(2.0 * t, 0.25),
        bead: 0.1 + 0.12 * wave(t, 0.3),
        ball_deg: -9.0 + 2.0 * sway,
        light: 0.35 + 0.2 * bump(t, 0.25, 0.12) + 0.2 * bump(t, 0.5, 0.12),
        face: (-2.0 + sway, 0.0),
        eyes: [Slit { lid: (0.5 + blink).min(1.0), ..Slit::OPEN }, Slit { lid: blink, size: 1.14, ..Slit::OPEN }],
        smile_px: -1.0,
        askew_px: 4.0 + 0.5 * sway,
    });
    pose.show("question").shift(2.0 * sway, 3.0 * wave(t, 0.25)).turn(6.0 * wave(t, 0.1));
    pose
}

fn curious(t: f32) -> Pose {
    let look = keys(t, &[(0.0, 0.0), (0.16, -1.0), (0.36, -1.0), (0.52, 1.0), (0.7, 1.0), (0.84, 0.0)]);
    let peek = bump(t, 0.92, 0.2);
    let mut pose = stand(&Stance {
        rise_px: 5.0 + wave(t, 0.1),
        turn_deg: 2.0 * look,
        lean_deg: 14.0 * look,
        open: 1.5 + 0.1 * peek,
        // The bead rolls to where it looks.
        bead: 0.25 - 0.2 * look,
        ball_deg: 8.0 * look,
        light: 0.8,
        face: (13.0 * look, mix(-3.0, 3.0, peek)),
        eyes: [Slit { size: 1.18 + 0.14 * peek, ..Slit::OPEN }; 2],
        smile_px: mix(0.5, 5.0, peek),
        askew_px: 0.0,
    });
    pose.part("ball_part").stretch(1.0 + 0.06 * peek, 1.0 + 0.06 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let mut pose = stand(&Stance {
        rise_px: 2.0 + 3.0 * bite.open + 1.5 * bite.chew,
        turn_deg: bite.chew,
        // The ring makes way for the card, and turns the mill while it chews.
        lean_deg: mix(-8.0, -28.0, bite.open) + 5.0 * bite.chew,
        open: mix(1.0, 0.5, bite.open),
        bead: 0.6 + t,
        ball_deg: 4.0 * bite.chew,
        light: if bite.glad { 0.95 } else { 0.6 },
        face: (2.0 * bite.chew, -3.0 * bite.open),
        eyes: [Slit { size: 1.0 + 0.12 * bite.open, happy: bite.glad, ..Slit::OPEN }; 2],
        smile_px: 4.0 + 2.5 * bite.chew,
        askew_px: 3.0 * bite.chew,
    });
    open_mouth(&mut pose, bite.open, &["mouth"]);
    serve(&mut pose, t, (238.0, 262.0), (160.0, 178.0));
    pose
}

fn reacting_little(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    stand(&Stance {
        rise_px: 2.0 + 1.5 * wave(2.0 * t, 0.0),
        turn_deg: 1.5 * sway,
        lean_deg: -6.0 + 9.0 * sway,
        open: 1.1,
        bead: t,
        ball_deg: -4.0 * sway,
        light: 0.75,
        face: (3.0 * sway, -1.0),
        eyes: [Slit { happy: bump(t, 0.3, 0.22) > 0.3, ..Slit::OPEN }; 2],
        smile_px: 6.5,
        askew_px: 0.0,
    })
}

fn reacting_much(t: f32) -> Pose {
    // At full speed: the ring swings over and over, and the fork dances on its post.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let mut pose = stand(&Stance {
        rise_px: mix(0.0, 17.0, hop),
        turn_deg: 8.0 * side,
        lean_deg: 48.0 * wave(t, 0.9),
        open: mix(0.9, 1.7, hop),
        bead: 2.0 * t,
        ball_deg: -12.0 * side,
        light: 1.0,
        face: (4.0 * side, mix(1.0, -4.0, hop)),
        eyes: [Slit { happy: side > -0.4, size: 1.1, ..Slit::OPEN }; 2],
        smile_px: 9.0,
        askew_px: 0.0,
    });
    open_mouth(&mut pose, mix(0.6, 0.9, hop), &["mouth"]);
    sing(&mut pose, t, [(60.0, 74.0), (258.0, 66.0)]);
    pose
}

/// So deep asleep: 1 stands still, its ring hanging and the bead at the bottom; 0 turns.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let mut pose = stand(&Stance {
        rise_px: (-4.0 + 0.8 * breath) * depth + 4.0 * yawn(depth),
        turn_deg: 0.0,
        lean_deg: mix(-10.0, 24.0 + 1.5 * breath, depth),
        open: mix(1.0, 0.55, depth),
        bead: mix(0.0, 0.06 + 0.01 * breath, depth),
        ball_deg: -13.0 * depth,
        light: mix(0.55, 0.1, depth),
        face: (-2.0 * depth, (7.0 - breath) * depth),
        eyes: [Slit { lid: depth, ..Slit::OPEN }; 2],
        smile_px: mix(3.5, 2.0 + 0.5 * breath, depth),
        askew_px: 0.0,
    });
    if depth > 0.95 {
        snore(&mut pose, t, (216.0, 112.0), (270.0, 40.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(0.0, -stance.rise_px).turn(stance.turn_deg);
    // The post is a telescope: its foot stays where it is.
    pose.part("post").stretch(1.0, 1.0 + stance.rise_px / 28.0);
    pose.part("lamp").fade(stance.light);
    for (rotor, hoop) in [("rotor_back", "hoop_back"), ("rotor_front", "hoop_front")] {
        pose.part(rotor).turn(stance.lean_deg);
        pose.part(hoop).stretch(1.0, stance.open);
    }
    let (x, y) = (RING_PX.0 * wave(stance.bead, 0.25), RING_PX.1 * wave(stance.bead, 0.0));
    let (shown, hidden) = if y >= 0.0 { ("bead_front", "bead_back") } else { ("bead_back", "bead_front") };
    // Undo the stretch of the ring, so that the bead stays round.
    pose.show(shown).shift(x, y).stretch(1.0, 1.0 / stance.open);
    pose.hide(hidden);

    pose.part("ball_part").turn(stance.ball_deg);
    pose.part("face").shift(stance.face.0, stance.face.1);
    let (smile, askew) = (stance.smile_px, stance.askew_px);
    let (left, right) = ((148.0, 176.0 - smile / 2.0 + askew / 2.0), (172.0, 176.0 - smile / 2.0 - askew / 2.0));
    let low = 176.0 + smile;
    pose.bend(&["mouth"], Curve { root: left, near: (154.0, low), far: (166.0, low), tip: right });
    look_through(&mut pose, stance.eyes);
    pose
}
