//! The button that is held to record: a long press records until it ends, a tap takes a burst.

use menagerie_core::prelude::*;

use crate::facts::Wish;

/// A press shorter than this is a tap: people press once instead of holding.
const TAP_SECS: f32 = 0.35;
/// The system is assumed to have lost a finger that has not moved for this long.
const LOST_SECS: f32 = 10.0;

/// The button that is held.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Hold {
    held: Option<Held>,
    /// What is held in this frame, as the buttons saw it.
    now: Option<(ClassId, Split)>,
    moved: bool,
    is_finger: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Held {
    class: ClassId,
    split: Split,
    since_secs: f32,
    moved_secs: f32,
    /// Lost touches record no more, but wait for a new press.
    lost: bool,
}

impl Hold {
    /// Something is held in this frame.
    pub(crate) fn see(&mut self, class: ClassId, split: Split, moved: bool, is_finger: bool) {
        self.now = Some((class, split));
        self.moved = moved;
        self.is_finger = is_finger;
    }

    /// Compares this frame with the last one: presses and releases become wishes. Called once a frame, also when no
    /// button is on the screen any more.
    pub(crate) fn follow(&mut self, now_secs: f32, wishes: &mut Vec<Wish>) {
        let now = self.now.take();
        match (&mut self.held, now) {
            (None, Some((class, split))) => {
                wishes.push(Wish::StartCapturing(class, split));
                self.held = Some(Held { class, split, since_secs: now_secs, moved_secs: now_secs, lost: false });
            }
            (Some(held), Some(_)) => {
                if self.moved {
                    held.moved_secs = now_secs;
                }
                if self.is_finger && !held.lost && now_secs - held.moved_secs > LOST_SECS {
                    held.lost = true;
                    wishes.push(Wish::StopCapturing);
                }
            }
            (Some(held), None) => {
                let held = *held;
                self.held = None;
                if !held.lost {
                    wishes.push(Wish::StopCapturing);
                }
                if now_secs - held.since_secs < TAP_SECS {
                    wishes.push(Wish::Burst(held.class, held.split));
                }
            }
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASS: ClassId = ClassId(3);

    /// What is wished while the button is held in some of the frames, each 0.1 s long.
    fn wishes(held: impl IntoIterator<Item = bool>, is_finger: bool) -> Vec<Wish> {
        let (mut hold, mut wishes) = (Hold::default(), Vec::new());
        for (frame, held) in held.into_iter().enumerate() {
            if held {
                hold.see(CLASS, Split::Test, false, is_finger);
            }
            hold.follow(frame as f32 * 0.1, &mut wishes);
        }
        wishes
    }

    #[test]
    fn holding_records_and_letting_go_ends_it() {
        let frames = std::iter::repeat_n(true, 8).chain([false, false]);
        assert_eq!(wishes(frames, true), [Wish::StartCapturing(CLASS, Split::Test), Wish::StopCapturing]);
    }

    #[test]
    fn a_tap_takes_a_burst() {
        let [start, stop] = [Wish::StartCapturing(CLASS, Split::Test), Wish::StopCapturing];
        assert_eq!(wishes([true, true, false], true), [start, stop, Wish::Burst(CLASS, Split::Test)]);
    }

    #[test]
    fn a_finger_that_was_lost_stops_recording_by_itself() {
        let long = || std::iter::repeat_n(true, 120);
        assert_eq!(wishes(long(), true).last(), Some(&Wish::StopCapturing));
        assert_eq!(wishes(long(), false).len(), 1, "a mouse is never lost");
    }
}
