//! What one sees on the screen of the challenges: which one, who plays, whose turn it is, what came of it. Whatever is
//! touched stands in the lower half.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{HeldWayHome, Kit, ScreenRoot, TextRole, mm, screen_root, text};

use crate::chain::{Chain, Step};
use crate::game::{Choice, Game, Stage};
use crate::parts::{classes_of, half, label, spawn_large_button, spawn_lives, spawn_prompt, spawn_sign};
use crate::play::{BACK, NEXT, Play, RESUME, Rulebook, START, choices};
use crate::rules::Kind;
use crate::setup::{lay_choosing, lay_setup};
use crate::teams::name;
use crate::{board, chain_page, fool_page};

/// How long the way home has to be held, seconds: a game ends with it.
const HOME_SECS: f32 = 1.0;

/// Side of the sign of the team that is called, units.
const LARGE_SIGN: f32 = 44.0;

/// Everything on the screen that is laid anew when something else is to be seen.
#[derive(Component)]
pub(super) struct Page;

/// What the screen is laid out of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    play: Play,
    choices: Vec<Choice>,
    can_save: bool,
    demonstrates: bool,
    large_text: bool,
}

/// What is shown besides the game itself.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Around<'w> {
    rulebook: Res<'w, Rulebook>,
    sets: Res<'w, ReadyMadeSets>,
    classes: Res<'w, Classes>,
    file: Res<'w, ProjectFile>,
    mirror: Res<'w, MirrorTexture>,
    camera: Res<'w, CameraStatus>,
    shelf: Res<'w, PropShelf>,
    access: Res<'w, Access>,
}

pub(super) fn enter(mut commands: Commands, kit: Kit) {
    let root = commands.spawn(screen_root(crate::CHALLENGES)).id();
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    commands.entity(root).insert(BackgroundColor(kit.palette.ink)).with_child((Page, whole));
}

/// One touch leads home, but from a game that runs: with that it ends.
pub(super) fn guard_way_home(
    play: Res<Play>,
    roots: Query<(Entity, &ScreenRoot, Has<HeldWayHome>)>,
    mut commands: Commands,
) {
    let runs = play.game().is_some_and(|game| game.stage != Stage::Board);
    for (root, _, is_held) in roots.iter().filter(|(_, root, _)| root.0 == crate::CHALLENGES) {
        if runs && !is_held {
            commands.entity(root).insert(HeldWayHome(HOME_SECS));
        } else if !runs && is_held {
            commands.entity(root).remove::<HeldWayHome>();
        }
    }
}

/// Lays the page anew when there is another thing to show.
pub(super) fn lay(
    play: Res<Play>,
    around: Around,
    pages: Query<(Entity, Ref<Page>)>,
    kit: Kit,
    mut laid: Local<Option<Seen>>,
    mut commands: Commands,
) {
    let mut seen = Seen {
        play: play.clone(),
        choices: Vec::new(),
        can_save: around.file.path.is_some(),
        demonstrates: !matches!(*around.camera, CameraStatus::Live { .. }),
        large_text: around.access.large_text,
    };
    match &mut seen.play {
        Play::Setup(setup) => seen.choices = choices(setup.kind, &around.sets, &around.classes),
        // Time that goes by shows elsewhere.
        Play::Game(game) => {
            (game.left_secs, game.duel) = (0.0, None);
            game.chain = game.chain.take().map(Chain::at_rest);
            if let Stage::Measuring(secs) = &mut game.stage {
                *secs = 0.0;
            }
        }
        Play::Choosing => {}
    }
    for (page, is_new) in pages.iter().map(|(entity, page)| (entity, page.is_added())) {
        if laid.as_ref() == Some(&seen) && !is_new && !kit.has_changed() && !kit.words.is_changed() {
            continue;
        }
        commands.entity(page).despawn_related::<Children>().with_children(|page| {
            page.spawn(kit.quiet_background());
            match &seen.play {
                Play::Choosing => lay_choosing(page, &kit, &around.rulebook),
                Play::Setup(setup) => {
                    lay_setup(page, &kit, setup, &seen.choices, (&around.rulebook, &around.sets));
                }
                Play::Game(game) if game.stage == Stage::Board => board::lay(page, &kit, game, seen.can_save),
                Play::Game(game) if game.stage == Stage::Playing => match &game.chain {
                    Some(chain) => {
                        let around = (&*around.classes, &*around.mirror, &*around.shelf, seen.demonstrates);
                        chain_page::lay(page, &kit, chain, around);
                    }
                    None => fool_page::lay(page, &kit, &around.classes),
                },
                Play::Game(game) => lay_game(page, &kit, game, &around.classes),
            }
        });
        *laid = Some(seen.clone());
    }
}

