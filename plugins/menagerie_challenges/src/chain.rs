//! A memory chain: team after team shows all things of the chain in their order, from memory, and then teaches one more. Plain
//! data; what is answered and taught is told to it. Its things are the classes of the lesson, in their order.

use menagerie_core::prelude::*;

use crate::rules::ChainRules;
use crate::score::TurnResult;

/// How long a thing has to be recognised without a break, seconds.
const KNOWN_SECS: f32 = 0.7;
/// How long another thing of the chain has to be answered without a break, seconds, to break it: things are swapped meanwhile.
const WRONG_SECS: f32 = 2.0;

/// What the team is at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    /// It shows things from memory.
    Showing {
        /// Of which so many were recognised.
        place: usize,
        /// Seconds left for the next one.
        left: f32,
        /// For how long that is recognised, and for how long another one is, seconds.
        known: f32,
        wrong: f32,
        /// What has been answered since before this thing's time began: it lies there still, and is not yet shown by anybody.
        before: Option<usize>,
    },
    /// It teaches one more: seconds left.
    Teaching(f32),
    /// Its turn is over; whether everything was remembered.
    Over(bool),
}

/// One chain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chain {
    rules: ChainRules,
    /// Time to teach one thing, seconds.
    teach_secs: u32,
    /// Things in it, and how many there can be.
    pub(super) links: usize,
    pub(super) most: usize,
    /// What came of each team so far.
    pub(super) teams: Vec<TurnResult>,
    /// Whose turn it is.
    pub(super) team: usize,
    pub(super) step: Step,
    /// Teams that have had a turn since the chain is as long as it can be.
    after_last: Vec<bool>,
    /// Pictures that were taught before this turn.
    taught_before: usize,
}

impl Chain {
    pub(super) fn new(rules: ChainRules, teach_secs: u32, most: usize, teams: usize) -> Self {
        let fresh = TurnResult { lives: rules.lives, reached: true, ..TurnResult::default() };
        Self {
            rules,
            teach_secs,
            links: 0,
            most,
            teams: vec![fresh; teams],
            team: 0,
            step: Step::Over(true),
            after_last: vec![false; teams],
            taught_before: 0,
        }
    }

    /// The same without what changes while somebody plays: the screen is not laid anew for that.
    pub(super) fn at_rest(mut self) -> Self {
        self.step = match self.step {
            Step::Showing { .. } => Step::Showing { place: 0, left: 0.0, known: 0.0, wrong: 0.0, before: None },
            Step::Teaching(_) => Step::Teaching(0.0),
            Step::Over(remembered) => Step::Over(remembered),
        };
        self.teams[self.team].right = 0;
        self.taught_before = 0;
        self
    }

    /// The team begins; this is answered now, by place in the chain.
    pub(super) fn begin(&mut self, answered: Option<usize>) {
        self.after_last[self.team] = self.links == self.most;
        self.teams[self.team].hidden += self.links;
        self.step = self.show(0, answered);
    }

    /// On to the thing at a place, or to what comes after the last one.
    fn show(&mut self, place: usize, before: Option<usize>) -> Step {
        if place < self.links {
            return Step::Showing { place, left: self.rules.seconds as f32, known: 0.0, wrong: 0.0, before };
        }
        self.teams[self.team].turns += 1;
        if self.links < self.most { Step::Teaching(self.teach_secs as f32) } else { Step::Over(true) }
    }

    /// Time goes by. This thing of the chain is answered now, and so many pictures are taught.
    pub(super) fn pass(&mut self, secs: f32, answered: Option<usize>, taught: usize) {
        match self.step {
            Step::Showing { place, left, known, wrong, before } => {
                let left = left - secs;
                let before = before.filter(|before| answered == Some(*before));
                let known = if answered == Some(place) && before.is_none() { known + secs } else { 0.0 };
                let is_wrong = answered.is_some() && answered != Some(place) && before.is_none();
                let wrong = if is_wrong { wrong + secs } else { 0.0 };
                if known >= KNOWN_SECS {
                    self.teams[self.team].right += 1;
                    self.step = self.show(place + 1, answered);
                    self.taught_before = taught;
                } else if wrong >= WRONG_SECS || left <= 0.0 {
                    self.break_it();
                } else {
                    self.step = Step::Showing { place, left, known, wrong, before };
                }
            }
            Step::Teaching(left) if left <= secs => self.taught(taught),
            Step::Teaching(left) => self.step = Step::Teaching(left - secs),
            Step::Over(_) => {}
        }
    }

    /// Somebody put something before the mirror: whatever is answered now, they mean it.
    pub(super) fn put_before_mirror(&mut self) {
        if let Step::Showing { before, .. } = &mut self.step {
            *before = None;
        }
    }

    fn break_it(&mut self) {
        let team = &mut self.teams[self.team];
        team.lives = team.lives.saturating_sub(1);
        team.reached = team.lives > 0;
        self.step = Step::Over(false);
    }

    /// The team has taught its thing, or its time is over. Without a picture the chain stays as long as it is.
    pub(super) fn taught(&mut self, taught: usize) {
        if !matches!(self.step, Step::Teaching(_)) {
            return;
        }
        let pictures = self.taught_now(taught);
        self.teams[self.team].pictures += pictures;
        self.links += usize::from(pictures > 0);
        self.step = Step::Over(true);
    }

    /// Pictures of this turn so far; so many are taught in all.
    pub(super) fn taught_now(&self, taught: usize) -> usize {
        taught.saturating_sub(self.taught_before)
    }

