//! What the exhibit says and shows, given its source's state: a pure judgement with the clock passed in.

use std::time::Duration;

use menagerie_core::prelude::{CameraChoice, CameraStatus, SourceError};

use crate::capture::Report;

/// Silence of a live source after which it counts as stalled.
pub(crate) const STALL_AFTER: Duration = Duration::from_secs(3);
/// Silence while opening after which the source counts as stalled: a USB camera may take seconds to start.
const OPENING_PATIENCE: Duration = Duration::from_secs(8);
/// Time a loss is shown before the demonstration begins.
const LOSS_SHOWN_FOR: Duration = Duration::from_secs(5);
/// Time for which frames come steadily until a loss counts as over: some cameras send one stale frame whenever they are
/// opened, and nothing more.
const STEADY_FOR: Duration = Duration::from_secs(1);
/// First silence after which a hung thread is abandoned and replaced; doubles each time.
const FIRST_ABANDON_AFTER: Duration = Duration::from_secs(30);
/// Longest such silence: ten minutes, so that a camera that always hangs costs few threads in a year.
const LONGEST_ABANDON_AFTER: Duration = Duration::from_secs(600);

/// What is to be on the mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Play {
    /// The source that was asked for.
    Wanted,
    /// The photographs that ship with the exhibit.
    Demonstration,
    /// The last frame stays.
    Still,
}

/// What to say, and what to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) status: CameraStatus,
    pub(crate) play: Play,
    /// The thread hangs: abandon it and start another.
    pub(crate) abandon: bool,
}

/// Judges one source from the moment it was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Judge {
    was_live: bool,
    lost: Option<Loss>,
    /// Since when frames have come again after a loss.
    steady_since: Option<Duration>,
    abandon_after: Duration,
}

#[derive(Debug, Clone)]
struct Loss {
    since: Duration,
    reason: SourceError,
}

impl Default for Judge {
    fn default() -> Self {
        Self { was_live: false, lost: None, steady_since: None, abandon_after: FIRST_ABANDON_AFTER }
    }
}

impl Judge {
    /// The verdict at `now` on a source that was silent for so long.
    pub(crate) fn judge(
        &mut self,
        now: Duration,
        choice: &CameraChoice,
        report: Report,
        silent_for: Duration,
    ) -> Verdict {
        if *choice == CameraChoice::None {
            let status = CameraStatus::Demonstration { reason: None };
            return Verdict { status, play: Play::Demonstration, abandon: false };
        }
        let abandon = !matches!(report, Report::Failed(_)) && silent_for >= self.abandon_after;
        if abandon {
            self.abandon_after = (self.abandon_after * 2).min(LONGEST_ABANDON_AFTER);
        }
        let report = with_silence(report, choice, silent_for);
        let is_over = self.loss_is_over(now, &report, silent_for);
        let (status, play) = match report {
            Report::Live { .. } if !is_over => self.failed(now, choice, None),
            Report::Live { name } => {
                self.was_live = true;
                self.lost = None;
                if silent_for.is_zero() {
                    self.abandon_after = FIRST_ABANDON_AFTER;
                }
                (CameraStatus::Live { name }, Play::Wanted)
            }
            Report::Opening if self.lost.is_none() => (CameraStatus::Opening, Play::Still),
            Report::Opening => self.failed(now, choice, None),
            Report::Failed(error) => self.failed(now, choice, Some(error)),
        };
        Verdict { status, play, abandon }
    }

    /// Whether there was no loss, or frames have come steadily since.
    fn loss_is_over(&mut self, now: Duration, report: &Report, silent_for: Duration) -> bool {
        let sends = matches!(report, Report::Live { .. }) && silent_for < STEADY_FOR;
        self.steady_since = if sends { self.steady_since.or(Some(now)) } else { None };
        // Counted up to the newest frame: silence after a single one proves nothing.
        let newest = now.saturating_sub(silent_for);
        self.lost.is_none() || self.steady_since.is_some_and(|since| newest >= since + STEADY_FOR)
    }

    fn failed(&mut self, now: Duration, choice: &CameraChoice, error: Option<SourceError>) -> (CameraStatus, Play) {
        if let Some(error) = error {
            match &mut self.lost {
                None => self.lost = Some(Loss { since: now, reason: error }),
                Some(loss) if says_more(&error, &loss.reason) => loss.reason = error,
                Some(_) => {}
            }
        }
        let Some(loss) = &self.lost else { return (CameraStatus::Opening, Play::Still) };
        let reason = loss.reason.clone();
        if self.was_live && now.saturating_sub(loss.since) < LOSS_SHOWN_FOR {
            return (CameraStatus::Lost { reason }, Play::Still);
        }
        let status = match choice {
            CameraChoice::Auto => CameraStatus::Demonstration { reason: Some(reason) },
            _ => CameraStatus::Lost { reason },
        };
        (status, Play::Demonstration)
    }
}

/// A source that should give frames and does not counts as stalled.
fn with_silence(report: Report, choice: &CameraChoice, silent_for: Duration) -> Report {
    match report {
        Report::Live { name } if silent_for >= STALL_AFTER => {
            Report::Failed(SourceError::Stalled { name, secs: STALL_AFTER.as_secs() })
        }
        Report::Opening if silent_for >= OPENING_PATIENCE => {
            let name = choice.to_string();
            Report::Failed(SourceError::Stalled { name, secs: OPENING_PATIENCE.as_secs() })
        }
        report => report,
    }
}

