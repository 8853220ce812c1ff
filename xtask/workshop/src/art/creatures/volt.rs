//! Volt, the measuring one of the laboratory: an oscilloscope. What it feels is the curve on its screen.

use super::eyes::{Slit, look_through, open_mouth};
use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::LABORATORY,
    name: "volt",
    called: "Volt",
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

const SOCKETS: [(f32, f32); 2] = [(82.0, 226.0), (238.0, 226.0)];
const PROBES: [(f32, f32); 2] = [(50.0, 262.0), (270.0, 262.0)];
/// The curve on the screen: from, to, and its zero line.
const CURVE: (f32, f32, f32) = (104.0, 216.0, 203.0);

/// How the whole creature stands.
struct Stance {
    lift_px: f32,
    turn_deg: f32,
    /// Probes from where they hang: outwards and up. Left first, mirrored.
    probes: [(f32, f32); 2],
    probes_deg: [f32; 2],
    knob_deg: f32,
    /// 0 dim, 1 bright.
    light: f32,
    gaze: (f32, f32),
    eyes: [Slit; 2],
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            lift_px: 0.0,
            turn_deg: 0.0,
            probes: [(0.0, 0.0); 2],
            probes_deg: [0.0; 2],
            knob_deg: 0.0,
            light: 0.5,
            gaze: (0.0, 0.0),
            eyes: [Slit::OPEN; 2],
        }
    }
}

fn idle(t: f32) -> Pose {
    let glance = keys(t, &[(0.0, -1.0), (0.3, -1.0), (0.45, 1.0), (0.85, 1.0)]);
    let mut pose = stand(&Stance {
        lift_px: 0.8 + 0.8 * wave(t, 0.0),
        probes: [(0.0, 1.5 * wave(t, 0.2)), (0.0, 1.5 * wave(t, 0.4))],
        light: 0.5 + 0.15 * wave(t, 0.1),
        gaze: (3.0 * glance, 0.0),
        eyes: [Slit { lid: bump(t, 0.7, 0.1), ..Slit::OPEN }; 2],
        ..Stance::default()
    });
    // One heartbeat travels through the quiet line.
    trace(&mut pose, |x| 11.0 * bump(x, t, 0.09) * inside(x));
    pose
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let mut pose = stand(&Stance {
        lift_px: 3.0 + nod,
        turn_deg: 2.5 + 0.5 * nod,
        probes: [(0.0, 0.0), (4.0, 84.0 + 3.0 * wave(t, 0.3))],
        probes_deg: [0.0, 150.0 + 4.0 * wave(t, 0.3)],
        knob_deg: 40.0 + 10.0 * wave(t, 0.2),
        light: 0.7 + 0.15 * wave(t, 0.4),
        gaze: (2.0, -1.5 + nod),
        eyes: [Slit { size: 1.12, ..Slit::OPEN }; 2],
    });
    trace(&mut pose, |x| 5.5 * wave(4.0 * x, -t) * inside(x));
    pose
}

fn reacting(t: f32) -> Pose {
    let glad = bump(t, 0.45, 0.36);
    let lift = keys(t, &[(0.0, 0.0), (0.14, 0.0), (0.32, 8.0), (0.46, 11.0), (0.6, 8.0), (0.76, 0.0), (0.88, 0.0)]);
    let mut pose = stand(&Stance {
        lift_px: lift,
        turn_deg: 2.0 * wave(t, 0.0),
        probes: [(mix(4.0, -2.0, glad), mix(36.0, 74.0, glad)), (mix(4.0, -2.0, glad), mix(36.0, 74.0, glad))],
        probes_deg: [mix(-60.0, -155.0, glad), mix(60.0, 155.0, glad)],
        knob_deg: 120.0 * glad,
        light: mix(0.6, 1.0, glad),
        gaze: (0.0, mix(0.0, -2.0, glad)),
        // Narrowed, as by a smile.
        eyes: [Slit { lid: 0.45 * glad, size: mix(1.0, 1.1, glad), ..Slit::OPEN }; 2],
    });
    trace(&mut pose, |x| mix(5.0, 14.0, glad) * wave(3.0 * x, -t) * inside(x));
    pose
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.1);
    let mut pose = stand(&Stance {
        lift_px: 0.5 + 0.5 * wave(t, 0.2),
        turn_deg: -5.0 + 1.2 * sway,
        probes: [(0.0, 0.0), (-10.0 + 3.0 * wave(2.0 * t, 0.0), 122.0)],
        probes_deg: [0.0, 198.0 + 6.0 * wave(2.0 * t, 0.0)],
        knob_deg: 50.0 * sway,
        light: 0.35 + 0.2 * bump(t, 0.2, 0.1) + 0.2 * bump(t, 0.45, 0.1),
        gaze: (2.0 * wave(t, 0.1), -1.0),
        eyes: [Slit { lid: (0.5 + blink).min(1.0), ..Slit::OPEN }, Slit { lid: blink, size: 1.12, ..Slit::OPEN }],
    });
    // Noise: nothing that repeats within the screen.
    trace(&mut pose, |x| {
        let noise = wave(5.3 * x, t) + 0.8 * wave(8.7 * x, -2.0 * t) + 0.5 * wave(13.9 * x, t);
        4.2 * noise * inside(x)
    });
    pose.show("question").shift(2.0 * sway, 3.0 * wave(t, 0.25)).turn(6.0 * wave(t, 0.1));
    pose
}

