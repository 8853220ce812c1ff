//! A guided tour of about two minutes: each step says what to do, points at it and waits until it was done.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::walk::{NEXT, STOPS, TILE, WALL, Walk};

/// Begins the tour; ends it before its end.
pub(super) const BEGIN: ControlName = ControlName::new("inside/tour");
pub(super) const SKIP: ControlName = ControlName::new("inside/skip");

/// How long a step lasts that only has to be read, seconds.
const READING_SECS: f64 = 9.0;

/// What a step waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// Something moves before the camera.
    Moved,
    /// A tile was touched.
    Touched,
    /// All tiles are shown again.
    BackAtWall,
    /// One stands at this stop, or beyond.
    At(usize),
    /// A place of the picture is covered.
    Covered,
    /// It was read.
    Read,
}

/// A step: what it says and what it waits for. Whoever walks on to a later stop is done with it, too.
#[derive(Debug, Clone, Copy)]
struct Step {
    sentence: &'static str,
    until: Until,
    before: usize,
}

/// The stops where eyes and wheels are found, where the names are, and the last one.
const PARTS: usize = 3;
const NAMES: usize = 6;
const LAST: usize = STOPS.len() - 1;

const STEPS: [Step; 10] = [
    Step { sentence: "tour-move", until: Until::Moved, before: PARTS },
    Step { sentence: "tour-touch", until: Until::Touched, before: PARTS },
    Step { sentence: "tour-likes", until: Until::BackAtWall, before: PARTS },
    Step { sentence: "tour-deeper", until: Until::At(PARTS), before: PARTS },
    Step { sentence: "tour-touch-again", until: Until::Touched, before: NAMES },
    Step { sentence: "tour-parts", until: Until::BackAtWall, before: NAMES },
    Step { sentence: "tour-names", until: Until::At(NAMES), before: NAMES },
    Step { sentence: "tour-answer", until: Until::At(LAST), before: LAST },
    Step { sentence: "tour-cover", until: Until::Covered, before: STOPS.len() },
    Step { sentence: "tour-end", until: Until::Read, before: STOPS.len() },
];

/// Where the tour is.
#[derive(Resource, Debug, Default)]
pub(super) struct Tour {
    step: Option<usize>,
    /// When the step began, seconds.
    since: f64,
    /// What was before the camera when it began.
    scene: Motion,
}

impl Tour {
    /// Number of the step, while there is a tour.
    pub(super) fn number(&self) -> Option<usize> {
        self.step
    }

    /// What the step says.
    pub(super) fn sentence(&self) -> Option<&'static str> {
        self.step().map(|step| step.sentence)
    }

    fn step(&self) -> Option<Step> {
        self.step.and_then(|step| STEPS.get(step)).copied()
    }
}

/// Nobody is led who did not ask for it.
pub(super) fn reset(mut tour: ResMut<Tour>) {
    *tour = Tour::default();
}

/// Goes on when what the step waits for was done.
pub(super) fn follow(
    mut activated: MessageReader<Activated>,
    walk: Res<Walk>,
    cover: Res<CoverPicture>,
    frame: Res<CameraFrame>,
    time: Res<Time>,
    mut tour: ResMut<Tour>,
) {
    let now = time.elapsed_secs_f64();
    let mut next = tour.step;
    for Activated { control } in activated.read() {
        if *control == BEGIN {
            next = Some(0);
        } else if *control == SKIP {
            next = None;
        }
    }
    if let Some(step) = tour.step().filter(|_| next == tour.step) {
        let is_done = match step.until {
            Until::Moved => {
                let raw = frame.raw.as_ref().filter(|_| frame.is_changed());
                raw.is_some_and(|raw| tour.bypass_change_detection().scene.compares(raw))
            }
            Until::Touched => walk.channel.is_some(),
            Until::BackAtWall => walk.channel.is_none(),
            Until::At(place) => walk.place >= place,
            Until::Covered => cover.0.is_some(),
            Until::Read => now - tour.since > READING_SECS,
        };
        if is_done || walk.place >= step.before {
            next = tour.step.map(|step| step + 1).filter(|step| *step < STEPS.len());
        }
    }
    if next != tour.step {
        *tour = Tour { step: next, since: now, scene: Motion::default() };
    }
}

