//! Whose outfit is chosen, and what touching a control changes about it.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::worn::output;
use crate::{confetti, sound};

/// The first parts of the names of controls: a class, a sound, an output that is there or not.
pub(super) const CLASS: &str = "wear";
pub(super) const SOUND: &str = "sound";
pub(super) const TOGGLE: &str = "toggle";
/// No sound.
pub(super) const SILENT: ControlName = ControlName::new("outfit/silent");
/// Another creature.
pub(super) const CREATURE: ControlName = ControlName::new("outfit/creature");
/// The sounds before, and those after.
pub(super) const EARLIER: ControlName = ControlName::new("outfit/earlier");
pub(super) const LATER: ControlName = ControlName::new("outfit/later");

/// Outputs that a class has or has not.
pub(super) const TOGGLES: [&str; 2] = [confetti::KIND, "lamp"];

/// Whose outfit is chosen, and which page of sounds is shown.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Choice {
    pub(super) class: Option<ClassId>,
    pub(super) page: usize,
}

/// It begins with who was taught first.
pub(super) fn begin(classes: Res<Classes>, mut choice: ResMut<Choice>) {
    let taught = classes.0.iter().find(|class| class.counts.teach > 0);
    *choice = Choice { class: taught.or(classes.0.first()).map(|class| class.id), page: 0 };
}

/// The outputs of a class with another one of this kind, or without any. Those that nobody here understands stay.
fn with(class: &Class, kind: &str, other: Option<ClassOutput>) -> Vec<ClassOutput> {
    class.outputs.iter().filter(|output| output.kind != kind).cloned().chain(other).collect()
}

/// Follows what visitors touch. What is chosen is heard and seen at once.
pub(super) fn follow_touches(
    mut activated: MessageReader<Activated>,
    classes: Res<Classes>,
    creatures: Res<CreatureCatalog>,
    mut choice: ResMut<Choice>,
    mut change: MessageWriter<ChangeLesson>,
    mut play: MessageWriter<PlaySound>,
    mut touched: MessageWriter<CreatureTouched>,
    mut burst: MessageWriter<confetti::Burst>,
) {
    for Activated { control } in activated.read() {
        if *control == EARLIER {
            choice.page = choice.page.saturating_sub(1);
        } else if *control == LATER {
            choice.page += 1;
        } else if let Some(id) = control.of_kind(CLASS).and_then(|id| id.parse().ok()) {
            choice.class = Some(ClassId(id));
            touched.write(CreatureTouched { class: ClassId(id) });
        }
        let Some(class) = choice.class.and_then(|class| classes.get(class)) else { continue };
        if let Some(name) = control.of_kind(SOUND) {
            change.write(ChangeLesson::SetOutputs(class.id, with(class, sound::KIND, Some(sound::output(name)))));
            play.write(PlaySound::new(name));
            touched.write(CreatureTouched { class: class.id });
        } else if *control == SILENT {
            change.write(ChangeLesson::SetOutputs(class.id, with(class, sound::KIND, None)));
        } else if let Some(kind) = control.of_kind(TOGGLE).filter(|kind| TOGGLES.contains(kind)) {
            let other = output(class, kind).is_none().then(|| ClassOutput::new(kind));
            if other.is_some() && kind == confetti::KIND {
                burst.write(confetti::Burst { class: class.id });
            }
            change.write(ChangeLesson::SetOutputs(class.id, with(class, kind, other)));
        } else if *control == CREATURE
            && let Some(name) = next_creature(&creatures, &classes, class)
        {
            change.write(ChangeLesson::RecastClass(class.id, name));
            touched.write(CreatureTouched { class: class.id });
        }
    }
}

/// The creature after that of a class, of those that are offered: one that no other class has, as long as there is one.
fn next_creature(creatures: &CreatureCatalog, classes: &Classes, class: &Class) -> Option<String> {
    let offered: Vec<&CreatureEntry> = creatures.offered().collect();
    let now = offered.iter().position(|creature| creatures.is_called(creature, &class.creature));
    let first = now.map_or(0, |now| now + 1);
    let after = || offered.iter().cycle().skip(first).take(offered.len());
    let others = || classes.0.iter().filter(|other| other.id != class.id);
    let is_free = |creature: &&&CreatureEntry| others().all(|other| !creatures.is_called(creature, &other.creature));
    after().find(is_free).or_else(|| after().next()).map(|creature| creature.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .add_message::<confetti::Burst>()
            .insert_resource(CreatureCatalog(["pim", "tuft"].map(|name| CreatureEntry::new(name, "")).into()))
            .init_resource::<Choice>()
            .add_systems(Startup, begin)
            .add_systems(Update, follow_touches);
        app.update();
        app
    }

    fn touch(app: &mut App, control: &'static str) -> Vec<ChangeLesson> {
        app.world_mut().write_message(Activated { control: ControlName::new(control) });
        app.update();
        app.world_mut().resource_mut::<Messages<ChangeLesson>>().drain().collect()
    }

    #[test]
    fn a_sound_is_chosen_heard_and_takes_the_place_of_another() {
        let mut app = app();
        let strange = ClassOutput::new("bubbles");
        app.world_mut().resource_mut::<Classes>().0[1].outputs = vec![sound::output("owl"), strange.clone()];
        touch(&mut app, "wear/1");
        let wished = touch(&mut app, "sound/boing");
        let expected = vec![strange.clone(), sound::output("boing")];
        assert_eq!(wished, [ChangeLesson::SetOutputs(ClassId(1), expected)], "what nobody understands stays");
        let heard: Vec<PlaySound> = app.world_mut().resource_mut::<Messages<PlaySound>>().drain().collect();
        assert_eq!(heard, [PlaySound::new("boing")]);
        assert_eq!(touch(&mut app, "outfit/silent"), [ChangeLesson::SetOutputs(ClassId(1), vec![strange])]);
    }

    #[test]
    fn confetti_and_lamp_come_and_go_and_nothing_else_can_be_wished() {
        let mut app = app();
        let lamp = vec![ClassOutput::new("lamp")];
        assert_eq!(touch(&mut app, "toggle/lamp"), [ChangeLesson::SetOutputs(ClassId(0), lamp.clone())]);
        app.world_mut().resource_mut::<Classes>().0[0].outputs = lamp;
        assert_eq!(touch(&mut app, "toggle/lamp"), [ChangeLesson::SetOutputs(ClassId(0), Vec::new())]);
        assert_eq!(touch(&mut app, "toggle/rocket"), []);
    }

    #[test]
    fn another_creature_is_one_that_nobody_else_has_as_long_as_there_is_one() {
        let mut app = app();
        let names = ["pim", "tuft", "bobo", "koro"].map(|name| CreatureEntry::new(name, ""));
        app.insert_resource(CreatureCatalog(names.into()));
        assert_eq!(touch(&mut app, "outfit/creature"), [ChangeLesson::RecastClass(ClassId(0), "koro".into())]);
        app.world_mut().resource_mut::<Classes>().0[0].creature = "koro".into();
        assert_eq!(touch(&mut app, "outfit/creature"), [ChangeLesson::RecastClass(ClassId(0), "pim".into())]);
        app.insert_resource(CreatureCatalog(["tuft", "bobo"].map(|name| CreatureEntry::new(name, "")).into()));
        assert_eq!(touch(&mut app, "outfit/creature"), [ChangeLesson::RecastClass(ClassId(0), "tuft".into())]);
    }
}
