//! An output: a sound of the library, played when its class begins to be answered.

use std::collections::HashMap;

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::worn;

/// The kind of output, as classes name it.
pub(super) const KIND: &str = "sound";
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
    ClassOutput { parameters: [(NAME.to_owned(), name.to_owned())].into(), ..ClassOutput::new(KIND) }
}

/// The sound that a class has.
pub(super) fn sound_of(class: &Class) -> Option<&str> {
    worn::output(class, KIND)?.parameters.get(NAME).map(String::as_str)
}

fn play(
    mut reacting: MessageReader<Reacting>,
    classes: Res<Classes>,
    time: Res<Time>,
    mut answered: ResMut<Answered>,
    mut play: MessageWriter<PlaySound>,
) {
    let now_secs = time.elapsed_secs_f64();
    for Reacting { class, .. } in reacting.read() {
        let before = answered.0.insert(*class, now_secs);
        let is_new = before.is_none_or(|before_secs| now_secs - before_secs > ANEW_SECS);
        if let Some(name) = classes.get(*class).and_then(sound_of).filter(|_| is_new) {
            play.write(PlaySound::new(name));
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
