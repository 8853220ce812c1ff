//! Whether something moves before a camera. What it is nobody asks: brightness at a few points is all that is compared, and all that
//! is kept.

use crate::raw_frame::RawFrame;

/// Points at which frames are compared, a side.
const POINTS: u32 = 24;
/// Mean difference of their brightness from which on something moves, of 255: twice what a noisy camera gives.
const MOVES_FROM: f32 = 5.0;

/// What frames are compared with.
#[derive(Debug, Clone, Default)]
pub struct Motion {
    seen: Vec<u8>,
}

impl Motion {
    /// Whether something has moved since the frame that this was asked of last. In the first one nothing has.
    pub fn follows(&mut self, raw: &RawFrame) -> bool {
        let now = raw.brightness(POINTS);
        let moves = self.differs(&now);
        self.seen = now;
        moves
    }

    /// Whether something stands otherwise than in the first frame that this was asked of.
    pub fn compares(&mut self, raw: &RawFrame) -> bool {
        let now = raw.brightness(POINTS);
        if self.seen.is_empty() {
            self.seen = now;
            return false;
        }
        self.differs(&now)
    }

    fn differs(&self, now: &[u8]) -> bool {
        if self.seen.len() != now.len() {
            return false;
        }
        let sum: u32 = self.seen.iter().zip(now).map(|(before, now)| u32::from(before.abs_diff(*now))).sum();
        sum as f32 / now.len() as f32 >= MOVES_FROM
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raw_frame::FrameCoding;

    fn frame(shade: u8) -> RawFrame {
        RawFrame::new(FrameCoding::Rgb, 32, 32, 96, vec![shade; 32 * 96]).unwrap()
    }

    #[test]
    fn a_noisy_camera_moves_nothing_and_one_look_follows_while_the_other_compares() {
        let (mut following, mut comparing) = (Motion::default(), Motion::default());
        let moves: Vec<[bool; 2]> = [90, 92, 140, 140, 91]
            .map(|shade| [following.follows(&frame(shade)), comparing.compares(&frame(shade))])
            .into();
        assert_eq!(moves, [[false, false], [false, false], [true, true], [false, true], [true, false]]);
    }
}
