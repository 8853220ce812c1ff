//! A duel: a team alters pictures whose class is known until the model of the team before it is sure of something wrong.
//! Plain data; what is answered is told to it.
//!
//! Each picture is a point for one of the two: for those who taught if it is recognised as it is and they are not fooled, else
//! for those who fool. So a team that teaches badly gains nothing by it.

use menagerie_core::prelude::*;

use crate::rules::FoolRules;
use crate::score::TurnResult;
use crate::tricks::Tricks;

/// How long a picture is shown as it is, seconds, and how often it is answered meanwhile at least: answers are smoothed.
const LOOK_SECS: f32 = 1.5;
const LOOK_ANSWERS: usize = 5;
/// Longest wait for those answers, seconds.
const LONGEST_LOOK_SECS: f32 = 10.0;
/// How long it has to be sure of something wrong without a break, seconds: what flickers fools nobody.
const FOOLED_SECS: f32 = 1.0;
/// How long it is shown what came of it, seconds.
const JUDGED_SECS: f32 = 2.0;

/// What came of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It was named rightly as it was, and then it was taken for something else.
    Fooled,
    /// It was not even named rightly as it was.
    WasWrong,
    /// It was not taken for anything else.
    Withstood,
}

impl Verdict {
    /// Whether the point is for those who fool.
    pub(super) fn is_for_foolers(self) -> bool {
        self != Self::Withstood
    }
}

/// How far the picture of the moment is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Phase {
    /// It is shown as it is, for so many seconds so far, and was answered so often.
    Looking(f32, usize),
    /// It is altered: seconds left, and seconds for which it has been taken for something else.
    Tricking(f32, f32),
    /// It is over, for so many seconds so far.
    Judged(f32),
}

/// One duel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Duel {
    rules: FoolRules,
    /// What came of teaching.
    pub(super) taught: TurnResult,
    /// The pictures, in the order of the seed, with what is on them.
    pub(super) pictures: Vec<(ExampleId, ClassId)>,
    /// What came of those that are over, and of the one that is just judged.
    pub(super) verdicts: Vec<Verdict>,
    pub(super) phase: Phase,
    /// What is done to the picture of the moment.
    pub(super) tricks: Tricks,
}

impl Duel {
    pub(super) fn new(rules: FoolRules, taught: TurnResult) -> Self {
        let (pictures, verdicts) = (Vec::new(), Vec::new());
        Self { rules, taught, pictures, verdicts, phase: Phase::Looking(0.0, 0), tricks: Tricks::default() }
    }

    /// How many pictures it has.
    pub(super) fn most(&self) -> usize {
        self.rules.pictures
    }

    /// Whether its model may say that it has never seen the like.
    pub(super) fn may_say_never_seen(&self) -> bool {
        self.rules.never_seen
    }

    /// The picture of the moment: how many were before it, its number, and what is on it.
    pub(super) fn picture(&self) -> Option<(usize, ExampleId, ClassId)> {
        let judged = usize::from(matches!(self.phase, Phase::Judged(_)));
        let place = self.verdicts.len() - judged;
        self.pictures.get(place).map(|(id, class)| (place, *id, *class))
    }

    /// Time goes by; this is answered now, and `is_new` whether it was answered anew.
    pub(super) fn pass(&mut self, secs: f32, answer: Answer, is_new: bool) {
        let Some((_, _, truth)) = self.picture() else { return };
        match self.phase {
            Phase::Looking(so_far, answers) => {
                let (so_far, answers) = (so_far + secs, answers + usize::from(is_new));
                let has_looked = so_far >= LOOK_SECS && answers >= LOOK_ANSWERS;
                if !has_looked && so_far < LONGEST_LOOK_SECS {
                    self.phase = Phase::Looking(so_far, answers);
                } else if answer == Answer::Class(truth) {
                    self.phase = Phase::Tricking(self.rules.seconds as f32, 0.0);
                } else {
                    self.judge(Verdict::WasWrong);
                }
            }
            Phase::Tricking(left, wrong) => {
                // To be unsure is honest, and so is to have never seen it.
                let is_wrong = matches!(answer, Answer::Class(class) if class != truth);
                let (left, wrong) = (left - secs, if is_wrong { wrong + secs } else { 0.0 });
                if wrong >= FOOLED_SECS {
                    self.judge(Verdict::Fooled);
                } else if left <= 0.0 {
                    self.judge(Verdict::Withstood);
                } else {
                    self.phase = Phase::Tricking(left, wrong);
                }
            }
            Phase::Judged(so_far) if so_far + secs >= JUDGED_SECS => {
                (self.phase, self.tricks) = (Phase::Looking(0.0, 0), Tricks::default());
            }
            Phase::Judged(so_far) => self.phase = Phase::Judged(so_far + secs),
        }
    }

