//! How much is drawn, by how long frames take: less after seconds of slow ones, more only after minutes of fast ones, and the
//! more rarely the oftener that was too much. A graphics device that is a processor never draws more than plainly.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::rest::Rest;

/// A frame that takes longer is slow, and one that takes less is fast, seconds: one in between says nothing. (60 a second is
/// 0.0167; a display of 30 a second counts as slow, because nobody can tell it from a slow machine.)
const SLOW_SECS: f32 = 1.0 / 40.0;
const FAST_SECS: f32 = 1.0 / 55.0;
/// So much more slow time than fast is too much, seconds.
const TOO_MUCH_SECS: f32 = 3.0;
/// So much fast time is needed before more is tried, the first time and at most, seconds; a slow frame costs this many times
/// its length of it.
const FIRST_WAIT_SECS: f32 = 60.0;
const LONGEST_WAIT_SECS: f32 = 3600.0;
const SETBACK: f32 = 20.0;
/// Pipelines are built and pictures read meanwhile, seconds since the start.
const WARM_UP_SECS: f32 = 8.0;
/// A longer frame is a window that was dragged or a machine that slept, seconds.
const LONGEST_FRAME_SECS: f32 = 0.5;

/// What was seen of frames.
#[derive(Debug, Clone, PartialEq)]
struct Watch {
    /// Slow time beyond fast time, while much is drawn.
    slow_secs: f32,
    /// Fast time, while little is drawn.
    fast_secs: f32,
    wait_secs: f32,
}

impl Default for Watch {
    fn default() -> Self {
        Self { slow_secs: 0.0, fast_secs: 0.0, wait_secs: FIRST_WAIT_SECS }
    }
}

