//! Plays the script, one step after the other, on the rehearsal's own clock.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bevy::camera::RenderTarget;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::time::TimeUpdateStrategy;
use menagerie_core::photographs::list_pictures;
use menagerie_core::prelude::*;

use crate::finger::{Finger, Touchable};
use crate::report::{Report, StepReport};
use crate::script::{Step, TapTarget, Who};
use crate::{RehearsalSettings, STEP};

/// How long a tap lasts on the rehearsal's clock, seconds.
const TAP_SECS: f32 = 0.1;
/// How long each picture of an expectation is before the camera, seconds: the time a visitor gives a creature.
const LOOK_SECS: f32 = 0.5;
/// Wall-clock time the app gets to load, and a screenshot to arrive, before the rehearsal gives up.
const PATIENCE: Duration = Duration::from_secs(120);
/// Off-screen, only every so many updates are drawn: nobody watches, and a software GPU takes its time.
const DRAW_EVERY: u32 = 20;
/// Updates for which nothing may be under way before it counts as settled.
const CALM_UPDATES: u32 = 8;
/// Time on the rehearsal's clock after which something that was to be written is there.
const WRITE_SECS: f32 = 0.3;
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

/// How the camera sees what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// One photograph after the other, as it is.
    AsItIs,
    /// One photograph after the other, under other light and from another distance.
    Shifted(usize),
    /// In a hand.
    Held,
}

/// Looks at a thing that is held.
const HELD_LOOKS: usize = 10;

/// The share of pictures that is expected.
#[derive(Debug, Clone, Copy)]
enum Limit {
    AtLeast(f32),
    AtMost(f32),
}

impl Limit {
    /// The limit in words, if the share breaks it.
    fn broken_by(self, share: f32) -> Option<String> {
        match self {
            Self::AtLeast(least) => (share < least).then(|| format!("at least {:.1} %", least * 100.0)),
            Self::AtMost(most) => (share > most).then(|| format!("at most {:.1} %", most * 100.0)),
        }
    }
}

/// What is going on between two updates.
enum Doing {
    /// Loading; the clock stands still.
    WarmingUp { updates: u32 },
    /// The next step can begin.
    Ready,
    /// The finger is down until this time.
    Touching { target: Touchable, until_secs: f32 },
    /// Time goes by until then.
    Waiting { until_secs: f32 },
    /// Picture after picture is looked at.
    Looking { who: Who, limit: Limit, picture: usize, until_secs: f32, otherwise: Vec<(String, String)> },
    /// Until nothing is under way, or this time.
    Settling { calm_updates: u32, until_secs: f32 },
    /// Until the lesson is in its file, or this time.
    Saving { until_secs: f32 },
    /// Until this time; then what was to be written is there, and nobody complained.
    Writing { path: PathBuf, until_secs: f32 },
    /// A screenshot is on its way; the clock stands still.
    Picturing { path: PathBuf, outcome: Arc<Mutex<Option<Result<(), String>>>> },
    /// The report is written.
    Done,
}

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

/// Everything the actor sees and touches.
#[derive(bevy::ecs::system::SystemParam)]
struct Stage<'w, 's> {
    finger: Finger<'w, 's>,
    show: MessageWriter<'w, ShowSource>,
    exit: MessageWriter<'w, AppExit>,
    classes: Res<'w, Classes>,
    backbone: Res<'w, Backbone>,
    camera: Res<'w, CameraStatus>,
    prediction: Res<'w, LatestPrediction>,
    lesson: LessonFacts<'w, 's>,
    images: Query<'w, 's, &'static ImageNode>,
    cameras: Query<'w, 's, &'static RenderTarget, With<Camera>>,
    assets: Res<'w, AssetServer>,
    commands: Commands<'w, 's>,
    clock: ResMut<'w, TimeUpdateStrategy>,
    time: Res<'w, Time>,
}