    /// The team gives this picture up.
    pub(super) fn give_up(&mut self) {
        if matches!(self.phase, Phase::Tricking(..)) {
            self.judge(Verdict::Withstood);
        }
    }

    fn judge(&mut self, verdict: Verdict) {
        self.verdicts.push(verdict);
        self.phase = Phase::Judged(0.0);
    }

    /// What came of it, once all pictures are over.
    pub(super) fn result(&self) -> Option<TurnResult> {
        let fooled = self.verdicts.iter().filter(|verdict| verdict.is_for_foolers()).count();
        self.picture().is_none().then_some(TurnResult { tried: self.verdicts.len(), fooled, ..self.taught })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tricks::Trick;

    const APPLE: ClassId = ClassId(1);
    const CARROT: ClassId = ClassId(2);

    fn duel(pictures: usize) -> Duel {
        let mut duel = Duel::new(
            FoolRules { pictures, seconds: 20, never_seen: false },
            TurnResult { right: 7, ..TurnResult::default() },
        );
        duel.pictures = (0..pictures).map(|number| (ExampleId(number as u64), APPLE)).collect();
        duel
    }

    /// So many seconds with this answer, ten a second.
    fn pass(duel: &mut Duel, secs: f32, answer: Answer) {
        for _ in 0..(secs * 10.0).round() as usize {
            duel.pass(0.1, answer, true);
        }
    }

    #[test]
    fn who_is_sure_of_something_wrong_for_a_second_is_fooled() {
        let mut duel = duel(2);
        pass(&mut duel, 1.6, Answer::Class(APPLE));
        assert!(matches!(duel.phase, Phase::Tricking(..)));
        duel.tricks.play(Trick::Turn);
        for unsure in [Answer::Nobody, Answer::NeverSeen] {
            pass(&mut duel, 0.8, Answer::Class(CARROT));
            pass(&mut duel, 3.0, unsure);
        }
        assert!(matches!(duel.phase, Phase::Tricking(..)), "to be unsure is not to be fooled");
        pass(&mut duel, 1.1, Answer::Class(CARROT));
        assert_eq!((duel.verdicts.as_slice(), duel.picture().unwrap().0), (&[Verdict::Fooled][..], 0));
        pass(&mut duel, 2.1, Answer::Class(CARROT));
        assert_eq!(duel.picture().unwrap().0, 1);
        assert!(
            matches!(duel.phase, Phase::Looking(..)) && duel.tricks == Tricks::default(),
            "the next one is as it is"
        );
    }

    #[test]
    fn a_point_is_for_the_teachers_by_time_or_by_hand_and_not_if_it_was_wrong_before() {
        let mut duel = duel(3);
        pass(&mut duel, 1.6, Answer::Class(APPLE));
        pass(&mut duel, 20.1, Answer::Class(APPLE));
        pass(&mut duel, 2.1, Answer::Class(APPLE));
        duel.give_up();
        assert_eq!(duel.verdicts.len(), 1, "nothing is given up before it was looked at");
        pass(&mut duel, 1.6, Answer::Class(APPLE));
        duel.give_up();
        pass(&mut duel, 2.1, Answer::Class(APPLE));
        assert_eq!(duel.result(), None);
        pass(&mut duel, 1.6, Answer::Nobody);
        assert_eq!(duel.verdicts, [Verdict::Withstood, Verdict::Withstood, Verdict::WasWrong]);
        pass(&mut duel, 2.1, Answer::Nobody);
        let result = duel.result().unwrap();
        assert_eq!((result.tried, result.fooled, result.right), (3, 1, 7));
    }

    #[test]
    fn a_picture_is_judged_by_answers_to_itself_and_waits_for_them_ten_seconds_at_most() {
        let mut duel = duel(1);
        for _ in 0..50 {
            duel.pass(0.1, Answer::Class(APPLE), false);
        }
        assert!(matches!(duel.phase, Phase::Looking(..)), "nothing was answered yet");
        for _ in 0..52 {
            duel.pass(0.1, Answer::Nobody, false);
        }
        assert_eq!(duel.verdicts, [Verdict::WasWrong]);
    }
}
