//! A game: its teams, whose turn it is, and what came of those that are over. Plain data; what happens in the exhibit is
//! told to it.

use menagerie_core::prelude::*;
use serde::{Deserialize, Serialize};

use crate::chain::{Chain, Step};
use crate::duel::Duel;
use crate::measured::Measured;
use crate::rules::{Kind, Rules, TEAMS};
use crate::score::TurnResult;

/// How long a measurement is waited for, seconds: the head may be training.
const LONGEST_MEASURING_SECS: f32 = 20.0;
/// What is measured counts from then on, seconds: by then a picture that was on its way has come.
const SHORTEST_MEASURING_SECS: f32 = 0.5;
/// Longest name of a team, letters.
const LONGEST_NAME: usize = 40;

/// What is measured with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Choice {
    /// The ready-made set in a folder of this name.
    Set(String),
    /// The test pictures of the lesson.
    Lesson,
}

impl From<&GamePictures> for Choice {
    fn from(pictures: &GamePictures) -> Self {
        match pictures {
            GamePictures::Set(name) => Self::Set(name.clone()),
            GamePictures::Lesson => Self::Lesson,
        }
    }
}

/// How far a game is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) enum Stage {
    /// It was interrupted and waits to be gone on with.
    #[default]
    Paused,
    /// The hidden pictures are on their way.
    Preparing,
    /// A team is called.
    Ready,
    /// It teaches.
    Turn,
    /// Its time is over, and it is measured, for so many seconds so far.
    Measuring(f32),
    /// What it taught is measured, and the team that tries to fool it is called.
    Called,
    /// A team plays on the screen of the challenges: it fools another one, or it is at the chain.
    Playing,
    /// Its result is shown.
    Shown,
    /// The score board.
    Board,
}

/// One game.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Game {
    pub(super) kind: Kind,
    pub(super) rules: Rules,
    pub(super) seed: u32,
    pub(super) choice: Choice,
    /// What the teams call themselves; `None`: after the animal of their place.
    pub(super) names: Vec<Option<String>>,
    /// What came of the turns that are over.
    pub(super) results: Vec<TurnResult>,
    /// Of each of those, by class: its name, hidden pictures named rightly, and all of them.
    #[serde(default)]
    pub(super) by_class: Vec<Vec<(String, usize, usize)>>,
    #[serde(skip)]
    pub(super) stage: Stage,
    /// Seconds that are left of the turn.
    #[serde(skip)]
    pub(super) left_secs: f32,
    /// The duel about what this team taught; it has no result before that is over.
    #[serde(skip)]
    pub(super) duel: Option<Duel>,
    /// The chain of all teams.
    #[serde(skip)]
    pub(super) chain: Option<Chain>,
}

impl Game {
    pub(super) fn new(kind: Kind, rules: Rules, seed: u32, choice: Choice, names: Vec<Option<String>>) -> Self {
        let (results, by_class) = (Vec::new(), Vec::new());
        let (stage, left_secs, duel, chain) = (Stage::Preparing, 0.0, None, None);
        Self { kind, rules, seed, choice, names, results, by_class, stage, left_secs, duel, chain }
    }

    /// Whose turn it is; behind the last team: nobody's.
    pub(super) fn team(&self) -> usize {
        match (self.stage, &self.chain) {
            (_, Some(chain)) => chain.team,
            (Stage::Called | Stage::Playing, None) => self.fooler(),
            (Stage::Shown, None) => self.results.len().saturating_sub(1),
            _ => self.results.len(),
        }
    }

    /// Who tries to fool the model of the team whose turn it is, or was: the next one.
    pub(super) fn fooler(&self) -> usize {
        let shown = usize::from(self.stage == Stage::Shown);
        (self.results.len() + 1 - shown) % self.names.len().max(1)
    }

    /// Whether no turn comes after the one whose result is shown.
    pub(super) fn is_last(&self) -> bool {
        self.chain.as_ref().map_or(self.results.len() >= self.names.len(), Chain::is_finished)
    }

    /// Whether each turn goes on with what the teams before it taught.
    fn is_shared(&self) -> bool {
        self.kind == Kind::Relay
    }

    /// Whether what is taught now belongs to the game.
    pub(super) fn has_lesson(&self) -> bool {
        !matches!(self.stage, Stage::Paused | Stage::Board)
    }

    /// Classes of a ready-made set that are drawn: a relay has no more of them than teams.
    pub(super) fn most_classes(&self) -> usize {
        if self.is_shared() { self.rules.classes.min(self.names.len()) } else { self.rules.classes }
    }