/// Whether a new error tells staff more than the one they see. That a camera which was pulled out is absent does not.
fn says_more(new: &SourceError, known: &SourceError) -> bool {
    use SourceError::{Absent, PulledOut, Stalled};
    !matches!((known, new), (PulledOut { .. }, Absent { .. } | Stalled { .. }) | (Stalled { .. }, Absent { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    fn live() -> Report {
        Report::Live { name: "cam".into() }
    }

    fn absent() -> SourceError {
        SourceError::Absent { wanted: "at all".into(), found: "none".into() }
    }

    fn pulled() -> SourceError {
        SourceError::PulledOut { name: "cam".into() }
    }

    /// Judges at `now` with no silence.
    fn judged(judge: &mut Judge, now: u64, choice: &CameraChoice, report: Report) -> (CameraStatus, Play) {
        let verdict = judge.judge(secs(now), choice, report, Duration::ZERO);
        (verdict.status, verdict.play)
    }

    #[test]
    fn without_a_camera_auto_plays_the_demonstration_at_once() {
        let (status, play) = judged(&mut Judge::default(), 0, &CameraChoice::Auto, Report::Failed(absent()));
        assert_eq!(status, CameraStatus::Demonstration { reason: Some(absent()) });
        assert_eq!(play, Play::Demonstration);
    }

    #[test]
    fn a_loss_is_said_first_and_then_the_demonstration_plays_until_the_camera_is_back() {
        let mut judge = Judge::default();
        let auto = CameraChoice::Auto;
        judged(&mut judge, 0, &auto, live());
        let lost = CameraStatus::Lost { reason: pulled() };
        assert_eq!(judged(&mut judge, 1, &auto, Report::Failed(pulled())), (lost.clone(), Play::Still));
        assert_eq!(judged(&mut judge, 5, &auto, Report::Failed(absent())), (lost, Play::Still));
        let demonstration = CameraStatus::Demonstration { reason: Some(pulled()) };
        assert_eq!(judged(&mut judge, 6, &auto, Report::Failed(absent())), (demonstration, Play::Demonstration));
        assert_eq!(judged(&mut judge, 7, &auto, live()).1, Play::Demonstration);
        assert_eq!(judged(&mut judge, 8, &auto, live()).1, Play::Wanted);
    }

    #[test]
    fn one_stale_frame_after_each_opening_does_not_end_a_loss() {
        let mut judge = Judge::default();
        let auto = CameraChoice::Auto;
        judged(&mut judge, 0, &auto, live());
        judged(&mut judge, 1, &auto, Report::Failed(pulled()));
        // Opened every four seconds: a frame at once, then silence until it counts as stalled.
        for millis in (2000..60_000).step_by(100) {
            let since_opening = Duration::from_millis(millis % 4000);
            let report = if since_opening < secs(3) { live() } else { Report::Failed(pulled()) };
            let silent_for = if since_opening < secs(3) { since_opening } else { Duration::ZERO };
            let status = judge.judge(Duration::from_millis(millis), &auto, report, silent_for).status;
            assert!(!matches!(status, CameraStatus::Live { .. }), "at {millis} ms");
        }
        // Frames every half second are steady.
        for half_seconds in 0..3 {
            let verdict =
                judge.judge(secs(60) + Duration::from_millis(500 * half_seconds), &auto, live(), Duration::ZERO);
            assert_eq!(matches!(verdict.status, CameraStatus::Live { .. }), half_seconds == 2);
        }
    }

    #[test]
    fn a_named_camera_that_is_missing_is_said_while_the_show_goes_on() {
        let named = CameraChoice::Name("Logitech".into());
        let (status, play) = judged(&mut Judge::default(), 0, &named, Report::Failed(absent()));
        assert_eq!(status, CameraStatus::Lost { reason: absent() });
        assert_eq!(play, Play::Demonstration);
    }

    #[test]
    fn three_silent_seconds_are_a_stall() {
        let mut judge = Judge::default();
        judged(&mut judge, 0, &CameraChoice::Auto, live());
        let before = judge.judge(secs(2), &CameraChoice::Auto, live(), secs(2));
        assert_eq!(before.status, CameraStatus::Live { name: "cam".into() });
        let after = judge.judge(secs(3), &CameraChoice::Auto, live(), secs(3));
        let reason = SourceError::Stalled { name: "cam".into(), secs: 3 };
        assert_eq!(after.status, CameraStatus::Lost { reason });
        assert!(!after.abandon);
        judged(&mut judge, 4, &CameraChoice::Auto, live());
        assert_eq!(judged(&mut judge, 5, &CameraChoice::Auto, live()).1, Play::Wanted);
    }

    #[test]
    fn a_hung_thread_is_given_up_ever_more_patiently() {
        let mut judge = Judge::default();
        judged(&mut judge, 0, &CameraChoice::Auto, live());
        let given_up_at =
            |judge: &mut Judge, silent| judge.judge(secs(60), &CameraChoice::Auto, live(), secs(silent)).abandon;
        assert!(!given_up_at(&mut judge, 29));
        assert!(given_up_at(&mut judge, 30));
        assert!(!given_up_at(&mut judge, 59));
        assert!(given_up_at(&mut judge, 60));
    }

    #[test]
    fn none_is_a_demonstration_without_a_complaint() {
        let (status, play) = judged(&mut Judge::default(), 0, &CameraChoice::None, Report::Opening);
        assert_eq!((status, play), (CameraStatus::Demonstration { reason: None }, Play::Demonstration));
    }
}
