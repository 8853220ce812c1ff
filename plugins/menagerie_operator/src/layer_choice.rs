//! What the page of layers remembers between two frames.

use std::sync::Arc;

use bevy_egui::egui::TextureHandle;
use menagerie_core::prelude::*;

/// What was chosen, and what was drawn of it.
#[derive(Default)]
pub(crate) struct LayerChoice {
    /// Place of the layer among all that can be watched.
    pub(crate) layer: usize,
    pub(crate) channel: usize,
    /// What was wished to be watched.
    pub(crate) watched: Option<Layer>,
    /// The map that the texture shows, and the texture.
    pub(crate) drawn: Option<(Arc<ActivationMap>, usize)>,
    pub(crate) texture: Option<TextureHandle>,
}