    /// Whether nobody has another turn: one team is left, or all that are left have shown the whole chain.
    pub(super) fn is_finished(&self) -> bool {
        let mut left = self.teams.iter().zip(&self.after_last).filter(|(team, _)| team.lives > 0);
        let alone = left.clone().count() <= 1;
        alone || (self.links == self.most && left.all(|(_, had_last)| *had_last))
    }

    /// On to the next team that is not out.
    pub(super) fn next_team(&mut self) {
        let teams = self.teams.len();
        let after = (1..=teams).map(|step| (self.team + step) % teams);
        self.team = after.into_iter().find(|team| self.teams[*team].lives > 0).unwrap_or(self.team);
    }
}

/// The place of the class that is answered in the chain.
pub(super) fn answered(classes: &Classes, prediction: &LatestPrediction) -> Option<usize> {
    let Answer::Class(answer) = prediction.answer else { return None };
    classes.0.iter().position(|class| class.id == answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(most: usize, teams: usize) -> Chain {
        Chain::new(ChainRules { lives: 2, seconds: 10 }, 15, most, teams)
    }

    /// So many seconds with this answer, ten a second.
    fn pass(chain: &mut Chain, secs: f32, answered: Option<usize>) {
        for _ in 0..(secs * 10.0).round() as usize {
            chain.pass(0.1, answered, 0);
        }
    }

    /// A team shows these things, each for a second, and teaches ten pictures of one more.
    fn turn(chain: &mut Chain, shown: &[usize]) {
        chain.begin(None);
        for place in shown {
            pass(chain, 0.9, Some(*place));
        }
        chain.taught(10);
    }

    #[test]
    fn a_chain_grows_with_each_turn_that_remembers_all_of_it() {
        let mut chain = chain(3, 2);
        turn(&mut chain, &[]);
        assert_eq!((chain.links, chain.step), (1, Step::Over(true)), "the first team has nothing to remember");
        chain.next_team();
        turn(&mut chain, &[0]);
        chain.next_team();
        turn(&mut chain, &[0, 1]);
        assert_eq!((chain.links, chain.team, chain.is_finished()), (3, 0, false));
        chain.next_team();
        turn(&mut chain, &[0, 1, 2]);
        assert_eq!((chain.step, chain.is_finished()), (Step::Over(true), false), "the other team has to show it, too");
        chain.next_team();
        turn(&mut chain, &[0, 1, 2]);
        assert!(chain.is_finished());
        let [one, other] = [0, 1].map(|team: usize| chain.teams[team]);
        assert_eq!((one.turns, one.right, one.hidden, one.lives), (3, 5, 5, 2));
        assert_eq!((other.turns, other.right, other.pictures), (2, 4, 10));
    }

    #[test]
    fn a_wrong_thing_or_none_breaks_it_and_the_last_team_is_left() {
        let mut chain = chain(4, 2);
        turn(&mut chain, &[]);
        chain.next_team();
        turn(&mut chain, &[0]);
        chain.next_team();
        chain.begin(Some(1));
        pass(&mut chain, 3.0, Some(1));
        assert!(matches!(chain.step, Step::Showing { .. }), "what lies there from before is not shown yet");
        pass(&mut chain, 0.9, Some(0));
        pass(&mut chain, 5.0, Some(0));
        assert!(matches!(chain.step, Step::Showing { place: 1, .. }), "the thing before is still being taken away");
        pass(&mut chain, 6.0, None);
        assert_eq!((chain.step, chain.teams[0].lives, chain.links), (Step::Over(false), 1, 2));
        chain.next_team();
        chain.begin(None);
        pass(&mut chain, 1.5, Some(1));
        pass(&mut chain, 0.3, None);
        pass(&mut chain, 1.5, Some(1));
        assert!(matches!(chain.step, Step::Showing { .. }), "things are swapped");
        pass(&mut chain, 0.7, Some(1));
        assert_eq!((chain.step, chain.teams[1].lives), (Step::Over(false), 1));
        chain.next_team();
        chain.begin(None);
        pass(&mut chain, 2.2, Some(1));
        assert_eq!((chain.teams[0].lives, chain.teams[0].reached, chain.is_finished()), (0, false, true));
    }

    #[test]
    fn what_the_team_before_left_lying_there_remembers_nothing_for_the_next() {
        let mut chain = chain(4, 2);
        turn(&mut chain, &[]);
        chain.next_team();
        chain.begin(Some(0));
        pass(&mut chain, 3.0, Some(0));
        assert!(matches!(chain.step, Step::Showing { place: 0, .. }), "nobody showed it");
        let mut by_hand = chain.clone();
        pass(&mut by_hand, 0.3, None);
        pass(&mut by_hand, 0.9, Some(0));
        chain.put_before_mirror();
        pass(&mut chain, 0.9, Some(0));
        for chain in [by_hand, chain] {
            assert!(matches!(chain.step, Step::Teaching(_)), "taken away and shown, or touched on the shelf");
        }
    }

    #[test]
    fn who_is_out_has_no_turn_and_nothing_taught_makes_no_link() {
        let mut chain = chain(4, 3);
        chain.teams[1].lives = 0;
        turn(&mut chain, &[]);
        chain.next_team();
        assert_eq!(chain.team, 2);
        chain.begin(None);
        pass(&mut chain, 0.9, Some(0));
        chain.pass(16.0, None, 0);
        assert_eq!((chain.step, chain.links), (Step::Over(true), 1));
    }
}
