//! Where one stands on the way through the network, and what is to be watched there.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::Swiped;

/// One stop forward.
pub(super) const NEXT: ControlName = ControlName::new("inside/next");
/// One stop back.
pub(super) const PREVIOUS: ControlName = ControlName::new("inside/previous");
/// From a neuron back to all of them.
pub(super) const WALL: ControlName = ControlName::new("inside/wall");
/// The network with random weights beside the trained one, or no longer.
pub(super) const RANDOM: ControlName = ControlName::new("inside/random");
/// This moment beside the live picture, or no longer.
pub(super) const KEEP: ControlName = ControlName::new("inside/keep");
/// The mirror at the end of the way, which a finger covers.
pub(super) const MIRROR: ControlName = ControlName::new("inside/mirror");
/// The first part of the names of stops and of tiles.
pub(super) const STOP: &str = "stop";
pub(super) const TILE: &str = "tile";

/// What is shown at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// What a layer makes of the picture.
    Layer(Layer),
    /// What the network knew before it was taught anything here.
    Known,
    /// Why it answers as it does.
    Reasons,
}

/// A stop: what is shown there and what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) shown: Shown,
    /// Key of the sentence.
    pub(super) sentence: &'static str,
    /// Of its maps (or, at the end, of what is shown): how many there are and how wide they are.
    pub(super) size: [usize; 2],
}

/// The layers of the walk, in order.
pub const WALK: [Layer; 6] =
    [Layer::Stem, Layer::Depthwise(3), Layer::Depthwise(5), Layer::Depthwise(10), Layer::Depthwise(14), Layer::Head];

/// The stops, from the picture to the answer: the first and the last convolution, and between them a depthwise convolution of
/// each size of map and each part of the network where what is found changes (of EfficientNet-Lite0).
pub(super) const STOPS: [Stop; 8] = [
    Stop { shown: Shown::Layer(WALK[0]), sentence: "inside-edges", size: [32, 112] },
    Stop { shown: Shown::Layer(WALK[1]), sentence: "inside-corners", size: [144, 28] },
    Stop { shown: Shown::Layer(WALK[2]), sentence: "inside-patterns", size: [240, 14] },
    Stop { shown: Shown::Layer(WALK[3]), sentence: "inside-parts", size: [672, 14] },
    Stop { shown: Shown::Layer(WALK[4]), sentence: "inside-things", size: [1152, 7] },
    Stop { shown: Shown::Layer(WALK[5]), sentence: "inside-last", size: [1280, 7] },
    Stop { shown: Shown::Known, sentence: "inside-known", size: [1000, 1] },
    Stop { shown: Shown::Reasons, sentence: "inside-answer", size: [6, 1] },
];

/// What hangs beside the live wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Beside {
    /// The same layer of a network with random weights.
    Random,
    /// The same tiles at a moment that was kept.
    Kept,
}

/// Where one stands, and the channel that was touched.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Walk {
    pub(super) place: usize,
    pub(super) channel: Option<usize>,
    /// What is to hang beside the wall.
    pub(super) beside: Option<Beside>,
}

impl Walk {
    /// The stop where one stands.
    pub(super) fn stop(self) -> Stop {
        STOPS[self.place.min(STOPS.len() - 1)]
    }

    /// The layer that is shown there.
    pub(super) fn layer(self) -> Option<Layer> {
        match self.stop().shown {
            Shown::Layer(layer) => Some(layer),
            Shown::Known | Shown::Reasons => None,
        }
    }

    /// The neuron that was touched.
    pub(super) fn neuron(self) -> Option<(Layer, usize)> {
        self.layer().zip(self.channel)
    }

    /// What is to be watched there.
    fn wish(self) -> WatchNetwork {
        let shown = self.stop().shown;
        WatchNetwork(Watched {
            layer: self.layer(),
            channel: self.neuron().map(|(_, channel)| channel),
            // A moment can only be kept, and compared with, as numbers.
            numbers: self.beside == Some(Beside::Kept),
            random: self.beside == Some(Beside::Random) && self.channel.is_none(),
            known: shown == Shown::Known,
            reasons: shown == Shown::Reasons,
        })
    }

    /// The same walk at another stop, where a moment of this layer is nothing to compare with.
    fn at(self, place: usize) -> Self {
        let beside = self.beside.filter(|beside| *beside == Beside::Random);
        Self { place: place.min(STOPS.len() - 1), channel: None, beside }
    }

    /// The same walk with this beside the wall, or no longer.
    fn toggled(self, beside: Beside) -> Self {
        Self { beside: if self.beside == Some(beside) { None } else { Some(beside) }, ..self }
    }
}

