//! From noisy scores to a stable answer: smoothed over time, with a threshold and hysteresis, so that nothing flickers.

use bevy::prelude::*;
use menagerie_brain::{NEVER_SEEN_BELOW, Prediction};
use menagerie_core::prelude::*;

use crate::worker::{Classified, add_inbox};

/// Time constant of the smoothing, seconds.
const SMOOTHING_SECS: f32 = 0.15;
/// A class that answers goes on down to this share of the confidence it began with.
const GOES_ON_SHARE: f32 = 0.75;
/// How much better something must be known to be known again.
const KNOWN_AGAIN: f32 = 0.15;

/// How far another class must lead for the one that answers to give way to it at once.
const LEADS_BY: f32 = 0.15;

/// What the worker thought of one frame, before smoothing.
#[derive(Message, Debug, Clone)]
struct Scored {
    frame: FrameId,
    /// Confidence by taught class, 0..1, together 1; empty when nothing is taught.
    confidence: Vec<(ClassId, f32)>,
    /// How much the picture is like what was taught, 0..1.
    known: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_message::<Scored>().add_systems(Update, decide_answer.in_set(ExhibitSystems::Decide));
    add_inbox::<Classified, _>(app, take_predictions);
}

/// Takes what the worker thought, as far as it concerns classes that are still learned.
fn take_predictions(
    mut inbox: ResMut<Messages<Classified>>,
    classes: Res<Classes>,
    mut backbone: ResMut<Backbone>,
    mut head: ResMut<Head>,
    mut view: ResMut<NetworkView>,
    mut scored: MessageWriter<Scored>,
) {
    for Classified { version, prediction, millis, view: seen } in inbox.drain() {
        let frame = seen.frame;
        view.set_if_neq(seen);
        backbone.millis = millis;
        let Prediction { mut confidence, known, answered_by } = prediction;
        // A class may have gone since, or rest; a model made elsewhere knows nothing of that.
        confidence.retain(|(class, _)| classes.get(*class).is_some_and(|class| class.enabled));
        let sum: f32 = confidence.iter().map(|(_, share)| share).sum();
        if sum > 0.0 {
            confidence.iter_mut().for_each(|(_, share)| *share /= sum);
        }
        let (kind, classes) = (answered_by.name().into_owned(), confidence.len());
        head.set_if_neq(Head { kind, classes, version });
        scored.write(Scored { frame, confidence, known });
    }
}

/// Smooths what the worker found and decides who answers.
fn decide_answer(
    time: Res<Time>,
    capturing: Res<Capturing>,
    settings: Res<CurrentSettings>,
    mut scored: MessageReader<Scored>,
    mut last_secs: Local<f64>,
    mut latest: ResMut<LatestPrediction>,
    mut changed: MessageWriter<PredictionChanged>,
) {
    let before = latest.answer;
    if capturing.0.is_some() {
        // While something is taught nobody answers; what was thought before belongs to another lesson.
        scored.clear();
        latest.set_if_neq(LatestPrediction { frame: latest.frame, ..default() });
    } else {
        for score in scored.read() {
            let now_secs = time.elapsed_secs_f64();
            let share = 1.0 - (-((now_secs - *last_secs) as f32) / SMOOTHING_SECS).exp();
            *last_secs = now_secs;
            latest.confidence = smoothed(&latest.confidence, &score.confidence, share);
            // An answer to nothing taught says nothing about the next lesson.
            let known_before = if score.confidence.is_empty() { score.known } else { latest.known };
            latest.known = known_before + (score.known - known_before) * share;
            latest.frame = score.frame;
            latest.answer = answer(before, &latest.confidence, latest.known, settings.threshold);
        }
    }
    if latest.answer != before {
        let confidence = match latest.answer {
            Answer::Class(class) => latest.confidence_in(class),
            Answer::Nobody | Answer::NeverSeen => 0.0,
        };
        changed.write(PredictionChanged { answer: latest.answer, confidence });
    }
}

/// `share` 0..1 of the way from the old confidence to the new. Classes that were not there before start the smoothing
/// anew: a lesson has changed what the numbers mean.
fn smoothed(old: &[(ClassId, f32)], new: &[(ClassId, f32)], share: f32) -> Vec<(ClassId, f32)> {
    let same_classes = old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.0 == new.0);
    if !same_classes {
        return new.to_vec();
    }
    old.iter().zip(new).map(|(old, new)| (new.0, old.1 + (new.1 - old.1) * share)).collect()
}

