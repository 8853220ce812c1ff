//! The score board, on the screen and as a table in a file.

use std::sync::Arc;

use bevy::camera::RenderTarget;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, ButtonLook, Fitted, Kit, TextRole, corner, mm, text};

use crate::game::{Game, Stage};
use crate::parts::{clock, rest_of_row, spawn_bottom, spawn_prompt, spawn_sign};
use crate::play::{AGAIN, OTHERS, Play};
use crate::rules::Kind;
use crate::score::{Placed, TurnResult, outwitted, places};
use crate::teams::name;

/// Writes the table.
pub(super) const SAVE: ControlName = ControlName::new("challenges/save");

/// Least and most height of a line, units.
const LINE: (f32, f32) = (11.0, 18.0);
/// Between two lines, units.
const LINE_GAP: f32 = 1.5;
/// Height from which on a line is written in large letters, where it is long enough.
const LARGE_LINE: f32 = 14.0;
/// What stands above and below the lines, units.
const ABOVE: f32 = 32.0;
const BELOW: f32 = 31.0;
/// Sides of the signs of those who won, units, and the most of them that stand there.
const WINNER: f32 = 40.0;
const WINNERS: usize = 4;
/// Ground of the first three places; the number on each says the same.
const MEDALS: [Color; 3] = [Color::srgb(1.0, 0.80, 0.25), Color::srgb(0.80, 0.82, 0.88), Color::srgb(0.85, 0.56, 0.33)];

/// Shares of the width of the columns behind the name.
const SHARES: [f32; 4] = [13.0, 13.0, 12.0, 13.0];

/// The columns behind the name: what decides first.
fn columns(kind: Kind) -> [&'static str; 4] {
    let [first, second, third] = match kind {
        Kind::Fewest | Kind::Best | Kind::Relay => {
            ["challenges-column-right", "challenges-column-pictures", "challenges-column-time"]
        }
        Kind::Fool => ["challenges-column-right", "challenges-column-withstood", "challenges-column-fooled"],
        Kind::Chain => ["challenges-column-lives", "challenges-column-turns", "challenges-column-pictures"],
    };
    [first, second, third, "challenges-column-points"]
}

/// What stands in them.
fn cells(game: &Game, result: &TurnResult, placed: &Placed) -> [String; 4] {
    let percent = format!("{} %", result.percent());
    let [first, second, third] = match game.kind {
        Kind::Fewest | Kind::Best | Kind::Relay => [percent, result.pictures.to_string(), clock(result.seconds)],
        Kind::Fool => {
            let [withstood, fooled] = outwitted(&game.results, placed.team);
            [percent, withstood.to_string(), fooled.to_string()]
        }
        Kind::Chain => [result.lives, result.turns as u32, result.pictures as u32].map(|figure| figure.to_string()),
    };
    [first, second, third, placed.points.to_string()]
}

