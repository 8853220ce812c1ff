//! Nilo, the slow one of the garden: a snail with a raspberry shell and its eyes on stalks. Patient, shy, amazed.

use super::eyes::{Eye, OPEN, look};
use super::props::{Bite, depth, serve, sing, snore, yawn};
use super::{Animation, Creature};
use crate::art::pose::{Curve, Pose, bump, keys, mix, wave};

pub(crate) const CREATURE: Creature = Creature {
    folder: super::GARDEN,
    name: "nilo",
    called: "Nilo",
    formerly: &[],
    animations: [
        Animation { name: "idle", fps: 7.0, pose: idle },
        Animation { name: "curious", fps: 6.0, pose: curious },
        Animation { name: "listening", fps: 9.0, pose: listening },
        Animation { name: "eating", fps: 12.0, pose: eating },
        Animation { name: "reacting_little", fps: 9.0, pose: reacting_little },
        Animation { name: "reacting", fps: 13.0, pose: reacting },
        Animation { name: "reacting_much", fps: 9.0, pose: reacting_much },
        Animation { name: "confused", fps: 8.0, pose: confused },
        Animation { name: "asleep", fps: 3.0, pose: |t| doze(t, 1.0) },
        Animation { name: "waking", fps: 8.0, pose: |t| doze(0.0, depth(t)) },
    ],
};

const MOUTHS: [&str; 4] = ["mouth_smile", "mouth_open", "mouth_oh", "mouth_wry"];

/// Where the stalks leave the head, and where their eyes are at rest.
const STALKS: [((f32, f32), (f32, f32)); 2] = [((214.0, 190.0), (200.0, 116.0)), ((248.0, 190.0), (264.0, 116.0))];
/// Where the neck begins, and where the head is at rest.
const NECK: ((f32, f32), (f32, f32)) = ((208.0, 270.0), (232.0, 214.0));

/// How the whole creature stands.
struct Stance {
    lift_px: f32,
    /// How long the foot is drawn out: it creeps on the spot.
    creep: f32,
    shell_deg: f32,
    shell_size: f32,
    shell_lift: f32,
    /// The head from where it rests: right and down.
    head: (f32, f32),
    head_deg: f32,
    /// Left, right: the eyes from where they are on the head: right and down.
    stalks: [(f32, f32); 2],
    eyes: [Eye; 2],
    face: (f32, f32),
    mouth: &'static str,
    mouth_size: (f32, f32),
}

impl Default for Stance {
    fn default() -> Self {
        Self {
            lift_px: 0.0,
            creep: 1.0,
            shell_deg: 0.0,
            shell_size: 1.0,
            shell_lift: 0.0,
            head: (0.0, 0.0),
            head_deg: 0.0,
            stalks: [(0.0, 0.0); 2],
            eyes: [OPEN; 2],
            face: (0.0, 0.0),
            mouth: "mouth_smile",
            mouth_size: (1.0, 1.0),
        }
    }
}

fn idle(t: f32) -> Pose {
    let breath = wave(t, 0.0);
    let glance = keys(t, &[(0.0, -0.6), (0.25, -0.6), (0.45, 1.0), (0.82, 1.0)]);
    let eye = |late: f32| Eye { lid: bump(t, 0.68 + late, 0.13), gaze: (4.0 * glance, 1.0), ..OPEN };
    stand(&Stance {
        creep: 1.0 + 0.02 * breath,
        shell_deg: 1.2 * wave(t, 0.8),
        shell_size: 1.0 + 0.008 * breath,
        head: (2.5 * wave(t, 0.9), 1.5 * wave(t, 0.15)),
        head_deg: 1.5 * glance,
        stalks: [(3.0 * wave(t, 0.7), 3.0 * wave(t, 0.5)), (3.0 * wave(t, 0.8) + 2.0 * glance, 3.0 * wave(t, 0.2))],
        // One eye is always a little later than the other.
        eyes: [eye(0.0), eye(0.04)],
        face: (2.0 * glance, 0.0),
        ..Stance::default()
    })
}