/// Both ends of the curve stay on the zero line.
fn inside(x: f32) -> f32 {
    (6.0 * x * (1.0 - x)).min(1.0)
}

/// Draws the curve on the screen; `height` gives pixels above the zero line at 0..1 of its width.
fn trace(pose: &mut Pose, height: impl Fn(f32) -> f32) {
    let (from, to, zero) = CURVE;
    let points = (0..=56).map(|step| {
        let x = step as f32 / 56.0;
        (mix(from, to, x), zero - height(x))
    });
    pose.draw(&["curve", "curve_glow"], points);
}

fn curious(t: f32) -> Pose {
    let look = keys(t, &[(0.0, 0.0), (0.16, -1.0), (0.36, -1.0), (0.5, 1.0), (0.7, 1.0), (0.84, 0.0)]);
    let peek = bump(t, 0.92, 0.2);
    let mut pose = stand(&Stance {
        lift_px: 5.0 + 2.0 * wave(t, 0.1),
        turn_deg: 4.0 * look,
        // The probe on that side points to where it looks.
        probes: [
            (mix(0.0, 4.0, (-look).max(0.0)), 70.0 * (-look).max(0.0) + 14.0 * peek),
            (mix(0.0, 4.0, look.max(0.0)), 70.0 * look.max(0.0) + 14.0 * peek),
        ],
        probes_deg: [96.0 * (-look).max(0.0), -96.0 * look.max(0.0)],
        knob_deg: 80.0 * look,
        light: 0.75 + 0.2 * peek,
        gaze: (14.0 * look, -2.0),
        eyes: [Slit { size: 1.2 + 0.12 * peek, ..Slit::OPEN }; 2],
    });
    // A spot that sweeps to where it looks.
    let spot = 0.5 + 0.34 * look;
    trace(&mut pose, |x| mix(9.0, 5.0, peek) * bump(x, spot, 0.22) * inside(x));
    pose.part("all").stretch(1.0 + 0.035 * peek, 1.0 + 0.035 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let (from, mouth_at) = ((226.0, 272.0), (160.0, 210.0));
    let mut pose = stand(&Stance {
        lift_px: 2.0 + 2.0 * bite.open + 1.5 * bite.chew,
        turn_deg: 1.5 * bite.chew,
        probes: [(2.0, 10.0 + 14.0 * bite.open), (2.0, 10.0 + 14.0 * bite.open)],
        probes_deg: [-16.0 * bite.open, 16.0 * bite.open],
        knob_deg: 90.0 * bite.chew,
        light: if bite.glad { 0.95 } else { 0.6 },
        gaze: (1.0, 3.0 * bite.open - 4.0),
        eyes: [Slit { size: 1.0 + 0.1 * bite.open, happy: bite.glad, ..Slit::OPEN }; 2],
    });
    // What it has eaten runs through the curve in steps, as numbers do.
    trace(&mut pose, |x| 8.0 * wave(3.0 * x, -2.0 * t).signum() * bite.chew.abs().max(0.4) * inside(x));
    open_mouth(&mut pose, bite.open, &["curve", "curve_glow"]);
    serve(&mut pose, t, from, mouth_at);
    pose
}

fn reacting_little(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let mut pose = stand(&Stance {
        lift_px: 2.0 + 1.5 * wave(2.0 * t, 0.0),
        turn_deg: 2.5 * sway,
        probes: [(3.0, 12.0 + 8.0 * sway), (3.0, 12.0 - 8.0 * sway)],
        probes_deg: [-20.0 - 12.0 * sway, 20.0 - 12.0 * sway],
        knob_deg: 30.0 * sway,
        light: 0.7 + 0.1 * wave(t, 0.1),
        gaze: (3.0 * sway, -2.0),
        eyes: [Slit { happy: bump(t, 0.3, 0.22) > 0.3, ..Slit::OPEN }; 2],
    });
    // The curve smiles.
    trace(&mut pose, |x| smile(x, 24.0 + 2.0 * sway));
    pose
}

fn reacting_much(t: f32) -> Pose {
    // Dances to its own signal, both probes in the air.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let reach = |side: f32| (mix(2.0, -2.0, 0.5 + 0.5 * side), mix(54.0, 128.0, 0.5 + 0.5 * side));
    let mut pose = stand(&Stance {
        lift_px: 15.0 * hop,
        turn_deg: 8.0 * side,
        probes: [reach(side), reach(-side)],
        probes_deg: [mix(-100.0, -170.0, 0.5 + 0.5 * side), mix(100.0, 170.0, 0.5 - 0.5 * side)],
        knob_deg: 150.0 * side,
        light: 0.95,
        gaze: (3.0 * side, -5.0),
        eyes: [Slit { happy: side > -0.4, size: 1.1, ..Slit::OPEN }; 2],
    });
    let tall = mix(12.0, 17.0, hop);
    trace(&mut pose, |x| tall * wave(4.0 * x, -2.0 * t) * bump(x, 0.5, 0.62) * inside(x));
    sing(&mut pose, t, [(88.0, 46.0), (232.0, 42.0)]);
    pose
}

/// So deep asleep: 1 has its legs drawn in and a dark screen, 0 is on.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let mut pose = stand(&Stance {
        lift_px: (-8.0 + 1.2 * breath) * depth + 6.0 * yawn(depth),
        turn_deg: -3.0 * depth,
        probes: [(-2.0 * depth, 10.0 * depth + 50.0 * yawn(depth)), (-2.0 * depth, 10.0 * depth + 50.0 * yawn(depth))],
        probes_deg: [-40.0 * yawn(depth), 40.0 * yawn(depth)],
        knob_deg: -60.0 * depth,
        light: mix(0.5, 0.06 + 0.05 * breath, depth),
        gaze: (0.0, 6.0 * depth),
        eyes: [Slit { lid: depth, ..Slit::OPEN }; 2],
    });
    // Hardly a pulse.
    trace(&mut pose, |x| (5.0 + 2.0 * breath) * bump(x, 0.5, 0.1) * inside(x));
    for curve in ["curve", "curve_glow"] {
        pose.part(curve).fade(mix(1.0, 0.45, depth));
    }
    if depth > 0.95 {
        snore(&mut pose, t, (224.0, 96.0), (280.0, 32.0));
    }
    pose
}

