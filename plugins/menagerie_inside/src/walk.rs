//! Where one stands on the way through the network.

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// One stop forward.
pub(super) const NEXT: ControlName = ControlName::new("inside/next");
/// One stop back.
pub(super) const PREVIOUS: ControlName = ControlName::new("inside/previous");

/// A stop: the layer that is shown there and what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// The layer that is shown; none at the end, where the answer is.
    pub(super) layer: Option<Layer>,
    /// Key of the sentence.
    pub(super) sentence: &'static str,
}

/// The stops, from the picture to the answer: one of each size of map, and one behind each further stage where what is found
/// changes (of EfficientNet-Lite0, blocks counted from 0).
pub(super) const STOPS: [Stop; 7] = [
    Stop { layer: Some(Layer::Block(0)), sentence: "inside-edges" },
    Stop { layer: Some(Layer::Block(2)), sentence: "inside-corners" },
    Stop { layer: Some(Layer::Block(4)), sentence: "inside-patterns" },
    Stop { layer: Some(Layer::Block(7)), sentence: "inside-textures" },
    Stop { layer: Some(Layer::Block(10)), sentence: "inside-parts" },
    Stop { layer: Some(Layer::Block(14)), sentence: "inside-things" },
    Stop { layer: None, sentence: "inside-answer" },
];

/// Where one stands, and the channel that was touched.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Walk {
    pub(super) place: usize,
    pub(super) channel: Option<usize>,
}

impl Walk {
    /// The stop where one stands.
    pub(super) fn stop(self) -> Stop {
        STOPS[self.place.min(STOPS.len() - 1)]
    }

    /// What is to be watched there.
    pub(super) fn wish(self) -> WatchNetwork {
        WatchNetwork(Watched { layer: self.stop().layer, ..Watched::default() })
    }
}

/// Every visitor begins at the beginning.
pub(super) fn begin(mut walk: ResMut<Walk>, mut watch: MessageWriter<WatchNetwork>) {
    *walk = Walk::default();
    watch.write(walk.wish());
}

/// Nobody looks any more.
pub(super) fn end(mut watch: MessageWriter<WatchNetwork>) {
    watch.write(WatchNetwork::default());
}

/// Follows what visitors touch.
pub(super) fn follow_touches(
    mut activated: MessageReader<Activated>,
    mut walk: ResMut<Walk>,
    mut watch: MessageWriter<WatchNetwork>,
) {
    for Activated { control } in activated.read() {
        let place = match walk.place {
            place if *control == NEXT => (place + 1).min(STOPS.len() - 1),
            place if *control == PREVIOUS => place.saturating_sub(1),
            place => place,
        };
        if place != walk.place {
            *walk = Walk { place, channel: None };
            watch.write(walk.wish());
        } else if let Some(channel) = control.of_kind("tile").and_then(|channel| channel.parse().ok()) {
            // Touched once more it is let go of.
            walk.channel = (walk.channel != Some(channel)).then_some(channel);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_walks_from_the_picture_to_the_answer_and_back_and_says_what_one_watches() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .init_resource::<Walk>()
            .add_systems(Update, follow_touches);
        let mut touch = |control: ControlName| {
            app.world_mut().write_message(Activated { control });
            app.update();
            let watched: Vec<Option<Layer>> =
                app.world_mut().resource_mut::<Messages<WatchNetwork>>().drain().map(|watch| watch.0.layer).collect();
            (*app.world().resource::<Walk>(), watched)
        };
        assert_eq!(touch(PREVIOUS).1, [], "there is nothing before the beginning");
        let (walk, watched) = touch(NEXT);
        assert_eq!((walk.place, watched), (1, vec![STOPS[1].layer]));
        assert_eq!(touch(ControlName::new("tile/7")).0.channel, Some(7));
        assert_eq!(touch(ControlName::new("tile/7")).0.channel, None);
        touch(ControlName::new("tile/7"));
        for _ in 0..STOPS.len() {
            touch(NEXT);
        }
        let (walk, watched) = touch(PREVIOUS);
        assert_eq!(walk, Walk { place: STOPS.len() - 2, channel: None });
        assert_eq!(watched, [STOPS[STOPS.len() - 2].layer]);
    }
}
