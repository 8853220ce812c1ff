//! The speech bubble: one sentence that says what to do next.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::layout::at;
use crate::text::{Fonts, text};
use crate::{palette, words};

/// The sentence in the bubble.
#[derive(Component)]
pub(super) struct Prompt;

pub(super) fn spawn_prompt(commands: &mut Commands, canvas: Entity, fonts: &Fonts) {
    commands.spawn((
        Name::new("prompt"),
        ChildOf(canvas),
        Node {
            padding: UiRect::axes(px(34), px(22)),
            align_items: AlignItems::Center,
            border_radius: BorderRadius::all(px(36)),
            ..at(60.0, 184.0, 580.0, 190.0)
        },
        BackgroundColor(palette::PAPER),
        children![(Prompt, text(words::LOADING, &fonts.bold, 40.0, palette::INK))],
    ));
}

/// How long each of two sentences stays that take turns, seconds.
const TURN_SECS: f32 = 6.0;
/// Pictures that tell whether a thing is moved, and what each must count in the mean for that.
const NEWEST: usize = 5;
const MOVES_FROM: f32 = 0.7;

fn listening(classes: &Classes, album: &Album, class: ClassId) -> String {
    let newest: Vec<f32> = album.of(class, Split::Teach).rev().take(NEWEST).map(|(_, picture)| picture.worth).collect();
    let moves = newest.len() < NEWEST || newest.iter().sum::<f32>() >= MOVES_FROM * NEWEST as f32;
    let (progress, views) = classes.get(class).map_or((0.0, 0), |class| (class.counts.progress, class.counts.views));
    words::listening(progress as usize, moves, views)
}

/// Chooses the sentence for this moment.
pub(super) fn choose_prompt(
    backbone: Res<Backbone>,
    classes: Res<Classes>,
    capturing: Res<Capturing>,
    count_down: Res<CountDown>,
    prediction: Res<LatestPrediction>,
    opened: Res<OpenedModel>,
    album: Res<Album>,
    time: Res<Time>,
    mut prompts: Query<&mut Text, With<Prompt>>,
) {
    let says = match prediction.answer {
        Answer::Class(class) => classes.get(class).map(|class| class.says.as_str()).filter(|says| !says.is_empty()),
        Answer::Nobody | Answer::NeverSeen => None,
    };
    let sentence = match (&backbone.state, capturing.0) {
        (BackboneState::Loading, _) => words::LOADING.to_owned(),
        (BackboneState::Failed(_), _) => words::BROKEN.to_owned(),
        (BackboneState::Ready, Some(class)) => listening(&classes, &album, class),
        (BackboneState::Ready, None) if count_down.0.is_some() => words::count_down(&count_down),
        (BackboneState::Ready, None) if prediction.answer == Answer::NeverSeen => words::NEVER_SEEN.to_owned(),
        (BackboneState::Ready, None) if says.is_some() => says.unwrap_or_default().to_owned(),
        (BackboneState::Ready, None) if opened.0.is_some() => words::opened(opened.0.as_deref().unwrap_or_default()),
        (BackboneState::Ready, None) => {
            let shortest = classes.0.iter().map(|class| class.counts.teach).filter(|examples| *examples > 0).min();
            // What to do next, and what would help, by turns.
            let helps = ((time.elapsed_secs() / TURN_SECS) as u64).is_multiple_of(2);
            let is_one_sided = |class: &&Class| class.enabled && class.counts.views == 1 && helps;
            // The thing that was taught last is still in the hand.
            let taught = album.iter().rev().filter(|(_, picture)| picture.split.is_taught());
            let newest = taught.map(|(_, picture)| picture.class).next().and_then(|class| classes.get(class));
            let one_sided = newest.filter(is_one_sided).or_else(|| classes.0.iter().find(is_one_sided));
            let one_sided = one_sided.map(|class| class.name.as_str());
            words::invite(classes.taught(), shortest.unwrap_or_default(), one_sided)
        }
    };
    for mut prompt in &mut prompts {
        if prompt.0 != sentence {
            prompt.0.clone_from(&sentence);
        }
    }
}