    /// Whether this team teaches the class at this place, of so many.
    pub(super) fn teaches(&self, team: usize, class: usize, classes: usize) -> bool {
        if !self.is_shared() {
            true
        } else if classes >= self.names.len() {
            class % self.names.len() == team
        } else {
            team % classes == class
        }
    }

    /// The hidden pictures are there, or, for a chain, so many classes.
    pub(super) fn prepared(&mut self, classes: usize) {
        if self.stage == Stage::Preparing {
            self.stage = Stage::Ready;
            let rules = self.rules.chain.filter(|_| self.kind == Kind::Chain);
            self.chain = rules.map(|rules| Chain::new(rules, self.rules.seconds, classes, self.names.len()));
        }
    }

    /// The team begins; this thing of a chain is answered now.
    pub(super) fn begin_turn(&mut self, answered: Option<usize>) {
        match (self.stage, &mut self.chain) {
            (Stage::Ready, Some(chain)) => {
                chain.begin(answered);
                self.stage = Stage::Playing;
            }
            (Stage::Ready, None) => (self.stage, self.left_secs) = (Stage::Turn, self.rules.seconds as f32),
            (Stage::Called, _) => self.stage = Stage::Playing,
            _ => {}
        }
    }

    /// The duel is over: what was taught has its result.
    pub(super) fn end_duel(&mut self, result: TurnResult) {
        if self.duel.take().is_some() {
            self.results.push(result);
            self.stage = Stage::Shown;
        }
    }

    /// The team is done.
    pub(super) fn end_turn(&mut self) {
        if self.stage == Stage::Turn {
            self.stage = Stage::Measuring(0.0);
        }
    }

    /// Time goes by. `measured` is what is known of the lesson on the screen, if it is known.
    pub(super) fn pass(&mut self, secs: f32, measured: &Measured, is_known: bool) {
        match self.stage {
            Stage::Turn => {
                self.left_secs = (self.left_secs - secs).max(0.0);
                // In a relay every team has its turn, so only the last one's ends there.
                let can_end = !self.is_shared() || self.results.len() + 1 == self.names.len();
                if is_known && can_end && self.reaches(measured) {
                    // What was reached with so many pictures stays reached, whatever further training makes of it.
                    self.take(measured);
                } else if self.left_secs <= 0.0 {
                    self.end_turn();
                }
            }
            Stage::Measuring(so_far) => {
                let so_far = so_far + secs;
                self.stage = Stage::Measuring(so_far);
                if (is_known && so_far >= SHORTEST_MEASURING_SECS) || so_far >= LONGEST_MEASURING_SECS {
                    self.take(measured);
                }
            }
            Stage::Paused
            | Stage::Preparing
            | Stage::Ready
            | Stage::Called
            | Stage::Playing
            | Stage::Shown
            | Stage::Board => {}
        }
    }

    /// Whether the goal is reached, where there is one.
    fn reaches(&self, measured: &Measured) -> bool {
        // A share of whole numbers may lie a rounding below the goal that it equals.
        self.rules.goal.is_some_and(|goal| measured.share() + 1e-9 >= goal) && measured.pictures() > 0
    }

    /// The turn is over with this result.
    fn take(&mut self, measured: &Measured) {
        let named = measured.names.iter().zip(&measured.classes);
        // A turn that was interrupted in its duel is measured once more.
        self.by_class.truncate(self.results.len());
        self.by_class.push(named.map(|(name, [right, hidden, _])| (name.clone(), *right, *hidden)).collect());
        let reached = self.reaches(measured);
        let seconds = (self.rules.seconds as f32 - self.left_secs).round() as u32;
        let classes = measured.classes.len();
        let result = |team: usize, seconds: u32| {
            let [right, hidden, pictures] = measured.sum(|class| self.teaches(team, class, classes));
            TurnResult { right, hidden, pictures, seconds, reached, ..TurnResult::default() }
        };
        let turn = result(self.results.len(), seconds);
        if let Some(rules) = self.rules.fool.filter(|_| self.kind == Kind::Fool) {
            self.duel = Some(Duel::new(rules, turn));
            self.stage = Stage::Called;
            return;
        }
        if self.is_shared() {
            // What one team teaches changes what is answered to the pictures of all.
            let others = self.results.iter().enumerate().map(|(team, before)| result(team, before.seconds)).collect();
            self.results = others;
        }
        self.results.push(turn);
        self.stage = Stage::Shown;
    }

