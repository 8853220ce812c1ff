//! Before a game: which challenge, who plays, and with which pictures.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{ButtonLook, Fitted, Kit, PressFace, TARGET_MM, TextRole, control, mm, phrase, text};

use crate::game::Choice;
use crate::parts::{
    GAP, SIGN, clock, grid, half, is_upright, label, lower_height, plate, rest_of_row, share, spawn_bottom,
    spawn_prompt, spawn_sign,
};
use crate::play::{BEGIN, FEWER, MORE, OTHERS, Rulebook, Setup};
use crate::rules::{Kind, Rules};
use crate::teams::{look, name};

/// Height of the card of a challenge, units, where there is room: three lines.
const CARD_HEIGHT: f32 = 44.0;

/// Width of a card from which on its words are large, units.
const WIDE_CARD: f32 = 88.0;
/// Most cards in a line.
const MOST_CARDS: usize = 4;

/// The challenges, to be chosen from.
pub(super) fn lay_choosing(page: &mut ChildSpawnerCommands, kit: &Kit, rulebook: &Rulebook) {
    page.spawn(half(kit, false)).with_children(|upper| {
        upper.spawn(kit.icon("trophy", 52.0));
        spawn_prompt(upper, kit, Phrase::new("challenges-choose"));
    });
    let cards = rulebook.0.len().max(1);
    let columns = if is_upright(kit) { 1 } else { cards.div_ceil(cards.div_ceil(MOST_CARDS)) };
    let rows = rulebook.0.len().div_ceil(columns).max(1) as f32;
    let height = ((lower_height(kit) + GAP) / rows - GAP).min(CARD_HEIGHT);
    let size = Vec2::new(share(kit, columns, 0.0), height);
    // In a narrow card large letters would need a line for each word.
    let role = if size.x < WIDE_CARD { TextRole::Label } else { TextRole::Prompt };
    page.spawn(half(kit, true)).with_children(|lower| {
        lower.spawn(grid()).with_children(|cards| {
            for (kind, _) in &rulebook.0 {
                let name = ControlName::from(format!("challenge/{}", kind.id()));
                let icon = kind.icon().trim_start_matches("icons/").trim_end_matches(".png").to_owned();
                cards
                    .spawn((control(name.clone(), Phrase::new(kind.card())), PressFace(name), plate(kit, size)))
                    .with_children(|card| {
                        card.spawn(kit.icon(&icon, 18.0));
                        card.spawn((
                            Node { flex_grow: 1.0, flex_basis: mm(0.0), ..default() },
                            phrase(Phrase::new(kind.card()), &kit.fonts.bold, role, kit.palette.white),
                        ));
                    });
            }
        });
    });
}

/// What decides a game, as icons and sentences.
fn facts(kind: Kind, rules: &Rules) -> Vec<(&'static str, Phrase)> {
    let goal = rules
        .goal
        .filter(|_| matches!(kind, Kind::Fewest | Kind::Relay))
        .map(|goal| ("trophy", Phrase::new("challenges-goal").with("percent", (goal * 100.0).round())));
    let wins = match kind {
        Kind::Fewest => ("few", "challenges-few-pictures"),
        Kind::Best => ("trophy", "challenges-best-wins"),
        Kind::Relay => ("relay", "challenges-together"),
        Kind::Fool => ("fool", "challenges-fool-rule"),
        Kind::Chain => ("chain", "challenges-chain-rule"),
    };
    let last = match kind {
        Kind::Fool => ("eye", Phrase::new("challenges-fool-sure")),
        Kind::Chain => (
            "heart",
            Phrase::new("challenges-lives").with("lives", f64::from(rules.chain.map_or(1, |chain| chain.lives))),
        ),
        Kind::Fewest | Kind::Best | Kind::Relay => ("mask", Phrase::new("challenges-hidden")),
    };
    // At a chain there is time for each thing, not for a turn.
    let time = (kind != Kind::Chain).then(|| Phrase::new("challenges-time").with("time", clock(rules.seconds)));
    time.map(|time| ("clock", time)).into_iter().chain(goal).chain([(wins.0, Phrase::new(wins.1)), last]).collect()
}