fn listening(t: f32) -> Pose {
    let nod = wave(t, 0.0);
    let eye = Eye { size: 1.1, pupil: 1.14 + 0.05 * wave(t, 0.4), gaze: (0.0, -2.5 + nod), ..OPEN };
    stand(&Stance {
        creep: 1.015 + 0.008 * nod,
        shell_deg: -2.0 + 0.6 * nod,
        head: (4.0 + 1.5 * nod, -8.0 + 1.5 * wave(t, 0.2)),
        head_deg: 5.0 + 1.5 * nod,
        stalks: [
            (-4.0 + 2.0 * wave(t, 0.9), -12.0 + 3.0 * wave(t, 0.1)),
            (0.0 + 2.0 * wave(t, 0.9), -12.0 + 3.0 * wave(t, 0.35)),
        ],
        eyes: [eye; 2],
        face: (1.0, -3.0),
        mouth: "mouth_oh",
        mouth_size: (0.95, 0.92 + 0.12 * wave(t, 0.5)),
        ..Stance::default()
    })
}

fn reacting(t: f32) -> Pose {
    // Stretches up out of its shell, eyes first, and even hops, a little.
    let up = keys(t, &[(0.0, 0.0), (0.12, -0.25), (0.34, 0.8), (0.5, 1.0), (0.66, 0.7), (0.84, -0.15)]);
    let lift = keys(t, &[(0.0, 0.0), (0.2, 0.0), (0.38, 8.0), (0.5, 11.0), (0.62, 8.0), (0.78, 0.0)]);
    let happy = bump(t, 0.48, 0.34);
    let drag = keys(t, &[(0.0, 4.0), (0.16, 10.0), (0.36, 8.0), (0.54, -6.0), (0.7, 2.0), (0.86, 12.0)]);
    let eye = Eye { size: 1.06, pupil: 1.14, gaze: (0.0, -2.0), happy: happy > 0.35, ..OPEN };
    stand(&Stance {
        lift_px: lift,
        creep: 1.0 - 0.05 * up,
        shell_deg: -5.0 * up + 2.0 * wave(t, 0.2),
        shell_size: 1.0 + 0.02 * up,
        shell_lift: 3.0 * up,
        head: (-4.0 * up, -12.0 * up),
        head_deg: -4.0 * up + 3.0 * wave(t, 0.0),
        stalks: [(-8.0 * happy + 3.0 * wave(t, 0.1), drag), (6.0 * happy + 3.0 * wave(t, 0.1), drag)],
        eyes: [eye; 2],
        face: (0.0, -3.0 * up),
        mouth: "mouth_open",
        mouth_size: (mix(0.95, 1.12, happy), mix(0.82, 1.2, happy)),
    })
}

fn confused(t: f32) -> Pose {
    let sway = wave(t, 0.0);
    let blink = bump(t, 0.68, 0.12);
    let mut pose = stand(&Stance {
        creep: 0.985 + 0.008 * wave(t, 0.2),
        shell_deg: 2.0 + 0.8 * sway,
        // Halfway back into its shell.
        head: (-12.0 + 1.5 * sway, 6.0),
        head_deg: -10.0 + 2.5 * sway,
        stalks: [(-12.0 + 3.0 * sway, 26.0 + 3.0 * wave(t, 0.3)), (4.0 + 3.0 * sway, -4.0 + 3.0 * wave(t, 0.6))],
        eyes: [
            Eye { lid: (0.48 + blink).min(1.1), size: 0.92, pupil: 0.86, gaze: (4.0, 2.0), ..OPEN },
            Eye { lid: blink, size: 1.15, pupil: 0.78, gaze: (-4.0 * wave(t, 0.1), -4.0), ..OPEN },
        ],
        face: (-1.0 + sway, 1.0),
        mouth: "mouth_wry",
        mouth_size: (1.0 + 0.05 * sway, 1.0 + 0.12 * wave(t, 0.4)),
        ..Stance::default()
    });
    pose.show("question").shift(2.0 * sway, -6.0 + 4.0 * wave(t, 0.25)).turn(9.0 * wave(t, 0.1));
    pose
}

