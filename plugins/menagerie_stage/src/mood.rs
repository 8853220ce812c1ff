//! What a creature feels, from what the exhibit says.

use menagerie_core::prelude::*;

/// A creature's mood; each is one animation of its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mood {
    /// Nothing concerns it.
    #[default]
    Idle,
    /// It is being taught.
    Listening,
    /// It answers.
    Reacting,
    /// It was taught something, sees something, and cannot tell.
    Confused,
}

impl Mood {
    /// Every mood.
    pub const ALL: [Self; 4] = [Self::Idle, Self::Listening, Self::Reacting, Self::Confused];

    /// Name of its animation.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Listening => "listening",
            Self::Reacting => "reacting",
            Self::Confused => "confused",
        }
    }

    /// The mood of the creature of `class`, and how strongly it feels it, 0..1.
    #[must_use]
    pub fn of(class: &Class, capturing: Capturing, prediction: &LatestPrediction) -> (Self, f32) {
        let confidence = prediction.confidence_in(class.id);
        match (capturing.0, prediction.answer) {
            (Some(taught), _) if taught == class.id => (Self::Listening, 1.0),
            (Some(_), _) => (Self::Idle, 0.0),
            (None, Answer::Class(answering)) if answering == class.id => (Self::Reacting, confidence),
            // What was never seen is for everybody to wonder about who was taught something.
            (None, Answer::NeverSeen) if class.counts.teach > 0 => (Self::Confused, 1.0 - prediction.known),
            // Several were taught and none is sure: those that could be meant scratch their heads.
            (None, Answer::Nobody) if class.counts.teach > 0 && prediction.confidence.len() > 1 => {
                (Self::Confused, confidence)
            }
            (None, _) => (Self::Idle, confidence),
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

    #[test]
    fn the_answering_creature_reacts_by_degree() {
        let sure = prediction(Answer::Class(ClassId(0)), 0.9);
        assert_eq!(Mood::of(&class(0), Capturing(None), &sure), (Mood::Reacting, 0.9));
        assert_eq!(Mood::of(&class(1), Capturing(None), &sure).0, Mood::Idle);
    }

    #[test]
    fn whoever_is_taught_listens_and_nobody_else_reacts() {
        let sure = prediction(Answer::Class(ClassId(0)), 0.9);
        assert_eq!(Mood::of(&class(1), Capturing(Some(ClassId(1))), &sure).0, Mood::Listening);
        assert_eq!(Mood::of(&class(0), Capturing(Some(ClassId(1))), &sure).0, Mood::Idle);
    }

    #[test]
    fn an_unsure_network_confuses_only_those_who_were_taught() {
        let unsure = prediction(Answer::Nobody, 0.5);
        assert_eq!(Mood::of(&class(0), Capturing(None), &unsure).0, Mood::Confused);
        let untaught = Class { counts: ClassCounts::default(), ..class(2) };
        assert_eq!(Mood::of(&untaught, Capturing(None), &unsure).0, Mood::Idle);
    }
}