pub(super) fn lay(page: &mut ChildSpawnerCommands, kit: &Kit, game: &Game, can_save: bool) {
    let placed = places(game.kind, &game.rules, &game.results);
    let size = kit.layout.size;
    let (lines, room) = (placed.len().max(1) as f32, size.y - ABOVE - BELOW);
    let height = (room / lines - LINE_GAP).clamp(LINE.0, LINE.1);
    let is_long = kit.layout.arrangement == Arrangement::Landscape;
    let role = if is_long && height >= LARGE_LINE { TextRole::Prompt } else { TextRole::Label };
    let has_won = game.results.iter().all(|result| result.reached);
    let title = match (game.kind, has_won) {
        (Kind::Relay, true) => "challenges-won-together",
        (Kind::Relay, false) => "challenges-not-yet",
        _ => "challenges-board",
    };
    page.spawn(Node {
        position_type: PositionType::Absolute,
        width: percent(100),
        padding: UiRect::all(mm(5.0)),
        row_gap: mm(LINE_GAP),
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        ..default()
    })
    .with_children(|column| {
        spawn_prompt(column, kit, Phrase::new(title));
        if room - lines * (height + LINE_GAP) > WINNER {
            let row = Node { column_gap: mm(6.0), height: mm(WINNER), ..default() };
            column.spawn(row).with_children(|row| match (game.kind, has_won) {
                (Kind::Relay, true) => drop(row.spawn(kit.icon("trophy", WINNER))),
                (Kind::Relay, false) => {}
                _ => {
                    for first in placed.iter().filter(|placed| placed.place == 1).take(WINNERS) {
                        spawn_sign(row, kit, first.team, WINNER);
                    }
                }
            });
        }
        let line = Node {
            width: mm((size.x - 10.0).min(270.0)),
            padding: UiRect::horizontal(mm(2.0)),
            column_gap: mm(3.0),
            align_items: AlignItems::Center,
            ..default()
        };
        column.spawn(Node { height: mm(9.0), ..line.clone() }).with_children(|head| {
            head.spawn(rest_of_row());
            for (key, share) in columns(game.kind).into_iter().zip(SHARES) {
                spawn_cell(head, kit, kit.words.text(key), share, (TextRole::Label, kit.palette.soft_white));
            }
        });
        for placed in &placed {
            let Some(result) = game.results.get(placed.team) else { continue };
            column
                .spawn((
                    Node { height: mm(height), border_radius: corner(4.0), ..line.clone() },
                    BackgroundColor(kit.palette.plate),
                ))
                .with_children(|line| {
                    let side = (height - 2.0).min(14.0);
                    if game.kind != Kind::Relay {
                        spawn_place(line, kit, placed.place, side);
                    }
                    spawn_sign(line, kit, placed.team, side);
                    let called = name(&game.names, placed.team, &kit.words);
                    line.spawn(rest_of_row()).with_child((
                        text(called.clone(), &kit.fonts.bold, role, kit.palette.white),
                        TextLayout::no_wrap(),
                        Fitted { whole: called },
                    ));
                    for (cell, share) in cells(game, result, placed).into_iter().zip(SHARES) {
                        spawn_cell(line, kit, cell, share, (role, kit.palette.white));
                    }
                });
        }
        let seed = kit.words.with("challenges-seed", &[("seed", f64::from(game.seed).into())]);
        column.spawn((text(seed, &kit.fonts.medium, TextRole::Label, kit.palette.soft_white), TextLayout::no_wrap()));
    });
    spawn_bottom(page, |bottom| {
        if can_save {
            bottom.spawn(kit.button(SAVE, Phrase::new("challenges-save"), "save", ButtonLook::QUIET));
        }
        bottom.spawn(kit.icon_button(OTHERS, Phrase::new("challenges-others"), "trophy"));
        bottom.spawn(kit.text_button(AGAIN, &kit.words.text("challenges-again"), ButtonLook::LOUD));
    });
}

/// A place: a medal for the first three.
fn spawn_place(line: &mut ChildSpawnerCommands, kit: &Kit, place: usize, side: f32) {
    let medal = place.checked_sub(1).and_then(|place| MEDALS.get(place)).copied();
    let ink = if medal.is_some() { kit.palette.ink } else { kit.palette.white };
    line.spawn((
        Node {
            width: mm(side),
            height: mm(side),
            flex_shrink: 0.0,
            border_radius: BorderRadius::MAX,
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        },
        BackgroundColor(medal.unwrap_or(Color::NONE)),
        children![(text(place.to_string(), &kit.fonts.bold, TextRole::Label, ink), TextLayout::no_wrap())],
    ));
}

/// A cell, its words at the right.
fn spawn_cell(line: &mut ChildSpawnerCommands, kit: &Kit, words: String, share: f32, (role, color): (TextRole, Color)) {
    line.spawn(Node { width: percent(share), justify_content: JustifyContent::FlexEnd, ..default() }).with_child((
        text(words.clone(), &kit.fonts.bold, role, color),
        TextLayout::no_wrap(),
        Fitted { whole: words },
    ));
}

