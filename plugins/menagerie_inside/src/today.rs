//! The strongest moment of each neuron since the visit began. In memory alone; forgotten with the lesson.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Weak};

use bevy::prelude::*;
use menagerie_core::lesson::ChannelSummary;
use menagerie_core::prelude::*;

/// Side of the pictures kept, pixels, at most: what the network looks at.
const PICTURE_PX: u32 = 224;
/// A moment has to be so much stronger to take another's place: else a still picture would be kept again and again.
const STRONGER: f32 = 1.1;
/// Maps of this side or less have no edge to spare.
const COARSE: usize = 7;
/// What is weaker is no moment.
const WEAKEST: f32 = 0.5;
/// Pictures kept at most; 150 kB each.
const MOST_PICTURES: usize = 160;
/// Frames remembered until the network has told what it made of them.
const FRAMES: usize = 8;

/// When a neuron was strongest.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    pub(super) activation: f32,
    /// What was before the camera.
    pub(super) picture: Arc<Picture>,
    /// Row and column of the layer.
    pub(super) place: [usize; 2],
}

/// All of them.
#[derive(Resource, Debug, Default)]
pub(super) struct Today {
    moments: BTreeMap<(Layer, usize), Moment>,
    pictures: Vec<Weak<Picture>>,
    frames: VecDeque<(FrameId, Arc<RawFrame>)>,
}

impl Today {
    /// That of a neuron.
    pub(super) fn moment(&self, neuron: (Layer, usize)) -> Option<&Moment> {
        self.moments.get(&neuron)
    }

    /// Sees what a layer made of a picture, which is only made if a moment needs it.
    fn see(&mut self, seen: &LayerSummary, picture: impl FnOnce() -> Picture) {
        let [_, _, width] = seen.shape;
        let mut stronger = Vec::new();
        for (channel, ChannelSummary { peak, place, .. }) in seen.channels.iter().enumerate() {
            let before =
                self.moments.get(&(seen.layer, channel)).map_or(WEAKEST, |moment| moment.activation * STRONGER);
            if *peak > before && !is_border(*place, seen.shape) {
                stronger.push((channel, *peak, [place / width, place % width]));
            }
        }
        self.pictures.retain(|picture| picture.strong_count() > 0);
        if stronger.is_empty() || self.pictures.len() >= MOST_PICTURES {
            return;
        }
        let picture = Arc::new(picture());
        self.pictures.push(Arc::downgrade(&picture));
        for (channel, activation, place) in stronger {
            self.moments.insert((seen.layer, channel), Moment { activation, picture: Arc::clone(&picture), place });
        }
    }
}

/// Whether a place lies at the edge of a fine map, where a neuron reacts to where the picture ends.
fn is_border(at: usize, [_, height, width]: [usize; 3]) -> bool {
    let (y, x) = (at / width, at % width);
    let is_edge = |at: usize, length: usize| at == 0 || at + 1 == length;
    width > COARSE && (is_edge(y, height) || is_edge(x, width))
}

/// Remembers the newest frames, and what the network made of them.
pub(super) fn remember(frame: Res<CameraFrame>, view: Res<NetworkView>, mut today: ResMut<Today>) {
    if frame.is_changed()
        && let Some(raw) = &frame.raw
    {
        today.frames.push_back((frame.id, Arc::clone(raw)));
        if today.frames.len() > FRAMES {
            today.frames.pop_front();
        }
    }
    let Some(seen) = view.summary.as_ref().filter(|_| view.is_changed()) else { return };
    let Some((_, raw)) = today.frames.iter().find(|(id, _)| *id == view.frame).cloned() else { return };
    today.see(seen, || raw.square().centre_square(PICTURE_PX));
}

/// Nobody looks any more: the frames are let go of, the moments stay.
pub(super) fn let_go_of_frames(mut today: ResMut<Today>) {
    today.frames.clear();
}

/// Whoever starts over, or goes, leaves nothing behind.
pub(super) fn forget(
    mut changes: MessageReader<ChangeLesson>,
    mut ended: MessageReader<EndVisit>,
    mut today: ResMut<Today>,
) {
    let starts_over = changes.read().any(|change| *change == ChangeLesson::StartOver);
    if starts_over || ended.read().count() > 0 {
        *today = Today::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(strongest: f32) -> LayerSummary {
        ActivationMap { layer: Layer::Head, shape: [2, 1, 2], values: vec![0.1, strongest, 0.0, 0.2] }.summary()
    }

    fn picture(shade: u8) -> Picture {
        Picture::square(1, vec![shade; 3])
    }

    #[test]
    fn the_strongest_moment_stays_and_a_still_picture_is_kept_once() {
        let mut today = Today::default();
        today.see(&seen(2.0), || picture(1));
        today.see(&seen(2.1), || panic!("hardly stronger"));
        let moment = today.moment((Layer::Head, 0)).unwrap();
        assert_eq!((moment.activation, moment.place, moment.picture.rgb()[0]), (2.0, [0, 1], 1));
        assert!(today.moment((Layer::Head, 1)).is_none(), "too weak to be a moment");
        today.see(&seen(3.0), || picture(2));
        assert_eq!(today.moment((Layer::Head, 0)).unwrap().picture.rgb()[0], 2);
        today.see(&seen(4.0), || picture(3));
        assert!(today.pictures.len() <= 2, "pictures that nothing needs are gone");
    }

    #[test]
    fn the_edge_of_the_picture_is_no_moment() {
        let shape = [1, 9, 9];
        let edges = (0..81).filter(|at| is_border(*at, shape)).count();
        assert_eq!(edges, 81 - 49);
        assert!(!is_border(0, [1, 7, 7]));
    }

    #[test]
    fn memory_is_bounded() {
        let mut today = Today::default();
        let mut made = 0;
        for channel in 0..2 * MOST_PICTURES {
            let mut values = vec![0.0; 2 * MOST_PICTURES];
            values[channel] = 3.0;
            let map = ActivationMap { layer: Layer::Stem, shape: [2 * MOST_PICTURES, 1, 1], values };
            today.see(&map.summary(), || {
                made += 1;
                picture(0)
            });
        }
        assert_eq!(made, MOST_PICTURES);
    }

    #[test]
    fn whoever_starts_over_leaves_nothing_behind() {
        let mut app = App::new();
        app.add_message::<ChangeLesson>()
            .add_message::<EndVisit>()
            .init_resource::<Today>()
            .add_systems(Update, forget);
        app.world_mut().resource_mut::<Today>().see(&seen(2.0), || picture(1));
        app.update();
        assert!(app.world().resource::<Today>().moment((Layer::Head, 0)).is_some());
        app.world_mut().write_message(ChangeLesson::StartOver);
        app.update();
        assert!(app.world().resource::<Today>().moment((Layer::Head, 0)).is_none());
    }
}
