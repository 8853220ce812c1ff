//! Plays the script, one step after the other, on the rehearsal's own clock.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use bevy::camera::RenderTarget;
use bevy::input::ButtonState;
use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use menagerie_core::guests::failures;
use menagerie_core::photographs::list_pictures;
use menagerie_core::prelude::*;

use crate::doing::{Doing, Limit, Shown};
use crate::report::{Report, StepReport};
use crate::script::{Step, TapTarget, Who};
use crate::stage::{Stage, TAP_SECS};
use crate::{RehearsalSettings, STEP};

/// How long each picture of an expectation is before the camera, seconds: the time a visitor gives a creature.
const LOOK_SECS: f32 = 0.5;
/// Wall-clock time the app gets to load, and a screenshot to arrive, before the rehearsal gives up.
const PATIENCE: Duration = Duration::from_secs(120);
/// Off-screen, only every so many updates are drawn: nobody watches, and a software GPU takes its time.
const DRAW_EVERY: u32 = 60;
/// Updates for which nothing may be under way before it counts as settled.
const CALM_UPDATES: u32 = 8;
/// Longest that saving may take on the rehearsal's clock, seconds.
const SAVE_SECS: f32 = 20.0;
/// Updates drawn before the first step, so that everything that loads late stands in the first picture.
const WARM_UP_UPDATES: u32 = 8;

/// The state of the rehearsal.
#[derive(Resource)]
struct Actor {
    next: usize,
    doing: Doing,
    shown: Vec<PathBuf>,
    shown_how: Shown,
    /// Hands that have held something so far: the same thing held again is held otherwise.
    hands: u64,
    report: Report,
    since: Instant,
}

/// Presses of a switch after which a control counts as out of reach.
const MOST_STEPS: usize = 150;

/// How long somebody who reads nothing waits for the hand, seconds.
const SEEK_SECS: f32 = 8.0;

/// Looks at a thing that is held.
const HELD_LOOKS: usize = 10;

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(Actor {
        next: 0,
        doing: Doing::WarmingUp { updates: 0 },
        shown: Vec::new(),
        shown_how: Shown::AsItIs,
        hands: 0,
        report: Report { passed: true, ..default() },
        since: Instant::now(),
    })
    .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO))
    .add_systems(PreUpdate, (play, draw_when_looked_at).chain());
}

/// Off-screen, draws while a picture is wanted, and now and then.
fn draw_when_looked_at(actor: Res<Actor>, mut updates: Local<u32>, mut cameras: Query<(&mut Camera, &RenderTarget)>) {
    *updates = updates.wrapping_add(1);
    let wanted = matches!(actor.doing, Doing::WarmingUp { .. } | Doing::Picturing { .. });
    for (mut camera, target) in &mut cameras {
        camera.is_active = wanted || updates.is_multiple_of(DRAW_EVERY) || !matches!(target, RenderTarget::Image(_));
    }
}

