//! The inside of the network: who wants to see it says what, and looks at what comes. Nobody waits for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_lesson::{ActivationMap, ClassId, ClassMaps, ExampleId, Layer, LayerSummary, Picture};

use crate::camera::FrameId;

/// What of the network is watched; by default nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Watched {
    /// What this layer makes of what it sees; one that there is not shows nothing.
    pub layer: Option<Layer>,
    /// The channel of that layer that is looked at alone.
    pub channel: Option<usize>,
    /// Whether the numbers themselves are wanted. A network on a graphics device only draws them, which needs no way back; one on
    /// the CPU hands them out in any case.
    pub numbers: bool,
    /// What the same layer of a network with random weights makes of it, beside it.
    pub random: bool,
    /// What the network knew before it was taught anything here: its own names for what it sees, and which taught picture is
    /// most like it.
    pub known: bool,
    /// Where in the picture it is that speaks for each class.
    pub reasons: bool,
}

/// Wish: watch this from now on. The last wish counts. Watching makes each look a little longer, so whoever no longer shows it
/// wishes `Watched::default()`.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WatchNetwork(pub Watched);

/// Wish: before the network looks, a grey square, [`Self::SHARE`] as wide as the picture, is laid over this place of it,
/// 0..1 from the left and from the top as the camera sees it (the mirror shows it the other way round). Gone with `None`.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Default)]
pub struct CoverPicture(pub Option<Vec2>);

impl CoverPicture {
    /// Side of what is covered, as a share of the picture's.
    pub const SHARE: f32 = 0.25;
}

/// Fact: what was watched of the newest frame. Everything is empty while nothing is watched, before the first has come, and
/// while a model answers that does not show its layers.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct NetworkView {
    /// The frame it is about.
    pub frame: FrameId,
    /// What is known of the watched layer.
    pub summary: Option<Arc<LayerSummary>>,
    /// All of its numbers; on a graphics device only where they were asked for. Without them it is drawn in [`LayerTextures`].
    pub map: Option<Arc<ActivationMap>>,
    /// That of the network with random weights.
    pub random_map: Option<Arc<ActivationMap>>,
    /// The five most probable of the network's own names, best first: their number and probability.
    pub names: Vec<(usize, f32)>,
    /// The taught picture that is most like it, and how much: the cosine of their embeddings.
    pub nearest: Option<(ExampleId, f32)>,
    /// Where it is that speaks for each class; empty while a head answers that is not linear, too.
    pub reasons: Option<Arc<ClassMaps<ClassId>>>,
}

/// Where a network on the graphics device draws the watched layer, as in a mirror. Blank handles where none can.
#[derive(Resource, Debug, Clone, Default)]
pub struct LayerTextures {
    /// A tile for each channel, in their order, [`wall_columns`] beside each other, from the left and the top; a point of the map
    /// is a pixel.
    pub wall: Handle<Image>,
    /// The channel that is looked at alone as light: see [`ActivationScale::glow`](crate::activation_scale::ActivationScale::glow).
    pub glow: Handle<Image>,
}

/// How many tiles stand beside each other on a wall of so many: it is about as wide as high.
#[must_use]
pub fn wall_columns(tiles: usize) -> usize {
    (tiles as f32).sqrt().ceil().max(1.0) as usize
}

/// Fact: the network's own names for things, by language, once it is loaded.
#[derive(Resource, Debug, Clone, Default)]
pub struct NetworkLabels(pub BTreeMap<String, Arc<[String]>>);

impl NetworkLabels {
    /// The language whose names every other one falls back to.
    pub const FALLBACK: &str = "en";

    /// The name of this number in a language, else in English; empty where there is none.
    #[must_use]
    pub fn name(&self, language: &str, index: usize) -> &str {
        let names = self.0.get(language).or_else(|| self.0.get(Self::FALLBACK));
        names.and_then(|names| names.get(index)).map_or("", String::as_str)
    }
}

/// Fact: the filters of the first convolution, once the network is loaded: `[32][3, 3, 3]`, by channel, colour, row, column.
#[derive(Resource, Debug, Clone, Default)]
pub struct FirstFilters(pub Arc<[f32]>);

/// Of which pictures and of which channel one wants to know what excites it.
#[derive(Debug, Clone, PartialEq)]
pub struct Excitation {
    /// The pictures; the network takes the centre square of each.
    pub pictures: Vec<Arc<Picture>>,
    /// The layer.
    pub layer: Layer,
    /// The channel.
    pub channel: usize,
}

/// Wish: go back through the network and say what in these pictures excites a channel (guided backpropagation; Springenberg and
/// others 2014: deconvolution for networks that have no pooling).
/// The last wish counts: it ends what is still under way for earlier ones. `None` ends it, too.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct FindExcitation(pub Option<Excitation>);

/// Fact: what in one of the pictures excites the channel.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct ExcitationFound {
    /// The layer that was wished for.
    pub layer: Layer,
    /// Its channel.
    pub channel: usize,
    /// Number of the picture in the wish.
    pub picture: usize,
    /// `[3, 224, 224]`: red, green and blue, of both signs.
    pub values: Arc<[f32]>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<NetworkView>()
        .init_resource::<LayerTextures>()
        .init_resource::<NetworkLabels>()
        .init_resource::<CoverPicture>()
        .init_resource::<FirstFilters>()
        .add_message::<WatchNetwork>()
        .add_message::<FindExcitation>()
        .add_message::<ExcitationFound>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_the_language_or_in_english() {
        let list = |names: [&str; 2]| -> Arc<[String]> { names.map(String::from).into() };
        let labels = NetworkLabels(BTreeMap::from([
            ("en".into(), list(["tench", "goldfish"])),
            ("de".into(), list(["Schleie", "Goldfisch"])),
        ]));
        assert_eq!([labels.name("de", 1), labels.name("fr", 1), labels.name("de", 2)], ["Goldfisch", "goldfish", ""]);
    }
}
