//! An output: a sound of the library, or visitors' own, played when its class begins to be answered.

use std::collections::HashMap;

use bevy::prelude::*;
use menagerie_core::lesson::OutputFile;
use menagerie_core::prelude::*;

/// Its parameter: the name of the sound.
const NAME: &str = "name";
/// A class that has not been answered for so long begins anew, seconds: an answer that flickers is heard once.
const ANEW_SECS: f64 = 1.5;

/// When each class was answered last, seconds since the start.
#[derive(Resource, Debug, Default)]
struct Answered(HashMap<ClassId, f64>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Answered>().add_systems(Update, play.in_set(ExhibitSystems::Present));
}

/// The output that plays this sound.
pub(super) fn output(name: &str) -> ClassOutput {
    ClassOutput { parameters: [(NAME.to_owned(), name.to_owned())].into(), ..ClassOutput::new(ClassOutput::SOUND) }
}

/// The sound of the library that a class has.
pub(super) fn sound_of(class: &Class) -> Option<&str> {
    class.output(ClassOutput::SOUND)?.parameters.get(NAME).map(String::as_str)
}

/// Visitors' own sound that a class has.
pub(super) fn own_sound_of(class: &Class) -> Option<&OutputFile> {
    class.output(ClassOutput::SOUND)?.file.as_ref()
}

fn play(
    mut reacting: MessageReader<Reacting>,
    classes: Res<Classes>,
    time: Res<Time>,
    mut answered: ResMut<Answered>,
    mut play: MessageWriter<PlaySound>,
    mut play_own: MessageWriter<PlayOwnSound>,
) {
    let now_secs = time.elapsed_secs_f64();
    for Reacting { class, .. } in reacting.read() {
        let before = answered.0.insert(*class, now_secs);
        let is_new = before.is_none_or(|before_secs| now_secs - before_secs > ANEW_SECS);
        let Some(class) = classes.get(*class).filter(|_| is_new) else { continue };
        if let Some(name) = sound_of(class) {
            play.write(PlaySound::new(name));
        } else if let Some(file) = own_sound_of(class) {
            play_own.write(PlayOwnSound(file.bytes.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;

    use super::*;

    #[test]
    fn it_is_heard_once_for_each_time_the_class_begins_to_be_answered() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)));
        app.world_mut().resource_mut::<Classes>().0[0].outputs = vec![output("owl")];
        let mut go_on = |updates: usize, class: Option<u16>| -> usize {
            let mut heard = 0;
            for _ in 0..updates {
                if let Some(class) = class {
                    app.world_mut().write_message(Reacting { class: ClassId(class), degree: 0.9 });
                }
                app.update();
                heard += app.world_mut().resource_mut::<Messages<PlaySound>>().drain().count();
            }
            heard
        };
        assert_eq!(go_on(30, Some(0)), 1);
        assert_eq!(go_on(10, None) + go_on(5, Some(0)), 0, "it only flickered");
        assert_eq!(go_on(20, None) + go_on(5, Some(0)), 1);
        assert_eq!(go_on(5, Some(1)), 0, "that one has no sound");
    }
}
