//! The exhibit as the actor sees and touches it: what it knows, what it can wish for, what stands before the camera.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bevy::camera::RenderTarget;
use bevy::input::ButtonState;
use bevy::input_focus::InputFocus;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::time::TimeUpdateStrategy;
use menagerie_core::prelude::*;

use crate::doing::{Doing, Shown};
use crate::finger::Finger;
use crate::keys::key_named;
use crate::report::StepReport;
use crate::script::{Step, TapTarget, Who};

/// How long a tap lasts on the rehearsal's clock, seconds.
pub(crate) const TAP_SECS: f32 = 0.1;
/// Time on the rehearsal's clock after which something that was to be written is there.
const WRITE_SECS: f32 = 0.3;

/// Everything the actor sees and touches.
#[derive(bevy::ecs::system::SystemParam)]
pub(crate) struct Stage<'w, 's> {
    pub(crate) finger: Finger<'w, 's>,
    pub(crate) show: MessageWriter<'w, ShowSource>,
    pub(crate) choose_language: MessageWriter<'w, ChooseLanguage>,
    pub(crate) access: ResMut<'w, Access>,
    pub(crate) focus: Res<'w, InputFocus>,
    pub(crate) controls: Query<'w, 's, &'static ControlName>,
    pub(crate) hands: Query<'w, 's, &'static PointsAt>,
    pub(crate) exit: MessageWriter<'w, AppExit>,
    pub(crate) classes: Res<'w, Classes>,
    pub(crate) backbone: Res<'w, Backbone>,
    pub(crate) camera: Res<'w, CameraStatus>,
    pub(crate) prediction: Res<'w, LatestPrediction>,
    pub(crate) lesson: LessonFacts<'w, 's>,
    pub(crate) images: Query<'w, 's, &'static ImageNode>,
    pub(crate) awaited: Query<'w, 's, (), With<CreatureAwaited>>,
    pub(crate) cameras: Query<'w, 's, &'static RenderTarget, With<Camera>>,
    pub(crate) assets: Res<'w, AssetServer>,
    pub(crate) commands: Commands<'w, 's>,
    pub(crate) clock: ResMut<'w, TimeUpdateStrategy>,
    pub(crate) time: Res<'w, Time>,
}

/// What is known of the lesson, and what can be wished for it.
#[derive(bevy::ecs::system::SystemParam)]
pub(crate) struct LessonFacts<'w, 's> {
    pub(crate) work: Res<'w, WorkUnderWay>,
    pub(crate) overlay: Res<'w, State<Overlay>>,
    pub(crate) training: Res<'w, TrainingStatus>,
    pub(crate) examination: Res<'w, LatestExamination>,
    pub(crate) tests: Res<'w, TestResult>,
    pub(crate) pretraining: Res<'w, PretrainingStatus>,
    pub(crate) file: Res<'w, ProjectFile>,
    pub(crate) wishes: MessageWriter<'w, FileWish>,
    pub(crate) notices: MessageReader<'w, 's, Notice>,
}

impl LessonFacts<'_, '_> {
    /// Whether nothing is under way.
    pub(crate) fn is_calm(&self, classes: &Classes) -> bool {
        let has_tests = classes.0.iter().any(|class| class.enabled && class.counts.test > 0);
        self.work.0.is_none()
            && self.training.state != TrainingState::Running
            && !self.training.stale
            && (*self.overlay.get() != Overlay::Workshop || self.examination.fresh)
            && (!has_tests || self.tests.fresh)
            && !matches!(*self.pretraining, PretrainingStatus::Measuring(..))
    }

    pub(crate) fn under_way(&self) -> String {
        format!(
            "work {:?}, training {:?}, stale {}, insight fresh {}, tests fresh {}",
            self.work.0, self.training.state, self.training.stale, self.examination.fresh, self.tests.fresh
        )
    }
}

impl Stage<'_, '_> {
    /// Whether the network answers and everything on the screen has its picture.
    pub(crate) fn is_loaded(&self) -> bool {
        let loaded = |image: &ImageNode| {
            // Pictures made at run time have no file to wait for.
            self.assets.get_load_state(&image.image).is_none_or(|state| state.is_loaded() || state.is_failed())
        };
        self.backbone.state == BackboneState::Ready && self.awaited.is_empty() && self.images.iter().all(loaded)
    }