/// Draws a ring around what the step asks for.
pub(super) fn point(
    tour: Res<Tour>,
    time: Res<Time>,
    access: Res<Access>,
    palette: Res<menagerie_ui::Palette>,
    view: Res<NetworkView>,
    controls: Query<(Entity, &ControlName, Has<Outline>)>,
    mut commands: Commands,
) {
    let wanted = match tour.step().map(|step| step.until) {
        Some(Until::BackAtWall) => Some(WALL),
        Some(Until::At(_)) => Some(NEXT),
        Some(Until::Covered) => Some(crate::walk::MIRROR),
        Some(Until::Touched) => brightest_tile(&view, &controls),
        Some(Until::Moved | Until::Read) | None => None,
    };
    let strength = if access.reduced_motion { 1.0 } else { 0.55 + 0.45 * (time.elapsed_secs() * 4.0).sin() };
    for (entity, name, has_ring) in &controls {
        if wanted.as_ref() == Some(name) {
            let color = palette.focus.with_alpha(strength);
            commands.entity(entity).try_insert(Outline::new(menagerie_ui::mm(1.2), menagerie_ui::mm(0.8), color));
        } else if has_ring && is_ours(name) {
            commands.entity(entity).try_remove::<Outline>();
        }
    }
}

/// Whether a control can have had our ring; the ring of whoever goes by keys is another's.
fn is_ours(name: &ControlName) -> bool {
    [WALL, NEXT, crate::walk::MIRROR].contains(name) || name.of_kind(TILE).is_some()
}

/// The tile on the wall that has a ring already, because one that stays is easier to touch, or else the brightest.
fn brightest_tile(view: &NetworkView, controls: &Query<(Entity, &ControlName, Has<Outline>)>) -> Option<ControlName> {
    let tiles = || controls.iter().filter(|(_, name, _)| name.of_kind(TILE).is_some());
    if let Some((_, ringed, _)) = tiles().find(|(.., has_ring)| *has_ring) {
        return Some(ringed.clone());
    }
    let channels = &view.summary.as_ref()?.channels;
    let brightness = |name: &ControlName| Some(channels.get(name.of_kind(TILE)?.parse::<usize>().ok()?)?.sum);
    let tiles = tiles().filter_map(|(_, name, _)| Some((name, brightness(name)?)));
    tiles.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(name, _)| name.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;

    use super::*;

    fn frame(shade: u8) -> CameraFrame {
        let raw = RawFrame::new(FrameCoding::Rgb, 16, 16, 48, vec![shade; 16 * 48]).unwrap();
        CameraFrame { id: FrameId(u64::from(shade)), raw: Some(Arc::new(raw)) }
    }

    #[test]
    fn every_step_waits_for_what_it_asks() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)))
            .init_resource::<Walk>()
            .init_resource::<Tour>()
            .add_systems(Update, follow);
        let step = |app: &mut App| {
            for _ in 0..3 {
                app.update();
            }
            app.world().resource::<Tour>().number()
        };
        assert_eq!(step(&mut app), None, "nobody is led who did not ask for it");
        app.world_mut().write_message(Activated { control: BEGIN });
        app.insert_resource(frame(90));
        assert_eq!(step(&mut app), Some(0));
        app.insert_resource(frame(91));
        assert_eq!(step(&mut app), Some(0), "nothing has moved");
        app.insert_resource(frame(140));
        assert_eq!(step(&mut app), Some(1));
        let stand = |app: &mut App, place, channel| {
            *app.world_mut().resource_mut::<Walk>() = Walk { place, channel, beside: None };
            step(app)
        };
        assert_eq!(stand(&mut app, 0, Some(3)), Some(2));
        assert_eq!(stand(&mut app, 0, None), Some(3));
        assert_eq!(stand(&mut app, 2, None), Some(3), "not deep enough");
        assert_eq!(stand(&mut app, 3, None), Some(4));
        assert_eq!(stand(&mut app, 3, Some(9)), Some(5));
        assert_eq!(stand(&mut app, 3, None), Some(6));
        assert_eq!(stand(&mut app, 6, None), Some(7));
        assert_eq!(stand(&mut app, 7, None), Some(8));
        app.world_mut().resource_mut::<CoverPicture>().0 = Some(Vec2::splat(0.5));
        assert_eq!(step(&mut app), Some(9));
        for _ in 0..100 {
            app.update();
        }
        assert_eq!(step(&mut app), None, "it ends by itself");
        app.world_mut().resource_mut::<CoverPicture>().0 = None;
        app.world_mut().write_message(Activated { control: BEGIN });
        stand(&mut app, 6, None);
        step(&mut app);
        assert_eq!(step(&mut app), Some(7), "whoever walked on is not called back");
        app.world_mut().write_message(Activated { control: SKIP });
        assert_eq!(step(&mut app), None);
    }
}
