//! The button that leads from the teaching screen to the outfit of a class: whoever touches a creature is offered to dress it.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::Kit;

use crate::choice::DRESS;

/// How long the offer stands after the touch, seconds.
const STANDS_SECS: f32 = 20.0;

/// The button on a class's card, and until when it stands, seconds since the start.
#[derive(Component)]
pub(super) struct DressButton {
    class: ClassId,
    until_secs: f32,
}

/// Offers it to whoever touches a creature that was taught something; one offer at a time.
pub(super) fn offer(
    mut touched: MessageReader<CreatureTouched>,
    (classes, aside, time): (Res<Classes>, Res<LessonAside>, Res<Time>),
    places: Query<(Entity, &SlotPlace)>,
    mut buttons: Query<(Entity, &mut DressButton)>,
    kit: Kit,
    mut commands: Commands,
) {
    let now_secs = time.elapsed_secs();
    let touched = touched.read().last().map(|touched| touched.class);
    for (entity, mut standing) in &mut buttons {
        if Some(standing.class) == touched {
            standing.until_secs = now_secs + STANDS_SECS;
        } else if touched.is_some() || standing.until_secs <= now_secs {
            commands.entity(entity).despawn();
        }
    }
    let Some(class) = touched.and_then(|class| classes.get(class)) else { return };
    let stands = buttons.iter().any(|(_, standing)| standing.class == class.id);
    let place = places.iter().find(|(_, place)| place.0 == SlotId::Card(class.id));
    // In a game everybody answers alike.
    if let (Some((place, _)), false, false) = (place, stands, aside.0 || class.counts.teach == 0) {
        let spoken = Phrase::new("outfit-dress").with("name", class.name.as_str());
        let button = kit.icon_button(ControlName::from(format!("{DRESS}/{}", class.id.0)), spoken, "outfit");
        let dress = DressButton { class: class.id, until_secs: now_secs + STANDS_SECS };
        // The card may be gone by then.
        commands.entity(place).queue_silenced(move |mut place: EntityWorldMut| {
            place.with_child((button, dress, SlotOrder(-10), ZIndex(2)));
        });
    }
}
