//! A pair of eyes: the same parts in each drawing. Creatures have round ones, instruments have slits.

use crate::art::pose::{Pose, mix};

/// How one eye looks.
#[derive(Clone, Copy)]
pub(super) struct Eye {
    /// 0 open, 1 closed.
    pub(super) lid: f32,
    pub(super) size: f32,
    pub(super) pupil: f32,
    pub(super) gaze: (f32, f32),
    /// Squeezed shut with joy.
    pub(super) happy: bool,
}

/// Open, and straight ahead.
pub(super) const OPEN: Eye = Eye { lid: 0.0, size: 1.0, pupil: 1.0, gaze: (0.0, 0.0), happy: false };

/// Poses both eyes, left first; their balls have this radius in the drawing.
pub(super) fn look(pose: &mut Pose, eyes: [Eye; 2], radius_px: f32) {
    let named = [
        ("eye_left", "gaze_left", "pupil_left", "lid_left", "shut_left", "happy_left"),
        ("eye_right", "gaze_right", "pupil_right", "lid_right", "shut_right", "happy_right"),
    ];
    for (eye, (whole, gaze, pupil, lid, shut, happy)) in eyes.iter().zip(named) {
        pose.part(whole).stretch(eye.size, eye.size);
        pose.part(gaze).shift(eye.gaze.0, eye.gaze.1);
        pose.part(pupil).stretch(eye.pupil, eye.pupil);
        pose.part(lid).shift(0.0, radius_px * (2.2 * eye.lid - 0.2));
        if eye.lid > 0.8 {
            pose.show(shut);
        }
        if eye.happy {
            pose.show(happy);
        }
    }
}

/// How one eye of an instrument looks: an upright bar, or an arc.
#[derive(Clone, Copy)]
pub(super) struct Slit {
    /// 0 open, 1 closed.
    pub(super) lid: f32,
    pub(super) size: f32,
    /// Squeezed shut with joy.
    pub(super) happy: bool,
}

impl Slit {
    pub(super) const OPEN: Self = Self { lid: 0.0, size: 1.0, happy: false };
}

/// Poses both slits, left first.
pub(super) fn look_through(pose: &mut Pose, eyes: [Slit; 2]) {
    let named = [("eye_left", "shut_left", "happy_left"), ("eye_right", "shut_right", "happy_right")];
    for (eye, (bar, shut, happy)) in eyes.iter().zip(named) {
        if eye.happy {
            pose.choose(happy, &[bar]);
        } else if eye.lid > 0.95 {
            pose.choose(shut, &[bar]);
        } else {
            pose.part(bar).stretch(eye.size, eye.size * (1.0 - 0.86 * eye.lid));
        }
    }
}

/// Opens the mouth of an instrument so wide, 0..1, in place of what is otherwise seen there.
pub(super) fn open_mouth(pose: &mut Pose, open: f32, instead_of: &[&'static str]) {
    if open > 0.2 {
        pose.choose("mouth_open", instead_of).stretch(mix(0.7, 1.0, open), mix(0.35, 1.15, open));
    }
}
