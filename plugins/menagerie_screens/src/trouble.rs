//! What went wrong and stands on the visitors' screen until it is mended, or for as long as it takes to read.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, Kit, TextRole, corner, mm, phrase};

/// How long a refusal is shown, seconds.
const READ_SECS: f32 = 8.0;

/// A sentence about something that was refused, and until when it stands there.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub(super) struct Refused(Option<(Phrase, f64)>);

/// The plate on which trouble stands.
#[derive(Component)]
pub(super) struct TroublePlate(Phrase);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Refused>().add_systems(Update, hear.in_set(ExhibitSystems::Present));
}

/// Hears what did not go well. The workshop, where it is open, says it in all its words.
fn hear(mut notices: MessageReader<Notice>, time: Res<Time>, mut refused: ResMut<Refused>) {
    let now_secs = time.elapsed_secs_f64();
    if notices.read().any(|notice| notice.is_failure) {
        refused.0 = Some((Phrase::new("trouble-refused"), now_secs + f64::from(READ_SECS)));
    } else if refused.0.as_ref().is_some_and(|(_, until_secs)| now_secs >= *until_secs) {
        refused.0 = None;
    }
}

/// Shows the worst of it.
pub(super) fn show_trouble(
    refused: Res<Refused>,
    standing: Res<SavingTrouble>,
    plates: Query<(Entity, &TroublePlate)>,
    places: Query<(Entity, &SlotPlace)>,
    kit: Kit,
    mut commands: Commands,
) {
    let lasting = standing.0.as_ref().map(|trouble| {
        let key = match trouble {
            Trouble::NotSaved => "trouble-not-saved",
            Trouble::NotOpened => "trouble-not-opened",
        };
        Phrase::new(key)
    });
    let wanted = lasting.or_else(|| refused.0.clone().map(|(phrase, _)| phrase));
    if plates.iter().map(|(_, plate)| &plate.0).eq(wanted.iter()) {
        return;
    }
    for (entity, _) in &plates {
        commands.entity(entity).despawn();
    }
    let (Some(wanted), Some((place, _))) = (wanted, places.iter().find(|(_, place)| place.0 == SlotId::ABOVE_ALL))
    else {
        return;
    };
    commands.entity(place).with_children(|place| {
        place.spawn((TroublePlate(wanted.clone()), over_mirror(kit.layout.arrangement))).with_child((
            Node {
                padding: UiRect::axes(mm(5.0), mm(3.0)),
                column_gap: mm(3.0),
                border: UiRect::all(mm(1.0)),
                border_radius: corner(6.0),
                align_items: AlignItems::Center,
                ..default()
            },
            BackgroundColor(kit.palette.sheet),
            BorderColor::all(kit.palette.warning),
            children![
                kit.icon("warning", 9.0),
                (
                    Node { flex_shrink: 1.0, ..default() },
                    phrase(wanted, &kit.fonts.bold, TextRole::Label, kit.palette.white)
                )
            ],
        ));
    });
}

/// Where it covers nothing that is written: over the mirror, above the captions that stand at its lower end.
fn over_mirror(arrangement: Arrangement) -> Node {
    let (top, bottom) = match arrangement {
        Arrangement::Landscape => (auto(), percent(64.5)),
        Arrangement::Portrait => (percent(1), auto()),
    };
    Node {
        position_type: PositionType::Absolute,
        left: percent(10),
        right: percent(10),
        top,
        bottom,
        justify_content: JustifyContent::Center,
        ..default()
    }
}
