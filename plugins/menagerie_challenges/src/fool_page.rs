//! What one sees while a team fools another one's model: above who answers and how sure, below the picture and the tricks.

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{ButtonLook, Fitted, Kit, TextRole, control, corner, mm, phrase, text};

use crate::duel::{Duel, Phase, Verdict};
use crate::fool::{Altered, GIVE_UP, PICTURE, duel};
use crate::game::Game;
use crate::parts::{GAP, clock, half, is_upright, lower_height, spawn_bottom, spawn_sign};
use crate::play::Play;
use crate::teams::name;
use crate::tricks::{Trick, Tricks};

/// Most classes that stand side by side.
const MOST_CLASSES: usize = 6;
/// Sides of a creature, of a sign of a picture that is over, height of a bar, units.
const CREATURE: f32 = 36.0;
const POINT: f32 = 9.0;
const BAR: f32 = 4.0;
/// Height of the row of tricks where they stand below the picture, units.
const TRICKS: f32 = 19.0;

/// What changes while one looks.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Sentence,
    Time,
    Points,
    Picture,
    Bar(ClassId),
}

/// Lays the screen; what changes is filled in by `show`.
pub(super) fn lay(page: &mut ChildSpawnerCommands, kit: &Kit, classes: &Classes) {
    let upright = is_upright(kit);
    page.spawn(half(kit, false)).with_children(|upper| {
        let row =
            Node { align_items: AlignItems::Center, column_gap: mm(2.0 * GAP), height: mm(POINT + 2.0), ..default() };
        upper.spawn(row).with_children(|row| {
            row.spawn((Part::Points, Node { column_gap: mm(1.5), ..default() }));
            row.spawn(kit.icon("clock", POINT));
            let time = text(String::new(), &kit.fonts.bold, TextRole::Prompt, kit.palette.white);
            row.spawn((Part::Time, time, TextLayout::no_wrap()));
        });
        upper.spawn((
            Part::Sentence,
            phrase(Phrase::default(), &kit.fonts.bold, TextRole::Prompt, kit.palette.white),
            TextLayout { justify: Justify::Center, ..default() },
        ));
        let shown = classes.0.iter().take(MOST_CLASSES);
        let room = (kit.layout.size.x - 10.0) / shown.clone().count().max(1) as f32 - 2.0 * GAP;
        let row = Node { column_gap: mm(2.0 * GAP), align_items: AlignItems::FlexEnd, ..default() };
        upper.spawn(row).with_children(|row| {
            for class in shown {
                spawn_class(row, kit, class, CREATURE.min(room));
            }
        });
    });
    let side = if upright { lower_height(kit) - TRICKS } else { lower_height(kit) };
    page.spawn(half(kit, true)).with_children(|lower| {
        let row = Node { column_gap: mm(2.0 * GAP), align_items: AlignItems::Center, ..default() };
        lower.spawn(row).with_children(|row| {
            let [before, after] = if upright { [0..0, 0..0] } else { [0..2, 2..Trick::ALL.len()] };
            spawn_tricks(row, kit, before);
            row.spawn((
                Part::Picture,
                control(PICTURE, Phrase::new("challenges-trick-cover")),
                Node { width: mm(side), height: mm(side), border_radius: corner(4.0), flex_shrink: 0.0, ..default() },
                ImageNode::default().with_mode(NodeImageMode::Stretch),
            ));
            spawn_tricks(row, kit, after);
        });
        if upright {
            let row = Node { column_gap: mm(GAP), ..default() };
            lower.spawn(row).with_children(|row| {
                for (_, name, icon, key) in Trick::ALL {
                    row.spawn(kit.icon_button(Trick::control(name), Phrase::new(key), icon));
                }
            });
        }
    });
    spawn_bottom(page, |bottom| {
        bottom.spawn(kit.button(GIVE_UP, Phrase::new("challenges-give-up"), "arrow_right", ButtonLook::QUIET));
    });
}

/// A class: its creature, its name, how sure the model is of it.
fn spawn_class(row: &mut ChildSpawnerCommands, kit: &Kit, class: &Class, side: f32) {
    let column =
        Node { width: mm(side), flex_direction: FlexDirection::Column, align_items: AlignItems::Center, ..default() };
    row.spawn(column).with_children(|column| {
        let spot = Node { width: mm(side), height: mm(side), ..default() };
        column.spawn((CreatureSpot { class: class.id }, spot));
        column.spawn(Node { width: percent(100), justify_content: JustifyContent::Center, ..default() }).with_child((
            text(class.name.clone(), &kit.fonts.bold, TextRole::Label, kit.palette.white),
            TextLayout::no_wrap(),
            Fitted { whole: class.name.clone() },
        ));
        let rounded = || Node { height: mm(BAR), border_radius: corner(BAR / 2.0), ..default() };
        column.spawn((
            Node { width: percent(100), overflow: Overflow::clip(), ..rounded() },
            BackgroundColor(kit.palette.groove),
            children![(
                Part::Bar(class.id),
                Node { width: percent(0), ..rounded() },
                BackgroundColor(color(class.color))
            )],
        ));
    });
}