/// What is known of the lesson, and what can be wished for it.
#[derive(bevy::ecs::system::SystemParam)]
struct LessonFacts<'w, 's> {
    work: Res<'w, WorkUnderWay>,
    overlay: Res<'w, State<Overlay>>,
    training: Res<'w, TrainingStatus>,
    examination: Res<'w, LatestExamination>,
    tests: Res<'w, TestResult>,
    pretraining: Res<'w, PretrainingStatus>,
    file: Res<'w, ProjectFile>,
    wishes: MessageWriter<'w, FileWish>,
    notices: MessageReader<'w, 's, Notice>,
}

impl LessonFacts<'_, '_> {
    /// Whether nothing is under way.
    fn is_calm(&self, classes: &Classes) -> bool {
        let has_tests = classes.0.iter().any(|class| class.enabled && class.counts.test > 0);
        self.work.0.is_none()
            && self.training.state != TrainingState::Running
            && !self.training.stale
            && (*self.overlay.get() != Overlay::Workshop || self.examination.fresh)
            && (!has_tests || self.tests.fresh)
            && !matches!(*self.pretraining, PretrainingStatus::Measuring(..))
    }

    fn under_way(&self) -> String {
        format!(
            "work {:?}, training {:?}, stale {}, insight fresh {}, tests fresh {}",
            self.work.0, self.training.state, self.training.stale, self.examination.fresh, self.tests.fresh
        )
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
        Doing::Touching { .. } | Doing::Waiting { .. } | Doing::Looking { .. } | Doing::Saving { .. } | Doing::Done => {
        }
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
            Step::Hold(who, secs) => stage.touch(TapTarget::Hold(who), now_secs + secs),
            Step::Tap(target) => stage.touch(target, now_secs + TAP_SECS),
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

impl Stage<'_, '_> {
    /// Whether the network answers and everything on the screen has its picture.
    fn is_loaded(&self) -> bool {
        let loaded = |image: &ImageNode| {
            // Pictures made at run time have no file to wait for.
            self.assets.get_load_state(&image.image).is_none_or(|state| state.is_loaded() || state.is_failed())
        };
        self.backbone.state == BackboneState::Ready && self.images.iter().all(loaded)
    }

    fn class(&self, who: &Who) -> Result<&Class, String> {
        let found = match who {
            Who::Nobody | Who::Stranger => None,
            Who::Named(name) => {
                let by_name = self.classes.0.iter().find(|class| class.name.eq_ignore_ascii_case(name));
                by_name.or_else(|| self.classes.0.iter().find(|class| class.creature == *name))
            }
            Who::Place(place) => self.classes.0.get(*place),
        };
        found.ok_or_else(|| {
            let names: Vec<_> = self.classes.0.iter().map(|class| class.name.as_str()).collect();
            format!("there is no {who}; the classes are {}", names.join(", "))
        })
    }

    fn check_who(&self, who: &Who) -> Result<(), String> {
        if matches!(who, Who::Nobody | Who::Stranger) { Ok(()) } else { self.class(who).map(|_| ()) }
    }

    fn is(&self, who: &Who, answer: Answer) -> bool {
        match answer {
            Answer::Nobody => *who == Who::Nobody,
            Answer::NeverSeen => *who == Who::Stranger,
            Answer::Class(id) => self.class(who).is_ok_and(|class| class.id == id),
        }
    }

    fn answer(&self) -> String {
        match self.prediction.answer {
            Answer::Nobody => "nobody".to_owned(),
            Answer::NeverSeen => "never seen".to_owned(),
            Answer::Class(id) => self.classes.get(id).map(|class| class.name.clone()).unwrap_or_default(),
        }
    }

    fn drop_file(&mut self, path: &Path, over: Option<Who>, now_secs: f32) -> Result<Doing, String> {
        let over = over.map(|who| self.class(&who).map(|class| ControlId::Hold(class.id))).transpose()?;
        self.finger.drop_file(path, over)?;
        // Reading begins with the next update.
        Ok(Doing::Waiting { until_secs: now_secs + TAP_SECS })
    }

    /// Has something written; in lock-step it is there soon after the wish was heard.
    fn write(&mut self, wish: fn(PathBuf) -> FileWish, path: PathBuf, now_secs: f32) -> Result<Doing, String> {
        self.lesson.notices.clear();
        self.lesson.wishes.write(wish(path.clone()));
        Ok(Doing::Writing { path, until_secs: now_secs + WRITE_SECS })
    }

    /// Whether the lesson is as a step expects it.
    fn check_lesson(&self, step: &Step) -> StepReport {
        let found: Result<f64, String> = match step {
            Step::ExpectPictures(who, pictures) => self.class(who).and_then(|class| {
                let found = class.counts.teach;
                if found == *pictures { Ok(found as f64) } else { Err(format!("{} has {found} pictures", class.name)) }
            }),
            Step::ExpectConfidence(who, expected, tolerance) => self.class(who).and_then(|class| {
                let found = self.prediction.confidence_in(class.id);
                let fits = (found - expected).abs() <= *tolerance;
                if fits { Ok(f64::from(found)) } else { Err(format!("the confidence in {} is {found}", class.name)) }
            }),
            Step::ExpectTest(at_least) => match self.lesson.tests.confusion.accuracy() {
                Some(accuracy) if self.lesson.tests.fresh && accuracy >= *at_least => Ok(accuracy),
                Some(accuracy) => {
                    Err(format!("{:.1} % of the test pictures were classified correctly", accuracy * 100.0))
                }
                None => Err("there are no test pictures".into()),
            },
            Step::ExpectPretraining(by) => match *self.lesson.pretraining {
                PretrainingStatus::Measured(PretrainingComparison { pretrained, random, .. })
                    if pretrained - random >= *by =>
                {
                    Ok(pretrained - random)
                }
                ref other => Err(format!("the measurement says {other:?}")),
            },
            other => Err(format!("{other:?} is not an expectation")),
        };
        StepReport { share: found.as_ref().ok().map(|share| *share as f32), failure: found.err(), ..default() }
    }

    fn touch(&mut self, target: TapTarget, until_secs: f32) -> Result<Doing, String> {
        let control = match target {
            TapTarget::Control(name) => return self.press(Touchable::Workshop(name), until_secs),
            TapTarget::Workshop => ControlId::Workshop,
            TapTarget::Hold(who) => ControlId::Hold(self.class(&who)?.id),
            TapTarget::Reset => ControlId::Reset,
            TapTarget::Undo => ControlId::Undo,
            TapTarget::AddClass => ControlId::AddClass,
            TapTarget::TurnCards(pages) => ControlId::TurnCards(pages),
            TapTarget::Prop(place) => ControlId::Prop(place),
            TapTarget::Thumbnail(who, place) => ControlId::Thumbnail(self.class(&who)?.id, place),
        };
        self.press(Touchable::Control(control), until_secs)
    }

    fn press(&mut self, target: Touchable, until_secs: f32) -> Result<Doing, String> {
        self.finger.press(&target)?;
        Ok(Doing::Touching { target, until_secs })
    }

    /// Puts photographs before the camera. What is held stays there.
    fn put_before_camera(&mut self, photographs: Option<&PathBuf>, how: Shown) {
        let Some(path) = photographs.cloned() else { return };
        match how {
            Shown::AsItIs => self.show.write(ShowSource(CameraChoice::Folder(path))),
            Shown::Shifted(grade) => self.show.write(ShowSource(CameraChoice::Shifted(path, grade))),
            Shown::Held => return,
        };
    }

    fn take_screenshot(&mut self, path: PathBuf) -> Result<Doing, String> {
        let target = self.cameras.iter().next().cloned().ok_or("there is no screen to take a picture of")?;
        *self.clock = TimeUpdateStrategy::ManualDuration(Duration::ZERO);
        let outcome = Arc::new(Mutex::new(None));
        let (arrived, file) = (Arc::clone(&outcome), path.clone());
        self.commands.spawn(Screenshot(target)).observe(move |captured: On<ScreenshotCaptured>| {
            let saved = captured
                .image
                .clone()
                .try_into_dynamic()
                .map_err(|error| error.to_string())
                .and_then(|image| image.into_rgb8().save(&file).map_err(|error| error.to_string()));
            let said = saved.map_err(|error| format!("{}: cannot be saved: {error}", file.display()));
            *arrived.lock().unwrap_or_else(PoisonError::into_inner) = Some(said);
        });
        Ok(Doing::Picturing { path, outcome })
    }
}