/// Writes the table and a picture of it, beside the file that staff keep the lesson in; without one there is nothing to touch.
pub(super) fn save(
    mut activated: MessageReader<Activated>,
    play: Res<Play>,
    file: Res<ProjectFile>,
    (words, sets): (Res<Words>, Res<ReadyMadeSets>),
    targets: Query<&RenderTarget, With<IsDefaultUiCamera>>,
    mut files: MessageWriter<FileWish>,
    mut commands: Commands,
) {
    let is_wished = activated.read().any(|activated| activated.control == SAVE);
    let (Some(game), Some(lesson)) = (play.game().filter(|game| game.stage == Stage::Board), &file.path) else {
        return;
    };
    if !is_wished {
        return;
    }
    let stem = lesson.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = |ending: &str| lesson.with_file_name(format!("{stem}-{}-{}.{ending}", game.kind.id(), game.seed));
    files.write(FileWish::ExportTable(beside("csv"), table(game, &words, &sets).to_csv().into()));
    if let Some(target) = targets.iter().next() {
        let path = beside("png");
        commands.spawn(Screenshot(target.clone())).observe(
            move |captured: On<ScreenshotCaptured>, mut files: MessageWriter<FileWish>| match picture(&captured.image) {
                Ok(picture) => drop(files.write(FileWish::ExportPicture(path.clone(), Arc::new(picture)))),
                Err(reason) => warn!("{}: is not written: {reason}", path.display()),
            },
        );
    }
}

/// The games that were played, for staff.
pub(super) fn tell_played(
    play: Res<Play>,
    (words, sets): (Res<Words>, Res<ReadyMadeSets>),
    mut was_over: Local<bool>,
    mut played: ResMut<PlayedGames>,
) {
    let over = play.game().filter(|game| game.stage == Stage::Board);
    if let Some(game) = over.filter(|_| !*was_over) {
        played.add(table(game, &words, &sets));
    }
    *was_over = over.is_some();
}

/// What was drawn, as a picture.
fn picture(image: &Image) -> Result<Picture, String> {
    let drawn = image.clone().try_into_dynamic().map_err(|error| error.to_string())?.into_rgb8();
    let (width, height) = drawn.dimensions();
    Picture::new(width, height, drawn.into_raw()).map_err(|error| error.to_string())
}

/// The score board as a table, and for each class what a team had right, where all teach all of them.
pub(super) fn table(game: &Game, words: &Words, sets: &ReadyMadeSets) -> GameTable {
    let seed = words.with("challenges-seed", &[("seed", f64::from(game.seed).into())]);
    let played_with = game.choice.said(words, sets);
    let has_classes = game.kind != Kind::Relay;
    let classes = game.by_class.first().filter(|_| has_classes).into_iter().flatten().map(|(name, ..)| name.clone());
    let keys = ["challenges-column-place", "challenges-column-team"].into_iter().chain(columns(game.kind));
    let mut rows = vec![keys.map(|key| words.text(key)).chain(classes).collect()];
    for placed in places(game.kind, &game.rules, &game.results) {
        let Some(result) = game.results.get(placed.team) else { continue };
        let first = [placed.place.to_string(), name(&game.names, placed.team, words)];
        let by_class = game.by_class.get(placed.team).filter(|_| has_classes).into_iter().flatten();
        // With a blank on either side no spreadsheet takes it for a date.
        let by_class = by_class.map(|(_, right, hidden)| format!("{right} / {hidden}"));
        rows.push(first.into_iter().chain(cells(game, result, &placed)).chain(by_class).collect());
    }
    GameTable { title: vec![words.text(game.kind.card()), played_with, seed], rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Choice;
    use crate::rules::Rules;

    #[test]
    fn the_table_names_every_team_in_its_place_and_what_it_had_right_of_each_class() {
        let names = vec![Some("A".to_owned()), Some("B".to_owned())];
        let mut game = Game::new(Kind::Best, Rules::example(), 12, Choice::Lesson, names);
        let result = |right| TurnResult { right, hidden: 20, pictures: 7, seconds: 61, ..TurnResult::default() };
        game.results = vec![result(5), result(20)];
        game.by_class =
            [[2, 3], [10, 10]].map(|[cup, pen]| vec![("Cup".into(), cup, 10), ("Pen".into(), pen, 10)]).to_vec();
        let rows = table(&game, &Words::default(), &ReadyMadeSets::default()).rows;
        assert_eq!(rows[0][5..], ["challenges-column-points", "Cup", "Pen"]);
        assert_eq!(rows[1], ["1", "B", "100 %", "7", "1:01", "5", "10 / 10", "10 / 10"]);
        assert_eq!(rows[2], ["2", "A", "25 %", "7", "1:01", "3", "2 / 10", "3 / 10"]);
        game.kind = Kind::Relay;
        assert_eq!(
            table(&game, &Words::default(), &ReadyMadeSets::default()).rows[1].len(),
            6,
            "in a relay each team has a class of its own"
        );
    }
}
