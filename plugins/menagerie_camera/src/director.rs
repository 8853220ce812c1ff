//! Decides every update which source is on the mirror, and tells the exhibit: frame, status, shelf.

use std::sync::Arc;
use std::time::Duration;

use bevy::prelude::*;
use bevy::time::Real;
use menagerie_core::prelude::*;

use crate::capture::{OpenSource, Report};
use crate::demonstration::{ChosenProp, props_in, props_of};
use crate::feed::{Feed, FeedNews};
use crate::health::{Judge, Play, Verdict};
use crate::look_back::Kept;
use crate::sources::folder::FOLDER_PERIOD;
use crate::sources::{open_folder, open_held, open_shifted, open_test_card, open_turned};
use crate::{CameraCounts, CameraSettings, WebcamDoor};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Director>()
        .add_systems(Update, (switch_source, sense_newest_frame).chain().in_set(ExhibitSystems::Sense))
        .add_systems(Update, report_status.run_if(resource_changed::<CameraStatus>).in_set(ExhibitSystems::Report));
}

/// What is on the mirror, and why.
#[derive(Resource, Default)]
struct Director {
    /// What was asked for; `None` until the first update, when the settings are taken.
    wanted: Option<CameraChoice>,
    feed: Option<Feed>,
    judge: Judge,
    chosen: ChosenProp,
    /// The demonstration's own feed, and the prop it shows (`None`: the test card).
    demonstration: Option<(Option<usize>, Feed)>,
    play: Option<Play>,
    last: FrameId,
    kept: Kept,
    /// When the last frame was shown.
    shown_at: Duration,
}

/// Time between two showings of a picture where the camera itself sends nothing.
const PICTURE_PERIOD: Duration = Duration::from_millis(100);

impl Director {
    fn want(&mut self, choice: CameraChoice) {
        self.wanted = Some(choice);
        self.feed = None;
        self.judge = Judge::default();
        self.demonstration = None;
        self.play = None;
    }

    /// Whether what visitors choose from the shelf is for the demonstration: it plays, or would without a camera.
    fn plays_props(&self) -> bool {
        let has_camera = self.wanted.as_ref().is_some_and(is_webcam);
        self.play == Some(Play::Demonstration) || (has_camera && self.play.is_some())
    }

    /// What everybody is shown: the newest frame or one from before, or the picture that somebody wishes.
    fn shown(
        &self,
        fresh: Option<Arc<RawFrame>>,
        picture: &ShowPicture,
        now: Duration,
    ) -> Option<(Arc<RawFrame>, bool)> {
        match &picture.0 {
            Some(picture) => {
                let is_time = fresh.is_some() || now.saturating_sub(self.shown_at) >= PICTURE_PERIOD;
                is_time.then(|| (Arc::clone(picture), false))
            }
            None => fresh.map(|fresh| (fresh, true)),
        }
    }

    /// What the wanted source has to say. `None` when no source is wanted.
    fn poll_wanted(&mut self, now: Duration, choice: &CameraChoice, pace: Pace, door: &WebcamDoor) -> Option<FeedNews> {
        if self.feed.is_none() {
            self.feed = feed_for(choice, pace, door);
        }
        self.feed.as_mut().map(|feed| feed.poll(now))
    }

    /// The next frame of the demonstration, if it is time for one.
    fn play_demonstration(
        &mut self,
        now: Duration,
        shelf: &PropShelf,
        pace: Pace,
    ) -> (Option<Arc<RawFrame>>, Option<usize>) {
        let prop = self.chosen.shown(shelf.props.len());
        if self.demonstration.as_ref().is_none_or(|(shown, _)| *shown != prop) {
            let open = match prop.and_then(|prop| shelf.props.get(prop)) {
                Some(prop) => open_turned(prop.folder.clone()),
                None => open_test_card(),
            };
            self.demonstration = Some((prop, paced_feed("demonstration", pace, open)));
        }
        let Some((_, feed)) = &mut self.demonstration else { return (None, prop) };
        let news = feed.poll(now);
        if let (Some(prop), Report::Failed(_)) = (prop, &news.report) {
            self.chosen.give_up(prop);
        }
        (news.frame, prop)
    }
}

fn is_webcam(choice: &CameraChoice) -> bool {
    matches!(choice, CameraChoice::Auto | CameraChoice::Name(_))
}

/// The feed for what was asked for; `None` where none is needed.
fn feed_for(choice: &CameraChoice, pace: Pace, door: &WebcamDoor) -> Option<Feed> {
    let name_part = match choice {
        CameraChoice::None => return None,
        CameraChoice::Folder(dir) => return Some(paced_feed("folder", pace, open_folder(dir.clone(), FOLDER_PERIOD))),
        CameraChoice::Held(photograph, hand) => {
            return Some(paced_feed("held", pace, open_held(photograph.clone(), *hand)));
        }
        CameraChoice::Shifted(dir, grade) => {
            return Some(paced_feed("shifted", pace, open_shifted(dir.clone(), *grade)));
        }
        CameraChoice::TestCard => return Some(paced_feed("test card", pace, open_test_card())),
        CameraChoice::Auto => None,
        CameraChoice::Name(text) => Some(text.clone()),
    };
    if pace.is_lock_step() {
        let name = choice.to_string();
        let reason = "a rehearsal never uses a camera; write folder:<folder>, testcard or none".to_owned();
        let refusal = SourceError::Unusable { name, reason };
        return Some(Feed::stepped(Box::new(move || Err(refusal.clone()))));
    }
    Some(Feed::threaded("camera", door.opener(name_part)))
}