/// A smile on the screen, so many pixels deep.
fn smile(x: f32, deep_px: f32) -> f32 {
    let out = 2.0 * x - 1.0;
    deep_px * (out * out - 0.5) * bump(x, 0.5, 0.6)
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(0.0, -stance.lift_px).turn(stance.turn_deg);
    // Legs are telescopes: their feet stay where they are.
    let long = 1.0 + stance.lift_px / 42.0;
    pose.part("leg_left").stretch(1.0, long);
    pose.part("leg_right").stretch(1.0, long);
    pose.part("knob").turn(stance.knob_deg);
    pose.part("glow_part").fade(stance.light);
    pose.part("lamp").fade(stance.light);

    let named = [("probe_left", "cable_left"), ("probe_right", "cable_right")];
    for (side, (probe, cable)) in named.into_iter().enumerate() {
        let out = if side == 0 { -1.0 } else { 1.0 };
        let (root, (away, up), turn_deg) = (SOCKETS[side], stance.probes[side], stance.probes_deg[side]);
        let tip = (PROBES[side].0 + out * away, PROBES[side].1 - up);
        // The cable leaves the case sideways and reaches the probe at its tail.
        let (sin, cos) = turn_deg.to_radians().sin_cos();
        let far = (tip.0 + 22.0 * sin, tip.1 - 22.0 * cos);
        pose.bend(&[cable], Curve { root, near: (root.0 + out * 26.0, root.1 + 4.0), far, tip });
        pose.part(probe).shift(out * away, -up).turn(turn_deg);
    }
    pose.part("eyes").shift(stance.gaze.0, stance.gaze.1);
    look_through(&mut pose, stance.eyes);
    pose
}
