//! An output: a lamp beside a class's creature, which glows while the class answers, the brighter the surer.
//!
//! A class has one when its outputs name the kind `lamp`. This crate is an example for plugins of one's own
//! (`docs/PLUGINS.md`): it knows only the words of core and the kit.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::mm;

/// The kind of output, as classes name it.
pub const KIND: &str = "lamp";
/// Side of the lamp, units.
const SIDE: f32 = 10.0;
/// How often it swells while its class answers, Hz: well below the two flashes a second that everybody bears.
const SWELLS_HZ: f32 = 0.8;
/// A lamp that is off, and one that is on.
const OFF: Color = Color::srgb(0.45, 0.43, 0.60);
const ON: Color = Color::srgb(1.0, 0.86, 0.35);

/// Hangs a lamp wherever a class asks for one.
pub struct LampPlugin;

impl Plugin for LampPlugin {
    fn build(&self, app: &mut App) {
        let owner = env!("CARGO_CRATE_NAME");
        app.receive_guest(owner)
            .register_output(OutputInfo { kind: KIND, title: "lamp-output", icon: "icons/lamp.png", owner })
            .bring_words(&[
                ("en", "lamp.ftl", include_str!("../locales/en/lamp.ftl")),
                ("nl", "lamp.ftl", include_str!("../locales/nl/lamp.ftl")),
                ("fr", "lamp.ftl", include_str!("../locales/fr/lamp.ftl")),
                ("de", "lamp.ftl", include_str!("../locales/de/lamp.ftl")),
                ("es", "lamp.ftl", include_str!("../locales/es/lamp.ftl")),
            ])
            .add_systems(Update, (hang_lamps, light_lamps).chain().in_set(ExhibitSystems::Present));
    }
}

/// The lamp of a class.
#[derive(Component, Debug)]
struct Lamp(ClassId);

/// A lamp for every card whose class asks for one; none where it no longer does.
fn hang_lamps(
    classes: Res<Classes>,
    places: Query<(Entity, &SlotPlace)>,
    lamps: Query<(Entity, &Lamp)>,
    assets: Res<AssetServer>,
    mut commands: Commands,
) {
    let wants_lamp = |class: ClassId| classes.get(class).is_some_and(|class| class.output(KIND).is_some());
    for (lamp, Lamp(class)) in &lamps {
        if !wants_lamp(*class) {
            commands.entity(lamp).despawn();
        }
    }
    for (place, SlotPlace(slot)) in &places {
        if let SlotId::Card(class) = slot
            && wants_lamp(*class)
            && lamps.iter().all(|(_, lamp)| lamp.0 != *class)
        {
            let node = Node { width: mm(SIDE), height: mm(SIDE), ..default() };
            let picture = ImageNode::new(assets.load("icons/lamp.png")).with_color(OFF);
            let lamp = (Name::new(KIND), Lamp(*class), SlotOrder(10), node, picture, UiTransform::IDENTITY);
            // The card may be gone by then.
            commands.entity(place).queue_silenced(move |mut place: EntityWorldMut| {
                place.with_child(lamp);
            });
        }
    }
}

/// Said by light and by size, not by colour alone.
fn light_lamps(
    mut reacting: MessageReader<Reacting>,
    access: Res<Access>,
    time: Res<Time>,
    mut lamps: Query<(&Lamp, &mut ImageNode, &mut UiTransform)>,
) {
    let answered: Vec<Reacting> = reacting.read().copied().collect();
    let wave = 0.5 - 0.5 * (time.elapsed_secs() * SWELLS_HZ * std::f32::consts::TAU).cos();
    let swell = if access.reduced_motion { 1.0 } else { 0.6 + 0.4 * wave };
    for (Lamp(class), mut picture, mut transform) in &mut lamps {
        let degree = answered.iter().find(|answer| answer.class == *class).map_or(0.0, |answer| answer.degree);
        let color = OFF.mix(&ON, degree * swell);
        if picture.color != color {
            picture.color = color;
            transform.scale = Vec2::splat(1.0 + 0.25 * degree * swell);
        }
    }
}