    /// On to the next team, or to the score board.
    pub(super) fn next(&mut self) {
        if let (Stage::Shown, Some(chain)) = (self.stage, &mut self.chain) {
            if chain.is_finished() {
                self.results = chain.teams.clone();
                (self.stage, self.chain) = (Stage::Board, None);
            } else {
                chain.next_team();
                self.stage = Stage::Ready;
            }
            return;
        }
        match self.stage {
            Stage::Shown if self.results.len() >= self.names.len() => self.stage = Stage::Board,
            Stage::Shown if self.is_shared() => self.stage = Stage::Ready,
            Stage::Shown | Stage::Paused => self.stage = Stage::Preparing,
            _ => {}
        }
    }

    /// The turn at the chain is over.
    pub(super) fn end_link(&mut self) {
        let is_over = self.chain.as_ref().is_some_and(|chain| matches!(chain.step, Step::Over(_)));
        if is_over && self.stage == Stage::Playing {
            self.stage = Stage::Shown;
        }
    }

    /// The lesson of the game is gone: the turn that it belonged to begins again when somebody goes on.
    pub(super) fn interrupt(&mut self) {
        if self.stage == Stage::Board {
            return;
        }
        self.stage = Stage::Paused;
        (self.duel, self.chain) = (None, None);
        if self.is_shared() {
            // What the first teams taught is gone with it.
            self.results.clear();
            self.by_class.clear();
        }
    }

