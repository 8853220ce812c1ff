//! A drawn test card that moves: colour bars, a grey wedge, a running ball and a second hand. No hardware, no files.

use std::time::Duration;

use menagerie_core::prelude::{FrameCoding, FrameSource, RawFrame, RawFrameError, SourceError};

/// Side of the card, pixels.
const SIDE_PX: u32 = 480;
/// Thirty frames a second.
const PERIOD: Duration = Duration::from_nanos(1_000_000_000 / 30);
/// The colour bars, left to right, as a visitor sees them in the mirror from right to left.
const BARS: [[u8; 3]; 6] =
    [[214, 214, 214], [214, 200, 40], [60, 196, 200], [88, 194, 107], [169, 123, 240], [255, 154, 60]];
const BALL_RADIUS_PX: i64 = 36;

/// The card; every frame is the same for the same frame number.
#[derive(Debug, Default)]
pub(crate) struct TestCard {
    frame: u64,
}

impl FrameSource for TestCard {
    fn name(&self) -> &str {
        "test card"
    }

    fn period(&self) -> Option<Duration> {
        Some(PERIOD)
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        let card = drawn_card(self.frame);
        self.frame += 1;
        card.map_err(|error| SourceError::BadFrame { name: "test card".to_owned(), reason: error.to_string() })
    }
}

fn drawn_card(frame: u64) -> Result<RawFrame, RawFrameError> {
    let side = i64::from(SIDE_PX);
    let ball = (bounced(frame * 5, side), bounced(frame * 3 + 100, side));
    // The lowest strip fills once in 30 frames: a missing frame is a visible jump.
    let second_px = (frame % 30 + 1) * u64::from(SIDE_PX) / 30;
    let mut rgb = Vec::with_capacity((SIDE_PX * SIDE_PX * 3) as usize);
    for y in 0..side {
        for x in 0..side {
            let (dx, dy) = (x - ball.0, y - ball.1);
            let pixel = if dx * dx + dy * dy <= BALL_RADIUS_PX * BALL_RADIUS_PX {
                [250, 250, 250]
            } else if y >= side - 24 {
                if (x as u64) < second_px { [240, 240, 240] } else { [24, 24, 32] }
            } else if y >= side * 3 / 4 {
                [(x * 255 / (side - 1)) as u8; 3]
            } else {
                BARS[(x as usize * BARS.len()) / side as usize]
            };
            rgb.extend_from_slice(&pixel);
        }
    }
    RawFrame::new(FrameCoding::Rgb, SIDE_PX, SIDE_PX, 0, rgb)
}

/// Runs to and fro between the edges, a ball's radius away from them.
fn bounced(travelled_px: u64, side: i64) -> i64 {
    let span = side - 2 * BALL_RADIUS_PX;
    let at = (travelled_px % (2 * span).unsigned_abs()) as i64;
    BALL_RADIUS_PX + if at < span { at } else { 2 * span - at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_moves_and_is_the_same_every_time() {
        let frames = || {
            let mut card = TestCard::default();
            (0..3).map(|_| card.next_frame().unwrap()).collect::<Vec<_>>()
        };
        let first = frames();
        assert_eq!(first, frames());
        assert_ne!(first[0], first[1]);
        assert_ne!(first[1], first[2]);
    }

    #[test]
    fn the_ball_stays_on_the_card() {
        for frame in 0..10_000 {
            let at = bounced(frame * 5, 480);
            assert!((BALL_RADIUS_PX..=480 - BALL_RADIUS_PX).contains(&at), "{at} at {frame}");
        }
    }
}
