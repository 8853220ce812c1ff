//! Who comes first: places and points, shared fairly.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::rules::{Kind, Rules};

/// What came of a team's turn.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct TurnResult {
    /// Hidden pictures that were named rightly, and all of them; of the class that a team of a relay taught, its own. In a
    /// chain: things that were shown from memory, and those that had to be.
    pub(super) right: usize,
    pub(super) hidden: usize,
    /// Pictures that were taught.
    pub(super) pictures: usize,
    /// Seconds it took.
    pub(super) seconds: u32,
    /// Whether the goal was reached.
    pub(super) reached: bool,
    /// Pictures with which the next team tried to fool what was taught, and those with which it did.
    #[serde(default)]
    pub(super) tried: usize,
    #[serde(default)]
    pub(super) fooled: usize,
    /// Of a chain: lives that are left, and turns in which it did not break.
    #[serde(default)]
    pub(super) lives: u32,
    #[serde(default)]
    pub(super) turns: usize,
}

impl TurnResult {
    /// Share of the hidden pictures that was named rightly, 0..1.
    pub(super) fn share(&self) -> f64 {
        if self.hidden == 0 { 0.0 } else { self.right as f64 / self.hidden as f64 }
    }

    /// The same in per cent, rounded down: what is not reached must not seem to be.
    pub(super) fn percent(&self) -> u32 {
        (self.share() * 100.0 + 1e-9).floor() as u32
    }
}

/// A line of the score board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    /// Number of the team.
    pub(super) team: usize,
    /// 1 is the first place. Who is equally good has the same, and the places they take together are not given again.
    pub(super) place: usize,
    /// Points of that place.
    pub(super) points: u32,
}

/// The team whose model this one tries to fool: the one before it, the first team that of the last.
pub(super) fn fooled_by(team: usize, teams: usize) -> usize {
    (team + teams.max(1) - 1) % teams.max(1)
}

/// Pictures that went well for a team: those with which its model was not fooled, and those with which it fooled another one.
pub(super) fn outwitted(results: &[TurnResult], team: usize) -> [usize; 2] {
    let of = |team: usize| results.get(team).copied().unwrap_or_default();
    let (own, other) = (of(team), of(fooled_by(team, results.len())));
    [own.tried - own.fooled.min(own.tried), other.fooled]
}

/// Orders two teams, the better one first.
fn compare(kind: Kind, results: &[TurnResult], teams: [usize; 2]) -> Ordering {
    let [one, other] = teams.map(|team| &results[team]);
    // Of two shares with the same number of hidden pictures whole numbers are compared: no rounding decides a game.
    let by_share = || (other.right * one.hidden.max(1)).cmp(&(one.right * other.hidden.max(1)));
    match kind {
        Kind::Fewest => match (one.reached, other.reached) {
            (true, true) => one.pictures.cmp(&other.pictures),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => by_share(),
        },
        Kind::Best => by_share(),
        // All win or lose together.
        Kind::Relay => Ordering::Equal,
        Kind::Fool => {
            let [one, other] = teams.map(|team| outwitted(results, team).iter().sum::<usize>());
            other.cmp(&one)
        }
        // Of those that are left some have had a turn more than others; of those that are out the later one was better.
        Kind::Chain => {
            let [one, other] = [one, other].map(|team| (team.lives, if team.lives > 0 { 0 } else { team.turns }));
            other.cmp(&one)
        }
    }
}

/// The score board: the best first, teams of one place in the order in which they played. Teams that share a place have its
/// points each: nobody loses any because somebody else was just as good.
pub(super) fn places(kind: Kind, rules: &Rules, results: &[TurnResult]) -> Vec<Placed> {
    let mut order: Vec<usize> = (0..results.len()).collect();
    order.sort_by(|one, other| compare(kind, results, [*one, *other]));
    let place_of = |team: usize| {
        let better = |other: &usize| compare(kind, results, [*other, team]) == Ordering::Less;
        (0..results.len()).filter(better).count() + 1
    };
    let has_won = |team: usize| kind != Kind::Relay || results[team].reached;
    let points = |place: usize| rules.points.get(place - 1).copied().unwrap_or(0);
    order
        .into_iter()
        .map(|team| {
            let place = place_of(team);
            Placed { team, place, points: if has_won(team) { points(place) } else { 0 } }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(right: usize, pictures: usize) -> TurnResult {
        TurnResult { right, hidden: 10, pictures, seconds: 30, reached: right >= 9, ..TurnResult::default() }
    }

    fn board(kind: Kind, results: &[TurnResult]) -> Vec<(usize, usize, u32)> {
        places(kind, &Rules::example(), results)
            .iter()
            .map(|placed| (placed.team, placed.place, placed.points))
            .collect()
    }

    #[test]
    fn fewest_pictures_win_among_those_who_reached_the_goal() {
        let results = [result(9, 30), result(8, 5), result(10, 12), result(6, 1)];
        assert_eq!(board(Kind::Fewest, &results), [(2, 1, 5), (0, 2, 3), (1, 3, 2), (3, 4, 1)]);
    }

    #[test]
    fn teams_that_are_equally_good_share_their_place_and_the_next_one_is_not_given() {
        let results = [result(7, 30), result(9, 99), result(9, 1), result(7, 2), result(1, 1)];
        assert_eq!(board(Kind::Best, &results), [(1, 1, 5), (2, 1, 5), (0, 3, 2), (3, 3, 2), (4, 5, 0)]);
        let all = [result(0, 3), result(0, 0)];
        assert_eq!(board(Kind::Best, &all), [(0, 1, 5), (1, 1, 5)]);
    }

    #[test]
    fn a_relay_is_won_by_all_or_by_nobody() {
        let reached = |reached: bool| [result(3, 1), result(10, 20)].map(|result| TurnResult { reached, ..result });
        assert_eq!(board(Kind::Relay, &reached(true)), [(0, 1, 5), (1, 1, 5)]);
        assert_eq!(board(Kind::Relay, &reached(false)), [(0, 1, 0), (1, 1, 0)]);
    }

    #[test]
    fn a_team_is_as_good_as_its_model_withstands_and_as_it_fools_the_one_before() {
        let fooled = |fooled| TurnResult { tried: 6, fooled, ..result(10, 5) };
        // The second team fools the first one's model, the third that of the second, the first that of the third.
        let results = [fooled(5), fooled(1), fooled(3)];
        assert_eq!([0, 1, 2].map(|team| outwitted(&results, team)), [[1, 3], [5, 5], [3, 1]]);
        assert_eq!(board(Kind::Fool, &results), [(1, 1, 5), (0, 2, 3), (2, 2, 3)]);
    }

    #[test]
    fn in_a_chain_lives_count_and_who_is_out_later_was_better() {
        let chain = |lives, turns| TurnResult { lives, turns, ..result(1, 1) };
        let results = [chain(0, 3), chain(2, 2), chain(1, 5), chain(0, 4), chain(2, 1)];
        let places: Vec<_> = board(Kind::Chain, &results).iter().map(|(team, place, _)| (*team, *place)).collect();
        assert_eq!(places, [(1, 1), (4, 1), (2, 3), (3, 4), (0, 5)]);
    }

    #[test]
    fn per_cent_never_promise_more_than_was_reached() {
        let of = |right, hidden| TurnResult { right, hidden, ..result(0, 0) }.percent();
        assert_eq!([of(9, 10), of(17, 19), of(0, 0), of(24, 24), of(29, 100)], [90, 89, 0, 100, 29]);
    }
}
