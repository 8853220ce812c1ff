//! Limits: experiments that one plays with what one has taught, to see what the network cannot do, and challenges of teams.
//!
//! Each is data that anybody registers (`docs/PLUGINS.md`). This screen shows them as cards, leads through the steps of the one
//! that was chosen, and shows what was answered at each.

mod experiments;
mod page;
mod run;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::ContactSystems;

/// The screen.
pub const LIMITS: ScreenId = ScreenId("limits");
/// The state in which it is shown.
const SHOWN: CurrentScreen = CurrentScreen(LIMITS);

/// Adds the screen, and the experiments that ship.
pub struct LimitsPlugin;

impl Plugin for LimitsPlugin {
    fn build(&self, app: &mut App) {
        let owner = env!("CARGO_CRATE_NAME");
        app.receive_guest(owner)
            .register_screen(ScreenInfo {
                id: LIMITS,
                title: "limits-title",
                icon: "icons/flask.png",
                order: 40,
                owner,
            })
            .bring_words(&[
                ("en", "limits.ftl", include_str!("../locales/en/limits.ftl")),
                ("nl", "limits.ftl", include_str!("../locales/nl/limits.ftl")),
                ("fr", "limits.ftl", include_str!("../locales/fr/limits.ftl")),
                ("de", "limits.ftl", include_str!("../locales/de/limits.ftl")),
                ("es", "limits.ftl", include_str!("../locales/es/limits.ftl")),
            ])
            .init_resource::<run::Running>()
            .init_resource::<run::Looking>()
            .init_resource::<run::Turned>()
            .add_systems(OnEnter(SHOWN), page::enter)
            .add_systems(OnExit(SHOWN), run::leave)
            .add_systems(
                Update,
                run::follow_touches.after(ContactSystems).run_if(in_state(SHOWN)).in_set(ExhibitSystems::Sense),
            )
            .add_systems(Update, run::go_on.run_if(in_state(SHOWN)).in_set(ExhibitSystems::Decide))
            .add_systems(
                Update,
                run::forget.run_if(on_message::<EndVisit>).after(run::go_on).in_set(ExhibitSystems::Decide),
            )
            .add_systems(
                Update,
                (page::lay, page::show_looking).chain().run_if(in_state(SHOWN)).in_set(ExhibitSystems::Present),
            );
        for experiment in experiments::ALL {
            app.register_experiment(experiment);
        }
    }
}
