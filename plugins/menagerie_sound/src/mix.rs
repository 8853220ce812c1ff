//! What should be heard now: decided from what the exhibit says, without any sound device.

use std::collections::HashSet;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::lesson::elided;
use menagerie_core::prelude::*;

/// Confidence below which a voice is not heard: a murmur of everyone at once would be noise.
const SILENT_BELOW: f32 = 0.25;
/// How long a creature that was touched is heard, seconds, and how loud at first.
const GLAD_SECS: f32 = 1.4;
const GLAD: f32 = 0.6;
/// Most short sounds that wait to be played; more at once are a blur.
const MOST_SOUNDS: usize = 4;

/// What should be heard.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub struct Mix {
    /// How loud all of it is.
    pub volume: Volume,
    /// Loudness of each creature's loop, 0..1, in the order of the [`CreatureCatalog`].
    pub loops: Vec<f32>,
    /// Short sounds to play once, oldest first.
    pub sounds: Vec<ShortSound>,
}

/// A short sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShortSound {
    /// One of the catalog, by name.
    Named(String),
    /// Somebody's own, the bytes of its file.
    Own(Arc<[u8]>),
}

impl From<&str> for ShortSound {
    fn from(name: &str) -> Self {
        Self::Named(name.to_owned())
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Mix>();
}

/// Each class is a voice and is heard by degree of confidence, so that two that hesitate between are heard together; classes
/// with the same creature are one voice. Nothing is heard while something is being taught, or of what was never seen.
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
    *glad = match touched.read().last() {
        Some(CreatureTouched { class }) => Some((*class, GLAD_SECS)),
        None => glad.map(|(class, secs)| (class, secs - time.delta_secs())).filter(|(_, secs)| *secs > 0.0),
    };
    let voices = creatures.0.iter().map(|creature| {
        if capturing.0.is_some() {
            return 0.0;
        }
        let its_own = || classes.0.iter().filter(|class| creatures.is_called(creature, &class.creature));
        let sure: f32 = match prediction.answer {
            Answer::NeverSeen => 0.0,
            Answer::Nobody | Answer::Class(_) => its_own().map(|class| prediction.confidence_in(class.id)).sum(),
        };
        let is_glad = glad.filter(|(class, _)| its_own().any(|its_own| its_own.id == *class));
        loudness(sure).max(is_glad.map_or(0.0, |(_, secs)| GLAD * secs / GLAD_SECS))
    });
    mix.loops.clear();
    mix.loops.extend(voices);
}

/// Loudness 0..1 of a loop for a confidence 0..1.
fn loudness(confidence: f32) -> f32 {
    ((confidence - SILENT_BELOW) / (1.0 - SILENT_BELOW)).clamp(0.0, 1.0)
}

/// Loudness from which on a loop is worth a caption.
const CAPTIONED: f32 = 0.15;
/// Letters of a name in a caption, at most: it must not fill the mirror.
const CAPTION_LETTERS: usize = 16;

/// Says who begins to sing, for those who do not hear it. Who has been named is named again only after a silence.
pub(super) fn caption_loops(
    mix: Res<Mix>,
    classes: Res<Classes>,
    creatures: Res<CreatureCatalog>,
    prediction: Res<LatestPrediction>,
    mut named: Local<Vec<bool>>,
    mut heard: MessageWriter<SoundHeard>,
) {
    named.resize(creatures.0.len(), false);
    for ((creature, loudness), named) in creatures.0.iter().zip(&mix.loops).zip(named.iter_mut()) {
        if !*named && *loudness >= CAPTIONED {
            let its_own = classes.0.iter().filter(|class| creatures.is_called(creature, &class.creature));
            let sure = |id: ClassId| prediction.confidence_in(id);
            let class = its_own.max_by(|one, other| sure(one.id).total_cmp(&sure(other.id)));
            let name = class.map_or(creature.title.as_str(), |class| class.name.as_str());
            let name = elided(name, CAPTION_LETTERS);
            heard.write(SoundHeard { caption: Phrase::new("caption-sings").with("name", name) });
        }
        *named = *loudness >= CAPTIONED || *named && *loudness > 0.0;
    }
}

/// Short sounds for what just happened.
pub(super) fn sound_events(
    mut pressed: MessageReader<Pressed>,
    mut captured: MessageReader<ExampleCaptured>,
    mut forgotten: MessageReader<PicturesRemoved>,
    mut play: MessageWriter<PlaySound>,
) {
    // Two fingers that land together are one tick.
    if pressed.read().count() > 0 {
        play.write(PlaySound::new("touch"));
    }
    play.write_batch(captured.read().map(|example| PlaySound::new(if example.completes { "done" } else { "capture" })));
    // One bad picture goes quietly.
    if forgotten.read().filter(|forgotten| forgotten.0 > 1).count() > 0 {
        play.write(PlaySound::new("reset"));
    }
}

