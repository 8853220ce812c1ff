//! The lesson on the screen: classes and pictures as people change them, what the network made of the pictures, and what the
//! worker is told of both.

pub(crate) mod capture;
pub(crate) mod editing;
pub(crate) mod embedding_cache;
pub(crate) mod opened_model;
mod settings;
mod variants;
mod visit;

use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((
        editing::plugin,
        visit::plugin,
        settings::plugin,
        embedding_cache::plugin,
        variants::plugin,
        opened_model::plugin,
        capture::plugin,
    ));
}
