//! How much is drawn for beauty alone. What says something is always there: plainly, it stands still.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;

use crate::access::Access;

/// How much the exhibit draws.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quality {
    /// Light flows, stars twinkle, a screen opens out of the one before.
    #[default]
    Full,
    /// As much as a processor can draw for want of a graphics card.
    Plain,
}

/// Who chooses the [`Quality`].
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QualityChoice {
    /// The exhibit, by how long its frames take.
    #[default]
    Auto,
    /// Somebody: this one, whatever it costs.
    Always(Quality),
}

/// That the graphics device is a processor. Whoever opens the device says so.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SoftwareGraphics(pub bool);

/// Whether effects are drawn: the one question that everything asks that moves or shines for beauty alone.
#[derive(SystemParam)]
pub struct Effects<'w> {
    quality: Res<'w, Quality>,
    access: Res<'w, Access>,
}

impl Effects<'_> {
    /// Not where frames are dear, nor before somebody who wants less movement.
    #[must_use]
    pub fn are_on(&self) -> bool {
        *self.quality == Quality::Full && !self.access.reduced_motion
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Quality>().init_resource::<QualityChoice>().init_resource::<SoftwareGraphics>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_need_a_fast_machine_and_somebody_who_likes_movement() {
        for (quality, reduced_motion, expected) in
            [(Quality::Full, false, true), (Quality::Full, true, false), (Quality::Plain, false, false)]
        {
            let mut world = World::new();
            world.insert_resource(quality);
            world.insert_resource(Access { reduced_motion, ..default() });
            let are_on = world.run_system_cached(|effects: Effects| effects.are_on());
            assert_eq!(are_on.ok(), Some(expected), "{quality:?} {reduced_motion}");
        }
    }
}