    pub(crate) fn class(&self, who: &Who) -> Result<&Class, String> {
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

    pub(crate) fn check_who(&self, who: &Who) -> Result<(), String> {
        if matches!(who, Who::Nobody | Who::Stranger) { Ok(()) } else { self.class(who).map(|_| ()) }
    }

    pub(crate) fn is(&self, who: &Who, answer: Answer) -> bool {
        match answer {
            Answer::Nobody => *who == Who::Nobody,
            Answer::NeverSeen => *who == Who::Stranger,
            Answer::Class(id) => self.class(who).is_ok_and(|class| class.id == id),
        }
    }

    pub(crate) fn answer(&self) -> String {
        match self.prediction.answer {
            Answer::Nobody => "nobody".to_owned(),
            Answer::NeverSeen => "never seen".to_owned(),
            Answer::Class(id) => self.classes.get(id).map(|class| class.name.clone()).unwrap_or_default(),
        }
    }

    pub(crate) fn drop_file(&mut self, path: &Path, over: Option<Who>, now_secs: f32) -> Result<Doing, String> {
        let over = over.map(|who| self.class(&who).map(|class| ControlName::hold(class.id))).transpose()?;
        self.finger.drop_file(path, over.as_ref().map(ControlName::as_str))?;
        // Reading begins with the next update.
        Ok(Doing::Waiting { until_secs: now_secs + TAP_SECS })
    }

    /// Has something written; in lock-step it is there soon after the wish was heard.
    pub(crate) fn write(
        &mut self,
        wish: fn(PathBuf) -> FileWish,
        path: PathBuf,
        now_secs: f32,
    ) -> Result<Doing, String> {
        self.lesson.notices.clear();
        self.lesson.wishes.write(wish(path.clone()));
        Ok(Doing::Writing { path, until_secs: now_secs + WRITE_SECS })
    }

    /// Whether the lesson is as a step expects it.
    pub(crate) fn check_lesson(&self, step: &Step) -> StepReport {
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

    /// Touches something for so many seconds, or for as long as it has to be held to do something.
    pub(crate) fn touch(&mut self, target: TapTarget, now_secs: f32, secs: f32) -> Result<Doing, String> {
        let control = match target {
            TapTarget::Control(name) => ControlName::from(name),
            TapTarget::Hold(who) => ControlName::hold(self.class(&who)?.id),
            TapTarget::Creature(who) => ControlName::creature(self.class(&who)?.id),
            TapTarget::Name(who) => ControlName::rename(self.class(&who)?.id),
            TapTarget::Reset => ControlName::START_OVER,
            TapTarget::Undo => ControlName::UNDO,
            TapTarget::AddClass => ControlName::ADD_CLASS,
            TapTarget::TurnCards(pages) if pages < 0 => ControlName::PREVIOUS_CARDS,
            TapTarget::TurnCards(_) => ControlName::NEXT_CARDS,
            TapTarget::Prop(place) => ControlName::prop(place),
            TapTarget::Thumbnail(who, place) => ControlName::thumbnail(self.class(&who)?.id, place),
        };
        self.finger.press(control.as_str())?;
        let needed_secs = match self.finger.needed_secs(control.as_str()) {
            needed if needed > 0.0 => needed + TAP_SECS,
            _ => secs,
        };
        Ok(Doing::Touching { target: control.to_string(), until_secs: now_secs + needed_secs })
    }

    /// What the hand on the screen points at.
    pub(crate) fn pointed_at(&self) -> Option<String> {
        self.hands.iter().next().map(|PointsAt(control)| control.to_string())
    }

    /// Presses a key until then.
    pub(crate) fn press_key(&mut self, name: &str, until_secs: f32) -> Result<Doing, String> {
        let key = key_named(name).ok_or_else(|| format!("there is no key \"{name}\""))?;
        self.finger.key(key.clone(), ButtonState::Pressed)?;
        Ok(Doing::Pressing { key, until_secs })
    }

    /// The name of the control that keys and switches have reached.
    pub(crate) fn focused(&self) -> Option<&str> {
        let focused = self.focus.get()?;
        self.controls.get(focused).ok().map(ControlName::as_str)
    }

    /// Presses the switch that steps, or lets go of it.
    pub(crate) fn press_switch(&mut self, down: bool) -> Result<(), String> {
        let key = key_named("Space").ok_or("there is no such switch")?;
        self.finger.key(key, if down { ButtonState::Pressed } else { ButtonState::Released })
    }

    /// Chooses how the exhibit is seen, heard or touched.
    pub(crate) fn choose_access(&mut self, name: &str, chosen: bool, until_secs: f32) -> Result<Doing, String> {
        let choice = AccessChoice::named(name).ok_or_else(|| format!("there is nothing to choose named \"{name}\""))?;
        self.access.set(choice, chosen);
        Ok(Doing::Waiting { until_secs })
    }

    /// Puts photographs before the camera. What is held stays there.
    pub(crate) fn put_before_camera(&mut self, photographs: Option<&PathBuf>, how: Shown) {
        let Some(path) = photographs.cloned() else { return };
        match how {
            Shown::AsItIs => self.show.write(ShowSource(CameraChoice::Folder(path))),
            Shown::Shifted(grade) => self.show.write(ShowSource(CameraChoice::Shifted(path, grade))),
            Shown::Held => return,
        };
    }

    pub(crate) fn take_screenshot(&mut self, path: PathBuf) -> Result<Doing, String> {
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
