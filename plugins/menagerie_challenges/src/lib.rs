//! Challenges: games of two to eight teams on one screen. Who needs the fewest pictures, who is best when the time is over, a
//! relay of all against a goal, who fools another team's model, and a chain of things that grows.
//!
//! What it is: the teams, the rules (data, `assets/challenges/*.ron`), whose turn it is, the score board. What it is not: it
//! neither learns nor measures. A team teaches on the screen of all visitors; the room that tests lessons tests its pictures
//! too; and the lesson that was on the screen waits, set aside by the room that owns it.
//!
//! - `rules`, `draw`, `score`, `game`, and in a game `duel` with its `tricks`, or `chain`: plain data, and what follows from it.
//! - `play`: what is touched and what has happened lead on, `prepare` to the next turn; `fool` and `fool_page` while a team
//!   fools another one's model, `chain_page` at a memory chain; `exhibited` is what they are told, and wish.
//! - `page`, `setup`, `board`, `strip`, put together of `parts`: what one sees, on a screen of its own and while a team teaches.
//! - `kept`: a game that was interrupted goes on.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test stops where something is wrong"))]

mod board;
mod chain;
mod chain_page;
mod draw;
mod duel;
mod exhibited;
mod fool;
mod fool_page;
mod game;
mod kept;
mod measured;
mod page;
mod parts;
mod play;
mod prepare;
mod rules;
mod score;
mod setup;
mod strip;
mod teams;
mod tricks;

use std::path::{Path, PathBuf};

use bevy::asset::AssetPlugin;
use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::ContactSystems;

use crate::rules::{Kind, Rules};

/// The screen.
pub const CHALLENGES: ScreenId = ScreenId("challenges");
/// The state in which it is shown.
const SHOWN: CurrentScreen = CurrentScreen(CHALLENGES);
/// Folder of the rules among the assets.
const FOLDER: &str = "challenges";

/// Adds the screen, and the challenges whose rules can be played.
pub struct ChallengesPlugin;

impl Plugin for ChallengesPlugin {
    fn build(&self, app: &mut App) {
        let owner = env!("CARGO_CRATE_NAME");
        app.receive_guest(owner)
            .register_screen(ScreenInfo {
                id: CHALLENGES,
                title: "challenges-title",
                icon: "icons/trophy.png",
                order: 45,
                owner,
            })
            .bring_words(&[
                ("en", "challenges.ftl", include_str!("../locales/en/challenges.ftl")),
                ("nl", "challenges.ftl", include_str!("../locales/nl/challenges.ftl")),
                ("fr", "challenges.ftl", include_str!("../locales/fr/challenges.ftl")),
                ("de", "challenges.ftl", include_str!("../locales/de/challenges.ftl")),
                ("es", "challenges.ftl", include_str!("../locales/es/challenges.ftl")),
            ])
            .insert_resource(kept::KeptGame(kept::usual_place()))
            .init_resource::<play::Play>()
            .init_resource::<play::Before>()
            .init_resource::<prepare::Preparing>()
            .init_resource::<fool::Altered>()
            .add_systems(Startup, kept::resume)
            .add_systems(OnEnter(SHOWN), page::enter)
            .add_systems(OnExit(SHOWN), play::leave)
            .add_systems(
                Update,
                (play::follow_touches, fool::follow_touches, chain_page::follow_touches, board::save)
                    .chain()
                    .after(ContactSystems)
                    .in_set(ExhibitSystems::Sense),
            )
            .add_systems(
                Update,
                (play::forget.run_if(on_message::<EndVisit>), play::go_on).chain().in_set(ExhibitSystems::Decide),
            )
            .add_systems(
                Update,
                (
                    // What is answered is decided by now.
                    (fool::go_on, chain_page::go_on),
                    // What belongs to a page is changed before the page gives way to another.
                    (page::guard_way_home, (fool_page::show, chain_page::show), page::lay)
                        .chain()
                        .run_if(in_state(SHOWN)),
                    (strip::hang, strip::show).chain(),
                )
                    .chain()
                    .in_set(ExhibitSystems::Present),
            )
            .add_systems(Update, (kept::keep, board::tell_played).in_set(ExhibitSystems::Report));
        let rulebook = read_rules(&assets_folder(app).join(FOLDER));
        for ((kind, rules), order) in rulebook.0.iter().zip(0..) {
            app.register_challenge(ChallengeInfo {
                id: kind.id(),
                card: kind.card(),
                icon: kind.icon(),
                order,
                teams: rules.teams(),
                screen: CHALLENGES,
                owner,
            });
        }
        app.insert_resource(rulebook);
    }
}

/// The folder `assets`.
fn assets_folder(app: &App) -> PathBuf {
    let plugins = app.get_added_plugins::<AssetPlugin>();
    plugins.first().map_or_else(|| PathBuf::from("assets"), |plugin| PathBuf::from(&plugin.file_path))
}

/// The challenges that can be played; of the others it is said why not.
fn read_rules(folder: &Path) -> play::Rulebook {
    let mut rulebook = play::Rulebook::default();
    for kind in Kind::ALL {
        match Rules::read(kind, folder) {
            Ok(rules) => rulebook.0.push((kind, rules)),
            Err(error) => error!("the challenge \"{}\" is left out: {error}", kind.id()),
        }
    }
    rulebook
}

#[cfg(test)]
mod tests;
