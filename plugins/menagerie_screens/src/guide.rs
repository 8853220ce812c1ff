//! The guide: one sentence that says what to do next, and a hand that points at whom it means.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Contacts, Kit, TextRole, corner, mm, phrase};

use crate::card::Ring;
use crate::hand::Hand;
use crate::mirror::spawn_camera_sign;
use crate::rooms::has_two_sides;
use crate::wishes::{Bursts, TAP_SECS};

/// How long each of two sentences stays that take turns, seconds.
const TURN_SECS: f32 = 6.0;
/// Pictures that tell whether a thing is moved, and what each must count in the mean for that.
const NEWEST: usize = 5;
const MOVES_FROM: f32 = 0.7;
/// Enough pictures for a first answer: below, the creature that has them asks for more.
const FEW: usize = 10;
/// How long a sentence about a tap stays, seconds.
const TAPPED_SECS: f32 = 5.0;
/// Side of the hand, share of the ring it points at.
const HAND_SHARE: f32 = 0.62;

/// What is said now, and at whose button the hand points.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub(crate) struct Guide {
    pub(crate) says: Said,
    pub(crate) points_at: Option<ClassId>,
}

/// What is said: our own words, or a sentence that somebody wrote for a class.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Said {
    Phrase(Phrase),
    Sentence(String),
}

impl Default for Said {
    fn default() -> Self {
        Self::Phrase(Phrase::new("prompt-loading"))
    }
}

/// The sentence in the bubble.
#[derive(Component)]
pub(super) struct Prompt;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Guide>().init_resource::<Bursts>();
}

pub(super) fn spawn_prompt(parent: &mut ChildSpawnerCommands, kit: &Kit) {
    parent.spawn((
        Name::new("prompt"),
        Node {
            padding: UiRect::axes(mm(6.0), mm(4.0)),
            align_items: AlignItems::Center,
            border_radius: corner(7.0),
            ..default()
        },
        BackgroundColor(kit.palette.paper),
        children![(
            Prompt,
            Node { width: percent(100), ..default() },
            phrase(Phrase::new("prompt-loading"), &kit.fonts.bold, TextRole::Prompt, kit.palette.ink)
        )],
    ));
    if !has_two_sides(&kit.layout) {
        spawn_camera_sign(parent, kit);
    }
}

/// What the guide looks at.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Scenery<'w> {
    backbone: Res<'w, Backbone>,
    classes: Res<'w, Classes>,
    capturing: Res<'w, Capturing>,
    count_down: Res<'w, CountDown>,
    prediction: Res<'w, LatestPrediction>,
    opened: Res<'w, OpenedModel>,
    album: Res<'w, Album>,
    bursts: Res<'w, Bursts>,
    contacts: Res<'w, Contacts>,
    time: Res<'w, Time>,
}

/// Chooses the sentence for this moment.
pub(super) fn choose_prompt(scenery: Scenery, mut guide: ResMut<Guide>) {
    guide.set_if_neq(scenery.guide());
}

