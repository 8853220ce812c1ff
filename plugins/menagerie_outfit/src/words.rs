//! An output: words that are spoken when their class begins to be answered; the bubble on the teaching screen writes them.

use std::collections::HashMap;

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// A class that has not been answered for so long begins anew, seconds: an answer that flickers speaks once.
const ANEW_SECS: f64 = 3.0;

/// When each class was answered last, seconds since the start.
#[derive(Resource, Debug, Default)]
struct Answered(HashMap<ClassId, f64>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Answered>().add_systems(Update, speak.in_set(ExhibitSystems::Present));
}

/// Words as a class says them.
pub(super) fn sentence(words: &str) -> Phrase {
    Phrase::new("outfit-says").with("words", words)
}

fn speak(
    mut reacting: MessageReader<Reacting>,
    classes: Res<Classes>,
    time: Res<Time>,
    mut answered: ResMut<Answered>,
    mut say: MessageWriter<Say>,
) {
    let now_secs = time.elapsed_secs_f64();
    for Reacting { class, .. } in reacting.read() {
        let before = answered.0.insert(*class, now_secs);
        let is_new = before.is_none_or(|before_secs| now_secs - before_secs > ANEW_SECS);
        if let Some(class) = classes.get(*class).filter(|class| is_new && !class.says.is_empty()) {
            say.write(Say(sentence(&class.says)));
        }
    }
}
