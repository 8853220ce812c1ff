//! A camera counts as open once it sends: its first frames are taken while other modes, and other cameras, can still be tried.

use menagerie_core::prelude::{FrameSource, SourceError};

use super::modes::{CameraMode, by_preference};
use crate::capture::guarded;

/// Modes tried before a camera counts as unusable.
const MODES_TRIED: usize = 4;
/// Silent modes tried: each costs a wait of seconds, in which the next camera could have been opened.
const SILENT_MODES_TRIED: usize = 2;
/// Good frames after which a camera counts as open: the first may be left over from before.
const FRAMES_TO_OPEN: usize = 2;
/// Bad frames after which a mode is given up: a camera that starts may send some.
const BAD_FRAMES_TO_OPEN: usize = 30;

/// What `start` makes of the first mode that works.
pub(super) fn in_first_mode<T>(
    name: &str,
    modes: Vec<CameraMode>,
    mut start: impl FnMut(CameraMode) -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    let reason = "it offers none of YUYV, NV12 and MJPEG; use another camera".to_owned();
    let mut last = SourceError::Unusable { name: name.to_owned(), reason };
    let mut silent = 0;
    for mode in to_try(modes) {
        match guarded(|| start(mode)) {
            Ok(started) => return Ok(started),
            Err(error @ (SourceError::Busy { .. } | SourceError::PulledOut { .. })) => return Err(error),
            Err(error) => {
                bevy::log::debug!("camera \"{name}\" in {mode}: {error}");
                silent += usize::from(matches!(error, SourceError::Stalled { .. }));
                last = error;
            }
        }
        if silent >= SILENT_MODES_TRIED {
            break;
        }
    }
    Err(last)
}

/// The best mode of each coding, then others: what is wrong with one size is often wrong with all of its coding.
fn to_try(modes: Vec<CameraMode>) -> Vec<CameraMode> {
    let mut modes = by_preference(modes);
    let mut tried = Vec::new();
    modes.retain(|mode| {
        let kind = (mode.coding, mode.width_px, mode.height_px);
        let is_new = !tried.contains(&kind);
        tried.push(kind);
        is_new
    });
    let mut codings = Vec::new();
    // A stable sort: later places of a coding come after all first ones.
    modes.sort_by_cached_key(|mode| {
        let is_later = codings.contains(&mode.coding);
        codings.push(mode.coding);
        is_later
    });
    modes.truncate(MODES_TRIED);
    modes
}

/// Takes the first frames of a source that was just started.
pub(super) fn take_first_frames(source: &mut dyn FrameSource) -> Result<(), SourceError> {
    let (mut good, mut bad) = (0, 0);
    while good < FRAMES_TO_OPEN {
        match source.next_frame() {
            Ok(_) => good += 1,
            Err(error @ SourceError::BadFrame { .. }) => {
                bad += 1;
                if bad >= BAD_FRAMES_TO_OPEN {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::modes::PixelCoding::{self, Mjpeg, Nv12, Yuyv};
    use super::*;
    use crate::testing::{Behaviour, ScriptedCamera};

    fn mode(coding: PixelCoding, width_px: u32, height_px: u32) -> CameraMode {
        CameraMode { coding, width_px, height_px, rate_millihz: Some(30_000) }
    }

    /// Opens a camera that does so in each mode, and says which modes were tried.
    fn tried(modes: &[CameraMode], does: impl Fn(CameraMode) -> Behaviour) -> (Vec<CameraMode>, bool) {
        let mut tried = Vec::new();
        let opened = in_first_mode("cam", modes.to_vec(), |mode| {
            tried.push(mode);
            let mut camera = ScriptedCamera::new(does(mode));
            take_first_frames(&mut camera)
        });
        (tried, opened.is_ok())
    }

    fn stalled() -> Behaviour {
        Behaviour::Fails(SourceError::Stalled { name: "cam".into(), secs: 3 })
    }

    fn unusable() -> Behaviour {
        Behaviour::Fails(SourceError::Unusable { name: "cam".into(), reason: "the first start fails".into() })
    }

    #[test]
    fn a_mode_that_sends_nothing_or_cannot_start_is_left_for_the_next_coding() {
        let modes = [mode(Yuyv, 640, 480), mode(Yuyv, 800, 600), mode(Mjpeg, 640, 480)];
        for fault in [stalled(), unusable(), Behaviour::Panics, Behaviour::OneFrame, Behaviour::BadFrames] {
            let (tried, opened) =
                tried(&modes, |mode| if mode.coding == Yuyv { fault.clone() } else { Behaviour::Frames });
            assert!(opened, "{fault:?}");
            assert_eq!(tried, [mode(Yuyv, 640, 480), mode(Mjpeg, 640, 480)], "{fault:?}");
        }
    }

    #[test]
    fn a_silent_camera_is_left_after_two_modes_and_a_broken_one_after_four() {
        let sizes = [(640, 480), (800, 600), (1280, 720), (320, 240)];
        let modes: Vec<_> = sizes.iter().flat_map(|(w, h)| [mode(Yuyv, *w, *h), mode(Nv12, *w, *h)]).collect();
        assert_eq!(tried(&modes, |_| stalled()).0.len(), SILENT_MODES_TRIED);
        assert_eq!(tried(&modes, |_| unusable()).0.len(), MODES_TRIED);
        let busy = Behaviour::Fails(SourceError::Busy { name: "cam".into() });
        assert_eq!(tried(&modes, |_| busy.clone()), (vec![mode(Yuyv, 640, 480)], false));
    }

    #[test]
    fn a_size_is_tried_at_its_best_rate_only() {
        let slow = CameraMode { rate_millihz: Some(5_000), ..mode(Yuyv, 640, 480) };
        assert_eq!(to_try(vec![slow, mode(Yuyv, 640, 480)]), [mode(Yuyv, 640, 480)]);
        assert!(to_try(Vec::new()).is_empty());
    }
}