/// Every visitor begins at the beginning.
pub(super) fn begin(mut walk: ResMut<Walk>, mut watch: MessageWriter<WatchNetwork>) {
    *walk = Walk::default();
    watch.write(walk.wish());
}

/// The workshop may have watched something else.
pub(super) fn watch_again(walk: Res<Walk>, mut watch: MessageWriter<WatchNetwork>) {
    watch.write(walk.wish());
}

/// Nobody looks any more.
pub(super) fn end(
    mut watch: MessageWriter<WatchNetwork>,
    mut find: MessageWriter<FindExcitation>,
    mut cover: ResMut<CoverPicture>,
    mut look_back: ResMut<LookBack>,
) {
    watch.write(WatchNetwork::default());
    find.write(FindExcitation(None));
    *cover = CoverPicture::default();
    *look_back = LookBack::default();
}

/// Follows what visitors touch.
pub(super) fn follow_touches(
    mut activated: MessageReader<Activated>,
    mut swiped: MessageReader<Swiped>,
    mut walk: ResMut<Walk>,
    mut watch: MessageWriter<WatchNetwork>,
) {
    let before = *walk;
    let mut now = before;
    for Activated { control } in activated.read() {
        let number = |kind| control.of_kind(kind).and_then(|number| number.parse::<usize>().ok());
        now = match control {
            _ if *control == NEXT => now.at(now.place + 1),
            _ if *control == PREVIOUS => now.at(now.place.saturating_sub(1)),
            _ if *control == WALL => Walk { channel: None, ..now },
            _ if *control == RANDOM => now.toggled(Beside::Random),
            _ if *control == KEEP => now.toggled(Beside::Kept),
            _ => match (number(STOP), number(TILE)) {
                (Some(place), _) => now.at(place),
                (_, Some(channel)) => Walk { channel: Some(channel), ..now },
                _ => now,
            },
        };
    }
    for Swiped { forward } in swiped.read() {
        now = now.at(if *forward { now.place + 1 } else { now.place.saturating_sub(1) });
    }
    if now != before {
        *walk = now;
        watch.write(now.wish());
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
            .add_message::<Swiped>()
            .add_systems(Update, follow_touches);
        let mut touch = |control: ControlName| {
            app.world_mut().write_message(Activated { control });
            app.update();
            let watched: Vec<Watched> =
                app.world_mut().resource_mut::<Messages<WatchNetwork>>().drain().map(|watch| watch.0).collect();
            (*app.world().resource::<Walk>(), watched)
        };
        let layer = |layer| Watched { layer: Some(layer), ..Watched::default() };
        assert_eq!(touch(PREVIOUS).1, [], "there is nothing before the beginning");
        let (walk, watched) = touch(NEXT);
        assert_eq!((walk.place, watched), (1, vec![layer(Layer::Depthwise(3))]));
        assert_eq!(touch(RANDOM).1, [Watched { random: true, ..layer(Layer::Depthwise(3)) }]);
        let (walk, watched) = touch(ControlName::new("tile/7"));
        assert_eq!(walk.neuron(), Some((Layer::Depthwise(3), 7)));
        let alone = Watched { channel: Some(7), ..layer(Layer::Depthwise(3)) };
        assert_eq!(watched, [alone], "one neuron has no random one beside it");
        assert_eq!(touch(WALL).0.channel, None);
        assert_eq!(
            touch(KEEP).1,
            [Watched { numbers: true, ..layer(Layer::Depthwise(3)) }],
            "instead of the random one"
        );
        assert_eq!(touch(PREVIOUS).0.beside, None, "another layer");
        touch(RANDOM);
        assert_eq!(touch(ControlName::new("stop/5")).1, [Watched { random: true, ..layer(Layer::Head) }]);
        assert_eq!(touch(NEXT).1, [Watched { known: true, random: true, ..Watched::default() }]);
        for _ in 0..STOPS.len() {
            touch(NEXT);
        }
        let (walk, _) = touch(ControlName::new("tile/7"));
        assert_eq!((walk.place, walk.neuron()), (STOPS.len() - 1, None), "the answer has no neurons");
        assert!(touch(ControlName::new("stop/99")).0.place < STOPS.len());
    }

    #[test]
    fn the_sizes_said_are_those_of_the_network() {
        let layers = STOPS.iter().filter_map(|stop| match stop.shown {
            Shown::Layer(layer) => Some((layer.to_string(), stop.size)),
            _ => None,
        });
        let expected = [
            ("stem", [32, 112]),
            ("block03.dw", [144, 28]),
            ("block05.dw", [240, 14]),
            ("block10.dw", [672, 14]),
            ("block14.dw", [1152, 7]),
            ("head", [1280, 7]),
        ];
        assert_eq!(layers.collect::<Vec<_>>(), expected.map(|(name, size)| (name.to_owned(), size)));
    }
}
