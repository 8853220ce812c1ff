//! The plugins that the exhibit can go on without: one line each. Take a line out, or add one; `cargo xtask new plugin NAME`
//! writes a plugin and its line.

use std::path::PathBuf;

use bevy::app::PluginGroupBuilder;

/// Adds them, in the order of their lines. `pictures_dirs`: folders with pictures for classes.
#[rustfmt::skip] // A line each.
pub(crate) fn add(group: PluginGroupBuilder, pictures_dirs: Vec<PathBuf>) -> PluginGroupBuilder {
    group
        .add(menagerie_lamp::LampPlugin)
        .add(menagerie_sureness::SurenessPlugin)
        .add(menagerie_limits::LimitsPlugin)
        .add(menagerie_challenges::ChallengesPlugin)
        .add(menagerie_inside::InsidePlugin)
        .add(menagerie_outfit::OutfitPlugin { pictures_dirs })
    // The next one goes above this line.
}
