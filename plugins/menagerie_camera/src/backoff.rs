//! How long to wait before a source is opened again: pure arithmetic, no clock.

use std::time::Duration;

use menagerie_core::prelude::SourceError;

/// First pause after a failure.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// Longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Longest pause while no camera is there: looking is cheap, and somebody has just plugged one in.
const LONGEST_PAUSE_ABSENT: Duration = Duration::from_secs(2);

/// Pauses that double from failure to failure. Never zero, so that nothing ever spins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Backoff {
    next: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { next: FIRST_PAUSE }
    }
}

impl Backoff {
    /// The pause after this failure.
    pub(crate) fn pause_after(&mut self, error: &SourceError) -> Duration {
        let longest = match error {
            SourceError::Absent { .. } | SourceError::PulledOut { .. } => LONGEST_PAUSE_ABSENT,
            _ => LONGEST_PAUSE,
        };
        let pause = self.next.min(longest);
        self.next = (pause * 2).min(LONGEST_PAUSE);
        pause
    }

    /// A frame came: the next failure is a first one.
    pub(crate) fn reset(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses_millis(error: &SourceError) -> Vec<u128> {
        let mut backoff = Backoff::default();
        (0..6).map(|_| backoff.pause_after(error).as_millis()).collect()
    }

    #[test]
    fn pauses_double_up_to_five_seconds() {
        let busy = SourceError::Busy { name: "cam".into() };
        assert_eq!(pauses_millis(&busy), [500, 1000, 2000, 4000, 5000, 5000]);
    }

    #[test]
    fn an_absent_camera_is_looked_for_every_two_seconds() {
        let absent = SourceError::Absent { wanted: "at all".into(), found: "none".into() };
        assert_eq!(pauses_millis(&absent), [500, 1000, 2000, 2000, 2000, 2000]);
    }

    #[test]
    fn a_frame_starts_the_pauses_anew() {
        let busy = SourceError::Busy { name: "cam".into() };
        let mut backoff = Backoff::default();
        backoff.pause_after(&busy);
        backoff.pause_after(&busy);
        backoff.reset();
        assert_eq!(backoff.pause_after(&busy), FIRST_PAUSE);
    }
}
