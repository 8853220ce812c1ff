//! The speech bubble: one sentence that says what to do next.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::layout::at;
use crate::scene::{Fonts, text};
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

/// Chooses the sentence for this moment.
pub(super) fn choose_prompt(
    backbone: Res<Backbone>,
    classes: Res<Classes>,
    capturing: Res<Capturing>,
    count_down: Res<CountDown>,
    prediction: Res<LatestPrediction>,
    opened: Res<OpenedModel>,
    mut prompts: Query<&mut Text, With<Prompt>>,
) {
    let says = match prediction.answer {
        Answer::Class(class) => classes.get(class).map(|class| class.says.as_str()).filter(|says| !says.is_empty()),
        Answer::Nobody | Answer::NeverSeen => None,
    };
    let sentence = match (&backbone.state, capturing.0) {
        (BackboneState::Loading, _) => words::LOADING.to_owned(),
        (BackboneState::Failed(_), _) => words::BROKEN.to_owned(),
        (BackboneState::Ready, Some(class)) => words::listening(classes.get(class).map_or(0, |class| class.examples)),
        (BackboneState::Ready, None) if count_down.0.is_some() => words::count_down(&count_down),
        (BackboneState::Ready, None) if prediction.answer == Answer::NeverSeen => words::NEVER_SEEN.to_owned(),
        (BackboneState::Ready, None) if says.is_some() => says.unwrap_or_default().to_owned(),
        (BackboneState::Ready, None) if opened.0.is_some() => words::opened(opened.0.as_deref().unwrap_or_default()),
        (BackboneState::Ready, None) => {
            let shortest = classes.0.iter().map(|class| class.examples).filter(|examples| *examples > 0).min();
            words::invite(classes.taught(), shortest.unwrap_or_default())
        }
    };
    for mut prompt in &mut prompts {
        if prompt.0 != sentence {
            prompt.0.clone_from(&sentence);
        }
    }
}
