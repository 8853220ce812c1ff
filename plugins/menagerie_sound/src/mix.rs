//! What should be heard now: decided from what the exhibit says, without any sound device.

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// Confidence below which a creature's loop is not heard: a murmur of everyone at once would be noise.
const SILENT_BELOW: f32 = 0.25;
/// How long a creature that was touched is heard, seconds, and how loud at first.
const GLAD_SECS: f32 = 1.4;
const GLAD: f32 = 0.6;
/// Most signs that wait to be played; more at once are a blur.
const MOST_SIGNS: usize = 4;

/// A short sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// A picture was taken.
    Capture,
    /// The class has all the pictures it asked for.
    Done,
    /// Something was removed.
    Reset,
}

impl Sign {
    /// Every sign.
    pub const ALL: [Self; 3] = [Self::Capture, Self::Done, Self::Reset];

    /// Name of its WAV file, without the ending.
    #[must_use]
    pub fn file_stem(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Done => "done",
            Self::Reset => "reset",
        }
    }
}

/// What should be heard.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub struct Mix {
    /// Loudness of each creature's loop, 0..1, in the order of the [`CreatureCatalog`].
    pub loops: Vec<f32>,
    /// Signs to play once, oldest first.
    pub signs: Vec<Sign>,
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

/// Says what begins to be heard, for those who do not hear it.
pub(super) fn caption(
    mix: Res<Mix>,
    classes: Res<Classes>,
    creatures: Res<CreatureCatalog>,
    mut sings: Local<Option<usize>>,
    mut heard: MessageWriter<SoundHeard>,
) {
    for sign in &mix.signs {
        let key = match sign {
            // One click a picture would be a flood: the ring fills, which says the same.
            Sign::Capture => continue,
            Sign::Done => "caption-done",
            Sign::Reset => "caption-reset",
        };
        heard.write(SoundHeard { caption: Phrase::new(key) });
    }
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

/// Short signs for what just happened.
pub(super) fn play_signs(
    mut captured: MessageReader<ExampleCaptured>,
    mut forgotten: MessageReader<PicturesRemoved>,
    mut mix: ResMut<Mix>,
) {
    for example in captured.read() {
        mix.signs.push(if example.completes { Sign::Done } else { Sign::Capture });
    }
    // One bad picture goes quietly.
    if forgotten.read().filter(|forgotten| forgotten.0 > 1).count() > 0 {
        mix.signs.push(Sign::Reset);
    }
    let surplus = mix.signs.len().saturating_sub(MOST_SIGNS);
    mix.signs.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin))
            .add_systems(Update, (mix_loops, play_signs).chain());
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
}
