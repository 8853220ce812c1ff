//! A game: its teams, whose turn it is, and what came of those that are over. Plain data; what happens in the exhibit is
//! told to it.

use menagerie_core::prelude::*;
use serde::{Deserialize, Serialize};

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

/// What was measured of the lesson that is played with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Measured {
    /// By class, in their order: hidden pictures named rightly, all of them, and pictures that are taught.
    pub(super) classes: Vec<[usize; 3]>,
}

impl Measured {
    /// Reads it off the test's table.
    pub(super) fn of(classes: &Classes, test: &TestResult) -> Self {
        let table = &test.confusion;
        let of = |class: &Class| {
            let place = table.classes.iter().position(|id| *id == class.id);
            let right = place.map_or(0, |place| table.right(place));
            [right, class.counts.test, class.counts.teach]
        };
        Self { classes: classes.0.iter().map(of).collect() }
    }

    /// Right, hidden and taught pictures of these classes.
    fn sum(&self, is_one: impl Fn(usize) -> bool) -> [usize; 3] {
        let those = self.classes.iter().enumerate().filter(|(place, _)| is_one(*place));
        those.fold([0; 3], |sum, (_, class)| std::array::from_fn(|of| sum[of] + class[of]))
    }

    /// The share of all hidden pictures that is named rightly, 0..1.
    pub(super) fn share(&self) -> f64 {
        let [right, hidden, _] = self.sum(|_| true);
        if hidden == 0 { 0.0 } else { right as f64 / hidden as f64 }
    }

    /// All pictures that are taught.
    pub(super) fn pictures(&self) -> usize {
        self.sum(|_| true)[2]
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
    #[serde(skip)]
    pub(super) stage: Stage,
    /// Seconds that are left of the turn.
    #[serde(skip)]
    pub(super) left_secs: f32,
}

impl Game {
    pub(super) fn new(kind: Kind, rules: Rules, seed: u32, choice: Choice, names: Vec<Option<String>>) -> Self {
        Self { kind, rules, seed, choice, names, results: Vec::new(), stage: Stage::Preparing, left_secs: 0.0 }
    }

    /// Whose turn it is; behind the last team: nobody's.
    pub(super) fn team(&self) -> usize {
        match self.stage {
            Stage::Shown => self.results.len().saturating_sub(1),
            _ => self.results.len(),
        }
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

    /// The hidden pictures are there.
    pub(super) fn prepared(&mut self) {
        if self.stage == Stage::Preparing {
            self.stage = Stage::Ready;
        }
    }

    /// The team begins.
    pub(super) fn begin_turn(&mut self) {
        if self.stage == Stage::Ready {
            (self.stage, self.left_secs) = (Stage::Turn, self.rules.seconds as f32);
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
            Stage::Paused | Stage::Preparing | Stage::Ready | Stage::Shown | Stage::Board => {}
        }
    }

    /// Whether the goal is reached, where there is one.
    fn reaches(&self, measured: &Measured) -> bool {
        // A share of whole numbers may lie a rounding below the goal that it equals.
        self.rules.goal.is_some_and(|goal| measured.share() + 1e-9 >= goal) && measured.pictures() > 0
    }

    /// The turn is over with this result.
    fn take(&mut self, measured: &Measured) {
        let reached = self.reaches(measured);
        let seconds = (self.rules.seconds as f32 - self.left_secs).round() as u32;
        let classes = measured.classes.len();
        let result = |team: usize, seconds: u32| {
            let [right, hidden, pictures] = measured.sum(|class| self.teaches(team, class, classes));
            TurnResult { right, hidden, pictures, seconds, reached }
        };
        let turn = result(self.results.len(), seconds);
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
        match self.stage {
            Stage::Shown if self.results.len() >= self.names.len() => self.stage = Stage::Board,
            Stage::Shown if self.is_shared() => self.stage = Stage::Ready,
            Stage::Shown | Stage::Paused => self.stage = Stage::Preparing,
            _ => {}
        }
    }

    /// The lesson of the game is gone: the turn that it belonged to begins again when somebody goes on.
    pub(super) fn interrupt(&mut self) {
        if self.stage == Stage::Board {
            return;
        }
        self.stage = Stage::Paused;
        if self.is_shared() {
            // What the first teams taught is gone with it.
            self.results.clear();
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
        Rules {
            teams: (2, 8),
            seconds: 60,
            goal,
            points: vec![5, 3],
            classes: 3,
            hidden: 10,
            seed: 1,
            shows_result: true,
        }
    }

    fn game(kind: Kind, goal: Option<f64>, teams: usize) -> Game {
        Game::new(kind, rules(goal), 1, Choice::Lesson, vec![None; teams])
    }

    /// Two classes of ten hidden pictures each.
    fn measured(right: [usize; 2], taught: usize) -> Measured {
        Measured { classes: right.map(|right| [right, 10, taught]).to_vec() }
    }

    fn begin(game: &mut Game) {
        game.prepared();
        game.begin_turn();
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
        let won = TurnResult { right: 18, hidden: 20, pictures: 14, seconds: 30, reached: true };
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
            let result = TurnResult { right: 9, hidden: 20, pictures: 6, seconds, reached: false };
            assert_eq!(game.results, [result]);
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
        game.begin_turn();
        game.end_turn();
        game.pass(1.0, &measured([7, 9], 5), true);
        let right: Vec<usize> = game.results.iter().map(|result| result.right).collect();
        assert_eq!((right, game.results.iter().all(|result| result.reached)), (vec![7, 9], true));
        game.next();
        assert_eq!(game.stage, Stage::Board);
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