/// One update of the rehearsal.
fn play(mut actor: ResMut<Actor>, settings: Res<RehearsalSettings>, mut stage: Stage) {
    let now_secs = stage.time.elapsed_secs();
    // Half a step of tolerance: sums of steps are not exact.
    let reached = |until_secs: f32| now_secs + STEP.as_secs_f32() * 0.5 >= until_secs;
    let late = actor.since.elapsed() > PATIENCE;
    match &mut actor.doing {
        Doing::WarmingUp { updates } => {
            *updates += 1;
            let ready = *updates > WARM_UP_UPDATES && stage.is_loaded();
            match (&stage.backbone.state, ready) {
                (BackboneState::Failed(reason), _) => {
                    let reason = reason.clone();
                    actor.give_up(&settings, &mut stage, reason);
                }
                (_, true) => actor.begin_next(&settings, &mut stage),
                _ if late => {
                    actor.give_up(&settings, &mut stage, "the exhibit did not finish loading".to_owned());
                }
                _ => {}
            }
        }
        Doing::Touching { target, until_secs } if reached(*until_secs) => {
            let lifted = stage.finger.lift(target);
            actor.end_step(&settings, &mut stage, StepReport { failure: lifted.err(), ..default() });
        }
        Doing::Seeking { secs, until_secs } => {
            let (secs, is_late) = (*secs, reached(*until_secs));
            let begun = match stage.pointed_at() {
                Some(control) => stage.touch(TapTarget::Control(control), now_secs, secs),
                None if is_late => Err("the hand points at nothing".to_owned()),
                None => return,
            };
            match begun {
                Ok(doing) => actor.doing = doing,
                Err(failure) => {
                    actor.end_step(&settings, &mut stage, StepReport { failure: Some(failure), ..default() });
                }
            }
        }
        Doing::Pressing { key, until_secs } if reached(*until_secs) => {
            let lifted = stage.finger.key(key.clone(), ButtonState::Released);
            actor.end_step(&settings, &mut stage, StepReport { failure: lifted.err(), ..default() });
        }
        Doing::Stepping { control, presses, is_down } => {
            if !*is_down && stage.focused().is_some_and(|focused| focused == control) {
                return actor.end_step(&settings, &mut stage, StepReport::default());
            }
            if *presses > MOST_STEPS {
                let failure = Some(format!("\"{control}\" was not reached with {MOST_STEPS} presses of a switch"));
                return actor.end_step(&settings, &mut stage, StepReport { failure, ..default() });
            }
            *is_down = !*is_down;
            *presses += usize::from(*is_down);
            let pressed = stage.press_switch(*is_down);
            if let Err(failure) = pressed {
                actor.end_step(&settings, &mut stage, StepReport { failure: Some(failure), ..default() });
            }
        }
        Doing::Waiting { until_secs } if reached(*until_secs) => {
            actor.end_step(&settings, &mut stage, StepReport::default());
        }
        Doing::Looking { until_secs, .. } if reached(*until_secs) => actor.look_on(&settings, &mut stage),
        Doing::Settling { calm_updates, until_secs } => {
            *calm_updates = if stage.lesson.is_calm(&stage.classes) { *calm_updates + 1 } else { 0 };
            if *calm_updates >= CALM_UPDATES {
                actor.end_step(&settings, &mut stage, StepReport::default());
            } else if reached(*until_secs) {
                let failure = Some(format!("something is still in progress: {}", stage.lesson.under_way()));
                actor.end_step(&settings, &mut stage, StepReport { failure, ..default() });
            }
        }
        Doing::Saving { .. } if stage.lesson.file.saved => {
            actor.end_step(&settings, &mut stage, StepReport::default());
        }
        Doing::Saving { until_secs } if reached(*until_secs) => {
            let failure = Some("the lesson was not saved to its file".to_owned());
            actor.end_step(&settings, &mut stage, StepReport { failure, ..default() });
        }
        Doing::Writing { path, until_secs } => {
            let complaint = stage.lesson.notices.read().find(|notice| notice.is_failure);
            let failure = match complaint {
                Some(notice) => Some(notice.words.clone()),
                None if !reached(*until_secs) => return,
                None => (!path.exists()).then(|| format!("nothing was written: {} does not exist", path.display())),
            };
            actor.end_step(&settings, &mut stage, StepReport { failure, ..default() });
        }
        Doing::Picturing { path, outcome } => {
            let arrived = outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
            let picture = Some(path.display().to_string());
            match arrived {
                Some(saved) => {
                    actor.end_step(&settings, &mut stage, StepReport { failure: saved.err(), picture, ..default() });
                }
                None if late => {
                    actor.give_up(&settings, &mut stage, "the screenshot did not arrive".to_owned());
                }
                None => {}
            }
        }
        Doing::Ready => actor.begin_next(&settings, &mut stage),
        Doing::Touching { .. }
        | Doing::Pressing { .. }
        | Doing::Waiting { .. }
        | Doing::Looking { .. }
        | Doing::Saving { .. }
        | Doing::Done => {}
    }
}

impl Actor {
    fn begin_next(&mut self, settings: &RehearsalSettings, stage: &mut Stage) {
        *stage.clock = TimeUpdateStrategy::ManualDuration(STEP);
        let now_secs = stage.time.elapsed_secs();
        let Some(step) = settings.script.steps.get(self.next).cloned() else {
            return self.finish(settings, stage);
        };
        let begun = match step {
            Step::Show(dir) => self.begin_showing(stage, dir, Shown::AsItIs),
            Step::ShowShifted(dir, grade) => self.begin_showing(stage, dir, Shown::Shifted(grade)),
            Step::ShowHeld(photograph) => {
                (self.shown, self.shown_how) = (vec![photograph.clone(); HELD_LOOKS], Shown::Held);
                self.hands += 1;
                stage.show.write(ShowSource(CameraChoice::Held(photograph, self.hands)));
                Ok(Doing::Waiting { until_secs: now_secs })
            }
            Step::Hold(who, secs) => stage.touch(TapTarget::Hold(who), now_secs, secs),
            Step::FollowHand(secs) => Ok(Doing::Seeking { secs, until_secs: now_secs + SEEK_SECS }),
            Step::Tap(target) => stage.touch(target, now_secs, TAP_SECS),
            Step::Key(name) => stage.press_key(&name, now_secs + TAP_SECS),
            Step::HoldKey(name, secs) => stage.press_key(&name, now_secs + secs),
            Step::StepTo(control) => Ok(Doing::Stepping { control, presses: 0, is_down: false }),
            Step::Language(id) => {
                stage.choose_language.write(ChooseLanguage(id));
                Ok(Doing::Waiting { until_secs: now_secs + TAP_SECS })
            }
            Step::Access(name, chosen) => stage.choose_access(&name, chosen, now_secs + TAP_SECS),
            Step::Wait(secs) => Ok(Doing::Waiting { until_secs: now_secs + secs }),
            Step::Expect(who, share) => self.begin_looking(stage, who, Limit::AtLeast(share)),
            Step::ExpectAtMost(who, share) => self.begin_looking(stage, who, Limit::AtMost(share)),
            Step::Screenshot(name) => stage.take_screenshot(settings.out_dir.join(name)),
            Step::Drop(path) => stage.drop_file(&path, None, now_secs),
            Step::DropOn(who, path) => stage.drop_file(&path, Some(who), now_secs),
            Step::Settle(secs) => Ok(Doing::Settling { calm_updates: 0, until_secs: now_secs + secs }),
            Step::Save(name) => {
                stage.lesson.wishes.write(FileWish::SaveAs(settings.out_dir.join(name)));
                Ok(Doing::Saving { until_secs: now_secs + SAVE_SECS })
            }
            Step::WriteReport(name) => stage.write(FileWish::ExportReport, settings.out_dir.join(name), now_secs),
            Step::WriteHead(name) => stage.write(FileWish::ExportHead, settings.out_dir.join(name), now_secs),
            Step::WriteFolders(name) => stage.write(FileWish::ExportFolders, settings.out_dir.join(name), now_secs),
            step => {
                let found = stage.check_lesson(&step);
                return self.end_step(settings, stage, found);
            }
        };
        match begun {
            Ok(doing) => {
                self.since = Instant::now();
                self.doing = doing;
            }
            Err(failure) => self.end_step(settings, stage, StepReport { failure: Some(failure), ..default() }),
        }
    }

