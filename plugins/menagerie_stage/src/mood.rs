//! What a creature feels, from what the exhibit says.

use menagerie_core::prelude::*;

/// How glad an answering creature is; each is a dance of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Degree {
    /// A pleased wiggle.
    Little,
    /// It hops.
    Quite,
    /// A whole dance.
    Much,
}

/// Confidence from which on a creature is quite glad, and very much so. Unless somebody has changed the threshold, a class
/// answers from 0.6 on: these divide the rest of the way in three.
const QUITE: f32 = 0.73;
const MUCH: f32 = 0.87;
/// A degree is entered so far above its bound and left so far below, so that confidence which trembles changes nothing.
const SLACK: f32 = 0.03;

impl Degree {
    /// The degree for a strength, 0..1, of a creature that was so glad before.
    pub(crate) fn of(strength: f32, before: Option<Self>) -> Self {
        let reaches = |degree: Self, bound: f32| {
            let was = before.is_some_and(|before| before >= degree);
            strength >= if was { bound - SLACK } else { bound + SLACK }
        };
        if reaches(Self::Much, MUCH) {
            Self::Much
        } else if reaches(Self::Quite, QUITE) {
            Self::Quite
        } else {
            Self::Little
        }
    }
}

/// A creature's mood; each is one animation of its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mood {
    /// Nothing concerns it.
    #[default]
    Idle,
    /// Somebody passes by, and it looks who.
    Curious,
    /// It is being taught.
    Listening,
    /// It eats a picture that was taken for it.
    Eating,
    /// It answers.
    Reacting(Degree),
    /// It was taught something, sees something, and cannot tell.
    Confused,
    /// Nobody is there.
    Asleep,
}

impl Mood {
    /// Every mood; those that others fall back to stand before them.
    pub const ALL: [Self; 9] = [
        Self::Idle,
        Self::Curious,
        Self::Listening,
        Self::Eating,
        Self::Reacting(Degree::Quite),
        Self::Reacting(Degree::Little),
        Self::Reacting(Degree::Much),
        Self::Confused,
        Self::Asleep,
    ];