fn curious(t: f32) -> Pose {
    // The eyes go ahead; the snail thinks about following.
    let look = keys(t, &[(0.0, 0.0), (0.18, -1.0), (0.38, -1.0), (0.54, 1.0), (0.7, 1.0), (0.84, 0.0)]);
    let peek = bump(t, 0.92, 0.2);
    let eye = |late: f32| {
        let gaze = (
            5.5 * keys(t - late, &[(0.0, 0.0), (0.18, -1.0), (0.38, -1.0), (0.54, 1.0), (0.7, 1.0), (0.84, 0.0)]),
            -1.0,
        );
        Eye { size: 1.14 + 0.07 * peek, pupil: 1.18, gaze, ..OPEN }
    };
    let mut pose = stand(&Stance {
        creep: 1.0 + 0.012 * look,
        shell_deg: -2.0 * look,
        head: (-4.0 + 5.0 * look + 3.0 * peek, mix(-8.0, 4.0, peek)),
        head_deg: 6.0 * look,
        stalks: [
            (-6.0 + 10.0 * look - 3.0 * peek, -8.0 - 12.0 * (-look).max(0.0) + 14.0 * peek),
            (-8.0 + 10.0 * look + 5.0 * peek, -8.0 - 12.0 * look.max(0.0) + 14.0 * peek),
        ],
        eyes: [eye(0.0), eye(0.04)],
        face: (4.0 * look, mix(-3.0, 3.0, peek)),
        mouth: if peek > 0.4 { "mouth_smile" } else { "mouth_oh" },
        mouth_size: (0.9, 0.85),
        ..Stance::default()
    });
    pose.part("head").stretch(1.0 + 0.05 * peek, 1.0 + 0.05 * peek);
    pose
}

fn eating(t: f32) -> Pose {
    let bite = Bite::at(t);
    let eye = Eye { size: 1.0 + 0.08 * bite.open, pupil: 1.1, gaze: (0.0, 6.0 * bite.open), happy: bite.glad, ..OPEN };
    let (mouth, (wide, high)) = bite.mouth();
    let mut pose = stand(&Stance {
        creep: 1.0 - 0.01 * bite.chew,
        shell_deg: 1.5 * bite.chew - 2.0 * bite.open,
        shell_size: 1.0 + 0.008 * bite.chew,
        head: (2.0 * bite.open, mix(0.0, -4.0, bite.open) + 2.5 * bite.chew),
        head_deg: 3.0 * bite.chew,
        // Both stalks bend over to see where it goes.
        stalks: [
            (6.0 * bite.open, 12.0 * bite.open + 3.0 * bite.chew),
            (-6.0 * bite.open, 12.0 * bite.open + 3.0 * bite.chew),
        ],
        eyes: [eye; 2],
        face: (2.0 * bite.chew, 0.0),
        mouth,
        mouth_size: (1.25 * wide, 1.2 * high),
        ..Stance::default()
    });
    serve(&mut pose, t, (190.0, 272.0), (236.0, 224.0));
    pose
}

fn reacting_little(t: f32) -> Pose {
    // Blushes, nearly, and rocks its shell.
    let sway = wave(t, 0.0);
    let eye = |late: f32| Eye { pupil: 1.12, gaze: (3.0 * sway, 1.0), happy: bump(t - late, 0.3, 0.22) > 0.3, ..OPEN };
    stand(&Stance {
        creep: 1.0 + 0.015 * wave(2.0 * t, 0.0),
        shell_deg: 3.0 * sway,
        head: (4.0 * sway, -3.0 + 2.0 * wave(2.0 * t, 0.2)),
        head_deg: 6.0 * sway,
        stalks: [(-7.0 * wave(t, 0.88), 0.0), (-7.0 * wave(t, 0.84), 0.0)],
        eyes: [eye(0.0), eye(0.08)],
        face: (1.5 * sway, -1.0),
        mouth_size: (1.15, 1.3),
        ..Stance::default()
    })
}

fn reacting_much(t: f32) -> Pose {
    // As wild as a snail can be: shell and head swing against each other, and it leaves the ground at every turn.
    let side = wave(t, 0.0);
    let hop = 0.5 + 0.5 * wave(2.0 * t, 0.75);
    let eye = Eye { size: 1.08, pupil: 1.14, gaze: (0.0, -2.0), happy: side > -0.4, ..OPEN };
    let mut pose = stand(&Stance {
        lift_px: 15.0 * hop,
        creep: mix(1.03, 0.95, hop),
        shell_deg: 9.0 * side - 3.0,
        shell_size: mix(0.98, 1.02, hop),
        shell_lift: 5.0 * hop,
        head: (-8.0 + 10.0 * side, mix(4.0, -13.0, hop)),
        head_deg: 14.0 * side - 3.0,
        stalks: [(-9.0 - 20.0 * wave(t, 0.9), 10.0 - 12.0 * hop), (2.0 - 16.0 * wave(t, 0.9), 10.0 - 12.0 * hop)],
        eyes: [eye; 2],
        face: (2.0 * side, mix(2.0, -4.0, hop)),
        mouth: "mouth_open",
        mouth_size: (mix(1.05, 1.2, hop), mix(0.95, 1.3, hop)),
    });
    sing(&mut pose, t, [(56.0, 66.0), (128.0, 54.0)]);
    pose
}