impl Watch {
    /// What is to be drawn after a frame of this length.
    fn follow(&mut self, quality: Quality, frame_secs: f32) -> Quality {
        if frame_secs > LONGEST_FRAME_SECS {
            return quality;
        }
        let (is_slow, is_fast) = (frame_secs > SLOW_SECS, frame_secs < FAST_SECS);
        match quality {
            Quality::Full => {
                let toll = if is_slow { frame_secs } else { -frame_secs };
                self.slow_secs = (self.slow_secs + toll).max(0.0);
                if self.slow_secs < TOO_MUCH_SECS {
                    return Quality::Full;
                }
                (self.slow_secs, self.fast_secs) = (0.0, 0.0);
                Quality::Plain
            }
            Quality::Plain => {
                let gain = if is_fast { frame_secs } else { -frame_secs * SETBACK };
                self.fast_secs = (self.fast_secs + gain).max(0.0);
                if self.fast_secs < self.wait_secs {
                    return Quality::Plain;
                }
                self.wait_secs = (self.wait_secs * 2.0).min(LONGEST_WAIT_SECS);
                (self.slow_secs, self.fast_secs) = (0.0, 0.0);
                Quality::Full
            }
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, begin)
        .add_systems(Update, follow_frames.run_if(is_free_to_choose).in_set(ExhibitSystems::Report));
}

/// Whether frame times decide: not where somebody has chosen, nor where it is certain, nor on a rehearsal's clock, whose
/// pictures are the same on every machine.
fn is_free_to_choose(
    choice: Res<QualityChoice>,
    software: Res<SoftwareGraphics>,
    pace: Res<Pace>,
    rest: Res<Rest>,
) -> bool {
    *choice == QualityChoice::Auto && !software.0 && !pace.is_lock_step() && !rest.rests
}

fn begin(choice: Res<QualityChoice>, software: Res<SoftwareGraphics>, pace: Res<Pace>, mut quality: ResMut<Quality>) {
    *quality = match *choice {
        QualityChoice::Always(chosen) => chosen,
        QualityChoice::Auto if software.0 && !pace.is_lock_step() => Quality::Plain,
        QualityChoice::Auto => Quality::Full,
    };
}

fn follow_frames(time: Res<Time<Real>>, mut watch: Local<Watch>, mut quality: ResMut<Quality>) {
    if time.elapsed_secs() < WARM_UP_SECS {
        return;
    }
    let wanted = watch.follow(*quality, time.delta_secs());
    if quality.set_if_neq(wanted) {
        info!("frames take {:.1} ms: draws {wanted:?}", time.delta_secs() * 1000.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows frames of this length for so many seconds, and says how often the quality changed.
    fn run(watch: &mut Watch, quality: &mut Quality, secs: f32, frame_secs: impl Fn(usize) -> f32) -> usize {
        let (mut passed, mut changes) = (0.0, 0);
        for frame in 0.. {
            if passed > secs {
                break;
            }
            let wanted = watch.follow(*quality, frame_secs(frame));
            changes += usize::from(wanted != *quality);
            *quality = wanted;
            passed += frame_secs(frame);
        }
        changes
    }

    #[test]
    fn seconds_of_slow_frames_make_it_plain_and_a_hiccup_does_not() {
        let (mut watch, mut quality) = (Watch::default(), Quality::Full);
        assert_eq!(run(&mut watch, &mut quality, 600.0, |frame| if frame % 10 == 0 { 0.05 } else { 0.016 }), 0);
        assert_eq!(run(&mut watch, &mut quality, 2.5, |_| 0.033), 0, "not yet");
        run(&mut watch, &mut quality, 1.0, |_| 0.033);
        assert_eq!(quality, Quality::Plain);
    }

    #[test]
    fn more_is_tried_after_a_minute_of_fast_frames() {
        let (mut watch, mut quality) = (Watch::default(), Quality::Plain);
        assert_eq!(run(&mut watch, &mut quality, 58.0, |_| 0.0167), 0);
        assert_eq!(run(&mut watch, &mut quality, 3.0, |_| 0.0167), 1);
        assert_eq!(quality, Quality::Full);
        let (mut watch, mut quality) = (Watch::default(), Quality::Plain);
        let busy = |frame| if frame % 10 == 0 { 0.04 } else { 0.0167 };
        assert_eq!(run(&mut watch, &mut quality, 3600.0, busy), 0, "one that is busy now and then stays plain");
    }

    /// A machine that is fast when it draws plainly and slow when it does not.
    #[test]
    fn what_was_too_much_is_tried_ever_more_rarely() {
        let (mut watch, mut quality, mut tries) = (Watch::default(), Quality::Full, 0);
        for _ in 0..4 * 3600 * 50 {
            let frame_secs = if quality == Quality::Full { 0.034 } else { 0.0167 };
            let wanted = watch.follow(quality, frame_secs);
            tries += usize::from(quality == Quality::Plain && wanted == Quality::Full);
            quality = wanted;
        }
        assert!((4..=9).contains(&tries), "{tries}");
    }

    #[test]
    fn a_machine_that_slept_is_not_slow() {
        assert_eq!(run(&mut Watch::default(), &mut Quality::Full, 100.0, |_| 0.7), 0);
    }

    #[test]
    fn a_processor_draws_plainly_and_a_rehearsal_as_it_was_told() {
        let lock_step = Pace::LockStep { step: std::time::Duration::from_millis(25) };
        for (choice, software, pace, expected) in [
            (QualityChoice::Auto, true, Pace::RealTime, Quality::Plain),
            (QualityChoice::Auto, false, Pace::RealTime, Quality::Full),
            (QualityChoice::Auto, true, lock_step, Quality::Full),
            (QualityChoice::Always(Quality::Full), true, Pace::RealTime, Quality::Full),
            (QualityChoice::Always(Quality::Plain), false, lock_step, Quality::Plain),
        ] {
            let mut app = App::new();
            app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
                .init_resource::<Rest>()
                .insert_resource(choice)
                .insert_resource(SoftwareGraphics(software))
                .insert_resource(pace);
            app.update();
            assert_eq!(*app.world().resource::<Quality>(), expected, "{choice:?} {software} {pace:?}");
        }
    }
}