/// Who plays, and with which pictures.
pub(super) fn lay_setup(
    page: &mut ChildSpawnerCommands,
    kit: &Kit,
    setup: &Setup,
    choices: &[Choice],
    (rulebook, sets): (&Rulebook, &ReadyMadeSets),
) {
    let Some(rules) = rulebook.get(setup.kind) else { return };
    page.spawn(half(kit, false)).with_children(|upper| {
        spawn_prompt(upper, kit, Phrase::new(setup.kind.card()));
        let columns = if is_upright(kit) { 1 } else { 2 };
        let size = Vec2::new(share(kit, columns, 0.0).min(130.0), 15.0);
        upper.spawn(grid()).with_children(|row| {
            for (icon, fact) in facts(setup.kind, rules) {
                row.spawn(plate(kit, size)).with_children(|plate| {
                    plate.spawn(kit.icon(icon, 9.0));
                    plate.spawn(rest_of_row()).with_child((label(kit, fact, kit.palette.white), Fitted::default()));
                });
            }
        });
    });
    page.spawn(half(kit, true)).with_children(|lower| {
        lay_teams(lower, kit, setup);
        lay_choices(lower, kit, setup, choices, sets);
    });
    spawn_bottom(page, |bottom| {
        bottom.spawn(kit.button(OTHERS, Phrase::new("challenges-others"), "trophy", ButtonLook::QUIET));
        if setup.choice.is_some() {
            bottom.spawn(kit.text_button(BEGIN, &kit.words.text("challenges-begin"), ButtonLook::LOUD));
        }
    });
}

/// The teams, each with its sign and its name, between one less and one more.
fn lay_teams(lower: &mut ChildSpawnerCommands, kit: &Kit, setup: &Setup) {
    let stepper = |row: &mut ChildSpawnerCommands, name: ControlName, key: &'static str, icon: &str| {
        row.spawn((
            control(name.clone(), Phrase::new(key)),
            PressFace(name),
            Node {
                width: mm(20.0),
                height: mm(20.0),
                flex_shrink: 0.0,
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                border: UiRect::all(mm(0.6)),
                border_radius: BorderRadius::MAX,
                ..default()
            },
            BackgroundColor(kit.palette.plate),
            BorderColor::all(kit.palette.groove),
            children![kit.icon(icon, 12.0)],
        ));
    };
    let row = Node { width: percent(100), align_items: AlignItems::Center, column_gap: mm(GAP), ..default() };
    lower.spawn(row).with_children(|row| {
        stepper(row, FEWER, "challenges-fewer", "minus");
        let size = Vec2::new(share(kit, if is_upright(kit) { 2 } else { 4 }, 2.0 * (20.0 + GAP)), TARGET_MM);
        row.spawn(Node { flex_grow: 1.0, flex_basis: mm(0.0), ..grid() }).with_children(|teams| {
            for team in 0..setup.teams {
                let called = name(&setup.names, team, &kit.words);
                let name = ControlName::from(format!("challenges/team/{team}"));
                let spoken = Phrase::new("challenges-name").with("name", called.as_str());
                teams
                    .spawn((control(name.clone(), spoken), PressFace(name), plate(kit, size)))
                    .insert(BorderColor::all(look(team).color()))
                    .with_children(|chip| {
                        spawn_sign(chip, kit, team, SIGN - 1.0);
                        chip.spawn(rest_of_row()).with_child((
                            text(called.clone(), &kit.fonts.bold, TextRole::Label, kit.palette.white),
                            TextLayout::no_wrap(),
                            Fitted { whole: called },
                        ));
                    });
            }
        });
        stepper(row, MORE, "challenges-more", "plus");
    });
}

/// The pictures that can be played with.
fn lay_choices(lower: &mut ChildSpawnerCommands, kit: &Kit, setup: &Setup, choices: &[Choice], sets: &ReadyMadeSets) {
    lower.spawn(grid()).with_children(|row| {
        for (place, choice) in choices.iter().enumerate() {
            let called = choice.said(&kit.words, sets);
            let is_chosen = setup.choice.as_ref() == Some(choice);
            let look = if is_chosen { ButtonLook::LOUD } else { ButtonLook::QUIET };
            row.spawn(kit.text_button(ControlName::from(format!("challenges/set/{place}")), &called, look));
        }
    });
}
