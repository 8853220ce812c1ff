//! What is seen in the sky.

use std::f32::consts::{PI, TAU};
use std::fmt::Write as _;

use super::{Picture, along, twinkle};
use crate::art::pose::{Pose, bump, keys, mix, wave};

pub(super) const SUN: Picture = Picture { name: "sun", frames: 12, fps: 10, pose: sun };
pub(super) const MOON: Picture = Picture { name: "moon", frames: 16, fps: 8, pose: moon };
pub(super) const RAIN_CLOUD: Picture = Picture { name: "rain_cloud", frames: 12, fps: 12, pose: rain_cloud };
pub(super) const RAINBOW: Picture = Picture { name: "rainbow", frames: 16, fps: 10, pose: rainbow };
pub(super) const ROCKET: Picture = Picture { name: "rocket", frames: 12, fps: 12, pose: rocket };
pub(super) const FIREWORKS: Picture = Picture { name: "fireworks", frames: 16, fps: 10, pose: fireworks };

/// Shakes with laughter, while its rays go on by two, which look like those before.
fn sun(t: f32) -> Pose {
    let mut pose = Pose::default();
    pose.part("rays").turn(60.0 * t);
    let laugh = wave(2.0 * t, 0.25);
    pose.part("disc").squash(1.0 + 0.025 * laugh);
    pose.part("face").shift(0.0, -2.0 * laugh).turn(4.0 * wave(t, 0.0));
    pose.part("mouth").stretch(1.0, 0.9 + 0.12 * laugh);
    pose
}

fn moon(t: f32) -> Pose {
    let mut pose = Pose::default();
    let breath = wave(t, 0.0);
    pose.part("moon").turn(2.5 * wave(t, 0.1)).squash(1.0 + 0.012 * breath);
    pose.part("mouth").stretch(1.0 + 0.2 * breath, 1.0 + 0.3 * breath);
    pose.part("tassel").turn(16.0 * wave(t, -0.1));
    for (name, late) in [("z_1", 0.1), ("z_2", 0.43), ("z_3", 0.77)] {
        let k = along(t, late);
        let size = mix(0.7, 1.35, k);
        pose.part(name).shift(mix(90.0, 170.0, k), mix(126.0, 92.0, k) + 5.0 * wave(k, 0.0)).stretch(size, size);
        pose.part(name).fade(bump(k, 0.5, 0.5) * 1.6);
    }
    pose
}

/// Two drops on the way in each of four columns.
fn rain_cloud(t: f32) -> Pose {
    const COLUMNS: [(f32, f32, [&str; 2], [&str; 2]); 4] = [
        (42.0, 0.05, ["drop_1a", "drop_1b"], ["ring_1a", "ring_1b"]),
        (78.0, 0.3, ["drop_2a", "drop_2b"], ["ring_2a", "ring_2b"]),
        (114.0, 0.15, ["drop_3a", "drop_3b"], ["ring_3a", "ring_3b"]),
        (150.0, 0.4, ["drop_4a", "drop_4b"], ["ring_4a", "ring_4b"]),
    ];
    let mut pose = Pose::default();
    pose.part("cloud").squash(1.0 + 0.02 * wave(t, 0.0)).shift(2.5 * wave(t, 0.25), 0.0);
    pose.part("eyes").stretch(1.0, 1.0 - 0.9 * bump(t, 0.7, 0.1));
    for (x, late, drops, rings) in COLUMNS {
        for (index, (drop, ring)) in drops.into_iter().zip(rings).enumerate() {
            let k = along(t, late + index as f32 / 2.0);
            let fall = (k / 0.8).min(1.0);
            pose.part(drop).shift(x, mix(104.0, 164.0, fall * (0.5 + 0.5 * fall))).fade(if k < 0.8 {
                1.0
            } else {
                0.0
            });
            let splash = ((k - 0.8) / 0.2).clamp(0.0, 1.0);
            pose.part(ring).shift(x, 176.0).stretch(mix(0.4, 1.3, splash), mix(0.4, 1.3, splash));
            pose.part(ring).fade(if k < 0.8 { 0.0 } else { 1.0 - 0.7 * splash });
        }
    }
    pose
}

/// Shines for a while, sinks into the cloud on the right, and grows from that on the left.
fn rainbow(t: f32) -> Pose {
    const BANDS: [&str; 6] = ["band_1", "band_2", "band_3", "band_4", "band_5", "band_6"];
    const OUTER: f32 = 78.0;
    const WIDTH: f32 = 9.6;
    let mut pose = Pose::default();
    let (from, to) = if t < 0.62 {
        (keys(t, &[(0.0, 0.0), (0.3, 0.0), (0.58, 1.0), (0.9, 1.0)]), 1.0)
    } else {
        (0.0, keys(t, &[(0.0, 1.0), (0.4, 1.0), (0.6, 0.0), (0.63, 0.0)]))
    };
    if to - from < 0.01 {
        pose.hide("bow");
    } else {
        for (index, name) in BANDS.into_iter().enumerate() {
            pose.part(name).outline = Some(arc(OUTER - WIDTH * index as f32, from, to));
        }
        pose.part("edge").outline = Some(arc(OUTER + 3.0, from, to));
        pose.part("shade").outline = Some(arc(OUTER - 5.4 * WIDTH, from, to));
    }
    let (left, right) = (bump(t, 0.72, 0.2), bump(t, 0.45, 0.2).max(bump(t, 0.0, 0.12)));
    pose.part("left").squash(1.0 - 0.07 * left);
    pose.part("right").squash(1.0 - 0.07 * right);
    twinkle(&mut pose, t);
    pose
}