    /// Name of its animation.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Curious => "curious",
            Self::Listening => "listening",
            Self::Eating => "eating",
            Self::Reacting(Degree::Little) => "reacting_little",
            Self::Reacting(Degree::Quite) => "reacting",
            Self::Reacting(Degree::Much) => "reacting_much",
            Self::Confused => "confused",
            Self::Asleep => "asleep",
        }
    }

    /// The mood whose animation a sheet without this one shows; `None` for those that every sheet has.
    #[must_use]
    pub fn instead(self) -> Option<Self> {
        match self {
            Self::Curious | Self::Asleep => Some(Self::Idle),
            Self::Eating => Some(Self::Listening),
            Self::Reacting(Degree::Little | Degree::Much) => Some(Self::Reacting(Degree::Quite)),
            Self::Idle | Self::Listening | Self::Reacting(Degree::Quite) | Self::Confused => None,
        }
    }

    /// How glad it is, where it is.
    pub(crate) fn degree(self) -> Option<Degree> {
        match self {
            Self::Reacting(degree) => Some(degree),
            _ => None,
        }
    }

    /// The mood of the creature of `class` that was in the mood `before`, and how strongly it feels it, 0..1.
    #[must_use]
    pub fn of(
        class: &Class,
        audience: Audience,
        capturing: Capturing,
        prediction: &LatestPrediction,
        before: Self,
    ) -> (Self, f32) {
        let confidence = prediction.confidence_in(class.id);
        match (audience, capturing.0, prediction.answer) {
            (Audience::Away, ..) => (Self::Asleep, 0.0),
            (Audience::Passing, ..) => (Self::Curious, 1.0),
            (Audience::Here, Some(taught), _) if taught == class.id => (Self::Listening, 1.0),
            (Audience::Here, Some(_), _) => (Self::Idle, 0.0),
            (Audience::Here, None, Answer::Class(answering)) if answering == class.id => {
                (Self::Reacting(Degree::of(confidence, before.degree())), confidence)
            }
            // What was never seen is for everybody to wonder about who was taught something.
            (Audience::Here, None, Answer::NeverSeen) if class.counts.teach > 0 => {
                (Self::Confused, 1.0 - prediction.known)
            }
            // Several were taught and none is sure: those that could be meant scratch their heads.
            (Audience::Here, None, Answer::Nobody) if class.counts.teach > 0 && prediction.confidence.len() > 1 => {
                (Self::Confused, confidence)
            }
            (Audience::Here, None, _) => (Self::Idle, confidence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(id: u16) -> Class {
        let counts = ClassCounts { teach: 5, ..ClassCounts::default() };
        Class { counts, ..Class::new(ClassId(id), "Pim", "pim", 0) }
    }

    fn prediction(answer: Answer, confidence: f32) -> LatestPrediction {
        let confidence = vec![(ClassId(0), confidence), (ClassId(1), 1.0 - confidence)];
        LatestPrediction { frame: FrameId(1), confidence, known: 1.0, answer }
    }

    /// The mood of somebody who was idle, while visitors are there.
    fn mood(class: &Class, capturing: Capturing, prediction: &LatestPrediction) -> Mood {
        Mood::of(class, Audience::Here, capturing, prediction, Mood::Idle).0
    }

    #[test]
    fn the_answering_creature_reacts_by_degree() {
        for (confidence, degree) in [(0.62, Degree::Little), (0.8, Degree::Quite), (0.95, Degree::Much)] {
            let answer = prediction(Answer::Class(ClassId(0)), confidence);
            let felt = Mood::of(&class(0), Audience::Here, Capturing(None), &answer, Mood::Idle);
            assert_eq!(felt, (Mood::Reacting(degree), confidence));
            assert_eq!(mood(&class(1), Capturing(None), &answer), Mood::Idle);
        }
    }

    #[test]
    fn confidence_that_trembles_at_a_bound_does_not_change_the_degree() {
        for bound in [QUITE, MUCH] {
            let mut degree = Degree::of(bound - 0.1, None);
            let low = degree;
            for strength in [bound + 0.02, bound - 0.02, bound + 0.02] {
                degree = Degree::of(strength, Some(degree));
                assert_eq!(degree, low, "rises at {strength}");
            }
            degree = Degree::of(bound + 0.05, Some(degree));
            assert!(degree > low, "does not rise");
            let high = degree;
            for strength in [bound - 0.02, bound + 0.02, bound - 0.02] {
                degree = Degree::of(strength, Some(degree));
                assert_eq!(degree, high, "falls at {strength}");
            }
            assert_eq!(Degree::of(bound - 0.05, Some(degree)), low, "does not fall");
        }
    }

    #[test]
    fn whoever_is_taught_listens_and_nobody_else_reacts() {
        let sure = prediction(Answer::Class(ClassId(0)), 0.9);
        assert_eq!(mood(&class(1), Capturing(Some(ClassId(1))), &sure), Mood::Listening);
        assert_eq!(mood(&class(0), Capturing(Some(ClassId(1))), &sure), Mood::Idle);
    }

    #[test]
    fn an_unsure_network_confuses_only_those_who_were_taught() {
        let unsure = prediction(Answer::Nobody, 0.5);
        assert_eq!(mood(&class(0), Capturing(None), &unsure), Mood::Confused);
        let untaught = Class { counts: ClassCounts::default(), ..class(2) };
        assert_eq!(mood(&untaught, Capturing(None), &unsure), Mood::Idle);
    }

    #[test]
    fn without_an_audience_everybody_sleeps_and_whoever_passes_is_looked_at() {
        let sure = prediction(Answer::Class(ClassId(0)), 0.9);
        for (audience, expected) in [(Audience::Away, Mood::Asleep), (Audience::Passing, Mood::Curious)] {
            for id in [0, 1] {
                let felt = Mood::of(&class(id), audience, Capturing(None), &sure, Mood::Idle);
                assert_eq!(felt.0, expected, "{audience:?}");
            }
        }
    }

    #[test]
    fn what_others_fall_back_to_stands_before_them_and_falls_back_to_nothing() {
        let place = |mood| Mood::ALL.iter().position(|other| *other == mood);
        for mood in Mood::ALL {
            if let Some(instead) = mood.instead() {
                assert!(place(instead) < place(mood), "{mood:?}");
                assert_eq!(instead.instead(), None, "{mood:?}");
            }
        }
    }
}
