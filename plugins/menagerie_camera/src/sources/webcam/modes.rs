//! What a camera offers and what to take of it: never the most, always enough for the mirror and the network.

use std::fmt;

/// Rates from here on look like a mirror, thousandths of a hertz.
const FLUENT_MILLIHZ: u32 = 24_000;
/// Rates below this one are no mirror any more.
const SLOWEST_GOOD_MILLIHZ: u32 = 15_000;
/// Rate aimed at: more only heats the machine.
const AIM_MILLIHZ: u32 = 30_000;
/// Heights that are taken gladly: the mirror has 512 lines, the network 224.
const GOOD_HEIGHTS_PX: std::ops::RangeInclusive<u32> = 480..=720;
/// Widest frame taken gladly.
const WIDEST_GOOD_PX: u32 = 1280;

/// How a camera codes its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PixelCoding {
    /// Packed 4:2:2, uncompressed.
    Yuyv,
    /// Two planes 4:2:0, uncompressed.
    Nv12,
    /// One JPEG picture a frame.
    Mjpeg,
}

impl fmt::Display for PixelCoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yuyv => "YUYV",
            Self::Nv12 => "NV12",
            Self::Mjpeg => "MJPEG",
        })
    }
}

/// One way in which a camera can deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CameraMode {
    /// How pixels are coded.
    pub coding: PixelCoding,
    /// Width, pixels.
    pub width_px: u32,
    /// Height, pixels.
    pub height_px: u32,
    /// Frames a thousand seconds; `None` where the camera does not say.
    pub rate_millihz: Option<u32>,
}

impl CameraMode {
    /// The rate to ask a camera for. One that is unknown, or too slow to be a mirror, may be what another program left.
    pub(super) fn wished_millihz(&self) -> u32 {
        self.rate_millihz.filter(|rate| *rate >= SLOWEST_GOOD_MILLIHZ).unwrap_or(AIM_MILLIHZ)
    }
}

impl fmt::Display for CameraMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}x{}", self.coding, self.width_px, self.height_px)?;
        match self.rate_millihz {
            Some(rate) => write!(f, " at {} Hz", f64::from(rate) / 1000.0),
            None => Ok(()),
        }
    }
}

/// The modes worth trying, best first: fluent, of a good size, uncompressed, no larger than needed, near 30 Hz.
pub(crate) fn by_preference(mut modes: Vec<CameraMode>) -> Vec<CameraMode> {
    modes.retain(|mode| mode.width_px > 1 && mode.height_px > 1);
    modes.sort_by_key(|mode| {
        let rate = mode.rate_millihz.unwrap_or(AIM_MILLIHZ);
        let is_good_size = GOOD_HEIGHTS_PX.contains(&mode.height_px) && mode.width_px <= WIDEST_GOOD_PX;
        (
            rate < SLOWEST_GOOD_MILLIHZ,
            rate < FLUENT_MILLIHZ,
            !is_good_size,
            mode.coding == PixelCoding::Mjpeg,
            mode.height_px.abs_diff(*GOOD_HEIGHTS_PX.start()),
            mode.width_px,
            rate.abs_diff(AIM_MILLIHZ),
            mode.coding,
        )
    });
    modes
}

#[cfg(test)]
mod tests {
    use super::PixelCoding::{Mjpeg, Nv12, Yuyv};
    use super::*;

    fn mode(coding: PixelCoding, width_px: u32, height_px: u32, hertz: u32) -> CameraMode {
        CameraMode { coding, width_px, height_px, rate_millihz: Some(hertz * 1000) }
    }

    fn check(modes: &[CameraMode], best: CameraMode) {
        assert_eq!(by_preference(modes.to_vec())[0], best);
    }

    #[test]
    fn a_common_usb_camera_gives_vga_uncompressed() {
        // As a Logitech C920 lists them.
        let modes = [
            mode(Mjpeg, 1920, 1080, 30),
            mode(Yuyv, 2304, 1296, 2),
            mode(Yuyv, 1280, 720, 10),
            mode(Yuyv, 640, 480, 30),
            mode(Yuyv, 640, 480, 15),
            mode(Mjpeg, 640, 480, 30),
            mode(Mjpeg, 1280, 720, 60),
            mode(Yuyv, 160, 120, 30),
        ];
        check(&modes, mode(Yuyv, 640, 480, 30));
    }

    #[test]
    fn a_fluent_compressed_picture_beats_a_slow_one() {
        let modes = [mode(Yuyv, 640, 480, 15), mode(Yuyv, 1280, 720, 10), mode(Mjpeg, 1280, 720, 30)];
        check(&modes, mode(Mjpeg, 1280, 720, 30));
    }

    #[test]
    fn a_small_picture_at_fifteen_hertz_beats_a_good_one_that_jerks() {
        let modes = [mode(Yuyv, 640, 480, 10), mode(Yuyv, 320, 240, 15), mode(Mjpeg, 640, 480, 2)];
        check(&modes, mode(Yuyv, 320, 240, 15));
        check(&[mode(Yuyv, 640, 480, 5), mode(Yuyv, 640, 480, 10)], mode(Yuyv, 640, 480, 10));
    }

    #[test]
    fn a_camera_with_only_large_pictures_gives_its_smallest() {
        let modes = [mode(Mjpeg, 3840, 2160, 30), mode(Mjpeg, 1920, 1080, 30)];
        check(&modes, mode(Mjpeg, 1920, 1080, 30));
    }

    #[test]
    fn thirty_hertz_are_enough_and_an_unknown_rate_will_do() {
        check(&[mode(Nv12, 640, 480, 60), mode(Nv12, 640, 480, 30)], mode(Nv12, 640, 480, 30));
        let unknown = CameraMode { rate_millihz: None, ..mode(Yuyv, 640, 480, 0) };
        check(&[mode(Yuyv, 640, 480, 15), unknown], unknown);
    }

    #[test]
    fn a_rate_is_always_asked_for_and_never_one_that_another_program_left() {
        let wished = |rate_millihz| CameraMode { rate_millihz, ..mode(Yuyv, 640, 480, 0) }.wished_millihz();
        assert_eq!([wished(Some(25_000)), wished(Some(2_000)), wished(None)], [25_000, 30_000, 30_000]);
    }

    #[test]
    fn no_mode_is_no_mode() {
        assert!(by_preference(vec![mode(Yuyv, 0, 0, 30)]).is_empty());
    }
}