/// So deep asleep: 1 leans on its own shell with both eyes down, 0 is up.
fn doze(t: f32, depth: f32) -> Pose {
    let breath = wave(t, 0.0) * depth;
    let yawn = yawn(depth);
    let yawns = yawn > 0.6 && depth < 0.8;
    let eye = Eye { lid: depth, ..OPEN };
    let mut pose = stand(&Stance {
        creep: 1.0 - 0.02 * depth - 0.01 * breath,
        shell_size: 1.0 + 0.012 * breath,
        shell_deg: -2.0 * depth,
        head: ((-30.0 + breath) * depth, (26.0 - 1.5 * breath) * depth - 8.0 * yawn),
        head_deg: -8.0 * depth,
        stalks: [
            (-2.0 * depth, (44.0 + 1.5 * wave(t, 0.9)) * depth),
            (2.0 * depth, (50.0 + 1.5 * wave(t, 0.85)) * depth),
        ],
        eyes: [eye; 2],
        face: (0.0, 2.0 * depth),
        mouth: if yawns { "mouth_open" } else { "mouth_oh" },
        mouth_size: if yawns { (0.9, 0.6 + 0.6 * yawn) } else { (0.65, 0.55 + 0.1 * breath) },
        ..Stance::default()
    });
    if depth > 0.95 {
        snore(&mut pose, t, (252.0, 108.0), (286.0, 32.0));
    }
    pose
}

fn stand(stance: &Stance) -> Pose {
    let mut pose = Pose::default();
    pose.part("all").shift(0.0, -stance.lift_px);
    let far = 1.0 - stance.lift_px / 110.0;
    pose.part("shadow").stretch(far * stance.creep, far).fade(far * far);
    pose.part("foot").stretch(stance.creep, 1.0 / stance.creep);
    pose.part("shell")
        .shift(0.0, -stance.shell_lift)
        .turn(stance.shell_deg)
        .stretch(stance.shell_size, stance.shell_size);

    let (root, rest) = NECK;
    let head = stance.head;
    let tip = (rest.0 + head.0, rest.1 + head.1);
    let near = (root.0 + 16.0, root.1 - 8.0);
    pose.bend(&["neck", "neck_shine"], Curve { root, near, far: (tip.0 + 2.0, tip.1 + 30.0), tip });
    pose.part("head").shift(head.0, head.1).turn(stance.head_deg);

    // The head turns about its chin: what stands on its top goes along.
    let lean = -(stance.head_deg.to_radians()).sin();
    let top = (head.0 - 56.0 * lean, head.1);
    let named = [(["stalk_left", "stalk_left_shine"], "eye_left"), (["stalk_right", "stalk_right_shine"], "eye_right")];
    for (side, (stalk, eye)) in named.into_iter().enumerate() {
        let ((root, rest), (right, down)) = (STALKS[side], stance.stalks[side]);
        let root = (root.0 + top.0, root.1 + top.1);
        let moved = (top.0 - 40.0 * lean + right, top.1 + down);
        let tip = (rest.0 + moved.0, rest.1 + moved.1);
        let out = (rest.0 - root.0 + top.0).signum();
        let near = (root.0 - 56.0 * lean * 0.3, root.1 - 26.0);
        pose.bend(&stalk, Curve { root, near, far: (tip.0 - out * 4.0, tip.1 + 30.0), tip });
        pose.part(eye).shift(moved.0, moved.1);
    }
    look(&mut pose, stance.eyes, 21.0);
    pose.part("face").shift(stance.face.0, stance.face.1);
    pose.choose(stance.mouth, &MOUTHS).stretch(stance.mouth_size.0, stance.mouth_size.1);
    pose
}
