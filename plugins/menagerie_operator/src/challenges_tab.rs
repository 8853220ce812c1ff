//! The tab about challenges: what games of teams begin with, and what came of those that were played.

use std::sync::Arc;

use bevy_egui::egui::{self, Grid, RichText, ScrollArea, Ui};
use menagerie_core::lesson::LONGEST_TYPED_NAME;
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::tab_context::TabContext;
use crate::theme::{self, FINGER, GAP, SOFT, TEXT};
use crate::widgets::{self, Look, card, row, tall_card, wrapped};

/// What the steppers begin with: what the rules that ship say, and the first number.
const FIRST_HIDDEN: usize = 8;
const FIRST_SEED: u32 = 1;
/// Teams that names are first written for.
const FIRST_TEAMS: usize = 2;
/// Width of a name's field, points.
const NAME: f32 = 200.0;

/// The tab.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let width = (ui.available_width() - GAP) * 0.44;
        widgets::column(ui, width, height, |ui| {
            ScrollArea::vertical().id_salt("prepare").auto_shrink([false, false]).show(ui, |ui| {
                card(ui, |ui| prepare(ui, context));
            });
        });
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| played(ui, context));
    });
}

/// What games begin with.
fn prepare(ui: &mut Ui, context: &mut TabContext) {
    widgets::title(ui, &context.words.text("workshop-challenges-prepare"));
    widgets::sentence(ui, &context.words.text("workshop-challenges-why"));
    let mut prepared = context.facts.prepared.clone();
    pictures(ui, context, &mut prepared);
    teams(ui, context, &mut prepared);
    numbers(ui, context, &mut prepared);
    let is_anything = prepared != PreparedGame::default();
    let free = widgets::tap_if(ui, is_anything, Look::Plain, 110.0, &context.words.text("workshop-challenges-free"));
    context.places.mark(ui, "challenges/free", free.rect);
    if free.clicked() {
        prepared = PreparedGame::default();
    }
    if prepared != *context.facts.prepared {
        context.wish(Wish::Prepare(prepared));
    }
}

fn pictures(ui: &mut Ui, context: &mut TabContext, prepared: &mut PreparedGame) {
    widgets::subtitle(ui, &context.words.text("workshop-challenges-pictures"));
    let tested = context.facts.classes.0.iter().filter(|class| class.counts.test > 0).count();
    let own = (GamePictures::Lesson, context.words.text("workshop-challenges-own"), tested > 1);
    let language = &context.words.spoken().id;
    let sets = context.facts.sets.iter().filter_map(|set| {
        let name = set.folder.file_name()?.to_string_lossy().into_owned();
        Some((GamePictures::Set(name), set.said_in(language)[0].to_owned(), true))
    });
    let options: Vec<_> = std::iter::once(own).chain(sets).collect();
    wrapped(ui, |ui| {
        for (place, (pictures, words, can)) in options.into_iter().enumerate() {
            let is_chosen = prepared.pictures.as_ref() == Some(&pictures);
            let look = if is_chosen { Look::Chosen } else { Look::Plain };
            let button = widgets::tap_if(ui, can, look, 0.0, &words);
            context.places.mark(ui, format!("challenges/pictures/{place}"), button.rect);
            if button.clicked() {
                prepared.pictures = (!is_chosen).then_some(pictures);
            }
        }
    });
    if tested < 2 {
        widgets::sentence(ui, &context.words.text("workshop-challenges-own-why"));
    }
}

/// How many hidden pictures, and the game's number.
fn numbers(ui: &mut Ui, context: &mut TabContext, prepared: &mut PreparedGame) {
    let value = |number: Option<u32>| number.map_or("–".to_owned(), |number| number.to_string());
    let hidden = prepared.hidden;
    let range = PreparedGame::HIDDEN;
    let can = [hidden.is_none_or(|hidden| hidden > *range.start()), hidden.is_none_or(|hidden| hidden < *range.end())];
    let key = "workshop-challenges-hidden";
    if let Some(step) = stepped(ui, context, key, &value(hidden.map(|hidden| hidden as u32)), can) {
        let stepped = hidden.map_or(FIRST_HIDDEN, |hidden| hidden.saturating_add_signed(isize::from(step)));
        prepared.hidden = Some(stepped.clamp(*range.start(), *range.end()));
    }
    let can = [prepared.seed.is_none_or(|seed| seed > 0), true];
    if let Some(step) = stepped(ui, context, "workshop-challenges-number", &value(prepared.seed), can) {
        prepared.seed = Some(prepared.seed.map_or(FIRST_SEED, |seed| seed.saturating_add_signed(i32::from(step))));
    }
    widgets::sentence(ui, &context.words.text("workshop-challenges-number-why"));
}