fn paced_feed(name: &str, pace: Pace, open: OpenSource) -> Feed {
    if pace.is_lock_step() { Feed::stepped(open) } else { Feed::threaded(name, open) }
}

/// Applies the wishes of the last update in order; the last one wins.
fn switch_source(
    mut stocked: MessageReader<StockShelf>,
    mut wishes: MessageReader<ShowSource>,
    mut director: ResMut<Director>,
    mut shelf: ResMut<PropShelf>,
    settings: Res<CameraSettings>,
) {
    if director.wanted.is_none() {
        director.want(settings.choice.clone());
    }
    if let Some(StockShelf(folders)) = stocked.read().last() {
        let props = if folders.is_empty() { props_in(&settings.demo_dir) } else { props_of(folders.clone()) };
        if props != shelf.props {
            shelf.props = props;
            (director.chosen, director.demonstration) = (ChosenProp::default(), None);
        }
    }
    for ShowSource(choice) in wishes.read() {
        let prop = match choice {
            CameraChoice::Folder(dir) => shelf.props.iter().position(|prop| prop.folder == *dir),
            _ => None,
        };
        match prop {
            // The prop is for the demonstration alone: a camera that comes back in this very moment stays wanted.
            Some(prop) if director.plays_props() => {
                director.chosen.choose(prop);
                director.demonstration = None;
            }
            // Opening a camera takes seconds: one that is wanted already stays as it is.
            _ if is_webcam(choice) && director.wanted.as_ref() == Some(choice) => {}
            _ => director.want(choice.clone()),
        }
    }
}

fn sense_newest_frame(
    mut director: ResMut<Director>,
    mut frame: ResMut<CameraFrame>,
    mut status: ResMut<CameraStatus>,
    mut shelf: ResMut<PropShelf>,
    mut counts: ResMut<CameraCounts>,
    mut arrived: MessageWriter<FrameArrived>,
    (mut look_back, mut picture): (ResMut<LookBack>, ResMut<ShowPicture>),
    mut gone: MessageReader<SwitchedOff>,
    door: Res<WebcamDoor>,
    (pace, real, time): (Res<Pace>, Res<Time<Real>>, Res<Time>),
) {
    let now = time_of(*pace, &real, &time);
    let Some(choice) = director.wanted.clone() else { return };
    let news = director.poll_wanted(now, &choice, *pace, &door);
    let (report, silent_for, mut fresh) = match news {
        None => (Report::Opening, Duration::ZERO, None),
        Some(news) => {
            counts.bad_frames = news.bad_frames;
            counts.openings = news.openings;
            (news.report, news.silent_for, news.frame)
        }
    };
    let Verdict { status: said, play, abandon } = director.judge.judge(now, &choice, report, silent_for);
    if abandon {
        warn!("{choice}: its thread hangs and is abandoned; a new one takes over");
        director.feed = None;
    }
    let mut shown = match &choice {
        CameraChoice::Folder(dir) => shelf.props.iter().position(|prop| prop.folder == *dir),
        _ => None,
    };
    if play == Play::Demonstration {
        (fresh, shown) = director.play_demonstration(now, &shelf, *pace);
    } else {
        director.demonstration = None;
    }
    director.play = Some(play);
    status.set_if_neq(said);
    if shelf.shown != shown {
        shelf.shown = shown;
    }
    if gone.read().count() > 0 {
        // Whoever wished it may be who is gone.
        *picture = ShowPicture::default();
    }
    if let Some((shown, is_fresh)) = director.shown(fresh, &picture, now) {
        director.last = FrameId(director.last.0 + 1);
        director.shown_at = now;
        counts.frames += 1;
        // A picture never was before the camera: nobody looks back at it.
        let shown = if is_fresh { director.kept.shown(shown, now, &look_back) } else { shown };
        let kept = director.kept.count();
        if look_back.kept != kept {
            look_back.kept = kept;
        }
        *frame = CameraFrame { id: director.last, raw: Some(shown) };
        arrived.write(FrameArrived { id: director.last });
    }
}

/// The clock of this pace: a rehearsal's own, or the one on the wall, which a hitch on the screen does not stop.
fn time_of(pace: Pace, real: &Time<Real>, time: &Time) -> Duration {
    if pace.is_lock_step() { time.elapsed() } else { real.elapsed() }
}

/// Says every change once, in words.
fn report_status(status: Res<CameraStatus>) {
    match &*status {
        CameraStatus::Opening => info!("camera: being opened"),
        CameraStatus::Live { name } => info!("camera: \"{name}\" is live"),
        CameraStatus::Demonstration { reason: None } => info!("camera: the demonstration plays, as requested"),
        CameraStatus::Demonstration { reason: Some(reason) } => {
            warn!("camera: {reason}. The demonstration plays meanwhile");
        }
        CameraStatus::Lost { reason } => warn!("camera: {reason}"),
    }
}

#[cfg(test)]
mod tests;