/// Some of the tricks, one below the other.
fn spawn_tricks(row: &mut ChildSpawnerCommands, kit: &Kit, which: std::ops::Range<usize>) {
    let Some(tricks) = Trick::ALL.get(which).filter(|tricks| !tricks.is_empty()) else { return };
    let column = Node { flex_direction: FlexDirection::Column, row_gap: mm(GAP), width: mm(62.0), ..default() };
    row.spawn(column).with_children(|column| {
        for (_, name, icon, key) in tricks {
            column.spawn(kit.button(Trick::control(name), Phrase::new(*key), icon, ButtonLook::QUIET));
        }
    });
}

/// What is to be done, or what came of it.
fn sentence(game: &Game, duel: &Duel, answer: Answer, classes: &Classes, words: &Words) -> Phrase {
    let [fooler, teacher] = [game.fooler(), game.results.len()].map(|team| name(&game.names, team, words));
    match duel.phase {
        Phase::Looking(..) => Phrase::new("challenges-fool-look"),
        Phase::Tricking(..) => match answer {
            Answer::NeverSeen if duel.tricks != Tricks::default() => Phrase::new("challenges-fool-never-seen"),
            Answer::Nobody if duel.tricks != Tricks::default() => Phrase::new("challenges-fool-unsure"),
            _ => {
                let truth = duel.picture().and_then(|(_, _, class)| classes.get(class));
                let truth = truth.map(|class| class.name.as_str()).unwrap_or_default();
                Phrase::new("challenges-fool-trick").with("class", truth)
            }
        },
        Phase::Judged(_) => match duel.verdicts.last() {
            Some(Verdict::Fooled) => Phrase::new("challenges-fool-fooled").with("name", fooler.as_str()),
            Some(Verdict::WasWrong) => Phrase::new("challenges-fool-was-wrong").with("name", fooler.as_str()),
            _ => Phrase::new("challenges-fool-withstood").with("name", teacher.as_str()),
        },
    }
}

/// Fills in what changes.
pub(super) fn show(
    play: Res<Play>,
    (classes, prediction, altered): (Res<Classes>, Res<LatestPrediction>, Res<Altered>),
    kit: Kit,
    mut parts: Query<(
        Entity,
        Ref<Part>,
        Option<&mut Phrase>,
        Option<&mut Text>,
        Option<&mut ImageNode>,
        Option<&mut Node>,
    )>,
    mut told: Local<(usize, usize)>,
    mut commands: Commands,
) {
    let Some((game, duel)) = duel(&play) else { return };
    for (entity, part, said, text, image, node) in &mut parts {
        match (*part, said, text, image, node) {
            (Part::Sentence, Some(mut said), ..) => {
                said.set_if_neq(sentence(game, duel, prediction.answer, &classes, &kit.words));
            }
            (Part::Time, _, Some(mut text), ..) => {
                let left = match duel.phase {
                    Phase::Tricking(left, _) => clock(left.max(0.0).ceil() as u32),
                    Phase::Looking(..) | Phase::Judged(_) => "–".to_owned(),
                };
                if text.0 != left {
                    text.0 = left;
                }
            }
            (Part::Picture, _, _, Some(mut image), _) if image.image != altered.shown => {
                image.image = altered.shown.clone();
            }
            (Part::Bar(class), _, _, _, Some(mut node)) => {
                let width = percent((prediction.confidence_in(class) * 200.0).round() / 2.0);
                if node.width != width {
                    node.width = width;
                }
            }
            (Part::Points, ..) if part.is_added() || *told != (duel.pictures.len(), duel.verdicts.len()) => {
                *told = (duel.pictures.len(), duel.verdicts.len());
                commands.entity(entity).despawn_related::<Children>().with_children(|row| {
                    for verdict in &duel.verdicts {
                        let team = if verdict.is_for_foolers() { game.fooler() } else { game.results.len() };
                        spawn_sign(row, &kit, team, POINT);
                    }
                    for _ in duel.verdicts.len()..duel.pictures.len() {
                        row.spawn((
                            Node { width: mm(POINT), height: mm(POINT), border_radius: BorderRadius::MAX, ..default() },
                            BackgroundColor(kit.palette.groove),
                        ));
                    }
                });
            }
            _ => {}
        }
    }
}