/// Puts what somebody wants to hear into the mix; what there is not is said once.
pub(super) fn collect_sounds(
    mut wanted: MessageReader<PlaySound>,
    mut own: MessageReader<PlayOwnSound>,
    catalog: Res<SoundCatalog>,
    mut missed: Local<HashSet<String>>,
    (volume, microphone): (Res<Volume>, Res<Microphone>),
    mut mix: ResMut<Mix>,
) {
    // Who listens is not to hear the exhibit itself.
    mix.volume = if *microphone == Microphone::Listening { Volume::Muted } else { *volume };
    for PlaySound(name) in wanted.read() {
        if catalog.has(name) {
            mix.sounds.push(ShortSound::Named(name.clone()));
        } else if missed.insert(name.clone()) {
            warn!(
                "there is no sound \"{name}\"; put {name}.wav into assets/sounds, or recreate it with cargo xtask sounds"
            );
        }
    }
    mix.sounds.extend(own.read().map(|PlayOwnSound(file)| ShortSound::Own(Arc::clone(file))));
    let surplus = mix.sounds.len().saturating_sub(MOST_SOUNDS);
    mix.sounds.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
            .add_systems(Update, (mix_loops, caption_loops, sound_events, collect_sounds).chain());
        let found = ["pim", "tuft", "bobo"].map(|name| CreatureEntry::new(name, ""));
        app.insert_resource(CreatureCatalog(found.to_vec()));
        let signs = ["touch", "done"].map(|name| SoundEntry {
            name: name.into(),
            in_library: false,
            family: String::new(),
            files: Vec::new(),
        });
        app.insert_resource(SoundCatalog(signs.into()));
        app
    }

    /// How loud each voice is when the classes are this sure.
    fn voices(app: &mut App, answer: Answer, confidence: [f32; 3]) -> Vec<f32> {
        *app.world_mut().resource_mut::<LatestPrediction>() = LatestPrediction {
            frame: FrameId(1),
            confidence: (0..).map(ClassId).zip(confidence).collect(),
            known: 1.0,
            answer,
        };
        app.update();
        app.world().resource::<Mix>().loops.clone()
    }

    #[test]
    fn the_surer_the_louder_and_who_is_hardly_sure_is_silent() {
        let mut app = app();
        let unsure = voices(&mut app, Answer::Class(ClassId(1)), [0.1, 0.7, 0.2]);
        let sure = voices(&mut app, Answer::Class(ClassId(1)), [0.0, 0.99, 0.01]);
        assert!(unsure[1] > 0.3 && sure[1] > unsure[1], "{unsure:?} {sure:?}");
        assert_eq!([unsure[0], unsure[2], sure[0], sure[2]], [0.0; 4]);
    }

    #[test]
    fn two_that_hesitate_between_are_heard_together_whoever_answers() {
        let mut app = app();
        for answer in [Answer::Nobody, Answer::Class(ClassId(0))] {
            let heard = voices(&mut app, answer, [0.5, 0.4, 0.1]);
            assert!(heard[0] > heard[1] && heard[1] > 0.1 && heard[2] == 0.0, "{heard:?}");
        }
    }

    #[test]
    fn classes_with_the_same_creature_are_one_voice() {
        let mut app = app();
        app.world_mut().resource_mut::<Classes>().0[2].creature = "pim".into();
        let together = voices(&mut app, Answer::Class(ClassId(0)), [0.4, 0.2, 0.4]);
        let alone = voices(&mut app, Answer::Class(ClassId(0)), [0.8, 0.2, 0.0]);
        assert_eq!(together, alone);
        assert_eq!(together[1..], [0.0; 2]);
    }

    #[test]
    fn nobody_sings_of_what_was_never_seen_or_while_something_is_taught() {
        let mut app = app();
        assert_eq!(voices(&mut app, Answer::NeverSeen, [0.0, 1.0, 0.0]), [0.0; 3]);
        app.world_mut().resource_mut::<Capturing>().0 = Some(ClassId(0));
        app.world_mut().write_message(CreatureTouched { class: ClassId(2) });
        assert_eq!(voices(&mut app, Answer::Class(ClassId(1)), [0.0, 1.0, 0.0]), [0.0; 3]);
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
    fn who_begins_to_sing_is_named_once_until_silent_again() {
        let mut app = app();
        let mut named = Vec::new();
        for confidence in [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.3, 0.7, 0.0], [0.0, 1.0, 0.0], [0.9, 0.1, 0.0]] {
            voices(&mut app, Answer::Nobody, confidence);
            let heard = app.world_mut().resource_mut::<Messages<SoundHeard>>().drain().collect::<Vec<_>>();
            named.extend(heard.into_iter().map(|heard| format!("{:?}", heard.caption)));
        }
        let order: Vec<_> = named.iter().map(|said| said.contains("Pim")).collect();
        assert_eq!(order, [true, false, true], "{named:?}");
    }

    #[test]
    fn every_touch_is_a_tick() {
        let mut app = app();
        let [one, other] = ["home", "help"].map(|name| Pressed { control: ControlName::from(name.to_owned()) });
        app.world_mut().write_message_batch([one, other]);
        app.update();
        assert_eq!(app.world().resource::<Mix>().sounds, [ShortSound::from("touch")]);
    }

    #[test]
    fn a_sound_is_played_by_its_name_and_one_that_is_missing_is_not() {
        let mut app = app();
        app.world_mut().write_message_batch(["done", "nowhere"].map(PlaySound::new));
        app.update();
        assert_eq!(app.world().resource::<Mix>().sounds, [ShortSound::from("done")]);
    }
}
