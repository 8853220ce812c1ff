//! What is measured of the lesson: an examination of what is taught, the test, and the benefit of pretraining.

mod examination;
mod pretraining;
mod test;

use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((examination::plugin, test::plugin, pretraining::plugin));
}
