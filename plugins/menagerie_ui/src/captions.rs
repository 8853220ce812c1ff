//! Captions: what is heard is written over the mirror, or at the top of a screen without one, for as long as it takes to read.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::kit::Kit;
use crate::layout::{corner, mm};
use crate::text::{TextRole, TextSystems, phrase};

/// How long a caption stays, seconds.
const READ_SECS: f32 = 3.0;

/// A caption that stands there, and until when.
#[derive(Component, Debug)]
struct Caption {
    phrase: Phrase,
    until_secs: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (write_captions, take_captions_away).chain().after(ExhibitSystems::Present).before(TextSystems),
    );
}

/// Writes the newest caption; one that stands there already stays a while longer.
fn write_captions(
    mut heard: MessageReader<SoundHeard>,
    access: Res<Access>,
    time: Res<Time>,
    places: Query<(Entity, &SlotPlace)>,
    mut captions: Query<(Entity, &mut Caption)>,
    kit: Kit,
    mut commands: Commands,
) {
    let Some(SoundHeard { caption }) = heard.read().last() else { return };
    let find = |slot: SlotId| places.iter().find(|(_, place)| place.0 == slot).map(|(entity, _)| entity);
    let Some(place) = find(SlotId::MIRROR).or_else(|| find(SlotId::ABOVE_ALL)) else { return };
    if !access.captions {
        return;
    }
    let until_secs = time.elapsed_secs() + READ_SECS;
    for (entity, mut standing) in &mut captions {
        if standing.phrase == *caption {
            standing.until_secs = until_secs;
            return;
        }
        commands.entity(entity).despawn();
    }
    let plate = (
        Node {
            padding: UiRect::axes(mm(3.0), mm(1.2)),
            column_gap: mm(2.0),
            border_radius: corner(4.0),
            align_items: AlignItems::Center,
            ..default()
        },
        BackgroundColor(kit.palette.sheet),
        children![
            kit.icon("sound", 6.0),
            phrase(caption.clone(), &kit.fonts.medium, TextRole::Label, kit.palette.white)
        ],
    );
    let line = (
        Name::new("caption"),
        Caption { phrase: caption.clone(), until_secs },
        Node {
            position_type: PositionType::Absolute,
            left: mm(0.0),
            right: mm(0.0),
            bottom: mm(2.0),
            justify_content: JustifyContent::Center,
            ..default()
        },
    );
    commands.entity(place).queue_silenced(move |mut place: EntityWorldMut| {
        place.with_children(|place| {
            place.spawn(line).with_child(plate);
        });
    });
}

fn take_captions_away(
    access: Res<Access>,
    time: Res<Time>,
    captions: Query<(Entity, &Caption)>,
    mut commands: Commands,
) {
    for (entity, caption) in &captions {
        if !access.captions || time.elapsed_secs() >= caption.until_secs {
            commands.entity(entity).despawn();
        }
    }
}
