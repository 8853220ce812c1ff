//! The plugins that the exhibit can go on without: one line each. Take a line out, or add one; `cargo xtask new plugin NAME`
//! writes a plugin and its line.

use bevy::app::PluginGroupBuilder;

/// Adds them, in the order of their lines.
#[rustfmt::skip] // A line each.
pub(crate) fn add(group: PluginGroupBuilder) -> PluginGroupBuilder {
    group
        .add(menagerie_lamp::LampPlugin)
        .add(menagerie_sureness::SurenessPlugin)
        .add(menagerie_limits::LimitsPlugin)
        .add(menagerie_challenges::ChallengesPlugin)
        .add(menagerie_inside::InsidePlugin)
        .add(menagerie_outfit::OutfitPlugin)
    // The next one goes above this line.
}