/// Who answers, given who answered before.
fn answer(before: Answer, confidence: &[(ClassId, f32)], known: f32, threshold: f32) -> Answer {
    let best = confidence.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((best, highest)) = best else { return Answer::Nobody };
    if known < NEVER_SEEN_BELOW + if before == Answer::NeverSeen { KNOWN_AGAIN } else { 0.0 } {
        return Answer::NeverSeen;
    }
    let goes_on = |share: f32| share >= threshold * GOES_ON_SHARE && highest - share < LEADS_BY;
    if let Answer::Class(class) = before
        && confidence.iter().any(|(id, share)| *id == class && goes_on(*share))
    {
        return before;
    }
    if *highest >= threshold { Answer::Class(*best) } else { Answer::Nobody }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;

    use super::*;

    const GREEN: ClassId = ClassId(0);
    const PURPLE: ClassId = ClassId(1);

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(33)));
        app.update();
        app
    }

    fn see(app: &mut App, green: f32) -> Answer {
        see_known(app, green, 1.0)
    }

    fn see_known(app: &mut App, green: f32, known: f32) -> Answer {
        app.world_mut().write_message(Scored {
            frame: FrameId(1),
            confidence: vec![(GREEN, green), (PURPLE, 1.0 - green)],
            known,
        });
        app.update();
        app.world().resource::<LatestPrediction>().answer
    }

    #[test]
    fn one_odd_frame_does_not_change_the_answer() {
        let mut app = app();
        for _ in 0..20 {
            see(&mut app, 1.0);
        }
        assert_eq!(see(&mut app, 0.0), Answer::Class(GREEN));
        assert_eq!(see(&mut app, 1.0), Answer::Class(GREEN));
    }

    #[test]
    fn another_thing_changes_it_within_half_a_second() {
        let mut app = app();
        for _ in 0..20 {
            see(&mut app, 1.0);
        }
        for _ in 0..14 {
            see(&mut app, 0.02);
        }
        assert_eq!(app.world().resource::<LatestPrediction>().answer, Answer::Class(PURPLE));
    }

    #[test]
    fn a_score_that_wavers_about_the_threshold_does_not_flicker() {
        let mut app = app();
        let mut changes = 0;
        let mut before = Answer::Nobody;
        for frame in 0..200 {
            let now = see(&mut app, if frame % 20 < 10 { 0.66 } else { 0.54 });
            changes += usize::from(now != before);
            before = now;
        }
        assert_eq!(changes, 1);
    }

    #[test]
    fn a_low_threshold_does_not_make_the_first_answer_stick() {
        let mut app = app();
        app.world_mut().resource_mut::<CurrentSettings>().threshold = 0.05;
        for _ in 0..20 {
            see(&mut app, 0.9);
        }
        assert_eq!(see(&mut app, 0.9), Answer::Class(GREEN));
        for _ in 0..30 {
            see(&mut app, 0.45);
        }
        assert_eq!(see(&mut app, 0.45), Answer::Class(GREEN), "a small lead is no reason to flicker");
        for _ in 0..30 {
            see(&mut app, 0.2);
        }
        assert_eq!(see(&mut app, 0.2), Answer::Class(PURPLE), "the best class leads by far");
    }

    #[test]
    fn nobody_answers_when_no_class_is_sure() {
        let mut app = app();
        for _ in 0..20 {
            see(&mut app, 0.5);
        }
        assert_eq!(app.world().resource::<LatestPrediction>().answer, Answer::Nobody);
    }

    #[test]
    fn nobody_answers_while_something_is_taught() {
        let mut app = app();
        for _ in 0..20 {
            see(&mut app, 1.0);
        }
        app.world_mut().resource_mut::<Capturing>().0 = Some(PURPLE);
        assert_eq!(see(&mut app, 1.0), Answer::Nobody);
        assert!(app.world().resource::<LatestPrediction>().confidence.is_empty());
    }

    #[test]
    fn what_was_never_seen_is_answered_by_nobody_however_sure_the_head_is() {
        let mut app = app();
        for _ in 0..20 {
            see_known(&mut app, 1.0, 0.02);
        }
        assert_eq!(see_known(&mut app, 1.0, 0.02), Answer::NeverSeen);
        for _ in 0..20 {
            see_known(&mut app, 1.0, 0.55);
        }
        assert_eq!(see_known(&mut app, 1.0, 0.55), Answer::NeverSeen, "it takes more to be known again");
        for _ in 0..20 {
            see_known(&mut app, 1.0, 0.9);
        }
        assert_eq!(see_known(&mut app, 1.0, 0.9), Answer::Class(GREEN));
        for _ in 0..20 {
            see_known(&mut app, 1.0, 0.55);
        }
        assert_eq!(see_known(&mut app, 1.0, 0.55), Answer::Class(GREEN), "what is known stays known for longer");
    }
}