impl Scenery<'_> {
    fn guide(&self) -> Guide {
        let phrase = |key: &str| Guide { says: Said::Phrase(Phrase::new(key)), points_at: None };
        match &self.backbone.state {
            BackboneState::Loading => return phrase("prompt-loading"),
            BackboneState::Failed(_) => return phrase("prompt-broken"),
            BackboneState::Ready => {}
        }
        if let Some(class) = self.capturing.0 {
            return self.listening(class);
        }
        if let Some((_, secs)) = self.count_down.0 {
            let ready = Phrase::new("prompt-count-down").with("secs", f64::from(secs.ceil()));
            return Guide { says: Said::Phrase(ready), points_at: None };
        }
        if self.prediction.answer == Answer::NeverSeen {
            return phrase("prompt-never-seen");
        }
        if let Answer::Class(answering) = self.prediction.answer
            && let Some(class) = self.classes.get(answering)
            && !class.says.is_empty()
        {
            return Guide { says: Said::Sentence(class.says.clone()), points_at: None };
        }
        if let Some(model) = &self.opened.0 {
            let says = Said::Phrase(Phrase::new("prompt-opened").with("name", model.as_str()));
            return Guide { says, points_at: None };
        }
        self.inviting()
    }

    /// What is said while a button is held.
    fn listening(&self, class: ClassId) -> Guide {
        let named = |key: &str| self.named(key, class, false);
        // A tap is over before anybody has read that it should be held.
        let held_secs = self.contacts.held_secs(&ControlName::hold(class), self.time.elapsed_secs_f64());
        if held_secs.is_none_or(|secs| secs < TAP_SECS) {
            return named("prompt-look");
        }
        let taught = self.classes.get(class).map(|class| class.counts).unwrap_or_default();
        let newest: Vec<f32> =
            self.album.of(class, Split::Teach).rev().take(NEWEST).map(|(_, picture)| picture.worth).collect();
        let moves = newest.len() < NEWEST || newest.iter().sum::<f32>() >= MOVES_FROM * NEWEST as f32;
        match taught.progress as usize {
            0..5 => named("prompt-keep-holding"),
            5.. if (taught.progress as usize) < EXAMPLES_GOAL && !moves => named("prompt-same-again"),
            5..15 => named("prompt-turn-it"),
            15..EXAMPLES_GOAL => named("prompt-nearly"),
            _ if taught.views == 1 => named("prompt-one-side-done"),
            _ => named("prompt-plenty"),
        }
    }

    /// What is said while nothing is held: what to do next, and with whom.
    fn inviting(&self) -> Guide {
        let learned: Vec<&Class> = self.classes.0.iter().filter(|class| class.enabled).collect();
        let next = learned.iter().find(|class| class.counts.teach == 0 && !class.is_quiet());
        if let Some(class) = self.bursts.newest(self.time.elapsed_secs_f64(), TAPPED_SECS)
            && self.classes.get(class).is_some_and(|class| class.counts.teach < EXAMPLES_GOAL)
        {
            return self.named("prompt-tapped", class, true);
        }
        match (self.classes.taught(), next) {
            (0, Some(class)) => return self.named("prompt-first", class.id, true),
            (0, None) => return Guide { says: Said::Phrase(Phrase::new("prompt-show")), points_at: None },
            (1, Some(class)) => return self.named("prompt-second", class.id, true),
            _ => {}
        }
        // What to do next, and what would help, by turns.
        let helps = ((self.time.elapsed_secs() / TURN_SECS) as u64).is_multiple_of(2);
        let play = Guide { says: Said::Phrase(Phrase::new("prompt-play")), points_at: None };
        if !helps {
            return play;
        }
        // The thing that was taught last is still in the hand.
        let taught = self.album.iter().rev().filter(|(_, picture)| picture.split.is_taught());
        let newest = taught.map(|(_, picture)| picture.class).next().and_then(|class| self.classes.get(class));
        let candidates = || newest.into_iter().chain(learned.iter().copied()).filter(|class| class.counts.teach > 0);
        if let Some(class) = candidates().find(|class| class.counts.teach < FEW) {
            return self.named("prompt-few", class.id, true);
        }
        if let Some(class) = candidates().find(|class| class.counts.views == 1) {
            return self.named("prompt-one-side", class.id, true);
        }
        play
    }

    fn named(&self, key: &str, class: ClassId, points: bool) -> Guide {
        let name = self.classes.get(class).map(|class| class.name.as_str()).unwrap_or_default();
        let says = Said::Phrase(Phrase::new(key).with("name", name));
        Guide { says, points_at: points.then_some(class) }
    }
}

/// Puts the sentence into the bubble.
pub(super) fn show_prompt(
    guide: Res<Guide>,
    added: Query<(), Added<Prompt>>,
    words: Res<Words>,
    mut prompts: Query<(&mut Text, &mut Phrase), With<Prompt>>,
) {
    if !guide.is_changed() && !words.is_changed() && added.is_empty() {
        return;
    }
    for (mut text, mut phrase) in &mut prompts {
        match &guide.says {
            Said::Phrase(said) => {
                phrase.set_if_neq(said.clone());
            }
            Said::Sentence(sentence) => {
                phrase.set_if_neq(Phrase::new("class-name").with("name", sentence.as_str()));
                text.0.clone_from(sentence);
            }
        }
    }
}

/// The hand shows holding: it stands on the button that is meant.
pub(super) fn point(
    guide: Res<Guide>,
    rings: Query<(Entity, &Ring, &ComputedNode)>,
    hands: Query<(Entity, &PointsAt)>,
    kit: Kit,
    mut commands: Commands,
) {
    let wanted = guide.points_at.filter(|class| rings.iter().any(|(_, ring, _)| ring.0 == *class));
    let mut points = false;
    for (entity, PointsAt(control)) in &hands {
        if wanted.is_some() && wanted == control.held_class() {
            points = true;
        } else {
            commands.entity(entity).despawn();
        }
    }
    if points {
        return;
    }
    for (entity, ring, node) in &rings {
        if wanted == Some(ring.0) {
            let side = node.size().x * node.inverse_scale_factor * HAND_SHARE;
            if side <= 0.0 {
                return;
            }
            commands.entity(entity).with_child((
                Name::new("hand"),
                Hand::of(&kit),
                PointsAt(ControlName::hold(ring.0)),
                Node {
                    position_type: PositionType::Absolute,
                    left: percent(70),
                    top: percent(72),
                    width: mm(side),
                    height: mm(side),
                    ..default()
                },
                GlobalZIndex(2),
            ));
        }
    }
}
