//! Guests: plugins that the exhibit can go on without. One that panics in a system is reported and switched off: its
//! systems are taken out of every schedule, its screens and outputs are forgotten, and whoever stands on its screen is
//! led home. The exhibit's own rooms are only reported: without them there would be nothing to go on with.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use bevy::app::MainScheduleOrder;
use bevy::ecs::error::{BevyError, ErrorContext};
use bevy::ecs::schedule::{InternedScheduleLabel, ScheduleCleanupPolicy, ScheduleLabel};
use bevy::prelude::*;

use crate::experiments::{Challenges, Experiments};
use crate::outputs::Outputs;
use crate::screen::{CurrentScreen, GoHome, Screens};

/// Most panics that wait to be looked into; each is looked into after its update.
const MOST_WAITING: usize = 16;

/// Systems that panicked since this was looked at. Bevy's handler of errors is a plain function, so this is global.
static PANICKED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The crates whose plugins can be switched off.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct Guests(Vec<&'static str>);

/// Fact: a plugin panicked and was switched off.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct SwitchedOff {
    /// Its crate.
    pub owner: String,
}

/// Receiving guests on the app.
pub trait ReceiveGuest {
    /// Says that the plugins of this crate (`env!("CARGO_CRATE_NAME")`) can be switched off.
    fn receive_guest(&mut self, owner: &'static str) -> &mut Self;
}

impl ReceiveGuest for App {
    fn receive_guest(&mut self, owner: &'static str) -> &mut Self {
        self.init_resource::<Guests>();
        self.world_mut().resource_mut::<Guests>().0.push(owner);
        self
    }
}

/// How many systems and commands have failed in this program.
static FAILED: AtomicUsize = AtomicUsize::new(0);

/// How many systems and commands have failed in this program so far.
#[must_use]
pub fn failures() -> usize {
    FAILED.load(Ordering::Relaxed)
}

/// What Bevy calls when a system fails or panics: it is logged and skipped for this frame, and a panic is remembered.
pub fn report_error(mut error: BevyError, context: ErrorContext) {
    if error.take_payload().is_some() {
        let name = match &context {
            ErrorContext::RunCondition { system, .. } => system.to_string(),
            other => other.name().to_string(),
        };
        let mut panicked = PANICKED.lock().unwrap_or_else(PoisonError::into_inner);
        if panicked.len() < MOST_WAITING {
            panicked.push(name);
        }
    }
    FAILED.fetch_add(1, Ordering::Relaxed);
    bevy::ecs::error::error(error, context);
}

/// After everything else of an update: no schedule of it runs then.
#[derive(ScheduleLabel, Debug, Clone, PartialEq, Eq, Hash)]
struct AfterUpdate;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Guests>()
        .add_message::<SwitchedOff>()
        .init_schedule(AfterUpdate)
        .add_systems(AfterUpdate, switch_off);
    if let Some(mut order) = app.world_mut().get_resource_mut::<MainScheduleOrder>() {
        order.insert_after(Last, AfterUpdate);
    }
}

/// The crate of a system: the first part of its path, `menagerie_lamp::blink` or `<menagerie_lamp::..`.
fn crate_of(system: &str) -> &str {
    let path = system.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
    path.split("::").next().unwrap_or(path)
}

fn switch_off(world: &mut World) {
    let panicked = std::mem::take(&mut *PANICKED.lock().unwrap_or_else(PoisonError::into_inner));
    for system in panicked {
        let owner = crate_of(&system);
        let guests = &world.resource::<Guests>().0;
        if !guests.contains(&owner) {
            continue;
        }
        let removed = remove_systems(world, owner);
        if removed == 0 {
            // It was switched off already, together with what panicked first.
            continue;
        }
        error!("{owner} panicked in {system} and is switched off ({removed} systems); the exhibit goes on without it");
        let gone = world.resource_mut::<Screens>().forget(owner);
        world.resource_mut::<Outputs>().forget(owner);
        world.resource_mut::<Experiments>().forget(owner);
        world.resource_mut::<Challenges>().forget(owner);
        if gone.contains(&world.resource::<State<CurrentScreen>>().get().0) {
            world.write_message(GoHome);
        }
        world.write_message(SwitchedOff { owner: owner.to_owned() });
    }
}

/// Takes a crate's systems out of every schedule.
fn remove_systems(world: &mut World, owner: &str) -> usize {
    let labels: Vec<InternedScheduleLabel> =
        world.resource::<Schedules>().iter().map(|(_, schedule)| schedule.label()).collect();
    let mut removed = 0;
    for label in labels {
        let outcome = world.try_schedule_scope(label, |world, schedule| {
            let sets: Vec<_> = match schedule.systems() {
                Ok(systems) => systems
                    .filter(|(_, system)| crate_of(&system.name().to_string()) == owner)
                    .flat_map(|(_, system)| system.default_system_sets())
                    .collect(),
                // It has never run, so nothing of it can have panicked.
                Err(_) => Vec::new(),
            };
            for set in sets {
                match schedule.remove_systems_in_set(set, world, ScheduleCleanupPolicy::RemoveSystemsOnly) {
                    Ok(count) => removed += count,
                    Err(error) => warn!("{owner}: a system in {label:?} stays: {error:?}"),
                }
            }
        });
        if let Err(error) = outcome {
            warn!("{label:?} cannot be looked into: {error}");
        }
    }
    removed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_belongs_to_the_crate_its_path_begins_with() {
        for (system, owner) in [
            ("menagerie_lamp::blink", "menagerie_lamp"),
            ("<menagerie_lamp::Lamp as bevy::Plugin>::build::{{closure}}", "menagerie_lamp"),
            ("alone", "alone"),
        ] {
            assert_eq!(crate_of(system), owner);
        }
    }

    #[derive(Resource, Default)]
    struct Runs(usize);

    fn works(mut runs: ResMut<Runs>) {
        runs.0 += 1;
    }

    fn fails() {
        panic!("as planned");
    }

    #[test]
    fn a_guest_that_panics_is_switched_off_whole_and_everybody_else_goes_on() {
        use crate::screen::{RegisterScreen, ScreenId, ScreenInfo};
        // Systems of this test belong to this crate.
        let owner = env!("CARGO_CRATE_NAME");
        let screen = ScreenInfo { id: ScreenId("lamp"), title: "lamp", icon: "x.png", order: 1, owner };
        let mut app = App::new();
        app.add_plugins(MinimalPlugins)
            .set_error_handler(report_error)
            .add_plugins((crate::screen::plugin, plugin))
            .init_resource::<Outputs>()
            .init_resource::<Experiments>()
            .init_resource::<Challenges>()
            .init_resource::<Runs>()
            .register_screen(screen)
            .add_systems(Update, works)
            .add_systems(Last, fails.run_if(|runs: Res<Runs>| runs.0 >= 3));
        let updates = |app: &mut App, count: usize| (0..count).for_each(|_| app.update());
        updates(&mut app, 5);
        assert_eq!(app.world().resource::<Runs>().0, 5, "who is no guest is skipped for a frame, and goes on");
        app.receive_guest(owner);
        updates(&mut app, 5);
        assert_eq!(app.world().resource::<Runs>().0, 6, "a guest runs once more, panics, and is gone with all it had");
        assert_eq!(app.world().resource::<Screens>().iter().count(), 0);
    }
}