    /// Whether what was kept of a game can be gone on with.
    pub(super) fn is_playable(&self) -> bool {
        let is_name = |name: &Option<String>| name.as_ref().is_none_or(|name| name.chars().count() <= LONGEST_NAME);
        TEAMS.contains(&self.names.len())
            && self.results.len() < self.names.len()
            && self.names.iter().all(is_name)
            && self.rules.is_sound(self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(goal: Option<f64>) -> Rules {
        Rules { goal, ..Rules::example() }
    }

    fn game(kind: Kind, goal: Option<f64>, teams: usize) -> Game {
        Game::new(kind, rules(goal), 1, Choice::Lesson, vec![None; teams])
    }

    /// Two classes of ten hidden pictures each.
    fn measured(right: [usize; 2], taught: usize) -> Measured {
        Measured { classes: right.map(|right| [right, 10, taught]).to_vec(), names: vec!["Cup".into(), "Pen".into()] }
    }

    fn begin(game: &mut Game) {
        game.prepared(2);
        game.begin_turn(None);
        assert_eq!(game.stage, Stage::Turn);
    }

    #[test]
    fn a_turn_ends_by_the_goal_with_what_was_taught_until_then() {
        let mut game = game(Kind::Fewest, Some(0.9), 2);
        begin(&mut game);
        game.pass(10.0, &measured([9, 8], 5), true);
        assert_eq!(game.stage, Stage::Turn);
        game.pass(10.0, &measured([9, 9], 6), false);
        assert_eq!(game.stage, Stage::Turn, "what is not known for sure ends nothing");
        game.pass(10.0, &measured([9, 9], 7), true);
        let won =
            TurnResult { right: 18, hidden: 20, pictures: 14, seconds: 30, reached: true, ..TurnResult::default() };
        assert_eq!((game.stage, game.results.as_slice(), game.team()), (Stage::Shown, &[won][..], 0));
        game.next();
        assert_eq!((game.stage, game.team()), (Stage::Preparing, 1));
    }

    #[test]
    fn a_turn_ends_by_time_or_by_hand_and_is_then_measured() {
        for by_hand in [false, true] {
            let mut game = game(Kind::Best, None, 2);
            begin(&mut game);
            if by_hand {
                game.end_turn();
            } else {
                game.pass(61.0, &measured([10, 10], 1), true);
            }
            assert_eq!(game.stage, Stage::Measuring(0.0));
            game.pass(0.1, &measured([10, 10], 1), true);
            assert!(matches!(game.stage, Stage::Measuring(_)), "a picture may still be on its way");
            game.pass(5.0, &measured([1, 1], 1), false);
            game.pass(1.0, &measured([7, 2], 3), true);
            let seconds = if by_hand { 0 } else { 60 };
            let result = TurnResult { right: 9, hidden: 20, pictures: 6, seconds, ..TurnResult::default() };
            assert_eq!(game.results, [result]);
            assert_eq!(game.by_class, [[("Cup".to_owned(), 7, 10), ("Pen".to_owned(), 2, 10)]]);
        }
    }

    #[test]
    fn a_measurement_that_never_comes_keeps_nobody_waiting() {
        let mut game = game(Kind::Best, None, 2);
        begin(&mut game);
        game.end_turn();
        for _ in 0..21 {
            game.pass(1.0, &measured([3, 3], 2), false);
        }
        assert_eq!((game.stage, game.results[0].right), (Stage::Shown, 6));
    }

    #[test]
    fn in_a_relay_everybody_has_a_class_and_the_last_measurement_counts_for_all() {
        let relay = game(Kind::Relay, Some(0.8), 2);
        let taught_by = |game: &Game, classes: usize, team: usize| -> Vec<usize> {
            (0..classes).filter(|class| game.teaches(team, *class, classes)).collect()
        };
        assert_eq!([taught_by(&relay, 3, 0), taught_by(&relay, 3, 1)], [vec![0, 2], vec![1]]);
        let five = game(Kind::Relay, Some(0.8), 5);
        assert_eq!((0..5).map(|team| taught_by(&five, 2, team)[0]).collect::<Vec<_>>(), [0, 1, 0, 1, 0]);
        let mut game = relay;
        begin(&mut game);
        game.end_turn();
        game.pass(1.0, &measured([10, 0], 5), true);
        game.next();
        assert_eq!(game.stage, Stage::Ready, "what was taught stays");
        game.begin_turn(None);
        game.end_turn();
        game.pass(1.0, &measured([7, 9], 5), true);
        let right: Vec<usize> = game.results.iter().map(|result| result.right).collect();
        assert_eq!((right, game.results.iter().all(|result| result.reached)), (vec![7, 9], true));
        game.next();
        assert_eq!(game.stage, Stage::Board);
    }

    #[test]
    fn what_a_team_teaches_has_its_result_when_the_next_team_has_tried_to_fool_it() {
        let mut game = game(Kind::Fool, None, 3);
        for teacher in 0..3 {
            begin(&mut game);
            game.end_turn();
            game.pass(1.0, &measured([9, 9], 5), true);
            assert_eq!((game.stage, game.team(), game.results.len()), (Stage::Called, (teacher + 1) % 3, teacher));
            game.begin_turn(None);
            assert_eq!((game.stage, game.team()), (Stage::Playing, (teacher + 1) % 3));
            let taught = game.duel.as_ref().unwrap().taught;
            assert_eq!((taught.right, taught.pictures), (18, 10));
            game.end_duel(TurnResult { tried: 4, fooled: teacher, ..taught });
            assert_eq!((game.stage, game.team(), game.fooler()), (Stage::Shown, teacher, (teacher + 1) % 3));
            game.next();
        }
        assert_eq!(game.stage, Stage::Board);
        let mut game = Game { results: Vec::new(), stage: Stage::Preparing, ..game };
        begin(&mut game);
        game.end_turn();
        game.pass(1.0, &measured([9, 9], 5), true);
        game.interrupt();
        assert_eq!(
            (game.stage, game.team(), game.duel),
            (Stage::Paused, 0, None),
            "its model is gone: it teaches again"
        );
    }

    #[test]
    fn a_chain_goes_round_until_one_team_is_left_and_begins_again_when_it_was_interrupted() {
        let mut game = game(Kind::Chain, None, 2);
        game.prepared(3);
        game.begin_turn(None);
        game.chain.as_mut().unwrap().taught(5);
        game.end_link();
        assert_eq!((game.stage, game.team(), game.is_last()), (Stage::Shown, 0, false));
        game.next();
        assert_eq!((game.stage, game.team()), (Stage::Ready, 1));
        let interrupted = {
            let mut game = game.clone();
            game.interrupt();
            game.next();
            game
        };
        assert_eq!((interrupted.stage, interrupted.team(), interrupted.chain), (Stage::Preparing, 0, None));
        for _ in 0..2 {
            game.begin_turn(None);
            game.chain.as_mut().unwrap().pass(11.0, None, 5);
            game.end_link();
            assert_eq!(game.stage, Stage::Shown);
            game.chain.as_mut().unwrap().team = 0;
            game.next();
        }
        assert_eq!(
            (game.stage, game.results.iter().map(|team| team.lives).collect::<Vec<_>>()),
            (Stage::Board, vec![2, 0])
        );
    }

    #[test]
    fn an_interrupted_game_goes_on_with_the_turn_that_was_interrupted() {
        let mut game = game(Kind::Best, None, 3);
        begin(&mut game);
        game.end_turn();
        game.pass(1.0, &measured([7, 2], 3), true);
        game.next();
        begin(&mut game);
        let text = ron::to_string(&game).unwrap();
        let mut again: Game = ron::from_str(&text).unwrap();
        assert!(again.is_playable());
        assert_eq!((again.stage, again.team(), &again.results), (Stage::Paused, 1, &game.results));
        again.next();
        assert_eq!(again.stage, Stage::Preparing);
        game.interrupt();
        assert_eq!((game.stage, game.team()), (Stage::Paused, 1));
        again.names.clear();
        assert!(!again.is_playable());
    }
}
