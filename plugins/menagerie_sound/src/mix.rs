//! What should be heard now: decided from what the exhibit says, without any sound device.

use std::collections::HashSet;

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// Confidence below which a creature's loop is not heard: a murmur of everyone at once would be noise.
const SILENT_BELOW: f32 = 0.25;
/// How long a creature that was touched is heard, seconds, and how loud at first.
const GLAD_SECS: f32 = 1.4;
const GLAD: f32 = 0.6;
/// Most short sounds that wait to be played; more at once are a blur.
const MOST_SOUNDS: usize = 4;

/// What should be heard.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub struct Mix {
    /// Loudness of each creature's loop, 0..1, in the order of the [`CreatureCatalog`].
    pub loops: Vec<f32>,
    /// Short sounds to play once, by name, oldest first.
    pub sounds: Vec<String>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Mix>();
}

/// The answering creature is heard by degree of confidence; nothing is while something is being taught.
pub(super) fn mix_loops(
    creatures: Res<CreatureCatalog>,
    classes: Res<Classes>,
    capturing: Res<Capturing>,
    prediction: Res<LatestPrediction>,
    time: Res<Time>,
    mut touched: MessageReader<CreatureTouched>,
    mut glad: Local<Option<(ClassId, f32)>>,
    mut mix: ResMut<Mix>,
) {
    mix.loops.clear();
    *glad = match touched.read().last() {
        Some(CreatureTouched { class }) => Some((*class, GLAD_SECS)),
        None => glad.map(|(class, secs)| (class, secs - time.delta_secs())).filter(|(_, secs)| *secs > 0.0),
    };
    let glad = glad.and_then(|(class, secs)| Some((classes.get(class)?, GLAD * secs / GLAD_SECS)));
    let answering = match prediction.answer {
        Answer::Class(class) if capturing.0.is_none() => classes.get(class),
        _ => None,
    };
    mix.loops.extend(creatures.0.iter().map(|creature| {
        let class = answering.filter(|class| creatures.is_called(creature, &class.creature));
        let answers = class.map_or(0.0, |class| loudness(prediction.confidence_in(class.id)));
        let is_glad = glad.filter(|(class, _)| creatures.is_called(creature, &class.creature));
        is_glad.map_or(answers, |(_, loudness)| answers.max(loudness))
    }));
}

/// Loudness 0..1 of a loop for a confidence 0..1.
fn loudness(confidence: f32) -> f32 {
    ((confidence - SILENT_BELOW) / (1.0 - SILENT_BELOW)).clamp(0.0, 1.0)
}

/// Loudness from which on a loop is worth a caption.
const CAPTIONED: f32 = 0.15;

/// Says who begins to sing, for those who do not hear it.
pub(super) fn caption_loops(
    mix: Res<Mix>,
    classes: Res<Classes>,
    creatures: Res<CreatureCatalog>,
    mut sings: Local<Option<usize>>,
    mut heard: MessageWriter<SoundHeard>,
) {
    let loudest = mix.loops.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
    let now = loudest.filter(|(_, loudness)| **loudness >= CAPTIONED).map(|(place, _)| place);
    if now != *sings
        && let Some(creature) = now.and_then(|place| creatures.0.get(place))
    {
        let class = classes.0.iter().find(|class| creatures.is_called(creature, &class.creature));
        let name = class.map_or(creature.title.as_str(), |class| class.name.as_str());
        heard.write(SoundHeard { caption: Phrase::new("caption-sings").with("name", name) });
    }
    *sings = now;
}

/// Short sounds for what just happened.
pub(super) fn sound_events(
    mut captured: MessageReader<ExampleCaptured>,
    mut forgotten: MessageReader<PicturesRemoved>,
    mut play: MessageWriter<PlaySound>,
) {
    play.write_batch(captured.read().map(|example| PlaySound::new(if example.completes { "done" } else { "capture" })));
    // One bad picture goes quietly.
    if forgotten.read().filter(|forgotten| forgotten.0 > 1).count() > 0 {
        play.write(PlaySound::new("reset"));
    }
}

/// Puts what somebody wants to hear into the mix; what there is not is said once.
pub(super) fn collect_sounds(
    mut wanted: MessageReader<PlaySound>,
    catalog: Res<SoundCatalog>,
    mut missed: Local<HashSet<String>>,
    mut mix: ResMut<Mix>,
) {
    for PlaySound(name) in wanted.read() {
        if catalog.has(name) {
            mix.sounds.push(name.clone());
        } else if missed.insert(name.clone()) {
            warn!(
                "there is no sound \"{name}\"; put {name}.wav into assets/sounds, or recreate it with cargo xtask sounds"
            );
        }
    }
    let surplus = mix.sounds.len().saturating_sub(MOST_SOUNDS);
    mix.sounds.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
            .add_systems(Update, (mix_loops, sound_events, collect_sounds).chain());
        let found = ["pim", "tuft", "bobo"].map(|name| CreatureEntry::new(name, ""));
        app.insert_resource(CreatureCatalog(found.to_vec()));
        app
    }

    fn answer_purple(app: &mut App, confidence: f32) {
        *app.world_mut().resource_mut::<LatestPrediction>() = LatestPrediction {
            frame: FrameId(1),
            confidence: vec![(ClassId(0), 1.0 - confidence), (ClassId(1), confidence)],
            known: 1.0,
            answer: Answer::Class(ClassId(1)),
        };
        app.update();
    }

    #[test]
    fn the_surer_the_louder_and_only_the_one_that_answers() {
        let mut app = app();
        answer_purple(&mut app, 0.7);
        let unsure = app.world().resource::<Mix>().loops.clone();
        answer_purple(&mut app, 0.99);
        let sure = app.world().resource::<Mix>().loops.clone();
        assert!(unsure[1] > 0.3 && sure[1] > unsure[1], "{unsure:?} {sure:?}");
        assert_eq!((sure[0], sure[2]), (0.0, 0.0));
    }

    #[test]
    fn a_creature_that_is_touched_is_heard_for_a_moment() {
        let mut app = app();
        app.insert_resource(bevy::time::TimeUpdateStrategy::ManualDuration(std::time::Duration::from_millis(100)));
        app.world_mut().write_message(CreatureTouched { class: ClassId(2) });
        app.update();
        let loops = app.world().resource::<Mix>().loops.clone();
        assert!(loops[2] > 0.5 && loops[0] == 0.0, "{loops:?}");
        for _ in 0..20 {
            app.update();
        }
        assert_eq!(app.world().resource::<Mix>().loops, [0.0; 3]);
    }

    #[test]
    fn nothing_is_heard_while_something_is_taught() {
        let mut app = app();
        app.world_mut().resource_mut::<Capturing>().0 = Some(ClassId(0));
        answer_purple(&mut app, 0.99);
        assert_eq!(app.world().resource::<Mix>().loops, [0.0; 3]);
    }

    #[test]
    fn a_sound_is_played_by_its_name_and_one_that_is_missing_is_not() {
        let mut app = app();
        let done = SoundEntry { name: "done".into(), files: Vec::new() };
        app.insert_resource(SoundCatalog(vec![done]));
        app.world_mut().write_message_batch(["done", "nowhere"].map(PlaySound::new));
        app.update();
        assert_eq!(app.world().resource::<Mix>().sounds, ["done"]);
    }
}
