//! The inside of the network: who wants to see it says which layer, and looks at what comes. Nobody waits for it.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_lesson::ActivationMap;

use crate::camera::FrameId;

/// Wish: watch what this block of the network makes of what it sees, 0 = the first (one that there is
/// not shows nothing); `None`: nothing any more. The last wish
/// counts. Watching makes each look a little longer, so whoever no longer shows it says so.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchLayer(pub Option<usize>);

/// Fact: what the watched layer made of the newest frame.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct NetworkView {
    /// The frame it is about.
    pub frame: FrameId,
    /// The map; `None` while nothing is watched, before the first has come, and while a model answers that does not show its
    /// layers.
    pub map: Option<Arc<ActivationMap>>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<NetworkView>().add_message::<WatchLayer>();
}