/// A number with its name before it; whether it is to be less or more.
fn stepped(ui: &mut Ui, context: &TabContext, key: &str, value: &str, can: [bool; 2]) -> Option<i8> {
    wrapped(ui, |ui| {
        let step = widgets::stepper(ui, value, can);
        widgets::subtitle(ui, &context.words.text(key));
        step
    })
}

/// How many teams, and what they are called.
fn teams(ui: &mut Ui, context: &mut TabContext, prepared: &mut PreparedGame) {
    let teams = prepared.teams.len();
    let value = if teams == 0 { "–".to_owned() } else { teams.to_string() };
    let can = [teams > FIRST_TEAMS, teams < PreparedGame::MOST_TEAMS];
    if let Some(step) = stepped(ui, context, "workshop-challenges-teams", &value, can) {
        let wanted = if teams == 0 { FIRST_TEAMS } else { teams.saturating_add_signed(isize::from(step)) };
        prepared.teams.resize(wanted, String::new());
    }
    wrapped(ui, |ui| {
        for (place, name) in prepared.teams.iter_mut().enumerate() {
            let hint = context.words.with("workshop-challenges-team", &[("number", (place + 1).into())]);
            let field = egui::TextEdit::singleline(name)
                .id_salt(("team", place))
                .hint_text(hint)
                .char_limit(LONGEST_TYPED_NAME)
                .vertical_align(egui::Align::Center)
                .margin(egui::Margin::symmetric(12, 8))
                .min_size(egui::vec2(NAME, FINGER))
                .desired_width(NAME);
            let field = ui.add(field);
            context.places.mark(ui, format!("challenges/name/{place}"), field.rect);
        }
    });
}

/// The games that were played in this visit.
fn played(ui: &mut Ui, context: &mut TabContext) {
    let games = context.facts.played;
    if games.iter().len() == 0 {
        tall_card(ui, |ui| widgets::empty(ui, "🏆", &context.words.text("workshop-challenges-none")));
        return;
    }
    ScrollArea::vertical().id_salt("played").auto_shrink([false, false]).show(ui, |ui| {
        for (place, game) in games.iter().enumerate() {
            card(ui, |ui| one_game(ui, context, place, game));
        }
    });
}

fn one_game(ui: &mut Ui, context: &mut TabContext, place: usize, game: &GameTable) {
    let [name, rest] =
        [game.title.first().cloned().unwrap_or_default(), game.title.get(1..).unwrap_or_default().join(" · ")];
    widgets::title(ui, &name);
    row(ui, |ui| {
        widgets::sentence(ui, &rest);
        let save = widgets::tap(ui, Look::Plain, &context.words.text("workshop-challenges-save"));
        context.places.mark(ui, format!("challenges/save/{place}"), save.rect);
        if save.clicked() {
            context.state.dialog.export_table(Arc::from(game.to_csv()), format!("{name}.csv"));
        }
    });
    ScrollArea::horizontal().id_salt(("game", place)).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new(("games", place)).striped(true).spacing(egui::vec2(2.0 * GAP, 8.0)).show(ui, |ui| {
            for (line, cells) in game.rows.iter().enumerate() {
                for cell in cells {
                    let words = RichText::new(cell);
                    let is_head = line == 0;
                    let words = if is_head {
                        words.size(17.0).color(SOFT)
                    } else {
                        words.font(theme::heading(20.0)).color(TEXT)
                    };
                    ui.add(egui::Label::new(words).extend());
                }
                ui.end_row();
            }
        });
    });
}