    fn begin_showing(&mut self, stage: &mut Stage, dir: PathBuf, how: Shown) -> Result<Doing, String> {
        (self.shown, self.shown_how) = (list_pictures(&dir).map_err(|error| error.to_string())?, how);
        stage.put_before_camera(Some(&dir), how);
        Ok(Doing::Waiting { until_secs: stage.time.elapsed_secs() })
    }

    fn begin_looking(&self, stage: &mut Stage, who: Who, limit: Limit) -> Result<Doing, String> {
        stage.check_who(&who)?;
        stage.put_before_camera(self.shown.first(), self.shown_how);
        let until_secs = stage.time.elapsed_secs() + LOOK_SECS;
        Ok(Doing::Looking { who, limit, picture: 0, until_secs, otherwise: Vec::new() })
    }

    /// Notes the answer to the picture that was looked at and goes on to the next.
    fn look_on(&mut self, settings: &RehearsalSettings, stage: &mut Stage) {
        let Doing::Looking { who, limit, picture, until_secs, otherwise } = &mut self.doing else { return };
        if let CameraStatus::Lost { reason } = &*stage.camera {
            let failure = Some(reason.to_string());
            return self.end_step(settings, stage, StepReport { failure, ..default() });
        }
        let answer = stage.answer();
        if !stage.is(who, stage.prediction.answer) {
            let name = self.shown.get(*picture).map(|path| path.display().to_string());
            otherwise.push((name.unwrap_or_default(), answer));
        }
        *picture += 1;
        if *picture < self.shown.len() {
            *until_secs = stage.time.elapsed_secs() + LOOK_SECS;
            stage.put_before_camera(self.shown.get(*picture), self.shown_how);
            return;
        }
        let share = 1.0 - otherwise.len() as f32 / self.shown.len().max(1) as f32;
        let failure = limit
            .broken_by(share)
            .map(|limit| format!("{who} answered for {:.1} % of the pictures, not for {limit}", share * 100.0));
        let report = StepReport { failure, share: Some(share), otherwise: std::mem::take(otherwise), ..default() };
        self.end_step(settings, stage, report);
    }

    fn end_step(&mut self, settings: &RehearsalSettings, stage: &mut Stage, mut report: StepReport) {
        report.step = settings.script.steps.get(self.next).map(|step| format!("{step:?}")).unwrap_or_default();
        report.at_secs = stage.time.elapsed_secs();
        report.passed = report.failure.is_none();
        info!("{} {}", if report.passed { "done:" } else { "FAILED:" }, report.step);
        if let Some(failure) = &report.failure {
            error!("{failure}");
        }
        self.report.passed &= report.passed;
        self.report.steps.push(report);
        self.next += 1;
        self.doing = Doing::Ready;
    }

    fn give_up(&mut self, settings: &RehearsalSettings, stage: &mut Stage, failure: String) {
        self.end_step(settings, stage, StepReport { failure: Some(failure), ..default() });
        self.finish(settings, stage);
    }

    fn finish(&mut self, settings: &RehearsalSettings, stage: &mut Stage) {
        self.doing = Doing::Done;
        self.report.secs = stage.time.elapsed_secs();
        self.report.failures = failures();
        if self.report.failures > 0 {
            error!("{} systems or commands failed meanwhile; the log names them", self.report.failures);
            self.report.passed = false;
        }
        self.report.device.clone_from(&stage.backbone.device);
        self.report.device_reason.clone_from(&stage.backbone.device_reason);
        self.report.examples = stage.classes.0.iter().map(|class| (class.name.clone(), class.counts.teach)).collect();
        if let Err(error) = self.report.write(&settings.out_dir) {
            error!("{}: report.json cannot be written: {error}", settings.out_dir.display());
            self.report.passed = false;
        }
        stage.exit.write(if self.report.passed { AppExit::Success } else { AppExit::from_code(1) });
    }
}
