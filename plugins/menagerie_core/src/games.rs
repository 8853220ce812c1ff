//! What staff prepare for the games of teams, and what came of those that were played. A room with games follows the one and
//! tells the other; the workshop shows both.

use bevy::prelude::*;

use crate::visit::EndVisit;

/// Most games that are remembered.
const MOST_PLAYED: usize = 20;

/// What a game is played with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GamePictures {
    /// The ready-made set in a folder of this name.
    Set(String),
    /// The test pictures of the lesson.
    Lesson,
}

/// Wish of staff: what games begin with until something else is wished. Teams can still choose otherwise.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct PreparedGame {
    /// What it is played with; `None`: as the game itself proposes.
    pub pictures: Option<GamePictures>,
    /// Hidden pictures of each class of a ready-made set; `None`: as its rules say.
    pub hidden: Option<usize>,
    /// Number of the next game, from which its pictures follow; `None`: as its rules say.
    pub seed: Option<u32>,
    /// Names of the teams, as many as there are; empty: as teams choose, and an empty name is the game's own.
    pub teams: Vec<String>,
}

impl PreparedGame {
    /// How many hidden pictures of a class can be wished.
    pub const HIDDEN: std::ops::RangeInclusive<usize> = 2..=40;
    /// Most teams.
    pub const MOST_TEAMS: usize = 8;
}

/// A table in words, its first row what the columns are called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GameTable {
    /// What was played: the game, with what, its number.
    pub title: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl GameTable {
    /// The table as spreadsheets read it. It begins with the mark by which they know the letters of names.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let line = |row: &Vec<String>| row.iter().map(|words| quoted(words)).collect::<Vec<_>>().join(",");
        let lines: Vec<String> = std::iter::once(&self.title).chain(&self.rows).map(line).collect();
        format!("\u{feff}{}\r\n", lines.join("\r\n"))
    }
}

/// Words in quotation marks, none of which a spreadsheet takes for a sum.
fn quoted(words: &str) -> String {
    let is_sum = words.starts_with(['=', '+', '-', '@']);
    format!("\"{}{}\"", if is_sum { "'" } else { "" }, words.replace('"', "\"\""))
}

/// Fact: the games that were played in this visit, the newest first. In memory only, and gone with the visit.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct PlayedGames(Vec<GameTable>);

impl PlayedGames {
    /// One more was played.
    pub fn add(&mut self, game: GameTable) {
        self.0.insert(0, game);
        self.0.truncate(MOST_PLAYED);
    }

    /// All of them, the newest first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &GameTable> {
        self.0.iter()
    }
}

/// What is remembered of a visit goes with it.
fn forget(mut played: ResMut<PlayedGames>) {
    played.0.clear();
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<PreparedGame>()
        .init_resource::<PlayedGames>()
        .add_systems(Update, forget.run_if(on_message::<EndVisit>).in_set(crate::schedule::ExhibitSystems::Decide));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str) -> GameTable {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        GameTable { title: row(&["Relay"]), rows: vec![row(&["team", "points"]), row(&[name, "5"])] }
    }

    #[test]
    fn a_table_for_spreadsheets_has_every_word_in_quotation_marks_and_no_sum() {
        let csv = table("=1+1").to_csv();
        assert_eq!(csv, "\u{feff}\"Relay\"\r\n\"team\",\"points\"\r\n\"'=1+1\",\"5\"\r\n");
        assert!(table("The \"best\"").to_csv().contains("\"The \"\"best\"\"\""));
    }

    #[test]
    fn some_games_are_remembered_the_newest_first_and_none_after_the_visit() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, crate::CorePlugin));
        for game in 0..30 {
            app.world_mut().resource_mut::<PlayedGames>().add(table(&game.to_string()));
        }
        app.update();
        let played = app.world().resource::<PlayedGames>();
        assert_eq!((played.iter().len(), played.iter().next()), (MOST_PLAYED, Some(&table("29"))));
        app.world_mut().write_message(EndVisit);
        app.update();
        assert_eq!(app.world().resource::<PlayedGames>().iter().len(), 0);
    }
}
