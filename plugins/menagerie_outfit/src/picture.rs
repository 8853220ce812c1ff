//! An output: a picture beside the mirror, still or moving, for as long as its class is answered.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, Kit, corner, mm};

use crate::pictures::{Moving, PictureKey};

/// Its parameter: the name of a picture of the library.
const NAME: &str = "name";
/// How long it stays when its class is answered no more, seconds: an answer that flickers does not make it flicker.
const STAYS_SECS: f32 = 0.6;
/// Its side and its distance from the mirror's window, percent of the window's.
const SIDE: [f32; 2] = [64.0, 46.0];
const BESIDE: f32 = 114.0;

/// The output that shows this picture of the library.
pub(super) fn output(name: &str) -> ClassOutput {
    ClassOutput { parameters: [(NAME.to_owned(), name.to_owned())].into(), ..ClassOutput::new(ClassOutput::PICTURE) }
}

/// The picture that a class has.
pub(super) fn picture_of(class: &Class) -> Option<PictureKey> {
    let output = class.output(ClassOutput::PICTURE)?;
    match &output.file {
        Some(file) => Some(PictureKey::Own(file.bytes.clone())),
        None => output.parameters.get(NAME).cloned().map(PictureKey::Library),
    }
}

/// The plate beside the mirror.
#[derive(Component)]
struct Plate;

/// Which picture is wanted there, and until when, seconds since the start.
#[derive(Resource, Default)]
struct Wanted(Option<(PictureKey, f32)>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Wanted>().add_systems(Update, (want, show).chain().in_set(ExhibitSystems::Present));
}

fn want(mut reacting: MessageReader<Reacting>, classes: Res<Classes>, time: Res<Time>, mut wanted: ResMut<Wanted>) {
    let now_secs = time.elapsed_secs();
    let surest = reacting.read().max_by(|one, other| one.degree.total_cmp(&other.degree));
    match surest.and_then(|answer| classes.get(answer.class)) {
        // Another answer takes it away at once.
        Some(class) => wanted.0 = picture_of(class).map(|picture| (picture, now_secs + STAYS_SECS)),
        None if wanted.0.as_ref().is_some_and(|(_, until_secs)| *until_secs <= now_secs) => wanted.0 = None,
        None => {}
    }
}

fn show(
    wanted: Res<Wanted>,
    aside: Res<LessonAside>,
    places: Query<(Entity, &SlotPlace)>,
    plates: Query<(Entity, &Moving), With<Plate>>,
    kit: Kit,
    mut commands: Commands,
) {
    // In a game others stand there.
    let wanted = wanted.0.as_ref().map(|(picture, _)| picture).filter(|_| !aside.0);
    let mut stands = false;
    for (plate, Moving(picture)) in &plates {
        if Some(picture) == wanted {
            stands = true;
        } else {
            commands.entity(plate).despawn();
        }
    }
    let place = places.iter().find(|(_, place)| place.0 == SlotId::MIRROR);
    if let (Some(picture), Some((mirror, _)), false) = (wanted, place, stands) {
        let side = SIDE[usize::from(kit.layout.arrangement == Arrangement::Portrait)];
        let node = Node {
            position_type: PositionType::Absolute,
            left: percent(BESIDE),
            bottom: percent(-8),
            width: percent(side),
            height: percent(side),
            border: UiRect::all(mm(1.0)),
            border_radius: corner(6.0),
            ..default()
        };
        let face = (BackgroundColor(kit.palette.plate), BorderColor::all(kit.palette.groove));
        let picture = Moving(picture.clone());
        let plate = (Name::new("picture of the answer"), Plate, picture, node, face);
        // The mirror may be gone by then.
        commands.entity(mirror).queue_silenced(move |mut mirror: EntityWorldMut| {
            mirror.with_child(plate);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_beside_the_mirror_while_its_class_is_answered() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin));
        app.init_resource::<Wanted>().add_systems(Update, want.in_set(ExhibitSystems::Present));
        app.insert_resource(bevy::time::TimeUpdateStrategy::ManualDuration(std::time::Duration::from_millis(100)));
        app.world_mut().resource_mut::<Classes>().0[0].outputs = vec![output("star")];
        let mut go_on = |updates: usize, answered: Option<u16>| {
            for _ in 0..updates {
                if let Some(class) = answered {
                    app.world_mut().write_message(Reacting { class: ClassId(class), degree: 0.9 });
                }
                app.update();
            }
            app.world().resource::<Wanted>().0.as_ref().map(|(picture, _)| picture.clone())
        };
        let star = Some(PictureKey::Library("star".into()));
        assert_eq!(go_on(1, Some(0)), star);
        assert_eq!(go_on(4, None), star, "it only flickers");
        assert_eq!(go_on(1, Some(1)), None, "that one has no picture");
        assert_eq!((go_on(2, Some(0)), go_on(10, None)), (star, None));
    }
}
