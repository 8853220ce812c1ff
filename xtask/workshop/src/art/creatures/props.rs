//! What all creatures share when they act: the card that they eat, the notes that they dance to, what rises while they
//! sleep. The same parts are in each drawing.

use crate::art::pose::{Pose, bump, keys, mix, wave};

/// One mouthful: a card comes, the mouth shuts over it, chews and swallows.
pub(super) struct Bite {
    /// 0 shut, 1 as wide as it goes.
    pub(super) open: f32,
    /// The jaw: -1..1 while it chews.
    pub(super) chew: f32,
    /// The eyes are shut with pleasure.
    pub(super) glad: bool,
}

impl Bite {
    /// Where it is in the loop.
    pub(super) fn at(t: f32) -> Self {
        Self {
            open: keys(t, &[(0.0, 0.5), (0.12, 1.0), (0.29, 1.0), (0.4, 0.0), (0.88, 0.0)]),
            chew: keys(
                t,
                &[
                    (0.0, 0.0),
                    (0.38, 0.0),
                    (0.5, 1.0),
                    (0.583, -1.0),
                    (0.667, 0.3),
                    (0.75, 1.0),
                    (0.84, -1.0),
                    (0.94, 0.0),
                ],
            ),
            glad: (0.4..0.9).contains(&t),
        }
    }

    /// The mouth and its size, for creatures with `mouth_open` and `mouth_chew`.
    pub(super) fn mouth(&self) -> (&'static str, (f32, f32)) {
        if self.open > 0.2 {
            ("mouth_open", (mix(0.65, 1.05, self.open), mix(0.4, 1.25, self.open)))
        } else {
            ("mouth_chew", (1.0 + 0.1 * self.chew, 1.0 - 0.2 * self.chew))
        }
    }
}

/// Carries the card from where somebody holds it into the mouth, where it becomes small enough to vanish.
pub(super) fn serve(pose: &mut Pose, t: f32, from: (f32, f32), mouth: (f32, f32)) {
    let way = keys(t, &[(0.0, 0.12), (0.14, 0.6), (0.29, 1.0), (0.6, 1.0), (0.7, 0.0), (0.88, 0.0)]);
    let size = keys(t, &[(0.0, 1.0), (0.14, 0.95), (0.25, 0.7), (0.34, 0.42), (0.4, 0.0), (0.84, 0.0), (0.94, 0.8)]);
    if size > 0.2 {
        // Its way is a small arc.
        let (x, y) = (mix(from.0, mouth.0, way), mix(from.1, mouth.1, way) - 12.0 * way * (1.0 - way));
        pose.show("card").shift(x, y).turn(mix(12.0, -6.0, way) + 4.0 * wave(t, 0.1)).stretch(size, size);
    }
}

/// Two notes hop to the beat.
pub(super) fn sing(pose: &mut Pose, t: f32, places: [(f32, f32); 2]) {
    for ((name, (x, y)), late) in ["note_1", "note_2"].into_iter().zip(places).zip([0.0, 0.5]) {
        let beat = bump(t, 0.25 + late, 0.4);
        let size = mix(0.8, 1.15, beat);
        pose.show(name).shift(x, y + 5.0 - 12.0 * beat).turn(14.0 * wave(t, late)).stretch(size, size);
    }
}

/// Three of what rises from a sleeper, one after the other, each larger and further to the side than where it began.
pub(super) fn snore(pose: &mut Pose, t: f32, from: (f32, f32), to: (f32, f32)) {
    for (name, late) in ["z_1", "z_2", "z_3"].into_iter().zip([0.0, 1.0 / 3.0, 2.0 / 3.0]) {
        let age = (t + late).rem_euclid(1.0);
        let size = mix(0.5, 1.25, age);
        let seen = (5.0 * age).min(4.0 * (1.0 - age)).min(1.0);
        pose.show(name)
            .shift(mix(from.0, to.0, age) + 4.0 * wave(age, 0.0), mix(from.1, to.1, age))
            .turn(8.0 * wave(age, 0.25))
            .stretch(size, size)
            .fade(seen);
    }
}

/// A bubble that swells and sinks with the breath.
pub(super) fn blow(pose: &mut Pose, t: f32) {
    let size = 0.62 + 0.34 * wave(t, 0.75);
    pose.show("bubble").stretch(size, size);
}

/// How deep asleep somebody is at this moment of waking up: not quite, at first, and hardly, at last.
pub(super) fn depth(t: f32) -> f32 {
    0.875 - t
}

/// How wide somebody yawns who is so deep asleep: widest halfway.
pub(super) fn yawn(depth: f32) -> f32 {
    4.0 * depth * (1.0 - depth)
}