/// Half a circle from left to right, between two shares of it.
fn arc(radius: f32, from: f32, to: f32) -> String {
    const STEPS: u8 = 24;
    let mut outline = String::new();
    for step in 0..=STEPS {
        let angle = PI * (1.0 - mix(from, to, f32::from(step) / f32::from(STEPS)));
        let pen = if step == 0 { 'M' } else { 'L' };
        // Writing into a String cannot fail.
        _ = write!(outline, "{pen}{:.2} {:.2}", 96.0 + radius * angle.cos(), 136.0 - radius * angle.sin());
    }
    outline
}

/// It stays in the picture; what it leaves behind goes down.
fn rocket(t: f32) -> Pose {
    let mut pose = Pose::default();
    pose.part("rocket").shift(1.2 * wave(3.0 * t, 0.0), 3.0 * wave(t, 0.0)).turn(1.5 * wave(t, 0.3));
    let flicker = wave(3.0 * t, 0.1);
    pose.part("flame").stretch(1.0 - 0.06 * flicker, 0.86 + 0.12 * flicker);
    pose.part("core").stretch(1.0, 0.95 + 0.15 * wave(3.0 * t, 0.5));
    for (name, late) in [("streak_1", 0.0), ("streak_2", 0.55), ("streak_3", 0.25), ("streak_4", 0.7)] {
        let k = along(t, late);
        pose.part(name).shift(0.0, mix(20.0, 172.0, k)).fade(1.5 * bump(k, 0.5, 0.48));
    }
    let puffs = ["puff_1", "puff_2", "puff_3", "puff_4", "puff_5", "puff_6"];
    for (index, name) in puffs.into_iter().enumerate() {
        let k = along(t, index as f32 / 6.0);
        let side = if index % 2 == 0 { -1.0 } else { 1.0 };
        let size = mix(0.5, 1.1, k);
        pose.part(name).shift(96.0 + side * mix(8.0, 42.0, k), mix(152.0, 170.0, k)).stretch(size, size);
        pose.part(name).fade(1.6 * bump(k, 0.4, 0.6));
    }
    pose
}

/// Two, half a loop apart. Each climbs, opens, and fades while it sinks: never more than one flash a second.
fn fireworks(t: f32) -> Pose {
    let mut pose = Pose::default();
    let one = ["climb_one", "burst_one", "rays_one", "inner_one", "heads_one", "hearts_one"];
    let two = ["climb_two", "burst_two", "rays_two", "inner_two", "heads_two", "hearts_two"];
    firework(&mut pose, one, along(t, 0.62), (74.0, 80.0), 62.0);
    firework(&mut pose, two, along(t, 0.12), (130.0, 118.0), 48.0);
    pose
}

fn firework(
    pose: &mut Pose,
    [climb, burst, rays, inner, heads, hearts]: [&'static str; 6],
    k: f32,
    at: (f32, f32),
    size: f32,
) {
    const CLIMBS: f32 = 0.3;
    if k < CLIMBS {
        let head = mix(178.0, at.1, (k / CLIMBS).powf(0.8));
        let tail = (head + 26.0 * (1.0 - k / CLIMBS) + 4.0).min(182.0);
        pose.draw(&[climb], [(at.0, tail), (at.0, head)].into_iter());
        pose.hide(burst);
        return;
    }
    pose.hide(climb);
    let open = (k - CLIMBS) / (1.0 - CLIMBS);
    let far = 1.0 - (1.0 - open).powi(3);
    let near = open.powf(1.4) * 0.9;
    let sink = 8.0 * open * open;
    let spark = |share: f32, count: u8, index: u8, radius: f32| {
        let angle = (f32::from(index) + share) / f32::from(count) * TAU;
        (at.0 + radius * angle.sin(), at.1 + sink - radius * angle.cos())
    };
    let lines = |share: f32, count: u8, from: f32, to: f32| {
        let mut outline = String::new();
        for index in 0..count {
            let (a, b) = (spark(share, count, index, from), spark(share, count, index, to));
            // Writing into a String cannot fail.
            _ = write!(outline, "M{:.2} {:.2}L{:.2} {:.2}", a.0, a.1, b.0, b.1);
        }
        outline
    };
    pose.part(rays).outline = Some(lines(0.0, 12, size * mix(0.12, 0.95, near), size * mix(0.3, 1.0, far)));
    let radius = size * mix(0.2, 0.66, far);
    pose.part(inner).outline = Some(lines(0.5, 12, radius, radius + 0.1));
    for name in [heads, hearts] {
        let radius = size * mix(0.35, 1.04, far);
        pose.part(name).outline = Some(lines(0.0, 12, radius, radius + 0.1));
    }
    pose.part(burst).fade(2.4 * (1.0 - open));
}
