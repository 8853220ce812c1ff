//! What other rooms may know of the network: the face of the backbone and of the head. The door to them is the
//! worker of the room `menagerie_learning`.

use bevy::prelude::*;

/// Which device is to run the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeviceChoice {
    /// The GPU if there is a real one, else the CPU.
    #[default]
    Auto,
    /// The graphics device, whatever it is; the CPU when that fails.
    Gpu,
    /// The CPU.
    Cpu,
}

/// Fact: the graphics device is lost. The program is about to leave, to be started again by its supervisor: whoever has
/// something to save saves it in this update.
#[derive(Message, Debug, Clone)]
pub struct GraphicsLost {
    /// What the driver said.
    pub reason: String,
}

/// The backbone's state.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum BackboneState {
    /// Its weights are being loaded.
    #[default]
    Loading,
    /// It answers.
    Ready,
    /// It could not be loaded: the reason and the remedy.
    Failed(String),
}

/// The pretrained network.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct Backbone {
    /// Its name, for example `EfficientNet-Lite0`.
    pub network: String,
    /// What it runs on, for example `CPU, 2 threads`.
    pub device: String,
    /// Why it runs there.
    pub device_reason: String,
    /// Convolution layers it has.
    pub layers: usize,
    /// Loading, ready or failed.
    pub state: BackboneState,
    /// Time the worker took for its newest picture, milliseconds.
    pub millis: f32,
}

/// The small head that visitors teach.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct Head {
    /// Which kind answered last: `knn`, `ridge`, `softmax`; empty before the first answer.
    pub kind: String,
    /// Classes it knows.
    pub classes: usize,
    /// Incremented with every change to what it was taught.
    pub version: u64,
}

/// An imported model that answers unchanged, in place of the head that visitors teach.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenedModel(pub Option<String>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Backbone>()
        .init_resource::<Head>()
        .init_resource::<OpenedModel>()
        .add_message::<GraphicsLost>();
}