/// A team is called, teaches, is measured, or has its result.
fn lay_game(page: &mut ChildSpawnerCommands, kit: &Kit, game: &Game, classes: &Classes) {
    let team = game.team();
    let called = name(&game.names, team, &kit.words);
    let said = |key: &'static str| Phrase::new(key).with("name", called.as_str());
    let step = game.chain.as_ref().map(|chain| (chain.step, chain.teams[chain.team].lives));
    let prompt = match (game.stage, game.results.last()) {
        (Stage::Called, _) => {
            let other = name(&game.names, game.results.len(), &kit.words);
            said("challenges-fool-against").with("other", other.as_str())
        }
        (Stage::Shown, _) if step.is_some() => said(match step {
            Some((Step::Over(true), _)) => "challenges-chain-kept",
            Some((_, 0)) => "challenges-chain-out",
            _ => "challenges-chain-broken",
        }),
        (Stage::Paused, _) => Phrase::new("challenges-interrupted"),
        (Stage::Turn, _) => said("challenges-teaching"),
        (Stage::Measuring(_), _) => Phrase::new("challenges-measuring"),
        (Stage::Shown, Some(result)) if result.reached => said("challenges-reached"),
        (Stage::Shown, _) => said("challenges-result"),
        _ => said("challenges-turn"),
    };
    page.spawn(half(kit, false)).with_children(|upper| {
        spawn_sign(upper, kit, team, LARGE_SIGN);
        spawn_prompt(upper, kit, prompt);
        if game.stage == Stage::Called {
            upper.spawn(label(kit, Phrase::new("challenges-fool-how"), kit.palette.white));
        }
        if let Some((_, lives)) = step {
            let row = Node { column_gap: mm(2.0), height: mm(9.0), ..default() };
            upper.spawn(row).with_children(|row| spawn_lives(row, kit, lives));
        }
        if game.kind == Kind::Relay && matches!(game.stage, Stage::Preparing | Stage::Ready | Stage::Turn) {
            let taught = classes_of(game, team, classes).join(", ");
            if game.stage != Stage::Preparing {
                upper.spawn(label(kit, Phrase::new("challenges-teach").with("classes", taught), kit.palette.white));
            }
        }
    });
    page.spawn(half(kit, true)).with_children(|lower| match game.stage {
        Stage::Preparing => {
            lower.spawn(label(kit, Phrase::new("challenges-preparing"), kit.palette.soft_white));
        }
        Stage::Ready | Stage::Called => spawn_large_button(lower, kit, START, "challenges-start"),
        Stage::Paused => spawn_large_button(lower, kit, RESUME, "challenges-resume"),
        Stage::Turn => spawn_large_button(lower, kit, BACK, "challenges-back"),
        Stage::Shown => {
            match game.kind {
                Kind::Chain => {}
                Kind::Fool => lay_duel(lower, kit, game),
                Kind::Fewest | Kind::Best | Kind::Relay => lay_result(lower, kit, game),
            }
            let key = if game.is_last() { "challenges-see-board" } else { "challenges-next" };
            spawn_large_button(lower, kit, NEXT, key);
        }
        Stage::Measuring(_) | Stage::Playing | Stage::Board => {}
    });
}

/// The result of a turn, large.
fn lay_result(lower: &mut ChildSpawnerCommands, kit: &Kit, game: &Game) {
    let Some(result) = game.results.last() else { return };
    let row = Node { column_gap: mm(9.0), align_items: AlignItems::Center, ..default() };
    lower.spawn(row).with_children(|row| {
        row.spawn((
            text(format!("{} %", result.percent()), &kit.fonts.bold, TextRole::Figure, kit.palette.white),
            TextLayout::no_wrap(),
        ));
        let column = Node { flex_direction: FlexDirection::Column, align_items: AlignItems::FlexStart, ..default() };
        row.spawn(column).with_children(|column| {
            let right = Phrase::new("challenges-right").with("right", result.right).with("hidden", result.hidden);
            spawn_prompt(column, kit, right);
            spawn_prompt(column, kit, Phrase::new("challenges-pictures").with("pictures", result.pictures));
        });
    });
}

/// What came of a duel: the points of the team that taught, and of the team that tried to fool it.
fn lay_duel(lower: &mut ChildSpawnerCommands, kit: &Kit, game: &Game) {
    let Some(result) = game.results.last() else { return };
    let [withstood, fooled] = [result.tried - result.fooled.min(result.tried), result.fooled];
    let row = Node { column_gap: mm(6.0), align_items: AlignItems::Center, ..default() };
    lower.spawn(row).with_children(|row| {
        let figure = text(format!("{withstood} : {fooled}"), &kit.fonts.bold, TextRole::Figure, kit.palette.white);
        spawn_sign(row, kit, game.team(), 24.0);
        row.spawn((figure, TextLayout::no_wrap()));
        spawn_sign(row, kit, game.fooler(), 24.0);
    });
}
